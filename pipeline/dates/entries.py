"""Dates on their way to the plan: one entry for each place, then one for each date (guidelines 6.4, 6.5).

Reference periods of the same label and years are mentions of one entry; so are restated feasts, days and ranges of days.
Deadlines, months and quarters stay apart, for each dates an action of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.dates.meaning import Kind
from pipeline.dates.parts import Value
from pipeline.dates.roles import Role
from pipeline.plan import Evidence


class Entry(NamedTuple):
    """A date at one place. `slot`: it fills a label or a cell of its own, so equal ones are different actions."""

    start: int
    end: int
    kind: Kind
    value: Value | None
    role: Role
    rule: str
    evidence: Evidence = "stated"
    label: str | None = None
    time: str | None = None
    exclusive: bool | None = None
    rrule: str | None = None
    relative_to: str | None = None
    days: bool = False
    slot: bool = False


def grouped(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Entries in order of place, restatements behind their first mention."""
    groups: list[list[Entry]] = []
    known: dict[tuple[str, ...], list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: (entry.start, entry.end)):
        key = _key(entry)
        group = known.get(key) if key else None
        if group is None or (entry.slot and any(other.slot for other in group) and entry.role == "schedule"):
            group = []
            groups.append(group)
            if key:
                known[key] = group
        group.append(entry)
    return groups


def _key(entry: Entry) -> tuple[str, ...] | None:
    if entry.value is None:
        return None
    label = (entry.label or "").lower()
    if entry.role == "reference":
        return "reference", entry.kind, label, entry.value.edtf
    if entry.kind in ("point", "period") and (entry.days or entry.rule == "date.feast"):
        return "schedule", entry.kind, label if entry.rule == "date.feast" else "", entry.value.edtf
    return None
