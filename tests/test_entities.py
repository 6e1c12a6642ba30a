"""Names of persons, bodies and places: flat, grounded, cheap to load, forgotten when the text is done."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline import ingest
from pipeline.assemble import find
from pipeline.document import Document, Source, Span
from pipeline.entities import nlp, tagger
from pipeline.entities.full import full_name
from pipeline.entities.gazetteer import meanings
from pipeline.entities.home import Home, home_of
from pipeline.entities.resolved import place_of
from pipeline.entities.tokens import BARRIER
from pipeline.findings import Findings
from pipeline.layout import lay_out
from pipeline.plan import IssuingBody, Place
from pipeline.reading import Reading, ZoneSpan
from pipeline.segment import read_through

PLANS = sorted((Path(__file__).parent.parent / "corpus" / "plans").glob("*.txt"))
LAI_CHAU = Place(
    name="Lai Châu",
    province="Lai Châu",
    province_code="12",
    district=None,
    successor_province="Lai Châu",
    successor_province_code="12",
)


def _reading(text: str) -> Reading:
    source = Source(path="a.txt", media_type="text/plain", sha256="0" * 64, size_bytes=0, page_count=None, method="text")
    return Reading(Document(text, source), lay_out(text), (ZoneSpan("body", 0, len(text)),), ())


def _union_of_lai_chau() -> Findings:
    span = Span(start=0, end=1)
    body = IssuingBody(
        span=span,
        mentions=(span,),
        rule="test",
        evidence="stated",
        name="Liên đoàn Lao động tỉnh Lai Châu",
        organ=None,
        parent=None,
        kind="trade_union",
        level="province",
        place=LAI_CHAU,
        evidence_spans=(span,),
    )
    return Findings(issuing_body=body)


@pytest.mark.parametrize("path", PLANS, ids=[path.stem for path in PLANS])
def test_entities_are_flat_sorted_and_named_once(path: Path) -> None:
    reading = read_through(ingest.read(path))
    entities = find(reading).entities
    mentions = sorted((mention.start, mention.end) for entity in entities for mention in entity.mentions)
    assert all(end <= start for (_, end), (start, _) in pairwise(mentions))
    assert [entity.id for entity in entities] == [f"e{number}" for number in range(1, len(entities) + 1)]
    assert [entity.span.start for entity in entities] == sorted(entity.span.start for entity in entities)
    assert len({(entity.type, entity.name) for entity in entities}) == len(entities)
    assert all(entity.mentions[0] == entity.span and list(entity.mentions) == _sorted(entity.mentions) for entity in entities)
    assert all(entity.place is None for entity in entities if entity.type != "LOC")


def _sorted(mentions: tuple[Span, ...]) -> list[Span]:
    return sorted(mentions, key=lambda mention: mention.start)


def test_libraries_load_only_when_names_are_sought() -> None:
    script = "import sys, pipeline.api, pipeline.entities.full; print(sorted({'spacy', 'underthesea'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_words_of_a_text_are_forgotten() -> None:
    nlp.scan("xin chào", "xin chào")
    strings = nlp._nlp().vocab.strings
    before = len(strings)
    nlp.scan("quimbotox zyxwv lmnopq", "quimbotox zyxwv lmnopq")
    assert len(strings) == before
    assert "quimbotox" not in strings


def test_a_long_text_is_read_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nlp, "_LONGEST_DOC", 4)
    text = "Kế hoạch của Sở Y tế và Công an tỉnh"
    found = nlp.scan(text, text)
    assert [found.tokens.raw[at] for at in found.pieces["head"]] == ["Sở", "Công"]


def test_short_forms_of_several_meanings() -> None:
    found = nlp.scan("BCHQS huyện", "BCHQS huyện").pieces["head"][0].entry
    assert meanings(found) == ("Bộ Chỉ huy Quân sự", "Ban Chỉ huy Quân sự")
    assert found.value == "Bộ Chỉ huy Quân sự"


def test_columns_and_paragraphs_part_names() -> None:
    text = "TỈNH ỦY YÊN BÁI      ĐẢNG CỘNG SẢN\nBan Thường\nvụ Tỉnh ủy"
    tokens = nlp.scan(text, text).tokens
    assert tokens.raw.count(BARRIER) == 2
    assert tokens.raw[-4:] == ["Thường", "vụ", "Tỉnh", "ủy"]


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("LĐLĐ tỉnh", "Liên đoàn Lao động tỉnh Lai Châu"),
        ("Ban Thường vụ LĐLĐ tỉnh", "Ban Thường vụ Liên đoàn Lao động tỉnh Lai Châu"),
        ("Ban Tuyên giáo - Nữ công", "Ban Tuyên giáo - Nữ công Liên đoàn Lao động tỉnh Lai Châu"),
        ("Văn phòng", "Văn phòng Liên đoàn Lao động tỉnh Lai Châu"),
        ("Sở Y tế", "Sở Y tế tỉnh Lai Châu"),
        ("Công an tỉnh", "Công an tỉnh Lai Châu"),
        ("Bộ GD&ĐT", "Bộ Giáo dục và Đào tạo"),
        ("các công đoàn cơ sở", None),
        ("Công đoàn cấp trên trực tiếp cơ sở", None),
        ("UBND các huyện, thành phố", None),
        ("Sở Giáo dục và Đào tạo và Sở Y tế", None),
        ("đồng chí Mai Thanh Thủy", None),
        ("Công an xã, phường", None),
    ],
)
def test_full_names_of_actors(printed: str, full: str | None) -> None:
    assert full_name(printed, home_of(_union_of_lai_chau())) == full


def test_full_name_without_an_issuer() -> None:
    assert full_name("Phòng Nội vụ", Home()) is None


def test_home_tells_what_a_bare_unit_word_means() -> None:
    home = home_of(_union_of_lai_chau())
    assert home.full("tỉnh") == "tỉnh Lai Châu"
    assert home.has("tỉnh")
    assert not home.has("huyện")
    assert Home().has("huyện")


def test_places_of_names() -> None:
    home = home_of(_union_of_lai_chau())
    district = place_of("huyện Tam Đường", home)
    assert district is not None
    assert (district.province, district.district) == ("Lai Châu", "Tam Đường")
    ambiguous = place_of("huyện Châu Thành", home)
    assert ambiguous is not None
    assert ambiguous.province is None
    assert place_of("suối Na Lo", home) is None
    assert place_of("Việt Nam", home) is None


def test_the_tagger_is_heard_on_unexplained_runs_only(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Hội trại Trăng Rằm do Sở Y tế mở."
    words = [
        ("Hội trại", "N", "O", "O"),
        ("Trăng Rằm", "Np", "B-NP", "B-LOC"),
        ("Sở", "N", "O", "B-ORG"),
        ("Y tế", "N", "O", "I-ORG"),
    ]
    monkeypatch.setattr(tagger, "_ner", lambda: lambda sentence: words)
    assert tagger.tagged(text) == [("LOC", 9, 18), ("ORG", 22, 29)]
    reading = _reading(text)
    assert list(tagger.second_opinion(reading, [(9, 18)], "auto")) == [("LOC", 9, 18)]
    assert list(tagger.second_opinion(reading, [], "auto")) == []
    assert list(tagger.second_opinion(reading, [(9, 18)], "off")) == []
    assert ("LOC", 9, 18) in list(tagger.second_opinion(reading, [], "on"))
