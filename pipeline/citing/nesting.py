"""Which papers stand side by side and which inside the subject of another.

Căn cứ Kế hoạch số 17/KH-UBND về thực hiện Nghị quyết số 71/NQ-CP và Nghị quyết số 57-NQ/TW; Quyết định số 9/QĐ-UBND
       depth 0                              depth 1                    depth 1                 depth 0
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.citing.marks import Mark, Tail
from pipeline.citing.patterns import spaced

_CONNECTOR = spaced(r"(?:[,;:] *(?:và )?|\x20và |\x20cùng )(?:với |các |của |theo )?$")
_BLANKS = spaced(r" *(?:với |các |của |theo )?$")
_ADVICE = spaced(r"(?:,|\x20và)(?: theo| xét| căn cứ)? (?:hướng dẫn|chỉ đạo|ý kiến|đề nghị|yêu cầu) của [^,;.()\n]{2,90} tại $")
_SENTENCE = spaced(r"[.;]\x20")
_POINTS_OF = spaced(r"[đĐ]iều(?: của)? *$")
_JOINT_ROOM = 130
_POINTS_ROOM = 20
_LOOK_BACK = 40


def depths(clean: str, marks: Sequence[Mark], tails: Sequence[Tail]) -> list[int]:
    """How deep each paper stands: one joined to the paper before is its equal, one inside its subject is deeper."""
    found = [0] if marks else []
    for index, (before, mark) in enumerate(pairwise(marks)):
        tail, depth = tails[index], found[-1]
        gap = clean[min(tail.core, mark.start) : mark.start]
        if gap.count("(") > gap.count(")"):
            recent = slice(max(0, index + 1 - _LOOK_BACK), index + 1)
            found.append(_named_depth(marks[recent], found[recent], mark) + 1)
        elif before.core > mark.start:
            found.append(depth + 1)
        elif _separates(gap):
            found.append(0)
        elif gap.count(")") > gap.count("("):
            found.append(max(0, depth - 1))
        elif joint(gap) is not None:
            found.append(depth - 1 if depth and _is_detailed(clean, before) and mark.number else depth)
        else:
            found.append(depth if tail.subject is None else depth + 1)
    return found


def _is_detailed(clean: str, mark: Mark) -> bool:
    """A law that the paper before details (`một số điều của Luật Hộ tịch và Quyết định số ...`): no number joins it."""
    return mark.number is None and bool(_POINTS_OF.search(clean, max(0, mark.start - _POINTS_ROOM), mark.start))


def joint(gap: str) -> re.Match[str] | None:
    """What joins two papers at the end of the text between them: `;`, `và`, `và hướng dẫn của Bộ Nội vụ tại`."""
    start = max(0, len(gap) - _JOINT_ROOM)
    blanks = _BLANKS.match(gap) if len(gap) < _JOINT_ROOM else None
    return blanks or _CONNECTOR.search(gap, start) or _ADVICE.search(gap, start)


def _named_depth(marks: Sequence[Mark], found: Sequence[int], alias: Mark) -> int:
    """The depth of the paper that a short form in brackets stands for, else of the last one."""
    pairs = zip(marks, found, strict=True)
    return next((depth for mark, depth in pairs if alias.ordinal is not None and mark.ordinal == alias.ordinal), found[-1])


def _separates(gap: str) -> bool:
    """Whether a `;` or a full stop outside quotation marks ends the clause of the paper before."""
    found = _SENTENCE.search(gap)
    return found is not None and gap.count("“", 0, found.start()) <= gap.count("”", 0, found.start())
