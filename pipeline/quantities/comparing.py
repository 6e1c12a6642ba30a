"""The words before a number that say how it bounds: `không quá`, `ít nhất`, `trên`, `khoảng`.

Comparators(lower, folded, words).of(figure, unit, floor) -> ("max", where the comparator begins)
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.quantities.figures import Figure
from pipeline.quantities.units import Unit
from pipeline.quantities.words import Comparator, QuantityWords
from pipeline.rules import pattern

RANGE_LEAD = pattern(r"(?<!\w)từ ?\Z")
_NOT_OVER = pattern(r"(?<!\w)không [^\W\d_]+ (?:[^\W\d_]+ )?\Z")
_BRIDGE = pattern(r"(?<!\w)(?:(?:vào|đến|trong) (?:cuối )?năm \d{4} )?(?:phải )?(?:đạt|có|là|được) \Z")
_SINCE = pattern(r" ?(?:kể từ|tính từ|từ|sau khi|khi)(?!\w)")
_AFTER = pattern(r"(?<!\w)sau \Z")


class Comparators(NamedTuple):
    """Reads comparators in the lower view of a text; those of several words also without tones."""

    lower: str
    folded: str
    words: QuantityWords

    def of(self, figure: Figure, unit: Unit, floor: int) -> tuple[Comparator, int]:
        """The comparator of a quantity and where it begins; not before `floor`."""
        lower, place = self.lower, figure.start
        if lead := RANGE_LEAD.search(lower, max(floor, place - 8), place):
            place = lead.start() if figure.high is not None else place
        found = self._before(place, floor)
        if found is None and (bridge := _BRIDGE.search(lower, max(floor, place - 30), place)):
            found = self._before(bridge.start(), floor)
            found = found if found and found[0] in ("min", "max") else None
        if found is None:
            return self._after_hours(figure, unit)
        comparator, start = found
        if comparator == "over":
            return self._over(start, floor, figure, unit)
        if comparator == "approx" and lower.startswith("dự kiến", start):
            start = place if "khoảng" not in lower[start:place] else lower.index("khoảng", start)
        return comparator, start

    def _over(self, start: int, floor: int, figure: Figure, unit: Unit) -> tuple[Comparator, int]:
        """`không chở quá 10%` is a limit; of `trên 05 địa bàn`, `trên 100% thôn`, `trên ba trụ cột` it is a place."""
        lower = self.lower
        negated = _NOT_OVER.search(lower, max(floor, start - 24), start) if lower.startswith("quá", start) else None
        if negated:
            return "max", negated.start()
        if lower.startswith("trên", start) and lower[max(0, start - 4) : start] == "cấp ":
            return "exact", figure.start  # `ngân sách cấp trên 45%`
        whole = unit.kind == "share" and figure.low == 100 and figure.high is None
        placed = whole or lower[figure.start].isalpha() or self.words.place_behind.match(lower, unit.start) is not None
        return ("exact", figure.start) if placed and lower.startswith("trên", start) else ("over", start)

    def _after_hours(self, figure: Figure, unit: Unit) -> tuple[Comparator, int]:
        """`sau 72 giờ` is over; `sau 05 ngày` is five days."""
        after = (
            _AFTER.search(self.lower, max(0, figure.start - 5), figure.start)
            if self.lower.startswith(("giờ", "tiếng", "phút"), unit.start)
            else None
        )
        if after is None or _SINCE.match(self.lower, unit.end):
            return "exact", figure.start
        return "over", after.start()

    def _before(self, place: int, floor: int) -> tuple[Comparator, int] | None:
        lower = self.lower
        if not self.words.comparator_ends.search(lower, max(floor, place - 12), place):
            return self._damaged(place, floor)
        found: tuple[Comparator, int] | None = None
        for comparator, before in self.words.comparators:
            match = before.search(lower, max(floor, place - 32), place)
            if match and (found is None or match.start() < found[1]):
                found = comparator, match.start()
        return found

    def _damaged(self, place: int, floor: int) -> tuple[Comparator, int] | None:
        """`ít nhât`, `không qúa`: read without tones."""
        for comparator, before in self.words.damaged:
            if match := before.search(self.folded, max(floor, place - 32), place):
                return comparator, match.start()
        return None
