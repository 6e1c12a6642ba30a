"""Archives: runs over many files that can be stopped, killed and resumed, with a ledger of what became of each.

from pipeline.archive import plans_in_run

for place, plan in plans_in_run(Path("results")):
    print(place, plan.title.text)
"""

from __future__ import annotations

from pipeline.archive.reading import plans_in_run

__all__ = ["plans_in_run"]
