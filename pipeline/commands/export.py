"""`kehoach export`: the tables of a database as files."""

from __future__ import annotations

from pathlib import Path
from typing import cast, get_args

from pipeline.commands import Exit, Shell
from pipeline.errors import UsageError
from pipeline.store import open_store
from pipeline.store.export import Format, export


def run_export(shell: Shell, db: str, to: Path, format: str) -> Exit:
    """Write the files and list what had to be cut. Raises UsageError, StoreError, OSError."""
    if format not in get_args(Format):
        raise UsageError("no_such_export", word=format, words=", ".join(get_args(Format)))
    for place in export(open_store(db), to, cast(Format, format)):
        shell.complain(shell.say("export.cut", place=place))
    return Exit.ALL_READ
