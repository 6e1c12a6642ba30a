"""Many rows at once, the way each database takes them fastest: executemany, COPY, Arrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Connection, Table

from pipeline.store.columns import Row


def insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Put rows, with a value for each column of the table, into it."""
    if rows:
        _WAYS[connection.dialect.name](connection, table, rows)


def _execute_many(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    connection.exec_driver_sql(f"INSERT INTO {_target(table)} VALUES ({', '.join('?' * len(table.columns))})", list(rows))


def _copy(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    raw = cast(Any, connection.connection.driver_connection)
    with raw.cursor() as cursor, cursor.copy(f"COPY {_target(table)} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _arrow(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    import pyarrow

    raw = cast(Any, connection.connection.driver_connection)
    raw.fetchall()  # a query read in part would still be open
    raw.register("incoming", pyarrow.table(dict(zip(_names(table), map(list, zip(*rows, strict=True)), strict=True))))
    connection.exec_driver_sql(f"INSERT INTO {_target(table)} SELECT * FROM incoming")
    raw.unregister("incoming")


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def _target(table: Table) -> str:
    names = ", ".join(f'"{name}"' for name in _names(table))
    return f"{table.name} ({names})"


_WAYS = {"sqlite": _execute_many, "postgresql": _copy, "duckdb": _arrow}
