"""Reads the tables of this folder: CSV with `#` comment lines at its head, TOML, plain lists."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


def lines(name: str) -> list[str]:
    """The lines of a table without comments and blank lines."""
    return [line for line in (FOLDER / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV table by column name; empty cells are empty strings."""
    return list(csv.DictReader(lines(name)))


@cache
def toml(name: str) -> dict[str, object]:
    """A TOML table as plain values."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def parts(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several: `TP.HCM|Sài Gòn`."""
    return tuple(cell.split("|")) if cell else ()
