"""A folder of gold and a folder of results: which prediction belongs to which gold file.

    gold/000_x.json   results/sub/000_x.txt.json   plans/000_x.txt

They are joined by the stem of the source file. A gold file `004.json` also takes `004-any-name.md`,
where no source is called `004`; `004#2.json` is gold for the second plan of that source.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.errors import PlanError
from pipeline.evaluate.lists import RULES
from pipeline.evaluate.records import Record
from pipeline.results import results_below

TEXT_FOLDERS = ("plans", "documents", "seeds")
TEXT_SUFFIXES = (".txt", ".md")
_SECOND = re.compile(r"#\d+$")
SPLIT_FILE = "split.toml"
GROUPS = ("tuning", "held_back")
"""What a split may name: plans that rules are tuned on, and plans of other issuers that are scored and never read."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """One plan as extracted: the path of its source without the last suffix, and the JSON object."""

    source: PurePosixPath
    plan: Record


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold file: its path below the gold folder without suffix, the annotation, and the text its offsets index."""

    name: PurePosixPath
    plan: Record
    text: str | None

    @property
    def is_whole(self) -> bool:
        """Whether the body is annotated too, so that the offsets matter."""
        return any(name in self.plan for name in (*RULES, "sections", "entities") if name != "recipients")


def read_gold(folder: Path, texts: Path | None) -> list[Gold]:
    """All gold files below a folder.

    Their texts come from `texts`, else from a folder beside it called plans, documents or seeds.
    Raises PlanError where there is no gold file or one is no JSON object.
    """
    places = [texts] if texts is not None else [folder.resolve().parent / name for name in TEXT_FOLDERS]
    known = [path for place in places for path in sorted(place.rglob("*")) if path.suffix in TEXT_SUFFIXES]
    found = []
    for path in sorted(folder.rglob("*.json")):
        name = PurePosixPath(path.relative_to(folder).with_suffix("").as_posix())
        found.append(Gold(name, _object(path, path.read_bytes()), _text_of(name.name, known)))
    if not found:
        raise PlanError(f"{folder}: no gold files (*.json) here; name the folder that holds them")
    return found


def read_predictions(path: Path) -> list[Prediction]:
    """All plans of a JSON file, a JSON Lines file or a folder of such files.

    Raises PlanError where the path does not exist or a line is no JSON object.
    """
    if not path.exists():
        raise PlanError(f"{path}: no such file or folder; name the results of an extraction")
    files = results_below(path) if path.is_dir() else [path]
    root = path if path.is_dir() else path.parent
    return [prediction for file in files for prediction in _predictions(file, root)]


def pair(gold: list[Gold], predictions: list[Prediction]) -> tuple[dict[PurePosixPath, Prediction], list[Prediction]]:
    """The prediction of each gold file that has one, and the predictions left over."""
    left = list(predictions)
    pairs = {}
    for entry in gold:
        candidates = _candidates(entry, left)
        if candidates:
            pairs[entry.name] = candidates[0]
            left.remove(candidates[0])
    return pairs, left


def read_split(folder: Path, gold: list[Gold]) -> dict[str, frozenset[str]]:
    """The stems of each group, from a `split.toml` in the gold folder or beside it; nothing where there is none.

    Its `tuning` and `held_back` are lists of stems, or tables that give each stem its issuer; either may be absent.
    Raises PlanError where it names a stem without gold, or one in two groups, or is no TOML.
    """
    path = split_file(folder)
    if path is None:
        return {}
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise PlanError(f"{path}: not TOML ({error})") from error
    groups = {group: frozenset(table[group]) for group in GROUPS if group in table}
    named = Counter(stem for stems in groups.values() for stem in stems)
    unknown = named.keys() - {entry.name.name for entry in gold}
    twice = {stem for stem, times in named.items() if times > 1}
    if unknown or twice:
        raise PlanError(f"{path}: {min(unknown or twice)} {'has no gold file' if unknown else 'stands in both groups'}")
    return groups


def split_file(folder: Path) -> Path | None:
    """Where the groups of a gold folder are named, if anywhere."""
    places = (folder / SPLIT_FILE, folder.resolve().parent / SPLIT_FILE)
    return next((path for path in places if path.exists()), None)


def _candidates(entry: Gold, left: list[Prediction]) -> list[Prediction]:
    """Predictions that may belong to a gold file, the best first: same path, same text, shortest name, first part."""
    stem, _, number = entry.name.name.partition("#")
    named = [prediction for prediction in left if prediction.source.name == stem]
    named = named or [prediction for prediction in left if prediction.source.name.startswith(f"{stem}-")]
    named = [prediction for prediction in named if not number or str(_part(prediction.plan)) == number]
    own = [item for item in named if entry.is_whole and entry.text is not None and item.plan.get("text") == entry.text]
    beside = [item for item in named if item.source == entry.name.with_name(stem)]
    return sorted(beside or own or named, key=lambda item: (len(item.source.name), str(item.source), _part(item.plan)))


def _predictions(file: Path, root: Path) -> Iterator[Prediction]:
    content = file.read_bytes()
    lines = [line for line in content.split(b"\n") if line.strip()] if file.suffix == ".jsonl" else [content]
    for line in lines:
        plan = _object(file, line)
        stated = (plan.get("source") or {}).get("path")
        source = PurePosixPath(stated or _SECOND.sub("", file.relative_to(root).with_suffix("").as_posix()))
        yield Prediction(source.with_suffix("") if stated or source.suffix in TEXT_SUFFIXES else source, plan)


def _part(plan: Record) -> int:
    """Which of several plans of one source this is, from 1."""
    part = (plan.get("source") or {}).get("part") or {}
    return int(part.get("index", 1))


def _object(path: Path, content: bytes) -> Record:
    try:
        value = json.loads(content)
    except ValueError as error:
        raise PlanError(f"{path}: not JSON ({error})") from error
    if not isinstance(value, dict):
        raise PlanError(f"{path}: a JSON object is expected, not {type(value).__name__}")
    return value


def _text_of(stem: str, known: list[Path]) -> str | None:
    """The text that gold of this stem was annotated on: NFC, line ends as newlines, without byte order mark."""
    named = [path for path in known if path.stem == stem] or [path for path in known if path.stem.startswith(f"{stem}-")]
    if not named:
        return None
    content = named[0].read_bytes().decode("utf-8-sig", errors="replace")
    return unicodedata.normalize("NFC", content.replace("\r\n", "\n").replace("\r", "\n"))
