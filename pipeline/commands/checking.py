"""`kehoach validate` and `kehoach evaluate`: results against their own text, and against gold."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.commands import Exit, Shell
from pipeline.errors import UsageError
from pipeline.evaluate import run_evaluate
from pipeline.evaluate.render import render
from pipeline.results import results_below
from pipeline.validate import Problem, validate_file


def run_validate(shell: Shell, paths: Sequence[str]) -> Exit:
    """Print every problem of every file; a folder stands for all results in it."""
    files = list(_results(paths))
    failed = unread = 0
    for file in files:
        try:
            problems = validate_file(file)
        except OSError as error:
            shell.complain(f"{file}: {error.strerror or error}")
            unread += 1
            continue
        for problem in problems:
            print(f"{file}: {problem}")
        failed += bool(problems)
        unread += _is_unread(problems)
    shell.complain(shell.say("validate.totals", files=len(files), failed=failed))
    return Exit.of(len(files) - unread, failed + unread)


def _is_unread(problems: Sequence[Problem]) -> bool:
    """Whether a file was no JSON at all."""
    return any(problem.where == "$" and problem.what == "json" for problem in problems)


def _results(paths: Sequence[str]) -> Iterator[Path]:
    for path in map(Path, paths):
        if path.is_dir():
            yield from results_below(path)
        elif path.exists():
            yield path
        else:
            raise UsageError("no_such_path", path=str(path))


@dataclass(frozen=True, slots=True)
class Measure:
    """How `kehoach evaluate` reports: `texts` is the folder of the plans that gold's offsets index."""

    texts: Path | None
    strict: bool
    detail: bool
    as_json: bool


def run_evaluate_command(shell: Shell, gold: str, pred: str, measure: Measure) -> Exit:
    """Score results by gold and print the report. Raises UsageError, PlanError."""
    for path in (gold, pred, *([str(measure.texts)] if measure.texts else [])):
        if not Path(path).exists():
            raise UsageError("no_such_path", path=path)
    report = run_evaluate(Path(gold), Path(pred), measure.texts)
    if measure.as_json:
        json.dump(report.to_json(), sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        render(report, shell.out(), strict=measure.strict, detail=measure.detail, say=shell.say)
    return Exit.ALL_READ
