"""`kehoach review` and `kehoach corrections` as they are called: over a run, over a database, and what flows back into both."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from pipeline.cli import main
from pipeline.store import open_store, plan_from
from tests.review_server import Site

PLANS = Path(__file__).parent.parent / "corpus" / "plans"


@pytest.fixture
def run(tmp_path: Path) -> Path:
    out = tmp_path / "out"
    assert main(["extract", str(PLANS), "--out", str(out)]) == 0
    return out


@contextmanager
def reviewing(*line: str) -> Iterator[tuple[Site, str]]:
    """The command as a process of its own, interrupted at the end; gives the site and the address it told."""
    command = [sys.executable, "-m", "pipeline", "review", "--no-browser", "--lang", "en", *line]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=PLANS.parent.parent) as process:
        assert process.stderr is not None
        told = process.stderr.readline()
        found = re.search(r"(\d+) plans at (http://[^:]+:(\d+)/\S*)", told)
        try:
            assert found, told + process.stderr.read()
            yield Site(int(found[3])), found[2]
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)


def plan_with_quotas(site: Site) -> tuple[str, str]:
    """A plan whose list of quotas is not empty, and its first quota."""
    for row in site.get("/api/plans?sort=place").json["rows"]:
        found = [finding["id"] for finding in site.plan(row["id"])["findings"] if finding["field"] == "quotas"]
        if found:
            return row["id"], found[0]
    raise AssertionError("no plan with quotas")


def test_what_is_corrected_in_a_run_flows_into_gold_and_databases(
    run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with reviewing(str(run), "--reviewer", "lan") as (site, _):
        plan, quota = plan_with_quotas(site)
        wish = {"action": "change", "field": "quotas", "item": quota, "values": {"unit": "xe"}}
        assert site.correct(plan, **wish, seen_revision=0).status == 200
        assert site.correct(plan, action="complete", field="quotas", seen_revision=1).status == 200
    assert main(["corrections", str(run), "--gold", str(tmp_path / "gold"), "--lang", "en"]) == 0
    assert "lan" in capsys.readouterr().out
    [gold] = (tmp_path / "gold").glob("*.json")
    assert json.loads(gold.read_text("utf-8"))["quotas"][0]["unit"] == "xe"
    assert main(["load", str(run), "--to", str(tmp_path / "plans.db")]) == 0
    assert plan_from(open_store(tmp_path / "plans.db"), plan).quotas[0].unit == "xe"


def test_the_list_is_searched_and_the_charts_are_those_of_the_plans_chosen(run: Path) -> None:
    with reviewing(str(run)) as (site, _):
        assert site.get("/api/plans?q=" + quote("bảo hiểm y tế")).json["total"] < 5
        found = site.get("/api/plans?q=dien%20hinh%20tien%20tien").json
        assert 0 < found["total"] < 5
        whole, some = (site.get(f"/charts/report?lang=en{more}") for more in ("", "&q=dien%20hinh%20tien%20tien"))
        assert whole.status == 200 and some.status == 200
        assert "sandbox" in whole.headers["content-security-policy"]
        titles = [row["title"] for row in site.get("/api/plans").json["rows"]]
        assert len(titles) == 5
        for row in site.get("/api/plans").json["rows"]:
            shown = row["path"] in some.body.decode()
            assert row["path"] in whole.body.decode() and shown == (row["id"] in [one["id"] for one in found["rows"]])
        assert site.get("/charts/report?province=nowhere").headers["content-type"].startswith("text/plain")


def test_a_database_is_reviewed_with_its_corrections_beside_it(run: Path, tmp_path: Path) -> None:
    store = tmp_path / "plans.db"
    assert main(["load", str(run), "--to", str(store)]) == 0
    with reviewing(str(store)) as (site, _):
        assert site.get("/api/plans").json["total"] == 5
        plan, quota = plan_with_quotas(site)
        assert site.correct(plan, action="accept", field="quotas", item=quota, seen_revision=0).status == 200
    assert (tmp_path / "plans.db.corrections").exists()
    with reviewing(str(store)) as (site, _):
        assert site.get("/api/plans?reviewed=yes").json["total"] == 1


def test_two_reviewers_are_compared(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for reviewer, verdict in (("lan", "accept"), ("minh", "reject")):
        with reviewing(str(run), "--reviewer", reviewer) as (site, _):
            plan, quota = plan_with_quotas(site)
            seen = site.plan(plan)["revision"]
            assert site.correct(plan, action=verdict, field="quotas", item=quota, seen_revision=seen).status == 200
            assert site.correct(plan, action="accept", field="title", seen_revision=seen + 1).status == 200
    assert main(["corrections", str(run), "--agreement", "lan,minh", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert re.search(r"items judged by both\s+\W*\s*2", told) and re.search(r"same verdict\s+\W*\s*1", told)


def test_beyond_this_machine_only_with_a_token(run: Path) -> None:
    with reviewing(str(run), "--host", "0.0.0.0") as (site, address):
        assert site.get("/api/plans").status == 401
        token = address.partition("?token=")[2]
        cookie = site.get(f"/?token={quote(token)}").headers["set-cookie"].partition(";")[0]
        assert site.get("/api/plans", Cookie=cookie).status == 200


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (["review", "nowhere", "--no-browser"], "neither a run"),
        (["corrections", "nowhere"], "neither a run"),
        (["corrections", "{run}", "--agreement", "lan"], "two different reviewers"),
        (["corrections", "{run}", "--agreement", "lan,lan"], "two different reviewers"),
    ],
)
def test_what_cannot_be_reviewed_is_told(run: Path, line: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*(word.format(run=run) for word in line), "--lang", "en"]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("command", ["corrections", "review"])
def test_nothing_is_made_where_there_is_no_archive(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "work" / "folder").mkdir(parents=True)
    (tmp_path / "work" / "plan.txt").write_text("KẾ HOẠCH", "utf-8")
    monkeypatch.chdir(tmp_path / "work")
    assert [main([command, word, "--lang", "en"]) for word in ("nowhere", "folder", "plan.txt")] == [2, 2, 3]
    assert sorted(path.as_posix() for path in Path().rglob("*")) == ["folder", "plan.txt"]


def test_a_port_that_is_taken_is_told(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with reviewing(str(run)) as (site, _):
        assert main(["review", str(run), "--no-browser", "--port", str(site.port), "--lang", "en"]) == 2
    assert f"port {site.port}" in capsys.readouterr().err
