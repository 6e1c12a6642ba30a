"""Puts wordings that say the same into one group: passages copied from plan to plan, subjects of quotas, tasks of duties.

    group([hashed("Không quá 250 đại biểu dự"), hashed("không qúa 250 đại biểu tham dự"), hashed("Sở Y tế")],
    Likeness(0.5))   [0, 0, 2]

Wordings are compared by their folded syllables and pairs of neighbouring syllables. Each is weighted by how rare it is among the
things said (idf), so that words no table holds weigh most and formulas little; since a thing said in sixty plans is still one
thing, rarity is counted again over the groups found, and the grouping repeated. Numbers of the result name groups, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix

from pipeline.compare.features import Features, Hashes, Numbers, Source, features, spread
from pipeline.compare.links import ALONE, NEARLY, Likeness, Rarity, Weights, links
from pipeline.compare.together import united

PASSES = 3
_PAIRS = 0.5
_ROUNDS = 12
_NEAR_BEST = 0.65
_TELLING = 4
_AS_WITHIN = 0.75
"""Groups of so many members are told apart where they are less alike than this part of what their own members are."""
_CHUNK = 200_000


@dataclass(frozen=True, slots=True)
class Grouping:
    """Wordings made ready once for the passes that group them; `highest` limits the weight of each feature, `plans` tell the
    plan of each wording where a plan says a thing once."""

    table: Features
    least: Likeness
    highest: Weights
    plans: Numbers | None

    @classmethod
    def of(cls, source: Source, least: Likeness, beside: Source | None = None, plans: Numbers | None = None) -> Grouping:
        """`beside` are other wordings, which show too how common a feature is: a formula that few subjects of quotas bear is
        known by the passages that have it. Those in which the wordings themselves stand are no sign of that.
        """
        table = features(source)
        if beside is None:
            return cls(table, least, np.full(len(table.known), np.inf), plans)
        counts, rows = spread(table.known, beside)
        elsewhere = counts - np.bincount(table.shared.indices, minlength=len(counts))
        return cls(table, least, np.log1p(rows / np.maximum(elsewhere, 1)), plans)

    def once_more(self, groups: Numbers | None) -> Numbers:
        """The group of each wording (the number of its first member), better than the groups given, which may be none at all."""
        same, count = self.table.same, self.table.shared.shape[0]
        labels = np.arange(count, dtype=np.int64)
        first = np.full(count, len(same), np.int64)
        np.minimum.at(first, same, np.arange(len(same)))
        if groups is not None:
            _, labels = np.unique(groups[first], return_inverse=True)
        alike, nearly = links(self.table, _rarity(self.table, labels, self.highest), self.least)
        told_in = None if self.plans is None else (same, self.plans)
        labels = _joined((alike, nearly), _settled(_near_best(alike)), told_in)
        leaders = np.full(count, len(same), np.int64)
        np.minimum.at(leaders, labels, first)
        return leaders[labels][same]


def group(wordings: Sequence[Hashes], least: Likeness) -> Numbers:
    """The group of each wording: the number of its first member."""
    grouping = Grouping.of(lambda: [[words.tobytes() for words in wordings]], least)
    groups = None
    for _ in range(PASSES):
        groups = grouping.once_more(groups)
    assert groups is not None
    return groups


def _rarity(table: Features, labels: Numbers, highest: Weights) -> Rarity:
    """Weights by the number of groups that have a feature: idf, half of it for pairs."""
    width = table.shared.shape[1]
    held = np.zeros(width, np.int64)
    order = np.argsort(labels, kind="stable")
    ends = np.flatnonzero(np.diff(labels[order], append=-1)) + 1
    start = 0
    while start < len(order):
        stop = int(ends[min(int(np.searchsorted(ends, start + _CHUNK)), len(ends) - 1)])
        some = table.shared[order[start:stop]]
        keys = np.repeat(labels[order[start:stop]], np.diff(some.indptr)) * width + some.indices
        keys.sort()
        held += np.bincount(keys[np.diff(keys, prepend=-1) > 0] % width, minlength=width)
        start = stop
    groups = len(ends)
    weights = np.minimum(np.log1p(groups / np.maximum(held, 1)), highest)
    weights[table.is_pair] *= _PAIRS
    weights[np.bincount(table.shared.indices, minlength=width) == 1] *= ALONE
    alone = float(ALONE * np.log1p(groups))
    return Rarity(weights, (alone, _PAIRS * alone))


def _near_best(links: csr_matrix) -> csr_matrix:
    """The links without those far weaker than the best that either end has: of two subjects that share half their words, each has
    its own, and is nearer to them."""
    best = np.maximum.reduceat(np.append(links.data, np.float32(0)), links.indptr[:-1])
    least = np.minimum(np.repeat(best, np.diff(links.indptr)), best[links.indices])
    return csr_matrix((np.where(links.data < _NEAR_BEST * least, 0, links.data), links.indices, links.indptr), shape=links.shape)


def _settled(links: csr_matrix) -> Numbers:
    """Groups by label propagation: each row takes the label that its links weigh heaviest for, so that one chance link between
    two groups does not join them. Even and odd rows take turns, else two could change places for ever."""
    count = links.shape[0]
    labels = np.arange(count, dtype=np.int64)
    for turn in range(_ROUNDS):
        best = np.concatenate([labels[:0], *_voted(links, labels)])
        mine = (np.arange(count) % 2 == turn % 2) if turn else np.ones(count, bool)
        changed = mine & (best != labels)
        if turn > 1 and not changed.any():
            break
        labels = np.where(changed, best, labels)
    return labels


def _voted(links: csr_matrix, labels: Numbers) -> Iterator[Numbers]:
    """The label that the links of each row weigh heaviest for, or its own, chunk by chunk."""
    for first in range(0, links.shape[0], _CHUNK):
        some = links[first : first + _CHUNK]
        votes = csr_matrix((some.data.astype(np.float64), labels[some.indices], some.indptr), shape=some.shape)
        votes.sum_duplicates()
        best = labels[first : first + _CHUNK].copy()
        rows = np.repeat(np.arange(len(best)), np.diff(votes.indptr))
        order = np.lexsort((votes.indices, -np.round(votes.data, 6), rows))
        best[np.diff(votes.indptr) > 0] = votes.indices[order][np.unique(rows, return_index=True)[1]]
        yield best


def _joined(links: Iterable[csr_matrix], labels: Numbers, told_in: tuple[Numbers, Numbers] | None) -> Numbers:
    """Groups that label propagation left apart though they say the same, joined by how much the members of one are on average
    like those of the other: as much as two must be where there is one pair, less the more there are, since many wordings, each
    damaged elsewhere, tell what two cannot; but of groups large enough to tell, hardly less than members of one group are.
    Given the row and the plan of each wording, groups that stand side by side in the same plans are left apart."""
    names, labels = np.unique(labels, return_inverse=True)
    sizes = np.bincount(labels)
    within, sums = np.zeros(len(names)), csr_matrix((len(names),) * 2)
    for one, other, weights in (part for some in links for part in _between(some, labels)):
        apart = one != other
        within += np.bincount(one[~apart], weights[~apart], len(names))
        sums = sums + coo_matrix((weights[apart], (one[apart], other[apart])), shape=sums.shape).tocsr()
    within = np.where(sizes < _TELLING, 0, within / np.maximum(sizes * (sizes - 1), 1))
    between = sums.tocoo()
    pairs = sizes[between.row] * sizes[between.col]
    least = np.maximum(NEARLY + (1 - NEARLY) / np.sqrt(pairs), _AS_WITHIN * np.minimum(within[between.row], within[between.col]))
    reached = between.data / (least * pairs)
    dense = np.flatnonzero(reached >= 1)
    dense = dense[np.argsort(-reached[dense], kind="stable")]
    told = told_in and (labels[told_in[0]], told_in[1])
    return united(len(names), (between.row[dense], between.col[dense]), told)[labels]


def _between(links: csr_matrix, labels: Numbers) -> Iterator[tuple[Numbers, Numbers, Weights]]:
    """The links as groups of both ends and weights, chunk by chunk."""
    for first in range(0, links.shape[0], _CHUNK):
        some = links[first : first + _CHUNK]
        one = np.repeat(labels[first : first + _CHUNK], np.diff(some.indptr))
        yield one, labels[some.indices], some.data.astype(np.float64)
