"""`kehoach extract`: files and folders in, one plan after the other out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from errno import EISDIR
from os import strerror
from pathlib import Path

from pipeline.assemble import plans_of
from pipeline.commands import Exit, Shell
from pipeline.commands.summary import Failure, Tally, print_summary
from pipeline.entities.tagger import Tagger
from pipeline.errors import SourceError, UsageError
from pipeline.inputs import STDIN, Input, find_inputs, read_input
from pipeline.plan import Plan
from pipeline.redact import Redaction, redact
from pipeline.results import WholeFile, json_line, place_of, write_plan

Write = Callable[[str, Plan], object]
"""Takes the place of a plan and the plan."""


@dataclass(frozen=True, slots=True)
class Options:
    """`out` is a folder of results, `lines` a JSON Lines file; with neither, lines go to standard output.

    `tagger` says when underthesea's tagger of names gives a second opinion.
    """

    out: Path | None
    lines: Path | None
    redactions: frozenset[Redaction]
    tagger: Tagger = "off"


def run(shell: Shell, paths: Sequence[str], options: Options) -> Exit:
    """Extract every input, write what was read, print the closing table; raises UsageError before any work is done."""
    if paths.count(STDIN) > 1:
        raise UsageError("stdin_twice")
    inputs = find_inputs(paths, options.out)
    tally = Tally()
    with ExitStack() as files:
        writers = _writers(options, files)
        for entry in _with_progress(shell, inputs):
            _extract(entry, options, writers, tally)
    print_summary(tally, shell)
    return Exit.of(tally.plans, len(tally.failures))


def _extract(entry: Input, options: Options, writers: Sequence[Write], tally: Tally) -> None:
    """One file, whose failure costs no other file anything."""
    if not entry.is_document:
        tally.skipped.append(entry.name)
        return
    try:
        plans = [redact(plan, options.redactions) for plan in plans_of(read_input(entry), options.tagger)]
        for index, plan in enumerate(plans):
            for write in writers:
                write(place_of(entry.place, index), plan)
    except SourceError as error:
        tally.failures.append(Failure(entry.name, error.cause, error.message))
    except BrokenPipeError:
        raise
    except OSError as error:
        tally.failures.append(Failure(entry.name, "unwritable", f"{error.filename or ''} {error.strerror or error}".strip()))
    except Exception as error:
        tally.failures.append(Failure(entry.name, "internal", f"{type(error).__name__}: {error}"))
    else:
        for plan in plans:
            tally.add(plan)


def _writers(options: Options, files: ExitStack) -> list[Write]:
    writers: list[Write] = []
    if options.out is not None:
        out = options.out
        with _must_be_writable(out):
            out.mkdir(parents=True, exist_ok=True)
        writers.append(lambda place, plan: write_plan(out, place, plan))
    if options.lines is not None:
        with _must_be_writable(options.lines):
            if options.lines.is_dir():
                raise IsADirectoryError(EISDIR, strerror(EISDIR))
            options.lines.parent.mkdir(parents=True, exist_ok=True)
            lines = files.enter_context(WholeFile(options.lines))
        writers.append(lambda place, plan: lines.write(json_line(plan)))
    return writers or [lambda place, plan: _print_line(json_line(plan))]


def _print_line(line: bytes) -> None:
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


@contextmanager
def _must_be_writable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError("unwritable", path=str(path), why=error.strerror or str(error)) from error


def _with_progress(shell: Shell, inputs: Sequence[Input]) -> Iterable[Input]:
    """The inputs, with a bar on standard error where a person is watching."""
    if not sys.stderr.isatty():
        return inputs
    from rich.progress import track

    return track(inputs, description=shell.say("extract.progress"), console=shell.err(), transient=True)
