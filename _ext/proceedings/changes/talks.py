"""What differs in the talks of one edition, but for when and where they are given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..maths.titles import plain_title
from ..model import Credit, Link, Session, Talk
from ..program import Program
from ..vocabulary import CORRECTION_KINDS, LINK_KINDS
from .differences import Added, Cast, Changed, Difference, Items, NewId, Removed, Renamed, Standing, Subject
from .matching import Editions, Programs


def talks(pair: Editions) -> Iterator[Difference]:
    for old, new in pair.talks.both:
        yield from _talk(pair, old, new)
    yield from (_added(pair, talk) for talk in pair.talks.came)
    yield from (Removed(subject=pair.talk_subject(talk)) for talk in pair.talks.gone)


def _added(pair: Editions, talk: Talk) -> Added:
    slots = pair.new_slots.get(talk.id)
    return Added(
        subject=pair.talk_subject(talk),
        people=tuple(pair.programs.name(credit.person) for credit in talk.presenters),
        spot=pair.new_spot(slots[0]) if slots else None,
        kind=talk.kind.name,
    )


def _talk(pair: Editions, old: Talk, new: Talk) -> Iterator[Difference]:
    subject = pair.talk_subject(new)
    if old.id != new.id:
        yield NewId(subject=subject, old=old.id, leads=f'{new.edition}/{old.id}' in pair.programs.new.former['talk'])
    yield from standing(subject, old, new, pair)
    yield from renamed(subject, old.title, new.title)
    for role, before, now in (('author', old.authors, new.authors), ('speaker', old.speakers, new.speakers)):
        yield from cast(subject, role, before, now, pair.programs)
    yield from _values(pair, subject, old, new)
    yield from _lists(subject, old, new)


def standing(subject: Subject, old: Session | Talk, new: Session | Talk, pair: Editions) -> Iterator[Standing]:
    """Another status, or one with another reason or replacement."""
    then, now = (_replacement(thing) for thing in (old, new))
    if (old.status, old.reason, then) != (new.status, new.reason, now):
        instead = _called(now, pair.programs.new)
        yield Standing(
            subject=subject, was=old.status, now=new.status, reason=new.reason, since=new.since, instead=instead
        )


def _replacement(thing: Session | Talk) -> str:
    return thing.replaced_by if isinstance(thing, Talk) else ''


def _called(replacement: str, program: Program) -> str:
    """The title of the talk that replaces another, or the address."""
    talk = program.talks.get(replacement)
    return f'“{plain_title(talk.title)}”' if talk else replacement


def renamed(subject: Subject, old: str, new: str) -> Iterator[Renamed]:
    if plain_title(old) != plain_title(new):
        yield Renamed(subject=subject, old=plain_title(old))


def cast(
    subject: Subject, role: str, old: Sequence[Credit], new: Sequence[Credit], programs: Programs
) -> Iterator[Cast]:
    """Who came into a role and who left it; or the order, where that is all."""
    before = list(dict.fromkeys(programs.person(credit.person) for credit in old))
    now = [credit.person for credit in new]
    came = _names((person for person in now if person not in before), programs)
    gone = [credit.person for credit in old if programs.person(credit.person) not in now]
    if came or gone:
        yield Cast(subject=subject, role=role, came=came, went=_names(gone, programs))
    elif before != now:
        yield Cast(subject=subject, role=role, order=_names(now, programs))


def _names(people: Iterable[str], programs: Programs) -> tuple[str, ...]:
    return tuple(programs.name(person) for person in people)


def _values(pair: Editions, subject: Subject, old: Talk, new: Talk) -> Iterator[Changed]:
    yield from changed(subject, 'kind', old.kind.id, new.kind.id, old.kind.name, new.kind.name)
    yield from track(pair, subject, old.track, new.track)
    numbers = ('' if talk.number is None else str(talk.number) for talk in (old, new))
    yield from changed(subject, 'number', *numbers)
    yield from changed(subject, 'DOI', old.doi, new.doi)
    yield from changed(subject, 'pages', *('–'.join(dict.fromkeys(talk.pages or ())) for talk in (old, new)))
    yield from changed(subject, 'date of publication', *(str(talk.published or '') for talk in (old, new)))
    yield from changed(subject, 'file of the paper', old.pdf, new.pdf)


def track(pair: Editions, subject: Subject, old: str, new: str) -> Iterator[Changed]:
    names = (edition.tracks[id].name if id else '' for edition, id in ((pair.old, old), (pair.new, new)))
    yield from changed(subject, 'track', pair.track_now(old) if old else '', new, *names)


def changed(subject: Subject, what: str, old: str, new: str, *called: str) -> Iterator[Changed]:
    """Whether *old* and *new* differ; *called* is what readers call the two, where that is something else."""
    if old != new:
        before, now = called or (old, new)
        yield Changed(subject=subject, what=what, old=before, new=now)


def _lists(subject: Subject, old: Talk, new: Talk) -> Iterator[Items]:
    yield from links(subject, old.links, new.links)
    yield from items(subject, 'award', old.awards, new.awards)
    for kind in CORRECTION_KINDS:
        corrections = ([c.text or c.url for c in talk.corrections if c.kind == kind] for talk in (old, new))
        yield from items(subject, CORRECTION_KINDS[kind].lower(), *corrections)
    yield from items(subject, 'keyword', old.keywords, new.keywords)


def links(subject: Subject, old: Iterable[Link], new: Iterable[Link]) -> Iterator[Items]:
    for kind, name in LINK_KINDS.items():
        urls = ([link.url for link in found if link.kind == kind] for found in (old, new))
        yield from items(subject, name.lower(), *urls)


def items(subject: Subject, what: str, old: Iterable[str], new: Iterable[str]) -> Iterator[Items]:
    before, now = dict.fromkeys(old), dict.fromkeys(new)
    came = tuple(item for item in now if item not in before)
    went = tuple(item for item in before if item not in now)
    if came or went:
        yield Items(subject=subject, what=what, came=came, went=went)
