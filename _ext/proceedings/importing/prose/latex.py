"""LaTeX of abstracts and titles: accents, quotes and emphasis as what they mean, formulas as they are.

pylatexenc reads it; its own way to text forgets emphasis, lists and links, so HTML is made of its nodes here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import (
    LatexCharsNode,
    LatexCommentNode,
    LatexEnvironmentNode,
    LatexGroupNode,
    LatexMacroNode,
    LatexMathNode,
    LatexSpecialsNode,
    LatexWalker,
    get_default_latex_context_db,
)
from pylatexenc.macrospec import MacroSpec, std_environment

_PERCENT = re.compile(r'(?<!\\)((?:\\\\)*)%')
_WRAPPED: Mapping[str, str] = {
    'emph': 'em', 'textit': 'em', 'textsl': 'em', 'textbf': 'strong', 'texttt': 'code', 'textsuperscript': 'sup',
    'textsubscript': 'sub', 'section': 'h2', 'subsection': 'h3', 'subsubsection': 'h4', 'paragraph': 'h5',
    'enquote': 'q',
}  # fmt: skip
_LISTS: Mapping[str, str] = {'itemize': 'ul', 'enumerate': 'ol', 'quote': 'blockquote', 'quotation': 'blockquote'}
_SWITCHES: Mapping[str, str] = {'em': 'em', 'it': 'em', 'itshape': 'em', 'bf': 'strong', 'bfseries': 'strong', 'tt': 'code'}
_CODE = ('verbatim', 'lstlisting')

_CONTEXT = get_default_latex_context_db()
_CONTEXT.add_context_category(
    'proceedings',
    prepend=True,
    macros=[MacroSpec('href', '{{'), MacroSpec('url', '{'), MacroSpec('enquote', '{'), MacroSpec('textsc', '{')],
    environments=[std_environment(name, None) for name in (*_LISTS, 'abstract', 'center')],
)
_TO_TEXT = LatexNodes2Text(math_mode='verbatim', keep_comments=True, strict_latex_spaces=False)


def text_of(latex: str) -> str:
    r"""*latex* without formulas as plain text: `Sch{\"o}lkopf`, `Schölkopf`. What cannot be read stays."""
    return _plain(_nodes(latex), latex)


def html_of(latex: str) -> str:
    """*latex* as HTML, in which formulas stand as they are."""
    blocks = re.split(r'\n[ \t]*\n', latex) if not re.search(r'\\begin\s*\{', latex) else [latex]
    return ''.join(f'<p>{_html(_nodes(block))}</p>' for block in blocks)


def _nodes(latex: str) -> list[Any]:
    """The nodes of *latex*; a `%` is a sign here, since no comment gets into an abstract."""
    safe = _PERCENT.sub(r'\1\\%', latex)
    try:
        found, _, _ = LatexWalker(safe, latex_context=_CONTEXT, tolerant_parsing=True).get_latex_nodes()
    except (RecursionError, ValueError, IndexError, AttributeError, TypeError):
        return [LatexCharsNode(chars=latex)]
    return list(found)


def _plain(nodes: list[Any], source: str) -> str:
    try:
        return str(_TO_TEXT.nodelist_to_text(nodes)).replace('\N{NO-BREAK SPACE}', ' ')
    except (RecursionError, ValueError, IndexError, AttributeError, TypeError):
        return source


def _html(nodes: Iterable[Any]) -> str:
    return ''.join(map(_node, (node for node in nodes if node is not None)))


def _node(node: Any) -> str:
    """One node as HTML."""
    if isinstance(node, LatexGroupNode):
        return _group(node)
    if isinstance(node, LatexMacroNode):
        return _macro(node)
    if isinstance(node, LatexEnvironmentNode):
        return _environment(node)
    if isinstance(node, LatexMathNode):
        return escape(node.latex_verbatim(), quote=False)
    if isinstance(node, LatexCommentNode):
        return escape(node.latex_verbatim(), quote=False)
    if isinstance(node, LatexSpecialsNode) and '\n' in node.specials_chars:
        return '</p><p>'
    return escape(_plain([node], node.latex_verbatim()), quote=False)


def _group(node: Any) -> str:
    r"""What is between braces; `{\em so}` is emphasis."""
    inner = [child for child in node.nodelist if child is not None]
    if inner and isinstance(inner[0], LatexMacroNode) and (tag := _SWITCHES.get(inner[0].macroname)):
        return f'<{tag}>{_html(inner[1:])}</{tag}>'
    return _html(inner)


def _macro(node: Any) -> str:
    arguments = [argument for argument in (node.nodeargd.argnlist if node.nodeargd else None) or [] if argument]
    if node.macroname in _WRAPPED and arguments:
        tag = _WRAPPED[node.macroname]
        return f'<{tag}>{_node(arguments[-1])}</{tag}>'
    if node.macroname in ('href', 'url') and arguments:
        address = escape(_raw(arguments[0]))
        return f'<a href="{address}">{_node(arguments[1]) if len(arguments) > 1 else address}</a>'
    if node.macroname in ('\\', 'newline', 'par'):
        return '<br>' if node.macroname != 'par' else '</p><p>'
    if node.macroname in ('textsc', 'footnote') and arguments:
        inner = _node(arguments[-1])
        return inner if node.macroname == 'textsc' else f' ({inner})'
    if node.macroname in ('cite', 'citep', 'citet', 'ref', 'eqref'):
        return escape(f'[{", ".join(map(_raw, arguments[-1:]))}]')
    if node.macroname in ('$', '%', '&', '_', '#', '{', '}'):
        return r'\$' if node.macroname == '$' else escape(node.macroname)
    return escape(_plain([node], node.latex_verbatim()) or _unknown(node, arguments), quote=False)


def _unknown(node: Any, arguments: list[Any]) -> str:
    """What to show of a command that shows nothing: itself, unless it only says how something looks."""
    return ''


def _environment(node: Any) -> str:
    name = node.environmentname.rstrip('*')
    if name in _CODE:
        return f'<pre>{escape(_inside(node))}</pre>'
    if name in ('itemize', 'enumerate'):
        return f'</p><{_LISTS[name]}>{_items(node.nodelist)}</{_LISTS[name]}><p>'
    if name in _LISTS:
        return f'</p><{_LISTS[name]}><p>{_html(node.nodelist)}</p></{_LISTS[name]}><p>'
    if name in ('abstract', 'center'):
        return _html(node.nodelist)
    return escape(node.latex_verbatim(), quote=False)


def _items(nodes: Iterable[Any]) -> str:
    items: list[list[Any]] = []
    for node in nodes:
        if isinstance(node, LatexMacroNode) and node.macroname == 'item':
            items.append([])
        elif items:
            items[-1].append(node)
    return ''.join(f'<li>{_html(item)}</li>' for item in items)


def _raw(node: Any) -> str:
    inside = node.nodelist if isinstance(node, LatexGroupNode) else [node]
    return ''.join(child.latex_verbatim() for child in inside).replace(r'\%', '%').replace(r'\_', '_').replace(r'\#', '#')


def _inside(node: Any) -> str:
    verbatim = str(node.latex_verbatim())
    return re.sub(r'^\\begin\{[^}]*\}|\\end\{[^}]*\}$', '', verbatim).replace(r'\%', '%')
