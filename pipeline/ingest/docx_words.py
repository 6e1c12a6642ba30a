"""The words of one Word paragraph as they are printed: insertions in, deletions and field codes out, legacy fonts decoded.

<w:p><w:r><w:t>Kế </w:t></w:r><w:del>...</w:del><w:ins>...<w:t>hoạch</w:t></w:ins></w:p>        "Kế hoạch"
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby, islice
from operator import itemgetter

from pipeline.ingest.docx_styles import Look, Styles
from pipeline.ingest.docx_xml import Element, W
from pipeline.ingest.fonts import decoded

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_NEVER_PRINTED = frozenset(
    W + name
    for name in (
        "del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "rt", "fldData", "sdtPr", "sdtEndPr",
        "footnoteRef", "endnoteRef", "annotationRef", "sectPr",
    )
)  # fmt: skip
_TEXTS = (W + "t", _MATHS + "t")
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}


@dataclass(slots=True)
class Words:
    """What a paragraph holds: its text, the encodings of its legacy fonts, its notes (kind, id), the text boxes on it."""

    text: str = ""
    encodings: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


class WordsReader:
    """Reads the paragraphs of a document in their order, for its notes are numbered as they are met."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._counts: dict[str, int] = {}
        self.marks: dict[tuple[str, str], str] = {}
        """What the references to notes show, by kind and id."""

    def read(self, paragraph: Element) -> Words:
        """The words of a `w:p` element, without the number that a list gives it."""
        pieces: list[tuple[Look, str]] = []
        words = Words()
        self._walk(paragraph, self._styles.paragraph_look(paragraph), _Sink(words, pieces))
        for look, group in groupby(pieces, key=itemgetter(0)):
            text, encoding = decoded(look.font, "".join(text for _, text in group))
            words.text += text.upper() if look.capitals else text
            if encoding:
                words.encodings.append(encoding)
        return words

    def _walk(self, element: Element, look: Look, into: _Sink) -> None:
        for child in element.iterchildren("*"):
            tag = child.tag
            if tag in _TEXTS:
                into.write(look, child.text or "")
            elif tag == W + "r":
                self._walk(child, self._styles.run_look(child, look), into)
            elif tag in _SIGNS:
                into.write(look, _SIGNS[tag])
            elif tag == W + "fldChar":
                into.step(child.get(W + "fldCharType"))
            elif tag == W + "sym":
                into.write(look._replace(font=child.get(W + "font")), _character(child.get(W + "char")))
            elif tag in _NOTES:
                self._refer(child, _NOTES[tag], look, into)
            elif tag == W + "txbxContent":
                into.words.boxes.append(child)
            elif tag == _COMPATIBILITY + "AlternateContent":
                for form in islice(child.iterchildren("*"), 1):  # of several forms of one drawing
                    self._walk(form, look, into)
            elif tag not in _NEVER_PRINTED:
                if tag == _MATHS + "den":
                    into.write(look, "/")
                self._walk(child, look, into)

    def _refer(self, reference: Element, kind: str, look: Look, into: _Sink) -> None:
        """The mark of a note, in brackets as web pages made by Word have it; a writer's own mark stands in the run itself."""
        note = (kind, reference.get(W + "id") or "")
        into.words.notes.append(note)
        if reference.get(W + "customMarkFollows") in ("1", "true", "on"):
            return
        self._counts[kind] = self._counts.get(kind, 0) + 1
        self.marks[note] = f"[{self._counts[kind]}]"
        into.write(look, self.marks[note])


@dataclass(slots=True)
class _Sink:
    """Where words go: pieces of one look each, unless they are hidden or the code of a field (between `begin` and `separate`)."""

    words: Words
    pieces: list[tuple[Look, str]]
    fields: list[bool] = field(default_factory=list)

    def write(self, look: Look, text: str) -> None:
        if text and not look.hidden and not any(self.fields):
            self.pieces.append((look, text))

    def step(self, kind: str | None) -> None:
        if kind == "begin":
            self.fields.append(True)
        elif self.fields and kind == "separate":
            self.fields[-1] = False
        elif self.fields and kind == "end":
            self.fields.pop()


def _character(code: str | None) -> str:
    """The character of a hexadecimal code, nothing for none."""
    try:
        return chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""
