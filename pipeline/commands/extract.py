"""`kehoach extract` without a folder for results: files and folders in, one line after the other out, nothing left behind."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from errno import EISDIR
from os import strerror
from pathlib import Path

from pipeline.archive.limits import Limits
from pipeline.assemble import plans_of
from pipeline.commands import Exit, Shell, must_be_writable
from pipeline.commands.summary import Failure, Tally, print_summary, summary_json
from pipeline.entities.tagger import Tagger
from pipeline.errors import SourceError, UsageError
from pipeline.ingest import bound_pages, read_bytes
from pipeline.inputs import STDIN, Input, bytes_of, find_inputs
from pipeline.plan import Plan
from pipeline.redact import Redaction, redact
from pipeline.results import COMPACT, Form, WholeFile, json_text

Write = Callable[[Plan], object]


@dataclass(frozen=True, slots=True)
class Options:
    """`lines` is a JSON Lines file, None for standard output; `tagger` says when underthesea's tagger of names is asked."""

    lines: Path | None
    form: Form = COMPACT
    redactions: frozenset[Redaction] = frozenset()
    tagger: Tagger = "off"
    limits: Limits = field(default_factory=Limits)
    as_json: bool = False


def run(shell: Shell, paths: Sequence[str], options: Options) -> Exit:
    """Extract every input, write what was read, print the closing table; raises UsageError before any work is done."""
    if paths.count(STDIN) > 1:
        raise UsageError("stdin_twice")
    inputs = find_inputs(paths)
    tally = Tally()
    with ExitStack() as files:
        write = _writer(options, files)
        for entry in _with_progress(shell, inputs):
            _extract(entry, options, write, tally)
    code = Exit.of(tally.counts.plans, tally.failed)
    if options.as_json:
        print(summary_json(tally, code), file=sys.stdout if options.lines else sys.stderr)
    else:
        print_summary(tally, shell)
    return code


def _extract(entry: Input, options: Options, write: Write, tally: Tally) -> None:
    """One file, whose failure costs no other file anything."""
    if not entry.is_document:
        tally.skip(entry.name)
        return
    try:
        data = bytes_of(entry, options.limits.file_bytes)
        bound_pages(data, entry.name, options.limits.pages)
        document = read_bytes(data, entry.name)
        plans = [redact(plan, options.redactions) for plan in plans_of(document, options.tagger)]
        for plan in plans:
            write(plan)
    except SourceError as error:
        tally.fail(Failure(entry.name, error.cause, error.message))
    except BrokenPipeError:
        raise
    except OSError as error:
        tally.fail(Failure(entry.name, "unwritable", f"{error.filename or ''} {error.strerror or error}".strip()))
    except Exception as error:
        tally.fail(Failure(entry.name, "internal", f"{type(error).__name__}: {error}"))
    else:
        for plan in plans:
            tally.counts.add(plan)


def _writer(options: Options, files: ExitStack) -> Write:
    if options.lines is None:
        return lambda plan: _print_line(json_text(plan, options.form))
    with must_be_writable(options.lines):
        if options.lines.is_dir():
            raise IsADirectoryError(EISDIR, strerror(EISDIR))
        options.lines.parent.mkdir(parents=True, exist_ok=True)
        lines = files.enter_context(WholeFile(options.lines))
    return lambda plan: lines.write(json_text(plan, options.form))


def _print_line(line: bytes) -> None:
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


def _with_progress(shell: Shell, inputs: Sequence[Input]) -> Iterable[Input]:
    """The inputs, with a bar on standard error where a person is watching."""
    if not sys.stderr.isatty():
        return inputs
    from rich.progress import track

    return track(inputs, description=shell.say("extract.progress"), console=shell.err(), transient=True)
