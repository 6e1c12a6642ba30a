"""The log of corrections: one SQLite file beside the results. Corrections are added, never overwritten; undoing adds one too.

log = CorrectionLog(path)
log.add(plan.id, "sub/a.txt", "lan", draft, seen_revision=7)
log.active(plan.id, "sub/a.txt")        corrections that stand, in the order they were made
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pipeline.corrections.record import Correction, Draft
from pipeline.errors import KehoachError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS corrections (
    revision INTEGER PRIMARY KEY,
    plan TEXT NOT NULL,
    place TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    content TEXT NOT NULL CHECK (json_valid(content))
);
CREATE INDEX IF NOT EXISTS corrections_by_plan ON corrections (plan);
CREATE INDEX IF NOT EXISTS corrections_by_place ON corrections (place);
"""
_BUSY = 10.0
"""Seconds that a writer waits for another one."""


class ConflictError(KehoachError):
    """Somebody else corrected the same plan since it was last looked at; `newer` are those corrections."""

    def __init__(self, newer: tuple[Correction, ...]) -> None:
        super().__init__(f"{len(newer)} newer corrections, the last by {newer[-1].reviewer}")
        self.newer = newer


class CorrectionLog:
    """Raises sqlite3.Error where the file cannot be read or written. Safe for several processes at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._open() as connection:
            connection.executescript(f"PRAGMA journal_mode = WAL; {_SCHEMA}")

    def add(self, plan: str, place: str, reviewer: str, draft: Draft, seen_revision: int) -> Correction:
        """Keep a correction and give it back with its revision, on disk when this returns.

        `seen_revision` is the newest revision of this plan that the reviewer had in view. Raises ConflictError where another
        reviewer has added one since, so that nothing is overwritten unseen; ValueError where an undo names none of this plan.
        """
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            known = list(_read(connection, "plan = ?", (plan,)))
            newer = tuple(entry for entry in known if entry.revision > seen_revision and entry.reviewer != reviewer)
            if newer:
                raise ConflictError(newer)
            if draft.undoes is not None and draft.undoes not in {entry.revision for entry in known}:
                raise ValueError(f"correction {draft.undoes} is none of this plan")
            who = {"plan": plan, "place": place, "reviewer": reviewer, "made_at": _now()}
            entry = Correction.model_validate({**draft.model_dump(), **who, "revision": _next(connection)})
            row = (entry.revision, plan, place, reviewer, entry.model_dump_json())
            connection.execute("INSERT INTO corrections VALUES (?, ?, ?, ?, ?)", row)
            connection.execute("COMMIT")
        return entry

    def history(self, plan: str, place: str) -> tuple[Correction, ...]:
        """Everything said of a plan, undoings included; a plan whose bytes changed is known by its place."""
        with self._open() as connection:
            return tuple(_read(connection, "plan = ?", (plan,))) or tuple(_read(connection, "place = ?", (place,)))

    def active(self, plan: str, place: str, reviewers: Iterable[str] = ()) -> tuple[Correction, ...]:
        """The corrections of a plan that stand, oldest first; of these reviewers only, where any are named."""
        return standing(self.history(plan, place), frozenset(reviewers))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=_BUSY, isolation_level=None)) as connection:
            yield connection

    def plans(self) -> tuple[str, ...]:
        """The ids of all plans that were corrected, in the order of their first correction."""
        with self._open() as connection:
            return tuple(
                row[0] for row in connection.execute("SELECT plan FROM corrections GROUP BY plan ORDER BY min(revision)")
            )

    def concerned(self) -> frozenset[str]:
        """The ids and the places of all plans that anything was said of."""
        with self._open() as connection:
            rows = connection.execute("SELECT plan FROM corrections UNION SELECT place FROM corrections")
            return frozenset(row[0] for row in rows)

    def counts(self) -> dict[str, int]:
        """How many corrections stand of each plan that has any."""
        with self._open() as connection:
            rows = list(_read(connection, "1"))
        histories: dict[str, list[Correction]] = {}
        for entry in rows:
            histories.setdefault(entry.plan, []).append(entry)
        return {plan: count for plan, history in histories.items() if (count := len(standing(history)))}

    def reviewers(self) -> tuple[str, ...]:
        with self._open() as connection:
            return tuple(row[0] for row in connection.execute("SELECT DISTINCT reviewer FROM corrections ORDER BY reviewer"))


def standing(history: Iterable[Correction], reviewers: frozenset[str] = frozenset()) -> tuple[Correction, ...]:
    """What is left of a history after its undoings: an undone undoing restores what it had undone."""
    entries = [entry for entry in history if not reviewers or entry.reviewer in reviewers]
    undone: set[int] = set()
    for entry in reversed(entries):
        if entry.undoes is not None and entry.revision not in undone:
            undone.add(entry.undoes)
    return tuple(entry for entry in entries if entry.action != "undo" and entry.revision not in undone)


def _read(connection: sqlite3.Connection, where: str, values: tuple[str, ...] = ()) -> Iterator[Correction]:
    for row in connection.execute(f"SELECT content FROM corrections WHERE {where} ORDER BY revision", values):
        yield Correction.model_validate_json(row[0])


def _next(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(revision), 0) + 1 FROM corrections").fetchone()[0])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
