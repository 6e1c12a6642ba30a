"""Tables as files: nothing is lost, nothing runs in the program that opens them."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest
from sqlalchemy import func, select, update

from pipeline.cli import main
from pipeline.store import Store, load, open_store
from pipeline.store.calendar_file import calendar
from pipeline.store.dictionary import dictionary
from pipeline.store.export import EXPORTED
from pipeline.store.tables import dates
from tests.sample_plan import valid_plan

ROOT = Path(__file__).parent.parent


def hostile() -> dict[str, Any]:
    plan = valid_plan()
    plan["quotas"][0]["subject"] = '=HYPERLINK("http://x")'
    plan["responsibilities"][0]["report_to"] = "dài " * 9_999 + "hết"
    return plan


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    (folder / "plan.json").write_text(json.dumps(hostile()), "utf-8")
    assert load(open_store(folder / "plans.db", create=True), [folder / "plan.json"]).refused == {}
    return folder / "plans.db"


@pytest.fixture
def store(where: Path) -> Store:
    return open_store(where)


def test_csv_has_every_row_and_no_formula(where: Path, store: Store, tmp_path: Path) -> None:
    assert main(["export", str(where), "--to", str(tmp_path), "--format", "csv"]) == 0
    for name, table in ((table.name, table) for table in EXPORTED):
        with (tmp_path / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file, store.reading() as connection:
            rows = list(csv.DictReader(file))
            assert len(rows) == connection.scalar(select(func.count()).select_from(table))
            assert not [value for row in rows for value in row.values() if value.startswith("=")]


def test_parquet_has_the_values_and_types(where: Path, tmp_path: Path) -> None:
    assert main(["export", str(where), "--to", str(tmp_path), "--format", "parquet"]) == 0
    dates = pyarrow.parquet.read_table(tmp_path / "dates.parquet").to_pylist()
    assert [row["end_date"] for row in dates if row["kind"] == "deadline"] == [date(2025, 4, 25)]
    quotas = pyarrow.parquet.read_table(tmp_path / "quotas.parquet").to_pylist()
    assert quotas[0]["subject"] == hostile()["quotas"][0]["subject"]


def test_a_workbook_holds_strings_and_tells_what_it_cut(where: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(where), "--to", str(tmp_path), "--format", "xlsx", "--lang", "en"]) == 0
    assert "cut to what a cell holds: responsibilities!report_to, 2: 39999 > 32767" in capsys.readouterr().err
    book = openpyxl.load_workbook(tmp_path / "plans.xlsx")
    assert set(book.sheetnames) == {table.name for table in EXPORTED}
    cells = {cell.value: cell for row in book["quotas"].iter_rows() for cell in row}
    assert cells['=HYPERLINK("http://x")'].data_type == "s"
    assert [str(cell.value)[-6:] for cell in book["responsibilities"][2] if len(str(cell.value)) > 9_999] == ["…[cut]"]


def test_deadlines_are_a_calendar(where: Path, tmp_path: Path) -> None:
    assert main(["export", str(where), "--to", str(tmp_path), "--format", "ics"]) == 0
    content = (tmp_path / "deadlines.ics").read_bytes()
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    lines = content.replace(b"\r\n ", b"").decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART;VALUE=DATE:20250424" in lines and "RRULE:FREQ=MONTHLY;BYMONTHDAY=15" in lines


@pytest.mark.parametrize(
    ("day", "exclusive", "start", "end"),
    [
        (date(9999, 12, 31), False, "99991231", None),
        (date(9999, 12, 31), True, "99991230", "99991231"),
        (date(1, 1, 1), True, "00010101", "00010102"),
    ],
)
def test_the_first_and_the_last_day_there_is_are_in_the_calendar(
    tmp_path: Path, day: date, exclusive: bool, start: str, end: str | None
) -> None:
    (tmp_path / "plan.json").write_text(json.dumps(valid_plan()), "utf-8")
    store = open_store(tmp_path / "plans.db", create=True)
    load(store, [tmp_path / "plan.json"])
    with store.writing() as connection:
        connection.execute(update(dates).where(dates.c.kind == "deadline").values(end_date=day, exclusive=exclusive))
    content = b"".join(calendar(store)).decode()
    event = next(part for part in content.split("BEGIN:VEVENT") if "CATEGORIES:deadline" in part)
    assert re.findall(r"DTSTART;VALUE=DATE:(\d+)", event) == [start]
    assert re.findall(r"DTEND;VALUE=DATE:(\d+)", event) == ([end] if end else [])


def test_the_calendar_is_the_same_every_time(store: Store) -> None:
    assert list(calendar(store)) == list(calendar(store))


def test_the_data_dictionary_has_not_drifted_from_the_schema() -> None:
    told = (ROOT / "docs" / "data-dictionary.md").read_text("utf-8")
    assert told == dictionary(), "run: python -m pipeline.store.dictionary > docs/data-dictionary.md"
