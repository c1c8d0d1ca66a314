"""The page of a day: what to look at in the morning, and to hang on a door."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from docutils import nodes

from .. import paging
from ..documents import day_and_page, day_of
from ..model import Edition, Session
from ..nodes import data_block
from ..program import Program
from ..times import long_day
from . import inline
from .day_talks import day_talks_page, pages_of_day
from .edition import papers_of_sessions, where
from .glance import glance_tables
from .inline import Nodes, bullet_list
from .parts import Parts
from .schedule import schedule_tables
from .tools import calendar_to_subscribe_to, day_menu, places, schedule_tools


def day_page(program: Program, edition: Edition, name: str) -> Parts | None:
    """The schedule of the day *name*, with the papers of its poster sessions; or a page of its talks, if these are too
    many for one. None where that day has no sessions."""
    written, number = day_and_page(name)
    day = date.fromisoformat(written)
    sessions = program.days.get(f'{edition.id}/{day.isoformat()}', [])
    if not sessions or number:
        return day_talks_page(program, edition, day, number)
    lines: list[Nodes] = [[inline.edition_link(edition)], where(edition), [calendar_to_subscribe_to(edition)]]
    return Parts(
        f'proceedings-day-{day.isoformat()}',
        ('proceedings-day-page',),
        [nodes.Text(long_day(day))],
        [bullet_list(filter(None, lines), 'proceedings-facts'), *day_menu(program, edition, day), *places(edition)],
        _schedule(program, edition, sessions),
    )


def _schedule(program: Program, edition: Edition, sessions: Sequence[Session]) -> Nodes:
    """The table, with the talks below it, or the way to these; in a big edition others lead to its rows."""
    form = program.forms.get(day_of(sessions[0]))
    is_brief, has_pages = (form.is_brief, form.pages > 0) if form else (False, False)
    tables: list[data_block]
    if len(sessions) > paging.TALKS_ON_A_PAGE:
        tables = glance_tables(program, edition, sessions, dated=False)
    else:
        tables = schedule_tables(
            program, edition, sessions, anchors=bool(form), papers_here=not has_pages, is_brief=is_brief, dated=False
        )
    return [
        *pages_of_day(program, edition, sessions[0].day, here=0),
        schedule_tools(program, edition, has_talks=not is_brief),  # filters travel from day to day
        inline.unsearched(*tables),
        *([] if has_pages else papers_of_sessions(program, edition, sessions)),
    ]
