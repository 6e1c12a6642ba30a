"""Numbers in short or irregular form: `Nghị quyết 57`, `Chỉ thị số 11`, `Văn bản số 01-GCN-MT`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.citing.marks import Mark
from pipeline.citing.patterns import spaced
from pipeline.citing.spots import Spot
from pipeline.citing.words import type_of
from pipeline.document_numbers import DocumentNumber
from pipeline.layout import Layout
from pipeline.lexicon.types import by_word

_SHORT = spaced(r"(?P<label> số *:?)? *(?P<number>\d{1,4}[a-z]?)(?![\w%/])(?! *[/\-–] *[A-ZĐ])(?!\.\d)")
_COUNTED = spaced(
    r" (?:năm|tháng|ngày|tuần|quý|người|đại biểu|lượt|đơn vị|xã|huyện|phòng|trường|lớp|hộ|bộ|bản|lần|triệu|tỷ|tỉ|đồng|"
    r"văn bản|nội dung|nhiệm vụ|nhóm|dự án|bước|cấp|nhà|điểm|thủ tục|TTHC|giải pháp|chỉ tiêu)(?!\w)"
)
_SERIAL = (
    "Nghị quyết", "NGHỊ QUYẾT", "Chỉ thị", "Kết luận", "Quyết định", "Nghị định", "Thông tư", "Thông tri", "Quy định", "Đề án",
    "Kế hoạch", "Hướng dẫn", "Công văn", "Công điện", "Thông báo", "Chương trình hành động",
)  # fmt: skip
_LABELLED = ("Văn bản", "Tờ trình", "Báo cáo", "Biên bản", "công văn", "văn bản")
_ABOVE = spaced(r" (?:đã )?(?:nêu|nói|kể) (?:ở )?trên(?!\w)")
_FREE = spaced(
    r" số:? *(?P<number>(?=[\w.&+/-]{0,30}[A-ZĐ]{2})(?=[\w.&+/-]{0,30}\d)[A-ZĐ0-9][\w.&+]{0,14}(?:[-/][\w.&+]{1,14}){1,4})"
)
_FREE_WORDS = ("văn bản", "công văn", "tờ trình", "đơn", "giấy đề nghị", "biên bản", "hợp đồng", "thông báo")


def short_form(layout: Layout, spot: Spot) -> Iterator[Mark]:
    """A number without its symbol; `sequence` joins it to the paper named in full. Letters have it behind `số` only."""
    labelled = spot.word in _LABELLED
    found = _SHORT.match(layout.clean, spot.stop, spot.last) if labelled or spot.word in _SERIAL else None
    if found is None or found.start("number") == spot.stop or (labelled and not found["label"]):
        return
    number = found["number"]
    if not found["label"] and (len(number) == 4 or _COUNTED.match(layout.clean, found.end(), spot.last)):
        return
    name = " ".join(layout.clean[spot.start : found.end()].split())
    sequence = int(number.rstrip("abcdefghijklmnopqrstuvwxyz"))
    yield Mark(spot.start, found.end(), type_of(spot.word), "citation.short", name=name, sequence=sequence)


def above(layout: Layout, spot: Spot) -> Iterator[Mark]:
    """`Kế hoạch nêu trên`: the one paper of that type named before."""
    found = _ABOVE.match(layout.clean, spot.stop, spot.last) if spot.word in _SERIAL else None
    if found is not None:
        name = " ".join(layout.clean[spot.start : found.end()].split())
        yield Mark(spot.start, found.end(), by_word(spot.word), "citation.above", name=name)


def free_number(layout: Layout, spot: Spot) -> Iterator[Mark]:
    """A number of no common form, as firms give them; numbers of the common forms go first."""
    if spot.word.lower() not in _FREE_WORDS:
        return
    found = _FREE.match(layout.clean, spot.stop, spot.last)
    if found is None:
        return
    value = found["number"].rstrip(".")
    start = found.start("number")
    lead = re.match(r"\d+", value)
    symbol = value[lead.end() + 1 :] if lead else value
    number = DocumentNumber(value, int(lead[0]) if lead else None, None, symbol, None, None, start, start + len(value))
    yield Mark(spot.start, number.end, type_of(spot.word), "citation.free_number", number)
