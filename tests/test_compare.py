"""Comparisons recover what was planted, in words that no table holds, and the report shows it with its plans."""

from __future__ import annotations

import csv
import json
import re
import signal
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from sqlalchemy import select, update

from benchmarks.planted import Archive, planted
from benchmarks.planted_score import score
from benchmarks.planted_store import stored
from pipeline.cli import main
from pipeline.compare.cascade import cascade
from pipeline.compare.comparison import Comparison, compare
from pipeline.compare.index import VERSION, index, is_current
from pipeline.compare.peers import missing
from pipeline.compare.quotas import quotas
from pipeline.compare.report.maps import legend, province_map
from pipeline.compare.selection import select_plans
from pipeline.lexicon.provinces import provinces
from pipeline.plan import Plan
from pipeline.store import Store, index_words, not_indexed
from pipeline.store.tables import alike, wordings

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def archive() -> Archive:
    return planted(Random(7), directives=4, provinces=12, districts=4)


@pytest.fixture(scope="module")
def store(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Store:
    plans = [_hostile(plan) if at == 3 else plan for at, plan in enumerate(archive.plans)]
    return stored(plans, tmp_path_factory.mktemp("planted") / "plans.db")


@pytest.fixture(scope="module")
def found(store: Store) -> Comparison:
    index(store)
    return compare(select_plans(store))


def _hostile(plan: Plan) -> Plan:
    assert plan.title and plan.issuing_body
    title = plan.title.model_copy(update={"text": '=HYPERLINK("x")<script>alert(1)</script>'})
    issuer = plan.issuing_body.model_copy(update={"name": '@<img src=x onerror="alert(1)">'})
    return plan.model_copy(update={"title": title, "issuing_body": issuer})


@pytest.mark.parametrize(
    "question",
    ["steps and lags", "quotas", "quotas that stand out", "quotas left out", "duties", "duties left out", "drift", "borrowed"],
)
def test_what_was_planted_is_found(found: Comparison, archive: Archive, question: str) -> None:
    got = score(found, archive.truth)[question]
    assert got.planted > 4 and got.precision >= 0.95 and got.recall >= 0.95, got


def test_subjects_of_one_plan_that_share_half_their_words_are_two(tmp_path: Path) -> None:
    """Three syllables of two subjects of this archive are the same; as one subject, the figures of one of them stood out."""
    archive = planted(Random(202), directives=4, provinces=12, districts=4)
    store = stored(archive.plans, tmp_path / "plans.db")
    index(store)
    got = score(compare(select_plans(store)), archive.truth)
    for question in ("quotas", "quotas that stand out", "quotas left out"):
        assert min(got[question].precision, got[question].recall) >= 0.95, (question, got[question])


@pytest.mark.parametrize(
    ("values", "far"),
    [
        ([100, 104, 96, 99, 600], {600}),
        ([100, 104, 96, 99, 101, 103, 600, 700, 15], {600, 700, 15}),
        ([100, 104, 96, 99, 101, 103, 105, 600, 610, 590, 605], set()),  # two kinds of figures
        ([100, 104, 96, 600], set()),  # too few to tell
    ],
)
def test_what_stands_out_are_few(store: Store, values: list[int], far: set[int]) -> None:
    chosen = select_plans(store)
    rows = chosen.quotas.head(len(values)).assign(
        plan=chosen.plans.index[: len(values)], min=values, max=values, unit="hộ", topic=1
    )
    items = quotas(replace(chosen, quotas=rows), pd.DataFrame({"paper": [], "plan": []})).items
    assert set(items.loc[items["outlier"], "value"]) == far


def test_the_package_imports_nothing_of_the_planter_and_the_planter_nothing_that_compares() -> None:
    imports = re.compile(r"^\s*(?:from|import) benchmarks", re.MULTILINE)
    assert not [path for path in (ROOT / "pipeline").rglob("*.py") if imports.search(path.read_text("utf-8"))]
    program = "import sys, benchmarks.held_out; print([name for name in sys.modules if name.startswith('pipeline.')])"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['pipeline.document', 'pipeline.plan']"


def test_the_index_is_taken_up_where_it_was_left(archive: Archive, tmp_path: Path) -> None:
    store = stored(archive.plans[:30], tmp_path / "plans.db")
    told: list[tuple[str, int, int]] = []
    assert not is_current(store)
    assert index(store, lambda *progress: told.append(progress)) == 30
    assert (
        is_current(store)
        and told == [("signing", 30, 30), *(("grouping", turn, 9) for turn in range(1, 10))]
        and index(store) == 0
    )
    stored(archive.plans[:40], tmp_path / "plans.db")
    assert not is_current(store)
    assert index(store) == 10 and is_current(store)


@pytest.mark.parametrize("steps", [1, 2, 3, 6, 10])
def test_an_index_killed_at_any_step_goes_on_and_is_the_same(archive: Archive, tmp_path: Path, steps: int) -> None:
    """Steps told: plans signed, then three passes each over passages, tasks, subjects."""
    killed, whole = (stored(archive.plans[:40], tmp_path / name) for name in ("killed.db", "whole.db"))
    program = f"""
import os, signal, sys
from pipeline.compare.index import index
from pipeline.store import open_store
told = []
def tell(*progress):
    told.append(progress)
    if len(told) == {steps}:
        os.kill(os.getpid(), signal.SIGKILL)
index(open_store(sys.argv[1]), tell)
"""
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path / "killed.db")], cwd=ROOT)
    assert done.returncode == -signal.SIGKILL
    left: list[tuple[str, int, int]] = []
    assert index(killed, lambda *progress: left.append(progress)) == 0 and len(left) == 10 - steps
    index(whole)
    for table in (wordings, alike):
        one, other = (store.engine.connect().execute(select(table)).all() for store in (killed, whole))
        assert one == other and len(one) > 900


def test_a_changed_plan_is_indexed_again(archive: Archive, tmp_path: Path) -> None:
    store = stored(archive.plans[:5], tmp_path / "plans.db")
    index(store)
    stored([archive.plans[0].model_copy(update={"pipeline_version": "later"})], tmp_path / "plans.db")
    assert index(store) == 1


def test_a_store_that_an_older_version_indexed_is_indexed_anew(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever it had grouped, wholly or in part, is dropped; once grouped again nothing is left to do."""
    older, fresh = (stored(archive.plans[:20], tmp_path / name) for name in ("older.db", "fresh.db"))
    monkeypatch.setattr("pipeline.compare.index.VERSION", VERSION - 1)
    index(older)
    with older.writing() as connection:
        connection.execute(update(alike).values(topic=1))
    assert index(older) == 0 and is_current(older)
    monkeypatch.undo()
    assert not is_current(older)
    assert main(["index", str(tmp_path / "older.db"), "--lang", "en"]) == 0
    assert "20 of 20" in capsys.readouterr().err
    assert is_current(older) and index(older) == 0 and index(fresh) == 20
    one, other = (store.engine.connect().execute(select(alike)).all() for store in (older, fresh))
    assert one == other and len({row.topic for row in one}) > 100


def test_the_way_by_another_paper_is_no_direct_step(found: Comparison) -> None:
    steps = found.cascade.steps
    districts = steps[(steps["level_to"] == "district") & (steps["level_from"] == "central")]
    assert len(districts) and not districts["direct"].any()
    papers = found.cascade.papers.set_index("paper")
    assert (papers["reach"] >= papers["plans"]).all() and (papers["reach"] > papers["plans"]).any()


def test_a_paper_dated_after_the_plan_is_set_apart(store: Store) -> None:
    selection = select_plans(store)
    plans = selection.plans.assign(
        date=selection.plans["date"].where(selection.plans["level"] != "central", pd.Timestamp("2030-01-01"))
    )
    turned = cascade(type(selection)(plans, **{name: getattr(selection, name) for name in selection.__slots__[1:]}))
    assert len(turned.reversed) and (turned.steps["lag_days"].dropna() >= 0).all()


def test_peers_expect_only_what_most_of_them_have() -> None:
    plans = pd.DataFrame({"level": ["province"] * 5 + ["district"]}, index=pd.RangeIndex(1, 7, name="plan"))
    steps = pd.DataFrame({"paper": "a", "plan": range(1, 7)})
    having = pd.DataFrame({"topic": [1, 1, 1, 1, 2, 2], "plan": [1, 2, 3, 4, 1, 2]})
    lacking = missing(having, steps, plans)
    assert lacking[["topic", "plan", "peers", "having"]].to_numpy().tolist() == [[1, 5, 5, 4]]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: set[str] = set()
        self.tags: set[str] = set()
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            elif name in ("href", "xlink:href", "src") and value:
                (self.targets.add(value[1:]) if value.startswith("#") else self.loaded.append(value))


@pytest.mark.parametrize(("language", "title"), [("vi", "So sánh kế hoạch theo"), ("en", "Plans compared by")])
def test_the_report_is_one_page_whose_links_lead_to_plans(store: Store, tmp_path: Path, language: str, title: str) -> None:
    out = tmp_path / "report.html"
    assert main(["compare", str(store.engine.url.database), "--out", str(out), "--lang", language]) == 0
    text = out.read_text("utf-8")
    page = _Page()
    page.feed(text)
    assert title in text and len(page.ids) == len(set(page.ids))
    assert page.targets <= set(page.ids) and not page.loaded
    assert "script" not in page.tags and "img" not in page.tags and "&lt;script&gt;" in text
    assert text.count('<svg class="chart"') >= 8 and text.count('<svg class="map"') == 2 and "CC BY 4.0" in text
    assert "compare." not in re.sub(r"<code>.*?</code>", "", text.split("</style>")[1])


def test_the_figures_are_the_same_in_the_files(store: Store, found: Comparison, tmp_path: Path) -> None:
    main(["compare", str(store.engine.url.database), "--out", str(tmp_path / "r.html"), "--lang", "en"])
    with (tmp_path / "r-csv" / "quotas.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [float(row["median"]) for row in rows] == found.quotas.topics["median"].tolist()
    with (tmp_path / "r-csv" / "plans.csv").open(encoding="utf-8-sig", newline="") as file:
        hostile = [row for row in csv.DictReader(file) if "HYPERLINK" in row["title"]]
    assert hostile[0]["title"].startswith("'=") and hostile[0]["issuer"].startswith("'@")
    assert {path.name for path in (tmp_path / "r-csv").iterdir()} >= {
        "papers.csv",
        "drift.csv",
        "duties_missing.csv",
        "borrowed.csv",
    }


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_who_lacks_what_lags_drift_and_both_sets_of_provinces_are_in_page_and_files(
    store: Store, archive: Archive, tmp_path: Path
) -> None:
    """What was planted about single plans can be read off the files, and the page links it to these plans."""
    main(["compare", str(store.engine.url.database), "--out", str(tmp_path / "r.html"), "--lang", "en"])
    folder, truth = tmp_path / "r-csv", archive.truth
    assert {row["plan_path"] for row in _rows(folder, "quotas_missing")} >= {path for path, _ in truth.without_quota}
    assert {row["plan_path"] for row in _rows(folder, "duties_missing")} >= {path for path, _ in truth.without_duty}
    steps = {(row["plan_path"], row["superior_path"]): row["lag_days"] for row in _rows(folder, "steps")}
    assert all(steps[pair] == str(days) for pair, days in truth.steps.items())
    assert {(row["level_from"], row["level_to"]) for row in _rows(folder, "levels")} == {
        ("central", "province"),
        ("province", "district"),
    }
    drift = {(row["plan_path"], row["days"]) for row in _rows(folder, "drift")}
    planted_drift = {(path, str(days)) for (path, _), days in truth.drift.items()}
    assert len(drift & planted_drift) > 0.95 * len(planted_drift)
    provinces, successors = (
        {row[column] for row in _rows(folder, name)}
        for name, column in (("overview", "group"), ("overview_successor", "successor"))
    )
    assert (
        {"Bắc Kạn", "Kiên Giang"} & provinces and not {"Bắc Kạn", "Kiên Giang"} & successors and len(successors) < len(provinces)
    )
    page = (tmp_path / "r.html").read_text("utf-8")
    for heading, name in (("set none", "quotas_missing"), ("lack it", "duties_missing")):
        plans = {row["plan"] for row in _rows(folder, name)}
        assert f">{heading}</th>" in page and any(f'href="#p{plan}"' in page for plan in plans)


@pytest.mark.parametrize("by", ["level", "issuer", "year"])
def test_plans_are_compared_by_other_things(store: Store, tmp_path: Path, by: str) -> None:
    out = tmp_path / "report.html"
    assert main(["compare", str(store.engine.url.database), "--by", by, "--topic", "ke hoach 101", "--out", str(out)]) == 0
    assert out.stat().st_size > 10_000


def test_what_cannot_be_compared_is_told(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = str(store.engine.url.database)
    assert main(["compare", database, "--by", "colour", "--lang", "en"]) == 2
    assert main(["compare", database, "--topic", "không có gì như vậy", "--out", str(tmp_path / "r.html"), "--lang", "en"]) == 3
    assert "colour: plans are compared by province, level, issuer, year" in capsys.readouterr().err
    assert main(["compare", str(tmp_path / "nowhere.db")]) == 3


@pytest.mark.parametrize(
    ("topic", "in_titles", "indexed"),
    [
        ("phòng chống hạn hán", 2, 2),
        ("phong chong han han", 2, 2),
        ("hạn hán, phòng", 2, 2),
        ("phòng chống hán hạn", 2, 2),
        ("hoà giải", 2, 2),
        ("hòa giải", 2, 2),
        ("hóa giải", 2, 0),
        ("đề án", 1, 1),
        ("de an", 1, 1),
        ("để ăn", 1, 0),
    ],
)
def test_a_topic_is_looked_for_in_the_index_where_there_is_one(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str], topic: str, in_titles: int, indexed: int
) -> None:
    titles = ("Phòng, chống hạn hán", "PHÒNG CHỐNG HẠN HÁN", "Công tác hòa giải", "Hoà giải ở cơ sở", "Thực hiện Đề án 06")
    texts = [
        plan.title.model_copy(update={"text": text}) for plan, text in zip(archive.plans, titles, strict=False) if plan.title
    ]
    plans = [plan.model_copy(update={"title": text}) for plan, text in zip(archive.plans, texts, strict=False)]
    store = stored(plans, tmp_path / "plans.db")
    for count in (in_titles, indexed):
        code = main(["compare", store.name, "--topic", topic, "--out", str(tmp_path / "r.html"), "--lang", "en"])
        told = capsys.readouterr().err
        assert (f"{count} plans compared" in told) if count else code == 3
        assert ("5 plans are not indexed for search" in told) == (not_indexed(store) > 0)
        index_words(store)


@pytest.mark.parametrize("most", [0, 1, 3, 6, 7, 62])
def test_the_legend_of_a_map_tells_the_counts_of_every_shade(most: int) -> None:
    names = [unit.name for unit in provinces() if unit.code][:63]
    values = {name: float(count) for name, count in zip(names, range(1, most + 1), strict=False)}
    drawn = province_map(values, {}, {name: f"{count:.0f}!" for name, count in values.items()}, "", merged=False)
    told = {int(count): int(step) for step, count in re.findall(r'class="unit q(\d)"><title>[^<]*: (\d+)!<', drawn)}
    assert told == {count: int(step.removeprefix("q")) for step, first, last in legend(most) for count in range(first, last + 1)}


def test_a_topic_without_a_word_is_told(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", store.name, "--topic", "?!"]) != 0
    assert "'?!' has no word to search for" in capsys.readouterr().err


def test_plans_as_extracted_are_compared(tmp_path: Path) -> None:
    """The plans of the corpus: few, and unlike each other; no question may fail on them."""
    assert main(["extract", str(ROOT / "corpus" / "plans"), "--jsonl", str(tmp_path / "plans.jsonl")]) == 0
    assert main(["load", str(tmp_path / "plans.jsonl"), "--to", str(tmp_path / "plans.db")]) == 0
    assert main(["compare", str(tmp_path / "plans.db"), "--out", str(tmp_path / "r.html"), "--lang", "vi"]) == 0
    plans = [json.loads(line) for line in (tmp_path / "plans.jsonl").read_text("utf-8").splitlines()]
    page = (tmp_path / "r.html").read_text("utf-8")
    assert all(plan["source"]["path"] in page for plan in plans)
