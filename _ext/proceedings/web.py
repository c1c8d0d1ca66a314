"""What only web pages have: the way into the search, stars, the tools above a schedule, links to files, citations.

A book has none of it: `books` takes these nodes out. What does nothing without a script is rendered hidden, and the
script shows it. Of what it says Sphinx translates "Search"; all else is English, like what our scripts say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from types import MappingProxyType
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.locale import _
from sphinx.util.osutil import relative_uri
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from .documents import MY_SCHEDULE, citation_file

Choice = tuple[str, str]
"""(value, what readers see)."""

PageLink = tuple[str, str, str, str]
"""(what readers see, document, node id or nothing, what it is to this page as `rel` has it, or nothing)."""


class web_node(nodes.Invisible, nodes.Element):
    """Has no text, so neither search nor translation sees it."""


class search_form(web_node):
    """The way into the site's own search."""


class star(web_node):
    """Puts the talk `talk` into the reader's own schedule; `title` is its title."""


class tools(web_node):
    """What a reader can do with a schedule: `timezone`, `edition`, and `filters`, a list of (name, legend, choices).

    With `people`, one of them is for names. Without `filters` it is what a page has that shows times, but has no
    schedule to find anything in: the time zone.
    """


class list_filter(web_node):
    """Narrows the list of everything that it stands above; `type` is what that is of: `talk`, `person`."""


class page_menu(web_node):
    """Links to parts of a list: `label` says of what, `links` has a `PageLink` for each."""


class file_link(web_node):
    """A link to the file `address`, as seen from the site's folder, called `label`; `type` is its media type."""


class invitation(web_node):
    """What a page says to its authors: whether it `has_prose`, the `file` with it, or nothing, and how else that would
    be called (`name`), and begin (`contents`, see `templates`). `what` is asked for, and `about` whom or what."""


class citing(web_node):
    """How to cite what the page is about. `cite` writes that with the page, since every builder has other addresses."""


class way_to_citing(web_node):
    """A link to the `citing` of the same page."""


class citation_files(web_node):
    """Links to the citations of all that `document` stands for; `label` says so, and `about` what it is called."""


CITING_ID = 'proceedings-cite'

CITATION_FORMATS = (
    ('bib', 'BibTeX', 'application/x-bibtex'),
    ('ris', 'RIS', 'application/x-research-info-systems'),
    ('json', 'CSL-JSON', 'application/vnd.citationstyles.csl+json'),
)
"""(suffix, what readers see, media type) of each file."""


def is_web(builder: Builder) -> bool:
    """Whether *builder* makes a site of pages: not a book, not one page, not the help of a program."""
    if not isinstance(builder, StandaloneHTMLBuilder) or builder.embedded:
        return False
    return not isinstance(builder, SingleFileHTMLBuilder | SerializingHTMLBuilder)


def is_book(builder: Builder) -> bool:
    """Whether *builder* makes a book of an edition (see `volume`), which has style sheets of its own."""
    return getattr(builder, 'makes_book', False)


def setup_web(app: Sphinx) -> None:
    for kind, write in WRITTEN.items():
        app.add_node(kind, html=(visitor(write), None))


def visitor(write: Callable[[Any, Any], str]) -> Any:
    """What writes a node as the HTML that *write* makes of a builder and that node."""

    def visit(self: Any, node: nodes.Element) -> None:
        self.body.append(write(self.builder, node))
        raise nodes.SkipNode

    return visit


_QUERY = 'type="search" name="q" maxlength="200" autocomplete="off" spellcheck="false"'


def _search_form(builder: Any, node: search_form) -> str:
    if not builder.search:
        return ''
    action = builder.get_relative_uri(builder.current_docname, 'search')
    return (
        f'<form class="proceedings-search" role="search" action="{escape(action)}" method="get">'
        '<label for="proceedings-search">Search talks and people</label>'
        f'<input id="proceedings-search" {_QUERY}>'
        f'<button type="submit">{_("Search")}</button></form>\n'
    )


def _star(builder: Any, node: star) -> str:
    label = escape(f'In my schedule: {node["title"]}')
    return (
        f'<button type="button" class="proceedings-star" data-talk="{escape(node["talk"])}" aria-pressed="false"'
        f' aria-label="{label}" hidden></button>'
    )


def _file_link(builder: Any, node: file_link) -> str:
    return link_to_file(builder, node['address'], node['label'], node['type'])


def link_to_file(builder: Any, address: str, label: str, media_type: str, more: str = '') -> str:
    """A link to a file from the page that *builder* writes; *more* are other attributes."""
    here = builder.get_target_uri(builder.current_docname)
    href = escape(relative_uri(here, address))
    return f'<a class="proceedings-file" href="{href}" type="{media_type}"{more}>{escape(label)}</a>'


def _way_to_citing(builder: Any, node: way_to_citing) -> str:
    return f'<a class="proceedings-to-cite" href="#{CITING_ID}">Cite</a>'


def _citation_files(builder: Any, node: citation_files) -> str:
    return links_to_citations(builder, node['document'], node['label'], node['about'])


def links_to_citations(builder: Any, document: str, label: str, about: str) -> str:
    """A line of links to the citations of *document*, each of which says of what it is to those who only hear it."""
    links = [
        link_to_file(builder, citation_file(document, suffix), name, media_type, _label(f'{name} of {about}'))
        for suffix, name, media_type in CITATION_FORMATS
    ]
    return f'<p class="proceedings-citation-files"><span>{escape(label)}</span> {", ".join(links)}</p>\n'


def _label(spoken: str) -> str:
    return f' aria-label="{escape(spoken)}"'


def _list_filter(builder: Any, node: list_filter) -> str:
    what = {'talk': 'talks', 'person': 'people'}[node['type']]
    search = escape(builder.get_relative_uri(builder.current_docname, 'search'))
    return (
        f'<div class="proceedings-list-filter" data-type="{node["type"]}" data-search="{search}" hidden>\n<form>'
        f'<p><label for="proceedings-filter">Filter {what}</label>'
        f'<input id="proceedings-filter" {_QUERY}>'
        f'<button type="reset" disabled>Show all</button></p>'
        f'{_NARROW if node["type"] == "talk" else ""}</form>\n'
        '<p class="proceedings-tally"></p><p class="proceedings-announce" role="status"></p>\n</div>\n'
    )


_NARROW = '<details><summary>Filters</summary><div class="proceedings-facets"></div></details>'


def _page_menu(builder: Any, node: page_menu) -> str:
    items = ''.join(f'<li>{_page_link(builder, *link)}</li>' for link in node['links'])
    classes = ' '.join(['proceedings-page-menu', *node['classes']])
    return f'<nav class="{classes}" aria-label="{escape(node["label"])}"><ul>{items}</ul></nav>\n'


def _page_link(builder: Any, label: str, document: str, node_id: str, rel: str) -> str:
    here = builder.current_docname
    if document == here and not node_id:
        return f'<a href="#" aria-current="page">{escape(label)}</a>'
    address = builder.get_relative_uri(here, document) if document != here else ''
    anchor = f'#{node_id}' if node_id else ''
    relation = f' rel="{rel}"' if rel else ''
    return f'<a href="{escape(address + anchor)}"{relation}>{escape(label)}</a>'


def _tools(builder: Any, node: tools) -> str:
    of_schedule = _of_schedule(builder, node) if 'filters' in node else ''
    facts = ''.join(f' data-{name}="{escape(node[name])}"' for name in ('edition', 'timezone') if name in node)
    return (
        f'<div class="proceedings-tools"{facts} hidden>\n'
        '<p class="proceedings-zone-control"><label>Times in <select></select></label></p>\n'
        f'{of_schedule}<p class="proceedings-announce" role="status"></p>\n</div>\n'
    )


def _of_schedule(builder: Any, node: tools) -> str:
    mine = escape(builder.get_relative_uri(builder.current_docname, MY_SCHEDULE))
    filters = _filters(node['filters'], people=node['people'])
    return (
        '<p class="proceedings-now" hidden><a href="#">On now</a></p>'
        f'<p class="proceedings-to-my-schedule"><a href="{mine}">My schedule</a></p>\n{filters}'
    )


def _filters(groups: list[tuple[str, str, list[Choice]]], *, people: bool) -> str:
    if not groups and not people:
        return ''
    fieldsets = ''.join(_fieldset(name, legend, choices) for name, legend, choices in groups)
    return (
        f'<details class="proceedings-filters"><summary>Filter</summary><form>{fieldsets}{_PERSON if people else ""}'
        '<p><button type="reset">Show everything</button></p></form></details>\n'
    )


_PERSON = '<p><label>Person <input type="search" name="person" autocomplete="off" spellcheck="false"></label></p>'


def _fieldset(name: str, legend: str, choices: list[Choice]) -> str:
    boxes = ''.join(
        f'<label><input type="checkbox" name="{name}" value="{escape(value)}"> {escape(label)}</label>'
        for value, label in choices
    )
    return f'<fieldset><legend>{legend}</legend>{boxes}</fieldset>'


WRITTEN: Mapping[type[web_node], Callable[[Any, Any], str]] = MappingProxyType({
    search_form: _search_form,
    star: _star,
    tools: _tools,
    list_filter: _list_filter,
    page_menu: _page_menu,
    file_link: _file_link,
    way_to_citing: _way_to_citing,
    citation_files: _citation_files,
})  # fmt: skip
"""How each is written, by a builder and from its attributes; `cite` and `invitation` write the others."""

ALIKE = (star, way_to_citing)
"""These are written alike on every page, whatever builds it."""
