"""What is made from the program is out of Sphinx's sight until it is written, and comes out as it always would."""

from __future__ import annotations

import gc
import re
import weakref
from collections.abc import Iterable, Mapping
from contextlib import redirect_stdout
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from docutils import nodes
from sphinx import addnodes

from conftest import Site
from proceedings import html
from proceedings.frozen import plant, planted, uproot
from proceedings.garbage import SELDOM
from proceedings.html import is_known
from proceedings.model import Edition, Slot
from proceedings.nodes import data_item, make, moment
from proceedings.render.inline import link
from proceedings.render.moments import when
from proceedings.segments import written_of
from proceedings.web import star
from programs.everything import write_everything

OTHER_LINKS = """
from sphinx.writers.html5 import HTML5Translator

class Translator(HTML5Translator):
    def visit_reference(self, node):
        super().visit_reference(node)
        self.body.append('→')

def setup(app):
    app.set_translator('html', Translator)
"""

TELLS_THRESHOLD = """
import gc

def setup(app):
    app.connect('env-updated', lambda app, env: print('threshold', *gc.get_threshold()))
"""


def pages(folder: Path) -> Mapping[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text('utf-8') for path in folder.rglob('*.html')}


@pytest.mark.parametrize('theme', ['alabaster', 'pydata_sphinx_theme', 'furo'])
def test_pages_are_what_docutils_translator_writes(site: Site, monkeypatch: pytest.MonkeyPatch, theme: str) -> None:
    write_everything(site.folder)
    known = []

    def ask(translator: object) -> bool:
        known.append(is_known(translator))
        return known[-1]

    monkeypatch.setattr(html, 'is_known', ask)
    ours = pages(site.build(html_theme=theme).out)
    assert known == [True]
    monkeypatch.setattr(html, 'is_known', lambda translator: False)
    theirs = pages(site.build(html_theme=theme, html_title='Other').out)
    assert {name: body(text) for name, text in theirs.items()} == {name: body(text) for name, text in ours.items()}


def body(page: str) -> str:
    """What a page has below its title, without what Sphinx gives to links, and we only in prose."""
    found = page.partition('<h1')[2].partition('<div class="sphinxsidebar"')[0].partition('</article>')[0]
    return re.sub(r'( class="[^"]*?) ?reference internal"', r'\1"', found).replace(' class=""', '')


def test_links_are_as_another_extension_writes_them(site: Site) -> None:
    site.write('conf.py', (site.folder / 'conf.py').read_text('utf-8') + OTHER_LINKS)
    page = site.build().page('talks/2019/p9')
    assert '>→Coffee</a>' in page
    assert page.count('class="reference') == page.count('→')


@pytest.mark.parametrize(
    ('kind', 'children', 'attributes'),
    [
        (nodes.inline, ['a', 'b'], {'classes': ['c', 'd']}),
        (nodes.paragraph, [], {}),
        (nodes.bullet_list, [], {'classes': ['a'], 'bullet': '*'}),
        (addnodes.pending_xref, ['a'], {'refdomain': 'proceedings', 'reftype': 'talk', 'refexplicit': True}),
        (data_item, [], {'data': {'talk': '2019/a'}}),
        (moment, ['08:20'], {'datetime': '2019-12-14T08:20:00-08:00'}),
        (star, [], {'talk': '2019/a', 'title': 'A'}),
    ],
)
def test_nodes_are_made_as_their_constructors_make_them(
    kind: type[nodes.Element], children: Iterable[str], attributes: Mapping[str, object]
) -> None:
    first = ('',) if not issubclass(kind, nodes.TextElement) else ('', '')
    theirs = kind(*first, *map(nodes.Text, children), **attributes)
    ours = make(kind, map(nodes.Text, children), **attributes)
    assert vars(ours).keys() == vars(theirs).keys()
    assert vars(ours) == {**vars(theirs), 'children': ours.children}
    assert ours.children == theirs.children
    assert not any(child.parent for child in ours.children)
    assert all(child.parent is node for node in planted([ours]) for child in node.children)


def test_what_is_taken_apart_is_gone_at_once() -> None:
    gc.disable()
    try:
        made = plant(nodes.section('', nodes.title('', 'A')))
        known = [weakref.ref(node) for node in made.findall()]
        uproot(made)
        del made
        assert [node() for node in known] == [None] * 3
    finally:
        gc.enable()


def test_what_many_pages_say_is_one_node_and_the_hour_that_clocks_show_twice_is_two() -> None:
    day, zone = date(2019, 11, 3), ZoneInfo('America/Vancouver')
    edition = Edition(id='2019', title='', start=day, end=day, timezone=zone.key)
    start, end = (datetime(2019, 11, 3, hour, 30, tzinfo=zone) for hour in (1, 2))
    first, second, same = (Slot(start=start.replace(fold=fold), end=end, session='', talk='') for fold in (0, 1, 0))
    assert when(edition, first)[0] is when(edition, same)[0]
    shown = [written_of(when(edition, slot)) for slot in (first, second)]
    assert 'data-at="2019-11-03T01:30:00-07:00"' in shown[0][0][0]
    assert 'data-at="2019-11-03T01:30:00-08:00"' in shown[1][0][0]
    assert [text.split()[-1] for _, text in shown] == ['PDT', 'PST']


def test_a_document_has_little_of_its_page_until_that_is_written(site: Site) -> None:
    site.build()
    doctree = site.builds[0].env.get_doctree('talks/2019/p9')
    assert len([*doctree.findall(nodes.Element)]) < 15
    assert not [*doctree.findall(addnodes.pending_xref)]


def test_a_book_has_all_that_its_pages_have(site: Site) -> None:
    page, text = site.build().text('talks/2019/p9'), site.build('text')
    written = (text.out / 'talks/2019/p9.txt').read_text('utf-8')
    assert 'Before and after' in page
    assert 'Before and after' in written


def test_ids_that_prose_has_taken_are_others_in_pages_and_in_books_of_the_same_documents(site: Site) -> None:
    site.write('talks/2019/index.md', '## Session posters\n\nThese are on two floors.')
    page, book = site.build().page('talks/2019/index'), site.build('pseudoxml').out / 'talks/2019/index.pseudoxml'
    ids = ['session-posters', 'session-posters-2']
    assert re.findall(r' id="(session-posters[^"]*)"', page) == ids
    assert re.findall(r' ids="(session-posters[^" ]*)', book.read_text('utf-8')) == ids


def test_a_page_links_to_itself_by_nothing_but_a_hash(site: Site) -> None:
    """Whatever pages of the same folder were written before it, with a link to it."""
    site.edit('program/2019.yml', 'room: West 109', 'room: hall')
    site.add('program/2019.yml', 'rooms: [{name: Hall, id: hall}, {name: Attic, id: attic}]\n')
    site.edit('program/2019.yml', '08:10-08:20, title', '08:10-08:20, room: [attic, hall], title')
    built = site.build()
    assert '<a href="#">Hall</a>' in built.page('talks/2019/rooms/hall')
    elsewhere = built.page('talks/2019/rooms/attic')
    assert '<a href="hall.html">Hall</a>' in elsewhere


def test_a_link_is_one_node_for_all_pages_and_another_in_each_document() -> None:
    assert link('speaker', 'ada', 'Ada') is link('speaker', 'ada', 'Ada')
    assert link('speaker', 'ada', 'Ada Smith') is not link('speaker', 'ada', 'Ada')
    assert planted([link('speaker', 'ada', 'Ada')])[0] is not link('speaker', 'ada', 'Ada')


def test_a_page_that_conf_py_leaves_out_is_named_and_not_linked(site: Site) -> None:
    built = site.build(exclude_patterns=['speakers/*'])
    assert built.warnings == []
    page = built.page('talks/2019/causality')
    assert '<span class="proceedings-ref">Bernhard Schölkopf</span>' in page
    assert 'speakers/' not in page


def test_python_looks_for_garbage_as_often_as_before_when_the_build_is_over(site: Site) -> None:
    before = gc.get_threshold()
    site.write('conf.py', (site.folder / 'conf.py').read_text('utf-8') + TELLS_THRESHOLD)
    with redirect_stdout(StringIO()) as said:
        site.build()
    assert f'threshold {SELDOM[0]} ' in said.getvalue()
    assert gc.get_threshold() == before
