"""What changed in the program of an edition since it was out, as its organizers say it."""

from __future__ import annotations

from docutils import nodes

from ..maths.nodes import title_nodes
from ..model import Change, Edition
from ..program import Program
from . import inline
from .inline import Nodes, bullet_list, paragraph
from .tools import feed_link

CHANGES_NODE_ID = 'program--changes'
"""No heading of an author's gets it: theirs have no two hyphens."""


def changes_section(program: Program, edition: Edition) -> Nodes:
    """All changes, the newest first, and the feed that carries them."""
    if not edition.changes:
        return []
    items = (inline.dated(change.date, _said(program, change)) for change in edition.changes)
    made = [bullet_list(items, 'proceedings-changes'), bullet_list([[feed_link(edition)]], 'proceedings-files')]
    return [inline.section(CHANGES_NODE_ID, [nodes.Text('Changes')], *made)]


def last_change(program: Program, edition: Edition) -> Nodes:
    """The newest change on a line, and the way to all of them."""
    if not edition.changes:
        return []
    change = edition.changes[0]
    line = [inline.text('Changed', 'proceedings-label'), nodes.Text(' ')]
    line += inline.dated(change.date, _said(program, change))
    if len(edition.changes) > 1:
        line += [nodes.Text(' · '), inline.ref('changes', edition.id, [nodes.Text('All changes')])]
    return [paragraph(line, 'proceedings-last-change')]


def _said(program: Program, change: Change) -> Nodes:
    """The talk that it is about, if any, and the organizer's words."""
    about = [inline.talk_link(program.talks[change.talk]), nodes.Text(': ')] if change.talk else []
    return [*about, *title_nodes(change.text)]
