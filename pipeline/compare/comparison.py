"""All comparisons of one selection.

found = compare(selection)
found.cascade.papers, found.quotas.topics, found.borrowed.pairs
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.compare.borrowed import Borrowed, borrowed
from pipeline.compare.calendar import Calendar, calendar
from pipeline.compare.cascade import Cascade, cascade
from pipeline.compare.duties import Duties, duties
from pipeline.compare.occasions import Occasions, occasions
from pipeline.compare.overview import overview
from pipeline.compare.quality import Quality, quality
from pipeline.compare.quotas import Quotas, quotas
from pipeline.compare.selection import Selection


@dataclass(frozen=True, slots=True)
class Comparison:
    """A selection and what each question about it gave."""

    selection: Selection
    cascade: Cascade
    quotas: Quotas
    duties: Duties
    calendar: Calendar
    borrowed: Borrowed
    occasions: Occasions
    quality: Quality
    overview: dict[str, pd.DataFrame]
    """By the column of the plans they group by: `group`, and for provinces `successor` too."""


def compare(selection: Selection) -> Comparison:
    """Ask all questions of a selection."""
    carried = cascade(selection)
    taken = borrowed(selection, carried.steps)
    columns = ("group", "successor") if selection.by == "province" else ("group",)
    return Comparison(
        selection,
        carried,
        quotas(selection, carried.steps),
        duties(selection, carried.steps),
        calendar(selection, carried.steps),
        taken,
        occasions(selection),
        quality(selection),
        {column: overview(selection, carried, taken, column) for column in columns},
    )
