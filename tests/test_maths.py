"""Formulas: as MathML, as plain text, and in the pages of a small site."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docutils import nodes
from sphinx.testing.util import SphinxTestApp
from sphinx.util.docutils import docutils_namespace

from proceedings.maths.mathml import MAX_DEPTH, MAX_LENGTH, to_mathml
from proceedings.maths.nodes import title_math, title_nodes
from proceedings.maths.plain import plain
from proceedings.maths.titles import plain_title, split_title, title_problems

# -- MathML ------------------------------------------------------------------------------------------------------

FORMULAS = r"""
    \mathcal{L} = -\frac{1}{N}\sum_{i=1}^N \log p_\theta(x_i)
    \langle\psi|H|\psi\rangle
    \ket{0}\bra{1} + \braket{x|y}
    \begin{aligned} a &= b + c \\ &= d \end{aligned}
    \begin{align} x &= 1 \\ y &= 2 \end{align}
    \begin{align*} x &= 1 \nonumber \\ y &= 2 \label{two} \end{align*}
    \begin{alignat}{2} x &= 1 & y &= 2 \end{alignat}
    \begin{split} x &= 1 \\ y &= 2 \end{split}
    \begin{eqnarray*} x &=& 1 \end{eqnarray*}
    \begin{equation} E = mc^2 \tag{3} \end{equation}
    \begin{gather} x \\ y \end{gather}
    \begin{pmatrix} a & b \\ c & d \end{pmatrix}
    \begin{smallmatrix} 1 \\ 2 \end{smallmatrix}
    \begin{array}{|c|c|} \hline a & b \\ \hline \end{array}
    f(x) = \begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}
    \operatorname*{arg\,min}_\theta f(\theta) + \argmin_x g(x)
    \mathop{\mathrm{softmax}}(x)
    D_{\mathrm{KL}}(p \,\|\, q)
    \mathbb{E}_{x \sim p}[f(x)] + \mathbbm{1}
    \int_0^\infty e^{-x^2}\,dx
    \left.\frac{dy}{dx}\right|_{x=0} \left( \frac{a}{b} \right]
    \hat{H}\,\tilde{x}\,\bar{y}\,\vec{v}\,\dot{q}\,\ddot{q}\,\widehat{xy}\,\widetilde{z}
    \boldsymbol{\theta} \mathbf{x} \bm{x} \pmb{x} \mathfrak{g} \mathscr{F} \mathsf{T}
    f'(x), f''
    10\,\mathrm{km\,s^{-1}}
    {}^{13}\mathrm{C} \to \mathrm{CO}_2
    \sqrt[3]{x^2+1} + \sqrt{s} = 13~\mathrm{TeV}
    \sum_{\substack{i<n \\ j<m}} x_{ij}
    \underbrace{a+b}_{n} \overline{AB}
    \text{Schr\"odinger, if } x \text{ \textbf{is} \texttt{code}}
    a \ll b \lesssim c \approx d \not\in e \neq f
    \color{red} x
    x < y \;\&\; y > 3
    \text{<script>alert(1)</script>}
    é ü β 王
""".strip().splitlines()


@pytest.mark.parametrize('latex', [line.strip() for line in FORMULAS])
@pytest.mark.parametrize('display', [False, True])
def test_formulas_of_papers_become_well_formed_mathml(latex: str, display: bool) -> None:
    mathml = to_mathml(latex, display=display)
    root = ElementTree.fromstring(mathml)
    assert root.tag == '{http://www.w3.org/1998/Math/MathML}math'
    assert root.get('display') == ('block' if display else None)
    assert not re.search(r'&(?!(lt|gt|amp|quot|apos);)', mathml), 'XHTML knows no other entity'
    assert not list(root.iterfind('.//*[@id]')), 'ids are the pages’'


def test_what_html_would_take_as_markup_is_escaped() -> None:
    assert '<mo rspace="0">&gt;</mo>' in to_mathml('<script>', display=False)
    assert '<mtext>&lt;img&gt;</mtext>' in to_mathml(r'\text{<img>}', display=False)
    assert '&amp;' in to_mathml(r'\text{R\&D}', display=False)


def test_html_in_a_formula_is_html_in_xhtml_too() -> None:
    assert '<b xmlns="http://www.w3.org/1999/xhtml">bold</b>' in to_mathml(r'\text{\textbf{bold}}', display=False)


def test_equations_are_numbered_by_the_page_and_not_by_the_formula() -> None:
    assert '(1)' not in to_mathml(r'\begin{align} x \\ y \end{align}', display=True)


@pytest.mark.parametrize(
    ('latex', 'problem'),
    [
        (r'x + \foo y', r'unknown command "\foo", at "\foo y"'),
        (r'\frac{a', 'expected closing token "}", but reached end of input'),
        (r'\left( x', r'expected closing token "\right", but reached end of input'),
        ('x}', 'unmatched closing token: "}"'),
        ('a^b^c', 'duplicate subscript or superscript, at "^c"'),
        ('a & b', 'found "&", which may only appear in a table-like environment, at "& b"'),
        (r'\begin{foo} x \end{foo}', 'unknown environment "foo", at "{foo} x'),
        ('x^', 'expected argument but reached end of input'),
        ('$x$', 'unexpected "$", at "$x$"'),
        (r'\href{javascript:alert(1)}{x}', r'unknown command "\href"'),
        (r'\eqref{here}', 'it makes a link'),
        (r'\def\a{\a}\a', r'"\def" cannot define a command here'),
        (r'\newcommand{\R}{\mathbb{R}} \R', r'"\newcommand" cannot define a command here'),
        ('x' * (MAX_LENGTH + 1), '4001 characters'),
        ('{' * 1000 + '}' * 1000, 'braces are inside each other'),
        (r'\frac1' * 600 + 'x', 'too much is inside each other'),
        (r'\hat ' * 700 + 'x', 'too much is inside each other'),
        ('\x00', 'disallowed character'),
        ('\uffff', 'characters that cannot be in a page'),
        ('\ud800', 'characters that are no text'),
    ],
)
def test_a_formula_that_cannot_be_shown_is_a_sentence(latex: str, problem: str) -> None:
    with pytest.raises(ValueError, match=re.escape(problem)):
        to_mathml(latex, display=True)


def test_braces_may_be_nested_as_deep_as_anyone_writes_them() -> None:
    assert to_mathml('{' * MAX_DEPTH + 'x' + '}' * MAX_DEPTH, display=False)


# -- Plain text --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('latex', 'text'),
    [
        (r'\beta', 'β'),
        ('x^2', 'x²'),
        ('x^{n+1}', 'xⁿ⁺¹'),
        (r'x^\theta', 'xᶿ'),
        (r'x^\omega', 'x^ω'),
        (r'x_\theta', 'x_θ'),
        ('x_i^2', 'xᵢ²'),
        ('10^{-3}', '10⁻³'),
        (r'e^{-x^2}', 'e^(−x²)'),
        (r'\mathrm{CO}_2', 'CO₂'),
        (r'{}^{13}\mathrm{C}', '¹³C'),
        (r'D_{\mathrm{KL}}', 'D_KL'),
        (r'\mathbb{R}^{n\times m}', 'ℝ^(n×m)'),
        (r'\mathcal{O}(n\log n)', 'O(n log n)'),
        (r'\mathcal{N}(0, \sigma^2)', 'N(0, σ²)'),
        (r'\mathbf{x}', 'x'),
        (r'\sqrt{s}=13~\mathrm{TeV}', '√s = 13 TeV'),
        (r'\sqrt[3]{x+1}', '³√(x+1)'),
        (r'10\,\mathrm{km\,s^{-1}}', '10 km s⁻¹'),
        (r'H\to\gamma\gamma', 'H → γγ'),
        (r'p\bar{p} \to \hat{H}', 'pp̄ → Ĥ'),
        (r'\frac{1}{2}', '1/2'),
        (r'\frac{a+b}{c}', '(a+b)/c'),
        (r"f'(x)", 'f′(x)'),
        (r'A^\dagger', 'A†'),
        (r'90^\circ', '90°'),
        (r'\lim_{n\to\infty} a_n', 'lim_(n→∞) aₙ'),
        (r'\operatorname*{arg\,min}_\theta f', 'arg min_θ f'),
        (r'\begin{pmatrix} a & b \\ c & d \end{pmatrix}', '(a b; c d)'),
        (r'\{1, \ldots, n\}', '{1, …, n}'),
        (r'\text{if } a < b', 'if a < b'),
        (r'\frac{a', r'\frac{a'),
        ('', ''),
    ],
)
def test_a_formula_as_plain_text(latex: str, text: str) -> None:
    assert plain(latex) == text


# -- Titles ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('title', 'parts'),
    [
        ('No formula', ['No formula']),
        (r'A $\beta$-VAE for $H \to \gamma\gamma$', ['A ', (r'\beta',), '-VAE for ', (r'H \to \gamma\gamma',)]),
        ('$x$', [('x',)]),
        ('($x$, $y$)', ['(', ('x',), ', ', ('y',), ')']),
        ('From $5 to $10', ['From $5 to $10']),
        ('$5-$10', ['$5-$10']),
        ('A lone $', ['A lone $']),
        ('Not $ x $', ['Not $ x $']),
        ('Not $x$5', ['Not $x$5']),
        ('Not $$x$$', ['Not $$x$$']),
        (r'\$5 and \$6', ['$5 and $6']),
        (r'$\text{\$5}$ only', [(r'\text{\$5}',), ' only']),
        ('', []),
    ],
)
def test_a_formula_in_a_title_stands_between_dollars(title: str, parts: list[str | tuple[str]]) -> None:
    assert [*split_title(title)] == [(False, part) if isinstance(part, str) else (True, part[0]) for part in parts]


def test_a_title_as_plain_text() -> None:
    assert plain_title(r'A $\beta$-VAE for $\mathrm{CO}_2$, from $5') == 'A β-VAE for CO₂, from $5'


def test_a_title_as_nodes_has_the_same_text() -> None:
    first, formula, last = title_nodes(r'A $\beta$-VAE')
    assert isinstance(formula, title_math)
    assert (first.astext(), formula.astext(), last.astext()) == ('A ', 'β', '-VAE')


def test_a_title_with_a_wrong_formula_is_a_problem() -> None:
    assert title_problems(r'A $\beta$-VAE') == []
    assert title_problems(r'A $\bta$-VAE') == [
        r'cannot show the formula "\bta": unknown command "\bta"; correct it, or use the commands of LaTeX and AMS math'
    ]


# -- The site ------------------------------------------------------------------------------------------------------

CONF = r"""
from docutils import nodes
from sphinx.transforms import SphinxTransform

from proceedings.maths.nodes import setup_maths, title_nodes
from proceedings.maths.titles import plain_title

TITLE = r'The $\beta$-VAE, R&D for $\mathrm{CO}_2$ from \$5'
project, version, copyright, author = 'Proceedings', '1', '2019', 'Authors'
extensions = ['myst_parser']
myst_enable_extensions = ['dollarmath', 'amsmath']


class Title(SphinxTransform):
    "Gives a page the title of its talk, as the extension does."

    default_priority = 400

    def apply(self):
        if self.env.current_document.docname == 'talk':
            title = next(self.document.findall(nodes.title))
            title.clear()
            title += title_nodes(TITLE)
            self.document['title'] = plain_title(TITLE)


def setup(app):
    setup_maths(app)
    app.add_transform(Title)
"""

PAGES = {
    'index.md': '# Talks\n\n```{toctree}\ntalk\n```\n',
    'talk.md': r"""# Title

Inline: $\langle\psi|H|\psi\rangle$ and $a < b$.

$$
E = mc^2
$$ (energy)

See {eq}`energy`.

$$
a &= b \\
  &= c
$$

\begin{align}
x &= 1 \\
y &= 2
\end{align}
""",
}


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., tuple[Path, str]]:
    """Builds the site of `PAGES`, with changes, and gives the folder and the warnings."""

    def run(builder: str = 'html', pages: dict[str, str] | None = None, **settings: object) -> tuple[Path, str]:
        (tmp_path / 'conf.py').write_text(CONF, encoding='utf-8')
        for name, text in (PAGES | (pages or {})).items():
            (tmp_path / name).write_text(text, encoding='utf-8')
        with docutils_namespace():
            app = SphinxTestApp(builder, srcdir=tmp_path, freshenv=True, confoverrides=settings)
            try:
                app.build()
                return Path(app.outdir), re.sub('\x1b\\[.*?m', '', app.warning.getvalue())
            finally:
                app.cleanup()

    return run


Build = Callable[..., tuple[Path, str]]


@pytest.mark.parametrize(
    'builder',
    ['html', 'dirhtml', 'singlehtml', 'epub', 'latex', 'text', 'man', 'texinfo', 'gettext', 'xml', 'pseudoxml'],
)
def test_every_builder_shows_formulas_without_a_warning(build: Build, builder: str) -> None:
    _, warnings = build(builder)
    assert warnings == ''


def test_a_page_shows_mathml_and_loads_nothing(build: Build) -> None:
    folder, _ = build()
    page = (folder / 'talk.html').read_text(encoding='utf-8')
    assert page.count('<math ') >= 6
    assert 'ψ' in page
    assert re.findall(r'<(?:script|link|img|iframe)\b[^>]*(?:src|href)="(?:https?:)?//[^"]*', page) == []


def test_an_equation_has_a_number_a_permanent_link_and_references(build: Build) -> None:
    folder, _ = build()
    page = (folder / 'talk.html').read_text(encoding='utf-8')
    number = r'<span class="eqno">\(1\)<a class="headerlink" href="#equation-energy"'
    assert re.search(rf'id="equation-energy">\s*{number}', page)
    assert '<a class="reference internal" href="#equation-energy">(1)</a>' in page


def test_a_title_shows_its_formula_and_is_plain_where_no_markup_can_be(build: Build) -> None:
    folder, _ = build()
    page = (folder / 'talk.html').read_text(encoding='utf-8')
    plain_text = 'The β-VAE, R&amp;D for CO₂ from $5'
    assert f'<title>{plain_text} &#8212;' in page
    heading = page[page.index('<h1>') : page.index('</h1>')]
    assert '<mi>β</mi>' in heading
    assert '<msub>' in heading
    assert '<mi>β</mi>' in (folder / 'index.html').read_text(encoding='utf-8')
    index = (folder / 'searchindex.js').read_text(encoding='utf-8')
    assert '"The \\u03b2-VAE, R&D for CO\\u2082 from $5"' in index


def test_a_title_is_readable_in_text_and_in_latex(build: Build) -> None:
    folder, _ = build('text')
    assert 'The β-VAE, R&D for CO₂ from $5\n' in (folder / 'talk.txt').read_text(encoding='utf-8')
    folder, _ = build('latex')
    (latex,) = (path.read_text(encoding='utf-8') for path in folder.glob('*.tex'))
    assert r'The \texorpdfstring{\protect\(\beta\protect\)}{β}\sphinxhyphen{}VAE, R\&D' in latex


def test_a_book_is_well_formed(build: Build) -> None:
    folder, _ = build('epub')
    (book,) = folder.glob('*.epub')
    with zipfile.ZipFile(book) as files:
        for name in ('talk.xhtml', 'index.xhtml', 'nav.xhtml', 'toc.ncx'):
            ElementTree.fromstring(files.read(name))
        assert 'β' in files.read('nav.xhtml').decode()


def test_a_wrong_formula_is_a_warning_at_its_line_and_stands_as_latex(build: Build) -> None:
    folder, warnings = build(pages={'talk.md': '# Title\n\nA text,\nwith $a < \\foo$.\n\n$$\n\\frac{a\n$$\n'})
    first, second = sorted(warnings.splitlines())
    assert r'talk.md:3: WARNING: cannot show the formula "a < \foo": unknown command "\foo"; correct it' in first
    assert r'talk.md:6: WARNING: cannot show the formula "\frac{a": expected closing token "}"' in second
    assert first.endswith('[proceedings.markdown]')
    page = (folder / 'talk.html').read_text(encoding='utf-8')
    assert r'<code class="math">a &lt; \foo</code>' in page
    assert r'<code class="math">\frac{a</code>' in page


def test_a_wrong_formula_in_a_title_does_not_break_the_page() -> None:
    (formula,) = title_nodes(r'$\frac$')
    assert formula.astext() == r'\frac'
    assert isinstance(formula, nodes.math)


def test_the_site_may_choose_another_renderer(build: Build) -> None:
    folder, _ = build(html_math_renderer='mathjax')
    page = (folder / 'talk.html').read_text(encoding='utf-8')
    assert r'\(a &lt; b\)' in page
