"""Gold folders against result folders: pairing, halves, reports."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from pipeline.errors import PlanError
from pipeline.evaluate import Report, run_evaluate
from pipeline.evaluate.render import detail_lines, render
from tests.gold_cases import CORPUS, STEMS, Json, as_plan, gold_of, text_of


def _write(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), "utf-8")


def _results(folder: Path, shape: str) -> Path:
    """The flawless predictions for all seeds but the last, in one of the shapes that an extraction writes."""
    plans = {stem: as_plan(gold_of(stem), text_of(stem)) for stem in STEMS[:-1]}
    for stem, plan in plans.items():
        if shape == "tree":
            _write(folder / "sub" / f"{stem}.txt.json", plan | {"source": {"path": f"sub/{stem}.txt"}})
        elif shape == "flat":
            _write(folder / f"{stem}.json", plan)
    if shape == "lines":
        lines = [json.dumps(plan | {"source": {"path": f"{stem}.txt"}}) for stem, plan in plans.items()]
        folder.mkdir()
        (folder / "plans.jsonl").write_text("\n".join([*lines, ""]), "utf-8")
    return folder


@pytest.mark.parametrize("shape", ["tree", "flat", "lines"])
def test_predictions_are_paired_by_the_stem_of_their_source(tmp_path: Path, shape: str) -> None:
    report = run_evaluate(CORPUS / "gold", _results(tmp_path / "out", shape))
    assert report.missing == (STEMS[-1],)
    assert report.extra == ()
    assert (report.total.scalars["number"].right, report.total.scalars["number"].of) == (4, 5)
    assert report.total.micro_f1 is not None
    assert 0.5 < report.total.micro_f1 < 1.0


def test_predictions_without_gold_are_listed(tmp_path: Path) -> None:
    results = _results(tmp_path / "out", "flat")
    _write(results / "zzz.txt.json", {"source": {"path": "zzz.txt"}})
    assert run_evaluate(CORPUS / "gold", results).extra == ("zzz",)


def test_a_gold_number_takes_the_document_that_begins_with_it(tmp_path: Path) -> None:
    _write(tmp_path / "gold" / "004.json", {"number": {"value": "1/KH"}, "quotas": []})
    _write(tmp_path / "out" / "004-scan.pdf.json", {"source": {"path": "004-scan.pdf"}, "text": "x"})
    _write(tmp_path / "out" / "004-scan-reference.txt.json", {"source": {"path": "004-scan-reference.txt"}, "text": "y\n"})
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "004-scan-reference.txt").write_bytes("\ufeffy\r\n".encode())
    report = run_evaluate(tmp_path / "gold", tmp_path / "out")
    assert report.missing == ()
    assert report.extra == ("004-scan",)


def test_halves_and_their_gap_are_reported(tmp_path: Path) -> None:
    for stem in STEMS:
        _write(tmp_path / "gold" / f"{stem}.json", gold_of(stem))
    split = f"tuning = {json.dumps(STEMS[:2])}\nheld_back = {json.dumps(STEMS[3:])}\n"
    (tmp_path / "gold" / "split.toml").write_text(split, "utf-8")
    report = run_evaluate(tmp_path / "gold", _results(tmp_path / "out", "flat"))
    assert [totals.plans for totals in report.halves.values()] == [2, 2]
    assert report.gap["scalar_accuracy"] == 0.5
    assert "held_back" in _printed(report)
    (tmp_path / "gold" / "split.toml").write_text(f"tuning = {json.dumps(STEMS[:1])}", "utf-8")
    alone = run_evaluate(tmp_path / "gold", tmp_path / "out")
    assert ([*alone.halves], alone.gap) == (["tuning"], {})
    (tmp_path / "gold" / "split.toml").write_text(split.replace(json.dumps(STEMS[3:]), json.dumps(STEMS[:1])), "utf-8")
    with pytest.raises(PlanError, match="stands in both groups"):
        run_evaluate(tmp_path / "gold", tmp_path / "out")
    (tmp_path / "gold" / "split.toml").write_text('tuning = ["nowhere"]', "utf-8")
    with pytest.raises(PlanError, match="nowhere has no gold file"):
        run_evaluate(tmp_path / "gold", tmp_path / "out")


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "no gold files"),
        ({"gold/a.json": {}}, "no such file or folder"),
        ({"gold/a.json": {}, "out/a.json": []}, "JSON object is expected"),
        ({"gold/a.json": []}, "JSON object is expected"),
    ],
)
def test_what_cannot_be_compared_is_named(tmp_path: Path, files: Json, message: str) -> None:
    (tmp_path / "gold").mkdir()
    for name, value in files.items():
        _write(tmp_path / name, value)
    with pytest.raises(PlanError, match=message):
        run_evaluate(tmp_path / "gold", tmp_path / "out")


def _printed(report: Report, *, strict: bool = False, detail: bool = False) -> str:
    stream = StringIO()
    render(report, Console(file=stream, width=160), strict=strict, detail=detail)
    return stream.getvalue()


def test_the_report_is_printed_and_serialised(tmp_path: Path) -> None:
    results = _results(tmp_path / "out", "flat")
    spoiled = as_plan(gold_of(STEMS[0]), text_of(STEMS[0]))
    spoiled["quotas"][1]["max"] = 25
    spoiled["number"]["value"] = "6/KH"
    spoiled["citations"][0]["subject"] = "[bold]"
    _write(results / f"{STEMS[0]}.json", spoiled)
    report = run_evaluate(CORPUS / "gold", results)
    printed = _printed(report, strict=True, detail=True)
    assert f"{STEMS[0]}: number wrong: '6/KH' for '65/KH-LĐLĐ'" in printed
    assert f'{STEMS[0]}: quotas missed [5503:5529] "Không quá **250** đại biểu" min=None max=250 unit=đại biểu' in printed
    assert f'{STEMS[0]}: quotas false [5503:5529] "Không quá **250** đại biểu" min=None max=25 unit=đại biểu' in printed
    assert "subject: '[bold]' for" in printed
    assert f"no prediction, all missed: {STEMS[-1]}" in printed
    assert not any("differs" in line for line in detail_lines(report))
    assert json.loads(json.dumps(report.to_json()))["total"]["lists"]["quotas"]["fp"] == 1


def test_the_measure_loads_no_language_library() -> None:
    heavy = "{'spacy', 'underthesea', 'numpy', 'dateparser'}"
    code = f"import sys, pipeline.evaluate.render; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=CORPUS.parent)
    assert done.stdout.strip() == "set()"
