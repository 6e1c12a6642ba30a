"""What a check finds, and the shape of a check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

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


def items(plan: Plan) -> Iterator[tuple[str, Item]]:
    """Every grounded item with its path, in the order of the contract: `("number", ...)`, `("citations[0]", ...)`."""
    for name in Plan.model_fields:
        value = getattr(plan, name)
        if isinstance(value, Item):
            yield name, value
        elif isinstance(value, tuple):
            for index, entry in enumerate(value):
                if isinstance(entry, Item):
                    yield f"{name}[{index}]", entry


def each(kind: type[AnyItem], check: Callable[[AnyItem, Plan], Iterable[Finding]]) -> Check:
    """A check of one kind of item made into a check of the plan; the paths it finds are put behind the item's."""

    def whole(plan: Plan) -> Iterator[Finding]:
        for where, item in items(plan):
            if isinstance(item, kind):
                for field, message in check(item, plan):
                    yield f"{where}.{field}", message

    return whole


def short(text: str | None) -> str:
    """A quotation for a message: one line of at most 60 characters."""
    line = " ".join((text or "").split())
    return repr(line if len(line) <= 60 else line[:57] + "...")
