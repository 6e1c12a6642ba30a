"""Whether a sentence assigns work: by its own subject, or to the actor that is handed down to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.duties.acting import acts
from pipeline.duties.actors import Actor, actor_at
from pipeline.duties.duty import Duty, Lead
from pipeline.duties.roles import role_of
from pipeline.duties.words import ASIDES, duty_words
from pipeline.letters import LETTER, LOWER
from pipeline.plan import Role
from pipeline.quantities.words import quantity_words
from pipeline.reading import Reading
from pipeline.rules import pattern

_REQUEST = pattern(
    r"(?<!\w)(?:đề nghị|yêu cầu|giao(?! ban (?:\d|với|vào|ngày|lần|định|hằng|hàng|tuần|tháng|quý|đầu|cuối))|"
    r"phân công)(?: nhiệm vụ| trách nhiệm)?(?: cho)? (?!\s)"
)
_ASKS = pattern(
    r"(?:trên đây|trong quá trình|nếu|căn cứ|để|nhận được|đồng thời|ngoài ra|ban (?!hành)|ủy ban|uỷ ban|ubnd|sở|hội đồng|"
    r"[^,.;:\n]{3,80} (?:đề nghị|yêu cầu|giao) )"
)
_RHYTHM = pattern(
    r"(?:định kỳ |vào |trước |chậm nhất )?(?:(?:vào )?(?:ngày \d{1,2}|thứ [^\W\d_]+|chủ nhật|cuối|đầu) )?"
    r"(?:hằng|hàng) (?:ngày|tuần|tháng|quý|năm) (?=[^\W\d_])"
)
_TELLS = pattern(r"có (?:kết quả|tỷ lệ|tỉ lệ|chỉ số|thành tích)(?!\w)")
_PART_NUMBER = re.compile(r"\(\d{1,2}\) *")
_CLOSING = pattern(r"trên đây là ")
_NOTE = pattern(r"(?:\( *\)|\[\d{1,2}\]) *")
_CONTACT = pattern(r"; ?mọi (?:thông tin|vướng mắc|thắc mắc|chi tiết|ý kiến)[^.;]{0,80} liên hệ")
_CONTACT_FIRST = pattern(
    r"(?:mọi |các )?(?:thông tin|vướng mắc|thắc mắc|chi tiết)[^.;]{0,80} liên hệ|(?:đầu mối |địa chỉ )?liên hệ(?: \w+){0,2}:|"
    r"đầu mối(?: tiếp nhận| thông tin)?:"
)
_CONCERNS = pattern(
    r"đối với (?:[^:;.]{3,120}, (?=thủ trưởng|người đứng đầu|lãnh đạo|giám đốc|hiệu trưởng|chủ tịch|trưởng|ban |cấp |bí thư))?"
)
_BASED = pattern(r"(?:căn cứ|theo|trên cơ sở|thông qua|tùy|tuỳ)(?!\w)")
_BY = pattern(r" do [^.;]*\Z")
_GIVES_LIST = pattern(r",? (?:bao )?gồm(?: có)?\Z")
_DOTS = pattern(r",? ?(?:\.{3}|…)")
_PAPERS = (
    "hồ sơ",
    "tờ trình",
    "văn bản",
    "thủ tục",
    "đơn",
    "giấy",
    "công văn",
    "danh sách",
    "dự toán",
    "kinh phí",
    "biên chế",
    "được",
)
_LATER = pattern(
    r"; (?=\w)|, (?=(?:mỗi|từng) )|(?P<given>(?:\d [^,;:.]{1,20}, |\d(?:[^\W\d_]+|%), |(?<!\w)trong đó )(?:trong đó )?)(?=\w)"
)
_NO_NAME = pattern(r" (?:có|do|gồm) | (?:\d{2}|\d \w)")
_WHERE = pattern(r"(?:địa bàn|khu vực|tuyến|phạm vi)[^:.;\n]{0,40}: ?\Z")
_PREDICATE = re.compile(rf"[{LETTER}][{LOWER}]+[ ,]+[{LOWER}]+[ ,]+[{LOWER}\d]")
"""Words, the first with or without a capital: `Cung ứng đủ thuốc`, `Soi chiếu 100% hành lý`, not `Nguyễn Văn An`."""
_DATED_ACT = pattern(r"(?:ngày|tháng|quý|tuần|thứ|cuối|đầu) [^,;.:\n]{1,50} (?:báo cáo|gửi|nộp|tổng hợp|tổ chức|họp)(?!\w)")


def subject_duty(reading: Reading, start: int, end: int, lead: Lead | None) -> Duty | None:
    """The duty of the sentence `start`..`end`; `lead` is the actor that stands above or before it."""
    lower = reading.lower
    asks = _may_ask(lower, start, end)
    assigns = lower.startswith("phân công ", start)  # the actor above does: `Hiệu trưởng` / `- Phân công giáo viên phụ trách ...`
    named = asks or reading.clean[start : start + 2].isupper() or duty_words().subject.match(lower, start, end) is not None
    goes_on = lead is None and _LATER.search(lower, start, end) is not None
    if not (named or goes_on or lead) or _CONTACT_FIRST.match(lower, start, end):
        return None
    contact = _CONTACT.search(lower, start, end)
    end = contact.start() if contact else end
    return (
        _labelled(reading, start, end, lead)
        or (_own_actor(reading, start, end, lead is not None, asks) if named and not (lead and assigns) else None)
        or _handed_down(reading, start, end, lead)
        or (_later_actor(reading, start, end) if goes_on and lead is None else None)
    )


def _may_ask(lower: str, start: int, end: int) -> bool:
    """Whether a sentence may hold a request word: `_REQUEST` begins with one of these."""
    return (
        lower.find("giao ", start, end) >= 0
        or lower.find("đề ", start, end) >= 0
        or lower.find("yêu ", start, end) >= 0
        or lower.find("phân ", start, end) >= 0
    )


def begins_duty(reading: Reading, start: int, end: int) -> bool:
    """Whether a sentence without a subject begins as duties do: with a verb, an adverb or an adverbial clause."""
    words = duty_words()
    start = number.end() if (number := _PART_NUMBER.match(reading.clean, start, end)) else start
    if _DATED_ACT.match(reading.lower, start, end):
        return True
    known = any(word.match(reading.lower, start, end) for word in (words.verb, words.opener, words.adverb))
    return known or _acts_unnamed(reading, start, end)


def _labelled(reading: Reading, start: int, end: int, lead: Lead | None) -> Duty | None:
    """The duty of a sentence that its own label names the actor of."""
    if lead is None or not start <= lead.start < end:
        return None
    task = reading.clean.find(":", lead.start, end) + 1
    return _duty(reading, start, end, (lead.start, lead.end), task, "label")


def _own_actor(reading: Reading, start: int, end: int, led: bool, asks: bool) -> Duty | None:
    """The duty of a sentence that names its actor: at its head, after an adverbial clause or after a request word."""
    found = _subject(reading, start, end, led, asks)
    if found is None or not acts(reading, found, end):
        return None
    return _duty(reading, found.start, end, (found.start, found.end), found.predicate, "subject")


def _later_actor(reading: Reading, start: int, end: int) -> Duty | None:
    """An actor further on: `Cấp thuốc cho 2.000 người; Hội Thầy thuốc trẻ tỉnh chủ trì ...`, `..., mỗi đơn vị gửi 02 bài`."""
    if _WHERE.search(reading.lower, max(0, start - 60), start):
        return None
    for later in _LATER.finditer(reading.lower, start, end):
        at = later.end()
        if later["given"] and not reading.clean[at].isupper():
            continue
        found = actor_at(reading, at, end)
        if found is None or _NO_NAME.search(reading.lower, at, found.predicate):
            continue
        if acts(reading, found, end):
            return _duty(reading, found.start, end, (found.start, found.end), found.predicate, "subject")
    return None


def _subject(reading: Reading, start: int, end: int, led: bool, asks: bool) -> Actor | None:
    """The body that acts; below an actor (`led`) what follows `Căn cứ ..., theo ...` goes on with the basis.

    `asks` tells that a request word may stand in the sentence.
    """
    based = led and _BASED.match(reading.lower, start, end) is not None
    persons = reading.zone_at(start) == "implementation"
    concerned = _CONCERNS.match(reading.lower, start, end)
    if concerned is not None and (actor := actor_at(reading, concerned.end(), end, persons)):
        return actor
    if asks and _CLOSING.match(reading.lower, start, end) and (actor := _requested(reading, start, end)):
        return actor
    for at in _clause_starts(reading, start, end):
        request = _REQUEST.match(reading.lower, at, end)
        actor = actor_at(reading, request.end() if request else at, end, persons)
        if actor is not None and (at == start or request or _is_subject(reading, start, at, end, based)):
            return _asked(reading, actor, end) or actor
    if asks and (_ASKS.match(reading.lower, start, end) or reading.zone_at(start) == "closing"):
        return _requested(reading, start, end)
    return None


def _requested(reading: Reading, start: int, end: int) -> Actor | None:
    """The body behind the first request word of a sentence."""
    for request in _REQUEST.finditer(reading.lower, start, end):
        if not _is_noun(reading.lower, start, request.start()) and (actor := actor_at(reading, request.end(), end)):
            return actor
    return None


def _is_subject(reading: Reading, start: int, at: int, end: int, based: bool) -> bool:
    """After a comma only a capital name or a determiner opens a subject; `đơn vị, địa phương, cơ sở` goes on a list, and so
    does what `do` opened: `cấp III do Bộ Chỉ huy Quân sự tỉnh, Công an tỉnh điều động`."""
    if by := _BY.search(reading.lower, max(start, at - 120), at):
        verbs = duty_words().predicate.finditer(reading.lower, by.end(), at)
        if all(reading.clean[verb.start()].isupper() for verb in verbs):
            return False
    if duty_words().determiner.match(reading.lower, at, end) is not None or (reading.clean[at].isupper() and not based):
        return True
    if based:
        return False
    words = reading.lower[max(start, at - 24) : at].rstrip(" ,").split()
    listed = any(duty_words().head.fullmatch(" ".join(words[-count:])) for count in (1, 2))
    return not listed and reading.zone_at(at) != "body"


def _is_noun(lower: str, start: int, at: int) -> bool:
    """Whether a request word names a paper or money: `Hồ sơ đề nghị Chủ tịch UBND tỉnh ...`, `trong dự toán giao cho ...`."""
    return " ".join(lower[max(start, at - 20) : at].split()).endswith(_PAPERS)


def _asked(reading: Reading, actor: Actor, end: int) -> Actor | None:
    """`Ban Thường vụ yêu cầu các công đoàn cơ sở ...`: the body that is asked acts."""
    request = _REQUEST.match(reading.lower, actor.predicate, end)
    return actor_at(reading, request.end(), end) if request else None


def _clause_starts(reading: Reading, start: int, end: int) -> Iterator[int]:
    """Where a subject may stand: at the start, behind the commas of an adverbial opening, behind a semicolon."""
    note = _NOTE.match(reading.clean, start, end)
    start = note.end() if note else start
    yield start
    if rhythm := _RHYTHM.match(reading.lower, start, end):
        yield rhythm.end()
    words = duty_words()
    opened = words.opener.match(reading.lower, start, end) or words.dated.match(reading.lower, start, end)
    if opened or reading.lower.startswith(ASIDES, start):
        at = start
        for _ in range(5):
            comma = reading.clean.find(",", at, min(end, start + 400))
            if comma < 0:
                return
            at = comma + 1
            if reading.clean.count("(", start, at) > reading.clean.count(")", start, at):
                continue
            while at < end and reading.clean[at] == " ":
                at += 1
            if (
                words.verb.match(reading.lower, at, end)
                and not words.opener.match(reading.lower, at, end)
                and not _REQUEST.match(reading.lower, at, end)
            ):
                return
            yield at


def _handed_down(reading: Reading, start: int, end: int, lead: Lead | None) -> Duty | None:
    """A sentence without a subject that begins with a verb or an adverbial clause, under an actor."""
    left_out = reading.lower.startswith(("đối với ", "trên đây là ", "trong đó "), start)
    if lead is None or left_out or _TELLS.match(reading.lower, start):
        return None
    if not begins_duty(reading, start, end):
        return None
    return _duty(reading, start, end, (lead.start, lead.end), start, "inherited", lead.role)


def _acts_unnamed(reading: Reading, start: int, end: int) -> bool:
    """Whether a bullet of the implementation part opens with a verb that no table knows: with no noun, name or number."""
    words = duty_words()
    if reading.zone_at(start) != "implementation" or not _PREDICATE.match(reading.clean, start, end):
        return False
    nouns = (words.head, words.person, words.topic, words.thing, quantity_words().noun)
    return not any(noun.match(reading.lower, start, end) for noun in nouns)


def _duty(reading: Reading, start: int, end: int, actor: tuple[int, int], task: int, rule: str, role: Role | None = None) -> Duty:
    start, end = _bounds(reading, start, end)
    return Duty(start, end, actor, max(task, start), role or role_of(reading, max(task, start), end), rule)


def _bounds(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """The sentence trimmed; quotation marks that open inside it, and dots that stand for more, stay with it."""
    start, stop = reading.trim(start, end)
    if listing := _GIVES_LIST.search(reading.lower, max(start, stop - 12), stop):
        stop = reading.trim(start, listing.start())[1]
    text = reading.text
    if text[stop : stop + 1] == "”" and text.count("“", start, stop) > text.count("”", start, stop):
        return start, stop + 1
    dots = _DOTS.match(text, stop, end)
    return start, dots.end() if dots else stop
