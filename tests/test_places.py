"""Places: spellings, dates of validity, ambiguity, the reform of 1 July 2025."""

from __future__ import annotations

import pytest

from pipeline.lexicon.keys import fold, key
from pipeline.lexicon.places import commune, district, resolve, split_unit
from pipeline.lexicon.provinces import (
    last_day,
    province,
    province_by_code,
    province_forms,
    provinces,
    provinces_by_initials,
    seat_of,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "HÒA BÌNH"),
        ("Thuỷ Nguyên", "Thủy Nguyên"),
        ("Đăk Lăk", "Đắk Lắk"),
        ("Đắc Lắc", "Đắk-Lắk"),
        ("Phú Quí", "Phú Quý"),
        ("Mỹ Tho", "Mĩ Tho"),
        ("Sapa", "Sa Pa"),
        ("Ia H'Drai", "Ia H’Drai"),
        ("Bà Rịa – Vũng Tàu", "Bà Rịa-Vũng Tàu"),
        ("Hoài Nhơn", "hoài nhơn"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("Thanh Hà", "Thạnh Hà"), ("Hà Nam", "Hạ Nam"), ("Kỳ Sơn", "Kỳ Sờn")])
def test_tones_keep_names_apart_until_they_are_folded(one: str, other: str) -> None:
    assert key(one) != key(other)
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("name", "on", "code"),
    [
        ("Kiên Giang", None, "91"),
        ("An Giang", None, "89"),
        ("An Giang", "2025-08-15", "91"),
        ("Bắc Ninh", "2025-06-30", "27"),
        ("Bắc Ninh", "2025-07-01", "24"),
        ("Lào Cai", "2025-06", "10"),
        ("Lào Cai", "2025-07", "15"),
        ("Quảng Trị", "2024", "45"),
        ("Tây Ninh", "2026", "80"),
        ("Gia Lai", "2025-12-01", "52"),
        ("TP.HCM", None, "79"),
        ("TP. Hồ Chí Minh", "2026-01-01", "79"),
        ("BR-VT", None, "77"),
        ("TT-Huế", "2015-02-02", "46"),
        ("tỉnh Đăk Nông", None, "67"),
        ("Bắc Cạn", None, "06"),
        ("Hoà Bình", None, "17"),
        ("Hà Tây", "2007-05-05", "28"),
        ("Hà Tây", "2012-05-05", "28"),
        ("Hà Bắc", None, None),
        ("daklak", None, "66"),
    ],
)
def test_a_province_has_the_code_of_its_day(name: str, on: str | None, code: str | None) -> None:
    found = province(name, on)
    assert found is not None
    assert found.code == code


def test_a_province_yet_to_come_is_not_found() -> None:
    assert province("Huế", "2020-01-01") is None
    assert province("Điện Biên", "2003-01-01") is None


def test_what_is_no_province_is_none() -> None:
    assert province("Vĩnh Thuận") is None
    assert province("") is None


@pytest.mark.parametrize(
    ("name", "successor", "code"),
    [
        ("Kiên Giang", "An Giang", "91"),
        ("Thái Bình", "Hưng Yên", "33"),
        ("Lai Châu", "Lai Châu", "12"),
        ("Tây Ninh", "Tây Ninh", "80"),
        ("Hà Tây", "Hà Nội", "01"),
        ("Hà Bắc", "Bắc Ninh", "24"),
        ("Hải Hưng", None, None),
    ],
)
def test_successors_since_the_reform(name: str, successor: str | None, code: str | None) -> None:
    found = province(name)
    assert found is not None
    assert (found.successor_name, found.successor_code) == (successor, code)


def test_a_unit_of_today_succeeds_itself() -> None:
    assert all(one.successor_code == one.code and one.successor_name == one.name for one in provinces("2026-11-01"))


@pytest.mark.parametrize(
    ("on", "count", "cities"), [("2008-07-31", 64, 5), ("2024-12-31", 63, 5), ("2025-07-01", 34, 6), ("2026-10-01", 34, 9)]
)
def test_how_many_provinces_and_cities_a_day_has(on: str, count: int, cities: int) -> None:
    valid = provinces(on)
    assert len(valid) == count
    assert len({one.code for one in valid}) == count
    assert sum(one.unit == "thành phố" for one in valid) == cities


def test_codes_change_owner_on_the_day_of_the_reform() -> None:
    owners = {
        code: (province_by_code(code), province_by_code(code, "2025-07-01"))
        for code in ("15", "24", "44", "52", "80", "82", "91")
    }
    names = {code: (old.name, new.name) for code, (old, new) in owners.items() if old and new}
    assert names == {
        "15": ("Yên Bái", "Lào Cai"),
        "24": ("Bắc Giang", "Bắc Ninh"),
        "44": ("Quảng Bình", "Quảng Trị"),
        "52": ("Bình Định", "Gia Lai"),
        "80": ("Long An", "Tây Ninh"),
        "82": ("Tiền Giang", "Đồng Tháp"),
        "91": ("Kiên Giang", "An Giang"),
    }


def test_every_old_province_has_its_successor_of_the_reform() -> None:
    merged = {new.name: {old.name for old in provinces() if old.successor_code == new.code} for new in provinces("2025-07-01")}
    assert merged["Phú Thọ"] == {"Phú Thọ", "Vĩnh Phúc", "Hòa Bình"}
    assert merged["Hồ Chí Minh"] == {"Hồ Chí Minh", "Bình Dương", "Bà Rịa - Vũng Tàu"}
    assert merged["Lâm Đồng"] == {"Lâm Đồng", "Đắk Nông", "Bình Thuận"}
    assert sum(map(len, merged.values())) == 63


def test_initials_and_seats_are_weak_and_say_so_by_giving_all() -> None:
    assert [one.name for one in provinces_by_initials("KG")] == ["Kiên Giang"]
    assert [one.name for one in provinces_by_initials("HG")] == ["Hà Giang", "Hậu Giang"]
    assert [one.name for one in seat_of("Phan Thiết", "2005-03-01")] == ["Bình Thuận"]
    assert [one.name for one in seat_of("Rạch Giá", "2025-08-01")] == ["An Giang"]


def test_printed_forms_hold_both_tone_placements() -> None:
    forms = province_forms()
    assert forms["hoà bình"] is forms["hòa bình"]
    assert forms["bà rịa-vũng tàu"].code == "77"
    assert forms["lào cai"].code == "10"


@pytest.mark.parametrize(("on", "day"), [("2025", "2025-12-31"), ("2025-07", "2025-07-31"), ("2025-07-02", "2025-07-02")])
def test_a_date_without_its_day_counts_to_its_end(on: str, day: str) -> None:
    assert last_day(on) == day


@pytest.mark.parametrize(
    ("printed", "unit", "name"),
    [
        ("huyện Vĩnh Thuận", "huyện", "Vĩnh Thuận"),
        ("TX. Hồng Lĩnh", "thị xã", "Hồng Lĩnh"),
        ("TP Vinh", "thành phố", "Vinh"),
        ("TP.Vinh", "thành phố", "Vinh"),
        ("Q.01", "quận", "Quận 1"),
        ("Phường 7", "phường", "Phường 7"),
        ("huyện đảo Phú Quý", "huyện", "Phú Quý"),
        ("Vĩnh Thuận", None, "Vĩnh Thuận"),
        ("Xãng", None, "Xãng"),
    ],
)
def test_unit_words_come_off(printed: str, unit: str | None, name: str) -> None:
    assert split_unit(printed) == (unit, name)


def test_a_name_that_recurs_gives_all_its_bearers() -> None:
    assert len(district("Châu Thành")) == 10
    assert [one.province.name for one in district("huyện Vĩnh Thuận")] == ["Kiên Giang"]
    assert {one.district.name for one in commune("Vĩnh Thuận") if one.district} >= {"Vĩnh Thuận"}
    assert [one.province.name for one in commune("Lương Minh", "2025-08-01")] == ["Quảng Ninh"]


@pytest.mark.parametrize(
    ("name", "on", "place"),
    [
        ("huyện Vĩnh Thuận", None, ("Kiên Giang", "91", "Vĩnh Thuận", "An Giang")),
        ("huyện Dương Minh Châu", "2024-03", ("Tây Ninh", "72", "Dương Minh Châu", "Tây Ninh")),
        ("Thái Bình", "2023-02-01", ("Thái Bình", "34", None, "Hưng Yên")),
        ("thành phố Lai Châu", None, ("Lai Châu", "12", "Lai Châu", "Lai Châu")),
        ("Phan Thiết", "2005-03", ("Bình Thuận", "60", "Phan Thiết", "Lâm Đồng")),
        ("Huế", "2020-05-05", ("Thừa Thiên Huế", "46", "Huế", "Huế")),
        ("Huế", "2025-05-05", ("Huế", "46", None, "Huế")),
        ("huyện Quảng Ninh", None, ("Quảng Bình", "44", "Quảng Ninh", "Quảng Trị")),
        ("quận 2", "2015-01-01", ("Hồ Chí Minh", "79", "Quận 2", "Hồ Chí Minh")),
        ("huyện Tân Phú", None, ("Đồng Nai", "75", "Tân Phú", "Đồng Nai")),
        ("huyện Mê Linh", "2007-01-01", ("Vĩnh Phúc", "26", "Mê Linh", "Phú Thọ")),
        ("huyện Mê Linh", "2009-01-01", ("Hà Nội", "01", "Mê Linh", "Hà Nội")),
        ("thị xã Hà Đông", "2007-01-01", ("Hà Tây", "28", "Hà Đông", "Hà Nội")),
        ("xã Lương Minh", "2025-08-20", ("Quảng Ninh", "22", None, "Quảng Ninh")),
        ("huyện Vĩnh Thuận", "2025-08-20", ("An Giang", "91", "Vĩnh Thuận", "An Giang")),
    ],
)
def test_resolving_by_name_and_date(name: str, on: str | None, place: tuple[str | None, ...]) -> None:
    found = resolve(name, on=on)
    assert found is not None
    assert (found.province, found.province_code, found.district, found.successor_province) == place


def test_an_ambiguous_place_stays_open_until_the_province_is_known() -> None:
    alone = resolve("huyện Châu Thành")
    assert alone is not None
    assert (alone.province, alone.province_code, alone.district) == (None, None, "Châu Thành")
    settled = resolve("huyện Châu Thành", province=province("Kiên Giang"))
    assert settled is not None
    assert (settled.province, settled.district) == ("Kiên Giang", "Châu Thành")


def test_an_unknown_place_keeps_the_province_that_the_document_settled() -> None:
    found = resolve("DMC", unit="huyện", province=province("Tây Ninh"))
    assert found is not None
    assert (found.name, found.province, found.district) == ("DMC", "Tây Ninh", "DMC")
    assert resolve("Không Đâu Cả") is None


def test_a_commune_is_settled_by_its_district() -> None:
    found = resolve("Phường 5", province=province("Hồ Chí Minh"), district="Quận 3")
    assert found is not None
    assert (found.name, found.province, found.district) == ("Phường 5", "Hồ Chí Minh", "Quận 3")
