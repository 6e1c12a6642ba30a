"""Counts over plans: items by field, plans that hold any, warnings by code. Plans themselves are not kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pipeline.plan import Item, Plan


@dataclass(slots=True)
class Counts:
    """What has been seen so far."""

    plans: int = 0
    items: Counter[str] = field(default_factory=Counter)
    holders: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)

    def add(self, plan: Plan) -> None:
        self.plans += 1
        self.warnings.update(warning.code for warning in plan.warnings)
        for name in Plan.model_fields:
            count = _count(getattr(plan, name))
            if count:
                self.items[name] += count
                self.holders[name] += 1

    def merge(self, other: Counts) -> None:
        self.plans += other.plans
        self.items.update(other.items)
        self.holders.update(other.holders)
        self.warnings.update(other.warnings)


def _count(value: object) -> int:
    if isinstance(value, tuple):
        return sum(isinstance(entry, Item) for entry in value)
    return int(isinstance(value, Item))
