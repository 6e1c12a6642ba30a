"""The ledger's record of shards: which inputs belong to which, which results stand in which line of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.archive.sqltext import marks, raw, raws


@dataclass(frozen=True, slots=True)
class Line:
    """A result of a shard; `at` is the line where the shard has it already, None where it waits."""

    place: str
    at: int | None


class Sharding:
    """The shards of a run's ledger."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def assign(self, size: int) -> None:
        """Give inputs that have none a shard, so many to each, in order of their places, after the shards there are."""
        self._base.execute(
            "UPDATE inputs SET shard = numbered.shard FROM (SELECT place,"
            " (SELECT coalesce(max(shard), 0) + 1 FROM inputs) + (row_number() OVER (ORDER BY place) - 1) / ? AS shard"
            " FROM inputs WHERE shard IS NULL) AS numbered WHERE inputs.place = numbered.place",
            (size,),
        )
        self._base.commit()

    def unfinished(self) -> dict[int, int]:
        """Shards with inputs that are to be read, and how many."""
        return dict(self._base.execute("SELECT shard, count(*) FROM inputs WHERE state = 'todo' GROUP BY shard"))

    def unpacked(self) -> list[int]:
        """Shards that lack a result which waits, or hold one that is none any more."""
        rows = self._base.execute(
            "SELECT DISTINCT inputs.shard FROM results JOIN inputs ON inputs.place = results.input WHERE results.shard IS NULL"
            " UNION SELECT number FROM shards WHERE NOT packed"
        )
        return [number for (number,) in rows]

    def of_inputs(self, places: Sequence[str]) -> dict[int, int]:
        """How many of these inputs belong to which shard."""
        query = f"SELECT shard, count(*) FROM inputs WHERE place IN ({marks(places)}) GROUP BY shard"
        return dict(self._base.execute(query, raws(places)))

    def sizes(self) -> dict[int, int]:
        """The bytes of each shard's file."""
        return dict(self._base.execute("SELECT number, size FROM shards"))

    def lines(self, shard: int) -> list[Line]:
        """The results that belong in a shard, in their order."""
        rows = self._base.execute(
            "SELECT results.place, results.line FROM inputs JOIN results ON results.input = inputs.place"
            " WHERE inputs.shard = ? ORDER BY inputs.place, results.number",
            (shard,),
        )
        return [Line(*row) for row in rows]

    def record(self, number: int, size: int, sha256: str, places: Sequence[str]) -> None:
        """Record a shard's file and where in it the results stand."""
        self._base.execute("INSERT OR REPLACE INTO shards VALUES (?, ?, ?, 1)", (number, size, sha256))
        self._base.executemany(
            "UPDATE results SET shard = ?, line = ? WHERE place = CAST(? AS TEXT)",
            ((number, at, raw(place)) for at, place in enumerate(places)),
        )

    def line_of(self, place: str) -> tuple[int, int] | None:
        """The shard that holds a result and the line in it; None where it is a file of its own, or unknown."""
        found = self._base.execute("SELECT shard, line FROM results WHERE place = CAST(? AS TEXT)", (raw(place),)).fetchone()
        return found if found and found[0] is not None else None

    def numbers(self) -> list[int]:
        """All shards that inputs belong to, in their order."""
        rows = self._base.execute("SELECT DISTINCT shard FROM inputs WHERE shard IS NOT NULL ORDER BY shard")
        return [number for (number,) in rows]
