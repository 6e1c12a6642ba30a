"""Training texts made from others: plans with other names in the place of theirs, and pages of patterns filled with names.

varied(Marked("Giao Sở Y tế", ((5, 12, "ORG"),)), names)      Marked("Giao Sở Nội vụ", ((5, 14, "ORG"),))
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from pipeline.entities.gazetteer import Label, words
from pipeline.entities.nlp import Scan, scan
from pipeline.lexicon.bodies import branches, heads
from tools.ner.names import Names, patterns

Mention = tuple[int, int, str]
_KEPT = frozenset(["hồ chí minh", "việt nam", "lê lợi"])
_SLOT = re.compile(r"\{(\w+)\}")
_SWAPPED: dict[Label, float] = {"known_place": 1.0, "branch": 0.5, "head": 0.3}
"""How often a phrase inside a name is changed for another of its label."""


class Marked(NamedTuple):
    """A text with its names: half-open offsets and type, in order, without overlap."""

    text: str
    names: tuple[Mention, ...]


def varied(plan: Marked, names: Names) -> Marked:
    """The plan with other names: the same ones everywhere in it, and in the letters of the old ones."""
    found = scan(plan.text, plan.text)
    changed: dict[tuple[str, str], str] = {}
    inside = sorted(_phrases(found), key=lambda one: (one[0], -one[1]))
    edits: list[tuple[int, int, str]] = []
    for start, end, kind in plan.names:
        if kind == "PER":
            edits.append((start, end, _other(plan.text[start:end], "PER", changed, names.person)))
            continue
        at = start
        for first, last, label in inside:
            if at <= first and last <= end:
                other = _other(plan.text[first:last], label, changed, lambda label=label: _phrase(label, names))  # type: ignore[misc]
                edits.append((first, last, other))
                at = last
    return _edited(plan, edits)


def _phrases(found: Scan) -> Iterator[tuple[int, int, Label]]:
    for label in _SWAPPED:
        for piece in found.pieces[label].values():
            yield found.tokens.start(piece.start), found.tokens.end(piece.end - 1), label


def _other(printed: str, label: str, changed: dict[tuple[str, str], str], draw: Callable[[], str]) -> str:
    """What stands for a printed phrase; nothing else does for the same one."""
    key = label, " ".join(printed.lower().split())
    if key[1] in _KEPT or (label == "head" and (printed.isupper() or printed[0].islower())):
        return printed
    if key not in changed:
        changed[key] = draw()
    other = changed[key] or printed
    return other.upper() if printed.isupper() and len(printed) > 1 else other


def _phrase(label: Label, names: Names) -> str:
    """Another phrase of a label, or nothing where the printed one is to stay."""
    if names.random.random() >= _SWAPPED[label]:
        return ""
    if label == "known_place":
        return names.bare_place()
    if label == "branch":
        return names.random.choice(list(branches()))
    return names.random.choice(_heads())


@cache
def _heads() -> list[str]:
    return [head.name for head in heads() if "place" in head.follows and head.name not in words("no_heads")]


def _edited(plan: Marked, edits: Iterable[tuple[int, int, str]]) -> Marked:
    pieces: list[str] = []
    behind, length = 0, 0
    moved: list[tuple[int, int]] = []
    for start, end, new in edits:
        pieces += [plan.text[behind:start], new]
        length += start - behind + len(new)
        behind = end
        moved.append((end, length - end))
    pieces.append(plan.text[behind:])

    def shifted(offset: int) -> int:
        return offset + next((by for end, by in reversed(moved) if end <= offset), 0)

    return Marked("".join(pieces), tuple((shifted(start), shifted(end), kind) for start, end, kind in plan.names))


def page(names: Names, size: int = 24) -> Marked:
    """Lines of patterns one under the other, rows of tables among them, filled with drawn names."""
    r = names.random
    chosen: list[str] = []
    while len(chosen) < size:
        if r.random() < 0.4:
            chosen += [r.choice(patterns()["rows"])] * r.randint(1, 4)
        else:
            chosen.append(r.choice(patterns()["lines"]))
    return filled("\n".join(chosen), names)


def filled(pattern: str, names: Names) -> Marked:
    """A pattern with its slots filled."""
    text, behind = "", 0
    found: list[Mention] = []
    for slot in _SLOT.finditer(pattern):
        text += pattern[behind : slot.start()]
        word, kind = _fill(slot[1], names)
        if kind:
            found.append((len(text), len(text) + len(word), kind))
        text += word
        behind = slot.end()
    return Marked(text + pattern[behind:], tuple(found))


def _fill(slot: str, names: Names) -> tuple[str, str | None]:
    r = names.random
    if slot in ("PER", "ORG", "LOC"):
        return names.draw(slot), slot
    if slot == "ORGC":
        return names.body().upper(), "ORG"
    if slot == "COMMITTEE":
        return f"{names.of('committee')} {names.of('topic')}{names.home(0.5)}", "ORG"
    if slot == "STATE":
        return "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "LOC"
    if slot == "n":
        return str(r.randint(1, 99)), None
    if slot == "day":
        return f"{r.randint(1, 28):02d}/{r.randint(1, 12):02d}/{r.randint(2006, 2026)}", None
    if slot == "phone":
        return f"09{r.randint(10**7, 10**8 - 1)}", None
    word = names.of(slot.lower())
    return (word[0].upper() + word[1:] if slot[0].isupper() else word), None
