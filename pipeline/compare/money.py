"""Sums of money in one unit: `triệu đồng`, `tỷ đồng` and `đồng` compare as `đồng`, whatever stands behind (`/hộ/năm`).

    plain_unit("triệu đồng/hộ")     ("đồng/hộ", 1000000)

The words are those of `lexicon/money.toml`.
"""

from __future__ import annotations

from functools import cache
from typing import cast

from pipeline.lexicon.tables import toml

_LARGEST = 10**12
"""`nghìn tỷ`: no more words of scale are read behind it."""


@cache
def plain_unit(unit: str) -> tuple[str, int]:
    """The unit without words of scale, its currency in one spelling, and what these words multiply by.

    >>> plain_unit("tỷ"), plain_unit("Nghìn tỷ VNĐ"), plain_unit("triệu USD")
    (('đồng', 1000000000), ('đồng', 1000000000000), ('USD', 1000000))
    """
    words = cast(dict[str, dict[str, int]], toml("money.toml"))
    names = cast(dict[str, dict[str, str]], toml("money.toml"))["currencies"]
    sum_of, slash, per = unit.partition("/")
    rest: list[str] = []
    factor = 1
    for word in sum_of.lower().split():
        if not rest and word in words["scales"] and factor < _LARGEST:
            factor *= words["scales"][word]
        else:
            rest.append(word)
    printed = " ".join(rest) or "đồng"
    return f"{names.get(printed, printed)}{slash}{per.strip()}", factor
