"""Words in fonts that show other letters than their characters say: Vietnamese fonts before Unicode, and fonts of signs.

decoded(".VnTime", "KÕ ho¹ch")        ("Kế hoạch", "tcvn3")
decoded(".VnTimeH", "KÕ ho¹ch")       ("KẾ HOẠCH", "tcvn3")
decoded("VNI-Times", "KEÁ HOAÏCH")    ("KẾ HOẠCH", "vni")
decoded("Wingdings", "\\uf0fe")        ("☑", None)
"""

from __future__ import annotations

import re

from pipeline.ingest.legacy import CONVERSIONS
from pipeline.ingest.symbols import is_symbol_font, symbol

_TCVN3 = re.compile(r"\.vn\w", re.IGNORECASE)
_CAPITALS = re.compile(r"\.[Vv][Nn]\w*H(?![^,-])")
"""Bold and slanted ones have it behind: `.VnTimeH,Bold`, `.VnTimeH-Italic`."""
_VNI = re.compile(r"vni[- ]", re.IGNORECASE)
_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300-\u0323]")
_PRIVATE = re.compile("[\uf020-\uf0ff]")


def decoded(font: str | None, text: str) -> tuple[str, str | None]:
    """Words in a font as a reader sees them, and the legacy encoding they had (`tcvn3`, `vni`).

    Words that already are Unicode Vietnamese stay as they are: programs fall back on another font for them.
    """
    if font is None:
        return text, None
    if is_symbol_font(font):
        return "".join(symbol(font, character) for character in text), None
    encoding = encoding_of(font)
    if encoding is None or _UNICODE.search(text):
        return text, None
    letters = CONVERSIONS[encoding](_PRIVATE.sub(lambda sign: chr(ord(sign[0]) & 0xFF), text))
    return letters.upper() if _CAPITALS.match(font) else letters, encoding if letters != text else None


def encoding_of(font: str) -> str | None:
    """The encoding of a Vietnamese font made before Unicode, by its name: `.VnTime` and its kin, `VNI-Times` and its."""
    if _TCVN3.match(font):
        return "tcvn3"
    return "vni" if _VNI.match(font) else None
