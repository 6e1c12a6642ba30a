"""Files of other word processors are read, through LibreOffice or antiword, as the same plan in Word's format, and harmlessly."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import get_args

import psutil
import pytest

from pipeline.document import Method
from pipeline.errors import SourceError
from pipeline.ingest import read, read_bytes
from pipeline.ingest.office import Kind, converted
from tests.programs import needs_antiword, needs_office
from tests.word_files import level, lists, numbered, p, table, word_file, zipped

HEAD = table(
    [p("UBND TỈNH LÀO CAI") + p("SỞ CÔNG THƯƠNG"), p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + p("Độc lập - Tự do - Hạnh phúc")],
    ["Số: 12/KH-SCT", "Lào Cai, ngày 5 tháng 4 năm 2026"],
)
FOOT = table([p("Nơi nhận:") + p("- UBND tỉnh;") + p("- Lưu: VT."), p("GIÁM ĐỐC") + p("Hoàng Văn Thuân")])
DATA = table(["STT", "Đơn vị", "Số lượng"], ["1", "Xã A", "5"], ["2", "Xã B", "7"])
NOTE = '<w:r><w:footnoteReference w:id="5"/></w:r>'
PLAN = word_file(
    HEAD + p("KẾ HOẠCH") + p("Tổ chức hội nghị") + p("Căn cứ Quyết định số 5", NOTE) + numbered("MỤC ĐÍCH")
    + numbered("Yêu cầu", 1) + numbered("Chỉ tiêu", 1) + numbered("NỘI DUNG") + p("Phân bổ như sau:") + DATA + p("Hết.") + FOOT,
    numbering=lists(level(0, "upperRoman", "%1."), level(1, "decimal", "%2.")),
    footnotes=f'<w:footnote w:id="5">{p("Đã sửa đổi")}</w:footnote>',
)  # fmt: skip
RTF = rb"{\rtf1\ansi\deff0{\fonttbl{\f0 Times New Roman;}}\f0 K\u7870? HO\u7840?CH\par T\u7893? ch\u7913?c\par}"
RTF_KIND, ODT_KIND = Kind("rtf", "Rich Text Format"), Kind("odt", "writer8")
DATA_FOLDER = Path(__file__).parent / "data"
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def lines(data: bytes, name: str) -> list[str]:
    return [line for line in read_bytes(data, name).text.split("\n") if line]


@needs_office
@pytest.mark.parametrize("ending", ["doc", "rtf", "odt"])
def test_the_same_plan_in_other_formats(ending: str) -> None:
    """The files were made by LibreOffice from `PLAN`."""
    document = read(DATA_FOLDER / f"plan.{ending}")
    assert [line for line in document.text.split("\n") if line] == lines(PLAN, "plan.docx")
    source = document.source
    assert source.method == ending and source.method in get_args(Method)
    assert source.size_bytes == (DATA_FOLDER / f"plan.{ending}").stat().st_size


@needs_antiword
def test_antiword_stands_in_for_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "antiword").symlink_to(shutil.which("antiword") or "")
    monkeypatch.setenv("PATH", str(tmp_path))
    document = read(DATA_FOLDER / "plan.doc")
    seen = [" ".join(line.split()) for line in document.text.split("\n") if line]
    assert document.source.method == "doc"
    assert seen[:6] == lines(PLAN, "plan.docx")[:6]
    at = next(index for index, line in enumerate(seen) if line.startswith("Căn cứ"))
    assert seen[at : at + 2] == ["Căn cứ Quyết định số 5[1]", "[1] Đã sửa đổi"]
    assert [line for line in seen if "|" in line] == ["STT | Đơn vị | Số lượng", "1 | Xã A | 5", "2 | Xã B | 7"]
    assert seen[-5:] == ["Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT.", "GIÁM ĐỐC", "Hoàng Văn Thuân"]


OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le").ljust(512, b"\0") + bytes(1024)


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (OLD_WORD, "libreoffice-writer-nogui, or antiword"),
        (RTF, "libreoffice-writer-nogui"),
        (zipped({"mimetype": ODT_TYPE.encode(), "content.xml": b"<x/>"}), "libreoffice-writer-nogui"),
    ],
    ids=["doc", "rtf", "odt"],
)
def test_without_a_program_the_message_says_what_to_install(
    data: bytes, advice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceError, match=advice) as caught:
        read_bytes(data, "a.doc")
    assert caught.value.cause == "no_converter"


@needs_office
def test_what_libreoffice_cannot_read_has_its_cause() -> None:
    with pytest.raises(SourceError) as caught:
        read_bytes(OLD_WORD, "a.doc")
    assert caught.value.cause == "conversion_failed"


def offices() -> set[int]:
    """The LibreOffice processes of this machine that work in a folder of `converted`."""
    found = set()
    for process in psutil.process_iter(["pid", "cmdline"]):
        words = process.info["cmdline"] or []
        if any("soffice.bin" in word for word in words) and any("kehoach-office-" in word for word in words):
            found.add(process.info["pid"])
    return found


@needs_office
def test_an_office_that_takes_too_long_is_ended_with_all_it_started() -> None:
    before = offices()
    with pytest.raises(SourceError) as caught:
        converted(RTF, RTF_KIND, "a.rtf", seconds=0.4)
    assert caught.value.cause == "conversion_timeout"
    assert offices() <= before


@needs_office
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="setpriv (util-linux) is not installed")
def test_an_office_dies_with_the_program_that_called_it() -> None:
    before = offices()
    program = f"from tests.test_office import *\nfor _ in range(99): converted({RTF!r}, RTF_KIND, 'a.rtf')"
    caller = subprocess.Popen([sys.executable, "-c", program], cwd=Path(__file__).parent.parent)
    try:
        assert eventually(lambda: offices() - before)
    finally:
        os.kill(caller.pid, signal.SIGKILL)
        caller.wait()
    assert eventually(lambda: not offices() - before)


def eventually(holds: object, seconds: float = 30.0) -> bool:
    """Whether a condition comes true within a time far above what it takes."""
    assert callable(holds)
    end = time.monotonic() + seconds
    while not (come := bool(holds())) and time.monotonic() < end:
        time.sleep(0.02)
    return come


@pytest.fixture
def asked() -> Iterator[tuple[int, list[str]]]:
    """A web server of this machine: its port, and the paths it was asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port, paths
        server.shutdown()


@needs_office
def test_no_linked_picture_is_asked_for(asked: tuple[int, list[str]]) -> None:
    port, paths = asked
    link = f'xlink:href="http://127.0.0.1:{port}/a.png" xlink:type="simple"'
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("text", "text"), ("draw", "drawing"))
    )
    content = (
        f'<office:document-content{names} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
        "<office:body><office:text>"
        f'<text:p>Kế hoạch<draw:frame text:anchor-type="as-char"><draw:image {link}/></draw:frame></text:p>'
        "</office:text></office:body></office:document-content>"
    )
    data = zipped({"mimetype": ODT_TYPE.encode(), "content.xml": content.encode()})
    assert read_bytes(data, "a.odt").text == "Kế hoạch"
    assert paths == []
