"""The measure: predictions against gold, as docs/scoring.md defines it.

    report = run_evaluate(Path("corpus/gold"), Path("results"))
    report.total.scalar_accuracy, report.total.micro_f1

It reads plain JSON on both sides and calls no extractor, so it judges the output of any program.
"""

from pipeline.evaluate.report import Report, compare, run_evaluate
from pipeline.evaluate.score import PlanScore, score_plan

__all__ = ["PlanScore", "Report", "compare", "run_evaluate", "score_plan"]
