"""A store: plans in SQLite, PostgreSQL or DuckDB, behind one schema.

store = open_store("plans.db")                                  SQLite
store = open_store("postgresql://user@host/plans")
store = open_store("plans.duckdb")                              or duckdb:///plans.duckdb
with store.reading() as connection:
    connection.execute(select(plans.c.title))
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from pipeline.errors import StoreError
from pipeline.store.version import require, upgrade

_WRITER = 0x6B65_686F
"""PostgreSQL's advisory lock of whoever writes plans: one transaction after the other."""
_PATIENCE = 60
"""Seconds that a writer of SQLite waits for another one."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. `reading()` sees one state; `writing()` is one transaction, and the only one that writes."""

    engine: Engine

    @property
    def dialect(self) -> str:
        """`sqlite`, `postgresql` or `duckdb`."""
        return self.engine.dialect.name

    @property
    def name(self) -> str:
        """Its path, or its address without a password: what the commands take."""
        url = self.engine.url
        if self.dialect != "postgresql":
            return url.database or ""
        return url.set(drivername="postgresql").render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with _told(self), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with _told(self), self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            if self.dialect == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")
            yield connection


def open_store(where: str | Path, *, create: bool = False) -> Store:
    """The store at a path (SQLite; DuckDB where it ends in `.duckdb`) or URL; with `create` it is made where there is none.

    Raises StoreError where there is no such store, or none of this version.
    """
    try:
        url = _url(str(where))
        store = Store(create_engine(url, poolclass=NullPool))
    except (NoSuchModuleError, ModuleNotFoundError, ArgumentError) as error:
        known = "stores are SQLite, PostgreSQL (kehoach[postgres]) and DuckDB (kehoach[duckdb])"
        raise StoreError(f"{where}: {error}; {known}") from error
    if store.dialect != "postgresql" and not create and not Path(url.database or "").is_file():
        raise StoreError(f"{where}: no such store; make one with: kehoach load RESULTS --to {where}")
    if store.dialect == "sqlite":
        event.listen(store.engine, "connect", _set_up)
        event.listen(store.engine, "begin", _begin)
    if create:
        with store.writing() as connection:
            upgrade(connection, store.name)
    else:
        with store.reading() as connection:
            require(connection, store.name)
    return store


def _url(where: str) -> URL:
    if "://" not in where:
        return URL.create("duckdb" if where.endswith(".duckdb") else "sqlite", database=where)
    url = make_url(where)
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgresql", "postgres") else url


def _set_up(raw: SQLiteConnection, _: object) -> None:
    """Transactions begin where we say; readers are not held up by a writer."""
    raw.isolation_level = None
    for pragma in (f"busy_timeout = {_PATIENCE * 1000}", "journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        raw.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


@contextmanager
def _told(store: Store) -> Iterator[None]:
    """Errors of the database with its address, without its password."""
    try:
        yield
    except DBAPIError as error:
        hint = f" (somebody has been writing for {_PATIENCE} s; try again later)" if "is locked" in str(error.orig) else ""
        raise StoreError(f"{store.name}: {error.orig}{hint}") from error
