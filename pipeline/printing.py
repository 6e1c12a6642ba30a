"""Tables and lines for the terminal, with printed text taken as it is (no markup in it)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.markup import escape
from rich.table import Table


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], longest: int = 500) -> Table:
    """A table with a title; cells are folded to one line and cut at `longest` characters, None is an empty cell."""
    grid = Table(title=escape(title), title_justify="left", title_style="bold")
    for column in columns:
        grid.add_column(escape(column), overflow="fold")
    for row in rows:
        grid.add_row(*(escape(one_line(str(cell), longest)) if cell is not None else "" for cell in row))
    return grid


def pairs(rows: Iterable[tuple[str, str]]) -> Table:
    """Names and their values in two columns without lines."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in rows:
        grid.add_row(escape(name), escape(value))
    return grid


def one_line(text: str, longest: int) -> str:
    """The words of a text on one line, cut with `…` where there are more characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
