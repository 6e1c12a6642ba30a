"""Feasts of the moon as solar days, names of lunar years, Roman numerals, number words."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from pipeline.lexicon.lunar import solar, tet, year_name, year_of
from pipeline.lexicon.numerals import number_words, roman


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2018, "2018-02-16"),
        (2019, "2019-02-05"),
        (2020, "2020-01-25"),
        (2021, "2021-02-12"),
        (2022, "2022-02-01"),
        (2023, "2023-01-22"),
        (2024, "2024-02-10"),
        (2025, "2025-01-29"),
        (2026, "2026-02-17"),
        (2027, "2027-02-06"),
        (2028, "2028-01-26"),
        (2029, "2029-02-13"),
        (2030, "2030-02-02"),
        (2007, "2007-02-17"),
    ],
)
def test_tet(year: int, day: str) -> None:
    assert str(tet(year)) == day


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2019, "2019-04-14"),
        (2020, "2020-04-02"),
        (2021, "2021-04-21"),
        (2022, "2022-04-10"),
        (2023, "2023-04-29"),
        (2024, "2024-04-18"),
        (2025, "2025-04-07"),
        (2026, "2026-04-26"),
        (2027, "2027-04-16"),
    ],
)
def test_the_day_of_the_hung_kings(year: int, day: str) -> None:
    assert str(solar(10, 3, year)) == day


def test_leap_months_and_days_that_are_not() -> None:
    assert solar(1, 2, 2023, leap=True) == date(2023, 3, 22)
    assert solar(1, 6, 2025, leap=True) == date(2025, 7, 25)
    assert solar(1, 3, 2023, leap=True) is None
    assert solar(1, 3, 2024, leap=True) is None
    assert solar(30, 1, 2024) is None
    assert solar(1, 13, 2024) is None
    assert solar(1, 1, 1950) is None


def test_months_follow_each_other_without_gap() -> None:
    starts = [solar(1, month, year) for year in range(1990, 2051) for month in range(1, 13)]
    known = [start for start in starts if start]
    assert len(known) == len(starts)
    gaps = {(later - earlier).days for earlier, later in pairwise(known)}
    assert gaps <= {29, 30, 58, 59, 60}


def test_names_of_years() -> None:
    assert [year_name(year) for year in (2019, 2024, 2025, 2026)] == ["Kỷ Hợi", "Giáp Thìn", "Ất Tỵ", "Bính Ngọ"]
    assert year_of("Ất Tị", near=2024) == 2025
    assert year_of("Mậu Thân", near=2018) == 2028
    assert year_of("Giáp Hợi", near=2024) is None


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("I", 1),
        ("iv", 4),
        ("IX", 9),
        ("XIII", 13),
        ("XXI", 21),
        ("XL", 40),
        ("XCIX", 99),
        ("IIII", None),
        ("VX", None),
        ("", None),
        ("A", None),
    ],
)
def test_roman_numerals(printed: str, value: int | None) -> None:
    assert roman(printed) == value


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("một", 1),
        ("mười lăm", 15),
        ("hai mươi", 20),
        ("hai mươi mốt", 21),
        ("hai mươi tư", 24),
        ("hai chục", 20),
        ("một trăm linh năm", 105),
        ("Hai trăm nghìn", 200_000),
        ("một triệu hai trăm nghìn", 1_200_000),
        ("ba triệu rưỡi", 3_500_000),
        ("hai nghìn tỷ", 2_000_000_000_000),
        ("không", 0),
        ("lăm", None),
        ("tư", None),
        ("hai ba", None),
        ("mười mười", None),
        ("triệu", None),
        ("hai người", None),
        ("", None),
        ("một " * 30, None),
    ],
)
def test_number_words(printed: str, value: int | None) -> None:
    assert number_words(printed) == value
