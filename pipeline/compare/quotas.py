"""Quotas on the same subject, side by side: the middle, the spread, who stands out, who sets none.

    found = quotas(selection, cascade(selection).steps)
    found.topics       one row for each subject and unit that at least two plans set
    found.items        every quota behind those figures, with its value and whether it stands out
found.written      the units in which sums of money were written, with the least and most in each

Sums of money are compared in one unit (`1,5 tỷ đồng` as 1,500,000,000 đồng); `written` and `unit_written` tell what stands there.

The value of a quota is its limit: the maximum of `không quá`, the minimum of `ít nhất`, the middle of a range. A quota stands out
where it lies more than 7.4 times the median deviation from the median (a modified z-score of 5, after Iglewicz and
Hoaglin), among at least five; several that stand out together do not hide each other so, as they do from quartiles. Where more
than a third lie so far off, the values are of two kinds and none of them stands out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.compare.money import plain_unit
from pipeline.compare.peers import everyone, missing
from pipeline.compare.selection import Selection
from pipeline.compare.wording import folded

_FEWEST_FOR_OUTLIERS = 5
_FAR = 7.4
_MOST_OUTLIERS = 1 / 3


@dataclass(frozen=True, slots=True)
class Quotas:
    """topics: topic, subject, unit, kind, plans, quotas, min, q1, median, q3, max, outliers, missing. items: topic,
    plan, id, subject, comparator, value, unit, written, unit_written, group, outlier, start, end. missing: topic, paper, level,
    plan, peers, having. written: topic, unit_written, quotas, min, max, of money that is not written in the unit compared."""

    topics: pd.DataFrame
    items: pd.DataFrame
    missing: pd.DataFrame
    written: pd.DataFrame


def quotas(selection: Selection, steps: pd.DataFrame) -> Quotas:
    """Quotas compared by subject; `steps` (paper, plan) tell which plans may be expected to set the same."""
    items = _items(selection)
    steps = everyone(selection.plans) if selection.topic else steps
    without = missing(items, steps, selection.plans)
    topics = _topics(items)
    topics["missing"] = topics["topic"].map(without.groupby("topic")["plan"].nunique()).fillna(0).astype("int64")
    return Quotas(topics, items, without, _written(items))


def _items(selection: Selection) -> pd.DataFrame:
    """The quotas of subjects set by two plans or more; a topic is a group of subjects in one unit, sums of money in theirs."""
    frame = selection.quotas
    lower, upper = frame["min"].astype("float64"), frame["max"].astype("float64")
    written = np.where(lower.isna(), upper, np.where(upper.isna(), lower, (lower + upper) / 2))
    items = frame.assign(written=written, unit_written=frame["unit"]).dropna(subset=["topic", "written"])
    sums = (items["kind"] == "money") & items["unit"].notna()
    plain = {unit: plain_unit(str(unit)) for unit in items.loc[sums, "unit"].unique()}
    factor = items["unit"].where(sums).map({unit: float(by) for unit, (_, by) in plain.items()}).astype("float64")
    items["value"] = np.where(sums, (items["written"] * factor).round(4), items["written"])
    items["unit"] = items["unit"].mask(sums, items["unit"].map({unit: name for unit, (name, _) in plain.items()}))
    unit = items["unit"].astype("object").fillna("")
    names = {one: folded(one) for one in unit.unique()}
    items["topic"] = items.groupby(["topic", unit.map(names)], sort=False).ngroup()
    items = items[items.groupby("topic")["plan"].transform("nunique") > 1]
    items["outlier"] = _outliers(items)
    items["group"] = selection.plans["group"].loc[items["plan"]].to_numpy()
    kept = [
        "topic",
        "plan",
        "id",
        "subject",
        "kind",
        "comparator",
        "value",
        "unit",
        "written",
        "unit_written",
        "group",
        "outlier",
    ]
    return items[[*kept, "start", "end"]].reset_index(drop=True)


def _written(items: pd.DataFrame) -> pd.DataFrame:
    sums = items[(items["kind"] == "money") & (items["unit_written"] != items["unit"])]
    found = sums.groupby(["topic", "unit_written"], sort=False, observed=True)["written"].agg(["size", "min", "max"])
    found = found.rename(columns={"size": "quotas"}).sort_values("quotas", ascending=False, kind="stable")
    return found.reset_index()


def _outliers(items: pd.DataFrame) -> pd.Series:
    values = items.groupby("topic")["value"]
    off = (items["value"] - values.transform("median")).abs()
    usual = off.groupby(items["topic"]).transform("median")
    far = off > _FAR * usual
    few = far.groupby(items["topic"]).transform("mean") <= _MOST_OUTLIERS
    return far & few & (values.transform("size") >= _FEWEST_FOR_OUTLIERS)


def _topics(items: pd.DataFrame) -> pd.DataFrame:
    grouped = items.groupby("topic", sort=False)
    values = grouped["value"]
    topics = grouped.agg(plans=("plan", "nunique"), quotas=("plan", "size"), outliers=("outlier", "sum"))
    for name in ("subject", "unit", "kind"):
        topics[name] = most_common(items, "topic", name)
    spread = {"min": values.min(), "q1": values.quantile(0.25), "median": values.median(), "q3": values.quantile(0.75)}
    topics = topics.assign(**spread, max=values.max()).sort_values("plans", ascending=False, kind="stable").reset_index()
    order = ["topic", "subject", "unit", "kind", "plans", "quotas", "min", "q1", "median", "q3", "max", "outliers"]
    return topics[order]


def most_common(items: pd.DataFrame, group: str, name: str) -> pd.Series:
    """The commonest value of a column in each group, the first of equally common ones."""
    counts = items.groupby([group, name], sort=False, observed=True).size().rename("count").reset_index()
    best = counts.sort_values("count", ascending=False, kind="stable").drop_duplicates(group)
    return best.set_index(group)[name]
