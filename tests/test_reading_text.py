"""Any file becomes a document or an error with its cause: text as it stands, pages as a reader sees them."""

from __future__ import annotations

import hashlib
import random
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import Document
from pipeline.errors import SourceError
from pipeline.ingest import read, read_bytes

PLANS = sorted((Path(__file__).parent.parent / "corpus" / "plans").glob("*.txt"))
PLAN = "KẾ HOẠCH\nTổ chức đại hội công đoàn các cấp\n"


def text_of(page: str) -> str:
    return read_bytes(page.encode(), "a.htm").text


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_plan_is_read_as_it_stands(path: Path) -> None:
    document = read(path, "sub/a.txt")
    data = path.read_bytes()
    assert document.text == data.decode()
    assert document.replaced == ()
    source = document.source
    assert (source.path, source.encoding, source.method, source.media_type) == ("sub/a.txt", "utf-8", "text", "text/plain")
    assert (source.size_bytes, source.sha256) == (len(data), hashlib.sha256(data).hexdigest())


def test_the_name_is_by_default_that_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(PLAN, encoding="utf-8")
    assert read(tmp_path / "a.md").source.path == "a.md"


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\xff\xfe", "empty"),
        ("\u00a0\u200b\n".encode(), "empty"),
        (b"<html><body> <script>x</script> </body></html>", "empty"),
        (bytes(1000), "not_text"),
        (bytes(range(256)) * 4, "not_text"),
        (random.Random(0).randbytes(5000), "not_text"),
        (b"\x01\x02\x03\x04" * 100, "not_text"),
        (b"\xff" * 100, "not_text"),
        (b"%!PS-Adobe-3.0\n", "not_text"),
        (b"PK\x03\x04 word/document.xml", "damaged"),
        (b"PK\x03\x04 pictures.jpg", "not_text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "not_text"),
        (b"7z\xbc\xaf\x27\x1c", "not_text"),
    ],
)
def test_what_is_no_text_has_a_cause(data: bytes, cause: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_bytes(data, "sub/a.bin")
    assert (caught.value.path, caught.value.cause) == ("sub/a.bin", cause)


def test_the_message_names_the_format() -> None:
    with pytest.raises(SourceError, match="PostScript"):
        read_bytes(b"%!PS-Adobe-3.0\n", "a.txt")


def test_what_the_system_does_not_give_is_unreadable(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.txt", tmp_path):
        with pytest.raises(SourceError) as caught:
            read(path, "a.txt")
        assert (caught.value.path, caught.value.cause) == ("a.txt", "unreadable")


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends(ends: str) -> None:
    assert read_bytes(PLAN.replace("\n", ends).encode(), "a.txt").text == PLAN


def test_nothing_else_of_a_text_changes() -> None:
    text = "**Số:**  65/KH-LĐLĐ \t\n\n\n- 2 -\n\x0cÐiều 1\u00a0/ 3\u00ad4 \u2028| a | b |\ufeff “x” … "
    assert read_bytes(text.encode(), "a.md").text == text


def replaced_words(document: Document) -> list[str]:
    return [document.text[span.start : span.end] for span in document.replaced]


def test_zeros_in_a_text_are_marked() -> None:
    document = read_bytes((PLAN + "Số: 6\0/KH\0\0\n" + PLAN).encode(), "a.txt")
    assert document.text == PLAN + "Số: 6\ufffd/KH\ufffd\ufffd\n" + PLAN
    assert replaced_words(document) == ["\ufffd", "\ufffd\ufffd"]
    assert document.source.encoding == "utf-8"


def test_a_block_of_zeros_at_the_end_of_a_text() -> None:
    document = read_bytes(PLAN.encode() + bytes(4096), "a.txt")
    assert document.text.startswith(PLAN)
    assert [len(span) for span in document.replaced] == [4096]


def test_broken_utf_8() -> None:
    document = read_bytes(PLAN.encode() + b"H\xe1 N\xe1\xbb i\n" + PLAN.encode()[:-2] + b"\xc3", "a.txt")
    assert document.text == PLAN + "H\ufffd N\ufffd i\n" + PLAN[:-2] + "\ufffd"
    assert len(document.replaced) == 3
    assert document.source.encoding == "utf-8"


def test_a_text_cut_within_a_character() -> None:
    document = read_bytes("Kế hoạch tổ chứ".encode("utf-16")[:-1], "a.txt")
    assert document.text == "Kế hoạch tổ ch\ufffd"
    assert len(document.replaced) == 1


@pytest.mark.parametrize(
    ("text", "is_page"),
    [
        ("<!DOCTYPE html><p>Kế hoạch</p>", True),
        ("\n<!-- saved from url -->\n<HTML><body>Kế hoạch", True),
        ('<?xml version="1.0" encoding="UTF-8"?><html xmlns="x"><body>Kế hoạch</body></html>', True),
        ("<p>Kế hoạch</p>", True),
        ('<div class="content">Kế hoạch</div>\n', True),
        ("Kế hoạch <b>số</b> 5 <br> năm 2024", False),
        ("<!-- image -->\n\n## KẾ HOẠCH\n", False),
        ("<TÊN ĐƠN VỊ>\nKế hoạch", False),
        ("<table><tr><td>Số</td></tr></table>\n\n## KẾ HOẠCH\n\n" + "Tổ chức đại hội công đoàn. " * 20, False),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_pages_are_known_by_their_markup(text: str, is_page: bool, encoding: str) -> None:
    document = read_bytes(text.encode(encoding), "a.txt")
    assert (document.source.method, document.source.media_type) == (("html", "text/html") if is_page else ("text", "text/plain"))
    assert ("<" in document.text) is not is_page


PAGE = """<html><head><title>Cổng thông tin</title><style>p { color: red }</style></head><body>
<!-- <p>ẩn</p> --><script>if (a < b) document.write("<p>x</p>");</script>
<header>Trang chủ</header><nav><ul><li>Giới thiệu</li></ul></nav><div id="menu" class="top">Liên hệ</div>
<div class="main-content"><h1>KẾ HOẠCH</h1>
<p>Tổ chức hội nghị
   năm&nbsp;2024</p><p></p><p>I.&#160;M&#7908;C &#272;&Iacute;CH</p>Dòng một<br>Dòng hai<br><br>Dòng ba
<p style="display: none">ẩn</p><p>còn <del>bỏ</del> lại</p></div>
<footer>Bản quyền</footer></body></html>"""


def test_a_page_of_a_portal() -> None:
    assert text_of(PAGE) == (
        "KẾ HOẠCH\n\nTổ chức hội nghị năm 2024\n\nI. MỤC ĐÍCH\n\nDòng một\nDòng hai\n\nDòng ba\n\ncòn lại"
    )  # fmt: skip


def test_a_page_whose_content_bears_the_names_of_chrome_is_kept() -> None:
    assert text_of('<div id="header"><p>KẾ HOẠCH</p><p>Tổ chức đại hội công đoàn</p></div><p>.</p>') == (
        "KẾ HOẠCH\n\nTổ chức đại hội công đoàn\n\n."
    )


def test_character_references() -> None:
    page = "<p>&lt;b&gt; &amp;lt; &#272;&#x1EAF;k &ocirc;&Ocirc; &copy2024 AT&T &#0; &#99999999999999; &notalink; &ecirc</p>"
    assert text_of(page) == "<b> &lt; Đắk ôÔ ©2024 AT&T \ufffd \ufffd ¬alink; ê"


def test_lists_have_their_numbers() -> None:
    page = (
        "<p>Gồm:</p><ol><li>Họp</li><li><p>Báo cáo</p></li></ol><ul><li>Sở<li>Ngành</ul>"
        '<ol type="a" start="3"><li>x</ol><ol type="I"><li>x<li value="9">y</ol>'
    )
    assert text_of(page) == "Gồm:\n\n1. Họp\n2. Báo cáo\n\n- Sở\n- Ngành\n\nc. x\n\nI. x\nIX. y"


def test_a_table_of_data_is_written_row_by_row() -> None:
    page = (
        '<table border=1><tr><th rowspan=2>TT</th><th colspan=2>Nội dung</th></tr><tr><td>Việc</td><td>Hạn</td></tr>'
        "<tr><td colspan=3>I. Chuẩn bị</td></tr><tr><td>1</td><td><p>Họp</p><p>Báo cáo</p></td><td>Tháng 3</td></tr>"
        "<tr><td>2</td><td></td><td></td></tr></table>"
    )  # fmt: skip
    assert text_of(page).split("\n") == [
        "TT | Nội dung |",
        "| Việc | Hạn",
        "I. Chuẩn bị",
        "1 | Họp Báo cáo | Tháng 3",
        "2 |  |",
    ]


HEADS = {
    "one row": "<tr><td><p>UBND TỈNH X<p>SỞ Y TẾ<p>Số: 1/KH-SYT</td>"
    "<td><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<p>X, ngày 1</td></tr>",
    "two rows": "<tr><td>UBND TỈNH X<br>SỞ Y TẾ</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr>"
    "<tr><td>Số: 1/KH-SYT</td><td>X, ngày 1</td></tr>",
    "a row a line": "<tr><td>UBND TỈNH X</td><td></td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr>"
    "<tr><td>SỞ Y TẾ<td><td></tr><tr><td>Số: 1/KH-SYT<td><td>X, ngày 1</tr>",
}


@pytest.mark.parametrize("rows", HEADS.values(), ids=HEADS)
def test_each_side_of_a_letterhead_stays_together(rows: str) -> None:
    lines = [line for line in text_of(f"<table>{rows}</table><p>KẾ HOẠCH</p>").split("\n") if line]
    assert lines == [
        "UBND TỈNH X", "SỞ Y TẾ", "Số: 1/KH-SYT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "X, ngày 1", "KẾ HOẠCH",
    ]  # fmt: skip


def test_recipients_and_signature_stand_one_after_the_other() -> None:
    page = (
        "<table><tr><td><p>Nơi nhận:</p><p>- Như trên;</p><p>- Lưu: VT.</p></td>"
        "<td><p>TM. BAN THƯỜNG VỤ</p><p>CHỦ TỊCH</p><p>&nbsp;</p><p>Nguyễn Văn A</p></td></tr></table>"
    )
    assert text_of(page) == "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. BAN THƯỜNG VỤ\nCHỦ TỊCH\nNguyễn Văn A"


def test_marks_of_word() -> None:
    page = (
        "<html xmlns:o='x'><body><!--[if gte mso 9]><xml><o:p>x</o:p></xml><![endif]-->"
        "<p><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>Mục<o:p></o:p></p>"
        '<p>Theo Luật<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>.</p><p>Hết.</p>'
        '<div style="mso-element:footnote-list"><hr><div style="mso-element:footnote" id=ftn1>'
        '<p><a href="#_ftnref1" name="_ftn1">[1]</a> Luật số 5.</p></div></div></body></html>'
    )
    assert text_of(page) == "1. Mục\n\nTheo Luật[1].\n\n[1] Luật số 5.\n\nHết."


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        ("<html><meta charset=windows-1252><p>Lê V&#259;n Hi&#7871;u, tuyên truy&#7873;n".encode("cp1252"), "windows-1252"),
        ("<html><meta charset=windows-1258><p>Lê Văn Hiê\u0301u, tuyên truyê\u0300n".encode("cp1258"), "windows-1258"),
        ("<html><meta charset=windows-1252><p>Lª V¨n HiÕu, tuyªn truyÒn".encode("latin-1"), "tcvn3"),
        ("<html><meta charset=x-user-defined><p>Le&acirc; Vaên Hieáu, tuyeân truyeàn".encode("latin-1"), "vni"),
        ("<html><meta charset=windows-1252><p>Lê Văn Hiếu, tuyên truyền".encode(), "utf-8"),
    ],
)  # fmt: skip
def test_the_bytes_tell_the_encoding_of_a_page(page: bytes, encoding: str) -> None:
    document = read_bytes(page, "a.htm")
    assert (document.text, document.source.encoding) == ("Lê Văn Hiếu, tuyên truyền", encoding)


MEGABYTES = 5_000_000
HOSTILE = {
    "one line": "Kế hoạch tổ chức hội nghị ".encode() * (MEGABYTES // 34),
    "one line of TCVN3": "KÕ ho¹ch tæ chøc héi nghÞ ".encode("latin-1") * (MEGABYTES // 26),
    "one line of VIQR": b"Ke^' hoa.ch to^? chu+'c ho^.i nghi. " * (MEGABYTES // 36),
    "days": "ngày ".encode() * 200_000,
    "citations": "Căn cứ Kế hoạch số ".encode() * 200_000,
    "parentheses": b"(" * 200_000,
    "numbers": b"1/" * 200_000,
    "combining marks": ("a" + "\u0301\u0323" * 500_000).encode(),
    "zeros": bytes(MEGABYTES),
    "bare angles": b"<html>" + b"<" * MEGABYTES,
    "open tags": b"<html>" + b"<a" * 1_000_000,
    "open quotes": b"<html>" + b"<a b=\"'>" * 300_000,
    "open comments": b"<html>" + b"<!--" * 1_000_000,
    "nested boxes": b"<html>" + b"<div>" * 100_000 + b"x",
    "nested tables": b"<html>" + b"<table><tr><td>x" * 100_000,
    "nested lists": b"<html>" + b"<ul><li>x" * 100_000,
    "wide cells": b"<html><table><tr>" + b"<td rowspan=999 colspan=999>x" * 1000 + b"<tr><td>y" * 50_000,
    "long reference": b"<html>x&#" + b"9" * MEGABYTES,
    "references": b"<html>" + b"&" * MEGABYTES,
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_end_within_seconds(data: bytes) -> None:
    start = time.process_time()
    try:
        document = read_bytes(data, "a.txt")
        assert document.text
    except SourceError as error:
        assert error.cause in ("empty", "not_text")
    assert time.process_time() - start < 10


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_any_bytes_become_a_normal_text_or_an_error(data: bytes) -> None:
    for tried in (data, b"<html>" + data):
        try:
            document = read_bytes(tried, "a.txt")
        except SourceError as error:
            assert error.cause and str(error).startswith("a.txt: ")
            continue
        text = document.text
        assert unicodedata.is_normalized("NFC", text)
        assert "\r" not in text
        assert "\0" not in text
        assert "".join(replaced_words(document)) == "\ufffd" * text.count("\ufffd")
        assert text.encode("utf-8")
        for repair in document.source.repairs:
            assert repair.span.end <= len(text)
