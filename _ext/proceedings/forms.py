"""Forms: what the template of a page gives, with blanks for what is the page's own; other pages only fill them in.

The texts of a page, of its head and its body, are most of what one page has and another has not. So a template is
rendered with blanks in their place, and the next page is of the same form if all else that the template read is the
same, and all that it asked has the same answer (see `remembered`). The first page of each form is also rendered as
ever; only if that is the same, others get the form.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from .blanks import Expression, Parts, Sheet, parts_of, shape_of
from .remembered import MOST, PATIENCE, Given, Read, RememberedTemplate, Watch, recalled

Answers = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to a page that has been rendered.

    *asks* looks at what the page has of its own: where it says the same, *change* does the same to the form of the
    page, and *texts* to the texts by the name of their variable. It says None, if only the page itself can be changed.
    """

    change: Callable[[str, Any], str]
    asks: Callable[[Mapping[str, Any]], Hashable] = lambda context: True
    texts: Mapping[str, Callable[[str], str]] = field(default_factory=dict)


def changed(changes: Sequence[Change], answers: Answers, page: str) -> str:
    """*page* after all *changes*, each of which has asked for one of *answers*."""
    for change, answer in zip(changes, answers, strict=True):
        page = change.change(page, answer)
    return page


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """What a template gave, in `parts`: it read variables of these `shapes`, of which it `asked`, besides all that is
    in `read`. `finished` are the parts after all changes, by what these have asked."""

    parts: Parts
    read: Read
    shapes: Mapping[str, object]
    asked: Mapping[tuple[Expression, str], bool]
    finished: dict[Answers, Parts | None] = field(default_factory=dict)

    def is_of(self, given: Given) -> bool:
        """Whether the page with what is *given* is of this form."""
        context = given.context
        return (
            all(shape_of(name, context) == before for name, before in self.shapes.items())
            and self.read.is_of(given)
            and all((asked.of(context) == text) is answer for (asked, text), answer in self.asked.items())
        )


class FormsOfTemplate:
    """The forms of the pages that one template writes, those of the last pages first."""

    def __init__(self, template: RememberedTemplate) -> None:
        self.template = template
        self.forms: list[Form] = []
        self.missed = 0

    def page(self, context: Mapping[str, Any], changes: Sequence[Change]) -> str:
        """The page with what is in *context*, after *changes*; or what the template of a part of a page gives."""
        form = self._found(context)
        answers = tuple(change.asks(context) for change in changes) if form else ()
        if form and (finished := form.finished.get(answers)):
            return finished.filled(context)
        text = self.template.render(context)
        return self._finished(text, context, changes, form) if '</head>' in text else text

    def _found(self, context: Mapping[str, Any]) -> Form | None:
        form = recalled(self.forms, Given(context, self.template.environment.globals))
        self.missed = 0 if form else self.missed
        return form

    def _finished(self, text: str, context: Mapping[str, Any], changes: Sequence[Change], form: Form | None) -> str:
        answers = tuple(change.asks(context) for change in changes)
        page = changed(changes, answers, text)
        if not form and self.missed < PATIENCE:
            self.missed += 1
            form = self._drafted(context, text)
            self.forms = [*filter(None, [form]), *self.forms][:MOST]
        if form and None not in answers and answers not in form.finished:
            parts = form.parts.changed(partial(changed, changes, answers))
            for change in changes:
                parts = parts.filtered(change.texts)
            form.finished[answers] = parts if parts.filled(context) == page else None
        return page

    def _drafted(self, context: Mapping[str, Any], text: str) -> Form | None:
        """The form of the page that is *text*, if it has one."""
        given = {**self.template.environment.globals, **context}
        sheet = Sheet(given)
        watch = Watch(given, self.template.environment.globals, sheet)
        with suppress(Exception):  # whatever comes of blanks that somebody's functions do not expect
            parts = parts_of(self.template.written(watch), sheet.expressions)
            if parts.filled(given) == text:
                shapes = {name: shape_of(name, given) for name in watch.blanked}
                return Form(parts, Read(watch.values, watch.answers), shapes, sheet.asked)
        return None
