"""kehoach: Vietnam's paper plans as grounded, structured data.

from pipeline import extract, extract_folder, Plan

plan = extract("ke-hoach-65.txt")
plan.number.value, plan.issuing_body.name, [r.task for r in plan.responsibilities]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.api import extract, extract_all, extract_folder, read
    from pipeline.plan import Plan

__all__ = ["Plan", "extract", "extract_all", "extract_folder", "read"]


def __getattr__(name: str) -> Any:
    """Load on first use: `kehoach --help` needs none of this."""
    if name == "Plan":
        from pipeline.plan import Plan

        return Plan
    if name in __all__:
        from pipeline import api

        return getattr(api, name)
    raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
