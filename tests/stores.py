"""Stores for tests: in each of the three databases, PostgreSQL on the real server."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.exc import OperationalError

from pipeline.store import Store
from pipeline.store.tables import metadata

DATABASES = ("sqlite", "duckdb", "postgresql")
_SERVER = os.environ.get("KEHOACH_POSTGRES", "postgresql://kehoach:kehoach@127.0.0.1/postgres")
"""A role that may create databases; tools/programs.sh makes the default one."""


@contextmanager
def place_for(database: str, folder: Path) -> Iterator[str]:
    """Where a new store of this kind may be made; on PostgreSQL a database of its own, dropped afterwards."""
    if database != "postgresql":
        yield str(folder / {"sqlite": "plans.db", "duckdb": "plans.duckdb"}[database])
        return
    server = create_engine(_SERVER.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    name = f"kehoach_{uuid.uuid4().hex[:12]}"
    try:
        with server.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
    except OperationalError as error:
        pytest.skip(f"no PostgreSQL server at {_SERVER}: {error.orig}; tools/programs.sh installs and starts one")
    yield f"{_SERVER.rpartition('/')[0]}/{name}"
    with server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def digest(store: Store) -> str:
    """Of all rows of all tables."""
    found = sha256()
    with store.reading() as connection:
        for table in metadata.sorted_tables:
            found.update(repr(connection.execute(select(table).order_by(*table.primary_key)).all()).encode())
    return found.hexdigest()
