"""A store filled with plans as they are, without the checks of `kehoach load`: planted plans hold what comparisons
read, no more."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.plan import Plan
from pipeline.store import Store, open_store
from pipeline.store.rows import rows_of
from pipeline.store.write import write


def stored(plans: Iterable[Plan], where: Path | str) -> Store:
    """A new store that holds the plans."""
    store = open_store(where, create=True)
    with store.writing() as connection:
        write(connection, [rows_of(plan) for plan in plans])
    return store
