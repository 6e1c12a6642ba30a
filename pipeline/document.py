"""A document as read: one normalised text, and where it came from.

    Document(text="Số: 65/KH-LĐLĐ\\n...", source=Source(path="a.txt", ...))

Every offset in the project is a code point of `Document.text`. The text is normalised once, at the door (`pipeline.ingest`),
and never changed again, so offsets never need mending. This module imports nothing of ours.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, overload

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

Method = Literal["text", "pdf_text", "ocr", "docx", "doc", "rtf", "odt", "html", "image", "pdf_mixed"]


class Model(BaseModel):
    """A frozen value of the contract. Keys a newer minor version may add are kept through a round trip."""

    model_config = ConfigDict(frozen=True, extra="allow")


class Span(Model):
    """Half-open offsets into the document text, in Unicode code points."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    def __len__(self) -> int:
        return self.end - self.start


_SPAN = TypeAdapter(Span).validator


def span_of(start: int, end: int) -> Span:
    """The span `Span(start=start, end=end)`, checked as such but made in half the time: a plan has hundreds."""
    span: Span = _SPAN.validate_python({"start": start, "end": end})
    return span


class Box(Model):
    """A rectangle on a page, in PDF points, origin at the top left."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


class Page(Model):
    """One page of the source and the stretch of text it holds. Width and height are PDF points."""

    number: int
    start: int
    end: int
    method: Method
    width: float | None = None
    height: float | None = None


class Part(Model):
    """The stretch of a file that one of several plans in it occupies."""

    index: int
    start: int
    end: int


class Repair(Model):
    """A change that decoding or layout made to the printed characters, with what stood there before."""

    span: Span
    raw: str
    kind: str


class Furniture(Model):
    """Printed matter that is no part of the plan: running heads, page numbers, digital signature lines, stamps."""

    kind: str
    text: str
    page: int | None


class Ocr(Model):
    """How the characters of a scan were read."""

    engine: str
    version: str
    languages: str
    dpi: int
    mean_confidence: float | None


class Source(Model):
    """Where a document came from. `path` is relative to the input root, with `/` as separator."""

    path: str
    media_type: str
    sha256: str
    size_bytes: int
    page_count: int | None
    method: Method
    part: Part | None = None
    repairs: tuple[Repair, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    encoding: str | None = None
    ocr: Ocr | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a paged source: its place in the text, its box on the paper, its OCR confidence (0-100)."""

    start: int
    end: int
    box: Box
    confidence: float | None = None


class Words(Sequence[Word]):
    """The words of a paged source in the order of the text, kept in some thirty bytes each: a thousand pages stay small.

    A `Word` is made when it is asked for.
    """

    def __init__(self, words: Iterable[Word] = ()) -> None:
        self._starts, self._ends, self._pages = array("I"), array("I"), array("I")
        self._boxes, self._confidences = array("f"), array("f")
        for word in words:
            box = word.box
            self.append(word.start, word.end, box.page, (box.x0, box.y0, box.x1, box.y1), word.confidence)

    def append(
        self, start: int, end: int, page: int, corners: tuple[float, float, float, float], confidence: float | None
    ) -> None:
        """Put a word behind those there: its offsets, its page, the corners of its box in points, its confidence."""
        self._starts.append(start)
        self._ends.append(end)
        self._pages.append(page)
        self._boxes.extend(corners)
        self._confidences.append(-1.0 if confidence is None else confidence)

    def within(self, start: int, end: int) -> range:
        """The indexes of the words that share a character with a stretch of the text."""
        return range(bisect_right(self._ends, start), bisect_left(self._starts, end))

    def page(self, index: int) -> int:
        return self._pages[index]

    def corners(self, index: int) -> tuple[float, float, float, float]:
        """The box of a word: left, top, right, bottom."""
        x0, y0, x1, y1 = self._boxes[4 * index : 4 * index + 4]
        return x0, y0, x1, y1

    def confidence(self, index: int) -> float | None:
        known = self._confidences[index]
        return None if known < 0 else round(known, 1)

    def part(self, start: int, end: int) -> Words:
        """The words that begin in a stretch of the text, with offsets from its start."""
        part = Words()
        for index in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            span = self._starts[index] - start, min(self._ends[index], end) - start
            part.append(*span, self._pages[index], self.corners(index), self.confidence(index))
        return part

    def _word(self, index: int) -> Word:
        x0, y0, x1, y1 = (round(corner, 2) for corner in self.corners(index))
        box = Box(page=self._pages[index], x0=x0, y0=y0, x1=x1, y1=y1)
        return Word(self._starts[index], self._ends[index], box, self.confidence(index))

    @overload
    def __getitem__(self, index: int) -> Word: ...

    @overload
    def __getitem__(self, index: slice) -> list[Word]: ...

    def __getitem__(self, index: int | slice) -> Word | list[Word]:
        places = range(len(self))[index]
        return self._word(places) if isinstance(places, int) else [self._word(place) for place in places]

    def __len__(self) -> int:
        return len(self._starts)


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one source (NFC, line ends `\\n`), its pages and, for paged sources, its words."""

    text: str
    source: Source
    pages: tuple[Page, ...] = ()
    words: Words = field(default_factory=Words)
    replaced: tuple[Span, ...] = ()
    """Where characters of the source could not be decoded and stand as U+FFFD."""
