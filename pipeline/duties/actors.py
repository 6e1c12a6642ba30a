"""Who acts: the body, organ, office or class of units that a sentence opens with."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.duties.words import duty_words
from pipeline.letters import LOWER, UPPER
from pipeline.reading import Reading
from pipeline.rules import pattern

_LONGEST_NAME = 280
_LONGEST_TITLE = 200
_NOTE = pattern(
    r" \((?:(?i:cơ quan|đơn vị|thường trực|qua|chủ trì|đầu mối|bộ phận)[^()\n]{0,200}|[^(),\n]{2,25}|"
    r"(?i:bql|ban|công ty|hạt|gồm|bao gồm|trừ|kể cả|như) [^()\n]{2,200})\)?$"
)
_STOP = re.compile(r"[():|]|;(?! (?i:chủ tịch|thủ trưởng|giám đốc|bí thư|người đứng đầu) )")
"""Officers go on behind a semicolon: `Thủ trưởng các cơ quan; Chủ tịch UBND các xã nghiêm túc thực hiện`."""
_NAME_GOES_ON = re.compile(rf" và [{UPPER}][{LOWER}]")
"""Behind a verb in a name: `Trung tâm Ươm tạo và Chuyển giao công nghệ`."""
_OWNED = pattern(r"đối với|(?:trách nhiệm|nhiệm vụ|phần việc)(?: cụ thể| chính)? của")
_SHORT = re.compile(r"[A-ZĐ]{2,8}(?:[&-][A-ZĐ]{2,8})?(?![\w/-])")
"""A body by its initials, where persons may act too: `BCĐ các xã lập danh sách`."""
_CODE = re.compile(r"(?:[ABCHKTVX]|P[ACHKVX])(?:0[1-9]|1[0-3])(?![\w/-])")
"""A unit of the police by its code: `C04`, `PC06`."""
_BLANK = pattern(r"…|\.{3}|_{3}")
_CHECKS_SO_MANY = pattern(r"(?:thanh tra|kiểm toán) \d")
"""`Thanh tra 86 doanh nghiệp` is what is done."""
_SEVERAL = (
    " các đơn vị",
    " mỗi đơn vị",
    " từng đơn vị",
    " các cơ quan",
    " địa phương, đơn vị",
    " cơ quan, đơn vị",
    " các doanh nghiệp",
    " những đơn vị",
)
_ACTS_OF_SEVERAL = ("thực hiện", "phối hợp", "tổ chức", "xây dựng")
_NOUNS = (" việc", " công tác")
"""They make nouns of all verbs behind them: `trong việc triển khai thực hiện`."""
_JOINING = (" và", " hoặc")
"""Behind these a name goes on: `Các phòng chuyên môn và tổ chức tương đương`."""
_MODAL = ("phải", "có trách nhiệm", "chịu trách nhiệm", "cần")
_RELATIVE = ("trực tiếp", "tham gia", "sử dụng", "quản lý", "thực hiện", "trực", "phụ trách", "theo dõi", "được phân công")
_CHARGED = ("phụ trách ", "theo dõi ")
"""`Phó Hiệu trưởng phụ trách bán trú:` names an office by its field."""
_RANK = r"(?i:đại|thượng|trung|thiếu) (?i:tá|úy|uý|tướng) +"
_PERSON = re.compile(
    r"(?:(?i:các )?(?i:đồng chí|đ/c|ông|bà|thầy|cô|anh|chị)[.:]? +"
    rf"(?:{_RANK})?(?:[{UPPER}][{LOWER}]* +){{1,4}}[{UPPER}][{LOWER}]*)(?= *[,–(-])"
)


class Actor(NamedTuple):
    """`start`..`end` names the body; `predicate` is where its duty begins."""

    start: int
    end: int
    predicate: int


def actor_at(reading: Reading, start: int, end: int, persons: bool = False) -> Actor | None:
    """The body that the sentence `start`..`end` has as its subject, or None; `persons` in general count on request.

    `Ban Thường vụ LĐLĐ huyện chủ trì, phối hợp với ...` gives the name up to `chủ trì`.
    """
    words = duty_words()
    head = words.head.match(reading.lower, start, end) or (persons and words.person.match(reading.lower, start, end)) or None
    head = head or (_SHORT.match(reading.clean, start, end) if persons else None) or _CODE.match(reading.clean, start, end)
    if head is None or _CHECKS_SO_MANY.match(reading.lower, head.start(), end):
        return None
    if person := _PERSON.match(reading.clean, start, end):
        return Actor(start, person.end(), _past_comma(reading.clean, person.end(), end))
    predicate = _predicate(reading, head.end(), min(end, head.end() + _LONGEST_NAME))
    if reading.zone_at(start) == "implementation" and (predicate is None or reading.clean.find(", ", head.end(), predicate) >= 0):
        closed = duty_words().closed_name.search(reading.clean, head.end(), _clause_end(reading.clean, head.end(), end))
        if closed and "," not in reading.clean[head.end() : closed.end()] and (predicate is None or closed.end() < predicate):
            predicate = closed.end()
    if predicate is None:
        return None
    return Actor(start, _trim_name(reading.clean, start, predicate), predicate)


def named_body(reading: Reading, start: int, end: int, persons: bool = False) -> tuple[int, int] | None:
    """The body that a label names and nothing else, request words left out (`Đề nghị Sở Y tế`)."""
    body = _body_of(reading, start, end, persons)
    if body is None:
        return None
    predicate = _predicate(reading, body[1], end)
    if predicate is not None and not reading.lower.startswith(_CHARGED, predicate):
        return None
    return body[0], _trim_name(reading.clean, body[0], end)


def titled_body(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """The body that a heading names: `Phòng Cảnh sát quản lý hành chính`, `Các cơ sở đào tạo đại học, sau đại học`.

    A title is no sentence, so only verbs that assign work (`chủ trì`, `triển khai`) tell it from one.
    """
    body = _body_of(reading, start, end, persons=True)
    if body is None or end - start > _LONGEST_TITLE:
        return None
    assigning = (
        match for match in duty_words().assigning.finditer(reading.lower, body[1], end) if reading.clean[match.start()].islower()
    )
    if any(_is_verb(reading, match, start) for match in assigning):
        return None
    return body[0], _trim_name(reading.clean, body[0], end)


def _body_of(reading: Reading, start: int, end: int, persons: bool = False) -> tuple[int, int] | None:
    """Where the name of a body begins and its head ends, request words left out."""
    words = duty_words()
    while (request := words.request.match(reading.lower, start, end)) is not None:
        start = _skip(reading.lower, request.end(), end)
    if owned := _OWNED.match(reading.lower, start, end):
        start = _skip(reading.lower, owned.end(), end)
    head = words.head.match(reading.lower, start, end) or (persons and words.person.match(reading.lower, start, end)) or None
    head = head or (_SHORT.match(reading.clean, start, end) if persons and not reading.clean[start:end].isupper() else None)
    head = head or _CODE.match(reading.clean, start, end)
    return (start, head.end()) if head and not _BLANK.search(reading.clean, start, end) else None


def noun_phrase_end(reading: Reading, start: int, end: int) -> int:
    """Where a list of bodies ends: at the verb that follows them, or with the clause."""
    predicate = _predicate(reading, start, end)
    stop = predicate if predicate is not None else _clause_end(reading.clean, start, end)
    return _trim_name(reading.clean, start, stop)


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start] in " :,":
        start += 1
    return start


def _past_comma(clean: str, start: int, end: int) -> int:
    while start < end and clean[start] in " ,-–":
        start += 1
    return start


def _predicate(reading: Reading, start: int, end: int) -> int | None:
    """Where the predicate begins: the first verb in lower case that is no part of a name or noun phrase.

    What a body was given is part of its name: `các đơn vị được giao nhiệm vụ theo dõi, kiểm tra thường xuyên báo cáo`.
    """
    stop = _clause_end(reading.clean, start, end)
    nominal_end, given, noun, passive = -1, None, False, False
    for match in duty_words().predicate.finditer(reading.lower, start, stop):
        if reading.clean[match.start()].isupper() or _NAME_GOES_ON.match(reading.clean, match.end(), stop):
            continue
        between = " ".join(reading.lower[nominal_end : match.start()].split()) if nominal_end >= 0 else "."
        if between in (",", "và") or (given is not None and between in ("", "nhiệm vụ")) or ((noun or passive) and between == ""):
            nominal_end, passive = match.end(), False
        elif not _is_verb(reading, match, start):
            before = reading.lower[start : match.start()].rstrip(" \n")
            noun, passive = before.endswith(_NOUNS), before.endswith((" được", " bị"))
            nominal_end = match.end()
        elif match[0].startswith("được giao"):
            nominal_end, given = match.end(), match.start()
        else:
            return _main_verb(reading, match, stop)
    return given


def _is_verb(reading: Reading, match: re.Match[str], start: int) -> bool:
    """Whether it is no noun (`công tác kiểm tra`) and no part of a name (`Ban chỉ đạo`)."""
    words = duty_words()
    before = " " + " ".join(reading.lower[max(start - 40, 0) : match.start()].split())
    verb = " ".join(match[0].split())
    ends = words.name_verbs.get(verb)
    if ends is not None and before.endswith(ends) and not (before.endswith(_SEVERAL) and verb in _ACTS_OF_SEVERAL):
        return False
    if before.endswith(_JOINING) or (verb == "lãnh đạo" and before.endswith(",")):
        return False
    if match.start() == start + 1 and words.act.fullmatch(match[0]) and _tells_kind(before):
        return False
    return words.adverb.fullmatch(match[0]) is not None or not before.endswith(words.not_after)


def _tells_kind(before: str) -> bool:
    """Whether a verb behind these words tells of which kind the body is: `tổ bơm tưới`, `hộ nuôi tôm`, not `chi hội góp quỹ`."""
    words = duty_words()
    closed = max((len(head) for head in words.closed_heads if before.endswith(head)), default=0)
    return before.endswith(words.open_heads) and not any(closed > len(head) for head in words.open_heads if before.endswith(head))


def _main_verb(reading: Reading, match: re.Match[str], end: int) -> int:
    """`Tất cả lực lượng tham gia thực hiện Kế hoạch này phải ...`: the duty begins at the modal."""
    if " ".join(match[0].split()) not in _RELATIVE:
        return match.start()
    comma = reading.lower.find(",", match.end(), end)
    limit = comma if comma >= 0 else end
    places = [place for modal in _MODAL if (place := reading.lower.find(f" {modal} ", match.end(), limit)) >= 0]
    return min(places) + 1 if places else match.start()


def _clause_end(clean: str, start: int, end: int) -> int:
    """A name does not run past a colon or semicolon, save inside brackets."""
    depth = 0
    for match in _STOP.finditer(clean, start, end):
        if match[0] == "(":
            depth += 1
        elif match[0] == ")":
            depth -= 1
        elif depth <= 0:
            return match.start()
    return end


def _trim_name(clean: str, start: int, end: int) -> int:
    """The end of the name: a bracket that says what the body is (`(cơ quan thường trực ...)`) is no part of it."""
    while end > start and clean[end - 1] in " ,:;.*-–":
        end -= 1
    note = _NOTE.search(clean, start, end)
    return _trim_name(clean, start, note.start()) if note else end
