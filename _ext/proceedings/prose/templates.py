"""What the file of an author begins with: an abstract, a biography. And what is left of that in a file.

The facts that may stand above the prose are comments of YAML, and what the page is about is a comment of MyST, so a
file that has been left as it is has nothing in it but the line that asks for the prose; and that is a problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .text import PLACEHOLDERS, one_line

_ABSTRACT, _BIOGRAPHY = PLACEHOLDERS

TALK_FACTS = """\
---
# Your keywords and links, if you like: to use a line, take away its # and the space behind it.
# keywords: [first keyword, second keyword]
# links: {code: "https://example.org/your-code", slides: "https://example.org/your-slides.pdf"}
---
"""

SPEAKER_FACTS = """\
---
# Links, if you like: to use the line, take away its # and the space behind it.
# links: {web: "https://example.org/your-page", code: "https://example.org/your-code"}
---
"""

EXAMPLES = frozenset(
    {
        *('first keyword', 'second keyword'),
        *(f'https://example.org/{name}' for name in ('your-code', 'your-slides.pdf', 'your-page')),
    }
)
"""What is in these for an example, and is nobody's."""

_SHOWN = '% {} on the page already: write the text only, and empty lines between paragraphs.\n'
_NOTE = '% Lines that begin with a percent sign are notes, which no page shows.\n'

MOST_PEOPLE = 10
"""So many are named: it is only for orientation."""


def abstract(title: str, people: Sequence[str]) -> list[str]:
    """The file of an abstract: with what it is about, and, for addresses that cannot be so long, without."""
    shown = _SHOWN.format('The title and the names are')
    return [_file(TALK_FACTS, about, shown, _ABSTRACT) for about in ([title, _named(people)], [])]


def biography(name: str) -> list[str]:
    """The file of a biography, likewise."""
    shown = _SHOWN.format('The name is')
    return [_file(SPEAKER_FACTS, about, shown, _BIOGRAPHY) for about in ([name], [])]


def with_steps(text: str, address: str) -> str:
    """The *text* of such a file, and above the line that asks for prose a note of where all steps are."""
    return text.replace('\n\n', f'\n% Step by step, with pictures: {address}\n\n', 1) if address else text


def _file(facts: str, about: Sequence[str], shown: str, placeholder: str) -> str:
    return f'{facts}{"".join(_comments(about))}{shown}{_NOTE}\n{placeholder}\n'


def _comments(lines: Sequence[str]) -> Iterator[str]:
    """Each of *lines* as a comment, whatever it holds."""
    yield from (f'% {text}\n' for line in lines if (text := one_line(line)))


def _named(people: Sequence[str]) -> str:
    more = len(people) - MOST_PEOPLE
    return ', '.join(people[:MOST_PEOPLE]) + (f' and {more} more' if more > 0 else '')
