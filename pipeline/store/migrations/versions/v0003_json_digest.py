"""Plans tell which JSON they were loaded from, so that it is known again without being read."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("plans", Column("json_digest", Text))
