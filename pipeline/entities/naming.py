"""Canonical names of mentions: printed words in ordinary letters, short forms written out where the plan prints them in full.

Namer(extents, ...).name(mention) == "Ban Thường vụ Liên đoàn Lao động huyện Vĩnh Thuận" for `BTV LĐLĐ huyện`
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from pipeline.entities.canonical import completed, place_name
from pipeline.entities.extents import Extents
from pipeline.entities.gazetteer import Entry, Label, meanings
from pipeline.entities.nlp import Piece
from pipeline.entities.spotted import Spotted
from pipeline.entities.tokens import BARRIER
from pipeline.letters import is_initials
from pipeline.lexicon.bodies import branch as branch_named
from pipeline.persons import title_form

_PHRASES: tuple[Label, ...] = ("organ", "head", "central", "branch", "known_place")


class Namer:
    def __init__(self, extents: Extents, spotted: Iterable[Spotted]) -> None:
        self.x = extents
        self.home = extents.home
        self.phrases = [extents.pieces[label] for label in _PHRASES]
        self.full_forms = self._printed_in_full()
        self.shouted: frozenset[int] = frozenset()
        spotted = tuple(spotted)
        self.units = self._places_with_units(spotted)
        self.known: dict[tuple[object, ...], str] = {}
        self.aliases: dict[str, str] = {}
        self.aliases = self._defined(spotted)

    def name(self, one: Spotted) -> str:
        """The canonical name; what is printed alike is named alike."""
        printed = (one.type, one.rest, *self.x.raw[one.start : one.end])
        if printed not in self.known:
            self.known[printed] = self._name(one)
        return self.known[printed]

    def _name(self, one: Spotted) -> str:
        self.shouted = self._shouted(one.start, one.end)
        printed = self._printed(one.start, one.end)
        if one.type == "PER":
            return title_form(printed)
        if one.type == "LOC":
            return place_name(printed, self.home, self.units)
        return self._body(one)

    def _body(self, one: Spotted) -> str:
        name = self._text(one.start, one.end)
        alias = self.aliases.get(name)
        if alias:
            return alias
        if one.rest:
            return completed(f"{name} {self._text(*one.rest)}", self.home)
        if one.body and one.body.organ == one.body.head and self.home.body:
            return f"{name} {self.home.body}"
        if name == "Đảng" and "Đảng Cộng sản Việt Nam" in self.full_forms:
            return "Đảng Cộng sản Việt Nam"
        return completed(name, self.home)

    def _text(self, start: int, end: int) -> str:
        """The words of a name, phrase by phrase, set apart as printed."""
        text = ""
        at = start
        while at < end:
            if self.x.raw[at] == BARRIER:
                at += 1
                continue
            if self.x.raw[at] == "(" and at > start and (close := self._closing(at, end)):
                at = close
                continue
            text += "" if not text or self.x.tokens.adjacent(at) else " "
            piece = self._phrase(at, end)
            if piece and not (piece.end == at + 1 and at > start and self.x.raw[at].islower()):
                text += self._phrase_name(piece)
                at = piece.end
            elif at > start and (short := self.x.short_name(at, known=True)) and short <= end and self._branch_printed(at, short):
                text += self._branch_printed(at, short) or ""
                at = short
            else:
                text += self._word(at)
                at += 1
        return text

    def _closing(self, at: int, end: int) -> int | None:
        """Behind a bracket that holds an abbreviation: `Liên đoàn Lao động (LĐLĐ) huyện`."""
        for close in range(at + 2, min(at + 8, end)):
            if self.x.raw[close] == ")":
                return close + 1
        return None

    def _phrase(self, at: int, end: int) -> Piece | None:
        longest: Piece | None = None
        for pieces in self.phrases:
            piece = pieces.get(at)
            if piece and piece.end <= end and (longest is None or piece.end > longest.end):
                longest = piece
        return longest

    def _phrase_name(self, piece: Piece) -> str:
        entry = piece.entry
        if entry.label == "known_place":
            return " ".join(self._word(at) for at in range(piece.start, piece.end))
        printed = next((value for value in meanings(entry) if value in self.full_forms), None) if entry.shortened else None
        if printed:
            return printed
        return self._cased(piece, entry)

    def _cased(self, piece: Piece, entry: Entry) -> str:
        """The printed words with the capitals of the table: `Liên đoàn lao động` gives `Liên đoàn Lao động`."""
        shapes = _shapes(entry.form if entry.case == "short" else entry.value)
        printed = self.x.raw[piece.start : piece.end]
        if sum(map(str.isalnum, printed)) != len(shapes):
            return self._spaced(piece.start, [self._word(at) for at in range(piece.start, piece.end)])
        modelled = iter(shapes)
        return self._spaced(piece.start, [_like(word, next(modelled)) if word.isalnum() else word for word in printed])

    def _spaced(self, start: int, parts: list[str]) -> str:
        """Words set apart as printed: `Chính sách-Pháp luật` keeps its tight joint."""
        text = parts[0]
        for offset, part in enumerate(parts[1:], start=1):
            text += part if self.x.tokens.adjacent(start + offset) else f" {part}"
        return text

    def _word(self, at: int) -> str:
        """A word of no phrase: ordinary letters where it stands among capitals, unit words small, abbreviations as they are."""
        word = self.x.raw[at]
        if word.isupper() and len(word) > 1 and (at in self.shouted or self.x.shouting(at)):
            small = at in self.x.pieces["unit"] or (at - 1 in self.x.pieces["unit"] and self.x.pieces["unit"][at - 1].end > at)
            if small or word.lower() == "và":
                return word.lower()
            return word if is_initials(word) else word.capitalize()
        return word

    def _printed(self, start: int, end: int) -> str:
        if BARRIER in self.x.raw[start:end]:
            return " ".join(word for word in self.x.raw[start:end] if word != BARRIER)
        return self._spaced(start, self.x.raw[start:end])

    def _branch_printed(self, start: int, end: int) -> str | None:
        """The field of work that initials stand for, if the plan prints it: `GDĐT` behind `Sở`."""
        name = branch_named("".join(self.x.raw[start:end]))
        return name if name and name in self.full_forms else None

    def _printed_in_full(self) -> frozenset[str]:
        """The names of heads, organs, central bodies and fields of work that the plan prints in full."""
        return frozenset(
            piece.entry.value for pieces in self.phrases[:-1] for piece in pieces.values() if piece.entry.case != "short"
        )

    def _shouted(self, start: int, end: int) -> frozenset[int]:
        """The words of a name of which none has a small letter, save one lone abbreviation."""
        letters = [at for at in range(start, end) if self.x.raw[at].isalpha()]
        return frozenset(letters) if len(letters) > 2 and all(self.x.raw[at].isupper() for at in letters) else frozenset()

    def _defined(self, spotted: Iterable[Spotted]) -> dict[str, str]:
        """Short names that the plan sets behind a full one in brackets: `Phòng Chính trị, tư tưởng ... (Phòng CTTT-GDCN)`."""
        found: dict[str, str] = {}
        previous: Spotted | None = None
        for one in spotted:
            short = previous and one.type == previous.type == "ORG" and one.start == previous.end + 1
            if short and previous and self.x.word(previous.end) == "(" and self.x.word(one.end) == ")":
                found.setdefault(self._text(one.start, one.end), self._body(previous))
            previous = one
        return found

    def _places_with_units(self, spotted: Iterable[Spotted]) -> dict[str, str]:
        """Bare names in small letters, each with the unit word that the plan prints before it: `thái bình`: `tỉnh Thái Bình`."""
        found: dict[str, str] = {}
        for one in spotted:
            unit = self.x.pieces["unit"].get(one.start) if one.type == "LOC" else None
            if unit and one.end > unit.end:
                bare = self._printed(unit.end, one.end)
                word = self._printed(one.start, unit.end).lower()
                own = [unit for unit, name in self.home.units.items() if name.lower() == bare.lower()]
                if not bare.isupper() and (not own or word in own):
                    found.setdefault(bare.lower(), f"{word} {bare}")
        return found


@cache
def _shapes(form: str) -> tuple[str, ...]:
    """The words of a form, without its marks."""
    return tuple(word for word in form.split() if word[0].isalnum())


@lru_cache(maxsize=4096)
def _like(word: str, model: str) -> str:
    """A word with the capitals of its model; an abbreviation is no model."""
    if sum(letter.isupper() for letter in model) > 1:
        return word
    return word.capitalize() if model[0].isupper() else word.lower()
