"""A document laid out and segmented: what every extractor gets to see.

reading = read_through(document)
reading.spans("preamble")        -> the stretches of text an extractor of legal bases searches
reading.span(3, 20)              -> Span without blanks, quotation marks and closing points at its ends
reading.value(3, 20)             -> the printed words, marks dropped and blanks folded
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, Literal, TypeVar

from pipeline.digits import Run, digit_runs
from pipeline.document import Document, Span, span_of
from pipeline.layout import Block, Layout, Line
from pipeline.plan import Section

Zone = Literal[
    "chrome", "head", "title", "preamble", "body", "implementation", "closing", "recipients", "signature", "annex",
]  # fmt: skip
CONTENT: tuple[Zone, ...] = ("title", "preamble", "body", "implementation", "closing", "annex")

T = TypeVar("T")
_OUTER = " \n\t\r\u00a0\u200b\ufeff*_\"“”‘’'«»"
_CLOSING = _OUTER + ".,;:/"
_MARK = re.compile(r"[*\\]")
_OPENING = _OUTER + "-–—+•"


@dataclass(frozen=True, slots=True)
class ZoneSpan:
    zone: Zone
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """A document with its views, blocks, zones and section tree; all offsets are those of `document.text`."""

    document: Document
    layout: Layout
    zones: tuple[ZoneSpan, ...]
    sections: tuple[Section, ...]

    @cached_property
    def text(self) -> str:
        return self.document.text

    @cached_property
    def clean(self) -> str:
        return self.layout.clean

    @cached_property
    def mended(self) -> str:
        return self.layout.mended

    @cached_property
    def lower(self) -> str:
        return self.layout.lower

    @cached_property
    def folded(self) -> str:
        return self.layout.folded

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return self.layout.blocks

    def spans(self, *zones: Zone) -> tuple[tuple[int, int], ...]:
        """The stretches of the text that belong to the zones, in order, neighbours joined."""
        joined: list[tuple[int, int]] = []
        for zone in self.zones:
            if zone.zone not in zones:
                continue
            if joined and joined[-1][1] == zone.start:
                joined[-1] = (joined[-1][0], zone.end)
            else:
                joined.append((zone.start, zone.end))
        return tuple(joined)

    @cached_property
    def digits(self) -> tuple[Run, ...]:
        """The runs of digits of the text, in order."""
        return digit_runs(self.mended)

    @cached_property
    def content(self) -> tuple[tuple[int, int], ...]:
        """Title, preamble, body, closing paragraph and annexes: the scope of all lists but recipients and entities."""
        return self.spans(*CONTENT)

    @cached_property
    def _made(self) -> dict[Callable[[Reading], Any], Any]:
        return {}

    def once(self, make: Callable[[Reading], T]) -> T:
        """What `make` gives for this reading, made at the first call and kept for all extractors that need it."""
        made = self._made
        if make not in made:
            made[make] = make(self)
        result: T = made[make]
        return result

    def zone_at(self, offset: int) -> Zone:
        for zone in self.zones:
            if zone.start <= offset < zone.end:
                return zone.zone
        return "chrome"

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def block_at(self, offset: int) -> Block | None:
        """The block that holds the offset, or None between blocks."""
        index = bisect_right(self._block_starts, offset) - 1
        if index < 0 or offset >= self.blocks[index].end:
            return None
        return self.blocks[index]

    def block_before(self, offset: int) -> Block | None:
        """The last block that ends at or before the offset."""
        index = bisect_right(self._block_starts, offset) - 1
        if index >= 0 and self.blocks[index].end > offset:
            index -= 1
        return self.blocks[index] if index >= 0 else None

    def blocks_in(self, *zones: Zone) -> Iterator[Block]:
        """The blocks that start in one of the zones."""
        for start, end in self.spans(*zones):
            first = bisect_right(self._block_starts, start - 1)
            for block in self.blocks[first:]:
                if block.start >= end:
                    break
                yield block

    def lines_in(self, *zones: Zone) -> Iterator[Line]:
        """The physical text lines that start in one of the zones."""
        lines = self.layout.lines
        for start, end in self.spans(*zones):
            first = bisect_left(lines, start, key=lambda line: line.start)
            for line in islice(lines, first, None):
                if line.start >= end:
                    break
                if line.kind == "text":
                    yield line

    @cached_property
    def _section_index(self) -> tuple[list[int], list[str | None]]:
        starts: list[int] = []
        owners: list[str | None] = []
        open_sections: list[Section] = []
        for section in self.sections:
            while open_sections and open_sections[-1].span.end <= section.span.start:
                closed = open_sections.pop()
                starts.append(closed.span.end)
                owners.append(open_sections[-1].id if open_sections else None)
            starts.append(section.span.start)
            owners.append(section.id)
            open_sections.append(section)
        while open_sections:
            closed = open_sections.pop()
            starts.append(closed.span.end)
            owners.append(open_sections[-1].id if open_sections else None)
        return starts, owners

    def section_at(self, offset: int) -> str | None:
        """The id of the innermost section that holds the offset."""
        starts, owners = self._section_index
        index = bisect_right(starts, offset) - 1
        return owners[index] if index >= 0 else None

    @cached_property
    def _sections_by_id(self) -> dict[str, Section]:
        return {section.id: section for section in self.sections}

    def section(self, section_id: str) -> Section:
        return self._sections_by_id[section_id]

    def ordinal(self, section: Section) -> int | None:
        """The ordinal that the section's marker stands for: 4 for `IV`, 5 for `đ`."""
        block = self.block_at(section.span.start)
        return block.marker.value if block and block.marker else None

    def ancestors(self, section_id: str | None) -> Iterator[Section]:
        """The section and those that hold it, innermost first."""
        while section_id is not None:
            section = self.section(section_id)
            yield section
            section_id = section.parent

    def span(self, start: int, end: int) -> Span:
        """A span trimmed as the guidelines ask (1.2): no blank, quotation mark, bullet or closing point at its ends."""
        return span_of(*self.trim(start, end))

    def trim(self, start: int, end: int) -> tuple[int, int]:
        text = self.text
        while start < end and text[start] in _OPENING:
            start += 1
        while end > start and text[end - 1] in _CLOSING:
            end -= 1
        return start, end

    def value(self, start: int, end: int) -> str:
        """The printed words of a stretch: Markdown marks dropped, blanks folded."""
        return self._words(self.clean, start, end)

    def mended_value(self, start: int, end: int) -> str:
        """The words of a stretch with look-alikes put right: for names, which are given in their correct reading."""
        return self._words(self.mended, start, end)

    def is_mended(self, start: int, end: int) -> bool:
        """Whether look-alikes were put right in a stretch."""
        return self.mended is not self.clean and self.mended[start:end] != self.clean[start:end]

    def _words(self, view: str, start: int, end: int) -> str:
        words, printed = view[start:end], self.text[start:end]
        if "*" in printed or "\\" in printed:
            words = _unmarked(words, printed)
        return " ".join(words.split())


def _unmarked(words: str, printed: str) -> str:
    """The words of a stretch without the blanks that stand for Markdown marks."""
    pieces: list[str] = []
    at = 0
    for mark in _MARK.finditer(printed):
        if words[mark.start()] != mark[0]:
            pieces.append(words[at : mark.start()])
            at = mark.end()
    return "".join([*pieces, words[at:]])
