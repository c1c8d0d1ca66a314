"""Prose that is nothing but paragraphs of words, as most abstracts are: it needs no parser.

MyST makes a parser, all its rules and a document for each text, which takes longer than anything else of such a page.
What is here knows of Markdown only when not to be used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from docutils import nodes

# letters, digits and marks that mean themselves wherever they are, and those that do where nothing makes more of them
_MARK = r"""[^\W_]|[ .,;:!?'"()/%–—‘’“”+^#>@-]|(?<!\))=|&(?![\w#])|<(?![\w!?/])|~(?!~)"""
# a line begins with a letter, what is before one, or a number that counts no items
_LINE = rf"""(?:[(“‘"']?[^\W\d_]|\d+(?![\d.)]))(?:{_MARK})*"""
_PLAIN = re.compile(rf'\n*{_LINE}(?:\n+{_LINE})*\n*')

_HARMLESS = frozenset({
    'amsmath', 'attrs_block', 'attrs_inline', 'colon_fence', 'deflist', 'dollarmath', 'html_admonition', 'html_image',
    'strikethrough', 'substitution', 'tasklist',
})  # fmt: skip
"""The extensions of MyST that see nothing in such a text."""


def is_only_words(text: str, extensions: Set[str]) -> bool:
    """Whether *text* is the same to MyST, with these *extensions*, as it is here."""
    return _HARMLESS.issuperset(extensions) and '  \n' not in text and _PLAIN.fullmatch(text) is not None


def add_paragraphs(text: str, document: nodes.document) -> None:
    """Add the paragraphs of *text* to *document*, as MyST does."""
    for line, lines in _paragraphs(text):
        paragraph = nodes.paragraph('\n'.join(lines))
        paragraph.line, paragraph.source = line, document['source']
        document += paragraph
        for number, content in enumerate(lines):
            if number:
                paragraph += nodes.Text('\n')
            paragraph += nodes.Text(content)


def _paragraphs(text: str) -> Iterator[tuple[int, list[str]]]:
    """(number of its first line, its lines) of each."""
    gathered: list[str] = []
    for number, line in enumerate([*text.split('\n'), ''], start=1):
        if line.strip(' '):
            gathered.append(line.rstrip(' '))
        elif gathered:
            yield number - len(gathered), gathered
            gathered = []
