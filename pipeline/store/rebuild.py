"""A plan put together again from its rows.

    plan_json(rows_of(plan).tables) == plan.model_dump(mode="json")

The tables come as lists of rows without the number of the plan, each in the order of its key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias, get_args

from pipeline.plan import Plan
from pipeline.store.columns import Row
from pipeline.store.extras import Json, restore
from pipeline.store.tables import metadata

Object: TypeAlias = "dict[str, Json]"
Record: TypeAlias = dict[str, Any]
"""A row by the names of its columns."""

_LISTS = (
    "citations", "sections", "anniversaries", "dates", "quotas", "responsibilities", "recipients", "contacts", "campaigns",
    "entities", "tables",
)  # fmt: skip
_HEAD = {
    "doc_type": {"code": "doc_type_code", "name": "doc_type_name"},
    "number": {
        "value": "number", "sequence": "number_sequence", "year": "number_year", "symbol": "number_symbol",
        "type_code": "number_type_code", "issuer_code": "number_issuer_code",
    },
    "issue_date": {"edtf": "issue_date", "start_date": "issue_start", "end_date": "issue_end"},
    "issue_place": {"name": "issue_place"},
    "title": {"text": "title"},
}  # fmt: skip
"""Fields of the head, with the columns of `plans` that their keys stand in."""
_SOURCE = ("path", "media_type", "sha256", "size_bytes", "page_count", "method", "encoding")
_PLACE = ("province", "province_code", "district", "successor_province", "successor_province_code")
_KEYS = {"start_edtf": "start", "end_edtf": "end"}
"""Columns that are called otherwise than the keys they hold."""
_REFERENCES = {
    "section_no": ("section", "sections"), "parent_no": ("parent", "sections"),
    "deadline_no": ("deadline", "dates"), "of_no": ("of", "quotas"),
}  # fmt: skip
"""Columns that name another item of the plan, with the key that holds its id and the table it is in."""


@cache
def column_names(table: str) -> tuple[str, ...]:
    """The columns of a table in order, without number and digests of the plan."""
    left_out = ("no", "digest", "json_digest") if table == "plans" else ("plan_no",)
    return tuple(column.name for column in metadata.tables[table].columns if column.name not in left_out)


def plan_json(tables: Mapping[str, Sequence[Row]]) -> Object:
    """The JSON object that the rows stand for, extras put back. Raises ValueError where the plan's own row is not there."""
    return _Rebuilt(tables).plan()


class _Rebuilt:
    """The rows of one plan, and the ways to read them."""

    def __init__(self, tables: Mapping[str, Sequence[Row]]) -> None:
        self._tables = tables
        self._mentions = self._spans("mentions", "field", "item_no")
        self._evidence = self._spans("evidence_spans", "issuer_no")
        self._boxes = defaultdict(list)
        for row in self._rows("boxes"):
            self._boxes[row["field"], row["item_no"]].append({name: row[name] for name in ("page", "x0", "y0", "x1", "y1")})
        self._ids = {name: {row["no"]: row["id"] for row in self._rows(name)} for name in ("sections", "dates", "quotas")}

    def plan(self) -> Object:
        [head] = self._rows("plans")
        grounds = {row["field"]: self._ground(row["field"], 1, row) for row in self._rows("head_items")}
        issuers = {row["no"]: self._issuer(row) for row in self._rows("issuers")}
        signatures = {row["no"]: self._signature(row) for row in self._rows("signatures")}
        plan: Object = {
            **{name: head[name] for name in ("schema_version", "id", "key", "pipeline_version")},
            "source": self._source(head),
            "text": self._rows("texts")[0]["text"],
            "pages": [_page(row) for row in self._rows("pages")],
            "marks": [row["mark"] for row in self._rows("marks")],
            "coverage": {name: head[name] for name in ("characters", "in_sections", "in_items", "unassigned")},
            **{field: _head_item(head, keys, grounds.get(field)) for field, keys in _HEAD.items()},
            "issuing_body": issuers.pop(1, None),
            "co_issuers": list(issuers.values()),
            "signature": signatures.pop(1, None),
            "co_signatures": list(signatures.values()),
            **{name: [self._item(name, row) for row in self._rows(name)] for name in _LISTS},
            "warnings": [{"code": row["code"], "message": row["message"], "span": _span(row)} for row in self._rows("warnings")],
        }
        ordered = {name: plan[name] for name in Plan.model_fields}
        restore(ordered, ((row["path"], row["value"]) for row in self._rows("extras")))
        return ordered

    def _rows(self, table: str) -> list[Record]:
        names = column_names(table)
        return [dict(zip(names, row, strict=True)) for row in self._tables.get(table, ())]

    def _spans(self, table: str, *owner: str) -> Mapping[tuple[Any, ...], list[Json]]:
        spans: defaultdict[tuple[Any, ...], list[Json]] = defaultdict(list)
        for row in self._rows(table):
            spans[tuple(row[name] for name in owner)].append(_span(row))
        return spans

    def _ground(self, field: str, no: int, row: Record) -> Object:
        return {
            "span": _span(row),
            "mentions": list(self._mentions[field, no]),
            **{name: row[name] for name in ("rule", "evidence", "ocr_confidence", "page")},
            "boxes": self._boxes.get((field, no)),
        }

    def _source(self, head: Record) -> Object:
        part = {name: head[f"part_{name}"] for name in ("index", "start", "end")}
        ocr = {name: head[f"ocr_{name}"] for name in ("engine", "version", "languages", "dpi", "mean_confidence")}
        return {
            **{name: head[name] for name in _SOURCE},
            "part": part if part["index"] is not None else None,
            "repairs": [{"span": _span(row), "raw": row["raw"], "kind": row["kind"]} for row in self._rows("repairs")],
            "furniture": [{name: row[name] for name in ("kind", "text", "page")} for row in self._rows("furniture")],
            "ocr": ocr if ocr["engine"] is not None else None,
        }

    def _issuer(self, row: Record) -> Object:
        plain = {name: row[name] for name in ("name", "organ", "parent", "kind", "level")}
        evidence = list(self._evidence[row["no"],])
        return {**self._ground("issuers", row["no"], row), **plain, "place": _place(row), "evidence_spans": evidence}

    def _signature(self, row: Record) -> Object:
        lines = [line for line in self._rows("authorities") if line["signature_no"] == row["no"]]
        return {
            **self._ground("signatures", row["no"], row),
            "authority": [{name: line[name] for name in ("capacity", "on_behalf_of")} for line in lines],
            **{name: row[name] for name in ("capacity", "on_behalf_of", "position", "name")},
            "name_span": _span(row, "name_start", "name_end"),
        }

    def _item(self, field: str, row: Record) -> Object:
        """An item of a list: its ground, what the columns say under the names of its keys, and what hangs on it."""
        keys = _keys(field)
        return {
            **self._ground(field, row["no"], row),
            **{key: row[column] for column, key in keys.items()},
            **{key: self._ids[table].get(row[column]) for column, (key, table) in _REFERENCES.items() if column in row},
            **self._own(field, row),
        }

    def _own(self, field: str, row: Record) -> Object:
        """What only this kind of item has."""
        no = row["no"]
        if field == "sections":
            return {"heading_span": _span(row, "heading_start", "heading_end")}
        if field == "quotas":
            return {name: _number(row[name]) for name in ("min", "max")}
        if field == "responsibilities":
            names = [one["name"] for one in self._rows("partners") if one["responsibility_no"] == no]
            return {"partners": names, "actor_span": _span(row, "actor_start", "actor_end")}
        if field == "entities":
            return {"place": _place(row)}
        if field == "tables":
            return self._table(no, row["row_count"])
        return {}

    def _table(self, no: int, row_count: int) -> Object:
        rows: list[list[Json]] = [[] for _ in range(row_count)]
        for cell in self._rows("cells"):
            if cell["table_no"] == no:
                rows[cell["row_no"] - 1].append({"text": cell["text"], "span": _span(cell)})
        columns = [column["name"] for column in self._rows("table_columns") if column["table_no"] == no]
        pages = [page["page"] for page in self._rows("table_pages") if page["table_no"] == no]
        return {"columns": columns, "rows": [*rows], "pages": pages}


@cache
def _keys(field: str) -> dict[str, str]:
    """The columns of a list whose values are those of a key, with the key."""
    known = {_KEYS.get(name, name): name for name in column_names(field)}
    [item] = get_args(Plan.model_fields[field].annotation)[:1]
    return {known[name]: name for name in item.model_fields if name in known}


def _head_item(head: Record, keys: Mapping[str, str], ground: Object | None) -> Object | None:
    return None if ground is None else {**ground, **{key: head[column] for key, column in keys.items()}}


def _page(row: Record) -> Object:
    return {**{name: row[name] for name in ("number", "start", "method", "width", "height")}, "end": row["stop"]}


def _place(row: Record) -> Object | None:
    return None if row["place_name"] is None else {"name": row["place_name"], **{name: row[name] for name in _PLACE}}


def _span(row: Record, start: str = "span_start", end: str = "span_end") -> Object | None:
    return None if row[start] is None else {"start": row[start], "end": row[end]}


def _number(value: float | None) -> float | None:
    """Whole numbers are integers in plans."""
    return int(value) if value is not None and value.is_integer() else value
