"""What reviewers say of plans: accepted, rejected, changed, added; kept beside the results and applied to them.

log = CorrectionLog(Path("out/.kehoach/corrections.db"))
done = corrected(plan, log.active(plan.id, "sub/a.txt"))
done.plan           the plan as the reviewers want it
done.outcomes       what became of each correction; those that no longer fit are told, not dropped
"""

from pipeline.corrections.agreement import Agreement, agreement
from pipeline.corrections.apply import Corrected, Outcome, corrected
from pipeline.corrections.gold import gold_of
from pipeline.corrections.log import ConflictError, CorrectionLog
from pipeline.corrections.record import Anchor, Correction, Draft

__all__ = [
    "Agreement", "Anchor", "ConflictError", "Corrected", "Correction", "CorrectionLog", "Draft", "Outcome", "agreement",
    "corrected", "gold_of",
]  # fmt: skip
