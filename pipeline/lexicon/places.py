"""Districts and communes, and the way from a printed place to the contract's `Place`.

    resolve("huyện Vĩnh Thuận")        Vĩnh Thuận, district Vĩnh Thuận, province Kiên Giang 91, today An Giang 91
    resolve("huyện Châu Thành")        ten provinces have one: province None
    resolve("Phan Thiết", on="2005-03")     the town of Bình Thuận

A name that several provinces bear stays open unless `province` settles it; nothing picks the likeliest.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from pipeline.lexicon.keys import fold, key
from pipeline.lexicon.provinces import (
    REFORM,
    Province,
    last_day,
    province,
    province_by_code,
    province_forms,
    provinces,
    provinces_by_initials,
    seat_of,
)
from pipeline.lexicon.tables import lines, rows
from pipeline.plan import Level, Place

__all__ = [
    "REFORM",
    "Commune",
    "District",
    "Province",
    "commune",
    "district",
    "district_forms",
    "province",
    "province_by_code",
    "province_forms",
    "provinces",
    "provinces_by_initials",
    "resolve",
    "seat_of",
    "split_unit",
    "unit_level",
]
