"""The cards of a web site: drawn behind its pages, each only when something that is on it has changed.

Pages name them by whole addresses, as OpenGraph asks; a site that does not know its own (`html_baseurl`) has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import uharfbuzz  # type: ignore[import-untyped]
from sphinx.application import Sphinx
from sphinx.util import logging

from . import __version__
from .documents import card_file, edition_document, talk_document
from .domain import proceedings_domain
from .export.cards import Card, draw, edition_card, left_out, talk_card
from .extras import output
from .kept import Output, note_path, read_note, update_one_by_one, write_if_other
from .recipes import digest_of
from .web import is_web

logger = logging.getLogger(__name__)

VERSIONS = (__version__, uharfbuzz.__version__)
"""Of what draws."""

LEFT_OUT = 'cards leave out what no font has: %s'


def setup_cards(app: Sphinx) -> None:
    app.add_config_value(
        'proceedings_cards', True, 'html', frozenset({bool}),
        'Whether to draw cards: the picture with title and people that chats show for the address of a page.',
    )  # fmt: skip
    app.connect('build-finished', write_cards)


def has_cards(app: Sphinx) -> bool:
    """Whether pages may lead to cards: those who show them have to know the address, so without one nobody would."""
    return bool(app.config.proceedings_cards and app.config.html_baseurl) and is_web(app.builder)


def write_cards(app: Sphinx, exception: Exception | None) -> None:
    """`build-finished`: all cards, whichever pages were written, since the folder may have lost some."""
    if exception is None and is_web(app.builder):
        out, key = output(app), _key(app)
        if app.fresh_env_used or not out.has(read_note(note_path(app, 'cards')), key):
            _write_cards(app, out, dict(_cards(app)) if has_cards(app) else {}, key)


def _write_cards(app: Sphinx, out: Output, cards: Mapping[str, Card], key: str) -> None:
    def put(address: str, path: Path) -> str:
        return write_if_other(path, draw(cards[address]))

    made_of = {address: digest_of(f'{VERSIONS} {card}') for address, card in cards.items()}
    note, again = note_path(app, 'cards'), bool(app.fresh_env_used)
    _tell(cards, update_one_by_one(out, note, made_of, put, key=key, again=again, processes=app.parallel))


def _key(app: Sphinx) -> str:
    """A digest of all that the cards of a site are made of."""
    program = proceedings_domain(app.env).data['program']
    return digest_of(repr((program, sorted(app.env.found_docs), has_cards(app), VERSIONS)))


def _cards(app: Sphinx) -> Iterator[tuple[str, Card]]:
    """(address, card) of each talk and edition that has a page."""
    program, found = proceedings_domain(app.env).program, app.env.found_docs
    for edition in program.editions.values():
        if edition_document(edition.id) in found:
            yield card_file(edition_document(edition.id)), edition_card(program, edition)
    for talk in program.talks.values():
        if talk_document(talk.ref) in found:
            yield card_file(talk_document(talk.ref)), talk_card(program, talk)


def _tell(cards: Mapping[str, Card], drawn: Iterable[str]) -> None:
    """One line of what is on none of the cards that were just drawn, though it should be."""
    lacking = {address: texts for address in drawn if (texts := left_out(cards[address]))}
    if lacking:
        logger.info(LEFT_OUT, '; '.join(f'{address} ({", ".join(texts)})' for address, texts in lacking.items()))
