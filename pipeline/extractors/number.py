"""The document's own number, from its head: `Số: 65/KH-LĐLĐ`; a blank one keeps its symbol (guidelines 10.1).

What a scan made unreadable, and what somebody wrote by hand, is left blank rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.anchors import NUMBER_LABEL, STAMP
from pipeline.document import Span
from pipeline.document_numbers import DocumentNumber, find_numbers, read_number
from pipeline.findings import Findings
from pipeline.letters import UPPER, folded
from pipeline.lexicon.types import by_code
from pipeline.opening import printed_type
from pipeline.plan import Number
from pipeline.reading import Reading

_LABEL = re.compile(r"[s5][o06c]z?[ ]{0,3}[:.;]?[ ]{0,2}")
_ODD_DIGITS = re.compile(r"\s*(?P<no>[S\d][\dOoIlSB]{0,4}[\dSABCD])(?=[ ]{0,3}[/-])")
_DIGIT_B = re.compile(r"B(?=[\dOoIl])")
_SYMBOL = re.compile(r"/[ ]{0,3}(?=[A-ZĐ])")
_INITIALS = re.compile(rf"[ ](?P<letters>[{UPPER}]{{2,6}})(?=[ ]*(?:\n|\||$|[ ]{{3}}))")
_LONGEST_HEAD = 20_000
_LONGEST = 90
_LOW_CONFIDENCE = 50
_ABOVE = 60


def extract(reading: Reading, found: Findings) -> Findings:
    """The number line of the head: the one whose symbol names the document's type, else any type, else the first."""
    stretches = [(start, min(end, start + _LONGEST_HEAD)) for start, end in reading.spans("head", "title")]
    candidates = [number for stretch in stretches for number in _candidates(reading, *stretch)]
    if not candidates:
        return found
    named = printed_type(reading)
    own = [number for number in candidates if named and number.type_code in (named[0].code, named[0].party_code)]
    typed = [number for number in candidates if number.type_code]
    return found._replace(number=_number(reading, (own or typed or candidates)[0]))


def _candidates(reading: Reading, start: int, end: int) -> Iterator[DocumentNumber]:
    for label in NUMBER_LABEL.finditer(reading.folded, start, end):
        number = _after_label(reading, label.start(), end)
        if number and not _is_cited(reading, start, label.start(), number):
            yield number
    for number in find_numbers(reading.mended, start, end):
        if number.type_code and _stands_alone(reading, number):
            yield number


def _after_label(reading: Reading, label: int, end: int) -> DocumentNumber | None:
    """The number behind its label; where the digits are damaged, the symbol alone."""
    prefix = _LABEL.match(reading.folded, label)
    if prefix is None:
        return None
    stop = min(end, label + _LONGEST)
    number = read_number(reading.mended, prefix.end(), stop) or _with_odd_digits(reading, prefix.end(), stop)
    if number is not None:
        return _with_place_code(reading, number)
    slash = _SYMBOL.search(reading.clean, label, min(end, label + 40))
    return read_number(reading.clean, slash.start(), stop) if slash else None


def _with_odd_digits(reading: Reading, start: int, stop: int) -> DocumentNumber | None:
    """`5B7/KH-`, `39S/KH-` with letters for digits; `12A/KH-` with a capital behind them."""
    digits = _ODD_DIGITS.match(reading.clean, start, stop)
    if digits is None:
        return None
    plain = _DIGIT_B.sub("8", digits["no"].replace("S", "5"))
    view = reading.clean[: digits.start("no")] + plain.lower() + reading.clean[digits.end("no") : stop]
    number = read_number(view, start, stop)
    if number is None or number.value is None:
        return None
    value = number.value.replace(plain.lower(), plain, 1)
    return number._replace(value=value, repaired=number.repaired or plain != digits["no"])


def _with_place_code(reading: Reading, number: DocumentNumber) -> DocumentNumber:
    """`/KH-THPT LTP`: initials set off by a blank that end the line belong to the symbol."""
    tail = _INITIALS.match(reading.text, number.end)
    if tail is None or number.issuer_code is None:
        return number
    letters = tail["letters"]
    value = number.value and number.value + letters
    symbol, issuer = number.symbol + letters, number.issuer_code + letters
    return number._replace(value=value, symbol=symbol, issuer_code=issuer, end=tail.end("letters"))


def _is_cited(reading: Reading, start: int, label: int, number: DocumentNumber) -> bool:
    """The number of an incoming stamp, or of a paper named before it (`THEO QUYẾT ĐỊNH SỐ 1050/QĐ-SCT`)."""
    before = reading.folded[max(start, label - _ABOVE) : label].rstrip(" \n")
    if number.type_code is None:
        return bool(STAMP.search(before))
    kind = by_code(number.type_code)
    return kind is not None and before.endswith(f" {folded(kind.name)}")


def _stands_alone(reading: Reading, number: DocumentNumber) -> bool:
    """A number without its label fills a line or a cell."""
    before = reading.text[max(0, number.start - 3) : number.start]
    after = reading.text[number.end : number.end + 3]
    return (not before.strip(" ") or before.rstrip(" ")[-1:] in "\n|") and (
        not after.strip(" ") or after.lstrip(" ")[:1] in "\n|"
    )


def _number(reading: Reading, number: DocumentNumber) -> Number:
    span = Span(start=number.start, end=number.end)
    unsure = _is_unsure(reading, number)
    return Number(
        span=span,
        mentions=(span,),
        rule="number.blank" if number.value is None or unsure else "number.head",
        evidence="repaired" if number.value is None or unsure or _is_repaired(reading, number) else "stated",
        value=None if unsure else number.value,
        sequence=None if unsure else number.sequence,
        year=number.year,
        symbol=number.symbol,
        type_code=number.type_code,
        issuer_code=number.issuer_code,
    )


def _is_repaired(reading: Reading, number: DocumentNumber) -> bool:
    return number.repaired or reading.is_mended(number.start, number.end)


def _is_unsure(reading: Reading, number: DocumentNumber) -> bool:
    """Whether a scan's digits were read without confidence, as those written by hand are."""
    words, slash = reading.document.words, reading.clean.find("/", number.start, number.end)
    known = [
        words.confidence(index)
        for index in words.within(number.start, slash)
        if any(map(str.isdigit, reading.text[words[index].start : words[index].end]))
    ]
    return number.value is not None and any(one is not None and one < _LOW_CONFIDENCE for one in known)
