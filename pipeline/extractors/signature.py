"""Who signed, in which capacity, for whom; further signers of a joint document go to `co_signatures`.

The name is the last name line under the position: handwriting that scanning read above it is not the name (plan schema).
"""

from __future__ import annotations

from pipeline.document import Span
from pipeline.findings import Findings
from pipeline.foot_pieces import foot_pieces
from pipeline.letters import folded
from pipeline.lexicon.people import is_surname
from pipeline.person_repair import mended_name
from pipeline.persons import title_form
from pipeline.plan import Authority, Capacity, Signature
from pipeline.reading import Reading
from pipeline.signatures import Block, office_form, read_blocks

_LEGIBLE = 50
"""Confidence of Tesseract (0 to 100) from which its letters are believed whatever they say; printed names have 65 and more."""
_SHORTEST = 2
_ORDER = ("draft", "urgent", "secret", "internal", "joint")


def extract(reading: Reading, found: Findings) -> Findings:
    """`signature` and `co_signatures`; a second signer with a name makes the document a joint one."""
    blocks = [block for block in read_blocks(reading, foot_pieces(reading).signing) if _says_something(reading, block)]
    if not blocks:
        return found
    first, *others = blocks
    others = [block for block in others if block.name is not None]
    marks = {*found.marks, "joint"} if others else set(found.marks)
    return found._replace(
        signature=_signature(reading, first),
        co_signatures=tuple(_signature(reading, block) for block in others),
        marks=tuple(mark for mark in _ORDER if mark in marks),
    )


def _says_something(reading: Reading, block: Block) -> bool:
    """Whether a block names an office, or at least a person that can be read."""
    return bool(block.authorities or block.positions or (block.name and _is_legible(reading, block.name)))


def _signature(reading: Reading, block: Block) -> Signature:
    authority = tuple(
        Authority(capacity=capacity, on_behalf_of=office_form(body) or None) for capacity, body in block.authorities
    )
    named = block.name if block.name and _is_legible(reading, block.name) else None
    span = reading.span(min(piece.start for piece in block.pieces), max(piece.end for piece in block.pieces))
    printed = title_form(reading.value(*named)) if named else None
    mended = title_form(reading.mended_value(*named)) if named else None
    name = mended and (mended_name(mended) or mended)
    position = _position(block, authority)
    return Signature(
        span=span,
        mentions=(span,),
        rule="signature.authority" if authority else "signature.position" if block.positions else "signature.name",
        evidence="repaired" if block.repaired or name != printed or not _is_printed(position, reading, span) else "stated",
        authority=authority,
        capacity=authority[-1].capacity if authority else None,
        on_behalf_of=_on_behalf_of(authority),
        position=position,
        name=name,
        name_span=Span(start=named[0], end=named[1]) if named else None,
    )


def _is_legible(reading: Reading, name: tuple[int, int]) -> bool:
    """False for a name under a seal or a hand, guessed by the scan: uncertain letters that begin with no surname, or of which
    only two words show.
    """
    words = reading.document.words
    known = [one for index in words.within(*name) if (one := words.confidence(index)) is not None]
    printed = reading.mended_value(*name).split()
    return not known or min(known) >= _LEGIBLE or (len(printed) > _SHORTEST and is_surname(printed[0]))


def _is_printed(position: str | None, reading: Reading, span: Span) -> bool:
    """Whether the position stands in the block as it is, tones and case aside: `TRU ỞNG ĐOÀN` is read, not printed."""
    return position is None or folded(position) in folded(reading.value(span.start, span.end))


def _on_behalf_of(authority: tuple[Authority, ...]) -> str | None:
    """The body of a TM line, else the office replaced (guidelines 10.2)."""
    bodies = [one.on_behalf_of for one in authority if one.capacity == "TM"]
    return bodies[0] if bodies else authority[-1].on_behalf_of if authority else None


def _position(block: Block, authority: tuple[Authority, ...]) -> str | None:
    """The signer's own position: the first line of position; an acting head (`Q. GIÁM ĐỐC`) holds the office itself."""
    if block.positions:
        return office_form(block.positions[0])
    acting: Capacity = "Q"
    return authority[-1].on_behalf_of if authority and authority[-1].capacity == acting else None
