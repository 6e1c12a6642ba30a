"""Names that begin under a seal or a signature: of `Lê Hoàng Anh` the reader sees `Hoàng Anh`, which is a name too.

Two words alone on their line, with ink before them that nobody read: the first loses its confidence, and who reads the
signature leaves the name blank.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from PIL import Image

from pipeline.letters import LOWER, UPPER
from pipeline.paper.rows import rows_of
from pipeline.paper.tokens import Segment, Token

_TWO_WORDS = re.compile(rf"[{UPPER}][{LOWER}]{{1,6}} [{UPPER}][{LOWER}]{{0,6}}\W?")
_BEFORE, _GAP = 24.0, 2.0
_DARK = 150
_INKED = 0.04
_DOUBTED = 30.0


def with_cut_names_doubted(tokens: Sequence[Token], gray: Image.Image, dpi: int) -> tuple[Token, ...]:
    """The words of a straight page; first words of names that seem to be cut off with little confidence."""
    cut = {
        segment.tokens[0]
        for row in rows_of(tokens)
        for segment in row
        if _TWO_WORDS.fullmatch(segment.text) and _is_inked_before(segment, gray, dpi)
    }
    return tuple(token._replace(confidence=min(token.confidence or 0.0, _DOUBTED)) if token in cut else token for token in tokens)


def _is_inked_before(segment: Segment, gray: Image.Image, dpi: int) -> bool:
    scale = dpi / 72
    left, right = (max(0, int((segment.x0 - before) * scale)) for before in (_BEFORE, _GAP))
    pixels = np.asarray(gray.crop((left, int(segment.top * scale), right, int(segment.bottom * scale))))
    return bool(pixels.size) and float((pixels < _DARK).mean()) > _INKED
