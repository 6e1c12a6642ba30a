"""The streams of a PDF are measured before any library unpacks them: a few kilobytes may unpack to gigabytes.

    check_streams(data, "plan.pdf")       raises SourceError `too_large` where one unpacks to more than `MOST_UNPACKED` bytes,
    or where an array names one stream hundreds of times

Only streams that could be too large by their length are unpacked here, piece by piece; what is broken is left to the readers.
Not measured: the streams of encrypted files.
"""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from binascii import Error, unhexlify
from collections import Counter
from collections.abc import Iterable, Iterator
from math import prod

from pipeline.errors import SourceError
from pipeline.ingest.limits import MOST_TIMES_NAMED, MOST_UNPACKED, MOST_UNPACKED_PICTURE
from pipeline.ingest.unpacking import Piece, from_lzw, from_run_lengths

_STREAM = re.compile(rb">>\s{0,9}stream\r?\n")
_LONGEST_HEAD = 4096
_FILTERS = re.compile(rb"/Filter\s{0,9}(?:\[([^\]]{0,200})\]|(/\w{1,30}))")
_NAME = re.compile(rb"/(\w{1,30})")
_LENGTH = re.compile(rb"/Length\s{1,9}(\d{1,12})(?!\s{1,9}\d{1,9}\s{1,9}R)")
_PICTURE = re.compile(rb"/Subtype\s{0,9}/Image")
_DEFLATE, _LZW, _RUNS = (b"FlateDecode", b"Fl"), (b"LZWDecode", b"LZW"), (b"RunLengthDecode", b"RL")
_LETTERS = (b"ASCII85Decode", b"ASCIIHexDecode")
_RATIOS = {**dict.fromkeys(_DEFLATE, 1032), **dict.fromkeys(_LZW, 2560), **dict.fromkeys(_RUNS, 64)}
"""The most that each packs: deflate by zlib's technical details; LZW 3,838 bytes in 12 bits; 128 bytes in two."""
_LATE_CHANGE = re.compile(rb"/EarlyChange\s{1,9}0")
_REFERENCES = re.compile(rb"\[([\d\sR]{600,})")
_REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R")
_PIECE = 1 << 20
_BITE = 1 << 16
"""So much is unpacked at a time: what is left of it is copied with every piece."""


def check_streams(data: bytes, name: str) -> None:
    """Raises SourceError `too_large` where a stream unpacks to more than is read, or is named too often by one array."""
    for array in _REFERENCES.finditer(data):
        times = max(Counter(_REFERENCE.findall(array[1])).values(), default=0)
        if times > MOST_TIMES_NAMED:
            raise SourceError(
                name, "too_large", f"the PDF names one object {times:,} times in a row, at most {MOST_TIMES_NAMED} are read"
            )
    whole, end = memoryview(data), -1
    for start in _STREAM.finditer(data):
        if end < start.end():
            end = data.find(b"endstream", start.end())
            end = len(data) if end < 0 else end
        head = data[max(0, start.start() - _LONGEST_HEAD) : start.start()].rpartition(b" obj")[2]
        most = MOST_UNPACKED_PICTURE if _PICTURE.search(head) else MOST_UNPACKED
        filters = _filters(head)
        length = max(end - start.end(), _said_length(head))
        if length * prod(_RATIOS.get(one, 1) for one in filters) <= most:
            continue
        size = 0
        for piece in _unpacked(whole[start.end() : start.end() + length], filters, early=not _LATE_CHANGE.search(head)):
            size += len(piece)
            if size > most:
                raise SourceError(name, "too_large", f"a stream of the PDF unpacks to more than {most // 1_000_000} MB")


def _filters(head: bytes) -> list[bytes]:
    """The filters in their order; those named elsewhere in the file may be two of deflate."""
    found = _FILTERS.search(head)
    if found is None:
        return [*_DEFLATE] if b"/Filter" in head else []
    return _NAME.findall(found[1] or found[2])


def _said_length(head: bytes) -> int:
    """The bytes that a stream says it has, whatever stands before its end mark."""
    said = _LENGTH.search(head)
    return int(said[1]) if said else 0


def _unpacked(packed: Piece, filters: list[bytes], early: bool) -> Iterator[Piece]:
    """The stream piece by piece, as far as its filters are known and it is sound."""
    pieces: Iterable[Piece] = [packed]
    for one in filters:
        if one in _LETTERS:
            try:
                pieces = [_from_letters(one, bytes(packed))]
            except (ValueError, Error):
                return
        elif one in _DEFLATE:
            pieces = _inflated(pieces)
        elif one in _LZW:
            pieces = from_lzw(pieces, early)
        elif one in _RUNS:
            pieces = from_run_lengths(pieces)
        else:
            break
    yield from pieces


def _from_letters(kind: bytes, packed: bytes) -> bytes:
    if kind == b"ASCII85Decode":
        return a85decode(packed.partition(b"~>")[0])
    return unhexlify(b"".join(packed.partition(b">")[0].split()))


def _inflated(pieces: Iterable[Piece]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    for packed in pieces:
        for at in range(0, len(packed), _BITE):
            rest = packed[at : at + _BITE]
            while rest and not unpacker.eof:
                try:
                    piece = unpacker.decompress(rest, _PIECE)
                except zlib.error:
                    return
                rest = unpacker.unconsumed_tail
                yield piece
