"""A document as read: one normalised text, and where it came from.

    Document(text="Số: 65/KH-LĐLĐ\\n...", source=Source(path="a.txt", ...))

Every offset in the project is a code point of `Document.text`. The text is normalised once, at the door (`pipeline.ingest`),
and never changed again, so offsets never need mending. This module imports nothing of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

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


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one source (NFC, line ends `\\n`), its pages and, for paged sources, its words."""

    text: str
    source: Source
    pages: tuple[Page, ...] = ()
    words: tuple[Word, ...] = ()
    replaced: tuple[Span, ...] = ()
    """Where characters of the source could not be decoded and stand as U+FFFD."""
