"""What readers type, and what they mean by it: the search of the real editions and of made ones, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from conftest import SERIES, built_program

JAX_MD = 'JAX, M.D.: End-to-End Differentiable, Hardware Accelerated, Molecular Dynamics in Pure Python'
BLACK_HOLE = 'Taking the First Picture of a Black Hole & Beyond'
EXOPLANETS = 'Causality and Exoplanets'
HGN = 'Hamiltonian Graph Networks with ODE Integrators'
FLOWS = 'Equivariant Hamiltonian Flows'
TURBULENT = 'Towards physics-informed deep learning for turbulent flow prediction'
ANNEALED = 'β-Annealed Variational Autoencoder for glitches'
SDES = 'Neural SDEs Made Easy: SDEs are Infinite-Dimensional GANS'
SCHOLKOPF = 'Bernhard Schölkopf'
JORGENSEN = 'Philip Johan Havemann Jørgensen'
BAYDIN = 'Atılım Güneş Baydin'
SANCHEZ = 'Alvaro Sanchez-Gonzalez'
GUZIK = 'Alán Aspuru-Guzik'
MUNOZ = 'Andrés Muñoz-Jaramillo'
GNN = 'Graph neural network for 3D node classification in scintillator-based neutrino detectors'
EDITION_2019 = 'Machine Learning and the Physical Sciences 2019'

REAL: list[tuple[str, str, list[str]]] = [
    # accents, either way, and strokes
    ('scholkopf', SCHOLKOPF, [EXOPLANETS]),
    ('Schölkopf', SCHOLKOPF, [EXOPLANETS]),
    ('SCHOLKOPF', SCHOLKOPF, []),
    ('schoelkopf', SCHOLKOPF, []),
    ('jorgensen', JORGENSEN, []),
    ('Jørgensen', JORGENSEN, []),
    ('gunes', BAYDIN, []),
    ('Güneş', BAYDIN, []),
    ('atilim', BAYDIN, []),
    ('mikolaj', 'Mikołaj Bińkowski', []),
    ('Mikołaj', 'Mikołaj Bińkowski', []),
    ('binkowski', 'Mikołaj Bińkowski', []),
    ('zdeborová', 'Lenka Zdeborova', []),
    ('munoz jaramillo', MUNOZ, []),
    ('Muñoz', 'Gorka Muñoz-Gil', [MUNOZ]),
    ('Alán', GUZIK, []),
    # surnames, orders, initials, beginnings
    ('baydin', BAYDIN, []),
    ('cranmer', 'Kyle Cranmer', ['Miles Cranmer']),
    ('bouman', 'Katie Bouman', [BLACK_HOLE]),
    ('ho', 'Shirley Ho', []),
    ('yu', 'Hang Yu', ['Rose Yu', 'Haoyang Yu']),
    ('rose yu', 'Rose Yu', [TURBULENT]),
    ('yu rose', 'Rose Yu', []),
    ('Yu, Rose', 'Rose Yu', []),
    ('sanchez gonzalez', SANCHEZ, [HGN]),
    ('gonzalez alvaro', SANCHEZ, []),
    ('roger g melko', 'Roger Melko', []),
    ('Melko, R.', 'Roger Melko', []),
    ('aspuru guzik alan', GUZIK, []),
    ('prabhat', 'Prabhat', []),
    ('diii-d', 'Diii-D Team', []),
    ('anandkum', 'Anima Anandkumar', []),
    ('Atilim Gunes Baydin', BAYDIN, []),
    # typing errors: a letter missing, too many, another, two changed over
    ('schoelkpf', SCHOLKOPF, [EXOPLANETS]),
    ('scholkof', SCHOLKOPF, []),
    ('nachmann', 'Benjamin Nachman', []),
    ('anankdumar', 'Anima Anandkumar', []),
    ('causalty', EXOPLANETS, []),
    ('exoplantes', EXOPLANETS, []),
    ('hamitonian', HGN, [FLOWS]),
    ('equivarient hamiltonian', FLOWS, []),
    # exact titles, and parts of them
    (JAX_MD, JAX_MD, []),
    (BLACK_HOLE, BLACK_HOLE, []),
    ('causality and exoplanets', EXOPLANETS, []),
    ('CAUSALITY AND EXOPLANETS', EXOPLANETS, []),
    ('exoplanets', EXOPLANETS, []),
    ('black hole', BLACK_HOLE, ['AGNet: Weighing Black Holes with Machine Learning']),
    ('the first picture of a black hole', BLACK_HOLE, []),
    ('equivariant hamiltonian', FLOWS, []),
    ('hamiltonian', HGN, [FLOWS, 'Meta-Learned Hamiltonian']),
    ('neural sdes made easy', SDES, []),
    # plural and singular
    ('exoplanet', EXOPLANETS, []),
    ('black holes', 'AGNet: Weighing Black Holes with Machine Learning', [BLACK_HOLE]),
    ('hamiltonians', FLOWS, [HGN]),
    ('galaxies mergers', 'A Deep Learning Approach for Characterizing Major Galaxy Mergers', []),
    ('sde', SDES, []),
    ('normalizing flow', 'Normalizing Flows as a Novel PDF Turbulence Model', []),
    # acronyms, hyphens, points
    ('jax', JAX_MD, []),
    ('jax md', JAX_MD, []),
    ('JAX, M.D.', JAX_MD, []),
    ('jaxmd', JAX_MD, []),
    ('hgn', HGN, []),
    ('gnn', 'Instance Segmentation GNNs for One-Shot Conformal Tracking at the LHC', [GNN]),
    ('n body', 'Learning the Evolution of the Universe in N-body Simulations', []),
    ('nbody', 'Learning the Evolution of the Universe in N-body Simulations', []),
    ('physics informed turbulent', TURBULENT, []),
    ('likelihood free', 'Likelihood-free inference with an improved cross-entropy estimator', []),
    ('auto-encoder glitches', ANNEALED, []),
    # formulas
    ('β-Annealed', ANNEALED, []),
    ('beta annealed', ANNEALED, []),
    (r'$\beta$-Annealed Variational Autoencoder', ANNEALED, []),
    # numbers, years, people with words of a title
    ('86', 'Data-Driven Density Functional Theory: A case for Physics Informed Learning', [JAX_MD]),
    ('paper 86 2019', JAX_MD, []),
    ('#30 2019', HGN, []),
    ('p133', ANNEALED, []),
    ('poster 92 2020', 'Scalable variational Monte Carlo with graph neural ansatz', []),
    ('2019', EDITION_2019, []),
    ('shirley ho 2019', 'Shirley Ho', ['Learning Symbolic Physics with Graph Networks']),
    ('rose yu turbulent', TURBULENT, []),
    ('bouman black hole', BLACK_HOLE, []),
    ('invited 2019 bouman', BLACK_HOLE, []),
    ('poster 2019', EDITION_2019, ['Quantum Natural Gradient']),
    # citations, and what is more than a title
    ('Schölkopf, B. (2019). Causality and Exoplanets. Second Workshop on Machine Learning', EXOPLANETS, []),
    ('Nowak, P. (2019). Anomalies detection with autoencoders. NeurIPS', 'Anomalies detection with autoencoders', []),
    (f'{EXOPLANETS} and a long abstract of the paper and a long abstract of the paper', EXOPLANETS, []),
    ('talks by kyle cranmer', 'Kyle Cranmer', []),
    ('M. Cranmer', 'Miles Cranmer', ['Kyle Cranmer']),
    ('S Ho', 'Shirley Ho', []),
    ('hamiltonian neural networks', HGN, []),
    # words of abstracts
    ('event horizon', BLACK_HOLE, []),
    ('ensemble of simulations', JAX_MD, []),
    # sessions and pages
    ('lunch', 'Lunch break', []),
    ('opening remarks', 'Opening remarks', []),
    ('people', 'People', []),
    ('speakers', 'People', []),
    ('my schedule', 'My schedule', []),
    ('lunch 2019', 'Lunch break', []),
    ('2020 program', 'Machine Learning and the Physical Sciences 2020', []),
]  # fmt: skip
"""(query, what has to be first, what has to be among the first five besides)"""

MADE = """
edition: {start: 2021-09-10, timezone: Europe/Paris, title: Workshop on Tides}
tracks: [Theory of Tides]
schedule:
- {id: welcome, time: 09:00-09:30, title: Welcome by the harbour, kind: opening}
talks:
- id: vae
  kind: contributed
  title: '$\\alpha$-Stable Waves at $10^{-3}$ of the Price'
  track: Theory of Tides
  authors: [Đặng Văn Lâm, 王伟, Max Müller-Weiß]
  links: {paper: 'https://doi.org/10.5281/zenodo.4293285'}
- {id: twice, kind: poster, number: 7, title: Salt and Sand, authors: [山田太郎, 김민준]}
- {id: dang, kind: poster, number: 8, title: On Harbours, authors: ['Isabel O''Brien', Çağla Işık, 王小明]}
- {id: mute, kind: poster, number: 77, title: '—', authors: [Rose Yu]}
- {id: arxiv, kind: poster, title: Of Gulls, authors: [Göran Åkesson], links: {paper: 'https://arxiv.org/abs/1912.01703'}}
- {id: off, kind: poster, title: Of Fog, status: withdrawn, authors: [Göran Åkesson]}
- {id: keyed, kind: poster, title: A third thing, awards: [Best paper award], keywords: [sea-level rise]}
"""
PEOPLE = 'people: [{name: 王小明, family: 王}]'
OF_2020 = """
edition: {start: 2020-09-10, timezone: Europe/Paris, title: Workshop on Tides}
talks:
- {id: same, kind: invited, title: Salt and Sand, authors: [Rose Yu]}
"""
WAVES = 'α-Stable Waves at 10⁻³ of the Price'

OF_MADE: list[tuple[str, str, list[str]]] = [
    ('dang', 'Đặng Văn Lâm', [WAVES]),
    ('Đặng', 'Đặng Văn Lâm', []),
    ('lam dang', 'Đặng Văn Lâm', []),
    ('weiss', 'Max Müller-Weiß', []),
    ('Weiß', 'Max Müller-Weiß', []),
    ('mueller', 'Max Müller-Weiß', []),
    ('isik', 'Çağla Işık', []),
    ('cagla', 'Çağla Işık', []),
    ("o'brien", "Isabel O'Brien", []),
    ('obrien', "Isabel O'Brien", []),
    ('brien isabel', "Isabel O'Brien", []),
    ('aakesson', 'Göran Åkesson', []),
    ('goeran', 'Göran Åkesson', []),
    ('王伟', '王伟', [WAVES]),
    ('王', '王小明', ['王伟']),
    ('伟', '王伟', []),
    ('王小明', '王小明', ['On Harbours']),
    ('小明', '王小明', []),
    ('77', '—', []),
    ('山田', '山田太郎', ['Salt and Sand']),
    ('太郎', '山田太郎', []),
    ('田太', '山田太郎', []),
    ('김', '김민준', []),
    ('민준', '김민준', []),
    ('alpha stable', WAVES, []),
    (r'$\alpha$-stable waves', WAVES, []),
    ('10.5281/zenodo.4293285', WAVES, []),
    ('https://doi.org/10.5281/ZENODO.4293285', WAVES, []),
    ('doi:10.5281/zenodo.4293285', WAVES, []),
    ('1912.01703', 'Of Gulls', []),
    ('arXiv:1912.01703', 'Of Gulls', []),
    ('theory of tides', 'Theory of Tides', [WAVES]),
    ('sea level rise', 'sea-level rise', ['A third thing']),
    ('best paper', 'A third thing', []),
    ('welcome', 'Welcome by the harbour', []),
    ('of fog', 'Of Fog', []),
]


class Reader:
    """Somebody who asks the search of a site, on its pages."""

    def __init__(self, page: Page, site: Path) -> None:
        self.page = page
        page.goto(f'{site.as_uri()}/index.html')
        page.evaluate('async () => { globalThis.finder = await proceedings.loadSearch(); }')

    def ask(self, query: str, **facets: list[str]) -> list[dict[str, Any]]:
        """What is found, the best first, once the full text is there, too."""
        script = """async ([query, facets]) => {
          await finder.read(query);
          return finder.find(query, facets).results.map(({ type, title, year, address, people, inText }) =>
            ({ type, title, year, address, people, inText }));
        }"""
        found: list[dict[str, Any]] = self.page.evaluate(script, [query, facets])
        return found

    def titles(self, query: str, **facets: list[str]) -> list[str]:
        return [entry['title'] for entry in self.ask(query, **facets)]

    def run(self, script: str, *arguments: object) -> Any:
        return self.page.evaluate(script, list(arguments))


@pytest.fixture(scope='module')
def new_reader(browser: Browser) -> Iterator[Callable[[Path], Reader]]:
    """Makes a reader of a site; each stays for all tests, as the index is loaded once."""
    pages: list[Page] = []

    def make(site: Path) -> Reader:
        pages.append(browser.new_page())
        return Reader(pages[-1], site)

    yield make
    for page in pages:
        page.close()


@pytest.fixture(scope='module')
def real(new_reader: Callable[[Path], Reader], real_site: Path) -> Reader:
    return new_reader(real_site)


def made_site(factory: pytest.TempPathFactory) -> Path:
    return built_program(factory, 'finder-site', series=SERIES, people=PEOPLE, of_2021=MADE, of_2020=OF_2020)


@pytest.fixture(scope='module')
def made(new_reader: Callable[[Path], Reader], tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return new_reader(made_site(tmp_path_factory))


@pytest.mark.parametrize(('query', 'first', 'among'), REAL)
def test_in_the_real_editions_what_was_meant_is_first(real: Reader, query: str, first: str, among: list[str]) -> None:
    found = real.titles(query)[:5]
    assert found[:1] == [first]
    assert set(among) <= set(found)


@pytest.mark.parametrize(('query', 'first', 'among'), OF_MADE)
def test_what_only_other_programs_have_is_found_too(made: Reader, query: str, first: str, among: list[str]) -> None:
    found = made.titles(query)[:5]
    assert found[:1] == [first]
    assert set(among) <= set(found)


def test_what_nobody_wrote_is_not_found(real: Reader) -> None:
    for query in ('phlogiston', 'zzzzz', '—', 'yann lecun', '10.1000/no.such', '1999.12345'):
        assert real.titles(query) == []


def test_where_no_result_has_all_words_the_rare_ones_count_and_that_is_said(real: Reader) -> None:
    script = '([query]) => finder.find(query).isPartial'
    assert real.titles('hamiltonian zygotes networks')[0] == HGN
    assert real.run(script, 'hamiltonian zygotes networks') is True
    assert real.run(script, 'hamiltonian networks') is False


def test_facets_narrow_and_count(made: Reader) -> None:
    assert made.titles('salt sand', year=['2020']) == ['Salt and Sand']
    assert made.titles('', type=['person'])[0] == 'Göran Åkesson'
    assert made.titles('', kind=['invited']) == ['Salt and Sand']
    facets = made.run('([query, facets]) => finder.find(query, facets).facets', 'salt', {'year': ['2021']})
    counts = {group['name']: {choice['value']: choice['count'] for choice in group['choices']} for group in facets}
    assert counts['year'] == {'2021': 1, '2020': 1}
    assert counts['kind'] == {'poster': 1}


def test_every_exact_title_and_every_name_is_first(real: Reader) -> None:
    """All talks and all people of both editions; a person may share a name, and a talk a title, with another."""
    wrong = real.run(
        """() => [...finder.list("talk", "").results, ...finder.list("person", "").results]
          .filter(({ title }) => finder.find(title).results[0].title !== title)
          .map(({ title }) => title)"""
    )
    assert wrong == []


def test_every_name_is_found_without_its_accents(real: Reader) -> None:
    wrong = real.run(
        """() => finder.list("person", "").results
          .filter(({ title }) => title !== finder.find(proceedings.fold(title)).results[0].title)
          .map(({ title }) => title)"""
    )
    assert wrong == []


def test_what_could_not_be_loaded_once_is_loaded_again(
    page: Page, tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]
) -> None:
    failing = ['yes']
    page.route('**/find-words.js*', lambda route: route.abort() if failing and failing.pop() else route.continue_())
    page.goto(f'{serve(made_site(tmp_path_factory))}/index.html')
    ask = "proceedings.loadSearch().then((finder) => finder.find('weiss').results[0].title, ({ name }) => name)"
    assert page.evaluate(ask) == 'LoadingError'
    assert page.evaluate(ask) == 'Max Müller-Weiß'
