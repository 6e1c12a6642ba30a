"""`kehoach corrections`: what reviewers said of an archive, counted, as gold files, compared."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.commands import Exit, Shell
from pipeline.corrections import Corrected, Correction, CorrectionLog, agreement, corrected, gold_of
from pipeline.errors import UsageError
from pipeline.printing import table
from pipeline.results import write_whole
from pipeline.review.opened import Opened, open_archive
from pipeline.review.shelf import StoreShelf


def run_corrections(shell: Shell, archive: str, gold: Path | None, pair: str) -> Exit:
    """Count corrections, write gold files, compare two reviewers. Raises UsageError, StoreError, OSError."""
    opened = open_archive(archive)
    reviewers = _pair(opened.log, pair) if pair else None
    done = dict(_all_corrected(opened))
    outcomes = [outcome for entry in done.values() for outcome in entry.outcomes]
    rows: list[tuple[object, ...]] = [
        (shell.say("corrections.plans"), len(done)),
        (shell.say("corrections.reviewers"), ", ".join(opened.log.reviewers())),
        (shell.say("corrections.standing"), len(outcomes)),
        (shell.say("corrections.misfits"), sum(outcome.state != "applied" for outcome in outcomes)),
    ]
    if gold is not None:
        rows.append((shell.say("corrections.gold"), _write_gold(done, gold)))
    if reviewers is not None:
        rows += _agreement(shell, opened.log, reviewers)
    shell.out().print(table("", ["", ""], rows))
    return Exit.ALL_READ


def _all_corrected(opened: Opened) -> list[tuple[str, Corrected]]:
    """The corrected plans by their places; a plan that left the archive is not among them."""
    shelf = StoreShelf(opened.store)
    found = [shelf.plan(id) for id in opened.log.plans()]
    return [(place, corrected(plan, opened.log.active(plan.id, place))) for plan, place in filter(None, found)]


def _write_gold(done: dict[str, Corrected], folder: Path) -> int:
    count = 0
    for place, entry in done.items():
        if gold := gold_of(entry):
            path = folder / f"{Path(place).with_suffix('')}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, json.dumps(gold, ensure_ascii=False, indent=1).encode() + b"\n")
            count += 1
    return count


def _pair(log: CorrectionLog, pair: str) -> tuple[str, str]:
    names = [name.strip() for name in pair.split(",")]
    known = log.reviewers()
    if len(names) != 2 or names[0] == names[1] or not set(names) <= set(known):
        raise UsageError("two_reviewers", known=", ".join(known) or "-")
    return names[0], names[1]


def _agreement(shell: Shell, log: CorrectionLog, reviewers: tuple[str, str]) -> list[tuple[object, ...]]:
    first, second = (_all_of(log, reviewer) for reviewer in reviewers)
    found = agreement(first, second)
    return [
        (shell.say("corrections.judged"), found.judged),
        (shell.say("corrections.same_verdict"), found.same_verdict),
        (shell.say("corrections.same_values"), f"{found.same_values} / {found.kept_by_both}"),
        (shell.say("corrections.kappa"), "–" if found.kappa is None else found.kappa),
    ]


def _all_of(log: CorrectionLog, reviewer: str) -> list[Correction]:
    return [entry for plan in log.plans() for entry in log.active(plan, "", [reviewer])]
