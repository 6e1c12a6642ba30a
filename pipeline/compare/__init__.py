"""Plans of an archive side by side.

archive = Archive("plans.db")
archive.quotas()            a typed pandas frame
"""

from pipeline.compare.archive import Archive

__all__ = ["Archive"]
