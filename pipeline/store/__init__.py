"""Plans in a database: one normalised schema for SQLite, PostgreSQL and DuckDB.

store = open_store("plans.db", create=True)
load(store, [Path("out")])
plan_from(store, "sha256:ba3e...")
"""

from pipeline.store.database import Store, open_store
from pipeline.store.load import Report, load
from pipeline.store.read import plan_from, plans_from

__all__ = ["Report", "Store", "load", "open_store", "plan_from", "plans_from"]
