"""Several documents in one file are read apart; annexes, forms and programmes stay with their plan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import extract, extract_all, extract_folder
from pipeline.cli import main
from pipeline.document import Box, Document, Page, Word, Words
from pipeline.errors import SourceError
from pipeline.ingest import read_bytes
from pipeline.layout import lay_out
from pipeline.parts import parts_of
from tests.several_documents import (
    ANNEX,
    ANNEX_WITH_THE_HEAD_OF_ITS_PLAN,
    DECISION,
    DRAFT,
    ENCLOSED_PLAN,
    FORM,
    FORM_OF_A_PLAN,
    LETTER,
    LIST,
    PARTY_PLAN,
    PLAN,
    PROGRAMME,
)

CORPUS = Path(__file__).parent.parent / "corpus"
PLANS = sorted([*(CORPUS / "plans").glob("*.txt"), *(CORPUS / "own" / "plans").glob("*.txt")])
SIGNED = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn An\n"


def _document(text: str) -> Document:
    return read_bytes(text.encode(), "a.txt")


def _parts(text: str) -> list[str]:
    document = _document(text)
    return [part.text for part in parts_of(document, lay_out(document.text))]


@pytest.mark.parametrize(
    "documents",
    [
        (LETTER, PLAN),
        (LETTER, DRAFT),
        (DECISION, ENCLOSED_PLAN),
        (LETTER, ENCLOSED_PLAN.replace("Quyết định", "Công văn")),
        (DECISION, ENCLOSED_PLAN.replace("(Ban hành kèm theo Quyết định số 410/QĐ-UBND", "(Áp dụng từ")),
        (PLAN, DECISION),
        (PLAN, DECISION, ENCLOSED_PLAN),
        (PLAN, PLAN.replace("57/KH", "58/KH")),
        (PLAN, PLAN),
        (PLAN, PARTY_PLAN),
        (PARTY_PLAN, PARTY_PLAN.replace("12-KH", "13-KH")),
        (PLAN + ANNEX, LETTER),
        (PLAN, PLAN.replace("57/KH", "58/KH").replace("KẾ HOẠCH\nPhòng, chống rét", "KẾ HOẠCH CHỐNG RÉT\n")),
    ],
)  # fmt: skip
def test_documents_one_after_the_other_are_read_apart(documents: tuple[str, ...]) -> None:
    assert _parts("\n\n".join(documents)) == [text.strip() for text in documents]
    assert _parts("".join(documents)) == [text.strip() for text in documents]


@pytest.mark.parametrize(
    "annex",
    [ANNEX, ANNEX_WITH_THE_HEAD_OF_ITS_PLAN, FORM, FORM_OF_A_PLAN, PROGRAMME, LIST, FORM_OF_A_PLAN + FORM, SIGNED + ANNEX],
)
def test_what_comes_with_a_plan_stays_with_it(annex: str) -> None:
    assert len(_parts(f"{PLAN}\n{annex}")) == 1


@pytest.mark.parametrize("annex", [LIST, PROGRAMME.replace("Kế hoạch số", "Công văn số"), FORM])
def test_what_comes_with_a_decision_or_a_letter_stays_with_it(annex: str) -> None:
    assert len(_parts(f"{DECISION}\n{annex}")) == 1
    assert len(_parts(f"{LETTER}\n{annex}")) == 1


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_plan_of_the_corpus_is_one_document(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(_parts(text)) == 1
    assert [part.strip().endswith("Nguyễn Văn An") for part in _parts(f"{text}\n\n{PLAN}")][-1]


def test_each_part_has_pages_and_words_of_its_own() -> None:
    text = f"{LETTER}\n{PLAN}"
    cut = text.index("ỦY BAN NHÂN DÂN XÃ")
    pages = (Page(number=1, start=0, end=cut, method="ocr"), Page(number=2, start=cut, end=len(text), method="ocr"))
    words = Words(
        Word(start=at, end=at + 5, box=Box(page=page, x0=1, y0=1, x1=9, y1=9)) for at, page in ((0, 1), (cut, 2), (cut + 4, 2))
    )
    document = Document(text, _document(text).source.model_copy(update={"page_count": 2}), pages, words)
    letter, plan = parts_of(document, lay_out(text))
    assert [(page.number, page.start, page.end) for page in letter.pages] == [(1, 0, len(letter.text))]
    assert [(page.number, page.start, page.end) for page in plan.pages] == [(2, 0, len(plan.text))]
    assert [(word.start, word.end) for word in plan.words] == [(0, 5), (4, 9)]
    assert plan.source.part is not None and text[plan.source.part.start : plan.source.part.end] == plan.text


def test_the_plan_of_a_file_is_the_first_that_is_one() -> None:
    decision, plan = extract_all(_document(DECISION + ENCLOSED_PLAN))
    assert (decision.doc_type and decision.doc_type.code, plan.doc_type and plan.doc_type.code) == ("QĐ", "KH")
    assert plan.id == f"{decision.id}#2"
    assert plan.source.part and (DECISION + ENCLOSED_PLAN)[plan.source.part.start : plan.source.part.end] == plan.text
    assert {warning.code for warning in plan.warnings} >= {"several_documents"}
    assert extract(_document(DECISION + ENCLOSED_PLAN)) == plan
    assert extract_all(_document(PLAN)) == (extract(_document(PLAN)),)


def test_a_file_with_two_documents_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in" / "a.txt"
    source.parent.mkdir()
    source.write_text(LETTER + PLAN, "utf-8")
    out = tmp_path / "out"
    assert main(["extract", str(source.parent), "--out", str(out)]) == 0
    results = sorted(path.name for path in out.glob("*.json"))
    assert results == ["a.txt#2.json", "a.txt.json"]
    assert main(["validate", str(out)]) == 0
    second = json.loads((out / "a.txt#2.json").read_text("utf-8"))
    capsys.readouterr()
    assert main(["show", str(source), "--field", "number"]) == 0
    shown = capsys.readouterr().out
    assert all(word in shown for word in ("a.txt#2", "112/PNV-TCCB", "57/KH-UBND"))
    assert main(["explain", str(source), "--part", "2", "--at", str(second["text"].index("57/KH"))]) == 0
    assert "number.head" in capsys.readouterr().out
    assert main(["explain", str(source), "--part", "3", "--at", "0"]) == 2
    names = [name for name, plan in extract_folder(source.parent) if not isinstance(plan, SourceError)]
    assert names == ["a.txt", "a.txt#2"]


def test_gold_of_the_second_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(LETTER + PLAN, "utf-8")
    main(["extract", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out")])
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.json").write_text(json.dumps({"number": {"value": "112/PNV-TCCB"}}), "utf-8")
    (tmp_path / "gold" / "a#2.json").write_text(json.dumps({"number": {"value": "57/KH-UBND"}}), "utf-8")
    capsys.readouterr()
    main(["evaluate", str(tmp_path / "gold"), str(tmp_path / "out"), "--json"])
    assert json.loads(capsys.readouterr().out)["total"]["scalar_accuracy"] == 1
