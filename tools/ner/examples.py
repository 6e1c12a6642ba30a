"""The marked examples of the extractor of names as training texts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.ner.variants import Marked, Mention

FILE = Path(__file__).parent.parent.parent / "pipeline" / "extractors" / "entities.examples.toml"


def examples() -> Iterator[Marked]:
    """Each example that holds. Only the first mention of a name is marked, so texts that repeat one are left out."""
    for example in tomllib.loads(FILE.read_text("utf-8"))["example"]:
        marked = _unmarked(example["text"], example.get("value", []))
        names = [marked.text[start:end] for start, end, _ in marked.names]
        if "xfail" not in example and all(marked.text.count(name) == names.count(name) for name in names):
            yield marked


def _unmarked(text: str, values: list[dict[str, Any]]) -> Marked:
    plain, behind = "", 0
    names: list[Mention] = []
    for mark, value in zip(re.finditer("⟦([^⟧]*)⟧", text), values, strict=True):
        plain += text[behind : mark.start()]
        names.append((len(plain), len(plain) + len(mark[1]), value["type"]))
        plain += mark[1]
        behind = mark.end()
    return Marked(plain + text[behind:], tuple(names))
