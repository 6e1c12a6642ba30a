"""How far two reviewers agree: over the items that both judged, and over what they made of them.

>>> kappa(both_yes=40, only_first=5, only_second=5, both_no=50)
0.798
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from pipeline.corrections.record import Correction

Target = tuple[str, str, int, int]
"""A plan, a field and a stretch of its text."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """`judged`: items both reviewers judged; `same_verdict`: both kept or both rejected them; `same_values`: of those both kept,
    the ones left with the same values; `kappa`: Cohen's, over keeping and rejecting, None where chance alone agrees always."""

    judged: int
    same_verdict: int
    kept_by_both: int
    same_values: int
    kappa: float | None


def agreement(first: Iterable[Correction], second: Iterable[Correction]) -> Agreement:
    """Compare the standing corrections of two reviewers; an item added by one counts where the other judged or added it."""
    ours, theirs = _verdicts(first), _verdicts(second)
    pairs = [(ours[target], theirs[target]) for target in sorted(ours.keys() & theirs.keys())]
    kept = [(one, other) for one, other in pairs if one is not None and other is not None]
    both_no = sum(one is None and other is None for one, other in pairs)
    only_first = sum(one is not None and other is None for one, other in pairs)
    only_second = len(pairs) - len(kept) - both_no - only_first
    return Agreement(
        judged=len(pairs),
        same_verdict=len(kept) + both_no,
        kept_by_both=len(kept),
        same_values=sum(one == other for one, other in kept),
        kappa=kappa(len(kept), only_first, only_second, both_no),
    )


def kappa(both_yes: int, only_first: int, only_second: int, both_no: int) -> float | None:
    """Cohen's kappa of two judges, rounded to three places; None without judgements and where both always say the same word."""
    total = both_yes + only_first + only_second + both_no
    if not total:
        return None
    first_yes, second_yes = both_yes + only_first, both_yes + only_second
    by_chance = (first_yes * second_yes + (total - first_yes) * (total - second_yes)) / total**2
    return None if by_chance == 1 else round(((both_yes + both_no) / total - by_chance) / (1 - by_chance), 3)


def _verdicts(corrections: Iterable[Correction]) -> dict[Target, Mapping[str, JsonValue] | None]:
    """For each stretch judged, the values the reviewer leaves it with, or None if he rejects it; the last word counts."""
    found: dict[Target, Mapping[str, JsonValue] | None] = {}
    for entry in corrections:
        if entry.anchor is None:
            continue
        target = (entry.plan, entry.field, entry.anchor.span.start, entry.anchor.span.end)
        found[target] = None if entry.action == "reject" else {**(found.get(target) or entry.seen), **entry.values}
    return found
