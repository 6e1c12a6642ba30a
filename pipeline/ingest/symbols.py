"""Signs of symbol fonts as the characters a reader sees.

>>> symbol("Wingdings", "\\uf0fe")
'☑'
"""

from __future__ import annotations

from functools import cache

from pipeline.lexicon import tables

_PRIVATE = range(0xF000, 0xF100)


def is_symbol_font(font: str | None) -> bool:
    """Whether a font shows other signs than the codes of its characters say."""
    return font is not None and font.lower() in _table()


def symbol(font: str, character: str) -> str:
    """The character that a sign of a font stands for; the character itself where font or sign are not in the table."""
    code = ord(character)
    signs = _table().get(font.lower())
    if signs is None or not (code in _PRIVATE or code < 0x100):
        return character
    return signs.get(code & 0xFF, character)


@cache
def _table() -> dict[str, dict[int, str]]:
    signs: dict[str, dict[int, str]] = {}
    for row in tables.rows("symbol_fonts.csv"):
        signs.setdefault(row["font"], {})[int(row["code"], 16)] = row["character"]
    return signs
