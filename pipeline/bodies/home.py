"""Where the issuing body sits: told by its own name, by the body above it, or by what the document says elsewhere.

"Liên đoàn Lao động huyện" in a plan that speaks of `huyện Vĩnh Thuận`: Vĩnh Thuận, Kiên Giang 91
"Sở Công Thương" under `UBND TỈNH LÀO CAI`: Lào Cai, 15 (10 before July 2025), and the name is completed to `... tỉnh Lào Cai`
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.bodies.mentions import NAME, NUMBERED, longest_known, place_of, province_of, relative_place
from pipeline.bodies.names import BodyName, bears_name, unit_in_head
from pipeline.bodies.wording import title_words
from pipeline.document import Span
from pipeline.findings import Findings
from pipeline.letters import UPPER
from pipeline.lexicon import places
from pipeline.lexicon.keys import key
from pipeline.lexicon.provinces import Province
from pipeline.plan import IssuePlace, Level, Place
from pipeline.reading import Reading

_NAME = re.compile(rf"[ ]+(?P<unit>tỉnh |thành phố |huyện |quận |thị xã |xã |phường )?{NAME}(?![{UPPER}])")
_CAPITAL_NAME = re.compile(
    rf"[ ]+(?P<unit>TỈNH |THÀNH PHỐ |HUYỆN |QUẬN |THỊ XÃ |XÃ |PHƯỜNG )(?P<name>[{UPPER} ]{{2,40}})(?![^\W\d_])"
)
_DAY = re.compile(r"(?<!\d)([0-3]?\d)(?:[/.-]| tháng )([01]?\d)(?:[/.-]| năm )((?:19|20)\d\d)(?!\d)")
_MOST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Home:
    """The place of a body, the words that it adds to the name, and where the document says so."""

    place: Place | None
    words: str | None = None
    spans: tuple[Span, ...] = ()


def home_of(reading: Reading, body: BodyName, parent: BodyName | None, others: Sequence[BodyName], found: Findings) -> Home:
    """The place of the issuing body, with what it adds to the name; `others` are the bodies of head, opening and closing."""
    if body.level == "central" or body.kind == "ministry":
        return Home(None)
    on = found.issue_date.edtf if found.issue_date else _latest_day(reading)
    search = _Search(reading, body, parent, tuple(others), found.issue_place, province_of(reading, others, on), on)
    if body.place:
        return Home(search.place(body.place, body.unit))
    if search.is_named:
        return search.from_issue_place() or search.from_parent() or Home(search.province_place())
    ways = (search.from_namesake, search.from_parent, search.from_stem, search.from_text, search.from_issue_place)
    return next((home for way in ways if (home := way()) is not None), Home(search.province_place()))


def _latest_day(reading: Reading) -> str | None:
    """The latest full date of the papers that the preamble names: a plan without a date was made after them."""
    parts = [match.groups() for start, end in reading.spans("preamble") for match in _DAY.finditer(reading.lower, start, end)]
    return max((f"{year}-{int(month):02}-{int(day):02}" for day, month, year in parts), default=None)


@dataclass(frozen=True, slots=True)
class _Search:
    """The spots where the home of a body may be told, each a method that gives it or None."""

    reading: Reading
    body: BodyName
    parent: BodyName | None
    others: tuple[BodyName, ...]
    issue_place: IssuePlace | None
    province: Province | None
    on: str | None

    @property
    def is_named(self) -> bool:
        """Whether the body has a name of its own, to which no place is added: `Trường THPT Lê Thành Phương`."""
        return self.body.unit is None and (self.body.own_words or bears_name(self.body))

    @property
    def _waits_for_body(self) -> bool:
        """Whether the name is no more than a head that a body completes: `Ban Tổ chức`."""
        head = self.body.head
        return head is not None and "body" in head.follows and key(self.body.name) == key(head.name)

    def place(self, name: str, unit: str | None) -> Place | None:
        district = next((one.place for one in self.others if one.level == "district" and one.place), None)
        return place_of(name, unit or unit_in_head(self.body) or self._unit_of(name), self.province, district, self.on)

    def _unit_of(self, name: str) -> str | None:
        return self.province.unit if self.province and self.province.name == name else None

    def province_place(self) -> Place | None:
        return self.place(self.province.name, self.province.unit) if self.province else None

    def words(self, name: str, unit: str | None) -> str | None:
        """What a place adds to the name: without the unit word where the name has it (`LĐLĐ huyện`, `Huyện ủy`)."""
        if self.is_named:
            return None
        return f"{unit} {name}" if unit and not self.body.unit and not unit_in_head(self.body) else name

    def from_namesake(self) -> Home | None:
        """The same name with its place in another spot: `Sở Công Thương tỉnh Lào Cai` in the closing."""
        for other in self.others:
            if other.place and key(other.stem) == key(self.body.stem):
                return Home(self.place(other.place, other.unit), self.words(other.place, other.unit))
        return None

    def from_parent(self) -> Home | None:
        """The place of the body above where it is of the same level; a Party body's own name completes that of its organ."""
        above = self.parent
        if above is None or not above.place:
            return None
        if self.body.kind == above.kind == "party" and self._waits_for_body:
            return Home(self.place(above.place, above.unit), above.name)
        levels: tuple[Level | None, ...] = (None, "unit", above.level)
        if self.body.level not in levels:
            return None
        unit = above.unit or self._unit_of(above.place)
        if self._is_of_province:
            return Home(self.place(above.place, unit), self.words(above.place, above.unit))
        fits = self.body.unit == unit if self.body.level == "unit" else self.body.unit in (None, unit) or unit is None
        return Home(self.place(above.place, unit), self.words(above.place, unit) if fits else None)

    @property
    def _is_of_province(self) -> bool:
        """Whether it is the hospital of a department's province, known by it: `Bệnh viện Phụ sản` under `Sở Y tế Hải Dương`."""
        head, above = self.body.head, self.parent
        of_department = above is not None and above.kind == "department" and above.level == "province"
        return (
            of_department and head is not None and head.kind == "hospital" and head.follows == ("place",) and not self.body.unit
        )

    def from_stem(self) -> Home | None:
        """The name with its place in running text: `công đoàn ngành Y tế Thái Bình`."""
        stem = " ".join(filter(None, (self.body.stem, self.body.unit)))
        level = self.body.level or "province"
        for match in _stem(stem.lower()).finditer(self.reading.lower, 0, _MOST_TEXT):
            name = _NAME.match(self.reading.clean, match.end()) or _CAPITAL_NAME.match(self.reading.clean, match.end())
            if name is None or self.reading.zone_at(match.start()) in ("chrome", "head"):
                continue
            unit = (name["unit"] or self.body.unit or "").strip().lower() or None
            printed = title_words(name["name"])
            if name["name"].isdigit() and unit not in NUMBERED:
                continue
            known = longest_known(printed, unit, level)
            span = Span(start=match.start(), end=name.end() - len(name["name"]) + len(known))
            return Home(self.place(known, unit), self.words(known, (name["unit"] or "").strip().lower() or None), (span,))
        return None

    def from_text(self) -> Home | None:
        """A place of the body's level that the text names: `huyện Tam Đường` for `Huyện ủy`."""
        mention = relative_place(self.reading, self.body, self.issue_place.name if self.issue_place else None)
        if mention is None:
            return None
        return Home(self.place(mention.name, mention.unit), self.words(mention.name, mention.unit), (mention.span,))

    def from_issue_place(self) -> Home | None:
        """The place of issue, if it is of the body's level, or may be the seat of a body without one."""
        if self.issue_place is None:
            return None
        unit, name = places.split_unit(self.issue_place.name)
        if self.body.level == "province":
            home = places.province(name, self.on) or self.province
            return (
                Home(self.place(home.name, home.unit), self.words(home.name, home.unit), (self.issue_place.span,))
                if home
                else None
            )
        place = self.place(name, unit or self.body.unit)
        if place is None:
            return None
        return Home(place, self.words(name, unit), (self.issue_place.span,))


@lru_cache(maxsize=64)
def _stem(lower: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, lower.split())) + r"(?!\w)")
