"""Page images of the original files, for as long as they are the files that were read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageSequence

from pipeline.document import Source

_WIDTH = 1400
"""Pixels: legible at twice the size of a usual window's half."""
_KEPT = 16
"""Images kept, so that going back and forth is quick."""


Originals = Callable[[Source, str], Path | None]
"""Where the original of a source lies, whose plan has its result at the place; None where that is not known."""


def originals_below(folder: Path) -> Originals:
    """The originals in a folder by their paths; nothing outside it is read, whatever a plan calls its source."""
    root = folder.resolve()

    def find(source: Source, place: str) -> Path | None:
        path = (root / source.path).resolve()
        return path if path.is_relative_to(root) and path.is_file() else None

    return find


def page_image(path: Path, sha256: str, number: int) -> bytes | None:
    """The page (from 1) of a file as PNG; None where there is no such page, or the file is another by now (SHA-256)."""
    try:
        return _image(path, sha256, number, path.stat().st_mtime_ns)
    except (OSError, pypdfium2.PdfiumError):
        return None


@lru_cache(maxsize=_KEPT)
def _image(path: Path, sha256: str, number: int, _changed: int) -> bytes | None:
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        return None
    image = _page_of_pdf(data, number) if data.startswith(b"%PDF") else _page_of_image(data, number)
    if image is None:
        return None
    image.thumbnail((_WIDTH, 4 * _WIDTH))
    out = BytesIO()
    image.convert("RGB").save(out, "PNG")
    return out.getvalue()


def _page_of_pdf(data: bytes, number: int) -> Image.Image | None:
    document = pypdfium2.PdfDocument(data)
    try:
        if not 1 <= number <= len(document):
            return None
        page = document[number - 1]
        image: Image.Image = page.render(scale=_WIDTH / max(page.get_width(), 1)).to_pil()
        return image
    finally:
        document.close()


def _page_of_image(data: bytes, number: int) -> Image.Image | None:
    with Image.open(BytesIO(data)) as image:
        for at, frame in enumerate(ImageSequence.Iterator(image), 1):
            if at == number:
                return frame.copy()
    return None
