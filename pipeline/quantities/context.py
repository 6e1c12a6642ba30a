"""What the words around a quantity say of it: whom it binds, of what total it is a share.

mỗi xã, thị trấn có ít nhất 01 ý tưởng sản phẩm       applies to `mỗi xã, thị trấn`
a. Đối với các công đoàn cơ sở                        (a heading) applies to `các công đoàn cơ sở`
"""

from __future__ import annotations

from pipeline.quantities.reader import Quantity
from pipeline.quantities.signs import clause_start
from pipeline.quantities.units import phrase_end
from pipeline.quantities.words import quantity_words
from pipeline.reading import Reading
from pipeline.rules import pattern

_EACH = pattern(r"(?<!\w)(?:mỗi|từng) (?=[^\W\d_])")
_TOWARDS = pattern(r"đối với (?P<whom>.{3,90})")
_CONDITIONED = pattern(r" ?(?P<whom>[^.;:,()\n]{3,40}?) có ?\Z")
_FAR = 160


def clause_of(quantity: Quantity, reading: Reading) -> int:
    """Where the clause begins in which a quantity stands."""
    return clause_start(reading.lower, quantity.start, block_start(quantity, reading))


def applies_to(quantity: Quantity, clause: int, reading: Reading) -> str | None:
    """The body or class the sentence binds, else that of a heading `Đối với ...`."""
    start, end = clause, quantity.start
    lower = reading.lower
    named = lower.find("mỗi ", start, end) >= 0 or lower.find("từng ", start, end) >= 0
    if named and (each := list(_EACH.finditer(lower, start, end))):
        last = each[-1]
        return reading.value(last.start(), min(phrase_end(reading.clean, lower, last.end(), quantity_words()), end))
    if quantity.kind == "condition" and (whom := _CONDITIONED.match(lower, start, end)):
        return reading.value(whom.start("whom"), whom.end("whom"))
    for section in reading.ancestors(reading.section_at(quantity.start)):
        heading = section.heading_span
        if heading and (towards := _TOWARDS.match(lower, heading.start, heading.end)):
            return reading.value(towards.start("whom"), towards.end("whom")).rstrip(" :.")
    return None


def is_share_of(part: Quantity, total: Quantity, reading: Reading) -> bool:
    """Whether a total announced before it in the paragraph is what a share is a share of."""
    if part.kind != "share" or total.kind not in ("limit", "count", "money"):
        return False
    between = reading.lower[total.end : part.start]
    return "\n" not in between and len(between) < 2 * _FAR and ("trong đó" in between or "(" in between)


def block_start(quantity: Quantity, reading: Reading) -> int:
    block = reading.block_at(quantity.start)
    return block.content if block and block.content <= quantity.start else 0
