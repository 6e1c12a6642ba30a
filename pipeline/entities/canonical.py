"""Names in full: relative names completed with the plan's own place, short forms written out (guidelines 11.6, 11.14).

completed("Liên đoàn Lao động huyện", home) == "Liên đoàn Lao động huyện Vĩnh Thuận"
completed("Ban Dân vận Huyện ủy", home) == "Ban Dân vận Huyện ủy Tam Đường"
"""

from __future__ import annotations

import re

from pipeline.entities.home import Home
from pipeline.lexicon.keys import key

_RELATIVE = re.compile(
    r"(?:^|(?<= ))(tỉnh|thành phố|tp\.?|huyện|quận|thị xã|tx\.?|xã|phường|thị trấn|đặc khu)\Z",
    re.IGNORECASE,
)
_COMMITTEES = {
    "tỉnh ủy": "tỉnh", "tỉnh đoàn": "tỉnh", "thành ủy": "thành phố", "thành đoàn": "thành phố", "huyện ủy": "huyện",
    "huyện đoàn": "huyện", "quận ủy": "quận", "quận đoàn": "quận", "thị ủy": "thị xã",
    "thị xã ủy": "thị xã", "thị đoàn": "thị xã",
}  # fmt: skip
_OF_A_LEVEL = {"tỉnh hội": "tỉnh", "thành hội": "thành phố", "huyện hội": "huyện"}
_UNITS = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "thị trấn", "xã", "phường", "đặc khu", "thôn", "ấp", "bản", "khu phố")
_LONGEST_TAIL = 8


def completed(name: str, home: Home) -> str:
    """A body's name with the place or the body that its last words mean in this plan; itself where they mean none."""
    relative = _RELATIVE.search(name)
    if relative:
        full = home.full(relative[1])
        return f"{name[: relative.start()]}{full}" if full else name
    words = name.split()
    level = _OF_A_LEVEL.get(" ".join(words[-2:]).lower())
    if level:
        return _of_level(words, level, home) or name
    whole = _with_own_body(name, home)
    if whole:
        return whole
    unit = _COMMITTEES.get(" ".join(words[-2:]).lower().replace("uỷ", "ủy")) or _COMMITTEES.get(" ".join(words[-3:]).lower())
    place = home.units.get(unit) if unit else None
    if place:
        return f"{name} {place}"
    if words and words[-1].lower() in ("ủy", "uỷ") and words[-2:-1] == ["Đảng"] and home.own_place:
        return f"{name} {home.own_place}"
    return name


def is_relative(name: str) -> bool:
    """Whether a bare unit word ends a name: `Công an huyện`."""
    return _RELATIVE.search(name) is not None


def _of_level(words: list[str], level: str, home: Home) -> str | None:
    """`Tỉnh Hội` in a plan of `Hội Nông dân huyện Thoại Sơn`: `Hội Nông dân tỉnh An Giang`."""
    place, own = home.full(level), home.own_place
    if place is None or own is None or home.body is None or not home.body.lower().endswith(own.lower()):
        return None
    return " ".join([*words[:-2], home.body[: -len(own)].strip(), place])


def _with_own_body(name: str, home: Home) -> str | None:
    """`Văn phòng Sở` in a plan of `Sở Y tế tỉnh Gia Lai`: the last words are the first of the issuer's name."""
    if home.body is None:
        return None
    words, own = name.split(), home.body.split()
    for count in range(min(len(words), len(own), _LONGEST_TAIL), 0, -1):
        tail = words[-count:]
        initial = key(tail[0])[:1]
        if initial and initial != home.initial:
            continue
        if key(" ".join(tail)) == key(" ".join(own[:count])) and (
            count > 1 or tail[0][0].isupper() or home.kind in ("school", "hospital")
        ):
            return " ".join([*words[:-count], home.body]) if count < len(own) else None
    return None


def place_name(printed: str, home: Home, with_units: dict[str, str]) -> str:
    """A place's name: the unit word in small letters, a bare name with the unit word that the plan prints before it elsewhere."""
    words = printed.split()
    if all(word.isupper() for word in words if word.isalpha()) and len(words) > 1:
        words = [word.capitalize() for word in words]
    lower = " ".join(words).lower()
    if lower.endswith("chủ nghĩa việt nam"):
        return "Việt Nam"
    for count in (2, 1):
        unit = " ".join(words[:count]).lower().rstrip(".")
        if home.full(unit) and len(words) > count:
            own = home.full(unit) or ""
            if _initials(own.split()[count:]) == "".join(words[count:]):
                return own
    for unit in _UNITS:
        if lower.startswith(f"{unit} "):
            return unit + " ".join(words)[len(unit) :]
    return with_units.get(lower, " ".join(words))


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words).upper()
