"""The sections of the report: from the frames of a comparison to figures and tables in one language."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from pipeline.compare.comparison import Comparison
from pipeline.compare.report import charts
from pipeline.compare.report.parts import MOST_ROWS, Figure, Printer, Section, Table, behind, short
from pipeline.compare.report.tree import tree

_MOST_BARS = 30
_MOST_TOPICS = 10
_MOST_POINTS = 120
Content = tuple[list[Figure], list[Table]]


def sections(found: Comparison, out: Printer) -> list[Section]:
    """Everything below the overview, in order. A section of which the plans say nothing tells so."""
    made: list[Section] = []
    for name, make in _SECTIONS.items():
        figures, tables = make(found, out)
        nothing = "" if figures or any(table.total for table in tables) else out.say(f"compare.nothing.{name}")
        title, intro = out.say(f"compare.section.{name}"), out.say(f"compare.intro.{name}")
        made.append(Section(name, title, intro, tuple(figures), tuple(tables), nothing))
    return made


def _cascade(found: Comparison, out: Printer) -> Content:
    papers, levels = found.cascade.papers, found.cascade.levels
    top = papers.head(MOST_ROWS)
    top = top.assign(name=top["label"].fillna(top["paper"]), behind=behind(found.cascade.steps, "paper", top["paper"]))
    columns = {
        "paper": "name:short", "superior": "superior:plan", "date": "date:day", "carried_by": "plans:number",
        "reach": "reach:number",
        "provinces": "provinces:number", "successors": "successors:number", "lag_min": "lag_min:number",
        "lag_median": "lag_median:number", "lag_max": "lag_max:number", "plans_list": "behind:plans",
    }  # fmt: skip
    tables = [out.table("papers", top, len(papers), columns)]
    spread = {"lag_q1": "lag_q1:number", "lag_median": "lag_median:number", "lag_q3": "lag_q3:number"}
    columns = {
        "from": "level_from:level",
        "to": "level_to:level",
        "steps": "steps:number",
        **spread,
        "plans_list": "behind:plans",
    }
    direct = found.cascade.steps[found.cascade.steps["direct"]].dropna(subset=["lag_days"])
    taken = direct.assign(step=direct["level_from"] + direct["level_to"])
    told = levels.assign(behind=behind(taken, "step", levels["level_from"] + levels["level_to"]))
    tables.append(out.table("levels", told, len(levels), columns))
    figures = [out.figured("cascade", svg, named) for named, svg in tree(found, out)]
    if len(levels):
        steps = [
            f"{out.say.name('level', a)} → {out.say.name('level', b)}" for a, b in levels[["level_from", "level_to"]].to_numpy()
        ]
        titles = (out.say("compare.axis.days"), "")
        svg = charts.ranges(levels.assign(step=steps), ("lag_q1", "lag_median", "lag_q3"), "step", titles)
        figures.append(out.figured("lags", svg))
    return figures, tables


def _quotas(found: Comparison, out: Printer) -> Content:
    topics, items = found.quotas.topics, found.quotas.items
    top = topics.head(MOST_ROWS)
    top = top.assign(
        behind=behind(items, "topic", top["topic"]),
        outside=behind(items[items["outlier"]], "topic", top["topic"]),
        lacking=behind(found.quotas.missing, "topic", top["topic"]),
        written=_as_written(found.quotas.written, top["topic"], out),
    )
    spread = {name: f"{name}:number" for name in ("plans", "min", "q1", "median", "q3", "max")}
    columns = {
        "subject": "subject:short",
        "unit": "unit:text",
        **spread,
        "as_written": "written:text",
        "outliers": "outside:plans",
        "set_none": "lacking:plans",
    }
    tables = [out.table("quotas", top, len(topics), {**columns, "plans_list": "behind:plans"})]
    points = _points(top[(top["plans"] > 2) & (top["median"] != 0)].head(_MOST_TOPICS), items, out)
    if points.empty:
        return [], tables
    names = {False: out.say("compare.legend.usual"), True: out.say("compare.legend.outlier")}
    svg = charts.strips(points, "part", "line", "outlier", (out.say("compare.axis.of_median"), ""), names)
    return [out.figured("quotas", svg)], tables


def _as_written(written: pd.DataFrame, topics: pd.Series, out: Printer) -> pd.Series:
    """Of each topic the sums that are not written in the unit compared, unit by unit from least to most."""
    said: dict[int, list[str]] = {}
    for topic, unit, least, most in written[["topic", "unit_written", "min", "max"]].itertuples(index=False):
        ends = [out.figure(value, 4) for value in dict.fromkeys((least, most))]
        said.setdefault(topic, []).append(f"{'–'.join(ends)} {unit}")
    return topics.map({topic: "; ".join(parts) for topic, parts in said.items()})


def _points(top: pd.DataFrame, items: pd.DataFrame, out: Printer) -> pd.DataFrame:
    """Quotas in percent of the median of their subject; of each subject those that stand out and the first others."""
    lines = [f"{short(subject, 38)} ({unit})" for subject, unit in top[["subject", "unit"]].to_numpy()]
    named = top[["topic", "median"]].assign(line=lines)
    points = (
        named.merge(items, on="topic").sort_values("outlier", ascending=False, kind="stable").groupby("topic").head(_MOST_POINTS)
    )
    order = {topic: at for at, topic in enumerate(top["topic"])}
    points = points.assign(part=100 * points["value"] / points["median"], at=points["topic"].map(order))
    points = points[points["part"] > 0]
    points = points.sort_values("at", kind="stable")
    return out.link(points[["line", "part", "outlier"]], points["plan"])


def _duties(found: Comparison, out: Printer) -> Content:
    topics, items = found.duties.topics, found.duties.items
    top = topics.head(MOST_ROWS)
    said = out.quotes.tasks(items, top["topic"])
    top = top.assign(
        task=[said.get(topic, "") for topic in top["topic"]],
        behind=behind(items, "topic", top["topic"]),
        lacking=behind(found.duties.missing, "topic", top["topic"]),
    )
    columns = {"task": "task:short", "body": "body:text", "bodies": "bodies:number", "plans": "plans:number"}
    tables = [out.table("duties", top, len(topics), {**columns, "lack": "lacking:plans", "plans_list": "behind:plans"})]
    chosen = top.head(_MOST_TOPICS)
    cells = found.duties.bodies.merge(chosen[["topic", "task"]].reset_index(names="at"), on="topic")
    busiest = cells.groupby("body")["plans"].sum().nlargest(_MOST_TOPICS).index
    cells = cells[cells["body"].isin(busiest)].sort_values("at", kind="stable")
    if cells.empty:
        return [], tables
    one = items.drop_duplicates(["topic", "body"])[["topic", "body", "plan"]]
    cells = cells.merge(one, on=["topic", "body"])
    lines = [f"{at + 1}. {short(task, 42)}" for at, task in cells[["at", "task"]].to_numpy()]
    shown = cells[["plans"]].assign(line=lines, name=[short(body, 40) for body in cells["body"]])
    titles = (out.say("compare.column.body"), "", out.say("compare.axis.plans"))
    return [out.figured("duties", charts.heat(out.link(shown, cells["plan"]), "name", "line", "plans", titles))], tables


def _calendar(found: Comparison, out: Printer) -> Content:
    months, drift, events = found.calendar.months, found.calendar.drift, found.calendar.events
    figures = []
    if len(months):
        kinds = {kind: out.say.name("kind", kind) for kind in months["kind"].unique()}
        low, high = events["day"].sort_values().iloc[[len(events) // 100, -1 - len(events) // 100]]
        wide = months[months["month"].between(low.replace(day=1), high)]
        titles = (out.say("compare.axis.month"), out.say("compare.axis.dates"), out.say("compare.axis.kind"))
        svg = charts.months(wide.assign(kind=wide["kind"].map(kinds)), "month", "dates", "kind", titles, list(kinds.values()))
        figures.append(out.figured("months", svg))
    groups = found.calendar.groups.sort_values("dates", ascending=False, kind="stable").head(_MOST_BARS)
    if len(groups):
        axis = (out.say("compare.axis.days"), "")
        svg = charts.ranges(groups, ("drift_q1", "drift_median", "drift_q3"), "group", axis)
        figures.append(out.figured("drift", svg))
    far = drift.loc[drift["days"].abs().sort_values(ascending=False, kind="stable").index].head(MOST_ROWS)
    columns = {"plan": "plan:plan", "date": "date:day", "superior": "superior:plan", "superior_date": "superior_date:day"}
    tables = [out.table("drift", far, len(drift), {**columns, "days": "days:number"})]
    due = events[events["kind"] == "deadline"].sort_values("day", ascending=False, kind="stable")
    columns = {"date": "day:day", "printed": "raw:short", "plan": "plan:plan"}
    return figures, [*tables, out.table("deadlines", due.head(MOST_ROWS), len(due), columns)]


def _borrowed(found: Comparison, out: Printer) -> Content:
    pairs, groups = found.borrowed.pairs, found.borrowed.groups
    groups = groups[groups["borrowed"] > 0].sort_values("share", ascending=False, kind="stable").head(_MOST_BARS)
    figures = []
    if len(groups):
        svg = charts.bars(groups, "share", "group", (out.say("compare.axis.borrowed"), ""), shares=True)
        figures.append(out.figured("borrowed", svg))
    spans = found.borrowed.passages.drop_duplicates(["plan", "source"])[["plan", "source", "start", "end"]]
    top = pairs.head(MOST_ROWS).merge(spans, on=["plan", "source"], how="left")
    top = top.assign(text=out.quotes.passages(top[["plan", "start", "end"]]))
    columns = {"plan": "plan:plan", "source": "source:plan", "passages": "passages:number", "share": "share:share"}
    return figures, [out.table("borrowed", top, len(pairs), {**columns, "example": "text:short"})]


def _occasions(found: Comparison, out: Printer) -> Content:
    content: Content = ([], [])
    for what, frame in (("anniversaries", found.occasions.anniversaries), ("campaigns", found.occasions.campaigns)):
        years = frame.dropna(subset=["year"]).groupby(["name", "year"], sort=False)["plans"].sum().reset_index()
        commonest = years.groupby("name")["plans"].sum().nlargest(_MOST_TOPICS).index
        cells = years[years["name"].isin(commonest)].sort_values("year", kind="stable")
        if len(cells):
            shown = cells.assign(name=cells["name"].map(short), year=cells["year"].astype("str"))
            titles = (out.say("compare.column.year"), "", out.say("compare.axis.plans"))
            content[0].append(out.figured(what, charts.heat(shown, "year", "name", "plans", titles)))
        items = found.occasions.items[found.occasions.items["what"] == what]
        items = items.join(found.selection.plans[["province", "year"]], on="plan")
        keys = items["name"].astype("str") + items["province"].astype("str") + items["year"].astype("str")
        top = frame.head(MOST_ROWS)
        wanted = top["name"].astype("str") + top["province"].astype("str") + top["year"].astype("str")
        top = top.assign(behind=behind(items.assign(key=keys), "key", wanted))
        columns = {"event": "name:text", "province": "province:text", "successor": "successor:text", "year": "year:text"}
        content[1].append(out.table(what, top, len(frame), {**columns, "plans": "plans:number", "plans_list": "behind:plans"}))
    return content


def _quality(found: Comparison, out: Printer) -> Content:
    groups, codes = found.quality.groups, found.quality.warnings
    figures = []
    top = codes.head(MOST_ROWS)
    if len(codes):
        named = top.assign(name=[out.say.name("warning", code) for code in top["code"]])
        figures.append(out.figured("warnings", charts.bars(named, "plans", "name", (out.say("compare.axis.plans"), ""))))
    if len(groups):
        svg = charts.bars(groups.head(_MOST_BARS), "covered", "group", (out.say("compare.axis.covered"), ""), shares=True)
        figures.append(out.figured("covered", svg))
    counts = ("plans", "copies", "without_number", "without_date", "without_issuer", "warned")
    columns = {"group": "group:level", **{name: f"{name}:number" for name in counts}, "covered": "covered:share"}
    columns = {**columns, "in_sections": "in_sections:share", "plans_list": "behind:plans"}
    largest = groups.head(MOST_ROWS)
    largest = largest.assign(behind=behind(found.selection.plans.reset_index(), "group", largest["group"]))
    tables = [out.table("quality", largest, len(groups), columns)]
    top = top.assign(behind=behind(found.quality.items, "code", top["code"]))
    columns = {"warning": "code:warning", "plans": "plans:number", "warnings": "warnings:number", "plans_list": "behind:plans"}
    return figures, [*tables, out.table("warnings", top, len(codes), columns)]


_SECTIONS: dict[str, Callable[[Comparison, Printer], Content]] = {
    "cascade": _cascade,
    "quotas": _quotas,
    "duties": _duties,
    "calendar": _calendar,
    "borrowed": _borrowed,
    "occasions": _occasions,
    "quality": _quality,
}
