"""What damage costs: scores of the corpus with characters misread as scanning does it, and with all lines hard-wrapped.

    python -m benchmarks.noise [--seeds 5] [--gold FOLDER ...]

Scalars may lose 3 points at 2 % damaged characters, wrapping may cost 1 point anywhere. Exit code 1 where a bound is broken.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from random import Random
from unicodedata import normalize

from rich.console import Console

from pipeline import extract
from pipeline.evaluate.folders import Gold, read_gold
from pipeline.evaluate.score import PlanScore, score_plan
from pipeline.evaluate.totals import Totals, add_up
from pipeline.ingest import read_bytes
from pipeline.printing import table

CORPUS = Path(__file__).parent.parent / "corpus"
GOLD = (CORPUS / "gold", CORPUS / "own" / "gold")
RATES = (0.01, 0.02, 0.05)
WIDTHS = (60, 90)
SCALARS_AT = 0.02
"""The rate at which the bound on scalars holds."""
MOST_LOST = 0.03
MOST_WRAPPED = 0.01
BLANKS = 0.1
"""A blank is lost a tenth as often as a letter is misread."""
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_BLANK = re.compile(r"(?<=\w) (?=\w)")
_SWAPPED = "\u0300\u0301\u0309"

Change = Callable[[str, Random], str]


@cache
def confusions() -> dict[str, tuple[str, ...]]:
    """What each character, or pair of them, may be read as."""
    table_of = tomllib.loads(Path(__file__).with_name("ocr_errors.toml").read_text("utf-8"))
    return {printed: tuple(read) for group in table_of.values() for printed, read in group.items()}


def misread(letter: str) -> tuple[str, ...]:
    """The readings of a character: those of the table, and for a vowel the same without its tone, or with another one."""
    found = list(confusions().get(letter, ()))
    parts = normalize("NFD", letter)
    tone = next((mark for mark in parts if mark in _TONES), None)
    if tone is not None:
        found.append(normalize("NFC", parts.replace(tone, "")))
        if tone in _SWAPPED:
            found += [normalize("NFC", parts.replace(tone, other)) for other in _SWAPPED if other != tone]
    return tuple(found)


def damaged(rate: float, text: str, random: Random) -> str:
    """The text with this share of its characters misread, blanks not counted; a blank between two words may be lost."""
    spots = [(at, at + 2) for at in range(len(text) - 1) if text[at : at + 2] in confusions()]
    spots += [(at, at + 1) for at, letter in enumerate(text) if misread(letter)]
    blanks = [(match.start(), match.end()) for match in _BLANK.finditer(text)]
    spots += random.sample(blanks, round(len(blanks) * BLANKS))
    wanted = round(rate * sum(not letter.isspace() for letter in text))
    pieces: list[str] = []
    at = 0
    for start, end in sorted(random.sample(spots, min(wanted, len(spots)))):
        if start >= at:
            readings = confusions().get(text[start:end]) or misread(text[start:end])
            pieces += [text[at:start], random.choice(readings) if readings else ""]
            at = end
    return "".join([*pieces, text[at:]])


def wrapped(text: str, random: Random) -> str:
    """The text with every line broken at a column between 60 and 90, one for the whole text; line ends replace blanks."""
    width = random.randint(*WIDTHS)
    return "\n".join(_broken(line, width) for line in text.split("\n"))


def _broken(line: str, width: int) -> str:
    start = 0
    while len(line) - start > width:
        cut = line.rfind(" ", start + 1, start + width + 1)
        cut = cut if cut >= 0 else line.find(" ", start + width)
        if cut < 0:
            break
        line = f"{line[:cut]}\n{line[cut + 1 :]}"
        start = cut + 1
    return line


@dataclass(frozen=True, slots=True)
class Condition:
    """A way to change a text; `aligned` where offsets stay, so that gold's spans index the changed text too."""

    name: str
    change: Change
    aligned: bool


def conditions() -> Iterator[Condition]:
    yield Condition("as printed", lambda text, random: text, aligned=True)
    for rate in RATES:
        yield Condition(f"{rate:.0%}", partial(damaged, rate), aligned=False)
    yield Condition("wrapped", wrapped, aligned=True)


def measure(condition: Condition, golds: Sequence[Gold], seeds: int) -> Totals:
    """The scores under a condition, each plan read once for every seed."""
    scores: list[PlanScore] = []
    for gold in golds:
        for seed in range(1 if condition.name == "as printed" else seeds):
            text = condition.change(gold.text or "", Random(f"{gold.name} {seed}"))
            plan = extract(read_bytes(text.encode(), "plan.txt")).model_dump(mode="json")
            scores.append(score_plan(gold.plan, plan, text if condition.aligned else gold.text, str(gold.name)))
    return add_up(scores)


def figures(totals: Totals) -> dict[str, float]:
    """Every figure of the table by its name."""
    named: dict[str, float | None] = {"scalars": totals.scalar_accuracy}
    named |= {f"  {name}": share.value for name, share in totals.scalars.items()}
    named |= {"lists (micro)": totals.micro_f1}
    named |= {f"  {name}": counts.f1 for name, counts in totals.lists.items()}
    named |= {"entities": totals.entity_f1} | {f"  {name}": counts.f1 for name, counts in totals.entities.items()}
    return {name: value for name, value in named.items() if value is not None}


def broken(found: dict[str, dict[str, float]]) -> Iterator[str]:
    """A sentence for each bound that does not hold."""
    printed = found["as printed"]
    lost = printed["scalars"] - found[f"{SCALARS_AT:.0%}"]["scalars"]
    if lost > MOST_LOST:
        yield f"scalars lose {lost:.1%} at {SCALARS_AT:.0%} damage"
    for name, value in found["wrapped"].items():
        if printed[name] - value > MOST_WRAPPED:
            yield f"wrapping costs {name.strip()} {printed[name] - value:.1%}"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.noise", description="What damage costs.")
    parser.add_argument("--seeds", type=int, default=5, help="how often each plan is damaged")
    parser.add_argument("--gold", type=Path, action="append", help="folder of gold with its plans beside (default: the corpora)")
    options = parser.parse_args(arguments)
    golds = [gold for folder in options.gold or GOLD for gold in read_gold(folder, None)]
    found = {one.name: figures(measure(one, golds, options.seeds)) for one in conditions()}
    rows = ((name, *(f"{100 * column[name]:.1f}" for column in found.values())) for name in found["as printed"])
    Console().print(table(f"Scores of {len(golds)} plans under damage", ["", *found], rows))
    failures = list(broken(found))
    for failure in failures:
        print(failure)
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
