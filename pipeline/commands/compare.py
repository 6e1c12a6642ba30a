"""`kehoach compare`: the plans of a store side by side, as a page and as CSV."""

from __future__ import annotations

from pathlib import Path

from pipeline.commands import Exit, Shell
from pipeline.compare.comparison import compare
from pipeline.compare.index import index
from pipeline.compare.report.files import write_files
from pipeline.compare.report.page import folder_of, write_page
from pipeline.compare.selection import BY, select_plans
from pipeline.errors import UsageError
from pipeline.store import not_indexed, open_store


def run_compare(shell: Shell, db: str, by: str, topic: str, out: Path) -> Exit:
    """Index what is new, compare, write the report. Raises UsageError, StoreError, OSError."""
    wanted = next((one for one in BY if one == by), None)
    if wanted is None:
        raise UsageError("no_such_by", word=by, words=", ".join(BY))
    store = open_store(db)
    index(store, lambda what, done, every: shell.complain(shell.say(f"compare.{what}", done=done, all=every)))
    behind = not_indexed(store) if topic else 0
    if behind:
        shell.complain(shell.say("compare.unindexed", count=behind, db=db))
    selection = select_plans(store, wanted, topic or None)
    if selection.plans.empty:
        shell.complain(shell.say("compare.none"))
        return Exit.NOTHING_READ
    found = compare(selection)
    out.parent.mkdir(parents=True, exist_ok=True)
    write_page(found, store, out, shell.say)
    write_files(found, folder_of(out))
    shell.complain(shell.say("compare.written", plans=len(selection.plans), page=out, folder=folder_of(out)))
    return Exit.ALL_READ
