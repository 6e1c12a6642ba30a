"""Plans in a database: one normalised schema for SQLite, PostgreSQL and DuckDB.

store = open_store("plans.db", create=True)
load(store, [Path("out")])
plan_from(store, "sha256:ba3e...")
"""

from pipeline.store.database import Store, open_store
from pipeline.store.load import Report, load
from pipeline.store.read import plan_from, plans_from
from pipeline.store.search import Hit, Question, has_province, hits, search
from pipeline.store.search_index import index_words, not_indexed

__all__ = [
    "Hit", "Question", "Report", "Store", "has_province", "hits", "index_words", "load", "not_indexed", "open_store", "plan_from",
    "plans_from", "search",
]  # fmt: skip
