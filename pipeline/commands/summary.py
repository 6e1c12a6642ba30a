"""The closing table of a run: plans, items by field, warnings, failures with their cause."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

from pipeline.commands import Exit, Shell
from pipeline.messages import Messages
from pipeline.plan import Plan
from pipeline.printing import one_line, table
from pipeline.tally import Counts

LONGEST = 200
"""Characters of a name in a list of names."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file without a result: `cause` is one word to count by, `message` says more, in English."""

    name: str
    cause: str
    message: str


@dataclass(slots=True)
class Tally:
    """What a run has seen. Of failures and of what was passed over the first are kept, `failed` and `skipped` count all."""

    counts: Counts = field(default_factory=Counts)
    failures: list[Failure] = field(default_factory=list)
    failed: int = 0
    passed_over: list[str] = field(default_factory=list)
    skipped: int = 0
    unchanged: int = 0
    stopped: str | None = None

    def fail(self, failure: Failure) -> None:
        self.failures.append(failure)
        self.failed += 1

    def skip(self, name: str) -> None:
        self.passed_over.append(name)
        self.skipped += 1


def print_summary(tally: Tally, shell: Shell) -> None:
    """To standard error, so that results on standard output stay clean."""
    console, say, counts = shell.err(), shell.say, tally.counts
    if counts.plans:
        console.print(_fields(counts, say))
    if counts.warnings:
        rows = [(code, say.name("warning", code), count) for code, count in sorted(counts.warnings.items())]
        console.print(table(say("summary.warnings"), (say("summary.code"), say("summary.warning"), say("summary.count")), rows))
    if tally.failures:
        causes = [(item.name, item.cause, _reason(item, say)) for item in tally.failures]
        columns = (say("summary.file"), say("summary.cause"), say("summary.message"))
        console.print(table(say("summary.failures"), columns, causes))
    if tally.failed > len(tally.failures):
        _print(console, say("summary.more_failures", count=tally.failed - len(tally.failures)))
    if tally.skipped:
        names = ", ".join(one_line(name, LONGEST) for name in tally.passed_over)
        _print(console, say("summary.skipped", count=tally.skipped, names=names))
    totals = say("summary.totals", plans=counts.plans, failed=tally.failed, skipped=tally.skipped)
    if tally.unchanged:
        totals += say("summary.unchanged", count=tally.unchanged)
    _print(console, totals if counts.plans or tally.unchanged else f"{totals} {say('summary.nothing')}")


def summary_json(tally: Tally, code: Exit) -> str:
    """The same for programs: one JSON object on one line."""
    counts = tally.counts
    told = {
        "exit_code": int(code),
        "stopped": tally.stopped,
        "plans": counts.plans,
        "unchanged": tally.unchanged,
        "failed": tally.failed,
        "skipped": tally.skipped,
        "items": dict(sorted(counts.items.items())),
        "warnings": dict(sorted(counts.warnings.items())),
        "failures": [{"input": item.name, "cause": item.cause, "message": item.message} for item in tally.failures],
    }
    return json.dumps(told, ensure_ascii=False)


def _fields(counts: Counts, say: Messages) -> Table:
    rows = [
        (say.name("field", name), counts.items[name], f"{counts.holders[name]}/{counts.plans}")
        for name in Plan.model_fields
        if counts.items[name]
    ]
    columns = (say("summary.field"), say("summary.items"), say("summary.holders"))
    return table(say("summary.read", count=counts.plans), columns, rows)


def _reason(failure: Failure, say: Messages) -> str:
    return (say.get(f"cause.{failure.cause}") or "{message}").format(message=failure.message)


def _print(console: Console, line: str) -> None:
    console.print(line, markup=False, soft_wrap=True)
