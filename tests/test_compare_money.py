"""Sums of money are compared in one unit and told as written."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from benchmarks.planted_plan import Draft, Head
from benchmarks.planted_store import stored
from pipeline.cli import main
from pipeline.compare.money import plain_unit
from pipeline.plan import Plan


@pytest.mark.parametrize(
    ("unit", "plain", "factor"),
    [
        ("đồng", "đồng", 1),
        ("triệu đồng", "đồng", 10**6),
        ("Tỷ đồng", "đồng", 10**9),
        ("tỉ đồng", "đồng", 10**9),
        ("nghìn tỷ đồng", "đồng", 10**12),
        ("ngàn đồng/con", "đồng/con", 10**3),
        ("triệu", "đồng", 10**6),
        ("VNĐ", "đồng", 1),
        ("đ/suất", "đồng/suất", 1),
        ("triệu đồng/hộ/năm", "đồng/hộ/năm", 10**6),
        ("tỷ USD", "USD", 10**9),
        ("triệu đô la", "USD", 10**6),
        ("bảng Anh", "bảng anh", 1),
        ("đồng tỷ", "đồng tỷ", 1),
        ("triệu " * 5000, ("triệu " * 4998).strip(), 10**12),
    ],
)
def test_units_of_money_have_one_plain_form(unit: str, plain: str, factor: int) -> None:
    assert plain_unit(unit) == (plain, factor)


_SUMS = ((1.2, "tỷ đồng"), (1150, "triệu đồng"), (1_100_000_000, "đồng"), (1.25, "tỷ"), (1180, "triệu đồng"), (60, "tỷ đồng"))
_OTHER = (20, "triệu đồng/hộ")
"""Of the same subject in another unit: no sum that the others compare with."""


def _plan(number: int, *sums: tuple[float, str]) -> Plan:
    place = (f"Tỉnh {number}", f"{number:02}", f"Tỉnh {number}", f"{number:02}")
    head = Head(f"UBND tỉnh {number}", f"ubnd-{number}", "province", place, number, date(2025, 1, 1) + timedelta(days=number))
    draft = Draft(f"{number}.txt", head)
    draft.open("KINH PHÍ")
    for value, unit in sums:
        draft.quota(("Bố trí", f"từ nguồn {number}"), "kinh phí mua sắm ca nô tuần tra rừng tràm", unit, 1)
        known = {"kind": "money", "min": value, "max": value}
        draft.quotas[-1] = draft.quotas[-1].model_copy(update=known)
    return draft.plan()


def _rows(folder: Path, name: str) -> list[dict[str, Any]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def database(tmp_path: Path) -> str:
    stored([_plan(9, _OTHER), _plan(8, _OTHER), *(_plan(at, one) for at, one in enumerate(_SUMS, 1))], tmp_path / "plans.db")
    return str(tmp_path / "plans.db")


@pytest.mark.parametrize(
    ("language", "heading", "written", "median"),
    [
        ("vi", "như văn bản ghi", "1,2–60 tỷ đồng; 1.150–1.180 triệu đồng; 1,25 tỷ", "1.190.000.000"),
        ("en", "as written", "1.2–60 tỷ đồng; 1,150–1,180 triệu đồng; 1.25 tỷ", "1,190,000,000"),
    ],
)
def test_one_subject_in_three_units_is_compared_in_one(
    database: str, tmp_path: Path, language: str, heading: str, written: str, median: str
) -> None:
    assert main(["compare", database, "--out", str(tmp_path / "r.html"), "--lang", language]) == 0
    sums, other = _rows(tmp_path / "r-csv", "quotas")
    assert (sums["unit"], sums["plans"], sums["outliers"]) == ("đồng", "6", "1")
    assert [float(sums[name]) for name in ("min", "median", "max")] == [1.1e9, 1.19e9, 6e10]
    assert (other["unit"], other["plans"], float(other["median"])) == ("đồng/hộ", "2", 2e7)
    items = {row["plan_path"]: row for row in _rows(tmp_path / "r-csv", "quota_items")}
    assert {path: (float(row["written"]), row["unit_written"]) for path, row in items.items() if row["unit"] == "đồng"} == {
        f"{at}.txt": one for at, one in enumerate(_SUMS, 1)
    }
    assert [path for path, row in items.items() if row["outlier"] == "True"] == ["6.txt"]
    page = (tmp_path / "r.html").read_text("utf-8")
    assert all(text in page for text in (f">{heading}</th>", written, median))
