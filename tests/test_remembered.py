"""What is made once for all pages: the parts of a theme, titles, tags. No page is another for it."""

from __future__ import annotations

import pickle
import re
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from jinja2 import DictLoader, Environment
from jinja2.ext import i18n
from jinja2.sandbox import SandboxedEnvironment
from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder

from conftest import Site
from proceedings import headings
from proceedings.asset_tags import TagsOfBuild
from proceedings.bodies import Bodies
from proceedings.contents import Closed
from proceedings.frozen import freeze
from proceedings.remembered import MOST, PATIENCE, RememberedTemplate, WatchedContext
from proceedings.rendered import without
from proceedings.web_builder import Context

MADE_ONCE = ('setup_templating', 'setup_web_builder', 'setup_asset_tags', 'setup_contents')

PROSE = '## $x^2$ and *more*\n\nAn abstract.\n\n### <b> & "c"\n\nText.\n'

OWN_TRANSLATOR = """
from sphinx.writers.html5 import HTML5Translator

class Translator(HTML5Translator):
    def visit_{kind}(self, node):
        self.body.append('→')
        super().visit_{kind}(node)

def setup(app):
    app.set_translator('html', Translator)
"""

LOOKS = [
    ('html', 'pydata_sphinx_theme'),
    ('dirhtml', 'pydata_sphinx_theme'),
    *(('html', theme) for theme in ('alabaster', 'furo', 'sphinx_rtd_theme') if find_spec(theme)),
]


@pytest.fixture
def years(site: Site) -> Site:
    """Two editions of the same talks, with prose whose headings are not only text."""
    site.write('program/2018.yml', (site.folder / 'program/2019.yml').read_text().replace('2019-', '2018-'))
    for page in ('talks/2019/jax-md', 'talks/2018/p9', 'talks/about'):
        site.write(f'{page}.md', f'# A $y$ `b` page\n\n{PROSE}' if page.endswith('about') else PROSE)
    site.write('index.md', '# Home\n\n```{toctree}\ntalks/about\n```\n')
    return site


@pytest.mark.parametrize(('builder', 'theme'), LOOKS)
def test_pages_are_the_same_bytes_as_if_nothing_were_remembered(
    years: Site, monkeypatch: pytest.MonkeyPatch, builder: str, theme: str
) -> None:
    remembered = pages(years.build(builder, html_theme=theme).out)
    for name in MADE_ONCE:
        monkeypatch.setattr(f'proceedings.extension.{name}', lambda app: None)
    anew = pages(years.build(builder, html_theme=theme).out)
    assert remembered == anew
    assert len(anew) > 20


def pages(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob('*.html')}


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each template was rendered, and not only remembered."""
    counts: Counter[str] = Counter()
    watched = RememberedTemplate._watched

    def counted(template: RememberedTemplate, context: WatchedContext, given: dict[str, Any]) -> Any:
        counts[str(template.name)] += 1
        return watched(template, context, given)

    monkeypatch.setattr(RememberedTemplate, '_watched', counted)
    return counts


def test_the_header_is_rendered_for_folders_not_for_pages(years: Site, rendered: Counter[str]) -> None:
    years.edit('program/2019.yml', 'talks:\n- id', f'talks:\n{talks(60)}- id')
    options = {'secondary_sidebar_items': []}
    built = years.build(html_theme='pydata_sphinx_theme', html_sidebars={'**': []}, html_theme_options=options)
    assert len(pages(built.out)) > 80
    for part in ('sections/header.html', 'sections/sidebar-primary.html', 'program-nav.html', 'edition-menu.html'):
        assert 5 < rendered[part] < 24
    assert rendered['breadcrumbs.html'] <= PATIENCE  # another on each page, and not rendered to see whether it is empty
    for part in ('sections/footer.html', 'copyright.html', 'search-button-field.html', 'theme-switcher.html'):
        assert rendered[part] == 1


def talks(number: int) -> str:
    return ''.join(
        f'- {{id: more-{at}, kind: poster, title: More of {at}, authors: Rose Yu}}\n' for at in range(number)
    )


def test_each_title_is_rendered_once_whatever_pages_it_stands_on(years: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: Counter[str] = Counter()
    plain = StandaloneHTMLBuilder.render_partial

    def counted(builder: Any, node: Any) -> dict[str, str]:
        rendered[node.astext() if node is not None and node.tagname == 'title' else ''] += 1
        return plain(builder, node)

    monkeypatch.setattr(StandaloneHTMLBuilder, 'render_partial', counted)
    years.build(html_theme='pydata_sphinx_theme')
    del rendered['']
    assert rendered.pop('<a> & "b" @ c') == 1  # the sample
    assert rendered == {'A y b page': 1}  # all others are nothing but text


def entry(*parts: nodes.Node, **attributes: Any) -> nodes.bullet_list:
    """A table of contents with one entry."""
    given = {'internal': True, 'refuri': '#a', 'anchorname': '#a', **attributes}
    link = nodes.reference('', '', *parts, **given)
    return nodes.bullet_list('', nodes.list_item('', addnodes.compact_paragraph('', '', link)))


@pytest.mark.parametrize(
    'other',
    [
        None,
        nodes.paragraph('', 'a'),
        nodes.title('', '', nodes.emphasis('', 'a')),
        nodes.title('', 'a', classes=['b']),
        entry(nodes.Text('a')),
    ],
)
def test_what_is_more_than_text_is_left_to_the_translator(other: nodes.Node | None) -> None:
    assert headings.partial_html(other) is None


@pytest.mark.parametrize(
    'other',
    [
        entry(nodes.literal('', 'a')),
        entry(nodes.inline('', 'a', ids=['b'])),
        entry(nodes.Text('a'), secnumber=(1, 2)),
        entry(nodes.Text('a'), classes=['b']),
        nodes.bullet_list('', addnodes.toctree()),
        nodes.bullet_list('', nodes.list_item('')),
    ],
)
def test_contents_of_more_than_text_are_left_to_the_translator(other: nodes.bullet_list) -> None:
    assert headings.contents(freeze(other)) is None


def test_headings_are_left_to_a_translator_that_writes_them_in_its_own_way() -> None:
    def ours(node: nodes.Node) -> headings.Partial:
        html = headings.contents(freeze(node)) if isinstance(node, nodes.bullet_list) else None
        return headings.partial_html(node) or {'fragment': html or '', 'title': ''}

    assert headings.is_known(ours)
    assert not headings.is_known(lambda node: {'fragment': '<ul class="own"></ul>', 'title': ''})
    shown = nodes.Text('<a> "b" @'), nodes.inline('', 'c', classes=['d'])
    assert headings.contents(freeze(entry(*shown))) == (
        '<ul>\n<li><a class="reference internal" href="#a">'
        '&lt;a&gt; &quot;b&quot; &#64;<span class="d">c</span></a></li>\n</ul>\n'
    )


def test_a_builder_of_another_extension_stays(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write(
        'own.py',
        """
    from sphinx.builders.html import StandaloneHTMLBuilder

    class Own(StandaloneHTMLBuilder):
        pass

    def setup(app):
        app.add_builder(Own, override=True)
    """,
    )
    site.edit('conf.py', "['proceedings']", "['own', 'proceedings']")
    monkeypatch.syspath_prepend(site.folder)
    built = site.build()
    assert type(site.builds[-1].builder).__name__ == 'Own'
    assert built.warnings == []


def test_templates_of_the_site_s_own_engine_stay(site: Site) -> None:
    engine = 'sphinx.jinja2glue.BuiltinTemplateLoader'
    site.build(template_bridge=engine)
    assert type(site.builds[-1].builder.templates).__name__ == 'BuiltinTemplateLoader'


def test_templates_are_compiled_once_for_all_builds_until_their_text_is_another(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[str] = []
    compile_one = Environment.compile

    def noted(self: Environment, source: Any, name: Any = None, *rest: Any, **named: Any) -> Any:
        compiled.extend(filter(None, [name]))  # others are texts, not files
        return compile_one(self, source, name, *rest, **named)

    monkeypatch.setattr(Environment, 'compile', noted)
    site.write('templates/copyright.html', 'first')
    settings = {'templates_path': ['templates'], 'html_theme': 'pydata_sphinx_theme'}
    site.build(**settings)
    assert 'copyright.html' in compiled
    compiled.clear()
    site.edit('program/2019.yml', 'Opening', 'Beginning')
    site.build(**settings)
    assert compiled == []
    site.write('templates/copyright.html', 'second')
    site.edit('program/2019.yml', 'Beginning', 'Opening')
    site.build(**settings)
    assert compiled == ['copyright.html']


# The engine alone, with templates that nobody has designed for it.


class Engine:
    """Templates by name; `renders` counts how often each was rendered, and not only remembered."""

    def __init__(self, **templates: str) -> None:
        sources = {f'{name}.html': text for name, text in templates.items()}
        self.environment = SandboxedEnvironment(loader=DictLoader(sources), extensions=[i18n])
        self.environment.template_class = RememberedTemplate
        self.environment.context_class = WatchedContext
        self.environment.install_null_translations()  # type: ignore[attr-defined]

    def render(self, **given: Any) -> str:
        return self.environment.get_template('page.html').render(given)

    def texts(self, name: str) -> int:
        template = self.environment.get_template(f'{name}.html')
        assert isinstance(template, RememberedTemplate)
        return len(template.texts)


def pathto(folder: str) -> Any:
    return lambda name: f'{folder}{name}'


def test_a_text_is_remembered_for_all_that_have_the_same_answers() -> None:
    engine = Engine(page='{{ title }}: {% include "part.html" %}', part='{{ pathto("a") }} {{ _("b") }} {{ c }}')
    found = [engine.render(title=title, pathto=pathto('../'), c=[1]) for title in 'xyz']
    assert found == ['x: ../a b [1]', 'y: ../a b [1]', 'z: ../a b [1]']
    assert engine.texts('part') == 1


@pytest.mark.parametrize(
    'other', [1, 1.0, True, '1', [1], (1,), {'a': 1}, {'b': 1}, [True], ['1'], None, {'a': [1]}, {'a': [2]}]
)
def test_a_value_of_another_type_is_another_value(other: object) -> None:
    engine = Engine(page='{% include "part.html" %}', part='{{ value.__class__ or value }} {{ value }}')
    for value in (1, True, '1', [1], None, other, 1, other):
        assert engine.render(value=value).endswith(f' {value}')


def test_a_value_that_somebody_changes_is_another_value() -> None:
    logo = {'address': 'a'}
    engine = Engine(page='{% include "part.html" %}', part='{{ logo.address }}')
    assert engine.render(logo=logo) == 'a'
    logo['address'] = 'b'
    assert engine.render(logo=logo) == 'b'


def test_what_is_not_there_is_another_value_than_what_is() -> None:
    engine = Engine(page='{% include "part.html" %}', part='{{ "there" if a is defined else "not" }}')
    assert [engine.render(), engine.render(a=None), engine.render()] == ['not', 'there', 'not']


def test_a_function_that_is_not_there_everywhere_is_not_asked() -> None:
    engine = Engine(page='{% include "part.html" %}', part='{% if pathto %}{{ pathto("a") }}{% endif %}')
    assert [engine.render(pathto=pathto('b/')), engine.render(), engine.render(pathto=pathto('c/'))] == [
        'b/a',
        '',
        'c/a',
    ]


def test_what_asks_a_function_that_nobody_knows_is_rendered_each_time() -> None:
    numbers = iter(range(100))
    engine = Engine(page='{% include "outer.html" %}', outer='<{% include "part.html" %}>', part='{{ unique() }}')
    assert [engine.render(unique=lambda: next(numbers)) for _ in range(3)] == ['<0>', '<1>', '<2>']
    assert engine.texts('part') == engine.texts('outer') == 0


@pytest.mark.parametrize('call', ['lipsum()', 'cycler(1, 2).next()', 'joiner()()'])
def test_what_jinja_gives_that_is_never_the_same_is_not_remembered(call: str) -> None:
    engine = Engine(page='{% include "part.html" %}', part=f'{{{{ {call} }}}}')
    engine.render()
    assert engine.texts('part') == 0


def test_a_template_sees_what_those_that_include_it_have_made() -> None:
    engine = Engine(
        page='{% for x in xs %}{% include "outer.html" %}{% endfor %}',
        outer='{% set y = x * 2 %}{% with z = y + 1 %}{% include "part.html" %}{% endwith %};',
        part='{{ x }} {{ y }} {{ z }} {{ w }}',
    )
    assert engine.render(xs=[1, 2, 1], w='a') == '1 2 3 a;2 4 5 a;1 2 3 a;'
    assert engine.render(xs=[2, 1], w='b') == '2 4 5 b;1 2 3 b;'
    assert engine.texts('outer') == 4


def test_a_template_that_is_remembered_tells_those_around_it_what_it_asks() -> None:
    """The outer one reads nothing itself; the inner one is remembered already when the outer one is rendered."""
    engine = Engine(
        page='{% include "part.html" %}{% include outer %}',
        outer='<{% include "part.html" %}>',
        part='{{ a }}{{ pathto("b") }}',
    )
    given = [('1', 'x/'), ('2', 'x/'), ('2', 'y/'), ('1', 'x/')]
    found = [engine.render(a=a, pathto=pathto(folder), outer='outer.html') for a, folder in given]
    assert found == [f'{a}{folder}b<{a}{folder}b>' for a, folder in given]


def test_what_is_extended_or_imported_is_no_text() -> None:
    engine = Engine(
        page='{% include "child.html" %}{% import "macros.html" as m with context %}{{ m.twice(a) }}',
        child='{% extends "parent.html" %}{% block b %}({{ super() }}{{ a }}){% endblock %}',
        parent='{% from "macros.html" import twice %}{{ c }}{% block b %}{{ twice(c) }}{% endblock %}',
        macros='{% macro twice(x) %}{{ x }}{{ x }}{{ d }}{% endmacro %}',
    )
    for a, c, d in [('1', 'x', 'p'), ('2', 'x', 'p'), ('2', 'y', 'q'), ('1', 'x', 'p')]:
        assert engine.render(a=a, c=c, d=d) == f'{c}({c}{c}{a}){a}{a}{d}'


def test_translated_sentences_have_what_they_say() -> None:
    engine = Engine(page='{% include "part.html" %}', part='{% trans who=name|e %}Made by {{ who }}{% endtrans %}')
    assert [engine.render(name=name) for name in ('A', '<', 'A')] == ['Made by A', 'Made by &lt;', 'Made by A']


def test_a_mistake_in_a_template_is_said_each_time() -> None:
    engine = Engine(page='{% include "part.html" %}', part='{{ 1 / zero }}')
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            engine.render(zero=0)
    assert engine.render(zero=1) == '1.0'


def test_a_template_that_is_another_on_each_page_is_given_up() -> None:
    engine = Engine(page='{% include "part.html" %}', part='{{ title }}')
    assert [engine.render(title=at) for at in range(MOST + 1)] == [str(at) for at in range(MOST + 1)]
    assert engine.texts('part') == MOST
    assert [engine.render(title=at) for at in range(PATIENCE)] == [str(at) for at in range(PATIENCE)]
    assert engine.texts('part') == 0


def test_only_whole_pages_are_changed_behind_their_templates(years: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    changed: list[str] = []

    def noted(page: str) -> str:
        changed.append(page)
        return page

    monkeypatch.setattr('proceedings.search.page.without_search_scripts', noted)
    years.build(html_theme='pydata_sphinx_theme')
    assert 5 < len(changed) < 40
    assert all('</head>' in page for page in changed)


@pytest.mark.parametrize(
    ('head', 'left'),
    [
        ('<a>\n  <x>\n  <b>', '<a>\n  <b>'),
        ('<a> <!-- of x --> <x><x>\n<!-- of b --><b>', '<a>\n<!-- of b --><b>'),
        ('<!-- of a --><a> --> <x>', '<!-- of a --><a> -->'),
        ('<x>', ''),
        ('--><x> ', '--> '),
        ('<a>', '<a>'),
    ],
)
def test_what_is_taken_out_of_a_head_takes_what_stands_before_it(head: str, left: str) -> None:
    assert without(re.compile('<x>'), head) == left


def test_tags_are_made_once_for_each_depth_of_folders() -> None:
    tags, made = TagsOfBuild(), []

    def make(asset: str) -> str:
        made.append(asset)
        return f'<{asset}>'

    for depth in ('', '../', '../', ''):
        context = {'pathto': lambda name, resource, depth=depth: depth + name, 'css_tag': make, 'js_tag': make}
        tags.remember(None, '', '', context, None)  # type: ignore[arg-type]
        assert [context['css_tag']('a.css'), context['js_tag']('a.css')] == ['<a.css>', '<a.css>']  # type: ignore[operator]
    assert len(made) == 4


# Contexts


def test_what_a_page_is_told_is_not_written_out() -> None:
    """As Sphinx does for each page, for a message of an event."""
    context = Context({'pagename': 'talks/2019/p9', 'body': 'an abstract'}).copy()
    context['title'] = 'A title'
    assert repr((context,)) == '(<context of talks/2019/p9>,)'


# Bodies


@pytest.mark.parametrize(('builder', 'theme'), LOOKS)
def test_bodies_are_written_here_with_each_theme(
    years: Site, monkeypatch: pytest.MonkeyPatch, builder: str, theme: str
) -> None:
    found = set()
    ask = Bodies.writes_as

    def told(bodies: Bodies, translator: object) -> bool:
        found.add(ask(bodies, translator))
        return ask(bodies, translator)

    monkeypatch.setattr(Bodies, 'writes_as', told)
    years.build(builder, html_theme=theme)
    assert found == {True}


@pytest.mark.parametrize(
    ('kind', 'tag'),
    [('section', '<section'), ('title', '<h1'), ('paragraph', '<p>An abstract'), ('emphasis', '<em'), ('Text', '')],
)
def test_bodies_are_written_as_another_extension_writes_them(years: Site, kind: str, tag: str) -> None:
    years.write('conf.py', (years.folder / 'conf.py').read_text('utf-8') + OWN_TRANSLATOR.format(kind=kind))
    assert f'→{tag}' in years.build().page('talks/2019/jax-md')


def test_numbers_of_sections_are_written(years: Site) -> None:
    years.write('index.md', '# Home\n\n```{toctree}\n:numbered:\n\ntalks/about\n```\n')
    assert '<span class="section-number">1.1. </span>' in years.build().page('talks/about')


# Tables of contents


def contents() -> nodes.bullet_list:
    link = nodes.reference('', 'About', internal=True, refuri='talks/about', anchorname='')
    return nodes.bullet_list('', nodes.list_item('', addnodes.compact_paragraph('', '', link)))


def test_contents_are_plain_data_on_the_disk_and_a_list_once_somebody_looks() -> None:
    from_disk = pickle.loads(pickle.dumps(Closed(freeze(contents()))))
    assert vars(from_disk).keys() == {'frozen'}
    assert from_disk[0].parent is from_disk
    assert type(from_disk) is nodes.bullet_list
    assert from_disk.pformat() == contents().pformat()


def test_a_copy_of_contents_is_an_ordinary_list() -> None:
    for copy in (Closed(freeze(contents())).copy(), Closed(freeze(contents())).deepcopy()):
        assert type(copy) is nodes.bullet_list
    assert copy.pformat() == contents().pformat()


def test_only_contents_that_list_other_pages_are_written_to_the_disk_as_nodes(years: Site) -> None:
    years.build()
    tocs = pickle.loads((years.folder.parent / '_build/doctrees/environment.pickle').read_bytes()).tocs
    assert 'talks/2019/p9' not in (opened := {name for name, toc in tocs.items() if type(toc) is not Closed})
    assert 'index' in opened
