"""Units of the police by their codes: `C04`, `V01`, `Phòng 6/C04` in papers of the police, `PC06`, `PA05` anywhere in a province.

The codes are those of the Ministry of Public Security since 2018: a letter for the block and two digits, of provincial
departments with a `P` before them, which in a central body's paper mean those of all provinces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.entities.extents import Extents
from pipeline.entities.spotted import Spotted

_OWN = re.compile(r"[ABCFHKTVX](?:0[1-9]|1[0-3])")
_PROVINCIAL = re.compile(r"P[ACHKVX](?:0[1-9]|1[0-2])")
_ISSUERS = ("bộ công an", "công an")
_PARTS = ("phòng", "đội", "ban")


def unit_codes(x: Extents) -> Iterator[Spotted]:
    """The codes among the words that begin with a capital, each with the part of the unit before it."""
    own, central = (x.home.body or "").lower().startswith(_ISSUERS), x.home.level == "central"
    for at in x.tokens.capitals:
        word = x.raw[at]
        if not 3 <= len(word) <= 4 or not ((not central and _PROVINCIAL.fullmatch(word)) or (own and _OWN.fullmatch(word))):
            continue
        if at and x.raw[at - 1] == "/" and at > 2 and x.raw[at - 2].isdigit() and x.word(at - 3) in _PARTS:
            yield Spotted("ORG", at - 3, at + 1)
        elif not (at and x.raw[at - 1] in ("/", "-") and x.tokens.adjacent(at - 1)):
            yield Spotted("ORG", at, at + 1)
