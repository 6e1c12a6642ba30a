"""The shared tables: types, bodies, abbreviations, people, anniversaries; and that all load fast."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import get_args

import pytest

from pipeline.lexicon.anniversaries import anniversaries, anniversary
from pipeline.lexicon.bodies import branch, branches, central_bodies, central_body, head_of, heads, initials, organ_of
from pipeline.lexicon.issuers import expand
from pipeline.lexicon.people import is_folded_surname, is_surname, position, without_titles
from pipeline.lexicon.tables import rows
from pipeline.lexicon.types import by_code, by_word, code_of, codes, words
from pipeline.plan import Kind, Level

LOADING_ALL = """
import time
from pipeline.lexicon import anniversaries, bodies, issuers, people, places, provinces, types
start = time.process_time()
anniversaries.anniversary("x"), bodies.head_of("x"), bodies.central_body("x"), bodies.branch("x"), bodies.organs()
bodies.head_forms(), issuers.expand("x"), people.position("x"), people.is_surname("x"), people.titles(), places.district("x")
provinces.province_forms(), types.by_word("x"), types.by_code("x"), types.words()
print(time.process_time() - start)
"""


@pytest.mark.parametrize(
    ("word", "code", "name"),
    [
        ("KẾ HOẠCH", "KH", "Kế hoạch"),
        ("nghị quyết", "NQ", "Nghị quyết"),
        ("Thông báo kết luận", "TB", "Thông báo"),
        ("Thông tri", "TT", "Thông tri"),
        ("Bộ luật", "L", "Bộ luật"),
        ("luật", "L", "Luật"),
        ("bản thoả thuận", "BTT", "Bản thỏa thuận"),
        ("Công văn", "CV", "Công văn"),
        ("Điều lệ", None, "Điều lệ"),
        ("Quy định", "QyĐ", "Quy định"),
    ],
)
def test_a_type_by_its_word(word: str, code: str | None, name: str) -> None:
    found = by_word(word)
    assert found is not None
    assert (found.code, found.name) == (code, name)


@pytest.mark.parametrize(
    ("code", "party", "name"),
    [
        ("KH", False, "Kế hoạch"),
        ("TT", False, "Thông tư"),
        ("TT", True, "Thông tri"),
        ("QĐ", True, "Quyết định"),
        ("CTR", False, "Chương trình"),
        ("TTr", True, "Tờ trình"),
        ("QD", False, "Quyết định"),
        ("ND", False, "Nghị định"),
        ("HĐ", False, "Hợp đồng"),
        ("HD", False, "Hướng dẫn"),
        ("SL", False, "Bản sao lục"),
        ("CV", True, "Công văn"),
    ],
)
def test_a_type_by_its_code(code: str, party: bool, name: str) -> None:
    found = by_code(code, party=party)
    assert found is not None
    assert found.name == name


def test_what_is_no_type_is_none() -> None:
    assert by_word("huyện") is None
    assert by_word("") is None
    assert by_code("UBND") is None
    assert by_code("") is None


def test_a_rule_of_the_party_bears_the_code_of_decisions() -> None:
    rule = by_word("Quy định")
    assert rule is not None
    assert (code_of(rule), code_of(rule, party=True)) == ("QyĐ", "QĐ")


def test_words_for_patterns_come_longest_first() -> None:
    assert list(map(len, words())) == sorted(map(len, words()), reverse=True)
    assert list(map(len, codes())) == sorted(map(len, codes()), reverse=True)
    assert {"kế hoạch", "giấy ủy quyền", "giấy uỷ quyền"} <= set(words())


@pytest.mark.parametrize(
    ("name", "head", "kind", "level", "rest"),
    [
        ("UBND huyện Vĩnh Thuận", "Ủy ban nhân dân", "government", None, "huyện Vĩnh Thuận"),
        ("UỶ BAN NHÂN DÂN TỈNH ĐẮK LẮK", "Ủy ban nhân dân", "government", None, "TỈNH ĐẮK LẮK"),
        ("Ủy ban MTTQ Việt Nam xã A", "Ủy ban Mặt trận Tổ quốc Việt Nam", "fatherland_front", None, "xã A"),
        ("Sở Y tế", "Sở", "department", "province", "Y tế"),
        ("SỞ Y TẾ", "Sở", "department", "province", "Y TẾ"),
        ("Huyện ủy Tam Đường", "Huyện ủy", "party", "district", "Tam Đường"),
        ("LĐLĐ tỉnh", "Liên đoàn Lao động", "trade_union", None, "tỉnh"),
        ("TRƯỜNG TH LÊ LỢI", "Trường Tiểu học", "school", "unit", "LÊ LỢI"),
        ("Trường THCS&THPT A", "Trường Trung học cơ sở và Trung học phổ thông", "school", "unit", "A"),
        ("Hội LHPN xã", "Hội Liên hiệp Phụ nữ", "mass_organisation", None, "xã"),
        ("BVĐK tỉnh", "Bệnh viện Đa khoa", "hospital", "unit", "tỉnh"),
        ("Công ty TNHH MTV Cấp nước", "Công ty TNHH một thành viên", "enterprise", "unit", "Cấp nước"),
    ],
)
def test_the_head_of_a_name(name: str, head: str, kind: str, level: str | None, rest: str) -> None:
    found = head_of(name)
    assert found is not None
    assert (found[0].name, found[0].kind, found[0].level, found[1]) == (head, kind, level, rest)


@pytest.mark.parametrize("name", ["th Lê Lợi", "Vĩnh Thuận", "", "cb xã"])
def test_short_forms_are_not_found_in_words(name: str) -> None:
    assert head_of(name) is None


def test_an_organ_stands_before_its_body() -> None:
    assert organ_of("BTV Tỉnh uỷ Lai Châu") == ("Ban Thường vụ", "Tỉnh uỷ Lai Châu")
    assert organ_of("BAN CHẤP HÀNH ĐẢNG BỘ huyện") == ("Ban Chấp hành Đảng bộ", "huyện")
    assert organ_of("Đoàn Chủ tịch") == ("Đoàn Chủ tịch", "")
    assert organ_of("Huyện ủy") is None


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("GD&ĐT", "Giáo dục và Đào tạo"),
        ("LĐ-TB&XH", "Lao động - Thương binh và Xã hội"),
        ("NNPTNT", "Nông nghiệp và Phát triển nông thôn"),
        ("văn hoá, thể thao và du lịch", "Văn hóa, Thể thao và Du lịch"),
        ("TUYÊN GIÁO VÀ DÂN VẬN", "Tuyên giáo và Dân vận"),
        ("Vĩnh Thuận", None),
    ],
)
def test_fields_of_work_are_read_whole(printed: str, full: str | None) -> None:
    assert branch(printed) == full


def test_fields_come_longest_first_so_that_none_hides_a_longer_one() -> None:
    known = branches("so")
    assert known.index("Lao động - Thương binh và Xã hội") < known.index("Lao động")


def test_central_bodies_and_who_took_over() -> None:
    planning = central_body("Bộ KH&ĐT")
    assert planning is not None
    assert (planning.valid_to, planning.successor) == ("2025-02-28", "Bộ Tài chính")
    names = {one.name for one in central_bodies()}
    assert all(one.successor in names for one in central_bodies() if one.successor)
    assert [one and one.name for one in map(central_body, ["BAN BÍ THƯ TRUNG ƯƠNG ĐẢNG", "Tổng LĐLĐ Việt Nam", "Thủ tướng"])] == [
        "Ban Bí thư",
        "Tổng Liên đoàn Lao động Việt Nam",
        "Thủ tướng Chính phủ",
    ]
    assert central_body("Sở Y tế") is None


def test_initials_make_the_symbol() -> None:
    assert initials("Sở Thông tin và Truyền thông") == "STTTT"
    assert initials("Sở Lao động - Thương binh và Xã hội") == "SLĐTBXH"


@pytest.mark.parametrize(
    ("abbreviation", "names"),
    [
        ("SYT", ["Sở Y tế"]),
        ("SGD&ĐT", ["Sở Giáo dục và Đào tạo"]),
        ("STTTT", ["Sở Thông tin và Truyền thông"]),
        ("PGDĐT", ["Phòng Giáo dục và Đào tạo"]),
        ("UBND", ["Ủy ban nhân dân"]),
        ("LĐLĐ", ["Liên đoàn Lao động"]),
        ("LDLD", ["Liên đoàn Lao động"]),
        ("TU", ["Tỉnh ủy", "Thành ủy"]),
        ("BTC", ["Ban Tổ chức", "Bộ Tài chính"]),
        ("BCA", ["Bộ Công an"]),
        ("ĐKT", ["Đoàn kiểm tra"]),
        ("QQQ", []),
    ],
)
def test_an_abbreviation_gives_all_its_readings(abbreviation: str, names: list[str]) -> None:
    assert [one.name for one in expand(abbreviation)] == names


def test_the_slot_narrows_an_abbreviation() -> None:
    assert [one.name for one in expand("TH", "unit")] == ["Tổng hợp"]
    assert [one.name for one in expand("TH", "symbol")] == ["Trường Tiểu học"]
    assert [one.name for one in expand("BTV", "organ")] == ["Ban Thường vụ"]


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("PHÓ CHỦ TỊCH", "Phó Chủ tịch"),
        ("PHO CHU TICH", "Phó Chủ tịch"),
        ("Phó chủ tịch thường trực", "Phó Chủ tịch Thường trực"),
        ("CHÁNH VĂN PHÒNG", "Chánh Văn phòng"),
        ("HIỆU TRƯỞNG", "Hiệu trưởng"),
        ("CHÍNH UỶ", "Chính ủy"),
        ("LÊ KIM THO", None),
    ],
)
def test_positions_in_the_form_of_results(printed: str, canonical: str | None) -> None:
    assert position(printed) == canonical


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Đại tá BS.CKII Nguyễn Văn A", "Nguyễn Văn A"),
        ("PGS.TS. Lê C", "Lê C"),
        ("Đ/c Nguyễn Ngọc Vinh", "Nguyễn Ngọc Vinh"),
        ("Ông. Hoàng Văn Thuân", "Hoàng Văn Thuân"),
        ("Thầy thuốc Ưu tú, BSCKII Phạm E", "Phạm E"),
        ("Anh", "Anh"),
        ("Emma X", "Emma X"),
        ("Lê Kim Tho", "Lê Kim Tho"),
    ],
)
def test_titles_are_no_part_of_a_name(printed: str, name: str) -> None:
    assert without_titles(printed) == name


def test_family_names() -> None:
    assert all(map(is_surname, ["Nguyễn", "NGUYỄN", "Âu Dương", "Giàng", "Siu", "Niê", "Thạch"]))
    assert not any(map(is_surname, ["Nguyen", "huyện", "Tổng", ""]))
    assert is_folded_surname("Nguyen")


@pytest.mark.parametrize(
    ("event", "id"),
    [
        ("Ngày thành lập Công đoàn Việt Nam", "cong-doan-viet-nam"),
        ("95 năm Công đoàn Việt Nam", "cong-doan-viet-nam"),
        ("kỷ niệm lần thứ 95 Ngày thành lập Công đoàn Việt Nam (28/7/1929 - 28/7/2024)", "cong-doan-viet-nam"),
        ("ngày sinh của Chủ tịch Hồ Chí Minh vĩ đại", "sinh-ho-chi-minh"),
        ("Ngày Thương binh - Liệt sỹ", "thuong-binh-liet-si"),
        ("Ngày Quốc khánh nước Cộng hoà xã hội chủ nghĩa Việt Nam", "quoc-khanh"),
        ("NGÀY GIẢI PHÓNG MIỀN NAM, THỐNG NHẤT ĐẤT NƯỚC", "giai-phong-mien-nam"),
        ("ngày gia đình Việt Nam 28/6", "gia-dinh"),
        ("Ngày thành lập Công đoàn tỉnh Lai Châu", None),
        ("thành lập Trường THPT A", None),
        ("", None),
    ],
)
def test_events_of_the_catalogue(event: str, id: str | None) -> None:
    found = anniversary(event)
    assert (found and found.id) == id


def test_the_catalogue_is_sound() -> None:
    ids = [one.id for one in anniversaries()]
    assert len(ids) == len(set(ids))
    for one in anniversaries():
        assert (one.date is None) == (one.lunar is not None)
        if one.date and not one.date.startswith("--"):
            date.fromisoformat(one.date)


def test_kinds_and_levels_are_those_of_the_contract() -> None:
    kinds, levels = set(get_args(Kind)), set(get_args(Level))
    assert {one.kind for one in heads()} <= kinds
    assert {one.level for one in heads() if one.level} <= levels
    assert {one.kind for one in central_bodies()} <= kinds
    assert {row["kind"] for row in rows("abbreviations.csv") if row["kind"]} <= kinds
    assert {row["level"] for row in rows("abbreviations.csv") if row["level"]} <= levels


@pytest.mark.parametrize(
    "file", ["provinces", "districts", "districts_former", "communes", "heads", "central_bodies", "abbreviations"]
)
def test_every_row_has_all_cells_and_stands_once(file: str) -> None:
    table = rows(f"{file}.csv")
    assert all(None not in row and None not in row.values() for row in table)
    assert len({tuple(row.values()) for row in table}) == len(table)


def test_all_tables_load_in_a_blink() -> None:
    times = [
        float(subprocess.run([sys.executable, "-c", LOADING_ALL], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    ]
    assert min(times) < 0.1  # 0.03 s measured on a slow two-core machine
