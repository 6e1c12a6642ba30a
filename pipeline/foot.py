"""The lower part of a document: where recipients and signature begin, where they end, and what stands behind them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from pipeline.anchors import ATTACHED, SLOGAN, STATE_MOTTO, find_recipients
from pipeline.layout import Layout, Line
from pipeline.letters import is_capital
from pipeline.persons import name_in
from pipeline.rules import pattern

AUTHORITY = pattern(
    r"(?:t ?[/.] ?m|k ?[/.] ?t|t ?[/.] ?l|t ?[/.]? ?u ?[/.]? ?q|tm|kt|tl|q)(?: ?[./,]+ ?(?=[a-z])| (?=[a-z]{2}))|"
    r"thay mat (?=[a-z])"
)
_BARE = pattern(r"(?:t/?m|k/?t|t/?l|tuq) ?[./]{1,2}")
POSITION = pattern(
    r"(?:quyen |pho |p ?[.] ?)?(?:tong )?(?:chu tich|bi thu|giam doc|hieu truong|hieu pho|"
    r"truong (?:ban|phong|doan|khoa|tieu ban|tram|cong an|thon|bo mon|thue|thong ke|thi hanh an|"
    r"chi nhanh|trung tam|dai|khu pho|ap)|"
    r"chanh (?:van phong|thanh tra|an)|"
    r"(?:bo|thu|vien|vu|cuc|chi cuc|tong cuc|doan|(?:lu|su|trung|tieu|hai) doan|to|doi|(?:dai|hai) doi|tram|hat|don|hoi|chi hoi|"
    r"lien doi|cua hang) truong|to pho|tu lenh|chi huy truong|tham muu truong|giam thi|(?:tong )?thu ky|bien tap|"
    r"chinh (?:uy|tri vien)|chu nhiem|kiem toan truong|dai dien|lanh dao|thong doc|"
    r"phu trach|chap hanh vien|tham phan|kiem sat vien|quan doc|gi.m d.{1,2}c)\b"
)
_ANNEX = pattern(
    r"(?:phu luc|bieu(?: mau)? so|mau(?: bieu)? so|mau \d|danh (?:sach|muc) |bang (?:phan |tong )|phu bieu|"
    r"bieu tong hop|phan cong nhiem vu|de cuong |lich (?:kiem tra|cong tac)|chu thich)"
)
_FOOTNOTE = re.compile(r"\[\d{1,3}\]|1 (?=[A-ZĐ][^|\n]{40})|1[.]? ?\| ?[^\W\d_]")
"""A note, or the first row of a list whose title scanning has lost."""
_CHROME = pattern(
    r"(?:tep dinh kem|file dinh kem|tai ve|cac tin |tin (?:lien quan|khac|cung)|©|ban quyen|luot xem|in (?:bai|trang)|"
    r"chia se|van ban lien quan|thuoc tinh|luoc do|tai khoan|trang chu|dang nhap|copyright|nguon ?:|tac gia ?:|y kien|binh luan)"
)
_HEADING = re.compile(r"(?:[IVX]{1,4}|[A-D]) ?[.)/-] ?[A-ZĐ]")
_BULLET = re.compile(r"[-–—−‐•+*·] ?\S")
_ARCHIVE = pattern(r"[-–—+•* ]{0,4}luu\b")
_LONGEST_LINE = 160
_LONGEST_SIGNED = 110
_MOST_SIGNATURE_LINES = 14
_COLUMNS = re.compile(r" {3,}|\|")
_FEW = 8
_MOST_STRAY = 4


@dataclass(frozen=True, slots=True)
class Foot:
    """Offsets: where recipients or signature begin, where annexes or notes do, where matter of the web page does."""

    start: int
    annex: int
    tail: int


def find_foot(layout: Layout, body: int) -> Foot:
    """The foot of a document whose text proper begins at `body`; all offsets are the text's end where there is none."""
    size = len(layout.mended)
    lines = [line for line in layout.lines if line.kind == "text" and line.end > body]
    first = _label_line(layout, lines, body)
    first = _signature_line(layout, lines) if first is None else _with_signature_above(layout, lines, first)
    if first is None:
        return Foot(size, size, size)
    end = _end(layout, lines, first)
    start = max(lines[first].start, body)
    if end == len(lines):
        return Foot(start, size, size)
    behind = lines[end].start
    if _is_web(layout, lines, end):
        return Foot(start, size, behind)
    return Foot(start, behind, size)


def _label_line(layout: Layout, lines: list[Line], body: int) -> int | None:
    """The line that says `Nơi nhận`, not a column head or a label inside the text."""
    for match in find_recipients(layout.folded, body):
        index = bisect_right(lines, match.start("label"), key=lambda line: line.start) - 1
        if index < 0:
            continue
        if (match["colon"] and not _names_place(layout, match)) or _opens_list(layout, lines, index):
            return index
    return None


def _names_place(layout: Layout, match: re.Match[str]) -> bool:
    """`- Nơi nhận: Văn phòng Sở` says where papers go: a bulleted label with words behind it."""
    return "-" in match[0][: match.start("label") - match.start()] and layout.mended[match.end() : match.end() + 2].strip() != ""


def _opens_list(layout: Layout, lines: list[Line], index: int) -> bool:
    following = lines[index + 1 : index + 3]
    return any(_BULLET.match(layout.mended, line.start, line.end) for line in following)


def is_signature(layout: Layout, start: int, end: int) -> bool:
    """Whether a stretch is a line of authority or position: in capitals, or short and nothing else."""
    view = layout.folded
    if not 0 < end - start <= 90 or not view[start].isalpha():
        return False
    if AUTHORITY.match(view, start, end) or POSITION.match(view, start, end) or _BARE.fullmatch(view, start, end):
        return is_capital(layout.mended[start : min(end, start + 40)])
    return False


def _has_signature(layout: Layout, line: Line) -> bool:
    """A line that is one of authority or position, or has one in its right column."""
    if is_signature(layout, line.start, line.end):
        return True
    at = max(layout.mended.rfind("   ", line.start, line.end), layout.mended.rfind("|", line.start, line.end))
    while 0 <= at < line.end and layout.mended[at] in " |":
        at += 1
    return 0 <= at < line.end and is_signature(layout, at, line.end)


def _with_signature_above(layout: Layout, lines: list[Line], label: int) -> int:
    """The first of the signature lines that stand over the label, as in seed 001; the label where there are none."""
    first = label
    for index in range(label - 1, max(-1, label - _FEW - 2), -1):
        line = lines[index]
        if line.end - line.start > _LONGEST_SIGNED:
            break
        if _has_signature(layout, line):
            first = index
        elif not _stands_over_label(layout, line):
            break
    return first


def _stands_over_label(layout: Layout, line: Line) -> bool:
    """A name, capitals, or a remark like `(đã ký)`."""
    short = line.end - line.start < 40
    remark = short and (layout.mended[line.start] in "([" or layout.folded.startswith("da ky", line.start))
    pieces = [piece.strip() for piece in _COLUMNS.split(layout.mended[line.start : line.end])]
    named = [piece.partition("(")[0] for piece in pieces]
    return remark or all(not words or is_capital(words) or name_in(words, 0, len(words)) for words in named)


def _signature_line(layout: Layout, lines: list[Line]) -> int | None:
    """Without recipients: lines of authority and position that end the text or stand before an annex."""
    for index, line in enumerate(lines):
        if not _has_signature(layout, line):
            continue
        following = lines[index + 1 : index + 1 + _MOST_SIGNATURE_LINES]
        if len(lines) - index <= _MOST_SIGNATURE_LINES or any(_opens_annex(layout, line) for line in following):
            return index
    return None


def _opens_annex(layout: Layout, line: Line) -> bool:
    view, words = layout.folded, layout.mended[line.start : line.end]
    if _FOOTNOTE.match(words) or ATTACHED.match(view, line.start, line.end):
        return True
    if STATE_MOTTO.search(view, line.start, line.end) or SLOGAN.search(view, line.start, line.end):
        return True
    return bool(_ANNEX.match(view, line.start, line.end)) and (is_capital(words[:9]) or len(words) < 40)


def _end(layout: Layout, lines: list[Line], first: int) -> int:
    """The index of the first line that belongs to neither recipients nor signature."""
    named = archived = False
    stray = 0
    for index in range(first, len(lines)):
        line = lines[index]
        if index > first and _opens_annex(layout, line):
            return _title_above(layout, lines, first, index)
        if _CHROME.match(layout.folded, line.start, line.end) or (index > first and _is_text(layout, line, named and archived)):
            return index
        stray = stray + 1 if archived and not _may_sign(layout, line) else 0
        if stray > _MOST_STRAY:
            return index - _MOST_STRAY
        archived = archived or bool(_ARCHIVE.search(layout.folded, line.start, line.end))
        named = named or _ends_in_name(layout, line)
    return len(lines)


def _may_sign(layout: Layout, line: Line) -> bool:
    """A line of the signature: capitals, a name, a remark in brackets, a table bar; not prose of an annex without a title."""
    words = layout.mended[line.start : line.end]
    return "|" in words or words[0] in "([" or is_capital(words) or name_in(words, 0, len(words)) is not None


def _ends_in_name(layout: Layout, line: Line) -> bool:
    """Whether a person's name ends the line; a misspelled office (`HIỆU TRUỞNG`) looks like one."""
    gap = max(layout.mended.rfind("   ", line.start, line.end), layout.mended.rfind("|", line.start, line.end), line.start - 1)
    return name_in(layout.mended, gap + 1, line.end) is not None and not _has_signature(layout, line)


def _is_text(layout: Layout, line: Line, complete: bool) -> bool:
    """A line of running text or of an annex without a heading word."""
    words = layout.mended[line.start : line.end]
    if "|" in words:
        return complete and not _BULLET.match(words.lstrip("| "))
    if complete:
        return not (
            _BULLET.match(words) or (is_capital(words) and len(words) < 60) or name_in(words, 0, len(words)) or len(words) < 12
        )
    if len(words) > _LONGEST_LINE and not _BULLET.match(words):
        return "; -" not in words
    return bool(_HEADING.match(words)) and is_capital(words)


def _title_above(layout: Layout, lines: list[Line], first: int, index: int) -> int:
    """An annex begins with its title in capitals, above the note `(Kèm theo Kế hoạch ...)`."""
    while index > first + 1:
        line = lines[index - 1]
        words = layout.mended[line.start : line.end]
        if (
            not is_capital(words)
            or len(words) < 25
            or is_signature(layout, line.start, line.end)
            or name_in(words, 0, len(words))
        ):
            break
        index -= 1
    return index


def _is_web(layout: Layout, lines: list[Line], end: int) -> bool:
    """Little text behind the foot that is no annex comes from the page that shows the document."""
    if any(_opens_annex(layout, line) for line in lines[end : end + 40]):
        return False
    return bool(_CHROME.match(layout.folded, lines[end].start, lines[end].end)) or len(layout.mended) - lines[end].start < 600
