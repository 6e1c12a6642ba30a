"""The gate: no pinned score sinks, and gold changes only together with its digest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.evaluate import floors
from pipeline.evaluate.floors import Corpus, digest, figures, measure, read_floors, sunk, write_floors
from pipeline.evaluate.score import score_plan
from pipeline.evaluate.totals import add_up
from tests.gold_cases import CORPUS, seed

FLOORS = CORPUS / "floors.toml"
CORPORA = [pytest.param(corpus, id=corpus.name) for corpus in read_floors(FLOORS)]


@pytest.mark.parametrize("corpus", CORPORA)
def test_no_score_sinks_below_its_floor(corpus: Corpus) -> None:
    assert corpus.floors
    assert sunk(corpus, measure(FLOORS, corpus)) == []


@pytest.mark.parametrize("corpus", CORPORA)
def test_gold_is_the_one_the_floors_were_measured_by(corpus: Corpus) -> None:
    assert digest(CORPUS / corpus.gold) == corpus.digest, "gold changed: run python -m pipeline.evaluate.floors --update"


def test_every_plan_of_a_corpus_has_gold() -> None:
    for corpus in read_floors(FLOORS):
        plans = {path.stem for path in (CORPUS / corpus.plans).iterdir() if path.is_file()}
        assert plans == {path.stem for path in (CORPUS / corpus.gold).glob("*.json")}


def test_a_figure_that_sinks_or_vanishes_is_named() -> None:
    corpus = Corpus("seeds", "gold", "plans", "", {"micro_f1": 0.97, "scalars.number": 1.0})
    assert sunk(corpus, {"micro_f1": 0.97, "scalars.number": 1.0, "macro_f1": 0.1}) == []
    assert sunk(corpus, {"micro_f1": 0.9699}) == [
        "seeds: micro_f1 is 0.9699, its floor is 0.97",
        "seeds: scalars.number is 0.0, its floor is 1.0",
    ]


def test_figures_are_cut_not_rounded_up() -> None:
    gold, plan = seed()
    plan["responsibilities"].pop()
    found = figures(add_up([score_plan(gold, plan)]))
    assert found["lists.responsibilities.f1"] == 0.923  # 12/13 = 0.92307...
    assert found["scalar_accuracy"] == found["entities.PER.recall"] == found["spans.quotas"] == 1.0


def test_the_digest_sees_every_change(tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    seen = set()
    for name, content in (("gold/a.json", "{}"), ("gold/a.json", "{ }"), ("gold/b.json", "{}"), ("split.toml", "")):
        (tmp_path / name).write_text(content, "utf-8")
        seen.add(digest(gold))
    assert len(seen) == 4


def test_an_update_pins_what_is_reached_and_says_what_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "floors.toml"
    before = Corpus("seeds", "gold", "plans", "", {"micro_f1": 0.9, "macro_f1": 0.9})
    write_floors(path, [before])
    assert read_floors(path) == [before]
    monkeypatch.setattr(floors, "measure", lambda *_: {"micro_f1": 0.95, "macro_f1": 0.8})
    assert floors.main([str(path)]) == 1
    assert read_floors(path) == [before]
    assert floors.main([str(path), "--update"]) == 0
    assert "macro_f1 0.9 -> 0.8 DOWN" in capsys.readouterr().out
    after = replace(before, digest=digest(tmp_path / "gold"), floors={"micro_f1": 0.95, "macro_f1": 0.8})
    assert read_floors(path) == [after]
    assert floors.main([str(path)]) == 0
