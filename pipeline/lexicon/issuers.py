"""What an abbreviation may stand for: the issuer in a number, an organ, a body in a list, a drafting unit, a word.

    expand("SYT")                       Sở Y tế (department, province)
    expand("TU", "symbol")              Tỉnh ủy, Thành ủy: the document must tell
    expand("BTC", "body")               Ban Tổ chức, Bộ Tài chính

All candidates are given, in the order of the tables; slot and definitions in the text decide (domain page 2.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from pipeline.lexicon.bodies import branches, central_bodies, heads, initials, short_form
from pipeline.lexicon.keys import fold
from pipeline.lexicon.tables import parts, rows
from pipeline.plan import Kind, Level

Slot = Literal["symbol", "organ", "body", "unit", "word"]
_NAMING: tuple[Slot, ...] = ("symbol", "body")


@dataclass(frozen=True, slots=True)
class Issuer:
    """One reading of an abbreviation; `kind` is None for organs, units and words, `level` None where a place must tell it."""

    abbreviation: str
    name: str
    slots: tuple[Slot, ...]
    kind: Kind | None
    level: Level | None


def expand(abbreviation: str, slot: Slot | None = None) -> tuple[Issuer, ...]:
    """All readings of an abbreviation, of one slot if given. Joints do not count (`SGD&ĐT`), lost marks are forgiven (`LDLD`)."""
    found = _by_form().get(short_form(abbreviation)) or _by_fold().get(fold(abbreviation), ())
    return tuple(one for one in found if slot is None or slot in one.slots)


@cache
def abbreviations(slot: Slot | None = None) -> tuple[str, ...]:
    """All abbreviations as the tables print them, longest first, for patterns."""
    forms = {one.abbreviation for one in _table() if slot is None or slot in one.slots}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


@cache
def _table() -> tuple[Issuer, ...]:
    unique: dict[tuple[str, str], Issuer] = {}
    for one in (*_listed(), *_central(), *_from_heads(), *_from_branches()):
        unique.setdefault((short_form(one.abbreviation), one.name), one)
    return tuple(unique.values())


def _listed() -> Iterator[Issuer]:
    for row in rows("abbreviations.csv"):
        kind = cast(Kind, row["kind"]) if row["kind"] else None
        level = cast(Level, row["level"]) if row["level"] else None
        yield Issuer(row["abbr"], row["name"], cast(tuple[Slot, ...], parts(row["slots"])), kind, level)


def _central() -> Iterator[Issuer]:
    for body in central_bodies():
        for code in body.codes:
            yield Issuer(code, body.name, _NAMING, body.kind, "central")


def _from_heads() -> Iterator[Issuer]:
    for head in heads():
        for form in head.forms:
            if " " not in form and form.isupper():
                yield Issuer(form, head.name, _NAMING, head.kind, head.level)


def _from_branches() -> Iterator[Issuer]:
    """Sở, Phòng and Ban with a field of work: the initials of the whole name."""
    for word, which, level in (("Sở", "so", "province"), ("Phòng", "phong", "district")):
        for branch in branches(cast(Literal["so", "phong"], which)):
            name = f"{word} {branch}"
            yield Issuer(initials(name), name, _NAMING, "department", cast(Level, level))


@cache
def _by_form() -> dict[str, tuple[Issuer, ...]]:
    index: dict[str, tuple[Issuer, ...]] = {}
    for one in _table():
        form = short_form(one.abbreviation)
        index[form] = (*index.get(form, ()), one)
    return index


@cache
def _by_fold() -> dict[str, tuple[Issuer, ...]]:
    index: dict[str, tuple[Issuer, ...]] = {}
    for form, found in _by_form().items():
        if len(form) > 2:
            index[fold(form)] = (*index.get(fold(form), ()), *found)
    return index
