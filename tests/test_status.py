"""`proceedings status`: what is missing, who looks like one person, which links lead nowhere."""

from __future__ import annotations

import http.server
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
import requests

from conftest import Site
from proceedings.cli import main
from proceedings.status import asking, links
from proceedings.status.links import Verdict
from proceedings.status.missing import lacks
from proceedings.status.pairs import pairs
from test_cli import run

EDITION_FILE = 'program/2019.yml'
PEOPLE_FILE = 'program/people.yml'

Status = Callable[..., list[str]]


@pytest.fixture
def status(site: Site, capsys: pytest.CaptureFixture[str]) -> Status:
    """The lines of `proceedings status` with some options."""

    def lines(*options: str) -> list[str]:
        assert main(['status', str(site.folder), *options]) == 0
        return capsys.readouterr().out.splitlines()

    return lines


def lacking(site: Site, thing: str, today: date = date(2020, 1, 1)) -> dict[str, list[str]]:
    """Who lacks *thing* in 2019, by group: the ids of talks, the names of people."""
    program = site.program
    found = lacks(program, program.editions['2019'], site.folder, today)
    return {lack.group: [id or name for id, name in lack.lacking] for lack in found if lack.thing == thing}


def write_posters(site: Site, number: int, *, with_video: int = 0) -> None:
    """An edition of nothing but posters, the first of which have videos."""
    videos = [f', links: {{video: "https://example.org/{at}"}}' if at < with_video else '' for at in range(number)]
    talks = [f'- {{id: p{at}, kind: poster, title: Poster number {at}{video}}}\n' for at, video in enumerate(videos)]
    site.write(EDITION_FILE, 'edition: {start: 2019-12-14, timezone: UTC}\ntalks:\n' + ''.join(talks))


# What is missing


def test_totals_come_first_then_what_is_missing_by_name(site: Site, status: Status) -> None:
    site.write('talks/2019/causality.md', 'About planets.')
    assert status('--edition', '2019')[:15] == [
        '2019: Workshop on Testing 2019',
        '  abstracts 1 of 3, papers 1 of 2, slides 0 of 2, videos 0 of 2, posters 0 of 1,',
        '    times 3 of 3, affiliations 0 of 5',
        '2019 abstract    jax-md  JAX, M.D.: Molecular Dynamics',
        '2019 abstract    p9  Likelihood-free inference',
        '2019 paper       p9  Likelihood-free inference',
        '2019 slides      causality  Causality and Exoplanets',
        '2019 slides      jax-md  JAX, M.D.: Molecular Dynamics',
        '2019 video       causality  Causality and Exoplanets',
        '2019 video       jax-md  JAX, M.D.: Molecular Dynamics',
        '2019 poster      p9  Likelihood-free inference',
        '2019 affiliation organizer  Rose Yu',
        '2019 affiliation speaker  Samuel Schoenholz',
        '2019 affiliation speaker  Bernhard Schölkopf',
        '2019 affiliation author  Ekin Cubuk',
    ]


def test_the_newest_edition_comes_first(site: Site, status: Status) -> None:
    site.write('program/2021.yml', 'edition: {start: 2021-12-14, timezone: UTC}\n')
    lines = status()
    assert lines[:3] == ['2021: Workshop on Testing 2021', '  nothing is asked for', '']
    assert lines[3] == '2019: Workshop on Testing 2019'


def test_an_edition_that_is_not_there_ends_with_1_and_a_guess(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(['status', str(site.folder), '--edition', '2091']) == 1
    assert capsys.readouterr() == ('', 'no edition "2091"; did you mean "2019"?\n')


def test_what_is_wrong_is_said_not_to_count(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.edit(EDITION_FILE, 'kind: invited', 'kind: invted')
    assert main(['status', str(site.folder)]) == 0
    assert capsys.readouterr().err.startswith('1 problem in the program; ')


@pytest.mark.parametrize(
    ('text', 'counts'),
    [
        ('About planets.', True),
        ('---\nkeywords: [planets]\n---\nAbout planets.\n', True),
        ('---\nkeywords: [planets]\n---\n\n', False),
        ('\ufeff \n', False),
    ],
)
def test_an_abstract_is_prose_below_the_front_matter(site: Site, text: str, counts: bool) -> None:
    site.write('talks/2019/causality.md', text)
    assert ('invited talks' in lacking(site, 'abstract')) is True
    assert lacking(site, 'abstract')['invited talks'] == ([] if counts else ['causality'])


def test_links_in_front_matter_count(site: Site) -> None:
    site.write('talks/2019/jax-md.md', '---\nlinks: {slides: https://example.org/s}\n---\n')
    assert lacking(site, 'slides')['contributed talks'] == []


def test_an_invited_talk_needs_no_paper_and_a_panel_no_slides(site: Site) -> None:
    site.add(EDITION_FILE, '- {id: panel, kind: panel, title: On tides, speakers: [Rose Yu]}\n')
    assert lacking(site, 'paper') == {'contributed talks': [], 'posters': ['p9']}
    assert 'panels' not in lacking(site, 'slides')
    assert lacking(site, 'video')['panels'] == ['panel']


def test_a_paper_that_is_only_published_needs_no_slides_no_video_and_no_time(site: Site) -> None:
    site.edit('program/series.yml', 'short_title: WT', 'kinds: {digital: {name: Digital acceptance, presented: false}}')
    site.add(EDITION_FILE, '- {id: d1, kind: digital, title: Late, authors: [Rose Yu]}\n')
    for thing in ('slides', 'video', 'poster', 'time'):
        assert 'digital acceptances' not in lacking(site, thing)
    assert lacking(site, 'paper')['digital acceptances'] == ['d1']
    assert lacking(site, 'abstract')['digital acceptances'] == ['d1']


def test_no_abstract_is_asked_of_an_opening(site: Site) -> None:
    site.add(EDITION_FILE, '- {id: hello, kind: opening, title: Welcome, speakers: [Rose Yu]}\n')
    assert 'openings' not in lacking(site, 'abstract')


def test_what_is_presented_and_in_no_slot_lacks_a_time(site: Site) -> None:
    site.edit(EDITION_FILE, 'talks: [jax-md, p9]', 'talks: [jax-md]')
    assert lacking(site, 'time') == {'invited talks': [], 'contributed talks': [], 'posters': ['p9']}


def test_no_video_is_asked_before_the_edition_is_over(site: Site) -> None:
    assert lacking(site, 'video', today=date(2019, 12, 14)) == {}
    assert lacking(site, 'video', today=date(2019, 12, 15)) != {}


def test_what_one_poster_has_is_asked_of_all(site: Site) -> None:
    write_posters(site, 3)
    assert lacking(site, 'video') == {}
    write_posters(site, 3, with_video=1)
    assert lacking(site, 'video') == {'posters': ['p1', 'p2']}


@pytest.mark.parametrize('standing', ['cancelled', 'withdrawn', 'retracted'])
def test_what_no_longer_stands_lacks_nothing_but_a_reason_and_a_date(site: Site, standing: str) -> None:
    site.edit(EDITION_FILE, '- id: p9\n', f'- id: p9\n  status: {standing}\n')
    for thing in ('abstract', 'paper', 'poster', 'time'):
        assert 'posters' not in lacking(site, thing)
    assert lacking(site, 'reason') == lacking(site, 'date') == {'entries that no longer stand': ['p9']}
    site.edit(EDITION_FILE, '- id: p9\n', '- id: p9\n  reason: An error in the data\n  since: 2019-12-20\n')
    assert lacking(site, 'reason') == lacking(site, 'date') == {'entries that no longer stand': []}


def test_a_session_that_is_cancelled_lacks_a_reason_too(site: Site) -> None:
    site.edit(EDITION_FILE, 'title: Coffee, kind: break', 'title: Coffee, kind: break, status: cancelled')
    (session,) = lacking(site, 'reason')['entries that no longer stand']
    assert session == '2019-12-14-0920'


def test_somebody_with_an_affiliation_in_one_role_of_the_edition_lacks_none(site: Site) -> None:
    site.edit(EDITION_FILE, 'organizers: [Rose Yu]', 'organizers: [{name: Rose Yu, affiliation: UCSD}]')
    site.add(EDITION_FILE, 'reviewers: [Ann Reader, Ekin Cubuk]\n')
    assert lacking(site, 'affiliation') == {
        'organizers': [],
        'speakers': ['Samuel Schoenholz', 'Bernhard Schölkopf'],
        'authors': ['Ekin Cubuk', 'Gilles Louppe'],
        'reviewers': ['Ann Reader'],
    }


def test_a_formula_in_a_title_reads_as_text(site: Site, status: Status) -> None:
    site.edit(EDITION_FILE, 'Likelihood-free inference', r"'$\beta$-free inference'")
    assert '2019 paper       p9  β-free inference' in status('--edition', '2019')


@pytest.mark.parametrize(('name', 'group'), [('Late Poster', 'late Posters'), ('DNA talk', 'DNA talks')])
def test_the_name_of_a_kind_stands_in_a_sentence(site: Site, name: str, group: str) -> None:
    site.edit('program/series.yml', 'short_title: WT', f'kinds: {{own: {name}}}')
    site.edit(EDITION_FILE, '  kind: poster\n  title: Like', '  kind: own\n  title: Like')
    assert group in lacking(site, 'abstract')


def test_what_nobody_of_many_has_is_one_line(site: Site, status: Status) -> None:
    write_posters(site, 20)
    assert '2019 abstract    none of 20 posters' in status()
    assert '2019 abstract    p19  Poster number 19' in status('--all')


def test_a_long_list_is_cut_unless_all_is_wanted(site: Site, status: Status) -> None:
    write_posters(site, 20, with_video=5)
    videos = [line for line in status() if line.startswith('2019 video')]
    assert len(videos) == 11
    assert videos[-1] == '2019 video       … and 5 more posters (--all)'
    assert len([line for line in status('--all') if line.startswith('2019 video')]) == 15


def test_no_line_is_cut_for_the_sake_of_one(site: Site, status: Status) -> None:
    write_posters(site, 12, with_video=1)
    assert [line for line in status() if 'more' in line and line.startswith('2019 video')] == []


def test_every_line_of_what_is_missing_fits_a_terminal(site: Site, status: Status) -> None:
    site.edit(EDITION_FILE, 'Likelihood-free inference', 'Likelihood-free inference ' * 9)
    assert max(map(len, status('--edition', '2019', '--all'))) <= 80


# Who looks like one person


def write_papers(site: Site, papers: dict[str, list[str]], rest: str = '') -> None:
    """An edition of posters, each with its authors."""
    talks = [
        f'- {{id: {id}, kind: poster, title: T, authors: [{", ".join(people)}]}}\n' for id, people in papers.items()
    ]
    schedule = f'schedule: [{{time: 09:00-10:00, title: Posters, kind: poster, talks: [{", ".join(papers)}]}}]\n'
    start = 'edition: {start: 2019-12-14, timezone: UTC, room: Hall}\nrooms: [Hall]\n'
    site.write(EDITION_FILE, f'{start}{schedule}talks:\n{"".join(talks)}{rest}')


def found_pairs(site: Site) -> list[tuple[str, str, str]]:
    loaded = site.load()
    found = pairs(loaded.program, loaded.decided)
    return [(pair.likelihood, pair.main.name, pair.other.name) for pair in found]


def test_a_pair_is_shown_with_places_evidence_and_the_lines_for_both_decisions(site: Site, status: Status) -> None:
    write_papers(site, {'p1': ['Phil Harris', 'Nhan Tran'], 'p2': ['Philip Harris', 'Nhan Tran']})
    site.write('program/2020.yml', 'edition: {start: 2020-12-11, timezone: UTC}\nreviewers: [Phil Harris]\n')
    assert status('--people') == [
        'people: 1 pair looks like one person in two spellings',
        '',
        'likely: Philip Harris / Phil Harris',
        '    Philip Harris: 2019: p2',
        '    Phil Harris: 2020: reviewer; 2019: p1',
        '    for it: a co-author in common: Nhan Tran; nobody else is called Harris',
        '    one person: - {name: Philip Harris, aliases: Phil Harris}',
        '    two people: - {name: Philip Harris, distinct_from: Phil Harris}',
        '',
        'Nothing was changed. Paste a line into program/people.yml, then run this again.',
    ]


@pytest.mark.parametrize('decision', ['aliases', 'distinct_from'])
def test_the_line_to_paste_decides_and_the_pair_is_not_proposed_again(
    site: Site, status: Status, decision: str
) -> None:
    write_papers(site, {'p1': ['Phil Harris'], 'p2': ['Philip Harris']})
    before = (site.folder / EDITION_FILE).read_text(encoding='utf-8')
    (line,) = [line for line in status('--people') if decision in line]
    site.write(PEOPLE_FILE, f'people:\n{line.partition(": ")[2]}\n')
    assert site.problems == []
    known = '1 pair as one' if decision == 'aliases' else '1 pair apart'
    assert status('--people') == [f'people: no two look like one person; people.yml has {known}']
    assert (site.folder / EDITION_FILE).read_text(encoding='utf-8') == before


def test_authors_whose_family_name_is_a_guess_are_named_until_people_yml_has_it(site: Site, status: Status) -> None:
    authors = [
        'Ana Sol Marín',
        'Ben O. Initial',
        'C. Dora Eve',
        'Fay van der Gaag',
        'Hal Ira Joy',
        'Kim Lou',
        'Mae Nan Oz',
    ]
    write_papers(site, {'p1': authors}, 'reviewers: [Pia Quy Roe]\n')
    site.write(PEOPLE_FILE, 'people:\n- {name: Hal Ira Joy, family: Joy}\n- {name: Mae Nan Oz, team: true}\n')
    assert status('--people')[1:] == [
        'people: 1 author has a name of three words or more, the last of which is taken',
        '  for the family name; write family: in program/people.yml, also where that is',
        '  right',
        '  Ana Sol Marín',
    ]
    site.add(PEOPLE_FILE, '- {name: Ana Sol Marín, family: Sol Marín}\n')
    assert len(status('--people')) == 1
    write_papers(site, {'p1': [f'A{chr(97 + at)} Bo Ci' for at in range(13)]})
    assert status('--people')[-1].endswith(' … and 3 more (--people --all)')
    assert 'Am Bo Ci' in status('--people', '--all')[-1]


def test_a_paper_of_the_repository_counts(site: Site, status: Status) -> None:
    site.write('talks/2019/p9.pdf', '%PDF-1.4\n%%EOF\n')
    assert lacking(site, 'paper')['posters'] == []
    assert 'papers 2 of 2' in status('--edition', '2019')[1]


def test_nothing_is_written(site: Site, status: Status) -> None:
    write_papers(site, {'p1': ['Phil Harris'], 'p2': ['Philip Harris']})

    def contents() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in site.folder.rglob('*') if path.is_file()}

    before = contents()
    status()
    assert contents() == before


def test_an_entry_that_is_there_gets_lines_of_its_own(site: Site, status: Status) -> None:
    write_papers(site, {'p1': ['Phil Harris'], 'p2': ['Philip Harris'], 'p3': ['Flip Harris']})
    site.write(PEOPLE_FILE, 'people:\n- {name: Philip Harris, aliases: Flip Harris}\n- {name: Phil Harris, id: ph}\n')
    lines = status('--people')
    assert (
        '    one person: aliases: [Flip Harris, Phil Harris], former_ids: [ph]  '
        '(in the entry of Philip Harris, and delete that of Phil Harris)'
    ) in lines
    assert '    two people: distinct_from: Phil Harris  (in the entry of Philip Harris)' in lines


def test_more_evidence_makes_a_pair_come_first(site: Site) -> None:
    write_papers(
        site,
        {
            'p1': ['Roger Melko', 'Ann Lake'],
            'p2': ['Roger G Melko', 'Ann Lake'],
            'p3': ['Jan Herrmann'],
            'p4': ['Jan Hermann'],
            'p5': ['Rose Marie Yu', 'Rose Yu'],
        },
    )
    assert found_pairs(site) == [
        ('very likely', 'Roger G Melko', 'Roger Melko'),
        ('perhaps', 'Jan Herrmann', 'Jan Hermann'),
        ('unlikely', 'Rose Marie Yu', 'Rose Yu'),
    ]


@pytest.mark.parametrize(
    ('rest', 'evidence'),
    [
        ('affiliations: {Phil Harris: MIT, Philip Harris: MIT}\n', 'for it: both at MIT'),
        ('reviewers: [Phil Harris, Philip Harris]\n', 'against it: both in the list of reviewers of 2019'),
        ('organizers: [Phil Harris, Philip Harris]\n', 'against it: both in the list of organizers of 2019'),
    ],
)
def test_what_else_the_program_says_of_a_pair(site: Site, status: Status, rest: str, evidence: str) -> None:
    write_papers(site, {'p1': ['Phil Harris'], 'p2': ['Philip Harris']}, rest)
    assert [line for line in status('--people') if line.strip().startswith(evidence)]


def test_two_on_one_paper_are_unlikely_to_be_one_whoever_else_wrote_it(site: Site, status: Status) -> None:
    write_papers(site, {'p1': ['Phil Harris', 'Philip Harris', 'Nhan Tran']})
    lines = status('--people')
    assert 'unlikely: Philip Harris / Phil Harris' in lines
    assert '    against it: both in 2019 p1' in lines
    assert not any('co-author' in line for line in lines)


def test_a_track_a_rare_word_and_different_years_speak_for_one_person(site: Site, status: Status) -> None:
    site.write(
        EDITION_FILE,
        """
        edition: {start: 2019-12-14, timezone: UTC}
        tracks: [Fluids]
        talks: [{id: a, title: Learning turbulence, track: Fluids, authors: [Phil Harris]}]
        """,
    )
    site.write(
        'program/2020.yml',
        """
        edition: {start: 2020-12-14, timezone: UTC}
        tracks: [Fluids]
        talks: [{id: b, title: Turbulence again, track: Fluids, authors: [Philip Harris]}]
        """,
    )
    text = ' '.join(' '.join(status('--people')).split())
    for words in ('subjects of both: turbulence', 'both in the track Fluids', 'never in the same edition'):
        assert words in text


def test_co_authors_who_look_alike_themselves_speak_for_each_other(site: Site, status: Status) -> None:
    write_papers(site, {'p1': ['Rhys Goodall', 'Alpha Lee'], 'p2': ['Rhys E A Goodall', 'Alpha A Lee']})
    text = ' '.join(' '.join(status('--people')).split())
    assert 'a co-author in common, in two spellings: Alpha' in text
    assert 'a co-author in common, in two spellings: Rhys' in text


def test_middle_names_that_agree_speak_for_one_person(site: Site) -> None:
    write_papers(
        site,
        {'p1': ['Ann Yu'], 'p2': ['Ann Bea Yu'], 'p3': ['Jason Xiaotian Dou'], 'p4': ['Jason X. Dou'], 'p5': ['X']},
    )
    assert found_pairs(site)[0] == ('likely', 'Jason Xiaotian Dou', 'Jason X. Dou')


def test_a_keyword_in_common_speaks_for_one_person(site: Site, status: Status) -> None:
    write_papers(site, {'p1': ['Phil Harris'], 'p2': ['Philip Harris']})
    site.edit(EDITION_FILE, 'title: T', 'title: T, keywords: [Turbulence]')
    assert '    for it: nobody else is called Harris; subjects of both: turbulence' in status('--people')


def test_a_common_name_speaks_against_one_person(site: Site, status: Status) -> None:
    others = [f'{given} Harris' for given in ('Ann', 'Bea', 'Carl', 'Dora', 'Emil')]
    write_papers(site, {'p1': ['Phil Harris'], 'p2': ['Philip Harris'], 'p3': others})
    assert '    against it: 7 are called Harris' in status('--people')


def test_a_common_given_name_speaks_against_one_person(site: Site, status: Status) -> None:
    others = [f'Jan {family}' for family in ('Ash', 'Birch', 'Cedar', 'Dow', 'Elder', 'Fir')]
    write_papers(site, {'p1': ['Jan Herrmann'], 'p2': ['Jan Hermann'], 'p3': others})
    assert '    against it: 8 have the given name Jan' in status('--people')


def test_a_word_that_many_titles_have_says_nothing(site: Site, status: Status) -> None:
    write_papers(site, {'p1': ['Phil Harris'], 'p2': ['Philip Harris'], 'p3': ['Ann Lake']})
    site.edit(EDITION_FILE, 'title: T,', 'title: Learning,')
    assert not any('subjects' in line for line in status('--people'))


@pytest.mark.parametrize('name', ['Phil Harris', 'Philip Harris'])
def test_the_subject_of_a_talk_that_both_gave_says_nothing(site: Site, status: Status, name: str) -> None:
    write_papers(site, {'p1': ['Phil Harris', 'Philip Harris'], 'p2': [name]})
    site.edit(EDITION_FILE, 'title: T,', 'title: Turbulence,')
    assert not any('subjects' in line for line in status('--people'))


@pytest.mark.parametrize(('one', 'other'), [('Phil Harris', 'Philip Harris'), ('Philip Harris', 'Phil Harris')])
def test_who_is_kept_apart_from_another_spelling_of_somebody_is_not_proposed(site: Site, one: str, other: str) -> None:
    write_papers(site, {'p1': ['Phil Harris'], 'p2': ['Philip Harris']})
    site.write(
        PEOPLE_FILE, f'people:\n- {{name: {one}, aliases: Flip H}}\n- {{name: {other}, distinct_from: Flip H}}\n'
    )
    assert found_pairs(site) == []


def test_a_nickname_is_proposed_where_the_program_gives_evidence(site: Site) -> None:
    write_papers(site, {'p1': ['Joe Duris', 'Adi Hanuka'], 'p2': ['Joseph Duris', 'Adi Hanuka']})
    assert [names for _, *names in found_pairs(site)] == [['Joseph Duris', 'Joe Duris']]
    write_papers(site, {'p1': ['Leon Klein'], 'p2': ['Levente Klein']})
    assert found_pairs(site) == []


def test_a_hidden_name_is_never_shown(site: Site, status: Status) -> None:
    write_papers(site, {'p1': ['Philip Oldname', 'Nhan Tran'], 'p2': ['Phil Harris', 'Nhan Tran']})
    site.write(PEOPLE_FILE, 'people:\n- {name: Philip Harris, hidden_names: Philip Oldname}\n')
    lines = status()
    assert any('Philip Harris / Phil Harris' in line for line in lines)
    assert not any('oldname' in line.lower() for line in lines)


def test_with_an_edition_only_pairs_that_it_mentions_are_proposed(site: Site, status: Status) -> None:
    write_papers(site, {'p1': ['Phil Harris'], 'p2': ['Philip Harris']})
    site.write('program/2020.yml', 'edition: {start: 2020-12-11, timezone: UTC}\nreviewers: [Ann Lake]\n')
    assert status('--people', '--edition', '2020') == ['people: no two look like one person']
    assert status('--people', '--edition', '2019')[0].startswith('people: 1 pair')


def test_many_pairs_are_cut_unless_all_are_wanted(site: Site, status: Status) -> None:
    families = ['Ash', 'Birch', 'Cedar', 'Dow', 'Elder', 'Fir', 'Gorse', 'Hazel', 'Ivy', 'Juniper', 'Kauri', 'Larch']
    people = [f'{given} {family}' for family in families for given in ('Phil', 'Philip')]
    write_papers(site, {f'p{at}': [name] for at, name in enumerate(people)})
    assert '… and 2 more pairs, less likely (--people --all)' in status()
    assert sum('two people' in line for line in status('--all')) == 12


# Which links lead nowhere

ANSWERS = {'/gone': 410, '/lost': 404, '/private': 403, '/busy': 503, '/fine': 200}


class Host(http.server.BaseHTTPRequestHandler):
    """Says of each path what its name says; `/get-only` refuses HEAD, `/moved` leads to `/fine`, `/old` to the front
    page, `/circle` to itself, `/away` to another host; `/slow` says nothing for a while."""

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        self.server.asked.append((self.command, self.path, self.headers['User-Agent']))
        if self.path == '/slow':
            self.server.stopped.wait(5)
        moved = {'/moved': '/fine', '/old': '/', '/circle': '/circle', '/away': self.server.away}.get(self.path)
        refused = self.path == '/get-only' and self.command == 'HEAD'
        status = 302 if moved else 405 if refused else 429 if self.path.startswith('/enough') else 200
        self.send_response(ANSWERS.get(self.path, status))
        if moved:
            self.send_header('Location', moved)
        self.send_header('Content-Length', '0')
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Server(http.server.ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(('127.0.0.1', 0), Host)
        self.asked: list[tuple[str, str, str]] = []
        self.stopped = threading.Event()
        self.away = ''

    @property
    def address(self) -> str:
        return f'http://127.0.0.1:{self.server_port}'


@contextmanager
def serving() -> Iterator[Server]:
    with Server() as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield server
        server.stopped.set()
        server.shutdown()


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A host of this machine, asked without anybody between."""
    monkeypatch.setenv('NO_PROXY', '127.0.0.1')
    with serving() as server:
        yield server


def answers(*urls: str, timeout: float = 5) -> list[tuple[Verdict, str]]:
    checked = asking.check([links.Where('2019 jax-md', 'paper', url) for url in urls], timeout)
    return [(answer.verdict, answer.words) for _, answer in checked]


@pytest.mark.parametrize(
    ('path', 'verdict', 'words'),
    [
        ('/fine', Verdict.ALIVE, '200 OK'),
        ('/get-only', Verdict.ALIVE, '200 OK'),
        ('/moved', Verdict.ALIVE, '200 OK'),
        ('/lost', Verdict.DEAD, '404 Not Found'),
        ('/gone', Verdict.DEAD, '410 Gone'),
        ('/private', Verdict.UNCLEAR, '403 Forbidden'),
        ('/busy', Verdict.UNCLEAR, '503 Service Unavailable'),
        ('/enough', Verdict.UNCLEAR, '429 Too Many Requests'),
        ('/circle', Verdict.UNCLEAR, 'redirects without end'),
    ],
)
def test_an_answer_is_told_by_its_status(host: Server, path: str, verdict: Verdict, words: str) -> None:
    assert answers(host.address + path) == [(verdict, words)]


def test_what_leads_to_the_front_page_is_not_taken_for_alive(host: Server) -> None:
    assert answers(f'{host.address}/old', f'{host.address}/') == [
        (Verdict.UNCLEAR, f'leads to the front page of 127.0.0.1:{host.server_port}'),
        (Verdict.ALIVE, '200 OK'),
    ]


def test_who_asks_says_so(host: Server) -> None:
    answers(f'{host.address}/fine')
    assert [agent for _, _, agent in host.asked] == [asking.USER_AGENT]
    assert 'proceedings' in asking.USER_AGENT


def test_each_address_is_asked_for_once_whatever_part_of_the_page_is_meant(host: Server) -> None:
    assert len(answers(f'{host.address}/fine', f'{host.address}/fine#part', f'{host.address}/fine')) == 3
    assert [path for _, path, _ in host.asked] == ['/fine']


def test_a_host_that_has_had_enough_is_left_alone(host: Server) -> None:
    found = answers(*(f'{host.address}/enough/{at}' for at in range(20)))
    assert set(found) == {(Verdict.UNCLEAR, '429 Too Many Requests')}
    assert len(host.asked) == asking.PER_HOST


def test_a_host_that_does_not_answer_is_waited_for_once(host: Server) -> None:
    found = answers(*([f'{host.address}/slow'] + [f'{host.address}/fine?{at}' for at in range(3)]), timeout=0.5)
    assert [path for _, path, _ in host.asked].count('/slow') == 1
    assert found[0] == found[2] == (Verdict.UNCLEAR, 'no answer in 0.5 seconds')
    assert found[1] == found[3] == (Verdict.ALIVE, '200 OK')


def test_a_host_that_leads_to_one_that_is_down_is_asked_on(host: Server) -> None:
    with socket.socket() as unused:
        unused.bind(('127.0.0.1', 0))
        nobody = f'127.0.0.1:{unused.getsockname()[1]}'
        host.away = f'http://{nobody}/'
        found = answers(f'{host.address}/away', f'{host.address}/1', f'{host.address}/fine')
    assert found[0] == (Verdict.UNCLEAR, f'{nobody} cannot be reached now')
    assert found[2] == (Verdict.ALIVE, '200 OK')


def test_a_host_that_leads_to_what_is_no_address_is_no_reason_to_fail(host: Server) -> None:
    host.away = 'http://[::/'
    found = answers(f'{host.address}/away', f'{host.address}/1', f'{host.address}/fine')
    assert found[::2] == [(Verdict.UNCLEAR, 'leads to what is no address'), (Verdict.ALIVE, '200 OK')]


def test_what_leads_to_a_page_that_is_asked_for_by_number_is_alive(host: Server) -> None:
    host.away = '/?page=7'
    assert answers(f'{host.address}/away') == [(Verdict.ALIVE, '200 OK')]


def test_a_host_without_a_certificate_is_not_dead(host: Server) -> None:
    plain = f'127.0.0.1:{host.server_port}'
    found = answers(f'https://{plain}/fine', f'http://{plain}/fine?plain')
    assert (Verdict.UNCLEAR, f'no secure connection to {plain}') in found


def test_no_more_than_a_few_ask_a_host_at_once(host: Server) -> None:
    shares = list(asking._shares([f'{host.address}/{at}' for at in range(9)] + ['https://example.org/']))
    assert Counter(len(share) for share in shares) == {5: 1, 4: 1, 1: 1}


def fail_to_look_up(monkeypatch: pytest.MonkeyPatch, errno: int, *, but: str = '') -> list[str]:
    """No host has an address, but one; gives the names that were looked up."""
    lookup, asked = socket.getaddrinfo, []

    def fail(host: str, *rest: object, **more: object) -> object:
        asked.append(host)
        if host == but:
            return lookup(host, *rest, **more)
        raise socket.gaierror(errno, 'who knows')

    monkeypatch.setattr(socket, 'getaddrinfo', fail)
    for name in ('http_proxy', 'https_proxy', 'all_proxy'):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return asked


def test_a_host_that_nobody_knows_is_dead(host: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_to_look_up(monkeypatch, socket.EAI_NONAME, but='127.0.0.1')
    assert answers('https://nowhere.example/a', f'{host.address}/fine') == [
        (Verdict.DEAD, 'no host is called nowhere.example'),
        (Verdict.ALIVE, '200 OK'),
    ]


def test_a_name_that_cannot_be_looked_up_now_is_not_dead(host: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_to_look_up(monkeypatch, socket.EAI_AGAIN, but='127.0.0.1')
    assert answers('https://nowhere.example/a', f'{host.address}/fine')[0] == (
        Verdict.UNCLEAR,
        'nowhere.example cannot be looked up now',
    )


def test_a_port_where_nobody_listens_is_not_dead(host: Server) -> None:
    with socket.socket() as unused:
        unused.bind(('127.0.0.1', 0))
        nobody = f'127.0.0.1:{unused.getsockname()[1]}'
        found = answers(f'http://{nobody}/a', f'{host.address}/fine')
    assert found[0] == (Verdict.UNCLEAR, f'{nobody} cannot be reached now')


def test_without_a_network_nothing_is_dead_and_not_every_host_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, 'WORKERS', 1)
    asked = fail_to_look_up(monkeypatch, socket.EAI_NONAME)
    found = answers(*(f'https://host{host}.example/{page}' for host in range(100) for page in range(9)))
    assert {verdict for verdict, _ in found} == {Verdict.UNCLEAR}
    assert len(set(asked)) == asking.ENOUGH_UNREACHABLE


def test_without_a_network_one_line_says_so(status: Status, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_to_look_up(monkeypatch, socket.EAI_NONAME)
    assert status('--links') == ['links: 1, and no host could be reached; is this computer online?']


def test_the_links_of_everything_are_asked_for(site: Site) -> None:
    site.edit(
        EDITION_FILE,
        'room: West 109',
        'venue: {name: V, url: https://example.org/venue}\n  url: https://example.org/ed',
    )
    site.edit(
        EDITION_FILE, '- id: p9\n', '- id: p9\n  corrections: [{date: 2020-01-01, url: https://example.org/v2}]\n'
    )
    site.add(
        EDITION_FILE,
        'rooms: [{name: West 109, url: https://example.org/room}]\nsponsors: [{name: S, url: https://example.org/s}]\n',
    )
    site.edit('program/series.yml', 'short_title: WT', 'url: https://example.org/')
    site.write(
        PEOPLE_FILE, 'people: [{name: Rose Yu, url: https://example.org/yu, links: {code: https://example.org/git}}]\n'
    )
    assert {(link.owner, link.kind, link.url) for link in links.links_of(site.program)} == {
        ('series', 'home page', 'https://example.org/'),
        ('2019', 'home page', 'https://example.org/ed'),
        ('2019', 'venue', 'https://example.org/venue'),
        ('2019', 'room', 'https://example.org/room'),
        ('2019', 'sponsor', 'https://example.org/s'),
        ('2019 jax-md', 'paper', 'https://example.org/86.pdf'),
        ('2019 p9', 'revision', 'https://example.org/v2'),
        ('rose-yu', 'home page', 'https://example.org/yu'),
        ('rose-yu', 'code', 'https://example.org/git'),
    }


def test_a_replacement_elsewhere_is_a_link_and_one_in_the_program_is_none(site: Site) -> None:
    site.edit(EDITION_FILE, '- id: p9\n', '- id: p9\n  status: retracted\n  replaced_by: https://example.org/better\n')
    assert links.Where('2019 p9', 'replacement', 'https://example.org/better') in links.links_of(site.program)
    site.edit(EDITION_FILE, 'https://example.org/better', 'jax-md')
    assert not [link for link in links.links_of(site.program) if link.kind == 'replacement']


def test_dead_links_are_named(site: Site, status: Status, host: Server) -> None:
    site.edit(EDITION_FILE, 'https://example.org/86.pdf', f'{host.address}/lost')
    assert status('--links') == [
        'links: 1, dead 1, cannot tell 0',
        f'dead: 2019 jax-md paper {host.address}/lost 404 Not Found',
    ]


def test_people_and_links_are_both_said_where_both_are_wanted(site: Site, status: Status, host: Server) -> None:
    site.edit(EDITION_FILE, 'https://example.org/86.pdf', f'{host.address}/fine')
    assert status('--people', '--links') == ['people: no two look like one person', 'links: 1, dead 0, cannot tell 0']


# What was published


def test_a_site_without_a_ledger_is_told_how_to_get_one(status: Status) -> None:
    assert status()[-1] == (
        'there is no program/published.txt yet, which keeps addresses from being lost: proceedings publish'
    )


def test_what_is_not_in_the_ledger_is_counted_as_publish_does(site: Site, status: Status) -> None:
    site.write('index.md', '')
    assert main(['publish', str(site.folder)]) == 0
    assert status()[-1] == 'all addresses are in program/published.txt'
    ledger = site.folder / 'program/published.txt'
    lines = ledger.read_text(encoding='utf-8').splitlines(keepends=True)
    ledger.write_text(''.join(lines[:-1]), encoding='utf-8')
    assert status()[-1] == '1 address is not in program/published.txt yet: proceedings publish'
    ledger.write_text(''.join(lines[:-2]), encoding='utf-8')
    assert status()[-1] == '2 addresses are not in program/published.txt yet: proceedings publish'


def test_the_ledger_is_not_spoken_of_where_only_a_part_is_wanted(status: Status) -> None:
    for options in (['--people'], ['--edition', '2019']):
        assert not [line for line in status(*options) if 'published.txt' in line]


def test_a_conf_py_that_is_wrong_is_said_and_no_more(site: Site, status: Status) -> None:
    site.write('program/published.txt', 'index\n')
    site.write('conf.py', '1 / 0\n')
    assert status()[-1] == 'conf.py cannot be read: ZeroDivisionError: division by zero'


def test_nothing_is_asked_over_the_network_unless_links_are_wanted(
    status: Status, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requests.Session, 'request', lambda *rest, **more: pytest.fail('asked'))
    assert status()


def test_status_does_not_wait_for_sphinx(site: Site) -> None:
    profiled = run('status', str(site.folder), PYTHONPROFILEIMPORTTIME='1').stderr
    imported = {line.rpartition('|')[2].strip().partition('.')[0] for line in profiled.splitlines()}
    assert not imported & {'sphinx', 'docutils', 'requests'}
