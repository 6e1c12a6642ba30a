"""Checks of the head and foot: identity, key, number, date line, issuing body, title, signature, recipients."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.plan import DocType, IssueDate, IssuePlace, IssuingBody, Number, Plan, Recipient, Signature, Title
from pipeline.validate.dates import bounds_agree, edtf_form, year_of
from pipeline.validate.problem import Finding, short
from pipeline.validate.reading import bare_number, folded, in_order, plain, printed_parts, said, same, squeezed, words, years

_SHA256 = re.compile(r"[0-9a-f]{64}")
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+){0,60}"
_KEY = re.compile(rf"{_SLUG}/(?P<type>{_SLUG})/(?P<number>[0-9]{{1,15}})[a-z]?/(?P<year>{_SLUG})")
_SEQUENCE = re.compile(r"[0-9]{1,15}")


def identity(plan: Plan) -> Iterator[Finding]:
    """`id` is the digest of the source, with `#2` and so on for the further plans of a file."""
    source = plan.source
    if not _SHA256.fullmatch(source.sha256):
        yield "source.sha256", "is no hex digest of 64 figures"
    index = source.part.index if source.part else 1
    expected = f"sha256:{source.sha256}" + (f"#{index}" if index > 1 else "")
    if plan.id != expected:
        yield "id", f"is {plan.id!r}, the source gives {expected!r}"
    if source.path.startswith("/") or "\\" in source.path or ".." in source.path.split("/"):
        yield "source.path", f"{source.path!r} is not relative to the input root with / as separator"


def key(plan: Plan) -> Iterator[Finding]:
    """The plan's own key names its own number, the type that the number bears, and its year."""
    if plan.key is None:
        return
    if plan.number is None or plan.issuing_body is None or plan.doc_type is None:
        yield "key", "is given, but issuing body, type or number is null"
        return
    year = plan.number.year or (year_of(plan.issue_date.edtf) if plan.issue_date else None)
    for message in key_form(plan.key, plan.number.sequence, plan.number.type_code or plan.doc_type.code, year):
        yield "key", message


def key_form(value: str, sequence: int | None, type_code: str | None, year: int | None) -> Iterator[str]:
    """`<issuer>/<type>/<number>/<year or term>` in lower-case ASCII, in agreement with what else is known."""
    found = _KEY.fullmatch(value)
    if found is None:
        yield f"{value!r} is not <issuer>/<type>/<number>/<year or term> in lower-case ASCII"
        return
    if int(found["number"]) != sequence:
        yield f"{value!r} has the number {found['number']}, the number is {sequence}"
    if type_code is not None and found["type"] != folded(type_code):
        yield f"{value!r} has the type {found['type']}, the type code is {type_code}"
    if year is not None and re.fullmatch("[0-9]{4}", found["year"]) and int(found["year"]) != year:
        yield f"{value!r} has the year {found['year']}, the year is {year}"


def doc_type(item: DocType, plan: Plan) -> Iterator[Finding]:
    """The words of the type open the span; others may follow (`KẾ HOẠCH LIÊN TỊCH`), `Bản` may be left out."""
    printed = said(plan.text, item.span)
    name = squeezed(item.name.lower())
    if item.evidence == "stated" and not squeezed(printed.lower()).startswith((name, name.removeprefix("bản"))):
        yield "name", f"is {item.name!r}, the span says {short(printed)}"
    further = len(squeezed(printed)) > len(name)
    if further and printed.split()[0].isupper() and not printed.isupper():
        yield "span", f"goes beyond the capitals of the type: {short(printed)}"
    if further and plan.text[item.span.end - 1 : item.span.end + 1].isalnum():
        yield "span", f"ends inside a word: {short(printed)}"


def number(item: Number, plan: Plan) -> Iterator[Finding]:
    printed = said(plan.text, item.span)
    if item.value is not None and item.evidence == "stated" and bare_number(printed) != bare_number(item.value):
        yield "value", f"is {item.value!r}, the span says {short(printed)}"
    yield from number_parts("value", item.value, item.sequence, item.year)
    symbol = item.symbol or ""
    if item.value is not None and not item.value.endswith(symbol):
        yield "symbol", f"is {item.symbol!r}, the number is {item.value!r}"
    for field, code in (("type_code", item.type_code), ("issuer_code", item.issuer_code)):
        if code is not None and code.lower() not in symbol.lower():
            yield field, f"is {code!r}, the symbol is {item.symbol!r}"


def number_parts(field: str, value: str | None, sequence: int | None, year: int | None) -> Iterator[Finding]:
    """The normal form of a document number, and the integers read from it."""
    if value is None:
        if sequence is not None:
            yield "sequence", f"is {sequence}, the number is blank"
        return
    if plain(value) != squeezed(value) or re.search(r" [-/.]|[-/.] ", value):
        yield field, f"{value!r} has blanks around / - . or a hyphen that is not plain"
    first = _SEQUENCE.match(value)
    if sequence != (int(first[0]) if first else None):
        yield "sequence", f"is {sequence}, the number is {value!r}"
    if year is not None and year not in years(value[first.end() if first else 0 :]):
        yield "year", f"{year} is not printed inside the number {value!r}"


def issue_date(item: IssueDate, plan: Plan) -> Iterator[Finding]:
    yield from edtf_form("edtf", item.edtf)
    yield from bounds_agree(item.edtf, item.start_date, item.end_date)
    printed = said(plan.text, item.span)
    if item.edtf is not None and item.evidence == "stated" and not printed_parts(item.edtf, printed):
        yield "edtf", f"{item.edtf} is not printed in {short(printed)}"


def issue_place(item: IssuePlace, plan: Plan) -> Iterator[Finding]:
    printed = said(plan.text, item.span)
    if item.evidence == "stated" and not same(item.name, printed):
        yield "name", f"is {item.name!r}, the span says {short(printed)}"
    line = plan.issue_date and plan.issue_date.span
    if line and not line.start <= item.span.start < item.span.end <= line.end:
        yield "span", "is not inside the date line"


def issuing_body(item: IssuingBody, plan: Plan) -> Iterator[Finding]:
    """Every word of a stated name is printed somewhere in its evidence, or its initials are (`UBND`); tones may differ."""
    printed = words(folded(said(plan.text, *item.mentions, *item.evidence_spans)))
    unread = [word for word in words(folded(item.name)) if word not in printed]
    initials = "".join(word[0] for word in unread if word != "va")
    spelled_out = len(initials) > 1 and any(initials in word for word in printed)
    if item.evidence == "stated" and unread and not spelled_out:
        yield "name", f"{item.name!r} is not printed in its spans: no {' '.join(unread)}"


def title(item: Title, plan: Plan) -> Iterator[Finding]:
    printed = said(plan.text, item.span)
    if item.evidence != "inferred" and not same(item.text, printed):
        yield "text", f"is not the text of the span: {short(item.text)} for {short(printed)}"


def signature(item: Signature, plan: Plan) -> Iterator[Finding]:
    if item.name_span is None:
        if item.name is not None:
            yield "name_span", "is null, a name is given"
    else:
        if not item.span.start <= item.name_span.start < item.name_span.end <= item.span.end:
            yield "name_span", "is not inside the block of the signature"
        printed = said(plan.text, item.name_span)
        if item.name is not None and item.evidence == "stated" and not same(item.name.lower(), printed.lower()):
            yield "name", f"is {item.name!r}, the span says {short(printed)}"
    if item.name is not None and len(item.name) > 1 and item.name.isupper():
        yield "name", f"{item.name!r} is in capitals, persons are given in title form"
    capacity = item.authority[-1].capacity if item.authority else None
    if item.capacity != capacity:
        yield "capacity", f"is {item.capacity!r}, the last line of authority says {capacity!r}"
    if item.evidence == "stated" and item.position and not in_order(folded(item.position), folded(said(plan.text, item.span))):
        yield "position", f"{item.position!r} is not printed in the span"


def recipient(item: Recipient, plan: Plan) -> Iterator[Finding]:
    printed = said(plan.text, item.span)
    for field, value in (("name", item.name), ("purpose", item.purpose)):
        if value is not None and item.evidence == "stated" and not in_order(value, printed):
            yield field, f"{value!r} is not printed in {short(printed)}"
    if item.is_archive and "luu" not in folded(item.name):
        yield "is_archive", f"is true, {item.name!r} says nothing of keeping"
