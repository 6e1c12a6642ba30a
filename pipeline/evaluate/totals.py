"""Adding up plans: scalars, lists and entities over any set of scored plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.evaluate.entities import TYPES
from pipeline.evaluate.matching import Counts, Matching
from pipeline.evaluate.scalars import SCALARS
from pipeline.evaluate.score import ALL_LISTS, LISTS, PlanScore
from pipeline.evaluate.strict import OBJECTS, is_scored


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; the share of nothing is `None`."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.of + other.of)

    @property
    def value(self) -> float | None:
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures of docs/scoring.md over some plans, each table in the order of that page."""

    plans: int = 0
    scalars: dict[str, Share] = field(default_factory=dict)
    lists: dict[str, Counts] = field(default_factory=dict)
    entities: dict[str, Counts] = field(default_factory=dict)
    spans: dict[str, Share] = field(default_factory=dict)
    """Of the matched items of a list: how many have exactly the gold's span."""
    strict_objects: dict[str, Share] = field(default_factory=dict)
    strict_lists: dict[str, Counts] = field(default_factory=dict)
    strict_keys: dict[str, dict[str, Share]] = field(default_factory=dict)
    """Of the matched items of a list: how many agree exactly in each key."""
    warnings: Share = Share()

    @property
    def scalar_accuracy(self) -> float | None:
        return sum(self.scalars.values(), Share()).value

    @property
    def micro_f1(self) -> float | None:
        return sum((self.lists[name] for name in LISTS if name in self.lists), Counts()).f1

    @property
    def macro_f1(self) -> float | None:
        return _mean(counts.f1 for counts in self.lists.values())

    @property
    def strict_micro_f1(self) -> float | None:
        return sum(self.strict_lists.values(), Counts()).f1

    @property
    def entity_f1(self) -> float | None:
        return sum(self.entities.values(), Counts()).f1

    @property
    def span_exactness(self) -> float | None:
        return sum(self.spans.values(), Share()).value


def add_up(scores: Iterable[PlanScore]) -> Totals:
    """The totals over some plans; what gold annotates in none of them has no entry."""
    plans = list(scores)
    return Totals(
        plans=len(plans),
        scalars=_shares([s.name for s in SCALARS], ((n, v.right) for plan in plans for n, v in plan.scalars.items())),
        lists=_counts(ALL_LISTS, (pair for plan in plans for pair in plan.lists.items())),
        entities=_counts(TYPES, (pair for plan in plans for pair in plan.entities.items())),
        spans=_shares(LISTS, (exact for plan in plans for exact in _exact_spans(plan))),
        strict_objects=_shares(OBJECTS, ((n, not keys) for plan in plans for n, keys in plan.strict_objects.items())),
        strict_lists=_sums(LISTS, (pair for plan in plans for pair in _strict_counts(plan))),
        strict_keys=_strict_keys(plans),
        warnings=Share(
            sum(len(plan.expected_warnings) - len(plan.missed_warnings) for plan in plans),
            sum(len(plan.expected_warnings) for plan in plans),
        ),
    )


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _shares(order: Iterable[str], found: Iterable[tuple[str, bool]]) -> dict[str, Share]:
    shares: defaultdict[str, Share] = defaultdict(Share)
    for name, right in found:
        shares[name] += Share(int(right), 1)
    return {name: shares[name] for name in order if name in shares}


def _counts(order: Iterable[str], found: Iterable[tuple[str, Matching]]) -> dict[str, Counts]:
    return _sums(order, ((name, matching.counts) for name, matching in found))


def _sums(order: Iterable[str], found: Iterable[tuple[str, Counts]]) -> dict[str, Counts]:
    sums: defaultdict[str, Counts] = defaultdict(Counts)
    for name, counts in found:
        sums[name] += counts
    return {name: sums[name] for name in order if name in sums}


def _exact_spans(plan: PlanScore) -> Iterable[tuple[str, bool]]:
    """For each matched item of a list with a span in the same text: whether the spans are equal."""
    if not plan.texts.same:
        return
    for name in LISTS:
        for gold, pred in plan.lists.get(name, Matching()).pairs:
            if gold.get("span"):
                yield name, gold["span"] == pred.get("span")


def _strict_counts(plan: PlanScore) -> Iterable[tuple[str, Counts]]:
    """A matched item with any key that differs is both false and missed."""
    for name, differing in plan.strict.items():
        lenient = plan.lists[name].counts
        wrong = sum(1 for keys in differing if keys)
        yield name, Counts(lenient.tp - wrong, lenient.fp + wrong, lenient.fn + wrong)


def _strict_keys(plans: list[PlanScore]) -> dict[str, dict[str, Share]]:
    found: dict[str, dict[str, Share]] = {}
    for name in LISTS:
        shares: defaultdict[str, Share] = defaultdict(Share)
        for plan in plans:
            pairs = plan.lists.get(name, Matching()).pairs
            for (gold, _), differing in zip(pairs, plan.strict.get(name, ()), strict=True):
                for key in filter(is_scored, gold):
                    shares[key] += Share(int(key not in differing), 1)
        if shares:
            found[name] = dict(shares)
    return found
