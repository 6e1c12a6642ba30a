"""Groups of label lines that assign what stands above them (guidelines 10.9):

Cơ quan chủ trì: Sở Khoa học và Công nghệ.
Cơ quan phối hợp: Sở Tài chính; UBND cấp xã.
Thời gian hoàn thành: Tháng 11/2025.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.duties.actors import actor_at
from pipeline.duties.duty import Duty
from pipeline.duties.roles import role_of
from pipeline.layout import Block
from pipeline.reading import Reading
from pipeline.rules import pattern

_WHO = r"(?:cơ quan|đơn vị|bộ phận|cá nhân|phòng|ban|tổ chức|người|cán bộ|đồng chí|lãnh đạo|địa phương|chủ thể|nơi)"
_LEAD = pattern(
    rf"(?:{_WHO},? ){{0,2}}(?:được giao )?(?:chủ trì|thực hiện|phụ trách|đầu mối|chịu trách nhiệm)"
    r"(?:(?:,| và)? (?:thực hiện|tham mưu|chính|chủ trì|tổ chức|triển khai|theo dõi|chung)){0,3} ?:"
)
_PARTNERS = pattern(rf"(?:{_WHO},? ){{0,2}}(?:phối hợp|cùng thực hiện|tham gia)(?: (?:thực hiện|tổ chức|chính)){{0,2}} ?:")
_TIME = pattern(r"(?:thời gian|thời hạn|tiến độ|thời điểm|hạn)(?: (?:thực hiện|hoàn thành|tổ chức|triển khai|dự kiến)){0,2} ?:")
_INLINE = pattern(
    rf"(?<=[;.,]\x20)(?:{_WHO} )?(?:phối hợp|thời gian|thời hạn)[^:;.\n]{{0,25}}:|;? \(?(?:{_WHO} )?phối hợp[^:;.\n]{{0,25}}:"
)
_PHONE = pattern(r"(?<!\d)0\d{2,3}[. ]?\d{3}[. ]?\d{3}")
_REACH = 3
_PHONE = pattern(r"(?<!\d)0\d{2,3}[. -]?\d{3}[. -]?\d{3}")
_LONGEST_LABEL = 90
_DOING = (
    "chủ trì",
    "phối hợp",
    "tham mưu",
    "hướng dẫn",
    "xây dựng",
    "tổng hợp",
    "có trách nhiệm",
    "chịu trách nhiệm",
    "thúc đẩy",
    "chỉ đạo",
    "theo dõi",
)


def is_label_line(reading: Reading, block: Block) -> bool:
    """Whether a block is a line of such a group."""
    lower, start, end = reading.lower, block.content, block.end
    if lower.find(":", start, min(end, start + _LONGEST_LABEL)) < 0:
        return False
    return any(label.match(lower, start, end) for label in (_LEAD, _PARTNERS, _TIME))


def lead_line(reading: Reading, blocks: Sequence[Block], index: int) -> Duty | None:
    """The duty of a line `Cơ quan chủ trì: X`: the body named, with the partners and the time of its group."""
    block = blocks[index]
    label = _LEAD.match(reading.lower, block.content, block.end)
    if label is None or label[0].startswith("lãnh đạo"):  # who watches over it, not who does it
        return None
    if _PHONE.search(reading.clean, label.end(), block.end):  # whom to call
        return None
    inline = _INLINE.search(reading.lower, label.end(), block.end)
    start, end = reading.trim(label.end(), inline.start() if inline else block.end)
    if start == end or _PHONE.search(reading.lower, start, end):
        return None
    actor = actor_at(reading, start, end)
    if actor is not None and reading.lower.startswith(_DOING, actor.predicate):
        body, task = (actor.start, actor.end), actor.predicate
        role = role_of(reading, task, end)
    else:
        body, task = (start, end), start
        role = "lead" if "chủ trì" in label[0] else "implement"
    partners, due = _group(reading, blocks, index)
    if inline and "phối hợp" in inline[0]:
        partners = (inline.end(), block.end)
    return Duty(start, end, body, task, role, "lead_line", partners, due)


def _group(reading: Reading, blocks: Sequence[Block], index: int) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The partners and the time that the neighbouring lines of the group name."""
    partners: tuple[int, int] | None = None
    due: tuple[int, int] | None = None
    for step in (1, -1):
        for at in range(index + step, index + step * (_REACH + 1), step):
            if not 0 <= at < len(blocks) or not is_label_line(reading, blocks[at]):
                break
            block = blocks[at]
            if _LEAD.match(reading.lower, block.content, block.end):
                break
            named = _PARTNERS.match(reading.lower, block.content, block.end)
            if named and partners is None and step > 0:
                partners = (named.end(), block.end)
            elif not named and due is None:
                due = (block.start, block.end)
    return partners, due
