"""Runs the migrations in the transaction of whoever asks; see `pipeline.store.version`."""

from __future__ import annotations

from alembic import context
from alembic.ddl.impl import DefaultImpl


class DuckDBImpl(DefaultImpl):
    """Alembic knows no DuckDB."""

    __dialect__ = "duckdb"


context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
