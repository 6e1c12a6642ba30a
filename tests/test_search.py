"""Words of plans are found however they are typed, in each of the three databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import extract
from pipeline.cli import main
from pipeline.errors import StoreError
from pipeline.results import json_text, write_whole
from pipeline.store import Question, Store, hits, index_words, load, not_indexed, open_store, search
from tests.stores import DATABASES, place_for

PLANS = sorted((Path(__file__).parent.parent / "corpus" / "plans").glob("*.txt"))
OLD = """SỞ Y TẾ HÒA BÌNH

Số: 7/KH-SYT

KẾ HOẠCH

Bán vé <script>alert(1)</script> ủng hộ quỹ Đền ơn đáp nghĩa

I. TỔ CHỨC THỰC HIỆN

1. Văn phòng: bố trí hoà giải viên "; DROP TABLE plans; -- uỷ thác.
"""


@pytest.fixture(scope="module", params=DATABASES)
def where(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("search")
    (folder / "old.txt").write_text(OLD, "utf-8")
    for path in [*PLANS, folder / "old.txt"]:
        write_whole(folder / "run" / f"{path.name}.json", json_text(extract(path)))
    with place_for(request.param, folder) as found:
        store = open_store(found, create=True)
        load(store, [folder / "run"])
        assert not_indexed(store) == len(PLANS) + 1
        assert (index_words(store), index_words(store), not_indexed(store)) == (len(PLANS) + 1, 0, 0)
        yield found


@pytest.fixture
def store(where: str) -> Store:
    return open_store(where)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("hoi nghi", "Hội nghị"),
        ("HỘI NGHỊ", "Hội nghị"),
        ("dien hinh tien tien", "điển hình tiên tiến"),
        ("hòa giải", "hoà giải"),
        ("ủy thác", "uỷ thác"),
        ("uy thác", "uỷ thác"),
        ("bán vé", "Bán vé"),
        ('"; DROP TABLE plans; --', '"; DROP TABLE plans; --'),
        ("<script>alert(1)", "<script>alert(1)"),
    ],
)
def test_words_are_found_however_they_are_typed(store: Store, typed: str, printed: str) -> None:
    found = hits(store, Question(typed))
    assert found and printed in found[0].line


def test_tones_that_were_typed_must_be_there(store: Store) -> None:
    assert hits(store, Question("ban ve")) and hits(store, Question("bán vé")) and not hits(store, Question("bàn vẻ"))


def test_titles_come_first_and_places_are_exact(store: Store) -> None:
    fields = [hit.field for hit in hits(store, Question("điển hình tiên tiến"), limit=99)]
    assert fields == sorted(fields, key=["titles", "tasks", "texts"].index) and len(set(fields)) == 3
    [hit] = hits(store, Question("đền ơn đáp nghĩa", field="texts"))
    assert OLD[hit.start : hit.end] == "Đền ơn đáp nghĩa"


@pytest.mark.parametrize(
    ("question", "count"),
    [
        (Question("hội nghị", "titles", "Kiên Giang"), 1),
        (Question("hội nghị", "titles", "an giang", 2024), 1),
        (Question("hội nghị", "titles", "Kiên Giang", 2023), 0),
        (Question("hội nghị", "titles", "Hà Nội"), 0),
    ],
)
def test_province_and_year_narrow_the_search(store: Store, question: Question, count: int) -> None:
    assert len(hits(store, question)) == count


def test_words_that_stand_apart_are_found_where_none_stand_in_a_row(store: Store) -> None:
    assert not search(store, "quỹ hoà giải uỷ thác")
    assert [(hit.path, hit.field) for hit in hits(store, Question("quỹ hoà giải uỷ thác"))] == [("old.txt", "texts")]


def test_the_command_tells_places(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", where, "den on dap nghia", "--lang", "en"]) == 0
    assert "old.txt:" in capsys.readouterr().out
    assert main(["search", where, "x", "--field", "y"]) == 2


@pytest.mark.parametrize(
    ("province", "language", "told"),
    [
        ("Atlantis", "en", "no plan is of the province Atlantis"),
        ("Atlantis", "vi", "không có kế hoạch nào của tỉnh, thành phố Atlantis"),
        ('"; DROP', "en", 'no plan is of the province "; DROP'),
        ("An Giang", "en", "no plan has these words"),
        ("an giang", "vi", "không kế hoạch nào có các từ này"),
    ],
)
def test_a_province_that_no_plan_is_of_is_told(
    where: str, capsys: pytest.CaptureFixture[str], province: str, language: str, told: str
) -> None:
    assert main(["search", where, "quẹt quẹt", "--province", province, "--lang", language]) == 0
    said = capsys.readouterr()
    assert said.out == "" and said.err.strip() == told


def test_words_that_others_have_do_not_hide_an_unknown_province(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", where, "hội nghị", "--province", "Atlantis", "--lang", "en"]) == 0
    assert capsys.readouterr().err.strip() == "no plan is of the province Atlantis"


def test_a_replaced_plan_is_indexed_anew(tmp_path: Path) -> None:
    store = open_store(tmp_path / "plans.db", create=True)
    plan = extract(PLANS[0])
    write_whole(tmp_path / "run" / "a.json", json_text(plan))
    load(store, [tmp_path / "run"])
    with pytest.raises(StoreError, match="kehoach index"):
        search(store, "hội nghị")
    index_words(store)
    write_whole(tmp_path / "run" / "a.json", json_text(plan.model_copy(update={"pipeline_version": "9"})))
    load(store, [tmp_path / "run"])
    assert not_indexed(store) == 1 and index_words(store) == 1
    assert len(hits(store, Question("hội nghị", "titles"))) == 1
