"""Words with their boxes, and what they are put together to: stretches of a line, lines, pages.

All lengths are PDF points, the origin is the top left corner of the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin
from typing import NamedTuple

from pipeline.document import Method


class Token(NamedTuple):
    """A printed word; `confidence` (0-100) where a scan was read, `raw` what stood there before a repair."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float | None = None
    raw: str | None = None

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class Segment:
    """Words of one line with no wide gap between them, from left to right."""

    __slots__ = ("bottom", "tokens", "top", "x0", "x1")

    def __init__(self, token: Token) -> None:
        self.tokens = [token]
        self.x0, self.top, self.x1, self.bottom = token.x0, token.top, token.x1, token.bottom

    def add(self, token: Token) -> None:
        """Put a word to the right end."""
        self.tokens.append(token)
        _, x0, top, x1, bottom, *_ = token
        self.x0, self.x1 = (x0 if x0 < self.x0 else self.x0), (x1 if x1 > self.x1 else self.x1)
        self.top, self.bottom = (top if top < self.top else self.top), (bottom if bottom > self.bottom else self.bottom)

    @property
    def text(self) -> str:
        return " ".join(token.text for token in self.tokens)

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line as the text will have it: its parts from left to right, or the cells of a table's row.

    `column` tells lines that stand beside others: they are never joined to paragraphs. `table` numbers the tables of a page
    from 1, whose cells end at `edges`; `over` is the rest of a row that the end of the page cut."""

    parts: tuple[tuple[Token, ...], ...]
    x0: float
    top: float
    x1: float
    bottom: float
    column: bool = False
    table: int = 0
    edges: tuple[float, ...] = ()
    over: Over | None = None

    @property
    def text(self) -> str:
        return (" | " if self.table else "   ").join(" ".join(token.text for token in part) for part in self.parts)

    @property
    def height(self) -> float:
        return self.bottom - self.top


class Over(NamedTuple):
    """A line of the next page that belongs to one of this."""

    sheet: Sheet
    line: Line


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a ruled table, row by row; None where a cell of another row or column reaches over."""

    rows: tuple[tuple[tuple[float, float, float, float] | None, ...], ...]
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Pose:
    """How a page lay on the scanner: its picture, `width` by `height` points, was turned clockwise by `turn` degrees (0, 90,
    180, 270) to stand upright and then counter-clockwise by `skew` to stand straight.
    """

    width: float
    height: float
    turn: int = 0
    skew: float = 0.0

    @property
    def upright(self) -> tuple[float, float]:
        """Width and height of the upright page."""
        return (self.height, self.width) if self.turn in (90, 270) else (self.width, self.height)

    def corners(self, token: Token) -> tuple[float, float, float, float]:
        """The box of a word on the page as it lay: of the same size, about the same middle."""
        width, height = self.upright
        across, down = (token.x0 + token.x1 - width) / 2, (token.top + token.bottom - height) / 2
        sine, cosine = sin(radians(self.skew)), cos(radians(self.skew))
        x, y = across * cosine - down * sine + width / 2, across * sine + down * cosine + height / 2
        half_x, half_y = (token.x1 - token.x0) / 2, token.height / 2
        if self.turn in (90, 270):
            half_x, half_y = half_y, half_x
        x, y = {0: (x, y), 90: (y, width - x), 180: (width - x, height - y), 270: (height - y, x)}[self.turn]
        return x - half_x, y - half_y, x + half_x, y + half_y


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as its reader gives it: its words in the order they were found, its ruled tables, how it was read.

    `width` and `height` are those of the page as the file has it; a scan's `pose` tells how its words, which stand straight,
    lie on it, and `noise` what was taken for words and is none; `encoding` is that of words in fonts made before Unicode."""

    number: int
    width: float
    height: float
    method: Method
    tokens: tuple[Token, ...]
    grids: tuple[Grid, ...] = ()
    pose: Pose | None = None
    noise: tuple[Token, ...] = ()
    encoding: str | None = None

    @property
    def upright_height(self) -> float:
        return self.height if self.pose is None else self.pose.upright[1]


def line_of(segments: list[Segment], column: bool = False) -> Line:
    """The line of segments that stand side by side, from left to right."""
    return Line(
        tuple(tuple(segment.tokens) for segment in segments),
        min(segment.x0 for segment in segments),
        min(segment.top for segment in segments),
        max(segment.x1 for segment in segments),
        max(segment.bottom for segment in segments),
        column,
    )
