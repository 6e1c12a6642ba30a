"""Makes plain texts and gold from the marked sources of `corpus/source`: `python -m tools.compile_corpus`.

Values stand in the marks, spans come from them, so nobody counts offsets. What the tags mean: `corpus/README.md`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tools.edtf_bounds import bounds
from tools.entities import entities, references
from tools.items import Items
from tools.markup import Mark, Source, parse
from tools.numbers import normal, parts
from tools.sections import sections

CORPUS = Path(__file__).parent.parent / "corpus"
Gold = dict[str, Any]


def compile_plan(marked: str) -> tuple[str, Gold]:
    """A marked source -> its plain text and its gold; raises ValueError with the spot where the marking is wrong."""
    source = parse(marked)
    outline = sections(source)
    items = Items(source, outline, references(source))
    gold: Gold = {"schema_version": "1.0"} | _head(source)
    gold |= {"citations": items.citations(), "sections": outline, "anniversaries": items.anniversaries()}
    gold |= {"dates": items.dates(), "quotas": items.quotas(), "responsibilities": items.responsibilities()}
    gold |= {"recipients": items.recipients(), "signature": _signature(source)}
    gold |= {"contacts": items.contacts(), "campaigns": items.campaigns()}
    gold["expected_warnings"] = _warnings(gold, source)
    if "entities" in source.header:
        gold["entities"] = entities(source)
    return source.text, gold


def _one(source: Source, tag: str) -> Mark | None:
    found = [mark for mark in source.marks if mark.tag == tag]
    if len(found) > 1:
        raise ValueError(f"more than one mark {tag}")
    return found[0] if found else None


def _spanned(mark: Mark, evidence: str = "stated") -> Gold:
    return {"span": {"start": mark.start, "end": mark.end}, "evidence": mark.attrs.get("ev", evidence)}


def _head(source: Source) -> Gold:
    kind, title = _one(source, "K"), _one(source, "T")
    return {
        "doc_type": {"code": "KH", "name": "Kế hoạch"} | _spanned(kind) if kind else None,
        "number": _number(source),
        "issue_date": _issue_date(source),
        "issue_place": _issue_place(source),
        "issuing_body": _issuing_body(source),
        "title": {"text": source.value(title.start, title.end)} | _spanned(title) if title else None,
    }


def _number(source: Source) -> Gold | None:
    mark = _one(source, "N")
    if mark is None:
        return None
    value = mark.attrs.get("v") or normal(source.value(mark.start, mark.end))
    if value.startswith(("/", "-")):
        blank = parts("0" + value) | {"value": None, "sequence": None}
        return blank | _spanned(mark, "repaired")
    return {"value": value} | parts(value) | _spanned(mark, "repaired" if "v" in mark.attrs else "stated")


def _issue_date(source: Source) -> Gold | None:
    mark = _one(source, "I")
    if mark is None:
        return None
    (edtf,) = mark.args
    start, end = bounds(edtf)
    evidence = "stated" if len(edtf) == 10 else "repaired"
    return {"edtf": edtf, "start_date": start, "end_date": end} | _spanned(mark, evidence)


def _issue_place(source: Source) -> Gold | None:
    mark = _one(source, "L")
    return {"name": mark.attrs.get("v") or source.value(mark.start, mark.end)} | _spanned(mark) if mark else None


def _issuing_body(source: Source) -> Gold:
    """`place` in the header: "name | province code | district | successor code", the district may be empty."""
    header, mark = source.header["issuing_body"], _one(source, "B")
    if mark is None:
        raise ValueError("the issuing body (B) is not marked")
    place = _place(header["place"]) if header.get("place") else None
    body = {"name": header["name"], "organ": header.get("organ"), "parent": header.get("parent")}
    body |= {"kind": header["kind"], "level": header["level"], "place": place}
    return body | _accepted(header) | _spanned(mark, header.get("evidence", "stated"))


def _place(line: str) -> Gold:
    name, province, district, successor = (part.strip() for part in line.split("|"))
    (old, old_code), (new, new_code) = (part.rsplit(" ", 1) for part in (province, successor))
    place: Gold = {"name": name, "province": old, "province_code": old_code, "district": district or None}
    return place | {"successor_province": new, "successor_province_code": new_code}


def _signature(source: Source) -> Gold | None:
    """`authority = [["TM", "Ủy ban nhân dân"], ["KT", "Chủ tịch"]]` in the header; capacity is the last line's."""
    mark, name = _one(source, "g"), _one(source, "G")
    if mark is None:
        return None
    header = source.header["signature"]
    authority = [{"capacity": capacity, "on_behalf_of": body} for capacity, body in header.get("authority", [])]
    acting = next((line for line in authority if line["capacity"] == "TM"), authority[-1] if authority else {})
    return {
        "authority": authority, "capacity": authority[-1]["capacity"] if authority else None,
        "on_behalf_of": acting.get("on_behalf_of"), "position": header["position"],
        "name": header.get("name") or (source.value(name.start, name.end) if name else None),
        "name_span": {"start": name.start, "end": name.end} if name else None,
    } | _accepted(header) | _spanned(mark)  # fmt: skip


def _accepted(header: Gold) -> Gold:
    """Other readings that count as right (`position_accept`)."""
    return {key: value for key, value in header.items() if key.endswith("_accept")}


def _warnings(gold: Gold, source: Source) -> list[str]:
    """What follows from gold surely, and what the header adds."""
    found = list(source.header.get("warnings", []))
    number, date, signature = gold["number"], gold["issue_date"], gold["signature"]
    found += ["missing_number"] if not number or number["value"] is None else []
    found += ["missing_issue_date"] if not date else ["partial_issue_date"] if len(date["edtf"]) < 10 else []
    found += ["missing_signatory_name"] if signature and signature["name"] is None else []
    places = [(section["parent"], section["marker"]) for section in gold["sections"] if section["kind"] != "paren"]
    found += ["section_number_repeated"] if len(set(places)) < len(places) else []
    found += ["anniversary_years_disagree"] if any(a["consistent"] is False for a in gold["anniversaries"]) else []
    return sorted(set(found))


def gold_json(gold: Gold) -> str:
    """Gold as it is written to its file."""
    return json.dumps(gold, ensure_ascii=False, indent=1) + "\n"


def main(arguments: list[str]) -> int:
    """Writes `own/plans` and `own/gold`; names of sources limit the work. Exit status 1 if a source is wrong."""
    wrong = 0
    for path in sorted((CORPUS / "source").glob("*.txt")):
        if arguments and path.stem not in arguments:
            continue
        try:
            text, gold = compile_plan(path.read_text("utf-8"))
        except (ValueError, KeyError, AssertionError) as error:
            print(f"{path.name}: {type(error).__name__}: {error}", file=sys.stderr)
            wrong = 1
            continue
        (CORPUS / "own/plans" / path.name).write_text(text, "utf-8")
        (CORPUS / "own/gold" / f"{path.stem}.json").write_text(gold_json(gold), "utf-8")
        counts = ", ".join(f"{len(value)} {name}" for name, value in gold.items() if isinstance(value, list) and value)
        print(f"{path.stem}: {len(text)} characters; {counts}")
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
