"""Lines and blocks of a text, and the views that rules search.

A plan arrives hard-wrapped, broken by pages in mid-sentence, dotted with Markdown marks. The text itself is never changed;
instead this module lays four views over it, each exactly as long as the text, so that a match in a view *is* a span of the text:

    clean   what a reader reads: marks, soft line breaks and page-number lines are blanks; blocks end with a line feed
    mended  clean with look-alikes put right that scanning took for each other (`Giá0 dục`, `J3/1O/2024`)
    lower   mended in lower case
    folded  lower without tones, accents and đ: for keywords that OCR may have damaged

A block is a logical paragraph: the physical lines a reader joins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pipeline.broken_rows import rests_of_rows
from pipeline.letters import folded, lowered
from pipeline.lookalikes import mended
from pipeline.markdown import without_marks
from pipeline.markers import Marker, first_number, read_marker, second_roman
from pipeline.wrapping import Style, ends_in_rest, is_row, is_terminated, joins, style_of

LineKind = Literal["text", "blank", "page_number", "rule", "bar"]

_BLANKS = re.compile(r"[\t\f\v\r\x1c-\x1f\x85\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]")
_PAGE_NUMBER = re.compile(r"(?:[Tt]rang|[Pp]age)? *[-–—]? *(\d{1,3})(?: */ *\d{1,3})? *[-–—]?")
_RULE_LINE = re.compile(r"[-–—_=~.…*]{3,}|[-–—_=~ ]{5,}|[|:\- ]{3,}")
_SENTENCE = 6
_ORDINAL = re.compile(r"(?<!\w)(?:lần thứ|khó[aá]|khoá|quý|phần|mục|chương|Đại hội|đại hội)$")


class Line(NamedTuple):
    """A physical line: `start`..`end` without the blanks and marks around its words, `indent` the blanks before them.

    `bold` lines begin in bold type (Markdown `**`), `open` ones end inside it.
    """

    start: int
    end: int
    indent: int
    kind: LineKind
    bold: bool = False
    open: bool = False


class Block(NamedTuple):
    """A logical paragraph. `content` is where the words after its marker begin; `row` tells a table row."""

    start: int
    end: int
    lines: tuple[Line, ...]
    marker: Marker | None
    content: int
    row: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    clean: str
    mended: str
    lower: str
    folded: str
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    row_rests: frozenset[int] = frozenset()
    """Where lines begin that go on with a row of a table that a wrap broke."""


def lay_out(text: str) -> Layout:
    """Lines, blocks and views of a normalised text."""
    marked = without_marks(_BLANKS.sub(" ", text))
    lines = _lines(text, marked)
    style = style_of(marked, lines)
    rests = rests_of_rows(marked, lines, style.width) if style.wrapped else frozenset()
    blocks = _blocks(marked, lines, style, rests)
    clean = _clean(marked, lines, blocks)
    view = mended(clean)
    return Layout(clean, view, lowered(view), folded(view), lines, blocks, rests)


def _lines(text: str, marked: str) -> tuple[Line, ...]:
    lines: list[Line] = []
    start, page, open_bold, in_cell = 0, 0, False, False
    starred = "**" in text
    for raw in marked.split("\n"):
        words = raw.strip(" ")
        if not words:
            lines.append(Line(start, start, len(raw), "blank"))
            open_bold = False
            start += len(raw) + 1
            continue
        indent = len(raw) - len(raw.lstrip(" ")) if raw[0] == " " else 0
        first = start + indent
        kind, page = _kind(words, page, in_cell)
        in_cell = kind == "bar"
        stars = text.count("**", start, start + len(raw)) if starred else 0
        bold = stars > 0 and text.startswith("**", max(0, first - 2), first)
        if stars % 2:
            open_bold = not open_bold
        lines.append(Line(first, first + len(words), indent, kind, bold, open_bold))
        start += len(raw) + 1
    return tuple(lines)


def _kind(words: str, page: int, in_cell: bool) -> tuple[LineKind, int]:
    """What a line with words is, and the number of the page that begins behind it."""
    if words[0].isalpha() and not words[-1].isdigit():
        return "text", page
    if words.strip("| ") == "":
        return "bar", page
    if not words[0].isalpha() and _RULE_LINE.fullmatch(words):
        return "rule", page
    if not in_cell and words[-1] in "0123456789-–—" and len(words) < 16 and (number := _PAGE_NUMBER.fullmatch(words)):
        value = int(number[1])
        if value == page + 1 or (page == 0 and value <= 3):
            return "page_number", value
    return "text", page


def _marker(marked: str, line: Line, previous: Line | None, style: Style, seen: Mapping[str, Marker]) -> Marker | None:
    """The marker of a line, unless it is a number that a hard wrap happened to push to the margin."""
    marker = read_marker(marked, line.start, line.end)
    if marker is not None and marked[marker.end : line.end].lstrip(" ")[:1] == "|":
        return None  # the number of a table row
    if marker is None or (marker.kind == "arabic" and marked[marker.end - 1] == "," and not _may_follow(marker, seen)):
        return None  # QUẬN / 1, Phường 5
    if previous is None:
        return marker
    if previous.kind == "bar":
        return marker if marker.kind in ("dash", "plus", "bullet") or _goes_on_behind(marked, marker, line, seen) else None
    if marker.repaired and marked[previous.start : previous.end].isupper() and not is_terminated(marked, previous):
        return None
    if marker.kind == "roman" and _ORDINAL.search(marked, previous.start, previous.end):
        return None
    if not style.wrapped:
        return marker
    if is_terminated(marked, previous) or marked[previous.end - 1] in ",|" or is_row(marked, previous):
        return marker
    if marker.kind == "dash" and marked[previous.end - 1].isdigit() and marked[marker.end : line.end].lstrip(" ")[:1].isdigit():
        return None
    full = previous.end - previous.start + previous.indent > style.width * 0.8
    return None if full and not _is_next(marker, seen) and not _is_firm(marked, marker, line) else marker


def _goes_on_behind(marked: str, marker: Marker, line: Line, seen: Mapping[str, Marker]) -> bool:
    """Whether the numbers of the text go on behind a table: the next one, with a sentence behind it."""
    return _is_next(marker, seen) and marked.count(" ", marker.end, line.end) > _SENTENCE


def _is_next(marker: Marker, seen: Mapping[str, Marker]) -> bool:
    """Whether a number follows the last of its kind."""
    last = seen.get(marker.kind)
    return last is not None and marker.value == (last.value or 0) + 1


def _may_follow(marker: Marker, seen: Mapping[str, Marker]) -> bool:
    """Whether a number begins a list or follows the last of its kind."""
    return marker.value == 1 or _is_next(marker, seen)


def _is_firm(marked: str, marker: Marker, line: Line) -> bool:
    """A marker that no wrap pushes to the margin: Roman numbers, parts, and the `A` that opens a title in capitals."""
    opens = marker.kind == "letter" and marker.value == 1 and marked[marker.start : line.end].isupper()
    return opens or marker.kind in ("roman", "part", "chapter")


def _blocks(marked: str, lines: tuple[Line, ...], style: Style, rests: frozenset[int]) -> tuple[Block, ...]:
    groups: list[tuple[list[Line], Marker | None]] = []
    previous: Line | None = None
    seen: dict[str, Marker] = {}
    roman, letter = 0, ""
    gap = False
    for line in lines:
        if line.kind in ("bar", "rule"):
            previous, gap = (line if line.kind == "bar" else None), False
            continue
        if line.kind != "text":
            gap = True
            continue
        if line.start in rests:
            groups[-1][0].append(line)
            previous = line
            continue
        beside = None if gap else previous
        marker = _marker(marked, line, beside, style, seen)
        if marker is not None and marker.label == "H" and roman == 1:
            marker = second_roman(marker)
        if marker is not None and marker.kind == "letter":
            marker = first_number(marker) if marker.label == "l" and letter != "k" else marker
            letter = marker.label
        if marker is not None and marker.kind == "roman":
            roman = marker.value or 0
        if marker is None and previous is not None and groups and _continues(marked, groups[-1], previous, line, style, gap):
            groups[-1][0].append(line)
        else:
            groups.append(([line], marker))
            if marker is not None:
                seen[marker.kind] = marker
        previous, gap = line, False
    return tuple(_block(marked, group, marker) for group, marker in groups)


def _continues(marked: str, group: tuple[list[Line], Marker | None], previous: Line, line: Line, style: Style, gap: bool) -> bool:
    """Whether a line without a marker goes on with the block: behind a lone marker, a broken bold title, or a wrapped line."""
    if is_row(marked, line):
        return False
    first, marker = group[0][0], group[1]
    if marker is not None and not gap and marker.end == previous.end:
        return True
    if marker is not None and not gap and _is_broken_title(marked, marker, previous, line):
        return True
    if marker is not None and gap and first.bold and _goes_on_bold(marked, previous, line):
        return True
    if style.ragged and not gap and ends_in_rest(marked, group[0], line, style):
        return True
    return joins(marked, previous, line, style, gap)


def _is_broken_title(marked: str, marker: Marker, previous: Line, line: Line) -> bool:
    """`I. MỤC ĐÍCH,` / `YÊU CẦU`: capitals that go on with a capital title."""
    if marker.kind not in ("roman", "letter", "part", "chapter") or is_terminated(marked, previous):
        return False
    above = marked[marker.end : previous.end] if marker.start >= previous.start else marked[previous.start : previous.end]
    return above.isupper() and marked[line.start : line.end].isupper()


def _goes_on_bold(marked: str, previous: Line, line: Line) -> bool:
    """A bold title that a converter broke into two bold paragraphs."""
    return line.bold and not is_terminated(marked, previous) and marked[line.start].isalpha()


def _block(marked: str, group: list[Line], marker: Marker | None) -> Block:
    content = marker.end if marker else group[0].start
    while content < group[-1].end and marked[content] in " \n":
        content += 1
    return Block(group[0].start, group[-1].end, tuple(group), marker, content, is_row(marked, group[0]))


def _clean(marked: str, lines: tuple[Line, ...], blocks: tuple[Block, ...]) -> str:
    pieces: list[str] = []
    at = 0
    for block in blocks:
        pieces.append(marked[at : block.start])
        inner = marked[block.start : block.end]
        pieces.append(inner if len(block.lines) == 1 else inner.replace("\n", " "))
        at = block.end
    pieces.append(marked[at:])
    clean = "".join(pieces)
    for line in lines:
        if line.kind == "page_number":
            clean = clean[: line.start] + " " * (line.end - line.start) + clean[line.end :]
    return clean
