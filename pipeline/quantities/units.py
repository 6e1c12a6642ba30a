"""What a number counts: `%`, money, time, measures, counted nouns with their fixed modifiers, `/...` behind them.

20 triệu đồng/sản phẩm · 02 ngày làm việc/01 đơn vị · 40 xã, phường · 107 trẻ sơ sinh trai/100 trẻ sơ sinh gái
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from pipeline.letters import LOWER, UPPER
from pipeline.quantities.figures import Figure
from pipeline.quantities.words import QuantityWords
from pipeline.rules import pattern

UnitKind = Literal["share", "money", "time", "measure", "noun", "open"]

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_COMMA = pattern(r" ?, ?| hoặc ")
_PER = pattern(r" ?/ ?(?:\d[\d.]{0,10} ?)?(?=[^\W\d_])")
_PER_MANY = pattern(r" ?/ ?100?(?:\.000|000|\.000\.000)? (?=[^\W\d_])|/1\.000(?:\.000)? (?=[^\W\d_])")
_SHORT = re.compile(r"[A-ZĐ]{2,8}(?![\w&-]|/[A-ZĐ\d])")
"""An abbreviation as counted noun: `05 CSTĐ cơ sở`."""
_LEVEL = pattern(r"(?<=[^\W\d_]) cấp (?:tỉnh|huyện|xã|trường|cơ sở|quận|thành phố|trung ương)\Z")
_TITLED = re.compile(rf"[{UPPER}][{LOWER}]+ [{LOWER}]+")
"""A kind of event in capitals: `01 Diễn đàn trẻ em`."""
_FINER = re.compile(r"(?: [^\W\d_]+){1,3}(?=/(?:ngày|tuần|tháng|quý|năm|người|lớp)(?!\w))")
"""`15 giờ học tốt/tuần`."""
_BLANKS = re.compile(" *")
_SESSIONS = ("buổi", "tiết")
_CLOSES = pattern(r" ?(?:[,;)]|\.(?!\d)|\n|\Z)")
_FEWEST_BEHIND = 10
_MOST_WORDS = 7
_MOST_OPEN = 3
_MOST_LISTED = 8


class Unit(NamedTuple):
    start: int
    end: int
    kind: UnitKind


def share_at(clean: str, lower: str, start: int, words: QuantityWords) -> Unit:
    """The `%` that ends at `start`, with `/năm` behind it."""
    return Unit(start - 1, _with_per(clean, lower, start, words), "share")


def unit_at(clean: str, lower: str, start: int, words: QuantityWords) -> Unit | None:
    """The unit behind a number that ends at `start`."""
    if per := _PER_MANY.match(lower, start):
        return Unit(start, _noun_end(clean, lower, per.end(), words, _MOST_WORDS), "noun")
    at = _blanks(lower, start)
    if lower.startswith("%", at):
        return Unit(at, _with_per(clean, lower, at + 1, words), "share")
    if money := words.money.match(lower, at):
        return Unit(at, _with_per(clean, lower, money.end(), words), "money")
    if time := words.time.match(lower, at):
        session = lower.startswith(_SESSIONS, at)
        end = _noun_end(clean, lower, at, words, _MOST_WORDS) if session else _time_end(clean, lower, time, words)
        return Unit(at, _with_per(clean, lower, end, words), "noun" if session and end > time.end() else "time")
    scale = words.scale.match(lower, at)
    if measure := words.measure.match(lower, _blanks(lower, scale.end()) if scale else at):
        end = _noun_end(clean, lower, at, words, _MOST_WORDS)
        end = end if lower[end : end + 1] == "/" else measure.end()  # `kg thức ăn thô/con/ngày`, but `ha` before `cỏ`
        return Unit(at, _with_per(clean, lower, end, words), "measure")
    return _counted(clean, lower, at, words, lower[start - 2 : start - 1] == "0")


def unit_before(clean: str, lower: str, figure: Figure, words: QuantityWords) -> Unit | None:
    """`đại biểu` in `đại biểu chính thức 200, ...`: persons whose number closes the phrase."""
    if figure.low < _FEWEST_BEHIND or not _CLOSES.match(lower, figure.end):
        return None
    noun = words.numbered.search(lower, max(0, figure.start - 50), figure.start)
    if (
        noun is None
        or words.ordinal.search(lower, noun.start(), figure.start)
        or clean[noun.end("noun") : noun.end()] != lower[noun.end("noun") : noun.end()]
    ):
        return None
    return Unit(noun.start("noun"), noun.end("noun"), "noun")


def _counted(clean: str, lower: str, at: int, words: QuantityWords, zeroed: bool) -> Unit | None:
    scale = words.scale.match(lower, at)
    if scale and scale[0] in ("triệu", "tỷ", "tỉ") and not _WORD.match(lower, _blanks(lower, scale.end())):
        return Unit(at, scale.end(), "money")
    begin = _blanks(lower, scale.end()) if scale else at
    noun = words.noun.match(lower, begin)
    stop = words.stop.match(lower, begin)
    if stop and (noun is None or stop.end() > noun.end()):
        return None
    short = _SHORT.match(clean, begin) if noun is None and not words.no_short.match(lower, begin) else None
    if noun is None and (not _WORD.match(lower, begin) or words.no_unit.match(lower, begin)):
        return None
    if noun is None and clean[begin].isupper() and short is None and not (zeroed and _TITLED.match(clean, begin)):
        return None
    plain = words.plain.match(lower, begin)
    end = plain.end() if plain else _noun_end(clean, lower, begin, words, _MOST_WORDS if noun else _MOST_OPEN)
    if level := _LEVEL.search(lower, begin, end):
        end = level.start()
    if plain:
        end = _with_group(clean, lower, plain, end, words)
    elif noun:
        end = _with_group(clean, lower, noun, max(end, noun.end()), words)
    return Unit(at, _with_per(clean, lower, end, words), "noun" if noun else "open") if end > begin else None


def _time_end(clean: str, lower: str, time: re.Match[str], words: QuantityWords) -> int:
    """`ngày, đêm`; `giờ học tốt` before `/tuần`."""
    finer = _FINER.match(lower, time.end())
    return finer.end() if finer else _with_group(clean, lower, time, time.end(), words)


def phrase_end(clean: str, lower: str, start: int, words: QuantityWords) -> int:
    """The end of the noun phrase that begins at a place, with nouns of its kind behind commas.

    >>> phrase_end("cán bộ, công chức cấp xã được", "cán bộ, công chức cấp xã được", 0, quantity_words())
    24
    """
    noun = words.noun.match(lower, start)
    end = max(_noun_end(clean, lower, start, words, _MOST_WORDS), noun.end() if noun else start)
    return _with_group(clean, lower, noun, end, words) if noun else end


def _noun_end(clean: str, lower: str, start: int, words: QuantityWords, most: int) -> int:
    """The end of a noun phrase: at a mark, a stop word, a name, a number."""
    end, at = start, start
    for count in range(most):
        word = _WORD.match(lower, at)
        if word is None or (count and (words.stop.match(lower, at) or clean[at].isupper())):
            break
        end = word.end()
        at = _blanks(lower, end)
    return end


def _with_group(clean: str, lower: str, noun: re.Match[str], end: int, words: QuantityWords) -> int:
    """`xã, phường`: nouns of one kind behind one number."""
    group = words.group_of.get(" ".join(noun[0].split()))
    for _ in range(_MOST_LISTED if group else 0):
        comma = _COMMA.match(lower, end)
        other = words.noun.match(lower, comma.end()) if comma else None
        if other is None or group is None or " ".join(other[0].split()) not in group:
            break
        end = max(other.end(), _noun_end(clean, lower, other.start(), words, _MOST_WORDS))
    return end


def _with_per(clean: str, lower: str, end: int, words: QuantityWords) -> int:
    """With `/tháng`, `/01 đơn vị`, `/con/ngày` behind it."""
    for _ in range(3):
        per = _PER.match(lower, end)
        if per is None:
            break
        noun = words.noun.match(lower, per.end())
        counted = lower[per.end() - 1] == " " or noun is None
        end = _noun_end(clean, lower, per.end(), words, 4 if noun else 2) if counted else per.end()
        end = _with_group(clean, lower, noun, max(end, noun.end()), words) if noun else end
    return end


def _blanks(lower: str, at: int) -> int:
    match = _BLANKS.match(lower, at)
    return match.end() if match else at
