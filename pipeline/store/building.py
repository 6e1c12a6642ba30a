"""Tables out of few words, for the schema as it is and for the migrations that led to it.

    table(metadata, "marks", 2, "plan_no:i no:i mark!", ["plan_no > plans.no"])

`name:i!` is a column: its name, the letter of its type (none: text; i and n: 32 and 64 bits, f: double, b: truth value, d: day,
y: bytes), `!` where it is never null. The first columns, as many as told, make the primary key.
`plan_no no > plans.no` is a reference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Double,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine

Comment = Callable[[str, "str | None"], "str | None"]
"""What a table, or a column of it, means."""

_TYPES: dict[str, type[TypeEngine[Any]]] = {
    "": Text, "i": Integer, "n": BigInteger, "b": Boolean, "f": Double, "d": Date, "y": LargeBinary,
}  # fmt: skip


def _silent(_: str, __: str | None) -> None:
    return None


def table(
    metadata: MetaData, name: str, keys: int, words: str, references: Iterable[str] = (), comment: Comment = _silent
) -> Table:
    """Add a table. Rows with compound keys are kept by their key in SQLite, where the table is its own index."""
    columns = list(_columns(name, words, keys, comment))
    constraints = map(_reference, references)
    return Table(name, metadata, *columns, *constraints, comment=comment(name, None), sqlite_with_rowid=keys == 1)


def index(of: Table, column: str, *, unique: bool = False) -> Index:
    """Add an index. DuckDB, which would refuse to update indexed columns of plans that others refer to, gets none."""
    return Index(f"{of.name}_by_{column}", of.c[column], unique=unique).ddl_if(callable_=_not_duckdb)


def _columns(table: str, words: str, keys: int, comment: Comment) -> Iterator[Column[Any]]:
    for at, word in enumerate(words.split()):
        name, _, kind = word.rstrip("!").partition(":")
        nullable = not (word.endswith("!") or at < keys)
        told = comment(table, name)
        yield Column(name, _TYPES[kind](), primary_key=at < keys, autoincrement=False, nullable=nullable, comment=told)


def _reference(words: str) -> ForeignKeyConstraint:
    """`section_no > sections.no` within a plan is `plan_no section_no > sections.plan_no no`.

    DuckDB checks references too early to let one transaction replace or remove a plan: it gets none.
    """
    own, _, target = words.partition(" > ")
    other, _, columns = target.partition(".")
    constraint = ForeignKeyConstraint(own.split(), [f"{other}.{column}" for column in columns.split()])
    return constraint.ddl_if(callable_=_not_duckdb)


def _not_duckdb(*_: object, dialect: Dialect, **__: object) -> bool:
    return dialect.name != "duckdb"
