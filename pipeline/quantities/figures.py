"""Printed numbers: `1.500`, `1,5`, `½`, `1/2 ngày`, `02 (hai)`, `03-07`, `từ 50 đến 70`.

    figure("từ 03-07 người", 3).low, .high == 3, 7

Dots part thousands, the comma parts decimals; a dot before one or two figures is a decimal point that a typist meant as a comma.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.lexicon.numerals import NUMBER_WORDS, number_words
from pipeline.rules import pattern

_N = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d{1,3})?|\d{1,9}(?:,\d{1,4}|\.\d{1,2})?)(?![\d])"
_FIGURE = pattern(
    rf"(?P<low>{_N})(?P<low_percent> ?%)?(?P<link> ?(?:[-–—÷]|đến|tới) ?(?P<high>{_N}))?"
    r"(?P<said> ?\((?P<words>[^()\d\n]{2,40})\))?"
)
_FRACTION = pattern(r"(?P<whole>\d{1,2} )?(?P<top>\d)[/⁄](?P<bottom>[2-9])(?= (?:ngày|buổi|giờ|tháng|năm|tiết|tuần)(?!\w))")
_WHOLE_OF = re.compile(r"(?P<all>\d{1,4})/(?P=all)(?= +(?!giờ|h|ngày)[^\W\d_])")
_PART_OF = re.compile(r"(?P<part>\d{1,4})/(?P<whole>[1-9]\d{1,3})(?= +(?!giờ|h|ngày|tháng|năm)[^\W\d_])")
_SIGN = re.compile(r"(?P<whole>\d{1,2} ?)?(?P<sign>[½¼¾])")
_SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_WORDS = "|".join(sorted((word for word in NUMBER_WORDS if word not in ("linh", "lẻ", "không")), key=len, reverse=True))
_SAID = pattern(r" ?\((\d{1,6})\)")
_SPELLED = pattern(rf"(?:{_WORDS})(?: (?:{_WORDS}|linh|lẻ)){{0,20}}(?!\w)")


class Figure(NamedTuple):
    """A number at its place; of a range both ends, of a plain number `high` is None.

    `zeroed`: with a leading zero; `part`: the first of `17/19 tiêu chí`.
    """

    start: int
    end: int
    low: float
    high: float | None = None
    percent: bool = False
    zeroed: bool = False
    part: bool = False


def figure_at(lower: str, start: int) -> Figure | None:
    """The number that begins at a figure."""
    match = _FRACTION.match(lower, start)
    if match:
        value = int(match["top"]) / int(match["bottom"]) + int(match["whole"] or 0)
        return Figure(start, match.end(), value)
    match = _SIGN.match(lower, start)
    if match:
        return Figure(start, match.end(), _SIGNS[match["sign"]] + int(match["whole"] or 0))
    match = _WHOLE_OF.match(lower, start)
    if match:
        return Figure(start, match.end(), int(match["all"]))
    match = _PART_OF.match(lower, start)
    if match and int(match["part"]) <= int(match["whole"]):
        return Figure(start, match.end(), int(match["part"]), part=True)
    match = _FIGURE.match(lower, start)
    return _figure(match) if match else None


def _figure(match: re.Match[str]) -> Figure:
    low, high = value(match["low"]), value(match["high"]) if match["high"] else None
    end = match.end()
    if match["said"] and number_words(match["words"]) != (high or low):
        end = match.start("said")
    if high is not None and high <= low:
        high, end = None, match.end("low_percent") if match["low_percent"] else match.end("low")
    zeroed = match["low"][0] == "0" and match["low"][1:2].isdigit()
    return Figure(match.start(), end, low, high, match["low_percent"] is not None, zeroed)


def spelled_at(lower: str, start: int) -> Figure | None:
    """The number in words that begins at a place."""
    match = _SPELLED.match(lower, start)
    if match is None:
        return None
    said = _SAID.match(lower, match.end())
    if said and number_words(match[0]) == int(said[1]):
        return Figure(start, said.end(), int(said[1]))
    words, end = match[0].split(), match.end()
    while words:
        number = number_words(" ".join(words))
        if number is not None:
            return Figure(start, end, number)
        end -= len(words.pop())
        while lower[end - 1] == " ":
            end -= 1
    return None


def value(printed: str) -> float:
    """`1.500` is 1500, `1,5` and `1.5` are 1.5; whole numbers come as integers.

    >>> value("10.367,7"), value("02")
    (10367.7, 2)
    """
    if "," in printed or not re.fullmatch(r"\d{1,3}(?:\.\d{3})+", printed):
        plain = printed.replace(".", "") if "," in printed else printed
        number = float(plain.replace(",", "."))
    else:
        number = float(printed.replace(".", ""))
    return int(number) if number.is_integer() else number
