"""Tables of body and annexes: caption, columns, rows of cells, and whether the rows add up to the printed total.

    TT | Nội dung | Số tiền (triệu đồng)      columns TT, Nội dung, Số tiền (triệu đồng)
    1 | Mua vắc xin | 212,5                   rows of cells with their spans
     | Tổng cộng | 212,5                      total_checked: true

Rows stand on lines with bars, in the flattened form of portals, or in columns set with blanks (domain page 8.4).
"""

from __future__ import annotations

from pipeline.findings import Findings
from pipeline.reading import Reading
from pipeline.tabular.find import find_tables


def extract(reading: Reading, found: Findings) -> Findings:
    return found._replace(tables=find_tables(reading))
