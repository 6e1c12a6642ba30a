"""Names of persons as papers print them: `Lê Kim Tho`, `LÊ KIM THO`, `ThS. Lê Kim Tho`, `Thượng tướng Nguyễn Văn Long`.

name_in("TS. BS. NGUYỄN VĂN A", 0, 20)     (8, 20): the name without titles and ranks
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.letters import LETTER, LOWER, UPPER, lowered
from pipeline.lexicon.people import TitleKind, titles

_SYLLABLE = rf"[{UPPER}][{LOWER}]{{0,7}}(?:[’'`-][{LETTER}][{LOWER}]{{0,7}})?"
_TITLE_CASE = re.compile(rf"{_SYLLABLE}(?:\s{{1,3}}{_SYLLABLE}){{1,6}}")
_CAPITALS = re.compile(rf"[{UPPER}]{{1,8}}(?:[’'`-][{UPPER}]{{1,8}})?(?:\s{{1,3}}[{UPPER}]{{1,8}}){{1,5}}")
_WORD = re.compile(rf"[{LETTER}]+")
_TITLES: tuple[TitleKind, ...] = ("academic", "medical", "military", "polite")
_TAIL = " .,;:*_()|"
_OFFICES = (
    "ủy ban", "chủ tịch", "giám đốc", "văn phòng", "nhân dân", "công an", "hội đồng", "bí thư", "nơi nhận", "kính gửi",
    "phụ lục", "thường trực", "thường vụ", "thành phố", "thị trấn", "trung ương", "đảng ủy", "huyện ủy", "tỉnh ủy", "kế hoạch",
    "liên đoàn", "công đoàn", "trung tâm", "hiệu trưởng", "tổ chức", "quốc hội", "việt nam", "lãnh đạo", "ban chỉ", "tiểu ban",
    "đại diện", "phụ trách", "cộng hòa", "mặt trận",
)  # fmt: skip
_FIRST_OF_BODY = (
    "ban ", "sở ", "phòng ", "trường ", "tỉnh ", "huyện ", "xã ", "phường ", "bộ ", "cục ", "các ", "phó ", "trưởng ",
    "đội ", "hội ", "đảng ",
)  # fmt: skip


@cache
def _prefix() -> re.Pattern[str]:
    """Ranks, degrees and forms of address before a name, several in a row."""
    words = {word.rstrip(".") for kind in _TITLES for word in titles(kind)}
    forms = words | {word.upper() for word in words}
    choice = "|".join(re.escape(form).replace(r"\ ", r"\s{1,3}") for form in sorted(forms, key=lambda form: (-len(form), form)))
    return re.compile(rf"(?:(?:{choice})(?:\s?[.,:-]\s?|\s+)){{1,6}}")


def name_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name that fills a stretch but for titles before it, or None where the stretch is no person's name."""
    while start < end and not text[start].isalpha():
        start += 1
    while end > start and text[end - 1] in _TAIL:
        end -= 1
    if end - start > 80:
        return None
    prefix = _prefix().match(text, start, end)
    if prefix and prefix.end() < end:
        start = prefix.end()
    form = _TITLE_CASE if any(c.islower() for c in text[start:end]) else _CAPITALS
    if not form.fullmatch(text, start, end) or _is_office(text[start:end]):
        return None
    return start, end


def _is_office(words: str) -> bool:
    """Offices and bodies are printed like names: `Phó Chủ Tịch`, `VĂN PHÒNG`."""
    lower = " ".join(lowered(words).replace("uỷ", "ủy").replace("hoà", "hòa").split())
    return lower.startswith(_FIRST_OF_BODY) or any(office in lower for office in _OFFICES)


def title_form(name: str) -> str:
    """`LÊ KIM THO` gives `Lê Kim Tho`; a name in small letters stays as printed, blanks folded."""
    words = " ".join(name.split())
    if any(c.islower() for c in words):
        return words
    return _WORD.sub(lambda part: part[0][0] + part[0][1:].lower(), words)
