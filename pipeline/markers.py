"""The marks that open a numbered paragraph: `I.`, `1/`, `2.1`, `a)`, `(1)`, `-`, `- +`, `Phần thứ nhất`, `Điều 1.`"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.plan import SectionKind


@dataclass(frozen=True, slots=True)
class Marker:
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


def read_marker(text: str, start: int, end: int) -> Marker | None:
    """The marker that opens the line `text[start:end]`, or None.

    >>> read_marker("II- NỘI DUNG", 0, 12).label
    'II'
    """
    raise NotImplementedError
