"""What a check finds, and the shape of a check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from types import NoneType
from typing import Any, TypeAlias, TypeVar, get_args

from pipeline.document import Box, Span
from pipeline.plan import Item, Plan


@dataclass(frozen=True, slots=True)
class Problem:
    """`where` is the JSON path, `what` the name of the check, `message` the cause.

    >>> str(Problem("quotas[3].span", "spans", "ends at 910, the text has 900 characters"))
    'quotas[3].span: ends at 910, the text has 900 characters (spans)'
    """

    where: str
    what: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message} ({self.what})"


Finding = tuple[str, str]
"""A path, from the plan or from the item at hand, and a message."""

Check = Callable[[Plan], Iterable[Finding]]
AnyItem = TypeVar("AnyItem", bound=Item)
AnyValue = TypeVar("AnyValue")
Way: TypeAlias = "tuple[Way | None, str | int]"
"""The steps to a value from the plan, the last one behind those before it: cheap where nothing is wrong with the value."""
PLAIN = frozenset({str, int, float, bool, NoneType})
"""Types that hold no others."""
_LEAVES = PLAIN | {Span, Box}
"""Types that hold no others but numbers."""


def items(plan: Plan) -> Iterator[tuple[str, Item]]:
    """Every grounded item with its path, in the order of the contract: `("number", ...)`, `("citations[0]", ...)`."""
    return items_of(plan, Item)


def items_of(plan: Plan, kind: type[AnyItem]) -> Iterator[tuple[str, AnyItem]]:
    """The items of one kind."""
    for name in _fields(kind):
        value = getattr(plan, name)
        if isinstance(value, tuple):
            yield from ((f"{name}[{index}]", entry) for index, entry in enumerate(value))
        elif value is not None:
            yield name, value


@cache
def _fields(kind: type[Item]) -> tuple[str, ...]:
    """The fields of a plan that hold items of this kind, one or a list."""
    return tuple(name for name, field in Plan.model_fields.items() if _holds(field.annotation, kind))


def _holds(annotation: object, kind: type[Item]) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, kind):
        return True
    return any(_holds(part, kind) for part in get_args(annotation))


def values(plan: Plan, kind: type[AnyValue]) -> list[tuple[Way, AnyValue]]:
    """Everything of one type in the known keys of a plan, in the order of the contract; `path` tells where."""
    found: list[tuple[Way, AnyValue]] = []
    _collect(plan, kind, None, found)
    return found


def _collect(value: Any, kind: type[AnyValue], way: Way | None, found: list[tuple[Way, AnyValue]]) -> None:
    for step, one in enumerate(value) if type(value) is tuple else value.__dict__.items():
        if type(one) is kind:
            found.append(((way, step), one))
        elif type(one) not in _LEAVES:
            _collect(one, kind, (way, step), found)


def path(way: Way) -> str:
    """A way as a JSON path.

    >>> path((((None, "quotas"), 3), "span"))
    'quotas[3].span'
    """
    before, step = way
    above = "" if before is None else path(before)
    return f"{above}[{step}]" if isinstance(step, int) else f"{above}.{step}".lstrip(".")


def each(kind: type[AnyItem], check: Callable[[AnyItem, Plan], Iterable[Finding]]) -> Check:
    """A check of one kind of item made into a check of the plan; the paths it finds are put behind the item's."""

    def whole(plan: Plan) -> Iterator[Finding]:
        for where, item in items_of(plan, kind):
            for field, message in check(item, plan):
                yield f"{where}.{field}", message

    return whole


def short(text: str | None) -> str:
    """A quotation for a message: one line of at most 60 characters."""
    line = " ".join((text or "").split())
    return repr(line if len(line) <= 60 else line[:57] + "...")
