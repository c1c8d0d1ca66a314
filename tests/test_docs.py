"""The guide in docs/: complete, true, without a dead end. So are README and CONTRIBUTING, as far as that can be tested.

A ```yaml block is a whole file, or the part of one that its first word says; what it leaves out is added here, since an
edition needs a day and a time zone, and rows name talks. A block of any other file begins with its name, as a comment,
and has only to be YAML.
"""

from __future__ import annotations

import argparse
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from lxml import html
from playwright.sync_api import Page, expect

from axe import WIDTHS, violations_in_both_schemes
from conftest import ROOT, Site, built_once
from proceedings import cli, directives, extension
from proceedings.domain import ProceedingsDomain
from proceedings.load import load
from proceedings.new_site.files import TEMPLATES
from proceedings.problems import SUBTYPES
from proceedings.schema.entries import EditionFile
from proceedings.schema.generator import descriptions
from proceedings.schema.values import Entry
from proceedings.sources import documents_of
from proceedings.vocabulary import CORRECTION_KINDS, KINDS, Status

DOCS = ROOT / 'docs'
sys.path.insert(0, str(DOCS / '_ext'))

import guide as extension_of_guide  # noqa: E402

PROSE = [ROOT / 'README.md', ROOT / 'CONTRIBUTING.md', *sorted(DOCS.glob('*.md'))]
PAGES = sorted(path.stem for path in DOCS.glob('*.md'))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(scope='session')
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the HTML of the guide, built without a warning."""
    left_out = shutil.ignore_patterns('*.stub', '_build', '__pycache__')
    return built_once(
        tmp_path_factory, 'guide', lambda folder: shutil.copytree(DOCS, folder, dirs_exist_ok=True, ignore=left_out)
    )


@cache
def parsed(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_text(encoding='utf-8'))


def words(element: html.HtmlElement) -> str:
    return ' '.join(element.text_content().split())


# It is complete


FIELDS = [
    (model, name)
    for model in extension_of_guide.models().values()
    for name, _, _ in extension_of_guide.fields_of(model)
]


def said_of(model: type[Entry], field: str) -> str:
    return descriptions(model).get(model.model_fields[field].alias or field, '')


def test_every_field_says_what_it_is_for() -> None:
    silent = [(model.__name__, field) for model, field in FIELDS if not said_of(model, field)]
    assert silent == []


def test_every_field_of_every_model_is_in_the_guide_with_its_description(guide: Path) -> None:
    page = parsed(guide / 'fields.html')
    for model, field in FIELDS:
        term = page.get_element_by_id(extension_of_guide.anchor(model, field))
        assert term.text_content().startswith(f'{field} ')
        assert letters(term.getnext().text_content()) == letters(said_of(model, field))


def letters(text: str) -> str:
    """*text* without quotes, which Sphinx writes in another way, and without the marks of code."""
    return re.sub('[`\'"‘’“”\\s]', '', text)


def test_every_model_has_an_example_in_the_guide() -> None:
    text = (DOCS / 'fields.md').read_text(encoding='utf-8')
    for name in extension_of_guide.models():
        section = text.partition(f'```{{fields}} {name}\n')[2].partition('\n## ')[0].partition('\n(entry-')[0]
        assert '```yaml' in section or name in ('series-file', 'people-file'), name


def test_every_word_that_a_program_knows_is_in_the_guide() -> None:
    text = (DOCS / 'fields.md').read_text(encoding='utf-8')
    for name, known in {'kind': KINDS, 'status': Status, 'correction-kind': CORRECTION_KINDS}.items():
        entry = text.partition(f'(value-{name})=\n')[2].partition('\n\n')[0]
        assert {*known} <= set(re.findall('`([a-z]+)`', entry))


def test_every_setting_is_in_the_guide_with_its_description(guide: Path) -> None:
    sources = (ROOT / '_ext/proceedings').rglob('*.py')
    used = [re.findall(r'config\.(proceedings_\w+)', path.read_text(encoding='utf-8')) for path in sources]
    names = {name for names in used for name in names}
    listed = {words(term).split()[0]: words(term.getnext()) for term in parsed(guide / 'settings.html').iter('dt')}
    assert len(names) >= 4
    assert [name for name in sorted(names) if not listed.get(name)] == []


def test_every_command_and_option_is_in_the_guide(guide: Path) -> None:
    page = words(parsed(guide / 'commands.html'))
    for name, command in commands().items():
        assert f'proceedings {name}' in page
        for action in command._actions:
            assert all(option in page for option in action.option_strings)


def commands() -> dict[str, argparse.ArgumentParser]:
    actions = cli.parser()._actions
    return next(action.choices for action in actions if isinstance(action, argparse._SubParsersAction))


def test_every_sort_of_problem_is_in_the_guide_with_what_to_do(guide: Path) -> None:
    page = parsed(guide / 'problems.html')
    for subtype, meaning in SUBTYPES.items():
        term = page.get_element_by_id(f'problem-{subtype}')
        assert meaning in words(term)
        assert words(term.getnext())


def examples() -> str:
    """What the live examples of the guide are made of."""
    text = (DOCS / 'pages.md').read_text(encoding='utf-8')
    found = re.findall(r'^(`{3,})\{example\}\n(.*?)^\1$', text, re.MULTILINE | re.DOTALL)
    return '\n'.join(body for _, body in found)


def test_every_role_has_a_live_example() -> None:
    assert set(re.findall(r'\{([a-z]+)\}`', examples())) == set(ProceedingsDomain.roles)


def test_every_directive_has_a_live_example_of_each_option() -> None:
    code = Path(extension.__file__).read_text(encoding='utf-8')
    registered = dict(re.findall(r"app.add_directive\('(\w+)', (\w+)\)", code))
    shown = [
        (name, option)
        for name, body in re.findall(r'^```\{(\w+)\}[^\n]*\n(.*?)^```$', examples(), re.MULTILINE | re.DOTALL)
        for option in re.findall(r'^:(\w+):', body, re.MULTILINE) or ['']
    ]
    options = [(name, ['', *(getattr(directives, cls).option_spec or {})]) for name, cls in registered.items()]
    assert set(shown) == {(name, option) for name, has in options for option in has}


# What it says is true


def blocks(language: str) -> list[tuple[str, str]]:
    """(where, text) of each fenced block of a language."""
    found = []
    for path in PROSE:
        text = path.read_text(encoding='utf-8')
        for match in re.finditer(rf'^( *)```{language}\n(.*?)^ *```$', text, re.MULTILINE | re.DOTALL):
            code = re.sub(rf'^{match[1]}', '', match[2], flags=re.MULTILINE)
            found.append((f'{name_of(path)}:{text[: match.start()].count(chr(10)) + 1}', code))
    return found


MINIMAL = 'edition: {start: 2031-05-02, timezone: Europe/Paris}\n'


def files_of(block: str) -> dict[str, str]:
    """The files of a program that has *block* in it."""
    name = re.match(r'# (\S+\.\S+)\n', block)
    files = {'program/series.yml': 'series: {title: Workshop on Tides}\n', 'program/2031.yml': MINIMAL}
    if name and not name[1].startswith('program/'):
        yaml.safe_load(block)
        return files
    key = re.search(r'^(?:---|\w+(?=:))', block, re.MULTILINE)[0]
    if key == '---':
        files['talks/2031/sand.md'] = block
        files['program/2031.yml'] = complete('talks: [{id: sand, title: Sand, kind: invited}]\n')
    elif key == 'series':
        files['program/series.yml'] = block
    elif key == 'people':  # who has no role is a notice
        files['program/people.yml'] = block
        people = yaml.load(block, yaml.BaseLoader)['people']
        files['program/2031.yml'] += f'reviewers: [{", ".join(person["name"] for person in people)}]\n'
    else:
        assert key in EditionFile.model_fields, 'of which file is this? begin it with "# program/2031.yml", or the like'
        files[name[1] if name else 'program/2031.yml'] = complete(block)
    return files


def complete(block: str) -> str:
    """The text of an edition that says what *block* says: with a day, the talks that it names, a row for each talk."""
    said = yaml.load(block, yaml.BaseLoader)
    if 'edition' not in said:
        block = f'{MINIMAL}{block}'
    elif 'start' not in said['edition']:
        block = block.replace('edition:\n', 'edition:\n  start: 2031-05-02\n  timezone: Europe/Paris\n')
    written = [talk['id'] for talk in said.get('talks', ())]
    shown = [id for row in said.get('schedule', ()) for id in talks_of(row)]
    named = [*shown, *mentioned(said.get('changes', ()), 'talk'), *mentioned(said.get('talks', ()), 'replaced_by')]
    block = with_items(
        block, 'talks', [f'{{id: {id}, title: {id}}}' for id in dict.fromkeys(named) if id not in written]
    )
    waiting = [id for id in dict.fromkeys([*written, *named]) if id not in shown]
    row = f'{{time: 23:00-23:30, title: The rest, kind: poster, talks: [{", ".join(waiting)}]}}'
    return with_items(block, 'schedule', [row] if waiting else [])


def with_items(block: str, key: str, items: list[str]) -> str:
    """*block* with more items at the beginning of a list, which may not be there yet."""
    lines = ''.join(f'- {item}\n' for item in items)
    if not items or f'\n{key}:\n' in f'\n{block}':
        return f'\n{block}'.replace(f'\n{key}:\n', f'\n{key}:\n{lines}')[1:]
    return f'{block}{key}:\n{lines}'


def talks_of(row: dict) -> list[str]:
    slots = [row['talk']] if 'talk' in row else row.get('talks', ())
    return [slot if isinstance(slot, str) else slot['talk'] for slot in slots]


def mentioned(entries: Iterable[dict], key: str) -> list[str]:
    return [entry[key] for entry in entries if key in entry]


YAML = blocks('yaml')


@pytest.mark.parametrize('block', [block for _, block in YAML], ids=[where for where, _ in YAML])
def test_every_example_in_yaml_is_without_problems(tmp_path: Path, block: str) -> None:
    files = files_of(block)
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding='utf-8')
    assert [str(problem) for problem in load(tmp_path).problems] == []


def test_the_program_of_the_guide_is_without_problems() -> None:
    assert [str(problem) for problem in load(DOCS).problems] == []


def test_the_problem_that_the_guide_shows_is_said_like_that(tmp_path: Path) -> None:
    shutil.copytree(DOCS / 'program', tmp_path / 'program')
    site = Site(tmp_path)
    site.edit('program/2031.yml', 'talks: [sand,', 'talks: [snad,')
    assert f'```text\n{site.problems[0]}\n```' in (DOCS / 'problems.md').read_text(encoding='utf-8')


PYTHON = blocks('python')


@pytest.mark.parametrize('block', [block for _, block in PYTHON], ids=[where for where, _ in PYTHON])
def test_every_example_of_conf_py_is_python(block: str) -> None:
    compile(block, 'conf.py', 'exec')


@pytest.fixture
def new_site(tmp_path: Path) -> Site:
    """What `proceedings new` makes."""
    facts = ('--title', 'Workshop on Tides', '--start', '2031-05-02', '--timezone', 'Europe/Paris')
    assert cli.main(['new', str(tmp_path / 'tides'), '--yes', *facts]) == 0
    return Site(tmp_path / 'tides')


@pytest.mark.parametrize('heading', ['A look of your own', 'Another theme', 'Another host', 'Another language'])
def test_the_recipes_for_conf_py_work(new_site: Site, heading: str) -> None:
    text = (DOCS / 'recipes-site.md').read_text(encoding='utf-8')
    recipe = text.partition(f'\n## {heading}\n')[2].partition('\n## ')[0]
    if 'delete `html_theme_options`' in recipe:
        settings = (new_site.folder / 'conf.py').read_text(encoding='utf-8')
        options = re.search(r'^html_theme_options = {.*?^}$', settings, re.MULTILINE | re.DOTALL)[0]
        new_site.write('conf.py', settings.replace(options, ''))
    for code in [
        *re.findall(r'```python\n(.*?)```', recipe, re.DOTALL),
        *re.findall(r'`(\w+ = .+?)` in `conf', recipe),
    ]:
        new_site.add('conf.py', code + '\n')
    for style in re.findall(r'```css\n/[*] (.*?) [*]/\n(.*?)```', recipe, re.DOTALL):
        new_site.write(*style)
    for image in re.findall(r"'(static/.*[.]svg)'", recipe):
        new_site.write(image, '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="9"/></svg>')
    built = new_site.build()
    assert built.warnings == []
    home = parsed(built.out / 'index.html')
    if 'html_logo' in recipe:
        assert words(home.find_class('navbar-brand')[0]) == 'Workshop on Tides'


def test_a_style_sheet_of_ones_own_has_the_last_word(site: Site) -> None:
    site.add('conf.py', "html_static_path = ['static']\nhtml_css_files = ['own.css']\n")
    site.write('static/own.css', '')
    page = parsed(site.build().out / 'index.html')
    assert re.search(r'/own[.]css', page.xpath('//link[@rel="stylesheet"]/@href')[-1])


def code_of(path: Path) -> Iterator[str]:
    """Each line of code of a page: what is between backticks, and what is typed into a terminal."""
    text = path.read_text(encoding='utf-8')
    fenced = r'^ *(`{3,})([^\n]*)\n(.*?)^ *\1$'
    for _, language, body in re.findall(fenced, text, re.MULTILINE | re.DOTALL):
        if language in ('console', 'sh', 'bash', 'shell'):
            yield from (line.strip().removeprefix('$ ') for line in body.splitlines())
    yield from re.findall(r'`([^`]+)`', re.sub(fenced, '', text, flags=re.MULTILINE | re.DOTALL))


LINES = sorted({(name_of(path), ' '.join(line.split())) for path in PROSE for line in code_of(path)})
CALLS = [(where, line) for where, line in LINES if re.match(r'(?:\S*/)?proceedings [a-z]', line)]
MAKES = [(where, line) for where, line in LINES if re.match(r'make [a-z]', line)]


@pytest.mark.parametrize(('where', 'line'), CALLS, ids=[f'{where}: {line}' for where, line in CALLS])
def test_every_command_that_is_named_can_be_called_like_that(
    where: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = shlex.split(re.split(r' (?:\||>|&&|#) ', line)[0])[1:]
    assert arguments[0] in commands()
    needed = [action for action in commands()[arguments[0]]._actions if action.required and not action.option_strings]
    if len(arguments) == 1:  # the name of the command, in a sentence
        arguments += ['X'] * len(needed)
    try:
        cli.parser().parse_args([argument.replace('…', 'X') for argument in arguments])
    except SystemExit as stopped:
        said = capsys.readouterr().err
        assert stopped.code == 0 or re.search('there is no (?:file|folder)|not a date', said), said  # noqa: PT017


@pytest.mark.parametrize(('where', 'line'), MAKES, ids=[f'{where}: {line}' for where, line in MAKES])
def test_every_target_of_make_that_is_named_is_there(where: str, line: str) -> None:
    makefiles = (ROOT / 'Makefile', TEMPLATES / 'Makefile')  # of this repository, and of a site of one's own
    makefile = ''.join(path.read_text(encoding='utf-8') for path in makefiles)
    listed = re.search(r'^BUILDERS = (.*)$', makefile, re.MULTILINE)[1].split()
    assert line.split()[1].rstrip(',') in {*listed, *re.findall(r'^([a-z-]+):', makefile, re.MULTILINE)}


# It leads somewhere, and to no other host


@pytest.mark.parametrize('name', PAGES)
def test_every_link_of_the_guide_leads_somewhere(guide: Path, name: str) -> None:
    file = guide / f'{name}.html'
    for address in parsed(file).xpath('//main//a/@href | //nav//a/@href'):
        parts = urlsplit(address)
        if parts.scheme or address == '#':
            continue
        target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
        assert target.exists(), address
        if parts.fragment and target.suffix == '.html' and not parts.query:
            assert parsed(target).xpath('boolean(//*[@id=$id])', id=unquote(parts.fragment)), address


@pytest.mark.parametrize('name', ['README.md', 'CONTRIBUTING.md'])
def test_every_link_of_the_pages_for_the_forge_leads_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding='utf-8')
    prose = re.sub(r'^ *(`{3,}).*?^ *\1$|`[^`\n]*`', '', text, flags=re.MULTILINE | re.DOTALL)
    for address in re.findall(r'\]\(([^)\s]+)\)', prose):
        path, _, fragment = address.partition('#')
        if '://' in address:
            continue
        target = ROOT / path if path else ROOT / name
        assert target.exists(), address
        if fragment:
            assert fragment in anchors(target), address


def anchors(path: Path) -> set[str]:
    """The anchors that a forge gives to the headings of a Markdown file."""
    headings = re.findall(r'^#+ (.*)$', path.read_text(encoding='utf-8'), re.MULTILINE)
    return {re.sub(r'[^\w\- ]', '', heading).strip().lower().replace(' ', '-') for heading in headings}


@pytest.mark.parametrize('name', PAGES)
def test_the_guide_loads_nothing_from_elsewhere(guide: Path, name: str) -> None:
    loaded = parsed(guide / f'{name}.html').xpath(
        '//script/@src | //img/@src | //link[contains("stylesheet preload icon", @rel)]/@href'
    )
    assert [address for address in loaded if urlsplit(address).netloc] == []


def test_the_guide_is_no_part_of_the_proceedings() -> None:
    built = documents_of(ROOT, load(ROOT).program)
    assert [name for name in built if name.startswith('docs')] == []


def test_make_and_read_the_docs_build_the_guide_and_forgive_no_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('MAKEFLAGS', '')
    made = subprocess.run(['make', '--dry-run', 'docs'], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.search(r'sphinx -nW --keep-going .* -b html docs _build/docs ', made)
    settings = yaml.safe_load((DOCS / '.readthedocs.yaml').read_text(encoding='utf-8'))
    assert settings['sphinx'] == {'configuration': 'docs/conf.py', 'builder': 'html', 'fail_on_warning': True}
    extras = tomllib.loads((ROOT / 'pyproject.toml').read_text(encoding='utf-8'))['project']['optional-dependencies']
    assert set(extras['docs']) <= set(extras['test'])  # what make docs has


def test_every_page_of_the_guide_is_in_its_table_of_contents(guide: Path) -> None:
    listed = parsed(guide / 'index.html').xpath('//nav[@class="guide-pages"]//a/@href')
    assert {address.removesuffix('.html') for address in listed} == {*PAGES} - {'index'}


# What it looks like


LOOKED_AT = ['index', 'fields', 'pages', 'recipes-schedule', 'import']


@pytest.mark.parametrize('width', WIDTHS)
@pytest.mark.parametrize('name', LOOKED_AT)
def test_axe_finds_nothing_in_the_guide(
    page: Page, guide: Path, serve: Callable[[Path], str], name: str, width: int
) -> None:
    page.set_viewport_size({'width': width, 'height': 800})
    asked: list[str] = []
    page.on('request', lambda request: asked.append(urlsplit(request.url).hostname or ''))
    page.goto(f'{serve(guide)}/{name}.html')
    assert violations_in_both_schemes(page) == []
    assert set(asked) == {'127.0.0.1'}


@pytest.mark.parametrize('menu', ['Site navigation', 'On this page'])
def test_axe_finds_nothing_in_the_side_menus_of_the_guide(
    page: Page, guide: Path, serve: Callable[[Path], str], menu: str
) -> None:
    page.set_viewport_size({'width': 390, 'height': 800})
    page.goto(f'{serve(guide)}/fields.html')
    page.get_by_role('button', name=menu).click()
    expect(page.get_by_role('dialog').get_by_role('link').first).to_be_visible()
    assert violations_in_both_schemes(page) == []


@pytest.mark.parametrize('width', [1280, 390])
def test_the_guide_never_scrolls_sideways(page: Page, guide: Path, problems: list[str], width: int) -> None:
    page.set_viewport_size({'width': width, 'height': 800})
    for name in PAGES:
        page.goto(f'{guide.as_uri()}/{name}.html')
        assert page.evaluate('document.documentElement.scrollWidth') <= width, name


ANSWERS = {
    'proceedings new': ['proceedings new Commands', '1. Make the site: proceedings new From nothing to published'],
    'github pages': ['On GitHub Pages From nothing to published'],
    'time zone': ['How values are written Every field'],
    'upload PDFs': ['Papers Write the program'],
    'license': ['License Authors'],
    'zoom': ['Remote and hybrid talks Recipes: the schedule'],
    'cancel': ['A cancelled talk, and a moved one Recipes: the schedule'],
    'logo': ['A look of your own Recipes: the site'],
}


def test_the_search_of_the_guide_finds_the_section_that_answers(page: Page, guide: Path) -> None:
    for query, answers in ANSWERS.items():
        page.goto(f'{guide.as_uri()}/search.html?q={query}')
        results = page.locator('.proceedings-results > li')
        for answer in answers:
            expect(results.filter(has_text=answer.partition(' ')[0]).first).to_be_visible()
        found = [' '.join(text.split()) for text in results.all_inner_texts()]
        assert found[0].startswith(answers[0]), query
        assert all(any(text.startswith(answer) for text in found[:3]) for answer in answers), found[:3]


def test_the_search_of_the_guide_is_not_that_of_a_conference(page: Page, guide: Path) -> None:
    page.goto(f'{guide.as_uri()}/search.html?q=ferry')
    page.get_by_role('searchbox', name='Search the guide').wait_for()
    expect(page.locator('.proceedings-results > li').first).to_be_visible()
    assert page.locator('.proceedings-results > li:not(.proceedings-of-page)').count() == 0
    assert page.get_by_role('checkbox', name=re.compile('2031')).count() == 0
    page.goto(f'{guide.as_uri()}/search.html?q=qwertyuiop')
    page.get_by_text('Nothing found for').wait_for()
    assert page.get_by_role('link', name='all talks').count() == 0
