"""Checks of what the plan says about its source: pages, boxes, OCR, coverage."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.document import Box, Page
from pipeline.plan import Plan, Section
from pipeline.validate.problem import Finding, items


def pages(plan: Plan) -> Iterator[Finding]:
    """Pages follow each other and cover the text; items name the page they begin on."""
    end, number = 0, 0
    for i, page in enumerate(plan.pages):
        if page.number <= number:
            yield f"pages[{i}].number", f"is {page.number} after {number}"
        if not end <= page.start <= page.end <= len(plan.text):
            yield f"pages[{i}]", f"{page.start} to {page.end} overlaps the page before or leaves the text"
        elif plan.text[end : page.start].strip():
            yield f"pages[{i}].start", f"the text from {end} to {page.start} is on no page"
        end, number = page.end, page.number
    if plan.pages and plan.text[end:].strip():
        yield "pages", f"the text after {end} is on no page"
    if plan.source.page_count is not None and number > plan.source.page_count:
        yield "source.page_count", f"is {plan.source.page_count}, pages go to {number}"
    yield from _on_page(plan)


def _on_page(plan: Plan) -> Iterator[Finding]:
    known = {page.number: page for page in plan.pages}
    for where, item in items(plan):
        if item.page is not None and not known:
            yield f"{where}.page", "is given, the source has no pages"
        elif known and (item.page not in known or not _begins_on(plan, known[item.page], item.span.start)):
            yield f"{where}.page", f"is {item.page}, the span begins at {item.span.start} on another page"
        for i, box in enumerate(item.boxes or ()):
            page = known.get(box.page)
            if page is None or not _fits(box, page):
                yield f"{where}.boxes[{i}]", "is no rectangle on a page of the source"


def _begins_on(plan: Plan, page: Page, offset: int) -> bool:
    """Whether a page holds an offset, or the row of a table at its top that began on the page before and is told there."""
    if page.start <= offset < page.end:
        return True
    before = max((other for other in plan.pages if other.number < page.number), key=lambda other: other.number, default=None)
    if before is None or not before.start <= offset < before.end:
        return False
    line = plan.text.rfind("\n", 0, before.end) + 1
    return line <= offset and " | " in plan.text[line : before.end]


def _fits(box: Box, page: Page) -> bool:
    """One point of slack: glyphs reach over the edge of the paper."""
    wide, high = page.width or float("inf"), page.height or float("inf")
    return -1 <= box.x0 <= box.x1 <= wide + 1 and -1 <= box.y0 <= box.y1 <= high + 1


def coverage(plan: Plan) -> Iterator[Finding]:
    """The numbers are counted again: characters that are no blanks, by what holds them."""
    text = plan.text
    in_sections, in_items = bytearray(len(text)), bytearray(len(text))
    for _, item in items(plan):
        field = in_sections if isinstance(item, Section) else in_items
        for span in item.mentions:
            start, end = min(span.start, len(text)), min(span.end, len(text))
            field[start:end] = b"\1" * (end - start)
    blank, sections, others = (int.from_bytes(one) for one in (bytes(map(str.isspace, text)), in_sections, in_items))
    characters = len(text) - blank.bit_count()
    counted = {
        "characters": characters,
        "in_sections": (sections & ~blank).bit_count(),
        "in_items": (others & ~blank).bit_count(),
        "unassigned": characters - ((sections | others) & ~blank).bit_count(),
    }
    for name, count in counted.items():
        if getattr(plan.coverage, name) != count:
            yield f"coverage.{name}", f"is {getattr(plan.coverage, name)}, counted {count}"


def ocr(plan: Plan) -> Iterator[Finding]:
    for where, item in items(plan):
        if item.ocr_confidence is not None:
            if plan.source.ocr is None:
                yield f"{where}.ocr_confidence", "is given, the source was not read by OCR"
            if not 0 <= item.ocr_confidence <= 100:
                yield f"{where}.ocr_confidence", f"{item.ocr_confidence} is outside 0 to 100"
    if plan.source.method == "ocr" and plan.source.ocr is None:
        yield "source.ocr", "is null, the method is ocr"
