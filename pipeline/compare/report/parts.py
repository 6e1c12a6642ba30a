"""What the report is made of: sections with figures and tables, and cells that know the plans behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from pipeline.compare.report.quotes import Quotes
from pipeline.messages import Messages

MOST_ROWS = 25
"""Rows of a table on the page; the CSV has all."""
MOST_PLANS = 60
"""Plans linked from one cell, of which the first few are in sight; the CSV has all."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Printed text, or the plans behind a figure (rows of `Selection.plans`), of which `count` says how many there are."""

    text: str
    is_number: bool = False
    plans: tuple[int, ...] = ()
    count: int = 0

    @property
    def more(self) -> int:
        return self.count - len(self.plans)


@dataclass(frozen=True, slots=True)
class Table:
    """`total` counts all rows there are, `rows` are those shown."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int
    file: str

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as SVG, with its title, what it shows and its source line."""

    title: str
    note: str
    svg: str


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    title: str
    intro: str
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    nothing: str = ""


@dataclass(slots=True)
class Printer:
    """Values as cells in one language. `linked` collects the plans that the page has to list."""

    say: Messages
    quotes: Quotes
    linked: dict[int, None] = field(default_factory=dict)

    def cell(self, kind: str, value: Any) -> Cell:
        """A value of a kind: text, short, number, share, day, plans (a list), plan (one), or the name of a closed
        list (level)."""
        if kind in ("plans", "plan"):
            return self._plans(value if kind == "plans" else [value])
        if pd.isna(value):
            return Cell("–", is_number=kind in ("number", "share"))
        if kind in ("text", "short"):
            return Cell(short(value, 140) if kind == "short" else str(value))
        if kind in ("number", "share"):
            return Cell(f"{self.figure(100 * value)} %" if kind == "share" else self.figure(value, 1), is_number=True)
        return Cell(self.date(value) if kind == "day" else self.say.name(kind, str(value)))

    def figure(self, value: float, digits: int = 0) -> str:
        """`1234.5` is `1.234,5` in Vietnamese, `1,234.5` in English."""
        plain = f"{value:,.{digits}f}"
        if digits:
            plain = plain.rstrip("0").rstrip(".")
        return plain.translate(str.maketrans(",.", ".,")) if self.say.language == "vi" else plain

    def date(self, value: date) -> str:
        return f"{value:%d/%m/%Y}" if self.say.language == "vi" else f"{value:%Y-%m-%d}"

    def _plans(self, rows: Iterable[int]) -> Cell:
        """Links to plans, each listed once at the end of the page."""
        every = tuple(dict.fromkeys(int(row) for row in rows if pd.notna(row)))
        shown = every[:MOST_PLANS]
        self.linked.update(dict.fromkeys(shown))
        return Cell("" if every else "–", plans=shown, count=len(every))

    def table(self, name: str, shown: pd.DataFrame, total: int, columns: Mapping[str, str]) -> Table:
        """A table called `compare.table.<name>`.

        `columns`: `compare.column.<name>` to `<column of the frame>:<kind of cell>`. `total` counts the rows of the whole table.
        """
        head = tuple(self.say(f"compare.column.{column}") for column in columns)
        wanted = [tuple(source.split(":")) for source in columns.values()]
        rows = [tuple(self.cell(kind, record[source]) for source, kind in wanted) for record in shown.to_dict("records")]
        return Table(self.say(f"compare.table.{name}"), head, tuple(rows), total, f"{name}.csv")

    def figured(self, name: str, svg: str, what: str = "") -> Figure:
        """A chart with the title `compare.chart.<name>`, of what, and the note beneath it."""
        title = self.say(f"compare.chart.{name}")
        return Figure(f"{title}: {what}" if what else title, self.say(f"compare.note.{name}"), svg)

    def link(self, frame: pd.DataFrame, plans: Iterable[int]) -> pd.DataFrame:
        """The frame with the address of one plan for each row, which the page then lists."""
        rows = [int(row) for row in plans]
        self.linked.update(dict.fromkeys(rows))
        return frame.assign(href=[f"#p{row}" for row in rows])


def short(text: object, longest: int = 70) -> str:
    """One line, cut with a visible mark."""
    words = " ".join(str(text).split())
    return words if len(words) <= longest else f"{words[: longest - 1]}…"


def behind(items: pd.DataFrame, column: str, shown: pd.Series) -> pd.Series:
    """Lists of the plans behind each of the values shown: `items` has them in `column`, and `plan`."""
    kept = items[items[column].isin(shown)]
    found = {value: list(dict.fromkeys(rows)) for value, rows in kept.groupby(column, sort=False, observed=True)["plan"]}
    return pd.Series([found.get(value, []) for value in shown], shown.index, dtype="object")
