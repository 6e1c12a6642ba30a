"""What looks like a citation and is the plan itself."""

from __future__ import annotations

from pipeline.citing.marks import Mark
from pipeline.citing.patterns import spaced
from pipeline.citing.tails import read_date
from pipeline.citing.words import plain
from pipeline.document_numbers import normal
from pipeline.findings import Findings
from pipeline.reading import Reading

_ATTACHED = spaced(r"kèm theo $")
_MOST_OF = 0.75


def is_own(reading: Reading, found: Findings, mark: Mark) -> bool:
    """Whether a number is the plan's own: the same, if no other day stands behind it, or that of the plan an annex belongs to."""
    own, number = found.number, mark.number
    if number is None:
        return False
    if own and own.value and number.value:
        return normal(own.value) == normal(number.value) and not _other_day(reading, found, number.end)
    attached = _ATTACHED.search(reading.lower, max(0, mark.start - 12), mark.start) is not None
    return number.value is None or (attached and reading.zone_at(mark.start) == "annex" and number.type_code == "KH")


def _other_day(reading: Reading, found: Findings, at: int) -> bool:
    """Whether the date behind a number lies in another month than the plan's: every year has its 12/KH-UBND."""
    dated = read_date(reading.lower, at, len(reading.lower))
    issued = found.issue_date.edtf if found.issue_date else None
    return dated is not None and dated[0] is not None and issued is not None and not dated[0].startswith(issued[:7])


def repeats_title(found: Findings, mark: Mark) -> bool:
    """Whether a plan named without a number is this plan, by the words of its title."""
    if found.title is None or mark.rule != "citation.named" or mark.kind is None or mark.kind.code != "KH":
        return False
    title, name = set(plain(found.title.text).split()), set(plain(mark.name or "").split())
    return len(title & name) > _MOST_OF * len(title)
