"""One field of the plan, one file. `EXTRACTORS` is the one list, in the order they run; a test compares it with the folder.

An extractor is a module with

    def extract(reading: Reading, found: Findings) -> Findings

which searches its zones of the reading and returns `found._replace(<its field>=...)`. Beside it stands `<stem>.examples.toml`.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.extractors import (
    anniversaries,
    campaigns,
    citations,
    contacts,
    dates,
    entities,
    issue_date,
    issuing,
    marks,
    number,
    quotas,
    recipients,
    responsibilities,
    signature,
    tables,
    title,
)
from pipeline.findings import Findings
from pipeline.reading import Reading

Extractor = Callable[[Reading, Findings], Findings]

EXTRACTORS: tuple[tuple[str, Extractor], ...] = (
    ("number", number.extract),
    ("title", title.extract),
    ("issue_date", issue_date.extract),
    ("marks", marks.extract),
    ("signature", signature.extract),
    ("recipients", recipients.extract),
    ("issuing", issuing.extract),
    ("citations", citations.extract),
    ("anniversaries", anniversaries.extract),
    ("campaigns", campaigns.extract),
    ("contacts", contacts.extract),
    ("tables", tables.extract),
    ("dates", dates.extract),
    ("quotas", quotas.extract),
    ("responsibilities", responsibilities.extract),
    ("entities", entities.extract),
)
