"""Deadlines and events of all plans on one time line, and how far a plan's dates lie from those of the plan it carries out.

    found = calendar(selection, cascade(selection).steps)
    found.months       how many deadlines, events and periods fall in each month
    found.drift        the same action dated by a plan and by its superior plan: days between the two

Two dates belong to the same action where the duties they bind are one task, or the passages they stand in are one
passage. An action that a plan dates more than once is left out: which of its dates to compare would be a guess.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.compare.selection import Selection


@dataclass(frozen=True, slots=True)
class Calendar:
    """events: plan, id, kind, start_date, end_date, raw, group, start, end. months: month, kind, dates, plans.
    drift: plan, superior,
    id, superior_id, kind, date, superior_date, days. groups: group, dates, drift_q1, drift_median, drift_q3."""

    events: pd.DataFrame
    months: pd.DataFrame
    drift: pd.DataFrame
    groups: pd.DataFrame


def calendar(selection: Selection, steps: pd.DataFrame) -> Calendar:
    """The time line of the plans selected; `steps` as given by `cascade`."""
    events = selection.dates[selection.dates["role"] == "schedule"]
    day = events["end_date"].fillna(events["start_date"])
    events = events.assign(day=day, group=selection.plans["group"].loc[events["plan"]].to_numpy()).dropna(subset=["day"])
    drift = _drift(_actions(events, selection), steps)
    drift = drift.assign(group=selection.plans["group"].loc[drift["plan"]].to_numpy())
    days = drift.groupby("group", observed=True)["days"]
    spread = {"drift_q1": days.quantile(0.25), "drift_median": days.median(), "drift_q3": days.quantile(0.75)}
    groups = pd.DataFrame({"dates": days.size(), **spread}).reset_index()
    return Calendar(events.drop(columns="role").reset_index(drop=True), _months(events), drift, groups)


def _months(events: pd.DataFrame) -> pd.DataFrame:
    month = events["day"].dt.to_period("M").dt.to_timestamp()
    grouped = events.assign(month=month).groupby(["month", "kind"], observed=True)
    return grouped.agg(dates=("plan", "size"), plans=("plan", "nunique")).reset_index()


def _actions(events: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """plan, action, id, kind, day: what each date dates, where that is the only date of the action in the plan."""
    dated = events[["plan", "id", "kind", "day", "start", "end"]]
    bound = selection.duties.dropna(subset=["topic"])[["plan", "topic", "deadline", "start", "end"]]
    linked = bound.dropna(subset=["deadline"]).merge(dated, left_on=["plan", "deadline"], right_on=["plan", "id"])
    inside = holders(dated, bound)
    passages = holders(dated, selection.passages.rename(columns={"group": "topic"}))
    columns = ["plan", "action", "id", "kind", "day"]
    found = [
        linked.assign(action="d" + linked["topic"].astype("str"))[columns],
        inside.assign(action="d" + inside["topic"].astype("str"))[columns],
        passages.assign(action="p" + passages["topic"].astype("str"))[columns],
    ]
    actions = pd.concat(found).drop_duplicates()
    return actions[~actions.duplicated(["plan", "action", "kind"], keep=False)]


def holders(dated: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """Each date with the last span of its plan that begins before it, where that span holds it. Adds the span's `topic`."""
    spans = spans[["plan", "topic", "start", "end"]].sort_values(["plan", "start"])
    width = np.int64(1) << 32
    keys = spans["plan"].to_numpy(np.int64) * width + spans["start"].to_numpy(np.int64)
    wanted = dated["plan"].to_numpy(np.int64) * width + dated["start"].to_numpy(np.int64)
    at = np.searchsorted(keys, wanted, side="right") - 1
    found = spans.iloc[np.maximum(at, 0)].reset_index(drop=True) if len(spans) else spans.reindex(range(len(dated)))
    held = (at >= 0) & (found["plan"] == dated["plan"].to_numpy()) & (found["end"] >= dated["end"].to_numpy())
    kept: pd.DataFrame = dated.reset_index(drop=True)[held]
    return kept.assign(topic=found["topic"][held])


def _drift(actions: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    pairs = steps[steps["direct"]].dropna(subset=["superior"])[["plan", "superior"]].drop_duplicates().astype("int64")
    own = pairs.merge(actions, on="plan")
    above = actions.rename(columns={"plan": "superior", "id": "superior_id", "day": "superior_date"})
    both = own.merge(above, on=["superior", "action", "kind"]).rename(columns={"day": "date"})
    both["days"] = (both["date"] - both["superior_date"]).dt.days
    both = both.drop_duplicates(["plan", "id", "superior", "superior_id"])
    return both[["plan", "superior", "id", "superior_id", "kind", "date", "superior_date", "days"]].reset_index(drop=True)
