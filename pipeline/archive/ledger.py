"""The ledger of a run: one row for each input, one for each result, one for each session; SQLite, readable while the run goes on.

    sqlite3 results/.kehoach/ledger.sqlite 'SELECT cause, count(*) FROM inputs WHERE state = "failed" GROUP BY cause'

What is recorded here has been written before. A kill or a power cut loses the last second of records, never a recorded result;
what was written and not recorded is written again with the same bytes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive.outcome import Outcome, Result, State
from pipeline.archive.sharding import Sharding
from pipeline.archive.sqltext import marks, raw, raws
from pipeline.inputs import Input
from pipeline.remote import is_url

_SCHEMA = """
CREATE TABLE IF NOT EXISTS sessions (
    id INTEGER PRIMARY KEY, started TEXT, seconds REAL DEFAULT 0, jobs INTEGER, engine TEXT, recorded INTEGER DEFAULT 0,
    state TEXT DEFAULT 'running'
);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS inputs (
    place TEXT PRIMARY KEY, path TEXT, asked INTEGER, size INTEGER, mtime INTEGER, ctime INTEGER, sha256 TEXT, state TEXT,
    cause TEXT, message TEXT, seconds REAL, peak_memory INTEGER, coverage REAL, plans INTEGER, stamp TEXT, session INTEGER,
    member INTEGER, shard INTEGER
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS inputs_by_state ON inputs (state, place);
CREATE INDEX IF NOT EXISTS inputs_by_size ON inputs (size);
CREATE INDEX IF NOT EXISTS inputs_by_content ON inputs (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX IF NOT EXISTS inputs_by_shard ON inputs (shard);
CREATE TABLE IF NOT EXISTS results (
    place TEXT PRIMARY KEY, input TEXT, number INTEGER, size INTEGER, sha256 TEXT, shard INTEGER, line INTEGER
);
CREATE TABLE IF NOT EXISTS shards (number INTEGER PRIMARY KEY, size INTEGER, sha256 TEXT, packed INTEGER);
CREATE INDEX IF NOT EXISTS results_by_input ON results (input, number);
"""
_ROW = "place, path, asked, size, mtime, ctime, sha256, state, cause, message, stamp, member"


@dataclass(frozen=True, slots=True)
class Row:
    """An input as recorded. Times are nanoseconds of the file's status; `stamp` names the options and version that read it."""

    place: str
    path: str
    asked: bool
    size: int | None
    mtime: int | None
    ctime: int | None
    sha256: str | None
    state: State
    cause: str | None
    message: str | None
    stamp: str
    member: int | None

    @property
    def entry(self) -> Input:
        if is_url(self.path):
            return Input(self.place, None, self.asked, url=self.path)
        return Input(self.place, Path(self.path), self.asked, self.member)

    @property
    def status(self) -> tuple[str, int | None, int | None, int | None]:
        """What changes when the file does."""
        return self.path, self.size, self.mtime, self.ctime


@dataclass(frozen=True, slots=True)
class Entry:
    """What is recorded of an input that has ended."""

    place: str
    outcome: Outcome
    seconds: float
    peak: int


@dataclass(frozen=True, slots=True)
class Session:
    """One call of a run: `seconds` by a clock that never goes back, `recorded` inputs in them."""

    id: int
    started: str
    seconds: float
    jobs: int
    engine: str
    recorded: int
    state: str


class Ledger:
    """The ledger of one run. Names that are no UTF-8 are kept byte for byte. Raises sqlite3.Error."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._base = sqlite3.connect(f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}", uri=True, timeout=60)
        self._base.text_factory = lambda content: content.decode("utf-8", "surrogateescape")
        if not read_only:
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.execute("PRAGMA synchronous = NORMAL")
            self._base.executescript(_SCHEMA)

        self.sharding = Sharding(self._base)

    def close(self) -> None:
        self._base.close()

    def commit(self) -> None:
        self._base.commit()

    def setting(self, name: str, value: str) -> str:
        """The value a setting was first given, by this call or by one long ago."""
        self._base.execute("INSERT OR IGNORE INTO settings VALUES (?, ?)", (name, value))
        return self.setting_of(name) or value

    def setting_of(self, name: str) -> str | None:
        """The value of a setting, None where it has none."""
        found = self._base.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
        return found[0] if found else None

    # Sessions

    def begin(self, started: str, jobs: int, engine: str) -> int:
        """A new session; one that did not end is marked as killed."""
        self._base.execute("UPDATE sessions SET state = 'killed' WHERE state = 'running'")
        row = self._base.execute("INSERT INTO sessions (started, jobs, engine) VALUES (?, ?, ?)", (started, jobs, engine))
        self._base.commit()
        return int(row.lastrowid or 0)

    def tell_session(self, session: int, seconds: float, recorded: int, state: str = "running") -> None:
        self._base.execute(
            "UPDATE sessions SET seconds = ?, recorded = ?, state = ? WHERE id = ?", (seconds, recorded, state, session)
        )

    def sessions(self) -> list[Session]:
        rows = self._base.execute("SELECT id, started, seconds, jobs, engine, recorded, state FROM sessions ORDER BY id")
        return [Session(*row) for row in rows]

    # Inputs

    def rows(self, places: Sequence[str]) -> dict[str, Row]:
        """The rows of these inputs, as far as there are any; at most some hundred at once."""
        found = self._base.execute(f"SELECT {_ROW} FROM inputs WHERE place IN ({marks(places)})", raws(places))
        return {row[0]: Row(*row) for row in found}

    def await_inputs(self, rows: Iterable[tuple[Row, int]]) -> None:
        """Record inputs that are to be read in a session; what they were before is kept until then, but for their state."""
        self._base.executemany(
            "INSERT INTO inputs (place, path, asked, size, mtime, ctime, state, stamp, session, member)"
            " VALUES (CAST(? AS TEXT), CAST(? AS TEXT), ?, ?, ?, ?, 'todo', ?, ?, ?)"
            " ON CONFLICT (place) DO UPDATE SET path = excluded.path, asked = excluded.asked, size = excluded.size,"
            " mtime = excluded.mtime, ctime = excluded.ctime, state = 'todo', session = excluded.session,"
            " member = excluded.member",
            (
                (raw(row.place), raw(row.path), row.asked, row.size, row.mtime, row.ctime, row.stamp, session, row.member)
                for row, session in rows
            ),
        )

    def keep_inputs(self, places: Sequence[str], session: int) -> None:
        """Record that a session met these inputs as they had been recorded."""
        self._base.execute(f"UPDATE inputs SET session = ? WHERE place IN ({marks(places)})", [session, *raws(places)])

    def settle(self, place: str, state: State) -> None:
        """Record that an input has turned out to be what it was."""
        self._base.execute("UPDATE inputs SET state = ? WHERE place = CAST(? AS TEXT)", (state, raw(place)))

    def retry(self, session: int) -> None:
        """Make all failures inputs that are to be read."""
        self._base.execute("UPDATE inputs SET state = 'todo', session = ?, stamp = '' WHERE state = 'failed'", (session,))

    def todo(self, session: int, size: int = 200) -> Iterator[Row]:
        """The inputs that a session has to read, in order of their places; others may be recorded meanwhile."""
        after: bytes = b""
        while True:
            found = self._base.execute(
                f"SELECT {_ROW} FROM inputs WHERE state = 'todo' AND session = ? AND place > CAST(? AS TEXT)"
                " ORDER BY place LIMIT ?",
                (session, after, size),
            ).fetchall()
            for row in found:
                yield Row(*row)
            if not found:
                return
            after = raw(found[-1][0])

    def has_size_in_common(self, row: Row) -> bool:
        """Whether another input has the same size, so that it may be the same file."""
        found = self._base.execute("SELECT 1 FROM inputs WHERE size = ? LIMIT 2", (row.size,)).fetchall()
        return len(found) > 1

    def same_content(self, sha256: str, stamp: str, place: str) -> Row | None:
        """Another input with the same bytes that has been read by the same options and version."""
        found = self._base.execute(
            f"SELECT {_ROW} FROM inputs WHERE sha256 = ? AND stamp = ? AND state IN ('done', 'failed')"
            " AND place <> CAST(? AS TEXT) ORDER BY state LIMIT 1",
            (sha256, stamp, raw(place)),
        ).fetchone()
        return Row(*found) if found else None

    def record(self, entries: Sequence[Entry], stamp: str) -> None:
        """Record how inputs ended, with their results in the place of earlier ones."""
        self._base.executemany(
            "UPDATE inputs SET sha256 = ?, state = ?, cause = ?, message = ?, seconds = ?, peak_memory = ?, coverage = ?,"
            " plans = ?, stamp = ? WHERE place = CAST(? AS TEXT)",
            ((*_told(entry), stamp, raw(entry.place)) for entry in entries),
        )
        self._base.executemany(
            "UPDATE shards SET packed = 0 WHERE number IN (SELECT shard FROM results WHERE input = CAST(? AS TEXT))",
            ((raw(entry.place),) for entry in entries),
        )
        self._base.executemany("DELETE FROM results WHERE input = CAST(? AS TEXT)", ((raw(entry.place),) for entry in entries))
        self._base.executemany(
            "INSERT OR REPLACE INTO results VALUES (CAST(? AS TEXT), CAST(? AS TEXT), ?, ?, ?, NULL, NULL)",
            (
                (raw(result.place), raw(entry.place), number, result.size, result.sha256)
                for entry in entries
                for number, result in enumerate(entry.outcome.results, 1)
            ),
        )

    def counts(self, session: int | None = None) -> dict[State, int]:
        """Inputs by state, of all sessions or met by one."""
        where, values = ("", ()) if session is None else (" WHERE session = ?", (session,))
        return dict(self._base.execute(f"SELECT state, count(*) FROM inputs{where} GROUP BY state ORDER BY state", values))

    def causes(self) -> dict[str, int]:
        """Failures by cause, the most frequent first."""
        return dict(
            self._base.execute(
                "SELECT cause, count(*) AS failures FROM inputs WHERE state = 'failed'"
                " GROUP BY cause ORDER BY failures DESC, cause"
            )
        )

    def endings(self) -> dict[str, str]:
        """How each input ended: its state, or the cause of its failure."""
        return dict(self._base.execute("SELECT place, CASE state WHEN 'failed' THEN cause ELSE state END FROM inputs"))

    def with_state(self, state: State, session: int | None = None, limit: int = -1) -> Iterator[Row]:
        """Inputs in order of their places."""
        where, values = ("", ()) if session is None else (" AND session = ?", (session,))
        found = self._base.execute(
            f"SELECT {_ROW} FROM inputs WHERE state = ?{where} ORDER BY place LIMIT ?", (state, *values, limit)
        )
        return (Row(*row) for row in found)

    # Results

    def results_of(self, places: Sequence[str]) -> dict[str, tuple[Result, ...]]:
        """The results of these inputs, by input, in their order."""
        found: dict[str, tuple[Result, ...]] = {}
        for owner, *result in self._base.execute(
            f"SELECT input, place, size, sha256, shard FROM results WHERE input IN ({marks(places)}) ORDER BY input, number",
            raws(places),
        ):
            found[owner] = (*found.get(owner, ()), Result(*result))
        return found

    def owner_of(self, place: str) -> str | None:
        """The input whose result this is."""
        found = self._base.execute("SELECT input FROM results WHERE place = CAST(? AS TEXT)", (raw(place),)).fetchone()
        return found[0] if found else None

    def results(self) -> Iterator[Result]:
        """All results in order of their inputs."""
        return (
            Result(*row) for row in self._base.execute("SELECT place, size, sha256, shard FROM results ORDER BY input, number")
        )

    def last_results(self, count: int) -> list[tuple[str, Result]]:
        """The results recorded last, each with its input."""
        rows = self._base.execute("SELECT input, place, size, sha256, shard FROM results ORDER BY rowid DESC LIMIT ?", (count,))
        return [(owner, Result(*result)) for owner, *result in rows]

    def distrust(self, places: Sequence[str]) -> None:
        """Forget the stamps of inputs whose results are not what was recorded: they are read again."""
        self._base.execute(f"UPDATE inputs SET stamp = '' WHERE place IN ({marks(places)})", raws(places))


def _told(entry: Entry) -> tuple[object, ...]:
    outcome = entry.outcome
    plans = len(outcome.results) if outcome.state == "done" else None
    return outcome.sha256, outcome.state, outcome.cause, outcome.message, entry.seconds, entry.peak, outcome.coverage, plans
