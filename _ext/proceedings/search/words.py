"""The words of pages: of each page what can be found of it, noted when it is written.

Sphinx's own index has the same words. But to make it, Sphinx looks through each page for much that our search does not
ask for; and what comes of it is one file that no page loads, which each build reads, goes through and writes again,
whatever has changed. So our builders (`web_builder`) make none: `WithoutIndex`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from docutils import nodes
from sphinx.search import SearchLanguage

SHORT = 80
"""Texts that have fewer characters, such as titles and labels, are on many pages."""


class Terms(dict[str, str]):
    """What is found of a word, by word: what is not *known* yet, *find* tells."""

    def __init__(self, find: Callable[[str], str], known: Mapping[str, str]) -> None:
        super().__init__(known)
        self.find = find

    def __missing__(self, word: str) -> str:
        self[word] = found = self.find(word)
        return found


class Words:
    """What of a text is found, in a *language* of Sphinx: stems, folded where the language folds. Of some words it may
    be *known* from the last time."""

    def __init__(self, language: SearchLanguage, known: Mapping[str, str] = MappingProxyType({})) -> None:
        self.language = language
        self.terms = Terms(self._find_term, known)
        self._terms = lru_cache(maxsize=1024)(self._find_terms)

    def of(self, doctree: nodes.document) -> list[str]:
        """Those of a page, each once."""
        found: set[str] = set()
        for text in texts_in(doctree):
            found |= (self._terms if len(text) < SHORT else self._find_terms)(text)
        return sorted(found - {''})

    def _find_terms(self, text: str) -> frozenset[str]:
        return frozenset(map(self.terms.__getitem__, {*self.language.split(text)}))

    def _find_term(self, word: str) -> str:
        """The stem of *word*, or itself if that is a word that nobody looks for; nothing if it is one as it is."""
        is_found, stem = self.language.word_filter, self.language.stem(word).lower()
        return next(filter(is_found, (stem, word)), '')


def texts_in(doctree: nodes.document) -> Iterator[str]:
    """The texts of a page, in no order, but for what has `no-search`, as Sphinx leaves it out, too."""
    waiting: list[Any] = [doctree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.Text):
            yield node.astext()
        elif not isinstance(node, nodes.comment | nodes.raw) and 'no-search' not in node['classes']:
            waiting += node.children


class WithoutIndex:
    """What a builder of Sphinx does that makes no index for a search; the language of the search is there, and its
    script (`language_data.js`)."""

    outdir: Any
    searchindex_filename: str

    def load_indexer(self, docnames: Set[str]) -> None:
        """There is none of the last build."""

    def index_page(self, pagename: str, doctree: nodes.document, title: str) -> None:
        """`doctree-resolved` has told of the page."""

    def dump_search_index(self) -> None:
        """One that another builder has left here would name for ever what is gone."""
        (Path(self.outdir) / self.searchindex_filename).unlink(missing_ok=True)
