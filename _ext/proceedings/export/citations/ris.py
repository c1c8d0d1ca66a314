"""RIS, which every reference manager reads: a tag and a value on each line, which ends with CR and LF.

The tags are those that Zotero and EndNote read. A paper is a `CPAPER`; a talk without one is a `SLIDE`, which is a
presentation to the first and audiovisual to the second, where `GEN` would be an article. `T2` is the name of the
conference, `C3` the title of the proceedings. Where papers were given is `CY` to EndNote, but `C1` to Zotero. `L1` is
the PDF. Written by hand: rispy ends lines as Unix does, numbers the entries, and lets a line break in a title end an
entry. A value is one line here, and names and keywords have no asterisk, as the format has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ...maths.titles import plain_title
from ...model import Person
from .works import Type, Work

_TYPES: Mapping[Type, str] = MappingProxyType({Type.PAPER: 'CPAPER', Type.SPEECH: 'SLIDE', Type.PROCEEDINGS: 'CONF'})


def entry(work: Work) -> str:
    lines = [f'{tag}  - {" ".join(value.split())}\r\n' for tag, value in _tags(work) if value]
    return f'TY  - {_TYPES[work.type]}\r\n{"".join(lines)}ER  - \r\n'


def _tags(work: Work) -> Iterator[tuple[str, str]]:
    yield 'TI', plain_title(work.title)
    yield from (('AU', _name(person)) for person in work.authors)
    yield from (('A2', _name(person)) for person in work.editors)
    yield 'T2', plain_title(work.event)
    yield 'C3', plain_title(work.container)
    yield 'PY', f'{work.issued[0]}'
    yield 'DA', _date(work.issued)
    yield 'CY', work.place
    yield 'C1', '' if work.type is Type.SPEECH else work.place
    yield 'PB', work.publisher
    yield 'T3', work.series
    yield 'VL', work.volume
    yield 'M1', work.number
    yield 'M3', work.genre
    yield from zip(('SP', 'EP'), work.pages or (), strict=False)
    yield 'SN', work.isbn or work.issn
    yield 'DO', work.doi
    yield 'UR', work.url
    yield 'L1', work.pdf
    yield from (('KW', keyword.replace('*', '∗')) for keyword in work.keywords)
    yield 'N1', '. '.join((*work.remarks, *([f'arXiv:{work.arxiv}'] if work.arxiv else [])))
    yield 'LB', work.key


def _date(issued: tuple[int, ...]) -> str:
    """`2019/12/14/`, `2019/12//`: what is not known may be left out, but no slash, says the format."""
    year, month, *day = issued
    return f'{year}/{month:02}/{day[0]:02}/' if day else f'{year}/{month:02}//'


def _name(person: Person) -> str:
    """`van der Berg, Jan, Jr.`; no comma in the name of a team, where a reader would take it apart."""
    parts = person.parts
    if not (parts.given and parts.family):
        return person.name.replace(',', ';').replace('*', '∗')
    found = (
        part.replace(',', '').replace('*', '∗') for part in (parts.whole_family, parts.given, parts.suffix) if part
    )
    return ', '.join(found)
