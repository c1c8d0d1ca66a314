"""What the Markdown files add: links and keywords in front matter, and files that belong to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from ..model import Edition, Link, Person, Talk
from ..problems import Place, Problems, did_you_mean
from ..schema import Entry, SpeakerFrontMatter, TalkFrontMatter
from ..source import front_matter, parse
from .validate import validate

E = TypeVar('E', bound=Entry)


def read_text(path: Path, name: str, problems: Problems) -> str | None:
    """The text of a file in UTF-8, or None, with a problem, if there is none or it is not the site's own."""
    if path.is_symlink():
        problems.add(Place(name), 'file', 'is a symbolic link; put the file itself here')
        return None
    try:
        return path.read_text(encoding='utf-8-sig')
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b'\n') + 1
        problems.add(Place(name, line), 'file', 'is not UTF-8 text; save it as UTF-8')
    except OSError as error:
        problems.add(Place(name), 'file', f'cannot be read: {error.strerror}')
    return None


def talks_with_front_matter(edition: Edition, site: Path, problems: Problems) -> Iterator[Talk]:
    """The talks of *edition*, each with the links and keywords that its Markdown file adds."""
    folder = f'talks/{edition.id}'
    files = dict(markdown_files(site, folder))
    _report_strangers(
        files.keys() - edition.talks.keys() - {'index'},
        folder,
        'talk',
        f'program/{edition.id}.yml',
        edition.talks,
        problems,
    )
    for talk in edition.talks.values():
        more = (
            _front_matter(files[talk.id], f'{folder}/{talk.id}.md', TalkFrontMatter, problems)
            if talk.id in files
            else None
        )
        yield _with(talk, more) if more else talk


def people_with_front_matter(people: Iterable[Person], site: Path, problems: Problems) -> Iterator[Person]:
    """People, each with the links that their Markdown file adds."""
    known = {person.id: person for person in people}
    files = dict(markdown_files(site, 'speakers'))
    _report_strangers(files.keys() - known.keys() - {'index'}, 'speakers', 'person', 'program/', known, problems)
    for person in known.values():
        more = (
            _front_matter(files[person.id], f'speakers/{person.id}.md', SpeakerFrontMatter, problems)
            if person.id in files
            else None
        )
        yield replace(person, links=_joined(person.links, more.links)) if more else person


def report_strange_folders(site: Path, editions: Iterable[str], problems: Problems) -> None:
    """Folders with Markdown in `talks/` that belong to no edition, and Markdown deeper than a page can be."""
    known = set(editions)
    for path in sorted((*site.glob('talks/*/**/*.md'), *site.glob('speakers/*/**/*.md'))):
        name = path.relative_to(site)
        edition = name.parts[1]
        if name.parts[0] == 'speakers' or len(name.parts) > 3:
            problems.add(
                Place(name.as_posix()),
                'file',
                f'no page can be here; move it to {name.parts[0]}/'
                + ('' if name.parts[0] == 'speakers' else f'{edition}/'),
            )
        elif edition not in known:
            problems.add(
                Place(name.as_posix()),
                'edition',
                f'no edition "{edition}"{did_you_mean(edition, known)}; it would be program/{edition}.yml',
            )
    for path in sorted(site.glob('talks/*.md')):
        if path.stem != 'index':
            problems.add(
                Place(f'talks/{path.name}'),
                'file',
                'a talk belongs into the folder of its edition, as talks/2019/jax-md.md',
            )


def markdown_files(site: Path, folder: str) -> Iterator[tuple[str, Path]]:
    """(stem, path) of the Markdown files in a folder of the site."""
    yield from ((path.stem, path) for path in sorted((site / folder).glob('*.md')))


def _front_matter(path: Path, name: str, model: type[E], problems: Problems) -> E | None:
    text = read_text(path, name, problems)
    yaml, _ = front_matter(text or '')
    source = parse(yaml, name, problems, lines_above=1) if yaml.strip() else None
    file = validate(source, model, problems) if source else None
    return file.entries if file else None


def _report_strangers(
    ids: Iterable[str], folder: str, what: str, where: str, known: Iterable[str], problems: Problems
) -> None:
    for id in sorted(ids):
        problems.add(
            Place(f'{folder}/{id}.md'),
            what,
            f'no {what} "{id}" in {where}{did_you_mean(id, known)}; rename the file or delete it',
        )


def _with(talk: Talk, more: TalkFrontMatter) -> Talk:
    keywords = tuple(dict.fromkeys((*talk.keywords, *more.keywords)))
    return replace(talk, keywords=keywords, links=_joined(talk.links, more.links), editors_summary=more.editors_summary)


def _joined(links: tuple[Link, ...], more: Iterable[tuple[str, str]]) -> tuple[Link, ...]:
    return tuple(dict.fromkeys((*links, *(Link(kind=kind, url=url) for kind, url in more))))
