"""LaTeX -> MathML, bounded and harmless.

A page shows its formulas without a script and without the network, because they are MathML before they leave
the build. The conversion is math-core's. Formulas come from authors whom nobody knows, so a formula can neither
break the page (what comes out is well-formed, and has no link, no id and no handler of events) nor the build (it is
bounded in length and depth, and defines no commands); one that cannot be converted is a ValueError with a
sentence, and never anything else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from math_core import LatexError, LatexToMathML

MAX_LENGTH = 4000
"""The most characters of a formula. A longer one is a mistake, and could exhaust the converter's stack."""

MAX_DEPTH = 100
"""The most braces, brackets and environments inside each other."""

LEAST, MOST = -10, 100
"""Of lengths, in whatever unit."""

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
_LENGTH = re.compile(r'(-?\d+(?:\.\d+)?)(?:cm|em|ex|in|mm|mu|pc|pt|px|rem)')
_BAD_ATTRIBUTES = frozenset({'href', 'id', 'src', 'action', 'formaction'})


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
    there = ' '.join(latex[int(match[1]) :][:20].split()) if match[1] else ''
    return f'{message}, at "{there}"' if there and there not in message else message


def _check_result(mathml: str) -> None:
    """Raises ValueError if *mathml* is not well-formed, or could do more than show a formula."""
    try:
        root = ElementTree.fromstring(mathml)
    except ElementTree.ParseError:
        raise ValueError('it has characters that cannot be in a page') from None
    level = [root]
    for _depth in range(2 * MAX_DEPTH):
        if any(_is_far(element) for element in level):
            raise ValueError('it moves or makes something further than a formula may')
        if any(_does_something(element) for element in level):
            raise ValueError('it makes a link; write the link, or {eq}`label`, outside of the formula')
        level = [child for element in level for child in element]
    if level:
        raise ValueError('too much is inside each other; make it several formulas')


def _is_far(element: Element) -> bool:
    """Whether a length in *element* would lead out of the formula, over what else is on the page."""
    lengths = (float(found) for value in element.attrib.values() for found in _LENGTH.findall(value))
    return any(not LEAST <= length <= MOST for length in lengths)


def _does_something(element: Element) -> bool:
    return local_name(element) == 'a' or any(name in _BAD_ATTRIBUTES or name[:2] == 'on' for name in element.attrib)


def problem(latex: str, *, display: bool) -> str:
    """What to say of a formula that cannot be converted, or nothing."""
    try:
        to_mathml(latex, display=display)
    except ValueError as error:
        source = ' '.join(latex.split())
        short = source if len(source) <= 60 else f'{source[:60]}…'
        return f'cannot show the formula "{short}": {error}; correct it, or use the commands of LaTeX and AMS math'
    return ''


def local_name(element: Element) -> str:
    return element.tag.rpartition('}')[2]
