"""Joint plans: several heads, numbers that list several issuers, signers side by side or one after the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.paper import draw
from benchmarks.word_files import word_file
from pipeline import extract
from pipeline.ingest import read_bytes
from pipeline.plan import Plan
from tests.paper_files import needs_serif

_BODY = """
Căn cứ Luật Trẻ em năm 2016;
%s thống nhất ban hành Kế hoạch liên tịch như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích: nâng cao nhận thức.
II. TỔ CHỨC THỰC HIỆN
1. Trách nhiệm chung: báo cáo trước ngày 15/12/2024.
Trên đây là Kế hoạch liên tịch./.

"""
_THREE_STACKED = (
    """LIÊN ĐOÀN LAO ĐỘNG TỈNH PHÚ THỌ
SỞ Y TẾ TỈNH PHÚ THỌ
HỘI LIÊN HIỆP PHỤ NỮ TỈNH PHÚ THỌ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 05/KHLT-LĐLĐ-SYT-HPN
Phú Thọ, ngày 12 tháng 3 năm 2024

KẾ HOẠCH LIÊN TỊCH
Chăm sóc sức khỏe nữ công nhân giai đoạn 2024 - 2026
"""
    + _BODY % "Liên đoàn Lao động tỉnh, Sở Y tế và Hội Liên hiệp Phụ nữ tỉnh Phú Thọ"
    + """LIÊN ĐOÀN LAO ĐỘNG TỈNH        SỞ Y TẾ              HỘI LHPN TỈNH
CHỦ TỊCH                       GIÁM ĐỐC             CHỦ TỊCH
(Đã ký)                        (Đã ký)              (Đã ký)
Hà Đức Quảng                   Hồ Đức Hải           Nguyễn Thị Nga

Nơi nhận:
- UBND tỉnh;
- Lưu: VT LĐLĐ, SYT, HPN.
"""
)
_DASH_THREE = (
    """LĐLĐ TỈNH PHÚ THỌ - SỞ Y TẾ - HỘI LHPN TỈNH

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 05/KHPH-LĐLĐ-SYT-HPN
Phú Thọ, ngày 12 tháng 3 năm 2024

KẾ HOẠCH PHỐI HỢP
Chăm sóc sức khỏe nữ công nhân
"""
    + _BODY % "Liên đoàn Lao động tỉnh, Sở Y tế và Hội Liên hiệp Phụ nữ tỉnh Phú Thọ"
    + """Nơi nhận:
- UBND tỉnh;
- Lưu: VT.

ĐẠI DIỆN LIÊN ĐOÀN LAO ĐỘNG TỈNH
CHỦ TỊCH
Hà Đức Quảng

ĐẠI DIỆN SỞ Y TẾ
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Hồ Đức Hải

TM. BAN THƯỜNG VỤ HỘI LHPN TỈNH
CHỦ TỊCH
Nguyễn Thị Nga
"""
)
_TWO_COLS = (
    """SỞ GIÁO DỤC VÀ ĐÀO TẠO LÂM ĐỒNG        CÔNG AN TỈNH LÂM ĐỒNG
Số: 1024/KH-SGDĐT                      Số: 331/KH-CAT
                    Lâm Đồng, ngày 09 tháng 8 năm 2023

                    KẾ HOẠCH
Phối hợp bảo đảm an ninh trật tự trường học năm học 2023-2024
"""
    + _BODY % "Sở Giáo dục và Đào tạo và Công an tỉnh"
    + """    KT. GIÁM ĐỐC                          GIÁM ĐỐC
    PHÓ GIÁM ĐỐC                          CÔNG AN TỈNH


    Trần Đức Lợi                          Trương Minh Đương

Nơi nhận:
- Bộ GDĐT;
- Lưu: VT.
"""
)
_BARS = (
    """SỞ GIÁO DỤC VÀ ĐÀO TẠO LÂM ĐỒNG | CÔNG AN TỈNH LÂM ĐỒNG | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 1024/KHPH-SGDĐT-CAT | Lâm Đồng, ngày 09 tháng 8 năm 2023

KẾ HOẠCH
Phối hợp bảo đảm an ninh trật tự trường học năm học 2023-2024
"""
    + _BODY % "Sở Giáo dục và Đào tạo và Công an tỉnh"
    + """GIÁM ĐỐC CÔNG AN TỈNH | GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO
Trương Minh Đương | Phạm Thị Hồng Hải

Nơi nhận:
- Bộ GDĐT;
- Lưu: VT.
"""
)
_PLUS = (
    """UỶ BAN MTTQ VIỆT NAM - CÔNG AN - HỘI NÔNG DÂN
XÃ TÂN LẬP
Số: 03/KHLT-MTTQ-CA-HND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Lập, ngày 02 tháng 5 năm 2022

KẾ HOẠCH LIÊN TỊCH
Xây dựng mô hình khu dân cư an toàn
"""
    + _BODY % "Ban Thường trực Ủy ban MTTQ Việt Nam xã, Công an xã và Ban Chấp hành Hội Nông dân xã Tân Lập"
    + """TM. HỘI NÔNG DÂN XÃ      TRƯỞNG CÔNG AN XÃ      TM. BAN THƯỜNG TRỰC
CHỦ TỊCH                                          UBMTTQ XÃ
                                                  CHỦ TỊCH
Lê Văn Tám               Phạm Văn Chín            Đỗ Thị Mười

Nơi nhận:
- Đảng ủy xã;
- Lưu: VT.
"""
)
_PARTY_JOINT = (
    """TỈNH ỦY QUẢNG NINH                       ĐẢNG CỘNG SẢN VIỆT NAM
BAN DÂN VẬN - BAN TUYÊN GIÁO
            *                            Quảng Ninh, ngày 14 tháng 6 năm 2021
Số 11-KH/BDVTU-BTGTU

KẾ HOẠCH
phối hợp tuyên truyền
-----
"""
    + _BODY % "Ban Dân vận và Ban Tuyên giáo Tỉnh ủy"
    + """BAN TUYÊN GIÁO TỈNH ỦY          BAN DÂN VẬN TỈNH ỦY
TRƯỞNG BAN                      PHÓ TRƯỞNG BAN
Lê Hùng Sơn                     Vũ Thị Diệu Linh

Nơi nhận:
- Thường trực Tỉnh ủy,
- Lưu VP.
"""
)


_THREE_HEADS = (
    """LIÊN ĐOÀN LAO ĐỘNG     SỞ CÔNG THƯƠNG       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
  TỈNH AN GIANG         TỈNH AN GIANG           Độc lập - Tự do - Hạnh phúc

Số: 14/KHLT-LĐLĐ-SCT                       An Giang, ngày 03 tháng 6 năm 2024

                       KẾ HOẠCH LIÊN TỊCH
        Tháng An toàn, vệ sinh lao động năm 2024
"""
    + _BODY % "Liên đoàn Lao động tỉnh và Sở Công Thương tỉnh An Giang"
    + """    SỞ CÔNG THƯƠNG                   TM. BAN THƯỜNG VỤ
      GIÁM ĐỐC                          CHỦ TỊCH

    Võ Văn Sáu                       Trần Thị Năm

Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
"""
)
_MOTTO_ABOVE = (
    """                  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                       Độc lập - Tự do - Hạnh phúc

SỞ Y TẾ TỈNH BẾN TRE                    CÔNG AN TỈNH BẾN TRE
Số: 27/KH-SYT                           Số: 88/KH-CAT

                                     Bến Tre, ngày 04 tháng 5 năm 2022

                       KẾ HOẠCH
        Phối hợp bảo vệ cơ sở y tế năm 2022
"""
    + _BODY % "Sở Y tế và Công an tỉnh Bến Tre"
    + """
Nơi nhận:
- UBND tỉnh (b/c);
- Lưu: VT.

   KT. GIÁM ĐỐC SỞ Y TẾ                 CÔNG AN TỈNH BẾN TRE
     PHÓ GIÁM ĐỐC                          GIÁM ĐỐC


      Lê Thị Hồng                        Ngô Văn Tán
"""
)
_CASES = [
    (
        _THREE_STACKED,
        ["Liên đoàn Lao động tỉnh Phú Thọ", "Sở Y tế tỉnh Phú Thọ", "Hội Liên hiệp Phụ nữ tỉnh Phú Thọ"],
        [("Chủ tịch", "Hà Đức Quảng"), ("Giám đốc", "Hồ Đức Hải"), ("Chủ tịch", "Nguyễn Thị Nga")],
    ),
    (
        _DASH_THREE,
        ["Liên đoàn Lao động tỉnh Phú Thọ", "Sở Y tế tỉnh Phú Thọ", "Hội Liên hiệp Phụ nữ tỉnh Phú Thọ"],
        [("Chủ tịch", "Hà Đức Quảng"), ("Phó Giám đốc", "Hồ Đức Hải"), ("Chủ tịch", "Nguyễn Thị Nga")],
    ),
    (
        _TWO_COLS,
        ["Sở Giáo dục và Đào tạo Lâm Đồng", "Công an tỉnh Lâm Đồng"],
        [("Phó Giám đốc", "Trần Đức Lợi"), ("Giám đốc Công an tỉnh", "Trương Minh Đương")],
    ),
    (
        _BARS,
        ["Sở Giáo dục và Đào tạo Lâm Đồng", "Công an tỉnh Lâm Đồng"],
        [("Giám đốc Công an tỉnh", "Trương Minh Đương"), ("Giám đốc Sở Giáo dục và Đào tạo", "Phạm Thị Hồng Hải")],
    ),
    (
        _PLUS,
        ["Ủy ban Mặt trận Tổ quốc Việt Nam xã Tân Lập", "Công an xã Tân Lập", "Hội Nông dân xã Tân Lập"],
        [("Chủ tịch", "Lê Văn Tám"), ("Trưởng Công an xã", "Phạm Văn Chín"), ("Chủ tịch", "Đỗ Thị Mười")],
    ),
    (
        _PARTY_JOINT,
        ["Ban Dân vận Tỉnh ủy Quảng Ninh", "Ban Tuyên giáo Tỉnh ủy Quảng Ninh"],
        [("Trưởng ban", "Lê Hùng Sơn"), ("Phó Trưởng ban", "Vũ Thị Diệu Linh")],
    ),
    (
        _THREE_HEADS,
        ["Liên đoàn Lao động tỉnh An Giang", "Sở Công Thương tỉnh An Giang"],
        [("Giám đốc", "Võ Văn Sáu"), ("Chủ tịch", "Trần Thị Năm")],
    ),
    (
        _MOTTO_ABOVE,
        ["Sở Y tế tỉnh Bến Tre", "Công an tỉnh Bến Tre"],
        [("Phó Giám đốc", "Lê Thị Hồng"), ("Giám đốc", "Ngô Văn Tán")],
    ),
]
_IDS = [
    "three_one_over_the_other",
    "three_on_one_line",
    "two_columns",
    "cells",
    "a_place_for_all",
    "organs_of_the_party",
    "motto_in_a_third_column",
    "motto_above",
]


def _read(text: str) -> Plan:
    return extract(read_bytes(text.encode(), "a.txt"))


@pytest.mark.parametrize(("text", "issuers", "signers"), _CASES, ids=_IDS)
def test_all_issuers_and_signers_are_told(text: str, issuers: list[str], signers: list[tuple[str, str]]) -> None:
    plan = _read(text)
    assert [body.name for body in (plan.issuing_body, *plan.co_issuers) if body] == issuers
    assert [(one.position, one.name) for one in (plan.signature, *plan.co_signatures) if one] == signers
    assert "joint" in plan.marks
    assert "joint_document" in {warning.code for warning in plan.warnings}


@needs_serif
@pytest.mark.parametrize(("text", "issuers", "signers"), _CASES, ids=_IDS)
def test_paper_and_word_files_tell_the_same(
    text: str, issuers: list[str], signers: list[tuple[str, str]], tmp_path: Path
) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(text)
    printed = _read(text)
    for data in (draw(path).pdf, word_file(text)):
        plan = extract(read_bytes(data, "a"))
        assert [body.name for body in (plan.issuing_body, *plan.co_issuers) if body] == issuers
        assert [(one.position, one.name) for one in (plan.signature, *plan.co_signatures) if one] == signers
        assert [one.on_behalf_of for one in (plan.signature, *plan.co_signatures) if one] == [
            one.on_behalf_of for one in (printed.signature, *printed.co_signatures) if one
        ]
        assert (plan.title and plan.title.text) == (printed.title and printed.title.text)
        assert (plan.issue_date and plan.issue_date.edtf) == (printed.issue_date and printed.issue_date.edtf)


def test_the_body_above_is_no_partner() -> None:
    plan = _read(_THREE_STACKED.replace("05/KHLT-LĐLĐ-SYT-HPN", "05/KH-HPN").replace("Hồ Đức Hải           ", " " * 21))
    assert plan.co_issuers == ()
