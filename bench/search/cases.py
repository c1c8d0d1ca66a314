"""What every engine is asked, and the planted talks and people that are to be found. The rest of the corpus is drawn by
lot, from names that no planted person has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

PEOPLE: dict[str, dict[str, Any]] = {
    'Bernhard Schölkopf': {},
    'Peter Bjørn Jørgensen': {},
    'Atılım Güneş Baydin': {},
    'Mikołaj Łukasik': {},
    'Đorđe Živković': {},
    'Anke Weißenfels': {},
    'Işıl Yıldırım': {},
    'Þóra Sæmundsdóttir': {},
    'Álvaro Sánchez-González': {},
    'Samuel Schoenholz': {'aliases': 'Samuel S Schoenholz'},
    'Savannah J. Thais': {},
    'Nguyễn Thị Minh Khai': {},
    "Jean-Baptiste O'Connor": {},
    '王小明': {'family': '王'},
    '山田太郎': {'family': '山田'},
    '김민준': {'family': '김'},
}
"""Everybody planted, with what people.yml says of them."""

TALKS: tuple[dict[str, Any], ...] = (
    {
        'id': 'jax-md',
        'year': '2019',
        'number': 86,
        'title': 'JAX, M.D.: End-to-End Differentiable, Hardware Accelerated, Molecular Dynamics in Pure Python',
        'authors': ['Samuel Schoenholz', 'Peter Bjørn Jørgensen'],
        'keywords': ['molecular dynamics', 'automatic differentiation'],
    },
    {
        'id': 'hamiltonian-graph-networks',
        'year': '2019',
        'number': 30,
        'title': 'Hamiltonian Graph Networks with ODE Integrators',
        'authors': ['Álvaro Sánchez-González', 'Savannah J. Thais'],
        'keywords': ['HGN', 'dynamics'],
    },
    {
        'id': 'causality-and-exoplanets',
        'year': '2019',
        'number': 1,
        'kind': 'invited',
        'title': 'Causality and Exoplanets',
        'authors': ['Bernhard Schölkopf'],
        'links': {'video': 'https://video.example.org/causality'},
    },
    {
        'id': 'bridge',
        'year': '2020',
        'number': 41,
        'title': 'A Schrödinger Bridge for Tomographic Archipelagos',
        'authors': ['Atılım Güneş Baydin', 'Anke Weißenfels'],
        'links': {'paper': 'https://doi.org/10.5555/sis.2020.41'},
        'abstract': 'We observe zitterbewegung in the reconstructed coastline.',
    },
    {
        'id': 'tth',
        'year': '2020',
        'number': 77,
        'title': r'Searching for $t\bar{t}H$ Production at $\sqrt{s} = 13$ TeV with Boosted Lanterns',
        'authors': ['Mikołaj Łukasik', 'Đorđe Živković'],
    },
    {
        'id': 'beta-vae',
        'year': '2020',
        'number': 12,
        'title': r'$\beta$-VAE Disentangles the Magnetohydrodynamics of Tokamaks',
        'authors': ['Işıl Yıldırım', 'Nguyễn Thị Minh Khai'],
        'keywords': ['variational autoencoder'],
    },
    {
        'id': 'simulation-based',
        'year': '2020',
        'number': 5,
        'title': 'Likelihood-Free Lighthouses: Simulation-Based Inference Without a Shore',
        'authors': ["Jean-Baptiste O'Connor", 'Þóra Sæmundsdóttir'],
        'abstract': 'The Bramblewick transform is learned from the tides.',
    },
    {
        'id': 'quokkas',
        'year': '2019',
        'number': 52,
        'title': 'Counting Quokkas from Orbit',
        'authors': ['王小明', '山田太郎'],
    },
    {
        'id': 'quasicrystal',
        'year': '2020',
        'number': 101,
        'title': 'QUILL: A Quasicrystal Library',
        'authors': ['김민준', '王小明'],
        'keywords': ['open-source software'],
    },
)
"""Facts as an edition's file has them, with the `year` that they belong to; `abstract` is a sentence of it."""


@dataclass(frozen=True)
class Case:
    """*query* has to find the page *expected* among the first *within*."""

    sort: str
    query: str
    expected: str
    within: int = 1


def person(id: str) -> str:
    return f'speakers/{id}'


SCHOLKOPF, GUNES, LUKASIK = person('bernhard-scholkopf'), person('atilim-gunes-baydin'), person('mikolaj-lukasik')
SANCHEZ, JORGENSEN = person('alvaro-sanchez-gonzalez'), person('peter-bjorn-jorgensen')
JAX, HGN, CAUSALITY = (
    'talks/2019/jax-md',
    'talks/2019/hamiltonian-graph-networks',
    'talks/2019/causality-and-exoplanets',
)
BRIDGE, TTH, VAE = 'talks/2020/bridge', 'talks/2020/tth', 'talks/2020/beta-vae'
LIGHTHOUSES, QUOKKAS, QUILL = 'talks/2020/simulation-based', 'talks/2019/quokkas', 'talks/2020/quasicrystal'

CASES = (
    Case('exact', 'Causality and Exoplanets', CAUSALITY),
    Case('exact', TALKS[0]['title'], JAX),
    Case('exact', 'Bernhard Schölkopf', SCHOLKOPF),
    Case('exact', 'Counting Quokkas from Orbit', QUOKKAS),
    Case('accents', 'scholkopf', SCHOLKOPF),
    Case('accents', 'Schölkopf', SCHOLKOPF),
    Case('accents', 'atilim gunes baydin', GUNES),
    Case('accents', 'gunes', GUNES),
    Case('accents', 'Güneş', GUNES),
    Case('accents', 'zivkovic', person('dorde-zivkovic')),
    Case('accents', 'nguyen thi minh khai', person('nguyen-thi-minh-khai')),
    Case('accents', 'schrodinger bridge', BRIDGE),
    Case('oe for ö', 'schoelkopf', SCHOLKOPF),
    Case('oe for ö', 'joergensen', JORGENSEN),
    Case('oe for ö', 'schroedinger', BRIDGE),
    Case('strokes', 'jorgensen', JORGENSEN),
    Case('strokes', 'mikolaj', LUKASIK),
    Case('strokes', 'lukasik', LUKASIK),
    Case('strokes', 'dorde', person('dorde-zivkovic')),
    Case('strokes', 'weissenfels', person('anke-weissenfels')),
    Case('strokes', 'Weißenfels', person('anke-weissenfels')),
    Case('strokes', 'isil yildirim', person('isil-yildirim')),
    Case('strokes', 'thora saemundsdottir', person('thora-saemundsdottir')),
    Case('prefix', 'schoenh', person('samuel-schoenholz')),
    Case('prefix', 'exopl', CAUSALITY),
    Case('prefix', 'tomograph arch', BRIDGE),
    Case('prefix', 'quasicr', QUILL),
    Case('typing error', 'schoelkpf', SCHOLKOPF),
    Case('typing error', 'shoenholz', person('samuel-schoenholz')),
    Case('typing error', 'exoplantes', CAUSALITY),
    Case('typing error', 'hamiltonain graph netwroks', HGN),
    Case('typing error', 'magnetohydrodinamics', VAE),
    Case('names', 'sanchez gonzalez', SANCHEZ),
    Case('names', 'gonzalez alvaro', SANCHEZ),
    Case('names', 'sanchezgonzalez', SANCHEZ),
    Case('names', 'schoenholz samuel s', person('samuel-schoenholz')),
    Case('names', 'savannah thais', person('savannah-j-thais')),
    Case('names', 'o connor', person('jean-baptiste-o-connor')),
    Case('names', "o'connor", person('jean-baptiste-o-connor')),
    Case('names', 'oconnor', person('jean-baptiste-o-connor')),
    Case('names', 'jean baptiste', person('jean-baptiste-o-connor')),
    Case('two words', 'lighthouses shore', LIGHTHOUSES),
    Case('two words', 'quokkas orbit', QUOKKAS),
    Case('title and name', 'hamiltonian sanchez', HGN),
    Case('title and name', 'yildirim tokamaks', VAE),
    Case('title and name', 'schoenholz molecular', JAX),
    Case('CJK', '王小明', person('王小明')),
    Case('CJK', '山田太郎', person('山田太郎')),
    Case('CJK', '小明', person('王小明')),
    Case('CJK', '太郎', person('山田太郎')),
    Case('CJK', '山田', person('山田太郎')),
    Case('CJK', '민준', person('김민준')),
    Case('year', 'exoplanets 2019', CAUSALITY),
    Case('year', '2019 quokkas', QUOKKAS),
    Case('year', '2019', 'talks/2019/index', 5),
    Case('acronym', 'jax md', JAX),
    Case('acronym', 'hgn', HGN, 5),
    Case('acronym', 'quill', QUILL),
    Case('acronym', 'vae tokamaks', VAE),
    Case('plural', 'quokka', QUOKKAS),
    Case('plural', 'quasicrystals', QUILL),
    Case('plural', 'tokamak', VAE),
    Case('plural', 'lighthouse', LIGHTHOUSES),
    Case('number', '86', JAX, 5),
    Case('number', 'paper 86', JAX, 5),
    Case('number', '86 jax', JAX),
    Case('hyphens', 'simulation based inference shore', LIGHTHOUSES),
    Case('hyphens', 'likelihood free lighthouses', LIGHTHOUSES),
    Case('hyphens', 'end to end differentiable hardware', JAX),
    Case('hyphens', 'likelihoodfree lighthouses', LIGHTHOUSES),
    Case('LaTeX', 'ttH production', TTH),
    Case('LaTeX', 'beta-vae', VAE),
    Case('LaTeX', 'β-VAE', VAE),
    Case('LaTeX', '13 TeV lanterns', TTH),
    Case('keyword', 'open-source software quill', QUILL),
    Case('keyword', 'automatic differentiation schoenholz', JAX),
    Case('DOI', '10.5555/sis.2020.41', BRIDGE),
    Case('DOI', 'https://doi.org/10.5555/sis.2020.41', BRIDGE),
)

IN_ABSTRACTS = (
    Case('abstract', 'zitterbewegung', BRIDGE),
    Case('abstract', 'bramblewick transform', LIGHTHOUSES),
    Case('abstract', 'reconstructed coastline zitterbewegung', BRIDGE),
    Case('abstract', 'schrodinger zitterbewegung', BRIDGE),
)
"""Words that only an abstract has: engines of titles and names cannot find these."""

FIRST_QUERY = 'scholkopf'
"""Of the cold search. It finds one page, however many there are."""

TYPED = (
    'hamiltonian graph networks',
    'bernhard scholkopf',
    'molecular dynamics simulation',
    'learning 2019',
    'joergensen',
)
"""Typed letter by letter."""
