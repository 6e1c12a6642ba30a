"""The closing table of a run: plans, items by field, warnings, failures with their cause."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

from pipeline.commands import Shell
from pipeline.messages import Messages
from pipeline.plan import Item, Plan
from pipeline.printing import table


@dataclass(frozen=True, slots=True)
class Failure:
    """A file without a result: `cause` is one word to count by, `message` says more, in English."""

    name: str
    cause: str
    message: str


@dataclass(slots=True)
class Tally:
    """What a run has seen so far; plans themselves are not kept."""

    plans: int = 0
    items: Counter[str] = field(default_factory=Counter)
    holders: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def add(self, plan: Plan) -> None:
        self.plans += 1
        self.warnings.update(warning.code for warning in plan.warnings)
        for name in Plan.model_fields:
            count = _count(getattr(plan, name))
            if count:
                self.items[name] += count
                self.holders[name] += 1


def _count(value: object) -> int:
    if isinstance(value, tuple):
        return sum(isinstance(entry, Item) for entry in value)
    return int(isinstance(value, Item))


def print_summary(tally: Tally, shell: Shell) -> None:
    """To standard error, so that results on standard output stay clean."""
    console, say = shell.err(), shell.say
    if tally.plans:
        console.print(_fields(tally, say))
    if tally.warnings:
        rows = [(code, say.name("warning", code), count) for code, count in sorted(tally.warnings.items())]
        console.print(table(say("summary.warnings"), (say("summary.code"), say("summary.warning"), say("summary.count")), rows))
    if tally.failures:
        causes = [(item.name, item.cause, _reason(item, say)) for item in tally.failures]
        columns = (say("summary.file"), say("summary.cause"), say("summary.message"))
        console.print(table(say("summary.failures"), columns, causes))
    if tally.skipped:
        _print(console, say("summary.skipped", count=len(tally.skipped), names=", ".join(tally.skipped)))
    totals = say("summary.totals", plans=tally.plans, failed=len(tally.failures), skipped=len(tally.skipped))
    _print(console, totals if tally.plans else f"{totals} {say('summary.nothing')}")


def _fields(tally: Tally, say: Messages) -> Table:
    rows = [
        (say.name("field", name), tally.items[name], f"{tally.holders[name]}/{tally.plans}")
        for name in Plan.model_fields
        if tally.items[name]
    ]
    columns = (say("summary.field"), say("summary.items"), say("summary.holders"))
    return table(say("summary.read", count=tally.plans), columns, rows)


def _reason(failure: Failure, say: Messages) -> str:
    return (say.get(f"cause.{failure.cause}") or "{message}").format(message=failure.message)


def _print(console: Console, line: str) -> None:
    console.print(line, markup=False, soft_wrap=True)
