"""What workers are told: the job that is the same for all of a run, and the task that is one input."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from pipeline.archive.limits import Limits
from pipeline.archive.outcome import Result

if TYPE_CHECKING:
    from pipeline.entities.tagger import Tagger
    from pipeline.inputs import Input
    from pipeline.redact import Redaction
    from pipeline.results import Form


Format = Literal["json", "jsonl", "jsonl.zst", "parquet"]
FORMATS: tuple[Format, ...] = get_args(Format)


@dataclass(frozen=True, slots=True)
class Job:
    """`out` is the folder of results, `parts` the folder on the same file system where they are put together.

    `results` is a URL for them to go to instead; `systems` names the file systems of all URLs (`s3`), which take seconds to load.
    With a format other than `json`, results wait in a folder of the run's own until they go into a shard.
    """

    out: Path
    parts: Path
    form: Form
    redactions: frozenset[Redaction] = frozenset()
    tagger: Tagger = "off"
    limits: Limits = field(default_factory=Limits)
    format: Format = "json"
    results: str | None = None
    systems: frozenset[str] = frozenset()

    def path_of(self, place: str) -> Path:
        """Where the result with this place is written."""
        if self.format == "json":
            return self.out / f"{place}.json"
        name = blake2b(os.fsencode(place), digest_size=16).hexdigest()
        return self.parts.parent / "waiting" / name[:2] / f"{name}.json"


@dataclass(frozen=True, slots=True)
class Same:
    """An input that has the same bytes and is done: its name and its results."""

    name: str
    sha256: str
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """An input to be read, or where `same_as` is given, one whose results are those of another but for the name."""

    entry: Input
    same_as: Same | None = None
