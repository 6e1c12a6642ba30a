"""Which fields of a plan can be corrected, and which values of their items.

>>> SCALARS["title"].__name__, LISTS["quotas"].__name__
('Title', 'Quota')
"""

from __future__ import annotations

from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, JsonValue

from pipeline.plan import BodyItem, Item, ListItem, Plan, Section

_PLACES = ("actor_span", "name_span", "heading_span", "evidence_spans")
_OWN = frozenset({*BodyItem.model_fields, *_PLACES, "authority"})
"""What says where an item stands and how it was read is not for editing."""
_HUNG = ("parent", "path")
"""Of sections: they follow from the nodes around."""


def _item_class(annotation: Any) -> type[Item] | None:
    """The kind of item that a field of the plan holds."""
    if get_origin(annotation) in (Union, UnionType, tuple):
        return next((found for part in get_args(annotation) if (found := _item_class(part))), None)
    return annotation if isinstance(annotation, type) and issubclass(annotation, Item) else None


_KINDS = {name: kind for name, info in Plan.model_fields.items() if (kind := _item_class(info.annotation))}
_TUPLES = {name for name, info in Plan.model_fields.items() if get_origin(info.annotation) is tuple}
SCALARS: dict[str, type[Item]] = {name: kind for name, kind in _KINDS.items() if name not in _TUPLES}
LISTS: dict[str, type[Item]] = {
    name: kind for name, kind in _KINDS.items() if name in _TUPLES and issubclass(kind, ListItem) and name != "tables"
}
ADDED_BY_HAND = tuple(name for name in (*SCALARS, *LISTS) if name not in ("sections", "doc_type"))
"""Fields whose missed items a reviewer can mark: all but the outline, whose nodes hang on each other, and the type."""

Input = Literal["text", "number", "flag", "choice", "lines"]


class Editable(BaseModel):
    """A value a reviewer may change: `name` is dotted where it lies deeper (`place.province`)."""

    name: str
    input: Input
    choices: tuple[str, ...] = ()
    optional: bool = False


def editables(kind: type[BaseModel], prefix: str = "") -> Iterator[Editable]:
    """The values of a kind of item that can be edited, in the order of the contract."""
    for name, info in kind.model_fields.items():
        if name in _OWN or (kind is Section and name in _HUNG):
            continue
        inner = model_in(info.annotation)
        if inner is not None:
            yield from editables(inner, f"{prefix}{name}.")
        else:
            yield _editable(f"{prefix}{name}", _parts(info.annotation))


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The kind of object that a value is, if it is one (or None)."""
    return next((part for part in _parts(annotation) if isinstance(part, type) and issubclass(part, BaseModel)), None)


def _editable(name: str, parts: list[Any]) -> Editable:
    optional = NoneType in parts
    kinds = [part for part in parts if part is not NoneType]
    choices = tuple(value for part in kinds if get_origin(part) is Literal for value in get_args(part))
    if choices:
        return Editable(name=name, input="choice", choices=choices, optional=optional)
    if bool in kinds:
        return Editable(name=name, input="flag", optional=optional)
    if int in kinds or float in kinds:
        return Editable(name=name, input="number", optional=optional)
    return Editable(name=name, input="lines" if any(get_origin(part) is tuple for part in kinds) else "text", optional=optional)


def _parts(annotation: Any) -> list[Any]:
    """The members of a union, annotations taken off."""
    if get_origin(annotation) in (Union, UnionType):
        return [part for member in get_args(annotation) for part in _parts(member)]
    if hasattr(annotation, "__metadata__"):
        return _parts(get_args(annotation)[0])
    return [annotation]


def values_of(item: Item) -> dict[str, JsonValue]:
    """The editable values of an item, by dotted name; what lies in an absent object is left out."""
    whole = item.model_dump(mode="json")
    found: dict[str, JsonValue] = {}
    for editable in editables(type(item)):
        value: Any = whole
        for part in editable.name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        found[editable.name] = value
    return found
