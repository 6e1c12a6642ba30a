"""Values that follow from one a reviewer has set: the days of a date string, the pieces of a document number.

>>> derived(DateExpression, {"edtf": "../2025-04-25"})
{'start_date': None, 'end_date': '2025-04-25'}
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

from pipeline.document_numbers import read_number
from pipeline.edtf import bounds
from pipeline.plan import Citation, DateExpression, IssueDate, Item, Number


def derived(kind: type[Item], changes: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The values that follow from those set. Raises ValueError for a string that is no date, or no number, of the contract."""
    if issubclass(kind, DateExpression | IssueDate) and "edtf" in changes:
        return _days(changes["edtf"])
    if issubclass(kind, Number) and "value" in changes:
        return _pieces(changes["value"], ("sequence", "year", "symbol", "type_code", "issuer_code"))
    if issubclass(kind, Citation) and "number" in changes:
        return _pieces(changes["number"], ("sequence", "year", "type_code"))
    return {}


def _days(edtf: JsonValue) -> dict[str, JsonValue]:
    start, end = bounds(str(edtf)) if edtf else (None, None)
    return {"start_date": start, "end_date": end}


def _pieces(number: JsonValue, names: tuple[str, ...]) -> dict[str, JsonValue]:
    if not number:
        return {}
    read = read_number(str(number), 0)
    if read is None:
        raise ValueError(f"{number!r} is no document number")
    return {name: getattr(read, name) for name in names if getattr(read, name, None) is not None}
