"""Reads the quantities of a stretch of a document: figure, unit, comparator; then the signs that it is no quota.

QuantityReader(reading, found).quantities(0, 500) -> the quotas of the first 500 characters
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from pipeline.findings import Findings
from pipeline.plan import DateExpression, Section, Table
from pipeline.quantities import signs
from pipeline.quantities.comparing import RANGE_LEAD, Comparators
from pipeline.quantities.figures import Figure, figure_at, spelled_at
from pipeline.quantities.joined import to_second, with_rest
from pipeline.quantities.places import number_places
from pipeline.quantities.units import Unit, share_at, unit_at, unit_before
from pipeline.quantities.words import Comparator, quantity_words
from pipeline.reading import Reading
from pipeline.rules import pattern
from pipeline.stretches import Stretches
from pipeline.tabular.heads import meanings

Kind = Literal["limit", "share", "duration", "condition", "count", "money"]

_ELLIPSIS = pattern(r"(?P<both>,? và )|, ")
_LISTED = pattern(r"(?: [^\W\d_]+){0,4},? và |, |[^.;()\n]{0,20}\), ")
_NEXT_SHARE = pattern(r" [^.;:,\d\n]{2,30}, ")
_OF_EACH = pattern(r"(?<!\w)mỗi (?P<noun>[^\W\d_]+)[^.;:\d\n]{0,30}\Z")
_EACH_HAS = pattern(r"(?<!\w)(?:mỗi|từng) [^.;:\d\n]{2,44}\Z")
_AMONG = pattern(r" trong(?: số)? (?:các |những )?(?=[^\W\d_])")
_UPWARDS = pattern(r" ?trở (?P<way>lên|xuống)")
_TORN = re.compile(r"\n(?=[ \t]*\d[\d.,]*(?: ?%| +[^\W\d_]))")
_TORN_UNIT = re.compile(r"(?<=[ \x2d(]\d)\n[^\W\d_]|(?<=[\d.]\d)\n[^\W\d_]")
_LEADS_ON = pattern(r"(?<!\w)(?:ít nhất|tối thiểu|tối đa|quá|dưới|trên|khoảng|hơn|gần|từ|đến|là|đạt|có) *\Z")
_UPWARDS_BEYOND = pattern(r"(?: [^\W\d_]+){1,3} trở lên")
_HALF_MORE = pattern(r" rưỡi(?!\w)")
_TO = pattern(r"[^.;,\n]{0,30}(?<!\w)(?:đến|lên|xuống|tới)(?!\w)")
_IF = pattern(
    r"(?<!\w)(?:nếu|trường hợp|khi|"
    r"(?:đơn vị|chi bộ|nơi|cơ sở|thôn|xã|trường|hộ|vùng|doanh nghiệp|lĩnh vực|ngành)(?: [^\W\d_]+){0,5} có)"
    r"(?!\w)[^,;:.\d]{0,40}\Z"
)
_LASTS = pattern(r"(?<!\w)(?:thời gian|thời lượng)[^,;.\d]{0,25}\Z")


class Quantity(NamedTuple):
    """A number with all that belongs to it; `start`..`end` from the comparator to the unit."""

    start: int
    end: int
    figure: Figure
    unit: Unit
    comparator: Comparator
    kind: Kind

    @property
    def low(self) -> float | None:
        return None if self.comparator in ("max", "under") else self.figure.low

    @property
    def high(self) -> float | None:
        if self.comparator in ("min", "over"):
            return None
        return self.figure.high if self.figure.high is not None else self.figure.low


class QuantityReader:
    """Holds what is fixed for a document: views, tables of words, the stretches that belong to other findings."""

    def __init__(self, reading: Reading, found: Findings) -> None:
        self._reading = reading
        self._clean, self._lower = reading.clean, _unbroken(reading.lower, reading.clean)
        self._words = quantity_words()
        self._comparators = Comparators(self._lower, reading.folded, self._words)
        self._quotes = "“" in self._clean or '"' in self._clean
        self._taken = Stretches([*_taken(found), *_row_numbers(found.tables)])
        self._factual: dict[str, bool] = {}
        self._past = sorted(span.end for date in found.dates if _is_past(date) for span in date.mentions)
        self._issued = found.issue_date.edtf if found.issue_date else None

    def quantities(self, start: int, end: int) -> Iterator[Quantity]:
        """The quotas of a stretch in order of place; one behind `và` takes over the comparator before it."""
        last: Quantity | None = None
        at = start
        for place in self._places(start, end):
            quantity = None if place < at else self._quantity(place, at, last)
            if quantity is not None:
                yield quantity
                last, at = quantity, quantity.end

    def _places(self, start: int, end: int) -> Iterator[int]:
        """Where numbers begin that belong to no other finding."""
        numbers = number_places(self._lower, self._reading.digits, start, end)
        for first, last in self._taken.gaps(start, end):
            yield from numbers[bisect_left(numbers, first) : bisect_left(numbers, last)]

    def _quantity(self, place: int, floor: int, last: Quantity | None) -> Quantity | None:
        if self._in_names(place):
            return None
        figure = self._figure(place)
        if figure is None:
            return None
        unit = self._unit(figure)
        if unit is not None:
            figure, unit = with_rest(self._lower, *to_second(self._lower, figure, unit, self._unit))
        counted = last is not None and not self._lower[last.end : place].strip()  # `mỗi thôn 1 tổ 20 người`
        if unit is None or (figure.part and unit.kind != "noun") or self._is_none(figure, unit, counted):
            return None
        quantity = self._compared(figure, unit, floor, last)
        if not self._is_believed(quantity, last) or self._tells_facts(quantity):
            return None
        return quantity

    def _figure(self, place: int) -> Figure | None:
        before = self._lower[place - 1] if place else " "
        if before.isalnum() or before == "/" or (before in ".,-–:+" and self._lower[place - 2 : place - 1].isalnum()):
            return None
        if self._lower[place] in "0123456789½¼¾":
            return figure_at(self._lower, place)
        named = self._words.no_number.search(self._lower, max(0, place - 12), place)
        return None if named else spelled_at(self._lower, place)

    def _in_names(self, place: int) -> bool:
        """Inside a marker or quotation marks."""
        block = self._reading.block_at(place)
        if block is None or place < block.content:
            return block is not None
        return self._quotes and self._is_quoted(place, block.start)

    def _is_quoted(self, place: int, start: int) -> bool:
        before = self._clean[max(start, place - 160) : place]
        return before.count("“") > before.count("”") or before.count('"') % 2 == 1

    def _unit(self, figure: Figure) -> Unit | None:
        if figure.percent and figure.high is None:
            return share_at(self._clean, self._lower, figure.end, self._words)
        start = figure.end
        among = _AMONG.match(self._lower, start)
        unit = unit_at(self._clean, self._lower, among.end() if among else start, self._words)
        return unit or unit_before(self._clean, self._lower, figure, self._words)

    def _is_none(self, figure: Figure, unit: Unit, counted: bool) -> bool:
        lower, clean, words = self._lower, self._clean, self._words
        return (
            signs.is_date_part(lower, figure, unit)
            or signs.is_span_of_past(lower, figure, unit)
            or signs.is_age(lower, figure, unit)
            or (not counted and signs.is_ordinal(lower, clean, figure, unit, words))
            or signs.is_grade(lower, figure, unit, words)
            or signs.is_one_of_few(lower, figure)
            or signs.is_baseline(lower, figure, unit)
        )

    def _compared(self, figure: Figure, unit: Unit, floor: int, last: Quantity | None) -> Quantity:
        comparator, start = self._comparators.of(figure, unit, floor)
        end = max(unit.end, figure.end)
        if unit.kind == "time" and (more := _HALF_MORE.match(self._lower, end)):
            figure, end = figure._replace(low=figure.low + 0.5), more.end()
        lead = RANGE_LEAD.search(self._lower, max(floor, start - 8), start)
        upwards = _UPWARDS.match(self._lower, end)
        if upwards is None and (lead or unit.kind == "share") and unit.kind in ("share", "time"):
            upwards = _UPWARDS_BEYOND.match(self._lower, end)
        if upwards and comparator in ("exact", "approx"):
            comparator, end = ("max" if upwards[0].endswith("xuống") else "min"), upwards.end()
            start = lead.start() if lead else start
        elif comparator == "exact" and lead and figure.high is None and not _TO.match(self._lower, end):
            comparator, start = "min", lead.start()
        elif comparator == "exact" and last is not None and self._goes_on(last, figure, unit):
            comparator = last.comparator
        if figure.high is not None and comparator in ("exact", "approx", "min"):
            comparator, start = "range", (lead.start() if lead else start)
        return Quantity(start, end, figure, unit, comparator, self._kind(figure, unit, comparator))

    def _goes_on(self, last: Quantity, figure: Figure, unit: Unit) -> bool:
        """`không quá 03 tập thể và 05 cá nhân`: the second is a limit too (guidelines 10.14).

        Behind a comma only upper limits go on, and not to what has the limit: `mỗi nhóm không quá 10 người, 48 nhóm`.
        """
        if unit.kind == last.unit.kind == "share" and last.comparator in ("max", "min") and last.end == last.unit.end:
            return _NEXT_SHARE.fullmatch(self._lower, last.end, figure.start) is not None
        alike = unit.kind == last.unit.kind and (unit.kind == "noun" or last.comparator == "max")
        if not alike or last.comparator not in ("max", "min") or last.end != last.unit.end:
            return False
        link = _ELLIPSIS.fullmatch(self._lower, last.end, figure.start)
        if link is None or link["both"] or last.comparator == "min":
            return link is not None and link["both"] is not None
        each = _OF_EACH.search(self._lower, max(0, last.start - 44), last.start)
        return each is None or each["noun"] not in self._lower[unit.start : unit.end].split()

    def _follows_past(self, place: int) -> bool:
        """Whether the sentence has told a day, month or quarter that is past."""
        index = bisect_right(self._past, place) - 1
        return index >= 0 and not signs.SENTENCE_END.search(self._lower, self._past[index], place)

    def _is_believed(self, quantity: Quantity, last: Quantity | None) -> bool:
        """Hours need a word that says duration; open nouns a comparator, a leading zero, size or an announcement."""
        figure, unit = quantity.figure, quantity.unit
        if self._lower.startswith(("giờ", "phút", "tiếng"), unit.start) and signs.is_time_of_day(self._lower, figure, unit):
            return signs.lasts(self._lower, quantity.start, quantity.comparator, figure)
        if unit.kind != "open" or quantity.comparator not in ("exact", "approx") or figure.zeroed or figure.low >= 20:
            return True
        return self._is_announced(quantity, last)

    def _is_announced(self, quantity: Quantity, last: Quantity | None) -> bool:
        """`02 cơ số thuốc, 10 cáng thương`, `tặng 5 xe lăn`, `mỗi ngày 1 bữa chính`: a list, a verb that gives, `mỗi`."""
        lower, place = self._lower, quantity.start
        if last is not None and _LISTED.fullmatch(lower, last.end, place):
            return True
        if lower.startswith("năm ", place):
            return False
        gives = self._words.giving.search(lower, max(0, place - 14), place)
        return gives is not None or _EACH_HAS.search(lower, max(0, place - 50), place) is not None

    def _tells_facts(self, quantity: Quantity) -> bool:
        place = quantity.figure.start
        if any(self._is_factual(section) for section in self._reading.ancestors(self._reading.section_at(place))):
            return True
        if quantity.comparator in ("max", "min") or quantity.unit.kind == "time":
            return False
        if self._follows_past(place):
            return True
        block = self._reading.block_at(place)
        return signs.tells_facts(self._lower, place, block.start if block else 0, self._words, self._issued)

    def _is_factual(self, section: Section) -> bool:
        """Whether the heading of a section says that it tells how things stand."""
        known = self._factual.get(section.id)
        if known is not None:
            return known
        words, heading = self._words, (section.heading or "").lower()
        cue = words.fact_heading.search(heading)
        if cue is None and self._reading.ordinal(section) == 1:
            cue = words.first_fact_heading.search(heading)
        self._factual[section.id] = factual = cue is not None and words.no_fact_heading.search(heading) is None
        return factual

    def _kind(self, figure: Figure, unit: Unit, comparator: Comparator) -> Kind:
        if unit.kind == "money":
            return "money"
        if comparator in ("under", "over", "min") and self._in_condition(figure.start):
            return "condition"
        if unit.kind == "share":
            return "share"
        if unit.kind == "time" and not self._is_session(figure, unit):
            return "duration"
        return "count" if comparator in ("exact", "approx") else "limit"

    def _is_session(self, figure: Figure, unit: Unit) -> bool:
        """`02 buổi`, `01 tiết` are counts, but for `thời gian 01 buổi`."""
        if not self._lower.startswith(("buổi", "tiết"), unit.start):
            return False
        return _LASTS.search(self._lower, max(0, figure.start - 30), figure.start) is None

    def _in_condition(self, place: int) -> bool:
        block = self._reading.block_at(place)
        start = signs.clause_start(self._lower, place, block.start if block else 0)
        return _IF.search(self._lower, max(start, place - 60), place) is not None


def _unbroken(lower: str, clean: str) -> str:
    """The view in which a line break between a comparator and its number, or a number and its unit, is a blank."""
    torn = [found.start() for found in _TORN.finditer(lower)]
    words = [at for at in torn if lower[max(0, at - 12) : at].rstrip(" ")[-1:].isalpha()]
    breaks = [at for at in words if _LEADS_ON.search(lower, max(0, at - 12), at)]
    breaks += [found.start() for found in _TORN_UNIT.finditer(lower) if clean[found.end() - 1].islower()]
    for at in breaks:
        lower = f"{lower[:at]} {lower[at + 1 :]}"
    return lower


def _taken(found: Findings) -> Iterator[tuple[int, int]]:
    dates = (date for date in found.dates if date.edtf or date.rrule)
    for item in (*found.citations, *found.anniversaries, *dates, *found.contacts, *found.campaigns):
        for span in item.mentions:
            yield span.start, span.end


def _row_numbers(tables: Sequence[Table]) -> Iterator[tuple[int, int]]:
    """The cells that number the rows of tables: `1   Máy bơm   cái   12` is no pump."""
    for table in tables:
        columns = [i for i, meaning in enumerate(meanings(table)) if meaning == "number"]
        spans = (row[i].span for row in table.rows for i in columns)
        yield from ((span.start, span.end) for span in spans if span is not None)


def _is_past(date: DateExpression) -> bool:
    whole_years = date.edtf is None or len(date.edtf.replace("~", "")) in (4, 9)
    return date.role == "reference" and date.kind in ("point", "period") and not whole_years
