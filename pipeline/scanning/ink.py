"""Coloured ink: seals, name stamps and signatures over black print.

A red seal over a name hides it from Tesseract; without the red, the black name stands free. What was stamped in red itself (a
signer's name) is read from the red alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_RED, _BLUE = 40, 45
_LEAST = 150
"""Fewer coloured pixels are specks."""
_INK = 120
"""Coloured ink is brighter than this in the channel of its own colour; print under it is darker."""
_WHITE = 255


@dataclass(frozen=True, slots=True)
class Inks:
    """A page in gray, the same without coloured ink, and its red ink alone; `red` is None where there is next to none."""

    gray: Image.Image
    black: Image.Image
    red: Image.Image | None


def part_inks(picture: Image.Image) -> Inks:
    """The inks of a picture (RGB or gray)."""
    gray = picture.convert("L")
    if picture.mode == "L":
        return Inks(gray, gray, None)
    red, green, blue = (np.asarray(channel) for channel in picture.convert("RGB").split())
    reds = _exceeds(red, np.maximum(green, blue), _RED)
    blues = _exceeds(blue, red, _BLUE) & _exceeds(blue, np.minimum(red, green), _BLUE)
    if np.count_nonzero(reds) + np.count_nonzero(blues) < _LEAST:
        return Inks(gray, gray, None)
    black = np.asarray(gray).copy()
    for mask, channel in ((reds, red), (blues, blue)):
        black[mask] = np.where(channel[mask] > _INK, _WHITE, channel[mask])
    only_red = Image.fromarray(np.where(reds, 0, _WHITE).astype(np.uint8)) if np.count_nonzero(reds) >= _LEAST else None
    return Inks(gray, Image.fromarray(black), only_red)


def _exceeds(one: NDArray[np.uint8], other: NDArray[np.uint8], by: int) -> NDArray[np.bool_]:
    """Where one channel is brighter than another by more than so much; without a wider type, for speed."""
    return (one > other) & (one - other > by)
