"""Entities and reference dates that a header lists by their printed forms: every occurrence is a mention.

Forms keep a source readable; what is no mention is put between `⟦~¦` and `⟧`, what only context tells is marked in place
(`⟦ORG n="Sở Nội vụ tỉnh Hà Nam"¦Sở⟧`).
"""

from __future__ import annotations

import re
from typing import Any

from tools.markup import Mark, Source

Gold = dict[str, Any]
_TYPES = ("PER", "ORG", "LOC")
_OUTSIDE_REFERENCES = ("c", "v", "d", "y", "I", "N", "n", "np", "nl", "g", "x", "~")


def entities(source: Source) -> list[Gold]:
    """`[entities.ORG] "Liên đoàn Lao động tỉnh Thái Bình" = ["LĐLĐ tỉnh"]` -> each entity with all its mentions."""
    mentions: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for mark in source.marks:
        if mark.tag in _TYPES:
            key = (mark.tag, mark.attrs.get("n") or source.value(mark.start, mark.end))
            mentions.setdefault(key, []).append((mark.start, mark.end))
    for start, end, form in _found(source, list(forms := _entity_forms(source)), (*_TYPES, "w", "~", "x")):
        mentions.setdefault(forms[form], []).append((start, end))
    listed = [(type, name, sorted(spans)) for (type, name), spans in mentions.items()]
    listed.sort(key=lambda entity: entity[2][0])
    return [
        {"type": type, "name": name, "mentions": [{"start": start, "end": end} for start, end in spans]}
        for type, name, spans in listed
    ]


def _entity_forms(source: Source) -> dict[str, tuple[str, str]]:
    forms: dict[str, tuple[str, str]] = {}
    for type in _TYPES:
        for name, others in source.header["entities"].get(type, {}).items():
            for form in dict.fromkeys([name, *others]):
                if form in forms:
                    raise ValueError(f"form {form!r} belongs to two entities")
                forms[form] = (type, name)
    return forms


def references(source: Source) -> list[list[Mark]]:
    """`references = [["2024", "năm 2024", "Năm 2024"]]`: each entry with the marks of its occurrences in title and body."""
    title = next((mark.start for mark in source.marks if mark.tag == "T"), 0)
    found = []
    forms = {form: at for at, (_, *names) in enumerate(source.header.get("references", [])) for form in names}
    marks: dict[int, list[Mark]] = {}
    for start, end, form in _found(source, list(forms), _OUTSIDE_REFERENCES):
        if start >= title:
            edtf = source.header["references"][forms[form]][0]
            marks.setdefault(forms[form], []).append(Mark("y", None, [edtf], {}, start, None, end))
    for at, entry in enumerate(source.header.get("references", [])):
        if at not in marks:
            raise ValueError(f"reference {entry} does not occur")
        found.append(marks[at])
    return found


def _found(source: Source, forms: list[str], outside: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Occurrences of the forms, the longest first, whole words, none touching a mark of the tags `outside`."""
    if not forms:
        return []
    barred = [(mark.start, mark.end) for mark in source.marks if mark.tag in outside]
    longest_first = sorted(forms, key=len, reverse=True)
    pattern = "|".join(r"\s+".join(map(re.escape, form.split())) for form in longest_first)
    return [
        (match.start(), match.end(), " ".join(match.group().split()))
        for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", source.text)
        if not any(start < match.end() and match.start() < end for start, end in barred)
    ]
