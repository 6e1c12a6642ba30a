"""Plans with what reviewers said of them put into effect.

reviewed = Reviewed((Path("out/.kehoach/corrections.db"),))
plan = reviewed.corrected(plan, "sub/a.txt")
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.corrections.apply import corrected
from pipeline.corrections.log import CorrectionLog
from pipeline.plan import Plan


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The logs that count, in order. Both methods raise sqlite3.Error where one cannot be read."""

    logs: tuple[Path, ...] = ()

    def concerned(self) -> frozenset[str]:
        """The ids and places of all plans that anything was ever said of."""
        return frozenset(name for log in self.logs for name in CorrectionLog(log).concerned())

    def corrected(self, plan: Plan, place: str) -> Plan:
        """The plan at a place with the corrections that stand."""
        said = [correction for log in self.logs for correction in CorrectionLog(log).active(plan.id, place)]
        return corrected(plan, said).plan if said else plan
