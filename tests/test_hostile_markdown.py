"""What strangers send as Markdown: every form of HTML, every directive and role that is registered, every spelling of a
bad address, too much of anything, ids of the page's own, other encodings, links out of the folder."""

from __future__ import annotations

import re
import tracemalloc
from collections import Counter
from io import StringIO
from itertools import product
from pathlib import Path
from time import thread_time

import pytest
from docutils.parsers.rst import directives, roles
from docutils.parsers.rst.directives import _directive_registry
from docutils.parsers.rst.languages import en
from lxml.html import fragment_fromstring, parse
from sphinx.errors import SphinxError
from sphinx.testing.util import SphinxTestApp

from conftest import CONF, SERIES, Site
from conftest import Built as ConfBuilt
from proceedings.prose import review
from proceedings.prose.allowed import DIRECTIVES, LARGEST, ROLES
from test_prose import PIXEL, Built, build_site, name_of, vet

# HTML


FORMS = {
    'script': '<script>ran()</script>', 'style': '<style>* { display: none }</style>', 'pre': '<pre id="a">b</pre>',
    'textarea': '<textarea autofocus onfocus="ran()">a</textarea>', 'instruction': '<?php ran() ?>', 'letter': '<!X a>',
    'declaration': '<!DOCTYPE html>', 'cdata': '<![CDATA[<script>ran()</script>]]>', 'embed': '<embed src="x">',
    'block': '<div style="position:fixed">a</div>', 'iframe': '<iframe src="https://evil.example"></iframe>',
    'form': '<form action="https://evil.example"><input name="a">', 'base': '<base href="https://evil.example/">',
    'meta': '<meta http-equiv="refresh" content="0;url=https://evil.example">', 'custom': '<x-y z>',
    'link': '<link rel="stylesheet" href="x">', 'inline': '<b onmouseover="ran()">a</b>', 'svg': '<svg onload=ran()>',
    'alone': '<a href="javascript:ran()">', 'empty': '<img src=x onerror=ran()/>', 'entity': '<b title="&quot;">',
    'closing': '</section></main></body>', 'math': '<math><mi xlink:href="x">', 'object': '<object data="x"></object>',
    'capitals': '<ScRiPt>ran()</sCrIpT>', 'lines': '<a\nhref="javascript:ran()"\n>a</a>',
    'template': '<template><script>ran()</script></template>', 'comment': '<!-- a --><script>ran()</script>',
    'noscript': '<noscript><p title="</noscript><img src=x onerror=ran()>"></noscript>',
    'comment in lines': '<!--\na\n--> <b onclick="ran()">c</b>',
}  # fmt: skip
"""What CommonMark 0.31 (4.6 and 6.6) takes for HTML: its seven kinds of blocks, its six of what is in a line, and what
browsers have made trouble with."""

PLACES = {
    'alone': '{}',
    'paragraph': 'One {} two',
    'list': '- One\n- {}',
    'quotation': '> {}',
    'table': '| a | b |\n|---|---|\n| {} | c |',
    'heading': '# One {}',
    'footnote': 'One[^1]\n\n[^1]: {}',
    'definition': 'One\n: {}',
    'emphasis': '**One {}**',
    'link': '[One {}](https://example.org)',
    'description': '![One {}](pixel.png)',
    'note': '```{{note}}\n{}\n```',
    'title': '```{{admonition}} One {}\ntwo\n```',
    'caption': '```{{figure}} pixel.png\n:alt: a\n\n{}\n```',
    'cell': '```{{list-table}}\n* - {}\n```',
}
ONE_LINE = {'table', 'heading', 'title'}


def in_all_places(form: str) -> dict[str, str]:
    """Markdown with *form*, by the place that it is in."""
    return {
        place: around.format(form.replace('\n', ' ') if place in ONE_LINE else form) for place, around in PLACES.items()
    }


@pytest.fixture(scope='module')
def pages(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A page for every form of HTML, with all the places that it may be in."""
    folder = tmp_path_factory.mktemp('html') / 'site'
    (folder / 'talks/2019').mkdir(parents=True)
    (folder / 'talks/2019/pixel.png').write_bytes(PIXEL)
    return build_site(folder, {name_of(name): '\n\n'.join(in_all_places(FORMS[name]).values()) for name in FORMS})


MADE = {
    'a', 'aside', 'blockquote', 'code', 'col', 'colgroup', 'dd', 'div', 'dl', 'dt', 'em', 'figcaption', 'figure', 'h1',
    'hr', 'img', 'li', 'ol', 'p', 'pre', 'section', 'span', 'strong', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul',
}  # fmt: skip
"""What Sphinx makes of what is allowed in these pages."""


@pytest.mark.parametrize('form', FORMS)
def test_no_form_of_html_gets_through_anywhere(pages: Built, form: str) -> None:
    root = fragment_fromstring(pages.html(name_of(form)), create_parent='body')
    made = [element for element in root.iterdescendants() if isinstance(element.tag, str)]
    assert {str(element.tag) for element in made} <= MADE
    assert not [name for element in made for name in element.attrib if name == 'style' or str(name).startswith('on')]


@pytest.mark.parametrize('form', FORMS)
def test_html_is_a_problem_in_each_place_and_its_text_is_shown(pages: Built, form: str) -> None:
    problems = [warning for warning in pages.about(name_of(form)) if 'no HTML here' in warning]
    lines = {int(warning.partition(':')[0]) for warning in problems}
    first = 1
    for place, text in in_all_places(FORMS[form]).items():
        last = first + text.count('\n')
        assert lines & {*range(first, last + 1)}, place
        first = last + 2
    assert 'ran()' in pages.text(name_of(form)) or 'ran()' not in FORMS[form]


# Attributes


HANDLERS = '{onclick="ran()" onload=ran() style="position:fixed" id=main-content class=hidden href="javascript:ran()"}'
WITH_ATTRIBUTES = {
    'a link': f'[one](https://example.org){HANDLERS}',
    'an image': f'![one](pixel.png){HANDLERS}',
    'code': f'`one`{HANDLERS}',
    'words': f'[one]{HANDLERS}',
    'a paragraph': f'{HANDLERS}\none',
    'a heading': f'{HANDLERS}\n# one',
    'a list': f'{HANDLERS}\n- one',
    'a quotation': f'{HANDLERS}\n> one',
    'code in lines': f'{HANDLERS}\n```python\none\n```',
    'a table': f'{HANDLERS}\n| one |\n|---|\n| two |',
    'a formula': f'$one${HANDLERS}',
}


@pytest.mark.parametrize('what', WITH_ATTRIBUTES)
def test_no_attribute_comes_of_the_syntax_for_attributes(what: str, tmp_path: Path) -> None:
    folder = tmp_path / 'site'
    (folder / 'talks/2019').mkdir(parents=True)
    (folder / 'talks/2019/pixel.png').write_bytes(PIXEL)
    built = build_site(folder, {'x': WITH_ATTRIBUTES[what]})
    root = fragment_fromstring(built.html('x'), create_parent='body')
    named = {str(name) for element in root.iterdescendants() for name in element.attrib}
    assert named <= {'alt', 'class', 'data-line', 'href', 'id', 'rel', 'src', 'target', 'title'}
    assert not root.xpath('//*[contains(@class, "hidden") or @id="main-content" or contains(@href, "javascript")]')
    assert built.about('x') or 'ran()' in built.text('x')


# Addresses


SCHEMES = [
    'javascript:ran()', 'data:text/html,<script>ran()</script>', 'data:image/svg+xml,x', 'vbscript:ran()', 'ftp://x',
    'file:///etc/passwd', 'blob:https://example.org/x', 'filesystem:x', 'view-source:x', 'intent:x',
]  # fmt: skip


def spelled(url: str) -> dict[str, str]:
    """Ways to write an address of which a browser makes *url*."""
    name, rest = url.split(':', 1)
    return {
        'as it is': url,
        'in capitals': f'{name.upper()}:{rest}',
        'in decimals': ''.join(f'&#{ord(char)};' for char in name) + f':{rest}',
        'in hexadecimals': ''.join(f'&#x{ord(char):x};' for char in name) + f':{rest}',
        'with a named colon': f'{name}&colon;{rest}',
        'with a tab': f'{name[:2]}&Tab;{name[2:]}:{rest}',
        'with a line feed': f'{name[:2]}&#10;{name[2:]}:{rest}',
        'behind a blank': f'&#32;{url}',
        'behind a control character': f'&#1;{url}',
        'in per cent': f'{name[:-1]}%{ord(name[-1]):x}:{rest}',
        'with a backslash': f'{name}\\:{rest}',
        'with an invisible character': f'{name[:2]}&#x200b;{name[2:]}:{rest}',
    }


LINKS = {
    'a link': '[one](<{}>)',
    'a reference': '[one][x{}]\n\n[x{}]: <{}>',
    'an image': '![one](<{}>)',
    'between angle brackets': '<{}>',
    'an image that leads on': '```{{image}} pixel.png\n:alt: one\n:target: {}\n```',
}


@pytest.fixture(scope='module')
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A page for each kind of link and each scheme, with a paragraph for every spelling."""
    folder = tmp_path_factory.mktemp('addresses') / 'site'
    (folder / 'talks/2019').mkdir(parents=True)
    (folder / 'talks/2019/pixel.png').write_bytes(PIXEL)
    pages = {
        name_of(f'{kind} {number}'): '\n\n'.join(
            text.format(*[way] * (text.count('{}') - 1), written) for way, written in enumerate(spelled(url).values())
        )
        for (kind, text), (number, url) in product(LINKS.items(), enumerate(SCHEMES))
    }
    return build_site(folder, pages)


@pytest.mark.parametrize('url', SCHEMES)
@pytest.mark.parametrize('kind', LINKS)
def test_no_spelling_of_a_bad_address_is_a_link_or_an_image(addresses: Built, kind: str, url: str) -> None:
    name = name_of(f'{kind} {SCHEMES.index(url)}')
    root = fragment_fromstring(addresses.html(name), create_parent='body')
    found = [as_browsers_read(str(address)) for address in root.xpath('//@href | //@src')]
    assert not [address for address in found if re.match('[a-zA-Z][a-zA-Z0-9+.-]*:|//', address)]
    if kind in ('a link', 'a reference', 'an image'):  # elsewhere entities are not read
        lines = {warning.partition(':')[0] for warning in addresses.about(name)}
        assert len(lines) == len(spelled(url))


def as_browsers_read(address: str) -> str:
    """*address* without what the URL standard has browsers leave out (https://url.spec.whatwg.org/#url-parsing)."""
    return re.sub('[\t\n\r]', '', address).strip(''.join(map(chr, range(33))))


# Images of other hosts


ALLOWED = """
series:
  title: Workshop on Testing
  image_hosts: [Images.example.org]
"""
IMAGES = {
    '![a](https://images.example.org/x.png)': True,
    '![a](https://IMAGES.example.org/x.png)': True,
    '```{figure} https://images.example.org/x.png\n:alt: a\n\nOne\n```': True,
    '![a](http://images.example.org/x.png)': False,
    '![a](https://images.example.org.evil.example/x.png)': False,
    '![a](https://evil.example/images.example.org/x.png)': False,
    '![a](https://images.example.org@evil.example/x.png)': False,
    '![a](https://evil.example?images.example.org/x.png)': False,
    '![a](https://images.example.org:8443/x.png)': False,
    '![a](https:images.example.org/x.png)': False,
    '![a](//images.example.org/x.png)': False,
    '![a](https://x.images.example.org/x.png)': False,
    '![a](<https://images.example.org\\@evil.example/x.png>)': False,
}


@pytest.mark.parametrize('image', IMAGES)
def test_an_image_is_asked_of_a_host_that_the_organizer_lists_and_of_no_other(site: Site, image: str) -> None:
    site.write('program/series.yml', ALLOWED)
    site.write('talks/2019/jax-md.md', image)
    problems = site.problems
    built = site.build()
    root = parse(built.out / 'talks/2019/jax-md.html').getroot()
    asked = [str(src) for src in root.xpath('//img/@src')]
    assert [src.lower() for src in asked] == (['https://images.example.org/x.png'] if IMAGES[image] else [])
    assert bool(problems) is bool(built.warnings) is not IMAGES[image]


def test_who_lists_a_host_or_no_longer_does_gets_other_pages(site: Site) -> None:
    site.write('talks/2019/jax-md.md', '![a](https://images.example.org/x.png)')
    site.write('talks/2019/p9.md', 'Words')
    assert '<img' not in site.build().page('talks/2019/jax-md')
    site.write('program/series.yml', ALLOWED)
    built = site.build()
    assert built.warnings == []
    assert '<img' in built.page('talks/2019/jax-md')
    assert site.build().read == []
    site.edit('program/series.yml', '  image_hosts: [Images.example.org]\n', '')
    built = site.build()
    assert '<img' not in built.page('talks/2019/jax-md')
    assert len(built.warnings) == 1


@pytest.mark.parametrize(
    'host', ['https://example.org', 'example', '*.example.org', 'a b.org', '127.0.0.1', 'a..org', '']
)
def test_a_host_is_a_name_alone(site: Site, host: str) -> None:
    site.write('program/series.yml', ALLOWED.replace('Images.example.org', f'"{host}"'))
    (problem,) = site.problems
    assert problem.startswith('program/series.yml:3:17: ')


# Directives and roles


def registered(folder: Path) -> tuple[set[str], set[str]]:
    """(directives, roles) that a site of ours knows: of docutils, Sphinx, all its domains, MyST and sphinx-design."""
    site = Site(folder)
    site.write('conf.py', CONF.replace("['proceedings']", "['proceedings', 'sphinx_design']"))
    site.write('program/series.yml', 'series: {title: One}\n')
    app = SphinxTestApp('dummy', srcdir=folder, warning=StringIO(), status=StringIO())
    try:
        found = (
            {*directives._directives, *_directive_registry, *en.directives},
            {*roles._roles, *roles._role_registry, *en.roles},
        )
        for domain in app.env.domains.sorted():
            for names, known in zip(found, (domain.directives, domain.roles), strict=True):
                names |= {*known} if domain.name == 'std' else {f'{domain.name}:{name}' for name in known}
    finally:
        app.cleanup()
    return found


@pytest.fixture(scope='module')
def all_registered(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], set[str]]:
    return registered(tmp_path_factory.mktemp('registered') / 'site')


def test_what_is_not_on_the_lists_is_refused_whatever_is_registered(
    all_registered: tuple[set[str], set[str]], tmp_path: Path
) -> None:
    names, roles = ({*found} - {*allowed} for found, allowed in zip(all_registered, (DIRECTIVES, ROLES), strict=True))
    assert {'include', 'literalinclude', 'raw', 'csv-table', 'toctree', 'only', 'py:class', 'glossary'} < names
    assert {'raw', 'download', 'any', 'envvar', 'py:class', 'pep', 'program'} < roles
    written = [f'```{{{name}}} conf.py\n:file: conf.py\n\n/conf.py\n```' for name in sorted(names)]
    written += [f'{{{name}}}`/conf.py`' for name in sorted(roles)]
    problems = vet('\n\n'.join(written)).sorted()
    assert {problem.message.partition('"')[2].partition('"')[0] for problem in problems} >= names | roles
    built = build_site(tmp_path / 'site', {'x': '\n\n'.join(written)})
    assert built.text('x').count('/conf.py') == len(written)
    assert 'extensions =' not in built.text('x')
    assert not built.copied


def test_what_is_on_the_lists_is_registered(all_registered: tuple[set[str], set[str]]) -> None:
    known = {name.rpartition(':')[2] for names in all_registered for name in names}
    assert {*DIRECTIVES, *ROLES} - known == set()


# Too much


DEEP = {
    'quotations': '> ', 'lists': '- ', 'numbers': '1. ', 'emphasis': '*a **b ', 'links': '[', 'images': '![',
    'brackets in brackets': '[a](', 'code': '`a', 'formulas': '$a', 'footnotes': '[^', 'roles': '{sub}`', 'rows': '| ',
    'definitions': ': ', 'tags': '<a ', 'entities': '&#', 'attributes': '{a=', 'escapes': '\\', 'comments': '<!-- ',
    'spans': '[a]{', 'braces': '\\begin{align}', 'quotes and lists': '> - ', 'lists and numbers': '- 1. ',
}  # fmt: skip


@pytest.mark.parametrize('what', DEEP)
def test_a_thousand_of_anything_inside_each_other_is_a_page_or_a_problem(what: str, tmp_path: Path) -> None:
    text = f'{DEEP[what] * 1000}end\n\nbehind'
    built = build_site(tmp_path / 'site', {'x': text, 'y': 'Good'})
    assert built.text('y') == 'Good'
    assert 'end' in built.text('x') or built.about('x')


def test_lists_in_lists_to_the_thousandth_level_are_a_page_or_a_problem(tmp_path: Path) -> None:
    deep = '\n'.join(f'{"  " * depth}- {depth}' for depth in range(1000))
    directives = '\n'.join('`' * (1003 - depth) + '{note}' for depth in range(1000))
    built = build_site(tmp_path / 'site', {'x': deep, 'y': directives, 'z': 'Good'})
    assert (bool(built.about('x')), bool(built.about('y')), built.text('z')) == (True, True, 'Good')


@pytest.mark.parametrize(
    'piece',
    [
        *DEEP.values(),
        '| a | b |\n|---|---|\n',
        '```{note}\n',
        '$x$ ',
        '$$a\n\n',
        '\n',
        ' ',
        '[a]: b\n',
        '*a* ',
        ':::\n',
        'a\n: b\n',
        '[^a]: b\n',
        '&#x202e;',
        '<?',
        '\\\n',
    ],
)
def test_nobody_waits_for_a_text_longer_than_is_promised(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review, 'LONGEST_READ', 0.2)
    text = piece * (LARGEST // len(piece))
    begin = thread_time()
    vet(text)
    assert thread_time() - begin < 40 * review.LONGEST_READ


def test_a_file_of_five_million_characters_is_a_problem_and_is_not_kept(site: Site) -> None:
    site.write('talks/2019/jax-md.md', 'word ' * 1_000_000)
    tracemalloc.start()
    problems = site.problems
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    message = 'too large for a page: more than 200,000 characters; shorten it'
    assert problems == [f'talks/2019/jax-md.md:1:1: {message} [proceedings.markdown]']
    assert peak < 60_000_000
    assert 'word word' not in site.build().page('talks/2019/jax-md')


def test_a_page_of_formulas_is_shown(tmp_path: Path) -> None:
    built = build_site(tmp_path / 'site', {'x': '\n\n'.join(['$x_1$ and $$y^2$$'] * 5000)}, builder='dummy')
    assert built.about('x') == []


BOMB = r'\def\a{aaaaaaaaaa}\def\b{\a\a\a\a\a\a\a\a\a\a}\def\c{\b\b\b\b\b\b\b\b\b\b}\def\d{\c\c\c\c\c\c\c\c\c\c}\d'


@pytest.mark.parametrize(
    'bomb', [BOMB, BOMB.replace('\\def', '\\newcommand'), BOMB.replace('\\def', '\\let'), r'\frac' * 990]
)
def test_no_formula_grows_without_bound(site: Site, bomb: str) -> None:
    site.write('talks/2019/jax-md.md', f'One ${bomb}$ two')
    built = site.build()
    assert [warning[:23] for warning in built.warnings] == ['talks/2019/jax-md.md:1:']
    assert len(built.page('talks/2019/jax-md')) < 20_000


TEX = r"""
One $\newread\f$ two $\alpha$ {math}`\tracingall`

$$
\newwrite\f{a}
$$

\begin{align}
a &= \lstset{x}
\end{align}
"""


def test_latex_gets_only_formulas_of_which_every_command_is_known(site: Site) -> None:
    site.write('talks/2019/jax-md.md', TEX)
    site.write('index.md', r'Mine: $\mycommand$')
    built = site.build('latex', myst_enable_extensions=['dollarmath', 'amsmath'])
    (text,) = (path.read_text('utf-8') for path in built.out.glob('*.tex'))
    assert not re.search(r'\\(?:newread|tracingall|newwrite|lstset)', text)
    assert r'\(\alpha\)' in text
    assert r'\(\mycommand\)' in text  # conf.py may define it
    lines = [warning.split(':')[1] for warning in built.warnings]
    assert lines == ['1', '1', '3', '7']


TOO_MUCH = {
    'lines to emphasize': '```{code-block} python\n:emphasize-lines: 1-999999999\n\nx\n```',
    'a number of lines': f'```{{code-block}} python\n:lineno-start: {"9" * 4000}\n\nx\n```',
    'a scale': f'```{{image}} pixel.png\n:width: 10px\n:scale: {"9" * 4000}\n```',
    'a width': '```{image} pixel.png\n:width: 9999999cm\n```',
    'a width of a figure': '```{figure} pixel.png\n:figwidth: 100000em\n:alt: a\n\nOne\n```',
    'widths of a table': '```{list-table}\n:widths: 1 900000000\n\n* - a\n  - b\n```',
    'a format': '```{figure} pixel.png\n:name: q\n\nOne\n```\n\n{numref}`{number:>3000000000} <q>`',
    'another format': '```{figure} pixel.png\n:name: q\n\nOne\n```\n\n{numref}`{number:999999999d} <q>`',
    'a long role': f'{{abbr}}`{"(" * 40_000}`',
    'a way back': r'$a\hspace{-900em}b$',
    'a way ahead': r'$a\kern 99999em b$',
    'a footnote in itself': 'a[^1]\n\n[^1]: n[^1]',
}


@pytest.mark.parametrize('builder', ['html', 'latex', 'text', 'epub'])
def test_what_asks_for_too_much_is_a_problem_and_ends_no_build(site: Site, builder: str) -> None:
    talks = ''.join(f'- {{id: t{number}, title: One}}\n' for number in range(len(TOO_MUCH)))
    site.write('program/2019.yml', f'edition: {{start: 2019-12-14, timezone: UTC}}\ntalks:\n{talks}')
    site.write('talks/2019/pixel.png', '')
    (site.folder / 'talks/2019/pixel.png').write_bytes(PIXEL)
    for number, text in enumerate(TOO_MUCH.values()):
        site.write(f'talks/2019/t{number}.md', text)
    built = site.build(builder, numfig=True)
    said = {warning.partition('.md')[0] for warning in built.warnings}
    in_pages = {'a way back', 'a way ahead'} if builder == 'text' else set()
    missing = {what for number, what in enumerate(TOO_MUCH) if f'talks/2019/t{number}' not in said}
    assert missing <= in_pages


SLOW = {'csharp': 'a\n', 'autohotkey': '\n ', 'java': 'a\n', 'make': '\\begin{', 'c': '\n '}


@pytest.mark.parametrize('language', SLOW)
def test_code_that_takes_long_to_colour_is_in_one_colour(site: Site, language: str) -> None:
    code = SLOW[language] * (60_000 // len(SLOW[language]))
    site.write('talks/2019/jax-md.md', f'```{language}\n{code}\n```\n\n```python\ndef short(): pass\n```')
    begin = thread_time()
    page = site.build().page('talks/2019/jax-md')
    assert thread_time() - begin < 10
    assert 'highlight-none' in page
    assert '<span class="k">def</span>' in page


# Encodings


ENCODINGS = ['utf-16', 'utf-16-le', 'utf-16-be', 'utf-32', 'latin-1', 'cp1252', 'shift-jis', 'gb18030']


@pytest.mark.parametrize('encoding', ENCODINGS)
def test_a_page_that_is_not_utf_8_is_a_problem_and_the_others_are_built(site: Site, encoding: str) -> None:
    text = (
        'One <script>ran()</script> 日本語' if encoding in ('shift-jis', 'gb18030') else 'One é <script>ran()</script>'
    )
    site.write('talks/2019/p9.md', 'Good.')
    (site.folder / 'talks/2019/jax-md.md').write_bytes(text.encode(encoding))
    assert any(problem.startswith('talks/2019/jax-md.md:1') for problem in site.problems)
    built = site.build()
    assert any(warning.startswith('talks/2019/jax-md.md:1') for warning in built.warnings)
    assert 'Good.' in built.text('talks/2019/p9')
    assert '<script>ran' not in built.page('talks/2019/jax-md')


def test_a_page_of_an_organizer_that_is_no_text_ends_the_build_with_its_name_and_line(site: Site) -> None:
    site.edit('conf.py', "'index.*', ", "'index.*', 'about.*', ")
    (site.folder / 'about.md').write_bytes('# One\n\nTwo é'.encode('latin-1'))
    with pytest.raises(SphinxError, match=r'^about\.md:3:1: is not UTF-8 text; save it as UTF-8'):
        site.build()


# Names of files


NAMES = [
    '<img src=x onerror=ran()>', 'a"b\'c', 'a\nb', 'a\u202eb', '-rf', '%2e%2e', 'a:b', 'a\\b', 'a b', ' ', 'a#b?c',
    '{{ x }}', '[x](y)', 'a&lt;b', '*', 'index.html', 'é' * 60, '$(ran)', "';ran();'", '`x`',
]  # fmt: skip


def test_no_name_of_a_file_is_more_than_text(site: Site) -> None:
    (site.folder / 'talks/2019').mkdir(parents=True)
    (site.folder / 'speakers').mkdir()
    for name in NAMES:
        (site.folder / f'talks/2019/{name}.md').write_text('# One', encoding='utf-8')
        (site.folder / f'speakers/{name}.md').write_text('# One', encoding='utf-8')
    assert len(site.problems) == 2 * len(NAMES)
    assert all(problem.isprintable() for problem in site.problems)
    built = site.build(html_theme='pydata_sphinx_theme', html_theme_options={'navbar_align': 'left'})
    assert len(built.warnings) >= 2 * len(NAMES)
    pages = [parse(path).getroot() for path in built.out.rglob('*.html') if '_static' not in path.parts]
    assert len(pages) > 2 * len(NAMES)
    for root in pages:
        assert root.xpath('//@onerror | //img[@src="x"]') == []


# Files elsewhere


@pytest.mark.parametrize('linked', ['talks', 'talks/2019', 'speakers', 'talks/2019/jax-md.md', 'speakers/rose-yu.md'])
def test_nothing_is_read_through_a_symbolic_link(site: Site, tmp_path: Path, linked: str) -> None:
    outside = tmp_path / 'outside'
    for folder in ('talks/2019', 'speakers'):
        (outside / folder).mkdir(parents=True)
    for name in ('talks/2019/jax-md.md', 'speakers/rose-yu.md'):
        (outside / name).write_text('A secret of this machine.', encoding='utf-8')
    (site.folder / linked).parent.mkdir(parents=True, exist_ok=True)
    (site.folder / linked).symlink_to(outside / linked)
    assert any(problem.startswith(linked) for problem in site.problems)
    built = site.build(html_copy_source=True)
    assert not [path for path in built.out.rglob('*') if path.is_file() and b'A secret' in path.read_bytes()]
    assert built.warnings


RST = 'One\n===\n\n.. literalinclude:: ../../conf.py\n\n.. raw:: html\n\n   <script>ran()</script>\n'


@pytest.mark.parametrize(
    'name',
    ['talks/2019/jax-md.rst', 'talks/2019/of-nobody.rst', 'talks/2019.rst', 'talks/x.rst', 'speakers/rose-yu.rst'],
)
def test_sources_in_other_languages_are_no_pages(site: Site, name: str) -> None:
    site.write(name, RST)
    problem = f'{name}:1:1: only Markdown can be a page here; write {name[:-4]}.md [proceedings.file]'
    assert site.problems == [problem]
    built = site.build()
    assert [warning.replace('WARNING: ', '') for warning in built.warnings] == [problem]
    assert 'include_patterns' not in ''.join(page.read_text('utf-8') for page in built.out.rglob('*.html'))
    assert 'Molecular Dynamics' in built.text('talks/2019/jax-md')


@pytest.mark.parametrize(
    'name', ['talks/x', 'talks/2019', 'talks/2019/rooms/west-109', 'talks/2020/x', 'speakers/a/index']
)
def test_no_page_in_their_folders_can_do_more_than_authors(site: Site, name: str) -> None:
    site.write(f'{name}.md', '# One\n\n<script>ran()</script>\n\n```{include} ../conf.py\n:literal:\n```')
    built = site.build()
    assert any(warning.startswith(f'{name}.md') for warning in built.warnings)
    pages = ''.join(page.read_text('utf-8') for page in built.out.rglob('*.html'))
    assert '<script>ran()' not in pages
    assert 'include_patterns' not in pages


def test_pages_of_organizers_may_be_in_other_languages(site: Site) -> None:
    for name in ('index', 'talks/2019/index', 'speakers/index'):
        site.write(f'{name}.rst', f'Mine\n====\n\nWords of {name}.\n')
    built = site.build()
    assert built.warnings == []
    assert 'Words of speakers/index.' in built.text('speakers/index')


def test_no_other_extension_reads_the_markdown_of_authors(site: Site) -> None:
    both = CONF.replace("['proceedings']", "['proceedings', 'other']")
    here = 'import sys; sys.path.insert(0, str(__import__("pathlib").Path(__file__).parent))'
    site.write('conf.py', f"{both}\n{here}\nsource_suffix = {{'.rst': 'restructuredtext'}}\n")
    site.write(
        'other.py',
        """
        from docutils import nodes
        from sphinx.parsers import Parser

        class Notebooks(Parser):
            supported = ('notebook',)

            def parse(self, text, document):
                document += nodes.paragraph('', 'It was run.')

        def setup(app):
            app.add_source_suffix('.md', 'notebook', override=True)
            app.add_source_suffix('.ipynb', 'notebook')
            app.add_source_parser(Notebooks)
    """,
    )
    site.write('talks/2019/jax-md.md', 'One')
    site.write('talks/2019/p9.ipynb', '{}')
    built = site.build()
    warnings = sorted(warning for warning in built.warnings)
    assert 'another extension reads Markdown' in warnings[0]
    assert 'only Markdown can be a page here; write talks/2019/p9.md' in warnings[1]
    assert 'It was run' not in built.text('talks/2019/jax-md') + built.text('talks/2019/p9')


# What is the page's own, and what is others'


@pytest.fixture(scope='module')
def own_ids(tmp_path_factory: pytest.TempPathFactory, real_site: Path) -> set[str]:
    """The ids of a talk's page with the PyData theme, as links and scripts look for them."""
    return {str(id) for id in parse(real_site / 'talks/2019/jax-md.html').getroot().xpath('//@id')}


COLLIDING = {
    'headings': '# {}',
    'targets': '({})=\n## One',
    'names': ':::{{note}}\n:name: {}\n\nOne\n:::',
    'names of figures': '```{{figure}} pixel.png\n:name: {}\n:alt: a\n\nOne\n```',
    'names of code': '```{{code-block}} python\n:name: {}\n\none\n```',
    'labels of formulas': '$$\nx\n$$ ({})',
    'footnotes': 'One[^{0}]\n\n[^{0}]: Two',
}


@pytest.mark.parametrize('how', COLLIDING)
def test_no_text_takes_an_id_of_the_page(site: Site, own_ids: set[str], how: str) -> None:
    site.write('talks/2019/pixel.png', '')
    (site.folder / 'talks/2019/pixel.png').write_bytes(PIXEL)
    names = sorted(own_ids - {'before-and-after'})
    assert {'main-content', 'proceedings-cite', 'pst-primary-sidebar'} < {*names}
    site.write('talks/2019/jax-md.md', '\n\n'.join(COLLIDING[how].format(name) for name in names))
    built = site.build(html_theme='pydata_sphinx_theme', html_theme_options={'navbar_align': 'left'})
    assert built.warnings == []
    root = parse(built.out / 'talks/2019/jax-md.html').getroot()
    ids = Counter(str(id) for id in root.xpath('//@id'))
    assert [id for id, times in ids.items() if times > 1] == []
    (content,) = root.xpath('//*[@id="main-content"]')
    assert content.tag == 'main'
    assert 'cite' in str(root.xpath('//*[@id="proceedings-cite"]')[0].get('class'))


def test_links_to_what_was_called_like_a_part_of_the_page_lead_there(site: Site) -> None:
    links = '{ref}`proceedings-cite` [two](#proceedings-cite) [three](#main-content)'
    site.write('talks/2019/jax-md.md', f'(proceedings-cite)=\n# One\n\n{links}\n\n# Main content')
    page = site.build(myst_heading_anchors=2).page('talks/2019/jax-md')
    assert page.count('href="#text-proceedings-cite"') >= 2
    assert 'href="#text-main-content"' in page


def test_the_other_id_is_free(site: Site) -> None:
    site.write('talks/2019/jax-md.md', '# Main content\n\n# Text main content\n\n# Main content')
    built = site.build()
    assert built.warnings == []
    ids = parse(built.out / 'talks/2019/jax-md.html').getroot().xpath('//section/@id')
    assert {'text-main-content', 'text-text-main-content'} <= {*ids}
    assert len(ids) == len({*ids})


def test_a_label_that_is_taken_is_a_warning_that_names_who_has_it(site: Site) -> None:
    site.write('talks/2019/jax-md.md', '(search)=\n# One\n\n(mine)=\n# Two')
    site.write('talks/2019/p9.md', '(mine)=\n# Three')
    assert site.build().warnings == [
        'talks/2019/jax-md.md:2: WARNING: duplicate label search, other instance in search.rst',
        'talks/2019/p9.md:2: WARNING: duplicate label mine, other instance in talks/2019/jax-md.md',
    ]


def test_a_reference_brings_in_no_more_than_a_title(site: Site) -> None:
    site.write('talks/2019/p9.md', '(theirs)=\n# Their <method>\n\nTheir words.\n\n$$\ntheirs\n$$ (formula)')
    others = [
        '{doc}`p9`',
        '{ref}`theirs`',
        '[](p9.md)',
        '[](p9.md#theirs)',
        '{talk}`2019/p9`',
        '{eq}`formula`',
        '{numref}`theirs`',
    ]
    site.write('talks/2019/jax-md.md', 'Mine.\n\n' + '\n\n'.join(others))
    built = site.build()
    assert 'Their words' not in built.text('talks/2019/jax-md')
    assert '<method>' not in built.page('talks/2019/jax-md')


FRONT = """
---
{}
---
One
"""
NOT_THEIRS = [
    'title: Mine', 'authors: [Mine]', 'speakers: [Mine]', 'status: withdrawn', 'orphan: true', 'tocdepth: 1',
    'myst: {enable_extensions: [html_image]}', 'html_meta: {refresh: x}', 'substitutions: {a: b}', 'jupytext: {}',
    'file_format: mystnb', 'doi: 10.1000/1', 'links: {paper: "javascript:ran()"}', 'links: {paper: ../../conf.py}',
    'links: {code: "data:text/html,x"}', 'keywords: [[a]]', 'html_theme.sidebar_secondary.remove: true', 'og:title: x',
    'sd_hide_title: true', 'nocomments: true', '"a b": c', 'number: 7', 'kernelspec: {name: x}', 'awards: [Best]',
]  # fmt: skip


@pytest.fixture(scope='module')
def with_front_matter(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, list[str], ConfBuilt]:
    """A site with a talk for each of these lines, above its prose; its problems, and what a build makes of it."""
    site = Site(tmp_path_factory.mktemp('front') / 'site')
    site.write('conf.py', CONF)
    site.write('program/series.yml', SERIES)
    talks = ''.join(f'- {{id: t{number}, title: Theirs}}\n' for number in range(len(NOT_THEIRS)))
    site.write('program/2019.yml', f'edition: {{start: 2019-12-14, timezone: UTC}}\ntalks:\n{talks}')
    for number, line in enumerate(NOT_THEIRS):
        site.write(f'talks/2019/t{number}.md', FRONT.format(line))
    return site, site.problems, site.build()


@pytest.mark.parametrize('line', NOT_THEIRS)
def test_front_matter_sets_nothing_that_is_not_the_authors(
    with_front_matter: tuple[Site, list[str], ConfBuilt], line: str
) -> None:
    site, problems, built = with_front_matter
    name = f'talks/2019/t{NOT_THEIRS.index(line)}'
    (problem,) = [problem for problem in problems if problem.startswith(f'{name}.md:') and 'notice' not in problem]
    assert [warning.replace('WARNING: ', '') for warning in built.warnings if warning.startswith(f'{name}.md:')] == [
        problem
    ]
    assert 'Theirs' in built.page(name)
    assert 'One' in built.page(name)
    assert 'javascript:' not in built.page(name)
    assert {*site.builds[-1].env.metadata[name]} <= {'wordcount', 'myst_slugs'}
