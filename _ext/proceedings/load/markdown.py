"""What the Markdown files add, what they may not have in them, and files that belong to nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path, PurePosixPath
from typing import TypeVar

from ..documents import KEYWORDS_FOLDER
from ..mentions import Mention, is_known, names, subtype_of, unknown
from ..model import Edition, Link, Person, Talk
from ..names import slug
from ..problems import Place, Problems, did_you_mean, most_like
from ..program import Program
from ..prose.slips import report_repeated, report_slips
from ..prose.templates import EXAMPLES
from ..prose.vet import vet_markdown
from ..prose.vetting import Vetting
from ..schema.entries import SpeakerFrontMatter, TalkFrontMatter
from ..schema.values import Entry
from ..source import Source, front_matter, parse
from .validate import GUESSES, File, validate

E = TypeVar('E', bound=Entry)

_IN_PROGRAM = 'the page has it from the program; delete this line, and tell the organizers if it is wrong there'
FROM_PROGRAM: Mapping[str, str] = {
    **dict.fromkeys(
        ('title', 'author', 'authors', 'speaker', 'speakers', 'name', 'affiliation', 'affiliations'), _IN_PROGRAM
    ),
    **dict.fromkeys(('date', 'time', 'room', 'kind', 'type', 'track', 'status', 'doi'), _IN_PROGRAM),
    **dict.fromkeys(('abstract', 'biography', 'bio', 'text'), 'prose stands below the second line of three hyphens'),
}
"""What authors write above their prose, since other sites have it there; and the way out."""

_CURLY = re.compile('(?:[:,{\\[-]|^)[ \\t]*[“”„‘]')
_BEGUN = re.compile(
    r'(?P<above>(?:[ \t]*\n)*)(?P<hyphens>[ \t]*[-‐-―−]{1,5}[ \t]*\n)?'
    r'(?:[ \t]*#[^\n]*\n)*?[ \t]*(?:# )?(?P<key>[a-z_]+)[ \t]*:(?:\s|$)'
)
"""What may have been meant as the beginning of front matter."""

_DASHES = re.compile(r'[ \t]*[-‐-―−]{2,5}[ \t]*|[–—]')
"""What text programs make of three hyphens."""

_KEY = re.compile(r'[ \t]*(?:[\w ]+:(?:\s|$)|\{)')

UNREAD = frozenset({'.markdown', '.mdown', '.mkd', '.mdx'})
"""Endings of Markdown files that nobody reads here."""

_OF_WORD = frozenset({'.doc', '.docx', '.odt', '.rtf'})

TEXTS = frozenset({'', '.txt', '.text', '.tex', '.html', *_OF_WORD})
"""Endings of files that an author may take for that of a page."""


def read_text(path: Path, name: str, problems: Problems) -> str | None:
    """The text of a file in UTF-8, or None, with a problem, if there is none or it is not the site's own.

    *name* is the way to *path* from the site's folder.
    """
    if _is_linked(path, name):
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
    return decoded(content, name, problems)


def _is_linked(path: Path, name: str) -> bool:
    """Whether *path*, or a folder of the site that it is in, is a symbolic link."""
    way = str(path)
    for _ in name.split('/'):
        if os.path.islink(way):  # noqa: PTH114  # which takes a third of the time, three times for each page
            return True
        way = way.rpartition(os.sep)[0]
    return False


def decoded(content: bytes, name: str, problems: Problems) -> str | None:
    """The text of the *content* of a file in UTF-8, or None, with a problem, if it is none."""
    try:
        return content.decode('utf-8-sig').replace('\r\n', '\n').replace('\r', '\n')
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b'\n') + 1
        problems.add(Place(name, line), 'file', 'is not UTF-8 text; save it as UTF-8')
        problems.leave_unread(content.decode('utf-8', 'replace'))
        problems.no_text.add(name)
        return None


def talks_with_front_matter(
    edition: Edition, vetting: Vetting, problems: Problems
) -> Iterator[tuple[Talk, File[TalkFrontMatter] | None]]:
    """The talks of *edition*, each with the links and keywords that its Markdown file adds, and what that says."""
    folder, site = f'talks/{edition.id}', vetting.site
    files = dict(markdown_files(site, folder))
    _report_unread(site, folder, edition.talks, problems)
    for id, alike in _strangers(files, edition.talks):
        message = f'no talk "{id}" in program/{edition.id}.yml'
        _report_stranger(f'{folder}/{id}.md', 'talk', message, edition.talks, alike, problems)
    for talk in edition.talks.values():
        name = f'{folder}/{talk.id}.md'
        prose, more = _read(name, files.get(talk.id), TalkFrontMatter, vetting, problems)
        if prose:
            report_repeated(prose, talk.title, {credit.person for credit in talk.people}, name, problems)
        yield (_with(talk, more.entries), more) if more else (talk, None)


def people_with_front_matter(people: Iterable[Person], vetting: Vetting, problems: Problems) -> Iterator[Person]:
    """People, each with the links that their Markdown file adds."""
    known, site = {person.id: person for person in people}, vetting.site
    files = dict(markdown_files(site, 'speakers'))
    _report_unread(site, 'speakers', known, problems)
    for id, alike in _strangers(files, known):
        message = f'nobody with the id "{id}" has a role in any edition'
        _report_stranger(f'speakers/{id}.md', 'person', message, known, alike, problems)
    for person in known.values():
        name = f'speakers/{person.id}.md'
        _, more = _read(name, files.get(person.id), SpeakerFrontMatter, vetting, problems)
        yield replace(person, links=_joined(person.links, more.entries.links)) if more else person


def report_strange_folders(site: Path, editions: Iterable[str], program: Program, problems: Problems) -> None:
    """Markdown that can be no page: in a folder of `talks/` that belongs to no edition, or deeper, or higher."""
    known = sorted(editions)
    former = program.former['edition']
    for path in _in_folders_of_talks(site, known, former):
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
            hint = did_you_mean(edition, known)
            way_out = f'{hint} Rename the folder' if hint else f'; its facts would be in program/{edition}.yml'
            message = f'no edition "{edition}"{way_out}'
            problems.add(Place(name.as_posix()), 'edition', message)
    for path in site.glob('speakers/*/**/*.md'):
        problems.add(Place(path.relative_to(site).as_posix()), 'file', 'no page can be here; move it to speakers/')
    refs = {talk.id: ref for ref, talk in reversed([*program.talks.items()])}
    for path in site.glob('talks/*.md'):
        if path.stem != 'index':
            talk = refs.get(slug(path.stem), '')
            last = known[-1] if known else '2019'
            where = f'talks/{talk}.md' if talk else f'the folder of its edition, as talks/{last}/'
            message = f'no page can be here; move it to {where}'
            problems.add(Place(f'talks/{path.name}'), 'file', message)


def _in_folders_of_talks(site: Path, known: Iterable[str], former: Collection[str]) -> Iterator[Path]:
    """The Markdown in all folders of `talks/`, but for what is where pages of an edition are."""
    for folder in names_in(site / 'talks'):
        is_right = folder in known and folder not in former
        yield from (site / 'talks' / folder).glob('*/**/*.md' if is_right else '**/*.md')


def markdown_files(site: Path, folder: str) -> Iterator[tuple[str, Path]]:
    """(stem, path) of the Markdown files in a folder of the site."""
    there = site / folder
    yield from ((name.removesuffix('.md') or name, there / name) for name in names_in(there) if name.endswith('.md'))


def names_in(folder: Path) -> list[str]:
    """What is in *folder*, in order; nothing where there is no such folder."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries)
    except OSError:
        return []


def _read(
    name: str, path: Path | None, model: type[E], vetting: Vetting, problems: Problems
) -> tuple[str, File[E] | None]:
    """(prose of a page, what the page says above it); the prose is judged, and each line of it keeps its number."""
    text = read_text(path, name, problems) if path else None
    if not text:
        return '', None
    vet_markdown(text, name, problems, vetting)
    yaml, above = front_matter(text)
    prose = '\n' * above + '\n'.join(text.split('\n')[above:])
    report_slips(prose, name, problems)
    if not above:
        _report_misplaced_facts(text, name, model.model_fields, problems)
    return prose, _facts(yaml, name, model, problems)


def mentions_of_own_pages(site: Path, problems: Problems) -> Iterator[Mention]:
    """What organizers mention on their own pages: on those that are pages for certain, whatever conf.py says."""
    found = [
        site / 'index.md',
        site / 'speakers/index.md',
        *site.glob('talks/index.md'),
        *site.glob('talks/*/index.md'),
    ]
    for path in sorted(path for path in found if path.is_file()):
        text = read_text(path, path.relative_to(site).as_posix(), problems)
        if text and '{' in text:
            from ..prose.roles import mentions_in

            yield from mentions_in(text, path.relative_to(site).as_posix())


def report_mentions(program: Program, mentions: Iterable[Mention], problems: Problems) -> None:
    """What pages mention, and the program does not have."""
    known = names(program) if mentions else {}
    for place, kind, target in mentions:
        if target and not is_known(kind, target, program, known[kind]) and not problems.explain(target.split('/')[-1]):
            problems.add(place, subtype_of(kind), unknown(kind, target, known[kind]))


def _facts(yaml: str, name: str, model: type[E], problems: Problems) -> File[E] | None:
    """What stands between the two lines of hyphens; None where all of it is comments, as in a template."""
    lines = yaml.splitlines()
    if all(not line.strip() or line.lstrip().startswith('#') for line in lines):
        return None
    if not any(_KEY.match(line) for line in lines):
        first = next(number for number, line in enumerate(lines, start=2) if line.strip() and line.lstrip()[0] != '#')
        message = 'this text is not shown: text stands below the second line of three hyphens; move it there'
        problems.add(Place(name, first), 'type', message)
        return None
    for number, line in enumerate(lines, start=2):
        if _DASHES.fullmatch(line):
            problems.add(Place(name, number), 'markdown', _as_hyphens(line))
            return None
        if found := _CURLY.search(line):
            message = 'curly quotes are part of the text here; write straight ones ("), or none'
            problems.add(Place(name, number, found.end()), 'type', message, notice=True)
    source = parse(yaml, name, problems, lines_above=1)
    if not source:
        return None
    for key in [key for key in source.keys_at(()) if key in FROM_PROGRAM and key not in model.model_fields]:
        problems.add(source.key_place((key,)), 'key', f'"{key}" cannot stand here: {FROM_PROGRAM[key]}')
        source.remove((key,))
    _leave_out_examples(source, problems)
    return validate(source, model, problems)


def _leave_out_examples(source: Source, problems: Problems) -> None:
    """What the template has for an example, and nobody has replaced."""
    for key in [key for key in ('keywords', 'links') if key in source.keys_at(())]:
        values = source.data_at((key,))
        pairs = list(
            values.items() if isinstance(values, dict) else enumerate(values if isinstance(values, list) else ())
        )
        for at, value in reversed(pairs):
            if isinstance(value, str) and value in EXAMPLES:
                message = f'"{value}" is the example of the template; write your own in its place, or delete it'
                problems.add(source.place((key, at)), 'markdown', message)
                source.remove((key, at))


def _report_misplaced_facts(text: str, name: str, keys: Collection[str], problems: Problems) -> None:
    """Where nothing is read as standing above the prose, but was meant to be."""
    found = _BEGUN.match(text)
    hyphens = (found['hyphens'] or '') if found else ''
    if not found or (found['key'] not in keys and hyphens.rstrip() != '---'):
        return
    above = found['above'].count('\n')
    if hyphens and hyphens.rstrip() != '---':
        message = _as_hyphens(hyphens)
    elif not hyphens:
        message = 'the facts above the prose begin with a line of three hyphens; write --- on a line above this one'
    elif above:
        message = 'the facts above the prose have to begin in the first line; delete the empty lines above this one'
    else:
        message = 'the facts that begin here have no end; write --- on a line of its own below them'
    problems.add(Place(name, above + 1), 'markdown', message)


def _as_hyphens(line: str) -> str:
    return f'"{line.strip()}" is not three hyphens, between which the facts above the prose stand; write ---'


def _report_unread(site: Path, folder: str, known: Collection[str], problems: Problems) -> None:
    """Files that look like somebody's page, and are none, for their ending: no slip is to pass in silence."""
    for file in names_in(site / folder):
        if file.endswith('.md') or file.startswith('.'):
            continue
        path = site / folder / file
        ending, id = path.suffix.lower(), file.partition('.')[0]
        if ending not in UNREAD | TEXTS | {'.md'}:
            continue
        name = f'{folder}/{file}'
        meant = _within(id, known) or id
        if ending not in TEXTS:
            problems.add(Place(name), 'file', f'is not read, for the end of its name; rename it to {meant}.md')
        elif meant in known and path.is_file() and not (site / folder / f'{meant}.md').exists():
            kind = 'a Word file' if ending in _OF_WORD else 'such a file'
            way_out = 'rename it to' if ending in ('', '.txt', '.text') else 'copy its text into'
            message = f'{kind} is not shown; {way_out} {folder}/{meant}.md'
            problems.add(Place(name), 'file', message)


def report_outside(site: Path, folders: Mapping[str, str], problems: Problems) -> None:
    """Markdown beside the folders for it; *folders* has the folder where each id belongs."""
    for path in sorted((*site.glob('*.md'), *site.glob('program/*.md'))):
        if folder := folders.get(slug(path.stem)):
            name = path.relative_to(site).as_posix()
            problems.add(Place(name), 'file', f'no page can be here; move it to {folder}/{slug(path.stem)}.md')


def _strangers(files: Iterable[str], known: Collection[str]) -> Iterator[tuple[str, Collection[str]]]:
    """The ids of *files* that nothing has, each with those among which to look for what was meant."""
    for number, id in enumerate(sorted(id for id in files if id not in known)):
        yield id, known if number < GUESSES else ()


def _report_stranger(
    name: str, what: str, message: str, known: Collection[str], alike: Collection[str], problems: Problems
) -> None:
    id = PurePosixPath(name).stem
    if id != 'index' and not problems.explain(id):
        meant = _within(id, known) or most_like(id, alike)
        way_out = (
            f'did you mean "{meant}"? Rename the file to {meant}.md, or delete it'
            if meant
            else 'rename the file after the last part of the address of its page, or delete it'
        )
        problems.add(Place(name), what, f'{message}; {way_out}')


def _within(name: str, known: Collection[str]) -> str:
    """The longest id that has all of its words in *name*, as `surf` in `Surf abstract`; or nothing."""
    words = slug(name).split('-')
    runs = {'-'.join(words[first:last]) for first, last in combinations(range(len(words) + 1), 2)}
    found = [run for run in runs if run in known]
    longest = max(map(len, found), default=0)
    found = [run for run in found if len(run) == longest]
    return found[0] if len(found) == 1 else next((id for id in known if id in found), '')


def _with(talk: Talk, more: TalkFrontMatter) -> Talk:
    keywords = tuple(dict.fromkeys((*talk.keywords, *more.keywords)))
    links = _joined(talk.links, more.links)
    if (keywords, links, more.editors_summary) == (talk.keywords, talk.links, talk.editors_summary):
        return talk
    return replace(talk, keywords=keywords, links=links, editors_summary=more.editors_summary)


def _joined(links: tuple[Link, ...], more: Iterable[tuple[str, str]]) -> tuple[Link, ...]:
    return tuple(dict.fromkeys((*links, *(Link(kind=kind, url=url) for kind, url in more))))
