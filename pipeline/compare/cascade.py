"""Which plan carries out which: citations joined on the keys of documents, from the centre down, with the days each step took.

    found = cascade(selection)
    found.steps        one row for each (paper, plan that carries it out): lag_days, direct, levels of both
    found.papers       the papers carried out, each with how many plans and provinces do and how long they took

A plan carries out what it names as its legal basis. A step is direct unless the plan also carries out another paper that itself
carries out this one: a district that cites the province's plan and the ministry's has taken one step, not two.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.compare.selection import Selection

_LONGEST_CHAIN = 8


@dataclass(frozen=True, slots=True)
class Cascade:
    """steps: paper, label, type, plan, superior (row of the cited plan, NA where the archive has it not), level_from
    (NA), level_to,
    lag_days (NA), direct. papers: paper, label, type, superior, date, plans, reach (with indirect ones), provinces, successors,
    lag_min, lag_median, lag_max. levels: level_from, level_to, steps, lag_q1, lag_median, lag_q3. reversed: steps whose
    paper is dated after the plan, which count nowhere else."""

    steps: pd.DataFrame
    papers: pd.DataFrame
    levels: pd.DataFrame
    reversed: pd.DataFrame


def cascade(selection: Selection) -> Cascade:
    """The cascade of the plans selected."""
    steps = _steps(selection)
    late = steps["lag_days"] < 0
    kept = steps[~late.fillna(False).astype(bool)].reset_index(drop=True)
    reached = _closure(kept)
    kept["direct"] = ~_shortcut(kept, reached)
    return Cascade(
        kept,
        _papers(kept, reached, selection.plans),
        _levels(kept),
        steps[late.fillna(False).astype(bool)].reset_index(drop=True),
    )


def _steps(selection: Selection) -> pd.DataFrame:
    plans = selection.plans
    cited = selection.citations
    based = cited[(cited["role"] == "legal_basis") & cited["paper"].notna()].drop_duplicates(["plan", "paper"])
    known = plans[plans["key"].notna()].reset_index()[["key", "plan", "level", "date"]]
    known = known.rename(columns={"key": "paper", "plan": "superior", "level": "level_from", "date": "issued"})
    steps = based.merge(known, on="paper", how="left")
    own = plans.loc[steps["plan"], ["date", "level", "key"]].reset_index(drop=True)
    issued = steps["issued"].fillna(steps["date"])
    steps["lag_days"] = (own["date"] - issued).dt.days.astype("Int64")
    steps["level_to"] = own["level"]
    steps["superior"] = steps["superior"].astype("Int64")
    steps = steps[steps["paper"] != own["key"]]
    columns = ["paper", "label", "type", "issued", "plan", "superior", "level_from", "level_to", "lag_days"]
    return steps.assign(issued=issued)[columns].reset_index(drop=True)


def _shortcut(steps: pd.DataFrame, reached: pd.DataFrame) -> pd.Series:
    """Whether a plan reaches the paper by way of another paper it carries out, be it a step or several above."""
    pairs = steps[["plan", "paper"]]
    upper = steps.dropna(subset=["superior"])[["plan", "superior"]]
    above = reached.rename(columns={"plan": "superior"})
    by_way = upper.merge(above.astype({"superior": "Int64"}), on="superior")[["plan", "paper"]].drop_duplicates()
    marked = pairs.merge(by_way.assign(found=True), on=["plan", "paper"], how="left")
    return marked["found"].notna().set_axis(steps.index)


def _papers(steps: pd.DataFrame, reached: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    placed = steps.join(plans[["province", "successor"]], on="plan")
    grouped = placed.groupby("paper", sort=False, observed=True)
    papers = grouped.agg(
        label=("label", "first"),
        type=("type", "first"),
        superior=("superior", "first"),
        date=("issued", "min"),
        plans=("plan", "nunique"),
        provinces=("province", "nunique"),
        successors=("successor", "nunique"),
        lag_min=("lag_days", "min"),
        lag_median=("lag_days", "median"),
        lag_max=("lag_days", "max"),
    )
    papers["reach"] = reached.groupby("paper")["plan"].nunique()
    return papers.sort_values(["reach", "plans"], ascending=False, kind="stable").reset_index()


def _closure(steps: pd.DataFrame) -> pd.DataFrame:
    """All (paper, plan) where the plan carries the paper out, be it by way of others."""
    reached = steps[["paper", "plan"]].drop_duplicates()
    below = steps.dropna(subset=["superior"])[["superior", "plan"]].drop_duplicates().astype({"superior": "int64"})
    new = reached
    for _ in range(_LONGEST_CHAIN):
        further = new.merge(below, left_on="plan", right_on="superior", suffixes=("_above", ""))[["paper", "plan"]]
        both = pd.concat([reached, further]).drop_duplicates()
        new = both.iloc[len(reached) :]
        reached = both
        if new.empty:
            break
    return reached


def _levels(steps: pd.DataFrame) -> pd.DataFrame:
    direct = steps[steps["direct"]].dropna(subset=["lag_days", "level_from", "level_to"]).astype({"lag_days": "float64"})
    lags = direct.groupby(["level_from", "level_to"], observed=True)["lag_days"]
    spread = {"lag_q1": lags.quantile(0.25), "lag_median": lags.median(), "lag_q3": lags.quantile(0.75)}
    return pd.DataFrame({"steps": lags.size(), **spread}).reset_index()
