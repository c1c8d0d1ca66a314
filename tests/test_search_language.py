"""The words of pages and of queries: in Python, in JavaScript run by node, and in the index of a small site."""

from __future__ import annotations

import json
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from sphinx.testing.util import SphinxTestApp

from proceedings.names import fold
from proceedings.search.language import SCRIPT, FoldedEnglish, words

NODE = shutil.which('node') or ''
needs_node = pytest.mark.skipif(not NODE, reason='runs the JavaScript of the site with node, which is not here')


def run_script(script: str, *arguments: str, stdin: str = '') -> Any:
    """What *script* prints, as data."""
    command = [NODE, '-e', script, *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, encoding='utf-8', check=True)
    return json.loads(done.stdout)


# -- Words -------------------------------------------------------------------------------------------------------


WORDS = {
    'Bernhard Schölkopf': ['bernhard', 'scholkopf'],
    'Atılım Güneş Baydin': ['atilim', 'gunes', 'baydin'],
    'ATILIM GÜNEŞ': ['atilim', 'gunes'],
    'Mikołaj': ['mikolaj'],
    'Jørgensen': ['jorgensen'],
    'Đặng, Þór and Guðrún': ['dang', 'thor', 'and', 'gudrun'],
    'straße': ['strasse'],
    'STRAẞE': ['strasse'],
    'Æsir': ['aesir'],
    'Œuvre': ['oeuvre'],
    'İstanbul': ['istanbul'],
    'ΟΔΥΣΣΕΥΣ': ['οδυσσευς'],
    'Йога': ['иога'],
    'हिन्दी': ['हिन्दी'],
    'ภาษาไทย': ['ภาษาไทย'],
    'ガギグ': ['ガギ', 'ギグ'],
    'ｶﾞｷﾞ': ['ガギ'],
    '王伟': ['王伟'],
    '王': ['王'],
    '山田太郎': ['山田', '田太', '太郎'],
    '김민준': ['김민', '민준'],
    '𠮷野': ['𠮷野'],
    'Pythonで学ぶ2019年': ['python', 'で学', '学ぶ', '#2019', '年'],
    'x²': ['x2'],
    'ﬁne': ['fine'],
    'γ rays & β-decay': ['γ', 'rays', 'β', 'decay'],
    'party 🎉 time': ['party', 'time'],
    "O'Brien-Smith": ['o', 'brien', 'smith'],
    'snake_case': ['snake_case'],
    'NeurIPS 2019, paper 86': ['neurips', '#2019', 'paper', '#86'],
    'p92 2e3': ['p92', '2e3'],
    '२०१९': ['२०१९'],
    'C++ & <b>': ['c', 'b'],
    '—': [],
    '': [],
}


@pytest.mark.parametrize('text', WORDS)
def test_a_page_is_split_into_folded_words(text: str) -> None:
    assert words(text) == WORDS[text]


@needs_node
def test_a_query_is_split_into_the_same_words() -> None:
    script = f'{SCRIPT}; console.log(JSON.stringify(JSON.parse(process.argv[1]).map(splitQuery)))'
    assert run_script(script, json.dumps(list(WORDS))) == list(WORDS.values())


@needs_node
def test_every_letter_is_folded_alike_in_python_and_javascript() -> None:
    """All letters below the surrogates, each inside a word, as far as this Python and this node know them."""
    letters = [chr(code) for code in range(0x20, 0xD800) if unicodedata.category(chr(code)) != 'Cn']
    script = f"""{SCRIPT};
        const letters = [...require("fs").readFileSync(0, "utf-8")];
        const found = letters.map((letter) => /\\p{{Cn}}/u.test(letter) || splitQuery(`a${{letter}}b`));
        console.log(JSON.stringify(found))"""
    theirs = run_script(script, stdin=''.join(letters))
    assert isinstance(theirs, list)
    pairs = zip(letters, theirs, strict=True)
    assert [letter for letter, found in pairs if found is not True and found != words(f'a{letter}b')] == []


def test_a_page_can_be_found_by_one_letter_of_a_script_without_spaces() -> None:
    assert set(FoldedEnglish({}).split('王伟')) == {'王伟', '王', '伟'}


def test_numbers_are_indexed_and_stop_words_are_not() -> None:
    language = FoldedEnglish({})
    assert [word for word in words('The 86 of it') if language.word_filter(word)] == ['#86']


def test_a_keyword_is_folded_with_its_stem() -> None:
    assert FoldedEnglish({}).stem('Équations') == FoldedEnglish({}).stem('equation')


# -- The site ------------------------------------------------------------------------------------------------------


class Site:
    """A site of one page, with Sphinx's index of it."""

    def __init__(self, folder: Path, **settings: object) -> None:
        folder.mkdir()
        page = 'Günes\n=====\n\nMikołaj Jørgensen, 王伟, Équations: the 86.\n\n.. meta::\n   :keywords: Schölkopf\n'
        (folder / 'index.rst').write_text(page, encoding='utf-8')
        setup = 'from proceedings.search.language import setup_search_language as setup\n'
        (folder / 'conf.py').write_text(setup, encoding='utf-8')
        app = SphinxTestApp('html', srcdir=folder, confoverrides=settings)
        try:
            app.build()
            self.warnings = app.warning.getvalue()
            self.language = app.builder.indexer.lang  # type: ignore[attr-defined]
        finally:
            app.cleanup()
        self.out = Path(app.outdir)

    @property
    def index(self) -> set[str]:
        """The stems of all pages and of their titles, as other programs read them, too."""
        text = (self.out / 'searchindex.js').read_text(encoding='utf-8')
        index = json.loads(text.removeprefix('Search.setIndex(').rstrip().removesuffix(')'))
        return {*index['terms'], *index['titleterms']}


@pytest.fixture(scope='module')
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp('sites') / 'english')


def test_the_site_builds_without_a_warning_in_the_folded_language(site: Site) -> None:
    assert site.warnings == ''
    assert isinstance(site.language, FoldedEnglish)


def test_the_site_may_choose_another_language(tmp_path: Path) -> None:
    assert Site(tmp_path / 'german', html_search_language='de').language.lang == 'de'
    assert Site(tmp_path / 'french', language='fr').language.lang == 'fr'


@pytest.mark.parametrize('query', ['gunes', 'GÜNEŞ', 'Mikolaj', 'Jorgensen', '王伟', '王', 'équation', 'schölkopf 86'])
def test_the_index_has_the_words_of_a_query_with_or_without_accents(site: Site, query: str) -> None:
    assert {site.language.stem(word) for word in words(query)} <= site.index


def test_the_index_has_no_accents_and_no_stop_words(site: Site) -> None:
    assert [stem for stem in site.index if stem == 'the' or stem != fold(stem)] == []


@needs_node
def test_the_browser_gets_the_same_splitter_and_a_stemmer(site: Site) -> None:
    """What `find.js` uses of the script that Sphinx writes."""
    script = (site.out / '_static/language_data.js').read_text(encoding='utf-8')
    ask = 'console.log(JSON.stringify(splitQuery("Équations 86").map((word) => new Stemmer().stemWord(word))))'
    assert run_script(f'globalThis.window = globalThis;{script};{ask}') == ['equat', '#86']
