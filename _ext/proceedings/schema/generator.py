"""How pydantic makes a JSON Schema of our models."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema


class ShortJsonSchema(GenerateJsonSchema):
    """Leaves out what says nothing to a person: titles made of names, defaults, nulls."""

    def nullable_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema['schema'])

    def default_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema['schema'])

    def model_schema(self, schema: Any) -> dict[str, Any]:
        return {key: value for key, value in super().model_schema(schema).items() if key != 'title'}

    def dict_schema(self, schema: Any) -> dict[str, Any]:
        made = super().dict_schema(schema)
        return {**made, 'additionalProperties': False} if 'patternProperties' in made else made

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False
