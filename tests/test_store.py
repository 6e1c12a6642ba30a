"""Plans in databases: what goes in comes out again, equal to the byte, and nothing changes that did not have to."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import func, inspect, select, text

from pipeline import extract
from pipeline.cli import main
from pipeline.errors import StoreError
from pipeline.plan import Plan
from pipeline.results import json_text, write_whole
from pipeline.store import Store, database, load, open_store, plan_from, plans_from
from pipeline.store.rebuild import column_names, plan_json
from pipeline.store.rows import PlanRows, rows_of
from pipeline.store.tables import cited_documents, copies, metadata, places, plans, texts
from pipeline.store.write import write
from tests.sample_plan import at, valid_plan
from tests.stores import DATABASES, digest, place_for

CORPUS = sorted((Path(__file__).parent.parent / "corpus").glob("**/plans/*.txt"))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    for path in CORPUS:
        write_whole(folder / f"{path.name}.json", json_text(extract(path)))
    return folder


@pytest.fixture(params=DATABASES)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with place_for(request.param, tmp_path) as found:
        yield found


@pytest.fixture
def store(where: str) -> Store:
    return open_store(where, create=True)


def version(source: str = "a", **changes: Any) -> dict[str, Any]:
    """The sample plan as another file or as read by another version of the program."""
    found = sha256(source.encode()).hexdigest()
    plan = valid_plan()
    return plan | {"id": f"sha256:{found}", "source": plan["source"] | {"sha256": found}} | changes


def results(folder: Path, **plans: dict[str, Any]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, plan in plans.items():
        (folder / f"{name}.txt.json").write_text(json.dumps(plan), "utf-8")
    return folder


def test_plans_come_back_equal_to_the_byte_and_loading_again_changes_nothing(run: Path, store: Store) -> None:
    assert load(store, [run]).new == len(CORPUS)
    loaded = {plan.id: plan.model_dump_json() for plan in plans_from(store)}
    written = [Plan.model_validate_json(path.read_bytes()) for path in run.glob("*.json")]
    assert loaded == {plan.id: plan.model_dump_json() for plan in written}
    before = digest(store)
    again = load(store, [run])
    assert (again.new, again.replaced, again.unchanged) == (0, 0, len(CORPUS))
    assert digest(store) == before


def test_what_no_column_holds_comes_back_too(store: Store, tmp_path: Path) -> None:
    told = version(schema_version="1.7", annexes=[{"title": "a\0b"}])
    told["source"] |= {
        "path": f"{'a' * 900}\0.txt",
        "page_count": 2**70,
        "repairs": [{"span": at("KẾ HOẠCH"), "raw": "\0", "kind": "x"}],
    }
    told["quotas"][0] |= {"of/what~": [1, None], "applies_to": "'; DROP TABLE plans; --"}
    told["quotas"][2] |= {"min": 70.0, "max": 70.0}
    told["recipients"][0] |= {"rule": "<script>alert(1)</script>", "boxes": []}
    told["sections"][1]["parent_of"] = {"more": True}
    assert load(store, [results(tmp_path / "run", a=told)]).refused == {}
    assert plan_from(store, told["id"]).model_dump_json() == Plan.model_validate(told).model_dump_json()


def test_values_that_are_no_values_of_a_column_are_kept() -> None:
    told = version(key="a" * 500)
    told["dates"][0]["start_date"] = "2025-02-30"
    told["number"]["sequence"] = 2**70
    told["quotas"][1]["max"] = 10**400
    rows = rows_of(Plan.model_validate(told))
    assert rows.key is not None and len(rows.key) < 300
    assert Plan.model_validate(plan_json(rows.tables)).model_dump(mode="json") == told


def test_rows_have_a_value_for_every_column() -> None:
    for name, rows in rows_of(Plan.model_validate(valid_plan())).tables.items():
        assert {len(row) for row in rows} <= {len(column_names(name))}


def test_a_new_version_replaces_the_plan_whole(store: Store, tmp_path: Path) -> None:
    folder = results(tmp_path / "run", a=version(), b=version("b"))
    load(store, [folder])
    changed = version(key=None)
    changed["citations"][0]["key"] = None
    changed["quotas"][0]["applies_to"] = "mỗi xã"
    results(folder, a=changed)
    assert load(store, [folder]).replaced == 1
    assert plan_from(store, changed["id"]) == Plan.model_validate(changed)
    with store.reading() as connection:
        assert connection.execute(select(copies)).all() == []
        numbers = {row.id: row.no for row in connection.execute(select(plans.c.id, plans.c.no))}
        assert numbers == {changed["id"]: 1, version("b")["id"]: 2}
    results(folder, b=changed | {"id": version("b")["id"], "source": version("b")["source"]})
    load(store, [folder])
    with store.reading() as connection:
        assert connection.execute(select(cited_documents)).all() == []


def test_copies_of_one_plan_are_linked(store: Store, tmp_path: Path) -> None:
    load(store, [results(tmp_path / "run", a=version(), b=version("b"), c=version())])
    with store.reading() as connection:
        assert connection.execute(select(copies)).all() == [(2, 1)]
        found = connection.execute(select(places.c.place, places.c.plan_no).order_by(places.c.place)).all()
        assert found == [("a.txt", 1), ("b.txt", 2), ("c.txt", 1)]


def test_copies_stay_linked_to_one_whatever_moves(store: Store) -> None:
    """Plans 1 to 6 by the letter of their key, step by step; what has a key alone or none is linked to nothing."""
    plain = Plan.model_validate(version() | {"key": None})

    def link(keys: str) -> list[tuple[int, int]]:
        some = [
            plain.model_copy(update={"id": f"sha256:{no:064}", "key": None if key == "-" else f"{key}/kh/1/2024"})
            for no, key in enumerate(keys, 1)
        ]
        with store.writing() as connection:
            write(connection, [rows_of(plan) for plan in some])
            return [(no, of) for no, of in connection.execute(select(copies).order_by(copies.c.plan_no))]

    assert link("aab") == [(2, 1)]
    assert link("aabab-") == [(2, 1), (4, 1), (5, 3)]
    assert link("baabb-") == [(1, 5), (3, 2), (4, 5)]
    assert link("bbabb-") == [(1, 5), (2, 5), (4, 5)]
    assert link("bbabbb") == [(1, 5), (2, 5), (4, 5), (6, 5)]
    assert link("------") == [] and link("cccccc") == [(no, 1) for no in range(2, 7)]


def test_a_key_shared_by_thousands_costs_each_copy_what_it_costs_hundreds(tmp_path: Path) -> None:
    """Counted in steps of SQLite's machine, which no other process changes."""

    def steps(count: int) -> float:
        store = open_store(tmp_path / f"{count}.db", create=True)
        row = rows_of(Plan.model_validate(version()))
        told = [0]
        names, values = column_names("plans"), list(row.tables["plans"][0])

        def copy(no: int, key: str) -> PlanRows:
            values[names.index("id")], values[names.index("key")] = id, _ = f"sha256:{no:064}", key
            return replace(row, id=id, key=key, digest=key, tables={"plans": [tuple(values)]})

        def put(key: str, numbers: range) -> None:
            with store.writing() as connection:
                raw: Any = connection.connection.driver_connection
                raw.set_progress_handler(lambda: told.__setitem__(0, told[0] + 1), 1000)
                write(connection, [copy(no, key) for no in numbers])

        for key in ("a/kh/1/2024", "b/kh/1/2024"):
            for first in range(0, count, 100):
                put(key, range(first, first + 100))
        with store.reading() as connection:
            assert connection.scalar(select(func.count()).select_from(copies)) == count - 1
        return told[0] / count

    few, many = steps(500), steps(3000)
    assert few > 0 and many < 1.5 * few


def test_plans_that_do_not_validate_are_refused_by_name(where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = results(tmp_path / "run", a=version(), bad=version("b", key="x/kh/9/2024"), worse={"no": "plan"})
    (folder / "binary.json").write_bytes(b"\xff\xfe{")
    assert main(["load", str(folder), "--to", where, "--lang", "en"]) == 1
    told = capsys.readouterr().err
    assert all(f"refused: {name}" in told for name in ("bad.txt: key: ", "worse.txt: ", "binary: "))
    assert "1 new, 0 replaced, 0 unchanged, 0 files met again, 3 refused" in told
    assert len(list(plans_from(open_store(where)))) == 1


def test_the_schema_is_what_the_migrations_give(store: Store) -> None:
    with store.reading() as connection:
        if store.dialect != "duckdb":
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert set(inspect(connection).get_table_names()) == {*metadata.tables, "alembic_version"}


def test_a_store_of_the_first_version_is_brought_up_to_date(where: str) -> None:
    engine = open_store(where, create=True).engine
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            table.drop(connection)
        connection.execute(text("DROP TABLE alembic_version"))
        config = Config()
        config.set_main_option("script_location", "pipeline.store:migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text("CREATE TABLE alike (plan_no INTEGER)"))
    with pytest.raises(StoreError, match="is of version 0001"):
        open_store(where)
    test_the_schema_is_what_the_migrations_give(open_store(where, create=True))


@pytest.mark.parametrize(
    ("found", "message"), [("0000", "next kehoach load into it updates it"), ("9999", "use the newer kehoach")]
)
def test_stores_of_other_versions_are_told(where: str, found: str, message: str) -> None:
    with open_store(where, create=True).writing() as connection:
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{found}'"))
    with pytest.raises(StoreError, match=message):
        open_store(where)


def test_a_store_that_somebody_else_holds_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_PATIENCE", 0)
    store = open_store(tmp_path / "plans.db", create=True)
    with store.writing(), pytest.raises(StoreError, match=r"plans\.db: database is locked \(.*try again later\)"):
        load(open_store(tmp_path / "plans.db"), [results(tmp_path / "run", a=version())])


def test_what_is_no_store_is_told(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database at all " * 99)
    for name, message in (("none.db", "no such store"), ("text.db", "not a database")):
        with pytest.raises(StoreError, match=message):
            open_store(tmp_path / name)
    for address in ("nonsense://host/plans", "oracle://host/plans"):
        with pytest.raises(StoreError, match="stores are SQLite"):
            open_store(address)


def test_a_load_that_is_killed_leaves_whole_plans_and_is_taken_up_again(run: Path, where: str) -> None:
    line = [sys.executable, "-m", "pipeline", "load", str(run), "--to", where]
    for patience in (1.0, 1.4, 1.8):
        process = subprocess.Popen(line, stderr=subprocess.DEVNULL)
        time.sleep(patience)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    store = open_store(where, create=True)
    written = {plan.id: plan for plan in (Plan.model_validate_json(path.read_bytes()) for path in run.glob("*.json"))}
    assert all(plan == written[plan.id] for plan in plans_from(store))
    load(store, [run])
    assert {plan.id for plan in plans_from(store)} == set(written)


@pytest.mark.parametrize("where", ["sqlite", "postgresql"], indirect=True)
def test_two_loaders_at_once_do_not_collide(run: Path, where: str) -> None:
    line = [sys.executable, "-m", "pipeline", "load", str(run), "--to", where]
    both = [subprocess.Popen(line, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    told = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    with open_store(where).reading() as connection:
        assert connection.scalar(select(func.count()).select_from(texts)) == len(CORPUS)
        if connection.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
