"""The Vietnamese lunar calendar, 1990-2050: feasts of the moon as solar days.

    solar(10, 3, 2024) == date(2024, 4, 18)        Giỗ Tổ
    tet(2025) == date(2025, 1, 29)
    year_name(2024) == "Giáp Thìn"                 year_of("Giáp Thìn", near=2023) == 2024

Computed as Hồ Ngọc Đức publishes it: new moons and solar terms after Meeus, midnight at UTC+7; the eleventh month holds the
winter solstice; the leap month is the first without a major term. https://www.informatik.uni-leipzig.de/~duc/amlich/calrules.html.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from math import floor, radians, sin

from pipeline.lexicon.keys import key

_UTC7 = 7 / 24
_JULIAN_DAY_OF_ORDINAL_0 = 1721425  # date.fromordinal(1) is 0001-01-01, Julian day 1721426
_SYNODIC_MONTH = 29.530588853
_NEW_MOON_1900 = 2415021.076998695
_STEMS = ("Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý")
_BRANCHES = ("Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi")
FIRST_YEAR, LAST_YEAR = 1990, 2050


@cache
def solar(day: int, month: int, year: int, *, leap: bool = False) -> date | None:
    """The solar day of a lunar one; None outside 1990-2050, for days the month has not, and for a leap month the year has not."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    start = _month_start(month, year, leap)
    if start is None or start + day - 1 >= _new_moon(_moon_number(start) + 1):
        return None
    return date.fromordinal(start + day - 1 - _JULIAN_DAY_OF_ORDINAL_0)


def tet(year: int) -> date | None:
    """The first day of the lunar year that begins in a solar year."""
    return solar(1, 1, year)


def year_name(year: int) -> str:
    """The name of a lunar year in the cycle of sixty: `year_name(2024) == "Giáp Thìn"`."""
    return f"{_STEMS[(year - 4) % 10]} {_BRANCHES[(year - 4) % 12]}"


def year_of(name: str, near: int) -> int | None:
    """The year of that name closest to `near`, since a name returns every sixty years; `Ất Tị` and `kỷ hợi` are read too.

    >>> year_of("Giáp Thìn", near=2023)
    2024
    """
    wanted = key(name)
    return min(
        (year for year in range(near - 30, near + 31) if key(year_name(year)) == wanted),
        key=lambda year: abs(year - near),
        default=None,
    )


def _month_start(month: int, year: int, leap: bool) -> int | None:
    """Julian day of the first day of a month, counted from the eleventh month before it, which holds the winter solstice."""
    solstice_year = year - 1 if month < 11 else year
    first = _eleventh_month(solstice_year)
    offset = (month - 11) % 12
    if _eleventh_month(solstice_year + 1) - first > 365:
        leap_offset = _leap_offset(first)
        if leap and month % 12 != (leap_offset - 2) % 12:
            return None
        if leap or offset >= leap_offset:
            offset += 1
    elif leap:
        return None
    return _new_moon(_moon_number(first) + offset)


@cache
def _eleventh_month(year: int) -> int:
    """Julian day on which the eleventh month begins: the last new moon not after the winter solstice."""
    number = int((date(year, 12, 31).toordinal() + _JULIAN_DAY_OF_ORDINAL_0 - 2415021) / _SYNODIC_MONTH)
    start = _new_moon(number)
    return _new_moon(number - 1) if _solar_term(start) >= 9 else start


def _leap_offset(first: int) -> int:
    """How many months after the eleventh the leap month is: the first that ends in the major term it began in."""
    number = _moon_number(first)
    for offset in range(2, 14):
        if _solar_term(_new_moon(number + offset)) == _solar_term(_new_moon(number + offset - 1)):
            return offset - 1
    return 13


def _moon_number(julian_day: int) -> int:
    return floor((julian_day - _NEW_MOON_1900) / _SYNODIC_MONTH + 0.5)


@cache
def _new_moon(number: int) -> int:
    """Julian day, at UTC+7, of the new moon that many months after the one of 1 January 1900."""
    t = number / 1236.85
    mean = 2415020.75933 + 29.53058868 * number + 0.0001178 * t**2 - 0.000000155 * t**3
    mean += 0.00033 * sin(radians(166.56 + 132.87 * t - 0.009173 * t**2))
    sun = radians(359.2242 + 29.10535608 * number - 0.0000333 * t**2 - 0.00000347 * t**3)
    moon = radians(306.0253 + 385.81691806 * number + 0.0107306 * t**2 + 0.00001236 * t**3)
    node = radians(21.2964 + 390.67050646 * number - 0.0016528 * t**2 - 0.00000239 * t**3)
    terms = (
        (0.1734 - 0.000393 * t, sun), (0.0021, 2 * sun), (-0.4068, moon), (0.0161, 2 * moon), (-0.0004, 3 * moon),
        (0.0104, 2 * node), (-0.0051, sun + moon), (-0.0074, sun - moon), (0.0004, 2 * node + sun), (-0.0004, 2 * node - sun),
        (-0.0006, 2 * node + moon), (0.0010, 2 * node - moon), (0.0005, 2 * moon + sun),
    )  # fmt: skip
    delta_t = -0.000278 + 0.000265 * t + 0.000262 * t**2
    return floor(mean + sum(size * sin(angle) for size, angle in terms) - delta_t + 0.5 + _UTC7)


@cache
def _solar_term(julian_day: int) -> int:
    """Twelfth of the sun's course, 0-11 from the spring equinox, at midnight (UTC+7) before a day."""
    t = (julian_day - 2451545.5 - _UTC7) / 36525
    anomaly = radians(357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3)
    centre = (1.914600 - 0.004817 * t - 0.000014 * t**2) * sin(anomaly)
    centre += (0.019993 - 0.000101 * t) * sin(2 * anomaly) + 0.000290 * sin(3 * anomaly)
    return floor((280.46645 + 36000.76983 * t + 0.0003032 * t**2 + centre) % 360 / 30)
