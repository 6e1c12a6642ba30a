"""The first schema of stores."""

from __future__ import annotations

from alembic import op
from sqlalchemy import MetaData

from pipeline.store import building

revision = "0001"
down_revision = None

_TABLES = """
cited_documents 1
    key issuer type_code number year
plans 1
    no:i digest! id! key schema_version! pipeline_version! doc_type_code doc_type_name number number_sequence:n
    number_year:n number_symbol number_type_code number_issuer_code issue_date issue_start:d issue_end:d issue_place
    title characters:i! in_sections:i! in_items:i! unassigned:i! path! media_type! sha256! size_bytes:n page_count:n
    method! encoding part_index:n part_start:n part_end:n ocr_engine ocr_version ocr_languages ocr_dpi:n
    ocr_mean_confidence:f
runs 1
    no:i name!
boxes 4
    plan_no:i field item_no:i no:i page:n x0:f! y0:f! x1:f! y1:f!
    plan_no > plans.no
copies 1
    plan_no:i copy_of:i!
    copy_of > plans.no
    plan_no > plans.no
entities 2
    plan_no:i no:i id! span_start:i! span_end:i! rule! evidence! ocr_confidence:f page:i type! name! place_name
    province province_code district successor_province successor_province_code
    plan_no > plans.no
extras 2
    plan_no:i no:i path! value!
    plan_no > plans.no
furniture 2
    plan_no:i no:i kind! text! page:n
    plan_no > plans.no
head_items 2
    plan_no:i field span_start:i! span_end:i! rule! evidence! ocr_confidence:f page:i
    plan_no > plans.no
issuers 2
    plan_no:i no:i span_start:i! span_end:i! rule! evidence! ocr_confidence:f page:i name! organ parent kind! level
    place_name province province_code district successor_province successor_province_code
    plan_no > plans.no
marks 2
    plan_no:i no:i mark!
    plan_no > plans.no
mentions 4
    plan_no:i field item_no:i no:i span_start:i! span_end:i!
    plan_no > plans.no
pages 2
    plan_no:i no:i number:n start:i! stop:i! method! width:f height:f
    plan_no > plans.no
places 2
    run_no:i place plan_no:i!
    plan_no > plans.no
    run_no > runs.no
recipients 2
    plan_no:i no:i id! span_start:i! span_end:i! rule! evidence! ocr_confidence:f page:i name! purpose is_archive:b!
    plan_no > plans.no
repairs 2
    plan_no:i no:i span_start:i! span_end:i! raw! kind!
    plan_no > plans.no
sections 2
    plan_no:i no:i id! span_start:i! span_end:i! rule! evidence! ocr_confidence:f page:i kind! marker level:i! path!
    heading label heading_start:i heading_end:i parent_no:i
    plan_no > plans.no
    plan_no parent_no > sections.plan_no no
signatures 2
    plan_no:i no:i span_start:i! span_end:i! rule! evidence! ocr_confidence:f page:i capacity on_behalf_of position
    name name_start:i name_end:i
    plan_no > plans.no
texts 1
    plan_no:i text!
    plan_no > plans.no
warnings 2
    plan_no:i no:i code! message! span_start:i span_end:i
    plan_no > plans.no
anniversaries 2
    plan_no:i no:i id! section_no:i span_start:i! span_end:i! rule! evidence! ocr_confidence:f page:i event!
    event_id start_edtf end_edtf consistent:b years:n
    plan_no > plans.no
    plan_no section_no > sections.plan_no no
authorities 3
    plan_no:i signature_no:i no:i capacity! on_behalf_of
    plan_no > plans.no
    plan_no signature_no > signatures.plan_no no
campaigns 2
    plan_no:i no:i id! section_no:i span_start:i! span_end:i! rule! evidence! ocr_confidence:f page:i name! kind
    plan_no > plans.no
    plan_no section_no > sections.plan_no no
citations 2
    plan_no:i no:i id! section_no:i span_start:i! span_end:i! rule! evidence! ocr_confidence:f page:i type_code
    type_name name number date issuer subject role! sequence:n year:n key
    key > cited_documents.key
    plan_no > plans.no
    plan_no section_no > sections.plan_no no
contacts 2
    plan_no:i no:i id! section_no:i span_start:i! span_end:i! rule! evidence! ocr_confidence:f page:i name phone email
    plan_no > plans.no
    plan_no section_no > sections.plan_no no
dates 2
    plan_no:i no:i id! section_no:i span_start:i! span_end:i! rule! evidence! ocr_confidence:f page:i kind! edtf
    time approximate:b! exclusive:b label role! relative_to rrule raw! start_date:d end_date:d
    plan_no > plans.no
    plan_no section_no > sections.plan_no no
evidence_spans 3
    plan_no:i issuer_no:i no:i span_start:i! span_end:i!
    plan_no > plans.no
    plan_no issuer_no > issuers.plan_no no
quotas 2
    plan_no:i no:i id! section_no:i span_start:i! span_end:i! rule! evidence! ocr_confidence:f page:i kind! subject
    comparator! unit raw! applies_to min:f max:f of_no:i
    plan_no > plans.no
    plan_no of_no > quotas.plan_no no
    plan_no section_no > sections.plan_no no
tables 2
    plan_no:i no:i id! section_no:i span_start:i! span_end:i! rule! evidence! ocr_confidence:f page:i caption
    total_checked:b row_count:i!
    plan_no > plans.no
    plan_no section_no > sections.plan_no no
cells 4
    plan_no:i table_no:i row_no:i column_no:i text span_start:i span_end:i
    plan_no > plans.no
    plan_no table_no > tables.plan_no no
responsibilities 2
    plan_no:i no:i id! section_no:i span_start:i! span_end:i! rule! evidence! ocr_confidence:f page:i actor!
    actor_full role! task! report_to via actor_start:i! actor_end:i! deadline_no:i
    plan_no > plans.no
    plan_no deadline_no > dates.plan_no no
    plan_no section_no > sections.plan_no no
table_columns 3
    plan_no:i table_no:i no:i name
    plan_no > plans.no
    plan_no table_no > tables.plan_no no
table_pages 3
    plan_no:i table_no:i no:i page:n
    plan_no > plans.no
    plan_no table_no > tables.plan_no no
partners 3
    plan_no:i responsibility_no:i no:i name!
    plan_no > plans.no
    plan_no responsibility_no > responsibilities.plan_no no
"""
"""Name and number of key columns; below, indented, the columns and the references."""
_INDEXES = (
    "plans.id plans.key plans.issue_start places.plan_no copies.copy_of "
    "issuers.province citations.key dates.end_date warnings.code"
)


def upgrade() -> None:
    metadata = MetaData()
    for name, keys, columns, references in _tables():
        building.table(metadata, name, keys, columns, references)
    for table, column in (name.split(".") for name in _INDEXES.split()):
        building.index(metadata.tables[table], column, unique=column == "id")
    metadata.create_all(op.get_bind())


def _tables() -> list[tuple[str, int, str, list[str]]]:
    found: list[tuple[str, int, str, list[str]]] = []
    for line in _TABLES.strip().splitlines():
        if not line.startswith(" "):
            name, keys = line.split()
            found.append((name, int(keys), "", []))
        elif ">" in line:
            found[-1][-1].append(line.strip())
        else:
            name, number, columns, references = found.pop()
            found.append((name, number, f"{columns}{line}", references))
    return found
