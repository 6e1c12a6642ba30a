"""How stores came to the schema they have, step by step; `env.py` is what Alembic runs."""
