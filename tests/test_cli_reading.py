"""The commands that read results: show, explain, evaluate, validate, schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.schema import schema_text
from pipeline.show import FIELDS
from tests.sample_plan import valid_plan

ROOT = Path(__file__).parent.parent
PLANS = ROOT / "corpus" / "plans"
STEMS = sorted(path.stem for path in PLANS.glob("*.txt"))
TEXT = PLANS.joinpath(f"{STEMS[0]}.txt").read_text("utf-8")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


class TestShow:
    def test_a_document_and_its_result_look_the_same(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        plan = PLANS / f"{STEMS[0]}.txt"
        main(["extract", str(plan), "--jsonl", str(tmp_path / f"{plan.name}.json")])
        capsys.readouterr()
        main(["show", str(plan)])
        shown = capsys.readouterr().out
        main(["show", str(tmp_path / f"{plan.name}.json")])
        assert capsys.readouterr().out == shown
        assert "65/KH-LĐLĐ" in shown and "2024-11-21" in shown and "TỔ CHỨC THỰC HIỆN" in shown

    @pytest.mark.parametrize("field", FIELDS)
    def test_every_field_can_be_shown_alone(self, field: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        plan = valid_plan()
        (tmp_path / "plan.json").write_text(json.dumps(plan), "utf-8")
        assert main(["show", str(tmp_path / "plan.json"), "--field", field]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert (len(lines) > 1) == bool(plan[field])

    def test_all_plans_of_a_file_of_lines(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        main(["extract", str(PLANS), "--jsonl", str(tmp_path / "all.jsonl")])
        assert main(["show", str(tmp_path / "all.jsonl"), "--field", "title,number"]) == 0
        shown = capsys.readouterr().out
        assert all(f"{stem}.txt" in shown for stem in STEMS) and "65/KH-LĐLĐ" in shown and "MỤC ĐÍCH" not in shown


def test_explain_tells_the_rule_the_evidence_and_the_place(capsys: pytest.CaptureFixture[str]) -> None:
    plan = PLANS / f"{STEMS[0]}.txt"
    assert main(["explain", str(plan), "--at", str(TEXT.index("65/KH"))]) == 0
    said = capsys.readouterr().out
    assert all(word in said for word in ("number", "number.head", "stated", "65/KH-LĐLĐ", "head"))
    assert main(["explain", str(plan), "--at", str(TEXT.index("MỤC ĐÍCH"))]) == 0
    assert "section.roman" in capsys.readouterr().out


def test_evaluate_reports_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["extract", str(PLANS), "--out", str(tmp_path)])
    capsys.readouterr()
    assert main(["evaluate", str(ROOT / "corpus" / "gold"), str(tmp_path), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["plans"]) == len(STEMS)


def test_what_extract_writes_is_valid(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["extract", str(PLANS), "--out", str(tmp_path / "out"), "--jsonl", str(tmp_path / "all.jsonl")])
    capsys.readouterr()
    assert main(["validate", str(tmp_path)]) == 0, capsys.readouterr().out


def test_schema_is_the_file_in_the_repository(capsys: pytest.CaptureFixture[str]) -> None:
    main(["schema"])
    assert capsys.readouterr().out == schema_text()


def test_errors_of_reading_name_file_and_cause(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "blank.txt").write_text(" \n ")
    assert main(["show", str(tmp_path / "blank.txt")]) == 3
    assert "blank.txt" in (said := capsys.readouterr().err) and "(empty)" in said
