"""Gray, tinted and shaded paper made white: dark copies, coloured paper, the shadow at the spine of a book."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

_CELLS = 64
"""So many squares the shorter side of a page is looked at in; one holds a letter or two and the paper around them."""
_SPREAD = 5
_WHITE_ENOUGH = 225
_DARKEST = 80
"""What is darker than this over a whole square is no paper: the lid of the scanner, a photograph."""
_MOST_LIFTED = 0.5
"""In more than half of the squares the paper has to be gray, or the page is white with some picture on it."""


def on_white_paper(picture: Image.Image) -> Image.Image:
    """The picture, each spot as bright in relation to the paper around it as it was; the very picture where that is white."""
    side = max(1, min(picture.size) // _CELLS)
    paper = picture.reduce(side).filter(ImageFilter.MaxFilter(_SPREAD)).filter(ImageFilter.GaussianBlur(2))
    if float((np.asarray(paper.convert("L")) < _WHITE_ENOUGH).mean()) < _MOST_LIFTED:
        return picture
    ground = np.maximum(np.asarray(paper.resize(picture.size, Image.Resampling.BILINEAR)), _DARKEST).astype(np.uint16)
    pixels = np.asarray(picture).astype(np.uint16) * 255 // ground
    return Image.fromarray(np.minimum(pixels, 255).astype(np.uint8))
