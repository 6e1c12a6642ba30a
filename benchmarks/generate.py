"""An archive of plans as large as one likes, made from the corpus: other numbers, dates, places, bodies, signers, figures.

    for paper in papers(100_000):
        write(paper.name, paper.text)       paper.province, paper.number, paper.issued ... tell what was planted

    python -m benchmarks.generate FOLDER --count 5000 [--start 0]

The n-th paper is the same on every machine and in every run, whatever the count. Days and figures change without sense.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from pipeline.lexicon import tables

CORPUS = Path(__file__).parent.parent / "corpus"
_DAY = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_DAY_IN_WORDS = re.compile(r"ngày\s(\d{1,2})\stháng\s(\d{1,2})\snăm\s(20\d\d)", re.IGNORECASE)
_FIGURE = re.compile(r"(?<![\d.,/:-])([1-9]\d{1,2})(?=\s(?:đại biểu|người|học sinh|hộ|lớp|xã|đồng chí|suất|triệu đồng|%)|%)")
_GIVEN = ("An", "Bình", "Cường", "Dũng", "Giang", "Hà", "Hạnh", "Hùng", "Lan", "Linh", "Minh", "Nam", "Phương", "Quang", "Thảo")
_MIDDLE = ("Văn", "Thị", "Đức", "Ngọc", "Hữu", "Thanh", "Minh", "Xuân")


@dataclass(frozen=True, slots=True)
class Base:
    """A plan of the corpus and what gold says of it, which is what gets replaced."""

    stem: str
    text: str
    number: str | None
    issued: date | None
    province: str | None
    district: str | None
    signer: str | None


@dataclass(frozen=True, slots=True)
class Paper:
    """A generated plan: its file name (`0012/0012345-ubnd-xa.txt`), and what was put into it (None: nothing of that kind)."""

    name: str
    base: str
    text: str
    number: str | None
    issued: date | None
    province: str | None
    district: str | None
    signer: str | None


def papers(count: int, start: int = 0) -> Iterator[Paper]:
    """The papers from number `start` on."""
    for number in range(start, start + count):
        yield paper(number)


def paper(index: int) -> Paper:
    """The paper with this index (from 0)."""
    random = Random(index)
    base = bases()[index % len(bases())]
    years = random.randint(-3, 1)
    text = _FIGURE.sub(lambda found: _figure(found, random), base.text)
    text, issued = _other_days(text, base.issued, years, random)
    text, number = _other_number(text, base.number, str(random.randint(1, 1999)).zfill(2))
    province, district = _other_place(base, random)
    text, district = _replaced(text, base.district, district)
    text, province = _replaced(text, base.province, province)
    text, signer = _replaced(text, base.signer, f"{random.choice(_surnames())} {random.choice(_MIDDLE)} {random.choice(_GIVEN)}")
    name = f"{index // 1000:04}/{index:07}-{base.stem}.txt"
    return Paper(name, base.stem, text, number, issued, province, district, signer)


@cache
def bases() -> tuple[Base, ...]:
    """The plans of the corpus that have gold."""
    folders = ((CORPUS / "plans", CORPUS / "gold"), (CORPUS / "own" / "plans", CORPUS / "own" / "gold"))
    return tuple(_base(path, gold) for texts, gold in folders for path in sorted(texts.glob("*.txt")))


def _base(path: Path, gold: Path) -> Base:
    told: dict[str, Any] = json.loads((gold / f"{path.stem}.json").read_text("utf-8"))
    day = (told.get("issue_date") or {}).get("edtf") or ""
    place = (told.get("issuing_body") or {}).get("place") or {}
    return Base(
        path.stem,
        path.read_text("utf-8"),
        (told.get("number") or {}).get("value"),
        date.fromisoformat(day) if len(day) == 10 else None,
        place.get("province"),
        place.get("district"),
        (told.get("signature") or {}).get("name"),
    )


def _replaced(text: str, old: str | None, new: str | None) -> tuple[str, str | None]:
    """The text with one name for another in both cases, and the name that it has now if it had the old one."""
    if not old or not new or (old not in text and old.upper() not in text):
        return text, None
    return text.replace(old, new).replace(old.upper(), new.upper()), new


def _other_number(text: str, old: str | None, sequence: str) -> tuple[str, str | None]:
    """The text with another number in its head."""
    if not old or not (digits := re.match(r"\d+", old)):
        return text, None
    head = re.compile(rf"(Số\s?:?\s{{0,3}})0*{int(digits[0])}(?=\s?[-/])")
    text, count = head.subn(rf"\g<1>{sequence}", text, count=1)
    return text, sequence + old[digits.end() :] if count else None


def _figure(found: re.Match[str], random: Random) -> str:
    return str(random.randint(10, 100 if "%" in found.string[found.end() : found.end() + 2] else 990))


def _other_days(text: str, issued: date | None, years: int, random: Random) -> tuple[str, date | None]:
    """All days moved by the same stretch, those of the twentieth century (anniversaries) left alone."""
    moved = timedelta(days=365 * years + random.randint(-150, 150))

    def slashed(found: re.Match[str]) -> str:
        day = _day(found[4], found[3], found[1])
        if day is None or day.year < 2000:
            return found[0]
        return f"{(day + moved).day:02}{found[2]}{(day + moved).month}{found[2]}{(day + moved).year}"

    def in_words(found: re.Match[str]) -> str:
        day = _day(found[3], found[2], found[1])
        return found[0] if day is None else f"ngày {(day + moved).day:02} tháng {(day + moved).month} năm {(day + moved).year}"

    return _DAY_IN_WORDS.sub(in_words, _DAY.sub(slashed, text)), issued and issued + moved


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _other_place(base: Base, random: Random) -> tuple[str | None, str | None]:
    """A province of before July 2025 and a district of it, for what of both the base names."""
    if base.province is None or (base.issued is not None and base.issued.year >= 2025):
        return base.province, base.district
    code, province = random.choice(_provinces())
    return province, base.district and random.choice(_districts()[code])


@cache
def _provinces() -> tuple[tuple[str, str], ...]:
    rows = tables.rows("provinces.csv")
    return tuple((row["code"], row["name"]) for row in rows if row["valid_to"] == "2025-06-30" and row["unit"] == "tỉnh")


@cache
def _districts() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in tables.rows("districts.csv"):
        if row["unit"] == "huyện":
            found.setdefault(row["province_code"], []).append(row["name"])
    return found


@cache
def _surnames() -> tuple[str, ...]:
    return tuple(tables.lines("surnames.txt"))[:40]


def main() -> None:
    """Write papers into a folder."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description="An archive made from the corpus.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--start", type=int, default=0)
    options = parser.parse_args()
    for made in papers(options.count, options.start):
        path = options.folder / made.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made.text, "utf-8")


if __name__ == "__main__":
    main()
