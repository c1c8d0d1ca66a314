"""What the page of a talk says of its place in the record: that it no longer stands, what it replaces, corrections."""

from __future__ import annotations

from docutils import nodes

from ..maths.nodes import title_nodes
from ..model import Talk, is_url
from ..nodes import make
from ..program import Program
from ..times import full_date
from ..vocabulary import CORRECTION_KINDS, standing_words
from . import inline
from .inline import Nodes, bullet_list, paragraph, section, text

CORRECTIONS_NODE_ID = 'proceedings--corrections'
"""No heading of an author's gets it: theirs have no two hyphens."""


def standing_title(talk: Talk) -> Nodes:
    """`Retracted: ` before the title of what no longer stands: search and bookmarks have nothing but the title."""
    return [] if talk.stands else [text(f'{talk.status.capitalize()}:', 'proceedings-status'), nodes.Text(' ')]


def tombstone(program: Program, talk: Talk) -> Nodes:
    """That a talk does not stand, since when, why, and what stands instead; and what it stands for itself."""
    made: Nodes = []
    if not talk.stands:
        notice = [paragraph(_why_gone(program, talk))]
        made.append(make(nodes.container, notice, ['proceedings-tombstone'], is_div=True))
    for other in program.replaced.get(talk.ref, ()):
        said = [nodes.Text('Replaces '), inline.talk_link(other), *inline.status_mark(other.status)]
        made.append(paragraph(said, 'proceedings-note'))
    return made


def standing_sentence(talk: Talk) -> str:
    """`Retracted on 1 March 2020: the data was wrong.`, as text."""
    sentence = standing_words(talk.status, talk.since, talk.reason)
    return sentence if sentence.endswith(('.', '!', '?')) else f'{sentence}.'


def _why_gone(program: Program, talk: Talk) -> Nodes:
    status = talk.status.capitalize()
    said: Nodes = [nodes.strong('', status), nodes.Text(standing_sentence(talk).removeprefix(status))]
    if talk.replaced_by:
        said += [nodes.Text(' Replaced by '), _replacement(program, talk.replaced_by), nodes.Text('.')]
    return said


def _replacement(program: Program, replaced_by: str) -> nodes.Node:
    by_url = is_url(replaced_by)
    return inline.web_link(replaced_by, replaced_by) if by_url else inline.talk_link(program.talks[replaced_by])


def corrected(talk: Talk) -> Nodes:
    """A line at the top of the page, since who reads the paper has to know."""
    if not talk.corrections:
        return []
    last = talk.corrections[-1]
    label = f'{CORRECTION_KINDS[last.kind]} of {full_date(last.date)}'
    link = make(nodes.reference, [text(label)], refid=CORRECTIONS_NODE_ID, internal=True)
    return [paragraph([link], 'proceedings-note')]


def corrections(talk: Talk) -> Nodes:
    """All errata and revisions, the first one first."""
    if not talk.corrections:
        return []
    items: list[Nodes] = []
    for one in talk.corrections:
        kind = CORRECTION_KINDS[one.kind]
        label: nodes.Node = inline.web_link(kind, one.url) if one.url else text(kind, 'proceedings-label')
        said = [nodes.Text(' '), *title_nodes(one.text)] if one.text else []
        items.append(inline.dated(one.date, [label, *said]))
    made = bullet_list(items, 'proceedings-corrections')
    return [section(CORRECTIONS_NODE_ID, [nodes.Text('Corrections')], made)]
