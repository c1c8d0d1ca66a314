"""Search as a reader has it: Sphinx's own script, run by node, on the index of a small site."""

from __future__ import annotations

import json
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from sphinx.testing.util import SphinxTestApp

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


PAGES = {
    'index': 'Physical Sciences 2019\n\nToday: Causality and Exoplanets, Bernhard Schölkopf. Networks everywhere.',
    'talks/index': 'All talks\n\nCausality and Exoplanets. Neural networks. JAX, M.D.',
    'talks/2019/index': 'Workshop 2019\n\nCausality and Exoplanets, with Bernhard Schölkopf. Networks.',
    'talks/2019/causality': 'Causality and Exoplanets\n\nBernhard Schölkopf finds planets in instrumental noise.',
    'talks/2019/jax-md': 'JAX, M.D.: End-to-End Molecular Dynamics\n\nMikołaj Jørgensen. Paper 86. Network forces.',
    'talks/2019/flows': 'Neural Networks for Flows\n\nGüneş Baydin on turbulence and molecular clouds.',
    'speakers/index': 'All people\n\nBernhard Schölkopf, Güneş Baydin, Mikołaj Jørgensen, 王伟',
    'speakers/bernhard-scholkopf': 'Bernhard Schölkopf\n\nSpeaker of Causality and Exoplanets.',
    'speakers/gunes-baydin': 'Güneş Baydin\n\nAuthor of Neural Networks for Flows.',
    'speakers/mikolaj-jorgensen': 'Mikołaj Jørgensen\n\nAuthor of JAX, M.D.: End-to-End Molecular Dynamics.',
    'speakers/wang-wei': '王伟\n\nReviewer.',
}

READER = r"""
const fs = require("fs"), vm = require("vm");
const [folder, ...queries] = process.argv.slice(1);
const page = vm.createContext({
  document: { getElementById: () => null },
  SPHINX_HIGHLIGHT_ENABLED: false,
  _ready: () => {},
  _: (text) => text,
});
page.window = page;
for (const file of ["_static/searchtools.js", "_static/language_data.js", "searchindex.js"])
  vm.runInContext(fs.readFileSync(`${folder}/${file}`, "utf-8"), page, { filename: file });
const ask = (query) => {
  page.query = query;
  return vm.runInContext("Search._performSearch(...Search._parseQuery(query))", page).reverse();
};
console.log(JSON.stringify(queries.map(ask)));
"""


class Site:
    """A site of `PAGES`, and a reader who searches it."""

    def __init__(self, folder: Path, **settings: object) -> None:
        for name, text in PAGES.items():
            title, body = text.split('\n\n')
            page = folder / f'{name}.rst'
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(f':orphan:\n\n{title}\n{"=" * 80}\n\n{body}\n', encoding='utf-8')
        setup = 'from proceedings.search.language import setup_search_language as setup\n'
        (folder / 'conf.py').write_text(setup, encoding='utf-8')
        app = SphinxTestApp('html', srcdir=folder, confoverrides=settings)
        try:
            app.build()
            self.warnings = app.warning.getvalue()
            self.language = app.builder.indexer.lang  # type: ignore[attr-defined]
        finally:
            app.cleanup()
        self.folder = Path(app.outdir)

    def search(self, query: str) -> list[str]:
        """The pages found, the best first, sections of pages with their anchor."""
        (results,) = run_script(READER, str(self.folder), query)
        return [page + anchor for page, _, anchor, *_ in results]

    def first(self, query: str) -> str:
        return self.search(query)[0]


@pytest.fixture(scope='module')
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp('site'))


def test_the_site_builds_without_a_warning_in_the_folded_language(site: Site) -> None:
    assert site.warnings == ''
    assert isinstance(site.language, FoldedEnglish)


def test_the_site_may_choose_another_language(tmp_path: Path) -> None:
    assert Site(tmp_path / 'german', html_search_language='de').language.lang == 'de'
    assert Site(tmp_path / 'french', language='fr').language.lang == 'fr'


@needs_node
@pytest.mark.parametrize(
    ('query', 'person'),
    [
        ('scholkopf', 'bernhard-scholkopf'),
        ('Schölkopf', 'bernhard-scholkopf'),
        ('SCHÖLKOPF', 'bernhard-scholkopf'),
        ('schölkopf bernhard', 'bernhard-scholkopf'),
        ('gunes', 'gunes-baydin'),
        ('Güneş', 'gunes-baydin'),
        ('mikolaj', 'mikolaj-jorgensen'),
        ('Mikołaj', 'mikolaj-jorgensen'),
        ('jorgensen', 'mikolaj-jorgensen'),
        ('Jørgen', 'mikolaj-jorgensen'),
        ('王伟', 'wang-wei'),
        ('王', 'wang-wei'),
    ],
)
def test_a_person_is_found_by_name_with_or_without_accents(site: Site, query: str, person: str) -> None:
    assert site.first(query) == f'speakers/{person}'


@needs_node
def test_a_talk_is_found_by_its_speaker_right_after_the_speaker(site: Site) -> None:
    assert site.search('scholkopf')[:2] == ['speakers/bernhard-scholkopf', 'talks/2019/causality']


@needs_node
def test_a_talk_is_found_by_a_word_of_its_title_above_whoever_gives_it(site: Site) -> None:
    assert site.search('exoplanets')[:2] == ['talks/2019/causality', 'speakers/bernhard-scholkopf']


@needs_node
def test_a_talk_is_found_by_a_word_of_its_abstract(site: Site) -> None:
    assert site.search('instrumental noise') == ['talks/2019/causality']
    assert site.search('turbulence') == ['talks/2019/flows']


@needs_node
def test_a_word_in_the_title_counts_more_than_one_in_the_abstract(site: Site) -> None:
    assert site.search('networks')[:2] == ['talks/2019/flows', 'talks/2019/jax-md']
    assert site.search('molecular')[:2] == ['talks/2019/jax-md', 'talks/2019/flows']


@needs_node
def test_talks_and_people_come_before_the_pages_that_mention_them(site: Site) -> None:
    found = site.search('causality')
    assert set(found[:2]) == {'talks/2019/causality', 'speakers/bernhard-scholkopf'}
    assert set(found[2:]) == {'index', 'talks/index', 'talks/2019/index'}


@needs_node
def test_an_exact_title_comes_first_whatever_page_it_is(site: Site) -> None:
    assert site.first('all talks') == 'talks/index'
    assert site.first('workshop 2019') == 'talks/2019/index'
    assert site.first('jax md end to end molecular dynamics') == 'talks/2019/jax-md'
    assert site.first('BERNHARD SCHOLKOPF') == 'speakers/bernhard-scholkopf'


@needs_node
def test_a_page_is_listed_once(site: Site) -> None:
    for query in ('causality and exoplanets', 'bernhard schölkopf', 'güneş'):
        assert len(site.search(query)) == len(set(site.search(query)))


@needs_node
def test_a_paper_is_found_by_its_number(site: Site) -> None:
    assert site.search('86') == ['talks/2019/jax-md']
    assert site.search('paper 86') == ['talks/2019/jax-md']
    assert site.search('paper 87') == []


@needs_node
def test_what_nobody_wrote_is_not_found(site: Site) -> None:
    assert site.search('phlogiston') == []
    assert site.search('—') == []


@needs_node
def test_a_scorer_of_the_site_itself_wins(tmp_path: Path) -> None:
    scorer = tmp_path / 'scorer.js'
    scorer.write_text('Scorer.score = ([page]) => page === "talks/index" ? 9 : 0;', encoding='utf-8')
    assert Site(tmp_path / 'own', html_search_scorer=str(scorer)).first('causality') == 'talks/index'
