"""The marks that open a numbered paragraph: `I.`, `1/`, `2.1`, `a)`, `(1)`, `-`, `- +`, `Phần thứ nhất`, `Điều 1.`

Nghị định 30/2020/NĐ-CP sets Phần, Chương, Mục, Điều, khoản `1.`, điểm `a)`; plans mostly use I. 1. 1.1. a) - + in many spellings.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.letters import LETTER, LOWER, UPPER
from pipeline.plan import SectionKind

_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ORDINALS = {
    word: value
    for value, word in enumerate(["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"], start=1)
}  # fmt: skip
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}

_TITLES = "|".join(
    word.replace(" ", r"\ ")
    for word in (
        "TỔ CHỨC", "NỘI DUNG", "MỤC ĐÍCH", "MỤC TIÊU", "KINH PHÍ", "NHIỆM VỤ", "YÊU CẦU", "THỜI GIAN", "GIẢI PHÁP", "PHÂN CÔNG",
        "THÀNH PHẦN", "ĐỐI TƯỢNG", "CĂN CỨ", "QUAN ĐIỂM", "PHẠM VI", "TIẾN ĐỘ", "CHẾ ĐỘ", "CHỈ TIÊU", "TRÁCH NHIỆM",
    )
)  # fmt: skip

_MARKER = re.compile(
    rf"""
      (?P<dash>[-–—−‐‑•·](?:\ ?\+)?(?=[\ \w“"(/]))         # "- Chủ trì", "- + Bằng khen"
    | (?P<plus>\+(?=[\ \w“"(]))
    | (?P<bullet>[*▪◦●§✓](?=[\ \w])|o(?=\ [{UPPER}]))
    | (?P<roman>[IVX]{{1,6}})(?:\ {{0,4}}[.)](?=[\ \w“"])|\ ?/(?=\ |[{UPPER}]{{2}})|\ ?[-–](?=[\ \w])
        |\ ?[:,](?=\ (?![IVX]{{1,6}}\b)[{UPPER}]{{2}})|\.$)   # "II.", "I-", "IV/", "I: MỤC ĐÍCH"
    | (?P<mixed>(?=[l1|]{{1,3}}[IVX]|[IVX]{{1,3}}[l1|])[IVXl1|]{{2,4}})\ ?[.)/-](?=\ ?[{UPPER}])   # "lV) Thời gian"
    | (?P<decimal>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?:\ {{0,4}}[./):-]|(?=\ ))(?=[\ “"]|[^\W\d_]|$)
    | (?P<arabic>\d{{1,3}})
        (?:\ {{0,4}}[.):](?![\d.])|/(?=\ |[{UPPER}][{LOWER}])|\ ?[-–](?=\ [^\W\d_]|[{UPPER}][{LOWER}])
        |[-–](?=\ 100\ ?%)   # "2- 100% chi bộ"
        |,(?=\ [{UPPER}][{LOWER}]))   # "1, Văn nghệ"
        (?=[\ “"(]|[^\W\d_]|$)
    | \((?P<paren>\d{{1,2}}|[a-zđ]|[ivx]{{1,4}})\)
    | (?P<bare>[IVX]{{1,4}})\ (?=(?:{_TITLES})(?![{UPPER}]))   # "V TỔ CHỨC THỰC HIỆN": the point is lost
    | (?P<lost>II|III|IV|VI{{1,3}})\ (?=[{UPPER}]{{2,}}\ [{UPPER}]{{2}})
    | (?P<cyrillic>З)\ ?[.)](?=\ )
    | (?P<capital>[ĐA-HK-UY])\ ?[-–](?=\ ?[{UPPER}][{LETTER}])   # "A- ĐẶC ĐIỂM", Party style
    | (?P<damaged>[IVXl1|H]{{1,4}})\ ?[.](?=\ ?[{UPPER}]{{2}})      # "l. MỤC ĐÍCH", "1I. NỘI DUNG"
    | (?P<hurt>(?=[IVX]{{0,2}}H)[IVXH]{{2,4}})\ ?[.](?=\ [{UPPER}])     # "HI. Đối tượng" for III
    | (?P<dashed>[a-zđ])[-–,](?=\ [{UPPER}][{LOWER}])         # "a- Đối tượng" (Party style), "a, Đối tượng"
    | (?P<letter>[a-zđĐA-HK-UY])\ ?(?:/\.|[.)/])(?=[\ “"]|[^\W\d_]{{2}})
    | (?P<word>(?i:phần|chương|tiểu\ mục|mục|điều))\ +(?P<label>(?i:thứ\ +(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười))|
        [IVX]{{1,6}}|\d{{1,3}}|[A-H])
        (?:\ *(?:[.:)](?:\ *[-–])?|[–-]|$)|(?=\ [{UPPER}]{{2,}}\ [{UPPER}]{{2}}))       # "Phần I.", "PHẦN I: -", "PHẦN I KẾT QUẢ"
    """,
    re.VERBOSE,
)
_WORD_KINDS: dict[str, SectionKind] = {
    "phần": "part", "chương": "chapter", "mục": "item", "tiểu mục": "item", "điều": "article",
}  # fmt: skip
_DAMAGE = str.maketrans({"l": "I", "1": "I", "|": "I"})


class Marker(NamedTuple):
    """`label` as printed without its closing point; `start`..`end` covers what is printed, delimiter included.

    `value` is the ordinal the label stands for (`IV` is 4, `đ` is 5, `2.1` is its last part 1), None for dashes.
    `repaired` tells that OCR damage was read through (`l.` for `I.`).
    """

    kind: SectionKind
    label: str
    start: int
    end: int
    value: int | None = None
    repaired: bool = False


def roman_value(numeral: str) -> int:
    """The value of a Roman numeral; malformed ones (`IIII`) count their strokes.

    >>> roman_value("XIV")
    14
    """
    total = 0
    for digit, following in zip(numeral, numeral[1:] + " ", strict=True):
        value = _ROMAN_VALUES[digit]
        total += -value if _ROMAN_VALUES.get(following, 0) > value else value
    return total


def read_marker(text: str, start: int, end: int) -> Marker | None:
    """The marker that opens the line `text[start:end]` (Markdown marks already blanked), or None.

    >>> read_marker("II- NỘI DUNG", 0, 12).label
    'II'
    """
    match = _MARKER.match(text, start, end)
    if match is None:
        return None
    kind = match.lastgroup or ""
    stop = match.end()
    if kind == "dash":
        mark = match["dash"]
        if mark.endswith("+"):
            return Marker("plus", "+", start, stop)
        return Marker("bullet" if mark in "•·" else "dash", mark, start, stop)
    if kind in ("plus", "bullet"):
        return Marker("plus" if kind == "plus" else "bullet", match[kind], start, stop)
    return _numbered(match, start, stop)


def _numbered(match: re.Match[str], start: int, stop: int) -> Marker | None:
    if label := match["roman"]:
        return Marker("roman", label, start, stop, roman_value(label))
    if label := match["decimal"]:
        return Marker("decimal", label, start, stop, int(label.rpartition(".")[2]))
    if label := match["arabic"]:
        return Marker("arabic", label, start, stop, int(label))
    if label := match["paren"]:
        return Marker("paren", f"({label})", start, stop, _paren_value(label))
    if label := match["letter"] or match["dashed"]:
        return Marker("letter", label, start, stop, _letter_value(label))
    if word := match["word"]:
        label = match["label"]
        return Marker(
            _WORD_KINDS[" ".join(word.lower().split())], " ".join(f"{word} {label}".split()), start, stop, _word_value(label)
        )
    if match["cyrillic"]:
        return Marker("arabic", "3", start, stop, 3, repaired=True)
    if label := match["capital"]:
        return Marker("letter", label, start, stop, _letter_value(label))
    if label := match["bare"] or match["lost"]:
        return Marker("roman", label, start, stop, roman_value(label), repaired=True)
    label = (match["mixed"] or match["damaged"] or match["hurt"]).translate(_DAMAGE).replace("H", "II")
    if not set(label) <= set("IVX"):
        return None
    return Marker("roman", label, start, stop, roman_value(label), repaired=True)


def second_roman(marker: Marker) -> Marker:
    """`H.` read as the `II.` that it is between I and III."""
    return marker._replace(kind="roman", label="II", value=2, repaired=True)


def first_number(marker: Marker) -> Marker:
    """`l/` read as the `1/` that it is where no `k/` stands before it."""
    return marker._replace(kind="arabic", label="1", value=1, repaired=True)


def _letter_value(label: str) -> int:
    return _LETTERS.find(label.lower()) + 1


def _paren_value(label: str) -> int:
    return int(label) if label.isdigit() else _letter_value(label[0])


def _word_value(label: str) -> int:
    if label.isdigit():
        return int(label)
    if label.isupper():
        return roman_value(label) if set(label) <= set("IVX") else _letter_value(label)
    return _ORDINALS[label.lower().split()[-1]]
