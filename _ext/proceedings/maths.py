"""Mathematics: LaTeX in, MathML out, and plain text where no markup can be.

A page shows its formulas without a script and without the network, because they are MathML before they leave
the build; math-core converts them. Formulas come from authors whom nobody knows. So what comes out is
well-formed and has no link, no id and no handler of events, and what goes in is bounded in length and depth and
defines no commands. A formula that cannot be converted is a ValueError with a sentence; on a page it is a
warning and stands there as LaTeX.

Titles may have formulas too, between dollars. `title_nodes` shows them as such, and as plain text wherever
Sphinx wants the text of a title: in the browser's bar, in the search index, in a text file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from html import unescape
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

MAX_LENGTH = 4000
"""The most characters of a formula. A longer one is a mistake, and could exhaust the converter's stack."""

MAX_DEPTH = 100
"""The most braces, brackets and environments inside each other."""

MACROS: Mapping[str, str] = {
    'ensuremath': '#1',
    'mathbbm': r'\mathbb{#1}',
    'mbox': r'\text{#1}',
    'nicefrac': '#1/#2',
    'pmb': r'\boldsymbol{#1}',
    'sfrac': '#1/#2',
    'smash': '#1',
    'substack': r'\begin{matrix}#1\end{matrix}',
    'widetilde': r'\tilde{#1}',
    'xspace': '',
}
"""Commands that authors use and the converter lacks, as what comes nearest."""

ENVIRONMENTS: Mapping[str, str] = {
    'align': 'aligned',
    'alignat': 'aligned',
    'alignedat': 'aligned',
    'eqnarray': 'array',
    'equation': 'gathered',
    'flalign': 'aligned',
    'gather': 'gathered',
    'multline': 'gathered',
    'smallmatrix': 'matrix',
    'split': 'aligned',
}
"""What stands for environments that number and place equations: here the page does so."""

_CONVERTER = LatexToMathML(macros=dict(MACROS), xml_namespace=True, fancy_error=False, max_expansions=200)

_TOKEN = re.compile(r'\\(?:[A-Za-z]+|.)|[{}]', re.DOTALL)
_STEPS = {'{': 1, r'\begin': 1, r'\left': 1, '}': -1, r'\end': -1, r'\right': -1}
_DEFINITION = re.compile(r'\\(?:(?:re)?newcommand|providecommand|[egx]?def|let|DeclareMathOperator)(?![A-Za-z])')
_ENVIRONMENT = re.compile(rf'\\(begin|end)\{{(?:(align(?:ed)?at)\*?\}}(?:\{{\d+\}})?|({"|".join(ENVIRONMENTS)})\*?\}})')
_NUMBERING = re.compile(r'\\label\s*\{[^{}]*\}|\\(?:nonumber|notag)(?![A-Za-z])')
_TAG = re.compile(r'\\tag(\*?)\s*\{([^{}]*)\}')
_ERROR = re.compile(r'(?:(\d+): )?(.*?)\.?', re.DOTALL)
_ENTITY = re.compile(r'&(?!(?:lt|gt|amp|quot|apos);)\w+;')
_HTML_ELEMENT = re.compile(r'<(b|code|em|i|span|strong|u)(?=[\s>])')
_BAD_ATTRIBUTES = frozenset({'href', 'id', 'src', 'action', 'formaction'})


# -- MathML ------------------------------------------------------------------------------------------------------


def to_mathml(latex: str, *, display: bool) -> str:
    """*latex* as a `<math>` element that is at home in HTML and in XHTML.

    Raises ValueError, with a sentence that says what is wrong with the formula.
    """
    _check_bounds(latex)
    simple = _page_numbers_equations(latex)
    try:
        mathml = _CONVERTER.convert_with_local_state(simple, displaystyle=display)
    except (LatexError, UnicodeEncodeError) as error:
        raise ValueError(_sentence(str(error), simple)) from None
    mathml = _ENTITY.sub(lambda match: unescape(match[0]), mathml)
    mathml = _HTML_ELEMENT.sub(r'<\1 xmlns="http://www.w3.org/1999/xhtml"', mathml)
    _check_result(mathml)
    return mathml


def _check_bounds(latex: str) -> None:
    if len(latex) > MAX_LENGTH:
        raise ValueError(f'it has {len(latex)} characters, and {MAX_LENGTH} are the most; make it several formulas')
    if definition := _DEFINITION.search(latex):
        raise ValueError(f'"{definition[0]}" cannot define a command here; write out what it stands for')
    depth = 0
    for token in _TOKEN.findall(latex):
        depth += _STEPS.get(token, 0)
        if depth > MAX_DEPTH:
            raise ValueError(f'more than {MAX_DEPTH} braces are inside each other; make it several formulas')


def _page_numbers_equations(latex: str) -> str:
    """*latex* without labels and numbers, which the page gives, and without environments that fill a line."""
    latex = _NUMBERING.sub('', latex)
    latex = _TAG.sub(lambda tag: rf'\qquad\text{{{tag[2]}}}' if tag[1] else rf'\qquad\text{{({tag[2]})}}', latex)
    return _ENVIRONMENT.sub(_simple_environment, latex)


def _simple_environment(match: re.Match[str]) -> str:
    name = ENVIRONMENTS[match[2] or match[3]]
    columns = '{rcl}' if (match[1], name) == ('begin', 'array') else ''
    return rf'\{match[1]}{{{name}}}{columns}'


def _sentence(error: str, latex: str) -> str:
    """The converter's *error*, `5: Unknown command "\\foo".`, with what stands there in *latex*."""
    match = _ERROR.fullmatch(error)
    if not match or 'surrogate' in error:
        return 'it has characters that are no text'
    message = match[2][:1].lower() + match[2][1:]
    there = latex[int(match[1]) :][:20] if match[1] else ''
    return f'{message}, at "{there}"' if there.strip() and there not in message else message


def _check_result(mathml: str) -> None:
    """Raises ValueError if *mathml* is not well-formed, or could do more than show a formula."""
    try:
        root = ElementTree.fromstring(mathml)
    except ElementTree.ParseError:
        raise ValueError('it has characters that cannot be in a page') from None
    level = [root]
    for _depth in range(2 * MAX_DEPTH):
        if any(_does_something(element) for element in level):
            raise ValueError('it makes a link; write the link, or {eq}`label`, outside of the formula')
        level = [child for element in level for child in element]
    if level:
        raise ValueError('too much is inside each other; make it several formulas')


def _does_something(element: Element) -> bool:
    return _local_name(element) == 'a' or any(name in _BAD_ATTRIBUTES or name[:2] == 'on' for name in element.attrib)


# -- Plain text --------------------------------------------------------------------------------------------------


def plain(latex: str) -> str:
    """*latex* as readable text: `\\beta` -> `β`, `x^2` -> `x²`, `\\mathrm{CO}_2` -> `CO₂`, `\\frac{a}{b}` -> `a/b`.

    It is the text of the formula's MathML, so it knows what `to_mathml` knows; what that cannot convert stays as
    it is.
    """
    try:
        root = ElementTree.fromstring(to_mathml(latex, display=False))
    except ValueError:
        return ' '.join(latex.split())
    text = _APPLIED.sub(' ', _text(root)).replace('...', '…')
    return unicodedata.normalize('NFC', ' '.join(_INVISIBLE.sub('', text).split()))


_INVISIBLE = re.compile('[\u200b\u2060-\u2064\ufe00-\ufe0f]')
_APPLIED = re.compile(r'\u2061(?=\w)')
_RELATIONS = '=<>≤≥≈∼≃≅≡≠≪≫≲≳⩽⩾∝→←↔⇒↦∈∉⊂⊆∪∩×±'
_SPACED = re.compile(f' ([{_RELATIONS}]) |(,) ')
_COMPOUND = re.compile(rf'[\s^_+\-−/,;⋅|{_RELATIONS}]')
_STYLED_LETTERS = re.compile('[\U0001d400-\U0001d7ffℬℰℱℋℐℒℳℛℯℊℴ]')
_ACCENTS = {
    'ˆ': '\u0302', '^': '\u0302', '˜': '\u0303', '~': '\u0303', '¯': '\u0304', '‾': '\u0304', '˘': '\u0306',
    '˙': '\u0307', '¨': '\u0308', 'ˇ': '\u030c', '´': '\u0301', '`': '\u0300', '\u20d7': '\u20d7', '→': '\u20d7',
    '\u0302': '\u0302', '\u0303': '\u0303', '\u0332': '\u0304',
}  # fmt: skip
_RAISED_ANYWAY = frozenset('′″‴⁗†‡*∗∘°')


def _local_name(element: Element) -> str:
    return element.tag.rpartition('}')[2]


def _text(element: Element) -> str:
    """The text of one element of MathML."""
    return _WRITERS.get(_local_name(element), _write_row)(element)


def _texts(element: Element) -> Iterator[str]:
    return (_text(child) for child in element)


def _write_row(element: Element) -> str:
    """Everything in a row; the letters of mathematical styles (𝐱, 𝒩) as common ones."""
    own = _STYLED_LETTERS.sub(lambda letter: unicodedata.normalize('NFKC', letter[0]), element.text or '')
    return own + ''.join(text + (child.tail or '') for child, text in zip(element, _texts(element), strict=True))


def _write_operator(element: Element) -> str:
    text = _write_row(element)
    return f' {text} ' if text and text in _RELATIONS else ', ' if text == ',' else text


def _write_space(element: Element) -> str:
    return ' ' if element.get('width', '0')[0] in '123456789' or element.get('width', '').startswith('0.') else ''


def _write_script(*, high: bool) -> Callable[[Element], str]:
    def write(element: Element) -> str:
        base, script = _texts(element)
        return base + (_raised(script) if high else _lowered(script))

    return write


def _write_both_scripts(element: Element) -> str:
    base, low, high = _texts(element)
    return base + _lowered(low) + _raised(high)


def _write_over(element: Element) -> str:
    base, over = _texts(element)
    accent = _ACCENTS.get(over)
    if accent and len(base) == 1:
        return base + accent
    return base if accent or over == '⏞' else base.strip() + _raised(over)


def _write_under(element: Element) -> str:
    base, under = _texts(element)
    return base if under in ('⏟', '_', '\u0332') else base + _lowered(under)


def _write_fraction(element: Element) -> str:
    above, below = _texts(element)
    if element.get('linethickness') == '0':
        return f'{above} {below}'
    return f'{_in_brackets(above)}/{_in_brackets(below)}'


def _write_root(element: Element) -> str:
    return f'√{_in_brackets("".join(_texts(element)))}'


def _write_numbered_root(element: Element) -> str:
    base, index = _texts(element)
    return f'{_raised(index)}√{_in_brackets(base)}'


def _write_table(element: Element) -> str:
    return '; '.join(' '.join(_texts(row)).strip() for row in element)


_WRITERS: Mapping[str, Callable[[Element], str]] = {
    'mo': _write_operator,
    'mspace': _write_space,
    'msup': _write_script(high=True),
    'msub': _write_script(high=False),
    'msubsup': _write_both_scripts,
    'munderover': _write_both_scripts,
    'mover': _write_over,
    'munder': _write_under,
    'mfrac': _write_fraction,
    'msqrt': _write_root,
    'mroot': _write_numbered_root,
    'mtable': _write_table,
    'mphantom': lambda element: ' ',
}


def _in_brackets(text: str) -> str:
    return f'({text})' if len(text) > 1 and _COMPOUND.search(text) else text


def _raised(text: str) -> str:
    """*text* as a superscript, with Unicode's own letters if it has them all."""
    if text and all(char in _RAISED_ANYWAY for char in text):
        return text.replace('∘', '°')
    return _as_script(text, '<super>', '^')


def _lowered(text: str) -> str:
    """*text* as a subscript."""
    return _as_script(text, '<sub>', '_')


def _as_script(text: str, form: str, sign: str) -> str:
    close = _SPACED.sub(r'\1\2', text.strip())
    letters = _scripts(form)
    return close.translate(letters) if all(ord(char) in letters for char in close) else sign + _in_brackets(close)


@cache
def _scripts(form: str) -> dict[int, str]:
    """Unicode's `<super>` or `<sub>` letter for each letter that has one."""
    found = {}
    for code in range(0xA0, 0x2100):
        kind, _space, letter = unicodedata.decomposition(chr(code)).partition(' ')
        if kind == form and ' ' not in letter:
            found[int(letter, 16)] = chr(code)
    return found


# -- Titles ------------------------------------------------------------------------------------------------------

_FORMULA = re.compile(r'(?<!\\)\$(?![\s$])((?:\\.|[^\\$])+?)(?<!\s)\$(?![\d$])')


def split_title(text: str) -> list[tuple[bool, str]]:
    """The parts of a title in their order, each with whether it is a formula: `$\\beta$-VAE` -> `\\beta`, `-VAE`.

    A formula stands between dollars, without space inside them, and no digit follows it: so `from $5 to $10` is
    text. `\\$` is a dollar.
    """
    parts, end = [], 0
    for match in _FORMULA.finditer(text):
        parts += [(False, text[end : match.start()]), (True, match[1])]
        end = match.end()
    parts.append((False, text[end:]))
    return [(is_formula, part if is_formula else part.replace(r'\$', '$')) for is_formula, part in parts if part]


def plain_title(text: str) -> str:
    """A title without markup."""
    return ''.join(plain(part) if is_formula else part for is_formula, part in split_title(text))


def title_problems(text: str) -> list[str]:
    """What is wrong with the formulas of a title, a sentence for each that cannot be shown."""
    return [
        problem for is_formula, part in split_title(text) if is_formula and (problem := _problem(part, display=False))
    ]


def _problem(latex: str, *, display: bool) -> str:
    """What to say of a formula that cannot be converted, or nothing."""
    try:
        to_mathml(latex, display=display)
    except ValueError as error:
        source = ' '.join(latex.split())
        short = source if len(source) <= 60 else f'{source[:60]}…'
        return f'cannot show the formula "{short}": {error}; correct it, or use the commands of LaTeX and AMS math'
    return ''


class title_math(nodes.math):  # noqa: N801
    """A formula in a title: its text is plain, and `latex` is what HTML and LaTeX show."""


def title_nodes(text: str) -> list[nodes.Node]:
    """A title as text and formulas."""
    return [
        title_math(part, plain(part), latex=part) if is_formula else nodes.Text(part)
        for is_formula, part in split_title(text)
    ]


# -- Sphinx ------------------------------------------------------------------------------------------------------

logger = logging.getLogger(__name__)


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
    self.body.append(f'{_shown(self, None, node["latex"], display=False)}</span>')
    raise nodes.SkipNode


def _visit_math_block(self: Any, node: nodes.math_block) -> None:
    self.body.append(self.starttag(node, 'div', CLASS='math notranslate nohighlight'))
    if node.get('number'):
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, _('Link to this equation'))
        self.body.append('</span>')
    latex = node.astext() if node.get('no-wrap', node.get('nowrap')) else _one_block(node.astext())
    self.body.append(f'{_shown(self, node, latex, display=True)}</div>\n')
    raise nodes.SkipNode


def _one_block(latex: str) -> str:
    """*latex* with its lines in one environment; blank lines begin new ones, as in Sphinx's other renderers."""
    lines = [part.strip() for part in re.split(r'\n\s*\n', latex) if part.strip()]
    if len(lines) < 2 and r'\\' not in latex:
        return latex
    return r'\begin{aligned}' + r' \\ '.join(lines) + r'\end{aligned}'


def _shown(self: Any, node: nodes.Element | None, latex: str, *, display: bool) -> str:
    """*latex* as MathML, or as it is, with a warning where *node* stands (None: whoever made the node has warned)."""
    try:
        return to_mathml(latex, display=display)
    except ValueError:
        if node is not None:
            logger.warning(_problem(latex, display=display), location=node, type='proceedings', subtype='markdown')
        return f'<code class="math">{self.encode(latex)}</code>'


def _visit_title_math_latex(self: Any, node: title_math) -> None:
    text = self.encode(node.astext())
    if _problem(node['latex'], display=False):
        self.body.append(text)
    elif self.in_title:
        self.body.append(rf'\texorpdfstring{{\protect\({node["latex"]}\protect\)}}{{{text}}}')
    else:
        self.body.append(rf'\({node["latex"]}\)')
    raise nodes.SkipNode
