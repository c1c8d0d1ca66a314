"""What a reader sees on each kind of page."""

from __future__ import annotations

import html
import re

import pytest

from conftest import Site
from test_search_files import titles


def test_a_talk_shows_kind_title_people_time_place_session_and_links(site: Site) -> None:
    site.add('program/2019.yml', 'affiliations: {Samuel Schoenholz: Google Brain}\n')
    text = site.build().text('talks/2019/jax-md')
    assert 'Contributed talk · Paper 86' in text
    assert 'JAX, M.D.: Molecular Dynamics' in text
    assert 'Samuel Schoenholz (speaker), Google Brain' in text
    assert 'Ekin Cubuk' in text
    assert 'Sat 14 Dec 2019, 09:00–09:20 PST, West 109' in text
    assert 'Sat 14 Dec 2019, 09:40–10:40 PST, West 109 · Poster session' in text
    page = site.build().page('talks/2019/jax-md')
    assert '<a class="reference external" href="https://example.org/86.pdf">Paper</a>' in page
    assert '<time datetime="2019-12-14T09:00:00-08:00">09:00</time>' in page
    assert 'href="../../speakers/ekin-cubuk.html"' in page
    assert 'href="index.html#session-posters"' in page


def test_a_talk_shows_what_comes_before_and_after_it(site: Site) -> None:
    text = site.build().text('talks/2019/jax-md')
    assert 'Before 08:20 Causality and Exoplanets' in text
    assert 'After 09:20 Coffee' in text


def test_a_talk_without_anything_has_no_empty_boxes(site: Site) -> None:
    site.add('program/2019.yml', '- {id: bare, title: Bare}\n')
    page = site.build().page('talks/2019/bare')
    assert 'None' not in page
    assert not re.search(r'<(p|ul|li|span)[^>]*>\s*</\1>', page)


def test_a_talk_stands_without_markdown_and_with_it_at_one_address(site: Site) -> None:
    site.write('talks/2019/p9.md', 'An abstract.\n\n# Method\n\nDetails.\n')
    page = site.build().page('talks/2019/p9')
    assert '<h1>Likelihood-free inference' in page
    assert '<h2>Method' in page
    assert page.count('<h1>') == 1


def test_a_summary_by_the_editors_says_so(site: Site) -> None:
    site.write('talks/2019/p9.md', '---\neditors_summary: true\n---\nA summary.\n')
    assert 'Summary by the editors' in site.build().text('talks/2019/p9')


def test_keywords_and_links_of_front_matter_are_shown(site: Site) -> None:
    site.write('talks/2019/p9.md', '---\nkeywords: [inference]\nlinks: {code: "https://example.org/c"}\n---\nText.\n')
    text = site.build().text('talks/2019/p9')
    assert 'Code' in text
    assert 'Keywords inference' in text


def test_a_speaker_page_lists_talks_with_the_role_in_each(site: Site) -> None:
    site.write(
        'program/people.yml', 'people:\n- {name: Rose Yu, url: "https://example.org/", affiliation: Somewhere}\n'
    )
    site.write('speakers/rose-yu.md', 'She studies *spatiotemporal* data.\n')
    text = site.build().text('speakers/rose-yu')
    assert text.startswith('Rose Yu Somewhere Home page She studies spatiotemporal data.')
    assert 'Organizer' in text
    assert 'Likelihood-free inference Poster, author' in text


def test_everybody_with_a_role_has_a_page(site: Site) -> None:
    site.add('program/2019.yml', 'reviewers: [A. Reviewer]\n')
    built = site.build()
    for person in ('rose-yu', 'bernhard-scholkopf', 'ekin-cubuk', 'a-reviewer'):
        assert (built.out / f'speakers/{person}.html').exists()
    assert 'Reviewer' in built.text('speakers/a-reviewer')


def test_the_edition_page_shows_all_of_the_edition(site: Site) -> None:
    site.edit(
        'program/2019.yml',
        '  room: West 109\n',
        '  room: West 109\n  hours: 08:00-18:30\n  venue: {name: Centre, city: Vancouver, country: Canada}\n'
        '  part_of: {title: NeurIPS 2019, url: "https://neurips.cc/"}\n  url: https://example.org/2019\n'
        '  links: {video: ["https://example.org/1", "https://example.org/2"]}\n',
    )
    site.add('program/2019.yml', 'sponsors: [Vector Institute]\nreviewers: [A. Reviewer]\n')
    site.edit(
        'program/2019.yml', 'organizers: [Rose Yu]', 'organizers: [Rose Yu, {name: A. Chair, role: steering committee}]'
    )
    text = site.build().text('talks/2019/index')
    for part in (
        'Workshop on Testing 2019',
        'Saturday 14 December 2019, 08:00–18:30 PST',
        'West 109, Centre, Vancouver, Canada',
        'Part of NeurIPS 2019',
        'Workshop page',
        'Recording 1',
        'Recording 2',
        'Schedule',
        'Organized by Rose Yu',
        'Organizers Rose Yu',
        'Steering committee A. Chair',
        'Sponsors Vector Institute',
        'Reviewers Reviewer, A.',
        'Poster session Sat 14 Dec 2019, 09:40–10:40 PST · 2 posters',
    ):
        assert part in text


def test_the_home_page_promises_only_what_the_edition_has(site: Site) -> None:
    site.write('index.md', '')
    assert 'All about 2019: papers, organizers · Subscribe to the calendar' in site.build().text('index')
    site.edit('program/2019.yml', 'organizers: [Rose Yu]\n', 'reviewers: [Rose Yu]\n')
    assert 'All about 2019: papers, reviewers · Subscribe' in site.build().text('index')


def test_the_home_page_shows_the_latest_edition_and_leads_to_all(site: Site) -> None:
    site.write(
        'program/2020.yml',
        'edition: {start: 2020-12-11, timezone: UTC}\nschedule:\n- {time: 10:00-10:10, title: Welcome}\n',
    )
    page, text = site.build().page('index'), site.build().text('index')
    assert 'Workshop on Testing Friday 11 December 2020' in text
    assert 'Welcome' in text
    assert 'Opening remarks' not in text
    assert 'href="talks/2019/index.html"' in page
    assert '<form class="proceedings-search" role="search" action="search.html"' in page


def test_an_index_page_with_a_title_of_its_own_is_left_alone(site: Site) -> None:
    site.write('index.md', '# My documentation\n\nHello.\n')
    built = site.build()
    assert built.warnings == []
    assert built.text('index').startswith('My documentation Hello.')
    assert 'Schedule' not in built.text('index')


def test_the_lists_have_everything(site: Site) -> None:
    built = site.build()
    for title in ('Causality and Exoplanets', 'JAX, M.D.: Molecular Dynamics', 'Likelihood-free inference'):
        assert title in built.text('talks/index')
    for name in ('Louppe, Gilles', 'Schölkopf, Bernhard', 'Yu, Rose'):
        assert name in built.text('speakers/index')


@pytest.mark.parametrize(
    ('title', 'shown'),
    [
        (r"'$\beta$-Annealed VAE'", 'β-Annealed VAE'),
        ('γ-ray bursts', 'γ-ray bursts'),
        ('Pictures & Beyond', 'Pictures & Beyond'),
        ('\'"Quotes": the sequel\'', '"Quotes": the sequel'),
        ("'<script>alert(1)</script>'", '<script>alert(1)</script>'),
        ("'*not* _markup_ `at` [all](x)'", '*not* _markup_ `at` [all](x)'),
    ],
)
def test_a_title_comes_out_right_everywhere(site: Site, title: str, shown: str) -> None:
    site.edit('program/2019.yml', 'title: Likelihood-free inference', f'title: {title}')
    built = site.build()
    assert built.warnings == []
    page = (built.out / 'talks/2019/p9.html').read_text()
    name = re.search('<title>(.*?) — ', page.replace('&#8212;', '—'))
    assert name
    assert unescaped(name[1]) == shown
    for other in ('talks/2019/p9', 'talks/index', 'talks/2019/index', 'speakers/rose-yu'):
        body = re.sub(r'<[^>]*>', '', built.page(other))
        assert ' '.join(shown.split()) in unescaped(body)
    assert ' '.join(shown.split()) in titles(built.out)
    assert '<script>alert' not in page


def unescaped(text: str) -> str:
    return ' '.join(html.unescape(text).split())


def test_no_page_asks_another_host_for_anything(site: Site) -> None:
    site.write('talks/2019/p9.md', 'Mass $E = mc^2$.\n\n$$\\int f$$\n')
    built = site.build()
    for page in built.out.rglob('*.html'):
        loaded = re.findall(r'<(?:script|img|link|iframe)\b[^>]*(?:src|href)="(https?:[^"]*)"', page.read_text())
        assert loaded == []
    assert '<math' in built.page('talks/2019/p9')


def test_front_matter_of_an_organizers_page_is_not_shown(site: Site) -> None:
    site.write('talks/2019/index.md', '---\ntocdepth: 2\n---\nAbout.\n')
    text = site.build().text('talks/2019/index')
    assert 'About.' in text
    assert 'tocdepth' not in text


def test_footnotes_stay_with_the_prose(site: Site) -> None:
    site.write('talks/2019/p9.md', 'One.[^1]\n\n[^1]: The note.\n')
    text = site.build().text('talks/2019/p9')
    assert text.index('The note.') < text.index('Before and after')


def test_prose_with_the_headings_of_the_page_has_ids_of_its_own(site: Site) -> None:
    site.write('talks/2019/index.md', '# Schedule\n\nMine.\n')
    page = site.build().page('talks/2019/index')
    assert len(re.findall('id="schedule"', page)) == 1
    assert 'id="schedule-2"' in page


def test_a_translation_reaches_stubs(site: Site) -> None:
    site.write(
        'locale/de/LC_MESSAGES/talks.po',
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Before and after"\nmsgstr "Davor und danach"\n',
    )
    built = site.build(language='de', locale_dirs=['locale'])
    assert 'Davor und danach' in built.text('talks/2019/p9')


def test_what_came_before_midnight_says_its_day(site: Site) -> None:
    site.edit('program/2019.yml', '08:20-09:00, talk: causality', '23:00-24:10, talk: causality')
    site.edit('program/2019.yml', '09:00-09:20, talk: jax-md', '24:10-25:00, talk: jax-md')
    text = site.build().text('talks/2019/jax-md')
    assert 'Before 23:00 Sat 14 Dec Causality and Exoplanets' in text


def test_posters_that_hang_in_two_sessions_are_listed_once_with_both_times(site: Site) -> None:
    site.edit('program/2019.yml', 'talks: [jax-md, p9]\n', 'talks: [p9, p10]\n')
    again = '- {time: 11:00-12:00, id: again, title: Posters once more, kind: poster, talks: [p9, p10]}'
    site.edit('program/2019.yml', 'talks:\n- id', f'{again}\ntalks:\n- id')
    site.add('program/2019.yml', '- {id: p10, kind: poster, title: Another poster}\n')
    built = site.build()
    assert built.warnings == []
    page = built.page('talks/2019/index')
    listed = page[page.index('id="papers-posters"') :]
    assert listed.count('Another poster</a>') == 1
    assert 'Poster session, Posters once more' in listed
    text = built.text('talks/2019/index')
    assert 'Sat 14 Dec 2019, 09:40–10:40 PST; Sat 14 Dec 2019, 11:00–12:00 PST · 2 posters' in text
    assert 'id="papers-again"' in page


def test_the_questions_after_a_talk_in_a_row_of_their_own_are_nothing_before_or_after_it(site: Site) -> None:
    questions = '- {time: 09:00-09:20, title: Questions, kind: qa, talk: causality}'
    site.edit('program/2019.yml', '- {time: 09:00-09:20, talk: jax-md}', questions)
    text = site.build().text('talks/2019/causality').partition('Before and after')[2]
    assert 'Before 08:10 Opening remarks' in text
    assert 'After 09:20 Coffee' in text
    assert 'Causality' not in text


def test_a_poster_says_what_is_before_and_after_it_but_not_when(site: Site) -> None:
    text = site.build().text('talks/2019/p9').partition('Before and after')[2]
    assert 'Before Coffee' in text
    site.edit('program/2019.yml', '09:20-09:40, title: Coffee, kind: break', '09:20-09:40, talk: invited')
    site.add('program/2019.yml', '- {id: invited, kind: invited, title: Invited}\n')
    site.build()
    site.edit('program/2019.yml', '09:20-09:40, talk: invited', '09:25-09:40, talk: invited')
    again = site.build()
    assert 'Before Invited' in again.text('talks/2019/p9')
    assert 'talks/2019/jax-md' in again.read
    assert 'talks/2019/p9' not in again.read
