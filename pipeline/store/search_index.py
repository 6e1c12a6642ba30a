"""The index of full-text search: the words of titles, tasks and texts without tones, and the words that filters ask for.

    index_words(store)          indexes the plans that are new or changed, and gives how many

A step of its own after loading, in batches, so that it goes on where it was stopped. Its tables are made from the plans alone and
may be dropped and made again. The words themselves are searched by what each database brings: FTS5, `tsvector`, a scan in DuckDB.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sqlalchemy import Column, Connection, Index, Integer, MetaData, Row, Select, Table, Text, and_, delete, exists, func, select

from pipeline.letters import folded
from pipeline.lexicon.keys import fold
from pipeline.store.bulk import insert
from pipeline.store.columns import Row as Values
from pipeline.store.database import Store
from pipeline.store.tables import issuers, plans, responsibilities, texts

FIELDS = ("titles", "tasks", "texts")
"""What is searched, in the order in which hits are told."""

metadata = MetaData()
entries = Table(
    "search_entries", metadata,
    Column("no", Integer, primary_key=True, autoincrement=False), Column("plan_no", Integer, nullable=False),
    Column("field", Text, nullable=False), Column("item_no", Integer, nullable=False), Column("words", Text, nullable=False),
    Index("search_entries_by_plan", "plan_no"),
)  # fmt: skip
indexed = Table(
    "search_indexed", metadata,
    Column("plan_no", Integer, primary_key=True, autoincrement=False), Column("digest", Text, nullable=False),
)  # fmt: skip

_WORD = re.compile(r"[^\W_]+")
_AT_ONCE = 500
_PIECE, _PIECE_BYTES, _OVERLAP = 10_000, 500_000, 30
"""Words and bytes of an entry, words it shares with the next: PostgreSQL counts positions to 16,383 and takes vectors to 1 MB."""
_LONGEST = 200
"""Letters of a word that are looked at; PostgreSQL passes over words beyond 2,046 bytes."""
_MARK = "qq"
"""Opens the words that filters ask for; no syllable begins so."""
_FTS5 = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5 (words, content='search_entries', content_rowid='no')",
    "CREATE TRIGGER IF NOT EXISTS search_added AFTER INSERT ON search_entries BEGIN "
    "INSERT INTO search_words (rowid, words) VALUES (new.no, new.words); END",
    "CREATE TRIGGER IF NOT EXISTS search_removed AFTER DELETE ON search_entries BEGIN "
    "INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', old.no, old.words); END",
)
_GIN = (
    "ALTER TABLE search_entries ADD COLUMN IF NOT EXISTS "
    "vector tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED",
    "CREATE INDEX IF NOT EXISTS search_words ON search_entries USING gin (vector)",
)
_OWN = {"sqlite": _FTS5, "postgresql": _GIN}


def words_of(text: str) -> list[str]:
    """The words of a text in lower case without tones, accents and đ, long ones by their beginning."""
    return [word[:_LONGEST] for word in _WORD.findall(folded(text))]


def mark(kind: str, value: object) -> str:
    """The word that stands in an entry for its field, province or year."""
    return f"{_MARK}{kind}{fold(str(value))}"


def index_words(store: Store) -> int:
    """Bring the index up to date. Raises StoreError."""
    with store.writing() as connection:
        metadata.create_all(connection)
        for statement in _OWN.get(store.dialect, ()):
            connection.exec_driver_sql(statement)
    count = 0
    while True:
        with store.writing() as connection:
            batch = connection.execute(_stale().limit(_AT_ONCE)).all()
            if not batch:
                if count and store.dialect == "postgresql":
                    connection.exec_driver_sql("ANALYZE search_entries")
                return count
            _index(connection, batch)
        count += len(batch)


def not_indexed(store: Store) -> int:
    """How many plans the index does not hold in their present version."""
    with store.reading() as connection:
        if not connection.dialect.has_table(connection, entries.name):
            return connection.scalar(select(func.count()).select_from(plans)) or 0
        return connection.scalar(select(func.count()).select_from(_stale().subquery())) or 0


def _stale() -> Select[int, str]:
    same = exists().where(indexed.c.plan_no == plans.c.no, indexed.c.digest == plans.c.digest)
    return select(plans.c.no, plans.c.digest).where(~same).order_by(plans.c.no)


def _index(connection: Connection, batch: Sequence[Row[int, str]]) -> None:
    numbers = [row.no for row in batch]
    for table in (entries, indexed):
        connection.execute(delete(table).where(table.c.plan_no.in_(numbers)))
    first = (connection.scalar(select(func.max(entries.c.no))) or 0) + 1
    rows = ((no, *row) for no, row in enumerate(_entries(connection, numbers), first))
    insert(connection, entries, list(rows))
    insert(connection, indexed, [(row.no, row.digest) for row in batch])


def _entries(connection: Connection, numbers: Sequence[int]) -> Iterator[Values]:
    first = and_(issuers.c.plan_no == plans.c.no, issuers.c.no == 1)
    of_plan = (plans.c.no, plans.c.title, plans.c.number_year, plans.c.issue_start)
    head = select(*of_plan, issuers.c.province, issuers.c.successor_province)
    marks: dict[int, list[str]] = {}
    for row in connection.execute(head.outerjoin(issuers, first).where(plans.c.no.in_(numbers)).order_by(plans.c.no)):
        year = row.issue_start.year if row.issue_start else row.number_year
        places = [mark("p", place) for place in (row.province, row.successor_province) if place]
        marks[row.no] = [*places, *([mark("y", year)] if year else ())]
        if row.title:
            yield from _pieces(row.no, "titles", 1, row.title, marks[row.no])
    tasks = select(responsibilities.c.plan_no, responsibilities.c.no, responsibilities.c.task)
    for plan, item, task in connection.execute(tasks.where(responsibilities.c.plan_no.in_(numbers))):
        yield from _pieces(plan, "tasks", item, task, marks[plan])
    for plan, text in connection.execute(select(texts.c.plan_no, texts.c.text).where(texts.c.plan_no.in_(numbers))):
        yield from _pieces(plan, "texts", 1, text, marks[plan])


def _pieces(plan: int, field: str, item: int, text: str, marks: Sequence[str]) -> Iterator[Values]:
    words, head = words_of(text), [mark("f", field), *marks]
    size = min(_PIECE, _PIECE_BYTES // max((len(word.encode()) for word in words), default=1))
    for start in range(0, max(1, len(words) - _OVERLAP), size - _OVERLAP):
        yield plan, field, item, f" {' '.join([*head, *words[start : start + size]])} "
