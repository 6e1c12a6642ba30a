"""The figures of the report as CSV files, whole where the page shows the first rows, each with the plans behind it.

    write_files(comparison, Path("report-csv"))

UTF-8 with a byte order mark, as spreadsheets want it; text that a spreadsheet would take for a formula is preceded
by an apostrophe."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pipeline.compare.comparison import Comparison

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_files(found: Comparison, folder: Path) -> list[Path]:
    """Write every table of a comparison and give the files. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, frame in _tables(found).items():
        written.append(folder / f"{name}.csv")
        _named(frame, found.selection.plans).to_csv(written[-1], index=False, encoding="utf-8-sig", lineterminator="\n")
    return written


def _tables(found: Comparison) -> dict[str, pd.DataFrame]:
    """Figures, and beside each the items they were made from."""
    cascade, quotas, duties, calendar, borrowed = found.cascade, found.quotas, found.duties, found.calendar, found.borrowed
    return {
        **{"overview" if column == "group" else "overview_successor": one.reset_index() for column,
        one in found.overview.items()},
        "plans": found.selection.plans.reset_index(),
        "papers": cascade.papers, "steps": cascade.steps, "steps_reversed": cascade.reversed, "levels": cascade.levels,
        "quotas": quotas.topics, "quota_items": quotas.items, "quotas_missing": quotas.missing,
        "quotas_as_written": quotas.written,
        "duties": duties.topics, "duty_bodies": duties.bodies, "duty_items": duties.items, "duties_missing": duties.missing,
        "months": calendar.months, "deadlines": calendar.events, "drift": calendar.drift, "drift_groups": calendar.groups,
        "borrowed": borrowed.pairs, "borrowed_plans": borrowed.plans, "borrowed_passages": borrowed.passages,
        "borrowed_groups": borrowed.groups,
        "anniversaries": found.occasions.anniversaries, "campaigns": found.occasions.campaigns,
        "occasion_items": found.occasions.items,
        "quality": found.quality.groups, "warnings": found.quality.warnings, "warning_items": found.quality.items,
    }  # fmt: skip


def _named(frame: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    """The frame with number, issuer and path beside each plan that it names by row, and no cell that is a formula."""
    told = frame
    for column in ("plan", "superior", "source"):
        if column in frame and "path" not in frame:
            known = plans[["number", "issuer", "path"]].add_prefix(f"{column}_")
            told = told.join(known, on=column)
    for column in told.columns:
        if told[column].dtype.kind in "OTU" or isinstance(told[column].dtype, pd.StringDtype):
            formulas = [value for value in told[column].unique() if isinstance(value, str) and value.startswith(_FORMULA)]
            if formulas:
                told = told.assign(**{column: told[column].replace({value: f"'{value}" for value in formulas})})
    return told
