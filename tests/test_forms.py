"""Pages are forms that are filled in: whatever a template does, each page is as if it had been rendered by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from jinja2 import DictLoader
from jinja2.ext import i18n
from jinja2.sandbox import SandboxedEnvironment
from sphinx.builders.html._assets import _JavaScript

from conftest import Site
from proceedings.blanks import CLOSE, OPEN, watch_filters
from proceedings.forms import Change, FormsOfTemplate
from proceedings.remembered import MOST, PATIENCE, RememberedTemplate, WatchedContext
from proceedings.unused import Used, used_by

TITLES = ('a & <b>c</b>', 'x', '', 'A "title"', 'é\n', 'x')


def environment(sources: Mapping[str, str]) -> SandboxedEnvironment:
    found = SandboxedEnvironment(loader=DictLoader(dict(sources)), extensions=[i18n])
    found.install_null_translations()  # type: ignore[attr-defined]
    return found


class Engine:
    """A template, and those that it includes by the names of their arguments."""

    def __init__(self, page: str, **parts: str) -> None:
        sources = {'page.html': f'</head>{page}', **{f'{name}.html': text for name, text in parts.items()}}
        self.plain = environment(sources)
        watched = environment(sources)
        watched.template_class, watched.context_class = RememberedTemplate, WatchedContext
        watch_filters(watched)
        template = watched.get_template('page.html')
        assert isinstance(template, RememberedTemplate)
        self.forms = FormsOfTemplate(template)

    def page(self, *changes: Change, **given: Any) -> str:
        """What the template gives, which is what it would give without forms."""
        found = self.forms.page(given, changes)
        if not changes:
            assert found == self.plain.get_template('page.html').render(given)
        return found.removeprefix('</head>')

    @property
    def filled(self) -> int:
        """How many forms others can fill in."""
        return sum(any(form.finished.values()) for form in self.forms.forms)


@pytest.mark.parametrize(
    'template',
    [
        '{{ title }}',
        '{{ title|e }}',
        '{{ title|striptags|e }} {{ title|trim }} {{ title|safe }}',
        '{{ "<" + title + ">" }} {{ title ~ 1 }}',
        '{% if title %}{{ title }}{% else %}none{% endif %}',
        '{{ title is defined }} {{ title is string }} {{ title is none }}',
        '{% set it = title|striptags %}{% include "part.html" %}',
        '{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m(title) }}{{ m(x=title|e) }}',
        '{% set block %}({{ title }}){% endset %}{{ block }}',
        '{{ title if title == "x" else "other" }} {{ "x" != title }}',
        '{{ title if title in ["x", "y"] else "other" }}',
        '{% trans title=title %}of {{ title }}{% endtrans %}',
    ],
)
def test_a_template_that_writes_a_text_is_a_form(template: str) -> None:
    engine = Engine(template, part='{{ it }} {{ title }}')
    for title in TITLES:
        engine.page(title=title)
    assert 0 < engine.filled <= 3


@pytest.mark.parametrize(
    'template',
    [
        '{{ title|upper }}',
        '{{ title|length }}',
        '{{ (title ~ "a")|upper }}',
        '{{ title|e|upper }}',
        '{{ [title]|join(",")|upper }}',
        '{{ title|replace("x", "y") }}',
        '{{ "%s"|format(title) }}',
        '{{ "%s" % title }}',
        '{{ title is upper }}',
        '{{ title.startswith("x") }}',
        '{{ (title ~ "a").startswith("x") }}',
        '{{ "{}".format(title) }}',
        '{{ "x" in title }}',
        '{{ title[:1] }}',
        '{{ title * 2 }}',
        '{{ title < "b" }}',
        '{{ title == "x" ~ title }}',
        '{{ (title|striptags) == "x" }}',
        '{% if title|trim %}some{% endif %}',
        '{% for letter in title %}{{ letter }};{% endfor %}',
        '{{ {"x": 1}[title] }}',
        '{{ shout(title) }}',
        '{{ shout(to=title) }}',
        '{{ pathto(title) }}',
        '{% set title = shout("a") %}{{ title }}',
    ],
)
def test_a_template_that_looks_at_a_text_is_rendered_for_each_page(template: str) -> None:
    engine = Engine(template)
    for title in TITLES:
        engine.page(title=title, shout=lambda to: f'{to}!', pathto=lambda name: f'../{name}')
    assert engine.filled <= 1  # an empty text is no blank


def test_what_is_no_text_of_the_page_makes_another_form() -> None:
    engine = Engine('{{ title }} {{ edition }} {{ pathto("a") }}')
    for edition, folder in [('1', ''), ('2', ''), ('1', ''), ('1', '../'), ('1', '')]:
        for title in ('a', 'b'):
            engine.page(title=title, edition=edition, pathto=lambda name, folder=folder: f'{folder}{name}')
    assert engine.filled == 3


NEXT = '{% if next %}{{ next.title|e }} {{ next["link"] }}{% endif %}'
PARENTS = '{% for above in parents %}{{ above.title }}{% endfor %}'


def test_lists_and_mappings_of_texts_have_a_blank_for_each() -> None:
    engine = Engine(NEXT + PARENTS)
    one, other = {'title': 'a', 'link': 'b'}, {'title': '<c>', 'link': 'd'}
    for next in (one, other, None, {'title': '', 'link': 'e'}, other, {}):
        for parents in ([], [one], [other], [one, other], (other, one)):
            engine.page(next=next, parents=parents)
    engine.page(parents=[one])
    engine.page(next=one)
    engine.page()
    assert engine.filled == MOST


def test_a_script_that_stands_in_the_page_may_have_its_name() -> None:
    engine = Engine('{% for js in script_files %}{{ js_tag(js) }}{% endfor %}{{ title }}')

    def js_tag(js: _JavaScript) -> Any:
        return js.attributes.get('body', js.filename)

    files = _JavaScript('a.js', priority=1)
    for page, name in [('a/b', 'a/b'), ('a/c', 'a/c'), ('a/d', 'a/b'), ("a'", "a'"), ('a/b', 'a/b')]:
        body = _JavaScript(None, body=f"page = '{name}'; '{name}'")
        found = engine.page(title='x', pagename=page, script_files=[files, body], js_tag=js_tag)
        assert found == f"a.jspage = '{name}'; '{name}'x"
    assert engine.filled == 2


@pytest.mark.parametrize('odd', [f'{OPEN}0{CLOSE}', OPEN, f'{OPEN}7{CLOSE}'])
def test_texts_that_look_like_marks_stay_what_they_are(odd: str) -> None:
    engine = Engine('{{ title }} {{ docstitle }} {{ body }}')
    for title, docstitle, body in [('a', odd, 'b'), ('c', odd, odd), (odd, odd, 'd'), ('e', 'f', odd), (odd, 'f', 'h')]:
        engine.page(title=title, docstitle=docstitle, body=body)


def test_a_template_that_never_is_a_form_is_left_alone() -> None:
    engine = Engine('{{ title|upper }}')
    for at in range(PATIENCE + 10):
        engine.page(title=f't{at}')
    assert engine.forms.missed == PATIENCE


def test_a_mistake_in_a_template_is_said() -> None:
    engine = Engine('{{ 1 / zero }}{{ title }}')
    engine.page(title='a', zero=1)
    with pytest.raises(ZeroDivisionError):
        engine.forms.page({'title': 'b', 'zero': 0}, [])


# Changes


def test_a_form_is_changed_once_for_all_that_have_the_same_use_for_it() -> None:
    seen: list[str] = []

    def change(page: str, is_long: bool | None) -> str:
        seen.append(page)
        return f'[{page}]' if is_long else f'({page})'

    brackets = Change(change, lambda context: len(context['body']) > 2)
    engine = Engine('{{ body }}')
    assert [engine.page(brackets, body=body) for body in ('a', 'b', 'cde', 'fgh', 'i')] == [
        '(</head>a)',
        '(</head>b)',
        '[</head>cde]',
        '[</head>fgh]',
        '(</head>i)',
    ]
    assert len(seen) == 4  # a page and its form, twice


def test_a_change_of_the_texts_themselves_is_done_to_each() -> None:
    shout = Change(lambda page, _: page.replace('u', 'U'), lambda context: True, {'body': lambda body: body.upper()})
    engine = Engine('u {{ body }} {{ title }}')
    assert engine.page(shout, body='u', title='b') == 'U U b'
    assert engine.page(shout, body='abc', title='b') == 'U ABC b'
    assert engine.filled == 1


def test_a_change_that_is_not_the_same_for_a_form_is_done_to_each_page() -> None:
    count = Change(lambda page, _: f'{page}{page.count("a")}', lambda context: True)
    engine = Engine('{{ body }}')
    assert [engine.page(count, body=body) for body in ('aa', 'aba', 'aaa')] == [
        'aa3',
        'aba3',
        'aaa4',
    ]  # </head> has one
    assert engine.filled == 0


def test_a_page_that_has_to_be_seen_itself_fills_in_nothing() -> None:
    reverse = Change(
        lambda page, answer: page if answer else page[::-1], lambda context: context['title'] != 'a' or None
    )
    engine = Engine('{{ title }}')
    assert [engine.page(reverse, title=title) for title in 'bac'] == ['b', 'a>daeh/<', 'c']


@pytest.mark.parametrize(
    'own',
    [
        {'body': '<script>'},
        {'metatags': '<script src="a.js"></script>'},
        {'metatags': '<link rel="next" title="a" href="b">'},
        {'metatags': '<link href="../_static/styles/theme.css">'},
        {'metatags': '<pre>'},
        {'title': 'a '},
        {'title': 'a\n\nb'},
    ],
)
def test_a_page_whose_own_texts_would_be_changed_is_changed_itself(own: dict[str, str]) -> None:
    own_texts = {'body': '<p>', 'metatags': '<script type="application/ld+json">{}</script>', 'title': 'a'}
    assert used_by(own_texts) == Used(icons=False, design=False, viewport=False)
    assert used_by({**own_texts, **own}) is None


# Sites


def test_pages_of_a_kind_are_rendered_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[str] = []
    render = RememberedTemplate.render

    def counted(template: RememberedTemplate, context: Any) -> str:
        if template.name == 'page.html':
            rendered.append(context['pagename'])
        return render(template, context)

    monkeypatch.setattr(RememberedTemplate, 'render', counted)
    more = ''.join(f'- {{id: m{at}, kind: poster, title: More {at}, authors: Person{at} Yu}}\n' for at in range(40))
    site.edit('program/2019.yml', 'talks:\n- id', f'talks:\n{more}- id')
    options = {'secondary_sidebar_items': []}
    built = site.build(html_theme='pydata_sphinx_theme', html_sidebars={'**': []}, html_theme_options=options)
    assert len([*built.out.rglob('*.html')]) > 80
    assert len([name for name in rendered if name.startswith('speakers/')]) <= 3
    assert len([name for name in rendered if name.startswith('talks/2019/m')]) <= 3
    assert '<h1>More 7<' in (built.out / 'talks/2019/m7.html').read_text()
