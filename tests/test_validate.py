"""Validation: a plan valid in every point passes, and every way to break it is found where it was broken."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline.validate
from pipeline.validate import CHECKS, Problem, validate, validate_file
from tests.broken_plans import BROKEN, BROKEN_PAGES
from tests.sample_plan import TEXT, Json, at, counted, paged_plan, put, valid_plan


def found(plan: Json) -> set[tuple[str, str]]:
    return {(problem.what, problem.where) for problem in validate(plan)}


@pytest.mark.parametrize("build", [valid_plan, paged_plan])
def test_a_valid_plan_passes(build: Callable[[], Json]) -> None:
    assert validate(build()) == []
    assert validate(json.dumps(build(), ensure_ascii=False)) == []
    assert validate(json.dumps(build(), ensure_ascii=False, indent=1).encode()) == []


@pytest.mark.parametrize(("what", "where", "changes"), BROKEN)
def test_what_is_broken_is_found(what: str, where: str, changes: Json) -> None:
    assert (what, where) in found(broken(valid_plan(), changes))


@pytest.mark.parametrize(("what", "where", "changes"), BROKEN_PAGES)
def test_what_is_broken_in_a_scan_is_found(what: str, where: str, changes: Json) -> None:
    assert (what, where) in found(broken(paged_plan(), changes))


def broken(plan: Json, changes: Json) -> Json:
    for path, value in changes.items():
        put(plan, path, value)
    return plan


def test_every_check_is_tripped() -> None:
    assert {name for name, _ in CHECKS} == {what for what, *_ in BROKEN + BROKEN_PAGES}


UNSTATED: list[Json] = [
    {"number.evidence": "repaired", "number.value": "56/KH-LĐLĐ", "number.sequence": 56, "key": None},
    {"issue_date.evidence": "repaired"} | {f"issue_date.{name}": "2024-11-12" for name in ("edtf", "start_date", "end_date")},
    {"issue_place.evidence": "repaired", "issue_place.name": "Vĩnh Thuận A"},
    {"issuing_body.evidence": "inferred", "issuing_body.name": "Liên đoàn Lao động huyện Gò Quao"},
    {"title.evidence": "inferred", "title.text": "Hội nghị và những việc khác"},
    {"signature.evidence": "repaired", "signature.name": "Lê Kim Thọ"},
    {"recipients[0].evidence": "repaired", "recipients[0].name": "Thường trực Tỉnh ủy"},
    {"citations[0].evidence": "inferred", "citations[0].date": "2024-11-12", "citations[0].subject": "những việc khác"},
    {"anniversaries[0].evidence": "inferred", "anniversaries[0].event": "Ngày thành lập Đảng Cộng sản Việt Nam"},
    {
        "dates[0].evidence": "inferred",
        "dates[0].edtf": "2026",
        "dates[0].start_date": "2026-01-01",
        "dates[0].end_date": "2026-12-31",
    },
    {"quotas[1].evidence": "repaired", "quotas[1].max": 260},
    {"responsibilities[0].evidence": "inferred", "responsibilities[0].actor": "Ban Chấp hành"},
    {"contacts[0].evidence": "repaired", "contacts[0].phone": "0916137388"},
    {"campaigns[0].evidence": "repaired", "campaigns[0].name": "Lao động sáng tạo"},
    {"entities[1].evidence": "repaired", "entities[1].name": "Mai Văn Thủy"},
]


@pytest.mark.parametrize("changes", UNSTATED)
def test_what_is_not_stated_need_not_be_printed(changes: Json) -> None:
    assert validate(broken(valid_plan(), changes)) == []


def test_a_name_left_out_on_request_keeps_its_span_and_needs_no_warning() -> None:
    assert validate(broken(valid_plan(), {"signature.name": None})) == []


def test_what_is_no_plan_has_empty_fields() -> None:
    plan = valid_plan()
    lists = {name for name, value in plan.items() if isinstance(value, list)}
    kept = {"schema_version", "id", "source", "text", "coverage", "pipeline_version"}
    plan |= {name: [] if name in lists else None for name in plan if name not in kept}
    plan |= {"warnings": [{"code": "not_a_plan", "message": "a news article", "span": None}], "coverage": counted(plan)}
    plan["coverage"] = counted(plan)
    assert validate(plan) == []


REFUSED: list[tuple[str | bytes, str, str]] = [
    ("", "$", "not valid JSON"),
    ("{", "$", "not valid JSON"),
    ("[" * 200_000, "$", "not valid JSON"),
    ("[]", "$", "one object is expected"),
    ('{"min": NaN}', "$", "NaN is no JSON number"),
    (b"\xff\xfe{}", "$", "not UTF-8"),
    ("\ufeff{}", "$", "BOM"),
    ('{"schema_version": "2.0", "number": 5}', "schema_version", "'2.0' cannot be read"),
    ('{"schema_version": 1}', "schema_version", "major version 1"),
    ('{"schema_version": "1.0", "number": 5}', "text", "absent"),
    ('{"schema_version": "1.0", "text": ""}', "text", "absent"),
]


@pytest.mark.parametrize(("data", "where", "message"), REFUSED)
def test_what_cannot_be_read_is_one_clear_problem(data: str | bytes, where: str, message: str) -> None:
    (problem,) = validate(data)
    assert problem.where == where
    assert message in problem.message


MISTYPED: list[tuple[str, object]] = [
    ("schema_version", "1.x"),
    ("number.sequence", "65"),
    ("number.sequence", 65.5),
    ("quotas[0].min", "0.5"),
    ("quotas[0].span.start", -1),
    ("quotas[0].mentions", []),
    ("quotas[0].evidence", "guessed"),
    ("dates[0].start_date", "2025-1-1"),
    ("dates[0].approximate", 1),
    ("sections[0].level", 0),
    ("title.rule", ""),
    ("marks[0]", None),
]


@pytest.mark.parametrize(("where", "value"), MISTYPED)
def test_types_are_those_of_json(where: str, value: object) -> None:
    plan = valid_plan()
    plan["marks"] = ["draft"]
    put(plan, where, value)
    assert [(problem.where, problem.what) for problem in validate(plan)] == [(where, "schema")]


def test_every_key_is_written() -> None:
    plan = valid_plan()
    for holder, key in ((plan["quotas"][0], "page"), (plan["source"], "part"), (plan, "schema_version")):
        del holder[key]
    assert {(p.where, p.what) for p in validate(plan)} == {
        (w, "keys") for w in ("quotas[0].page", "source.part", "schema_version")
    }
    del plan["citations"]
    assert ("citations", "schema") in {(p.where, p.what) for p in validate(plan)}


@pytest.mark.parametrize("version", ["1.0", "1.4"])
def test_keys_of_other_minor_versions_pass(version: str) -> None:
    plan = valid_plan() | {"schema_version": version, "annexes": []}
    plan["quotas"][0]["note"] = ""
    assert validate(plan) == []


def test_codes_of_newer_minor_versions_pass() -> None:
    plan = valid_plan() | {"schema_version": "1.4", "warnings": [{"code": "new_code", "message": "new", "span": None}]}
    assert validate(plan) == []


def test_files_and_lines(tmp_path: Path) -> None:
    good, bad = valid_plan(), broken(valid_plan(), {"quotas[1].max": 200})
    single, many = tmp_path / "a.json", tmp_path / "all.jsonl"
    single.write_text(json.dumps(bad), "utf-8")
    many.write_text("".join(json.dumps(plan) + "\n" for plan in (good, bad)), "utf-8")
    cause = "200 cannot be read from 'tối đa không 2 quá **250** đại biểu'"
    assert validate_file(single) == [Problem("quotas[1].max", "quota", cause)]
    assert [str(problem) for problem in validate_file(many)] == [f"line 2: quotas[1].max: {cause} (quota)"]


READ_EXACTLY = [
    "doc_type", "number", "issue_place", "title", "campaigns[0]",
    *(f"dates[{i}]" for i in range(4)), *(f"quotas[{i}]" for i in range(3)),
]  # fmt: skip


@settings(deadline=None)
@given(st.sampled_from(READ_EXACTLY), st.integers(-12, 12), st.integers(-12, 12))
def test_a_shifted_span_is_found(path: str, left: int, right: int) -> None:
    plan = valid_plan()
    name, _, index = path.rstrip("]").partition("[")
    item = plan[name][int(index)] if index else plan[name]
    start, end = max(0, item["span"]["start"] + left), max(0, item["span"]["end"] + right)
    moved = {"start": start, "end": end}
    same = moved == item["span"]
    item |= {"span": moved, "mentions": [moved]}
    plan["coverage"] = counted(plan)
    assert any(problem.where.startswith(path) for problem in validate(plan)) != same


VALUES: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-9, 9999),
    st.floats(allow_nan=False),
    st.text(max_size=9),
    st.builds(list),
    st.builds(dict),
)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_anything_in_any_place_ends_in_a_verdict(data: st.DataObject) -> None:
    plan: Any = valid_plan()
    place = plan
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(VALUES)
    assert all(problem.where and problem.message for problem in validate(plan))


def test_it_shares_no_code_with_the_extractors() -> None:
    allowed = ("pipeline.document", "pipeline.edtf", "pipeline.plan", "pipeline.validate")
    for file in Path(pipeline.validate.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            module = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
            names = [module + alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            assert all(name.startswith(allowed) for name in names if name.startswith("pipeline")), file.name


def test_hostile_text_costs_seconds_at_most() -> None:
    plan = valid_plan()
    plan["text"] = TEXT + "ngày " * 200_000 + "x"
    wide = {"start": at("Tổ chức")["start"], "end": len(plan["text"])}
    plan["title"] |= {"span": wide, "mentions": [wide], "text": "ngày " * 200_000 + "x"}
    plan["quotas"][0] |= {"span": wide, "mentions": [wide], "raw": "1/" * 200_000}
    assert ("title", "title.text") in found(plan)
