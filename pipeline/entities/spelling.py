"""Words in the spelling that the gazetteer is kept in.

norm("Uỷ") == "ủy"      norm("–") == "-"
"""

from __future__ import annotations

_OLD_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip


def norm(word: str) -> str:
    """A word in lower case with the tone where the present spelling puts it, dashes as hyphens, `&` as the word it stands for."""
    if word in "–—":
        return "-"
    if word == "&":
        return "và"
    low = word.lower().replace("ð", "đ")
    modern = _OLD_TONES.get(low[-2:])
    return low[:-2] + modern if modern and not low.startswith("q") else low
