"""The main figures of each group of plans: how many, how quick, with how many quotas and duties, how much of it borrowed."""

from __future__ import annotations

import pandas as pd

from pipeline.compare.borrowed import Borrowed
from pipeline.compare.cascade import Cascade
from pipeline.compare.selection import Selection


def overview(selection: Selection, carried: Cascade, taken: Borrowed, column: str) -> pd.DataFrame:
    """Index: the values of a column of the plans, the commonest first. Columns: plans, carried (direct steps), lag
    (median of days), quotas, duties, borrowed (share of the characters of all passages)."""
    steps = carried.steps[carried.steps["direct"]]
    facts = selection.plans[[column]].assign(
        carried=steps.groupby("plan").size(),
        lag=steps.groupby("plan")["lag_days"].median(),
        quotas=selection.quotas.groupby("plan").size(),
        duties=selection.duties.groupby("plan").size(),
    )
    grouped = facts.join(taken.plans.set_index("plan")[["borrowed", "characters"]]).groupby(column, observed=True)
    sums = grouped[["carried", "quotas", "duties", "borrowed", "characters"]].sum()
    frame = sums.assign(plans=grouped.size(), lag=grouped["lag"].median(), borrowed=sums["borrowed"] / sums["characters"])
    order = ["plans", "carried", "lag", "quotas", "duties", "borrowed"]
    return frame.sort_values("plans", ascending=False, kind="stable")[order]
