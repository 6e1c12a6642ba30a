"""A duty as found in the text, and the actor that is handed down to what stands below."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.plan import Role


class Lead(NamedTuple):
    """An actor that a heading, a lead-in or the sentence before hands down; `role` only from a lead-in."""

    start: int
    end: int
    role: Role | None = None


class Duty(NamedTuple):
    """`start`..`end` is the sentence from its actor, `task` where the task begins, `actor` where the body is named.

    `partners` is a stretch that names the bodies working along (a column, a line `Cơ quan phối hợp: ...`), `due` the line of
    the same group that dates the duty (`Thời gian hoàn thành: ...`).
    """

    start: int
    end: int
    actor: tuple[int, int]
    task: int
    role: Role
    rule: str
    partners: tuple[int, int] | None = None
    due: tuple[int, int] | None = None
