"""Reads the dates of a stretch of a document: atoms, chains, phrases, meanings, in that order.

DateReader(reading, found).entries(0, 500) -> the dates of the first 500 characters, one entry for each place
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline.dates.atoms import Atom, atoms
from pipeline.dates.chains import runs
from pipeline.dates.entries import Entry
from pipeline.dates.feasts import feast, is_day, is_year, named_day
from pipeline.dates.figures import figures
from pipeline.dates.meaning import dated, recurring
from pipeline.dates.moon import with_moons
from pipeline.dates.parts import Part, value
from pipeline.dates.phrases import Phrase, read_phrase
from pipeline.dates.relative import relative_deadlines
from pipeline.dates.rhythm import rhythms
from pipeline.dates.roles import is_season, role
from pipeline.dates.years import plan_calendar
from pipeline.digits import digit_runs, runs_between
from pipeline.findings import Findings
from pipeline.plan import Evidence, Table
from pipeline.reading import Reading
from pipeline.rules import pattern
from pipeline.stretches import Stretches
from pipeline.tabular.heads import meanings

_OF_PAPER = pattern(
    r"(?<!\w)(?:\d{1,5}[a-z]? ?[/-] ?(?:\d{4} ?[/-] ?)?[a-z][\w.&/-]{0,40}|"
    r"(?:cong van|quyet dinh|to trinh|thong bao|van ban|ket luan|bien ban|chi thi|cong dien|hop dong|nghi quyet)(?: so)?),? ?\Z"
)
_OTHER_REPORT = pattern(r",?;? ?(?:va )?[^.:;\n]{0,30}(?<!\w)(?:nam|thang|quy|bao cao|ky)(?: [a-z]+){0,3},? ?")
_COLUMN_BEFORE = re.compile(r"   \Z")
_COLUMN_AFTER = re.compile(r"   | *(?:\n|\Z)")


class DateReader:
    """Holds what is fixed for a document: its views, its calendar, the stretches that belong to citations and anniversaries."""

    def __init__(self, reading: Reading, found: Findings) -> None:
        self._reading = reading
        mended = figures(reading.folded)
        self._misread = mended.misread
        self._digits = digit_runs(mended.view) if mended.misread else reading.digits
        self._layout = replace(reading.layout, folded=mended.view)
        self._due_cells = Stretches(_cells(found.tables, "deadline"))
        self._time_cells = Stretches(_cells(found.tables, "time"))
        self._calendar = plan_calendar(reading, found)
        read = (*found.citations, *found.anniversaries)
        self._taken = Stretches((span.start, span.end) for item in read for span in item.mentions)
        self._headed = reading.spans("title", "preamble")

    def entries(self, start: int, end: int) -> Iterator[Entry]:
        """Dates, recurrences and relative deadlines of a stretch; dates have the right of way."""
        dates = list(self._dates(start, end))
        yield from dates
        lower, folded, clean = self._layout.lower, self._layout.folded, self._layout.clean
        for entry in (*rhythms(lower, folded, start, end), *relative_deadlines(lower, clean, start, end)):
            if not self._taken.hold(entry.start) and not any(date.start < entry.end and entry.start < date.end for date in dates):
                yield entry

    def _dates(self, start: int, end: int) -> Iterator[Entry]:
        folded = self._layout.folded
        year = self._calendar.year_of(Part())
        lower = self._layout.lower
        found: list[Atom] = []
        for first, last in self._taken.gaps(start, end):
            found += atoms(folded, lower, runs_between(self._digits, first, last), first, last)
        free = [atom for atom in with_moons(found, lower, start, end, year, self._calendar.issued) if not self._of_paper(atom)]
        if self._misread or self._reading.is_mended(start, end):
            free = [self._mended(atom) for atom in free]
        phrases: list[Phrase] = []
        for run in runs(folded, free):
            floor = max(phrases[-1].end if phrases else start, self._taken.end_before(run.start))
            phrases.append(read_phrase(self._layout, run, floor))
        for phrase in self._in_slots(_sharing_words(phrases, folded)):
            if entry := self._entry(phrase):
                yield entry

    def _mended(self, atom: Atom) -> Atom:
        read_through = any(start < atom.end and atom.start < end for start, end in self._misread)
        read_through = read_through or self._reading.is_mended(atom.start, atom.end)
        return atom._replace(repaired=True) if read_through else atom

    def _of_paper(self, atom: Atom) -> bool:
        """Whether it is the date of a paper that nobody took for a citation."""
        exact = atom.part.day is not None or (atom.part.month is not None and atom.part.year is not None)
        return exact and _OF_PAPER.search(self._layout.folded, max(0, atom.start - 60), atom.start) is not None

    def _in_slots(self, phrases: list[Phrase]) -> list[Phrase]:
        """Marks what fills a cell or a label of its own."""
        result = []
        for phrase in phrases:
            due = self._due_cells.hold(phrase.start)
            slot = due or self._time_cells.hold(phrase.start) or self._alone(phrase)
            result.append(phrase._replace(slot=phrase.slot or slot, due=phrase.due or due) if slot else phrase)
        return result

    def _alone(self, phrase: Phrase) -> bool:
        clean = self._layout.clean
        end = phrase.end
        while clean[end : end + 1] in (" ", "\n"):
            end += 1
        block = self._reading.block_at(phrase.start)
        if clean[end : end + 1] == ":":
            return block is not None and block.content == phrase.start
        if phrase.run.parts[0].whole_years:
            return False  # rather the head of a column
        if _COLUMN_BEFORE.search(clean, max(0, phrase.start - 3), phrase.start) and _COLUMN_AFTER.match(clean, phrase.end):
            return True
        start = phrase.start
        while start and clean[start - 1] in " \n":
            start -= 1
        return clean[end : end + 1] == "|" and clean[start - 1 : start] == "|"

    def _entry(self, phrase: Phrase) -> Entry | None:
        run = phrase.run
        if run.loose and not self._in_company(phrase):
            return None
        try:
            return self._recurring(phrase) or self._dated(phrase)
        except ValueError:
            return None  # a day the calendar does not have

    def _in_company(self, phrase: Phrase) -> bool:
        run = phrase.run
        if run.parts[0].whole_years:
            return phrase.slot or phrase.term is not None or feast(self._layout, run) is not None or is_year(self._layout, run)
        return run.form in ("yearless", "range") and is_day(self._layout, run, in_slot=phrase.slot)

    def _start(self, phrase: Phrase) -> int:
        """Where `28/6` stands alone, the name of its feast belongs to it."""
        if phrase.run.form != "yearless" or phrase.word is not None or not phrase.run.loose:
            return phrase.start
        return named_day(self._layout.clean, phrase.run) or phrase.start

    def _recurring(self, phrase: Phrase) -> Entry | None:
        said = recurring(phrase)
        if said is None or is_season(phrase, self._layout.folded):
            return None
        return Entry(
            self._start(phrase), phrase.end, said.kind, said.value, "schedule", "date.recurring",
            time=phrase.time, exclusive=said.exclusive, rrule=said.rrule,
        )  # fmt: skip

    def _dated(self, phrase: Phrase) -> Entry | None:
        run, issued = phrase.run, self._calendar.issued
        ahead = phrase.slot or phrase.due or phrase.word is not None or run.form == "range"
        parts = self._calendar.completed(run.parts, ahead)
        if not parts or any(part.day is not None and part.month is None for part in parts):
            return None
        if holiday := feast(self._layout, run):
            return Entry(holiday[0], run.end, "period", value(parts[0]), "schedule", "date.feast", label=holiday[1])
        said = dated(phrase, parts, issued)
        headed = any(start <= phrase.start < end for start, end in self._headed)
        part = role(phrase, said, self._layout.folded, issued, headed)
        if phrase.tentative and part == "reference":
            said = dated(phrase._replace(tentative=False), parts, issued)
        start = self._start(phrase)
        label = phrase.term or (phrase.round if part == "schedule" and said.kind == "period" else None)
        return Entry(
            start, phrase.end, said.kind, said.value, part, f"date.{said.kind}",
            evidence=_evidence(phrase, parts != run.parts),
            label=label,
            time=phrase.time,
            exclusive=said.exclusive if said.kind == "deadline" else None,
            days=all(one.day is not None for one in parts),
            slot=phrase.slot,
        )  # fmt: skip


def _evidence(phrase: Phrase, completed: bool) -> Evidence:
    if phrase.run.repaired:
        return "repaired"
    inferred = completed or phrase.run.spread or phrase.word == "now" or phrase.run.form == "moon_inferred"
    return "inferred" if inferred else "stated"


def _cells(tables: Iterable[Table], wanted: str) -> Iterator[tuple[int, int]]:
    """The cells of the columns of one meaning: dates under `Thời gian hoàn thành` are deadlines (guidelines 10.16)."""
    for table in tables:
        columns = [at for at, meaning in enumerate(meanings(table)) if meaning == wanted]
        for row in table.rows:
            spans = (row[at].span for at in columns if at < len(row))
            yield from ((span.start, span.end) for span in spans if span)


def _goes_with(left: Phrase, right: Phrase, folded: str) -> bool:
    """Whether two deadlines are those of two reports of one rhythm."""
    days = left.run.parts[0].day is not None and right.every == "year" and right.run.parts[0].month is not None
    alike = days and left.word in ("before", "latest") and left.word == right.word
    return alike and _OTHER_REPORT.fullmatch(folded, left.end, right.start) is not None


def _sharing_words(phrases: list[Phrase], folded: str) -> list[Phrase]:
    """In a list, the words before the first and the rhythm behind the last are said of all; a rhythm also across
    `báo cáo 6 tháng trước ngày 10/6, báo cáo năm trước ngày 25/11 hằng năm`."""
    shared = list(phrases)
    for at in range(len(shared) - 2, -1, -1):
        if shared[at].every is not None or shared[at].run.parts[0].year is not None:
            continue
        if shared[at].run.listed or _goes_with(shared[at], shared[at + 1], folded):
            shared[at] = shared[at]._replace(every=shared[at + 1].every)
    for at, (left, right) in enumerate(pairwise(shared), start=1):
        if (
            left.run.listed
            and right.word is None
            and left.word in (None, "before", "latest")
            and not right.run.parts[0].whole_years
        ):
            shared[at] = right._replace(
                word=left.word,
                exclusive=left.exclusive,
                due=left.due,
                tentative=left.tentative,
                slot=left.slot,
                counted=left.counted,
            )
    return shared
