"""A plan and the papers that cite it come to one key; relative issuers are those of the plan's own place."""

from __future__ import annotations

import pytest

from pipeline.keys import citation_key, issuer_key, term
from pipeline.plan import Place


def _place(name: str, province: str, code: str, district: str | None = None) -> Place:
    return Place(
        name=name, province=province, province_code=code, district=district, successor_province=None, successor_province_code=None
    )


VINH_THUAN = _place("Vĩnh Thuận", "Kiên Giang", "91", "Vĩnh Thuận")
DAK_LAK = _place("Đắk Lắk", "Đắk Lắk", "66")
HA_NOI = _place("Hà Nội", "Hà Nội", "01")


@pytest.mark.parametrize(
    ("issuer", "home", "key"),
    [
        ("Liên đoàn Lao động huyện Vĩnh Thuận", None, "ldld-huyen-vinh-thuan-kien-giang"),
        ("LĐLĐ huyện", VINH_THUAN, "ldld-huyen-vinh-thuan-kien-giang"),
        ("Ban Thường vụ Liên đoàn Lao động tỉnh", VINH_THUAN, "ldld-tinh-kien-giang"),
        ("UBND tỉnh", DAK_LAK, "ubnd-tinh-dak-lak"),
        ("Ủy ban nhân dân tỉnh Đắk Lắk", None, "ubnd-tinh-dak-lak"),
        ("Chủ tịch UBND tỉnh", DAK_LAK, "ubnd-tinh-dak-lak"),
        ("UBND Thành phố", HA_NOI, "ubnd-thanh-pho-ha-noi"),
        ("Giám đốc Sở Công Thương tỉnh Lào Cai", None, "so-cong-thuong-lao-cai"),
        ("Sở GD&ĐT Bắc Giang", None, "so-giao-duc-va-dao-tao-bac-giang"),
        ("Bộ trưởng Bộ Y tế", None, "byt"),
        ("Thủ tướng Chính phủ", None, "ttg"),
        ("Ban Bí thư Trung ương Đảng", None, "tw"),
        ("Đoàn Chủ tịch Tổng Liên đoàn Lao động Việt Nam", None, "tld"),
        ("Ban Thường vụ Tỉnh ủy Lai Châu", None, "tu-lai-chau"),
        ("Ban Chấp hành Đảng bộ tỉnh Lai Châu khóa XIV", None, "tu-lai-chau"),
        ("Thành ủy", HA_NOI, "tu-ha-noi"),
        ("Huyện ủy", VINH_THUAN, "hu-vinh-thuan-kien-giang"),
        ("UBND", VINH_THUAN, None),
        ("UBND huyện", DAK_LAK, None),
        ("UBND tỉnh", None, None),
    ],
)
def test_issuers_have_one_short_name(issuer: str, home: Place | None, key: str | None) -> None:
    assert issuer_key(issuer, home) == key


@pytest.mark.parametrize(
    ("number", "kind", "date", "issuer", "home", "key"),
    [
        ("65/KH-LĐLĐ", "KH", "2024-11-21", "LĐLĐ huyện", VINH_THUAN, "ldld-huyen-vinh-thuan-kien-giang/kh/65/2024"),
        ("073/KH-UBND", "KH", "2024-11", "UBND tỉnh", DAK_LAK, "ubnd-tinh-dak-lak/kh/73/2024"),
        ("30/2020/NĐ-CP", "NĐ", None, None, None, "cp/nd/30/2020"),
        ("202/2025/QH15", "NQ", "2025-06-12", None, None, "qh/nq/202/2025"),
        ("57-NQ/TW", "NQ", "2024-12-22", "Bộ Chính trị", None, "tw/nq/57/2021-2026"),
        ("18-NQ/TU", "NQ", "2022-12-30", None, HA_NOI, "tu-ha-noi/nq/18/2020-2025"),
        ("12/KH-SYT", "KH", "2022-04-04", None, DAK_LAK, "so-y-te-dak-lak/kh/12/2022"),
        ("12/KH-UBND", "KH", "2022-04-04", None, DAK_LAK, None),
        ("178/QĐ-TTg", "QĐ", None, "Thủ tướng Chính phủ", None, None),
        (None, "KH", "2022-04-04", "UBND tỉnh", DAK_LAK, None),
    ],
)
def test_keys_need_all_their_parts(
    number: str | None, kind: str, date: str | None, issuer: str | None, home: Place | None, key: str | None
) -> None:
    assert citation_key(number, kind, date, issuer, home) == key


def test_terms_are_cut_alike_for_all_that_cite() -> None:
    assert term("2021-01-31", central=True) == "2016-2021"
    assert term("2020-08-31", central=False) == "2015-2020"
    assert term("2025-09-01", central=False) == "2025-2030"
