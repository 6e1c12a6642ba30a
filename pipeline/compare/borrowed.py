"""Text that plans share: how much of a plan stands already in an earlier one, and in which.

    found = borrowed(selection, cascade(selection).steps)
    found.plans        plan, share (of the characters of its passages), sources
    found.pairs        plan, source, passages, characters, share

A passage is borrowed from the earlier plan that explains most of the borrower's text, so that a plan copied from a copy is told
from one copied from the original; of two that explain nearly as much it is the one that the plan carries out. One
common sentence is no borrowing: a source must give three passages and a twentieth of the text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.compare.calendar import holders
from pipeline.compare.selection import LEVELS, Selection

FEWEST_PASSAGES = 3
LEAST_SHARE = 0.05
_BOUND = 0.5
"""What a passage counts for that assigns a task or sets a quota: plans that carry out one paper say the same there anyway."""
_EARLIEST = 4
"""A passage is looked up in that many of the plans that have it, the earliest, and in those that the plan carries out."""
_PREFERENCE = 1.5
"""A plan that is carried out is taken for the source unless another one explains that many times as much."""
_MOST_SOURCES = 3


@dataclass(frozen=True, slots=True)
class Borrowed:
    """plans: plan, characters, borrowed, share, sources. pairs: plan, source, passages, characters, share. passages:
    plan, source, group, start, end, source_start, source_end. groups: group, plans, share (of all characters)."""

    plans: pd.DataFrame
    pairs: pd.DataFrame
    passages: pd.DataFrame
    groups: pd.DataFrame


def borrowed(selection: Selection, steps: pd.DataFrame) -> Borrowed:
    """What the plans selected took from earlier ones of the selection; `steps` as given by `cascade`.

    Plans without a date lend nothing and take from all.
    """
    passages = selection.passages.assign(characters=selection.passages["end"] - selection.passages["start"])
    passages["counts"] = np.where(_bound(selection), _BOUND, 1.0)
    total = passages.groupby("plan")["characters"].sum()
    chosen = _chosen(_shared(passages, selection.plans, _above(steps)), total)
    pairs = chosen.groupby(["plan", "source"]).agg(passages=("group", "size"), characters=("characters", "sum")).reset_index()
    pairs["share"] = pairs["characters"] / pairs["plan"].map(total)
    plans = pd.DataFrame({"characters": total})
    plans["borrowed"] = pairs.groupby("plan")["characters"].sum()
    plans["sources"] = pairs.groupby("plan").size()
    plans = plans.fillna(0).astype("int64")
    plans["share"] = plans["borrowed"] / plans["characters"]
    by_group = plans.join(selection.plans["group"]).groupby("group", observed=True)
    groups = by_group.agg(plans=("share", "size"), borrowed=("borrowed", "sum"), characters=("characters", "sum")).reset_index()
    groups["share"] = groups["borrowed"] / groups["characters"]
    plans = plans.sort_values("share", ascending=False, kind="stable").reset_index()
    pairs = pairs.sort_values("characters", ascending=False, kind="stable").reset_index(drop=True)
    return Borrowed(plans, pairs, chosen, groups)


def _bound(selection: Selection) -> NDArray[np.bool_]:
    """Which passages hold the beginning of a duty or quota."""
    items = pd.concat([frame.dropna(subset=["topic"])[["plan", "start"]] for frame in (selection.duties, selection.quotas)])
    numbered = selection.passages[["plan", "start", "end"]].assign(topic=range(len(selection.passages)))
    return np.isin(numbered["topic"], holders(items.assign(end=items["start"]), numbered)["topic"])


def _above(steps: pd.DataFrame) -> pd.DataFrame:
    above = steps.dropna(subset=["superior"])[["plan", "superior"]].astype("int64").drop_duplicates()
    return above.rename(columns={"superior": "source"})


def _shared(passages: pd.DataFrame, plans: pd.DataFrame, above: pd.DataFrame) -> pd.DataFrame:
    """plan, source, group, start, end, characters, counts, source_start, source_end, rank (of the source), is_above: passages
    that an earlier plan has too. Looked up in the earliest plans that have a passage and in those that the plan carries out; of
    plans of one day the higher is the earlier."""
    rank = plans["level"].astype("object").map({level: at for at, level in enumerate(LEVELS)}).fillna(len(LEVELS))
    ordered = passages.join(plans[["date"]].assign(level=rank), on="plan").drop_duplicates(["plan", "group"])
    ordered = ordered[ordered.groupby("group")["plan"].transform("size") > 1]
    ordered = ordered.sort_values(["group", "date", "level", "plan"], kind="stable")
    ordered["own"] = ordered.groupby("group").cumcount()
    lenders = ordered[ordered["date"].notna()][["group", "plan", "start", "end", "own"]]
    lenders.columns = pd.Index(["group", "source", "source_start", "source_end", "rank"])
    mine = ordered[["plan", "group", "start", "end", "characters", "counts", "own"]]
    pairs = pd.concat(
        [
            mine.merge(lenders[lenders["rank"] < _EARLIEST], on="group"),
            mine.merge(above, on="plan").merge(lenders[lenders["rank"] >= _EARLIEST], on=["group", "source"]),
        ]
    )
    pairs = pairs[pairs["rank"] < pairs["own"]].drop(columns="own")
    return pairs.assign(is_above=np.isin(_keys(pairs, "source"), _keys(above, "source")))


def _keys(pairs: pd.DataFrame, other: str) -> NDArray[np.int64]:
    """The plan and another number of each row as one number."""
    keys: NDArray[np.int64] = (pairs["plan"].to_numpy(np.int64) << 32) | pairs[other].to_numpy(np.int64)
    return keys


def _chosen(shared: pd.DataFrame, total: pd.Series) -> pd.DataFrame:
    """Each shared passage with one source: the one that explains most of the plan first, then the best for what is left."""
    kept: list[pd.DataFrame] = []
    left = shared
    for _ in range(_MOST_SOURCES):
        given = left.groupby(["plan", "source"]).agg(
            passages=("counts", "sum"), given=("characters", "sum"), first=("rank", "min"), is_above=("is_above", "max")
        )
        given = given.reset_index()
        given["weight"] = given["given"] * np.where(given["is_above"], _PREFERENCE, 1.0)
        enough = (given["passages"] >= FEWEST_PASSAGES) & (given["given"] >= LEAST_SHARE * given["plan"].map(total))
        best = given[enough].sort_values(["weight", "first"], ascending=[False, True], kind="stable").drop_duplicates("plan")
        taken = left[np.isin(_keys(left, "source"), _keys(best, "source"))]
        kept.append(taken)
        left = left[~np.isin(_keys(left, "group"), _keys(taken, "group"))]
        if taken.empty:
            break
    return pd.concat(kept).drop(columns=["rank", "is_above", "counts"]).reset_index(drop=True)
