"""Pictures of pages, TIFF of several pages among them, read by OCR.

read_pages(data, "plan.png")        Document(text="UBND TỈNH ...", source=Source(method="image", ...), pages=..., words=...)
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import BytesIO

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from pipeline.document import Document
from pipeline.errors import SourceError
from pipeline.ingest.limits import MOST_BYTES, MOST_PAGES, MOST_PIXELS, MOST_RENDERED
from pipeline.ingest.ocr import Scans
from pipeline.ingest.paged import paged_document
from pipeline.paper.tokens import Sheet
from pipeline.scanning.page import Picture

_A4_WIDTH, _A4_HEIGHT = 8.27, 11.69
_LEAST_DPI, _MOST_DPI = 100, 400
_USUAL_DPI = 300


def read_pages(data: bytes, name: str) -> Document:
    """The document of a picture file, one page for each frame.

    Raises SourceError: `damaged`, `truncated`, `too_large`, `empty` (no word could be read), and those of OCR.
    """
    if len(data) > MOST_BYTES:
        raise SourceError(name, "too_large", f"the file has {len(data):,} bytes, at most {MOST_BYTES:,} are read")
    with _opened(data, name) as image, closing(Scans(name)) as scans:
        media_type = Image.MIME.get(image.format or "", "application/octet-stream")
        return paged_document(data, name, media_type, _sheets(image, scans, name), scans)


def page_picture(data: bytes, number: int) -> Picture:
    """A page (from 1) of a picture file. Raises SourceError as `read_pages` does."""
    with _opened(data, "") as image:
        image.seek(number - 1)
        return _picture(image, "", number)


def frames_of(data: bytes) -> int:
    """How many pages a picture file has; 0 where it is broken."""
    try:
        with _opened(data, "") as image:
            return int(getattr(image, "n_frames", 1))
    except (SourceError, OSError, ValueError, SyntaxError, EOFError):
        return 0


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Image.Image]:
    try:
        image = Image.open(BytesIO(data))
    except Image.DecompressionBombError as error:
        raise _too_large(name, str(error)) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise SourceError(name, "damaged", "the picture cannot be opened") from error
    with image:
        yield image


def _sheets(image: Image.Image, scans: Scans, name: str) -> Iterator[Sheet]:
    for number, frame in enumerate(ImageSequence.Iterator(image), 1):
        if number > MOST_PAGES:
            raise _too_large(name, f"it has more than {MOST_PAGES:,} pages")
        picture = _picture(frame, name, number)
        points = 72 / picture.dpi
        size = (picture.image.width * points, picture.image.height * points)
        yield scans.sheet(picture, number, size, "image")


def _picture(frame: Image.Image, name: str, number: int) -> Picture:
    """A frame upright as its camera says, on white, at a resolution fit for reading."""
    if frame.width * frame.height > MOST_PIXELS:
        raise _too_large(name, f"page {number} has {frame.width:,} x {frame.height:,} pixels, at most {MOST_PIXELS:,} are read")
    dpi = _dpi(frame)
    try:
        image = _on_white(ImageOps.exif_transpose(frame))
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise SourceError(name, "truncated", f"page {number} of the picture is cut short ({error})") from error
    factor = min(1.0, (MOST_RENDERED / (image.width * image.height)) ** 0.5)
    if factor < 1:
        image = image.resize((max(1, int(image.width * factor)), max(1, int(image.height * factor))))
    return Picture(image, max(1, round(dpi * factor)))


def _dpi(frame: Image.Image) -> int:
    """The resolution a file tells, where it can be true; else the one at which it is an A4 page."""
    told = frame.info.get("dpi", (0, 0))[0]
    if _LEAST_DPI <= told <= 2 * _MOST_DPI:
        return round(float(told))
    short, long = sorted(frame.size)
    return min(_MOST_DPI, max(72, round(max(short / _A4_WIDTH, long / _A4_HEIGHT))))


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("1", "L", "I;16", "I"):
        return image.convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        layered = image.convert("RGBA")
        white = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(white, layered).convert("RGB")
    return image.convert("RGB")


def _too_large(name: str, why: str) -> SourceError:
    return SourceError(name, "too_large", f"the picture is too large: {why}")
