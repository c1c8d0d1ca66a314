"""Text as authors send it: what nobody can see is taken out, and each line keeps its number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from ..problems import Place, Problems
from ..problems import short as shortened
from ..source import front_matter
from .allowed import LARGEST

# Control and format characters (Cc, Cf) and U+2028, U+2029. Not among them: tab, line feed, soft hyphen, the
# joiners that Persian and Indic scripts need, and the Arabic signs that are seen.
INVISIBLE = re.compile(
    '[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb'
    '\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]'
)

_HARMLESS = frozenset('\x0b\x0c\u200b\u2028\u2029\u2060\ufeff')
"""What word processors and web pages leave in a text, and what changes nothing where it is left out: breaks of lines
and pages, spaces without width. Others turn text around, or hide it."""

PLACEHOLDERS = ('Write your abstract here.', 'Write your biography here.')
"""What the templates of authors have where the prose goes."""


def readable(text: str, file: str, problems: Problems) -> str:
    """The Markdown of *text*, without front matter and invisible characters; each line keeps its number.

    A text that is too large is a problem and gives nothing.
    """
    if len(text) > LARGEST:
        problems.add(Place(file), 'markdown', f'too large for a page: more than {LARGEST:,} characters; shorten it')
        return ''
    text = text.removeprefix('\ufeff').replace('\r\n', '\n').replace('\r', '\n')
    lines = front_matter(text)[1]
    text = '\n' * lines + '\n'.join(text.split('\n')[lines:])
    text = _filled_in(text, file, problems)

    def report(line: int, column: int, message: str, is_harmless: bool) -> None:
        problems.add(Place(file, line + 1, column + 1), 'markdown', message, notice=is_harmless)

    return visible(text, report)


def has_any(patterns: Mapping[str, str], text: str) -> bool:
    """Whether any of *patterns* is in *text*. Each comes with its sign, without which it is nowhere: to look for a sign
    takes no time, and all the patterns at every character a tenth of a millisecond."""
    return any(sign in text and re.search(pattern, text, re.MULTILINE) for sign, pattern in patterns.items())


def _filled_in(text: str, file: str, problems: Problems) -> str:
    """*text* without what is left of a template, which is a problem."""
    if (without := without_placeholders(text)) != text:
        for number, line in enumerate(text.split('\n'), start=1):
            for left in PLACEHOLDERS:
                if left in line:
                    place = Place(file, number, line.index(left) + 1)
                    what = left.removeprefix('Write ').removesuffix(' here.')
                    problems.add(place, 'markdown', f'"{left}" is still in this line; write {what} in its place')
    return without


def without_placeholders(text: str) -> str:
    """*text* without what a template has where the prose goes."""
    for left in PLACEHOLDERS:
        text = text.replace(left, '')
    return text


def visible(text: str, report: Callable[[int, int, str, bool], None]) -> str:
    """*text* without invisible characters; *report* gets the line and column (from 0) and the message for the first of
    each in a line, and whether it is harmless."""
    if text.replace('\n', '').isprintable():  # much quicker than to look for each
        return text
    if INVISIBLE.search(text):
        for number, line in enumerate(text.split('\n')):
            for char in dict.fromkeys(INVISIBLE.findall(line)):
                column = line.index(char)
                what = f'(U+{ord(char):04X}) is in this line{_near(line, column)}'
                if char in _HARMLESS:
                    report(number, column, f'an invisible character {what}; the page leaves it out', True)
                else:
                    report(number, column, f'an invisible character {what}; delete it', False)
    # what Python takes for the end of a line would shift the numbers of lines
    return INVISIBLE.sub(lambda match: ' ' if match[0].isspace() else '', text)


def _near(line: str, column: int) -> str:
    """Where that is, since nobody sees it: the words in front of it, or behind it."""
    before, behind = one_line(line[max(column - 50, 0) : column]), one_line(line[column : column + 50])
    if before:
        return f', behind "{before[-20:].lstrip()}"'
    return f', in front of "{behind[:20].rstrip()}"' if behind else ''


def consecutive(levels: Iterable[int]) -> Iterator[int]:
    """Levels of headings, with none skipped: 2, 4, 4, 2 -> 1, 2, 2, 1."""
    above: list[int] = []
    for level in levels:
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        yield len(above)


def one_line(text: str) -> str:
    """*text* in one line, without what cannot be seen."""
    return ' '.join(INVISIBLE.sub('', text).split())


def short(text: str) -> str:
    """Text for a message: one line, and not too long."""
    return shortened(one_line(text))
