"""The result of an evaluation: every plan's score, the totals, and both halves where gold is split."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.evaluate.folders import Gold, Prediction, pair, read_gold, read_predictions, read_split
from pipeline.evaluate.matching import Counts
from pipeline.evaluate.score import LISTS, PlanScore, score_plan
from pipeline.evaluate.totals import Share, Totals, add_up

HEADLINES = ("scalar_accuracy", "micro_f1", "macro_f1", "entity_f1", "span_exactness", "strict_micro_f1")
"""The figures of `Totals` that sum up a run."""


@dataclass(frozen=True, slots=True)
class Report:
    """All scores of a folder. `missing` are gold stems without a prediction (all missed), `extra` predictions without gold."""

    plans: tuple[PlanScore, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    total: Totals
    halves: dict[str, Totals]

    @property
    def gap(self) -> dict[str, float]:
        """By how much the tuning half is better than the held-back half, for each headline both have."""
        if not {"tuning", "held_back"} <= self.halves.keys():
            return {}
        tuned, held_back = headlines(self.halves["tuning"]), headlines(self.halves["held_back"])
        return {name: tuned[name] - held_back[name] for name in tuned if name in held_back}

    def to_json(self) -> dict[str, Any]:
        """The machine form: totals, halves with their gap, every plan's counts; `null` where nothing was scored."""
        return {
            "total": _totals(self.total),
            "halves": {name: _totals(totals) for name, totals in self.halves.items()},
            "gap": self.gap,
            "missing": list(self.missing),
            "extra": list(self.extra),
            "plans": [_plan(plan) for plan in self.plans],
        }


def run_evaluate(gold: Path, pred: Path, texts: Path | None = None) -> Report:
    """Score the results in `pred` (folder, JSON or JSON Lines file) by the gold files below `gold`.

    `texts` holds the plans that gold's offsets index; by default a folder `plans`, `documents` or `seeds` beside gold.
    Raises PlanError where there is nothing to compare or a file is not what it should be.
    """
    entries = read_gold(gold, texts)
    return compare(entries, read_predictions(pred), read_split(gold, entries))


def compare(gold: list[Gold], predictions: list[Prediction], halves: dict[str, frozenset[str]]) -> Report:
    """Pair predictions with gold, score every pair and add up; `halves` names the stems of each half, or is empty."""
    pairs, extra = pair(gold, predictions)
    scores = []
    for entry in gold:
        found = pairs.get(entry.name)
        scores.append(score_plan(entry.plan, found.plan if found else None, entry.text, str(entry.name)))
    parts = {half: add_up(score for score in scores if Path(score.stem).name in stems) for half, stems in halves.items()}
    return Report(
        plans=tuple(scores),
        missing=tuple(str(entry.name) for entry in gold if entry.name not in pairs),
        extra=tuple(str(prediction.source) for prediction in extra),
        total=add_up(scores),
        halves=parts,
    )


def headlines(totals: Totals) -> dict[str, float]:
    """The figures that sum up some plans, without those that nothing was scored for."""
    figures = ((name, getattr(totals, name)) for name in HEADLINES)
    return {name: value for name, value in figures if value is not None}


def _totals(totals: Totals) -> dict[str, Any]:
    return {
        "plans": totals.plans,
        **{name: getattr(totals, name) for name in HEADLINES},
        "scalars": {name: _share(share) for name, share in totals.scalars.items()},
        "lists": {name: _figures(counts) for name, counts in totals.lists.items()},
        "entities": {name: _figures(counts) for name, counts in totals.entities.items()},
        "spans": {name: _share(share) for name, share in totals.spans.items()},
        "warnings": _share(totals.warnings),
        "strict": {
            "objects": {name: _share(share) for name, share in totals.strict_objects.items()},
            "lists": {name: _figures(counts) for name, counts in totals.strict_lists.items()},
            "keys": {name: {key: _share(s) for key, s in keys.items()} for name, keys in totals.strict_keys.items()},
        },
    }


def _plan(plan: PlanScore) -> dict[str, Any]:
    return {
        "stem": plan.stem,
        "predicted": plan.predicted,
        "same_text": plan.texts.same,
        "scalars": {name: {"right": s.right, "gold": s.gold, "pred": s.pred} for name, s in plan.scalars.items()},
        "lists": {name: _figures(matching.counts) for name, matching in plan.lists.items()},
        "entities": {name: _figures(matching.counts) for name, matching in plan.entities.items()},
        "missed_warnings": list(plan.missed_warnings),
        "micro_f1": sum((plan.lists[name].counts for name in LISTS if name in plan.lists), Counts()).f1,
    }


def _share(share: Share) -> dict[str, float | None]:
    return {"right": share.right, "of": share.of, "share": share.value}


def _figures(counts: Counts) -> dict[str, float | None]:
    return {
        "tp": counts.tp,
        "fp": counts.fp,
        "fn": counts.fn,
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
    }
