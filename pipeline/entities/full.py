"""The full name of one body that a plan names in short, for the bodies that duties are given to.

full_name("LĐLĐ huyện", home) == "Liên đoàn Lao động huyện Vĩnh Thuận"
full_name("Ban Tuyên giáo - Nữ công", home) == "Ban Tuyên giáo - Nữ công Liên đoàn Lao động tỉnh Lai Châu"
full_name("các công đoàn cơ sở", home) is None

Words only: nothing here needs the tokens of spaCy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.entities.canonical import completed, is_relative
from pipeline.entities.gazetteer import own_heads, words
from pipeline.entities.home import Home
from pipeline.lexicon.bodies import branch, central_body, head_of, organ_of
from pipeline.lexicon.places import district_forms, province_forms

_BRACKET = re.compile(r" \([^()]{1,40}\)")
_PARTS = re.compile(r", | và |; ?| - ")
_LISTED_UNITS = re.compile(
    r"(?:tỉnh|huyện|quận|thị xã|xã|phường|thị trấn|thành phố)(?:,|/| và| -) ?(?:huyện|quận|thị|xã|phường|thành|đặc)"
)
_LONGEST_PLACE = 4


def full_name(name: str, home: Home) -> str | None:
    """The name in full, or None for classes, persons, several bodies, and names the plan does not let one complete."""
    known = _known(name)
    if known is None or isinstance(known, str):
        return known
    if known.head is None:
        return f"{known.organ} {home.body}" if home.body else None
    full = _with_place(known.body, known.head, home)
    return f"{known.organ} {full}".strip() if full else None


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as the lexicon reads it: its organ (or ""), the body behind that, the head of the body (None for an organ alone)."""

    organ: str
    body: str
    head: str | None


@lru_cache(maxsize=1024)
def _known(name: str) -> _Name | str | None:
    """What a name says in any plan; a central body's name is full already, None stands for what has no full name."""
    printed = " ".join(_BRACKET.sub("", name).split())
    if _is_class(printed):
        return None
    central = central_body(printed)
    if central:
        return central.name
    organ, rest = organ_of(printed) or ("", printed)
    if organ and not rest:
        return _Name(organ, "", None)
    head = _head(rest)
    if head is None or (head.name in words("full", "classes") and not head.rest):
        return None
    as_printed = organ and head.rest and rest.startswith(("UBND", "HĐND"))
    return _Name(organ, head.printed() if as_printed else head.written_out(), head.name)


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a name: by its full name, as printed, and what follows it."""

    name: str
    form: str
    rest: str

    def printed(self) -> str:
        return f"{self.form} {self.rest}".strip()

    def written_out(self) -> str:
        """`LĐLĐ huyện`, `Hội LHPN huyện`, `Phòng GD&ĐT` with their head and field in full."""
        short = any(sum(letter.isupper() for letter in word) > 1 for word in self.form.split())
        form = self.name if short or self.form[:1].islower() else self.form
        field, _, behind = self.rest.partition(" ")
        whole = branch(field) if field.isupper() and len(field) > 1 else None
        return f"{form} {whole or field} {behind}".strip()


def _head(name: str) -> _Head | None:
    parsed = head_of(name)
    if parsed:
        return _Head(parsed[0].name, name[: len(name) - len(parsed[1])].strip(), parsed[1])
    own = next((one.name for one in own_heads() if name.startswith(f"{one.name} ")), None)
    return _Head(own, own, name[len(own) + 1 :]) if own else None


def _is_class(name: str) -> bool:
    lower = f"{name.lower()} "
    head = _head(name)
    if head and head.name in words("grammar", "lower_names") and is_relative(name):
        return False
    if lower.startswith(_openers()) or _LISTED_UNITS.search(lower):
        return True
    return _inside().search(lower) is not None or _several(name)


@cache
def _openers() -> tuple[str, ...]:
    return tuple(sorted(f"{word} " for word in words("full", "openers")))


@cache
def _inside() -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(sorted(words('full', 'inside')))}) ")


def _several(name: str) -> bool:
    """`Sở Giáo dục và Đào tạo và Sở Y tế`: a second head behind a comma or `và`."""
    parsed = head_of(name)
    behind = parsed[1] if parsed else name
    for part in _PARTS.finditer(behind):
        following = behind[part.end() :]
        head = head_of(following)
        known = head and (head[1] or (" " in head[0].name and branch(head[0].name) is None))
        if known and following[:1].isupper() and part[0] != " - ":
            return True
        if following.startswith("các "):
            return True
    return False


def _with_place(name: str, head: str, home: Home) -> str | None:
    whole = completed(name, home)
    if whole != name or _has_place(name):
        return whole
    if home.body is None:
        return None
    place = home.full("tỉnh") or home.full("thành phố")
    if head == "Sở":
        return f"{name} {place}" if place else None
    if home.kind == "government":
        return f"{name} {home.own_place}" if home.own_place and head in words("full", "of_a_place") else name
    return f"{name} {home.body}" if head in words("full", "of_a_body") else name


def _has_place(name: str) -> bool:
    """Whether a known place or the country ends a name."""
    last = name.lower().split()
    tails = {" ".join(last[-count:]) for count in range(1, _LONGEST_PLACE + 1)}
    return bool(tails & {"việt nam", "trung ương"}) or any(tail in province_forms() or tail in district_forms() for tail in tails)
