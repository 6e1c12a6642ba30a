"""What a reader should check: doubts that only the whole plan can raise. The list of codes is closed (plan schema)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import pairwise

from pipeline.attachments import announcements
from pipeline.document import Span
from pipeline.findings import Findings
from pipeline.plan import Item, Section, Warning, WarningCode
from pipeline.reading import CONTENT, Reading
from pipeline.rules import pattern

_LOW_CONFIDENCE = 60
_LOW_ITEM_CONFIDENCE = 40
_DEFERRED = pattern(
    r"so luong[^.;\n]{0,40} phan bo sau|phan bo sau|(?:thong bao|ke hoach) phan bo[^.;\n]{0,30} cua|theo so luong phan bo\b"
)
_ANNEX_HEAD = pattern(r"(?:phu luc|bieu mau|bieu so|mau so|mau bieu)(?: (?:so )?[\divx]{1,4}[a-z]?)?(?: ?[.:–-].{0,90})? ?$")


def warnings_of(reading: Reading, found: Findings) -> tuple[Warning, ...]:
    """All warnings of a plan: those of the extractors, then those of the whole, in order of code table and place."""
    if found.doc_type is None:
        whole = _warning("not_a_plan", "no head, title or structure of an administrative document")
        return (*_parts(reading, found), *_replaced(reading, found), whole)
    return (*found.warnings, *(warning for check in _CHECKS for warning in check(reading, found)))


def _warning(code: WarningCode, message: str, span: Span | None = None) -> Warning:
    return Warning(code=code, message=message, span=span)


def _head(reading: Reading, found: Findings) -> Iterator[Warning]:
    if found.number is None or found.number.value is None:
        yield _warning("missing_number", "the plan shows no number", found.number.span if found.number else None)
    if found.issue_date is None or found.issue_date.edtf is None:
        span = found.issue_date.span if found.issue_date else None
        yield _warning("missing_issue_date", "the plan shows no date of issue", span)
    elif found.issue_date.start_date != found.issue_date.end_date:
        yield _warning("partial_issue_date", "the day of issue is blank", found.issue_date.span)
    if found.signature is not None and found.signature.name is None:
        yield _warning("missing_signatory_name", "the signature shows no printed name", found.signature.span)
    if "joint" in found.marks:
        yield _warning("joint_document", "several bodies issue this document; the first is in the flat fields")


def _parts(reading: Reading, found: Findings) -> Iterator[Warning]:
    part = reading.document.source.part
    if part is not None:
        place = f"characters {part.start} to {part.end} of its text"
        yield _warning("several_documents", f"the file holds several documents; this is number {part.index}, {place}")


def _numbering(reading: Reading, found: Findings) -> Iterator[Warning]:
    """Numbers used twice or left out among neighbours; each annex counts anew."""
    annexes = [start for start, _ in reading.spans("annex")]
    annexes += [line.start for line in reading.layout.lines if _ANNEX_HEAD.match(reading.folded, line.start, line.end)]
    annexes.sort()
    siblings: dict[tuple[int, str | None, str], list[Section]] = {}
    for section in reading.sections:
        if section.kind not in ("dash", "plus", "bullet") and section.marker is not None:
            part = bisect_right(annexes, section.span.start)
            siblings.setdefault((part, section.parent, section.kind), []).append(section)
    for group in siblings.values():
        seen: set[str] = set()
        for section in group:
            if section.marker in seen and section.marker is not None:
                yield _warning("section_number_repeated", f"the number {section.path} is used twice", section.span)
            seen.add(section.marker or "")
        yield from _skips(reading, group)


def _skips(reading: Reading, group: list[Section]) -> Iterator[Warning]:
    for previous, section in pairwise(group):
        before, after = reading.ordinal(previous), reading.ordinal(section)
        if before is not None and after is not None and after > before + 1:
            yield _warning("section_number_skipped", f"{section.path} follows {previous.path}", section.span)


def _anniversaries(reading: Reading, found: Findings) -> Iterator[Warning]:
    for item in found.anniversaries:
        if item.consistent is False:
            yield _warning(
                "anniversary_years_disagree", f"{item.years} years do not lie between {item.start} and {item.end}", item.span
            )


def _quotes(reading: Reading, found: Findings) -> Iterator[Warning]:
    if reading.clean.count("“") <= reading.clean.count("”"):
        return
    for block in reading.blocks_in(*CONTENT):
        opened, closed = (reading.clean.count(mark, block.start, block.end) for mark in "“”")
        if opened > closed:
            span = Span(start=block.start, end=block.end)
            yield _warning("unclosed_quote", "a quotation mark is opened and not closed", span)


def _promises(reading: Reading, found: Findings) -> Iterator[Warning]:
    annexed = bool(reading.spans("annex"))
    for start, end in reading.content:
        if reading.folded.find("phan bo", start, end) >= 0:
            for match in _DEFERRED.finditer(reading.folded, start, end):
                yield _warning("deferred_quota", "a number is left to a later paper", reading.span(*match.span()))
        if not annexed:
            for span in announcements(reading, start, end):
                yield _warning("missing_annex", "an attachment is announced that the file does not hold", span)


def _ocr(reading: Reading, found: Findings) -> Iterator[Warning]:
    ocr = reading.document.source.ocr
    if ocr is not None and ocr.mean_confidence is not None and ocr.mean_confidence < _LOW_CONFIDENCE:
        yield _warning("low_ocr_confidence", f"mean confidence {ocr.mean_confidence:.0f} of 100")
    seen: set[Span] = set()
    for item in _items(found):
        known = item.ocr_confidence
        if known is not None and known < _LOW_ITEM_CONFIDENCE and item.span not in seen:
            seen.add(item.span)
            yield _warning("low_ocr_confidence", f"a word here was read with confidence {known:.0f} of 100", item.span)


def _items(found: Findings) -> Iterator[Item]:
    """All items but entities and tables, whose words are those of other items or too many."""
    for name, value in found._asdict().items():
        if name in ("entities", "tables"):
            continue
        if isinstance(value, Item):
            yield value
        elif isinstance(value, tuple):
            yield from (one for one in value if isinstance(one, Item))


def _replaced(reading: Reading, found: Findings) -> Iterator[Warning]:
    for span in reading.document.replaced[:1]:
        count = sum(len(part) for part in reading.document.replaced)
        yield _warning("replaced_characters", f"{count} characters could not be decoded and stand as U+FFFD", span)


def _tables(reading: Reading, found: Findings) -> Iterator[Warning]:
    for table in found.tables:
        if table.total_checked is False:
            yield _warning("table_sum_differs", "the rows do not add up to the printed total", table.span)


_CHECKS: tuple[Callable[[Reading, Findings], Iterator[Warning]], ...] = (
    _parts, _head, _numbering, _anniversaries, _quotes, _promises, _tables, _ocr, _replaced,
)  # fmt: skip
