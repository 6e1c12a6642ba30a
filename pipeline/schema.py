"""The JSON Schema (draft 2020-12) of a plan, generated from the models of `pipeline.plan`.

    kehoach schema > schemas/plan-1.schema.json

The file in `schemas/` is for readers in other languages; a test compares it with what the models give.
"""

from __future__ import annotations

import json
from typing import get_args

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from pipeline.plan import SCHEMA_VERSION, Plan, WarningCode


class _Contract(GenerateJsonSchema):
    """What the models leave to prose: every key is written, no string is empty, and field names need no titles."""

    def field_is_required(self, field: object, total: bool) -> bool:
        return True

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        return {"minLength": 1, **super().str_schema(schema)}

    def field_title_should_be_set(self, schema: object) -> bool:
        return False


def schema_text() -> str:
    """The schema as printed by `kehoach schema`, and the content of `schemas/plan-1.schema.json`.

    Every key is required, keys and warning codes of a newer minor version are let through.
    """
    schema = Plan.model_json_schema(schema_generator=_Contract)
    known = {"properties": {"warnings": {"items": {"properties": {"code": {"enum": list(get_args(WarningCode))}}}}}}
    head = {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$id": "urn:kehoach:plan:1",
        "title": "Plan",
        "description": "A Vietnamese administrative plan as grounded data. docs/plan-schema.md says what every field means.",
    }
    ours = {"if": {"properties": {"schema_version": {"const": SCHEMA_VERSION}}}, "then": known}
    return json.dumps({**head, **{k: v for k, v in schema.items() if k not in head}, **ours}, ensure_ascii=False, indent=2) + "\n"
