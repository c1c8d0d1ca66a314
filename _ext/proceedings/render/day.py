"""The page of a day: what to look at in the morning, and to hang on a door."""

from __future__ import annotations

from datetime import date

from docutils import nodes

from ..model import Edition
from ..program import Program
from ..times import long_day
from . import inline
from .edition import papers_of_sessions, where
from .inline import Nodes, bullet_list
from .parts import Parts
from .schedule import schedule_tables, select
from .tools import calendar_to_subscribe_to, day_menu, places, schedule_tools


def day_page(program: Program, edition: Edition, day: date) -> Parts | None:
    """The schedule of a day, with the papers of its poster sessions; None where that day has no sessions."""
    sessions = select(edition, day=day)
    if not sessions:
        return None
    tables = schedule_tables(program, edition, sessions, papers_here=True, dated=False)
    lines: list[Nodes] = [[inline.edition_link(edition)], where(edition), [calendar_to_subscribe_to(edition)]]
    return Parts(
        f'proceedings-day-{day.isoformat()}',
        ('proceedings-day-page',),
        [nodes.Text(long_day(day))],
        [bullet_list(filter(None, lines), 'proceedings-facts'), *day_menu(edition, day), *places(edition)],
        [
            schedule_tools(program, edition, edition.sessions),  # filters travel from day to day
            inline.unsearched(*tables),
            *papers_of_sessions(program, edition, sessions),
        ],
    )
