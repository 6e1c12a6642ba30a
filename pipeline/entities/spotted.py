"""Names spotted in the tokens of a text, before they are told apart from bare words and classes."""

from __future__ import annotations

from typing import Literal, NamedTuple

EntityType = Literal["PER", "ORG", "LOC"]
Status = Literal["one", "bare", "class"]


class Body(NamedTuple):
    """A body's name at tokens `start`..`end`. `head` and `organ` are the names of the tables; an organ alone is its own head.

    `tail` is where the place or body begins that completes the name and that names before it may share.
    """

    start: int
    end: int
    status: Status
    head: str
    organ: str | None = None
    tail: int | None = None


class Spotted(NamedTuple):
    """A name at tokens `start`..`end`; `rest` are the tokens of another name that complete it (guidelines 11.11)."""

    type: EntityType
    start: int
    end: int
    body: Body | None = None
    rest: tuple[int, int] | None = None

    @property
    def is_class(self) -> bool:
        return self.body is not None and self.body.status == "class"

    @property
    def is_bare(self) -> bool:
        return self.body is not None and self.body.status == "bare"
