"""Who leaves out what the others have: plans that carry out the same paper, at the same level, are each other's peers.

    missing(having, steps, plans)      a row for each plan that lacks a topic which most of its peers have

Without a common paper nothing is said: that a health plan sets no quota of sapling trees is no finding. Plans chosen by a topic
are all peers of one another, whatever they carry out.
"""

from __future__ import annotations

import pandas as pd

USUAL = 0.5
"""A topic is expected of a plan where at least this share of its peers has it."""
FEWEST = 3
"""Fewer plans that have a topic expect nothing of others."""


def missing(having: pd.DataFrame, steps: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    """`having`: topic, plan. `steps`: paper, plan. Gives topic, paper, level, plan, peers, having (both counts of plans).

    Where the peers by several papers lack a topic, the paper with the largest share having it is named.
    """
    levels = plans["level"].astype("object").fillna("")
    carried = steps[["paper", "plan"]].drop_duplicates()
    carried = carried.assign(level=levels.loc[carried["plan"]].to_numpy())
    peers = carried.groupby(["paper", "level"])["plan"].nunique().rename("peers").reset_index()
    had = having[["topic", "plan"]].drop_duplicates()
    counted = had.merge(carried, on="plan").groupby(["topic", "paper", "level"])["plan"].nunique().rename("having").reset_index()
    counted = counted.merge(peers, on=["paper", "level"])
    share = counted["having"] / counted["peers"]
    usual = counted[(share >= USUAL) & (share < 1) & (counted["having"] >= FEWEST)].assign(share=share)
    expected = usual.merge(carried, on=["paper", "level"])
    lacking = expected.merge(had.assign(has=True), on=["topic", "plan"], how="left")
    lacking = lacking[lacking["has"].isna()].sort_values("share", ascending=False, kind="stable")
    lacking = lacking.drop_duplicates(["topic", "plan"])
    return lacking[["topic", "paper", "level", "plan", "peers", "having"]].reset_index(drop=True)


def everyone(plans: pd.DataFrame) -> pd.DataFrame:
    """Steps that make all plans peers, for a selection by topic."""
    return pd.DataFrame({"paper": "", "plan": plans.index.to_numpy()})
