"""The words of the pages, in the language asked for: those of the review and the names of fields, levels, warnings ..."""

from __future__ import annotations

from pipeline.messages import Messages

_PREFIXES = ("review.", "field.", "level.", "value.", "role.", "kind.", "body.", "warning.", "evidence.", "compare.")


def words(say: Messages) -> dict[str, str]:
    """Every text that a page may ask for, by key."""
    return {key: text for key in say.known() if key.startswith(_PREFIXES) and (text := say.get(key))}
