"""What authors meet: the way from a page to its file, the template of it, what is said of slips, and previews."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest

from axe import WIDTHS, violations_in_both_schemes
from conftest import CONF, EDITION, ROOT, SERIES, Built, Site
from proceedings.forge import of_setting
from proceedings.new_site.answers import Answers
from proceedings.new_site.files import files
from proceedings.problems import Problems
from proceedings.prose.slips import report_repeated, report_slips
from proceedings.prose.templates import abstract, biography, with_steps
from proceedings.prose.text import PLACEHOLDERS
from repositories import git

if TYPE_CHECKING:
    from playwright.sync_api import Page

HOME = 'https://github.com/tides/site'
STEPS = f'{HOME}/blob/trunk/docs/CONTRIBUTING.md'
MORE = """
- {id: gone, title: Gone, authors: [Ada Smith], status: withdrawn, reason: An error, since: 2019-12-01}
- {id: thanks, kind: opening, title: Thanks, speakers: [Ada Smith]}
- {id: summed-up, title: 'A <b> & "quoted" $E=mc^2$ --> title', authors: [José Roca, Lin Wei]}
- {id: tagged, title: Tagged, authors: [Lin Wei]}
- {id: noted, title: Noted, authors: [Lin Wei]}
"""
FILES = {
    'talks/2019/jax-md.md': 'An abstract of what there is.\n',
    'talks/2019/summed-up.md': '---\neditors_summary: true\n---\nA summary.\n',
    'talks/2019/tagged.md': '---\nkeywords: [sand]\n---\n',
    'talks/2019/noted.md': '% Only a note.\n\n<!-- And another. -->\n',
    'speakers/rose-yu.md': 'She works on tides.\n',
}


class Links(HTMLParser):
    """The links of a page, as browsers read them: (address, what those hear who do not see it)."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == 'a' and given.get('rel') == 'nofollow':
            self.found.append((given['href'] or '', given['aria-label'] or ''))


def filled(site: Site) -> Site:
    site.write('conf.py', CONF.replace("'basic'", "'pydata_sphinx_theme'"))
    site.write('program/series.yml', SERIES)
    site.write('program/2019.yml', EDITION + MORE.lstrip('\n'))
    site.write('CONTRIBUTING.md', '# Steps\n')
    for name, text in FILES.items():
        site.write(name, text)
    return site


@pytest.fixture(scope='module')
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """A site on GitHub, whose theme has a button of its own to change a page."""
    with pytest.MonkeyPatch.context() as patch:
        away_from_services(patch)
        site = filled(Site(tmp_path_factory.mktemp('authors') / 'site'))
        context = {'github_user': 'tides', 'github_repo': 'site', 'github_version': 'trunk', 'doc_path': 'docs'}
        yield site.build(html_context=context, html_theme_options={'use_edit_page_button': True})


@pytest.fixture(autouse=True)
def _on_no_service(monkeypatch: pytest.MonkeyPatch) -> None:
    away_from_services(monkeypatch)


def away_from_services(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on somebody's own machine, and in no repository but the test's own."""
    for name in ('READTHEDOCS', 'GITHUB_ACTIONS', 'GITLAB_CI', 'GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE'):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv('GIT_CEILING_DIRECTORIES', '/')


def invitation(built: Built, name: str) -> str:
    """What the page says to its authors, as text."""
    found = re.findall(r'<p class="proceedings-invitation">.*?</p>', built.page(name))
    return html.unescape(re.sub('<[^>]*>', '', ''.join(found)))


def link(built: Built, name: str) -> tuple[str, str]:
    [found] = Links(built.page(name)).found
    return found


def how(built: Built, name: str) -> list[tuple[str, ...]]:
    """The links to the steps: (address, what is heard)."""
    return re.findall('<a href="([^"]*)" aria-label="([^"]*)">How\\?</a>', built.page(name))


def asked(address: str) -> dict[str, str]:
    return {name: value for name, [value] in parse_qs(urlsplit(address).query).items()}


def button(built: Built, name: str) -> str:
    """Where the theme's own button leads, or nothing."""
    page = (built.out / f'{name}.html').read_text(encoding='utf-8')
    found = re.search(r'editthispage">\s*<a href="([^"]*)"', page)
    return html.unescape(found[1]) if found else ''


def test_a_talk_without_an_abstract_says_so_and_offers_to_add_it(built: Built) -> None:
    assert built.warnings == []
    assert invitation(built, 'talks/2019/p9') == 'No abstract yet. Add your abstract · How?'
    address, spoken = link(built, 'talks/2019/p9')
    assert spoken == 'Add your abstract: Likelihood-free inference'
    assert address.startswith(f'{HOME}/new/trunk?')
    assert asked(address)['filename'] == 'docs/talks/2019/p9.md'
    template = abstract('Likelihood-free inference', ['Gilles Louppe', 'Rose Yu'])[0]
    assert asked(address)['value'] == with_steps(template, STEPS)


def test_a_talk_with_one_offers_to_improve_it_in_its_file(built: Built) -> None:
    assert invitation(built, 'talks/2019/jax-md') == 'Improve this page'
    address, spoken = link(built, 'talks/2019/jax-md')
    assert spoken == 'Improve this page: JAX, M.D.: Molecular Dynamics'
    assert address == f'{HOME}/edit/trunk/docs/talks/2019/jax-md.md'
    page = built.page('talks/2019/jax-md')
    assert page.index('An abstract of what') < page.index('Improve this page') < page.index('class="proceedings-cite"')


def test_a_page_of_a_person_does_the_same(built: Built) -> None:
    assert invitation(built, 'speakers/ekin-cubuk') == 'No biography yet. Add your biography · How?'
    address, spoken = link(built, 'speakers/ekin-cubuk')
    assert spoken == 'Add your biography: Ekin Cubuk'
    template = with_steps(biography('Ekin Cubuk')[0], STEPS)
    assert asked(address) == {'filename': 'docs/speakers/ekin-cubuk.md', 'value': template}
    assert link(built, 'speakers/rose-yu') == (
        f'{HOME}/edit/trunk/docs/speakers/rose-yu.md', 'Improve this page: Rose Yu',
    )  # fmt: skip


def test_a_file_that_shows_nothing_is_no_abstract_and_is_where_to_add_one(built: Built) -> None:
    for name in ('tagged', 'noted'):
        assert invitation(built, f'talks/2019/{name}') == 'No abstract yet. Add your abstract · How?'
        assert link(built, f'talks/2019/{name}')[0] == f'{HOME}/edit/trunk/docs/talks/2019/{name}.md'


def test_a_summary_of_the_editors_asks_for_its_authors(built: Built) -> None:
    said = 'This summary is by the editors. Are you an author? Improve this page'
    assert invitation(built, 'talks/2019/summed-up') == said


def test_beside_it_a_link_leads_to_the_steps_and_so_does_the_template(built: Built) -> None:
    for name in ('talks/2019/p9', 'talks/2019/tagged'):
        assert how(built, name) == [(STEPS, 'How? Step by step to your abstract')]
    assert how(built, 'speakers/ekin-cubuk') == [(STEPS, 'How? Step by step to your biography')]
    assert how(built, 'talks/2019/jax-md') == []
    assert f'\n% Step by step, with pictures: {STEPS}\n' in asked(link(built, 'talks/2019/p9')[0])['value']


def test_a_site_without_the_steps_leads_nobody_there(site: Site) -> None:
    filled(site)
    (site.folder / 'CONTRIBUTING.md').unlink()
    built = site.build(proceedings_repository=HOME)
    assert invitation(built, 'talks/2019/p9') == 'No abstract yet. Add your abstract'
    assert 'Step by step' not in link(built, 'talks/2019/p9')[0]
    site.write('CONTRIBUTING.md', '# Steps\n')
    built = site.build(proceedings_repository=HOME)
    assert built.read == []
    assert how(built, 'talks/2019/p9')[0][0] == f'{HOME}/blob/main/CONTRIBUTING.md'


@pytest.mark.parametrize('name', ['talks/2019/gone', 'talks/2019/thanks', 'talks/2019/index', 'talks/index', 'index'])
def test_where_no_abstract_is_expected_none_is_missing(built: Built, name: str) -> None:
    assert invitation(built, name) == ''
    assert Links(built.page(name)).found == []


def test_a_title_cannot_get_out_of_a_link(built: Built) -> None:
    spoken = link(built, 'talks/2019/summed-up')[1]
    assert spoken.startswith('Improve this page: A <b> & "quoted" ')
    assert '<b>' not in built.page('talks/2019/summed-up')


def test_the_button_of_the_theme_never_leads_to_a_stub(built: Built) -> None:
    assert button(built, 'talks/2019/jax-md') == f'{HOME}/edit/trunk/docs/talks/2019/jax-md.md'
    assert button(built, 'talks/2019/p9') == link(built, 'talks/2019/p9')[0]
    assert button(built, 'speakers/ekin-cubuk') == link(built, 'speakers/ekin-cubuk')[0]
    for page in built.out.rglob('*.html'):
        assert '.stub' not in page.read_text(encoding='utf-8')
    for name in ('talks/index', 'talks/2019/index', 'talks/2019/gone', 'speakers/index'):
        assert button(built, name) == ''


def test_what_it_says_is_found_by_no_search_and_no_machine(built: Built) -> None:
    for path in sorted(built.out.rglob('*')):
        if path.suffix in ('.js', '.json', '.xml', '.ics', '.bib', '.inv', '.txt') and 'program' not in path.parts:
            text = path.read_bytes()
            assert b'Add your' not in text, path
            assert b'No abstract yet' not in text, path
    page = (built.out / 'talks/2019/p9.html').read_text(encoding='utf-8')
    head = page.partition('</head>')[0]
    assert 'abstract' not in head
    data = json.loads((built.out / 'talks/2019/program.json').read_text(encoding='utf-8'))
    assert 'Write your' not in json.dumps(data)


def test_books_and_plain_texts_have_none_of_it(site: Site) -> None:
    filled(site)
    built = site.build('text', proceedings_repository=HOME)
    assert built.warnings == []
    assert 'abstract yet' not in (built.out / 'talks/2019/p9.txt').read_text(encoding='utf-8')
    for builder in ('epub', 'singlehtml'):
        book = site.build(builder, proceedings_repository=HOME).book()
        assert book
        assert not any('Add your' in page or 'abstract yet' in page for page in book.values())


def test_without_a_repository_the_page_says_which_file_it_is(site: Site) -> None:
    filled(site)
    built = site.build()
    assert invitation(built, 'talks/2019/p9') == 'No abstract yet. It goes into the file talks/2019/p9.md.'
    assert invitation(built, 'talks/2019/tagged') == 'No abstract yet. It goes into the file talks/2019/tagged.md.'
    assert invitation(built, 'talks/2019/jax-md') == ''
    built = site.build(proceedings_repository='https://bitbucket.org/tides/site')
    assert built.read == []
    assert invitation(built, 'talks/2019/p9') == 'No abstract yet. It goes into the file talks/2019/p9.md. How?'
    assert how(built, 'talks/2019/p9')[0][0] == 'https://bitbucket.org/tides/site/src/main/CONTRIBUTING.md'
    assert link(built, 'talks/2019/jax-md')[0].startswith('https://bitbucket.org/tides/site/src/main/')


def test_another_repository_is_on_all_pages_and_reads_none_again(site: Site) -> None:
    filled(site)
    site.build(proceedings_repository=HOME)
    built = site.build(proceedings_repository='git@codeberg.org:tides/site.git', proceedings_branch='sea')
    assert built.read == []
    assert link(built, 'talks/2019/p9')[0].startswith('https://codeberg.org/tides/site/_new/sea/talks/2019?')
    assert link(built, 'speakers/rose-yu')[0] == 'https://codeberg.org/tides/site/_edit/sea/speakers/rose-yu.md'


def test_an_abstract_that_is_added_reads_only_its_own_page(site: Site) -> None:
    filled(site)
    site.build(proceedings_repository=HOME)
    site.write('talks/2019/p9.md', 'There it is.\n')
    built = site.build(proceedings_repository=HOME)
    assert built.read == ['talks/2019/p9']
    assert invitation(built, 'talks/2019/p9') == 'Improve this page'
    (site.folder / 'talks/2019/p9.md').unlink()
    assert invitation(site.build(proceedings_repository=HOME), 'talks/2019/p9').startswith('No abstract yet')


@pytest.mark.parametrize(
    ('settings', 'message'),
    [
        ({'proceedings_repository': 'javascript:alert(1)//a/b'}, 'is not the address of a repository'),
        ({'proceedings_repository': 'https://git.example.org/a/b'}, 'write proceedings_forge = "gitea"'),
        ({'proceedings_repository': HOME, 'proceedings_forge': 'gitlub'}, 'did you mean "git'),
        ({'proceedings_repository': HOME, 'html_context': {'doc_path': '../..'}}, 'leads out of the repository'),
    ],
)
def test_a_setting_that_cannot_be_is_a_problem_of_conf_py(
    site: Site, settings: dict[str, object], message: str
) -> None:
    built = site.build(**settings)
    [warning] = built.warnings
    assert warning.startswith('conf.py:1:1: WARNING:')
    assert message in warning
    assert invitation(built, 'talks/2019/p9').endswith('the file talks/2019/p9.md.')


def test_read_the_docs_knows_the_repository_by_itself(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('READTHEDOCS', 'True')
    monkeypatch.setenv('READTHEDOCS_GIT_CLONE_URL', 'git@github.com:tides/site.git')
    monkeypatch.setenv('READTHEDOCS_GIT_IDENTIFIER', '7')
    monkeypatch.setenv('READTHEDOCS_VERSION_TYPE', 'external')
    assert link(site.build(), 'talks/2019/p9')[0].startswith(f'{HOME}/new/main?filename=talks/2019/p9.md&')


def test_doc_path_counts_on_read_the_docs_too(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('READTHEDOCS', 'True')
    monkeypatch.setenv('READTHEDOCS_GIT_CLONE_URL', 'git@github.com:tides/site.git')
    built = site.build(html_context={'doc_path': './docs/'})
    assert link(built, 'talks/2019/p9')[0].startswith(f'{HOME}/new/main?filename=docs/talks/2019/p9.md&')
    [warning] = site.build(html_context={'doc_path': '../..'}).warnings
    assert 'leads out of the repository' in warning


def test_the_folder_of_a_site_within_its_repository_is_known_from_git(tmp_path: Path) -> None:
    top = Site(tmp_path / 'repository')
    top.folder.mkdir()
    git(top, 'init', '--quiet')
    site = filled(Site(top.folder / 'our docs'))
    address = link(site.build(proceedings_repository=HOME), 'speakers/rose-yu')[0]
    assert address == f'{HOME}/edit/main/our%20docs/speakers/rose-yu.md'


def test_a_template_as_it_is_has_only_the_one_problem(site: Site) -> None:
    site.write('talks/2019/p9.md', abstract('Likelihood-free inference', ['Gilles Louppe', 'Rose Yu'])[0])
    site.write('speakers/rose-yu.md', biography('Rose Yu')[0])
    assert [problem.partition('; ')[0] for problem in site.problems] == [
        'speakers/rose-yu.md:9:1: "Write your biography here." is still in this line',
        'talks/2019/p9.md:11:1: "Write your abstract here." is still in this line',
    ]
    assert site.problems[1].endswith('; write your abstract in its place [proceedings.markdown]')
    built = site.build(proceedings_repository=HOME)
    assert len(built.warnings) == 2
    assert invitation(built, 'talks/2019/p9') == 'No abstract yet. Add your abstract'
    assert 'Write your' not in built.text('talks/2019/p9')
    assert 'Write your' not in (built.out / 'talks/2019/program.json').read_text(encoding='utf-8')


def test_what_is_left_of_a_template_beside_prose_is_a_problem_and_not_shown(site: Site) -> None:
    site.write('talks/2019/p9.md', f'{PLACEHOLDERS[0]} We infer.\n')
    [problem] = site.problems
    assert problem.startswith('talks/2019/p9.md:1:1: "Write your abstract here." is still in this line')
    assert 'We infer.' in site.build().text('talks/2019/p9')


def test_a_template_with_prose_in_it_has_no_problem(site: Site) -> None:
    [text, short] = abstract('Likelihood-free inference', ['Gilles Louppe', 'Rose Yu'])
    for template in (text, short, with_steps(text, STEPS)):
        site.write('talks/2019/p9.md', template.replace(PLACEHOLDERS[0], 'We infer.'))
        assert site.problems == []
    used = (
        with_examples(text).replace('first', 'one').replace('second', 'other').replace('example.org/', 'example.org/my')
    )
    site.write('talks/2019/p9.md', used.replace(PLACEHOLDERS[0], 'We infer.'))
    assert site.problems == []
    talk = site.program.talks['2019/p9']
    assert talk.keywords == ('one keyword', 'other keyword')
    assert {link.kind for link in talk.links} == {'code', 'slides'}
    shown = biography('Rose Yu')[0].replace(PLACEHOLDERS[1], 'She infers.')
    site.write('speakers/rose-yu.md', shown)
    assert site.problems == []
    assert 'notes, which no page shows' not in site.build().text('talks/2019/p9')


def with_examples(text: str) -> str:
    return re.sub('^# (keywords|links)', r'\1', text, flags=re.MULTILINE)


def test_an_example_of_a_template_that_is_left_is_a_problem_and_not_shown(site: Site) -> None:
    site.write('talks/2019/p9.md', with_examples(abstract('X', [])[0]).replace(PLACEHOLDERS[0], 'We infer.'))
    site.write('speakers/rose-yu.md', with_examples(biography('Rose Yu')[0]).replace(PLACEHOLDERS[1], 'She infers.'))
    assert [problem.partition(' is the example of the template')[0] for problem in site.problems] == [
        'speakers/rose-yu.md:3:14: "https://example.org/your-page"',
        'speakers/rose-yu.md:3:53: "https://example.org/your-code"',
        'talks/2019/p9.md:3:12: "first keyword"',
        'talks/2019/p9.md:3:27: "second keyword"',
        'talks/2019/p9.md:4:15: "https://example.org/your-code"',
        'talks/2019/p9.md:4:56: "https://example.org/your-slides.pdf"',
    ]
    program = site.program
    assert program.talks['2019/p9'].keywords == program.talks['2019/p9'].links == program.people['rose-yu'].links == ()


def test_each_template_says_what_its_page_shows() -> None:
    assert '\n% The title and the names are on the page already:' in abstract('X', [])[0]
    assert '\n% The name is on the page already:' in biography('Rose Yu')[0]


@pytest.mark.parametrize(
    'title', ['---', '```{include} /etc/passwd', '--> <script>', 'a\n\nb\r\x0b\u2028\u202ec', '% {talk}`x`']
)
def test_whatever_a_title_holds_it_stays_a_comment_of_the_template(site: Site, title: str) -> None:
    text = abstract(title, ['Ada <b>', title])[0].replace(PLACEHOLDERS[0], 'We infer.')
    site.write('talks/2019/p9.md', text)
    assert site.problems == []
    assert text.splitlines()[-1] == 'We infer.'
    assert 'script' not in (page := site.build().page('talks/2019/p9')) or '--&gt;' not in page
    assert '<p>We infer.</p>' in page


def test_a_template_names_ten_people_at_most() -> None:
    people = [f'Person {number}' for number in range(3_000)]
    assert '% Person 0, Person 1,' in abstract('Long', people)[0]
    assert 'Person 9 and 2990 more' in abstract('Long', people)[0]
    assert 'Person 10' not in abstract('Long', people)[0]


def test_status_counts_a_template_as_no_abstract(site: Site) -> None:
    from datetime import date

    from proceedings.status.missing import lacks

    site.write('talks/2019/p9.md', abstract('Likelihood-free inference', [])[0])
    program = site.program
    found = lacks(program, program.editions['2019'], site.folder, date(2019, 1, 1))
    assert [lack.lacking for lack in found if (lack.thing, lack.group) == ('abstract', 'posters')] == [
        (('p9', 'Likelihood-free inference'),)
    ]


SLIPS = {
    'bold in LaTeX': ('We \\textbf{infer}.', '1:1: notice: \\textbf is shown as it stands, since it is in no formula;'),
    'a citation': ('As \\citep{smith}.', '1:1: notice: \\citep is shown as it stands, since it is in no formula; writ'),
    'a list in LaTeX': ('Text\n\n\\item one', '3:1: notice: \\item is shown as it stands, since it is in no formula; '),
    'quotes of LaTeX': ("One\n``two''", '2:1: notice: the quotes of LaTeX are no quotes here (``two\'\'); write "…"'),
    'bullets': ('One:\n\n• two\n• three', '3:1: notice: "•" makes no list here; write "- " instead'),
    'a broken table': ('| a | b |\n| 1 | 2 |', '1:1: notice: this is not read as a table; the line below its first ro'),
    'a table with another number of cells': ('| a | b |\n|---|\n| 1 | 2 |', '1:1: notice: this is not read as a table'),
    'a formula without an end': ('One\n\nTwo\n$x is large', '4:1: notice: this "$" begins no formula, since none ends'),
    'two amounts of money': ('From $5 to $10 each.', '1:1: notice: "$5 to $" is shown as a formula; if it is an amoun'),
    'BibTeX': ('Text\n\n@article{smith,\n title={x}}', '3:1: notice: BibTeX is shown as it stands (@article{…); write'),
    'the title as a heading': ('# Likelihood-free inference\n\nText', '1:1: notice: the page shows the title already;'),
    'the title in bold': ('\n**Likelihood-Free Inference**\n\nText', '2:1: notice: the page shows the title already; '),
    'the names': ('*Gilles Louppe*^1, Rose Yu^2\n\nText', '1:1: notice: the page shows the authors already; delete th'),
    'the word abstract': ('## Abstract\n\nText', '1:1: notice: the page is known to be the abstract; delete this line'),
    'a whole paper': ('word ' * 5000, '1:1: notice: 5,000 words are much for one page, of which readers see the first'),
    'facts without an end': ('---\nkeywords: [a]\n\nText', '1:1: the facts that begin here have no end; write --- on '),
    'facts below an empty line': ('\n---\nkeywords: [a]\n---\nText', '2:1: the facts above the prose have to begin in'),
    'a template without its first line': (
        abstract('X', [])[0].removeprefix('---\n'), '1:1: the facts above the prose begin with a line of three',
    ),
    'facts without a beginning': ('keywords: [a]\n---\nText', '1:1: the facts above the prose begin with a line of t'),
    'a dash for three hyphens': ('—--\nkeywords: [a]\n---\nText', '1:1: "—--" is not three hyphens, between which'),
    'two hyphens': ('--\nkeywords: [a]\n---\nText', '1:1: "--" is not three hyphens, between which the facts above'),
    'a dash at the end': ('---\nkeywords: [a]\n—\nText\n\n---\n', '3:1: "—" is not three hyphens'),
    'an abstract between hyphens': ('---\nWe infer, and so on.\n---\n', '2:1: this text is not shown: text stands bel'),
    'a title among the facts': ('---\ntitle: X\n---\nText', '2:1: "title" cannot stand here: the page has it from the'),
    'an abstract among the facts': ('---\nabstract: X\n---\n', '2:1: "abstract" cannot stand here: prose stands below'),
    'curly quotes among the facts': ('---\nkeywords: [“a”]\n---\nText', '2:12: notice: curly quotes are part of the t'),
    'a formula of LaTeX in a line': ('A talk \\(x\\).', '1:1: notice: \\(x\\) is shown as it stands, and not as a for'),
    'a formula of LaTeX': ('About\n\\[E=mc^2\\].', '2:1: notice: \\[E=mc^2\\] is shown as it stands, and not as a for'),
    'bold of old': ('A {\\bf bold} one.', '1:1: notice: \\bf is shown as it stands, since it is in no formula; write '),
    'a tie': ('As in Fig.~1 of it.', '1:1: notice: the "~" in "Fig.~1" is shown as it stands; write a space'),
    'single quotes of LaTeX': ("A `fine' one.", '1:1: notice: the quotes of LaTeX are no quotes here (`fine\'); write'),
    'two of them': ("A `fine' and `good' one.", "1:1: notice: the quotes of LaTeX are no quotes here (`fine' and"),
    'a double $ in a line': ('$$ x = 1 $$ and more.', '1:1: notice: $$ makes no formula within a line; write $x = 1$ '),
    'text behind a formula': ('$$\nx\n$$ lost\n\n$$\ny\n$$', '3:1: notice: "lost" is lost in the formula that begins '),
    'an equation in a line': ('See \\begin{equation}', '1:1: notice: \\begin{equation} is shown as it stands, since i'),
    'an abstract in LaTeX': ('\\begin{abstract}\nWe', '1:1: notice: \\begin{abstract} is shown as it stands, since it'),
    'a percent sign': ('We lose 100\n% of it.', '2:1: notice: this line is not shown, since it begins with a percent '),
    'bullets of Word': ('o one\no two', '1:1: notice: "o" makes no list here; write "- " instead, and an empty line a'),
    'dashes': ('– one\n\n– two', '1:1: notice: "–" makes no list here; write "- " instead, and an empty line above'),
    'dots': ('·\tone', '1:1: notice: "·" makes no list here; write "- " instead, and an empty line above'),
    'a label and the title': ('**Title: Likelihood-free inference**\n\nWe', '1:1: notice: the page shows the title al'),
    'a label and the names': ('Authors: Rose Yu\n\nWe', '1:1: notice: the page shows the authors already;'),
    'a label in the line': ('Abstract. We infer.', '1:1: notice: the page is known to be the abstract; delete "Abstra'),
    'keywords': ('We infer.\n\n**Keywords:** sand', '3:1: notice: keywords stand above the prose, in a line such as k'),
    'an indented paragraph': ('    We infer what is there.', '1:1: notice: four spaces or a tab make code of this lin'),
    'a space in the name of an image': ('![f](fig 1.png)', '1:1: notice: ![f](fig 1.png) is shown as it stands, for t'),
    'a space in a link': ('[f](fig 1.pdf)', '1:1: notice: [f](fig 1.pdf) is shown as it stands, for the space in it; '),
    'HTML': ('H<sub>2</sub>O', '1:1: no HTML here (<sub>); write {sub}`2`, or put code between backticks'),
}  # fmt: skip


@pytest.mark.parametrize('slip', SLIPS)
def test_a_common_slip_is_told_with_its_place_and_the_way_out(site: Site, slip: str) -> None:
    text, problem = SLIPS[slip]
    (site.folder / 'talks/2019').mkdir(parents=True)
    (site.folder / 'talks/2019/p9.md').write_text(text, encoding='utf-8')
    assert site.problems[0].startswith(f'talks/2019/p9.md:{problem}')


@pytest.mark.parametrize(
    'text',
    [
        'It costs \\$5, or \\$10.',
        'Code: `\\textbf{x}` and `$x`.\n\n```latex\n\\cite{x}\n| a |\n```',
        '$\\mathbf{x} \\ref{a}$ and\n\n$$\n\\begin{aligned} x \\end{aligned}\n$$',
        '\\begin{equation}\nx\n\\end{equation}',
        '| a | b |\n|---|---|\n| 1 | $x$ |',
        'An abstract of “quotes” – and dashes — • bullets.',
        'Likelihood-free inference is hard.\n\nGilles Louppe said so.',
        'Rose Yu and others infer.',
        '---\n\nText: a rule above it.',
        'Mail <mailto:a@example.org>, $5$ and $10\\,\\mathrm{m}$.',
        '$2 \\times 3 $ and $10 $',
        "As in \\[1\\], `f'(x)`, `\\(x\\)` and ~/home.",
        '– said she\nand left',
        '```python\n% one\ntwo\n% three\n```',
        '% A note.\n% Another.\n\nText.\n\n% And one more.',
        'Text:\n\n    x = f(1)',
        'Abstract art is an art.',
    ],
)
def test_what_is_meant_as_it_is_is_no_slip(site: Site, text: str) -> None:
    site.write('talks/2019/p9.md', text)
    assert site.problems == []


@pytest.mark.parametrize(
    'text',
    [
        '# ' + '#' * 150_000 + 'x',
        '$1 ' + 'a' * 49_000 + '$',
        '---\n' + '#\n' * 60_000 + '!',
        '|' * 49_000 + 'x',
        '``a' * 40_000,
        '\n' * 100_000 + ' ' * 90_000,
        'Gilles Louppe, ' * 3_000,
        '---\nkeywords: [' + '-' * 90_000 + ']\n---\n',
        '\\(' * 24_000,
        '[]( ' * 12_000,
        'a~' * 24_000,
        '`a' * 24_000 + "'",
        '    ' + 'aa ' * 16_000 + '=',
        'o a\n' * 40_000,
    ],
    ids=lambda text: repr(text[:6]),
)
def test_no_text_takes_long_to_look_through(text: str) -> None:
    problems = Problems()
    report_slips(text, 'a.md', problems)
    report_repeated(text, 'Sand', {'gilles-louppe'}, 'a.md', problems)


def test_a_slip_is_no_warning_of_a_build(site: Site) -> None:
    site.write('talks/2019/p9.md', '# Likelihood-free inference\n\n• We \\textbf{infer}.\n')
    built = site.build()
    assert built.warnings == []
    assert 'notice: the page shows the title already' in built.messages


@pytest.mark.parametrize(
    ('file', 'problem'),
    [
        ('talks/2019/jax_md.md', 'no talk "jax_md" in program/2019.yml; did you mean "jax-md"? Rename the file to jax'),
        ('talks/2019/JAX-MD.md', 'no talk "JAX-MD" in program/2019.yml; did you mean "jax-md"? Rename the file to jax'),
        ('talks/2019/jax-md.markdown', 'is not read, for the end of its name; rename it to jax-md.md'),
        ('talks/2019/JAX_MD.MD', 'is not read, for the end of its name; rename it to jax-md.md'),
        ('talks/2019/jax-md-abstract.md', 'no talk "jax-md-abstract" in program/2019.yml; did you mean "jax-md"? Ren'),
        ('talks/2019/p9-abstract.md', 'no talk "p9-abstract" in program/2019.yml; did you mean "p9"? Rename the file'),
        ('talks/2019/jax-md.txt', 'such a file is not shown; rename it to talks/2019/jax-md.md'),
        ('talks/2019/jax-md', 'such a file is not shown; rename it to talks/2019/jax-md.md'),
        ('talks/2019/jax-md.md.docx', 'a Word file is not shown; copy its text into talks/2019/jax-md.md'),
        ('talks/2019/P9 Abstract.docx', 'a Word file is not shown; copy its text into talks/2019/p9.md'),
        ('talks/jax-md.md', 'no page can be here; move it to talks/2019/jax-md.md'),
        ('talks/surf.md', 'no page can be here; move it to the folder of its edition, as talks/2019/ ['),
        ('talks/2018/surf.md', 'no edition "2018"; did you mean "2019"? Rename the folder ['),
        ('jax-md.md', 'no page can be here; move it to talks/2019/jax-md.md'),
        ('program/jax-md.md', 'no page can be here; move it to talks/2019/jax-md.md'),
        ('Rose_Yu.md', 'no page can be here; move it to speakers/rose-yu.md'),
        ('speakers/Rose Yu.docx', 'a Word file is not shown; copy its text into speakers/rose-yu.md'),
    ],
)  # fmt: skip
def test_a_file_that_nobody_reads_does_not_pass_in_silence(site: Site, file: str, problem: str) -> None:
    site.write(file, 'Text.\n')
    [said] = site.problems
    assert said.startswith(f'{file}:1:1: {problem}')


def test_files_of_a_page_are_no_slip(site: Site) -> None:
    site.write('talks/2019/jax-md.md', 'Text.\n')
    for name in (
        'talks/2019/jax-md.txt',
        'talks/2019/data.csv',
        'talks/2019/notes.txt',
        'README.md',
        'talks/2019/.keep',
    ):
        site.write(name, 'Text.\n')
    assert site.problems == []


# The preview of a pull request


@pytest.fixture
def proposal(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A clone of a site on Read the Docs, on the branch of somebody's proposal."""
    filled(site)
    origin = Site(site.folder.parent / 'origin')
    site.folder.rename(origin.folder)
    git(origin, 'init', '--quiet', '--initial-branch', 'trunk')
    commit(origin)
    git(origin, 'clone', '--quiet', '.', str(site.folder))
    git(site, 'checkout', '--quiet', '-b', 'external-7')
    monkeypatch.setenv('READTHEDOCS', 'True')
    monkeypatch.setenv('READTHEDOCS_VERSION_TYPE', 'external')
    monkeypatch.setenv('READTHEDOCS_VERSION', '7')
    return site


def commit(site: Site) -> None:
    git(site, 'add', '.')
    git(site, '-c', 'commit.gpgsign=false', 'commit', '--quiet', '--no-verify', '-m', 'Change')


def preview(built: Built) -> tuple[str, list[str]]:
    """What the home page says of the proposal, and the pages that it leads to."""
    found = re.search('<aside class="proceedings-preview".*?</aside>', built.page('index'))
    said = found[0] if found else ''
    return ' '.join(re.sub('<[^>]*>', ' ', said).split()), re.findall('href="([^"]*)"', said)


def test_a_preview_leads_to_the_pages_that_a_proposal_changes(proposal: Site) -> None:
    proposal.write('talks/2019/p9.md', 'There it is.\n')
    proposal.write('talks/2019/José "b".png', 'No page.\n')
    proposal.edit('program/2019.yml', 'title: Tagged', 'title: Tagged & labelled')
    (proposal.folder / 'speakers/rose-yu.md').unlink()
    commit(proposal)
    said, pages = preview(proposal.build())
    assert said.startswith('This is a preview of pull request 7. Nothing in it is published yet. It changes:')
    assert 'Tagged &amp; labelled' in said
    assert pages == ['talks/2019/tagged.html', 'talks/2019/index.html', 'speakers/rose-yu.html', 'talks/2019/p9.html']


def test_what_the_main_branch_has_changed_since_is_not_of_the_proposal(proposal: Site) -> None:
    proposal.write('talks/2019/p9.md', 'There it is.\n')
    commit(proposal)
    origin = Site(proposal.folder.parent / 'origin')
    origin.write('talks/2019/causality.md', 'Another.\n')
    commit(origin)
    git(proposal, 'fetch', '--quiet')
    assert preview(proposal.build())[1] == ['talks/2019/p9.html']


def test_a_proposal_that_changes_no_page_shows_nothing(proposal: Site) -> None:
    proposal.write('README.md', 'Words.\n')
    commit(proposal)
    built = proposal.build()
    assert preview(built) == ('', [])
    assert built.warnings == []


@pytest.mark.parametrize('missing', ['git', 'repository', 'origin', 'service'])
def test_where_it_cannot_be_known_nothing_is_shown(
    proposal: Site, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    proposal.write('talks/2019/p9.md', 'There it is.\n')
    commit(proposal)
    if missing == 'git':
        monkeypatch.setenv('PATH', '/nowhere')
    elif missing == 'repository':
        (proposal.folder / '.git').rename(proposal.folder / 'no-git')
    elif missing == 'origin':
        git(proposal, 'remote', 'remove', 'origin')
    else:
        monkeypatch.setenv('READTHEDOCS_VERSION_TYPE', 'branch')
    built = proposal.build()
    assert preview(built) == ('', [])
    assert built.warnings == []


# The way with pictures

TEMPLATES = ROOT / '_ext/proceedings/new_site/templates'
PICTURES = sorted((TEMPLATES / 'pictures').glob('*.svg'))


@pytest.mark.parametrize('path', PICTURES, ids=[path.name for path in PICTURES])
def test_a_picture_is_light_legible_on_a_phone_and_dark_on_a_dark_page(path: Path) -> None:
    assert path.stat().st_size < 3_000
    drawing = ElementTree.parse(path).getroot()
    space = '{http://www.w3.org/2000/svg}'
    assert drawing.findtext(f'{space}title')
    assert drawing.attrib['viewBox'].split()[2] == drawing.attrib['width'] == '480'
    assert min(int(text.attrib['font-size']) for text in drawing.iter(f'{space}text')) >= 19
    style = drawing.findtext(f'{space}style') or ''
    assert '@media (prefers-color-scheme:dark)' in style
    used = ' '.join(element.get('class', '') for element in drawing.iter()).split()
    assert set(used) <= set(re.findall(r'\.([a-z]+)\{', style))
    assert {element.tag.removeprefix(space) for element in drawing.iter()} <= {
        'svg',
        'title',
        'style',
        'rect',
        'text',
        'path',
        'circle',
    }
    assert 'href' not in path.read_text(encoding='utf-8')


@pytest.mark.parametrize('path', [ROOT / 'CONTRIBUTING.md', TEMPLATES / 'CONTRIBUTING.md'], ids=['here', 'new sites'])
def test_the_way_is_shown_in_pictures_that_say_what_is_to_be_seen(path: Path) -> None:
    shown = re.findall(r'!\[([^]]*)\]\(([^)]*\.svg)\)', path.read_text(encoding='utf-8'))
    assert [path.parent / name for _, name in shown] == [
        TEMPLATES / 'pictures' / name for name in ('page.svg', 'write.svg', 'propose.svg', 'checks.svg')
    ]
    assert all(len(words) > 60 for words, _ in shown)


@pytest.mark.parametrize(
    ('home', 'first', 'image', 'is_github'),
    [
        (HOME, 'Fork this repository', 'Add file > Upload files', True),
        ('https://gitlab.com/sea/site', 'and follow **Add your abstract** again', '+ > Upload file', False),
        ('https://codeberg.org/sea/site', 'Add file > New file', 'Add file > Upload file', False),
        ('https://bitbucket.org/sea/site', 'If Bitbucket then says', 'Add file > Upload file', False),
    ],
)
def test_the_steps_of_a_new_site_are_those_of_its_forge(home: str, first: str, image: str, *, is_github: bool) -> None:
    day = date(2031, 5, 3)
    made = files(Answers(
        title='Tides', start=day, end=day, edition='2031', timezone='UTC', place={}, repository=of_setting(home),
        requirement='proceedings',
    ))  # fmt: skip
    steps = made['CONTRIBUTING.md'].partition('A **biography**')[0]
    for words in (first, f'**{image}**', 'If the editor is empty', 'your first proposal' if 'lab' not in home else ''):
        assert words in ' '.join(steps.split())
    assert re.findall(r'^(\d)\. ', steps, re.MULTILINE) == list('12345678')
    shown = re.findall(r'\((pictures/.*?)\)', steps)
    assert sorted(shown) == [name for name in made if name.startswith('pictures/')]
    assert ('pictures/propose.svg' in shown) is is_github
    assert ('GitHub' in steps) is is_github


# In a browser


@pytest.mark.parametrize('width', WIDTHS)
@pytest.mark.parametrize('name', ['talks/2019/p9', 'talks/2019/jax-md', 'speakers/ekin-cubuk'])
def test_its_links_are_seen_reached_by_keyboard_and_in_nobodys_way(
    built: Built, page: Page, serve: Callable[[Path], str], name: str, width: int
) -> None:
    page.set_viewport_size({'width': width, 'height': 800})
    requests: list[str] = []
    page.on('request', lambda request: requests.append(request.url))
    page.goto(f'{serve(built.out)}/{name}.html')
    links = page.locator('.proceedings-invitation a').all()
    assert len(links) == (1 if name.endswith('jax-md') else 2)
    for found in links:
        assert found.is_visible()
        box = found.bounding_box()
        assert box is not None
        assert min(box['height'], box['width']) >= 24
        assert box['x'] + box['width'] <= width
    assert page.evaluate('document.documentElement.scrollWidth <= innerWidth')
    page.evaluate("document.querySelector('h1').tabIndex = -1; document.querySelector('h1').focus()")
    for _ in range(40):
        page.keyboard.press('Tab')
        if page.evaluate("document.activeElement.matches('.proceedings-invitation a:last-child')"):
            break
    assert page.evaluate("document.activeElement.matches('.proceedings-invitation a:last-child')")
    assert violations_in_both_schemes(page) == []
    assert [address for address in requests if not address.startswith(serve(built.out))] == []


MISSING = {
    'an image': (
        'One\n\n![f](no.png)',
        '3:1: no file "no.png"; is it in talks/2019/, and is its name spelled the same?',
    ),
    'a figure': ('One\n\n```{figure} no.png\nTwo\n```', '3:1: no file "no.png"; is it in talks/2019/, and is its name'),
    'a page': ('One\n[x](foo.md)', '2:1: no page "foo.md"; link to a talk with {talk}`2019/its-id`, to a person with'),
    'a file': ('One\n[x](foo.pdf)', '2:1: no file "foo.pdf"; is it in talks/2019/, and is its name spelled the same?'),
    'a talk': ('One\n{talk}`2019/jaxmd`', '2:1: no talk "2019/jaxmd"; did you mean "2019/jax-md"?'),
    'a talk unlike all': ('{talk}`x <9/y>`', '1:1: no talk "9/y"; write one as in {talk}`2019/causality`'),
    'a speaker': (':::{note}\n{speaker}`Nobody`\n:::', '2:1: no speaker "Nobody"; write one as in {speaker}`'),
    'a speaker by name': ('{speaker}`Rose Yu`', '1:1: no speaker "Rose Yu"; did you mean "rose-yu"?'),
    'a session': ('{session}`2019/poster`', '1:1: no session "2019/poster"; did you mean "2019/posters"?'),
    'an edition': ('{edition}`2018`', '1:1: no edition "2018"; did you mean "2019"?'),
}


@pytest.fixture(scope='module')
def missing(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Built]:
    """A site whose every talk mentions something else that is not there, and what its build says."""
    site = filled(Site(tmp_path_factory.mktemp('missing') / 'site'))
    site.write('index.md', '# Tides\n\nSee {talk}`2019/jaxmd`, `{talk}`, and {talk}`2019/p9`.\n\n```\n{talk}`x`\n```\n')
    talks = ''.join(f'- {{id: t{number}, title: About {what}}}\n' for number, what in enumerate(MISSING))
    site.add('program/2019.yml', talks)
    for number, (text, _) in enumerate(MISSING.values()):
        site.write(f'talks/2019/t{number}.md', f'{text}\n')
    return site, site.build()


@pytest.mark.parametrize('what', MISSING)
def test_what_a_page_refers_to_and_is_not_there_is_said_by_check_and_once_by_a_build(
    missing: tuple[Site, Built], what: str
) -> None:
    site, built = missing
    file = f'talks/2019/t{list(MISSING).index(what)}.md'
    place, _, message = MISSING[what][1].partition(': ')
    [problem] = [problem for problem in site.problems if problem.startswith(file) and 'talk in no' not in problem]
    assert problem.startswith(f'{file}:{place}: {message}')
    [warning] = [warning for warning in built.warnings if file in warning]
    assert message in warning


def test_so_is_what_a_page_of_an_organizer_mentions(missing: tuple[Site, Built]) -> None:
    site, built = missing
    message = 'no talk "2019/jaxmd"; did you mean "2019/jax-md"? [proceedings.talk]'
    assert [problem for problem in site.problems if problem.startswith('index.md')] == [f'index.md:3:1: {message}']
    assert len([warning for warning in built.warnings if 'index.md' in warning]) == 1


def test_what_may_be_on_another_site_is_for_a_build_to_find(site: Site) -> None:
    site.write('talks/2019/p9.md', 'As {talk}`1999/old`.\n')
    assert len(site.problems) == 1
    site.add('conf.py', 'intersphinx_mapping = {}\n')
    assert site.problems == []


def test_a_file_that_is_not_utf_8_is_a_problem_and_all_else_is_built(site: Site) -> None:
    site.write('talks/2019/jax-md.md', 'Good.\n')
    (site.folder / 'talks/2019/p9.md').write_bytes('Größe.\n'.encode('latin-1'))
    assert site.problems == ['talks/2019/p9.md:1:1: is not UTF-8 text; save it as UTF-8 [proceedings.file]']
    built = site.build()
    assert [warning.partition(' WARNING: ')[2] for warning in built.warnings] == [
        'is not UTF-8 text; save it as UTF-8 [proceedings.file]'
    ]
    assert 'Likelihood-free inference' in built.text('talks/2019/p9')
    assert 'Good.' in built.text('talks/2019/jax-md')
    site.write('talks/2019/p9.md', 'Größe.\n')
    built = site.build()
    assert built.warnings == []
    assert 'Größe.' in built.text('talks/2019/p9')
