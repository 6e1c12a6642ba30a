"""Who stands before a telephone number: a person behind a form of address, else a body."""

from __future__ import annotations

import re
from functools import cache

from pipeline.citing.patterns import spread
from pipeline.citing.tails import is_body, read_issuer
from pipeline.letters import LOWER, UPPER
from pipeline.lexicon.people import is_surname

_SYLLABLE = rf"(?:[{UPPER}]['’]?[{UPPER}]?[{LOWER}]{{1,7}}|[YAHK](?=\x20)|[{UPPER}]{{2,7}}(?=[\x20,;()\n-]))"
_ADDRESS = (
    r"[Đđ]ồng chí|[Đđ]/c|đ\.c|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Tt]hầy|[Bb]ác sĩ|[Bb]ác sỹ|BSCKI{1,2}|BSCK[12]|BS|ThS|TS|DS|CN|"
    r"ĐD|[Đđ]iều dưỡng|[Hh]ộ sinh|[Kk]ỹ sư|KS|(?:[Đđ]ại|[Tt]hượng|[Tt]rung|[Tt]hiếu) (?:tá|úy|uý)|"
    r"CVCC?|[Cc]huyên viên(?: chính)?|[Cc]án bộ|[Vv]ăn thư|[Gg]iáo viên"
)
_ENDS = (
    "Trưởng",
    "Phó",
    "Chủ",
    "Giám",
    "Bí",
    "Chuyên",
    "Ủy",
    "Cán",
    "Hiệu",
    "Chánh",
    "Thư",
    "Kế",
    "Điện",
    "Số",
    "Email",
    "Sở",
    "Phòng",
)
_SEGMENT = re.compile(r"[^(),;:\n|]+")
_NAME = re.compile(rf"{_SYLLABLE}(?:\x20++{_SYLLABLE}){{1,4}}+")
_BEHIND = re.compile(spread(r"(?<!\w)(?:qua|về|gặp|liên hệ|với|cho|tổng đài|đến) "))
_CLAUSES = 3


@cache
def person() -> re.Pattern[str]:
    """A form of address and the name behind it."""
    name = rf"(?P<name>{_SYLLABLE}(?:\x20++{_SYLLABLE}){{1,5}}+)"
    return re.compile(rf"(?<!\w)(?:{spread(_ADDRESS)})[.:]?\x20*+(?:[Bb][Ss]|ThS|TS|CK[I12]{{1,2}})?[.:]?\x20*+{name}")


def person_before(clean: str, left: int, at: int) -> tuple[int, int] | None:
    """The last person named between `left` and `at`, by a form of address or by a surname."""
    named = [trimmed(clean, *found.span("name")) for found in person().finditer(clean, left, at)]
    addressed = [span for span in named if span]
    if addressed:
        return addressed[-1]
    for start, end in _segments(clean, left, at):
        words = _NAME.match(clean, start, end)
        if words and is_surname(words[0].split()[0]) and not is_body(words[0]):
            return trimmed(clean, start, words.end())
    return None


def _segments(clean: str, left: int, at: int) -> list[tuple[int, int]]:
    """The stretches between marks, last first, without blanks at their ends."""
    found = []
    for segment in _SEGMENT.finditer(clean, left, at):
        words = segment[0].strip()
        if words:
            start = segment.start() + segment[0].index(words)
            found.append((start, start + len(words)))
    return found[::-1]


def trimmed(clean: str, start: int, end: int) -> tuple[int, int] | None:
    """A name without the position that follows it unseparated; None where nothing is left."""
    words = clean[start:end].split()
    for count, word in enumerate(words):
        if count > 1 and word in _ENDS:
            end = start + clean[start:end].index(f" {word}", len(" ".join(words[:count])) - 1)
            break
    return (start, end) if len(clean[start:end].split()) > 1 and words[0] not in _ENDS else None


def body_before(clean: str, lower: str, left: int, at: int) -> tuple[int, int] | None:
    """The body named last before `at`, at the head of a clause or behind `qua`, `về`: `(Phòng Kiểm soát TTHC, điện thoại`."""
    for start, end in _segments(clean, left, at)[:_CLAUSES]:
        heads = [start, *(found.end() for found in _BEHIND.finditer(lower, start, end))]
        for head in reversed(heads):
            span = read_issuer(clean, lower, head, end, named=True)
            if span:
                return span
    return None
