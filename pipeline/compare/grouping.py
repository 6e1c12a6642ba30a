"""Puts wordings that say the same into one group: passages copied from plan to plan, subjects of quotas, tasks of duties.

    group([hashed("Không quá 250 đại biểu dự"), hashed("không qúa 250 đại biểu tham dự"), hashed("Sở Y tế")],
    Likeness(0.5))   [0, 0, 2]

Wordings are compared by their folded syllables and pairs of neighbouring syllables. Each is weighted by how rare it is among the
things said (idf), so that words no table holds weigh most and formulas little; since a thing said in sixty plans is still one
thing, rarity is counted again over the groups found, and the grouping repeated. Only wordings that share two of their rarest
features are compared at all, which keeps the cost nearly linear. Numbers of the result name groups, nothing else.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from pipeline.compare.wording import syllables

Hashes = NDArray[np.uint32]
Numbers = NDArray[np.int64]
Weights = NDArray[np.float64]
_ANCHORS = 8
"""Rarest shared features by which a wording is looked up."""
_CROWD = 16
"""Wordings of one feature that are all compared with each other; of a longer list each with its neighbours and the first ones."""
_PAIRS = 0.5
_ALONE = 0.6
_DENSE = 0.3
_PASSES = 3
_ROUNDS = 12
_CHUNK = 200_000
_MIX = np.uint64(0x9E3779B97F4A7C15)
_PAIR = np.uint64(1 << 63)


@dataclass(frozen=True, slots=True)
class Likeness:
    """The lowest similarities, as cosines from 0 to 1, at which two wordings are linked.

    `content` weights words by rarity: about the same thing. `literal` counts pairs of neighbouring words, all alike: in the same
    words.
    """

    content: float
    literal: float = 0.0


def hashed(text: str) -> Hashes:
    """The folded syllables of a text as 32-bit hashes, in order: what is stored of a wording and all that grouping needs."""
    return np.array([_hash(word) for word in syllables(text)], np.uint32)


@lru_cache(maxsize=65536)
def _hash(word: str) -> int:
    return zlib.crc32(word.encode())


def group(wordings: Sequence[Hashes], least: Likeness) -> Numbers:
    """The group of each wording: the number of its first member."""
    first: dict[bytes, int] = {}
    same = np.fromiter((first.setdefault(words.tobytes(), at) for at, words in enumerate(wordings)), np.int64, len(wordings))
    kept = np.unique(same)
    if not len(kept):
        return same
    features = _features([wordings[at] for at in kept])
    labels = np.arange(len(kept), dtype=np.int64)
    for _ in range(_PASSES):
        links = _links(features, _rarity(features, labels), least)
        labels = _joined(links, _settled(links))
    leaders = np.full(len(kept), len(wordings), np.int64)
    np.minimum.at(leaders, labels, kept)
    return leaders[labels][np.searchsorted(kept, same)]


def _features(wordings: Sequence[Hashes]) -> csr_matrix:
    """A row of ones for each wording over its distinct syllables (even columns) and pairs of neighbours (odd ones)."""
    rows, values = [], []
    for row, words in enumerate(wordings):
        wide = words.astype(np.uint64)
        mine = np.sort(np.concatenate([wide, ((wide[:-1] * _MIX) ^ wide[1:]) | _PAIR]))
        mine = mine[np.diff(mine, prepend=mine[:1] + np.uint64(1)) != 0]
        values.append(mine)
        rows.append(np.full(len(mine), row, np.int32))
    known, columns = np.unique(np.concatenate(values), return_inverse=True)
    places = 2 * columns + (known >= _PAIR)[columns]
    return csr_matrix((np.ones(len(places)), (np.concatenate(rows), places)), shape=(len(wordings), 2 * len(known)))


def _rarity(features: csr_matrix, labels: Numbers) -> Weights:
    """The weight of each column by the number of groups that have it: idf, half of it for pairs.

    What stands in one wording only is mostly damage; it weighs a third, so that it does not outweigh the rest.
    """
    width = features.shape[1]
    held = np.repeat(labels, np.diff(features.indptr)) * width + features.indices
    held.sort()
    groups = np.bincount(held[np.diff(held, prepend=-1) > 0] % width, minlength=width)
    weights = np.log1p(np.count_nonzero(np.bincount(labels)) / np.maximum(groups, 1))
    weights[1::2] *= _PAIRS
    weights[np.bincount(features.indices, minlength=width) == 1] *= _ALONE
    return weights


def _links(features: csr_matrix, weights: Weights, least: Likeness) -> csr_matrix:
    """The pairs of rows that reach both likenesses, among those that share anchors, with their cosine by content."""
    content, literal = _normal(features, weights), _normal(features, np.arange(features.shape[1]) % 2.0)
    found = [(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))]
    for left, right in _candidates(features, weights):
        cosine = _cosines(content, left, right)
        kept = cosine >= least.content
        if least.literal:
            kept[kept] = _cosines(literal, left[kept], right[kept]) >= least.literal
        found.append((left[kept], right[kept], cosine[kept]))
    left, right, cosine = (np.concatenate(column) for column in zip(*found, strict=True))
    links = csr_matrix((cosine, (left, right)), shape=(features.shape[0],) * 2)
    return links + links.T


def _normal(features: csr_matrix, weights: Weights) -> csr_matrix:
    """Rows of length 1 (or 0)."""
    data = weights[features.indices]
    rows = np.repeat(np.arange(features.shape[0]), np.diff(features.indptr))
    lengths = np.sqrt(np.bincount(rows, data**2, features.shape[0]))
    return csr_matrix((data / np.maximum(lengths[rows], 1e-12), features.indices, features.indptr), shape=features.shape)


def _cosines(rows: csr_matrix, left: Numbers, right: Numbers) -> Weights:
    return np.asarray(rows[left].multiply(rows[right]).sum(axis=1)).ravel()


def _candidates(features: csr_matrix, weights: Weights) -> Iterator[tuple[Numbers, Numbers]]:
    """Distinct pairs of rows that share two of their anchors, in chunks."""
    shared = np.bincount(features.indices, minlength=features.shape[1])[features.indices] > 1
    rows = np.repeat(np.arange(features.shape[0], dtype=np.int64), np.diff(features.indptr))[shared]
    columns = features.indices[shared]
    order = np.lexsort((-weights[columns], rows))
    rows, columns = rows[order], columns[order]
    anchors = np.arange(len(rows)) - np.searchsorted(rows, rows) < _ANCHORS
    rows, columns = rows[anchors], columns[anchors]
    order = np.lexsort((rows, columns))
    count = features.shape[0]
    pairs = np.sort(np.concatenate([np.empty(0, np.int64), *_pairs(rows[order], columns[order], count)]))
    pairs = pairs[1:][(pairs[1:] == pairs[:-1]) & (np.diff(pairs, prepend=-1)[:-1] > 0)]
    for at in range(0, len(pairs), _CHUNK):
        yield np.divmod(pairs[at : at + _CHUNK], count)


def _pairs(rows: Numbers, columns: NDArray[np.int32], count: int) -> Iterator[Numbers]:
    """Pairs (low * count + high) of rows in one column: each with the next ones and with the first ones of its list."""
    starts = np.searchsorted(columns, columns)
    for step in range(1, _CROWD):
        near = np.flatnonzero(columns[step:] == columns[:-step])
        yield rows[near] * count + rows[near + step]
        place = starts + step - 1
        far = np.flatnonzero(np.arange(len(rows)) - place >= _CROWD)
        yield rows[place[far]] * count + rows[far]


def _settled(links: csr_matrix) -> Numbers:
    """Groups by label propagation: each row takes the label that its links weigh heaviest for, so that one chance link between
    two groups does not join them. Even and odd rows take turns, else two could change places for ever."""
    count = links.shape[0]
    labels = np.arange(count, dtype=np.int64)
    for turn in range(_ROUNDS):
        ones = csr_matrix((np.ones(count), (np.arange(count), labels)), shape=(count, count))
        votes = (links @ ones).tocsr()
        voted = np.diff(votes.indptr) > 0
        best = labels.copy()
        rows = np.repeat(np.arange(count), np.diff(votes.indptr))
        order = np.lexsort((votes.indices, -np.round(votes.data, 6), rows))
        best[voted] = votes.indices[order][np.unique(rows, return_index=True)[1]]
        mine = (np.arange(count) % 2 == turn % 2) if turn else np.ones(count, bool)
        changed = mine & (best != labels)
        if turn > 1 and not changed.any():
            break
        labels = np.where(changed, best, labels)
    return labels


def _joined(links: csr_matrix, labels: Numbers) -> Numbers:
    """Groups that label propagation left apart though they are linked throughout, joined: those whose links, spread
    over all pairs of their members, weigh enough."""
    names, labels = np.unique(labels, return_inverse=True)
    count = len(labels)
    ones = csr_matrix((np.ones(count), (np.arange(count), labels)), shape=(count, len(names)))
    sizes = np.bincount(labels)
    between = (ones.T @ links @ ones).tocoo()
    dense = between.data >= _DENSE * sizes[between.row] * sizes[between.col]
    dense &= between.row != between.col
    joins = csr_matrix((between.data[dense], (between.row[dense], between.col[dense])), shape=between.shape)
    joined: Numbers = connected_components(joins, directed=False)[1][labels].astype(np.int64)
    return joined
