"""Several documents in one file: a decision or a letter with its plan behind it, two plans one after the other.

    Số: 41/QĐ-UBND ... QUYẾT ĐỊNH ... Nơi nhận: ... Hà Văn Bính                       the first part
    KẾ HOẠCH / Phòng, chống ma túy / (Kèm theo Quyết định số 41/QĐ-UBND ...) ...      the second part

A document begins behind the foot of another with a head of its own (number, and date or motto), or as the plan that a paper of
another type encloses. Annexes, forms to be filled in and programmes belong to the plan they come with, whatever head they print.
"""

from __future__ import annotations

from itertools import pairwise

from pipeline.document import Document, Furniture, Page, Part, Span
from pipeline.layout import Layout
from pipeline.parts.starts import starts_of


def parts_of(document: Document, layout: Layout) -> tuple[Document, ...]:
    """The documents of a file, each with its own text, pages and words; the file itself where it holds one.

    `source.part` tells the stretch of the file's text that a part occupies; blank lines between parts belong to neither.
    """
    edges = [*starts_of(layout), len(document.text)]
    if len(edges) == 2:
        return (document,)
    spans = [(start, start + len(document.text[start:end].rstrip())) for start, end in pairwise(edges)]
    return tuple(_cut(document, Part(index=index, start=start, end=end)) for index, (start, end) in enumerate(spans, start=1))


def _cut(document: Document, part: Part) -> Document:
    """The stretch of a document as a document of its own: what lies inside, with offsets from its start."""
    pages = tuple(_page(page, part) for page in document.pages if _overlaps(page.start, page.end, part))
    repairs = tuple(
        one.model_copy(update={"span": _moved(one.span, part)})
        for one in document.source.repairs
        if _overlaps(one.span.start, one.span.end, part)
    )
    return Document(
        text=document.text[part.start : part.end],
        source=document.source.model_copy(
            update={"part": part, "repairs": repairs, "furniture": _furniture(document, part, pages)}
        ),
        pages=pages,
        words=document.words.part(part.start, part.end),
        replaced=tuple(_moved(span, part) for span in document.replaced if _overlaps(span.start, span.end, part)),
    )


def _overlaps(start: int, end: int, part: Part) -> bool:
    return start < part.end and end > part.start


def _moved(span: Span, part: Part) -> Span:
    return Span(start=max(span.start, part.start) - part.start, end=min(span.end, part.end) - part.start)


def _page(page: Page, part: Part) -> Page:
    inside = _moved(Span(start=page.start, end=page.end), part)
    return page.model_copy(update={"start": inside.start, "end": inside.end})


def _furniture(document: Document, part: Part, pages: tuple[Page, ...]) -> tuple[Furniture, ...]:
    """What is printed on the pages of the part; without a page it stays with the first."""
    numbers = {page.number for page in pages}
    return tuple(one for one in document.source.furniture if (part.index == 1 if one.page is None else one.page in numbers))
