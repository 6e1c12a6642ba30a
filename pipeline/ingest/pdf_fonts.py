"""Words of a PDF in fonts made before Unicode, decoded by the name of their font or, where it says nothing, by content.

/BaseFont /ABCDEF+.VnTime      "Uû ban nh©n d©n"       "Uỷ ban nhân dân", encoding "tcvn3"
/BaseFont /VNI-Times           "KEÁ HOAÏCH"            "KẾ HOẠCH", encoding "vni"
/BaseFont /F1                  "KÕ ho¹ch"              "Kế hoạch", encoding "tcvn3"

Fonts are asked for only on pages that show a sign which Vietnamese in Unicode does not have. All words of a font on a page are
looked at together: a font by such a name that also shows letters of Unicode has other codes than its name says.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.ingest.fonts import decoded, encoding_of
from pipeline.ingest.legacy import CONVERSIONS, recognise
from pipeline.ingest.normal import nfc
from pipeline.ingest.syllables import is_syllable, sample
from pipeline.ingest.symbols import is_symbol_font

HYPHEN = "\ufffe"
"""What pdfium gives for `-` or U+00AD between letters at the end of a line."""
_FOREIGN = re.compile("[¡-¦¨-ª¬-¯´-¶¸-º¾¿Ä-ÇËÎ-ÑÖØÛÜÞßä-çëî-ñöøûüþÿ\uf020-\uf0ff]")
_SUBSET = re.compile(r"[A-Z]{6}\+")
_LETTERS = "[^\\x00-@\\[-`{-\\x7f\ufffe]{0,6}"
_HYPHENED = re.compile(f"({_LETTERS})[-{HYPHEN}]({_LETTERS})")
_BLANK = "\x1f"
"""Stands between the words of a line: no letter of a word is decoded to it."""
_BETWEEN = re.compile(f"[\n{_BLANK}]")
_LONGEST_NAME = 128
_Piece = tuple[int, str, str]


def looks_legacy(text: str) -> bool:
    """Whether the characters of a page may have been typed in other fonts than those of Unicode."""
    return _FOREIGN.search(text) is not None


def decoded_words(layer: pdfium.PdfTextPage, text: str, words: Sequence[re.Match[str]]) -> tuple[list[str], str | None]:
    """The words of a page's characters `text` as a reader sees them, and the encoding that most of them had."""
    pieces = list(_pieces(layer, words))
    letters = [""] * len(words)
    encodings: Counter[str] = Counter()
    seen: dict[int, str] = {}
    for font in dict.fromkeys(font for _, font, _ in pieces):
        places = [place for place, piece in enumerate(pieces) if piece[1] == font]
        run, encoding = _in_unicode(font, _joined(text, words, [pieces[place] for place in places]))
        seen |= zip(places, _BETWEEN.split(run), strict=True)
        if encoding:
            encodings[encoding] += len(places)
    for place, (word, _, _) in enumerate(pieces):
        letters[word] += seen[place]
    return letters, encodings.most_common(1)[0][0] if encodings else None


def _pieces(layer: pdfium.PdfTextPage, words: Sequence[re.Match[str]]) -> Iterator[_Piece]:
    """The words cut where their font changes: which word, the font, the characters."""
    name, flags = ctypes.create_string_buffer(_LONGEST_NAME), ctypes.c_int()

    def font_at(index: int) -> str:
        length = pdfium_c.FPDFText_GetFontInfo(layer.raw, index, name, _LONGEST_NAME, flags)
        return _SUBSET.sub("", name.value.decode("utf-8", "replace")) if 0 < length <= _LONGEST_NAME else ""

    for number, word in enumerate(words):
        start, font = word.start(), font_at(word.start())
        if font_at(word.end() - 1) != font:
            for at in range(start + 1, word.end()):
                other = font_at(at)
                if other != font:
                    yield number, font, word[0][start - word.start() : at - word.start()]
                    start, font = at, other
        yield number, font, word[0][start - word.start() :]


def _joined(text: str, words: Sequence[re.Match[str]], pieces: Sequence[_Piece]) -> str:
    """The pieces of one font line by line."""
    parts, end = [], words[pieces[0][0]].start()
    for number, _, piece in pieces:
        start = words[number].start()
        parts += ["\n" if "\n" in text[end:start] else _BLANK, piece]
        end = start
    return "".join(parts[1:])


def _in_unicode(font: str, text: str) -> tuple[str, str | None]:
    named = encoding_of(font)
    letters, encoding = decoded(font, _with_hyphens(text, named))
    return (letters, encoding) if encoding or is_symbol_font(font) else _by_content(text)


def _by_content(text: str) -> tuple[str, str | None]:
    """All words of a font as one text or, where it holds both, line by line."""
    whole = recognise(sample(text))
    if whole is not None:
        return CONVERSIONS[whole](_with_hyphens(text, whole)), whole
    found: str | None = None
    lines = text.split("\n")
    for at, line in enumerate(lines):
        encoding = recognise(line) if _FOREIGN.search(line) else None
        found = found or encoding
        line = _with_hyphens(line, encoding)
        lines[at] = CONVERSIONS[encoding](line) if encoding else line
    return "\n".join(lines), found


def _with_hyphens(text: str, encoding: str | None) -> str:
    """Where TCVN3 has its ư, U+00AD, pdfium may give a hyphen: `tr-êng` is `trường`, `KH-UBND` is no syllable, and `KH-` at
    the end of a line the beginning of a number.
    """
    if encoding == "tcvn3":
        text = _HYPHENED.sub(_with_horn, text)
    return text.replace(HYPHEN, "-")


def _with_horn(word: re.Match[str]) -> str:
    meant = word[1] + "\xad" + word[2]
    if word[1].isupper() and not word[2]:
        return word[0]
    return meant if is_syllable(nfc(CONVERSIONS["tcvn3"](meant))) else word[0]
