"""How a tool broke the lines of a text, and which of them go on with the paragraph before.

Lines arrive wrapped at a width, with or without empty lines between paragraphs, with first lines set in, or wrapped twice:

    chấm bài dự thi, phối hợp với        a full line
    Báo                                  the rest of one that did not fit,
    Thái Nguyên, Đài PT - TH tỉnh        and the line after it: one paragraph
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.layout import Line

_NUMBER_OR_DATE = re.compile(r"\d{1,5}[a-z]?(?:/\d{1,4}/|[/-][A-ZĐ]{2})")
_DANGLING = ("của", "và", "về", "tại", "theo")
_INITIALS = 12
_CLOSERS = " \"”’»')]"
_HARD_WRAP_COLUMNS = 130
_FIRST_LINE_INDENT = 12
_REST, _FULL, _RAGGED = 0.6, 0.8, 0.12
"""In parts of the width: what a line is shorter than that holds the rest of a broken one, what a full line is longer than; and
the share of such rests among broken lines that tells a text wrapped twice."""


@dataclass(frozen=True, slots=True)
class Style:
    """How the writer's tool broke lines: at column `width` (`wrapped`), with blank lines between paragraphs (`spaced`),
    with the first line of each paragraph set in (`indented`), wrapped once more at a smaller width (`ragged`)."""

    wrapped: bool = False
    spaced: bool = False
    indented: bool = False
    ragged: bool = False
    width: int = 0


def style_of(marked: str, lines: tuple[Line, ...]) -> Style:
    """The style of a text, told by the lines that begin in small letters: the line above each of them was broken."""
    opening: list[tuple[Line, Line]] = []
    wrapping: list[tuple[Line, Line]] = []
    for previous, line in pairwise(lines):
        if line.kind == "text" and previous.kind != "bar":
            wraps = previous.kind == "text" and marked[line.start].islower()
            (wrapping if wraps else opening).append((previous, line))
    if len(wrapping) < 6:
        return Style()
    lengths = sorted(previous.end - previous.start + previous.indent for previous, _ in wrapping)
    width = lengths[int(len(lengths) * 0.9)]
    flush = sum(line.indent < 3 for _, line in wrapping)
    rests = sum(previous.end - previous.start < width * _REST for previous, _ in wrapping)
    return Style(
        wrapped=width <= _HARD_WRAP_COLUMNS,
        spaced=sum(previous.kind == "blank" for previous, _ in opening) > 0.35 * len(opening),
        indented=flush > 0.7 * len(wrapping) and sum(line.indent > 3 for _, line in opening) > 0.6 * len(opening),
        ragged=rests > max(3, len(wrapping) * _RAGGED),
        width=width,
    )


def is_terminated(marked: str, line: Line) -> bool:
    """Whether a line ends in a stop, perhaps with a quotation mark or bracket behind it."""
    end = line.end
    while end > line.start and marked[end - 1] in _CLOSERS:
        end -= 1
    return end > line.start and marked[end - 1] in ".;:!?…"


def joins(marked: str, previous: Line, line: Line, style: Style, gap: bool) -> bool:
    """Whether `line`, which opens with no marker, goes on with the paragraph of `previous`."""
    if previous.kind != "text" or marked[previous.end - 1] == "|" or _ends_alone(marked, previous):
        return False
    terminated = is_terminated(marked, previous)
    first, last = marked[line.start], marked[previous.end - 1]
    if gap:
        return not terminated and first.islower() and previous.end - previous.start > 25
    if previous.open or (style.wrapped and style.spaced):
        return True
    if style.indented:
        return line.indent < 3 and previous.indent <= _FIRST_LINE_INDENT
    word = marked.find(" ", line.start, line.end)
    room = (word if word > 0 else line.end) - line.start
    full = style.wrapped and previous.end - previous.start + previous.indent + room > style.width - 4
    if terminated and last in ";:":
        bracketed = marked.count("(", previous.start, previous.end) > marked.count(")", previous.start, previous.end)
        return full and (bracketed or (last == ";" and first.islower()))
    if first.islower() or last == "-" or _dangles(marked, previous, line):
        return True
    return full and line.indent <= previous.indent + 3


def _ends_alone(marked: str, line: Line) -> bool:
    """The line of the state's name; `./.`, which closes a paper (Nghị định 30/2020/NĐ-CP, annex I): what a scan shows behind it
    are initials written by hand."""
    if marked.endswith("NGHĨA VIỆT NAM", line.start, line.end):
        return True
    return marked.find("./.", max(line.start, line.end - _INITIALS), line.end) >= 0


def _dangles(marked: str, previous: Line, line: Line) -> bool:
    """Whether a line ends in a word that ends no paragraph: `của`, or the `số` of a number on the next line, `lần thứ` of an
    ordinal there, half of `Việt Nam`."""
    word = marked[max(previous.start, previous.end - 5) : previous.end].rpartition(" ")[2]
    if word in ("số", "ngày"):
        return _NUMBER_OR_DATE.match(marked, line.start, line.end) is not None
    if word == "thứ":
        return marked[line.start].isdigit() or marked[line.start] in "IVX"
    if word == "Việt":
        return marked.startswith("Nam", line.start)
    return word in _DANGLING


def is_row(marked: str, line: Line) -> bool:
    """Whether a line holds cells of a table, joined by bars."""
    bars = marked.count("|", line.start, line.end)
    return bars > 1 or (bars == 1 and marked.find(" | ", line.start, line.end) >= 0)


def ends_in_rest(marked: str, lines: list[Line], line: Line, style: Style) -> bool:
    """Whether a block ends in what did not fit on a full line, and goes on: `phối hợp với` / `Báo` / `Thái Nguyên`."""
    clause = marked[lines[-1].end - 1] == ";" and marked[line.start].islower()
    if len(lines) < 2 or (is_terminated(marked, lines[-1]) and not clause):
        return False
    full, rest = (line.end - line.start + line.indent for line in lines[-2:])
    return rest < style.width * _REST and full > style.width * _FULL
