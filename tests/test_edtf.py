"""Date strings: what they stand for, what is refused, and agreement with the `edtf` package where it can read them."""

from __future__ import annotations

import calendar
import time
from collections.abc import Callable
from datetime import date

import pytest
from edtf import EDTFParseException, parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import edtf

BOUNDS = [
    ("2024-11-21", "2024-11-21", "2024-11-21"),
    ("2024-03", "2024-03-01", "2024-03-31"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("1900-02", "1900-02-01", "1900-02-28"),
    ("2000-02", "2000-02-01", "2000-02-29"),
    ("2023", "2023-01-01", "2023-12-31"),
    ("2023-33", "2023-01-01", "2023-03-31"),
    ("2023-34", "2023-04-01", "2023-06-30"),
    ("2023-35", "2023-07-01", "2023-09-30"),
    ("2023-36", "2023-10-01", "2023-12-31"),
    ("2024-08-01/2024-12-31", "2024-08-01", "2024-12-31"),
    ("2024-01/2024-07-31", "2024-01-01", "2024-07-31"),
    ("2022-05/2023-35", "2022-05-01", "2023-09-30"),
    ("2016/2020", "2016-01-01", "2020-12-31"),
    ("2024-08-15/2024-08-15", "2024-08-15", "2024-08-15"),
    ("../2025-04-25", None, "2025-04-25"),
    ("../2025-34", None, "2025-06-30"),
    ("2023-33/..", "2023-01-01", None),
    ("2025/..", "2025-01-01", None),
    ("2025-04-10~", "2025-04-10", "2025-04-10"),
    ("2024-08~", "2024-08-01", "2024-08-31"),
    ("2023-09~/2024-05~", "2023-09-01", "2024-05-31"),
    ("../2024-34~", None, "2024-06-30"),
    ("XXXX-12-05", None, None),
    ("XXXX-XX-25", None, None),
    ("XXXX-02-29", None, None),
    ("XXXX-12", None, None),
    ("2024-XX-25", None, None),
    ("XXXX-05-15/XXXX-06-15", None, None),
]

REFUSED = [
    ("", "no date string"),
    ("21/11/2024", "no date string"),
    ("2024-2-3", "no date string"),
    ("24", "no date string"),
    (" 2024", "no date string"),
    ("2024\n", "no date string"),
    ("٢٠٢٤", "no date string"),
    ("2024-03-XX", "no date string"),
    ("2024?", "no date string"),
    ("2024-08-01/", "no date string"),
    ("2024/2025/2026", "no date string"),
    ("2024~~", "no date string"),
    ("2024-02-30", "no day 30"),
    ("2023-02-29", "no day 29"),
    ("2024-04-31", "no day 31"),
    ("2024-01-00", "no day 0"),
    ("XXXX-02-30", "no day 30"),
    ("XXXX-XX-32", "no day 32"),
    ("2024-00", "month 0"),
    ("2024-13", "month 13"),
    ("2024-40", "month 40"),
    ("0000", "year 0"),
    ("2024-33-01", "a quarter has"),
    ("XXXX-33", "a quarter has"),
    ("XXXX", "unspecified"),
    ("XXXX-XX", "unspecified"),
    ("2024-XX", "unspecified"),
    ("../..", "open on both sides"),
    ("2025/2024", "ends before it begins"),
    ("2024-08-02/2024-08-01", "ends before it begins"),
    ("../XXXX-12-05", "recurrence"),
    ("2024/XXXX-12-05", "recurrence"),
]


@pytest.mark.parametrize(("text", "start", "end"), BOUNDS)
def test_bounds_and_round_trip(text: str, start: str | None, end: str | None) -> None:
    assert edtf.bounds(text) == (start, end)
    assert str(edtf.parse(text)) == text


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_refused_with_a_reason(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        edtf.parse(text)


def test_builders() -> None:
    assert edtf.day(2024, 11, 2) == "2024-11-02"
    assert edtf.month(2024, 3) == "2024-03"
    assert edtf.quarter(2023, 3) == "2023-35"
    assert edtf.recurring(5, 12) == "XXXX-12-05"
    assert edtf.recurring(25) == "XXXX-XX-25"
    assert edtf.interval(None, "2025-04-25") == "../2025-04-25"
    assert edtf.interval("2023-33", None) == "2023-33/.."


IMPOSSIBLE: list[Callable[[], str]] = [
    lambda: edtf.day(2023, 2, 29),
    lambda: edtf.month(2023, 0),
    lambda: edtf.quarter(2023, 5),
    lambda: edtf.recurring(31, 4),
    lambda: edtf.interval("2025", "2024"),
    lambda: edtf.interval(None, None),
]


@pytest.mark.parametrize("build", IMPOSSIBLE)
def test_builders_refuse_what_the_calendar_does_not_have(build: Callable[[], str]) -> None:
    with pytest.raises(ValueError, match=r"outside|does not exist|before|open"):
        build()


years = st.integers(1, 9999)
months = st.integers(1, 12)
parts = st.one_of(
    years.map(lambda y: edtf.Date(y)),
    st.tuples(years, months).map(lambda d: edtf.Date(*d)),
    st.dates().map(lambda d: edtf.Date(d.year, d.month, d.day)),
    st.tuples(years, st.integers(1, 4)).map(lambda d: edtf.Date(d[0], quarter=d[1])),
).flatmap(lambda d: st.sampled_from([d, d._replace(approximate=True)]))
recurrences = st.tuples(st.none(), st.none() | months, st.integers(1, 28)).map(lambda d: edtf.Date(*d))


@settings(deadline=None)
@given(parts | recurrences)
def test_dates_survive_writing_and_reading(value: edtf.Date) -> None:
    assert edtf.parse(str(value)) == value


@settings(deadline=None)
@given(st.none() | parts, st.none() | parts)
def test_intervals_survive_or_are_refused(start: edtf.Date | None, end: edtf.Date | None) -> None:
    text = str(edtf.Interval(start, end))
    first, last = start and start.bounds[0], end and end.bounds[1]
    if (start or end) and not (first and last and first > last):
        assert edtf.parse(text) == edtf.Interval(start, end)
        assert edtf.bounds(text) == (first, last)
    else:
        with pytest.raises(ValueError, match=text):
            edtf.parse(text)


@settings(deadline=None)
@given(st.text(max_size=20) | st.text("0123456789X-/.~", max_size=21))
def test_reading_anything_ends_in_a_value_or_a_reason(text: str) -> None:
    try:
        assert str(edtf.parse(text)) == text
    except ValueError as error:
        assert str(error)


@settings(deadline=None)
@given(years, months)
def test_months_are_those_of_the_calendar(year: int, month: int) -> None:
    assert edtf.bounds(edtf.month(year, month))[1] == str(date(year, month, calendar.monthrange(year, month)[1]))


@settings(max_examples=60, deadline=None)
@given(parts | st.tuples(st.none() | parts, st.none() | parts).map(lambda d: edtf.Interval(*d)))
def test_agrees_with_the_edtf_package(value: edtf.Date | edtf.Interval) -> None:
    """Where the package reads the string at all: it knows no quarter inside an interval and none with `~`."""
    text = str(value)
    try:
        theirs, ours = parse_edtf(text), edtf.bounds(text)
    except (EDTFParseException, ValueError):
        return
    for bound, moment in zip(ours, (theirs.lower_strict(), theirs.upper_strict()), strict=True):
        assert bound is None or bound == "-".join(f"{part:0{width}d}" for part, width in zip(moment[:3], (4, 2, 2), strict=True))


@pytest.mark.parametrize(
    "text", [text for text, *_ in BOUNDS if "33/" not in text and "/2023-35" not in text and "34" not in text]
)
def test_the_edtf_package_reads_what_it_can(text: str) -> None:
    assert parse_edtf(text)


def test_reading_costs_microseconds() -> None:
    start = time.process_time()
    for _ in range(2000):
        edtf.bounds("2022-05/2023-35")
    assert (time.process_time() - start) / 2000 < 100e-6
