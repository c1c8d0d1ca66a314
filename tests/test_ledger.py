"""Links that never die: the ledger of what was published, what would be lost, and the ways out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import Site
from proceedings.cli import main
from proceedings.documents import is_address
from proceedings.ledger import HEAD, LEDGER, Present, followed

EDITION_FILE = 'program/2019.yml'
LOST = ' [proceedings.lost]'
GONE = 'was published, and is the address of nothing any more'
BACK = 'with a status (withdrawn, retracted, cancelled), a reason and since:'


def publish(site: Site) -> int:
    return main(['publish', str(site.folder)])


def ledger(site: Site) -> list[str]:
    """The addresses in the ledger, in their order."""
    lines = (site.folder / LEDGER).read_text(encoding='utf-8').splitlines()
    return [line for line in lines if not line.startswith('#')]


def lost(site: Site) -> list[str]:
    """What is said of lost addresses, without the line that they stand in."""
    said = [problem for problem in site.problems if problem.endswith(LOST)]
    return [re.sub(r'^program/published\.txt:\d+:1: ', '', problem).removesuffix(LOST) for problem in said]


@pytest.fixture
def published(site: Site, capsys: pytest.CaptureFixture[str]) -> Site:
    """The workshop, with all its addresses in the ledger."""
    assert publish(site) == 0
    capsys.readouterr()
    return site


def rename_talk(site: Site, old: str, new: str) -> None:
    """Give a talk another id, wherever it stands."""
    path = site.folder / EDITION_FILE
    path.write_text(path.read_text(encoding='utf-8').replace(old, new), encoding='utf-8')


# proceedings publish


def test_publish_writes_every_address_sorted_below_a_head_that_says_what_it_is(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(site) == 0
    text = (site.folder / LEDGER).read_text(encoding='utf-8')
    assert text.startswith(HEAD)
    assert ledger(site) == sorted(ledger(site))
    assert capsys.readouterr().out == (
        '30 new: index, my-schedule, speakers/bernhard-scholkopf, speakers/bernhard-scholkopf.ics, '
        'speakers/ekin-cubuk and 25 more\n'
    )


def test_the_ledger_has_just_what_a_build_makes(site: Site) -> None:
    site.edit(EDITION_FILE, 'schedule:', 'rooms: [West 109, Attic]\ntracks: [Void, {name: Theory}]\nschedule:')
    site.edit(EDITION_FILE, 'talk: causality}', 'talk: causality, track: Theory}')
    site.add(EDITION_FILE, '- {id: never, kind: poster, title: Never given, authors: Ada Smith}')
    site.edit('conf.py', "'index.*'", "'index.*', 'about.*'")
    site.write('about.md', '---\norphan: true\n---\n# About\n')
    site.write('CONTRIBUTING.md', '# Not a page\n')
    assert publish(site) == 0
    out = site.build().out
    made = {path.relative_to(out).as_posix() for path in out.rglob('*') if '_static' not in path.parts}
    known = re.compile(r'\.(html|ics|xml|atom)$|/(program|schedule)\.json$')
    addresses = {name.removesuffix('.html') for name in made if known.search(name)}
    assert set(ledger(site)) == addresses - {'404', 'search', 'genindex'}
    assert {'about', 'talks/2019/tracks/theory.ics', 'talks/2019/never'} <= addresses
    assert addresses.isdisjoint({'talks/2019/never.ics', 'talks/2019/rooms/attic.ics', 'talks/2019/tracks/void.ics'})


def test_publish_leaves_out_what_conf_py_leaves_out(site: Site) -> None:
    site.edit('conf.py', 'project =', "exclude_patterns = ['talks/2019/p9*', 'speakers']\nproject =")
    assert publish(site) == 0
    assert 'talks/2019/causality' in ledger(site)
    assert not {'talks/2019/p9', 'talks/2019/p9.ics', 'speakers/rose-yu'}.intersection(ledger(site))


def test_publish_adds_and_never_removes(published: Site, capsys: pytest.CaptureFixture[str]) -> None:
    before = ledger(published)
    rename_talk(published, 'p9', 'p10')
    published.edit(EDITION_FILE, '- id: p10', '- id: p10\n  former_ids: p9')
    assert publish(published) == 0
    assert capsys.readouterr().out == '2 new: talks/2019/p10, talks/2019/p10.ics\n'
    assert ledger(published) == sorted([*before, 'talks/2019/p10', 'talks/2019/p10.ics'])


def test_publish_changes_no_byte_where_nothing_is_new(published: Site, capsys: pytest.CaptureFixture[str]) -> None:
    path = published.folder / LEDGER
    shuffled = '\r\n'.join(['# Ours.', '', *reversed(ledger(published)), ledger(published)[0], '']).encode()
    path.write_bytes(shuffled)
    assert publish(published) == 0
    assert path.read_bytes() == shuffled
    assert capsys.readouterr().out == 'nothing new\n'


def test_publish_refuses_while_anything_is_wrong(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.edit(EDITION_FILE, 'kind: invited', 'kind: invted')
    assert publish(site) == 1
    assert not (site.folder / LEDGER).exists()
    out, err = capsys.readouterr()
    assert 'no kind "invted"' in out
    assert err == '1 problem; nothing was published, since an address is for ever\n'


def test_publish_says_what_would_be_lost_and_refuses(published: Site, capsys: pytest.CaptureFixture[str]) -> None:
    rename_talk(published, 'p9', 'p10')
    assert publish(published) == 1
    assert f'talks/2019/p9 {GONE}' in capsys.readouterr().out
    assert 'talks/2019/p10' not in ledger(published)


def test_publish_says_what_conf_py_would_lose_and_refuses(published: Site, capsys: pytest.CaptureFixture[str]) -> None:
    published.edit('conf.py', 'project =', "exclude_patterns = ['talks/2019/p9*']\nproject =")
    assert publish(published) == 1
    assert 'talks/2019/p9 was published, and conf.py leaves it out' in capsys.readouterr().out


@pytest.mark.parametrize('conf', [None, 'extensions = ['])
def test_publish_needs_a_conf_py_that_can_be_read(
    site: Site, capsys: pytest.CaptureFixture[str], conf: str | None
) -> None:
    (site.folder / 'conf.py').unlink()
    if conf:
        site.write('conf.py', conf)
    assert publish(site) == 1
    assert capsys.readouterr().out.startswith('conf.py: ')


def test_publish_says_nothing_of_a_name_that_is_hidden(published: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site = published
    site.write(
        'program/people.yml',
        """
        people:
        - {name: Gilda Louppe, hidden_names: Gilles Louppe, former_ids: gilles-louppe}
        """,
    )
    assert publish(site) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ('2 new: speakers/gilda-louppe, speakers/gilda-louppe.ics\n', '')


# What would be lost


def test_nothing_is_lost_where_nothing_was_published(site: Site) -> None:
    rename_talk(site, 'p9', 'p10')
    assert site.problems == []


def test_a_talk_of_another_id_is_lost_and_both_ways_out_are_named(published: Site) -> None:
    line = ledger(published).index('talks/2019/jax-md') + HEAD.count('\n') + 1
    rename_talk(published, 'jax-md', 'jax-m-d')
    assert published.problems == [
        (
            f'program/published.txt:{line}:1: talks/2019/jax-md {GONE}; if the talk has another id now '
            f'(perhaps "jax-m-d"), write former_ids: jax-md at it in program/2019.yml; if not, put it back there '
            f'{BACK}{LOST}'
        )
    ]


def test_a_former_id_keeps_the_talk_and_its_calendar(published: Site) -> None:
    rename_talk(published, 'jax-md', 'jax-m-d')
    published.edit(EDITION_FILE, '- id: jax-m-d', '- id: jax-m-d\n  former_ids: jax-md')
    assert published.problems == []


def test_a_status_keeps_the_talk(published: Site) -> None:
    published.edit(EDITION_FILE, '- id: p9', '- id: p9\n  status: withdrawn\n  reason: Wrong\n  since: 2020-01-02')
    assert published.problems == []


def test_a_guess_names_no_talk_that_had_its_address_before(published: Site) -> None:
    rename_talk(published, 'jax-md', 'jax-m-d')
    published.add(LEDGER, 'talks/2019/jax-m-d\n')
    assert 'if the talk has another id now, write former_ids: jax-md' in lost(published)[0]


def test_a_talk_that_went_to_another_edition_is_found_there(published: Site) -> None:
    rename_talk(published, 'p9', 'p10')
    published.write(
        'program/2020.yml',
        """
        edition: {start: 2020-12-11, timezone: UTC}
        talks:
        - {id: p9, kind: poster, title: Likelihood-free inference, authors: Rose Yu}
        """,
    )
    assert lost(published) == [
        (
            f'talks/2019/p9 {GONE}; if it is talks/2020/p9 now, write under series: in program/series.yml '
            f'redirects: {{talks/2019/p9: talks/2020/p9}}; if not, put it back {BACK}'
        )
    ]
    published.edit('program/series.yml', 'short_title', 'redirects: {talks/2019/p9: talks/2020/p9}\n  short_title')
    assert [problem for problem in lost(published) if '.ics' not in problem] == []


def test_another_editions_old_talk_of_the_same_id_is_none_that_it_may_be_now(published: Site) -> None:
    later = 'edition: {start: 2020-12-11, timezone: UTC}\ntalks: [{id: p9, kind: poster, title: Another}]\n'
    published.write('program/2020.yml', later)
    assert publish(published) == 0
    rename_talk(published, 'p9', 'p9b')
    (message,) = lost(published)
    assert 'talks/2020/p9' not in message
    assert 'if the talk has another id now (perhaps "p9b"), write former_ids: p9 at it' in message


def test_people_who_are_lost_with_a_talk_are_not_said_each(published: Site) -> None:
    published.edit(EDITION_FILE, '- id: p9\n', '- id: other\n')
    published.edit(EDITION_FILE, '[jax-md, p9]', '[jax-md, other]')
    published.edit(EDITION_FILE, '[Gilles Louppe, Rose Yu]', '[Rose Yu]')
    (message,) = lost(published)
    assert message.startswith(f'talks/2019/p9 {GONE}, as are 1 of the people')


def test_the_folder_of_an_edition_of_another_id_is_to_be_moved(site: Site) -> None:
    site.write('talks/first/index.md', 'About.\n')
    site.edit(EDITION_FILE, '  room: West 109\n', '  room: West 109\n  former_ids: first\n')
    assert site.problems == [
        (
            'talks/first/index.md:1:1: the edition is "2019" now; move the folder talks/first to talks/2019 '
            '[proceedings.edition]'
        )
    ]


def test_a_person_of_another_id_is_lost(published: Site) -> None:
    published.edit(EDITION_FILE, 'Ekin Cubuk', 'Ekin Dogus Cubuk')
    assert lost(published) == [
        (
            f'speakers/ekin-cubuk {GONE}; if the person has another id now (perhaps "ekin-dogus-cubuk"), write '
            'former_ids: ekin-cubuk at them in program/people.yml, or aliases: with the name that made it, if '
            'it may be '
            f'shown; if not, put back what named them, as a talk {BACK}; if that was a mistake, write under series: in '
            'program/series.yml redirects: {speakers/ekin-cubuk: …}'
        )
    ]
    published.write('program/people.yml', 'people:\n- {name: Ekin Dogus Cubuk, aliases: Ekin Cubuk}\n')
    assert published.problems == []


def test_a_room_a_track_and_a_day_are_lost(site: Site) -> None:
    site.edit(EDITION_FILE, 'schedule:', 'tracks: [Theory]\nschedule:')
    assert publish(site) == 0
    site.edit(EDITION_FILE, 'tracks: [Theory]\n', '')
    site.edit(EDITION_FILE, '2019-12-14', '2019-12-15')
    site.edit(EDITION_FILE, 'West 109', 'East')
    assert lost(site) == [
        (
            f'talks/2019/days/2019-12-14 {GONE}; write former_days: 2019-12-14 under edition: in program/2019.yml, '
            'and it leads to the edition; or put what was on that day back with status: cancelled, a reason and since:'
        ),
        (
            f'talks/2019/rooms/west-109 {GONE}; if the room has another id now, write former_ids: west-109 at it in '
            'program/2019.yml; if not, put it back there under rooms:'
        ),
        (
            f'talks/2019/tracks/theory {GONE}; if the track has another id now, write former_ids: theory at it in '
            'program/2019.yml; if not, put it back there under tracks:'
        ),
    ]


def test_a_lost_edition_is_said_once(published: Site) -> None:
    site = published
    text = (site.folder / EDITION_FILE).read_text(encoding='utf-8')
    (site.folder / EDITION_FILE).unlink()
    site.write('program/2018.yml', text.replace('Ekin Cubuk', 'Somebody Else'))
    assert lost(site) == [
        (
            f'talks/2019/index {GONE}, as are 14 more of that edition; if the edition has another id now, write '
            'former_ids: 2019 under edition: in its file; if not, put program/2019.yml back: '
            'what did not take place has a status'
        )
    ]
    site.write('program/2018.yml', text.replace('edition:\n', 'edition:\n  former_ids: 2019\n'))
    assert site.problems == []


def test_a_page_of_the_organizers_own_is_lost(site: Site) -> None:
    site.edit('conf.py', "'index.*'", "'index.*', 'about.*', 'info/**'")
    site.write('about.md', '# About\n')
    assert publish(site) == 0
    (site.folder / 'about.md').unlink()
    assert lost(site) == [
        (
            f'about {GONE}; write under series: in program/series.yml redirects: {{about: …}}, with the page that '
            'has it now; or put the page back'
        )
    ]
    site.write('info/about.rst', 'About\n=====\n')
    site.edit('program/series.yml', 'short_title', 'redirects: {about: info/about}\n  short_title')
    assert site.problems == []


def test_an_old_stub_or_picture_is_no_page(published: Site) -> None:
    published.build()
    rename_talk(published, 'p9', 'p10')
    published.write('talks/2019/p9.png', '')
    assert (published.folder / 'talks/2019/p9.stub').exists()
    assert len(lost(published)) == 1


def test_a_calendar_is_lost_with_the_last_time_and_once_for_a_talk_and_its_people(published: Site) -> None:
    published.edit(EDITION_FILE, '[jax-md, p9]', '[jax-md]')
    assert lost(published) == [
        (
            'talks/2019/p9.ics was published for others to subscribe to, and there is nothing with a time for it any '
            'more, nor for speakers/gilles-louppe.ics, speakers/rose-yu.ics; put back into the schedule what was '
            'there, with status: cancelled, a reason and since:; as the last way out, delete the lines of all of '
            'them, which breaks, for ever, what people have subscribed to'
        )
    ]


def test_all_calendars_that_are_lost_with_a_talk_are_named_at_once(published: Site) -> None:
    published.edit(EDITION_FILE, '[jax-md, p9]', '[jax-md]')
    named = re.findall(r'[\w/-]+\.ics', lost(published)[0])
    text = (published.folder / LEDGER).read_text(encoding='utf-8')
    kept = [line for line in text.splitlines() if line not in named]
    published.write(LEDGER, '\n'.join(kept))
    assert lost(published) == []


def test_a_calendar_of_a_person_alone_is_lost_by_itself(published: Site) -> None:
    published.edit(EDITION_FILE, 'speakers: [Bernhard Schölkopf]', 'speakers: [Rose Yu]')
    published.add(EDITION_FILE, '- {id: p10, kind: poster, title: Alone, authors: Bernhard Schölkopf}')
    said = lost(published)
    assert len(said) == 1
    assert said[0].startswith('speakers/bernhard-scholkopf.ics was published')
    assert 'delete the line, which breaks' in said[0]


def test_a_cancelled_talk_that_stays_in_the_schedule_loses_no_calendar(published: Site) -> None:
    published.edit(EDITION_FILE, '- id: p9', '- id: p9\n  status: cancelled\n  reason: Ill\n  since: 2019-12-01')
    assert published.problems == []
    assert b'STATUS:CANCELLED' in (published.build().out / 'talks/2019/p9.ics').read_bytes()


@pytest.mark.parametrize(
    ('old', 'new'),
    [
        ('  authors: [Gilles Louppe, Rose Yu]', '  authors: [Gilles Louppe, Rose Yu]\n  number: many\n  id: P 9'),
        ('title: Likelihood-free inference', 'no_title: Likelihood-free inference'),
        ('- {time: 08:20-09:00, talk: causality}', '- {time: 08:20-25:99, talk: causality}'),
        ('schedule:', 'schedule: {}\nnothing:'),
        ('edition:', 'edition: ['),
    ],
)
def test_what_something_wrong_explains_is_not_said(published: Site, old: str, new: str) -> None:
    published.edit(EDITION_FILE, old, new)
    assert published.problems
    assert lost(published) == []


@pytest.mark.parametrize('file', ['program/people.yml', 'program/series.yml'])
def test_what_a_file_that_cannot_be_read_may_say_is_not_said(site: Site, file: str) -> None:
    site.write(LEDGER, 'about\nspeakers/old\n')
    assert len(lost(site)) == 2
    site.write(file, 'people: [')
    assert lost(site) == ([] if 'people' not in file else lost(site)[:1])
    assert not any('speakers/old' in problem for problem in lost(site))


def test_a_redirect_is_no_way_out_for_a_file(site: Site) -> None:
    site.edit('program/series.yml', 'short_title', 'redirects: {talks/2019/p7.ics: talks/2019/p9}\n  short_title')
    present = Present(site.program, site.folder)
    assert 'talks/2019/p7.ics' in present.moved
    assert not present.has('talks/2019/p7.ics')


# What conf.py says


@pytest.mark.parametrize('setting', ["root_doc = 'contents'", 'master_doc: str = "contents"  # ours'])
def test_another_home_page_is_published_and_not_lost(
    site: Site, capsys: pytest.CaptureFixture[str], setting: str
) -> None:
    site.edit('conf.py', "['index.*'", "['contents.*'")
    site.edit('conf.py', 'project =', f'{setting}\nproject =')
    assert publish(site) == 0
    assert 'contents' in ledger(site)
    assert 'index' not in ledger(site)
    assert site.problems == []
    assert publish(site) == 0
    assert site.build().warnings == []


def test_a_home_page_that_conf_py_calculates_is_not_said_to_be_lost(site: Site) -> None:
    site.edit('conf.py', 'project =', "root_doc = 'con' + 'tents'\nproject =")
    site.write(LEDGER, 'contents\ntalks/2018\n')
    assert [problem.split()[0] for problem in lost(site)] == ['talks/2018']


@pytest.mark.parametrize(('setting', 'expected'), [('', ['requirements']), ("source_suffix = ['.rst', '.txt']\n", [])])
def test_a_text_file_is_a_page_only_where_conf_py_says_so(site: Site, setting: str, expected: list[str]) -> None:
    site.write('requirements.txt', 'sphinx\n')
    site.edit('conf.py', 'project =', f'{setting}project =')
    site.write(LEDGER, 'requirements\n')
    assert [problem.split()[0] for problem in lost(site)] == expected


def test_pages_of_the_parsers_of_extensions_are_published(site: Site) -> None:
    site.edit('conf.py', "'index.*'", "'*.ipynb', 'index.*'")
    site.write('demo.ipynb', '{}')
    assert publish(site) == 0
    assert 'demo' not in ledger(site)
    site.edit('conf.py', "['proceedings']", "['proceedings', 'nbsphinx']")
    assert publish(site) == 0
    assert 'demo' in ledger(site)


# Strange ledgers


def test_a_merge_of_two_branches_is_a_union_in_any_order(published: Site) -> None:
    addresses = ledger(published)
    (published.folder / LEDGER).write_bytes(('\ufeff' + '\r\n\r\n'.join([*addresses[::-1], *addresses])).encode())
    assert published.problems == []


def test_the_marks_of_a_merge_are_a_problem(site: Site) -> None:
    site.write(LEDGER, '<<<<<<< HEAD\nindex\n=======\ntalks/index\n>>>>>>> other\n')
    said = (
        'a merge left its marks here; keep the lines of both sides, and delete those of <, = and > [proceedings.file]'
    )
    assert site.problems == [f'program/published.txt:{line}:1: {said}' for line in (1, 3, 5)]


@pytest.mark.parametrize(
    'entry',
    [
        '../x',
        '/etc/passwd',
        'a//b',
        './a',
        'C:\\x',
        'https://example.org/',
        'index.html',
        'a?b',
        'a\x00b',
        'a\x1b[0m/',
        '..',
    ],
)
def test_what_is_no_address_is_a_problem(site: Site, entry: str) -> None:
    site.write(LEDGER, f'{entry}\n')
    assert len(site.problems) == 1
    assert (
        'is no address of this site; write it as talks/2019/jax-md, without .html [proceedings.link]'
        in site.problems[0]
    )
    assert site.problems[0].isprintable()


def test_a_ledger_that_is_no_text_a_link_or_a_folder_is_a_problem(site: Site, tmp_path: Path) -> None:
    path = site.folder / LEDGER
    path.write_bytes(b'index\n\xff\n')
    assert site.problems == ['program/published.txt:2:1: is not UTF-8 text; save it as UTF-8 [proceedings.file]']
    path.unlink()
    path.symlink_to(tmp_path / 'elsewhere')
    assert 'is a symbolic link' in site.problems[0]
    assert publish(site) == 1
    assert not (tmp_path / 'elsewhere').exists()
    path.unlink()
    path.mkdir()
    assert 'is not a file' in site.problems[0]


# The pieces


def test_redirects_lead_to_the_end_of_the_chain_and_not_in_circles() -> None:
    redirects = {'a': 'b', 'b': 'c', 'x': 'y', 'y': 'x', 'z': 'nowhere', 'c': 'd'}
    assert followed(redirects, lambda document: document == 'c') == {'a': 'c', 'b': 'c'}


@pytest.mark.parametrize('entry', ['index', 'talks/2019/ünïcode', 'talks/2019/schedule.ics', 'a b'])
def test_addresses_are_names_of_pages_and_files(entry: str) -> None:
    assert is_address(entry)


def test_a_conf_py_that_leaves_out_what_was_published_is_a_warning_of_the_build(published: Site) -> None:
    line = ledger(published).index('talks/2019/p9') + HEAD.count('\n') + 1
    assert published.build().warnings == []
    warnings = published.build(exclude_patterns=['talks/2019/p9*']).warnings
    assert warnings == [
        (
            f'program/published.txt:{line}:1: WARNING: talks/2019/p9 was published, and conf.py leaves it out; '
            'change include_patterns or exclude_patterns there [proceedings.lost]'
        )
    ]


PDF = b'%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'


def test_a_paper_that_was_published_is_not_lost_in_silence(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    paper = site.folder / 'talks/2019/p9.pdf'
    paper.parent.mkdir(parents=True, exist_ok=True)
    paper.write_bytes(PDF)
    assert publish(site) == 0
    assert 'talks/2019/p9.pdf' in ledger(site)
    paper.unlink()
    [said] = lost(site)
    assert said.startswith('talks/2019/p9.pdf was published, and others link to it: put the PDF back, at talks/2019/p9')
    (site.folder / 'papers').mkdir()
    (site.folder / 'papers/9.pdf').write_bytes(PDF)
    site.edit(EDITION_FILE, '- id: p9\n', '- id: p9\n  links: {paper: papers/9.pdf}\n')
    assert lost(site) == []


def test_a_paper_of_a_talk_with_another_id_is_still_at_its_old_address(site: Site) -> None:
    paper = site.folder / 'talks/2019/p9.pdf'
    paper.parent.mkdir(parents=True, exist_ok=True)
    paper.write_bytes(PDF)
    assert publish(site) == 0
    paper.rename(paper.with_name('likelihood.pdf'))
    site.edit(EDITION_FILE, '- id: p9', '- id: likelihood\n  former_ids: p9')
    site.edit(EDITION_FILE, 'talks: [jax-md, p9]', 'talks: [jax-md, likelihood]')
    assert site.problems == []
