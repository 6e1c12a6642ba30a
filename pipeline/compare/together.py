"""Joins groups pair by pair, but none that stand side by side in the same plans: what plans tell apart is not one thing.

    united(3, (np.array([0, 1]), np.array([1, 2])))       [0, 0, 0]

A plan sets a quota or assigns a task once. Two wordings of one thing are therefore found in different plans, and two subjects
that share most of their words (`hộ trồng mắc ca ghép`, `hộ trồng mắc ca xen quế`) in the same ones.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from pipeline.compare.features import Numbers

_MOST = 0.5
"""The part of the plans of the smaller group that may have the other one too."""
_REPETITION = 2
"""Plans that may have both whatever their part: a plan may say a thing again in other words."""


def united(count: int, pairs: tuple[Numbers, Numbers], told_in: tuple[Numbers, Numbers] | None = None) -> Numbers:
    """For each of `count` groups the number of what it belongs to when these pairs are joined.

    Where the group and the plan of each wording are given (`told_in`), pairs are joined one by one, so the likeliest must come
    first, and those left out most of whose plans (of the smaller's) have both.
    """
    if told_in is None:
        links = csr_matrix((np.ones(len(pairs[0])), pairs), shape=(count, count))
        components: Numbers = connected_components(links, directed=False)[1].astype(np.int64)
        return components
    groups, plans = told_in
    order = np.argsort(groups, kind="stable")
    starts = np.searchsorted(groups[order], np.arange(count + 1))
    whole = list(range(count))
    held: dict[int, set[int]] = {}
    for at in np.unique(np.concatenate(pairs)).tolist():
        held[at] = set(plans[order[starts[at] : starts[at + 1]]].tolist())
    for one, other in zip(*(side.tolist() for side in pairs), strict=True):
        large, small = sorted((_end(whole, one), _end(whole, other)), key=lambda end: -len(held[end]))
        if large != small and len(held[large] & held[small]) <= max(_MOST * len(held[small]), _REPETITION):
            whole[small] = large
            held[large] |= held.pop(small)
    return np.array([_end(whole, at) for at in range(count)], np.int64)


def _end(whole: list[int], at: int) -> int:
    """What a group belongs to; the way there is halved for the next time."""
    while whole[at] != at:
        whole[at] = at = whole[whole[at]]
    return at
