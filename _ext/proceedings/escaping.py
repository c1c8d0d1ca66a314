"""Text as a value, or as words, of other languages: whatever it is, it comes out as it is."""

from __future__ import annotations

import re

import yaml

_MARKDOWN = re.compile(r'([\\`*_{}\[\]<>&#$|~@:^]|(?<=www)\.)', re.IGNORECASE)
"""What is, or begins, markup within a line: the rest of punctuation is so only at the beginning of one."""


def as_markdown(text: str) -> str:
    """*text* as words within a line of Markdown, as forges show it: none of it is markup, an address or a name."""
    return _MARKDOWN.sub(r'\\\1', text)


def as_yaml(text: str) -> str:
    """*text* as a value of YAML on one line, read again as text."""
    dumped: str = yaml.safe_dump([text], default_flow_style=False, allow_unicode=True, width=float('inf'))
    return dumped.removeprefix('- ').rstrip('\n')
