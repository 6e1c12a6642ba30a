"""Which predicted items are which gold items: one to one, the best pair first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pipeline.evaluate.records import Record, Texts

Quality: TypeAlias = tuple[float, float]
"""How good a match is; the second figure breaks ties of the first."""

Rule: TypeAlias = Callable[[Record, Record, Texts], Quality | None]
"""Judges a gold item, a predicted item and their texts; `None` is no match."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Right, false and missed items, and the shares that follow. A share of nothing is `None`."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float | None:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else None

    @property
    def recall(self) -> float | None:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else None

    @property
    def f1(self) -> float | None:
        whole = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / whole if whole else None


@dataclass(frozen=True, slots=True)
class Matching:
    """The pairs found in one list of one plan, what gold has beyond them, and what the prediction has beyond them."""

    pairs: tuple[tuple[Record, Record], ...] = ()
    missed: tuple[Record, ...] = ()
    false: tuple[Record, ...] = ()

    @property
    def counts(self) -> Counts:
        return Counts(len(self.pairs), len(self.false), len(self.missed))


def match(gold: Sequence[Record], pred: Sequence[Record], texts: Texts, rule: Rule) -> Matching:
    """Pair greedily by falling quality; of equals, the first in the order of the lists."""
    candidates = []
    for g, gold_item in enumerate(gold):
        for p, pred_item in enumerate(pred):
            quality = rule(gold_item, pred_item, texts)
            if quality is not None:
                candidates.append((-quality[0], -quality[1], g, p))
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, g, p in sorted(candidates):
        if g not in chosen and p not in taken:
            chosen[g] = p
            taken.add(p)
    return paired(gold, pred, chosen)


def paired(gold: Sequence[Record], pred: Sequence[Record], chosen: dict[int, int]) -> Matching:
    """The matching that joins the gold item at each index to the predicted one."""
    taken = set(chosen.values())
    return Matching(
        pairs=tuple((gold[g], pred[p]) for g, p in sorted(chosen.items())),
        missed=tuple(item for g, item in enumerate(gold) if g not in chosen),
        false=tuple(item for p, item in enumerate(pred) if p not in taken),
    )
