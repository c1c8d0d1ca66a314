"""Formulas in Sphinx: a math renderer for HTML, and the node for formulas in titles."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from .mathml import problem, to_mathml
from .plain import plain
from .titles import split_title

logger = logging.getLogger(__name__)


class title_math(nodes.math):
    """A formula in a title: its text is plain, and `latex` is what HTML and LaTeX show."""


def title_nodes(text: str) -> list[nodes.Node]:
    """A title as text and formulas."""
    return [
        title_math(part, plain(part), latex=part) if is_formula else nodes.Text(part)
        for is_formula, part in split_title(text)
    ]


def setup_maths(app: Sphinx) -> None:
    """Show formulas as MathML, unless the site has chosen otherwise."""
    app.add_html_math_renderer('mathml', (_visit_math, None), (_visit_math_block, None))
    # Other builders write this node as what it is derived from: math, with its plain text.
    app.add_node(title_math, html=(_visit_title_math, None), latex=(_visit_title_math_latex, None))
    app.connect('config-inited', _choose_renderer)


def _choose_renderer(app: Sphinx, config: Config) -> None:
    if config.html_math_renderer is None:
        config.html_math_renderer = 'mathml'


def _visit_math(self: Any, node: nodes.math) -> None:
    self.body.append(self.starttag(node, 'span', '', CLASS='math notranslate nohighlight'))
    self.body.append(f'{_shown(self, node, node.astext(), display=False)}</span>')
    raise nodes.SkipNode


def _visit_title_math(self: Any, node: title_math) -> None:
    self.body.append(self.starttag(node, 'span', '', CLASS='math notranslate nohighlight'))
    self.body.append(f'{formula(node["latex"], self.encode)}</span>')
    raise nodes.SkipNode


def _visit_math_block(self: Any, node: nodes.math_block) -> None:
    self.body.append(self.starttag(node, 'div', CLASS='math notranslate nohighlight'))
    if node.get('number'):
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, _('Link to this equation'))
        self.body.append('</span>')
    self.body.append(f'{_shown(self, node, source_of(node), display=True)}</div>\n')
    raise nodes.SkipNode


def source_of(node: nodes.math | nodes.math_block) -> str:
    """The LaTeX of a formula, as it is converted."""
    is_one = isinstance(node, nodes.math) or node.get('no-wrap', node.get('nowrap'))
    return node.astext() if is_one else _one_block(node.astext())


def _one_block(latex: str) -> str:
    """*latex* with its lines in one environment; blank lines begin new ones, as in Sphinx's other renderers."""
    lines = [part.strip() for part in re.split(r'\n\s*\n', latex) if part.strip()]
    if len(lines) < 2 and r'\\' not in latex:
        return latex
    return r'\begin{aligned}' + r' \\ '.join(lines) + r'\end{aligned}'


def _shown(self: Any, node: nodes.Element, latex: str, *, display: bool) -> str:
    """*latex* as MathML, or as it is, with a warning where *node* stands."""
    try:
        return to_mathml(latex, display=display)
    except ValueError:
        logger.warning(problem(latex, display=display), location=node, type='proceedings', subtype='markdown')
        return _as_it_is(latex, self.encode)


def formula(latex: str, encode: Callable[[str], str]) -> str:
    """*latex* in a title as MathML, or as it is: whoever has made the node has warned."""
    try:
        return to_mathml(latex, display=False)
    except ValueError:
        return _as_it_is(latex, encode)


def _as_it_is(latex: str, encode: Callable[[str], str]) -> str:
    return f'<code class="math">{encode(latex)}</code>'


def _visit_title_math_latex(self: Any, node: title_math) -> None:
    text = self.encode(node.astext())
    if problem(node['latex'], display=False):
        self.body.append(text)
    elif self.in_title:
        self.body.append(rf'\texorpdfstring{{\protect\({node["latex"]}\protect\)}}{{{text}}}')
    else:
        self.body.append(rf'\({node["latex"]}\)')
    raise nodes.SkipNode
