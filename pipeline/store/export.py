"""The tables of a store as files: `DIR/quotas.parquet`, `DIR/quotas.csv`, or one workbook `DIR/plans.xlsx`.

    export(store, Path("out"), "csv")       gives the places whose values had to be cut, as lines to tell

Nothing is run by the program that opens them: workbooks hold strings as strings, and in CSV a text that a spreadsheet would take
for a formula begins with an apostrophe. A cell of a workbook holds 32,767 characters; longer texts end in `…[cut]`
and are listed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import BigInteger, Boolean, Date, Double, Integer, Table, select

from pipeline.results import WholeFile
from pipeline.store.database import Store
from pipeline.store.tables import DERIVED, metadata

Format = Literal["parquet", "csv", "xlsx", "ics"]
_AT_ONCE = 20_000
_CELL, _SHEET = 32_767, 1_048_575
_CUT = "…[cut]"
EXPORTED = tuple(table for table in metadata.sorted_tables if table not in DERIVED)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(store: Store, folder: Path, format: Format) -> list[str]:
    """Write all tables but those of the index of comparisons. Raises StoreError, OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    if format == "xlsx":
        return _workbook(store, folder / "plans.xlsx")
    if format == "ics":
        from pipeline.store.calendar_file import calendar

        with WholeFile(folder / "deadlines.ics") as file:
            for line in calendar(store):
                file.write(line)
        return []
    write = _csv if format == "csv" else _parquet
    for table in EXPORTED:
        write(table, _batches(store, table), folder / f"{table.name}.{format}")
    return []


def _batches(store: Store, table: Table) -> Iterator[Sequence[Sequence[Any]]]:
    """The rows in the order of the key, some at a time."""
    with store.reading() as connection:
        rows = connection.execution_options(yield_per=_AT_ONCE).execute(select(table).order_by(*table.primary_key))
        yield from rows.partitions(_AT_ONCE)


def _csv(table: Table, batches: Iterator[Sequence[Sequence[Any]]], path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in table.columns])
        for batch in batches:
            writer.writerows([_guarded(value) for value in row] for row in batch)


def _guarded(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and len(value) > 1 and value.startswith(_FORMULA) else value


def _parquet(table: Table, batches: Iterator[Sequence[Sequence[Any]]], path: Path) -> None:
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    kinds = ((BigInteger, pyarrow.int64()), (Integer, pyarrow.int32()), (Double, pyarrow.float64()), (Boolean, pyarrow.bool_()))
    known = (*kinds, (Date, pyarrow.date32()))
    types = [
        next((arrow for kind, arrow in known if isinstance(column.type, kind)), pyarrow.string()) for column in table.columns
    ]
    schema = pyarrow.schema(list(zip([column.name for column in table.columns], types, strict=True)))
    with ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in batches:
            columns = [list(values) for values in zip(*batch, strict=True)]
            writer.write_table(pyarrow.table(columns, schema=schema))


def _workbook(store: Store, path: Path) -> list[str]:
    from xlsxwriter import Workbook

    cut: list[str] = []
    with Workbook(str(path), {"constant_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for table in EXPORTED:
            sheet, at, sheets = None, 0, 0
            for row in (row for batch in _batches(store, table) for row in batch):
                if sheet is None or at > _SHEET:
                    sheets += 1
                    sheet, at = _sheet(book, table, sheets), 1
                for column, value in enumerate(row):
                    if isinstance(value, str) and len(value) > _CELL:
                        cut.append(f"{sheet.name}!{table.columns[column].name}, {at + 1}: {len(value)} > {_CELL}")
                    _cell(sheet, at, column, value, day)
                at += 1
            if sheet is None:
                _sheet(book, table, 1)
    return cut


def _sheet(book: Any, table: Table, number: int) -> Any:
    sheet = book.add_worksheet(table.name if number == 1 else f"{table.name} {number}")
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, column.name)
    return sheet


def _cell(sheet: Any, row: int, column: int, value: object, day: Any) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, date):
        sheet.write_string(row, column, value.isoformat()) if value.year < 1900 else sheet.write_datetime(row, column, value, day)
    elif isinstance(value, str):
        sheet.write_string(row, column, value if len(value) <= _CELL else value[: _CELL - len(_CUT)] + _CUT)
