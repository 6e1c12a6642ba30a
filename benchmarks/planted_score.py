"""What a comparison finds of the planted truth: precision and recall of every question.

score(compare(select_plans(store)), archive.truth)["quotas"]        Score(found=812, planted=800, right=796)
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from benchmarks.planted import Truth
from pipeline.compare.comparison import Comparison


@dataclass(frozen=True, slots=True)
class Score:
    found: int
    planted: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else float(not self.planted)

    @property
    def recall(self) -> float:
        return self.right / self.planted if self.planted else 1.0


def score(found: Comparison, truth: Truth) -> dict[str, Score]:
    """The score of each question, by its name. Of quotas and duties all pairs of items said to have one topic are judged."""
    path = found.selection.plans["path"]
    quotas, duties, drift = found.quotas.items, found.duties.items, found.calendar.drift
    quota, duty = _topics(quotas, truth.quotas, path), _topics(duties, truth.duties, path)
    steps = found.cascade.steps[found.cascade.steps["direct"]].dropna(subset=["superior"])
    provinces = found.selection.plans["level"] == "province"
    far = quotas[quotas["outlier"]]
    lacking_quota = found.quotas.missing[found.quotas.missing["plan"].map(provinces)]
    lacking_duty = found.duties.missing[found.duties.missing["plan"].map(provinces)]
    given = {(path[plan], item): topic for plan, item, topic in zip(duties["plan"], duties["id"], duties["topic"], strict=True)}
    dated = [
        (path[plan], item.replace("d", "r"), days)
        for plan, item, days in zip(drift["plan"], drift["id"], drift["days"], strict=True)
    ]
    return {
        "steps and lags": _score(
            zip(path[steps["plan"]], path[steps["superior"].astype("int64")], steps["lag_days"], strict=True),
            ((*pair, days) for pair, days in truth.steps.items()),
        ),
        "quotas": _score(_pairs(quotas, path), _same(truth.quotas)),
        "quotas that stand out": _score(zip(path[far["plan"]], far["topic"].map(quota), strict=True), truth.far),
        "quotas left out": _score(zip(path[lacking_quota["plan"]], lacking_quota["topic"].map(quota), strict=True),
        truth.without_quota),
        "duties": _score(_pairs(duties, path), _same(truth.duties)),
        "duties left out": _score(zip(path[lacking_duty["plan"]], lacking_duty["topic"].map(duty), strict=True),
        truth.without_duty),
        "drift": _score(
            ((plan, duty.get(given.get((plan, item), -1), item), days) for plan, item, days in dated),
            ((*which, days) for which, days in truth.drift.items()),
        ),
        "borrowed": _score(zip(path[found.borrowed.pairs["plan"]], path[found.borrowed.pairs["source"]],
        strict=True), truth.copied),
    }  # fmt: skip


def _score(found: Iterable[Hashable], planted: Iterable[Hashable]) -> Score:
    mine, true = set(found), set(planted)
    return Score(len(mine), len(true), len(mine & true))


def _topics(items: pd.DataFrame, planted: Mapping[tuple[str, str], str], path: pd.Series) -> dict[int, str]:
    """The planted topic that most items of each topic found have."""
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for plan, item, topic in zip(items["plan"], items["id"], items["topic"], strict=True):
        if (path[plan], item) in planted:
            votes[topic][planted[path[plan], item]] += 1
    return {topic: counts.most_common(1)[0][0] for topic, counts in votes.items()}


def _pairs(items: pd.DataFrame, path: pd.Series) -> Iterable[Hashable]:
    for _, some in items.groupby("topic"):
        yield from combinations(sorted(zip(path[some["plan"]], some["id"], strict=True)), 2)


def _same(planted: Mapping[tuple[str, str], str]) -> Iterable[Hashable]:
    topics: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for item, topic in planted.items():
        topics[topic].append(item)
    for items in topics.values():
        yield from combinations(sorted(items), 2)
