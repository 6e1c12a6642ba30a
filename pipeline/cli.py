"""The command line: `kehoach extract plans --out results`. Thin: it parses options, calls the commands, tells errors.

Exit codes are those of `pipeline.commands.Exit`. Nothing heavy is imported before a command runs. Help texts stand in
`lexicon/messages.toml`, by command and parameter.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from pipeline.commands import Exit, Shell
from pipeline.commands.help import Command, Group, parse_error, put_help
from pipeline.errors import KehoachError, SourceError, UsageError
from pipeline.messages import LANGUAGES, Messages, language_of, split_language

app = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True)


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"kehoach {version('kehoach')}")
        raise typer.Exit


@app.callback()
def _root(
    lang: Annotated[str, typer.Option(metavar="vi|en")] = "",
    version: Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True)] = False,
) -> None:
    """`main` takes `--lang` off the line before it is parsed; it stands here for the help."""


@app.command(cls=Command)
def extract(
    ctx: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="PATH...")],
    out: Annotated[Path | None, typer.Option(metavar="DIR")] = None,
    jsonl: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    results: Annotated[str, typer.Option(metavar="URL")] = "",
    format: Annotated[str, typer.Option(metavar="FORMAT")] = "json",
    indent: Annotated[bool, typer.Option("--indent")] = False,
    no_text: Annotated[bool, typer.Option("--no-text")] = False,
    redact: Annotated[str, typer.Option(metavar="KINDS")] = "",
    tagger: Annotated[str, typer.Option(metavar="WHEN")] = "off",
    engine: Annotated[str, typer.Option(metavar="ENGINE")] = "local",
    jobs: Annotated[int, typer.Option(metavar="N", min=0)] = 0,
    timeout: Annotated[float, typer.Option(metavar="SECONDS", min=0)] = 300,
    max_memory: Annotated[str, typer.Option(metavar="SIZE")] = "2G",
    max_bytes: Annotated[str, typer.Option(metavar="SIZE")] = "256M",
    max_pages: Annotated[int, typer.Option(metavar="N", min=0)] = 2000,
    retry_failed: Annotated[bool, typer.Option("--retry-failed")] = False,
    strict: Annotated[bool, typer.Option("--strict")] = False,
    fail_over: Annotated[float | None, typer.Option(metavar="PCT", min=0, max=100)] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> int:
    from pipeline.archive.limits import Limits, size_of
    from pipeline.commands.archive import Call, run_extract

    sizes = {}
    for name, text in (("--max-memory", max_memory), ("--max-bytes", max_bytes)):
        try:
            sizes[name] = size_of(text)
        except ValueError as error:
            raise UsageError("no_size", name=name, word=text) from error
    limits = Limits(timeout, sizes["--max-memory"], sizes["--max-bytes"], max_pages)
    ends = (retry_failed, strict, fail_over, as_json)
    call = Call(paths, out, jsonl, results, format, indent, no_text, redact, tagger, engine, jobs, limits, *ends)
    return run_extract(ctx.obj, call)


@app.command(cls=Command)
def status(
    ctx: typer.Context,
    run: Annotated[Path, typer.Argument(metavar="RUN")],
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> int:
    from pipeline.commands.status import run_status

    return run_status(ctx.obj, run, as_json=as_json)


@app.command(cls=Command)
def diff(
    ctx: typer.Context,
    first: Annotated[Path, typer.Argument(metavar="RUN")],
    second: Annotated[Path, typer.Argument(metavar="RUN")],
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> int:
    from pipeline.commands.diff import run_diff

    return run_diff(ctx.obj, first, second, as_json=as_json)


@app.command(cls=Command)
def show(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE")],
    field: Annotated[list[str] | None, typer.Option(metavar="NAME")] = None,
    page_image: Annotated[int | None, typer.Option(metavar="N")] = None,
    to: Annotated[Path | None, typer.Option(metavar="FILE.png")] = None,
) -> int:
    from pipeline.commands.reading import run_page_image, run_show

    if (page_image is None) != (to is None):
        raise UsageError("page_image_needs_both")
    if page_image is not None and to is not None:
        return run_page_image(ctx.obj, file, page_image, to)
    return run_show(ctx.obj, file, [name.strip() for names in field or () for name in names.split(",")])


@app.command(cls=Command)
def explain(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE")],
    at: Annotated[int, typer.Option(metavar="OFFSET")],
    part: Annotated[int, typer.Option(metavar="NUMBER")] = 1,
) -> int:
    from pipeline.commands.reading import run_explain

    return run_explain(ctx.obj, file, at, part)


@app.command(cls=Command)
def evaluate(
    ctx: typer.Context,
    gold: Annotated[str, typer.Argument(metavar="GOLD")],
    pred: Annotated[str, typer.Argument(metavar="PRED")],
    texts: Annotated[Path | None, typer.Option(metavar="DIR")] = None,
    strict: Annotated[bool, typer.Option("--strict")] = False,
    detail: Annotated[bool, typer.Option("--detail")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> int:
    from pipeline.commands.checking import Measure, run_evaluate_command

    return run_evaluate_command(ctx.obj, gold, pred, Measure(texts, strict, detail, as_json))


@app.command(cls=Command)
def validate(ctx: typer.Context, files: Annotated[list[str], typer.Argument(metavar="FILE...")]) -> int:
    from pipeline.commands.checking import run_validate

    return run_validate(ctx.obj, files)


@app.command(cls=Command)
def review(
    ctx: typer.Context,
    archive: Annotated[str, typer.Argument(metavar="RUN_OR_DB")],
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535)] = 0,
    host: Annotated[str, typer.Option(metavar="ADDRESS")] = "127.0.0.1",
    reviewer: Annotated[str, typer.Option(metavar="NAME")] = "",
    sources: Annotated[Path | None, typer.Option(metavar="DIR")] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser")] = True,
) -> int:
    from pipeline.commands.review import Serving, run_review

    return run_review(ctx.obj, archive, Serving(host, port, reviewer, sources, browser))


@app.command(cls=Command)
def corrections(
    ctx: typer.Context,
    archive: Annotated[str, typer.Argument(metavar="RUN_OR_DB")],
    gold: Annotated[Path | None, typer.Option(metavar="DIR")] = None,
    agreement: Annotated[str, typer.Option(metavar="NAME,NAME")] = "",
) -> int:
    from pipeline.commands.corrections import run_corrections

    return run_corrections(ctx.obj, archive, gold, agreement)


@app.command(cls=Command)
def compare(
    ctx: typer.Context,
    db: Annotated[str, typer.Argument(metavar="DB")],
    by: Annotated[str, typer.Option(metavar="province|level|issuer|year")] = "province",
    topic: Annotated[str, typer.Option(metavar="TEXT")] = "",
    out: Annotated[Path, typer.Option(metavar="FILE")] = Path("report.html"),
) -> int:
    from pipeline.commands.compare import run_compare

    return run_compare(ctx.obj, db, by, topic, out)


@app.command(cls=Command)
def schema() -> int:
    from pipeline.schema import schema_text

    print(schema_text(), end="")
    return Exit.ALL_READ


@app.command(cls=Command)
def load(
    ctx: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="RESULTS...")],
    to: Annotated[str, typer.Option(metavar="DATABASE")] = "plans.db",
    jobs: Annotated[int, typer.Option(metavar="N", min=0)] = 0,
    prune: Annotated[bool, typer.Option("--prune")] = False,
) -> int:
    from pipeline.commands.load import run_load

    return run_load(ctx.obj, paths, to, jobs, prune)


@app.command(cls=Command)
def index(ctx: typer.Context, db: Annotated[str, typer.Argument(metavar="DATABASE")]) -> int:
    from pipeline.commands.search import run_index

    return run_index(ctx.obj, db)


@app.command(cls=Command)
def search(
    ctx: typer.Context,
    db: Annotated[str, typer.Argument(metavar="DATABASE")],
    words: Annotated[str, typer.Argument(metavar="WORDS")],
    province: Annotated[str | None, typer.Option(metavar="NAME")] = None,
    year: Annotated[int | None, typer.Option(metavar="YEAR")] = None,
    field: Annotated[str | None, typer.Option(metavar="titles|tasks|texts")] = None,
    limit: Annotated[int, typer.Option(metavar="COUNT")] = 20,
) -> int:
    from pipeline.commands.search import run_search
    from pipeline.store import Question

    return run_search(ctx.obj, db, Question(words, field, province, year), limit)


@app.command(cls=Command)
def export(
    ctx: typer.Context,
    db: Annotated[str, typer.Argument(metavar="DATABASE")],
    to: Annotated[Path, typer.Option(metavar="DIR")],
    format: Annotated[str, typer.Option(metavar="parquet|csv|xlsx|ics")] = "csv",
) -> int:
    from pipeline.commands.export import run_export

    return run_export(ctx.obj, db, to, format)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code; `arguments` are those after the program's name."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    asked, line = split_language(sys.argv[1:] if arguments is None else arguments)
    say = Messages("en" if asked == "en" else "vi" if asked == "vi" else language_of(os.environ))
    shell = Shell(say)
    if asked is not None and asked not in LANGUAGES:
        return _refuse(shell, say("usage.no_such_language", word=asked, words=", ".join(LANGUAGES)))
    return _run(shell, line)


def _run(shell: Shell, line: list[str]) -> int:
    """Every error that a person can act on becomes one line and an exit code here."""
    command = typer.main.get_command(app)
    put_help(command, "help", shell.say)
    try:
        code = int(command.main(line, prog_name="kehoach", standalone_mode=False, obj=shell) or 0)
        if code == Exit.INTERRUPTED:
            shell.complain(shell.say("interrupted"))
        return code
    except UsageError as error:
        return _refuse(shell, shell.say(f"usage.{error.code}", **error.values))
    except SourceError as error:
        known = shell.say.get(f"cause.{error.cause}") or "{message}"
        shell.complain(f"{error.path}: {known.format(message=error.message)} ({error.cause})")
    except (KehoachError, OSError) as error:
        shell.complain(str(error))
    except TyperException as error:
        return _refuse(shell, parse_error(error, shell.say))
    return Exit.NOTHING_READ


def _refuse(shell: Shell, message: str) -> int:
    shell.complain(message)
    return Exit.USAGE
