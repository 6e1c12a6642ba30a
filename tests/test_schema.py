"""The JSON Schema file is what the models give, and says what the contract says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest

from pipeline.plan import Plan, WarningCode
from pipeline.schema import schema_text
from tests.sample_plan import valid_plan

ROOT = Path(__file__).parent.parent
SCHEMA: dict[str, Any] = json.loads(schema_text())


def test_the_file_has_not_drifted_from_the_models() -> None:
    written = (ROOT / "schemas" / "plan-1.schema.json").read_text("utf-8")
    assert written == schema_text(), "run: kehoach schema > schemas/plan-1.schema.json"


def test_two_runs_give_the_same_bytes() -> None:
    assert schema_text() == schema_text()


def test_it_declares_draft_2020_12() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert all(ref.startswith("#/$defs/") for ref in re.findall(r'"\$ref": "([^"]+)"', schema_text()))


def test_every_key_is_required_and_new_keys_are_let_through() -> None:
    for definition in [SCHEMA, *SCHEMA["$defs"].values()]:
        assert definition["required"] == list(definition["properties"])
        assert definition["additionalProperties"] is True


def test_the_plan_has_the_fields_that_the_contract_lists() -> None:
    page = (ROOT / "docs" / "plan-schema.md").read_text("utf-8")
    table = page.partition("## Plan")[2].partition("###")[0]
    listed = {name for row in re.findall(r"^\| (`.+?) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    own = {"co_issuers", "co_signatures"}  # named in the row of `marks`
    assert set(SCHEMA["properties"]) == listed | own


def test_the_warning_codes_are_those_that_the_contract_lists() -> None:
    page = (ROOT / "docs" / "plan-schema.md").read_text("utf-8")
    row = next(line for line in page.splitlines() if line.startswith("| `warnings`"))
    assert list(get_args(WarningCode)) == [name for name in re.findall(r"`(\w+)`", row) if "_" in name]
    assert SCHEMA["then"]["properties"]["warnings"]["items"]["properties"]["code"]["enum"] == list(get_args(WarningCode))


def test_no_string_may_be_empty() -> None:
    def strings(value: object) -> list[dict[str, Any]]:
        if isinstance(value, list):
            return [found for entry in value for found in strings(entry)]
        if not isinstance(value, dict):
            return []
        here = [value] if value.get("type") == "string" else []
        return here + [found for entry in value.values() for found in strings(entry)]

    assert all("minLength" in entry or "enum" in entry or "const" in entry for entry in strings(SCHEMA))


def test_a_plan_written_by_the_models_has_every_key() -> None:
    plan = valid_plan()
    assert Plan.model_validate(plan).model_dump(mode="json") == plan


@pytest.mark.parametrize("version", ["1.1", "1.12"])
def test_readers_keep_what_a_newer_minor_version_brings(version: str) -> None:
    plan = valid_plan() | {"schema_version": version, "annexes": [{"title": "Phụ lục"}]}
    plan["quotas"][0]["source_table"] = "b1"
    plan["warnings"] = [{"code": "new_code", "message": "of a later version", "span": None}]
    assert Plan.model_validate_json(json.dumps(plan)).model_dump(mode="json") == plan
