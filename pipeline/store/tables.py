"""The tables of a store: one row a plan in `plans`, one row an item in the table that bears the name of its list.

    select(quotas.c.subject, quotas.c.max).join(plans, plans.c.no == quotas.c.plan_no)

Keys are numbers: a plan has its `no` in the store, an item its `no` in the plan (from 1, in the order of the list), so that no
printed value, however long, is ever part of a key. Items point to each other by these numbers and keep the `id` of the JSON
beside. What the columns mean is told in two languages by `lexicon/dictionary.toml`, which is also what the comments are.
A change here needs a migration (`migrations/versions`).
"""

from __future__ import annotations

from typing import cast

from sqlalchemy import MetaData, Table

from pipeline.lexicon.tables import toml
from pipeline.store import building

metadata = MetaData()
FOREIGN = {"section_no": "sections", "parent_no": "sections", "deadline_no": "dates", "of_no": "quotas"}
"""Columns that point to an item of the same plan, and the table it is in."""

_GROUND = "span_start:i! span_end:i! rule! evidence! ocr_confidence:f page:i"
_PLACE = "place_name province province_code district successor_province successor_province_code"


def meaning(table: str, column: str | None, language: str) -> str:
    """What a table or one of its columns holds; raises KeyError where the dictionary does not tell."""
    words = cast(dict[str, dict[str, str]], toml("dictionary.toml"))
    if column is None:
        return words[table][language]
    return (words.get(f"{table}.{column}") or words[f"*.{column}"])[language]


def _in_english(table: str, column: str | None) -> str:
    return meaning(table, column, "en")


def _table(name: str, keys: int, words: str, *references: str) -> Table:
    return building.table(metadata, name, keys, words, references, _in_english)


def _part(name: str, keys: int, words: str, *references: str) -> Table:
    """A table whose rows belong to a plan; the number of the plan is the first column of the key."""
    names = [word.partition(":")[0] for word in words.split()]
    inner = [f"plan_no {column} > {FOREIGN[column]}.plan_no no" for column in names if column in FOREIGN]
    return _table(name, keys + 1, f"plan_no:i {words}", "plan_no > plans.no", *inner, *references)


def _list(name: str, words: str, *references: str, section: bool = True) -> Table:
    """A list of grounded items; those of the body name the section that holds them."""
    return _part(name, 1, f"no:i id! {'section_no:i ' if section else ''}{_GROUND} {words}", *references)


def _child(name: str, parent: str, keys: int, words: str) -> Table:
    """Rows below an item of the list `parent`, whose number is the second column of the key."""
    return _part(name, keys, words, f"plan_no {words.partition(':')[0]} > {parent}.plan_no no")


runs = _table("runs", 1, "no:i name!")
plans = _table(
    "plans", 1,
    "no:i digest! json_digest id! key schema_version! pipeline_version! doc_type_code doc_type_name "
    "number number_sequence:n number_year:n number_symbol number_type_code number_issuer_code "
    "issue_date issue_start:d issue_end:d issue_place title "
    "characters:i! in_sections:i! in_items:i! unassigned:i! "
    "path! media_type! sha256! size_bytes:n page_count:n method! encoding part_index:n part_start:n part_end:n "
    "ocr_engine ocr_version ocr_languages ocr_dpi:n ocr_mean_confidence:f",
)  # fmt: skip
places = _table(
    "places", 2, "run_no:i place plan_no:i!",
    "run_no > runs.no", "plan_no > plans.no",
)  # fmt: skip
copies = _part("copies", 0, "copy_of:i!", "copy_of > plans.no")
texts = _part("texts", 0, "text!")
pages = _part("pages", 1, "no:i number:n start:i! stop:i! method! width:f height:f")
marks = _part("marks", 1, "no:i mark!")
repairs = _part("repairs", 1, "no:i span_start:i! span_end:i! raw! kind!")
furniture = _part("furniture", 1, "no:i kind! text! page:n")
head_items = _part("head_items", 1, f"field {_GROUND}")
issuers = _part("issuers", 1, f"no:i {_GROUND} name! organ parent kind! level {_PLACE}")
evidence_spans = _child("evidence_spans", "issuers", 2, "issuer_no:i no:i span_start:i! span_end:i!")
sections = _list("sections", "kind! marker level:i! path! heading label heading_start:i heading_end:i parent_no:i", section=False)
cited_documents = _table("cited_documents", 1, "key issuer type_code number year")
citations = _list(
    "citations", "type_code type_name name number date issuer subject role! sequence:n year:n key",
    "key > cited_documents.key",
)  # fmt: skip
anniversaries = _list("anniversaries", "event! event_id start_edtf end_edtf consistent:b years:n")
dates = _list(
    "dates",
    "kind! edtf time approximate:b! exclusive:b label role! relative_to rrule raw! start_date:d end_date:d",
)
quotas = _list("quotas", "kind! subject comparator! unit raw! applies_to min:f max:f of_no:i")
responsibilities = _list(
    "responsibilities", "actor! actor_full role! task! report_to via actor_start:i! actor_end:i! deadline_no:i"
)
partners = _child("partners", "responsibilities", 2, "responsibility_no:i no:i name!")
recipients = _list("recipients", "name! purpose is_archive:b!", section=False)
signatures = _part("signatures", 1, f"no:i {_GROUND} capacity on_behalf_of position name name_start:i name_end:i")
authorities = _child("authorities", "signatures", 2, "signature_no:i no:i capacity! on_behalf_of")
contacts = _list("contacts", "name phone email")
campaigns = _list("campaigns", "name! kind")
entities = _list("entities", f"type! name! {_PLACE}", section=False)
tables = _list("tables", "caption total_checked:b row_count:i!")
table_columns = _child("table_columns", "tables", 2, "table_no:i no:i name")
table_pages = _child("table_pages", "tables", 2, "table_no:i no:i page:n")
cells = _child("cells", "tables", 3, "table_no:i row_no:i column_no:i text span_start:i span_end:i")
mentions = _part("mentions", 3, "field item_no:i no:i span_start:i! span_end:i!")
boxes = _part("boxes", 3, "field item_no:i no:i page:n x0:f! y0:f! x1:f! y1:f!")
warnings = _part("warnings", 1, "no:i code! message! span_start:i span_end:i")
extras = _part("extras", 1, "no:i path! value!")
signed = _part("indexed_plans", 0, "digest!")
wordings = _part("wordings", 2, "field item_no:i span_start:i! span_end:i! words:y!")
alike = _part("alike", 2, "field item_no:i topic:i!")

INDEXES = (
    building.index(plans, "id", unique=True),
    building.index(plans, "key"),
    building.index(plans, "issue_start"),
    building.index(places, "plan_no"),
    building.index(copies, "copy_of"),
    building.index(issuers, "province"),
    building.index(citations, "key"),
    building.index(dates, "end_date"),
    building.index(warnings, "code"),
)
DERIVED = (alike, wordings, signed)
"""The index of comparisons (`pipeline.compare.index`), made from the other tables: no part of a plan, and may be emptied."""
PARTS = tuple(table for table in metadata.sorted_tables if "plan_no" in table.c and table not in (places, copies, *DERIVED))
"""The tables that hold a plan beside `plans`, each behind those it points to."""
