"""Plans in databases: what goes in comes out again, equal to the byte, and nothing changes that did not have to."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import extract
from pipeline.plan import Plan
from pipeline.results import write_plan
from pipeline.store import load, open_store, plan_from, plans_from
from pipeline.store.rebuild import column_names, plan_json
from pipeline.store.rows import rows_of
from tests.sample_plan import valid_plan

CORPUS = sorted((Path(__file__).parent.parent / "corpus").glob("**/plans/*.txt"))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    for path in CORPUS:
        write_plan(folder, path.name, extract(path))
    return folder


@pytest.mark.parametrize("name", ["plans.db", "plans.duckdb"])
def test_plans_come_back_equal_to_the_byte(run: Path, name: str, tmp_path: Path) -> None:
    store = open_store(tmp_path / name, create=True)
    assert load(store, [run]).new == len(CORPUS)
    loaded = {plan.id: plan.model_dump_json() for plan in plans_from(store)}
    written = [Plan.model_validate_json(path.read_bytes()) for path in run.glob("*.json")]
    assert loaded == {plan.id: plan.model_dump_json() for plan in written}


def test_what_no_column_holds_comes_back_too() -> None:
    told = valid_plan() | {"schema_version": "1.7", "annexes": [{"title": "a\0b"}], "key": "a" * 500}
    told["quotas"][0] |= {"min": 70.0, "max": 10**30, "of/what~": [1, None]}
    told["dates"][0]["start_date"] = "2025-02-30"
    told["number"]["sequence"] = 2**70
    told["title"] |= {"text": "nul\0", "boxes": []}
    told["sections"][0]["span"]["more"] = True
    rows = rows_of(Plan.model_validate(told))
    assert rows.key is not None and len(rows.key) < 300
    assert Plan.model_validate(plan_json(rows.tables)).model_dump_json() == Plan.model_validate(told).model_dump_json()


def test_rows_have_a_value_for_every_column() -> None:
    for name, rows in rows_of(Plan.model_validate(valid_plan())).tables.items():
        assert {len(row) for row in rows} <= {len(column_names(name))}


def test_one_plan_is_found_by_its_id(run: Path, tmp_path: Path) -> None:
    store = open_store(tmp_path / "plans.db", create=True)
    load(store, [run])
    plan = extract(CORPUS[0])
    assert plan_from(store, plan.id).text == plan.text
