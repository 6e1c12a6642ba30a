"""`kehoach diff RUN RUN`: what changed between two runs."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from pipeline.archive.changes import Changes, changes_between
from pipeline.commands import Exit, Shell
from pipeline.printing import table

_LISTED = 30


def run_diff(shell: Shell, first: Path, second: Path, *, as_json: bool) -> Exit:
    """Print the changes; SOME_FAILED where there are any. Raises UsageError, PlanError."""
    changes = changes_between(first, second)
    if as_json:
        print(json.dumps({**asdict(changes), "fields": changes.fields}, ensure_ascii=False).encode("utf-8", "replace").decode())
    else:
        _print(shell, changes)
    return Exit.SOME_FAILED if changes else Exit.ALL_READ


def _print(shell: Shell, changes: Changes) -> None:
    say, console = shell.say, shell.out()
    if changes.changed:
        rows = [(say.name("field", name), name, count) for name, count in changes.fields.items()]
        console.print(table(say("diff.fields"), (say("summary.field"), "", say("diff.plans")), rows))
        plans = [(place, ", ".join(names)) for place, names in list(changes.changed.items())[:_LISTED]]
        console.print(table(say("diff.changed"), (say("summary.file"), say("diff.fields_of")), plans))
        if len(changes.changed) > _LISTED:
            console.print(say("diff.more", count=len(changes.changed) - _LISTED), markup=False)
    if changes.states:
        states = [(place, *both) for place, both in list(changes.states.items())[:_LISTED]]
        console.print(table(say("diff.states"), (say("summary.file"), say("diff.before"), say("diff.after")), states))
    counts = {"changed": len(changes.changed), "only_first": len(changes.only_first), "only_second": len(changes.only_second)}
    console.print(say("diff.totals", same=changes.same, **counts), markup=False)
