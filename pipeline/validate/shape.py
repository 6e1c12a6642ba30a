"""From bytes to a typed plan: JSON, version, types, keys."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from typing import Any, NoReturn

from pydantic import BaseModel, ValidationError

from pipeline.plan import SCHEMA_VERSION, Plan
from pipeline.validate.problem import PLAIN, Problem

_UNION_TAG = re.compile(r"(?:float|int|str|literal\[.*|constrained-.*|function-.*)")


def read(data: str | bytes | Mapping[str, object]) -> tuple[Plan | None, list[Problem]]:
    """The plan that JSON text or a decoded object holds, or None, with what is wrong with its form."""
    if isinstance(data, bytes) and not any(name in data for name in (b"NaN", b"Infinity")):
        with suppress(ValidationError):
            plan = Plan.model_validate_json(data, strict=True)
            if plan.text:
                return plan, list(_missing(plan))
    return _read_slowly(data)


def _read_slowly(data: str | bytes | Mapping[str, object]) -> tuple[Plan | None, list[Problem]]:
    """The same with a look at the JSON by itself, whose faults would make others noise."""
    try:
        text = data.decode("utf-8") if isinstance(data, bytes) else data
        raw = json.loads(text, parse_constant=_no_number) if isinstance(text, str) else text
        text = text if isinstance(text, str) else json.dumps(text, ensure_ascii=False, allow_nan=False)
    except UnicodeDecodeError as error:
        return None, [Problem("$", "json", f"not UTF-8: byte {error.start} cannot be decoded")]
    except (ValueError, TypeError, RecursionError) as error:
        return None, [Problem("$", "json", f"not valid JSON: {error}")]
    early = list(_refusals(raw))
    if early:
        return None, early
    try:
        plan = Plan.model_validate_json(text, strict=True)
    except ValidationError as error:
        return None, list(_translated(error))
    return plan, list(_missing(plan))


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _refusals(raw: object) -> Iterator[Problem]:
    """What makes any further message noise."""
    if not isinstance(raw, Mapping):
        yield Problem("$", "json", f"one object is expected, this is {type(raw).__name__}")
        return
    version = raw.get("schema_version", SCHEMA_VERSION)
    ours = SCHEMA_VERSION.partition(".")[0]
    if not isinstance(version, str) or version.partition(".")[0] != ours:
        yield Problem("schema_version", "version", f"{version!r} cannot be read: this reader knows major version {ours}")
    elif not raw.get("text"):
        yield Problem("text", "text", "absent: without the document text nothing in the plan can be checked against it")


def _translated(error: ValidationError) -> Iterator[Problem]:
    """pydantic's errors under JSON paths, one for each path."""
    seen: set[str] = set()
    for entry in error.errors(include_url=False):
        place = list(entry["loc"])
        while place and isinstance(place[-1], str) and _UNION_TAG.fullmatch(place[-1]):
            place.pop()
        where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".") or "$"
        if where not in seen:
            seen.add(where)
            yield Problem(where, "schema", entry["msg"])


def _missing(plan: Plan) -> Iterator[Problem]:
    """The keys that the writer left out."""
    if not _is_whole(plan):
        for where in _left_out(plan, ""):
            yield Problem(where, "keys", "the key is missing; what is not stated is written as null or []")


def _is_whole(value: BaseModel | tuple[Any, ...]) -> bool:
    """Whether a model or tuple of them lacks no key: builds no paths, since nearly all plans are whole."""
    if isinstance(value, tuple):
        inner: Iterable[Any] = value
    elif value.__pydantic_fields_set__ < _names(type(value)):
        return False
    else:
        inner = value.__dict__.values()
    return all(_is_whole(one) for one in inner if type(one) not in PLAIN)


@cache
def _names(kind: type[BaseModel]) -> frozenset[str]:
    return frozenset(kind.model_fields)


def _left_out(value: object, where: str) -> Iterator[str]:
    if isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _left_out(entry, f"{where}[{index}]")
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            path = f"{where}.{name}".lstrip(".")
            if name not in value.model_fields_set:
                yield path
            else:
                yield from _left_out(getattr(value, name), path)
