"""Lines and blocks of a text, and the views that rules search.

A plan arrives hard-wrapped, broken by pages in mid-sentence, dotted with Markdown marks. The text itself is never changed;
instead this module lays three views over it, each exactly as long as the text, so that a match in a view *is* a span of the text:

    clean   what a reader reads: marks, soft line breaks and page-number lines are blanks; blocks end with a line feed
    lower   clean in lower case
    folded  lower without tones, accents and đ: for keywords that OCR may have damaged

A block is a logical paragraph: the physical lines a reader joins.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from pipeline.markers import Marker, read_marker

_PAGE_NUMBER = re.compile(r"(?:(?:trang|page) *)?[-–—]? *\d{1,4}(?: */ *\d{1,4})? *[-–—]?\.?", re.IGNORECASE)
_RULE_LINE = re.compile(r"[-–—_=*~. ]{3,}|\|[-:| ]{3,}")
_TERMINATED = re.compile(r"[.;:!?…][\"”’»')\]*_ ]{0,8}$")
_MARKS = re.compile(r"\*{1,3}|(?<!\w)_{1,2}(?=\S)|(?<=\S)_{1,2}(?!\w)|\\(?=[-.*_#+()\[\]])")
_HASHES = re.compile(r"^ {0,3}#{1,6} ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Line:
    """A physical line without its surrounding blanks and marks; `indent` counts the blanks before it."""

    start: int
    end: int
    indent: int
    kind: str  # "text", "blank", "page_number", "rule", "bar"


@dataclass(frozen=True, slots=True)
class Block:
    """A logical paragraph. `content` is where the words after its marker begin; `row` tells a table row (` | ` cells)."""

    start: int
    end: int
    lines: tuple[Line, ...]
    marker: Marker | None
    content: int
    row: bool = False


@cache
def _fold_table() -> dict[int, str]:
    table: dict[int, str] = {ord("đ"): "d", ord("Đ"): "d", ord("ð"): "d", ord("Ð"): "d", ord("Ɖ"): "d"}
    for code in range(0xC0, 0x1F00):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base != chr(code) and base.isascii():
            table[code] = base.lower()
    return table


def lowered(text: str) -> str:
    """Lower case, the same length: `İ` and its like, whose lower case is longer, stay as they are."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def folded(text: str) -> str:
    """Lower case without tones, accents and đ, the same length: `Kế hoạch` gives `ke hoach`."""
    return lowered(text).translate(_fold_table())
