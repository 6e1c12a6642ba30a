"""Full-text search: titles, tasks and texts of plans, with and without diacritics.

    for hit in hits(store, Question("điển hình tiên tiến", field="tasks", year=2024)):
        print(hit.path, hit.span, hit.line)
    search(store, "hoi nghi")           the numbers of all plans that have the words in a row

Words typed without tones find all (`hoi nghi`: Hội nghị), words with tones only their own, wherever the tone is printed
(`hoà`: hòa). The plans must have been indexed (`index_words`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Row, and_, func, literal_column, select

from pipeline.errors import StoreError
from pipeline.letters import folded
from pipeline.store.database import Store
from pipeline.store.search_index import FIELDS, entries, mark, words_of
from pipeline.store.tables import head_items, issuers, plans, responsibilities, texts

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_WORD = re.compile(r"[^\W_]+")
_AT_ONCE = 100
_CONTEXT = 160
"""Characters of a line that are shown, the match among them."""


@dataclass(frozen=True, slots=True)
class Question:
    """`words` as typed; of one field (`titles`, `tasks`, `texts`), province (as issued or since 2025) and year only, if given."""

    words: str
    field: str | None = None
    province: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that has the words: the plan, its head, the line, and the span in the plan's text that holds them."""

    plan_no: int
    id: str
    path: str
    number: str | None
    title: str | None
    province: str | None
    field: str
    line: str
    start: int
    end: int


def search(store: Store, words: str) -> frozenset[int]:
    """The numbers of the plans that have the words in a row, tones left out of account. Raises StoreError without an index."""
    asked = _asked(words)
    with store.reading() as connection:
        _must_be_indexed(connection, store)
        found = connection.scalars(select(entries.c.plan_no).where(_having(connection, [" ".join(asked)])).distinct())
        return frozenset(found)


def hits(store: Store, question: Question, limit: int = 20) -> list[Hit]:
    """The first places, titles before tasks before texts; where no place has the words in a row, places with all of them.

    Raises StoreError where the store has no index.
    """
    asked = _asked(question.words)
    with store.reading() as connection:
        _must_be_indexed(connection, store)
        found = list(_limited(_hits(connection, question, [" ".join(asked)]), limit))
        return found or list(_limited(_hits(connection, question, asked), limit))


def _asked(words: str) -> list[str]:
    found = words_of(words)
    if not found:
        raise StoreError(f"{words!r} has no word to search for")
    return found


def _must_be_indexed(connection: Connection, store: Store) -> None:
    if not connection.dialect.has_table(connection, entries.name):
        raise StoreError(f"{store.name}: is not indexed yet; run: kehoach index {store.name}")


def _limited(found: Iterator[Hit], limit: int) -> Iterator[Hit]:
    """At most so many, and none twice: pieces of long texts overlap."""
    seen: set[tuple[int, str, int]] = set()
    for hit in found:
        place = (hit.plan_no, hit.field, hit.start)
        if place not in seen:
            seen.add(place)
            yield hit
        if len(seen) >= limit:
            return


def _hits(connection: Connection, question: Question, phrases: Sequence[str]) -> Iterator[Hit]:
    filters = [mark("p", question.province)] if question.province else []
    filters += [mark("y", question.year)] if question.year else []
    for field in [question.field] if question.field else FIELDS:
        last = 0
        while True:
            wanted = _having(connection, [mark("f", field), *filters, *phrases])
            some = select(entries.c.no, entries.c.plan_no, entries.c.item_no).where(wanted, entries.c.no > last)
            rows: Sequence[Row[int, int, int]] = connection.execute(some.order_by(entries.c.no).limit(_AT_ONCE)).all()
            for row in rows:
                yield from _hit(connection, field, row.plan_no, row.item_no, question.words, in_a_row=len(phrases) == 1)
            if len(rows) < _AT_ONCE:
                break
            last = rows[-1].no


def _having(connection: Connection, phrases: Sequence[str]) -> ColumnElement[bool]:
    """The entries that hold all phrases, by the means of the database."""
    if connection.dialect.name == "sqlite":
        matching = " ".join(f'"{phrase}"' for phrase in phrases)
        words = func.search_words(matching).table_valued("rowid")
        return entries.c.no.in_(select(words.c.rowid))
    if connection.dialect.name == "postgresql":
        query = " & ".join(f"({' <-> '.join(phrase.split())})" for phrase in phrases)
        return literal_column("vector").bool_op("@@")(func.to_tsquery(literal_column("'simple'"), query))
    return and_(*(entries.c.words.contains(f" {phrase} ", autoescape=True) for phrase in phrases))


def _hit(connection: Connection, field: str, plan_no: int, item_no: int, words: str, *, in_a_row: bool) -> Iterator[Hit]:
    """The first place of an entry that has the words with the tones they were typed with."""
    head = select(plans.c.id, plans.c.path, plans.c.number, plans.c.title, issuers.c.province)
    first = and_(issuers.c.plan_no == plans.c.no, issuers.c.no == 1)
    plan = connection.execute(head.outerjoin(issuers, first).where(plans.c.no == plan_no)).one()
    text, span = _source(connection, field, plan_no, item_no, plan.title)
    found = _find(text, words, in_a_row=in_a_row)
    if found is not None:
        start, end = span or found
        yield Hit(plan_no, *plan[:5], field, _line(text, *found), start, end)


def _source(connection: Connection, field: str, plan: int, item: int, title: str) -> tuple[str, tuple[int, int] | None]:
    """The searched text, and where in the plan it stands unless it is the plan's text itself."""
    if field == "texts":
        return str(connection.scalar(select(texts.c.text).where(texts.c.plan_no == plan))), None
    if field == "titles":
        table, own = head_items, and_(head_items.c.plan_no == plan, head_items.c.field == "title")
        row = connection.execute(select(table.c.span_start, table.c.span_end).where(own)).one()
        return title, (row.span_start, row.span_end)
    table, own = responsibilities, and_(responsibilities.c.plan_no == plan, responsibilities.c.no == item)
    task = connection.execute(select(table.c.task, table.c.span_start, table.c.span_end).where(own)).one()
    return task.task, (task.span_start, task.span_end)


def _find(text: str, words: str, *, in_a_row: bool) -> tuple[int, int] | None:
    """The first place with the words in a row; or, where each may stand anywhere, that of the first one if all are there."""
    asked = _WORD.findall(words)
    if in_a_row:
        return _find_row(text, asked)
    places = [_find_row(text, [word]) for word in asked]
    return None if None in places else min(place for place in places if place)


def _find_row(text: str, asked: Sequence[str]) -> tuple[int, int] | None:
    pattern = r"[\W_]{1,40}".join(re.escape(folded(word)) for word in asked)
    for found in re.finditer(rf"(?<![^\W_]){pattern}(?![^\W_])", folded(text)):
        printed = _WORD.findall(text[found.start() : found.end()])
        if all(_alike(word, other) for word, other in zip(asked, printed, strict=True)):
            return found.span()
    return None


def _alike(asked: str, printed: str) -> bool:
    """Whether a word was typed without tones and accents, or has the same ones, wherever the tone is put."""
    return folded(asked) == asked.lower() or _toned(asked) == _toned(printed)


def _toned(word: str) -> tuple[str, list[str]]:
    letters = unicodedata.normalize("NFD", word.lower())
    return _TONES.sub("", letters), _TONES.findall(letters)


def _line(text: str, start: int, end: int) -> str:
    """The line around a match, cut to a readable length."""
    begin = max(text.rfind("\n", 0, start) + 1, start - _CONTEXT // 2)
    stop = text.find("\n", end)
    stop = min(len(text) if stop < 0 else stop, max(end, begin + _CONTEXT))
    line = " ".join(text[begin:stop].split())
    before = "…" if begin and text[begin - 1] != "\n" else ""
    return f"{before}{line}{'…' if stop < len(text) and text[stop] != chr(10) else ''}"
