"""The tagger of names: what it finds, that spaCy can use it, and that its training is fair and gives the same bytes."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
import spacy

from benchmarks.entities import counts, read_plans, tagger
from pipeline.evaluate.matching import Counts
from pipeline.ner import component
from pipeline.ner.features import stretches
from pipeline.ner.model import tagged
from tools.ner import train
from tools.ner.examples import examples
from tools.ner.names import Names
from tools.ner.variants import Marked, filled, page, varied

CORPUS = Path(__file__).parent.parent / "corpus"
OWN = CORPUS / "own"
FLOOR = 0.88


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Giao Sở Y tế chủ trì, phối hợp với Công an tỉnh kiểm tra.", ["ORG Sở Y tế", "ORG Công an tỉnh"]),
        ("- Đồng chí Trần Thị Bích Vân, Phó Trưởng phòng;", ["PER Trần Thị Bích Vân"]),
        ("3. | Chấm thi | Lò Văn Páo Hoàng Thị Én |", ["PER Lò Văn Páo", "PER Hoàng Thị Én"]),
        ("tổ chức tại huyện Mường Ảng và xã Na Ư", ["LOC huyện Mường Ảng", "LOC xã Na Ư"]),
        ("Các sở, ban, ngành tuyên truyền sâu rộng trong Nhân dân.", []),
        ("", []),
    ],
)
def test_names_in_sentences(text: str, names: list[str]) -> None:
    assert [f"{name.type} {text[name.start : name.end]}" for name in tagged(text)] == names


def test_names_are_flat_and_the_same_each_time() -> None:
    text = (CORPUS / "plans" / "003_2c1bfa3cf37a1e5a.txt").read_text("utf-8")
    names = tagged(text)
    assert names == tagged(text)
    assert all(one.end <= other.start for one, other in pairwise(names))
    assert all(0 < name.probability <= 1 for name in names)


@pytest.mark.parametrize("text", ["| " * 9000, "Sở " * 9000, "A\n" * 3000, "\0", "\ufffd (((", "Nguyễn" * 2000, "Sở  Y  " * 300])
def test_any_text_is_read(text: str) -> None:
    assert all(text[name.start : name.end].strip() for name in tagged(text))


def test_held_back_issuers_are_read_as_the_card_says() -> None:
    plans = read_plans(OWN / "gold", None, "held_back")
    scored = [counts(plan, tagger(plan)) for plan in plans]
    total = sum((kind for one in scored for kind in one.values()), Counts())
    assert (total.f1 or 0) >= FLOOR


@pytest.mark.parametrize("language", ["xx", "vi"])
def test_it_is_a_spacy_component(language: str) -> None:
    nlp = _blank(language)
    nlp.add_pipe("kehoach_ner")
    doc = nlp("Giao Sở Y tế chủ trì; đồng chí Trần Thị Bích Vân phụ trách.")
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("Sở Y tế", "ORG"), ("Trần Thị Bích Vân", "PER")]


def test_entities_that_are_set_stay() -> None:
    nlp = _blank("xx")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "MINE", "pattern": "Sở Y"}])
    nlp.add_pipe("kehoach_ner")
    doc = nlp("Giao Sở Y tế chủ trì, phối hợp với Công an tỉnh kiểm tra.")
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("Sở Y", "MINE"), ("Công an tỉnh", "ORG")]


def test_a_threshold_leaves_out_what_is_less_probable() -> None:
    nlp = _blank("xx")
    nlp.add_pipe("kehoach_ner", config={"threshold": 1.0})
    assert nlp("Giao Sở Y tế chủ trì; đồng chí Trần Thị Bích Vân phụ trách.").ents == ()


def test_a_saved_pipeline_has_it(tmp_path: Path) -> None:
    nlp = _blank("xx")
    nlp.add_pipe("kehoach_ner", config={"threshold": 0.5})
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path).get_pipe("kehoach_ner")
    assert isinstance(again, component.KehoachNer) and again.threshold == 0.5


def _blank(language: str) -> Any:
    config: dict[str, Any] = {"nlp": {"tokenizer": {"use_pyvi": False}}} if language == "vi" else {}
    return spacy.blank(language, config=config)


def test_it_learns_from_no_held_back_plan() -> None:
    held_back = tomllib.loads((OWN / "split.toml").read_text("utf-8"))["held_back"]
    texts = {plan.text for plan in train.plans()}
    assert len(texts) == 79
    assert not [stem for stem in held_back if (OWN / "plans" / f"{stem}.txt").read_text("utf-8") in texts]


def test_training_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train, "training_texts", lambda: [page(Names(Random(7)))])
    train.train(tmp_path / "one")
    train.train(tmp_path / "other")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_a_varied_plan_has_other_names_in_the_same_places() -> None:
    text = "Giao Sở Y tế tỉnh Kiên Giang; đồng chí Lê Văn An, SỞ Y TẾ; Lê Văn An ký."
    spans = ((5, 28, "ORG"), (39, 48, "PER"), (50, 57, "ORG"), (59, 68, "PER"))
    new = varied(Marked(text, spans), Names(Random(3)))
    first, person, shouted, same = (new.text[start:end] for start, end, _ in new.names)
    assert " tỉnh " in first and "Kiên Giang" not in first and shouted.isupper()
    assert person == same != "Lê Văn An"
    assert new.text.endswith(f"; {same} ký.")


def test_patterns_are_filled_and_marked() -> None:
    marked = filled("1 | {PER} | {ORG} | {LOC} | {n}", Names(Random(1)))
    assert [kind for *_, kind in marked.names] == ["PER", "ORG", "LOC"]
    assert [marked.text[start:end] for start, end, _ in marked.names] == marked.text.split(" | ")[1:4]


def test_the_marked_examples_are_training_texts() -> None:
    assert {kind for marked in examples() for *_, kind in marked.names} == {"PER", "ORG", "LOC"}


def test_labels_are_bio() -> None:
    stretch = next(stretches("Giao Sở Y tế làm"))
    assert train.labels(stretch, Marked("Giao Sở Y tế làm", ((5, 12, "ORG"),))) == ["O", "B-ORG", "I-ORG", "I-ORG", "O"]
