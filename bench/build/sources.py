"""The sources of four sites with the same talks and people: ours, and what somebody would write, or choose, instead."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus import ROOT, write
from proceedings.escaping import as_markdown
from program import Person, Program, Talk

HERE = Path(__file__).parent

PLAIN_CONF = """
extensions = ['myst_parser']
html_theme = 'pydata_sphinx_theme'
html_sidebars = {'**': []}
"""
HUGO_CONF = {
    'title': 'SIS',
    'baseURL': 'https://example.org/',
    'relativeURLs': True,
    'uglyURLs': True,
    'disableKinds': ['taxonomy', 'term', 'RSS', 'sitemap'],
}
TALKS, PEOPLE = 'papers.csv', 'speakers.csv'
"""Mini-Conf calls them so."""


def write_ours(program: Program, folder: Path) -> None:
    """The settings are those of the site of this repository."""
    program.write(folder)
    write(folder / 'conf.py', (ROOT / 'conf.py').read_text('utf-8'))


# Plain pages of Sphinx


def write_plain(program: Program, folder: Path) -> None:
    write(folder / 'conf.py', PLAIN_CONF)
    for talk in program.talks():
        write(folder / f'talks/{talk.edition}/{talk.id}.md', plain_talk(talk))
    for id, person in program.persons().items():
        write(folder / f'speakers/{id}.md', f'# {as_markdown(person.name)}\n\n{plain_list(person.talks, "../talks/")}')
    for year in program.editions:
        talks = [talk for talk in program.talks() if talk.edition == year]
        write(folder / f'talks/{year}/index.md', f'# {year}\n\n{plain_list(talks, "../")}' + toctree(':hidden:', '*'))
    write(folder / 'speakers/index.md', '# Speakers\n' + toctree('*'))
    lists = [*(f'talks/{year}/index' for year in program.editions), 'speakers/index']
    write(folder / 'index.md', '# SIS\n' + toctree(*lists))


def plain_talk(talk: Talk) -> str:
    authors = ', '.join(f'[{as_markdown(name)}](../../speakers/{id}.md)' for id, name in talk.authors.items())
    links = ' · '.join(f'[{kind}]({address})' for kind, address in talk.links.items())
    facts = f'{as_markdown(", ".join(talk.facts))}. [SIS {talk.edition}](index.md)'
    keywords = f'Keywords: {", ".join(talk.keywords)}'
    return f'# {as_markdown(talk.title)}\n\n' + '\n\n'.join((authors, facts, talk.abstract, keywords, links)) + '\n'


def plain_list(talks: Iterable[Talk], to: str) -> str:
    rows = [(talk, as_markdown(', '.join(talk.authors.values()))) for talk in talks]
    return ''.join(f'- [{as_markdown(talk.title)}]({to}{talk.edition}/{talk.id}.md), {who}\n' for talk, who in rows)


def toctree(*lines: str) -> str:
    return '\n'.join(['', '```{toctree}', ':glob:', *lines, '```', ''])


# Hugo


def write_hugo(program: Program, folder: Path) -> None:
    shutil.copytree(HERE / 'hugo', folder, dirs_exist_ok=True)
    write(folder / 'config.json', json.dumps(HUGO_CONF))
    content = folder / 'content'
    editions = {f'talks/{year}/': year for year in program.editions}
    for path, title in {'': 'SIS', 'speakers/': 'Speakers', 'talks/': 'Talks', **editions}.items():
        write_page(content / f'{path}_index.md', {'title': title})
    for talk in program.talks():
        facts = {'title': talk.title, 'authors': people_of(talk), 'facts': ', '.join(talk.facts)}
        more = {'edition': talk.edition, 'keywords': talk.keywords, 'links': talk.links}
        write_page(content / f'talks/{talk.edition}/{talk.id}.md', facts | more, talk.abstract)
    for id, person in program.persons().items():
        talks = [{'path': f'talks/{talk.edition}/{talk.id}', 'title': talk.title} for talk in person.talks]
        write_page(content / f'speakers/{id}.md', {'title': person.name, 'talks': talks})


def write_page(file: Path, front: Mapping[str, Any], text: str = '') -> None:
    write(file, f'{json.dumps(front, ensure_ascii=False, indent=1)}\n\n{text}\n')


def people_of(talk: Talk) -> list[dict[str, str]]:
    return [{'id': id, 'name': name} for id, name in talk.authors.items()]


# Mini-Conf


def write_mini_conf(program: Program, folder: Path) -> None:
    write(folder / 'config.json', json.dumps({'name': 'SIS'}))
    write(folder / TALKS, table(row_of_talk(talk) for talk in program.talks()))
    write(folder / PEOPLE, table(row_of_person(id, person) for id, person in program.persons().items()))


def row_of_talk(talk: Talk) -> dict[str, str]:
    return {
        'UID': uid(talk),
        'title': talk.title,
        'authors': '|'.join(talk.authors.values()),
        'speakers': '|'.join(talk.authors),
        'abstract': talk.abstract,
        'keywords': '|'.join(talk.keywords),
        'sessions': ', '.join(talk.facts),
        'year': talk.edition,
        **{f'{kind}_url': talk.links.get(kind, '') for kind in ('paper', 'slides', 'video')},
    }


def row_of_person(id: str, person: Person) -> dict[str, str]:
    return {'UID': id, 'speaker': person.name, 'papers': '|'.join(map(uid, person.talks))}


def uid(talk: Talk) -> str:
    return f'{talk.edition}-{talk.id}'


def table(rows: Iterator[dict[str, str]]) -> str:
    first, *others = rows
    text = io.StringIO()
    writer = csv.DictWriter(text, [*first], lineterminator='\n')
    writer.writeheader()
    writer.writerows([first, *others])
    return text.getvalue()
