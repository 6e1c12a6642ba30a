"""The commands behind `pipeline.cli`: each module has a `run` that gets a `Shell` and parsed options and gives an exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import UsageError
from pipeline.messages import Messages

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 120
"""Of tables that go to a file or a pipe; a terminal has its own."""


class Exit(IntEnum):
    """The exit codes, the same for all commands."""

    ALL_READ = 0
    SOME_FAILED = 1
    USAGE = 2
    NOTHING_READ = 3
    STOPPED = 4
    INTERRUPTED = 130

    @classmethod
    def of(cls, read: int, failed: int) -> Exit:
        """The code of a run over several files."""
        if not read:
            return cls.NOTHING_READ
        return cls.SOME_FAILED if failed else cls.ALL_READ


@dataclass(frozen=True, slots=True)
class Shell:
    """Where a command speaks: results to standard output, everything else to standard error."""

    say: Messages

    def out(self) -> Console:
        return _console(stderr=False)

    def err(self) -> Console:
        return _console(stderr=True)

    def complain(self, message: str) -> None:
        """One line on standard error."""
        print(message, file=sys.stderr)


def _console(stderr: bool) -> Console:
    from rich.console import Console

    console = Console(stderr=stderr, highlight=False, emoji=False)
    if not console.is_terminal:
        console.width = WIDTH
    return console


@contextmanager
def must_be_writable(path: Path) -> Iterator[None]:
    """Turn an OSError about the place of results into a UsageError `unwritable`."""
    try:
        yield
    except OSError as error:
        raise UsageError("unwritable", path=str(path), why=error.strerror or str(error)) from error
