"""What changed between two runs: `changes_between(Path("monday"), Path("friday"))`."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive.folder import Folder
from pipeline.archive.ledger import Ledger
from pipeline.archive.reading import Run

_NO_CHANGE = "pipeline_version"
"""Of results that differ in nothing else nothing is told."""


@dataclass(frozen=True, slots=True)
class Changes:
    """`changed` gives the top-level fields that differ, by place; `states` how inputs ended in both runs where that differs."""

    same: int
    changed: dict[str, list[str]]
    only_first: list[str]
    only_second: list[str]
    states: dict[str, tuple[str, str]]

    @property
    def fields(self) -> dict[str, int]:
        """Plans by field that changed in them, the most frequent first."""
        return dict(Counter(name for names in self.changed.values() for name in names).most_common())

    def __bool__(self) -> bool:
        return bool(self.changed or self.only_first or self.only_second or self.states)


def changes_between(first: Path, second: Path) -> Changes:
    """Compare two runs by the places of their plans. Raises UsageError, PlanError."""
    with closing(Run(first)) as one, closing(Run(second)) as two:
        before, after = _digests(one), _digests(two)
        differing = {place for place in before.keys() & after.keys() if before[place] != after[place]}
        changed = dict(_changed(one, two, differing))
    return Changes(
        same=len(before.keys() & after.keys()) - len(changed),
        changed=dict(sorted(changed.items())),
        only_first=sorted(before.keys() - after.keys()),
        only_second=sorted(after.keys() - before.keys()),
        states=_states(first, second),
    )


def _digests(run: Run) -> dict[str, str]:
    recorded = run.digests()
    return recorded if recorded is not None else {place: hashlib.sha256(content).hexdigest() for place, content in run.contents()}


def _changed(one: Run, two: Run, differing: set[str]) -> Iterator[tuple[str, list[str]]]:
    for place, content in one.contents():
        if place in differing:
            before, after = json.loads(content), json.loads(two.content(place))
            names = [name for name in before | after if before.get(name) != after.get(name) and name != _NO_CHANGE]
            if names:
                yield place, names


def _states(first: Path, second: Path) -> dict[str, tuple[str, str]]:
    before, after = _endings(first), _endings(second)
    return {
        place: (before[place], after[place]) for place in sorted(before.keys() & after.keys()) if before[place] != after[place]
    }


def _endings(run: Path) -> dict[str, str]:
    """How each input ended: `done`, `skipped`, `todo`, or the cause of its failure."""
    if not Folder(run).ledger.exists():
        return {}
    with closing(Ledger(Folder(run).ledger, read_only=True)) as ledger:
        return ledger.endings()
