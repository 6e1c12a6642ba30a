"""The outline: the longest common sequence of numbered nodes, compared by (kind, marker, level)."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.evaluate.matching import Matching, paired
from pipeline.evaluate.records import Record, agrees, readings, resemblance
from pipeline.evaluate.texts import fold

UNNUMBERED = frozenset({"dash", "plus", "bullet"})
_NODE = 1 << 20  # a matched node outweighs any number of matched headings, which only decide between equal sequences


def score_sections(gold: Record, pred: Record) -> dict[str, Matching]:
    """`sections`, and `section_headings`: of those pairs, the ones whose headings are alike or both null."""
    if "sections" not in gold:
        return {}
    ours, theirs = _numbered(gold["sections"]), _numbered(pred.get("sections") or [])
    chosen = _longest_common(ours, theirs)
    headed = {g: p for g, p in chosen.items() if _same_heading(ours[g], theirs[p])}
    return {"sections": paired(ours, theirs, chosen), "section_headings": paired(ours, theirs, headed)}


def _numbered(sections: Sequence[Record]) -> list[Record]:
    return [section for section in sections if section.get("kind") not in UNNUMBERED]


def _same_node(gold: Record, pred: Record) -> bool:
    return agrees(gold, pred, "level") and agrees(gold, pred, "kind") and _same_marker(gold, pred)


def _same_marker(gold: Record, pred: Record) -> bool:
    return "marker" not in gold or fold(pred.get("marker") or "") in {fold(marker or "") for marker in readings(gold, "marker")}


def _same_heading(gold: Record, pred: Record) -> bool:
    return agrees(gold, pred, "heading") or resemblance(gold, pred, "heading", 0.9) >= 0.9


def _longest_common(gold: Sequence[Record], pred: Sequence[Record]) -> dict[int, int]:
    """Index pairs of the longest common sequence; among the longest, one with the most equal headings."""
    gain = [[_gain(first, second) for second in pred] for first in gold]
    best = [[0] * (len(pred) + 1) for _ in range(len(gold) + 1)]
    for g in range(len(gold) - 1, -1, -1):
        for p in range(len(pred) - 1, -1, -1):
            best[g][p] = max(best[g + 1][p], best[g][p + 1], gain[g][p] + best[g + 1][p + 1] if gain[g][p] else 0)
    chosen: dict[int, int] = {}
    g = p = 0
    while g < len(gold) and p < len(pred):
        if gain[g][p] and best[g][p] == gain[g][p] + best[g + 1][p + 1]:
            chosen[g] = p
            g, p = g + 1, p + 1
        elif best[g][p] == best[g + 1][p]:
            g += 1
        else:
            p += 1
    return chosen


def _gain(gold: Record, pred: Record) -> int:
    return _NODE + _same_heading(gold, pred) if _same_node(gold, pred) else 0
