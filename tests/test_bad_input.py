"""Input that is empty, broken, hostile or no plan: a result or a message in seconds, and no harm to the other files."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from pipeline.validate import validate

PLAN = sorted((Path(__file__).parent.parent / "corpus" / "plans").glob("*.txt"))[0]
TEXT = PLAN.read_text("utf-8")
SECONDS = 20.0
"""Far above what any of these takes, far below what a pattern that is not linear would."""

NEWS = """Mưa lớn gây ngập nhiều tuyến đường

Chiều 12/9, mưa lớn kéo dài gần ba giờ khiến hàng loạt tuyến đường ở trung tâm thành phố ngập sâu. Theo ghi nhận của phóng viên,
lúc 17h, nước trên đường Nguyễn Hữu Cảnh dâng cao nửa mét, hàng trăm xe chết máy.

"Tôi đi làm về thì kẹt ở đây đã một tiếng", anh Trần Văn Nam, 34 tuổi, nói. Đài Khí tượng Thủy văn dự báo mưa còn kéo dài đến
cuối tuần, lượng mưa phổ biến 50-80 mm. Năm 2022, thành phố đã chi 1.200 tỷ đồng cho chống ngập.
"""

FAILURES = {
    "no bytes": (b"", "empty"),
    "blanks only": (" \t\r\n\u00a0\n".encode() * 50, "empty"),
    "a byte order mark only": (b"\xef\xbb\xbf", "empty"),
    "random bytes": (random.Random(1).randbytes(50_000), "not_text"),
    "every byte in turn": (bytes(range(256)) * 40, "not_text"),
    "NUL bytes only": (b"\0" * 5000, "not_text"),
    "an image that calls itself text": (b"\x89PNG\r\n\x1a\n" + bytes(500), "damaged"),
}

READ = {
    "NUL bytes in a plan": TEXT.replace("tháng", "th\0ng", 3).encode(),
    "UTF-16 with a mark": TEXT.encode("utf-16"),
    "UTF-16, big end first": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "broken UTF-8": TEXT.encode().replace("Hội".encode(), b"H\xe1\xbb\xffi", 2),
    "UTF-8 cut off": TEXT.encode()[:-1] + "ộ".encode()[:2],
    "one line of 5 MB": (" ".join(TEXT.split()) + " ").encode() * (5_000_000 // len(TEXT.encode())),
    "one word of 5 MB": b"a" * 5_000_000,
    "many dates": ("ngày " * 200_000).encode(),
    "many citations": ("Căn cứ Kế hoạch số " * 200_000).encode(),
    "many brackets": b"(" * 200_000,
    "many numbers": b"1/" * 200_000,
    "many lines of numbers": b"1/\n" * 50_000,
    "many quotation marks": ("“" * 200_000).encode(),
    "many annexes": (TEXT[:2000] + "bảng danh mục phụ lục kèm theo " * 100_000).encode(),
    "many bullets": ("- a\n" * 50_000).encode(),
    "many bars": ("| a | b |\n" * 20_000).encode(),
    "many blanks in a line": ("KẾ HOẠCH" + " " * 1_000_000 + "x").encode(),
    "many combining marks": ("a" + "\u0323\u0302" * 200_000).encode(),
    "numbering 60 deep": "\n".join(f"{'.'.join(['1'] * depth)}. Mục {depth}" for depth in range(1, 61)).encode(),
    "numbering 60 deep in a plan": TEXT.replace(
        "III. TỔ CHỨC", "\n".join(f"{'1.' * depth} Mục {depth}" for depth in range(1, 61)) + "\nIII. TỔ CHỨC"
    ).encode(),
}

KNOWN = {("many combining marks", "not in Unicode NFC")}
"""Putting such a heap in order is quadratic, so it stays as it is (pipeline.ingest.normal)."""


def extract(folder: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, float]:
    """The exit code, what was said, and the seconds of CPU it took."""
    started = time.process_time()
    code = main(["extract", str(folder), "--jsonl", str(out), "--lang", "en"])
    return code, capsys.readouterr().err, time.process_time() - started


def results(lines: Path) -> list[str]:
    return [json.loads(line)["source"]["path"] for line in lines.read_bytes().splitlines()]


@pytest.mark.parametrize("name", FAILURES)
def test_what_holds_no_text_is_a_failure_with_its_cause(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content, cause = FAILURES[name]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bad.txt").write_bytes(content)
    code, said, seconds = extract(tmp_path / "in", tmp_path / "out", capsys)
    assert (code, seconds < SECONDS) == (3, True)
    assert "bad.txt" in said and cause in said
    (tmp_path / "in" / "good.txt").write_bytes(PLAN.read_bytes())
    assert extract(tmp_path / "in", tmp_path / "out", capsys)[0] == 1
    assert results(tmp_path / "out") == ["good.txt"]


@pytest.mark.parametrize("name", READ)
def test_what_is_odd_is_read_in_time_and_checks(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "odd.txt").write_bytes(READ[name])
    code, said, seconds = extract(tmp_path / "in", tmp_path / "out", capsys)
    assert code == 0, said
    assert seconds < SECONDS
    content = (tmp_path / "out").read_bytes()
    if len(content) < 2_000_000:
        assert [problem for problem in validate(content) if (name, problem.message) not in KNOWN] == []


def read(content: bytes, tmp_path: Path) -> dict[str, Any]:
    (tmp_path / "a.txt").write_bytes(content)
    assert main(["extract", str(tmp_path / "a.txt"), "--jsonl", str(tmp_path / "out")]) == 0
    plan: dict[str, Any] = json.loads((tmp_path / "out").read_bytes())
    return plan


@pytest.mark.parametrize(
    "text", [NEWS, "Xin chào", "1/" * 100, "SELECT * FROM plans;\n"], ids=["news", "greeting", "marks", "code"]
)
def test_what_is_no_plan_has_no_fields(text: str, tmp_path: Path) -> None:
    plan = read(text.encode(), tmp_path)
    assert plan["doc_type"] is None and plan["number"] is None and plan["issuing_body"] is None and plan["title"] is None
    lists = ("citations", "sections", "anniversaries", "dates", "quotas", "responsibilities", "recipients", "contacts")
    assert not [name for name in (*lists, "campaigns", "entities", "tables") if plan[name]]
    assert [warning["code"] for warning in plan["warnings"]] == ["not_a_plan"]


def test_nul_bytes_are_replaced_and_warned_of(tmp_path: Path) -> None:
    plan = read(READ["NUL bytes in a plan"], tmp_path)
    assert "th\ufffdng" in plan["text"] and "\0" not in plan["text"]
    assert "replaced_characters" in [warning["code"] for warning in plan["warnings"]]


@pytest.mark.parametrize("name", ["UTF-16 with a mark", "UTF-16, big end first"])
def test_utf_16_gives_the_plan_of_the_same_text(name: str, tmp_path: Path) -> None:
    plan, same = read(READ[name], tmp_path), read(PLAN.read_bytes(), tmp_path)
    own = ("id", "source")
    assert {key: value for key, value in plan.items() if key not in own} == {k: v for k, v in same.items() if k not in own}
    assert plan["source"]["encoding"].startswith("utf-16")


def test_all_of_them_in_one_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    contents = {f"f{i}.txt": content for i, (content, _) in enumerate(FAILURES.values())}
    contents |= {f"r{i}.txt": content for i, content in enumerate(READ.values()) if len(content) < 100_000}
    for name, content in contents.items():
        (tmp_path / "in" / name).write_bytes(content)
    code, said, _ = extract(tmp_path / "in", tmp_path / "out", capsys)
    assert code == 1
    assert results(tmp_path / "out") == sorted(name for name in contents if name[0] == "r")
    assert f"{len(FAILURES)} failed" in said
