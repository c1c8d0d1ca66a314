"""Which edition an import goes to."""

from __future__ import annotations

from pathlib import Path

from ...documents import is_taken
from ...problems import Place, short
from ...program import Program
from ...schema.values import is_id
from ..draft import Draft
from ..files.write import CannotImportError
from ..report import Report
from .memory import editions_of


def edition_id(site: Path, draft: Draft, program: Program, chosen: str, report: Report, place: Place) -> str:
    """The id of the edition to import to. Raises CannotImportError."""
    former = program.former['edition']
    known = sorted({former.get(id, id) for id in editions_of(site, draft.source)})
    if chosen:
        _check_id(chosen, program)
        return chosen
    if len(known) > 1:
        raise CannotImportError(
            f'this was imported to {" and ".join(known)}; say to which now, as --edition {known[-1]}'
        )
    if known:
        return known[0]
    days = [day for day in (draft.start, draft.published) if day]
    days += [session.start.date() for session in draft.sessions]
    days += [talk.published for talk in draft.talks.values() if talk.published]
    if not days:
        return _only_edition(program, report, place)
    id = str((draft.start or min(days)).year)
    _check_id(id, program)
    edition = program.editions.get(id)
    if edition is None:
        return id
    ends = max(draft.end or days[0], *days)
    if draft.start and (ends < edition.start or min(days) > edition.end):
        raise CannotImportError(
            f'program/{id}.yml is another edition, of {edition.start}; write an id for this one, as --edition {id}-b, '
            f'or --edition {id} if it is the same'
        )
    report.guess(place, f'it is taken for the edition {id}, which is there already')
    return id


def _only_edition(program: Program, report: Report, place: Place) -> str:
    """The id of the one edition that the site has, for what says nothing of when it is."""
    if len(program.editions) != 1:
        raise CannotImportError('nothing says in which year it takes place; write it, as --edition 2031')
    [id] = program.editions
    report.guess(place, f'nothing says in which year it takes place; it is taken for {id}, the only edition')
    return id


def _check_id(id: str, program: Program) -> None:
    if not is_id(id) or id in ('series', 'people') or is_taken(id):
        raise CannotImportError(
            f'"{short(id)}" cannot be the id of an edition; write lower-case letters, digits and single hyphens, as in '
            '2031'
        )
    if id in program.former['edition']:
        raise CannotImportError(f'{id} is what {program.former["edition"][id]} was called; write that')
