"""Roman numerals and Vietnamese number words.

    roman("XIII") == 13                     number_words("hai mươi lăm") == 25
    number_words("một trăm linh năm") == 105       number_words("ba triệu rưỡi") == 3_500_000

`năm` is also "year" and `tư` also "private": ask only where a counted noun follows.
"""

from __future__ import annotations

import re

_ROMAN = re.compile(r"(?=[IVXLC])(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6, "bảy": 7,
    "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"nghìn": 1_000, "ngàn": 1_000, "vạn": 10_000, "triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000}
_ONLY_AFTER_TENS = ("mốt", "tư", "lăm", "nhăm")
_FILLERS = ("linh", "lẻ")
_LONGEST = 24
NUMBER_WORDS: tuple[str, ...] = (*_DIGITS, "mười", "mươi", "chục", "trăm", *_SCALES, *_FILLERS, "rưỡi")


def roman(printed: str) -> int | None:
    """The value of a Roman numeral in either case up to 399, None for what is none (`IIII`, `VX`).

    >>> roman("xiv"), roman("IIX")
    (14, None)
    """
    numeral = printed.upper()
    if not _ROMAN.fullmatch(numeral):
        return None
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    return sum(-value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True))


def number_words(words: str) -> int | None:
    """The value of a number in words, None where a word is none of a number or the words do not fit together.

    >>> number_words("hai trăm linh năm"), number_words("hai ba")
    (205, None)
    """
    tokens = words.lower().split()
    if not tokens or len(tokens) > _LONGEST or tokens[-1] in _FILLERS:
        return None
    total, start, last_scale = 0, 0, 0
    for at, token in enumerate(tokens):
        scale = _SCALES.get(token)
        if scale:
            group = _below_thousand(tokens[start:at]) if at > start else 0
            if group is None or (group == 0 and (total == 0 or scale < last_scale)):
                return None
            total = (total + group) * scale if scale > last_scale > 0 else total + group * scale
            start, last_scale = at + 1, scale
    rest = tokens[start:]
    if rest == ["rưỡi"]:
        return total + last_scale // 2 if last_scale else None
    group = _below_thousand(rest) if rest else 0
    return None if group is None else total + group


def _below_thousand(tokens: list[str]) -> int | None:
    """`hai trăm linh năm`, `mười lăm`, `trăm rưỡi`: one group of up to three places, read from the left."""
    value, digit, before = 0, None, ""
    for token in tokens:
        if token in _DIGITS:
            if digit is not None or (token in _ONLY_AFTER_TENS and before not in ("mươi", "mười", "chục", *_FILLERS)):
                return None
            digit = _DIGITS[token]
        elif token == "mười" and digit is None and value % 100 == 0 and before != "mười":
            value += 10
        elif token in ("mươi", "chục") and value % 100 == 0 and (digit or (token == "chục" and digit is None)):
            value, digit = value + 10 * (digit or 1), None
        elif token == "trăm" and value == 0:
            value, digit = 100 * (1 if digit is None else digit), None
        elif token == "rưỡi" and before == "trăm":
            value += 50
        elif token not in _FILLERS or before not in ("trăm", ""):
            return None
        before = token
    return value + (digit or 0)
