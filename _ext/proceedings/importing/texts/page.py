"""Whole texts, as Markdown for a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from ...problems import Place, Problems
from ...prose.allowed import LARGEST
from ...prose.vet import vet_markdown
from ..draft import Markup, Text
from ..report import Report
from . import latex, plain
from .characters import readable
from .html import read
from .line import lose_command
from .markdown import literal, visible, write

_NAMES = 'p|div|ul|ol|li|a|b|i|em|strong|h[1-6]|blockquote|pre|code|table|span|sub|sup'
_BREAK = re.compile(r'<(?:br|hr)\s*/?>', re.IGNORECASE)
_BEGIN = re.compile(rf'<({_NAMES})(?:\s[^<>]*)?>', re.IGNORECASE)
_END = re.compile(rf'</({_NAMES})>', re.IGNORECASE)

_MARKDOWN = re.compile(r'\]\(\w|^\s{0,3}(?:#{1,6}\s|[*+-]\s|\d+[.)]\s|>|```)|\*\*\S|__\S|`\S', re.MULTILINE)
_SURE_MARKDOWN = re.compile(r'\*\*\S|\]\(https?://|^#{1,4} \S|^\s{0,3}[-*+] \S', re.MULTILINE)

_MOST = LARGEST // 3
"""Characters, each of which may need a backslash."""

_MOST_READ = 10 * LARGEST
_DEEP = re.compile(r'^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])){20}', re.MULTILINE)
"""What markdown-it drops, since it is nested too deeply."""


def to_markdown(text: Text, place: Place, report: Report, *, what: str) -> str:
    """*text* as Markdown in which our own vetting of authors' prose finds nothing wrong, without a last line feed.

    What it means is kept: paragraphs, headings, emphasis, lists, links, code, tables, quotes, formulas. *what* is what
    messages call it: `the abstract of "Sand"`.
    """
    source = readable(text.text, place, report, what)
    if not source.strip():
        return ''
    markup = text.markup
    if markup is Markup.PLAIN and looks_like_html(source):
        report.guess(place, f'{what} has HTML in it, and is read as such')
        markup = Markup.HTML
    html = _html(source[:_MOST_READ], markup, lose_command(place, report))
    blocks = read(html, place, report, what)
    markdown, said = write(blocks)
    if len(said) > _MOST or len(source) > _MOST_READ:
        report.wrong(place, f'{what} is longer than a page may be; only its first {_MOST:,} characters are taken')
        markdown = literal(said[:_MOST])
    elif not _is_good(markdown, said):
        report.wrong(place, f'some of the markup of {what} cannot be kept; its words are')
        parts = [made if _is_good(made, words) else literal(words) for made, words in (write([one]) for one in blocks)]
        markdown = '\n\n'.join(parts)
        if not _is_good(markdown, said):
            markdown = literal(said)
    return markdown


def looks_like_html(text: str) -> bool:
    """Whether *text* is HTML: it has an element with a beginning and an end, or a break."""
    if _BREAK.search(text):
        return True
    ended = {name.lower() for name in _END.findall(text)}
    return bool(ended) and any(name.lower() in ended for name in _BEGIN.findall(text))


def looks_like_markdown(text: str, *, in_cell: bool = False) -> bool:
    """Whether *text* is Markdown. Systems for schedules have people write it, so that a sign of it is enough; *in_cell*
    of a table, quotes such as ``these'' and lines with numbers are mostly none."""
    return bool((_SURE_MARKDOWN if in_cell else _MARKDOWN).search(text))


def _html(source: str, markup: Markup, lose: latex.Lose) -> str:
    match markup:
        case Markup.HTML if looks_like_html(source) or '<' in source:
            return source
        case Markup.HTML:
            text = unescape(source)  # many systems say HTML, and mean lines of text; or they escape it twice
            return text if looks_like_html(text) else plain.html_of(text)
        case Markup.MARKDOWN if not _DEEP.search(source):
            return str(_markdown().render(source))
        case Markup.LATEX if len(source) < LARGEST:
            return latex.html_of(source, lose)
        case _:
            return plain.html_of(source)


def _markdown() -> MarkdownIt:
    """Markdown as other systems know it, and formulas, which stay as they are."""
    md = MarkdownIt('commonmark').enable(['table', 'strikethrough'])
    md.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
    md.use(footnote_plugin, inline=False).add_render_rule('footnote_anchor', lambda *_: '')
    md.use(myst_role_plugin).add_render_rule('myst_role', _role)
    md.core.ruler.after('inline', 'proceedings_breaks', _breaks)
    for name in ('math_inline', 'math_inline_double', 'math_block'):
        md.add_render_rule(name, _formula)
    return md


def _breaks(state: StateCore) -> None:
    """Ends of lines that are meant are breaks: so pretalx shows them, and few who write there know of any other way."""
    for token in state.tokens:
        children = [child for child in token.children or [] if child.type in ('softbreak', 'hardbreak')]
        ends = plain.meant([line.strip() for line in token.content.split('\n')]) if children else []
        if len(children) == len(ends):  # code and formulas may have ends of lines, too
            for child, is_meant in zip(children, ends, strict=True):
                child.type = 'hardbreak' if is_meant else child.type


def _role(self: object, tokens: Sequence[Token], index: int, *_: object) -> str:
    """A role: those that an import writes itself mean here what they mean there; others are text."""
    name, text = tokens[index].meta['name'], escape(tokens[index].content)
    if name == 'math':
        return rf'\({text}\)'
    tag = {'emphasis': 'em', 'strong': 'strong', 'sub': 'sub', 'sup': 'sup'}.get(name)
    return f'<{tag}>{text}</{tag}>' if tag else f'{{{name}}}<code>{text}</code>'


def _formula(self: object, tokens: Sequence[Token], index: int, *_: object) -> str:
    token = tokens[index]
    text = escape(f'{token.markup}{token.content}{token.markup}')
    return f'<p>{text}</p>' if token.type == 'math_block' else text


def _is_good(markdown: str, said: str) -> bool:
    """Whether our vetting finds nothing wrong with *markdown*, and just the words *said* are seen of it."""
    problems = Problems()
    vet_markdown(f'{markdown}\n', '', problems)
    return not problems.found and _squeezed(visible(markdown)) == _squeezed(said)


def _squeezed(text: str) -> str:
    return ''.join(text.split())
