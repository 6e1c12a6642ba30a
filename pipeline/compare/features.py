"""Wordings as rows of a sparse table of features, small enough for millions: their folded syllables and pairs of neighbours.

    table = features(lambda: [[hashed("Không quá 250 đại biểu").tobytes()]])
    table.shared, table.alone

Only what stands in two wordings or more gets a column. Of the rest, which is most of what there is, every row keeps the count: it
adds to the length of the row and to nothing else. Equal wordings are one row.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from pipeline.compare.wording import syllables

Hashes = NDArray[np.uint32]
Numbers = NDArray[np.int64]
Source = Callable[[], Iterable[Sequence[bytes]]]
"""Gives the wordings (bytes of `Hashes`) in parts and in order; asked three times."""
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))
_LARGEST_FILTER = 27
"""Bits of the places of a filter, at most: it takes as many bytes, twice."""


@dataclass(frozen=True, slots=True)
class Features:
    """same       for each wording the number of its row
    shared        a row of ones for each distinct wording, over the features that several have
    known         of each column its hash, by which it is found elsewhere; sorted
    is_pair       of each column, whether it is a pair of neighbours
    alone         of each row, how many syllables and how many pairs no other row has
    """

    same: Numbers
    shared: csr_matrix
    known: Hashes
    is_pair: NDArray[np.bool_]
    alone: NDArray[np.int32]


def hashed(text: str) -> Hashes:
    """The folded syllables of a text as 32-bit hashes, in order: what is stored of a wording and all that grouping needs."""
    return np.array([_hash(word) for word in syllables(text)], np.uint32)


@lru_cache(maxsize=65536)
def _hash(word: str) -> int:
    return zlib.crc32(word.encode())


def features(source: Source) -> Features:
    """The features of all wordings. Reads them three times and keeps some hundred bytes of each."""
    said = np.fromiter((_digest(words) for part in source() for words in part), np.uint64)
    _, first, same = np.unique(said, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    is_first = np.zeros(len(said), bool)
    is_first[first] = True
    filtered = _several(lambda: _parts(source, is_first), len(order))
    columns, sizes, alone = _columns(_parts(source, is_first), filtered)
    del filtered
    known = np.unique(columns)
    for at in range(0, len(columns), 1 << 22):
        columns[at : at + (1 << 22)] = np.searchsorted(known, columns[at : at + (1 << 22)])
    starts = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])
    known = known if len(known) else np.zeros(1, np.uint32)
    shared = csr_matrix((np.ones(len(columns), np.int8), columns.view(np.int32), starts), shape=(len(order), len(known)))
    return Features(rank[same], shared, known, _is_pair(known), alone)


def spread(known: Hashes, source: Source) -> tuple[Numbers, int]:
    """In how many wordings of another source each feature stands, and how many wordings there are."""
    counts, rows = np.zeros(len(known), np.int64), 0
    for columns, lengths in _parts(source):
        at = np.minimum(np.searchsorted(known, columns), len(known) - 1)
        counts += np.bincount(at[known[at] == columns], minlength=len(known))
        rows += len(lengths)
    return counts, rows


def _digest(words: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(words, digest_size=8).digest())


def _parts(source: Source, wanted: NDArray[np.bool_] | None = None) -> Iterator[tuple[Hashes, Numbers]]:
    """The distinct features of the wordings wanted, row by row, and how many each row has, part by part."""
    at = 0
    for part in source():
        kept = part if wanted is None else [words for words, mine in zip(part, wanted[at : at + len(part)], strict=True) if mine]
        at += len(part)
        lengths = np.fromiter((len(words) // 4 for words in kept), np.int64, len(kept))
        words = np.frombuffer(b"".join(kept), np.uint32)
        rows = np.repeat(np.arange(len(kept)), lengths)
        neighbours = rows[1:] == rows[:-1]
        pairs = _mixed((words[:-1].astype(np.uint64) * _MIX[0]) ^ words[1:], 0)[neighbours] | np.uint64(1)
        found = np.concatenate([words & ~np.uint32(1), pairs.astype(np.uint32)])
        keys = np.sort((np.concatenate([rows, rows[1:][neighbours]]).astype(np.uint64) << np.uint64(32)) | found)
        keys = keys[np.diff(keys, prepend=~keys[:1]) != 0]
        yield keys.astype(np.uint32), np.bincount((keys >> np.uint64(32)).astype(np.int64), minlength=len(kept))


def _mixed(values: NDArray[np.uint64], way: int, bits: int = 32) -> NDArray[np.uint64]:
    return (values * _MIX[way]) >> np.uint64(64 - bits)


def _is_pair(columns: Hashes) -> NDArray[np.bool_]:
    return (columns & np.uint32(1)).astype(bool)


def _several(parts: Callable[[], Iterable[tuple[Hashes, Numbers]]], rows: int) -> NDArray[np.uint8]:
    """A filter of features that several rows have; it lets a few others pass. How often each of two places of a feature was
    met, up to twice."""
    bits = min(_LARGEST_FILTER, max(10, (64 * rows).bit_length()))
    met = np.zeros((2, 1 << bits), np.uint8)
    for columns, _ in parts():
        known, counts = np.unique(columns, return_counts=True)
        order = np.argsort(counts, kind="stable")  # of features in one place the commonest is put down last, and stays
        for way in range(2):
            places = _mixed(known[order].astype(np.uint64), way, bits)
            met[way, places] = np.minimum(met[way, places] + counts[order], 2)
    return met


def _columns(
    parts: Iterable[tuple[Hashes, Numbers]], met: NDArray[np.uint8]
) -> tuple[Hashes, NDArray[np.int32], NDArray[np.int32]]:
    """The features that pass the filter, how many of them each row has, and how many it has beside them."""
    bits = met.shape[1].bit_length() - 1
    kept, sizes, alone = [np.empty(0, np.uint32)], [np.empty(0, np.int32)], [np.empty((0, 2), np.int32)]
    for columns, lengths in parts:
        wide = columns.astype(np.uint64)
        several = (met[0, _mixed(wide, 0, bits)] > 1) & (met[1, _mixed(wide, 1, bits)] > 1)
        rows = np.repeat(np.arange(len(lengths)), lengths)
        kept.append(columns[several])
        sizes.append(np.bincount(rows[several], minlength=len(lengths)).astype(np.int32))
        pairs = _is_pair(columns)
        counts = [np.bincount(rows[~several & (pairs == way)], minlength=len(lengths)) for way in (False, True)]
        alone.append(np.stack(counts, axis=1).astype(np.int32))
    return np.concatenate(kept), np.concatenate(sizes), np.concatenate(alone)
