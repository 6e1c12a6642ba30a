"""Which wordings are alike, and how much: pairs of rows that share rare features, compared by cosine.

    links(table, rarity, Likeness(0.5))       symmetric matrices of those that are alike and of those that nearly are

Only wordings that share two of their rarest features are compared at all, and of a feature that many have each with its
neighbours and with the first ones, which keeps the cost nearly linear. Rows are taken in blocks: the pairs looked at are many
times more than those that are alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from pipeline.compare.features import Features, Numbers

Weights = NDArray[np.float64]
Links = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]
"""Two rows and the part of the likeness that they reach."""
ALONE = 0.6
"""What stands in one wording only is mostly damage: it weighs less, so that it does not outweigh the rest."""
NEARLY = 0.6
"""What of a likeness is worth looking at where many wordings reach it together."""
_ANCHORS = 12
"""Rarest shared features by which a wording is looked up; with fewer a damaged one is looked up by its damage alone."""
_CROWD = 16
"""Wordings of one feature that are all compared with each other; of a longer list each with its neighbours and the first ones."""
_BLOCK = 25_000
_CHUNK = 200_000


@dataclass(frozen=True, slots=True)
class Likeness:
    """The lowest similarities, as cosines from 0 to 1, at which two wordings are linked.

    `content` weights words by rarity: about the same thing. `literal` counts pairs of neighbouring words, all alike: in the same
    words.
    """

    content: float
    literal: float = 0.0


@dataclass(frozen=True, slots=True)
class Rarity:
    """The weight of each column, and of syllables and pairs that stand in one row only."""

    columns: Weights
    alone: tuple[float, float]


def links(table: Features, rarity: Rarity, least: Likeness) -> tuple[csr_matrix, csr_matrix]:
    """The pairs of rows that reach both likenesses, among those that share anchors, and those that only reach `NEARLY` of them,
    each with the part that they reach, of the one likeness or the other, whichever is less."""
    squares = rarity.columns**2
    content = _lengths(table, squares, np.square(rarity.alone))
    literal = _lengths(table, table.is_pair.astype(np.float64), np.array([0.0, 1.0]))
    empty = (np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.float32))
    alike, nearly = [empty], [empty]
    several = np.bincount(table.shared.indices, minlength=len(squares)) > 1
    for left, right in _candidates(table.shared, rarity.columns, several):
        common = table.shared[left].multiply(table.shared[right]).tocsr()
        rows = np.repeat(np.arange(len(left)), np.diff(common.indptr))
        cosine = np.bincount(rows, squares[common.indices], len(left)) / (content[left] * content[right])
        reached = cosine / least.content
        if least.literal:
            pairs = np.bincount(rows, table.is_pair[common.indices], len(left))
            reached = np.minimum(reached, pairs / (least.literal * literal[left] * literal[right]))
        for found, kept in ((alike, reached >= 1), (nearly, (reached >= NEARLY) & (reached < 1))):
            found.append((left[kept].astype(np.int32), right[kept].astype(np.int32), reached[kept].astype(np.float32)))
    return _symmetric(alike, table.shared.shape[0]), _symmetric(nearly, table.shared.shape[0])


def _symmetric(found: list[Links], count: int) -> csr_matrix:
    left, right, reached = (np.concatenate(column) for column in zip(*found, strict=True))
    found.clear()
    half = csr_matrix((reached, (left, right)), shape=(count, count))
    return half + half.T


def _lengths(table: Features, squares: Weights, alone: Weights) -> Weights:
    """The length of each row, at least a little above 0."""
    sums = np.zeros(table.shared.shape[0])
    for rows, columns, first in chunks(table.shared):
        sums[first : first + rows[-1] + 1] = np.bincount(rows, squares[columns])
    return np.sqrt(np.maximum(sums + table.alone @ alone, 1e-12))


def chunks(table: csr_matrix) -> Iterator[tuple[Numbers, NDArray[np.int32], int]]:
    """Rows (counted from the first of the chunk) and columns of all entries, and the first row, chunk by chunk."""
    for first in range(0, table.shape[0], _CHUNK):
        starts = table.indptr[first : first + _CHUNK + 1]
        rows = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        if len(rows):
            yield rows, table.indices[starts[0] : starts[-1]], first


def _candidates(shared: csr_matrix, weights: Weights, several: NDArray[np.bool_]) -> Iterator[tuple[Numbers, Numbers]]:
    """Distinct pairs of rows, the later one first, that share two of their anchors, in chunks."""
    anchors = _anchors(shared, weights, several)
    rows, columns = (anchors & np.uint64(0xFFFFFFFF)).astype(np.int64), (anchors >> np.uint64(32)).astype(np.int64)
    starts = np.flatnonzero(np.diff(columns, prepend=-1))
    starts = np.repeat(starts, np.diff(starts, append=len(columns)))
    count = shared.shape[0]
    for first in range(0, count, _BLOCK):
        mine = np.flatnonzero((rows >= first) & (rows < first + _BLOCK))
        pairs = np.sort(np.concatenate([np.empty(0, np.int64), *_pairs(mine, starts, rows, count)]))
        pairs = pairs[1:][(pairs[1:] == pairs[:-1]) & (np.diff(pairs, prepend=-1)[:-1] > 0)]
        for at in range(0, len(pairs), _CHUNK):
            yield np.divmod(pairs[at : at + _CHUNK], count)


def _anchors(shared: csr_matrix, weights: Weights, several: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Column and row (high and low 32 bits) of the heaviest features of each row, sorted."""
    found = [np.empty(0, np.uint64)]
    for rows, columns, first in chunks(shared):
        kept = several[columns]
        rows, columns = rows[kept], columns[kept]
        order = np.lexsort((-weights[columns], rows))
        rows, columns = rows[order], columns[order]
        heaviest = np.arange(len(rows)) - np.searchsorted(rows, rows) < _ANCHORS
        found.append((columns[heaviest].astype(np.uint64) << np.uint64(32)) | (rows[heaviest] + first).astype(np.uint64))
    return np.sort(np.concatenate(found))


def _pairs(mine: Numbers, starts: Numbers, rows: Numbers, count: int) -> Iterator[Numbers]:
    """Pairs (later row * count + earlier one) in one column: each of my entries with those before it and with the first ones."""
    for step in range(1, _CROWD):
        near = mine[mine - step >= starts[mine]]
        yield rows[near] * count + rows[near - step]
        place = starts[mine] + step - 1
        far = mine - place >= _CROWD
        yield rows[mine[far]] * count + rows[place[far]]
