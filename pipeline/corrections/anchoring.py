"""Where a correction stands in a plan that may have been extracted anew.

relocate(anchor, text)      Span of the same words in this text, or None where they are gone
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.corrections.record import Anchor
from pipeline.document import Span
from pipeline.plan import Item

SAME_PLACE = 0.5
"""Intersection over union from which two stretches are the same place, as in the scoring of plans."""


def relocate(anchor: Anchor, text: str) -> Span | None:
    """Where the anchored words stand: at the old place if their neighbourhood is the same, else where it is most alike.

    Of several equal places the one nearest to the old one is taken; words that are gone give None.
    """

    def fitness(start: int) -> tuple[int, int]:
        return _alike(anchor, text, start), -abs(start - anchor.span.start)

    best = max(_places(anchor.text, text), key=fitness, default=None)
    return None if best is None else Span(start=best, end=best + len(anchor.text))


def item_at(items: Sequence[Item], span: Span, known_as: str | None) -> int | None:
    """The index of the item that stands at the span, None where there is none; of equals the one of the same id is taken."""
    scored = [(_overlap(item, span), getattr(item, "id", None) == known_as, -index) for index, item in enumerate(items)]
    overlap, _, index = max(scored, default=(0.0, False, 0))
    return -index if overlap >= SAME_PLACE else None


def _places(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _alike(anchor: Anchor, text: str, start: int) -> int:
    """How many characters around the words are those around them before."""
    end = start + len(anchor.text)
    before = text[max(0, start - len(anchor.before)) : start]
    return _common(anchor.before[::-1], before[::-1]) + _common(anchor.after, text[end : end + len(anchor.after)])


def _common(one: str, other: str) -> int:
    """How many first characters two strings share."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _overlap(item: Item, span: Span) -> float:
    return max(_shared(mention, span) for mention in item.mentions)


def _shared(one: Span, other: Span) -> float:
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / (len(one) + len(other) - common) if common > 0 else 0.0
