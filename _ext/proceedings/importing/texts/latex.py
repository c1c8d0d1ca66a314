r"""LaTeX of abstracts and titles: accents, quotes and emphasis as what they mean, formulas as they are.

pylatexenc reads it; its own way to text forgets emphasis, lists and links, so HTML is made of its nodes here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
from pylatexenc.latexwalker import (
    LatexCommentNode,
    LatexEnvironmentNode,
    LatexGroupNode,
    LatexMacroNode,
    LatexMathNode,
    LatexSpecialsNode,
    LatexWalker,
)
from pylatexenc.latexwalker import get_default_latex_context_db as get_walker_context_db
from pylatexenc.macrospec import MacroSpec, std_environment

from . import plain
from .formulas import ENVIRONMENTS

Lose = Callable[[str], None]
"""Is told of a command that shows nothing."""

_PERCENT = re.compile(r'(?<!\\)((?:\\\\)*)%')
_WRAPPED: Mapping[str, str] = {
    'emph': 'em', 'textit': 'em', 'textsl': 'em', 'textbf': 'strong', 'texttt': 'code', 'textsuperscript': 'sup',
    'textsubscript': 'sub', 'section': 'h2', 'subsection': 'h3', 'subsubsection': 'h4', 'paragraph': 'h5',
    'enquote': 'q',
}  # fmt: skip
_LISTS: Mapping[str, str] = {
    'description': 'ul', 'enumerate': 'ol', 'itemize': 'ul', 'quotation': 'blockquote', 'quote': 'blockquote',
}  # fmt: skip
_SWITCHES: Mapping[str, str] = {'em': 'em', 'it': 'em', 'itshape': 'em', 'bf': 'strong', 'bfseries': 'strong'}
_ONLY_TEXT = ('mbox', 'textmd', 'textnormal', 'textrm', 'textsc', 'textsf', 'textup', 'underline')
_ONLY_LOOKS = frozenset(
    {
        'bf',
        'bfseries',
        'em',
        'it',
        'itshape',
        'large',
        'noindent',
        'normalfont',
        'rm',
        'sc',
        'sf',
        'small',
        'tt',
        'xspace',
    }
)
_REFERENCES = ('cite', 'citealp', 'citep', 'citet', 'cref', 'eqref', 'ref')
_EMPTY_LINE = re.compile(r'\n[ \t]*\n\s*')
_SIGNS = frozenset('$%&_#{}')
_CODE = ('lstlisting', 'verbatim')
_FAILURES = (AttributeError, IndexError, RecursionError, TypeError, ValueError)
"""What pylatexenc raises over LaTeX that is none."""

_READ = get_walker_context_db()
_READ.add_context_category(
    'proceedings',
    prepend=True,
    macros=[MacroSpec('href', '{{'), *(MacroSpec(name, '{') for name in ('url', 'enquote', *_ONLY_TEXT))],
    environments=[std_environment(name, None) for name in (*_LISTS, 'abstract', 'center')],
)
_KNOWN = get_default_latex_context_db()
_KNOWN.add_context_category(  # pylatexenc makes a modifier letter of the second, and does not know the others
    'proceedings',
    prepend=True,
    macros=[
        MacroTextSpec(name, sign)
        for name, sign in (('textbraceleft', '{'), ('textasciicircum', '^'), ('textbraceright', '}'))
    ],
)
_TO_TEXT = LatexNodes2Text(_KNOWN, math_mode='verbatim', keep_comments=True)


def text_of(latex: str, lose: Lose) -> str:
    r"""*latex* without formulas as plain text: `Sch{\"o}lkopf`, `Schölkopf`. What cannot be read stays."""
    try:
        nodes = _nodes(latex)
        strange = list(_strange(nodes))
    except _FAILURES:
        return latex
    for name in strange:
        lose(name)
    return _plain(nodes, latex)


def html_of(latex: str, lose: Lose) -> str:
    """*latex* as HTML, in which formulas stand as they are."""
    try:
        return f'<p>{_Writer(lose).all(_nodes(latex))}</p>'
    except _FAILURES:
        return plain.html_of(latex)


def _nodes(latex: str) -> list[Any]:
    """The nodes of *latex*; a `%` is a sign here, since no comment gets into an abstract."""
    safe = _PERCENT.sub(r'\1\\%', latex)
    found, _, _ = LatexWalker(safe, latex_context=_READ, tolerant_parsing=True).get_latex_nodes()
    return [node for node in found if node is not None]


def _plain(nodes: list[Any], source: str) -> str:
    try:
        return str(_TO_TEXT.nodelist_to_text(nodes)).replace('\N{NO-BREAK SPACE}', ' ')
    except _FAILURES:
        return source


def _strange(nodes: Iterable[Any]) -> Iterable[str]:
    """The commands in *nodes* that nobody knows."""
    for node in nodes:
        if isinstance(node, LatexMacroNode) and _is_strange(node.macroname):
            yield node.macroname
        elif isinstance(node, LatexGroupNode):
            yield from _strange(child for child in node.nodelist if child is not None)


def _is_strange(name: str) -> bool:
    if name in _SIGNS or name in _ONLY_LOOKS or name in _ONLY_TEXT or name in _WRAPPED:
        return False
    return _KNOWN.get_macro_spec(name) in (None, _KNOWN.get_macro_spec(''))


class _Writer:
    """Writes nodes as HTML."""

    def __init__(self, lose: Lose) -> None:
        self.lose = lose

    def all(self, nodes: Iterable[Any]) -> str:
        return ''.join(self.node(node) for node in nodes if node is not None)

    def node(self, node: Any) -> str:
        if isinstance(node, LatexGroupNode):
            return self.group(node)
        if isinstance(node, LatexMacroNode):
            return self.macro(node)
        if isinstance(node, LatexEnvironmentNode):
            return self.environment(node)
        if isinstance(node, LatexMathNode | LatexCommentNode):
            return escape(node.latex_verbatim(), quote=False)
        if isinstance(node, LatexSpecialsNode) and '\n' in node.specials_chars:
            return '</p><p>'
        text = escape(_plain([node], node.latex_verbatim()), quote=False)
        return _EMPTY_LINE.sub('</p><p>', text)

    def group(self, node: Any) -> str:
        r"""What is between braces; `{\em so}` is emphasis."""
        inner = [child for child in node.nodelist if child is not None]
        if inner and isinstance(inner[0], LatexMacroNode) and (tag := _SWITCHES.get(inner[0].macroname)):
            return f'<{tag}>{self.all(inner[1:])}</{tag}>'
        return self.all(inner)

    def macro(self, node: Any) -> str:
        name = node.macroname
        arguments = [argument for argument in (node.nodeargd.argnlist if node.nodeargd else None) or [] if argument]
        inner = self.node(arguments[-1]) if arguments else ''
        if name in _WRAPPED and arguments:
            return f'<{_WRAPPED[name]}>{inner}</{_WRAPPED[name]}>'
        if name in ('href', 'url') and arguments:
            address = escape(_raw(arguments[0]))
            return f'<a href="{address}">{inner if name == "href" else address}</a>'
        if name in _ONLY_TEXT:
            return inner
        if name == 'footnote':
            return f' ({inner})'
        if name in _REFERENCES:
            return escape(f'[{_raw(arguments[-1])}]') if arguments else ''
        if name in ('\\', 'newline'):
            return '<br>'
        return self.sign(node)

    def sign(self, node: Any) -> str:
        """A command that is a letter, an accent or a sign, or one that nobody knows."""
        name = node.macroname
        if name == 'par':
            return '</p><p>'
        if name in _SIGNS:
            return r'\$' if name == '$' else escape(name)
        if name in _ONLY_LOOKS:
            return ''
        shown = _plain([node], node.latex_verbatim())
        if _is_strange(name) or (not shown and '{' in node.latex_verbatim()):  # as \title{…}, which shows nothing
            self.lose(node.latex_verbatim().removeprefix('\\'))
        return escape(shown, quote=False)

    def environment(self, node: Any) -> str:
        name = node.environmentname.rstrip('*')
        if name in _CODE:
            return f'<pre>{escape(_inside(node))}</pre>'
        if name in ('abstract', 'center'):
            return self.all(node.nodelist)
        if name in ENVIRONMENTS:
            return escape(node.latex_verbatim(), quote=False)
        if name not in _LISTS:
            if name != 'document':
                self.lose(f'begin{{{name}}}')
            return self.all(node.nodelist)
        inner = f'<p>{self.all(node.nodelist)}</p>' if _LISTS[name] == 'blockquote' else self.items(node.nodelist)
        return f'</p><{_LISTS[name]}>{inner}</{_LISTS[name]}><p>'

    def items(self, nodes: Iterable[Any]) -> str:
        items: list[str] = []
        for node in nodes:
            if isinstance(node, LatexMacroNode) and node.macroname == 'item':
                label = self.all(node.nodeargd.argnlist if node.nodeargd else [])
                items.append(f'<strong>{label}</strong>' if label.strip() else '')
            elif items:
                items[-1] += self.all([node])
        return ''.join(f'<li><p>{item}</p></li>' for item in items)


def _raw(node: Any) -> str:
    """What is between the braces of an address, as it was written."""
    inside = node.nodelist if isinstance(node, LatexGroupNode) else [node]
    return re.sub(r'\\([%_#&~])', r'\1', ''.join(child.latex_verbatim() for child in inside))


def _inside(node: Any) -> str:
    verbatim = str(node.latex_verbatim())
    return re.sub(r'^\\begin\{[^}]*\}|\\end\{[^}]*\}$', '', verbatim).replace(r'\%', '%')
