"""The folder of a run: results in it, everything of the run's own in `.kehoach`.

results/sub/a.txt.json              the plan of sub/a.txt
results/.kehoach/ledger.sqlite      what became of every input
results/.kehoach/manifest.json      options, version, counts, hash of the results
results/.kehoach/quarantine.jsonl   inputs without a result, with their cause
results/.kehoach/corrections.db     what reviewers said of the results
"""

from __future__ import annotations

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError


@dataclass(frozen=True, slots=True)
class Folder:
    """The places of a run."""

    out: Path

    @property
    def own(self) -> Path:
        return self.out / ".kehoach"

    @property
    def ledger(self) -> Path:
        return self.own / "ledger.sqlite"

    @property
    def manifest(self) -> Path:
        return self.own / "manifest.json"

    @property
    def quarantine(self) -> Path:
        return self.own / "quarantine.jsonl"

    @property
    def corrections(self) -> Path:
        """What reviewers said of the results; no run touches it."""
        return self.own / "corrections.db"

    @property
    def parts(self) -> Path:
        """Where results are put together; what lies here belongs to nobody once a run has ended."""
        return self.own / "parts"

    @property
    def token(self) -> str:
        """Marks the processes of this run."""
        return str(self.out.resolve())

    def make(self) -> None:
        """Raises UsageError `unwritable` where it cannot be made, or nothing be written in it."""
        try:
            self.parts.mkdir(parents=True, exist_ok=True)
            probe = self.parts / f"probe-{os.getpid()}"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            raise UsageError("unwritable", path=str(self.out), why=error.strerror or str(error)) from error

    def clear(self) -> None:
        """Remove what a killed run was putting together; only the holder of the lock may. Raises OSError."""
        for part in self.parts.iterdir():
            part.unlink()

    def lock(self) -> int:
        """Take the run for this process alone; the lock ends with it or with `os.close`. Raises UsageError `run_is_active`."""
        descriptor = os.open(self.own / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(descriptor)
            raise UsageError("run_is_active", path=str(self.out)) from error
        return descriptor

    def is_active(self) -> bool:
        """Whether a process is at work on the run."""
        try:
            descriptor = os.open(self.own / "lock", os.O_RDONLY)
        except OSError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(descriptor)
        return False
