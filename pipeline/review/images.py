"""Page images of the original files, for as long as they are the files that were read."""

from __future__ import annotations

import hashlib
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


def page_image(sources: Path, source: Source, number: int) -> bytes | None:
    """The page (from 1) of the source below the folder as PNG; None where there is no such page, or the file is another by now.

    Nothing outside the folder is read, whatever the plan calls its source.
    """
    root = sources.resolve()
    path = (root / source.path).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        return None
    status = path.stat()
    return _image(path, source.sha256, number, status.st_mtime_ns)


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
