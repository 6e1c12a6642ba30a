"""A second look at wordings: groups whose members have the same runs of letters are joined, wherever the blanks stand.

    by_letters(lambda: [["Giao Sở Y tế", "giaosở Y t ế"]], groups, Nearness(0.25, 0.4))        the groups, joined

Syllables tell little of a line in which a scan lost blanks, put some in and damaged every other word; runs of five letters do. A
group is the mean of its members, so that what one of them adds or spoils weighs little: a wording left alone joins the group it
is nearest to, and of two groups that tell the same task in other words the mean is alike though hardly two members are. Runs
are weighted by how few groups have them; those of formulas weigh nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array

from pipeline.compare.features import Numbers
from pipeline.compare.links import Weights
from pipeline.compare.together import united
from pipeline.compare.wording import folded

Said = Callable[[], Iterable[Sequence[str]]]
"""Gives the wordings in parts and in order."""
_RUN = 5
"""Letters of a run."""
_BITS = (16, 24)
"""Of the number of a run: the more wordings, the more, so that hardly two runs share a number."""
_LONGEST = 600
"""Letters of a wording that are looked at; those beyond tell nothing more."""
_TELLING = 3
"""A group of so many members is one that others may join."""
_MEMBERS = 8
"""Members of a group that are looked at."""
_FORMULA, _FEW = 0.02, 4
"""A run that more than this share of the groups has is a formula, unless these are very few."""
_HEAVIEST = 32
"""Runs of a group by which its nearest one is found."""
_AT_ONCE = 20_000
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Nearness:
    """The lowest cosines at which a wording (or two) left alone joins a group, and at which a group joins another."""

    alone: float
    group: float


def by_letters(said: Said, groups: Numbers, least: Nearness, plans: Numbers | None = None) -> Numbers:
    """The groups of the wordings said (numbers of their first members), joined; those that stand side by side in the same `plans`
    (the plan of each wording) are not."""
    names, labels = np.unique(groups, return_inverse=True)
    sizes = np.bincount(labels)
    large = np.flatnonzero(sizes >= _TELLING)
    if not len(large):
        return groups
    means = _Means.of(said, labels)
    targets = means.of_groups(large)
    joins, cosines = [np.empty((2, 0), np.int64)], [np.empty(0)]
    for first in range(0, len(names), _AT_ONCE):
        some = np.arange(first, min(first + _AT_ONCE, len(names)))
        best, cosine = _nearest(means.of_groups(some), targets, np.searchsorted(large, some), sizes[some] >= _TELLING)
        near = cosine >= np.where(sizes[some] < _TELLING, least.alone, least.group)
        joins.append(np.stack([some[near], large[best[near]]]))
        cosines.append(cosine[near])
    one, other = np.concatenate(joins, axis=1)[:, np.argsort(-np.concatenate(cosines), kind="stable")]
    component = united(len(names), (one, other), None if plans is None else (labels, plans))
    leaders = np.full(len(names), len(groups), np.int64)
    np.minimum.at(leaders, component, names)
    joined: Numbers = leaders[component][labels]
    return joined


@dataclass(frozen=True, slots=True)
class _Means:
    """table   the runs of the members looked at, a row each, in the order of their groups
    starts     where the members of each group begin
    weights    of each run
    """

    table: csr_matrix
    starts: Numbers
    weights: Weights

    @classmethod
    def of(cls, said: Said, labels: Numbers) -> _Means:
        order = np.argsort(labels, kind="stable")
        kept = np.sort(order[np.arange(len(labels)) - np.searchsorted(labels[order], labels[order]) < _MEMBERS])
        table, owner = _table(said, kept), labels[kept]
        table, owner = table[np.argsort(owner, kind="stable")], np.sort(owner)
        starts = np.searchsorted(owner, np.arange(owner[-1] + 2))
        return cls(table, starts, _weights(table, owner))

    def of_groups(self, groups: Numbers) -> csr_matrix:
        """A row of length 1 for each of these groups."""
        counts = self.starts[groups + 1] - self.starts[groups]
        ends = np.cumsum(counts)
        members = np.arange(ends[-1]) + np.repeat(self.starts[groups] - ends + counts, counts)
        rows = self.table[members].astype(np.float32)
        rows.data = self.weights[rows.indices].astype(np.float32)
        sums = csr_matrix((np.ones(len(members), np.float32), np.arange(len(members)), np.append(0, ends)))
        return _unit(sums @ _unit(rows))


def _table(said: Said, kept: Numbers) -> csr_matrix:
    """The distinct runs of the wordings kept (sorted numbers), a row each."""
    bits = min(_BITS[1], max(_BITS[0], (256 * len(kept)).bit_length()))
    columns, sizes = [np.empty(0, np.int32)], [0]
    for text in _kept(said, kept):
        letters = np.frombuffer(text, np.uint8).astype(np.uint64)
        runs = np.zeros(max(len(letters) - _RUN + 1, 0), np.uint64)
        for at in range(_RUN):
            runs = runs * np.uint64(131) + letters[at : at + len(runs)]
        columns.append(np.unique((runs * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - bits)).astype(np.int32))
        sizes.append(len(columns[-1]))
    found = np.concatenate(columns)
    return csr_matrix((np.ones(len(found), np.int8), found, np.cumsum(sizes)), shape=(len(kept), 1 << bits))


def _kept(said: Said, kept: Numbers) -> Iterator[bytes]:
    """The letters of the wordings kept, without tones, blanks and doubling."""
    first = 0
    for part in said():
        for at in kept[np.searchsorted(kept, first) : np.searchsorted(kept, first + len(part))] - first:
            yield _DOUBLED.sub(r"\1", _NO_LETTER.sub("", folded(part[at][: 2 * _LONGEST])))[:_LONGEST].encode()
        first += len(part)


def _weights(table: csr_matrix, owner: Numbers) -> Weights:
    """Of each run by the number of groups that have it."""
    alone, width = np.bincount(owner)[owner] == 1, table.shape[1]
    held = np.bincount(table[alone].indices, minlength=width)
    several = table[~alone]
    keys = np.unique(np.repeat(owner[~alone], np.diff(several.indptr)) * width + several.indices)
    held += np.bincount(keys % width, minlength=width)
    groups = int(owner[-1]) + 1
    weights = np.log1p(groups / np.maximum(held, 1))
    weights[held > max(_FEW, _FORMULA * groups)] = 0
    return weights


def _unit(rows: csr_matrix) -> csr_matrix:
    """The rows scaled to length 1; empty ones stay so."""
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return diags_array((1 / np.maximum(lengths, 1e-9)).astype(np.float32)).tocsr() @ rows


def _nearest(rows: csr_matrix, targets: csr_matrix, own: Numbers, is_target: NDArray[np.bool_]) -> tuple[Numbers, Weights]:
    """The nearest target of each row and its cosine; a row that is a target itself (number `own`) is not its own nearest."""
    order = np.lexsort((-rows.data, np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))))
    place = np.arange(len(order)) - np.repeat(rows.indptr[:-1], np.diff(rows.indptr))
    chosen = np.sort(order[place < _HEAVIEST])
    starts = np.searchsorted(chosen, rows.indptr)
    likely = csr_matrix((rows.data[chosen], rows.indices[chosen], starts), shape=rows.shape) @ targets.T
    mine = np.flatnonzero(is_target)
    likely = likely - csr_matrix((np.full(len(mine), 2, np.float32), (mine, own[mine])), shape=likely.shape)
    best = np.asarray(likely.argmax(axis=1)).ravel()
    return best, np.asarray(rows.multiply(targets[best]).sum(axis=1)).ravel()
