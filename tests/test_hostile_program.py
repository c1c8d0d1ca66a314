"""Markup and quotes in every text of a program: each comes out as the text that it is, as others' programs read it."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any, get_args

import pytest
import yaml
from lxml import etree, html
from playwright.sync_api import Page, expect
from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo
from sphinx.util.inventory import InventoryFile

from conftest import ROOT, Site, built_once
from exporting import read, understood
from proceedings.names import slug
from proceedings.problems import Problems
from proceedings.schema.entries import EditionFile, PeopleFile, SeriesFile
from proceedings.schema.values import SLUG, _text
from proceedings.source import parse
from programs.everything import FILES, write_everything
from test_validators import errors

HOSTILE = 'zq"\'<b/onclick=ran()><script>ran()</script>&lt;&quot;-->]]>\\;,:{}#@%0A`*_[x](y)|~^zy'
"""Stands behind every text. There is no blank in it: what takes texts apart at blanks leaves it whole."""

MODELS: dict[str, type[BaseModel]] = {
    'program/series.yml': SeriesFile,
    'program/people.yml': PeopleFile,
    'program/2019.yml': EditionFile,
}
REFERENCES = {'room', 'track', 'talk', 'kind', 'replaced_by'}
"""Fields that may have ids of what stands elsewhere."""


def is_text(annotation: Any) -> bool:
    """Whether a field, or a type, is for texts as their authors like them, or for lists of these."""
    if isinstance(annotation, FieldInfo):
        return any(map(is_text, (*annotation.metadata, annotation.annotation)))
    if isinstance(annotation, AfterValidator):
        return annotation.func is _text
    return any(map(is_text, (*get_args(annotation), *getattr(annotation, '__metadata__', ()))))


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def hostile(value: Any, model: type[BaseModel], said: set[str]) -> Any:
    """*value*, with something hostile behind each text; *said* gets `Model.field` of each."""
    if isinstance(value, list):
        return [hostile(item, model, said) for item in value]
    if isinstance(value, str):  # the bare value of a main key
        value = {model.main_key: value}  # type: ignore[attr-defined]
    return {key: of_field(key, item, model, said) for key, item in value.items()}


def of_field(key: str, value: Any, model: type[BaseModel], said: set[str]) -> Any:
    field = model.model_fields[key]
    inner = next(models_in(field.annotation), None)
    if inner is not None and field.default_factory is dict:
        return {name: hostile(item, inner, said) for name, item in value.items()}
    if inner is not None:
        return hostile(value, inner, said)
    if field.default_factory is dict:
        said.add(f'{model.__name__}.{key}')
        return {f'{name}{HOSTILE}': f'{item}{HOSTILE}' for name, item in value.items()}
    if not is_text(field):
        return value
    values = value if isinstance(value, list) else [value]
    changed = [item if key in REFERENCES and SLUG.fullmatch(item) else f'{item}{HOSTILE}' for item in values]
    if changed != values:
        said.add(f'{model.__name__}.{key}')
    return changed if isinstance(value, list) else changed[0]


MORE_PEOPLE = [
    {'name': 'Maria Van Den Berg III', 'family': 'Berg', 'given': 'Maria', 'particle': 'Van Den', 'suffix': 'III'}
]
"""Fields of people that the program of everything leaves to the name."""


def hostile_files() -> tuple[dict[str, str], set[str]]:
    """(the files of a program of hostile texts, the fields that have one)."""
    said: set[str] = set()
    files = {}
    for name, model in MODELS.items():
        source = parse(dedent(FILES[name]), name, Problems())
        assert source
        data = source.data()
        if model is PeopleFile:
            data['people'] += MORE_PEOPLE
        if model is EditionFile:
            data['organizers'].append(MORE_PEOPLE[0]['name'])
            data['affiliations'] = {'Rose Yu': 'San Diego'}
        files[name] = yaml.safe_dump(hostile(data, model, said), allow_unicode=True, sort_keys=False)
    return files, said


def write_site(folder: Path) -> None:
    write_everything(folder)
    for name, text in hostile_files()[0].items():
        (folder / name).write_text(text, encoding='utf-8')
    (folder / 'index.md').write_text('', encoding='utf-8')
    settings = (ROOT / 'conf.py').read_text(encoding='utf-8')
    (folder / 'conf.py').write_text(f'{settings}\nhtml_baseurl = "https://example.org/"\n', encoding='utf-8')


@pytest.fixture(scope='module')
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The HTML of that program, which is built without a warning."""
    return built_once(tmp_path_factory, 'hostile-program', write_site)


def texts(value: Any) -> Iterator[str]:
    """All texts in what JSON holds, keys included."""
    if isinstance(value, str):
        yield value
    for part in value if isinstance(value, list) else (value.values() if isinstance(value, dict) else ()):
        yield from texts(part)
    if isinstance(value, dict):
        yield from value


def texts_of_html(path: Path) -> Iterator[str]:
    """What lxml finds in a page: texts, values of attributes, and texts of JSON-LD; but not files that are shown."""
    root = html.document_fromstring(path.read_bytes())
    etree.strip_tags(root, 'wbr', etree.Comment)
    etree.strip_elements(root, 'pre', with_tail=False)
    for element in root.iter():
        if element.get('type') == 'application/ld+json':
            yield from texts(json.loads(element.text))
        else:
            yield from (element.text or '', *element.attrib.values())
        yield element.tail or ''


def texts_of_xml(path: Path) -> Iterator[str]:
    for element in etree.parse(path).iter():
        yield from texts_of_element(element)


def texts_of_element(element: Any) -> Iterator[str]:
    yield from (element.text or '', element.tail or '', *element.attrib.values())


def texts_of_script(path: Path) -> Iterator[str]:
    text = path.read_text('utf-8')
    assert not re.search('[<>&\u2028\u2029]', text)
    parts = re.fullmatch(r'proceedings\.\w+\((.*)\);\n', text, re.DOTALL)
    assert parts
    return map(of_calendar, texts(json.loads(f'[{parts[1]}]')))


def of_calendar(text: str) -> str:
    """The lines of RFC 5545, which scripts have for the calendars that readers make, without folds and escapes."""
    return re.sub(r'\\(.)', r'\1', text.replace('\r\n ', '')) if '\r\n' in text else text


def each(parse: Callable[[Path], Iterator[str]]) -> Callable[[list[Path]], Iterator[str]]:
    return lambda paths: (text for path in paths for text in parse(path))


def texts_of_calendars(paths: list[Path]) -> Iterator[str]:
    """What ical.js finds, to which the names of calendars (RFC 7986) are of no type that it knows."""
    for calendar in read(*(path.read_bytes() for path in paths)):
        yield from map(of_calendar, (f'{value}\r\n' for value in calendar['properties'].values()))
        yield from texts(calendar['events'])


def texts_of_citations(paths: list[Path]) -> Iterator[str]:
    """What citation-js finds."""
    suffix = paths[0].suffix[1:]
    return texts(understood(**{suffix: b'\n'.join(path.read_bytes() for path in paths)}))


PARSED: dict[str, Callable[[list[Path]], Iterator[str]]] = {
    'html': each(texts_of_html),
    'atom': each(texts_of_xml),
    'xml': each(texts_of_xml),
    'ics': texts_of_calendars,
    'bib': texts_of_citations,
    'ris': texts_of_citations,
    'json': each(lambda path: texts(json.loads(path.read_bytes()))),
    'js': each(texts_of_script),
}


def files(site: Path, suffix: str) -> list[Path]:
    """The files of the site that hold texts; those of the search that hold single words do not."""
    found = (path for path in site.rglob(f'*.{suffix}') if path.relative_to(site).parts[0] != '_static')
    return sorted(path for path in found if not path.name.startswith('words-'))


def cuts(text: str) -> Iterator[str]:
    """Where something hostile is in *text*, but neither whole nor an id."""
    for part in re.finditer('zq', text):
        rest = text[part.start() :]
        if not rest.startswith(FORMS) and not re.match(AS_ID, rest):
            yield f'{text[max(part.start() - 20, 0) : part.start()]}{rest[:120]}'


IN_RIS = HOSTILE.replace('*', '∗')
FORMS = (
    HOSTILE,
    HOSTILE.replace('--', '–'),
    HOSTILE.replace(',', ', '),
    IN_RIS,
    IN_RIS.replace(',', ''),
    IN_RIS.replace(',', ';'),
)
"""As it is; as LaTeX reads two hyphens; an address, part by part; keywords, names and teams in RIS, which has asterisks
and commas between them."""
AS_ID = slug(HOSTILE).replace('-', '[-_]')


@pytest.fixture(scope='module')
def found(built: Path) -> dict[str, set[str]]:
    """The texts with something hostile in them, by the suffix of the files that they are in."""
    return {
        suffix: {text for text in parsed(files(built, suffix)) if 'zq' in text} for suffix, parsed in PARSED.items()
    }


@pytest.mark.parametrize('suffix', PARSED)
def test_what_is_hostile_comes_out_as_the_text_that_it_is(found: dict[str, set[str]], suffix: str) -> None:
    assert found[suffix]
    assert {cut for text in found[suffix] for cut in cuts(text)} == set()


PLACES = {
    'Clocks': 'atom bib html ics js json ris xml',
    'The sign': 'atom bib html ics js json ris xml',
    'The ATLAS Collaboration': 'atom bib html ics js json ris xml',
    'Rose Yu': 'atom html ics js json xml',
    'Attic': 'html ics js json xml',
    'Theory': 'html ics js json xml',
    'Coffee': 'html ics js json xml',
    'A1': 'html ics js json xml',
    'Best paper award': 'html ics js json xml',
    'The moon': 'html ics js json xml',
    'WT': 'atom html ics js json',
    'House': 'html ics js json xml',
    'Vancouver': 'bib html ics js json ris',
    'mass': 'atom bib html js json ris',
    'The Press': 'bib html json ris',
    'It may be cloudy.': 'atom html json',
    'Nobody': 'html json',
}


@pytest.mark.parametrize('text', PLACES)
def test_a_text_is_in_every_format_that_has_a_place_for_it(found: dict[str, set[str]], text: str) -> None:
    assert {suffix for suffix, all_of in found.items() if any(f'{text}zq' in one for one in all_of)} == {
        *PLACES[text].split()
    }


def test_every_text_of_the_model_is_hostile_here() -> None:
    named = {name for model in MODELS.values() for name in fields_in(model)}
    assert named - hostile_files()[1] == {
        'ChangeEntry.talk', 'OrganizerEntry.id', 'PersonMention.id', 'SlotEntry.talk', 'SessionEntry.talk',  # are ids
        'EditionEntry.room', 'SessionEntry.kind', 'TalkEntry.kind',  # are ids here
        'PersonEntry.distinct_from',  # is shown nowhere
    }  # fmt: skip


def fields_in(model: type[BaseModel]) -> Iterator[str]:
    """`Model.field` of all texts in *model* and in what it holds."""
    for key, field in model.model_fields.items():
        if is_text(field):
            yield f'{model.__name__}.{key}'
        for inner in models_in(field.annotation):
            yield from fields_in(inner)


def test_no_name_of_a_file_has_markup_in_it(built: Path) -> None:
    names = {part for path in built.rglob('*') for part in path.relative_to(built).parts}
    assert any('zq' in name for name in names)
    assert {name for name in names if not re.fullmatch(r'[\w.-]+', name)} == set()


def test_the_inventory_of_other_sites_has_it_as_text(built: Path) -> None:
    inventory = InventoryFile.loads((built / 'objects.inv').read_bytes(), uri='')
    names = [item.display_name for of_type in inventory.data.values() for item in of_type.values()]
    assert {cut for name in names for cut in cuts(name)} == set()
    assert f'Clocks{HOSTILE}' in names


def test_every_part_of_a_book_is_xml_in_which_it_is_text(tmp_path: Path) -> None:
    site = Site(tmp_path / 'site')
    write_site(site.folder)
    built = site.build('epub')
    assert built.warnings == []
    (book,) = built.out.glob('*.epub')
    found = set[str]()
    with zipfile.ZipFile(book) as parts:
        for name in parts.namelist():
            if name.endswith(('.xhtml', '.opf', '.ncx', '.xml')):
                root = etree.fromstring(parts.read(name))
                etree.strip_tags(root, etree.Comment, '{http://www.w3.org/1999/xhtml}wbr')
                found |= {text for element in root.iter() for text in texts_of_element(element) if 'zq' in text}
    assert any(f'Clocks{HOSTILE}' in text for text in found)
    assert {cut for text in found for cut in cuts(text)} == set()


def test_the_nu_checker_finds_no_error(built: Path) -> None:
    assert errors(*files(built, 'html')) == []


# In a browser


@pytest.fixture
def hostile_page(page: Page, problems: list[str]) -> Page:
    """A page that knows whether a script of somebody else ran."""
    page.add_init_script('window.ran = () => { window.hasRun = true; };')
    return page


TYPES = """
    index 404 speakers/index speakers/ada talks/index talks/2019/index talks/2019/clocks talks/2019/jax-md
    talks/2019/days/2019-11-02 talks/keywords/index my-schedule
"""


def test_no_type_of_page_runs_anything(hostile_page: Page, built: Path, serve: Callable[[Path], str]) -> None:
    for address in TYPES.split():
        hostile_page.goto(f'{serve(built)}/{address}.html')
        assert_only_text(hostile_page)


@pytest.mark.parametrize(
    'address',
    [
        'search.html?q=clockszq',
        'talks/index.html?q=clockszq',
        'speakers/index.html?q=yuzq',
        'talks/2019/index.html?kind=demos',
        f'talks/2019/index.html?track={slug(f"Theory{HOSTILE}")}',
        'my-schedule.html#2019/clocks,2019/jax-md',
    ],
)
def test_scripts_make_text_of_it(hostile_page: Page, built: Path, serve: Callable[[Path], str], address: str) -> None:
    hostile_page.goto(f'{serve(built)}/{address}')
    hostile_page.wait_for_load_state('networkidle')
    expect(hostile_page.locator('main')).to_contain_text(HOSTILE)
    assert_only_text(hostile_page)


def test_the_search_makes_text_of_it(hostile_page: Page, built: Path, serve: Callable[[Path], str]) -> None:
    hostile_page.goto(f'{serve(built)}/talks/2019/clocks.html')
    hostile_page.keyboard.press('Control+k')
    hostile_page.keyboard.type('clockszq')
    expect(hostile_page.locator('dialog[open] a', has_text=HOSTILE).first).to_be_visible()
    assert_only_text(hostile_page)


def assert_only_text(page: Page) -> None:
    """Nothing on the page has come of markup in a text."""
    assert page.locator('[onclick], main script, main b, dialog b').count() == 0
    assert page.evaluate('window.hasRun') is None
