"""Word files are read as they are printed: numbers that Word makes, tables, notes, tracked changes, fonts, signs, boxes."""

from __future__ import annotations

import pytest

from pipeline.assemble import assemble
from pipeline.document import Document
from pipeline.ingest import read_bytes
from tests.word_files import level, lists, numbered, p, r, row, table, tc, word_file

OUTLINE = lists(level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "lowerLetter", "%3)"))


def document(body: str, **parts: str) -> Document:
    return read_bytes(word_file(body, **parts), "a.docx")


def lines(body: str, **parts: str) -> list[str]:
    return [line for line in document(body, **parts).text.split("\n") if line]


def test_paragraphs_stand_apart_and_the_source_is_told() -> None:
    read = document(p("KẾ HOẠCH") + p() + p("Tổ chức ", "hội nghị"))
    assert read.text == "KẾ HOẠCH\n\nTổ chức hội nghị"
    source = read.source
    assert (source.method, source.page_count, source.encoding) == ("docx", None, None)
    assert source.media_type == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ((r("Hội nghị"), "<w:r><w:br/></w:r>", r("tổng kết")), "Hội nghị\ntổng kết"),
        ((r("Số: 12/KH"), "<w:r><w:noBreakHyphen/></w:r>", r("UBND")), "Số: 12/KH-UBND"),
        ((r("phối"), "<w:r><w:softHyphen/></w:r>", r("hợp")), "phốihợp"),
        ((r("UBND TỈNH"), "<w:r><w:tab/></w:r>", r("CỘNG HÒA")), "UBND TỈNH\tCỘNG HÒA"),
        (("UBND TỈNH      CỘNG HÒA",), "UBND TỈNH      CỘNG HÒA"),
        ((r("Trước ngày "), f"<w:del>{r('5')}</w:del><w:ins>{r('15')}</w:ins>", r("/4")), "Trước ngày 15/4"),
        ((f"<w:moveFrom>{r('cũ')}</w:moveFrom>", f"<w:moveTo>{r('mới')}</w:moveTo>"), "mới"),
        ((f"<w:hyperlink>{r('Văn bản')}</w:hyperlink>", f"<w:smartTag>{r(' số 5')}</w:smartTag>"), "Văn bản số 5"),
        ((f"<w:sdt><w:sdtPr><w:t>x</w:t></w:sdtPr><w:sdtContent>{r('Nội dung')}</w:sdtContent></w:sdt>",), "Nội dung"),
        ((r("thấy"), r(" giấu", "<w:vanish/>")), "thấy"),
        ((r("mục đích", "<w:caps/>"), r(" thường", '<w:caps w:val="0"/>')), "MỤC ĐÍCH thường"),
        ((r("KÕ ho¹ch", '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'), r(" năm")), "Kế hoạch năm"),
        ((r("KÕ ho¹ch", '<w:rFonts w:hAnsi=".VnTimeH"/>'),), "KẾ HOẠCH"),
        ((r("KEÁ HOAÏCH", '<w:rFonts w:hAnsi="VNI-Times"/>'),), "KẾ HOẠCH"),
        ((r("Kế hoạch", '<w:rFonts w:hAnsi=".VnTime"/>'),), "Kế hoạch"),
        (('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', r(" Có")), "☑ Có"),
        (('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', r(" 95%")), "≥ 95%"),
        ((r("\uf0e0", '<w:rFonts w:hAnsi="Wingdings"/>'), r(" xong")), "→ xong"),
        (
            (
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>',
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("5/4/2024"),
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r(" đến nay"),
            ),
            "5/4/2024 đến nay",
        ),
        (("<m:oMath><m:f><m:num><m:r><m:t>2</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f></m:oMath>",), "2/3"),
    ],
)  # fmt: skip
def test_words_of_a_paragraph(runs: tuple[str, ...], text: str) -> None:
    assert document(p("Đầu") + p(*runs)).text == f"Đầu\n\n{text}"


def test_a_deleted_end_of_paragraph_joins_two() -> None:
    assert lines(p("Tổ chức ", properties="<w:rPr><w:del/></w:rPr>") + p("hội nghị") + p("Hết")) == ["Tổ chức hội nghị", "Hết"]


@pytest.mark.parametrize(
    ("levels", "paragraphs", "expected"),
    [
        (OUTLINE, [(0, "MỤC ĐÍCH"), (1, "Yêu cầu"), (1, "Chỉ tiêu"), (2, "một"), (0, "NỘI DUNG"), (1, "Đợt 1")],
         ["I. MỤC ĐÍCH", "1. Yêu cầu", "2. Chỉ tiêu", "a) một", "II. NỘI DUNG", "1. Đợt 1"]),
        (lists(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2.")), [(0, "A"), (1, "B"), (1, "C"), (0, "D"), (1, "E")],
         ["1. A", "1.1. B", "1.2. C", "2. D", "2.1. E"]),
        (lists(level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>")), [(0, "A"), (0, "B"), (1, "C")],
         ["I. A", "II. B", "2.1 C"]),
        (lists(level(0, "decimal", "Điều %1.")), [(0, "Phạm vi"), (0, "Đối tượng")], ["Điều 1. Phạm vi", "Điều 2. Đối tượng"]),
        (lists(level(0, "bullet", "-"), level(1, "bullet", "\uf0b7", '<w:rPr><w:rFonts w:hAnsi="Symbol"/></w:rPr>')),
         [(0, "Chủ trì"), (1, "Phối hợp")], ["- Chủ trì", "• Phối hợp"]),
        (lists(level(0, "upperLetter", "%1."), level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')),
         [(0, "X"), (1, "một"), (0, "Y"), (1, "hai")], ["A. X", "1. một", "B. Y", "2. hai"]),
        (lists(level(0, "none", ""), level(1, "decimalZero", "(%2)")), [(0, "Lời dẫn"), (1, "một")], ["Lời dẫn", "(01) một"]),
        (lists(level(0, "decimal", "%1)", '<w:suff w:val="nothing"/>')), [(0, "liền")], ["1)liền"]),
    ],
    ids=["outline", "decimal", "legal", "words", "bullets", "no restart", "none", "no suffix"],
)  # fmt: skip
def test_numbers_that_word_makes(levels: str, paragraphs: list[tuple[int, str]], expected: list[str]) -> None:
    assert lines("".join(numbered(text, at) for at, text in paragraphs), numbering=levels) == expected


def test_lists_of_one_definition_count_on_and_restart_where_one_says_so() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        "</w:num>"
    )
    body = numbered("a") + numbered("b", number="2") + numbered("c", number="3") + numbered("d", number="3")
    assert lines(body, numbering=lists(level(0, "decimal", "%1."), nums=nums)) == ["1. a", "2. b", "1. c", "2. d"]


def test_numbers_capitals_and_fonts_that_a_style_gives() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/>'
        '<w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:basedOn w:val="Base"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:rPr><w:caps/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )  # fmt: skip
    numbering = lists(
        level(0, "upperRoman", "%1.", '<w:pStyle w:val="H1"/>'), level(1, "decimal", "%2.", '<w:pStyle w:val="H2"/>')
    )
    one, two = '<w:pStyle w:val="H1"/>', '<w:pStyle w:val="H2"/>'
    body = p("Môc ®Ých", properties=one) + p("Yêu cầu", properties=two) + p("Thời gian", properties=two)
    off = p("Không số", properties=two + '<w:numPr><w:numId w:val="0"/></w:numPr>')
    read = document(body + off, numbering=numbering, styles=styles)
    assert read.text.split("\n\n") == ["I. MỤC ĐÍCH", "1. Yêu cầu", "2. Thời gian", "Không số"]
    assert read.source.encoding == "tcvn3"


def test_a_table_of_data_has_one_line_a_row() -> None:
    merged = tc("Sở Y tế", '<w:vMerge w:val="restart"/>'), tc("", "<w:vMerge/>")
    body = p("Phân công") + table(
        ["STT", "Nội dung", "Chủ trì"], ["1", p("Tập huấn") + p("(2 lớp)"), merged[0]], ["2", "Sơ kết", merged[1]]
    )
    wide = tc("Tổng cộng", '<w:gridSpan w:val="2"/>')
    total = table(["STT", "Đơn vị", "Số"], ["1", "Xã A", "5"], [wide, "5"])
    assert lines(body + p("Hết") + total) == [
        "Phân công",
        "STT | Nội dung | Chủ trì",
        "1 | Tập huấn (2 lớp) | Sở Y tế",
        "2 | Sơ kết |",
        "Hết",
        "STT | Đơn vị | Số",
        "1 | Xã A | 5",
        "Tổng cộng |  | 5",
    ]


def test_a_table_in_a_cell_stays_in_its_row_and_deleted_rows_go() -> None:
    inner = table(["a", "b"], ["c", "d"])
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{tc('bỏ')}{tc('bỏ')}</w:tr>"
    outer = f"<w:tbl>{row('STT', 'Nội dung')}{row('1', p('Gồm') + inner + p(''))}{gone}{row('2', 'Khác')}</w:tbl>"
    assert lines(outer) == ["STT | Nội dung", "1 | Gồm a | b c | d", "2 | Khác"]


def test_a_letterhead_is_read_column_by_column() -> None:
    head = table(
        [
            p("UBND TỈNH LÀO CAI") + p("SỞ CÔNG THƯƠNG"),
            p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + p("Độc lập - Tự do - Hạnh phúc"),
        ],
        ["Số: 12/KH-SCT", "Lào Cai, ngày 5 tháng 4 năm 2026"],
    )
    assert lines(head + p("KẾ HOẠCH")) == [
        "UBND TỈNH LÀO CAI",
        "SỞ CÔNG THƯƠNG",
        "Số: 12/KH-SCT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Lào Cai, ngày 5 tháng 4 năm 2026",
        "KẾ HOẠCH",
    ]


def test_notes_follow_the_paragraph_or_the_table_that_refers_to_them() -> None:
    def reference(kind: str, name: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{name}"/></w:r>'

    def note(kind: str, name: int, text: str) -> str:
        return f'<w:{kind} w:id="{name}">{p(f"<w:r><w:{kind}Ref/></w:r>", text)}</w:{kind}>'

    separator = f'<w:footnote w:type="separator" w:id="0">{p("---")}</w:footnote>'
    body = p("Theo Nghị quyết", reference("footnote", 7), r(" và")) + p("Sau")
    body += table(["1", p("Họp", reference("footnote", 8))], ["2", "Báo cáo"]) + p("Cuối", reference("endnote", 7))
    read = lines(
        body,
        footnotes=separator + note("footnote", 7, "Nghị quyết số 5") + note("footnote", 8, "Mỗi quý"),
        endnotes=note("endnote", 7, "Xem phụ lục"),
    )
    assert read == [
        "Theo Nghị quyết[1] và",
        "[1] Nghị quyết số 5",
        "Sau",
        "1 | Họp[2]",
        "2 | Báo cáo",
        "[2] Mỗi quý",
        "Cuối[1]",
        "[1] Xem phụ lục",
    ]


def test_text_boxes_are_read_once_after_the_paragraph_they_hang_on() -> None:
    inside = f"<w:txbxContent>{p('DỰ THẢO')}</w:txbxContent>"
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{inside}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(p("Số: 5/KH", drawing) + p("Sau")) == ["Số: 5/KH", "DỰ THẢO", "Sau"]


def test_running_heads_page_numbers_and_contents_are_furniture() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    contents = p("I. MỤC ĐÍCH 2", properties='<w:pStyle w:val="TOC1"/>')
    read = document(contents + p("Thân bài"), styles=styles, header=p("- 2 -"), footer=p("Kế hoạch số 5"))
    assert read.text == "Thân bài"
    furniture = [(item.kind, item.text, item.page) for item in read.source.furniture]
    assert furniture == [
        ("page_number", "- 2 -", None),
        ("running_foot", "Kế hoạch số 5", None),
        ("contents", "I. MỤC ĐÍCH 2", None),
    ]


def test_a_letterhead_in_the_head_of_the_page_is_text() -> None:
    read = document(p("KẾ HOẠCH"), header=p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
    assert (read.text, read.source.furniture) == ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nKẾ HOẠCH", ())


def test_a_misspelled_office_is_no_name_that_ends_the_foot() -> None:
    foot = table([p("Nơi nhận:") + p("- Lưu: VT."), p("HIỆU TRUỞNG") + p("(Ký tên, đóng dấu)") + p("Võ Thị Kim Loan")])
    plan = assemble(
        document(p("KẾ HOẠCH") + p("Tổ chức bán trú") + numbered("MỤC ĐÍCH") + p("Nội dung.") + foot, numbering=OUTLINE)
    )
    assert plan.signature is not None
    assert (plan.signature.position, plan.signature.name) == ("Hiệu trưởng", "Võ Thị Kim Loan")


def test_centred_lines_without_a_line_between_them_are_one_title() -> None:
    centred = '<w:jc w:val="center"/>'
    lines = (
        "Tổng kết thực hiện Chiến lược quốc gia phòng, chống ma túy",
        "Chương trình phòng, chống ma túy giai đoạn 2021 - 2025",
    )
    body = p("KẾ HOẠCH", properties=centred) + "".join(p(line, properties=centred) for line in lines)
    read = document(
        body + p("Phụ lục", properties=centred) + p() + p("Khác", properties=centred) + p("Thực hiện Quyết định số 5;")
    )
    assert read.text.startswith("\n".join(["KẾ HOẠCH", *lines]) + "\nPhụ lục\n\nKhác\n\nThực hiện")
