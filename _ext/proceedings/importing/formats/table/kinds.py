"""What a row of talks is: the title of a session, a break and the like, or a talk of some kind."""

from __future__ import annotations

from ....problems import short
from ....vocabulary import LINK_KINDS
from ...report import Report
from ...schedules.breaks import row_kind
from ...tables.headings import Row, Table
from ...tables.sheets import text_of
from ...tables.titles import is_session, kind_in_front
from ...wanted.kinds import exact_kind

_OF_BLOCKS = frozenset({'title', 'chairs', 'day', 'room', 'session', 'track', 'kind'})
"""What the row of a session's title may say."""

_OF_TALKS = frozenset({'authors', 'speakers', 'coauthors', 'abstract', 'number', 'first', 'last', *LINK_KINDS})
"""One of these, a break has not."""

_TIMES = frozenset({'start', 'time'})


def is_block(table: Table, row: Row, title: str) -> bool:
    """Whether a row in which nobody speaks is the title of a session, that of the rows below: it has no time."""
    if not {*row.cells} <= _OF_BLOCKS or not _TIMES & {*table.fields.values()}:
        return False
    says_so = is_session(title) or exact_kind(row.text('kind')) == 'session'
    return says_so or (not row.text('kind') and _is_followed(table, row))


def _is_followed(table: Table, row: Row) -> bool:
    """Whether the next row that is not empty has a time."""
    rows = table.sheet.rows
    numbers = range(row.number, len(rows))
    below = next((rows[number] for number in numbers if any(map(text_of, rows[number]))), [])
    times = [index for index, field in table.fields.items() if field in _TIMES and index < len(below)]
    return any(text_of(below[index]) for index in times)


def kind_of_break(row: Row, title: str) -> str:
    """The kind of a row that is a break, an opening and the like: nobody speaks, and there is nothing to read."""
    return '' if _OF_TALKS & {*row.cells} else row_kind(f'{row.text("kind")} {title}', '')


def kind_of_talk(row: Row, title: str, kind: str, report: Report) -> tuple[str, str]:
    """The kind of a talk, which the decision says to be *kind*, and its title: the kind may stand in front of it."""
    kind = row.text('kind') or kind
    found, bare = kind_in_front(title)
    if found and exact_kind(kind) in ('', found, 'contributed'):
        if bare != title or not kind:
            report.guess(row.place('title'), f'"{short(title)}" is taken for the kind {found}')
        return (kind if exact_kind(kind) == found else found), bare
    if not kind and exact_kind(title) in ('opening', 'closing'):
        kind = exact_kind(title)
    return kind, title
