"""Mini-Conf's folder `sitedata/`: papers, speakers, the calendar, the committee, in CSV, JSON or YAML."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from proceedings.importing.formats import mini_conf, openreview, table
from tables import Imported, imported, opened, written

CONFIG = """
name: Tides 2031
tagline: Workshop <br> on Tides
date: May 2-3, 2031
logo: static/images/logo.png
organization: The Tides Committee
"""
PAPERS = """\
UID,title,authors,abstract,keywords,sessions,pdf_url,track,fish
B1x,"Sand, on the Move",Ada Smith|José Roca,We move sand.,sand|tides,Fri Session 1,https://example.org/1.pdf,Shores,Cod
C2y,Foam,Lin Wei,We count.,foam,Fri Session 1|Fri Session 9,,Shores,
"""
SPEAKERS = """\
UID,title,institution,speaker,abstract,bio,session
1,Dunes,Tidal Institute,Dr. Ada Smith,Dunes move.,Ada dives.,S2
"""
COMMITTEE = """
committee:
  - role: General Chair
    name: Lin Wei
    aff: Sea College
    url: https://example.org/lin
    tw: linwei
  - role: Web Chair
    name: José Roca
    im: https://example.org/roca.png
"""
CALENDAR = [
    {
        'title': 'Poster Session 1',
        'start': '2031-05-02T12:00:00+00:00',
        'end': '2031-05-02T14:00:00+00:00',
        'location': 'papers.html?session=Fri+Session+1&filter=keywords',
        'link': 'papers.html?session=Fri+Session+1&filter=keywords',
        'category': 'time',
        'calendarId': '---',
    },
    {
        'title': 'Keynote',
        'start': '2031-05-02T09:00:00+00:00',
        'end': '2031-05-02T10:00:00+00:00',
        'location': 'https://tides.example.org/speaker_1.html',
        'link': 'https://tides.example.org/speaker_1.html',
        'category': 'time',
        'calendarId': 'talk',
    },
    {
        'title': 'Get together',
        'start': '2031-05-02T18:00:00+00:00',
        'end': '2031-05-02T20:00:00+00:00',
        'location': None,
        'link': None,
        'category': 'time',
        'calendarId': 'social',
    },
]
SCHEDULE = """
friday:
-
    time: "12:00 - 12:10 PM"
    type: Opening
    title: "Welcome"
    speaker:
    moderator: Lin Wei
    linktext: Zoom
-
    time: "1:10 PM"
    type: Spotlight 06
    title: "Foam"
    speaker: Lin Wei
    moderator: --
-
    time: "1:20 - 1:40 PM"
    type: Keynote
    title: "Reeds"
    speaker: Ada Smith
sunday:
-
    time: "9:00 AM"
    title: "Nothing"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / 'sitedata'
    written(folder / 'config.yml', CONFIG)
    written(folder / 'papers.csv', PAPERS)
    written(folder / 'speakers.csv', SPEAKERS)
    written(folder / 'committee.yml', COMMITTEE)
    written(
        folder / 'sponsors.csv', 'UID,name,image,level,website\nS1,Tidal Press,a.png,Gold,https://example.org/press\n'
    )
    written(folder / 'faq.yml', 'FAQ:\n  - Section: Fish\n    QA:\n      - Question: Which?\n        Answer: Cod\n')
    written(folder / 'main_calendar.json', json.dumps(CALENDAR))
    return folder


@pytest.fixture
def found(folder: Path) -> Imported:
    return imported(mini_conf, folder)


def test_the_whole_folder_becomes_a_program(found: Imported) -> None:
    draft = found.draft
    assert (draft.source, draft.short_title, draft.title) == (
        'Mini-Conf: Tides 2031',
        'Tides 2031',
        'Workshop on Tides',
    )
    assert (str(draft.start), str(draft.end)) == ('2031-05-02', '2031-05-03')
    assert list(draft.talks) == ['papers: B1x', 'papers: C2y', 'speakers: 1']
    sand = draft.talks['papers: B1x']
    assert (sand.title, sand.keywords, sand.track) == ('Sand, on the Move', ['sand', 'tides'], 'Shores')
    assert [mention.name for mention in sand.authors] == ['Ada Smith', 'José Roca']
    assert [(link.kind, link.url) for link in sand.links] == [('paper', 'https://example.org/1.pdf')]
    dunes = draft.talks['speakers: 1']
    assert (dunes.kind, [mention.name for mention in dunes.speakers]) == ('keynote', ['Ada Smith'])
    ada = draft.people['ada-smith']
    assert ada.biography
    assert (ada.affiliation, ada.biography.text) == ('Tidal Institute', 'Ada dives.')
    assert [(mention.name, mention.role, mention.affiliation) for mention in draft.organizers] == [
        ('Lin Wei', 'General Chair', 'Sea College'),
        ('José Roca', 'Web Chair', ''),
    ]
    assert [(sponsor.name, sponsor.url) for sponsor in draft.sponsors] == [('Tidal Press', 'https://example.org/press')]


def test_the_calendar_leads_to_talks_and_to_the_papers_of_a_session(found: Imported) -> None:
    keynote, posters, party = found.draft.sessions
    assert found.slots(keynote) == ['Dunes']
    assert keynote.title == ''
    assert found.slots(posters) == ['Sand, on the Move', 'Foam']
    assert (posters.title, posters.kind) == ('Poster Session 1', 'poster')
    assert (party.title, party.kind, party.slots) == ('Get together', 'social', [])
    assert party.start.isoformat() == '2031-05-02T18:00:00+00:00'


def test_what_finds_no_place_is_named(found: Imported) -> None:
    assert found.lost['papers/fish'] == (1, 'sitedata/papers.csv:2:9', 'Cod')
    assert found.lost['sitedata/faq.yml'][0] == 1
    assert found.lost['config/organization'] == (1, 'sitedata/config.yml:6:15', 'The Tides Committee')
    assert found.lost['sponsors/level'][2] == 'Gold'
    assert found.lost['committee/tw'][2] == 'linwei'
    assert found.lost['sessions'][0] == 2
    assert found.problems == []


def test_a_schedule_by_days_of_the_week_is_read_with_the_days_of_the_conference(folder: Path) -> None:
    written(folder / 'schedule.yml', SCHEDULE)
    (folder / 'main_calendar.json').unlink()
    found = imported(mini_conf, folder)
    assert found.times() == [
        ('2031-05-02 12:00', '12:10', 'Welcome'),
        ('2031-05-02 13:10', '13:20', 'Foam'),
        ('2031-05-02 13:20', '13:40', 'Reeds'),
    ]
    assert found.talks['Reeds'].kind == 'Keynote'
    assert [mention.name for mention in found.draft.sessions[0].chairs] == ['Lin Wei']
    assert 'schedule/sunday' in found.lost


def test_json_and_yaml_do_as_well(folder: Path) -> None:
    (folder / 'papers.csv').unlink()
    (folder / 'speakers.csv').unlink()
    papers = [{'UID': 'B1x', 'title': 'Sand', 'authors': ['Ada Smith', 'José Roca'], 'keywords': ['a, b', 'c']}]
    written(folder / 'papers.json', json.dumps(papers))
    written(
        folder / 'workshops.yml',
        '- UID: W1\n  title: Knots\n  authors: Lin Wei; Ada Smith\n  url: https://example.org/knots\n',
    )
    found = imported(mini_conf, folder)
    assert found.names('Sand') == ['Ada Smith', 'José Roca']
    assert found.talks['Sand'].keywords == ['a, b', 'c']
    assert (found.talks['Knots'].kind, found.names('Knots', 'speakers')) == ('workshop', ['Lin Wei', 'Ada Smith'])
    assert [link.url for link in found.talks['Knots'].links] == ['https://example.org/knots']


def test_yaml_is_only_data(folder: Path) -> None:
    written(folder / 'workshops.yml', '- title: !!python/object/apply:os.system [echo]\n- title: Knots\n')
    found = imported(mini_conf, folder)
    assert 'Knots' in found.talks
    assert any('a tag' in problem for problem in found.problems)


def test_links_out_of_the_folder_are_not_followed(folder: Path, tmp_path: Path) -> None:
    secret = written(tmp_path / 'secret.yml', '- title: Secret\n')
    (folder / 'workshops.yml').symlink_to(secret)
    assert 'Secret' not in imported(mini_conf, folder).talks


def test_a_folder_or_its_papers_are_recognized(folder: Path, tmp_path: Path) -> None:
    assert mini_conf.recognizes(opened(folder))
    assert mini_conf.recognizes(opened(tmp_path))
    assert mini_conf.recognizes(opened(folder / 'papers.csv'))
    assert not mini_conf.recognizes(opened(folder / 'sponsors.csv'))
    assert not openreview.recognizes(opened(folder / 'papers.csv'))
    assert table.recognizes(opened(folder / 'papers.csv'))
    (folder / 'config.yml').unlink()
    assert not mini_conf.recognizes(opened(folder))
    assert list(imported(mini_conf, folder / 'papers.csv').talks) == ['Sand, on the Move', 'Foam']
