"""References in a book: to what is in it, else to the web, and where nobody knows the address, to nowhere.

Before that, they lead to documents, as Sphinx resolves them (`#document-talks/2019/jax-md#results`), or to an id in the
document that they are in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from docutils import nodes
from sphinx import addnodes

from ..export.target import Target
from .ids import prose_id

DOCUMENT = '#document-'
"""What Sphinx puts in front of the name of a document, where all are one page."""

Place = tuple[str, str]
"""(document, id in it or nothing)."""

LISTS = frozenset({'day', 'room', 'track', 'keyword'})
"""Of what is in the book, too: what is made from the model names them, and does not send its readers there."""


def name_lists(frame: nodes.Element) -> None:
    """Make text of references to lists; those that an author asked for are not in *frame* yet."""
    for link in list(frame.findall(addnodes.pending_xref)):
        if link['reftype'] in LISTS:
            _unlink(link)


def move(prose: Iterable[nodes.Node], document: str, owner: str) -> dict[Place, str]:
    """Give what *document* says of itself ids that are there once in a book; where each is now."""
    elements = [node for root in prose for node in root.findall(nodes.Element)]
    moved = {id: prose_id(owner, id) for node in elements for id in node['ids']}
    for node in elements:
        for name in {'ids', 'backrefs'} & node.attributes.keys():
            node[name] = [moved.get(id, id) for id in node[name]]
        if 'refid' in node:
            _move_reference(node, document, moved)
    return {(document, old): now for old, now in moved.items()}


def _move_reference(node: nodes.Element, document: str, moved: Mapping[str, str]) -> None:
    """What is not in the prose is elsewhere on its page, which may be elsewhere in the book."""
    id = node['refid']
    if id in moved:
        node['refid'] = moved[id]
    else:
        del node['refid']
        node['refuri'] = f'{DOCUMENT}{document}#{id}'


@dataclass(frozen=True, slots=True)
class References:
    """Where everything is: `places` in the book, `site` on the web; `downloads` is the folder of files there."""

    places: Mapping[Place, str]
    site: Target
    downloads: str

    def settle(self, tree: nodes.Element) -> None:
        """Lead every reference of *tree* to where it is."""
        for link in list(tree.findall(nodes.reference)):
            if isinstance(link, addnodes.download_reference):
                self._to_web(
                    link, self.site.file_url(f'{self.downloads}/{link["filename"]}') if 'filename' in link else ''
                )
            elif link.get('refuri', '').startswith(DOCUMENT):
                self._to_document(link, *link['refuri'].removeprefix(DOCUMENT).partition('#')[::2])
            elif not _is_absolute(link):
                _unlink(link)

    def _to_document(self, link: nodes.reference, document: str, id: str) -> None:
        place = self.places.get((document, id)) or self.places.get((document, ''))
        if place:
            del link['refuri']
            link['refid'] = place
        else:
            url = self.site.page_url(document)
            self._to_web(link, f'{url}#{id}' if url and id else url)

    def _to_web(self, link: nodes.reference, url: str) -> None:
        if not url:
            _unlink(link)
            return
        reference = nodes.reference('', '', *link.children, refuri=url, internal=False)
        link.replace_self(reference)


def _is_absolute(link: nodes.reference) -> bool:
    """Whether it leads to an id of the book, or to an address that says what to do with it: `https:`, `mailto:`."""
    return 'refid' in link or ':' in link.get('refuri', '').partition('/')[0]


def _unlink(link: nodes.Element) -> None:
    link.replace_self(link.children)
