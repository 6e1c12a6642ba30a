"""Which numbered lines are titles, and which open with a run-in label (guidelines 3.4, 3.5, 10.12)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.layout import Block, Layout
from pipeline.tree import Node

_BULLETS = ("dash", "plus", "bullet")
_LABEL = re.compile(r"[^\s.:;\"“”][^.:;\n\"“”]{0,90}:(?=\s)")
_LONGEST_LABEL = 92
_RUN_IN = re.compile(
    r"(?:Thời gian|Thời hạn|Địa điểm|Thành phần|Hình thức|Đối tượng|Kinh phí|Số lượng|Chủ đề|Phạm vi)[^.:;\n]{0,40}: *[^\s:]"
    r"|[^.:;\n]{3,90}: *(?:Chậm nhất|Trước|Từ (?:ngày|tháng|quý|nay|\d{1,2})|Đến (?:ngày|hết)|Trong (?:tháng|quý)|"
    r"Ngày|Tháng|Quý|Dự kiến|Hoàn thành|Xong)(?!\w)"
)
_SENTENCE_BREAK = re.compile(r"[.!?;] +(?=\S)")
_STOPPED_LIMIT = 220
_TITLE_LIMIT = 600


class Heading(NamedTuple):
    """Where the words of a title stand; `stopped` tells of a stray full stop behind it."""

    start: int
    end: int
    stopped: bool = False


def headings_of(layout: Layout, nodes: Sequence[Node]) -> list[Heading | None]:
    """The title of each numbered node, or None where its line is a paragraph, a label or a point with nothing below.

    One with a stray full stop is a title if it is bold, in capitals, or a sibling is a title without one.
    """
    titles = [_title(layout, node.block) if _has_content(node) else None for node in nodes]
    firm = {id(node.parent) for node, title in zip(nodes, titles, strict=True) if node.parent and title and not title.stopped}
    return [
        title if title and _is_heading(layout, node, title, id(node.parent) in firm) else None
        for node, title in zip(nodes, titles, strict=True)
    ]


def _is_heading(layout: Layout, node: Node, title: Heading, firm: bool) -> bool:
    """Whether a title is a numbered node's; `firm` tells that a node beside it has one without a full stop."""
    if node.rank in _BULLETS:
        return False
    return not title.stopped or firm or node.block.lines[0].bold or layout.clean[title.start : title.end].isupper()


def label_of(layout: Layout, block: Block) -> str | None:
    """The run-in title of a paragraph: `Thời gian` in `2.2 Thời gian: ½ ngày`.

    A label is followed by words of the same paragraph and holds no sentence of its own.
    """
    if layout.clean.find(":", block.content, min(block.end, block.content + _LONGEST_LABEL)) < 0:
        return None
    match = _LABEL.match(layout.clean, block.content, block.end)
    if match is None or match.end() >= block.end:
        return None
    return " ".join(match[0][:-1].split())


def _has_content(node: Node) -> bool:
    return bool(node.children) or node.paragraphs > 0


def _title(layout: Layout, block: Block) -> Heading | None:
    """The words of a line that reads like a title: no sentence inside, no closing comma or semicolon."""
    start, end = block.content, block.end
    clean = layout.clean
    while end > start and clean[end - 1] in " *":
        end -= 1
    if end <= start or end - start > _TITLE_LIMIT:
        return None
    last = clean[end - 1]
    if _RUN_IN.match(clean, start, end - 1):
        return None
    if last == ":":
        return None if _has_sentences(clean, start, end - 1) else Heading(start, _rtrim(clean, start, end - 1))
    if last in ";,!?":
        return None
    if last == ".":
        stop = _rtrim(clean, start, end - 1)
        return (
            Heading(start, stop, stopped=True)
            if stop - start < _STOPPED_LIMIT and not _has_sentences(clean, start, stop)
            else None
        )
    return Heading(start, end)


def _rtrim(clean: str, start: int, end: int) -> int:
    while end > start and clean[end - 1] in " .:":
        end -= 1
    return end


def _has_sentences(clean: str, start: int, end: int) -> bool:
    """Two sentences make a paragraph; an inner number (`Mục tiêu 1. Lĩnh vực`) does not end one."""
    return any(not clean[match.start() - 1].isdigit() for match in _SENTENCE_BREAK.finditer(clean, start, end))
