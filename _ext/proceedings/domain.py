"""Where each object of the program is, the roles that lead there, and which documents a change makes stale."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain, ObjType
from sphinx.domains.std import StandardDomain
from sphinx.locale import _
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from . import __version__
from .documents import (
    day_document,
    edition_document,
    keyword_document,
    papers_document,
    room_document,
    session_document,
    speaker_document,
    talk_document,
    track_document,
)
from .frozen import planted
from .maths.titles import plain_title
from .mentions import KINDS, names, subtype_of, unknown
from .model import Series
from .names import slug
from .observed import Observed, Part, Parts, Values
from .problems import Problem
from .processes import Ahead
from .program import Program
from .recipes import PAGES, Recipe, cook, digest, digest_of, page_if_any, page_nodes
from .related import AllRelated
from .render.changes import CHANGES_NODE_ID
from .render.schedule import session_node_id
from .render.session import papers_node_id

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

T = TypeVar('T')

_OF_DOCUMENTS = ('shown', 'files', 'texts', 'leads', 'said', 'plain')
"""The data of the domain that is kept for each document."""

SHOWN_IN_SEARCH, HIDDEN_FROM_SEARCH = 1, -1
"""Talks, people and editions are found as their pages, whose titles they are; as objects they would be there twice."""


class ProgramRole(XRefRole):
    """`{talk}`, `{speaker}`, `{session}` and the like: a link whose text, unless given, is the object's title."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        # the roles are known by their bare names, too, which name no domain
        self.name = f'proceedings:{self.name.rpartition(":")[2]}'
        return super().run()

    def result_nodes(
        self, document: nodes.document, env: BuildEnvironment, node: nodes.Element, is_ref: bool
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        if not is_ref:  # `{talk}`!2019/jax-md``: Sphinx's way to ask for no link
            return [node], []
        recipe = (node['reftype'], node['reftarget'])
        title = proceedings_domain(env).show(env.current_document.docname, recipe)
        if title and not node['refexplicit']:
            node.children = []
            node += nodes.inline(
                '', '', *title, classes=['xref', f'proceedings-{recipe[0]}'], support_smartquotes=False
            )
        return [node], []


def program_role() -> ProgramRole:
    return ProgramRole(warn_dangling=True, innernodeclass=nodes.inline)


class KeywordRole(ProgramRole):
    """`{keyword}`, which is Sphinx's, too, for the keywords of a grammar: that of the program, if it has one."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        domain = proceedings_domain(self.env)
        if domain.planned_place('keyword', self.target):
            return super().run()
        domain.show(self.env.current_document.docname, ('keyword', self.target))  # a talk may have it one day
        role = StandardDomain.roles['keyword']
        return role(self.name, self.rawtext, self.text, self.lineno, self.inliner, self.options, self.content)


def keyword_role() -> KeywordRole:
    return KeywordRole(warn_dangling=True, innernodeclass=nodes.inline)


class Shown(NamedTuple):
    """What a recipe made, as a digest, and the parts of the program of which."""

    digest: str
    parts: Parts


class ProceedingsDomain(Domain):
    """Talks, people, sessions and editions.

    `program` is the loaded model, `reported` what was wrong with it and `lines` where its entries are (see `load`);
    each build sets them anew, and none is pickled. So with `is_web`, which says whether it makes a site of pages, and
    `is_translated`, whether Sphinx translates documents as it reads them, or collects them for translators; and with
    `observed` and `values`, by which is found what of the program something is made of; `changed` are the parts that
    are others than in the program `before`, `pages` those that were made to see that they are others, until their
    documents are read, and `read` all these documents. `digest` is one of the program; where several processes work,
    `ahead` finds what the parts that were noted are by now, and what is related.

    `data['shown']` holds, for each document, the recipes that it used and what they made;
    `data['program']` is a digest of the program that this was held against, and `data['release']` ours then;
    `data['texts']` has the prose of pages, `data['leads']` its beginning, and `data['said']` what parts of the program
    pages say something of besides (see `stale`); `data['parts']` what each such part was in the program, and
    `data['plain']` names those that are `plain`.
    """

    name = 'proceedings'
    label = 'Proceedings'
    object_types: ClassVar[dict[str, ObjType]] = {
        'talk': ObjType(_('talk'), 'talk'),
        'speaker': ObjType(_('speaker'), 'speaker'),
        'session': ObjType(_('session'), 'session'),
        'edition': ObjType(_('edition'), 'edition'),
        'room': ObjType(_('room'), 'room'),
        'track': ObjType(_('track'), 'track'),
        'keyword': ObjType(_('keyword'), 'keyword'),
    }
    roles: ClassVar[dict[str, Any]] = {kind: program_role() for kind in object_types}
    initial_data: ClassVar[dict[str, Any]] = {
        **{name: {} for name in _OF_DOCUMENTS},
        'image_hosts': (),
        'parts': {},
        'program': '',
        'release': '',
    }
    data_version = 9

    program: Program = Program(series=Series(title='', short_title=''))
    reported: frozenset[Problem] = frozenset()
    lines: Mapping[str, range] = MappingProxyType({})
    observed = Observed(program)
    values = Values(program, digest_of)
    digest = ''
    ahead: Ahead[tuple[dict[Part, str], AllRelated]] | None = None
    is_web = False
    is_translated = False

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.pages: dict[Recipe, tuple[Any, Shown]] = {}
        self.read: Iterable[str] = ()
        self.before = ''
        self.changed: Set[Part] = frozenset()

    def install(self, program: Program, processes: bool) -> None:
        """The *program* of this build; if other *processes* are worth it, one finds what has changed of it while Sphinx
        looks for files."""
        self.program, self.observed, self.values = program, Observed(program), Values(program, digest_of)
        self.digest = digest_of(f'{__version__} {program!r}')
        if processes and self.data['program'] not in ('', self.digest):
            values, noted = self.values, [*self.data['parts']]
            self.ahead = Ahead(lambda: (values.of_each(noted), program.related))

    # What documents show

    @property
    def shown(self) -> dict[str, dict[Recipe, Shown]]:
        found: dict[str, dict[Recipe, Shown]] = self.data['shown']
        return found

    def show(self, docname: str, recipe: Recipe) -> list[nodes.Node]:
        """What *recipe* makes; the document will be read again when that changes."""
        return planted(self.make(docname, recipe, partial(cook, recipe=recipe), list))

    def make(
        self, docname: str, recipe: Recipe, make: Callable[[Program], T], nodes_of: Callable[[T], list[nodes.Node]]
    ) -> T:
        """What *make* makes of the program, by *recipe*. What a document shows of it, *nodes_of* it, is remembered
        before anything else is done to the nodes, and so is what it was made of."""
        made: T
        known = self.pages.pop(recipe, None)
        made, self.shown.setdefault(docname, {})[recipe] = known or self._look_on(recipe, make, nodes_of)
        return made

    def _look_on(
        self, recipe: Recipe, make: Callable[[Program], T], nodes_of: Callable[[T], list[nodes.Node]]
    ) -> tuple[T, Shown]:
        with self.observed.looking() as seen:
            made = make(self.observed)
            digest = self._digest(recipe, nodes_of(made))
        return made, Shown(digest, tuple(seen))

    def _digest(self, recipe: Recipe, made: Iterable[nodes.Node]) -> str:
        """Also of where a former id leads now: titles do not say it, and the link is made when the page is written."""
        now = self.observed.former.get(recipe[0], {}).get(recipe[-1])
        return digest([*made, nodes.comment('', now)] if now else made)

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        self.data['files'][docname] = env.doc2path(docname, base=False).as_posix()

    def moved(self) -> Iterator[str]:
        """The documents whose file is another now: Sphinx compares times, and an author's file may be an old one."""
        for docname, file in self.data['files'].items():
            if docname in self.env.found_docs and self.env.doc2path(docname, base=False).as_posix() != file:
                yield docname

    def judged_otherwise(self) -> Iterator[str]:
        """The documents that somebody wrote, where other hosts than before may be asked for images."""
        before, now = self.data['image_hosts'], self.program.series.image_hosts
        if before != now:
            self.data['image_hosts'] = now
            yield from (docname for docname, file in self.data['files'].items() if file.endswith('.md'))

    def outdated(self) -> Iterator[str]:
        """The documents that would now show something else than when they were read."""
        self.before, self.data['program'] = self.data['program'], self.digest
        if self.before == self.digest:
            self.values.parts.update(self.data['parts'])
            return
        self.pages.clear()
        self._compare_parts()
        is_other_version, self.data['release'] = self.data['release'] != __version__, __version__
        now: dict[Recipe, Shown] = {}
        for docname, recipes in self.shown.items():
            for recipe, before in recipes.items():
                if not is_other_version and self.changed.isdisjoint(before.parts):
                    continue
                if recipe not in now:
                    now[recipe] = self._now(recipe, before)
                    self.note_parts(now[recipe].parts)
                recipes[recipe] = now[recipe]
                if now[recipe].digest != before.digest:
                    yield docname
                    break

    def _compare_parts(self) -> None:
        """Find what has `changed` of the parts that anything is made of, once for all documents."""
        if self.ahead:
            parts, vars(self.program)['related'] = self.ahead.found()  # what takes longest is not found twice
            self.values.parts.update(parts)
        shown = (one.parts for recipes in self.shown.values() for one in recipes.values())
        used = set[Part]().union(*shown, *self.data['said'].values())
        were, self.data['parts'] = self.data['parts'], self.values.of_each(used)
        self.changed = {part for part, value in self.data['parts'].items() if were.get(part) != value}

    def note_parts(self, parts: Iterable[Part]) -> None:
        """Note what *parts* are, as something is made of them."""
        self.data['parts'].update(self.values.of_each(parts))

    def _now(self, recipe: Recipe, before: Shown) -> Shown:
        """What *recipe* makes now; a page that is another is kept until its document is read."""
        if recipe[0] not in PAGES:
            return self._look_on(recipe, partial(cook, recipe=recipe), list)[1]
        made, now = self._look_on(recipe, partial(page_if_any, recipe=recipe), page_nodes)
        if now.digest != before.digest:
            self.pages[recipe] = made, now
        return now

    def clear_doc(self, docname: str) -> None:
        for name in _OF_DOCUMENTS:
            self.data[name].pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        for name in _OF_DOCUMENTS:
            self.data[name].update({doc: found for doc, found in otherdata[name].items() if doc in docnames})

    # Where objects are

    def place(self, kind: str, target: str) -> tuple[str, str] | None:
        """(document, node id) of an object; pages are led to without an id. None if it is nowhere on this site."""
        place = self.planned_place(kind, target)
        return place if place and place[0] in self.env.found_docs else None

    def planned_place(self, kind: str, target: str) -> tuple[str, str] | None:
        """The same, whether or not conf.py excludes the document. A former id is the object's that has another now."""
        now = self._place_now(kind, target)
        return now or self._place_now(kind, self.program.former.get(kind, {}).get(target, ''))

    def _place_now(self, kind: str, target: str) -> tuple[str, str] | None:
        program = self.program
        match kind:
            case 'talk' if target in program.talks:
                return talk_document(target), ''
            case 'speaker' if target in program.people:
                return speaker_document(target), ''
            case 'edition' if target in program.editions:
                return edition_document(target), ''
            case 'changes' if target in program.editions:
                return edition_document(target), CHANGES_NODE_ID
            case 'room' if target in program.rooms:
                return room_document(target), ''
            case 'track' if target in program.tracks:
                return track_document(target), ''
            case 'keyword' if target in program.keywords:
                return keyword_document(target), ''
            case 'day' if target in program.days:
                return day_document(target), ''
            case 'session' if target in program.sessions and not program.sessions[target].named:
                return None
            case 'session' | 'row' if target in program.sessions:
                session = program.sessions[target]
                return session_document(program, session), session_node_id(session)
            case 'papers' if target in program.sessions:  # where the talks of a poster session are listed
                session = program.sessions[target]
                return papers_document(program, session), papers_node_id(session)
        return None

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        place = self.place(typ, target)
        return make_refnode(builder, fromdocname, *place, contnode) if place else None

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        # the text that Sphinx gives is the target itself, as code; the object's title says more
        if not node.get('refexplicit'):
            title = (made for kind in self.object_types for made in cook(self.program, (kind, target)))
            contnode = nodes.inline('', '', *title)
        found = {
            kind: self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)
            for kind in self.object_types
        }
        return [(f'proceedings:{kind}', reference) for kind, reference in found.items() if reference]

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        for kind, known in self.names().items():
            for target, title in known.items():
                docname, node_id = self.place(kind, target) or ('', '')
                if docname:
                    yield (
                        target,
                        plain_title(title),
                        kind,
                        docname,
                        node_id,
                        SHOWN_IN_SEARCH if node_id else HIDDEN_FROM_SEARCH,
                    )
        yield from self._former_objects()

    def _former_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """The same under their former ids, which other sites may use.

        Of people only those that a name makes which is shown: others may be of a name that is to be hidden, and the
        inventory would say to everybody whose it was.
        """
        names = self.names()
        shown = {slug(alias) for person in self.program.people.values() for alias in person.aliases}
        for kind, targets in self.program.former.items():
            for old, now in targets.items():
                place = self.place(kind, now)
                if place and old not in names[kind] and (kind != 'speaker' or old in shown):
                    yield (old, plain_title(names[kind][now]), kind, *place, HIDDEN_FROM_SEARCH)

    def names(self) -> dict[str, dict[str, str]]:
        """What roles can lead to: for each kind of object its targets, with their titles."""
        return names(self.program)


def proceedings_domain(env: BuildEnvironment) -> ProceedingsDomain:
    domain = env.get_domain('proceedings')
    assert isinstance(domain, ProceedingsDomain)
    return domain


def find_outdated(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> Iterable[str]:
    """`env-get-outdated`: what else has to be read again."""
    domain = proceedings_domain(env)
    return {*domain.outdated(), *domain.moved(), *domain.judged_otherwise()} - removed


def note_parts(app: Sphinx, env: BuildEnvironment) -> None:
    """`env-updated`: note what parts are that documents show which were read."""
    domain = proceedings_domain(env)
    recipes = (domain.shown.get(docname, {}).values() for docname in domain.read)
    domain.note_parts(part for of_document in recipes for shown in of_document for part in shown.parts)


def keyword_elsewhere(
    app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, contnode: nodes.TextElement
) -> nodes.Node | None:
    """`missing-reference`: what is no keyword here may be one of another site's program, which intersphinx knows."""
    if not _is_standard_keyword(node):
        return None
    asked = node.copy()
    asked['refdomain'] = ProceedingsDomain.name
    found: nodes.Node | None = app.emit_firstresult('missing-reference', env, asked, contnode)
    return found


def _is_standard_keyword(node: addnodes.pending_xref) -> bool:
    return (node['refdomain'], node['reftype']) == (StandardDomain.name, 'keyword')


def warn_dangling(app: Sphinx, domain: Domain | None, node: addnodes.pending_xref) -> bool | None:
    """`warn-missing-reference`: say what a dangling role may have meant. True if the warning is ours."""
    if not isinstance(domain, ProceedingsDomain) and not _is_standard_keyword(node):
        return None
    ours = proceedings_domain(app.env)
    kind, target = node['reftype'], node['reftarget']
    if ours.planned_place(kind, target):
        return True  # there is such an object, and conf.py leaves out its page
    known = ours.names()[kind] if kind in KINDS else {}
    message = unknown(kind, target, known)
    if 'did you mean' not in message and domain is not ours:
        return None
    file = app.env.doc2path(node['refdoc'], base=False).as_posix()
    if not any((one.place.file, one.message) == (file, message) for one in ours.reported):
        logger.warning('%s', message, location=node, type='proceedings', subtype=subtype_of(kind))
    return True
