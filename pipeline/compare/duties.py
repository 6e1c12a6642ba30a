"""Which bodies carry which tasks, and who lacks a duty that the others assign.

found = duties(selection, cascade(selection).steps)
found.topics       one row for each task that at least two plans assign, with the bodies that carry it
found.missing      plans that do not assign a task which most plans carrying out the same paper assign
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.compare.peers import everyone, missing
from pipeline.compare.selection import Selection
from pipeline.lexicon.bodies import head_of


@dataclass(frozen=True, slots=True)
class Duties:
    """topics: topic, plans, duties, bodies (how many), body (the commonest), missing. bodies: topic, body, plans.
    items: topic, plan, id, actor, body, role, group, start, end. missing: topic, paper, level, plan, peers, having."""

    topics: pd.DataFrame
    bodies: pd.DataFrame
    items: pd.DataFrame
    missing: pd.DataFrame


def duties(selection: Selection, steps: pd.DataFrame) -> Duties:
    """Duties compared by task; `steps` (paper, plan) tell which plans may be expected to assign the same."""
    items = selection.duties.dropna(subset=["topic"])
    items = items[items.groupby("topic")["plan"].transform("nunique") > 1]
    bodies = {actor: body_name(actor) for actor in items["actor"].unique()}
    items = items.assign(
        body=items["actor"].map(bodies).astype("object"), group=selection.plans["group"].loc[items["plan"]].to_numpy()
    )
    without = missing(items, everyone(selection.plans) if selection.topic else steps, selection.plans)
    by_body = items.groupby(["topic", "body"], sort=False)["plan"].nunique().rename("plans").reset_index()
    by_body = by_body.sort_values("plans", ascending=False, kind="stable").reset_index(drop=True)
    grouped = items.groupby("topic", sort=False)
    topics = grouped.agg(plans=("plan", "nunique"), duties=("plan", "size"), bodies=("body", "nunique"))
    topics["body"] = by_body.drop_duplicates("topic").set_index("topic")["body"]
    topics["missing"] = without.groupby("topic")["plan"].nunique()
    topics["missing"] = topics["missing"].fillna(0).astype("int64")
    topics = topics.sort_values("plans", ascending=False, kind="stable").reset_index()
    kept = ["topic", "plan", "id", "actor", "body", "role", "group", "start", "end"]
    return Duties(topics, by_body, items[kept].reset_index(drop=True), without)


def body_name(actor: str) -> str:
    """The name of a body without its place, so that those of different places compare.

    >>> body_name("LĐLĐ tỉnh Kiên Giang"), body_name("Đội Xung kích Sao Mai")
    ('Liên đoàn Lao động tỉnh', 'Đội Xung kích Sao Mai')
    """
    found = head_of(actor)
    if found is None or "place" not in found[0].follows:
        return actor
    head, rest = found
    unit = next((word for word in _UNITS if f"{rest.lower()} ".startswith(f"{word} ")), "")
    return f"{head.name} {unit}".strip()


_UNITS = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu")
