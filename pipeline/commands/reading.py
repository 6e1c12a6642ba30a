"""`kehoach show` and `kehoach explain`: one file, read and printed, or a page of it drawn."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.assemble import plans_of
from pipeline.commands import Exit, Shell
from pipeline.errors import UsageError
from pipeline.explain import explain
from pipeline.inputs import STDIN, find_inputs, read_input
from pipeline.plan import Plan
from pipeline.results import looks_like_json, plans_in
from pipeline.show import FIELDS, show


def run_show(shell: Shell, file: str, fields: Sequence[str]) -> Exit:
    """Print the plans of a result, or those of a document, which are extracted on the spot."""
    for field in fields:
        if field not in FIELDS:
            raise UsageError("no_such_field", field=field, fields=", ".join(FIELDS))
    for plan in _plans(file):
        show(plan, shell.out(), shell.say, fields)
    return Exit.ALL_READ


def run_page_image(shell: Shell, file: str, number: int, target: Path) -> Exit:
    """Draw a page of a document (PDF or picture) with its findings to a PNG file."""
    from pipeline.page_image import page_count, page_image

    if file == STDIN or Path(file).is_dir():
        raise UsageError("is_no_paged_file", path=file)
    document = read_input(find_inputs([file])[0])
    plans = plans_of(document)
    if not document.words:
        raise UsageError("is_no_paged_file", path=file)
    if not 1 <= number <= page_count(plans):
        raise UsageError("no_such_page", page=str(number), last=str(page_count(plans)))
    try:
        page_image(Path(file).read_bytes(), plans, number).save(target, "PNG")
    except OSError as error:
        raise UsageError("unwritable", path=str(target), why=error.strerror or str(error)) from error
    return Exit.ALL_READ


def run_explain(shell: Shell, file: str, offset: int, part: int = 1) -> Exit:
    """Print what was read at an offset of the plan that is number `part` in the file, from 1."""
    plans = _plans(file)
    if not 1 <= part <= len(plans):
        raise UsageError("no_such_part", part=str(part), last=str(len(plans)))
    plan = plans[part - 1]
    if not 0 <= offset < len(plan.text):
        raise UsageError("no_such_offset", offset=str(offset), last=str(len(plan.text) - 1))
    explain(plan, offset, shell.out(), shell.say)
    return Exit.ALL_READ


def _plans(file: str) -> list[Plan]:
    """At least one plan. Raises UsageError, SourceError, PlanError."""
    if Path(file).is_dir():
        raise UsageError("is_folder", path=file)
    document = read_input(find_inputs([file])[0])
    if looks_like_json(document.text):
        return list(plans_in(document.text, document.source.path))
    return list(plans_of(document))
