"""Values of a draft as a program may hold them: what cannot be one is left out, and said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ...maths.titles import title_problems
from ...model import Link
from ...problems import Place, short
from ...schema.values import JOINERS, Doi, Isbn, Issn, Orcid, Pages, Text, Url
from ...vocabulary import LINK_KINDS
from ..report import MAIL_IS_PRIVATE, Report

_TYPES: dict[str, TypeAdapter[Any]] = {
    'text': TypeAdapter(Text),
    'url': TypeAdapter(Url),
    'doi': TypeAdapter(Doi),
    'isbn': TypeAdapter(Isbn),
    'issn': TypeAdapter(Issn),
    'orcid': TypeAdapter(Orcid),
    'pages': TypeAdapter(Pages),
}
_KEPT = frozenset(JOINERS)
_EMAIL = re.compile(r'[<(]?\s*(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\s*[>)]?')

_LONG = 1000
"""Characters of a name; no name is half as long, and to compare longer ones takes time."""


class Cleaner:
    """Cleans values, and tells the report what was wrong with them."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def line(self, text: str, what: str, place: Place) -> str:
        """*text* on one line, without what nobody can see; nothing where nothing is left."""
        seen = _visible(text)
        if seen != ' '.join(text.split()):
            self.report.guess(place, f'{what} has characters that nobody can see; they are left out')
        return seen if seen.strip(JOINERS) else ''

    def name(self, text: str, what: str, place: Place) -> str:
        """The name of somebody, or of where they work, without e-mail addresses, which are private."""
        if len(text) > _LONG:
            self.report.wrong(place, f'{what} is longer than {_LONG} characters; it is cut: "{short(text)}"')
            text = text[:_LONG]
        if '@' in text and _EMAIL.search(text):
            self.report.lose(f'{what} (e-mail address)', place, '…@…', MAIL_IS_PRIVATE)
            return self.line(_EMAIL.sub(' ', text), what, place).strip(' ,;')
        return self.line(text, what, place)

    def title(self, text: str, what: str, place: Place) -> str:
        """A title, in which dollars that are no formula are what they are."""
        title = self.line(text, what, place)
        if title and title_problems(title):
            self.report.guess(place, f'{what} has dollar signs that are no formula ("{short(title)}"); they are text')
            title = re.sub(r'(?<!\\)\$', r'\\$', title)
        return title

    def value(self, sort: str, text: str, what: str, place: Place) -> str:
        """*text* if it is of that *sort* (`url`, `doi` …), as a program writes it; nothing, with a problem, if not."""
        if not text.strip():
            return ''
        try:
            found = _TYPES[sort].validate_python(text)
        except ValidationError as error:
            message = error.errors()[0]['msg'].partition(';')[0]
            self.report.wrong(place, f'{what}: {message}; it is left out')
            return ''
        return '-'.join(dict.fromkeys(found)) if isinstance(found, tuple) else str(found)

    def links(self, links: Iterable[Link], what: str, place: Place) -> dict[str, list[str]]:
        """Addresses by kind of link, in the order in which readers see the kinds."""
        found: dict[str, list[str]] = {}
        for link in links:
            kind = link.kind if link.kind in LINK_KINDS else 'web'
            url = self.value('url', link.url, f'a link of {what}', place)
            if url and url not in found.setdefault(kind, []):
                found[kind].append(url)
        return {kind: found[kind] for kind in LINK_KINDS if found.get(kind)}


@lru_cache(maxsize=1 << 14)
def _visible(text: str) -> str:
    text = ' '.join(text.split())
    if text.isprintable():
        return text
    return ' '.join(''.join(char for char in text if _can_be_seen(char)).split())


def _can_be_seen(char: str) -> bool:
    code = ord(char)
    is_noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return char in _KEPT or not (unicodedata.category(char) in ('Cc', 'Cf', 'Cs') or is_noncharacter)
