"""The twelve values that are right or wrong: number, date, issuer and signature of a plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.evaluate.records import Record, readings
from pipeline.evaluate.texts import fold, likeness, number_key

Same = Callable[[str, str], bool]


def _like(at_least: float) -> Same:
    return lambda gold, pred: likeness(gold, pred, at_least) >= at_least


def _equal(gold: str, pred: str) -> bool:
    return gold == pred


@dataclass(frozen=True, slots=True)
class Scalar:
    """Where a value stands in the plan, and when a predicted one counts as the same."""

    name: str
    path: tuple[str, ...]
    same: Same


SCALARS = (
    Scalar("number", ("number", "value"), lambda gold, pred: number_key(gold) == number_key(pred)),
    Scalar("issue_date", ("issue_date", "edtf"), _equal),
    Scalar("issue_place", ("issue_place", "name"), _like(0.9)),
    Scalar("issuing_body", ("issuing_body", "name"), _like(0.95)),
    Scalar("organ", ("issuing_body", "organ"), _like(0.9)),
    Scalar("kind", ("issuing_body", "kind"), _equal),
    Scalar("level", ("issuing_body", "level"), _equal),
    Scalar("province", ("issuing_body", "place", "province_code"), _equal),
    Scalar("title", ("title", "text"), _like(0.95)),
    Scalar("signer", ("signature", "name"), lambda gold, pred: fold(gold) == fold(pred)),
    Scalar("position", ("signature", "position"), _like(0.95)),
    Scalar("signing_for", ("signature", "on_behalf_of"), _like(0.9)),
)


@dataclass(frozen=True, slots=True)
class ScalarScore:
    """`right`, and the two values for whoever looks into it."""

    right: bool
    gold: str | None
    pred: str | None


def score_scalars(gold: Record, pred: Record | None) -> dict[str, ScalarScore]:
    """Every scalar that gold has an answer for (`null` is one, an absent key is none). `pred=None` has all wrong."""
    scores = {}
    for scalar in SCALARS:
        holder = _holder(gold, scalar.path)
        if holder is None:
            continue
        accepted = readings(holder, scalar.path[-1])
        value = None if pred is None else _value(pred, scalar.path)
        right = pred is not None and _right(accepted, value, scalar.same, bool(holder.get("handwritten")))
        scores[scalar.name] = ScalarScore(right, accepted[0], value)
    return scores


def _holder(gold: Record, path: tuple[str, ...]) -> Record | None:
    """The gold object that holds the value; an object of nulls where one on the way is null; `None` where a key is absent."""
    holder: Any = gold
    for key in path[:-1]:
        if key not in holder:
            return None
        holder = holder[key]
        if holder is None:
            return {path[-1]: None}
    return holder if path[-1] in holder else None


def _value(pred: Record, path: tuple[str, ...]) -> str | None:
    value: Any = pred
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return None if value is None else str(value)


def _right(accepted: list[str | None], value: str | None, same: Same, handwritten: bool) -> bool:
    """A handwritten value may be left out or given in its printed part, but not misread."""
    if value is None:
        return handwritten or None in accepted
    known = [reading for reading in accepted if reading is not None]
    return any(same(reading, value) or (handwritten and _is_printed_part(reading, value)) for reading in known)


def _is_printed_part(gold: str, value: str) -> bool:
    """`2017-11` of `2017-11-13`, `/KH-SYT` of `2084/KH-SYT`."""
    return gold.startswith(f"{value}-") or (value.startswith("/") and number_key(gold).endswith(number_key(value)))
