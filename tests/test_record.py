"""The record of a talk: what no longer stands, what stands instead, corrections, awards, and what changed."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from conftest import Built, Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

P9 = '  authors: [Gilles Louppe, Rose Yu]\n'
RETRACTED = f"""{P9}\
  status: retracted
  reason: The data was wrong
  since: 2020-03-01
  replaced_by: jax-md
"""


def head(built: Built, name: str) -> str:
    return (built.out / f'{name}.html').read_text(encoding='utf-8').partition('</head>')[0]


def linked_work(built: Built, name: str) -> Any:
    """What schema.org's words say of the work that a talk's page is about."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', head(built, name))
    assert found
    subject = json.loads(found[1])['@graph'][0]
    return subject.get('workFeatured', subject)


def retract(site: Site) -> None:
    site.edit('program/2019.yml', P9, RETRACTED)


def change(site: Site, entries: str) -> None:
    site.add('program/2019.yml', f'changes:\n{entries}')


# Tombstones


def test_the_page_of_what_is_retracted_stays_and_says_since_when_why_and_what_stands_instead(site: Site) -> None:
    retract(site)
    built = site.build()
    assert built.warnings == []
    page = built.page('talks/2019/p9')
    notice = re.search(r'<div class="proceedings-tombstone[^"]*">(.*?)</div>', page)
    assert notice
    said = ' '.join(unescape(re.sub(r'<[^>]*>', '', notice[1])).split())
    assert said == ('Retracted on 1 March 2020: The data was wrong. Replaced by JAX, M.D.: Molecular Dynamics.')
    assert 'href="jax-md.html"' in notice[1]
    assert 'Gilles Louppe' in page


def test_its_title_says_so_wherever_there_is_nothing_but_the_title(site: Site) -> None:
    retract(site)
    built = site.build()
    assert '<title>Retracted: Likelihood-free inference' in head(built, 'talks/2019/p9')
    assert '"retracted"' in (built.out / 'search/index.js').read_text(encoding='utf-8')


def test_what_stands_instead_says_what_it_replaces(site: Site) -> None:
    retract(site)
    assert 'Replaces Likelihood-free inference Retracted' in site.build().text('talks/2019/jax-md')


@pytest.mark.parametrize('status', ['cancelled', 'withdrawn', 'retracted'])
def test_what_does_not_stand_is_in_no_list(site: Site, status: str) -> None:
    site.edit('program/2019.yml', P9, f'{P9}  status: {status}\n')
    site.edit('program/2019.yml', '  talks: [jax-md, p9]\n', '  talks: [jax-md]\n')
    site.add('program/2019.yml', '- {id: other, kind: digital, title: Another, authors: Gilles Louppe}\n')
    kinds = '  kinds: {digital: {name: Digital, presented: false}}\n'
    site.edit('program/series.yml', '  short_title: WT\n', f'  short_title: WT\n{kinds}')
    built = site.build()
    for page in ('talks/index', 'talks/2019/index', 'speakers/gilles-louppe'):
        assert 'Another' in built.text(page)
    for page in ('index', 'talks/index', 'talks/2019/index', 'speakers/gilles-louppe', 'speakers/rose-yu'):
        assert 'Likelihood-free inference' not in built.text(page)


def test_the_schedule_goes_on_to_say_that_it_does_not_take_place(site: Site) -> None:
    site.edit('program/2019.yml', P9, f'{P9}  status: withdrawn\n')
    assert 'Likelihood-free inference Withdrawn' in site.build().text('talks/2019/index')


def test_a_list_of_posters_counts_those_that_stand(site: Site) -> None:
    ids = [f'x{number}' for number in range(20)]
    site.edit('program/2019.yml', '[jax-md, p9]', f'[{", ".join(ids)}, p9]')
    for id in ids:
        site.add('program/2019.yml', f'- {{id: {id}, kind: poster, title: Title {id}}}\n')
    site.edit('program/2019.yml', P9, f'{P9}  status: withdrawn\n')
    text = site.build().text('talks/2019/index')
    assert '20 posters' in text
    assert '21 posters' not in text


def test_whoever_has_nothing_else_has_a_page_that_says_what_it_was(site: Site) -> None:
    retract(site)
    site.edit('program/2019.yml', 'organizers: [Rose Yu]', 'organizers: [Ada Smith]')
    text = site.build().text('speakers/gilles-louppe')
    assert 'Likelihood-free inference Retracted: The data was wrong' in text


def test_what_does_not_stand_makes_nobody_a_coauthor(site: Site) -> None:
    assert 'Co-authors Rose Yu' in site.build().text('speakers/gilles-louppe')
    retract(site)
    assert 'Co-authors' not in site.build().text('speakers/gilles-louppe')


def test_machines_read_the_same_in_the_head_of_the_page(site: Site) -> None:
    retract(site)
    built = site.build(html_baseurl='https://example.org/wt/')
    said = head(built, 'talks/2019/p9')
    assert '<meta name="description" content="Retracted on 1 March 2020: The data was wrong.">' in said
    assert '<meta name="dcterms.isReplacedBy" content="https://example.org/wt/talks/2019/jax-md.html">' in said
    work = linked_work(built, 'talks/2019/p9')
    assert work['creativeWorkStatus'] == 'Retracted'
    assert work['correction'] == [
        {
            '@type': 'CorrectionComment',
            'datePublished': '2020-03-01',
            'text': 'Retracted on 1 March 2020: The data was wrong.',
        }
    ]
    replaces = '<meta name="dcterms.replaces" content="https://example.org/wt/talks/2019/p9.html">'
    assert replaces in head(built, 'talks/2019/jax-md')


def test_a_site_that_does_not_know_its_address_leads_from_page_to_page(site: Site) -> None:
    retract(site)
    assert '<meta name="dcterms.isReplacedBy" content="jax-md.html">' in head(site.build(), 'talks/2019/p9')


def test_a_book_says_in_words_what_pages_tell_machines(site: Site) -> None:
    retract(site)
    chapter = site.build('epub', html_baseurl='https://example.org/wt/').book()['gone']
    assert 'The data was wrong.' in chapter
    assert 'dcterms' not in chapter


def test_no_title_or_reason_can_end_the_script_that_holds_the_metadata(site: Site) -> None:
    site.edit('program/2019.yml', P9, f'{P9}  status: retracted\n  reason: "</script><b>&amp; \\" x"\n')
    site.edit('program/2019.yml', 'title: Likelihood-free inference', 'title: "</script><script>alert(1)</script>"')
    built = site.build()
    work = linked_work(built, 'talks/2019/p9')
    assert work['name'] == '</script><script>alert(1)</script>'
    assert '<script>alert' not in (built.out / 'talks/2019/p9.html').read_text(encoding='utf-8')
    assert 'content="Retracted: &lt;/script&gt;&lt;b&gt;&amp;amp; &quot; x."' in head(built, 'talks/2019/p9')


def test_a_talk_that_simply_stands_needs_no_metadata_of_that_sort(site: Site) -> None:
    built = site.build()
    assert {'creativeWorkStatus', 'correction', 'award'}.isdisjoint(linked_work(built, 'talks/2019/jax-md'))
    assert 'dcterms' not in head(built, 'talks/2019/jax-md')


@pytest.mark.parametrize(
    ('written', 'leads_to'),
    [
        ('jax-md', 'href="jax-md.html"'),
        ('2019/jax-md', 'href="jax-md.html"'),
        ('2020/better', 'href="../2020/better.html"'),
        ('https://example.org/better', 'href="https://example.org/better"'),
    ],
)
def test_a_replacement_is_a_talk_of_any_edition_or_a_web_address(site: Site, written: str, leads_to: str) -> None:
    site.write(
        'program/2020.yml', 'edition: {start: 2020-12-12, timezone: UTC}\ntalks: [{id: better, title: Better}]\n'
    )
    site.edit('program/2019.yml', P9, f'{P9}  status: withdrawn\n  replaced_by: {written}\n')
    built = site.build()
    assert built.warnings == []
    assert leads_to in built.page('talks/2019/p9').partition('Likelihood-free')[0] + built.page('talks/2019/p9')


@pytest.mark.parametrize(
    ('written', 'problem'),
    [
        ('jax-mt', 'talk "p9": no talk "jax-mt"; did you mean "jax-md"? [proceedings.talk]'),
        ('p9', 'talk "p9": "p9" leads back to this talk; write what stands now, or leave it out [proceedings.link]'),
        ('p1000', 'talk "p9": no talk "p1000"; write the id of a talk, or one of another edition as 2020/ID'),
        ('ftp://example.org', 'talk "p9": "ftp://example.org" is not a web address; it has to begin with https://'),
    ],
)
def test_a_replacement_that_is_none_is_a_problem(site: Site, written: str, problem: str) -> None:
    site.edit('program/2019.yml', P9, f'{P9}  status: withdrawn\n  replaced_by: {written}\n')
    (found,) = site.problems
    assert problem in found


def test_talks_that_replace_each_other_are_a_problem(site: Site) -> None:
    site.edit('program/2019.yml', P9, f'{P9}  status: withdrawn\n  replaced_by: jax-md\n')
    site.edit('program/2019.yml', '  number: 86\n', '  number: 86\n  status: withdrawn\n  replaced_by: p9\n')
    assert len(site.problems) == 2
    assert all('leads back to this talk; write what stands now, or leave it out' in found for found in site.problems)


def test_a_talk_that_leads_to_talks_that_replace_each_other_is_none_of_these(site: Site) -> None:
    site.edit('program/2019.yml', P9, f'{P9}  status: withdrawn\n  replaced_by: p10\n')
    for id, other in (('p10', 'p11'), ('p11', 'p10')):
        site.add('program/2019.yml', f'- {{id: {id}, title: {id}, status: withdrawn, replaced_by: {other}}}\n')
    assert sorted(problem.partition('talk "')[2][:3] for problem in site.problems) == ['p10', 'p11']


def test_a_former_id_leads_back_too(site: Site) -> None:
    site.edit('program/2019.yml', P9, f'{P9}  former_ids: p8\n  status: withdrawn\n  replaced_by: p8\n')
    (problem,) = site.problems
    assert '"p8" leads back to this talk' in problem


def test_a_replacement_or_a_change_may_go_by_a_former_id(site: Site) -> None:
    site.edit('program/2019.yml', '  number: 86\n', '  number: 86\n  former_ids: md\n')
    site.edit('program/2019.yml', P9, f'{P9}  status: withdrawn\n  replaced_by: md\n')
    change(site, '- {date: 2019-12-10, text: Moved., talk: md}\n')
    assert site.problems == []
    assert site.program.talks['2019/p9'].replaced_by == '2019/jax-md'
    assert site.program.editions['2019'].changes[0].talk == '2019/jax-md'


@pytest.mark.parametrize(
    ('key', 'said'),
    [
        ('since: 2020-01-01', 'there is a day since when, but no status'),
        ('replaced_by: jax-md', 'there is a replacement, but no status'),
    ],
)
def test_what_explains_a_status_needs_one(site: Site, key: str, said: str) -> None:
    site.edit('program/2019.yml', P9, f'{P9}  {key}\n')
    (problem,) = site.problems
    assert f'talk "p9": {said}; write status: cancelled, or another [proceedings.missing]' in problem


# Corrections and awards


CORRECTED = f"""{P9}\
  corrections:
  - {{date: 2020-05-02, url: "https://example.org/v2.pdf"}}
  - {{date: 2020-03-01, kind: erratum, text: Figure 2 showed $\\alpha$ of another run.}}
"""


def test_corrections_are_listed_by_date_and_the_last_is_said_at_the_top(site: Site) -> None:
    site.edit('program/2019.yml', P9, CORRECTED)
    built = site.build()
    assert built.warnings == []
    text = built.text('talks/2019/p9')
    assert 'Corrections 1 March 2020 Erratum Figure 2 showed' in text
    assert '<math' in built.page('talks/2019/p9')
    assert '2 May 2020 Revised version' in text
    assert text.index('1 March 2020') < text.index('2 May 2020 Revised')
    page = built.page('talks/2019/p9')
    assert '<a class="reference external" href="https://example.org/v2.pdf">Revised version</a>' in page
    top = page.partition('Corrections')[0]
    assert 'href="#proceedings--corrections"' in top
    assert 'Revised version of 2 May 2020' in top


def test_corrections_are_in_the_metadata(site: Site) -> None:
    site.edit('program/2019.yml', P9, CORRECTED)
    work = linked_work(site.build(), 'talks/2019/p9')
    assert [comment['datePublished'] for comment in work['correction']] == ['2020-03-01', '2020-05-02']
    assert work['correction'][1]['url'] == 'https://example.org/v2.pdf'
    assert 'creativeWorkStatus' not in work


@pytest.mark.parametrize(
    ('entry', 'problem'),
    [
        ('{date: 2020-03-01}', 'a correction needs a text, or a url [proceedings.missing]'),
        ('{date: 2020-03-01, kind: errata, text: X}',
         '"errata" is no kind of correction; write erratum or revision [proceedings.kind]'),
        ('{text: X}', '"date" is missing'),
    ],
)  # fmt: skip
def test_a_correction_that_says_too_little_is_a_problem(site: Site, entry: str, problem: str) -> None:
    site.edit('program/2019.yml', P9, f'{P9}  corrections: [{entry}]\n')
    (found,) = site.problems
    assert problem in found


AWARDED = f'{P9}  awards: [Best paper award, Best of $2019$]\n'


def test_an_award_is_shown_on_the_page_in_lists_and_in_the_schedule(site: Site) -> None:
    site.edit('program/2019.yml', P9, AWARDED)
    built = site.build()
    for page in ('talks/2019/p9', 'talks/index', 'speakers/gilles-louppe', 'talks/2019/index', 'index'):
        assert '<span class="proceedings-award">Best paper award</span>' in built.page(page)


def test_before_an_award_no_dot_is_left_at_the_end_of_a_line(site: Site, page: Page) -> None:
    site.edit('program/2019.yml', P9, AWARDED)
    page.goto((site.build().out / 'talks/2019/index.html').as_uri())
    title = page.locator('.proceedings-title', has=page.locator('.proceedings-award')).first
    assert '·' in title.evaluate('title => title.textContent')
    assert '·' not in title.inner_text()


def test_an_award_is_in_the_metadata(site: Site) -> None:
    site.edit('program/2019.yml', P9, '  authors: [Gilles Louppe, Rose Yu]\n  awards: Best paper award\n')
    assert linked_work(site.build(), 'talks/2019/p9')['award'] == ['Best paper award']


# What changed


CHANGES = """\
- {date: 2019-12-10, text: The coffee break is longer.}
- {date: 2019-12-13, text: Moved to the afternoon., talk: p9}
- {date: 2019-12-13, text: "It has $n$ posters now."}
"""


def test_the_page_of_an_edition_lists_what_changed_the_newest_first(site: Site) -> None:
    change(site, CHANGES)
    built = site.build()
    assert built.warnings == []
    page = built.page('talks/2019/index')
    listed = page[page.index('id="program--changes"') :]
    assert listed.index('posters now') < listed.index('Moved to the afternoon') < listed.index('coffee break is longer')
    assert 'href="p9.html"' in listed


@pytest.mark.parametrize(
    ('where', 'link'), [('index', 'talks/2019/index.html#program--changes'), ('talks/2019/index', '#program--changes')]
)
def test_the_schedule_says_above_it_what_changed_last(site: Site, where: str, link: str) -> None:
    change(site, CHANGES)
    built = site.build()
    line = re.search(r'<p class="proceedings-last-change">(.*?)</p>', built.page(where))
    assert line
    assert 'Changed 13 December 2019 It has' in ' '.join(re.sub(r'<[^>]*>', '', line[1]).split())
    assert f'href="{link}"' in line[1]


def test_an_edition_in_which_nothing_changed_has_no_list(site: Site) -> None:
    assert 'program--changes' not in site.build().page('talks/2019/index')


def test_a_change_of_a_talk_that_is_not_there_is_a_problem(site: Site) -> None:
    change(site, '- {date: 2019-12-10, text: Moved., talk: jaxmd}\n')
    (problem,) = site.problems
    assert 'no talk "jaxmd"; did you mean "jax-md"? [proceedings.talk]' in problem


def test_one_more_change_reads_only_the_pages_that_show_it_again(site: Site) -> None:
    change(site, CHANGES)
    site.build()
    site.add('program/2019.yml', '- {date: 2019-12-14, text: The doors open earlier.}\n')
    assert site.build().read == ['index', 'talks/2019/index']


def test_an_edition_of_which_nothing_is_known_says_so(site: Site) -> None:
    site.write('program/2020.yml', 'edition: {start: 2020-12-12, timezone: UTC}\n')
    built = site.build()
    assert 'The program is not out yet.' in built.text('talks/2020/index')
    assert 'The program is not out yet.' not in built.text('talks/2019/index')


def test_an_edition_without_a_schedule_leads_to_its_feed_and_its_data_all_the_same(site: Site) -> None:
    site.write('program/2020.yml', 'edition: {start: 2020-12-12, timezone: UTC}\n')
    built = site.build()
    files = {
        name: re.findall('class="proceedings-file" href="([^"]*)"', built.page(f'talks/{name}/index'))
        for name in ('2019', '2020')
    }
    assert files['2020'] == ['program.json', 'changes.atom', '../index.atom']
    assert {*files['2020'], 'schedule.ics', 'schedule.xml'} < {*files['2019']}


def test_an_authors_heading_does_not_take_the_place_of_the_corrections(site: Site) -> None:
    site.edit('program/2019.yml', P9, CORRECTED)
    site.write('talks/2019/p9.md', 'Text.\n\n## Proceedings corrections\n\nOther.\n')
    assert 'id="proceedings--corrections"' in site.build().page('talks/2019/p9')
