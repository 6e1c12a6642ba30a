"""A magnifying glass: parts of a page read again by themselves.

Glass([gray, black], dpi=200, path).words((60, 350, 200, 364), segmentation=7, padding=4)       [Token("Lưu:", ...), ...]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

from pipeline.paper.tokens import Token
from pipeline.scanning.tesseract import Look, recognise
from pipeline.scanning.unread import Area

_MARGIN = 20
_WHITE = 255
_NOISE = " \"'“”‘’`´~^*_|\\<>«»„="


@dataclass(frozen=True, slots=True)
class Glass:
    """Pictures of one straight page, of the same size; `path` is where Tesseract finds what is cut out of them."""

    pictures: Sequence[Image.Image]
    dpi: int
    path: Path

    def words(self, area: Area, segmentation: int, padding: float, size: float = 1.0) -> Iterator[Token]:
        """The words in an area (points), so much wider on each side, of every picture, drawn larger or smaller; signs around
        words are left out."""
        for picture in self.pictures:
            yield from self._read(picture, area, segmentation, padding, size)

    def _read(self, picture: Image.Image, area: Area, segmentation: int, padding: float, size: float) -> Iterator[Token]:
        scale = self.dpi / 72
        left, top = (max(0, int((edge - padding) * scale)) for edge in area[:2])
        right, bottom = (min(side, int((edge + padding) * scale)) for side, edge in zip(picture.size, area[2:], strict=True))
        if right - left < _MARGIN or bottom <= top:
            return
        crop = picture.crop((left, top, right, bottom))
        if size != 1:
            crop = crop.resize((max(1, round(crop.width * size)), max(1, round(crop.height * size))), Image.Resampling.LANCZOS)
        ImageOps.expand(crop, _MARGIN, _WHITE).save(self.path)
        for seen in recognise(self.path, Look(round(self.dpi * size), segmentation)):
            text = seen.text.strip(_NOISE)
            if text:
                x0, y0, x1, y1 = ((edge - _MARGIN) / size for edge in seen.box)
                yield Token(
                    text, (x0 + left) / scale, (y0 + top) / scale, (x1 + left) / scale, (y1 + top) / scale, seen.confidence
                )
