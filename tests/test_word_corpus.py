"""Plans of the corpus set in Word give what their texts give, and Word's own numbers stand as they are printed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypdfium2

from benchmarks.word import POINT, plans, scores
from benchmarks.word_files import word_file
from pipeline.ingest import read_bytes
from tests.programs import needs_office
from tests.word_files import level, lists, numbered, p
from tests.word_files import word_file as made

CONTINUED = (
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def test_scores_are_within_a_point_of_those_of_the_text() -> None:
    golds, texts = zip(*plans(2), strict=True)
    expected = scores(golds, texts)
    found = scores(golds, [word_file(data.decode()) for data in texts])
    assert {name: (value, found.get(name)) for name, value in expected.items() if found.get(name, 0) < value - POINT} == {}


@needs_office
def test_numbered_headings_are_those_of_the_printed_page(tmp_path: Path) -> None:
    outline = lists(
        level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "decimal", "%2.%3."), level(3, "lowerLetter", "%4)"),
        level(4, "decimal", "(%5)"), nums=CONTINUED,
    )  # fmt: skip
    order = [
        (0, "1"),
        (1, "1"),
        (2, "1"),
        (2, "1"),
        (3, "1"),
        (3, "1"),
        (4, "1"),
        (1, "1"),
        (2, "1"),
        (0, "1"),
        (1, "2"),
        (2, "2"),
    ]
    order += [(1, "3"), (1, "3"), (0, "2"), *[(1, "1")] * 12, (3, "1"), (0, "3"), (1, "3")]
    data = made(
        "".join(numbered(f"Mục thứ {at} của dàn ý", *place) for at, place in enumerate(order)) + p("Hết."), numbering=outline
    )
    (tmp_path / "plan.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "plan.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with pypdfium2.PdfDocument(tmp_path / "plan.pdf") as pdf:
        printed = [line.strip() for page in pdf for line in page.get_textpage().get_text_range().splitlines() if line.strip()]
    assert [line for line in read_bytes(data, "plan.docx").text.split("\n") if line] == printed
