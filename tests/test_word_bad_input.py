"""Office files that are broken, hostile or wrongly named: each has its cause and costs little memory, and no file its result."""

from __future__ import annotations

import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.cli import main
from pipeline.errors import SourceError
from pipeline.ingest import read_bytes
from tests.test_office import PLAN
from tests.word_files import p, word_file, word_parts, zipped

GOOD = word_file(p("KẾ HOẠCH") + p("Tổ chức hội nghị"))
PARTS = word_parts(p("Kế hoạch"))
BODY = PARTS["word/document.xml"].decode()
ENTITY = '<!DOCTYPE w:document [<!ENTITY a "Kế hoạch">]>'
EXTERNAL = '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 9)) + "]>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODT = "application/vnd.oasis.opendocument.text"
MEGABYTES = 200
"""No refused file may take more memory than this above what the program itself needs."""


def with_body(xml: str, encoding: str = "utf-8") -> bytes:
    return zipped(PARTS | {"word/document.xml": xml.encode(encoding)})


def declared(declaration: str) -> bytes:
    head, _, rest = BODY.partition("\n")
    return with_body(f"{head}\n{declaration}\n{rest.replace('Kế hoạch', '&a;')}")


def with_member(name: str) -> bytes:
    return zipped(PARTS | {name: b"x"})


def flagged() -> bytes:
    """An archive whose members are said to be encrypted: bit 0 of the flags in every header (APPNOTE 4.4.4)."""
    data = bytearray(GOOD)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def broken_within() -> bytes:
    """A member whose compressed bytes are damaged."""
    info = ZipFile(BytesIO(GOOD)).getinfo("word/document.xml")
    data = bytearray(GOOD)
    start = info.header_offset + 30 + len(info.filename)
    data[start : start + info.compress_size] = bytes(info.compress_size)
    return bytes(data)


def compound(*streams: str) -> bytes:
    """The beginning of an Office compound file with directory entries of these names."""
    directory = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return OLE + bytes(22) + b"\x09\0" + bytes(480) + directory.ljust(512, b"\0")


def protected_doc() -> bytes:
    """A compound file whose WordDocument stream (sector 1) says that it is encrypted."""
    entry = "WordDocument".encode("utf-16-le").ljust(116, b"\0") + (1).to_bytes(4, "little") + bytes(8)
    header = b"\xec\xa5\xc1\0" + bytes(6) + (0x0100).to_bytes(2, "little")
    return OLE + bytes(22) + b"\x09\0" + bytes(480) + entry.ljust(512, b"\0") + header.ljust(512, b"\0")


def opendocument(**parts: str) -> bytes:
    members = {"mimetype": ODT.encode()} | {name.replace("_", "/", 1) + ".xml": xml.encode() for name, xml in parts.items()}
    return zipped(members)


CASES = {
    "cut in the middle": (GOOD[: len(GOOD) // 2], "damaged"),
    "cut before its end": (GOOD[:-30], "damaged"),
    "a member broken within": (broken_within(), "damaged"),
    "no body": (zipped({name: xml for name, xml in PARTS.items() if name != "word/document.xml"} | {"word/x": b""}), "not_text"),
    "a body that is no XML": (with_body("Kế hoạch"), "damaged"),
    "a body cut short": (with_body(BODY[:-20]), "damaged"),
    "notes cut short": (
        zipped(word_parts(p("Kế hoạch"), footnotes=p("Đã sửa")) | {"word/footnotes.xml": b"<w:footnotes><w:p>"}),
        "damaged",
    ),
    "a body of another kind": (with_body("<html/>"), "damaged"),
    "members with a password": (flagged(), "encrypted"),
    "a path that leads out": (with_member("../../word/evil.xml"), "unsafe_path"),
    "an absolute path": (with_member("/etc/evil.xml"), "unsafe_path"),
    "a path with backslashes": (with_member("word\\..\\..\\evil.xml"), "unsafe_path"),
    "a path to a drive": (with_member("C:/evil.xml"), "unsafe_path"),
    "an entity": (declared(ENTITY), "xml_entities"),
    "an external entity": (declared(EXTERNAL), "xml_entities"),
    "an entity bomb": (declared(LAUGHS), "xml_entities"),
    "an entity in UTF-16": (with_body(declared_utf_16 := f'<?xml version="1.0"?>{ENTITY}<x/>', "utf-16"), "xml_entities"),
    "an unknown encoding": (with_body('<?xml version="1.0" encoding="utf-7"?><x/>'), "damaged"),
    "a Word file with a password": (compound("EncryptedPackage", "EncryptionInfo"), "encrypted"),
    "a .doc with a password": (protected_doc(), "encrypted"),
    "a spreadsheet of Excel 97": (compound("Workbook"), "not_text"),
    "a spreadsheet": (zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"}), "not_text"),
    "an archive of other files": (zipped({"a.txt": "Kế hoạch".encode()}), "not_text"),
    "OpenDocument with a password": (
        opendocument(content="<x/>", **{"META-INF_manifest": "<m><encryption-data/></m>"}),
        "encrypted",
    ),
    "OpenDocument with an entity": (opendocument(content=f"{ENTITY}<x>&a;</x>"), "xml_entities"),
    "OpenDocument without content": (opendocument(styles="<x/>"), "not_text"),
    "blank pages": (word_file(p() + p(" ")), "empty"),
}


TAG = re.compile(r"<[^>]*>")
ODD_VALUES = ("", "-1", "9999999999", "x", "0", "\u00b2", "\u0663", "%1", "restart")


def mutated(random: Random) -> bytes:
    """The plan of `test_office`, some tags of one part gone, doubled or with other values."""
    archive = ZipFile(BytesIO(PLAN))
    members = {name: archive.read(name) for name in archive.namelist()}
    name = random.choice([name for name in members if name.endswith((".xml", ".rels"))])
    xml = members[name].decode()
    for _ in range(random.randint(1, 5)):
        tags = list(TAG.finditer(xml))
        if not tags:
            break
        tag = random.choice(tags)
        put = random.choice(["", tag[0] * 2, re.sub('"[^"]*"', f'"{random.choice(ODD_VALUES)}"', tag[0])])
        xml = xml[: tag.start()] + put + xml[tag.end() :]
    return zipped(members | {name: xml.encode()})


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 1 << 32))
def test_a_damaged_file_is_read_or_refused(seed: int) -> None:
    try:
        read_bytes(mutated(Random(seed)), "a.docx")
    except SourceError as error:
        assert error.cause in ("damaged", "empty", "not_text")


@pytest.mark.parametrize("name", CASES)
def test_each_has_its_cause(name: str) -> None:
    data, cause = CASES[name]
    with pytest.raises(SourceError) as caught:
        read_bytes(data, "sub/a.docx")
    assert (caught.value.path, caught.value.cause) == ("sub/a.docx", cause)


def test_none_costs_another_its_result(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    for at, (data, _) in enumerate(CASES.values()):
        (tmp_path / "in" / f"bad{at}.docx").write_bytes(data)
    (tmp_path / "in" / "good.docx").write_bytes(GOOD)
    assert main(["extract", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--lang", "en"]) == 1
    assert [path.name for path in (tmp_path / "out").glob("*.json")] == ["good.docx.json"]
    said = capsys.readouterr().err
    assert all(cause in said for _, cause in CASES.values())


def bomb(member: str, start: bytes, end: bytes) -> bytes:
    """A Word file of half a megabyte, one member of which unpacks to 600 MB."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in PARTS.items():
            if name != member:
                archive.writestr(name, content)
        with archive.open(member, "w", force_zip64=True) as file:
            file.write(start)
            for _ in range(600):
                file.write(b" " * 1_000_000)
            file.write(end)
    return stream.getvalue()


MEASURE = """
import resource, sys
from pathlib import Path
from pipeline.errors import SourceError
from pipeline.ingest import read, read_bytes
def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024
read(Path(sys.argv[2]))
before = peak()
try:
    print(len(read(Path(sys.argv[1])).text), end=" ")
except SourceError as error:
    print(error.cause, end=" ")
print(peak() - before)
"""


def outcome(data: bytes, tmp_path: Path) -> tuple[str, int]:
    """The cause (or the length of the text), and the megabytes that reading took at its peak."""
    (tmp_path / "a.docx").write_bytes(data)
    (tmp_path / "good.docx").write_bytes(GOOD)
    command = [sys.executable, "-c", MEASURE, str(tmp_path / "a.docx"), str(tmp_path / "good.docx")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent)
    what, megabytes = done.stdout.split()
    return what, int(megabytes)


def test_a_body_that_unpacks_to_600_megabytes_is_refused(tmp_path: Path) -> None:
    head, end = BODY.encode().split(b"</w:body>")
    what, megabytes = outcome(bomb("word/document.xml", head, b"</w:body>" + end), tmp_path)
    assert (what, megabytes < MEGABYTES) == ("too_large", True)


def test_a_picture_that_unpacks_to_600_megabytes_is_left_alone(tmp_path: Path) -> None:
    what, megabytes = outcome(bomb("word/media/image1.bmp", b"", b""), tmp_path)
    assert (what, megabytes < MEGABYTES) == (str(len("Kế hoạch")), True)


def test_too_many_members_are_refused() -> None:
    with pytest.raises(SourceError) as caught:
        read_bytes(zipped(PARTS | {f"word/{at}": b"" for at in range(20_001)}), "a.docx")
    assert caught.value.cause == "too_large"


def test_deep_nesting_is_read_or_refused(tmp_path: Path) -> None:
    def nested(depth: int) -> bytes:
        return word_file("<w:tbl><w:tr><w:tc>" * depth + p("Kế hoạch") + "</w:tc></w:tr></w:tbl>" * depth)

    assert read_bytes(nested(60), "a.docx").text == "Kế hoạch"
    with pytest.raises(SourceError) as caught:
        read_bytes(nested(2000), "a.docx")
    assert caught.value.cause == "damaged"


@pytest.mark.parametrize("ending", ["txt", "pdf", "doc", "html", "jpg", "zip"])
def test_a_word_file_is_known_by_its_content(ending: str, tmp_path: Path) -> None:
    (tmp_path / f"a.{ending}").write_bytes(GOOD)
    assert main(["extract", str(tmp_path), "--out", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / f"a.{ending}.json").is_file()


@pytest.mark.parametrize(
    ("content", "method"),
    [("KẾ HOẠCH\n".encode(), "text"), ("<html><body><p>KẾ HOẠCH</p></body></html>".encode(), "html")],
)
def test_what_only_calls_itself_a_word_file_is_read_as_what_it_is(content: bytes, method: str) -> None:
    for name in ("a.docx", "a.doc", "a.odt", "a.rtf"):
        document = read_bytes(content, name)
        assert (document.text.strip(), document.source.method) == ("KẾ HOẠCH", method)
