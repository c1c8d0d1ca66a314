"""What the Markdown files add, what they may not have in them, and files that belong to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TypeVar

from ..documents import KEYWORDS_FOLDER
from ..model import Edition, Link, Person, Talk
from ..problems import Place, Problems, did_you_mean
from ..schema.entries import SpeakerFrontMatter, TalkFrontMatter
from ..schema.values import Entry
from ..source import front_matter, parse
from .validate import File, validate

E = TypeVar('E', bound=Entry)


def read_text(path: Path, name: str, problems: Problems) -> str | None:
    """The text of a file in UTF-8, or None, with a problem, if there is none or it is not the site's own.

    *name* is the way to *path* from the site's folder.
    """
    steps = len(PurePosixPath(name).parts)
    if path.is_symlink() or any(folder.is_symlink() for folder in path.parents[: steps - 1]):
        problems.add(Place(name), 'file', 'is a symbolic link, or in a linked folder; put the file itself here')
        return None
    try:
        content = path.read_bytes() if path.is_file() else None
    except OSError as error:
        problems.add(Place(name), 'file', f'cannot be read: {error.strerror}')
        return None
    if content is None:
        problems.add(Place(name), 'file', 'is not a file; rename it, or delete it')
        return None
    return _decoded(content, name, problems)


def _decoded(content: bytes, name: str, problems: Problems) -> str | None:
    try:
        return content.decode('utf-8-sig').replace('\r\n', '\n').replace('\r', '\n')
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b'\n') + 1
        problems.add(Place(name, line), 'file', 'is not UTF-8 text; save it as UTF-8')
        problems.leave_unread(content.decode('utf-8', 'replace'))
        return None


def talks_with_front_matter(
    edition: Edition, site: Path, problems: Problems
) -> Iterator[tuple[Talk, File[TalkFrontMatter] | None]]:
    """The talks of *edition*, each with the links and keywords that its Markdown file adds, and what that says."""
    folder = f'talks/{edition.id}'
    files = dict(markdown_files(site, folder))
    for id in files.keys() - edition.talks.keys():
        _report_stranger(
            f'{folder}/{id}.md', 'talk', f'no talk "{id}" in program/{edition.id}.yml', edition.talks, problems
        )
    for talk in edition.talks.values():
        more = _front_matter(f'{folder}/{talk.id}.md', files.get(talk.id), TalkFrontMatter, problems)
        yield (_with(talk, more.entries), more) if more else (talk, None)


def people_with_front_matter(people: Iterable[Person], site: Path, problems: Problems) -> Iterator[Person]:
    """People, each with the links that their Markdown file adds."""
    known = {person.id: person for person in people}
    files = dict(markdown_files(site, 'speakers'))
    for id in files.keys() - known.keys():
        _report_stranger(
            f'speakers/{id}.md', 'person', f'nobody with the id "{id}" has a role in any edition', known, problems
        )
    for person in known.values():
        more = _front_matter(f'speakers/{person.id}.md', files.get(person.id), SpeakerFrontMatter, problems)
        yield replace(person, links=_joined(person.links, more.entries.links)) if more else person


def report_strange_folders(site: Path, editions: Iterable[str], former: Mapping[str, str], problems: Problems) -> None:
    """Markdown that can be no page: in a folder of `talks/` that belongs to no edition, or deeper, or higher."""
    known = sorted(editions)
    for path in site.glob('talks/*/**/*.md'):
        name = path.relative_to(site)
        edition = name.parts[1]
        if len(name.parts) > 3:
            message = f'no page can be here; move it to talks/{edition}/'
            problems.add(Place(name.as_posix()), 'file', message)
        elif edition == KEYWORDS_FOLDER and name.stem != 'index':
            message = 'no page can be here: that of a keyword comes from the talks that have it; delete the file'
            problems.add(Place(name.as_posix()), 'file', message)
        elif edition in former:
            message = (
                f'the edition is "{former[edition]}" now; move the folder talks/{edition} to talks/{former[edition]}'
            )
            problems.add(Place(name.as_posix()), 'edition', message)
        elif edition not in (*known, KEYWORDS_FOLDER):
            message = (
                f'no edition "{edition}"{did_you_mean(edition, known)}; its facts would be in program/{edition}.yml'
            )
            problems.add(Place(name.as_posix()), 'edition', message)
    for path in site.glob('speakers/*/**/*.md'):
        problems.add(Place(path.relative_to(site).as_posix()), 'file', 'no page can be here; move it to speakers/')
    for path in site.glob('talks/*.md'):
        if path.stem != 'index':
            message = 'no page can be here; move it to the folder of its edition, as talks/2019/jax-md.md'
            problems.add(Place(f'talks/{path.name}'), 'file', message)


def markdown_files(site: Path, folder: str) -> Iterator[tuple[str, Path]]:
    """(stem, path) of the Markdown files in a folder of the site."""
    yield from ((path.stem, path) for path in sorted((site / folder).glob('*.md')))


def _front_matter(name: str, path: Path | None, model: type[E], problems: Problems) -> File[E] | None:
    """What a page says above its prose; the prose is judged, too."""
    text = read_text(path, name, problems) if path else None
    if not text:
        return None
    from ..prose.vet import vet_markdown  # late: a program without prose need not wait for a Markdown parser

    vet_markdown(text, name, problems)
    yaml, _ = front_matter(text)
    source = parse(yaml, name, problems, lines_above=1) if yaml.strip() else None
    return validate(source, model, problems) if source else None


def _report_stranger(name: str, what: str, message: str, known: Iterable[str], problems: Problems) -> None:
    id = PurePosixPath(name).stem
    if id != 'index' and not problems.explain(id):
        problems.add(Place(name), what, f'{message}{did_you_mean(id, known)}; rename the file or delete it')


def _with(talk: Talk, more: TalkFrontMatter) -> Talk:
    keywords = tuple(dict.fromkeys((*talk.keywords, *more.keywords)))
    return replace(talk, keywords=keywords, links=_joined(talk.links, more.links), editors_summary=more.editors_summary)


def _joined(links: tuple[Link, ...], more: Iterable[tuple[str, str]]) -> tuple[Link, ...]:
    return tuple(dict.fromkeys((*links, *(Link(kind=kind, url=url) for kind, url in more))))
