"""Which languages of code a page can colour."""

from __future__ import annotations

from functools import cache

from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound


@cache
def known(language: str) -> str:
    """*language*, or `text` if nobody knows it: the build would say so."""
    try:
        find_lexer_class_by_name(language or 'text')
    except ClassNotFound:
        return 'text'
    return language or 'text'
