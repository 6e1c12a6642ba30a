"""How good the data is: warnings, what was not read, what is missing, copies.

found = quality(selection)
found.groups       group, plans, copies, without_number, without_date, without_issuer, warned, covered, in_sections
found.warnings     code, plans, warnings
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.compare.selection import Selection


@dataclass(frozen=True, slots=True)
class Quality:
    """`covered` and `in_sections` are shares of all characters of the group's plans; the rest are counts of plans."""

    groups: pd.DataFrame
    warnings: pd.DataFrame
    items: pd.DataFrame


def quality(selection: Selection) -> Quality:
    """The quality of the plans selected, by the group they are compared by."""
    plans = selection.plans
    warned = selection.warnings.groupby("plan").size().reindex(plans.index, fill_value=0)
    facts = pd.DataFrame(
        {
            "group": plans["group"],
            "plans": 1,
            "copies": plans["copies"] - 1,
            "without_number": plans["number"].isna(),
            "without_date": plans["date"].isna(),
            "without_issuer": plans["issuer"].isna(),
            "warned": warned > 0,
            "characters": plans["characters"],
            "in_items": plans["in_items"],
            "in_sections": plans["in_sections"],
        }
    )
    groups = facts.groupby("group", observed=True).sum().reset_index()
    for name, source in (("covered", "in_items"), ("in_sections", "in_sections")):
        groups[name] = groups[source] / groups["characters"].where(groups["characters"] > 0)
    codes = selection.warnings.groupby("code", observed=True)
    warnings = codes.agg(plans=("plan", "nunique"), warnings=("plan", "size")).reset_index()
    warnings = warnings.sort_values("plans", ascending=False, kind="stable").reset_index(drop=True)
    columns = ["group", "plans", "copies", "without_number", "without_date", "without_issuer", "warned", "covered", "in_sections"]
    return Quality(groups.sort_values("plans", ascending=False, kind="stable")[columns], warnings, selection.warnings)
