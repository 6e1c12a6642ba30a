"""A page of a document with its findings drawn on it, so that a person can look.

page_image(Path("plan.pdf").read_bytes(), plans, 1).save("page1.png")
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from pipeline.document import Box
from pipeline.ingest import pdf
from pipeline.plan import Item, Plan

_DPI = 110
_COLOURS = (
    "#d62728", "#1f77b4", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf", "#e377c2", "#8c564b", "#bcbd22", "#7f7f7f",
)  # fmt: skip
_FIELDS = (
    "number", "issue_date", "issue_place", "issuing_body", "co_issuers", "title", "citations", "anniversaries", "dates", "quotas",
    "responsibilities", "recipients", "signature", "co_signatures", "contacts", "campaigns", "tables",
)  # fmt: skip
_FILL = 40
_LEGEND = 18


def page_image(data: bytes, plans: Sequence[Plan], number: int) -> Image.Image:
    """The page (from 1) of a PDF or picture with a box around everything found on it, a colour for each field, told below."""
    picture, scale = _page(data, number)
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    brush = ImageDraw.Draw(layer)
    shown: dict[str, str] = {}
    for place, name in enumerate(_FIELDS):
        colour = _COLOURS[place % len(_COLOURS)]
        for box in _boxes(plans, name, number):
            shown[name] = colour
            corners = (box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale)
            brush.rectangle(corners, fill=f"{colour}{_FILL:02x}", outline=colour, width=2)
    return _with_legend(Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB"), shown)


def page_count(plans: Sequence[Plan]) -> int:
    """How many pages the source of the plans has; 0 where it has none."""
    return max((plan.source.page_count or 0 for plan in plans), default=0)


def _page(data: bytes, number: int) -> tuple[Image.Image, float]:
    """The page as a picture, and its pixels a point."""
    if pdf.recognises(data):
        with pdfium.PdfDocument(data) as file:
            page: Image.Image = file[number - 1].render(scale=_DPI / 72).to_pil()
            return page.convert("RGB"), _DPI / 72
    from pipeline.ingest.image_pages import page_picture

    picture = page_picture(data, number)
    width = max(1, round(picture.image.width * _DPI / picture.dpi))
    height = max(1, round(picture.image.height * _DPI / picture.dpi))
    return picture.image.convert("RGB").resize((width, height)), _DPI / 72


def _boxes(plans: Sequence[Plan], name: str, number: int) -> Iterator[Box]:
    for plan in plans:
        value = getattr(plan, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Item):
                yield from (box for box in item.boxes or () if box.page == number)


def _with_legend(page: Image.Image, shown: dict[str, str]) -> Image.Image:
    whole = Image.new("RGB", (page.width, page.height + _LEGEND * ((len(shown) + 3) // 4) + 6), "white")
    whole.paste(page, (0, 0))
    brush = ImageDraw.Draw(whole)
    for at, (name, colour) in enumerate(shown.items()):
        x, y = 10 + (at % 4) * (page.width // 4), page.height + 4 + (at // 4) * _LEGEND
        brush.rectangle((x, y, x + 12, y + 12), fill=colour)
        brush.text((x + 18, y), name, fill="black")
    return whole
