"""How pydantic makes a JSON Schema of our models."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema


class ShortJsonSchema(GenerateJsonSchema):
    """Leaves out what says nothing to a person: titles made of names, defaults, nulls. What describes a field is the
    text behind it in the code."""

    def nullable_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema['schema'])

    def default_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema['schema'])

    def model_schema(self, schema: Any) -> dict[str, Any]:
        made = {key: value for key, value in super().model_schema(schema).items() if key != 'title'}
        for field, text in descriptions(schema['cls']).items():
            self.describe(made['properties'][field], text)
        return made

    def describe(self, field: dict[str, Any], text: str) -> None:
        """Say *text* of a *field*, unless it is what is said of all that the field leads to."""
        known = self.get_schema_from_definitions(field['$ref']) if '$ref' in field else None
        if not known or known.get('description') != text:
            field['description'] = text

    def dict_schema(self, schema: Any) -> dict[str, Any]:
        made = super().dict_schema(schema)
        return {**made, 'additionalProperties': False} if 'patternProperties' in made else made

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


@cache
def descriptions(model: type[BaseModel]) -> Mapping[str, str]:
    """What is said of each field of *model*, by what the field is called in a file.

    pydantic has `use_attribute_docstrings` for that, which reads the code of each model whenever one is imported: a
    tenth of a second that nobody needs who asks for no schema.
    """
    said = dict[str, str]()
    for base in reversed(model.__mro__):
        if issubclass(base, BaseModel) and base is not BaseModel:
            said.update(_said_in(base))
    return {field.alias or name: said[name] for name, field in model.model_fields.items() if said.get(name)}


def _said_in(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """(name, the text behind it, or nothing) of each field in the code of *model* itself."""
    (code,) = ast.parse(inspect.getsource(model)).body
    assert isinstance(code, ast.ClassDef)
    for line, behind in pairwise([*code.body, ast.Pass()]):
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            yield line.target.id, _text(behind)


def _text(line: ast.stmt) -> str:
    """The text that *line* is, if it is no more than that."""
    match line:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return inspect.cleandoc(text)
    return ''
