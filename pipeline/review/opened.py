"""What `kehoach review` is started on: a run, a folder of results, or a database; with the corrections beside it.

opened = open_archive("out")            out/.kehoach/plans.db, loaded from the run, and out/.kehoach/corrections.db
opened = open_archive("plans.db")       plans.db and plans.db.corrections
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive.folder import Folder
from pipeline.archive.ledger import Ledger
from pipeline.corrections import CorrectionLog
from pipeline.document import Source
from pipeline.errors import UsageError
from pipeline.results import results_below
from pipeline.review.images import Originals, originals_below
from pipeline.store import Report, Store, index_words, load, not_indexed, open_store


@dataclass(frozen=True, slots=True)
class Opened:
    """`loaded` tells what a run brought into its database just now, None where a database was given."""

    store: Store
    log: CorrectionLog
    originals: Originals | None
    loaded: Report | None


def corrections_of(archive: str) -> Path:
    """Where the corrections of a run, results folder or database lie. A database server's are kept in the working folder."""
    if "://" in archive:
        return Path("corrections.db")
    path = Path(archive)
    return Folder(path).corrections if path.is_dir() else path.with_name(f"{path.name}.corrections")


def open_archive(archive: str, sources: Path | None = None) -> Opened:
    """Open an archive; a run's own database is brought up to date with it first, and the index of words with either.

    Raises UsageError `no_archive` where it is none, StoreError where the database cannot be used.
    """
    path = Path(archive)
    if "://" not in archive and not path.is_file() and not _holds_results(path):
        raise UsageError("no_archive", path=archive)
    if "://" not in archive and path.is_dir():
        own = Folder(path).own
        own.mkdir(exist_ok=True)
        store = open_store(own / "plans.db", create=True)
        report = load(store, [path])
        index_words(store)
        originals = originals_below(sources) if sources else _originals_of_run(path)
        return Opened(store, CorrectionLog(corrections_of(archive)), originals, report)
    store = open_store(archive)
    if not_indexed(store):
        index_words(store)
    return Opened(store, CorrectionLog(corrections_of(archive)), originals_below(sources) if sources else None, None)


def _holds_results(path: Path) -> bool:
    """Whether this is the folder of a run or one with results in it."""
    return Folder(path).ledger.is_file() or (path.is_dir() and bool(results_below(path)))


def _originals_of_run(run: Path) -> Originals | None:
    """The files as the run's ledger remembers them, whatever the plans call them; None for a folder without a ledger."""
    if not Folder(run).ledger.exists():
        return None

    def find(source: Source, place: str) -> Path | None:
        ledger = Ledger(Folder(run).ledger, read_only=True)
        try:
            owner = ledger.owner_of(place)
            row = ledger.rows([owner]).get(owner) if owner is not None else None
            return Path(row.path) if row is not None else None
        except sqlite3.Error:
            return None
        finally:
            ledger.close()

    return find
