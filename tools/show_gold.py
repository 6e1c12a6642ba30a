"""Prints a compiled gold item by item beside its text, for the second reading: `python -m tools.show_gold STEM`."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from typing import Any

from tools.compile_corpus import CORPUS

_HOLDERS = ("citations", "anniversaries", "dates", "quotas", "contacts", "recipients")
_SPANS = ("span", "mentions", "anchor_span", "heading_span", "name_span")


def show(stem: str) -> None:
    """One line an item: the marked text, its values, the texts of its mentions."""
    text = (CORPUS / "own/plans" / f"{stem}.txt").read_text("utf-8")
    gold = json.loads((CORPUS / "own/gold" / f"{stem}.json").read_text("utf-8"))
    for name, value in gold.items():
        if not isinstance(value, list) or not value or not isinstance(value[0], dict):
            print(f"# {name}: {json.dumps(value, ensure_ascii=False)}")
            continue
        print(f"## {name}")
        for at, item in enumerate(value):
            print(at, _line(item, text))
    print("## numbers of title and body that no item holds: facts, names and ordinals, or forgotten?")
    for number in _uncovered(gold, text):
        around = text[max(0, number.start() - 30) : number.end() + 30]
        print(" ".join(around.split()))


def _uncovered(gold: dict[str, Any], text: str) -> Iterator[re.Match[str]]:
    held = [span for name in _HOLDERS for item in gold[name] for span in item.get("mentions", [item["span"]])]
    held += [{"start": s["anchor_span"]["start"], "end": s["anchor_span"]["start"] + len(s["marker"])} for s in gold["sections"]]
    end = gold["signature"]["span"]["start"] if gold["signature"] else len(text)
    for number in re.finditer(r"\d[\d.,/]*", text[:end]):
        inside = any(span["start"] <= number.start() < span["end"] for span in held)
        if number.start() > gold["title"]["span"]["start"] and not inside:
            yield number


def _line(item: dict[str, Any], text: str) -> str:
    span = item.get("anchor_span") or item.get("span") or item["mentions"][0]
    values = {key: value for key, value in item.items() if key not in _SPANS and value not in (None, [], False)}
    others = [text[mention["start"] : mention["end"]] for mention in item.get("mentions", [])[1:]]
    return f"{text[span['start'] : span['end']]!r} {json.dumps(values, ensure_ascii=False)} {others or ''}"


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        show(argument)
