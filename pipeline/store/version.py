"""Which version of the schema a store has, and bringing it up to date.

require(connection, "plans.db")     raises StoreError unless the store is of this version
upgrade(connection)                 makes the tables, or changes those of an older version
"""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text
from sqlalchemy.schema import SetColumnComment, SetTableComment

from pipeline.errors import StoreError
from pipeline.store.tables import metadata

VERSION = "0003"
"""The newest migration."""


def version_of(connection: Connection) -> str | None:
    """The version of the tables that are there, or None where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()[-1])


def require(connection: Connection, name: str) -> None:
    found = version_of(connection)
    if found is None:
        raise StoreError(f"{name}: holds no plans; load some with: kehoach load RESULTS --to {name}")
    if found < VERSION:
        raise StoreError(f"{name}: is of version {found}, this program reads {VERSION}; the next kehoach load into it updates it")
    if found > VERSION:
        raise StoreError(f"{name}: is of version {found}, this program reads {VERSION}; use the newer kehoach that made it")


def upgrade(connection: Connection, name: str) -> None:
    """Raises StoreError where the store is newer than this program."""
    found = version_of(connection)
    if found != VERSION:
        if found is not None and found > VERSION:
            require(connection, name)
        _migrate(connection)


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "pipeline.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.dialect.supports_comments:
        for table in metadata.sorted_tables:
            connection.execute(SetTableComment(table))
            for column in table.columns:
                connection.execute(SetColumnComment(column))
