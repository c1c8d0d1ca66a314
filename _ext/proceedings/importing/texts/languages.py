"""In which languages a page can colour code."""

from __future__ import annotations

from pygments.filters import ErrorToken
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound


def language_of(code: str, said: str) -> str:
    """The language *said*, or `text` where nobody knows it or *code* is no such thing: the build would say so."""
    try:
        lexer = get_lexer_by_name(said)
        lexer.add_filter('raiseonerror')
        for _ in lexer.get_tokens(code):
            pass
    except (ClassNotFound, ErrorToken):
        return 'text'
    return said
