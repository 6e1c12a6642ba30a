"""Small readers of printed text, written apart from the extractors: what a span can be held to say.

They err on the side of the plan: a reading that the print allows is accepted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from pipeline.document import Span

_MARKS = re.compile(r"[\s*_#\\]+")
_HYPHENS = re.compile("[\u2010-\u2015\u2212\u00ad]")
_PAGE_LINE = re.compile(r"(?:trang |page )?[-–—]? ?[0-9]{1,4}(?: ?/ ?[0-9]{1,4})? ?[-–—]?\.?")
_PARTY_HYPHEN = re.compile(r"(?<=[0-9])-(?=[^\W0-9])")
_DIGITS = re.compile(r"[0-9]{1,15}")
_YEAR = re.compile(r"(?<![0-9])(?:1[89]|20)[0-9]{2}(?![0-9])")
_WORD = re.compile(r"[0-9]+|[^\W0-9]+")
_FIGURE = re.compile(r"[0-9][0-9.,]{0,30}")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){1,7}(?:,[0-9]{1,9})?")
_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){1,7}(?:\.[0-9]{1,9})?")
_SPACED = re.compile(r"(?<![0-9])[0-9]{1,3}(?: [0-9]{3}){1,7}(?![0-9])")
_TOKEN = re.compile(r"[0-9][0-9.,]{0,30}|[^\W\d_]+")
_FRACTION = re.compile("([0-9]{1,4}) ?[/\u2044\u2215] ?([0-9]{1,4})")

_UNITS = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_SCALES = {
    "mươi": 10, "chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
}  # fmt: skip


def said(text: str, *spans: Span) -> str:
    """The printed text of spans, one line each."""
    return "\n".join(text[span.start : span.end] for span in spans)


def squeezed(text: str) -> str:
    """Without blanks and Markdown marks: `Không quá **250**` and `Không quá 250` are the same print."""
    return _MARKS.sub("", text)


def same(value: str, printed: str) -> bool:
    """Whether a value is the printed text folded to one line; lines that hold a page number may be left out."""
    wanted = squeezed(value)
    if wanted == squeezed(printed):
        return True
    reached = {0}
    for line in printed.split("\n"):
        part = squeezed(line)
        further = {at + len(part) for at in reached if wanted.startswith(part, at)}
        reached = further | reached if _PAGE_LINE.fullmatch(line.strip().lower()) else further
    return len(wanted) in reached


def plain(text: str) -> str:
    """The form of document numbers: squeezed, with plain hyphens. `23 /KH- CĐYT` gives `23/KH-CĐYT`."""
    return _HYPHENS.sub("-", squeezed(text))


def bare_number(text: str) -> str:
    """Without the hyphen behind the figures, which Party numbers are printed with or without: `187 KH/TWĐTN`, `187-KH/TWĐTN`."""
    return _PARTY_HYPHEN.sub("", plain(text))


def folded(text: str) -> str:
    """Lower case without tones, accents and đ, for names that are spelled in more than one way."""
    return "".join(c for c in unicodedata.normalize("NFD", text.lower().replace("đ", "d")) if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """Words and figures in lower case, parted where they are glued: `38.450.000đ` ends in `đ`."""
    return _WORD.findall(text.lower())


def in_order(value: str, printed: str) -> bool:
    """Whether the words of a value stand in the print in this order; a second column may stand between them."""
    there = iter(words(printed))
    return all(word in there for word in words(value))


def integers(text: str) -> set[int]:
    return {int(digits) for digits in _DIGITS.findall(text)}


def printed_parts(date: str, text: str) -> bool:
    """Whether the figures of a date string are printed; a year may be printed with two."""
    there = integers(text)
    return integers(date) <= there | {2000 + number for number in there if number < 100}


def years(text: str) -> set[int]:
    """Four-digit years from 1800 to 2099."""
    return {int(year) for year in _YEAR.findall(text)}


def digits(text: str) -> str:
    return "".join(_DIGITS.findall(text))


def numbers(text: str) -> set[float]:
    """Every quantity that a phrase can be read to name.

    >>> sorted(numbers("không quá 1,5 ngày hoặc 1.000 người")), sorted(numbers("½ ngày")), numbers("hai mươi lăm giải") >= {25}
    ([1.5, 1000.0], [0.5], True)
    """
    found = {value for figure in _FIGURE.findall(text) for value in _figures(figure.rstrip(".,"))}
    found |= {int(a) / int(b) for a, b in _FRACTION.findall(text) if int(b)}
    found |= set(_signs(text))
    found |= {float(groups.replace(" ", "")) for groups in _SPACED.findall(text)}
    tokens = _TOKEN.findall(text.lower())
    found |= set(_spoken(tokens))
    if "nửa" in tokens:
        found.add(0.5)
    return found | {value + 0.5 for value in found} if "rưỡi" in tokens else found


def _figures(figure: str) -> Iterator[float]:
    """Dots part thousands, the comma parts decimals; `1,000` and `1.5` are let pass in the other style."""
    if _THOUSANDS.fullmatch(figure):
        yield float(figure.replace(".", "").replace(",", "."))
    elif len(figure.replace(",", ".").split(".")) <= 2:
        yield float(figure.replace(",", "."))
    if _COMMAS.fullmatch(figure):
        yield float(figure.replace(",", ""))


def _signs(text: str) -> Iterator[float]:
    """`½`, `1½`."""
    for place, sign in enumerate(text):
        if sign > "\x7f" and unicodedata.category(sign) == "No":
            part = unicodedata.numeric(sign)
            before = re.search(r"[0-9]{1,6}$", text[max(0, place - 6) : place])
            yield part + int(before.group()) if before else part


def _spoken(tokens: Iterable[str]) -> Iterator[float]:
    """Number words, alone and in runs: `hai mươi lăm` is 2, 20, 25 and more; `500 nghìn` is 500000 beside 500."""
    total: float = 0
    last: float = 0
    for word in tokens:
        if word in _UNITS:
            total, last = total + last, _UNITS[word]
            yield last
        elif word[0].isdigit():
            total, last = 0, next(_figures(word.rstrip(".,")), 0)
        elif word in _SCALES and total + last > 0:
            scale = _SCALES[word]
            total, last = ((total + last) * scale, 0) if scale >= 1000 else (total, last * scale)
        elif word not in ("lẻ", "linh"):
            total, last = 0, 0
        if total + last > 0:
            yield total + last
