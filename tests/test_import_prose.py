"""Texts of other systems, as Markdown for a page and as lines for titles: read back by MyST itself."""

from __future__ import annotations

import io
import re
import unicodedata
from html import escape
from pathlib import Path

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from myst_parser.parsers.docutils_ import Parser

from conftest import Site
from proceedings.importing.draft import Markup, Text
from proceedings.importing.report import Report
from proceedings.importing.texts import to_line, to_markdown
from proceedings.maths.titles import plain_title, split_title, title_problems
from proceedings.problems import Place, Problems
from proceedings.prose.text import INVISIBLE
from proceedings.prose.vet import vet_markdown

PLACE = Place('talks.csv', 3)
WHAT = 'the abstract of "Sand"'

quick = settings(
    max_examples=120, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


def convert(text: str, markup: Markup = Markup.PLAIN, report: Report | None = None) -> str:
    """The Markdown of *text*; our vetting finds nothing wrong with it."""
    made = to_markdown(Text(text=text, markup=markup), PLACE, report or Report(), what=WHAT)
    problems = Problems()
    vet_markdown(f'{made}\n', 'talks/2031/sand.md', problems)
    assert not problems.found, made
    return made


def line(text: str, markup: Markup = Markup.PLAIN, report: Report | None = None) -> str:
    return to_line(text, markup, PLACE, report or Report())


def remarks(report: Report) -> list[str]:
    return [remark.text for remark in report]


def read_by_myst(markdown: str) -> nodes.document:
    """What MyST makes of *markdown*, without a warning; the levels of headings are ours to number."""
    warnings = io.StringIO()
    overrides = {
        'warning_stream': warnings,
        'report_level': 2,
        'myst_enable_extensions': ['amsmath', 'colon_fence', 'deflist', 'dollarmath'],
        'myst_suppress_warnings': ['myst.header'],
        '_disable_config': True,
        'smart_quotes': False,
    }
    document: nodes.document = publish_doctree(markdown, parser=Parser(), settings_overrides=overrides)
    assert not warnings.getvalue(), markdown
    for raw in list(document.findall(nodes.raw)):
        raw.parent.remove(raw)
    return document


def squeezed(text: str) -> str:
    return ''.join(text.split())


def words(text: str) -> list[str]:
    return text.split()


# Plain text


HOSTILE = words("""
    * * * ** _ __ # #hash 1. 2) - + > < <b> [x](y) [x] [^1] | $ $$ $5 {role}`x` {{x}} {%x%} --- === \\ % +++ (x)= ::: :
    ` ``` ~~~ &amp; &#x202e; &copy; <!-- --> <?x ![i](u) \\( \\[ \\begin{equation} ^ ^^ a_b :smile: @a {#id} -- //
    § 日本。
""")
PIECES = st.lists(
    st.sampled_from(
        [*HOSTILE, '    ', '\t', '\n', '\n\n', ' ', 'word', 'é', '\u200b', '\x0b', '\x85', 'http://a.org/x_y*']
    )
    | st.text(max_size=4),
    max_size=14,
).map(''.join)


@quick
@given(PIECES)
def test_plain_text_is_seen_as_it_was_whatever_is_in_it(text: str) -> None:
    report = Report()
    seen = read_by_myst(convert(text, Markup.PLAIN, report)).astext()
    if report.lost or any('HTML' in told or 'decoded' in told for told in remarks(report)):
        return  # it was not plain, and that was said
    white = re.sub('[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]', ' ', text.replace('\r', '\n'))
    kept = re.sub('[\ud800-\udfff]', '\ufffd', INVISIBLE.sub('', white))
    without_delimiters = str.maketrans('', '', '$\\()[]')  # of formulas, if any are
    assert squeezed(seen).translate(without_delimiters) == unicodedata.normalize(
        'NFC', squeezed(kept).translate(without_delimiters)
    )


@quick
@given(PIECES, st.sampled_from(list(Markup)))
def test_no_text_makes_a_problem_in_any_markup(text: str, markup: Markup) -> None:
    read_by_myst(convert(text, markup))


ELEMENTS = words("""
    p b i em strong ul ol li table tr td th div span blockquote pre code h1 h2 h3 a sub sup br hr dl dt dd q img iframe
    script style math s details summary form select svg font thead caption
""")
ATTRIBUTES = ('', ' href="https://x.org/a)b"', ' style="font-weight:bold"', ' src="//x.org/y" alt="a*b"', ' colspan=3')
TREES = st.recursive(
    PIECES | PIECES.map(escape),
    lambda inner: st.tuples(st.sampled_from(ELEMENTS), st.sampled_from(ATTRIBUTES), st.lists(inner, max_size=4)).map(
        lambda made: f'<{made[0]}{made[1]}>{"".join(made[2])}</{made[0]}>'
    ),
    max_leaves=10,
)


@quick
@given(TREES)
def test_no_html_makes_a_problem(html: str) -> None:
    read_by_myst(convert(html, Markup.HTML))


@pytest.mark.parametrize(
    'text',
    [
        '# no heading', '1. no list', '- no list', '+ no list', '* no list', '> no quote', '    no code', '$5 and $6',
        '{role}`x`', '---\ntitle: no front matter\n---', '% no comment', '+++ no break', '(no-target)=', '::: no-block',
        '| no | table |\n|---|---|', '<b no tag', 'a\n===', 'a\n---', '[^1]: no note', '[a]: http://no.org',
        '```\nno code', '~~~\nno code', '**no** __emphasis__ *no* _emphasis_', 'no \\ escape \\*', '&lt; &copy;',
        ': no definition', '{{no}}', '![no](image.png)', '<!-- no comment -->', '<script>alert(1)', '\\begin{align} no',
    ],
)  # fmt: skip
def test_plain_text_never_becomes_markdown_by_accident(text: str) -> None:
    document = read_by_myst(convert(text))
    assert {type(node) for node in document.children} <= {nodes.paragraph}
    inside = {type(node) for paragraph in document.findall(nodes.paragraph) for node in paragraph.findall()}
    assert inside <= {nodes.paragraph, nodes.Text, nodes.reference}
    assert squeezed(document.astext()) == squeezed(text)


def test_an_empty_line_ends_a_paragraph_and_wrapped_lines_are_one() -> None:
    wrapped = (
        'Tides are late, as everybody knows who ever waited\nfor one, and nobody has ever said why that should be.'
    )
    first, second = read_by_myst(convert(f'{wrapped}\n\n\nNow we do.')).children
    assert first.astext() == wrapped.replace('\n', ' ')
    assert second.astext() == 'Now we do.'


def test_lines_that_end_early_stay_lines() -> None:
    made = convert('We show in this talk, which is a long line of text:\n- sand\n- water\n- both of them together')
    assert made.split('\n') == [
        'We show in this talk, which is a long line of text:\\', '\\- sand\\', '\\- water\\',
        '\\- both of them together',
    ]  # fmt: skip


def test_bare_addresses_become_links() -> None:
    document = read_by_myst(convert('See https://example.org/a_(b), (http://example.org/?q=1&copy=2) and x.'))
    links = [link['refuri'].replace('%28', '(').replace('%29', ')') for link in document.findall(nodes.reference)]
    assert links == ['https://example.org/a_(b)', 'http://example.org/?q=1&copy=2']


def test_an_e_mail_address_is_left_out_and_said() -> None:
    report = Report()
    assert convert('Write to ada@example.org, @ada@example.social or git@host', report=report) == (
        'Write to …, @ada@example.social or git@host'
    )
    assert report.lost['e-mail addresses in texts'].example == 'ada@example.org'


# HTML


HTML = """<h1>Sand</h1><p>A <b>slow</b> <i>fluid</i>; see <a href="https://example.org/a b">this</a>.<br>Really.</p>
    <ul><li>one<li>two<ol start="3"><li>deep</ol></ul><blockquote>Wait.</blockquote>
    <table><tr><th>A<th>B<tr><td>1<td>a|b</table><pre><code class="language-python">x = '*'\n</code></pre>
    <p>H<sub>2</sub>O is <code>wet</code> at $x^2$ and \\(y\\).</p><dl><dt>Term<dd>Meaning</dl>"""


def test_html_keeps_what_it_means() -> None:
    assert convert(HTML, Markup.HTML).split('\n') == [
        '## Sand', '', 'A **slow** *fluid*; see [this](https://example.org/ab).\\', 'Really.', '', '- one', '- two',
        '', '  3. deep', '', '> Wait.', '', '| A | B |', '| --- | --- |', '| 1 | a\\|b |', '', '```python', "x = '*'",
        '```', '', 'H{sub}`2`O is `wet` at $x^2$ and $y$.', '', '- **Term**', '', '  Meaning',
    ]  # fmt: skip


def test_what_an_import_wrote_comes_back_as_it_was() -> None:
    made = convert(f'{HTML}<p><b>a:</b>b \\[ x \\] $5 *</p>', Markup.HTML)
    assert convert(made, Markup.MARKDOWN) == made


def test_emphasis_holds_where_letters_touch_it() -> None:
    document = read_by_myst(convert('<b>Keynote:</b>Tides, <i>E. coli</i>-like, <b>a</b><i>b</i>c', Markup.HTML))
    assert [node.astext() for node in document.findall(nodes.strong)][:1] == ['Keynote:']
    assert 'E. coli' in [node.astext() for node in document.findall(nodes.emphasis)]
    assert squeezed(document.astext()) == 'Keynote:Tides,E.coli-like,abc'


def test_two_lists_in_a_row_stay_two() -> None:
    document = read_by_myst(convert('<ul><li>a</ul><ul><li>b</ul><ol><li>c</ol><ol><li>d</ol>', Markup.HTML))
    assert [len(made.children) for made in document.findall(nodes.bullet_list)] == [1, 1]
    assert [len(made.children) for made in document.findall(nodes.enumerated_list)] == [1, 1]


def test_what_no_page_can_have_is_named_and_its_text_stays() -> None:
    report = Report()
    html = (
        '<p>Text<script>alert(1)</script><style>p {}</style><img src="https://example.org/i.png" alt="A beach">'
        '<iframe src="https://example.org/v"></iframe><a href="javascript:alert(1)">there</a> <s>old</s>'
        '<a href="/page">here</a> <a href="mailto:ada@example.org">write</a><button>Press</button></p>'
    )
    made = convert(html, Markup.HTML, report)
    assert made == ('Text [A beach](https://example.org/i.png) <https://example.org/v> there oldhere writePress')
    assert {(lost.field, lost.example) for lost in report.lost.values()} == {
        ('<script> in texts', 'alert(1)'),
        ('<style> in texts', 'p {}'),
        ('<img> in texts', 'https://example.org/i.png'),
        ('<iframe> in texts', 'https://example.org/v'),
        ('<s> in texts', 'old'),
        ('<button> in texts', 'Press'),
        ('links in texts that are no web addresses', 'javascript:alert(1)'),
        ('mailto: links in texts', 'mailto:ada@example.org'),
    }
    assert all(lost.place == PLACE for lost in report.lost.values())


def test_an_angle_bracket_that_begins_no_tag_swallows_nothing() -> None:
    html = '<p>If a <b and vector<int> are 1<2, then so is c.</p>'
    assert read_by_myst(convert(html, Markup.HTML)).astext() == 'If a <b and vector<int> are 1<2, then so is c.'


def test_html_that_was_escaped_twice_is_html() -> None:
    assert convert('&lt;p&gt;A &lt;b&gt;slow&lt;/b&gt; fluid&lt;/p&gt;', Markup.HTML) == 'A **slow** fluid'


def test_html_without_a_tag_is_lines_of_text() -> None:
    assert convert('Fish &amp; chips.\n\nTwo * two.', Markup.HTML) == 'Fish & chips.\n\nTwo \\* two.'


def test_plain_text_that_is_html_is_read_as_such_and_said() -> None:
    report = Report()
    assert convert('<p>A <b>slow</b> fluid</p>', report=report) == 'A **slow** fluid'
    assert remarks(report) == [f'{WHAT} has HTML in it, and is read as such']


def test_formulas_of_web_pages_are_latex_again() -> None:
    html = (
        '<p><math><semantics><mi>x</mi><annotation encoding="application/x-tex">x_1</annotation></semantics></math> '
        'and <script type="math/tex">y^2</script> and \\[ z \\]</p>'
    )
    assert convert(html, Markup.HTML) == '$x_1$ and $y^2$ and\n\n$$\nz\n$$'


@pytest.mark.parametrize('html', ['<div>' * 20_000 + 'x', '<b><i>' * 3000 + 'x', '<ul><li>' * 2000 + 'x', '<a ' * 9000])
def test_what_is_nested_very_deeply_is_text(html: str) -> None:
    assert 'x' in convert(html, Markup.HTML) or '<' in html


def test_a_text_that_is_too_long_is_cut_and_said() -> None:
    report = Report()
    assert 60_000 < len(convert('tide ' * 100_000, report=report)) < 200_000
    assert remarks(report) == [f'{WHAT} is longer than a page may be; only its first 66,666 characters are taken']


# Markdown


def test_markdown_keeps_what_it_means_and_html_in_it_is_markdown_too() -> None:
    table, code = '| a | b |\n|---|---|\n| 1 | 2 |', '```python\nz\n```\n'
    markdown = f'# A\n\n*a* **b** <b>c</b> $x_1 * y_2 * z$\n\n1. x\n2. y\n\n{table}\n\n{code}'
    assert convert(markdown, Markup.MARKDOWN).split('\n') == [
        '## A', '', '*a* **b** **c** $x_1 * y_2 * z$', '', '1. x', '2. y', '', '| a | b |', '| --- | --- |',
        '| 1 | 2 |', '', '```python', 'z', '```',
    ]  # fmt: skip


def test_ends_of_lines_in_markdown_are_breaks_where_no_width_explains_them() -> None:
    wrapped = 'Tides are late, as everybody knows who ever waited\nfor one, and nobody has said why that should be.'
    assert convert('10:00 sand\n11:00 *water*', Markup.MARKDOWN) == '10:00 sand\\\n11:00 *water*'
    assert convert(wrapped, Markup.MARKDOWN) == wrapped.replace('\n', ' ')


def test_headings_begin_right_below_the_title_of_the_page() -> None:
    assert convert('<h1>A</h1><h2>B</h2>', Markup.HTML) == '## A\n\n### B'
    assert convert('<h4>A</h4><h5>B</h5>', Markup.HTML) == '## A\n\n### B'


@pytest.mark.parametrize(('language', 'code'), [('python', '$ pip install tides'), ('nosuch', 'x')])
def test_code_in_a_language_that_it_is_not_in_is_text(language: str, code: str) -> None:
    made = convert(f'<pre><code class="language-{language}">{escape(code)}</code></pre>', Markup.HTML)
    assert made.startswith('```text\n')


def test_footnotes_stay_below_the_text() -> None:
    assert convert('Sand[^1] flows.\n\n[^1]: Slowly.\n', Markup.MARKDOWN).split('\n\n') == [
        'Sand{sup}`[1]` flows.', '***', '1. Slowly.',
    ]  # fmt: skip


def test_markdown_of_other_systems_has_no_roles_and_no_directives() -> None:
    markdown = 'A {doc}`x` and {{y}}\n\n:::{note}\nz\n:::\n\n% no comment\n'
    seen = read_by_myst(convert(markdown, Markup.MARKDOWN)).astext()
    assert squeezed(seen) == squeezed('A {doc}x and {{y}} :::{note} z ::: % no comment')


# LaTeX


def test_latex_keeps_what_it_means() -> None:
    latex = r"""We \emph{study} {\bf sand}, Sch{\"o}lkopf's ``slow'' fluid, by 50% and $\alpha_1$~\cite{roca}.

See \href{https://example.org/a_b}{there}. \begin{itemize}\item one \item[Two] two\end{itemize}
\begin{equation}a = b\end{equation}
It costs \$5."""
    assert convert(latex, Markup.LATEX).split('\n') == [
        "We *study* **sand**, Schölkopf's “slow” fluid, by 50% and $\\alpha_1$ \\[roca\\].", '',
        'See [there](https://example.org/a_b).', '', '- one', '- **Two** two', '', '$$',
        '\\begin{equation}a = b\\end{equation}', '$$', '', 'It costs \\$5.',
    ]  # fmt: skip


def test_a_command_that_nobody_knows_is_named_and_what_it_encloses_stays() -> None:
    report = Report()
    assert convert(r'Our \method{TideNet} is fast', Markup.LATEX, report) == 'Our TideNet is fast'
    assert report.lost['commands of LaTeX in texts'].example == r'\method'
    assert convert(r'\title{Sand} It flows', Markup.LATEX, report) == 'It flows'
    assert report.lost['commands of LaTeX in texts'].times == 2


def test_an_environment_that_nobody_knows_is_named_and_what_is_in_it_stays() -> None:
    report = Report()
    latex = r'\begin{document}Sand. \begin{theorem}It flows.\end{theorem}\end{document}'
    assert convert(latex, Markup.LATEX, report) == 'Sand. It flows.'
    assert report.lost['commands of LaTeX in texts'].example == r'\begin{theorem}'


def test_a_formula_that_no_page_can_show_is_text_and_said() -> None:
    report = Report()
    assert convert(r'Sand $\nosuch{x}$ here', Markup.LATEX, report) == '\n'.join([r'Sand \$\\nosuch{x}\$ here'])
    assert remarks(report)[0].endswith(f'; in {WHAT} it is text')


# Characters


def test_what_was_decoded_wrongly_is_repaired_and_said() -> None:
    report = Report()
    assert line('SchÃ¶lkopf', report=report) == 'Schölkopf'
    assert remarks(report) == ['"SchÃ¶lkopf" in "SchÃ¶lkopf" was decoded wrongly before, and is taken for "Schölkopf"']


def test_letters_that_were_lost_are_a_problem() -> None:
    report = Report()
    convert('Sch\ufffdlkopf', report=report)
    assert [problem.text for problem in report.problems] == [
        f'characters of {WHAT} were lost before it came here, and are shown as \ufffd'
    ]


def test_characters_that_nobody_can_see_are_left_out_and_said() -> None:
    report = Report()
    assert convert('Sa\u200bnd\x00 &#x202e;', Markup.HTML, report) == 'Sand'
    assert remarks(report)[0] == f'characters that nobody can see (U+0000, U+200B) are left out of {WHAT}'


# Titles


@pytest.mark.parametrize(
    ('text', 'markup', 'title'),
    [
        ('  Sand:\n  a  slow\tfluid ', Markup.PLAIN, 'Sand: a slow fluid'),
        ('Fish &amp; Chips', Markup.HTML, 'Fish & Chips'),
        ('<i>E. coli</i> in H<sub>2</sub>O', Markup.HTML, 'E. coli in H₂O'),
        ('a < b > c', Markup.HTML, 'a < b > c'),
        ('&lt;i&gt;E. coli&lt;/i&gt; &amp;amp; sand', Markup.HTML, 'E. coli & sand'),
        ('The &lt;b&gt; tag', Markup.HTML, 'The <b> tag'),
        ('std::vector<int> & <tidal>', Markup.PLAIN, 'std::vector<int> & <tidal>'),
        (r'{Sch{\"o}lkopf} \& {DNA}', Markup.LATEX, 'Schölkopf & DNA'),
        (r'100\% of \$5 at $\beta$', Markup.LATEX, r'100% of $5 at $\beta$'),
        (r'The Moon at $l = 2$', Markup.PLAIN, r'The Moon at $l = 2$'),
        (r'The Moon at \(l = 2\)', Markup.HTML, r'The Moon at $l = 2$'),
        ('From $5 to $10', Markup.PLAIN, 'From $5 to $10'),
        ('Raising $1M and US$ now', Markup.PLAIN, r'Raising \$1M and US\$ now'),
        (r'Cost: \$x^2\$', Markup.PLAIN, r'Cost: \$x^2\$'),
        ('Zero\u200bwidth \x07bell', Markup.PLAIN, 'Zerowidth bell'),
    ],
)
def test_a_title_is_one_line_as_our_titles_are(text: str, markup: Markup, title: str) -> None:
    assert line(text, markup) == title


@quick
@given(PIECES, st.sampled_from(list(Markup)))
def test_every_title_can_be_shown(text: str, markup: Markup) -> None:
    title = line(text, markup)
    assert '\n' not in title
    assert title == ' '.join(title.split(' '))
    assert not title_problems(title)


def test_html_in_a_plain_title_is_said() -> None:
    report = Report()
    assert plain_title(line('Fish &amp; <b>Chips</b>', report=report)) == 'Fish & Chips'
    assert remarks(report) == ['"Fish &amp; <b>Chips</b>" has HTML in it, and is taken for "Fish & Chips"']


def test_dollars_of_money_are_no_formula_and_that_is_said() -> None:
    report = Report()
    title = line('For $2 million per US$, and more', report=report)
    assert not any(is_formula for is_formula, _ in split_title(title))
    assert remarks(report)[0].startswith('the dollars of "$2 million per US$" in "For $2 million per US$, and more"')
    assert remarks(report)[0].endswith(' are taken for money, not for a formula')


# All of it, in a site


def test_a_page_of_imported_prose_builds_without_a_warning(site: Site) -> None:
    html = (Path(__file__).parent / 'test_import_prose.py').read_text(encoding='utf-8')[:20_000]
    site.write('talks/2019/jax-md.md', convert(html))
    site.write('talks/2019/p9.md', convert('<h2>A</h2><h4>B</h4>x<sup>2</sup> <b>c:</b>d $x$<hr>e', Markup.HTML))
    site.write('speakers/rose-yu.md', convert('# Rose\n\n> quote\n\n- a\n\n  b\n', Markup.MARKDOWN))
    assert site.build().warnings == []
