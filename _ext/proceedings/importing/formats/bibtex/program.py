"""A draft of the entries: the volume, then its papers."""

from __future__ import annotations

from collections.abc import Sequence

from ...draft import Draft, Markup
from ...report import Report
from ...tables.people import People
from .entries import Item
from .facts import inheriting
from .papers import talk_of
from .volume import facts_of, tell_facts, tell_own


def draft_of(volumes: Sequence[Item], papers: Sequence[Item], report: Report, *, stem: str) -> Draft:
    """The draft; a source that has no volume is called by the *stem* of its file."""
    for other in volumes[1:]:
        why = 'an edition has one volume; import the others by themselves'
        report.lose('further volumes', other.place, other.key, why)
    volume = volumes[0] if volumes else None
    draft = Draft(source=f'BibTeX: {(volume and volume.key) or stem}')
    people = People(draft, report, Markup.LATEX)
    prefix = _prefix(volume, papers)
    papers = _with_volumes(papers, volumes)
    facts = facts_of(volume, papers)
    tell_facts(facts, draft, people, has_entry=volume is not None)
    if volume:
        tell_own(volume, draft, report, is_ours=bool(prefix))
    for paper in papers:
        if talk := talk_of(paper, facts, people, prefix=prefix):
            draft.talks[talk.key] = talk
    return draft


def _prefix(volume: Item | None, papers: Sequence[Item]) -> str:
    """What stands before all the keys of papers if the file is one of ours: the key of the volume."""
    prefix = f'{volume.key}_' if volume and volume.key else ''
    return prefix if papers and all(paper.key.startswith(prefix) for paper in papers) else ''


def _with_volumes(papers: Sequence[Item], volumes: Sequence[Item]) -> list[Item]:
    by_key = {volume.key.lower(): volume for volume in volumes}
    return [inheriting(paper, by_key) for paper in papers]
