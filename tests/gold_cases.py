"""Predictions made from gold, flawless or spoiled on purpose, to test the measure with."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.evaluate import PlanScore, score_plan

CORPUS = Path(__file__).parent.parent / "corpus"
STEMS = sorted(path.stem for path in (CORPUS / "gold").glob("*.json"))
ITEM_LISTS = (
    "citations",
    "sections",
    "anniversaries",
    "dates",
    "quotas",
    "responsibilities",
    "recipients",
    "contacts",
    "campaigns",
)
Json = dict[str, Any]


@cache
def _gold_source(stem: str) -> str:
    return (CORPUS / "gold" / f"{stem}.json").read_text("utf-8")


def gold_of(stem: str) -> Json:
    gold: Json = json.loads(_gold_source(stem))
    return gold


def text_of(stem: str) -> str:
    return (CORPUS / "plans" / f"{stem}.txt").read_text("utf-8")


def as_plan(gold: Json, text: str) -> Json:
    """A flawless prediction: the gold in the form of a plan, with ids, mentions and the deadline as an id."""
    plan = copy.deepcopy(gold) | {"text": text, "warnings": [{"code": code} for code in gold.get("expected_warnings", [])]}
    for name in (*ITEM_LISTS, "entities"):
        for number, item in enumerate(plan[name]):
            item.setdefault("id", f"{name}{number}")
            if "span" in item:
                item.setdefault("mentions", [item["span"]])
    for duty in plan["responsibilities"]:
        if duty["deadline"] is not None:
            duty["deadline"] = plan["dates"][duty["deadline"]]["id"]
    return plan


def seed(number: int = 0) -> tuple[Json, Json]:
    """A seed's gold and the flawless prediction for it, free to be spoiled."""
    gold = gold_of(STEMS[number])
    return gold, as_plan(gold, text_of(STEMS[number]))


def counts(score: PlanScore, name: str) -> tuple[int, int, int]:
    found = (score.lists | score.entities)[name].counts
    return found.tp, found.fp, found.fn


def spoiled(name: str, number: int, /, **changes: object) -> PlanScore:
    """The score of seed 000 with some values of one item changed."""
    gold, plan = seed()
    plan[name][number].update(changes)
    return score_plan(gold, plan, plan["text"])
