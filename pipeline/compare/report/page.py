"""The report as one HTML file: no script, nothing loaded, every printed figure linked to the plans behind it.

write_page(comparison, store, Path("report.html"), Messages("vi"))
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup

from pipeline.compare.comparison import Comparison
from pipeline.compare.report import charts, maps
from pipeline.compare.report.parts import MOST_ROWS, Printer, Section, behind, short
from pipeline.compare.report.quotes import Quotes
from pipeline.compare.report.sections import sections
from pipeline.messages import Messages
from pipeline.store.database import Store


@dataclass(frozen=True, slots=True)
class Map:
    title: str
    note: str
    svg: str
    legend: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A plan in the list at the end of the page."""

    no: int
    name: str
    who: str
    title: str
    issuer: str
    place: str
    date: str
    path: str


def write_page(found: Comparison, store: Store, path: Path, say: Messages) -> None:
    """Write the report; its tables stand beside it in `folder_of(path)`. Raises OSError."""
    path.write_text(page_of(found, store, say, folder_of(path).name), "utf-8")


def page_of(found: Comparison, store: Store, say: Messages, folder: str) -> str:
    """The report as HTML; `folder` is what it calls the place of its tables."""
    out = Printer(say, Quotes(store))
    plans = found.selection.plans
    first, shown = _overview(found, out), sections(found, out)
    drawn = [_map(plans, out, "province"), _map(plans, out, "successor")] if plans["province"].notna().any() else []
    register = _register(plans, out)
    page = Environment(loader=PackageLoader("pipeline.compare.report", "."), autoescape=select_autoescape(["j2"]))
    return page.get_template("page.html.j2").render(
        say=say, number=out.figure, title=_title(found, say), about=say("compare.about"), totals=_totals(found, out),
        overview=first,
        maps=drawn, sections=shown, register=register, names={one.no: f"{one.name} {one.who}".strip() for one in register},
        folder=folder,
        outlines=maps.outlines() if drawn else "", style=Markup((Path(__file__).parent / "page.css").read_text("utf-8")),
    )  # fmt: skip


def folder_of(path: Path) -> Path:
    """Where the tables of a report lie: `report.html` has `report-csv`."""
    return path.with_name(f"{path.stem}-csv")


def _title(found: Comparison, say: Messages) -> str:
    by = say(f"compare.by.{found.selection.by}")
    return (
        say("compare.title_topic", by=by, topic=found.selection.topic) if found.selection.topic else say("compare.title", by=by)
    )


def _totals(found: Comparison, out: Printer) -> list[tuple[str, str]]:
    plans, say = found.selection.plans, out.say
    days = plans["date"].dropna()
    period = f"{out.date(days.min())} – {out.date(days.max())}" if len(days) else "–"
    counts = {
        "plans": len(plans), "copies": int(plans["copies"].sum()) - len(plans), "provinces": plans["province"].nunique(),
        "successors": plans["successor"].nunique(), "issuers": plans["issuer"].nunique(),
    }  # fmt: skip
    return [
        *((say(f"compare.total.{name}"), out.figure(count)) for name, count in counts.items()),
        (say("compare.total.period"), period),
    ]


def _overview(found: Comparison, out: Printer) -> Section:
    plans = found.selection.plans
    figures, tables = [], []
    for column, frame in found.overview.items():
        name = "overview" if column == "group" else "overview_successor"
        top = frame.head(MOST_ROWS).rename_axis("name").reset_index()
        top = top.assign(behind=behind(plans.reset_index(), column, top["name"]))
        counts = {"carried": "carried", "lag_median": "lag", "quota_count": "quotas", "duty_count": "duties"}
        columns = {
            "group": "name:level",
            "plans": "plans:number",
            **{head: f"{source}:number" for head, source in counts.items()},
        }
        tables.append(
            out.table(name, top, len(frame), {**columns, "borrowed_share": "borrowed:share", "plans_list": "behind:plans"})
        )
        if len(top):
            shown = top.assign(name=[out.say.name("level", value) for value in top["name"]])
            figures.append(out.figured(name, charts.bars(shown, "plans", "name", (out.say("compare.axis.plans"), ""))))
    return Section("overview", "", "", tuple(figures), tuple(tables))


def _map(plans: pd.DataFrame, out: Printer, column: str) -> Map:
    counts = plans[column].value_counts()
    first = plans.reset_index().drop_duplicates(column).set_index(column)["plan"]
    out.linked.update(dict.fromkeys(int(first[name]) for name in counts.index))
    links = {str(name): f"#p{first[name]}" for name in counts.index}
    most = int(counts.max()) if len(counts) else 0
    printed = {str(name): f"{out.figure(count)} {out.say('compare.axis.plans')}" for name, count in counts.items()}
    title = out.say(f"compare.map.{column}")
    values = {str(name): float(count) for name, count in counts.items()}
    svg = maps.province_map(values, links, printed, title, merged=column == "successor")
    steps = tuple((step, "–".join(out.figure(end) for end in dict.fromkeys(ends))) for step, *ends in maps.legend(most))
    return Map(title, out.say(f"compare.map_note.{column}"), svg, steps)


def _register(plans: pd.DataFrame, out: Printer) -> list[Listed]:
    listed = []
    for plan in plans.loc[sorted(out.linked)].reset_index().to_dict("records"):
        told: dict[Hashable, Any] = {name: None if pd.isna(value) else value for name, value in plan.items()}
        province, successor = told["province"] or "", told["successor"] or ""
        place = f"{province} → {successor}" if successor and successor != province else province or "–"
        date = out.date(told["date"]) if told["date"] else out.say("compare.no_date")
        name = told["number"] or out.say("compare.no_number", no=told["plan"])
        who = province if told["level"] == "province" and province else told["issuer"] or ""
        about = (told["title"] or "–", told["issuer"] or "–", place, date, told["path"])
        listed.append(Listed(told["plan"], name, short(who, 32), *about))
    return listed
