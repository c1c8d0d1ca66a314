"""What a talk replaces, and what stands instead of it, in the words of the Dublin Core: schema.org has none for it."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import talk_document
from ..model import Talk, is_url
from ..program import Program
from .addresses import Addresses


def dublin_core_tags(program: Program, talk: Talk, to: Addresses) -> Iterator[tuple[str, str]]:
    """(name, content) of each tag for the page of a talk."""
    by = talk.replaced_by
    found = [('dcterms.isReplacedBy', by if is_url(by) else to.page(talk_document(by)) if by else '')]
    found += [('dcterms.replaces', to.page(talk_document(old.ref))) for old in program.replaced.get(talk.ref, ())]
    yield from ((name, address) for name, address in found if address)
