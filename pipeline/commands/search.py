"""`kehoach index` and `kehoach search`: words of plans in a database."""

from __future__ import annotations

from pipeline.commands import Exit, Shell
from pipeline.compare.index import index
from pipeline.errors import UsageError
from pipeline.store import Hit, Question, has_province, hits, index_words, not_indexed, open_store
from pipeline.store.search_index import FIELDS


def run_index(shell: Shell, db: str) -> Exit:
    """Index what is new or changed: words for searching, wordings for comparing. Raises StoreError."""
    store = open_store(db)
    shell.complain(shell.say("index.totals", count=index_words(store)))
    index(store, lambda what, done, every: shell.complain(shell.say(f"compare.{what}", done=done, all=every)))
    return Exit.ALL_READ


def run_search(shell: Shell, db: str, question: Question, limit: int) -> Exit:
    """Print every place found with its plan. Raises UsageError, StoreError."""
    if question.field not in (None, *FIELDS):
        raise UsageError("no_such_search", word=str(question.field), words=", ".join(FIELDS))
    store = open_store(db)
    found = hits(store, question, limit)
    for hit in found:
        print(f"{hit.path}:{hit.start}-{hit.end}: {_head(hit)}\n    {hit.line}")
    behind = not_indexed(store)
    if behind:
        shell.complain(shell.say("search.behind", count=behind, db=db))
    if not found and question.province and not has_province(store, question.province):
        shell.complain(shell.say("search.no_province", province=question.province))
    elif not found:
        shell.complain(shell.say("search.nothing"))
    return Exit.ALL_READ


def _head(hit: Hit) -> str:
    return ", ".join(part for part in (hit.number, hit.province, hit.title if hit.field != "titles" else None) if part)
