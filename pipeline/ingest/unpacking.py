"""Two old ways of packing bytes, undone piece by piece (ISO 32000-1, 7.4.4 and 7.4.5); what is broken ends the stream.

b"".join(from_run_lengths([b"\\x02abc\\xfed\\x80"]))     b"abcddd"
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

Piece: TypeAlias = bytes | memoryview

_RUNS_END = 128
_CLEAR, _LZW_END = 256, 257
_FIRST_WIDTH, _LAST_WIDTH = 9, 12
_MOST_CODES = 1 << _LAST_WIDTH
_BYTES = [bytes([byte]) for byte in range(256)] + [b"", b""]
_PIECE = 1 << 16


def from_run_lengths(pieces: Iterable[Piece]) -> Iterator[bytes]:
    """A length byte and so many bytes (0-127: one more), or one byte that stands 257 less the length times."""
    held = b""
    for piece in pieces:
        held += piece
        at, found = 0, bytearray()
        while at + 1 < len(held):
            length = held[at]
            end = at + (length + 2 if length < _RUNS_END else 2)
            if length == _RUNS_END or end > len(held):
                break
            found += held[at + 1 : end] if length < _RUNS_END else held[at + 1 : end] * (257 - length)
            at = end
            if len(found) > _PIECE:
                yield bytes(found)
                found.clear()
        yield bytes(found)
        if at < len(held) and held[at] == _RUNS_END:
            return
        held = held[at:]


def from_lzw(pieces: Iterable[Piece], early: bool) -> Iterator[bytes]:
    """Codes of 9 to 12 bits for stretches seen before; `early`: the width grows one code before it has to."""
    table, last, width = [*_BYTES], b"", _FIRST_WIDTH
    found = bytearray()
    bits = count = 0
    for piece in pieces:
        for byte in piece:
            bits, count = (bits << 8 | byte) & 0xFFFFFF, count + 8
            if count < width:
                continue
            count -= width
            code = bits >> count & ((1 << width) - 1)
            if code == _LZW_END:
                yield bytes(found)
                return
            if code == _CLEAR:
                table, last, width = [*_BYTES], b"", _FIRST_WIDTH
                continue
            if code > len(table) or (code == len(table) and not last):
                yield bytes(found)
                return
            entry = table[code] if code < len(table) else last + last[:1]
            found += entry
            if last and len(table) < _MOST_CODES:
                table.append(last + entry[:1])
            last = entry
            width = min(_LAST_WIDTH, max(_FIRST_WIDTH, (len(table) + early).bit_length()))
            if len(found) > _PIECE:
                yield bytes(found)
                found.clear()
    yield bytes(found)
