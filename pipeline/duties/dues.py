"""Which deadline a duty has (guidelines 8.8, 10.16): one in its sentence, in the time line of its group, or in a line of its
section that dates this very action (`Thời gian tổ chức đại hội điểm: ...`)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from pipeline.duties.duty import Duty
from pipeline.plan import DateExpression
from pipeline.reading import Reading
from pipeline.rules import pattern

_TIME_OF_ACTION = pattern(r"thoi gian(?: to chuc| thuc hien| tien hanh| hoan thanh)? (?P<action>[^:.;\n]{6,90}):")
_ACTION_WORDS = 3


class Dues:
    """The deadlines of a plan by place."""

    def __init__(self, reading: Reading, dates: Sequence[DateExpression]) -> None:
        deadlines = [date for date in dates if date.kind == "deadline"]
        self._reading = reading
        self._places = sorted((mention.start, mention.end, date.id) for date in deadlines for mention in date.mentions)
        self._actions = [(date, action) for date in deadlines if (action := _dated_action(reading, date))]

    def of(self, duty: Duty) -> str | None:
        """The id of the duty's deadline; periods are not linked."""
        found = self._within(duty.start, duty.end)
        if found is None and duty.due is not None:
            found = self._within(*duty.due)
        return found or self._of_action(duty)

    def _within(self, start: int, end: int) -> str | None:
        for first, last, name in self._places[bisect_left(self._places, (start, start, "")) :]:
            if first > end:
                return None
            if last <= end + 2:
                return name
        return None

    def _of_action(self, duty: Duty) -> str | None:
        for date, action in self._actions:
            if date.span.start > duty.end and action in self._reading.folded[duty.start : duty.end]:
                section = self._numbered(self._reading.section_at(duty.start))
                if section is not None and section == self._numbered(date.section):
                    return date.id
        return None

    def _numbered(self, section_id: str | None) -> str | None:
        kept = (item.id for item in self._reading.ancestors(section_id) if item.kind not in ("dash", "plus", "bullet"))
        return next(kept, None)


def _dated_action(reading: Reading, date: DateExpression) -> str | None:
    """The first words of the action that the line of a deadline names: `dai hoi diem`."""
    block = reading.block_at(date.span.start)
    match = _TIME_OF_ACTION.match(reading.folded, block.content, block.end) if block else None
    return " ".join(match["action"].split()[:_ACTION_WORDS]) if match else None
