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
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Row, Select, TableValuedAlias, and_, func, literal_column, select

from pipeline.errors import StoreError
from pipeline.letters import folded
from pipeline.store.database import Store
from pipeline.store.search_index import FIELDS, entries, mark, words_of
from pipeline.store.tables import head_items, issuers, plans, responsibilities, texts

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_WORD = re.compile(r"[^\W_]+")
_AT_ONCE = 25
_CONTEXT = 160
"""Characters of a line that are shown, the match among them."""
_Source: TypeAlias = tuple[str, "tuple[int, int] | None"]


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
    asked = words_asked(words)
    with store.reading() as connection:
        _must_be_indexed(connection, store)
        found = connection.scalars(select(entries.c.plan_no).where(_having(connection, [" ".join(asked)])).distinct())
        return frozenset(found)


def about(store: Store, words: str) -> frozenset[int]:
    """The numbers of the plans whose titles have all the words, with the tones that were typed. Raises StoreError without an
    index."""
    asked = words_asked(words)
    with store.reading() as connection:
        _must_be_indexed(connection, store)
        return frozenset(hit.plan_no for hit in _hits(connection, Question(words, "titles"), asked))


def hits(store: Store, question: Question, limit: int = 20) -> list[Hit]:
    """The first places, titles before tasks before texts; where no place has the words in a row, places with all of them.

    Raises StoreError where the store has no index.
    """
    asked = words_asked(question.words)
    with store.reading() as connection:
        _must_be_indexed(connection, store)
        found = list(_limited(_hits(connection, question, [" ".join(asked)]), limit))
        return found or list(_limited(_hits(connection, question, asked), limit))


def has_province(store: Store, name: str) -> bool:
    """Whether any plan is of this province, as issued or since 2025. Raises StoreError where the store has no index."""
    with store.reading() as connection:
        _must_be_indexed(connection, store)
        return connection.scalar(select(entries.c.no).where(_having(connection, [mark("p", name)])).limit(1)) is not None


def words_asked(words: str) -> list[str]:
    """The words to search for. Raises StoreError where there are none."""
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
            some = _some(connection, [mark("f", field), *filters, *phrases], last)
            rows: Sequence[Row[int, int, int]] = connection.execute(some).all()
            heads, sources = _heads(connection, rows), _sources(connection, field, rows)
            for row in rows:
                text, span = sources[row.plan_no, row.item_no]
                found = _find(text, question.words, in_a_row=len(phrases) == 1)
                if found is not None:
                    start, end = span or found
                    yield Hit(row.plan_no, *heads[row.plan_no], field, _line(text, *found), start, end)
            if len(rows) < _AT_ONCE:
                break
            last = rows[-1].no


def _some(connection: Connection, phrases: Sequence[str], last: int) -> Select[int, int, int]:
    """The next entries that hold all phrases, in order."""
    asked = select(entries.c.no, entries.c.plan_no, entries.c.item_no)
    if connection.dialect.name != "sqlite":
        return asked.where(_having(connection, phrases), entries.c.no > last).order_by(entries.c.no).limit(_AT_ONCE)
    words = _fts5(phrases)  # the index gives its matches in order, so that it stops at the last one that is wanted
    both = asked.select_from(words).join(entries, entries.c.no == words.c.rowid)
    return both.where(words.c.rowid > last).order_by(words.c.rowid).limit(_AT_ONCE)


def _fts5(phrases: Sequence[str]) -> TableValuedAlias:
    return func.search_words(" ".join(f'"{phrase}"' for phrase in phrases)).table_valued("rowid")


def _having(connection: Connection, phrases: Sequence[str]) -> ColumnElement[bool]:
    """The entries that hold all phrases, by the means of the database."""
    if connection.dialect.name == "sqlite":
        return entries.c.no.in_(select(_fts5(phrases).c.rowid))
    if connection.dialect.name == "postgresql":
        query = " & ".join(f"({' <-> '.join(phrase.split())})" for phrase in phrases)
        return literal_column("vector").bool_op("@@")(func.to_tsquery(literal_column("'simple'"), query))
    return and_(*(entries.c.words.contains(f" {phrase} ", autoescape=True) for phrase in phrases))


def _heads(connection: Connection, rows: Sequence[Row[int, int, int]]) -> dict[int, tuple[Any, Any, Any, Any, Any]]:
    """Of the plans with these entries: id, path, number, title, province."""
    head = select(plans.c.no, plans.c.id, plans.c.path, plans.c.number, plans.c.title, issuers.c.province)
    first = and_(issuers.c.plan_no == plans.c.no, issuers.c.no == 1)
    own = head.outerjoin(issuers, first).where(plans.c.no.in_({row.plan_no for row in rows}))
    return {row.no: (row.id, row.path, row.number, row.title, row.province) for row in connection.execute(own)}


def _sources(connection: Connection, field: str, rows: Sequence[Row[int, int, int]]) -> dict[tuple[int, int], _Source]:
    """The searched texts by plan and item, and where in the plan each stands unless it is the plan's text itself."""
    numbers = {row.plan_no for row in rows}
    if field == "texts":
        own = select(texts.c.plan_no, texts.c.text).where(texts.c.plan_no.in_(numbers))
        return {(no, 1): (text, None) for no, text in connection.execute(own)}
    if field == "titles":
        h = head_items.c
        titles = select(plans.c.no, plans.c.title, h.span_start, h.span_end).join(head_items, h.plan_no == plans.c.no)
        asked = titles.where(h.field == "title", plans.c.no.in_(numbers))
        return {(no, 1): (title, (start, end)) for no, title, start, end in connection.execute(asked)}
    r = responsibilities.c
    tasks = select(r.plan_no, r.no, r.task, r.span_start, r.span_end)
    wanted = tasks.where(r.plan_no.in_(numbers), r.no.in_({row.item_no for row in rows}))
    return {(plan, no): (task, (start, end)) for plan, no, task, start, end in connection.execute(wanted)}


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
