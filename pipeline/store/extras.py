"""What no column of a store holds as it is: found by comparing a plan with what its rows give back, and put back into it.

list(differences({"a": 1}, {"a": 1, "b": ["x"]}))     [("/b", '["x"]')]
restore(plan, [("/quotas/0/note", '"new"')])
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TypeAlias, cast, get_args

from pipeline.document import Model

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


def differences(known: Json, told: Json, pointer: str = "") -> Iterator[tuple[str, str]]:
    """JSON Pointers (RFC 6901) of what `told` has and `known` has not or has otherwise, each with its value as JSON."""
    if isinstance(known, dict) and isinstance(told, dict):
        for name, value in told.items():
            here = f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"
            if name in known:
                yield from differences(known[name], value, here)
            else:
                yield here, json.dumps(value)
    elif isinstance(known, list) and isinstance(told, list) and len(known) == len(told):
        for index, (one, other) in enumerate(zip(known, told, strict=True)):
            yield from differences(one, other, f"{pointer}/{index}")
    elif type(known) is not type(told) or known != told:
        yield pointer, json.dumps(told)


def restore(plan: dict[str, Json], found: Iterable[tuple[str, str]]) -> None:
    """Put every value where its pointer says. Raises KeyError, IndexError where there is no such place."""
    for pointer, value in found:
        *steps, last = (step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])
        place: Json = plan
        for step in steps:
            place = place[int(step)] if isinstance(place, list) else cast("dict[str, Json]", place)[step]
        if isinstance(place, list):
            place[int(last)] = json.loads(value)
        else:
            cast("dict[str, Json]", place)[last] = json.loads(value)


def has_unknown_keys(value: Model) -> bool:
    """Whether a value of the contract or anything in it carries a key that the models do not know."""
    if value.__pydantic_extra__:
        return True
    for name in _inner(type(value)):
        held = getattr(value, name)
        if held is not None and (_any_unknown(held) if type(held) is tuple else has_unknown_keys(held)):
            return True
    return False


def _any_unknown(values: tuple[Model | tuple[Model, ...], ...]) -> bool:
    return any(_any_unknown(one) if isinstance(one, tuple) else has_unknown_keys(one) for one in values)


@cache
def _inner(kind: type[Model]) -> tuple[str, ...]:
    """The fields that hold values of the contract rather than plain ones."""
    return tuple(name for name, field in kind.model_fields.items() if _holds_models(field.annotation))


def _holds_models(annotation: object) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return True
    return any(map(_holds_models, get_args(annotation)))
