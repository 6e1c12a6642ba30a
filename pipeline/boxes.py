"""Where on the paper an item stands: its page, the boxes of its words line by line, and how surely a scan was read there.

    located(findings, words)        number.page == 1, number.boxes == (Box(page=1, x0=108.4, y0=92.1, x1=203.9, y1=104.6),)

One step after extraction does this for all items, so that no extractor knows of paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from pipeline.document import Box, Words
from pipeline.findings import Findings
from pipeline.plan import Item

_MOST_SPREAD = 1.4
"""A box grows by the next word only while it is at most so much larger than the words in it."""
_NEXT_LINE = 0.5
Corners = tuple[float, float, float, float]
AnItem = TypeVar("AnItem", bound=Item)


def located(found: Findings, words: Words) -> Findings:
    """The findings with `page`, `boxes` and `ocr_confidence` filled; as they are where the source has no pages."""
    if not words:
        return found
    return found._replace(**{name: _placed(value, words) for name, value in found._asdict().items()})


def located_item(item: AnItem, words: Words) -> AnItem:
    """An item with its place on the paper; as it is where no word of its span has one."""
    inside = words.within(item.span.start, item.span.end)
    if not inside:
        return item
    confidences = [known for index in inside if (known := words.confidence(index)) is not None]
    place = {
        "page": words.page(inside[0]),
        "boxes": tuple(_boxes(words, inside)),
        "ocr_confidence": min(confidences) if confidences else None,
    }
    return item.model_copy(update=place)


def _placed(value: Any, words: Words) -> Any:
    if isinstance(value, Item):
        return located_item(value, words)
    if isinstance(value, tuple):
        return tuple(_placed(entry, words) for entry in value)
    return value


def _boxes(words: Words, inside: range) -> Iterator[Box]:
    """One box for the words that follow each other on a line, unless it would hold much that is none of them."""
    page, box, area = words.page(inside[0]), words.corners(inside[0]), _area(words.corners(inside[0]))
    for index in inside[1:]:
        corners = words.corners(index)
        joint = min(box[0], corners[0]), min(box[1], corners[1]), max(box[2], corners[2]), max(box[3], corners[3])
        if words.page(index) == page and _same_line(box, corners) and _area(joint) <= _MOST_SPREAD * (area + _area(corners)):
            box, area = joint, area + _area(corners)
        else:
            yield _box(page, box)
            page, box, area = words.page(index), corners, _area(corners)
    yield _box(page, box)


def _same_line(box: Corners, corners: Corners) -> bool:
    common = min(box[3], corners[3]) - max(box[1], corners[1])
    return common > _NEXT_LINE * min(box[3] - box[1], corners[3] - corners[1])


def _area(corners: Corners) -> float:
    return (corners[2] - corners[0]) * (corners[3] - corners[1])


def _box(page: int, corners: Corners) -> Box:
    x0, y0, x1, y1 = (round(corner, 2) for corner in corners)
    return Box(page=page, x0=x0, y0=y0, x1=x1, y1=y1)
