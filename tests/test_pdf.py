"""Born-digital PDF: columns unmixed, paragraphs joined, every word with its box; and files that cannot be read."""

from __future__ import annotations

import base64
import time
import zlib
from collections.abc import Callable

import pytest

from pipeline import extract
from pipeline.document import Document
from pipeline.errors import SourceError
from pipeline.ingest import read_bytes
from pipeline.ingest.limits import PAGES_AT_ONCE
from pipeline.ingest.pdf_streams import check_streams
from pipeline.ingest.unpacking import from_lzw, from_run_lengths
from tests.paper_files import needs_fonts, plan_pdf

PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %s] >>"


def pdf_of(*objects: bytes) -> bytes:
    """A PDF with these objects from number 1 on; the first is the catalogue."""
    data = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(data))
    return data + head + table + tail


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
BAD = {
    "no pages": (pdf_of(CATALOGUE, b"<< /Type /Pages /Kids [] /Count 0 >>"), {"no_pages"}),
    "a page tree that holds itself": (pdf_of(CATALOGUE, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"), {"no_pages", "damaged"}),
    "a page of 2,000,000 points": (
        pdf_of(CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE % b"2000000 2000000"), {"too_large"},
    ),
    "a page without words": (pdf_of(CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE % b"595 842"), {"empty"}),
    "nothing but the mark": (b"%PDF-1.7\n1 0 obj", {"truncated"}),
    "no PDF inside": (b"%PDF-1.7\nxyz\n%%EOF\n", {"damaged"}),
}  # fmt: skip


@pytest.mark.parametrize("before", BAD)
@pytest.mark.parametrize("after", BAD)
def test_the_cause_is_not_that_of_the_file_before(before: str, after: str) -> None:
    for data, causes in (BAD[before], BAD[after]):
        with pytest.raises(SourceError) as caught:
            read_bytes(data, "a.pdf")
        assert caught.value.cause in causes


@pytest.mark.parametrize(("data", "causes"), BAD.values(), ids=BAD)
def test_what_cannot_be_read_has_a_cause(data: bytes, causes: set[str]) -> None:
    with pytest.raises(SourceError) as caught:
        read_bytes(data, "sub/a.pdf")
    assert caught.value.path == "sub/a.pdf"
    assert caught.value.cause in causes


ONE_PAGE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
DRAWN = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"


def stream(head: bytes, content: bytes) -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), head, content)


@pytest.fixture(scope="module")
def deflated() -> bytes:
    """600 MB of blanks in 600 KB."""
    packer = zlib.compressobj()
    return b"".join([*(packer.compress(b" " * 1_000_000) for _ in range(600)), packer.flush()])


@pytest.mark.parametrize("head", [b"/Type /ObjStm", b"/Type /XRef", b"/Subtype /Image /Width 9 /Height 9", b"/FontFile2 0", b""])
def test_a_stream_that_unpacks_to_600_megabytes_is_refused(head: bytes, deflated: bytes) -> None:
    data = pdf_of(CATALOGUE, ONE_PAGE, DRAWN, stream(head + b" /Filter /FlateDecode", deflated))
    with pytest.raises(SourceError, match="unpacks to more than") as caught:
        read_bytes(data, "a.pdf")
    assert caught.value.cause == "too_large"


@pytest.mark.parametrize(
    ("filters", "pack"),
    [
        (b"/Filter [/FlateDecode /FlateDecode]", zlib.compress),
        (b"/Filter 5 0 R", zlib.compress),
        (b"/Filter [ /ASCII85Decode /FlateDecode ]", lambda data: base64.a85encode(data) + b"~>"),
    ],
)
def test_streams_packed_several_times_are_refused(filters: bytes, pack: Callable[[bytes], bytes], deflated: bytes) -> None:
    data = pdf_of(CATALOGUE, ONE_PAGE, DRAWN, stream(filters, pack(deflated)), b"[/FlateDecode /FlateDecode]")
    with pytest.raises(SourceError) as caught:
        read_bytes(data, "a.pdf")
    assert caught.value.cause == "too_large"


def lzw_of_blanks(count: int) -> bytes:
    """The codes of so many blanks: each stretch is one blank longer than the one before."""
    written, width, left = 256, 9, count
    bits = 9
    while left > 0:
        written, width = written << 9 | 32, 9
        bits, left = bits + 9, left - 1
        for code in range(258, 4094):
            width = min(12, (code + 1).bit_length())
            written, bits, left = written << width | code, bits + width, left - (code - 256)
            if left <= 0:
                break
        written, bits = written << width | 256, bits + width
    written, bits = written << 9 | 257, bits + 9
    return (written << -bits % 8).to_bytes((bits + 7) // 8)


@pytest.mark.parametrize("count", [1, 2, 700, 5_000, 3_000_000])
def test_lzw_is_undone(count: int) -> None:
    unpacked = b"".join(from_lzw([lzw_of_blanks(count)], early=True))
    assert set(unpacked) == {32} and count <= len(unpacked) < count + 4_000


@pytest.mark.parametrize("cut", range(9))
def test_run_lengths_are_undone_wherever_their_pieces_are_cut(cut: int) -> None:
    packed = b"\x02abc\xfed\x00e\x80behind"
    assert b"".join(from_run_lengths([packed[:cut], packed[cut:]])) == b"abcddde"


LZW_BOMB = lzw_of_blanks(80_000_000)
RUNS_BOMB = b"\x81 " * 700_000


@pytest.mark.parametrize(
    ("filters", "packed"),
    [
        (b"/Filter /LZWDecode", LZW_BOMB),
        (b"/Filter /RunLengthDecode", RUNS_BOMB),
        (b"/Filter [/FlateDecode /LZWDecode]", zlib.compress(LZW_BOMB)),
        (b"/Filter [/FlateDecode /RunLengthDecode]", zlib.compress(RUNS_BOMB)),
        (b"/Filter [/RunLengthDecode /FlateDecode]", b"".join(b"\0%c" % byte for byte in zlib.compress(b" " * 80_000_000))),
    ],
)
def test_old_ways_of_packing_are_bounded_too(filters: bytes, packed: bytes) -> None:
    with pytest.raises(SourceError, match="unpacks to more than 64 MB") as caught:
        read_bytes(pdf_of(CATALOGUE, ONE_PAGE, DRAWN, stream(filters, packed)), "a.pdf")
    assert caught.value.cause == "too_large"


def test_a_page_that_names_its_contents_hundreds_of_times_is_refused() -> None:
    page = DRAWN.replace(b"4 0 R", b"[" + b"4 0 R " * 500 + b"]")
    with pytest.raises(SourceError, match="names one object 500 times") as caught:
        read_bytes(pdf_of(CATALOGUE, ONE_PAGE, page, stream(b"", b"q Q")), "a.pdf")
    assert caught.value.cause == "too_large"


def test_a_picture_drawn_a_thousand_times_is_refused() -> None:
    page = DRAWN.replace(b"/Contents", b"/Resources << /XObject << /X 5 0 R >> >> /Contents")
    head = b"/Subtype /Image /Width 2000 /Height 2000 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode"
    contents = stream(b"", b"q 595 0 0 842 0 0 cm /X Do Q " * 1000)
    data = pdf_of(CATALOGUE, ONE_PAGE, page, contents, stream(head, zlib.compress(b"\xff" * 4_000_000)))
    with pytest.raises(SourceError, match="pictures of more than") as caught:
        read_bytes(data, "a.pdf")
    assert caught.value.cause == "too_large"


def test_arrays_of_many_objects_are_read() -> None:
    page = DRAWN.replace(b"4 0 R", b"[" + b" ".join(b"%d 0 R" % number for number in range(4, 504)) + b"]")
    widths = b"[" + b"500 " * 2000 + b"]"
    data = pdf_of(CATALOGUE, ONE_PAGE, page, *[stream(b"", b"q Q")] * 500, widths)
    with pytest.raises(SourceError) as caught:
        read_bytes(data, "a.pdf")
    assert caught.value.cause == "empty"


def test_a_hundred_thousand_streams_without_an_end_are_looked_at_once() -> None:
    data = b"%PDF-1.4\n" + b"1 0 obj <</Filter /FlateDecode>>stream\n" * 100_000
    start = time.process_time()
    check_streams(data, "a.pdf")
    assert time.process_time() - start < 10


@needs_fonts
class TestBornDigital:
    @pytest.fixture
    def document(self) -> Document:
        return read_bytes(plan_pdf(), "plan.pdf")

    def test_columns_come_one_after_the_other(self, document: Document) -> None:
        lines = document.text.split("\n")
        head = ["ỦY BAN NHÂN DÂN", "HUYỆN CẨM XUYÊN", "Số: 1145/KH-UBND"]
        assert [line for line in lines if line in head] == lines[:3] == head
        foot = document.text[document.text.index("Nơi nhận:") :].replace("\n\n", "\n").split("\n")
        assert foot == [
            "Nơi nhận:",
            "- UBND tỉnh;",
            "- Các phòng, ban;",
            "- Lưu: VT, NTM.",
            "TM. ỦY BAN NHÂN DÂN",
            "CHỦ TỊCH",
            "Hà Văn Bính",
        ]

    def test_lines_of_a_paragraph_are_joined(self, document: Document) -> None:
        assert "của Thủ tướng Chính phủ, Ủy ban nhân dân huyện ban hành" in document.text

    def test_the_plan_is_that_of_the_text(self, document: Document) -> None:
        plan = extract(document)
        assert plan.number and plan.number.value == "1145/KH-UBND"
        assert plan.issue_date and plan.issue_date.edtf == "2018-08-14"
        assert plan.issuing_body and plan.issuing_body.name == "Ủy ban nhân dân huyện Cẩm Xuyên"
        assert plan.signature and (plan.signature.position, plan.signature.name) == ("Chủ tịch", "Hà Văn Bính")
        assert [one.name for one in plan.recipients] == ["UBND tỉnh", "Các phòng, ban", "Lưu: VT, NTM"]

    def test_the_source_tells_how_it_was_read(self, document: Document) -> None:
        assert (document.source.method, document.source.media_type, document.source.page_count) == (
            "pdf_text",
            "application/pdf",
            1,
        )
        assert document.source.ocr is None
        [page] = document.pages
        assert (page.number, page.start, page.end, page.method) == (1, 0, len(document.text), "pdf_text")

    def test_every_word_has_its_place_and_box(self, document: Document) -> None:
        assert [document.text[word.start : word.end] for word in document.words] == document.text.split()
        number = next(word for word in document.words if document.text[word.start : word.end] == "1145/KH-UBND")
        assert 80 < number.box.x0 < number.box.x1 < 220
        assert 85 < number.box.y0 < number.box.y1 < 110

    def test_a_file_of_many_pages_is_opened_anew_and_read_to_its_end(self) -> None:
        document = read_bytes(plan_pdf(pages=2 * PAGES_AT_ONCE + 1), "a.pdf")
        assert [page.number for page in document.pages] == list(range(1, 2 * PAGES_AT_ONCE + 2))
        assert all("Nâng cao thu nhập" in document.text[page.start : page.end] for page in document.pages)

    def test_a_file_cut_in_the_middle_is_told(self) -> None:
        with pytest.raises(SourceError, match="fetch the file again") as caught:
            read_bytes(plan_pdf()[:-2000], "a.pdf")
        assert caught.value.cause == "truncated"

    def test_an_encrypted_file_is_told(self) -> None:
        with pytest.raises(SourceError) as caught:
            read_bytes(plan_pdf(password="mật khẩu"), "a.pdf")
        assert caught.value.cause == "encrypted"

    def test_the_name_of_a_file_says_nothing(self) -> None:
        assert read_bytes(plan_pdf(), "a.txt").source.media_type == "application/pdf"
