"""A report as a person reads it: tables for the terminal, and on request every miss and false find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.evaluate.matching import Counts
from pipeline.evaluate.records import Record
from pipeline.evaluate.report import HEADLINES, Report, headlines
from pipeline.evaluate.score import LISTS, PlanScore
from pipeline.evaluate.totals import Share, Totals, add_up
from pipeline.messages import Messages

_TELLING = {
    "citations": ("number", "date", "name"),
    "legal_bases": ("number", "date", "name"),
    "anniversaries": ("years", "event", "start", "end"),
    "dates": ("kind", "edtf", "role"),
    "quotas": ("min", "max", "unit"),
    "responsibilities": ("actor",),
    "recipients": ("name",),
    "campaigns": ("name",),
    "contacts": ("phone",),
    "sections": ("kind", "marker", "level"),
    "section_headings": ("path", "heading"),
}
"""The values that decide a match, shown with each finding."""

_LONGEST_EXCERPT = 100
_ENGLISH = Messages("en")


def render(
    report: Report,
    console: Console,
    *,
    strict: bool = False,
    detail: bool = False,
    say: Messages = Messages("en"),  # noqa: B008
) -> None:
    """Print a report: totals by field, each plan, both halves; the strict level and all differences where asked for."""
    tables = [_scalar_table(report.total), _list_table(report.total)]
    if strict:
        tables += [_strict_table(report.total), _key_table(report.total)]
    for table in (*tables, _plan_table(report.plans), _headline_table(report)):
        console.print(_in_language(table, say))
    for title, stems in (("no prediction, all missed", report.missing), ("no gold, not scored", report.extra)):
        if stems:
            console.print(f"{say.name('report', title)}: {escape(', '.join(stems))}", soft_wrap=True)
    if detail:
        for line in detail_lines(report, strict):
            console.print(line, markup=False, highlight=False, soft_wrap=True)


def detail_lines(report: Report, strict: bool = False) -> Iterator[str]:
    """One line for each wrong scalar, missed item, false find, missed warning and, if strict, each pair that differs.

    000_x: quotas missed [5503:5529] "Không quá **250** đại biểu" min=None max=250 unit=đại biểu
    """
    for plan in report.plans:
        for line in _differences(plan, strict):
            yield f"{plan.stem}: {line}"


def _differences(plan: PlanScore, strict: bool) -> Iterator[str]:
    for name, scalar in plan.scalars.items():
        if not scalar.right:
            yield f"{name} wrong: {scalar.pred!r} for {scalar.gold!r}"
    for name, matching in (plan.lists | plan.entities).items():
        yield from (f"{name} missed {_described(plan, name, item, False)}" for item in matching.missed)
        yield from (f"{name} false {_described(plan, name, item, True)}" for item in matching.false)
    yield from (f"warning missed {code}" for code in plan.missed_warnings)
    if strict:
        yield from _strict_differences(plan)


def _strict_differences(plan: PlanScore) -> Iterator[str]:
    for name, keys in plan.strict_objects.items():
        if keys:
            yield f"{name} differs in {', '.join(keys)}"
    for name, differing in plan.strict.items():
        for (gold, pred), keys in zip(plan.lists[name].pairs, differing, strict=True):
            if keys:
                values = "; ".join(f"{key}: {pred.get(key)!r} for {gold[key]!r}" for key in keys)
                yield f"{name} differs {_described(plan, name, gold, False)} | {values}"


def _described(plan: PlanScore, name: str, item: Record, predicted: bool) -> str:
    """Offsets, excerpt and telling values of an item."""
    parts = []
    span = item.get("span") or item.get("anchor_span")
    if span:
        parts.append(f"[{span['start']}:{span['end']}]")
    excerpt = plan.texts.excerpt(item, predicted)
    if excerpt is not None:
        shown = excerpt if len(excerpt) <= _LONGEST_EXCERPT else f"{excerpt[:_LONGEST_EXCERPT]}…"
        parts.append(f'"{shown}"')
    parts.extend(f"{key}={item.get(key)}" for key in _TELLING.get(name, ()))
    return " ".join(parts)


def _scalar_table(totals: Totals) -> Table:
    table = _table("Scalars", "field", "right", "scored", "accuracy")
    for name, share in totals.scalars.items():
        table.add_row(name, *_share_cells(share))
    table.add_row("all", *_share_cells(sum(totals.scalars.values(), Share())), style="bold")
    return table


def _list_table(totals: Totals) -> Table:
    table = _table("Lists", "list", "right", "false", "missed", "P", "R", "F1", "spans exact")
    for name, counts in totals.lists.items():
        table.add_row(name, *_count_cells(counts), _percent(totals.spans.get(name, Share()).value))
    micro = sum((totals.lists[name] for name in LISTS if name in totals.lists), Counts())
    table.add_row("micro", *_count_cells(micro), _percent(totals.span_exactness), style="bold")
    table.add_row("macro", "", "", "", "", "", _percent(totals.macro_f1), "", style="bold")
    for name, counts in totals.entities.items():
        table.add_row(name, *_count_cells(counts), "")
    return table


def _strict_table(totals: Totals) -> Table:
    table = _table("Strict", "object or list", "right", "false", "missed", "P", "R", "F1")
    for name, share in totals.strict_objects.items():
        table.add_row(name, str(share.right), "", str(share.of - share.right), "", _percent(share.value), "")
    for name, counts in totals.strict_lists.items():
        table.add_row(name, *_count_cells(counts))
    table.add_row("micro", *_count_cells(sum(totals.strict_lists.values(), Counts())), style="bold")
    return table


def _key_table(totals: Totals) -> Table:
    table = _table("Keys that differ in matched items", "list", "key", "equal", "of", "share")
    for name, keys in totals.strict_keys.items():
        for key, share in keys.items():
            if share.right < share.of:
                table.add_row(name, key, *_share_cells(share))
    return table


def _plan_table(plans: Iterable[PlanScore]) -> Table:
    table = _table("Plans (F1 by list)", "plan", "scalars", "lists", *(name[:3] for name in LISTS), "ent")
    for plan in plans:
        totals = add_up([plan])
        scalars = sum(totals.scalars.values(), Share())
        lists = (totals.lists.get(name, Counts()).f1 for name in LISTS)
        cells = map(_whole_percent, (totals.micro_f1, *lists, totals.entity_f1))
        table.add_row(plan.stem, f"{scalars.right}/{scalars.of}", *cells)
    return table


def _headline_table(report: Report) -> Table:
    columns = {"all": headlines(report.total)} | {half: headlines(totals) for half, totals in report.halves.items()}
    if report.gap:
        columns["gap"] = report.gap
    table = _table("All plans", "figure", *columns)
    for name in HEADLINES:
        if name in columns["all"]:
            table.add_row(name, *(_percent(figures.get(name)) for figures in columns.values()))
    table.add_row("expected warnings", f"{report.total.warnings.right}/{report.total.warnings.of}", *[""] * (len(columns) - 1))
    return table


def _in_language(table: Table, say: Messages) -> Table:
    """The same table with title and columns named in the reader's language; figures and fields keep their names."""
    table.title = say.name("report", str(table.title))
    for column in table.columns:
        column.header = say.name("report", str(column.header))
    return table


def _table(title: str, first: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column(first, overflow="fold")
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    return table


def _share_cells(share: Share) -> tuple[str, str, str]:
    return str(share.right), str(share.of), _percent(share.value)


def _count_cells(counts: Counts) -> tuple[str, ...]:
    figures = (counts.precision, counts.recall, counts.f1)
    return (str(counts.tp), str(counts.fp), str(counts.fn), *map(_percent, figures))


def _percent(value: float | None) -> str:
    """`0.9673` -> `96.7`; `–` where nothing was scored."""
    return "–" if value is None else f"{100 * value:.1f}"


def _whole_percent(value: float | None) -> str:
    """`0.9673` -> `96`: cut, so that 100 means all."""
    return "–" if value is None else str(int(100 * value))
