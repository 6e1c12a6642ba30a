"""What kind of document this is, and its title (trích yếu): the lines under the word KẾ HOẠCH, joined to one.

A text counts as a document when two things agree: a line that names the type, a frame of number, date and motto, a sentence that
makes the plan, legal bases, a closing sentence, recipients and signature. A text that only speaks of plans is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from pipeline.anchors import ADDRESSEE, DATE_WORDS, ENCLOSED, NOTE_INSIDE, NUMBER_LABEL, STATE_MOTTO
from pipeline.bodies.names import parse
from pipeline.document import Span
from pipeline.findings import Findings
from pipeline.letters import is_capital
from pipeline.lexicon import types
from pipeline.lexicon.bodies import initials
from pipeline.opening import printed_type
from pipeline.plan import DocType, Evidence, Title
from pipeline.reading import Reading
from pipeline.rules import pattern
from pipeline.titles import ENACTING, title_lines

_CLOSING = pattern(r"tren day la (?:noi dung |ban )?(?P<type>ke hoach|chuong trinh|phuong an|huong dan)")
_MAKING = pattern(
    r"(?:xay dung|ban hanh|lap|de ra|trien khai) (?:va [a-z ]{1,30})?(?P<type>ke hoach)[^.;]{0,300}"
    r"(?:nhu sau|sau day|noi dung sau|cu the) ?:"
)
_BASES = pattern(r"[-–+]? ?(?:can cu|thuc hien|thi hanh|trien khai|tiep tuc)\b")
_SUBJECT = re.compile(r"(?:^|\n|[|]|[ ]{3})[ *_(]{0,9}(?:v/v|ve viec)[ ]*:?[ ]*")
_SESSION = pattern(r"[(]?(?:khoa [ivx]{1,5}\b|ky hop\b)")
_BY_AUTHORITY = ("QĐ", "NQ", "TT", "NĐ", "CT", "QyĐ")
_FRAME = (NUMBER_LABEL, DATE_WORDS, STATE_MOTTO)
_WINDOW = 3000
_NOTE_LINES = 12
_LONGEST = 300
_ENOUGH = 2


def extract(reading: Reading, found: Findings) -> Findings:
    """`doc_type` and `title`; neither where the text is no administrative document."""
    kind = _printed_type(reading) or _inferred_type(reading, found)
    if kind is None:
        return found
    return found._replace(doc_type=kind, title=_title(reading, kind))


def _printed_type(reading: Reading) -> DocType | None:
    """The type whose words close the head, if one more trait of a document is there; two, where it has neither line nor frame."""
    named = printed_type(reading)
    if named is None:
        return None
    kind, first, last = named
    framed = any(form.search(reading.folded, *part) for form in _FRAME for part in reading.spans("head"))
    alone = reading.clean[last : reading.text.find("\n", last)].strip()[:1] in ("", "(")
    if sum(_traits(reading)) < (1 if framed or alone else _ENOUGH):
        return None
    words = reading.value(first, last)
    evidence: Evidence = "repaired" if types.by_word(words) is None else "stated" if _names(words, kind) else "inferred"
    return _doc_type(kind, Span(start=first, end=last), "title.type_line", evidence)


def _names(words: str, kind: types.DocumentType) -> bool:
    """Whether the words are the type's own name, perhaps with more behind it (`KẾ HOẠCH LIÊN TỊCH`) or without `Bản`."""
    name = kind.name.lower()
    return words.lower().startswith((name, name.removeprefix("bản ")))


def _doc_type(kind: types.DocumentType, span: Span, rule: str, evidence: Evidence) -> DocType:
    return DocType(
        span=span, mentions=(span,), rule=rule, evidence=evidence, code=kind.code or initials(kind.name), name=kind.name
    )


def _traits(reading: Reading) -> Iterator[bool]:
    """Traits of a document, its type line apart: frame, the note of what encloses it, legal bases or the making of a plan,
    closing, foot, numbered parts."""
    folded = reading.folded
    lines = list(islice(reading.layout.lines, _NOTE_LINES))
    yield any(form(folded, line.start, line.end) for line in lines for form in (ENCLOSED.match, NOTE_INSIDE.search))
    yield any(form.search(folded, *part) for form in _FRAME for part in reading.spans("head"))
    yield any(_BASES.match(folded, block.start, block.end) for block in reading.blocks_in("preamble"))
    yield any(ENACTING.search(folded, *part) for part in reading.spans("preamble"))
    yield _words_of(reading, _CLOSING) is not None
    yield bool(reading.spans("signature", "recipients"))
    yield sum(section.level == 1 and section.kind not in ("dash", "plus", "bullet") for section in reading.sections) > 1


def _words_of(reading: Reading, form: re.Pattern[str]) -> Span | None:
    """Where a sentence about the plan itself names its type: first in the preamble, then in the closing."""
    stretches = (*reading.spans("preamble"), *reading.spans("body", "implementation", "closing"))
    for start, end in stretches:
        for low, high in ((start, min(end, start + _WINDOW)), (max(start, end - _WINDOW), end)):
            if match := form.search(reading.folded, low, high):
                return Span(start=match.start("type"), end=match.end("type"))
    return None


def _inferred_type(reading: Reading, found: Findings) -> DocType | None:
    """Without a type line: what the number's symbol, the making of the plan or the closing say, if two more traits agree."""
    if sum(_traits(reading)) < _ENOUGH:
        return None
    if found.number and found.number.type_code and (kind := types.by_code(found.number.type_code)):
        return _doc_type(kind, found.number.span, "title.number", "inferred")
    span = _words_of(reading, _MAKING) or _words_of(reading, _CLOSING)
    if span and (kind := types.by_word(reading.value(span.start, span.end).capitalize())):
        return _doc_type(kind, span, "title.sentence", "inferred")
    letter = types.by_code("CV")
    if found.number and letter and (addressee := _addressee(reading)):
        return _doc_type(letter, addressee, "title.letter", "inferred")
    return None


def _addressee(reading: Reading) -> Span | None:
    starts = (block.start for block in reading.blocks[:40] if ADDRESSEE.match(reading.folded, block.start, block.end))
    return next((Span(start=start, end=start + len("Kính gửi")) for start in starts), None)


def _title(reading: Reading, kind: DocType) -> Title | None:
    """The printed lines under the type line, or what follows `V/v` in the head of a letter."""
    heads = reading.spans("head")
    if not heads:
        return None
    lines = title_lines(reading.layout, heads[-1][1])
    if kind.rule != "title.type_line" and not reading.spans("title"):
        return _subject(reading)
    if not lines:
        return None
    if kind.code in _BY_AUTHORITY:
        lines = _without_authority(reading, lines)
    return _as_title(reading, lines[0][0], lines[-1][1], "title.lines")


def _without_authority(reading: Reading, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The title of a decision without the lines of who decides: `CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH`, `KHÓA X, KỲ HỌP THỨ 8`."""
    while len(lines) > 1 and is_capital(reading.value(*lines[-1])) and _SESSION.match(reading.folded, *lines[-1]):
        lines = lines[:-1]
    last = reading.value(*lines[-1])
    return lines[:-1] if len(lines) > 1 and is_capital(last) and parse(last) is not None else lines


def _as_title(reading: Reading, start: int, end: int, rule: str) -> Title:
    first, last = _quoted(reading, start, end)
    span = Span(start=first, end=last)
    return Title(span=span, mentions=(span,), rule=rule, evidence="stated", text=reading.value(first, last))


def _quoted(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """The trimmed stretch; a quotation mark at its end stays if its pair stands inside."""
    span = reading.span(start, end)
    first, last = span.start, span.end
    if reading.clean.count("“", first, last) > reading.clean.count("”", first, last) and reading.clean[last : last + 1] == "”":
        last += 1
    if (
        reading.clean[first - 1 : first] == "“"
        and first > start
        and reading.clean.count("”", first, last) > reading.clean.count("“", first, last)
    ):
        first -= 1
    if reading.clean.count("(", first, last) > reading.clean.count(")", first, last) and reading.clean[last : last + 1] == ")":
        last += 1
    return first, last


def _subject(reading: Reading) -> Title | None:
    """`V/v tổ chức hội nghị` under the number of a letter, over the lines of its cell."""
    head = reading.spans("head")[0][0]
    match = _SUBJECT.search(reading.folded, head, head + _WINDOW)
    if match is None:
        return None
    ends = (at for mark in ("\n\n", "|", "   ") if (at := reading.text.find(mark, match.end())) >= 0)
    return _as_title(reading, match.end(), min(ends, default=match.end() + _LONGEST), "title.subject")
