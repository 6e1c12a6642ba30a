"""PDF pages as pictures for reading: a scan at the resolution it was made with, everything else at 300 dpi."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.errors import SourceError
from pipeline.ingest.limits import MOST_DRAWN, MOST_PIXELS, MOST_RENDERED
from pipeline.scanning.page import Picture

USUAL_DPI = 300
_FINE_ENOUGH = 180
_LEAST_DPI = 36
_COVERING = 0.5


def is_scanned(page: pdfium.PdfPage) -> bool:
    """Whether one picture covers most of the page."""
    return _scan(page) is not None


def draw(page: pdfium.PdfPage, name: str, number: int) -> Picture:
    """The page as a picture. Raises SourceError `too_large` where a picture on it, together, or the page has too many pixels."""
    drawn = 0
    for image in _images(page):
        width, height = image.get_px_size()
        drawn += width * height
        if drawn > MOST_DRAWN:
            raise SourceError(name, "too_large", f"page {number} draws pictures of more than {MOST_DRAWN:,} pixels")
    scan = _scan(page)
    dpi = USUAL_DPI
    if scan is not None:
        width, height = scan.get_px_size()
        if width * height > MOST_PIXELS:
            raise SourceError(name, "too_large", f"page {number} holds a picture of {width:,} x {height:,} pixels")
        own = round(width / max(1.0, _width(scan)) * 72)
        dpi = min(USUAL_DPI, own) if own >= _FINE_ENOUGH else USUAL_DPI
    points = page.get_width() * page.get_height()
    dpi = min(dpi, int(72 * (MOST_RENDERED / points) ** 0.5))
    if dpi < _LEAST_DPI:
        raise SourceError(name, "too_large", f"page {number} is too large to be drawn for reading")
    return Picture(page.render(scale=dpi / 72, rev_byteorder=True).to_pil().convert("RGB"), dpi)


def _scan(page: pdfium.PdfPage) -> pdfium.PdfImage | None:
    area = page.get_width() * page.get_height()
    for image in _images(page):
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) > _COVERING * area:
            return image
    return None


def _images(page: pdfium.PdfPage) -> Iterator[pdfium.PdfImage]:
    for item in page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        if isinstance(item, pdfium.PdfImage):
            yield item


def _width(image: pdfium.PdfImage) -> float:
    left, _, right, _ = image.get_bounds()
    return float(right - left)
