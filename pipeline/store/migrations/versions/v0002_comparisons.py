"""The index of comparisons, which `kehoach compare` used to make itself; what it made is dropped and indexed again."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer, MetaData, Table

from pipeline.store import building

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for name in ("alike", "wordings", "indexed_plans"):
        op.execute(f"DROP TABLE IF EXISTS {name}")
    metadata, of_plan = MetaData(), ["plan_no > plans.no"]
    Table("plans", metadata, Column("no", Integer, primary_key=True))
    added = [
        building.table(metadata, "indexed_plans", 1, "plan_no:i digest!", of_plan),
        building.table(metadata, "wordings", 3, "plan_no:i field item_no:i span_start:i! span_end:i! words:y!", of_plan),
        building.table(metadata, "alike", 3, "plan_no:i field item_no:i topic:i!", of_plan),
    ]
    metadata.create_all(op.get_bind(), added)
