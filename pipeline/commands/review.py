"""`kehoach review`: the local web page. `kehoach corrections`: what came of it."""

from __future__ import annotations

import getpass
import json
import secrets
import socket
import webbrowser
from dataclasses import dataclass
from pathlib import Path

from pipeline.commands import Exit, Shell
from pipeline.corrections import Corrected, CorrectionLog, agreement, corrected, gold_of
from pipeline.corrections.record import Correction
from pipeline.errors import UsageError
from pipeline.printing import table
from pipeline.results import WholeFile
from pipeline.review.app import Visitors, application
from pipeline.review.library import Library
from pipeline.review.opened import Opened, open_archive
from pipeline.review.shelf import StoreShelf

_NEAR = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Serving:
    """Where to listen (`port` 0: a free one), under which name corrections are kept, where the originals lie."""

    host: str
    port: int
    reviewer: str
    sources: Path | None
    browser: bool


def run_review(shell: Shell, archive: str, serving: Serving) -> Exit:
    """Serve until interrupted. Raises UsageError, StoreError."""
    import uvicorn

    opened = open_archive(archive, serving.sources)
    library = Library(StoreShelf(opened.store), opened.log, opened.originals)
    with _listening(serving) as listening:
        port = listening.getsockname()[1]
        token = None if serving.host in _NEAR else secrets.token_urlsafe(24)
        name = f"[{serving.host}]" if ":" in serving.host else serving.host
        address = f"http://{name}:{port}/" + (f"?token={token}" if token else "")
        app = application(library, Visitors(_hosts(serving.host, port), token), serving.reviewer or _login(), shell.say.language)
        shell.complain(shell.say("review.serving", count=len(library.catalogue()), address=address))
        if serving.browser:
            webbrowser.open(address)
        config = uvicorn.Config(app, log_level="warning", lifespan="off", server_header=False)
        try:
            uvicorn.Server(config).run([listening])
        except KeyboardInterrupt:
            return Exit.INTERRUPTED
    return Exit.ALL_READ


def _listening(serving: Serving) -> socket.socket:
    family = socket.AF_INET6 if ":" in serving.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((serving.host, serving.port))
    except OSError as error:
        listening.close()
        raise UsageError("port_taken", port=str(serving.port), why=error.strerror or str(error)) from error
    return listening


def _hosts(host: str, port: int) -> tuple[str, ...]:
    """The names the server answers to: on the loopback interface its own, else any, since a token is asked for."""
    return tuple(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")) if host in _NEAR else ()


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reviewer"


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
            with WholeFile(path) as file:
                file.write(json.dumps(gold, ensure_ascii=False, indent=1).encode() + b"\n")
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
