"""Authors' Markdown: what may pass, what may not, and what the page shows instead."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from textwrap import dedent

import pytest
from docutils import nodes
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from sphinx.testing.util import SphinxTestApp

from proceedings.problems import Problems
from proceedings.prose.addresses import UPLOAD, is_authored
from proceedings.prose.allowed import LARGEST, LONGEST_BLOCK
from proceedings.prose.guard import guard
from proceedings.prose.parser import ProseRenderer
from proceedings.prose.review import Review, environment
from proceedings.prose.text import consecutive
from proceedings.prose.vet import is_plain, vet_markdown

EXT = Path(__file__).parents[1] / '_ext'

CONF = """
from proceedings.prose.parser import ProseParser, VetProse

extensions = ['myst_parser', 'sphinx_design']
html_theme = 'basic'
html_copy_source = False
myst_enable_extensions = ['dollarmath', 'amsmath', 'deflist', 'colon_fence', 'smartquotes', 'substitution',
                          'attrs_inline', 'attrs_block', 'fieldlist', 'html_image', 'html_admonition', 'tasklist',
                          'strikethrough']
myst_links_external_new_tab = False
suppress_warnings = ['toc.no_title', 'toc.not_included']


def setup(app):
    app.add_source_parser(ProseParser, override=True)
    app.add_transform(VetProse)
    return {'parallel_read_safe': True}
"""

PIXEL = bytes.fromhex(
    '89504e470d0a1a0a0000000d4948445200000001000000010806000000'
    '1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082'
)
PLAIN_SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>'


@dataclass
class Built:
    """What a build made of a folder of Markdown."""

    app: SphinxTestApp
    warnings: list[str]

    def about(self, name: str) -> list[str]:
        """The warnings about a page, without the folder and the name of the file: `12: …`."""
        start = f'talks/2019/{name}.md:'
        return [line.removeprefix(start).replace(': WARNING', '') for line in self.warnings if line.startswith(start)]

    def html(self, name: str) -> str:
        """The body of a page."""
        text = Path(self.app.outdir, 'talks/2019', f'{name}.html').read_text(encoding='utf-8')
        body = re.search(r'<div class="body" role="main">(.*?)<div class="clearer">', text, re.DOTALL)
        assert body
        return body[1]

    def text(self, name: str) -> str:
        """What a reader sees of a page."""
        apart = re.sub(r'<(?=/?(?:p|div|h\d|d[tdl]|li|[ou]l|t[rdh]|fig\w+|pre|aside)\b)', ' <', self.html(name))
        return ' '.join(html.unescape(re.sub(r'<[^>]*>', '', apart)).replace('¶', '').split())

    def doctree(self, name: str) -> nodes.document:
        return self.app.env.get_doctree(f'talks/2019/{name}')

    @property
    def copied(self) -> set[str]:
        """The names of the files that the site offers or shows."""
        out = Path(self.app.outdir)
        files = [*out.glob('_images/**/*'), *out.glob('_downloads/**/*')]
        return {path.name for path in files if path.is_file()}


Build = Callable[..., Built]


def bare(text: str) -> str:
    """Without the colours that a terminal gets."""
    return re.sub(r'\x1b\[[0-9;]*m', '', text)


def build_site(
    folder: Path, pages: dict[str, str], *, conf: str = '', builder: str = 'html', **settings: object
) -> Built:
    """Build a site with these talks; a name with a slash is the path of any other file."""
    (folder / 'talks/2019').mkdir(parents=True, exist_ok=True)
    (folder / 'conf.py').write_text(CONF + conf, encoding='utf-8')
    (folder / 'index.md').write_text('# Home\n', encoding='utf-8')
    for name, text in pages.items():
        path = folder / (name if '/' in name else f'talks/2019/{name}.md')
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')
    warnings = StringIO()
    app = SphinxTestApp(builder, srcdir=folder, builddir=folder.parent / 'built', warning=warnings, status=StringIO(),
                        freshenv=True, confoverrides=settings)  # fmt: skip
    try:
        app.build()
    finally:
        app.cleanup()
    return Built(app, bare(warnings.getvalue()).replace(f'{folder}/', '').splitlines())


@pytest.fixture
def build(tmp_path: Path) -> Build:
    def run(**pages: str) -> Built:
        return build_site(tmp_path / 'site', pages)

    return run


# What an author may not write: the text, what the page shows of it, and the warnings with their lines.

INSTEAD = {
    '<b>': '**bold**',
    '<i>': '*italic*',
    '<u>': '*italic*',
    '<a>': '[text](https://example.org)',
    '<div>': 'an empty line between paragraphs',
    '</div>': 'an empty line between paragraphs',
    '<img>': '![what is to be seen](file.png)',
}


def no_html(tag: str) -> str:
    return f'no HTML here ({tag}); write {INSTEAD.get(tag, "Markdown")}, or put code between backticks'


LINK = 'write https://, http://, mailto: or a page of this site'
REMOTE = 'is on another host; put a copy next to this page and write its file name'
DIRECTIVE = 'authors may use: note, tip, warning, figure, image, math, code-block, table, list-table, …'
ROLE = 'authors may use: math, ref, numref, eq, sub, sup, talk, speaker, …'
OPTION = 'authors may use: alt, width, height, align, caption, name, header-rows, …'

HOSTILE: dict[str, tuple[str, str, list[str]]] = {
    'a block of HTML': (
        'One.\n\n<div onclick="x()">\n<b>Two</b>\n</div>\n\nThree.',
        'One. <div onclick="x()"> <b>Two</b> </div> Three.',
        [f'3: {no_html("<div>")}'],
    ),
    'a script': (
        '<script>alert(1)</script>',
        '<script>alert(1)</script>',
        [f'1: {no_html("<script>")}'],
    ),
    'HTML in the third line of a paragraph': (
        'One\ntwo\nthree <b>bold</b>\nfour',
        'One two three <b>bold</b> four',
        [f'3: {no_html("<b>")}'],
    ),
    'HTML behind a line break': ('One\\\ntwo  \n<u>three', 'One two <u>three', [f'3: {no_html("<u>")}']),
    'HTML behind a link in two lines': (
        'One [two](https://example.org\n"three") <i>four',
        'One two <i>four',
        [f'2: {no_html("<i>")}'],
    ),
    'an end without a beginning': ('One </div> two', 'One </div> two', [f'1: {no_html("</div>")}']),
    'a processing instruction': ('One <?php x ?>', 'One <?php x ?>', [f'1: {no_html("<?php>")}']),
    'a declaration': ('<!DOCTYPE html>', '<!DOCTYPE html>', [f'1: {no_html("<!DOCTYPE>")}']),
    'a section of CDATA': ('One <![CDATA[x]]>', 'One <![CDATA[x]]>', [f'1: {no_html("<![CDATA[x>")}']),
    'an image in HTML': (
        '<img src="https://evil.example/x.png" onerror="x()">',
        '<img src="https://evil.example/x.png" onerror="x()">',
        [f'1: {no_html("<img>")}'],
    ),
    'an admonition in HTML': (
        '<div class="admonition">\nOne\n</div>',
        '<div class="admonition"> One </div>',
        [f'1: {no_html("<div>")}'],
    ),
    'HTML behind a comment': (
        'One\n\n<!-- two --> <script>three</script>',
        'One <!-- two --> <script>three</script>',
        [f'3: {no_html("<script>")}'],
    ),
    'a comment without end': (
        'One\n\n<!-- two\n\nthree',
        'One <!-- two three',
        ['3: the comment that begins here has no end; write --> behind it'],
    ),
    'HTML in a table': (
        '| a | b |\n|---|---|\n| c | d |\n| e | <b>f |',
        'a b c d e <b>f',
        [f'4: {no_html("<b>")}'],
    ),
    'HTML in a heading, a list, a quote and a footnote': (
        '# One <a>\n\n- two\n- three <b>\n\n> four\n> five <i>\n\n[^1]\n\n[^1]: six <u>',
        'One <a> two three <b> four five <i> [1] [1] six <u>',
        [
            f'1: {no_html("<a>")}',
            f'4: {no_html("<b>")}',
            f'7: {no_html("<i>")}',
            f'11: {no_html("<u>")}',
        ],
    ),
    'HTML in the description of an image': ('![a <b>](pixel.png)', '', [f'1: {no_html("<b>")}']),
    'HTML in a definition': ('One\n: two\n  three <b>', 'One two three <b>', [f'3: {no_html("<b>")}']),
    'raw': (
        'One\n\n```{raw} html\n<script>x()</script>\n```',
        'One ```{raw} html <script>x()</script> ```',
        [f'3: no directive "raw" here; {DIRECTIVE}'],
    ),
    'raw with pandoc': ('```{=html}\n<b>\n```', '```{=html} <b> ```', [f'1: no directive "=html" here; {DIRECTIVE}']),
    'include': (
        '```{include} /conf.py\n```',
        '```{include} /conf.py ```',
        [f'1: no directive "include" here; {DIRECTIVE}'],
    ),
    'include in capitals': (
        '~~~{INCLUDE} /conf.py\n~~~',
        '~~~{INCLUDE} /conf.py ~~~',
        [f'1: no directive "INCLUDE" here; {DIRECTIVE}'],
    ),
    'literalinclude, with a tab': (
        '```\t{literalinclude} /conf.py\n```',
        '``` {literalinclude} /conf.py ```',
        [f'1: no directive "literalinclude" here; {DIRECTIVE}'],
    ),
    'eval-rst': (
        '```{eval-rst}\n.. raw:: html\n\n   <b>\n```',
        '```{eval-rst} .. raw:: html <b> ```',
        [f'1: no directive "eval-rst" here; {DIRECTIVE}'],
    ),
    'csv-table with colons': (
        ':::{csv-table}\n:file: /conf.py\n:::',
        ':::{csv-table} :file: /conf.py :::',
        ['1: no directive "csv-table" here; did you mean "list-table"?'],
    ),
    'a directive in a domain': (
        '```{py:function} f()\n```',
        '```{py:function} f() ```',
        [f'1: no directive "py:function" here; {DIRECTIVE}'],
    ),
    'settings of the file in a directive': (
        '```{role} raw-html(raw)\n:format: html\n```\n\n{raw-html}`<b>`',
        '```{role} raw-html(raw) :format: html ``` {raw-html}`<b>`',
        [f'1: no directive "role" here; {DIRECTIVE}', f'5: no role "raw-html" here; {ROLE}'],
    ),
    'a directive that does not exist': (
        '```{notte}\nOne\n```',
        '```{notte} One ```',
        ['1: no directive "notte" here; did you mean "note"?'],
    ),
    'a directive in a list in a quote': (
        '> One\n>\n> - two\n>\n>   ```{toctree}\n>   x\n>   ```',
        'One two ```{toctree} x ```',
        [f'5: no directive "toctree" here; {DIRECTIVE}'],
    ),
    'a directive without an end': (
        'One\n\n```{only} html\nTwo',
        'One ```{only} html Two ```',
        [f'3: no directive "only" here; {DIRECTIVE}'],
    ),
    'things inside directives': (
        '````{note} One <a>\ntwo <b>\n\n```{tip}\n\nthree\nfour <i>\n\n- five {download}`x`\n```\n````\n\nsix <u>',
        'Note One <a> two <b> Tip three four <i> five {download}`x` six <u>',
        [
            f'1: {no_html("<a>")}',
            f'2: {no_html("<b>")}',
            f'7: {no_html("<i>")}',
            f'9: no role "download" here; {ROLE}',
            f'13: {no_html("<u>")}',
        ],
    ),
    'things inside a directive with options': (
        (
            ':::{admonition} One <a>\n:name: one\n\ntwo\n<b>\n:::\n\n'
            ':::{admonition} Three\n---\nname: three\n---\nfour\n<i>\n:::'
        ),
        'One <a> two <b> Three four <i>',
        [f'1: {no_html("<a>")}', f'5: {no_html("<b>")}', f'13: {no_html("<i>")}'],
    ),
    'things inside a directive right behind another': (
        '::::{note}\n:::{raw} html\n<b>\n:::\n::::',
        'Note :::{raw} html <b> :::',
        [f'2: no directive "raw" here; {DIRECTIVE}'],
    ),
    'HTML in the caption of code': (
        '```{code-block} python\n:caption: One <b>\n\nx = "<b>"\n```',
        'One <b> x = "<b>"',
        [f'2: {no_html("<b>")}'],
    ),
    'HTML in a table of lists': (
        '```{list-table} One\n:header-rows: 1\n\n* - two\n  - three\n* - four\n  - <b>\n```',
        'One two three four <b>',
        [f'7: {no_html("<b>")}'],
    ),
    'a look of its own': (
        ':::{note}\n:class: hidden\nOne\n:::',
        ':::{note} :class: hidden One :::',
        [f'2: no option "class" here; {OPTION}'],
    ),
    'a look of its own, in YAML': (
        '```{note}\n---\nname: a\n"class": hidden\n---\nOne <b>\n```',
        '```{note} --- name: a "class": hidden --- One <b> ```',
        [f'4: no option "class" here; {OPTION}', f'6: {no_html("<b>")}'],
    ),
    'a block with a look of its own': (
        ':::hidden\nOne\n:::',
        ':::hidden One :::',
        ['1: no block "hidden" here; a directive has braces, as in :::{note}'],
    ),
    'an attribute with a look of its own': (
        '[One]{.hidden} and ![two](pixel.png){width=10 target=x}\n\n{.hidden}\n## Three',
        'One and Three',
        [
            '1: no attribute "class" here; authors may use: width, height, align',
            '1: no attribute "target" here; authors may use: width, height, align',
            '4: no attribute "class" here; authors may use: width, height, align',
        ],
    ),
    'an attribute with a style': (
        '[One]{style="position:fixed"}\n\n{style="position:fixed"}\nTwo',
        'One Two',
        [
            '1: no attribute "style" here; authors may use: width, height, align',
            '4: no attribute "style" here; authors may use: width, height, align',
        ],
    ),
    'a role that does not exist': (
        'One\ntwo {talkk}`x`',
        'One two {talkk}`x`',
        ['2: no role "talkk" here; did you mean "talk"?'],
    ),
    'a template': ('One {{ env.app.config }}\n\n{{ env }}', 'One {{ env.app.config }} {{ env }}', []),
    'a list of tasks': ('- [ ] One\n- [x] two', '[ ] One [x] two', []),
    'a block without a name': (':::\nOne\n<b>\n:::', 'One <b>', [f'3: {no_html("<b>")}']),
    'a title that runs backwards': (
        '[one](https://example.org "two&#x202e;")',
        'one',
        ['1: an invisible character (U+202E) is in this line, behind "two"; delete it'],
    ),
    'a field list': (':orphan:\n\nOne', ':orphan: One', []),
    'javascript': ('[one](javascript:alert(1))', 'one', [f'1: no link to "javascript:alert(1)" here; {LINK}']),
    'javascript in mixed case': ('[one](JaVaScRiPt:x)', 'one', [f'1: no link to "JaVaScRiPt:x" here; {LINK}']),
    'javascript with entities': (
        '[one](&#106;avascript&colon;x)',
        'one',
        [f'1: no link to "javascript:x" here; {LINK}'],
    ),
    'javascript with a line feed': (
        '[one](<java&#10;script:x>)',
        'one',
        [f'1: no link to "java%0Ascript:x" here; {LINK}'],
    ),
    'javascript behind a control character': (
        '[one](<\x01javascript:x>)',
        'one',
        [
            f'1: no link to "javascript:x" here; {LINK}',
            '1: an invisible character (U+0001) is in this line, behind "[one](<"; delete it',
        ],
    ),
    'javascript behind an invisible character': (
        '[one](<&#x200b;javascript:x>)',
        'one',
        [f'1: no link to "%E2%80%8Bjavascript:x" here; {LINK}'],
    ),
    'javascript with %': ('[one](java%73cript:x)', 'one', [f'1: no link to "java%73cript:x" here; {LINK}']),
    'javascript between angle brackets': (
        'One\n<javascript:x>',
        'One javascript:x',
        [f'2: no link to "javascript:x" here; {LINK}'],
    ),
    'javascript by reference': (
        'One\ntwo [three]\n\n[three]: javascript:x',
        'One two three',
        [f'2: no link to "javascript:x" here; {LINK}'],
    ),
    'javascript by attribute': (
        '[One](https://example.org){href="javascript:x"}',
        'One',
        [f'1: no link to "javascript:x" here; {LINK}'],
    ),
    'data': ('[one](data:text/html,x)', 'one', [f'1: no link to "data:text/html,x" here; {LINK}']),
    'a good kind of data': (
        '![one](data:image/png;base64,x)',
        'one',
        [f'1: no image "data:image/png;base64,x" here; {UPLOAD}'],
    ),
    'vbscript': ('[one](vbscript:x)', 'one', [f'1: no link to "vbscript:x" here; {LINK}']),
    'a file of the computer': (
        '[one](file:///etc/passwd)',
        'one',
        [f'1: no link to "file:///etc/passwd" here; {LINK}'],
    ),
    'a path with a scheme': (
        '<path:../../conf.py>',
        'path:../../conf.py',
        [f'1: no link to "path:../../conf.py" here; {LINK}'],
    ),
    'an address without a scheme': ('[one](//evil.example)', 'one', [f'1: no link to "//evil.example" here; {LINK}']),
    'an address with backslashes': (
        r'[one](/\\evil.example)',
        'one',
        [rf'1: no link to "/%5Cevil.example" here; {LINK}'],
    ),
    'a bad link without text': ('[](javascript:x)', 'javascript:x', [f'1: no link to "javascript:x" here; {LINK}']),
    'a bad link of an image': (
        '```{image} pixel.png\n:target: java script:x\n```',
        '```{image} pixel.png :target: java script:x ```',
        [f'2: no link to "javascript:x" here; {LINK}'],
    ),
    'an image from elsewhere': (
        'One\n![two](https://example.org/x.png) three',
        'One two three',
        [f'2: the image "https://example.org/x.png" {REMOTE}'],
    ),
    'a figure from elsewhere': (
        'One\n\n```{figure} https://example.org/x.png\n:alt: two\n:name: x\n\nThree *four*\n\nFive\n```',
        'One two Three four Five',
        [f'3: the image "https://example.org/x.png" {REMOTE}'],
    ),
    'an image from elsewhere with a link': (
        (
            '[![one](http://example.org/x.png)](https://example.org)\n\n'
            '```{image} http://example.org/y.png\n:alt: two\n:target: index\n```'
        ),
        'one two',
        [f'1: the image "http://example.org/x.png" {REMOTE}', f'3: the image "http://example.org/y.png" {REMOTE}'],
    ),
    'TeX that reads a file': (
        'One $\\input{/etc/passwd}$\n\n$$\na\n\\openin1=x\n$$',
        'One $\\input{/etc/passwd}$ $$ a \\openin1=x $$',
        [
            '1: no \\input in a formula here; write out what it stands for',
            '5: no \\openin in a formula here; write out what it stands for',
        ],
    ),
    'TeX in disguise': (
        (
            '{math}`^^5cinput`\n\n```{math}\n:label: x\n\n\\csname input\\endcsname\n```\n\n'
            '\\begin{align}\n\\write18{ls}\n\\end{align}'
        ),
        '{math}`^^5cinput` ```{math} :label: x \\csname input\\endcsname ``` \\begin{align} \\write18{ls} \\end{align}',
        [
            '1: no ^^ in a formula here; write out what it stands for',
            '6: no \\csname in a formula here; write out what it stands for',
            '10: no \\write in a formula here; write out what it stands for',
        ],
    ),
    'text that runs backwards': (
        'One\ntwo \u202ethree\u202c\n\nfour &#x2066;five',
        'One two three four five',
        [
            '2: an invisible character (U+202E) is in this line, behind "two"; delete it',
            '2: an invisible character (U+202C) is in this line, behind "two three"; delete it',
            '4: an invisible character (U+2066) is in this line; delete it',
        ],
    ),
    'invisible characters': (
        'One\x00\u200b\n\n```{no\u2060te}\ntwo\u2028:class: x\n```',
        'One Note two :class: x',
        ['1: an invisible character (U+0000) is in this line, behind "One"; delete it'],
    ),
    'quotes, deep': (
        '> ' * 1000 + 'One <b>',
        '> ' * 1000 + 'One <b>',
        ['1: nested too deeply to be shown as more than text; write it with fewer levels'],
    ),
    'directives, deep': (
        '\n'.join('`' * (503 - depth) + '{note}' for depth in range(500)) + '\nOne',
        '',
        ['6: more than 5 directives inside each other; write it with fewer levels'],
    ),
    'a long paragraph': (
        'One\n\n' + 'a ' * LONGEST_BLOCK + '\n\ntwo',
        'One two',
        ['3: a paragraph of over 50,000 characters; divide it by empty lines'],
    ),
    'a large file': (
        'One <b>\n\n' * (LARGEST // 8),
        '',
        ['1: too large for a page: more than 200,000 characters; shorten it'],
    ),
}


def name_of(case: str) -> str:
    return re.sub(r'\W+', '-', case).lower()


@pytest.fixture(scope='module')
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """One site with every hostile page."""
    folder = tmp_path_factory.mktemp('hostile') / 'site'
    (folder / 'talks/2019').mkdir(parents=True)
    (folder / 'talks/2019/pixel.png').write_bytes(PIXEL)
    return build_site(folder, {name_of(case): text for case, (text, _, _) in HOSTILE.items()})


@pytest.mark.parametrize('case', HOSTILE)
def test_what_an_author_may_not_write_is_a_warning_at_its_line_and_shown_as_text(case: str, hostile: Built) -> None:
    _, shown, warnings = HOSTILE[case]
    assert hostile.about(name_of(case)) == [f'{warning} [proceedings.markdown]' for warning in warnings]
    if shown or not warnings:
        assert hostile.text(name_of(case)) == shown.strip()


@pytest.mark.parametrize('case', HOSTILE)
def test_the_command_line_says_the_same_as_the_build(case: str) -> None:
    text, _, warnings = HOSTILE[case]
    if 'attribute' in case:
        warnings = []  # the site of this test has them switched on; to the command line they are text
    said = [f'{problem.place.line}: {problem.message}' for problem in vet(text).sorted() if not problem.notice]
    assert said == warnings


@pytest.mark.parametrize(
    ('text', 'said'),
    [
        ('One\u200btwo', '1:4: notice: an invisible character (U+200B) is in this line, behind "One"; the page leaves'),
        (
            'One\x0btwo',
            '1:4: notice: an invisible character (U+000B) is in this line, behind "One"; the page leaves it',
        ),
        (
            'One\n\ufefftwo',
            '2:1: notice: an invisible character (U+FEFF) is in this line, in front of "two"; the page ',
        ),
        ('\ufeffOne two\u202e', '1:8: an invisible character (U+202E) is in this line, behind "One two"; delete it'),
    ],
)
def test_what_a_word_processor_leaves_is_a_notice_and_what_hides_text_a_problem(text: str, said: str) -> None:
    [problem] = map(str, vet(text).sorted())
    assert problem.startswith(f'talks/2019/x.md:{said}')


def vet(text: str) -> Problems:
    problems = Problems()
    vet_markdown(text, 'talks/2019/x.md', problems)
    return problems


class Dangers(HTMLParser):
    """Notes the elements and attributes that could do something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ('script', 'iframe', 'object', 'embed', 'form', 'style', 'link', 'meta', 'base', 'svg', 'input'):
            self.found.append(tag)
        for name, value in attrs:
            value = value or ''
            if name.startswith('on') or name == 'style' or (name == 'class' and 'hidden' in value.split()):
                self.found.append(f'{name}={value}')
            if name == 'href' and ':' in value and not value.startswith(('https://', 'http://', 'mailto:')):
                self.found.append(f'{name}={value}')
            if name == 'src' and not value.startswith('../../_images/'):
                self.found.append(f'{name}={value}')


def test_nothing_hostile_reaches_the_html_of_any_page(hostile: Built) -> None:
    for case in HOSTILE:
        dangers = Dangers()
        dangers.feed(hostile.html(name_of(case)))
        assert not dangers.found, case
        assert not list(hostile.doctree(name_of(case)).findall(nodes.raw)), case
    assert hostile.copied == {'pixel.png'}


# What an author may write: the text, and what is in the HTML of the page.

FRIENDLY: dict[str, tuple[str, list[str]]] = {
    'prose': ('Plain *words*, **strong** ones, `code` and "quotes" -- 3 < 4 & 5 > 4.', ['<em>words</em>', '3 &lt; 4']),
    'a formula': ('Energy $E = mc^2$ and $a < b$, and {math}`x`.', ['E = mc^2', 'a &lt; b', '(x\\)']),
    'a displayed formula': (
        '$$\n\\frac{a}{b}\n$$ (one)\n\n\\begin{align}\nx &= 1\n\\end{align}\n\n{eq}`one`',
        ['\\frac{a}{b}', 'x &amp;= 1', 'href="#equation-one"'],
    ),
    'a formula in a directive': (
        '```{math}\n:label: two\n\n\\left( x \\right)\n```',
        ['\\left( x \\right)', 'equation-two'],
    ),
    'lists': ('- one\n- two\n  1. three\n  2. four\n\n      code', ['<li><p>two</p>', '<ol', 'four']),
    'a table': ('| a | b |\n|:--|--:|\n| c | $d$ |', ['<table', '<th class="head text-left"', '\\(d\\)']),
    'a table of lists': (
        '```{list-table} One\n:header-rows: 1\n:widths: 1 2\n\n* - a\n  - b\n* - c\n  - d\n```',
        ['One', '<th class="head"', '<p>d</p>'],
    ),
    'an image': ('![A pixel](pixel.png "Title")', ['src="../../_images/pixel.png"', 'alt="A pixel"']),
    'an image with accents and blanks': ('![A pixel](<für  alle.png>)', ['alt="A pixel"', 'src="../../_images/']),
    'an image by its path in the site': ('![A pixel](/talks/2019/pixel.png)', ['src="../../_images/pixel.png"']),
    'a drawing': ('![A line](line.svg)', ['src="../../_images/line.svg"']),
    'a figure': (
        '```{figure} pixel.png\n:alt: A pixel\n:width: 50%\n:name: fig\n\nWith a *caption*\n```\n\n{ref}`fig`',
        ['<figure', 'a <em>caption</em>', 'id="fig"', 'href="#fig"'],
    ),
    'a linked image': ('[![A pixel](pixel.png)](https://example.org)', ['href="https://example.org"', 'alt="A pixel"']),
    'footnotes': ('One[^a] and two[^1].\n\n[^a]: Three.\n[^1]: Four.', ['<aside', 'Three.', 'Four.']),
    'code': ('```python\nx = "<b>"\n```\n\n    indented <i>\n\n`<u>`', ['&lt;b&gt;', '&lt;i&gt;', '&lt;u&gt;']),
    'code in a directive': ('```{code-block} python\n:caption: One\n:linenos:\n\nx = 1\n```', ['One', 'class="mi"']),
    'notes': (
        ':::{note}\nOne.\n:::\n\n```{admonition} Two\nThree.\n```\n\n```{seealso}\nFour.\n```',
        ['admonition note', 'Two', 'Three.', 'admonition seealso'],
    ),
    'notes in notes': ('::::{note}\n:::{tip}\n- one\n:::\n::::', ['admonition note', 'admonition tip', '<p>one</p>']),
    'more to unfold': (':::{dropdown} One\n:open:\nTwo.\n:::', ['<details', 'One', 'Two.']),
    'quotations': ('> One.\n\n```{epigraph}\nTwo.\n\n-- Three\n```', ['<blockquote', 'Two.', 'Three']),
    'links': (
        '<https://example.org> [one](http://example.org/a(b)) [two](mailto:a@example.org) [three][]\n\n[three]: HTTPS://example.org/x',
        [
            'href="https://example.org"',
            'href="http://example.org/a(b)"',
            'href="mailto:a',
            'href="https://example.org/x"',
        ],
    ),
    'links to pages': (
        '[one](../../index.md) [two](#here) [three](/index.md) {doc}`/index`\n\n(here)=\n\n# Here',
        ['href="../../index.html"', 'href="#here"'],
    ),
    'links to files': ('[slides](slides.pdf)', ['href="../../_downloads/', 'slides']),
    'definitions': ('Term\n: Meaning\n\nOther\n: <https://example.org>', ['<dt>Term</dt>', 'Meaning']),
    'comments': (
        'One.\n\n<!-- hidden -->\n\n% hidden\n\nTwo <!-- hidden\n--> three.\n\n+++ hidden',
        ['One.', 'three.'],
    ),
    'line breaks': (
        'Roses,\\\nviolets,  \n*sky*',
        ['<div class="line">Roses,</div>', '<div class="line"><em>sky</em></div>'],
    ),
    'line breaks in a heading and in emphasis': ('One  \ntwo\n===\n\n*Three\\\nfour*', ['One\ntwo', 'Three\nfour']),
    'roles': (
        'H{sub}`2`O, x{sup}`2`, {kbd}`Ctrl`, {abbr}`ML (machine learning)`',
        ['<sub>2</sub>', '<sup>2</sup>', '<kbd', 'title="machine learning"'],
    ),
    'Arabic, Persian and Hindi': ('می\u200cخواهم क्\u200dष', ['می\u200cخواهم', 'क्\u200dष']),
    'headings that begin low and skip': (
        '### One\n\n##### Two\n\n# Three\n\n> ## Four',
        ['<h1>One', '<h2>Two', '<h1>Three', 'Four'],
    ),
}


@pytest.fixture(scope='module')
def friendly(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """One site with every friendly page."""
    folder = tmp_path_factory.mktemp('friendly') / 'site'
    (folder / 'talks/2019').mkdir(parents=True)
    for name in ('pixel.png', 'für  alle.png'):
        (folder / 'talks/2019' / name).write_bytes(PIXEL)
    (folder / 'talks/2019/slides.pdf').write_text('slides', encoding='utf-8')
    (folder / 'talks/2019/line.svg').write_text(PLAIN_SVG, encoding='utf-8')
    return build_site(folder, {name_of(case): text for case, (text, _) in FRIENDLY.items()})


@pytest.mark.parametrize('case', FRIENDLY)
def test_what_an_author_may_write_passes_unharmed(case: str, friendly: Built) -> None:
    text, shown = FRIENDLY[case]
    assert friendly.about(name_of(case)) == []
    for part in shown:
        assert part in friendly.html(name_of(case))
    assert 'hidden' not in friendly.text(name_of(case))
    assert not list(friendly.doctree(name_of(case)).findall(nodes.raw))
    assert not vet(text).found


def test_friendly_pages_build_without_any_warning(friendly: Built) -> None:
    assert friendly.warnings == []


# Files

FILES: dict[str, str] = {
    '![x](../../conf.py)': 'x', '![x](../secret.png)': 'x', '![x](/secret.png)': 'x', '![x](/etc/passwd)': 'x',
    '![x](../../../../etc/passwd)': 'x', '![x](.hidden.png)': 'x', '![x](.git/x.png)': 'x', '![x](none.png)': 'x',
    '![x](out.png)': 'x', '![x](folder.png)': 'x', '![x](page.html)': 'x', '![x](pixel.*)': 'x',
    '![x](..%2Fsecret.png)': 'x', '![x](live.svg)': 'x', '![x](a%00.png)': 'x', '![](none.png)': 'none.png',
    '[x](../../conf.py)': 'x', '[x](/conf.py)': 'x', '[x](out.pdf)': 'x', '[x](page.html)': 'x', '[x](live.svg)': 'x',
    '[x](.hidden.png)': 'x', '[](../../conf.py)': '../../conf.py',
    '```{figure} ../../conf.py\n:alt: x\n\nCaption\n```': 'x Caption', '```{image} out.png\n:alt: x\n```': 'x',
}  # fmt: skip


@pytest.fixture(scope='module')
def files(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """One site in which pages try to get hold of files."""
    folder = tmp_path_factory.mktemp('files') / 'site'
    talks = folder / 'talks/2019'
    (talks / '.git').mkdir(parents=True)
    (talks / 'folder.png').mkdir()
    for name in ('../secret.png', '../../secret.png', '.hidden.png', '.git/x.png', 'pixel.png'):
        (talks / name).write_bytes(PIXEL)
    for name in ('page.html', 'live.svg'):
        (talks / name).write_text('<svg><script>x()</script></svg>', encoding='utf-8')
    for name in ('out.png', 'out.pdf'):
        (talks / name).symlink_to('/etc/passwd')
    return build_site(folder, {f'page{number}': f'One\n\n{text}' for number, text in enumerate(FILES)})


@pytest.mark.parametrize('text', FILES)
def test_a_file_that_is_not_the_authors_to_show_is_a_warning_and_text(text: str, files: Built) -> None:
    name = f'page{list(FILES).index(text)}'
    (warning,) = files.about(name)
    assert warning.startswith('3: ')
    assert warning.endswith(' [proceedings.markdown]')
    assert files.text(name) == f'One {FILES[text]}'


def test_no_such_file_is_copied(files: Built) -> None:
    assert files.copied == set()


@pytest.mark.parametrize(('target', 'message'), [
    ('../secret.png', '"../secret.png" is not a file of this folder; put it into talks/2019/ and write its name'),
    ('page.html', '"page.html" is no kind of file for a page; authors may use: gif, jpeg, jpg, png, svg, webp'),
    ('out.png', '"out.png" leads out of talks/2019/; put a copy of the file there'),
    ('live.svg', '"live.svg" has scripts, links or too much in it; save it as plain SVG or as PNG'),
    ('none.png', 'no file "none.png"; is it in talks/2019/, and is its name spelled the same?'),
])  # fmt: skip
def test_a_warning_about_a_file_says_a_way_out(target: str, message: str, files: Built) -> None:
    name = f'page{list(FILES).index(f"![x]({target})")}'
    assert files.about(name) == [f'3: {message} [proceedings.markdown]']


# Pages


def test_a_page_of_an_organizer_is_plain_myst(build: Build) -> None:
    built = build(
        index='---\norphan: true\n---\n# One\n\n<b class="x">two</b> {{ "a" * 3 }}\n\n```{raw} html\n<hr>\n```'
    )
    assert built.warnings == []
    assert '<b class="x">two</b> aaa' in built.html('index')
    assert '<hr>' in built.html('index')


def test_front_matter_of_an_author_sets_nothing_and_moves_no_line(build: Build) -> None:
    front = '---\nmyst: {enable_extensions: [html_image]}\norphan: true\nhtml_meta: {x: y}\nlinks: {paper: x}\n---\n'
    built = build(x=f'{front}\nOne <img src="x.png">', y=front)
    assert built.about('x') == [f'8: {no_html("<img>")} [proceedings.markdown]']
    assert built.app.env.metadata['talks/2019/x'].keys() <= {'wordcount', 'myst_slugs'}
    assert 'paper' not in built.html('x')
    assert built.text('y') == ''


def test_every_part_of_a_paragraph_knows_its_line_also_for_other_warnings(build: Build) -> None:
    built = build(
        x='One\ntwo {doc}`none`\nthree [four](none.md)\n\n:::{admonition} Five {doc}`nil`\nsix\n{doc}`no`\n:::'
    )
    lines = [warning.split(':')[0] for warning in built.about('x')]
    assert sorted(lines) == ['2', '3', '5', '7']


def test_headings_are_sections_in_a_row_without_a_warning(build: Build) -> None:
    built = build(x='## One\n\n#### Two\n\nThree\n=====\n\n###### Four')
    assert built.warnings == []
    sections = list(built.doctree('x').findall(nodes.section))
    assert [section[0].astext() for section in sections] == ['One', 'Two', 'Three', 'Four']
    assert [type(section.parent).__name__ for section in sections] == ['document', 'section', 'document', 'section']


def test_equations_without_a_label_get_the_same_one_in_every_build(build: Build) -> None:
    built = build(x='\\begin{align}\nx\n\\end{align}\n\n\\begin{align}\ny\n\\end{align}')
    labels = [node['label'] for node in built.doctree('x').findall(nodes.math_block)]
    assert labels == ['talks/2019/x-0', 'talks/2019/x-1']


def test_a_link_to_a_remote_image_leads_there(hostile: Built) -> None:
    link = '<a class="reference external" href="https://example.org/x.png">two</a>'
    assert link in hostile.html('an-image-from-elsewhere')
    linked = 'an-image-from-elsewhere-with-a-link'
    assert 'href="https://example.org"' in hostile.html(linked)
    assert not any(list(link.findall(nodes.reference))[1:] for link in hostile.doctree(linked).findall(nodes.reference))
    assert 'id="x"' in hostile.html('a-figure-from-elsewhere')


@pytest.mark.parametrize('error', [RecursionError('deep'), ValueError('broken\nhere')])
def test_a_page_that_cannot_be_read_is_a_warning_and_empty(
    error: Exception, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(ProseRenderer, 'render_hr', fail)
    built = build(x='# One [^1]\n\n(two)=\n## Two\n\n[^1]: Three\n\n---\n', y='Good')
    (warning,) = built.about('x')
    assert warning.startswith(('1: nested too deeply', '1: cannot be read as Markdown (ValueError: broken here)'))
    assert built.warnings == [f'talks/2019/x.md:{warning}'.replace('md:1:', 'md:1: WARNING:')]
    assert built.text('x') == ''
    assert built.text('y') == 'Good'


def test_a_warning_can_be_suppressed_like_our_others(tmp_path: Path) -> None:
    built = build_site(tmp_path / 'site', {'x': '<b>'}, suppress_warnings=['proceedings.markdown', 'toc'])
    assert built.warnings == []
    assert '<b>' in built.text('x')


def test_pages_read_in_parallel_give_the_same_warnings(tmp_path: Path) -> None:
    folder = tmp_path / 'site'
    build_site(folder, {f'x{number}': 'One\ntwo <b>' for number in range(12)})
    command = [sys.executable, '-m', 'sphinx', '-q', '-j', '4', '-E', '-N', str(folder), str(tmp_path / 'out')]
    env = {**os.environ, 'PYTHONPATH': str(EXT)}
    run = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    assert sorted(run.stderr.splitlines()) == sorted(
        f'talks/2019/x{number}.md:2: WARNING: {no_html("<b>")} [proceedings.markdown]' for number in range(12)
    )


@pytest.mark.parametrize(('docname', 'authored'), [
    ('talks/2019/jax-md', True), ('speakers/rose-yu', True), ('talks/2019/more/x', True), ('speakers/index/x', True),
    ('talks/2019/index/index', True), ('index', False), ('talks/index', False), ('talks/2019/index', False),
    ('speakers/index', False), ('talks/about', True), ('about/2019/x', False),
])  # fmt: skip
def test_authors_own_talks_and_speakers_but_no_index(docname: str, authored: bool) -> None:
    assert is_authored(docname) is authored


# Without Sphinx


def test_judging_needs_no_sphinx() -> None:
    code = 'import sys, proceedings.prose.vet; print([name for name in ("sphinx", "docutils") if name in sys.modules])'
    env = {**os.environ, 'PYTHONPATH': str(EXT)}
    run = subprocess.run([sys.executable, '-c', code], env=env, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == '[]'


def test_a_plain_abstract_is_judged_without_a_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    abstract = 'We learn to simulate $N$-body systems, and find that $\\frac{a}{b} < c$ holds.\n' * 20
    assert is_plain(abstract)
    monkeypatch.setattr('proceedings.prose.judging.judge', None)
    assert not vet(abstract).found


def test_a_byte_order_mark_and_windows_line_ends_are_fine() -> None:
    assert not vet('\ufeff---\r\nlinks: x\r\n---\r\nOne\r\n').found
    assert [problem.place.line for problem in vet('\ufeff---\r\nlinks: x\r\n---\r\nOne\r\n<b>').found] == [5]


def test_a_table_of_ten_thousand_lines_is_shown(tmp_path: Path) -> None:
    table = '| a | b |\n|---|---|\n' + '| c | d |\n' * 10_000
    built = build_site(tmp_path / 'site', {'x': table}, builder='dummy')
    assert built.about('x') == []
    assert len(list(built.doctree('x').findall(nodes.row))) == 10_001


def test_raw_output_is_taken_out_whoever_makes_it(tmp_path: Path) -> None:
    conf = """
        from docutils import nodes
        from docutils.parsers.rst import roles

        roles.register_local_role('sub', lambda *args: ([nodes.raw('', '<hr>', format='html')], []))
        roles.register_local_role('sup', lambda *args: ([nodes.reference('', 'three', refuri='javascript:x')], []))
    """
    built = build_site(tmp_path / 'site', {'x': 'One {sub}`x` two {sup}`x`'}, conf=dedent(conf))
    assert built.about('x') == [
        f'1: no link to "javascript:x" here; {LINK} [proceedings.markdown]',
        '1: no raw output here; write Markdown instead [proceedings.markdown]',
    ]
    assert built.html('x').strip() == '<p>One  two three</p>'


def test_a_kind_of_token_that_nobody_knows_is_shown_as_text() -> None:
    def surprise(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != '!':
            return False
        state.pos += 1
        if not silent:
            state.push('surprise', '', 0).content = '!'
        return True

    md = MarkdownIt('commonmark')
    md.inline.ruler.push('surprise', surprise)
    problems = Problems()
    env = environment(Review('x.md', problems))
    assert [token.type for token in guard(md).parse('One\n!', env)[1].children or []] == ['text', 'softbreak', 'text']
    assert [str(problem) for problem in problems.sorted()] == [
        'x.md:2:1: nothing of the kind "surprise" here; write it as plain Markdown [proceedings.markdown]'
    ]


def test_levels_of_headings_are_consecutive() -> None:
    assert list(consecutive([3, 5, 6, 5, 1, 2, 2])) == [1, 2, 3, 2, 1, 2, 2]


def test_a_link_to_a_file_in_a_heading_does_not_break_the_table_of_contents(tmp_path: Path) -> None:
    pages = {'x': ':::\n:::\n\n# One [two](a.pdf)', 'talks/2019/a.pdf': 'x'}
    built = build_site(tmp_path / 'site', pages)
    assert built.about('x') == ['4: no link to a file in a heading; write it below [proceedings.markdown]']
    assert built.text('x') == 'One two'


def test_a_directive_that_fails_is_a_warning_at_its_line_and_shown_as_text(build: Build) -> None:
    built = build(x='One\n\n```{figure} pixel.png\n\n\n```')
    message = 'directive "figure" fails here (UnboundLocalError); is it complete?'
    assert built.about('x') == [f'3: {message} [proceedings.markdown]']
    assert built.text('x') == 'One ```{figure} pixel.png ```'


def test_an_empty_quotation_does_not_stop_the_build(build: Build) -> None:
    built = build(x='One\n\n```{epigraph}\n\n```\n\n>\n\ntwo')
    assert built.text('x') == 'One two'


def test_an_option_that_is_new_to_myst_is_not_let_through() -> None:
    text = dedent("""
        ```{figure} x.png
        :alt: One
        :url: https://example.org
        :file: /etc/passwd
        :encoding: x
        ```
    """)
    assert [problem.place.line for problem in vet(text).sorted()] == [4, 5, 6]
