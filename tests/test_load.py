"""Loading stopped at any place, by several processes, of runs that shrink, with values that want to do harm."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from pipeline.archive.folder import Folder
from pipeline.cli import main
from pipeline.compare.index import index
from pipeline.plan import Plan
from pipeline.store import Question, Store, hits, index_words, load, not_indexed, open_store, plan_from, plans_from
from pipeline.store.search_index import entries
from pipeline.store.tables import PARTS, copies, plans
from tests.sample_plan import valid_plan
from tests.stores import DATABASES, digest, place_for
from tests.test_store import results, version

STOPPED = """
import os, signal, sys
from pipeline.cli import main
from pipeline.store import write
loading = sys.modules["pipeline.store.load"]
loading._AT_ONCE = 4
module, name, after = {"load": loading, "write": write}[sys.argv[1]], sys.argv[2], int(sys.argv[3])
inner, calls = getattr(module, name), 0

def counted(*given):
    global calls
    calls += 1
    if calls == after:
        os.kill(os.getpid(), signal.SIGKILL)
    return inner(*given)

setattr(module, name, counted)
main(sys.argv[4:])
"""
"""`kehoach load`, four plans a transaction, that is killed where it calls a function for the n-th time."""


@pytest.fixture(params=DATABASES)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with place_for(request.param, tmp_path) as found:
        yield found


@pytest.fixture
def store(where: str) -> Store:
    return open_store(where, create=True)


def twelve(**changes: Any) -> dict[str, dict[str, Any]]:
    return {f"p{no:02}": version(str(no), **changes) for no in range(12)}


@pytest.mark.parametrize(
    ("module", "name", "after", "replaced"),
    [
        pytest.param("load", "known", 2, 4, id="between two transactions"),
        pytest.param("write", "insert", 50, 4, id="amid the rows of a plan"),
        pytest.param("load", "place", 2, 4, id="before the commit"),
    ],
)
def test_a_load_killed_leaves_every_plan_old_or_new(
    where: str, tmp_path: Path, module: str, name: str, after: int, replaced: int
) -> None:
    old, new = twelve(), twelve(pipeline_version="9.9", key=None)
    folder = results(tmp_path / "run", **old)
    store = open_store(where, create=True)
    load(store, [folder])
    results(folder, **new)
    line = [sys.executable, "-c", STOPPED, module, name, str(after), "load", str(folder), "--to", where, "--jobs", "1"]
    assert subprocess.run(line).returncode == -signal.SIGKILL
    versions = {plan["id"]: [Plan.model_validate(plan), Plan.model_validate(new[name])] for name, plan in old.items()}
    found = list(plans_from(store))
    assert len(found) == 12 and all(plan in versions[plan.id] for plan in found)
    assert sum(plan.pipeline_version == "9.9" for plan in found) == replaced
    assert load(store, [folder]).replaced == 12 - replaced
    assert list(plans_from(store)) == [Plan.model_validate(plan) for plan in new.values()]


def test_processes_change_nothing_but_the_time(tmp_path: Path) -> None:
    many = {f"p{no:02}": version(str(no)) for no in range(60)} | {"p30": version("30", key="x/kh/9/2024")}
    folder = results(tmp_path / "run", **many)
    stores = [open_store(tmp_path / f"{jobs}.db", create=True) for jobs in (1, 2)]
    reports = [load(store, [folder], jobs=jobs) for jobs, store in enumerate(stores, 1)]
    assert list(reports[0].refused) == ["p30.txt"] and reports[0] == reports[1]
    assert digest(stores[0]) == digest(stores[1])


def test_no_process_outlives_a_load_that_was_killed(tmp_path: Path) -> None:
    folder = results(tmp_path / "run", **{f"p{no:03}": version(str(no)) for no in range(400)})
    line = [sys.executable, "-m", "pipeline", "load", str(folder), "--to", str(tmp_path / "plans.db"), "--jobs", "2"]
    process = subprocess.Popen(line, stderr=subprocess.DEVNULL)
    children: list[int] = []
    while len(children) < 2:
        assert process.poll() is None
        children = [int(word) for word in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    patience = time.monotonic() + 60
    while any(_runs(child) for child in children):
        assert time.monotonic() < patience, "a process outlived its parent"
        time.sleep(0.1)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_what_lies_nowhere_any_more_is_told_and_removed_only_when_asked(
    where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = results(tmp_path / "run", a=version(), b=version("b"), c=version("c"), d=version("d"))
    other = results(tmp_path / "other", d=version("d"))
    store = open_store(where, create=True)
    load(store, [folder, other])
    index_words(store)
    index(store)
    for name in ("a", "d"):
        (folder / f"{name}.txt.json").unlink()
    results(folder, c=version("e"))
    before = digest(store)
    assert main(["load", str(folder), "--to", where, "--lang", "en"]) == 0
    assert "2 plans of the database lie nowhere any more" in capsys.readouterr().err
    assert digest(store) != before and len(list(plans_from(store))) == 5
    assert main(["load", str(folder), "--to", where, "--prune", "--lang", "en"]) == 0
    assert "2 plans removed" in capsys.readouterr().err
    assert {plan.id for plan in plans_from(store)} == {version(name)["id"] for name in "bde"}
    with store.reading() as connection:
        left = set(connection.scalars(select(plans.c.no)))
        for table in (*PARTS, entries):
            assert set(connection.scalars(select(table.c.plan_no))) <= left, table.name
        assert connection.execute(select(copies).order_by(copies.c.plan_no)).all() == [(2, 5), (4, 5)]
    index_words(store)
    assert not_indexed(store) == 0 and index(store) >= 0
    assert load(store, [folder], prune=True).gone == 0


def test_a_result_that_is_missing_costs_no_other_and_is_not_pruned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"KẾ HOẠCH\n\nTổ chức hội nghị {name}\n", "utf-8")
    run, where = tmp_path / "run", str(tmp_path / "plans.db")
    assert main(["extract", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--out", str(run), "--jobs", "1"]) == 0
    assert main(["load", str(run), "--to", where]) == 0
    (run / "a.txt.json").unlink()
    assert main(["load", str(run), "--to", where, "--prune", "--lang", "en"]) == 1
    told = capsys.readouterr().err
    assert "refused: a.txt" in told and "1 unchanged" in told and "removed" not in told
    assert len(list(plans_from(open_store(where)))) == 2
    lock = Folder(run).lock()
    assert main(["load", str(run), "--to", where, "--prune"]) == 2
    os.close(lock)


def test_the_plans_of_shards_are_met_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("KẾ HOẠCH\n\nTổ chức hội nghị\n", "utf-8")
    run = tmp_path / "run"
    assert main(["extract", str(tmp_path / "a.txt"), "--out", str(run), "--format", "jsonl", "--jobs", "1"]) == 0
    report = load(open_store(tmp_path / "plans.db", create=True), [run])
    assert (report.new, report.repeated) == (1, 0)


def test_what_is_known_by_its_json_is_not_read_again_but_what_reviewers_said_is(store: Store, tmp_path: Path) -> None:
    folder = results(tmp_path / "run", a=version(), b=version("b"))
    load(store, [folder])
    told = json.loads((folder / "a.txt.json").read_text("utf-8"))
    (folder / "a.txt.json").write_text(json.dumps(told, indent=1), "utf-8")
    assert load(store, [folder]).unchanged == 2
    other = results(tmp_path / "other", a=version(pipeline_version="9.9"))
    assert load(store, [other]).replaced == 1
    assert load(store, [folder]).replaced == 1
    assert plan_from(store, version()["id"]) == Plan.model_validate(version())


def large() -> dict[str, Any]:
    """A plan of which two fields have ten megabytes: the text, with 70,000 different words and one of a megabyte, and a value."""
    plan = valid_plan()
    words = [f"{no:05}{'abcdefghij' * 12}" for no in range(70_000)]
    added = f"{' '.join(words)} {'x' * 1_000_000} kết thúc"
    count = sum(not letter.isspace() for letter in added)
    plan["text"] += f"\n{added}\n"
    plan["coverage"]["characters"] += count
    plan["coverage"]["unassigned"] += count
    plan["responsibilities"][0]["report_to"] = " ".join(["'); DROP TABLE plans; --<script>"] * 330_000)
    return plan


def test_fields_of_ten_megabytes_are_stored_and_searched(store: Store, tmp_path: Path) -> None:
    plan = large()
    assert len(plan["text"]) > 9_000_000 and len(plan["responsibilities"][0]["report_to"]) > 10_000_000
    assert load(store, [results(tmp_path / "run", a=plan)]).refused == {}
    assert plan_from(store, plan["id"]).model_dump(mode="json") == plan
    assert index_words(store) == 1
    for words in ("ket thuc", f"{69_999:05}{'abcdefghij' * 12}", "x" * 1_000_000):
        assert [hit.field for hit in hits(store, Question(words, "texts"))] == ["texts"], words[:20]
    with store.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(plans)) == 1
