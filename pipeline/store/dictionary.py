"""The data dictionary: every table and column of a store in Vietnamese and English, made from the schema.

python -m pipeline.store.dictionary > docs/data-dictionary.md
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Table

from pipeline.store.tables import meaning, metadata

_HEAD = """# Từ điển dữ liệu · Data dictionary

Các bảng của cơ sở dữ liệu mà `kehoach load` tạo ra. Tệp này được sinh từ lược đồ. · The tables that `kehoach load` makes. This
file is generated from the schema: `python -m pipeline.store.dictionary > docs/data-dictionary.md`.
"""


def dictionary() -> str:
    """The page as Markdown."""
    return "\n".join(
        [_HEAD, *(line for table in sorted(metadata.tables.values(), key=lambda one: one.name) for line in _table(table))]
    )


def _table(table: Table) -> Iterator[str]:
    yield f"## `{table.name}`\n\n{meaning(table.name, None, 'vi')} · {meaning(table.name, None, 'en')}\n"
    yield "| cột · column | kiểu · type | khóa · key | ý nghĩa | meaning |\n|---|---|---|---|---|"
    for column in table.columns:
        named = {key.target_fullname for key in column.foreign_keys}
        targets = sorted(f"→ {name}" for name in named if not name.endswith(".plan_no"))
        keys = ", ".join([*(["PK"] if column.primary_key else []), *targets])
        kind = f"{column.type}".lower() + ("" if column.nullable else ", not null")
        words = " | ".join(meaning(table.name, column.name, language) for language in ("vi", "en"))
        yield f"| `{column.name}` | {kind} | {keys} | {words} |"
    yield ""


if __name__ == "__main__":
    print(dictionary(), end="")
