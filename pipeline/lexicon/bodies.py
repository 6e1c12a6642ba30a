"""What names of bodies are made of: heads, fields of work, organs, and the central bodies whole.

    head_of("UBND huyện Vĩnh Thuận")        (Head "Ủy ban nhân dân", government), "huyện Vĩnh Thuận"
    organ_of("BTV Tỉnh ủy Lai Châu")        "Ban Thường vụ", "Tỉnh ủy Lai Châu"
    branch("GD&ĐT") == "Giáo dục và Đào tạo"
    central_body("Bộ KH&ĐT").successor == "Bộ Tài chính"

Full names match in any case and spelling, short forms only as printed: `TH` is a school, `th` is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, product
from typing import Literal, TypeVar, cast

from pipeline.lexicon.keys import key, spellings
from pipeline.lexicon.tables import parts, rows, toml
from pipeline.plan import Kind, Level

Follows = Literal["place", "branch", "name", "body"]
_LONGEST_HEAD = 12
_MOST_READINGS = 8
_JOINTS = re.compile(r"[\s&.,\-–/]+")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a body's name. `level` None: the unit word of the place decides; `follows`: what completes the name."""

    name: str
    forms: tuple[str, ...]
    kind: Kind
    level: Level | None
    follows: tuple[Follows, ...]


@dataclass(frozen=True, slots=True)
class CentralBody:
    """A central body by its full name; `successor` took over after `valid_to`."""

    name: str
    codes: tuple[str, ...]
    forms: tuple[str, ...]
    kind: Kind
    valid_from: str | None
    valid_to: str | None
    successor: str | None


@cache
def heads() -> tuple[Head, ...]:
    """All heads, in the order of the table."""
    return tuple(
        Head(
            row["name"],
            parts(row["forms"]),
            cast(Kind, row["kind"]),
            cast(Level, row["level"]) if row["level"] else None,
            cast(tuple[Follows, ...], parts(row["follows"])),
        )
        for row in rows("heads.csv")
    )


@lru_cache(maxsize=8192)
def head_of(name: str) -> tuple[Head, str] | None:
    """The longest head that a printed name begins with, and what is left of the name behind it.

    >>> head_of("TRƯỜNG THCS Nguyễn Du")[1]
    'Nguyễn Du'
    """
    words = name.split()
    for count in range(min(_LONGEST_HEAD, len(words)), 0, -1):
        found = _find(_heads_by_form(), " ".join(words[:count]))
        if found:
            return found, " ".join(words[count:])
    return None


@cache
def head_forms() -> dict[str, Head]:
    """All names in lower case and both tone placements, and all short forms as printed, for patterns."""
    forms = {form: head for head in heads() for form in spellings(head.name.lower())}
    return forms | {form: head for head in heads() for form in head.forms if form not in forms}


@cache
def central_bodies() -> tuple[CentralBody, ...]:
    """All central bodies, past and present."""
    return tuple(
        CentralBody(
            row["name"],
            parts(row["codes"]),
            parts(row["forms"]),
            cast(Kind, row["kind"]),
            row["valid_from"] or None,
            row["valid_to"] or None,
            row["successor"] or None,
        )
        for row in rows("central_bodies.csv")
    )


@lru_cache(maxsize=8192)
def central_body(name: str) -> CentralBody | None:
    """The central body of that name or short name: `Bộ GD&ĐT`, `BAN BÍ THƯ TRUNG ƯƠNG ĐẢNG`, `Tổng LĐLĐ Việt Nam`."""
    return _find(_central_by_form(), name)


@cache
def organs() -> dict[str, str]:
    """Organs by printed form, full names in lower case, short forms as printed: `BTV` and `ban thường vụ`."""
    table = toml("bodies.toml")
    names, short = cast(list[str], table["organs"]), cast(dict[str, list[str]], table["organ_forms"])
    found = {form: name for name in names for form in spellings(name.lower())}
    return found | {form: name for name, forms in short.items() for form in forms}


@lru_cache(maxsize=8192)
def organ_of(name: str) -> tuple[str, str] | None:
    """The organ a name begins with, in full, and the body behind it; the longest organ wins."""
    words = name.split()
    for count in range(min(6, len(words)), 0, -1):
        printed = " ".join(words[:count])
        found = organs().get(printed) or organs().get(printed.lower())
        if found:
            return found, " ".join(words[count:])
    return None


@cache
def branches(head: Literal["so", "phong", "ban", "other", "all"] = "all") -> tuple[str, ...]:
    """Fields of work as they complete Sở, Phòng, Ban or other heads, longest first."""
    table = cast(dict[str, list[str]], toml("bodies.toml")["branches"])
    names = {name for which, names in table.items() if head in (which, "all") for name in names}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


@lru_cache(maxsize=8192)
def branch(printed: str) -> str | None:
    """The field of work in full, from any spelling or from its initials: `GD&ĐT`, `lao động - thương binh và xã hội`."""
    found = _branch_by_key().get(key(printed)) or _branch_by_initials().get(short_form(printed))
    return found or next((one for words in _written_out(printed) if (one := _branch_by_key().get(key(words)))), None)


def _written_out(printed: str) -> Iterator[str]:
    """A field of work with its short forms written out, in each reading: `Nông nghiệp và PTNT`, `VH, TT&DL`."""
    table = _branch_parts()
    words = printed.replace("&", " và ").replace("-", " - ").replace(",", ", ").split()
    choices = [[one + word[len(word.rstrip(",")) :] for one in table.get(word.rstrip(","), [word.rstrip(",")])] for word in words]
    if len(words) > 1 and any(word.rstrip(",") in table for word in words):
        yield from (" ".join(one) for one in islice(product(*choices), _MOST_READINGS))


@cache
def _branch_parts() -> dict[str, list[str]]:
    return cast(dict[str, list[str]], toml("bodies.toml")["branch_parts"])


def initials(name: str) -> str:
    """The initials that symbols use: `Sở Thông tin và Truyền thông` gives `STTTT`."""
    return "".join(word[0] for word in _WORD.findall(name) if word.lower() != "và").upper()


def short_form(printed: str) -> str:
    """An abbreviation without its joints: `LĐ-TB&XH` and `LĐTBXH` are one."""
    return _JOINTS.sub("", printed).upper()


@cache
def class_words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words before a name that make it a class (`các`), and nouns that name classes (`đơn vị`), in lower case."""
    table = cast(dict[str, list[str]], toml("bodies.toml")["classes"])
    return tuple(table["plural"]), tuple(table["generic"])


@cache
def _heads_by_form() -> dict[str, Head]:
    forms = {_index_key(form): head for head in reversed(heads()) for form in head.forms}
    return forms | {key(head.name): head for head in heads()}


@cache
def _central_by_form() -> dict[str, CentralBody]:
    return {_index_key(form): body for body in reversed(central_bodies()) for form in (*body.forms, body.name)}


@cache
def _branch_by_key() -> dict[str, str]:
    return {key(name): name for name in branches()}


@cache
def _branch_by_initials() -> dict[str, str]:
    return {initials(name): name for name in reversed(branches("so")) if len(name.split()) > 2}


def _index_key(form: str) -> str:
    """Short forms keep their case, so that they are not found in words; names lose it."""
    return f"#{short_form(form)}" if _is_short(form) else key(form)


def _is_short(form: str) -> bool:
    return " " not in form and form.isupper()


T = TypeVar("T")


def _find(index: dict[str, T], printed: str) -> T | None:
    return (index.get(f"#{short_form(printed)}") if _is_short(printed) else None) or index.get(key(printed))
