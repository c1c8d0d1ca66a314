"""The files of a site that an import changes: what is theirs stays, byte by byte."""

from __future__ import annotations

import re
import time
from datetime import date, datetime
from pathlib import Path

import pytest

from proceedings.importing.draft import Markup, Text
from proceedings.importing.files.lines import compared
from proceedings.importing.files.write import CannotImportError, FileChange, carry_out
from proceedings.importing.files.yaml_data import Aligned, said
from proceedings.importing.files.yaml_edit import edited
from proceedings.importing.files.yaml_layout import CannotEditError
from proceedings.importing.merging.plan import plan
from proceedings.importing.reading.json_source import parse
from proceedings.importing.report import Report
from proceedings.load import load
from proceedings.new_edition import new_edition
from test_import_merge import draft


def imported(site: Path, *, examples: bool = False) -> str:
    """The text of an edition that `proceedings new` wrote, and that a program was imported into."""
    (site / 'program').mkdir()
    (site / 'program/series.yml').write_text('series: {title: Workshop on Tides}\n', encoding='utf-8')
    text = new_edition('2031', load(site).program, date(2031, 5, 2), examples=examples)
    (site / 'program/2031.yml').write_text(text, encoding='utf-8')
    plan(site, draft(title='Tides at last'), Report()).carry_out(site)
    return (site / 'program/2031.yml').read_text(encoding='utf-8')


def test_what_is_imported_stands_behind_its_explanation_in_place_of_the_example(tmp_path: Path) -> None:
    text = imported(tmp_path)
    assert '## The rooms, in the order in which the schedule shows them.\nrooms: [Great Hall, Foyer]\n\n' in text
    assert re.search(r'\n## [^\n]*day: 2021-12-14\.\nschedule:\n- \{time: 09:00-09:50', text)
    assert re.search(r'\n## The talks[^#]*\n(## [^\n]*\n)+talks:\n- \{id: why-tides', text)
    assert '\n  ## Without a title, it is that of the series, in series.yml.\n  title: Tides at last\n' in text
    assert not re.search('^# (?:rooms|schedule|talks|- id|- {time)', text, re.MULTILINE)


@pytest.mark.parametrize('examples', [False, True])
def test_whatever_is_imported_examples_still_count_when_they_lose_their_hash(tmp_path: Path, examples: bool) -> None:
    before = said(imported(tmp_path, examples=examples))
    text = re.sub('^( *)# ', r'\1', (tmp_path / 'program/2031.yml').read_text(encoding='utf-8'), flags=re.MULTILINE)
    after = said(text)
    assert {'part_of', 'room', 'proceedings', 'venue', 'title'} <= set(after['edition'])
    assert after['schedule'] == before['schedule']
    assert {'organizers', 'changes'} <= set(after)
    assert [talk['id'] for talk in after['talks'] if talk.get('doi')] == (['second-talk'] if examples else [])


LIST = """\
a:
# one
- {x: 1}  # first
# two, and
# more
- {x: 2}  # bring laptop
- {x: 3}
# not of a

b: c
"""


def test_an_item_is_moved_with_its_comments() -> None:
    new = {'a': Aligned([(0, {'x': '1'}), (2, {'x': '3'}), (1, {'x': 4})]), 'b': 'c'}
    assert edited(LIST, new) == LIST.replace('# two, and\n# more\n- {x: 2}  # bring laptop\n- {x: 3}\n', (
        '- {x: 3}\n# two, and\n# more\n- {x: 4}  # bring laptop\n'
    ))  # fmt: skip


def test_an_item_goes_with_its_comments_and_they_are_said() -> None:
    told: list[tuple[int, str]] = []
    new = {'a': Aligned([(0, {'x': '1'}), (2, {'x': '3'})]), 'b': 'c'}
    text = edited(LIST, new, lambda line, comment: told.append((line, comment)))
    assert text == LIST.replace('# two, and\n# more\n- {x: 2}  # bring laptop\n', '')
    assert told == [(4, 'two, and'), (5, 'more'), (6, 'bring laptop')]


def test_a_comment_behind_a_hyphen_is_no_item() -> None:
    text = 'a:\n- # a - comment\n  x: 1\n- x: 2\n'
    assert edited(text, {'a': Aligned([(1, {'x': '2'})])}) == 'a:\n- x: 2\n'
    assert edited(text, {'a': Aligned([(0, {'x': 3}), (1, {'x': '2'})])}) == text.replace('x: 1', 'x: 3')


def test_what_cannot_be_edited_has_a_place() -> None:
    with pytest.raises(CannotEditError) as error:
        edited('b: c\na:\n  - x\n', {'b': 'c', 'a': Aligned([(0, 'x'), (0, 'y')])})
    assert (error.value.line, error.value.column) == (3, 3)


def test_a_row_moves_with_its_comments_to_where_its_time_is(tmp_path: Path) -> None:
    source = draft()
    plan(tmp_path, source, Report()).carry_out(tmp_path)
    path = tmp_path / 'program/2031.yml'
    row = '- {time: 09:50-10:10, title: Coffee, kind: break}'
    text = path.read_text(encoding='utf-8')
    path.write_text(text.replace(row, f'# in the foyer\n{row}  # bring laptop'), encoding='utf-8')
    for day in (0, 1):
        coffee = source.sessions[1]
        coffee.start, coffee.end = datetime(2031, 5, 2 + day, 14, 50), datetime(2031, 5, 2 + day, 15, 10)
        plan(tmp_path, source, Report()).carry_out(tmp_path)
        found = path.read_text(encoding='utf-8')
        opens = '- day: 2031-05-03\n' * day
        assert f'{opens}# in the foyer\n- {{time: 14:50-15:10, title: Coffee, kind: break}}  # bring laptop\n' in found
        assert found.index('Posters') < found.index('Coffee')
        assert found.count('Coffee') == 1


def test_one_text_that_is_not_utf_8_is_kept_and_the_rest_imported(tmp_path: Path) -> None:
    source = draft()
    plan(tmp_path, source, Report()).carry_out(tmp_path)
    for talk in source.talks.values():
        talk.abstract = Text(text='Water moves.', markup=Markup.MARKDOWN)
    (tmp_path / 'talks/2031').mkdir(parents=True)
    (tmp_path / 'talks/2031/sand.md').write_bytes('Küste'.encode('latin-1'))
    report = Report()
    plan(tmp_path, source, report).carry_out(tmp_path)
    assert (tmp_path / 'talks/2031/sand.md').read_bytes() == 'Küste'.encode('latin-1')
    assert (tmp_path / 'talks/2031/moon.md').read_text(encoding='utf-8') == 'Water moves.\n'
    said = [remark.text for remark in report.problems if 'is kept as it is' in remark.text]
    assert 'the abstract of "Sand' in said[0]
    assert len(said) == 1


@pytest.mark.parametrize(
    ('old', 'new'),
    [
        (b'\xef\xbb\xbfa: 1\nb: 2\n', b'\xef\xbb\xbfa: 1\nc: 3\nb: 2\n'),
        (b'a: 1\rb: 2\r', b'a: 1\rc: 3\rb: 2\r'),
        (b'a: 1\r\nb: 2\n', b'a: 1\r\nc: 3\r\nb: 2\n'),
        (b'a: 1\nb: 2\r\n', b'a: 1\nc: 3\nb: 2\r\n'),
    ],
)
def test_bytes_that_nobody_changed_stay(tmp_path: Path, old: bytes, new: bytes) -> None:
    (tmp_path / 'a.yml').write_bytes(old)
    carry_out([FileChange(way='a.yml', before='a: 1\nb: 2\n', after='a: 1\nc: 3\nb: 2\n')], tmp_path)
    assert (tmp_path / 'a.yml').read_bytes() == new


def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / 'b.yml'
    path.write_text('b', encoding='utf-8')
    path.chmod(0o444)
    files = [FileChange(way='a.yml', before=None, after='a'), FileChange(way='b.yml', before='b', after='c')]
    with pytest.raises(CannotImportError, match=r'b\.yml: is read-only'):
        carry_out(files, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ['b.yml']


@pytest.mark.parametrize(
    ('old', 'new', 'words'),
    [
        ('timezone: UTC', 'timezone: Europe/Pariss', '2031.yml:.*Europe/Pariss'),
        ('edition:', 'schedule:\n-\nedition:', '2031.yml:2:2: '),
        ('edition:', 'affiliations: text\nedition:', '2031.yml:1:15: "affiliations" has to be keys'),
    ],
)
def test_what_is_wrong_in_a_file_is_said_before_anything_is_merged(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    (tmp_path / 'program').mkdir()
    text = 'edition:\n  start: 2031-05-02\n  timezone: UTC\n'.replace(old, new)
    (tmp_path / 'program/2031.yml').write_text(text, encoding='utf-8')
    with pytest.raises(CannotImportError, match=f'{words}.*mend this first'):
        plan(tmp_path, draft(), Report())


def test_lines_are_compared_in_linear_time() -> None:
    old = [line for at in range(20_000) for line in (f'- id: {at}', '  title: x', '  kind: poster')]
    new = [line.replace('x', f'y{at}') for at, line in enumerate(old)]
    start = time.perf_counter()
    assert sum(change[0] == 'replace' for change in compared(old, new)) == 20_000
    assert time.perf_counter() - start < 10


def test_a_key_twice_costs_no_square() -> None:
    text = '{' + ', '.join(f'"{at % 20_000}": 1' for at in range(20_001)) + '}'
    start, report = time.perf_counter(), Report()
    parse(text.encode(), 'a.json', report)
    assert time.perf_counter() - start < 5
    assert ['"0" is here twice' in remark.text for remark in report.problems] == [True]
