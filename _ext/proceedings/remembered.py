"""Templates that are rendered once for all pages on which they come out the same: the header, the footer, the dialogs.

A theme makes each of its parts anew for each page, and some twice, to see whether they are empty. Here a template is
watched while it is rendered: which variables it reads, and what it asks of the functions that know where pages are.
Where all of that has the same answers on another page, so would its text, and it is remembered. That is true of the
templates of any theme, of the site and of other extensions; none is named here. A template that asks of anything
else, such as a table of contents, is rendered for each page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from jinja2.environment import Environment, Template, TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.utils import missing

from .blanks import BLANKS, Sheet, SpoiltError, has_blank

ANSWERS = frozenset({'css_tag', 'hasdoc', 'js_tag', 'navbar_align_class', 'pathto', 'suppress_sidebar_toctree'})
"""The functions of a page that always answer the same question alike; two are the PyData theme's."""

GLOBALS = frozenset({'_', 'gettext', 'ngettext', 'pgettext', 'npgettext', 'range', 'dict', 'namespace'})
"""The functions of all pages that do."""

WATCHED = 'proceedings_watched'
"""Where a context keeps who watches it, for those of the templates that are included."""

MOST = 12
"""So many texts of a template are remembered: pages are written folder by folder."""

PATIENCE = 24
"""So often one after the other nothing that is remembered was right: then the template is another on each page."""


class OtherError(Exception):
    """A value that may be another next time, though it is the same object."""


class Known(Protocol):
    """What a template gave."""

    def is_of(self, given: Given) -> bool: ...


K = TypeVar('K', bound=Known)

Question = tuple[str, tuple[object, ...], tuple[tuple[str, object], ...]]
"""What is asked of a function: its name, and the arguments."""


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """All by which a template gives one thing and no other: it read *values*, and asked for *answers*."""

    values: Mapping[str, object]
    answers: Mapping[Question, object]

    def is_of(self, given: Given) -> bool:
        """Whether the template would give the same of what is *given*."""
        known = given.context.get
        for name, before in self.values.items():
            if known(name, missing) is not before and not given.is_same(name, before):
                return False
        return all(
            given.value(name)(*arguments, **dict(named)) == answer
            for (name, arguments, named), answer in self.answers.items()
        )


@dataclass(frozen=True, slots=True, eq=False)
class Text(Read):
    """What a template gave of that."""

    text: str


class Given:
    """What a template is given, while it is found out whether it gave something of the same before: several texts are
    compared with it, each in the same long lists."""

    def __init__(self, context: Mapping[str, Any], globals: Mapping[str, Any]) -> None:
        self.context = context
        self.globals = globals
        self.still: dict[str, object] = {}

    def value(self, name: str) -> Any:
        value = self.context.get(name, missing)
        return self.globals.get(name, missing) if value is missing else value

    def is_same(self, name: str, before: object) -> bool:
        """Whether the variable *name* is what `still` made *before* of; of a function that is asked, whether it can
        be."""
        value = self.value(name)
        if before is callable:
            return callable(value)
        return value is before or self.now(name, value) == before

    def now(self, name: str, value: object) -> object:
        """What `still` makes of the *value* of the variable *name*."""
        if name not in self.still:
            try:
                self.still[name] = still(value)
            except OtherError:
                self.still[name] = OtherError  # which equals nothing
        return self.still[name]


def recalled(known: list[K], given: Given) -> K | None:
    """The one of *known* that is of what is *given*; it is the first from now on, as the next page is often like it."""
    found = next((one for one in known if one.is_of(given)), None)
    if found:
        known.remove(found)
        known.insert(0, found)
    return found


def still(value: object) -> object:
    """*value* as nobody will change it, equal to that of an equal value of the same type only.

    Raises OtherError.
    """
    if type(value) in (str, bool) or value is None or value is missing:
        return value
    match value:
        case str():
            return type(value), str(value)
        case int() | float():
            return type(value), value
        case list() | tuple():
            return type(value), tuple(map(still, value))
        case dict():
            return dict, tuple([(still(key), still(of)) for key, of in value.items()])
        case object(filename=_, priority=_, attributes=dict()):
            return value  # a style sheet or a script, which Sphinx has made so that nobody can change it
    raise OtherError


class Watch:
    """What a template asks while it is rendered, and those that it includes: of what it was *given*. If there is a
    *sheet*, what it reads of the texts of the page are blanks."""

    def __init__(self, given: Mapping[str, Any], globals: Mapping[str, Any], sheet: Sheet | None = None) -> None:
        self.given = given
        self.globals = globals
        self.sheet = sheet
        self.values: dict[str, object] = {}
        self.blanked: dict[str, Any] = {}
        self.answers: dict[Question, object] = {}
        self.knows = True

    def read(self, name: str, value: Any) -> Any:
        """The *value* that a template gets for the variable *name*; what is not given it has made of what is."""
        if self.given.get(name, missing) is not value:
            return value
        if self.sheet and name in BLANKS and value is not missing:
            if name not in self.blanked:
                self.blanked[name] = self.sheet.blanked_for(name)
            return self.blanked[name]
        if name in ANSWERS and callable(value):
            self.values[name] = callable
            return self._listening(name, value)
        if name not in self.values:
            self.values[name] = self._still(name, value)
        return value

    def _still(self, name: str, value: object) -> object:
        try:
            return value if name in GLOBALS and value is self.globals.get(name) else still(value)
        except OtherError:
            if self.sheet:
                raise SpoiltError from None
            self.knows = False
            return None

    def _listening(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def listen(*arguments: Any, **named: Any) -> Any:
            answer = function(*arguments, **named)
            self.answers[name, arguments, tuple(named.items())] = answer
            return answer

        return listen

    def read_by(self, included: Text, given: Mapping[str, Any]) -> None:
        """What a template that is *included* has asked of what it was *given* in its turn."""
        for name in included.values:
            self.read(name, given.get(name, missing))
        for question, answer in included.answers.items():
            if self.given.get(question[0]) is given[question[0]]:
                self.answers[question] = answer


class WatchedContext(Context):
    """What a template is given; whoever watches is told what it reads."""

    def __init__(self, environment: Environment, parent: dict[str, Any], *rest: Any, **named: Any) -> None:
        super().__init__(environment, parent, *rest, **named)
        self.watch: Watch | None = parent.get(WATCHED)

    def resolve_or_missing(self, key: str) -> Any:
        if key in self.vars:
            return self.vars[key]
        value = self.parent.get(key, missing)
        return self.watch.read(key, value) if self.watch else value

    def call(self, function: Any, *arguments: Any, **named: Any) -> Any:
        """Only macros can be asked about blanks."""
        is_watched = self.watch and self.watch.sheet and not isinstance(function, Macro)
        if is_watched and has_blank([arguments, named, getattr(function, '__self__', None)]):
            raise SpoiltError
        return super().call(function, *arguments, **named)


class RememberedTemplate(Template):
    """A template that keeps what it gave: `anew` renders it, whatever is remembered."""

    anew: Callable[[Context], Iterator[str]]
    texts: list[Text]
    missed: int

    @classmethod
    def from_code(cls, *arguments: Any, **named: Any) -> Template:
        template = super().from_code(*arguments, **named)
        assert isinstance(template, cls)
        template.anew, template.root_render_func = template.root_render_func, template.rendered
        template.texts, template.missed = [], 0
        return template

    def make_module(self, *arguments: Any, **named: Any) -> TemplateModule:
        """What another template imports are macros, which no text has."""
        context = self.new_context(*arguments, **named)
        return TemplateModule(self, context, list(self.anew(context)))

    def render(self, *arguments: Any, **named: Any) -> str:
        """The PyData theme asks so for each of its parts whether it is empty."""
        is_given = len(arguments) == 1 and not named
        text = self._remembered(arguments[0] if is_given else dict(*arguments, **named))
        return text.text if text else super().render(*arguments, **named)

    def rendered(self, context: Context) -> Iterator[str]:
        """The text of this template: for what *context* has from the page, or the template that includes this one."""
        assert isinstance(context, WatchedContext)
        is_part = context.name == self.name and not (context.watch and context.watch.sheet)
        return self._once(context) if is_part and self.missed < PATIENCE else self.anew(context)

    def _once(self, context: WatchedContext) -> Iterator[str]:
        given, above = context.parent, context.watch
        text = self._remembered(given) or self._watched(context, given)
        if above:
            above.read_by(text, given)
        yield text.text

    def _remembered(self, given: Mapping[str, Any]) -> Text | None:
        text = recalled(self.texts, Given(given, self.environment.globals))
        self.missed = 0 if text else self.missed
        return text

    def written(self, watch: Watch) -> str:
        """The text of this template and of all in it, none of which is remembered: *watch* sees what they ask."""
        context = self.new_context({**watch.given, WATCHED: watch})
        assert isinstance(context, WatchedContext)
        return self.environment.concat(self.anew(context))

    def _watched(self, context: WatchedContext, given: dict[str, Any]) -> Text:
        watch = context.watch = Watch(given, self.environment.globals)
        context.parent = {**given, WATCHED: watch}
        text = Text(watch.values, watch.answers, self.environment.concat(self.anew(context)))
        self.missed += 1
        self.texts = [text, *self.texts][:MOST] if watch.knows else self.texts
        if self.missed == PATIENCE:
            self.texts.clear()
        return text
