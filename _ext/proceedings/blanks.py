"""Blanks: what a template is given in the place of a text that is another on each page.

A template does little with such a text: it writes it, or what a filter makes of it, or asks whether it is this or that.
A blank takes note, so that the same can be done with the text of another page, without the template. If a template
looks at it in any other way, its sheet is spoilt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from itertools import chain
from typing import Any, Final, NamedTuple, NoReturn

from jinja2.environment import Environment

BLANKS: Final = frozenset({
    'body', 'current_page_name', 'metatags', 'next', 'pagename', 'pageurl', 'parents', 'prev', 'script_files',
    'sourcename', 'title',
})  # fmt: skip
"""The variables in which pages have texts of their own, or lists or mappings of some."""

SCRIPTS: Final = 'script_files'
"""The variable with the scripts of a page. One that stands in the page itself may have the name of the page in it."""

PURE: Final = frozenset({'e', 'escape', 'safe', 'striptags', 'trim'})
"""The filters that make a text of a text, and look at nothing else."""

OF_TYPES: Final = frozenset({
    'boolean', 'callable', 'defined', 'float', 'integer', 'iterable', 'mapping', 'none', 'number', 'sequence', 'string',
    'undefined',
})  # fmt: skip
"""The tests that do not look at what a text says."""

OPEN, CLOSE = '\ufdd0', '\ufdd1'
"""They stand around the number of a blank: code points that are no characters, and in no text (Unicode 23.7)."""

_MARK: Final = re.compile(f'{OPEN}([0-9]+){CLOSE}')

Filter = Callable[[Any], Any]


class SpoiltError(Exception):
    """A template does with a blank what could be another thing with another text."""


class Expression(NamedTuple):
    """A text of a page: what the variable *name* has for *keys*, and what *filters* make of that."""

    name: str
    keys: tuple[str | int, ...] = ()
    filters: tuple[Filter, ...] = ()

    def of(self, given: Mapping[str, Any]) -> str:
        value = given[self.name]
        for key in self.keys:
            value = value[key]
        for filter in self.filters:
            value = filter(value)
        return str(value)

    def filtered(self, *filters: Filter) -> Expression:
        return self._replace(filters=(*self.filters, *filters))


class Blank(str):
    """Writes its mark; it can be asked whether it equals a text, and whether it is one at all, as all are."""

    sheet: Sheet
    expression: Expression

    def __bool__(self) -> bool:
        return not self.expression.filters or self._spoil()

    def __eq__(self, other: object) -> bool:
        return self.sheet.ask(self.expression, other) if type(other) is str else self._spoil()

    def __ne__(self, other: object) -> bool:
        return not self == other

    def _spoil(self, *_: object, **named: object) -> NoReturn:
        raise SpoiltError


for _name in (*vars(str), '__format__', '__repr__'):
    if _name not in {*vars(Blank), '__new__', '__str__', '__add__', '__getattribute__', '__getnewargs__', '__sizeof__'}:
        setattr(Blank, _name, Blank._spoil)
Blank.__hash__ = Blank._spoil  # type: ignore[method-assign, assignment]


class Sheet:
    """The blanks that a template has in the place of what a page was *given*, and what was `asked` of them."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = given
        self.expressions: list[Expression] = []
        self.asked: dict[tuple[Expression, str], bool] = {}

    def blank(self, expression: Expression) -> Blank:
        blank = Blank(_mark(len(self.expressions)))
        blank.sheet, blank.expression = self, expression
        self.expressions.append(expression)
        return blank

    def blanked_for(self, name: str) -> Any:
        """What the page has for *name*, with a blank for each text in it."""
        if name == SCRIPTS:
            page = str(self.blank(Expression('pagename')))
            return [renamed(script, self.given['pagename'], page) for script in self.given[name]]
        return self._blanked(self.given[name], name)

    def _blanked(self, value: Any, name: str, *keys: str | int) -> Any:
        match value:
            case str() if is_text(value):
                return self.blank(Expression(name, keys))
            case list() | tuple():
                return type(value)(self._blanked(part, name, *keys, at) for at, part in enumerate(value))
            case dict():
                return {key: self._blanked(part, name, *keys, key) for key, part in value.items()}
        return value

    def ask(self, expression: Expression, text: str) -> bool:
        """Whether the *expression* is *text* on this page; so will the next be asked."""
        if has_blank(text) or expression.filters:
            raise SpoiltError
        return self.asked.setdefault((expression, text), expression.of(self.given) == text)


def is_text(value: str) -> bool:
    """Whether *value* gets a blank: what is empty, or may know more of itself than it says, is no text."""
    return type(value) is str and bool(value)


def renamed(script: Any, page: str, name: str) -> Any:
    """*script* with *name* for the name of *page*, where that stands in quotes in what the script does."""
    body: str = script.attributes.get('body', '')
    if f"'{page}'" not in body:
        return script
    attributes = {**script.attributes, 'body': body.replace(f"'{page}'", f"'{name}'")}
    return type(script)(script.filename, priority=script.priority, **attributes)


def shape_of(name: str, given: Mapping[str, Any]) -> object:
    """What a page has for *name*, but for what its texts say: another page with the same has the same blanks."""
    if name == SCRIPTS:
        return [renamed(script, given['pagename'], OPEN) for script in given[name]]
    return shape(given.get(name))


def shape(value: object) -> object:
    match value:
        case str() if is_text(value):
            return str
        case None | bool() | int() | str():
            return type(value), value
        case list() | tuple():
            return type(value), tuple(map(shape, value))
        case dict():
            return dict, tuple((key, shape(part)) for key, part in value.items())
    return object()  # which equals nothing


# What is written


@dataclass(frozen=True, slots=True)
class Parts:
    """A text with blanks: `html`, and the `expressions` in between."""

    html: tuple[str, ...]
    expressions: tuple[Expression, ...]

    def filled(self, given: Mapping[str, Any]) -> str:
        """The text for a page to which *given* was given."""
        return _joined(self.html, [expression.of(given) for expression in self.expressions])

    def changed(self, change: Callable[[str], str]) -> Parts:
        """What *change* makes of the text."""
        return parts_of(change(_joined(self.html, map(_mark, range(len(self.expressions))))), self.expressions)

    def filtered(self, filters: Mapping[str, Filter]) -> Parts:
        """The same with texts as *filters* change them, by the name of their variable."""
        expressions = [part.filtered(*filter(None, [filters.get(part.name)])) for part in self.expressions]
        return Parts(self.html, tuple(expressions))


def parts_of(text: str, expressions: Sequence[Expression]) -> Parts:
    """*text* with marks, which are the numbers of *expressions*."""
    found = _MARK.split(text)
    return Parts(tuple(found[::2]), tuple(expressions[int(number)] for number in found[1::2]))


def _mark(number: int) -> str:
    return f'{OPEN}{number}{CLOSE}'


def _joined(html: Sequence[str], between: Iterable[str]) -> str:
    return ''.join(chain.from_iterable(zip(html, chain(between, ['']), strict=True)))


# What looks at texts


def has_blank(value: object) -> bool:
    """Whether there is a blank in *value*, or the mark of one."""
    match value:
        case str():
            return isinstance(value, Blank) or OPEN in value
        case list() | tuple():
            return any(map(has_blank, value))
        case dict():
            return any(map(has_blank, value.values()))
    return False


def watch_filters(environment: Environment) -> None:
    """Have filters and tests see no blanks but those that they can be asked about."""
    for name, filter in environment.filters.items():
        environment.filters[name] = _careful(filter, name in PURE)
    for name, test in environment.tests.items():
        environment.tests[name] = test if name in OF_TYPES else _careful(test)  # type: ignore[arg-type]


def _careful(function: Callable[..., Any], is_pure: bool = False) -> Callable[..., Any]:
    """*function*, with what it says to Jinja of itself."""

    @wraps(function)
    def careful(*arguments: Any, **named: Any) -> Any:
        match arguments:
            case [Blank() as blank] if is_pure and not named:
                return blank.sheet.blank(blank.expression.filtered(function))
        if has_blank([arguments, named]):
            raise SpoiltError
        return function(*arguments, **named)

    return careful
