"""Cuts a plan's text into passages: sentences long enough to be told from chance, each within one section.

    passages("I. MỤC ĐÍCH\\n- Phát động phong trào ... trong toàn ngành; tổng kết ...", [(0, 11), (12, 80)])

Head, legal bases, recipients and signature stand outside the sections and are left out: every plan shares those. A plan without
sections is cut as a whole.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from pipeline.compare.wording import syllables

FEWEST_SYLLABLES = 10
_END = re.compile(r"[.;:?!][ \t]*\n|(?<=[^\W\d_]{2})[.;?!] (?=\S)|\n[ \t]*\n")


def passages(text: str, sections: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Half-open spans of the passages of a text, in order. `sections` are the spans of its sections, children inside parents."""
    cuts = sorted({at for span in sections for at in span}) or [0, len(text)]
    found = (piece for start, end in itertools.pairwise(cuts) for piece in _sentences(text, start, end))
    return [(start, end) for start, end in found if len(syllables(text[start:end])) >= FEWEST_SYLLABLES]


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for stop in [*(found.end() for found in _END.finditer(text, start, end)), end]:
        piece = text[start:stop]
        bare = piece.strip()
        if bare:
            begin = start + piece.index(bare)
            yield begin, begin + len(bare)
        start = stop
