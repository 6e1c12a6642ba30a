"""Zones: where the head ends, the preamble, the body, the closing, recipients and signature begin.

Each extractor searches only the zones that are its own (GROBID's cascade): a second `Số:` in an annex is no document number,
a stage banner inside the body is no head. The order on paper is fixed by Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.layout import Block, Layout, Line
from pipeline.reading import Zone, ZoneSpan
from pipeline.rules import pattern

_TYPE_LINE = pattern(
    r"(?:du thao )?(?P<type>ke hoach|k e h o a c h|quyet dinh|chi thi|nghi quyet|thong bao|huong dan|chuong trinh(?: hanh dong)?|"
    r"phuong an|de an|bao cao|to trinh|cong van|quy che|quy dinh|ket luan|thong tri|cong dien|bien ban|giay moi|dieu le)"
    r"(?P<joint> (?:lien tich|phoi hop|lien nganh))?"
)
_BASIS = pattern(
    r"(?:can cu|thuc hien|thi hanh|theo|trien khai|xet|tren co so|de |nham|tiep tuc|huong ung|chap hanh|thiet thuc|nhan dip|"
    r"phat huy|[^.;\n]{0,200}(?:xay dung|ban hanh|trien khai|lap|phat dong) ke hoach)"
)
_CLOSING = pattern(r"(?:tren day la|tren day,|yeu cau cac|de nghi cac|nhan duoc ke hoach|ke hoach nay|can cu ke hoach nay|trong qua trinh)")
_RECIPIENTS = pattern(r"(?:kinh )?n[oôơ][il1] nh[aâ]n *[:;.]?")
_SIGNATURE = pattern(
    r"(?:(?:t ?/ ?m|k ?/ ?t|t ?/ ?l|tuq|tm|kt|tl|q) ?[./]+ ?[a-z]|t/m [a-z]|(?:tm|kt|tl|tuq) [a-z]{2,}|"
    r"(?:pho )?(?:chu tich|bi thu|giam doc|tong giam doc|hieu truong|truong (?:ban|phong|doan)|chanh van phong|thu truong|bo truong|vien truong|"
    r"chanh an|tu lenh|chi huy truong|cuc truong|chi cuc truong|chu nhiem|tong bi thu|vu truong|truong cong an)\b)"
)
_ANNEX = pattern(r"(?:phu luc|bieu(?: mau)? so|mau so|danh sach|bang phan bo|phu bieu|bieu tong hop)\b")
IMPLEMENTATION = pattern(
    r"(?:cong tac )?(?:to chuc(?: va)?(?: trien khai)?(?:,? thuc hien)|phan cong|trach nhiem|to chuc trien khai|trien khai thuc hien|"
    r"thuc hien ke hoach|bien phap to chuc|nhiem vu cu the cua|tien do va phan cong)"
)
_FOOTNOTE = re.compile(r"\[\d{1,2}\] ?\w")


_HEAD_LINES = 90
_CAPITAL_SHARE = 0.9
_NUMBERED = ("part", "chapter", "item", "article", "roman", "arabic", "decimal", "letter", "paren")


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Offsets where the zones begin, in the order of the paper; equal neighbours mean an absent zone."""

    head: int
    type_line: int
    title: int
    preamble: int
    body: int
    closing: int
    foot: int
    annex: int


def is_capital(text: str) -> bool:
    """Whether the letters of a line are (nearly) all capitals, as titles and headings print them."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and sum(c.isupper() for c in letters) >= _CAPITAL_SHARE * len(letters)


def find_landmarks(layout: Layout) -> Landmarks:
    """Where the zones of a plan begin."""
    size = len(layout.clean)
    type_line = _type_line(layout)
    after_type = type_line.end if type_line else 0
    blocks = [block for block in layout.blocks if block.end > after_type]
    preamble_at, body_at = _title_and_preamble(layout, blocks, after_type, type_line is not None)
    foot_line = _foot(layout, body_at)
    foot = foot_line.start if foot_line else size
    annex = _annex(layout, foot, size)
    closing = _closing(layout, body_at, foot)
    return Landmarks(0, type_line.start if type_line else 0, after_type, preamble_at, body_at, closing, foot, annex)


def _type_line(layout: Layout) -> Line | None:
    """The line that says KẾ HOẠCH (or another type of document) alone and in capitals."""
    seen = 0
    for line in layout.lines:
        if line.kind != "text":
            continue
        seen += 1
        if seen > _HEAD_LINES:
            return None
        if line.end - line.start < 60 and _TYPE_LINE.fullmatch(layout.folded, line.start, line.end):
            if is_capital(layout.clean[line.start : line.end]):
                return line
    return None


def _title_and_preamble(layout: Layout, blocks: list[Block], after_type: int, typed: bool) -> tuple[int, int]:
    """Where the preamble and the body begin. The title is what stands between the type line and the first legal basis."""
    preamble: int | None = None if typed else 0
    end = len(layout.clean)
    previous: Block | None = None
    for block in blocks:
        if block.start < after_type:
            continue
        if preamble is None and previous is not None and not _continues_title(layout, previous, block):
            preamble = block.start
        if block.marker is not None and block.marker.kind in _NUMBERED and (previous is not None or not typed):
            return (block.start if preamble is None else preamble), block.start
        previous = block
    return (end if preamble is None else preamble), end


def _continues_title(layout: Layout, previous: Block, block: Block) -> bool:
    if block.marker is not None or _BASIS.match(layout.folded, block.start, block.end):
        return False
    if layout.clean[block.start] == "(" or block.end - block.start > 400:
        return False
    capital = is_capital(layout.clean[block.start : block.end])
    return capital == is_capital(layout.clean[previous.start : previous.end]) and not _ruled(layout, previous.end, block.start)


def _ruled(layout: Layout, start: int, end: int) -> bool:
    return any(line.kind == "rule" and start <= line.start < end for line in layout.lines)


def _foot(layout: Layout, body: int) -> Line | None:
    """The first line of recipients and signature: `Nơi nhận`, or the capital block of authority above or without it."""
    lines = [line for line in layout.lines if line.kind == "text" and line.start >= body]
    recipients = [i for i, line in enumerate(lines) if _RECIPIENTS.match(layout.folded, line.start, line.end)]
    if recipients:
        first = recipients[0]
        while first > 0 and first > recipients[0] - 8 and _in_signature(layout, lines, first - 1):
            first -= 1
        return lines[first]
    signatures = [i for i, line in enumerate(lines) if _is_signature(layout, line)]
    for i in signatures:
        if i >= len(lines) - 12 or any(_ANNEX.match(layout.folded, line.start) for line in lines[i : i + 8]):
            return lines[i]
    return None


def _is_signature(layout: Layout, line: Line) -> bool:
    words = layout.clean[line.start : line.end]
    return len(words) < 90 and bool(_SIGNATURE.match(layout.folded, line.start, line.end)) and is_capital(words[:40])


def _in_signature(layout: Layout, lines: list[Line], index: int) -> bool:
    """A capital line of authority, or a name line right under one."""
    if _is_signature(layout, lines[index]):
        return True
    words = layout.clean[lines[index].start : lines[index].end]
    short = len(words) < 40 and words[-1:] not in ".;:,"
    return short and any(_is_signature(layout, line) for line in lines[max(0, index - 4) : index])


def _annex(layout: Layout, foot: int, size: int) -> int:
    """Where the annexes or footnotes behind the signature begin."""
    for line in layout.lines:
        if line.kind != "text" or line.start <= foot:
            continue
        words = layout.clean[line.start : line.end]
        if _FOOTNOTE.match(words):
            return line.start
        if _ANNEX.match(layout.folded, line.start, line.end) and (is_capital(words[:9]) or len(words) < 30):
            return line.start
    return size


def _closing(layout: Layout, body: int, foot: int) -> int:
    """The closing paragraph (`Trên đây là Kế hoạch ...`): the last unnumbered ones before the foot."""
    start = foot
    tail = [block for block in layout.blocks if body <= block.start < foot][-5:]
    for previous, block in reversed(list(zip([None, *tail], tail, strict=False))):
        if block.marker is not None:
            break
        if _CLOSING.match(layout.folded, block.start, block.end):
            start = block.start
        elif "./." in layout.clean[block.end - 6 : block.end + 3] and start == foot and not _opens_list(layout, previous):
            start = block.start
    return start


def _opens_list(layout: Layout, block: Block | None) -> bool:
    """Whether a numbered title stands directly above: what follows it is its content."""
    return block is not None and block.marker is not None and layout.clean[block.end - 1] not in ".;!"


def zones_of(marks: Landmarks, size: int) -> tuple[ZoneSpan, ...]:
    """The zones as a partition of the text; implementation sections are cut out of the body later."""
    edges: list[tuple[Zone, int, int]] = [
        ("head", 0, marks.title),
        ("title", marks.title, marks.preamble),
        ("preamble", marks.preamble, marks.body),
        ("body", marks.body, marks.closing),
        ("closing", marks.closing, marks.foot),
        ("signature", marks.foot, marks.annex),
        ("annex", marks.annex, size),
    ]
    return tuple(ZoneSpan(zone, start, end) for zone, start, end in edges if start < end)
