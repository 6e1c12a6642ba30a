"""What comes out of one input of a run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pipeline.tally import Counts

State = Literal["todo", "done", "failed", "skipped"]
"""`skipped`: no document (an image, an archive, a pipe), met in a folder."""


@dataclass(frozen=True, slots=True)
class Result:
    """A written plan: its place, the size and SHA-256 of its JSON, and the shard that holds it, if one does already."""

    place: str
    size: int
    sha256: str
    shard: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an input ended. `coverage` is the share (0-1) of its plans' characters that were read.

    `cause` and `message` tell a failure; it is `fatal` where not the input but the place of the results is at fault (a full
    disk): the run must stop.
    """

    state: State
    sha256: str | None = None
    cause: str | None = None
    message: str | None = None
    coverage: float | None = None
    results: tuple[Result, ...] = ()
    counts: Counts | None = field(default=None, compare=False)
    fatal: bool = False
