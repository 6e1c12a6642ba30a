"""Offsets of a text in Unicode code points (the contract) and in UTF-16 units (browsers).

>>> units = Utf16("a😀b")
>>> units.of(2), units.code_point(3)
(3, 2)
"""

from __future__ import annotations

from bisect import bisect_left

_BEYOND_ONE_UNIT = "\uffff"


class Utf16:
    """Converts offsets of one text both ways; a text without characters beyond U+FFFF costs one look."""

    def __init__(self, text: str) -> None:
        far = text and max(text) > _BEYOND_ONE_UNIT
        self._far = [at for at, character in enumerate(text) if character > _BEYOND_ONE_UNIT] if far else []
        self._units = [at + index for index, at in enumerate(self._far)]

    def of(self, offset: int) -> int:
        """The UTF-16 offset of a code point offset."""
        return offset + bisect_left(self._far, offset)

    def code_point(self, offset: int) -> int:
        """The code point offset of a UTF-16 offset; one inside a pair of surrogates gives the character it belongs to."""
        return offset - bisect_left(self._units, offset)
