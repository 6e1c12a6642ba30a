"""Legacy encodings are known by content and come out as the Unicode text they meant; other languages are left alone."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.ingest import read_bytes
from pipeline.ingest.legacy import from_tcvn3, mend
from pipeline.ingest.syllables import is_syllable, vietnamese_share
from pipeline.ingest.viqr import from_viqr
from pipeline.lexicon import tables

PLANS = Path(__file__).parent.parent / "corpus" / "plans"
TONES = {"\u0301": "'", "\u0300": "`", "\u0309": "?", "\u0303": "~", "\u0323": "."}
SHAPES = {"\u0302": "^", "\u0306": "(", "\u031b": "+"}


def to_tcvn3(text: str) -> bytes:
    """The bytes of a TCVN3 font; capitals with a tone fall to the small letter, as the font has it."""
    codes = {row["letter"]: bytes([int(row["byte"], 16)]) for row in tables.rows("tcvn3.csv")}
    return b"".join(codes.get(c) or codes.get(c.lower()) or c.encode("cp1252") for c in text)


def to_vni(text: str) -> bytes:
    codes = {row["letter"]: row["written"] for row in tables.rows("vni.csv")}
    codes |= {letter.upper(): written.upper() for letter, written in codes.items()}
    return "".join(codes.get(c, c) for c in text).encode("cp1252")


def to_windows_1258(text: str) -> bytes:
    """As Windows writes it: the letter with its hat, breve or horn, then the tone."""
    encoded = bytearray()
    for character in text:
        try:
            encoded += character.encode("cp1258")
        except UnicodeEncodeError:
            letters = unicodedata.normalize("NFD", character)
            tone = next(mark for mark in letters if mark in TONES)
            encoded += (unicodedata.normalize("NFC", letters.replace(tone, "")) + tone).encode("cp1258")
    return bytes(encoded)


def to_viqr(text: str) -> bytes:
    r"""RFC 1456: marks after the vowel; a plain mark after a vowel, and a plain `dd`, behind a backslash."""
    text = re.sub(r"(?<=[^\W\d_])(?=[\^(+'`?~.])|(?<=[dD])(?=[dD])", r"\\", text)
    letters = unicodedata.normalize("NFD", text.replace("đ", "dd").replace("Đ", "DD"))
    letters = re.sub(r"([\u0323])([\u0302\u0306\u031b])", r"\2\1", letters)
    return "".join((TONES | SHAPES).get(c, c) for c in letters).encode("utf-8")


ENCODERS = {"tcvn3": to_tcvn3, "vni": to_vni, "windows-1258": to_windows_1258, "viqr": to_viqr}


@pytest.mark.parametrize(
    ("written", "text", "encoding"),
    [
        ("KÕ ho¹ch", "Kế hoạch", "tcvn3"),
        ("Uû ban nh©n d©n", "Uỷ ban nhân dân", "tcvn3"),
        ("Uû ban nh©n d©n tØnh Kiªn Giang", "Uỷ ban nhân dân tỉnh Kiên Giang", "tcvn3"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc", "tcvn3"),
        ("tr­íc ngµy 15 th¸ng 3 n¨m 2006", "trước ngày 15 tháng 3 năm 2006", "tcvn3"),
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam", "tcvn3"),
        ("KEÁ HOAÏCH", "KẾ HOẠCH", "vni"),
        ("Keá hoaïch toå chöùc hoäi nghò", "Kế hoạch tổ chức hội nghị", "vni"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc", "vni"),
        ("UÛy ban nhaân daân tænh Ñaêk Laêk", "Ủy ban nhân dân tỉnh Đăk Lăk", "vni"),
        ("Ke^' hoa.ch", "Kế hoạch", "viqr"),
        ("DDo^.c la^.p - Tu+. do - Ha.nh phu'c", "Độc lập - Tự do - Hạnh phúc", "viqr"),
        ("Ta.i ddi.a phu+o+ng, nga`y 5 tha'ng 3.", "Tại địa phương, ngày 5 tháng 3.", "viqr"),
        ("Kêì hoaòch", "Kế hoạch", "windows-1258"),
        ("Công taìc ðaÒng cuÒa xaÞ", "Công tác đảng của xã", "windows-1258"),
        ("Ðôòc lâòp - Týò do - Haònh phuìc", "Độc lập - Tự do - Hạnh phúc", "windows-1258"),
    ],
)
def test_text_in_the_look_of_another_encoding(written: str, text: str, encoding: str) -> None:
    document = read_bytes(written.encode(), "a.txt")
    assert (document.text, document.source.encoding) == (text, encoding)


@pytest.mark.parametrize("encoding", ENCODERS)
def test_single_bytes(encoding: str) -> None:
    text = "Kế hoạch tổ chức đại hội công đoàn cơ sở, tiến tới đại hội công đoàn các cấp"
    document = read_bytes(ENCODERS[encoding](text), "a.txt")
    assert document.text.lower() == text.lower()
    assert document.source.encoding == encoding


@st.composite
def stretches(draw: st.DrawFn) -> str:
    """Sixty words or more of a plan, such as the old fonts could hold."""
    words = draw(st.sampled_from(sorted(PLANS.glob("*.txt")))).read_text(encoding="utf-8").split(" ")
    start = draw(st.integers(0, max(0, len(words) - 60)))
    stretch = " ".join(words[start : start + draw(st.integers(60, 400))])
    stretch = re.sub(r"[^\w\s!-~–“”‘’…]", "", stretch).replace("\ufeff", "").strip()
    assume(vietnamese_share(stretch) > 0.45)
    return stretch


@settings(max_examples=40, deadline=None)
@given(stretches(), st.sampled_from(sorted(ENCODERS)), st.booleans())
def test_what_was_encoded_is_read_back(text: str, encoding: str, copied: bool) -> None:
    data = ENCODERS[encoding](text)
    if copied and encoding != "viqr":
        data = data.decode("cp1252", "replace").encode()
    document = read_bytes(data, "a.txt")
    assert document.source.encoding == encoding
    if encoding == "tcvn3":
        assert document.text.lower() == text.lower()
    elif encoding == "viqr":
        assert document.text == re.sub(r"(?m)^(\s*[AEIOUYaeiouy])\\", r"\1", text)
    else:
        assert document.text == text


@settings(max_examples=40, deadline=None)
@given(stretches(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]), st.sampled_from(["NFC", "NFD"]))
def test_unicode_in_all_forms(text: str, encoding: str, form: str) -> None:
    decomposed = unicodedata.normalize("NFD", text) if form == "NFD" else text
    document = read_bytes(decomposed.encode(encoding), "a.txt")
    assert document.text == text
    assert document.source.encoding == encoding.removesuffix("-sig")[:6].rstrip("-")
    assert document.source.repairs == ()


def test_capitals_of_tcvn3_follow_the_plain_letters_of_the_word() -> None:
    assert from_tcvn3("CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM") == "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert from_tcvn3("kÕ ho¹ch cña TØNH §oµn") == "kế hoạch của TỈNH Đoàn"
    assert from_tcvn3("½ ngµy, s½n sµng") == "½ ngày, sẵn sàng"
    assert from_tcvn3("¤ng Bé tr­ëng") == "Ông Bộ trưởng"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("nhie^.m vu..", "nhiệm vụ."),
        ("Vie^.t Nam.", "Việt Nam."),
        ("a. Mu.c ddi'ch", "a. Mục đích"),
        (r"Ai ddi ta\? Ta ddi\.", "Ai đi ta? Ta đi."),
        ("Kro^ng Pa('c", "Krông Pắc"),
        ("So^' 65/KH-LDDLDD", "Số 65/KH-LĐLĐ"),
        ("ddi.a chi? address", "địa chỉ address"),
        ("www.sogd.edu.vn", "www.sogd.edu.vn"),
        ("to^'t (kha')", "tốt (khá)"),
    ],
)
def test_viqr_marks_that_are_punctuation(written: str, text: str) -> None:
    assert from_viqr(written) == text


OTHER_LANGUAGES = [
    "The committee shall report to the board before 15 May. Who is to do it? See section 3 (a) and the café's naïve résumé.",
    "L'arrêté du maire sera affiché à l'hôtel de ville où né l'été; les élèves y sont conviés dès la rentrée, ça va.",
    "Die Behörde prüft für jede Straße, ob die Maßnahme nötig ist; müßte sie später ändern, wäre größerer Ärger übrig.",
    "La reunión será mañana a las ocho; el año próximo habrá más niños, según informó el señor Núñez.",
    "Skjønt bære få må åtte års søvn på øya, så går båten ærlig over sjøen til Ålesund.",
    "© 2020 Trade Union® 25 µg/m³, 30 °C, § 5, ± 3 %, «quoted» text · more text ¶",
]


@pytest.mark.parametrize("text", OTHER_LANGUAGES)
@pytest.mark.parametrize("charset", ["utf-8", "cp1252"])
def test_other_languages_stay_as_they_are(text: str, charset: str) -> None:
    document = read_bytes(text.encode(charset), "a.txt")
    assert document.text == text
    assert document.source.encoding == ("utf-8" if charset == "utf-8" or text.isascii() else "windows-1252")
    assert document.source.repairs == ()


@pytest.mark.parametrize(
    "text", ["© Công ty 2020", "Đại hội", "Ðại hội", "Công ty ABC®, 25 µg/m³", "Krông Nô, Ea H’leo", "20 m²·ngày"]
)
def test_vietnamese_with_signs_of_latin_1_stays_as_it_is(text: str) -> None:
    assert mend(text).text == text


def test_lines_of_another_font_in_a_unicode_document() -> None:
    unicode_line = "Căn cứ Kế hoạch số 73/KH-TLĐ của Tổng Liên đoàn, Ban Thường vụ xây dựng kế hoạch như sau:"
    text = f"{unicode_line}\nUû ban nh©n d©n tØnh Kiªn Giang\n{unicode_line}"
    document = read_bytes(text.encode(), "a.txt")
    assert document.text == f"{unicode_line}\nUỷ ban nhân dân tỉnh Kiên Giang\n{unicode_line}"
    assert document.source.encoding == "utf-8"
    (repair,) = document.source.repairs
    assert (repair.kind, repair.raw) == ("tcvn3", "Uû ban nh©n d©n tØnh Kiªn Giang")
    assert document.text[repair.span.start : repair.span.end] == "Uỷ ban nhân dân tỉnh Kiên Giang"


def test_utf_8_that_was_read_as_windows_1252() -> None:
    text = "Kế hoạch tổ chức hội nghị\nSố: 65/KH-LĐLĐ\nThành phố Đà Nẵng, Bộ Y tế, xã Ia Ka"
    looks = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in text.encode())
    document = read_bytes(looks.encode(), "a.txt")
    assert document.text == text
    assert {repair.kind for repair in document.source.repairs} == {"mojibake"}
    for repair in document.source.repairs:
        assert repair.raw in looks


@pytest.mark.parametrize("word", ["nghiêng", "hoà", "hòa", "quyết", "giếng", "gì", "Uỷ", "khuỷu", "ĐƯỜNG", "quốc", "ừ", "thuở"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["hoach", "kêt", "nghiêngg", "ṣự", "cafộ", "dộjà", "ầế", "bcd", "ngờờ", "x" * 1000])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)
