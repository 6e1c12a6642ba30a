"""Zones: where the head ends, the preamble, the body, the closing, recipients and signature begin.

Each extractor searches only the zones that are its own (GROBID's cascade): a second `Số:` in an annex is no document number,
a stage banner inside the body is no head. The order on paper is fixed by Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice

from pipeline.anchors import RECIPIENTS
from pipeline.foot import find_foot
from pipeline.layout import Block, Layout
from pipeline.letters import is_capital
from pipeline.opening import find_opening
from pipeline.reading import Zone, ZoneSpan
from pipeline.rules import pattern
from pipeline.titles import ENACTING, NUMBERED

_CLOSING_FIRM = pattern(r"tren day (?:la|,)|tren day,")
_CLOSING = pattern(
    r"(?:yeu cau cac|de nghi cac|nhan duoc ke hoach|ke hoach nay|can cu ke hoach nay|trong qua trinh|"
    r"qua trinh (?:thuc hien|trien khai))"
)
IMPLEMENTATION = pattern(
    r"(?:cong tac )?(?:to chuc(?: va)?(?: trien khai)?(?:,? thuc hien)|phan cong|trach nhiem|to chuc trien khai|"
    r"trien khai thuc hien|thuc hien ke hoach|bien phap to chuc|nhiem vu (?:cu the )?cua|tien do va phan cong)"
)
_FIRST_HEADING = pattern(r"(?:muc (?:dich|tieu)|dac diem tinh hinh|noi dung|can cu xay dung|quan diem|danh gia)")
_BASIS = pattern(r"[-–+•*]? ?(?:can cu|xet|theo)\b")
_BASIS_TITLE = pattern(
    r"can cu(?:,? (?:de |va )?(?:xay dung|phap ly|lap|ban hanh|thuc hien|trien khai|co so)[^;\d]{0,60})?[.: ]*\Z"
)


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Offsets where the zones begin, in the order of the paper; equal neighbours mean an absent zone.

    What stands before `head` and behind `tail` belongs to the web page that shows the document.
    """

    head: int
    title: int
    preamble: int
    body: int
    closing: int
    foot: int
    annex: int
    tail: int


def find_landmarks(layout: Layout) -> Landmarks:
    """Where the zones of a plan begin."""
    opening = find_opening(layout)
    foot = find_foot(layout, opening.preamble)
    body = min(_body(layout, opening.preamble, foot.start), foot.start)
    closing = _closing(layout, body, foot.start)
    return Landmarks(
        head=opening.head,
        title=opening.title,
        preamble=min(opening.preamble, body),
        body=body,
        closing=closing,
        foot=foot.start,
        annex=min(foot.annex, foot.tail),
        tail=foot.tail,
    )


def _body(layout: Layout, preamble: int, foot: int) -> int:
    """The first numbered paragraph; without numbers, a first heading or what follows the sentence that makes the plan."""
    last_of_preamble: Block | None = None
    for block in layout.blocks:
        if block.start < preamble:
            continue
        if block.start >= foot:
            break
        if block.marker is not None and block.marker.kind in NUMBERED and not _is_basis(layout, block):
            return block.start
        if _is_heading(layout, block):
            return block.start
        if ENACTING.search(layout.folded, block.start, block.end) or _BASIS.match(layout.folded, block.start, block.end):
            last_of_preamble = block
    return _following(layout, last_of_preamble, foot) if last_of_preamble else preamble


def _is_basis(layout: Layout, block: Block) -> bool:
    """A numbered legal basis, not a heading over such (`I. CĂN CỨ XÂY DỰNG KẾ HOẠCH`)."""
    return bool(_BASIS.match(layout.folded, block.content)) and not _BASIS_TITLE.match(layout.folded, block.content, block.end)


def _is_heading(layout: Layout, block: Block) -> bool:
    words = layout.clean[block.start : block.end]
    return len(words) < 90 and is_capital(words) and bool(_FIRST_HEADING.match(layout.folded, block.start, block.end))


def _following(layout: Layout, block: Block, foot: int) -> int:
    return next((other.start for other in layout.blocks if block.end <= other.start < foot), foot)


def _closing(layout: Layout, body: int, foot: int) -> int:
    """Where the closing paragraphs (`Trên đây là Kế hoạch ...`) begin: the last unnumbered ones before the foot."""
    start = foot
    blocks = layout.blocks[bisect_left(layout.blocks, body, key=_start) : bisect_left(layout.blocks, foot, key=_start)]
    tail = list(islice((block for block in reversed(blocks) if _has_words(layout, block)), 5))[::-1]
    for previous, block in zip(reversed(tail[:-1]), reversed(tail), strict=False):
        if block.marker is not None:
            break
        announced = bool(_CLOSING.match(layout.folded, block.start, block.end))
        ended = start == foot and "./." in layout.clean[block.end - 6 : block.end + 3]
        firm = bool(_CLOSING_FIRM.match(layout.folded, block.start, block.end))
        if firm or ((announced or ended) and not _is_title(layout, previous)):
            start = block.start
    return start if start < foot else _closing_line(layout, tail, foot)


def _start(block: Block) -> int:
    return block.start


def _has_words(layout: Layout, block: Block) -> bool:
    return any(c.isalnum() for c in layout.clean[block.start : min(block.end, block.start + 40)])


def _is_title(layout: Layout, block: Block) -> bool:
    """A numbered line without a stop: what follows is its content."""
    return block.marker is not None and block.marker.kind in NUMBERED and layout.clean[block.end - 1] not in ".;/"


def _closing_line(layout: Layout, tail: list[Block], foot: int) -> int:
    """The line `Trên đây là ...` where it was joined with the paragraph before it."""
    lines = [line for block in tail for line in block.lines]
    return next((line.start for line in reversed(lines) if _CLOSING_FIRM.match(layout.folded, line.start, line.end)), foot)


def zones_of(layout: Layout, marks: Landmarks) -> tuple[ZoneSpan, ...]:
    """The zones as a partition of the text; implementation sections are cut out of the body later."""
    recipients = _recipients(layout, marks)
    edges: list[tuple[Zone, int, int]] = [
        ("chrome", 0, marks.head),
        ("head", marks.head, marks.title),
        ("title", marks.title, marks.preamble),
        ("preamble", marks.preamble, marks.body),
        ("body", marks.body, marks.closing),
        ("closing", marks.closing, marks.foot),
        ("signature", marks.foot, recipients),
        ("recipients", recipients, marks.annex),
        ("annex", marks.annex, marks.tail),
        ("chrome", marks.tail, len(layout.clean)),
    ]
    return tuple(ZoneSpan(zone, start, end) for zone, start, end in edges if start < end)


def _recipients(layout: Layout, marks: Landmarks) -> int:
    """Where recipients begin; interleaved with them, or behind them, the signature is read from the same stretch."""
    label = RECIPIENTS.search(layout.folded, marks.foot, marks.annex)
    return label.start("label") if label else marks.annex
