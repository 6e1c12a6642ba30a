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


class StoreError(KehoachError):
    """A database that cannot be used as it stands; the message names it and says what to do."""


class UsageError(KehoachError):
    """A call that cannot be carried out as it stands; nothing has been done yet. `code` names the message, `values` fill it.

    >>> str(UsageError("no_such_path", path="plan.txt"))
    'no_such_path: path=plan.txt'
    """

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(f"{code}: " + ", ".join(f"{name}={value}" for name, value in values.items()))
        self.code = code
        self.values = values
