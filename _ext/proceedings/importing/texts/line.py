"""Titles, names and keywords: one line, without markup, with formulas between dollars as our titles have them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from ...maths.plain import plain
from ...maths.titles import split_title
from ...problems import Place, short
from ..draft import Markup
from ..report import Report
from .characters import readable
from .formulas import Part, Sort, parts
from .latex import Lose, text_of

_TAGS = 'a|abbr|b|big|br|cite|code|del|em|font|i|kbd|mark|p|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr'
_HTML = re.compile(rf'</?(?:{_TAGS})(?:\s[^<>]*)?/?>|&(?:\#\d+|\#[xX][\da-fA-F]+|[A-Za-z][A-Za-z\d]+);')

_PAIR = re.compile(r'<(b|code|em|i|span|strong|sub|sup|tt|u)(?:\s[^<>]*)?>[^<>]*</\1>')


def to_line(text: str, markup: Markup, place: Place, report: Report) -> str:
    r"""*text* (a title, name or keyword) as one line of a program: no tags, no entities, no commands of LaTeX but those
    in formulas, and `\$` where a dollar could be taken for the beginning of one."""
    what = f'"{short(" ".join(text.split()))}"'
    text = readable(text, place, report, what)
    if markup is Markup.LATEX:
        lose = lose_command(place, report)
        found = parts(text, place, report, what)
        return _joined(
            part if part.sort is not Sort.TEXT else Part(Sort.TEXT, text_of(part.text, lose)) for part in found
        )
    if _HTML.search(text):
        was, text = text, _without_tags(text)
        if _PAIR.search(text):  # it was escaped twice
            text = _without_tags(text)
        if markup is Markup.PLAIN and was != text:
            report.guess(place, f'{what} has HTML in it, and is taken for "{short(" ".join(text.split()))}"')
    return _joined(parts(text, place, report, what))


def lose_command(place: Place, report: Report) -> Lose:
    """Notes a command of LaTeX that nobody knows, or that shows nothing."""
    return lambda name: report.lose(
        'commands of LaTeX in texts', place, rf'\{name}', 'nobody here knows them, or they show nothing'
    )


def _without_tags(text: str) -> str:
    """*text* without the tags that titles have, and with characters for entities; other angle brackets stay."""
    safe = re.sub(rf'<(?!/?(?:{_TAGS})(?:\s[^<>]*)?/?>)', '&lt;', text)
    soup = BeautifulSoup(f'<div>{safe}</div>', 'lxml')
    for tag in soup.find_all(['sub', 'sup', 'br', 'wbr']):
        tag.replace_with(NavigableString(_written(tag)))
    return soup.get_text()


def _written(tag: Tag) -> str:
    """A small letter as Unicode has it; a break as a space."""
    if tag.name in ('sub', 'sup'):
        return script(tag.get_text(), high=tag.name == 'sup')
    return ' ' if tag.name == 'br' else ''


def script(text: str, *, high: bool) -> str:
    """*text* as a superscript or a subscript in plain text: `²`, or `^x y`."""
    text = text.strip()
    if not text or not re.fullmatch(r'[\w+\-=() ]+', text):
        return text
    sign = '^' if high else '_'
    raised = plain(rf'{{}}{sign}{{\text{{{text}}}}}') if text.isascii() and '_' not in text else ''
    return raised or text


def _joined(found: Iterable[Part]) -> str:
    """One line of text and formulas that our titles take apart into the same again."""
    merged: list[tuple[bool, str]] = []
    for sort, text in found:
        is_formula = sort is not Sort.TEXT
        if merged and not is_formula and not merged[-1][0]:
            merged[-1] = (False, merged[-1][1] + text)
        else:
            merged.append((is_formula, text))
    merged = [(is_formula, text if is_formula else re.sub(r'\s+', ' ', text)) for is_formula, text in merged]
    if merged and not merged[0][0]:
        merged[0] = (False, merged[0][1].lstrip())
    if merged and not merged[-1][0]:
        merged[-1] = (False, merged[-1][1].rstrip())
    merged = [part for part in merged if part[1]]
    for dollar in ('$', r'\$'):
        line = ''.join(f'${text}$' if is_formula else text.replace('$', dollar) for is_formula, text in merged)
        if [*split_title(line)] == merged:
            return line
    return ''.join(plain(text) if is_formula else text.replace('$', r'\$') for is_formula, text in merged)
