"""Marks in the head: DỰ THẢO, HỎA TỐC, MẬT, LƯU HÀNH NỘI BỘ, each in a piece of a line of its own.

`joint` is set by the extractors of issuers and signatures, which see the second head or signer.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.findings import Findings
from pipeline.fragments import fragments
from pipeline.plan import Mark
from pipeline.reading import Reading

_WORDS: dict[str, Mark] = {
    "hoatoc": "urgent", "hoatochengio": "urgent", "khan": "urgent", "thuongkhan": "urgent", "domatkhan": "urgent",
    "mat": "secret", "toimat": "secret", "tuyetmat": "secret", "domatmat": "secret", "tailieumat": "secret",
    "luuhanhnoibo": "internal", "tailieuluuhanhnoibo": "internal", "tailieunoibo": "internal", "banthao": "draft",
}  # fmt: skip
_ORDER: tuple[Mark, ...] = ("draft", "urgent", "secret", "internal", "joint")


def extract(reading: Reading, found: Findings) -> Findings:
    """All marks of the head and around the type line, in the order of the contract."""
    marks = set(_marks(reading))
    return found._replace(marks=tuple(mark for mark in _ORDER if mark in marks))


def _marks(reading: Reading) -> Iterator[Mark]:
    lines = tuple(reading.lines_in("head", "title"))
    for piece in fragments(reading.text, reading.layout, lines):
        letters = "".join(c for c in reading.folded[piece.start : min(piece.end, piece.start + 60)] if c.isalpha())
        if letters.startswith("duthao") and (reading.clean[piece.start] == "(" or reading.clean[piece.start].isupper()):
            yield "draft"
        elif letters in _WORDS:
            yield _WORDS[letters]
