"""`kehoach extract`: what the options mean, and the run of a call with `--out`."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType

from pipeline.archive import plans_in_run
from pipeline.archive.folder import Folder
from pipeline.archive.limits import Limits
from pipeline.archive.run import Request, run
from pipeline.archive.session import ENGINES, End, Engine, Progress, Rules
from pipeline.archive.task import FORMATS, Format, Job
from pipeline.commands import Exit, Shell, must_be_writable
from pipeline.commands.progress import progress_bar, told
from pipeline.commands.summary import Failure, Tally, print_summary, summary_json
from pipeline.entities.tagger import tagger_of
from pipeline.errors import UsageError
from pipeline.inputs import STDIN
from pipeline.redact import REDACTIONS, redactions_of
from pipeline.results import Form, WholeFile, json_text

_BLINK = 0.2
"""Seconds between two looks at the bar."""
_EVERY = 30.0
"""Seconds between two lines of progress where nobody watches a bar."""


@dataclass(frozen=True, slots=True)
class Call:
    """The options of `kehoach extract` as they stand on the line; `jobs` 0 is one for each processor."""

    paths: Sequence[str]
    out: Path | None
    lines: Path | None
    results: str
    format: str
    indent: bool
    no_text: bool
    redact: str
    tagger: str
    engine: str
    jobs: int
    limits: Limits
    retry_failed: bool
    strict: bool
    fail_over: float | None
    as_json: bool


def run_extract(shell: Shell, call: Call) -> Exit:
    """A run where there is a folder for it, else one plan after the other. Raises UsageError before anything is done."""
    try:
        redactions = redactions_of(call.redact.split(","))
    except ValueError as error:
        raise UsageError("no_such_redaction", word=str(error), words=", ".join(REDACTIONS)) from error
    if call.paths.count(STDIN) > 1:
        raise UsageError("stdin_twice")
    form, tagger = Form(call.indent, not call.no_text), tagger_of(call.tagger)
    if call.out is None:
        from pipeline.commands import extract

        return extract.run(shell, call.paths, extract.Options(call.lines, form, redactions, tagger, call.limits, call.as_json))
    folder = Folder(call.out)
    form = replace(form, indent=form.indent and call.format == "json")
    job = Job(call.out, folder.parts, form, redactions, tagger, call.limits, _format_of(call.format), call.results or None)
    if job.results and job.format != "json":
        raise UsageError("results_are_files", format=job.format)
    rules = Rules(
        call.jobs or len(os.sched_getaffinity(0)), call.retry_failed, call.strict, call.fail_over, _engine_of(call.engine)
    )
    with _Watch(shell) as watch:
        end = run(Request(call.paths, job, rules), watch)
    return _close(shell, folder, end, call)


def _format_of(word: str) -> Format:
    """Raises UsageError: `no_such_format`, `missing_extra`."""
    found = next((form for form in FORMATS if form == word), None)
    if found is None:
        raise UsageError("no_such_format", word=word, words=", ".join(FORMATS))
    if found == "parquet" and find_spec("pyarrow") is None:
        raise UsageError("missing_extra", option="format", word=word, extra="parquet")
    return found


def _engine_of(word: str) -> Engine:
    """Raises UsageError: `no_such_engine`, `missing_extra`."""
    found = next((engine for engine in ENGINES if engine == word), None)
    if found is None:
        raise UsageError("no_such_engine", word=word, words=", ".join(ENGINES))
    if found == "ray" and find_spec("ray") is None:
        raise UsageError("missing_extra", option="engine", word=word, extra="ray")
    return found


def _close(shell: Shell, folder: Folder, end: End, call: Call) -> Exit:
    if call.lines is not None and not end.stopped:
        _write_lines(folder, call.lines, Form(with_text=not call.no_text))
    code, tally = _code(end, call.fail_over), _tally(end)
    if call.as_json:
        print(summary_json(tally, code))
        return code
    print_summary(tally, shell)
    if end.stopped and end.stopped != "interrupted":
        shell.complain(shell.say(f"stopped.{end.stopped}", message=end.message))
    return code


def _write_lines(folder: Folder, lines: Path, form: Form) -> None:
    with must_be_writable(lines), WholeFile(lines) as file:
        for _, plan in plans_in_run(folder.out):
            file.write(json_text(plan, form))


def _code(end: End, fail_over: float | None) -> Exit:
    if end.stopped == "interrupted":
        return Exit.INTERRUPTED
    if end.stopped:
        return Exit.STOPPED
    done, failed = end.states.get("done", 0), end.states.get("failed", 0)
    borne = fail_over is not None and 100 * failed <= fail_over * (done + failed)
    return Exit.of(done, 0 if borne else failed)


def _tally(end: End) -> Tally:
    """What the session met; failures of earlier sessions too, as long as they stand."""
    progress = end.progress
    return Tally(
        counts=end.counts,
        failures=[Failure(row.entry.name, row.cause or "", row.message or "") for row in end.failures],
        failed=end.states.get("failed", progress.failed),
        passed_over=[row.entry.name for row in end.passed_over],
        skipped=end.states.get("skipped", 0),
        unchanged=max(0, end.states.get("done", 0) - (progress.ended - progress.failed - end.skipped)),
        stopped=end.stopped,
    )


class _Watch:
    """A bar on standard error where a person is watching, else a line now and then."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._is_watched = sys.stderr.isatty()
        self._next = time.monotonic() + (0.0 if self._is_watched else _EVERY)

    def __enter__(self) -> Callable[[Progress], None]:
        if self._is_watched:
            self._bar = progress_bar(self._shell)
            self._task = self._bar.add_task(self._shell.say("extract.progress"))
        return self._see

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._is_watched:
            self._bar.stop()

    def _see(self, progress: Progress) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + (_BLINK if self._is_watched else _EVERY)
        if self._is_watched:
            self._bar.update(self._task, total=progress.total, completed=progress.ended)
            self._bar.refresh()
        else:
            self._shell.complain(told(self._shell.say, progress))
