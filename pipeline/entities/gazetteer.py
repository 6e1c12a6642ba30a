"""The phrases that the entity layer knows, from the tables of the lexicon, each with what it is.

heads and organs of bodies, fields of work, central bodies, provinces and districts, unit words, sites, family names, offices
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast, get_args

from pipeline.lexicon.bodies import Head, branches, central_bodies, heads, organs
from pipeline.lexicon.places import district_forms, province_forms
from pipeline.lexicon.tables import lines, parts, rows, toml

Label = Literal[
    "head", "organ", "branch", "central", "known_place", "unit", "word", "site", "region", "state", "surname", "office", "person",
]  # fmt: skip
LABELS: tuple[Label, ...] = get_args(Label)
Case = Literal["any", "first", "short"]
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase. `case`: in any letters, with a first capital, or capital where the form is (`short`: `LĐLĐ`, `Hội LHPN`)."""

    label: Label
    form: str
    value: str
    case: Case
    head: Head | None = None
    abbreviated: tuple[tuple[int, str], ...] = ()
    """The words of a `short` form that are abbreviations, which no other spelling stands for, by number: `LĐLĐ`, `ThU`."""

    @property
    def shortened(self) -> bool:
        """Whether the form abbreviates the value."""
        return bool(self.abbreviated)

    def printed_so(self, raw: list[str], start: int) -> bool:
        """Whether the printed words at `start` have the capitals that the phrase asks for."""
        if self.case == "any":
            return True
        if not raw[start][0].isupper():
            return False
        return not self.abbreviated or all(raw[start + at] == word for at, word in self.abbreviated)


def _short(label: Label, form: str, value: str, head: Head | None = None) -> Entry:
    """The entry of a form that may hold abbreviations."""
    words = enumerate(_WORD.findall(form))
    return Entry(label, form, value, "short", head, tuple((at, word) for at, word in words if sum(map(str.isupper, word)) > 1))


@cache
def words(*path: str) -> frozenset[str]:
    """A list of `entities.toml` as a set: `words("context", "plural")`."""
    return frozenset(_listed(*path))


@cache
def _listed(*path: str) -> tuple[str, ...]:
    table: object = toml("entities.toml")
    for part in path:
        table = cast(dict[str, object], table)[part]
    return tuple(cast(list[str], table))


def entries() -> Iterator[Entry]:
    """All phrases; one form may be several things (`Công an` is a head and a field of work)."""
    yield from _heads()
    yield from _organs()
    yield from (Entry("branch", name, name, "first") for name in (*branches(), *_listed("grammar", "fields")))
    yield from _central()
    for name in dict.fromkeys((*province_forms(), *district_forms(), *_listed("places", "spellings"))):
        yield Entry("known_place", name, name, "first")
    yield from _simple("unit", (row["form"] for row in rows("units.csv")))
    yield from _simple("unit", _listed("places", "damaged_units"))
    yield from _simple("word", _listed("places", "words"))
    yield from _simple("site", _listed("places", "sites"))
    yield from (Entry("region", name, name, "any" if name[0].islower() else "first") for name in _listed("places", "regions"))
    yield from _simple("state", _listed("places", "state"))
    yield from (Entry("surname", name, name, "first") for name in lines("surnames.txt"))
    yield from (Entry("person", name, name, "first") for name in _listed("persons"))
    yield from _simple("office", _listed("context", "before_person"))


def meanings(entry: Entry) -> tuple[str, ...]:
    """What a short form may stand for: `BCHQS` for `Bộ Chỉ huy Quân sự`, in a district for `Ban Chỉ huy Quân sự`."""
    return _meanings().get((entry.label, entry.form), (entry.value,))


@cache
def _meanings() -> dict[tuple[Label, str], tuple[str, ...]]:
    found: dict[tuple[Label, str], tuple[str, ...]] = {}
    for entry in entries():
        key = entry.label, entry.form
        found[key] = (*found.get(key, ()), entry.value)
    return found


def _simple(label: Label, forms: Iterable[str]) -> Iterator[Entry]:
    return (Entry(label, form, form, "any") for form in forms)


def _heads() -> Iterator[Entry]:
    short = words("short_heads") | {form for head in own_heads() for form in head.forms}
    for head in _all_heads():
        small = " " in head.name or head.name.lower() in words("context", "small_heads")
        yield Entry("head", head.name, head.name, "any" if small else "first", head)
        for form in head.forms:
            misleading = form.startswith("MTTQ") and head.name.startswith("Ủy ban")  # the Front itself, not its committee
            if (" " in form or form in short) and not misleading:
                yield _short("head", form, head.name, head)


@cache
def _all_heads() -> tuple[Head, ...]:
    left_out = words("no_heads")
    return (*(head for head in heads() if head.name not in left_out), *own_heads())


@cache
def own_heads() -> tuple[Head, ...]:
    """The heads of `entities.toml` that heads.csv has not."""
    table = cast(list[list[str]], toml("entities.toml")["heads"])
    return tuple(
        Head(name, tuple(filter(None, forms.split("|"))), "other", None, _follows(follows)) for name, forms, follows in table
    )


@cache
def single_heads() -> dict[str, Entry]:
    """Heads of one syllable in lower case: `ban`, `sở`."""
    return {entry.form.lower(): entry for entry in _heads() if entry.case != "short" and " " not in entry.form}


def _follows(cell: str) -> tuple[Literal["place", "branch", "name", "body"], ...]:
    return cast(tuple[Literal["place", "branch", "name", "body"], ...], parts(cell))


def _organs() -> Iterator[Entry]:
    left_out = words("no_organs")
    for form, name in organs().items():
        if name not in left_out:
            yield Entry("organ", form, name, "any") if form.islower() else _short("organ", form, name)

    for name, form in cast(list[list[str]], toml("entities.toml")["organ_forms"]):
        yield _short("organ", form, name)


def _central() -> Iterator[Entry]:
    for name in _listed("bodies"):
        yield _short("central", name, name) if name.isupper() or " " not in name else Entry("central", name, name, "first")
    no_bodies, no_forms = words("no_bodies"), words("no_body_forms")
    for body in central_bodies():
        if body.name not in no_bodies:
            yield Entry("central", body.name, body.name, "first")
            yield from (_short("central", form, body.name) for form in body.forms if form not in no_forms)
