"""Every error a person must act on: what happened, where, and what to do next."""

from __future__ import annotations


class KehoachError(Exception):
    """Root of all errors raised on purpose."""


class SourceError(KehoachError):
    """A file that cannot be read as a document. `cause` is one short word that runs and ledgers count by.

    >>> str(SourceError("a.txt", "empty", "the file has no characters"))
    'a.txt: the file has no characters (empty)'
    """

    def __init__(self, path: str, cause: str, message: str) -> None:
        super().__init__(f"{path}: {message} ({cause})")
        self.path = path
        self.cause = cause
        self.message = message


class PlanError(KehoachError):
    """A file that is not a plan of this schema."""
