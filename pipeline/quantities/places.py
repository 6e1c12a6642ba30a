"""Where numbers may begin in a text: at figures, at fractions, at unmistakable number words, behind a comparator at any word.

number_places("không quá năm ngày, 1.500 người, hai tổ", ((20, 21), (22, 25)), 0, 39)     [10, 20, 33]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.digits import Run, runs_between
from pipeline.rules import pattern

_FRACTIONS = "½¼¾"
_COMPARED = pattern(
    r"(?:(?:ít nhất|tối thiểu|tối đa|không quá|nhiều nhất|khoảng) (?=[^\W\d_])|(?:gồm|cử|chọn|mời|thành lập) (?=năm [^\W\d_]))"
)
_COMPARED_FIRST = ("ít ", "tối ", "không ", "nhiều ", "khoảng ", "gồm ", "cử ", "chọn ", "mời ", "thành lập ")
_NUMBER = pattern(
    r"(?<![^\W_])(?:(?:hai|ba|bốn|sáu|bảy|tám|chín|mười)(?!\w)(?! phần (?:ba|tư|năm|mười))|"
    r"một (?:trăm|nghìn|ngàn|triệu|tỷ|tỉ)(?!\w)|một (?=\(0?1\))) ?(?=[^\W_]|\()"
)
_NUMBER_FIRST = ("hai", "ba", "bốn", "sáu", "bảy", "tám", "chín", "mười", "một ")


def number_places(lower: str, digits: Sequence[Run], start: int, end: int) -> list[int]:
    """Where numbers begin in a stretch: at figures, and at number words behind a comparator."""
    places = {
        place
        for place, _ in runs_between(digits, start, end)
        if lower[place - 1 : place] not in (".", ",") or not _goes_on(lower, place)
    }
    places.update(_spelled(lower, start, end))
    for sign in _FRACTIONS:
        at = lower.find(sign, start, end)
        while at >= 0:
            places.add(at)
            at = lower.find(sign, at + 1, end)
    return sorted(places)


def _spelled(lower: str, start: int, end: int) -> list[int]:
    """Where numbers in words may begin: at unmistakable ones, and behind a comparator at any."""
    behind = [match.end() for match in _matches(_COMPARED, _COMPARED_FIRST, lower, start, end)]
    return behind + [match.start() for match in _matches(_NUMBER, _NUMBER_FIRST, lower, start, end)]


def _matches(wanted: re.Pattern[str], beginnings: tuple[str, ...], lower: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The matches of a pattern; each begins in one of a few ways, which are found faster than a pattern."""
    for beginning in beginnings:
        at = lower.find(beginning, start, end)
        while at >= 0:
            if match := wanted.match(lower, at, end):
                yield match
            at = lower.find(beginning, at + len(beginning), end)


def _goes_on(lower: str, place: int) -> bool:
    """Whether digits go on a number: the `500` of `1.500`."""
    before = place
    while before and lower[before - 1] in ".,":
        before -= 1
    return 0 < before < place and lower[before - 1].isdecimal()
