"""Several names set in one cell without a mark between them: `Đỗ Mạnh Hà Vũ Việt Lâm Nguyễn Thị Lan`.

stacked(["Đỗ", "Mạnh", "Hà", "Vũ", "Việt", "Lâm"], ...) == (3, 3)
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.lexicon.people import is_common_surname

_COSTS = {2: 3, 3: 0, 4: 1}
_RARE = 2
_MIDDLE = ("văn", "thị")


def stacked(words: Sequence[str], surnames: Sequence[bool]) -> tuple[int, ...]:
    """The lengths of the names that a run of words is made of, () where it is none; `surnames` tells what may begin a name.

    Three words are the usual length; a rare family name begins a name where no other reading is left.
    """
    best: list[tuple[int, tuple[int, ...]] | None] = [(0, ()), *([None] * len(words))]
    for behind in range(2, len(words) + 1):
        for length, cost in _COSTS.items():
            start = behind - length
            before = best[start] if start >= 0 else None
            if before is None or not surnames[start] or (length == 2 and words[start + 1].lower() in _MIDDLE):
                continue
            total = before[0] + cost + (0 if is_common_surname(words[start]) else _RARE)
            known = best[behind]
            if known is None or total < known[0]:
                best[behind] = total, (*before[1], length)
    found = best[len(words)]
    return found[1] if found and len(found[1]) > 1 else ()
