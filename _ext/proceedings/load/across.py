"""What can only be judged when all files are known: former ids, replacements in other editions, redirects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

from ..documents import KEYWORDS_FOLDER, former_documents, redirects, schedule_stem
from ..ledger import OF_SPHINX, Present, followed, is_file
from ..model import Talk, is_url
from ..problems import did_you_mean, short
from ..program import Program
from ..schema.entries import EditionFile, PeopleFile, RoomEntry, SeriesFile, TalkFrontMatter, TrackEntry
from ..schema.values import id_of
from ..source import Loc
from .validate import File

_ONE_ONLY = 'an address can lead to one page only'

AnyFile = File[SeriesFile] | File[PeopleFile] | File[EditionFile] | File[TalkFrontMatter]


@dataclass(frozen=True, slots=True)
class Files:
    """The files that a program was made of, for what is wrong with them; those that cannot be read are not there."""

    series: File[SeriesFile] | None
    people: File[PeopleFile] | None
    editions: Mapping[str, File[EditionFile]]
    front_matter: Mapping[str, File[TalkFrontMatter]]
    """Of the Markdown of talks, by ref."""


@dataclass(frozen=True, slots=True)
class Claim:
    """That what is *now* the target of a role was *old*, where the organizer says so."""

    kind: str
    old: str
    now: str
    file: AnyFile
    loc: Loc
    is_all: bool
    """Whether nothing else is claimed to have been it: an own id before others says that calendars go by that one."""


def linked(program: Program, files: Files) -> Program:
    """*program* with every `replaced_by` looked up: the ref of a talk, or a web address."""
    replaced = [talk for talk in program.talks.values() if talk.replaced_by]
    if not replaced:
        return program
    circles = _in_circles(program)
    found = {talk.ref: _replacement(talk, circles, program, files) for talk in replaced}
    editions = {
        edition.id: replace(edition, talks={id: _replaced_by(talk, found) for id, talk in edition.talks.items()})
        for edition in program.editions.values()
    }
    return replace(program, editions=editions)


def _replaced_by(talk: Talk, found: Mapping[str, str]) -> Talk:
    return replace(talk, replaced_by=found[talk.ref]) if talk.ref in found else talk


def check_across(program: Program, files: Files, site: Path) -> None:
    """Report former ids that are no former ones, and redirects from or to the wrong place."""
    _check_former(program, files)
    _check_redirects(program, files, site)


def _replacement(talk: Talk, circles: Set[str], program: Program, files: Files) -> str:
    """What stands instead of *talk*; nothing, with a problem, if there is no such thing."""
    given = talk.replaced_by
    if is_url(given):
        return given
    ref = _led_to(talk, program)
    if ref in program.talks and talk.ref not in circles:
        return ref
    file = files.editions[talk.edition]
    if not file.problems.explain(given.rpartition('/')[2]):
        _report_replacement(talk, given, ref, program, files)
    return ''


def _in_circles(program: Program) -> Set[str]:
    """The talks instead of which they themselves stand, at the end. Each is gone through once: chains may be long."""
    found: set[str] = set()
    seen: set[str] = set()
    for ref in program.talks:
        way: list[str] = []
        while ref in program.talks and ref not in seen:
            seen.add(ref)
            way.append(ref)
            ref = _led_to(program.talks[ref], program)
        if ref in way:
            found.update(way[way.index(ref) :])
    return found


def _led_to(talk: Talk, program: Program) -> str:
    """The ref of what stands instead of *talk*, if that is a talk."""
    given = talk.replaced_by
    ref = given if '/' in given else f'{talk.edition}/{given}'
    return program.former['talk'].get(ref, ref)


def _report_replacement(talk: Talk, given: str, ref: str, program: Program, files: Files) -> None:
    file = files.editions[talk.edition]
    index = next(index for index, entry in enumerate(file.entries.talks) if entry.id == talk.id)
    way_out = '; write the id of a talk, or one of another edition as 2020/ID, or a web address'
    if ref in program.talks:
        message = f'"{short(given)}" leads back to this talk; write what stands now, or leave it out'
        file.problem(('talks', index, 'replaced_by'), 'link', message)
    else:
        known = program.talks if '/' in given else program.editions[talk.edition].talks
        hint = did_you_mean(given, known) or way_out
        file.problem(('talks', index, 'replaced_by'), 'talk', f'no talk "{short(given)}"{hint}')


def _check_former(program: Program, files: Files) -> None:
    living: dict[str, Mapping[str, object]] = {
        'talk': program.talks,
        'speaker': program.people,
        'edition': program.editions,
        'room': program.rooms,
        'track': program.tracks,
    }
    claimed: dict[tuple[str, str], str] = {}
    for claim in _claims(files):
        id = claim.old.rpartition('/')[2]
        if claim.old == claim.now:
            if claim.is_all:
                claim.file.problem(claim.loc, 'duplicate', f'"{id}" is the id that it has now; delete it here')
        elif claim.old in living[claim.kind]:
            message = f'"{id}" is still the id of another {claim.kind}; {_ONE_ONLY}'
            claim.file.problem(claim.loc, 'duplicate', message)
        elif (other := claimed.setdefault((claim.kind, claim.old), claim.now)) != claim.now:
            message = f'"{id}" is a former id of "{other}" already; {_ONE_ONLY}'
            claim.file.problem(claim.loc, 'duplicate', message)


def _claims(files: Files) -> Iterator[Claim]:
    if files.people:
        for index, person in enumerate(files.people.entries.people):
            now = person.id or id_of(person.name)
            yield from _of('speaker', '', person.former_ids, now, files.people, ('people', index))
    for edition, file in files.editions.items():
        entries, folder = file.entries, f'{edition}/'
        yield from _of('edition', '', entries.edition.former_ids, edition, file, ('edition',))
        for index, talk in enumerate(entries.talks):
            yield from _of('talk', folder, talk.former_ids, talk.id, file, ('talks', index))
        places: dict[str, Sequence[RoomEntry | TrackEntry]] = {'room': entries.rooms, 'track': entries.tracks}
        for kind, things in places.items():
            for index, thing in enumerate(things):
                now = thing.id or id_of(thing.name)
                yield from _of(kind, folder, thing.former_ids, now, file, (f'{kind}s', index))


def _of(kind: str, folder: str, former: Iterable[str], now: str, file: AnyFile, loc: Loc) -> Iterator[Claim]:
    former = list(former)
    for at, old in enumerate(former):
        is_all = at > 0 or len(former) == 1
        yield Claim(kind, f'{folder}{old}', f'{folder}{now}', file, (*loc, 'former_ids', at), is_all)


def _check_redirects(program: Program, files: Files, site: Path) -> None:
    if files.series and program.series.redirects:
        present = Present(program, site)
        former = followed(former_documents(program), present.has_page)
        for old, now in program.series.redirects.items():
            if found := _wrong_place(old, present, former) or _wrong_target(old, now, program, present):
                files.series.problem(('series', 'redirects', old), *found)


def _wrong_place(old: str, present: Present, former: Mapping[str, str]) -> tuple[str, str] | None:
    """(subtype, message) where no page may lead on, since something else has that address."""
    page, now = present.page_at(old), present.moved.get(old)
    if is_file(old) or _is_of_files(old):
        return 'link', f'"{old}" is the name of a file; no page can lead on from there, and a file moves with its page'
    if old in OF_SPHINX or (page and not _is_same_but_for_index(old, page, now)):
        return 'duplicate', f'there is a page "{page or old}"; {_ONE_ONLY}'
    if now and former.get(old, now) != now:
        return 'duplicate', f'a former id in program/ makes it lead to "{former[old]}" already; {_ONE_ONLY}'
    return None


def _is_of_files(document: str) -> bool:
    """Whether the files of a whole edition have that name, before the suffix."""
    match document.split('/'):
        case ['talks', edition, _] if edition != KEYWORDS_FOLDER:
            return document == schedule_stem(edition)
    return False


def _is_same_but_for_index(old: str, page: str, now: str | None) -> bool:
    """Whether `about` leads to `about/index`: one builder needs that, and for the other both are one page."""
    return old != page and page == now and old.removesuffix('/index') == page.removesuffix('/index')


def _wrong_target(old: str, now: str, program: Program, present: Present) -> tuple[str, str] | None:
    if old in present.moved:
        return None
    if now in redirects(program):
        return 'link', f'"{old}" leads to "{now}", and that to no page in the end; write the page that it is now'
    hint = did_you_mean(now, present.pages) or '; write the address of a page of this site, without .html'
    return 'link', f'"{old}" leads to "{now}", and there is no such page{hint}'
