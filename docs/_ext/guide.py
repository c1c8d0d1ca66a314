"""What the guide is made of beside its prose: every field of the models, every setting, and live examples.

autodoc-pydantic and sphinx-jsonschema document models, too, yet for those who program with them: the one prints the
JSON Schema and Python's annotations, the other nests tables of `anyOf`, `pattern` and `if`. Neither says "a day" or
"one, or a list", nor that a bare name will do. sphinx-toolbox has examples with their source, but in
reStructuredText only.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from docutils import nodes
from pydantic.fields import FieldInfo
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from proceedings.problems import SUBTYPES
from proceedings.schema import values
from proceedings.schema.entries import (
    EditionFile,
    PeopleFile,
    RevisedEntry,
    SeriesFile,
    SpeakerFrontMatter,
    StandingEntry,
    TalkFrontMatter,
)
from proceedings.schema.generator import descriptions
from proceedings.schema.values import Entry, Shorthand

FILES: tuple[type[Entry], ...] = (SeriesFile, PeopleFile, EditionFile, TalkFrontMatter, SpeakerFrontMatter)
"""All that an organizer or an author may write is somewhere in these."""

VALUES: tuple[tuple[object, str, str], ...] = (
    (values.Text, 'text', 'text'),
    (values.Id, 'id', 'an id'),
    (values.OldId, 'id', 'an id'),
    (values.KindId, 'kind', 'a kind'),
    (values.StatusName, 'status', 'a status'),
    (values.CorrectionKind, 'correction-kind', '`erratum` or `revision`'),
    (values.Day, 'day', 'a day'),
    (values.Range, 'range', 'from–to'),
    (values.Clock, 'clock', 'a time'),
    (values.Duration, 'duration', 'a duration'),
    (values.Moment, 'moment', 'a day or moment'),
    (values.Zone, 'zone', 'a time zone'),
    (values.Offset, 'offset', 'an offset'),
    (values.Url, 'url', 'a web address'),
    (values.Host, 'host', 'a host'),
    (values.Paper, 'paper', 'a web address or PDF file'),
    (values.DocumentName, 'page', 'a page'),
    (values.Replacement, 'replacement', 'a talk or web address'),
    (values.Doi, 'doi', 'a DOI'),
    (values.Isbn, 'isbn', 'an ISBN'),
    (values.Issn, 'issn', 'an ISSN'),
    (values.Orcid, 'orcid', 'an ORCID iD'),
    (values.Pages, 'pages', 'pages'),
    (bool, 'boolean', 'true or false'),
    (int, 'number', 'a number'),
)
"""Each sort of value, where the guide says how it is written (`value-day`), and what it is called."""


# Models


def models() -> dict[str, type[Entry]]:
    """Every model that a file can hold, by its name in the guide."""
    found: dict[str, type[Entry]] = {}
    waiting = list(reversed(FILES))
    while waiting:
        model = waiting.pop()
        if found.setdefault(name_of(model), model) is model:
            hints = get_type_hints(model, include_extras=True)
            inside = [part for field in model.model_fields for part in _models_in(hints[field])]
            waiting += [part for part in reversed(inside) if name_of(part) not in found]
    return found


def name_of(model: type[Entry]) -> str:
    """`talk` for TalkEntry, `series-file` for SeriesFile: what its anchors begin with."""
    words = re.findall('[A-Z][a-z]*', model.__name__.removesuffix('Entry'))
    return '-'.join(words).lower()


def anchor(model: type[Entry], field: str) -> str:
    return f'{name_of(model)}-{field.replace("_", "-")}'


def fields_of(model: type[Entry]) -> Iterator[tuple[str, FieldInfo, Any]]:
    """(name, what pydantic knows, its type) of each field; what many have, such as a status, comes last."""
    hints = get_type_hints(model, include_extras=True)
    common = {*RevisedEntry.model_fields, *StandingEntry.model_fields}
    for name in sorted(model.model_fields, key=lambda name: name in common):
        yield name, model.model_fields[name], hints[name]


def _models_in(hint: Any) -> Iterator[type[Entry]]:
    if isinstance(hint, type) and issubclass(hint, Entry):
        yield hint
    for part in get_args(hint):
        yield from _models_in(part)


# Words for types


def type_nodes(hint: Any) -> list[nodes.Node]:
    """What a field takes, in words that lead to where they are explained. Raises KeyError for what has no words yet."""
    for value, name, words in VALUES:
        if hint == value:
            return [reference(f'value-{name}', words)]
    parts = get_args(hint)
    if get_origin(hint) is Annotated:
        is_many = get_args(parts[0])[1:] == (...,)  # tuple[str, ...]
        return [*type_nodes(get_args(parts[0])[0]), nodes.Text(', or a list')] if is_many else type_nodes(parts[0])
    if get_origin(hint) in (Union, types.UnionType):
        return type_nodes(next(part for part in parts if part is not type(None)))
    if get_origin(hint) is dict:
        return [nodes.Text('lines of '), *type_nodes(parts[0]), nodes.Text(': '), *type_nodes(parts[1])]
    if isinstance(hint, type) and issubclass(hint, Entry):
        bare = {'talk': 'an id or '}.get(hint.main_key, f'a {hint.main_key} or ') if issubclass(hint, Shorthand) else ''
        return [nodes.Text(bare), reference(f'entry-{name_of(hint)}', called(hint))]
    raise KeyError(hint)


def called(model: type[Entry]) -> str:
    """`a talk`, `an organizer`; what a list of fields says of an entry."""
    name = _CALLED.get(name_of(model), name_of(model))
    return name if name.endswith('s') else f'{"an" if name[0] in "aeio" else "a"} {name}'


_CALLED = {
    'person-mention': 'person', 'organization': 'sponsor', 'slot': 'talk in its turn', 'talk-links': 'links',
    'series': 'the series', 'session': 'row',
}  # fmt: skip


def needed_nodes(field: FieldInfo) -> list[nodes.Node]:
    """Whether a field has to be there, or what counts where it is not."""
    if field.is_required():
        return [nodes.Text(' · '), nodes.strong('', 'needed')]
    default = field.get_default(call_default_factory=True)
    if not default or isinstance(default, Entry):
        return []
    return [nodes.Text(' · by default '), nodes.literal('', str(default).lower() if default is True else str(default))]


def reference(target: str, words: str) -> nodes.Node:
    """A link to an anchor anywhere in the guide; a build warns where there is none."""
    inner = nodes.inline('', '', *text_nodes(words))
    return addnodes.pending_xref(
        '', inner, refdomain='std', reftype='ref', reftarget=target, refexplicit=True, refwarn=True
    )


def text_nodes(text: str) -> list[nodes.Node]:
    """A description, with what is between backticks (and the role in front of it) as code."""
    parts = re.split(r'((?:\{\w+\})?`[^`]+`)', ' '.join(text.split()))
    return [
        nodes.literal('', part if part.startswith('{') else part[1:-1]) if part.endswith('`') else nodes.Text(part)
        for part in parts
        if part
    ]


# Directives


class Fields(SphinxDirective):
    """`{fields} talk`: what the model says of itself, and each of its fields."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        try:
            model = models()[self.arguments[0]]
        except KeyError:
            raise self.error(f'there is no model "{self.arguments[0]}"; there are: {", ".join(models())}') from None
        listed = nodes.definition_list('', classes=['guide-fields'])
        listed += [self.field(model, *field) for field in fields_of(model)]
        if model in FILES:  # which it is the heading says
            return [listed]
        about = nodes.paragraph('', '', *text_nodes(model.__doc__ or ''))
        self.set_source_info(about)
        return [about, listed]

    def field(self, model: type[Entry], name: str, field: FieldInfo, hint: Any) -> nodes.definition_list_item:
        target = anchor(model, name)
        link = nodes.reference('', '', nodes.literal('', name), refid=target)
        what = nodes.inline('', '', *self.tied(type_nodes(hint)), *needed_nodes(field), classes=['guide-type'])
        term = nodes.term('', '', link, nodes.Text(' '), what, ids=[target], names=[target])
        self.state.document.note_explicit_target(term)
        about = nodes.paragraph('', '', *text_nodes(descriptions(model).get(field.alias or name, '')))
        return nodes.definition_list_item('', term, nodes.definition('', about))

    def tied(self, made: list[nodes.Node]) -> list[nodes.Node]:
        for node in made:
            if isinstance(node, addnodes.pending_xref):
                node['refdoc'] = self.env.current_document.docname
                self.set_source_info(node)
        return made


class Example(SphinxDirective):
    """What is written, and what comes of it."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        source = '\n'.join(self.content)
        written = nodes.literal_block(source, source, language='markdown')
        self.set_source_info(written)
        result = nodes.container('', *self.parse_content_to_nodes(), classes=['guide-result'])
        return [nodes.container('', written, result, classes=['guide-example'])]


class Settings(SphinxDirective):
    """Every setting of the extension, with what its code says of it."""

    def run(self) -> list[nodes.Node]:
        listed = nodes.definition_list('', classes=['guide-fields'])
        for name, option in sorted(self.config.values.items()):
            if name.startswith('proceedings_'):
                term = nodes.term('', '', nodes.literal('', name), ids=[name.replace('_', '-')])
                term += [nodes.Text(' by default '), nodes.literal('', repr(option.default))]
                about = nodes.paragraph('', '', *text_nodes(option.description))
                listed += nodes.definition_list_item('', term, nodes.definition('', about))
        return [listed]


class ProblemDirective(SphinxDirective):
    """`{problem} talk`: what a sort of problems is, as the code has it; what to do is the content."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        subtype = self.arguments[0]
        if subtype not in SUBTYPES:
            raise self.error(f'there is no problem "{subtype}"')
        target = f'problem-{subtype}'
        link = nodes.reference('', '', nodes.literal('', f'proceedings.{subtype}'), refid=target)
        term = nodes.term('', '', link, nodes.Text(f' {SUBTYPES[subtype]}'), ids=[target], names=[target])
        self.state.document.note_explicit_target(term)
        item = nodes.definition_list_item('', term, nodes.definition('', *self.parse_content_to_nodes()))
        return [nodes.definition_list('', item, classes=['guide-fields'])]


def hide_examples(app: Sphinx, doctree: nodes.document) -> None:
    """`doctree-read`: the search of the guide is for answers, not for talks that nobody gave."""
    document = app.env.current_document.docname
    if document.startswith(('talks/', 'speakers/')):
        app.env.metadata[document]['nosearch'] = 'true'


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_directive('fields', Fields)
    app.add_directive('example', Example)
    app.add_directive('settings', Settings)
    app.add_directive('problem', ProblemDirective)
    app.connect('doctree-read', hide_examples)
    return {'parallel_read_safe': True, 'parallel_write_safe': True}
