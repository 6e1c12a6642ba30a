"""Anniversaries and campaigns by province and year.

occasions(selection).anniversaries     event, province, successor, year, plans
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.compare.quotas import most_common
from pipeline.compare.selection import Selection
from pipeline.compare.wording import folded


@dataclass(frozen=True, slots=True)
class Occasions:
    """anniversaries and campaigns: name, province, successor, year, plans. items: what (anniversaries, campaigns), name, plan."""

    anniversaries: pd.DataFrame
    campaigns: pd.DataFrame
    items: pd.DataFrame


def occasions(selection: Selection) -> Occasions:
    """Which occasions the plans selected name, by the plan's province and the year it was issued."""
    marked = _named(selection.anniversaries.rename(columns={"event": "name"}))
    driven = _named(selection.campaigns)
    items = pd.concat([marked.assign(what="anniversaries"), driven.assign(what="campaigns")])[["what", "name", "plan"]]
    return Occasions(_counted(marked, selection.plans), _counted(driven, selection.plans), items.reset_index(drop=True))


def _named(items: pd.DataFrame) -> pd.DataFrame:
    """One row for each (name, plan): events of the catalogue and spellings of one name come under the commonest name."""
    spelled = {name: folded(name) for name in items["name"].unique()}
    keys = items["name"].map(spelled).astype("object")
    keyed = items[["name", "plan"]].assign(key=items["id"].fillna(keys) if "id" in items else keys)
    keyed["name"] = keyed["key"].map(most_common(keyed, "key", "name"))
    return keyed[["name", "plan"]].drop_duplicates()


def _counted(items: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    placed = items.join(plans[["province", "successor", "year"]], on="plan").astype({"province": "object", "successor": "object"})
    grouped = placed.groupby(["name", "province", "successor", "year"], dropna=False)
    counted = grouped["plan"].nunique().rename("plans").reset_index()
    return counted.sort_values("plans", ascending=False, kind="stable").reset_index(drop=True)
