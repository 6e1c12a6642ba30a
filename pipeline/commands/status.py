"""`kehoach status RUN`: how far a run is, while it goes on or after."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.archive.folder import Folder
from pipeline.archive.ledger import Ledger, Session
from pipeline.commands import Exit, Shell
from pipeline.commands.progress import duration
from pipeline.errors import UsageError
from pipeline.printing import pairs


def run_status(shell: Shell, run: Path, *, as_json: bool) -> Exit:
    """Print states, causes of failures, rate and time left. Raises UsageError `no_run`."""
    folder = Folder(run)
    if not folder.ledger.exists():
        raise UsageError("no_run", path=str(run))
    ledger = Ledger(folder.ledger, read_only=True)
    try:
        states, causes, session = ledger.counts(), ledger.causes(), ledger.sessions()[-1]
    finally:
        ledger.close()
    state = "running" if folder.is_active() else "killed" if session.state == "running" else session.state
    rate = session.recorded / session.seconds if session.seconds else 0.0
    left = states.get("todo", 0) / rate if rate else None
    if as_json:
        told = {
            "state": state,
            "inputs": states,
            "failures": causes,
            "rate": round(rate, 3),
            "seconds_left": left and round(left),
        }
        print(json.dumps({**told, "session": _told(session)}, ensure_ascii=False))
        return Exit.ALL_READ
    say, console = shell.say, shell.out()
    console.print(say("status.title", path=run, state=say.name("session", state)), markup=False)
    rows = [(say.name("state", name), str(count)) for name, count in states.items()]
    rows += [(f"{say('status.cause')}: {cause}", str(count)) for cause, count in causes.items()]
    rows.append((say("status.rate"), f"{rate:.1f}"))
    if states.get("todo"):
        rows.append((say("status.left"), duration(left) if left is not None else "?"))
    console.print(pairs(rows))
    return Exit.ALL_READ


def _told(session: Session) -> dict[str, object]:
    return {"started": session.started, "seconds": round(session.seconds, 1), "jobs": session.jobs, "engine": session.engine}
