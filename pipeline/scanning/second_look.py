"""A second look at ink that the first pass left unread: names beside seals and signatures, offices stamped over print.

Tesseract's page segmentation takes a signature with the seal and the name below it for a picture and passes it over. What is
dark and lies under no word read with certainty is cut out and read again as scattered words, in gray without the ring of a
seal, in black alone and in red alone; of the readings of a word the best is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from pipeline.ingest.syllables import is_syllable
from pipeline.paper.tokens import Token
from pipeline.scanning.certainty import is_certain
from pipeline.scanning.glass import Glass
from pipeline.scanning.ink import Inks
from pipeline.scanning.seals import Seal, find_seal, without_ring
from pipeline.scanning.unread import Area, unread_areas

_SCATTERED, _LINE = 11, 7
_PADDING, _LINE_PADDING = 8.0, 4.0
_BESIDE = 50.0
_SURE = 75.0
_NEAR = 20.0
_POSSIBLE = 40.0
_FEWEST_WORDS = 2
_WORD_GAP = 14.0
_SEAL_SIDE = 60.0


@dataclass(frozen=True, slots=True)
class Looked:
    """The words of a page after the second look, and those dropped as noise of seals and strokes."""

    tokens: tuple[Token, ...]
    dropped: tuple[Token, ...]


def look_again(inks: Inks, tokens: Sequence[Token], dpi: int, path: Path) -> Looked:
    """The words of a straight page with those added that a second look is sure of."""
    found: list[Token] = []
    seals: list[Seal] = []
    certain = [token for token in tokens if is_certain(token)]
    for area in unread_areas(inks.gray, certain, dpi):
        seal = find_seal(inks.gray, area, dpi) if min(area[2] - area[0], area[3] - area[1]) > _SEAL_SIDE else None
        seals += [seal] if seal else []
        found += _sure_words(Glass(_pictures(inks, seal, dpi), dpi, path), area, seal)
    doubtful = [token for token in tokens if not is_certain(token)]
    dropped = [
        token for token in doubtful if _any_overlap(token, found) or (_is_in(token, seals) and not _has_company(token, certain))
    ]
    kept = [token for token in tokens if token not in dropped]
    return Looked((*kept, *(one for one in found if not _any_overlap(one, kept))), tuple(dropped))


def _has_company(token: Token, certain: Sequence[Token]) -> bool:
    """Whether a syllable stands in a line with words read with certainty."""
    return is_syllable(token.text) and any(_goes_on(token, other) or _goes_on(other, token) for other in certain)


def _pictures(inks: Inks, seal: Seal | None, dpi: int) -> list[Image.Image]:
    """The page in each ink it has."""
    pictures = [inks.gray if seal is None else without_ring(inks.gray, seal, dpi)]
    pictures += [inks.black] if inks.black is not inks.gray else []
    return pictures + ([inks.red] if inks.red is not None else [])


def _sure_words(glass: Glass, area: Area, seal: Seal | None) -> list[Token]:
    """The words of an area: as scattered words, then each line that shows some again, with what stands close beside it."""
    seen = list(glass.words(area, _SCATTERED, _PADDING))
    for run in _sure_runs(_best(seen), seal):
        line = min(one.x0 for one in run), min(one.top for one in run), max(one.x1 for one in run), max(one.bottom for one in run)
        seen += glass.words((line[0] - _BESIDE, line[1], line[2] + _BESIDE, line[3]), _LINE, _LINE_PADDING)
    return [token for run in _sure_runs(_best(seen), seal) for token in run]


def _best(tokens: Iterable[Token]) -> list[Token]:
    """Of readings of the same place the one that is a syllable and on which most agree; line by line, from left to right."""
    possible = list(filter(_is_possible, tokens))
    votes: dict[tuple[str, int], float] = defaultdict(float)
    for token in possible:
        votes[_ballot(token)] += token.confidence or 0.0
    kept: list[Token] = []
    for token in sorted(
        possible, key=lambda token: (is_syllable(token.text), votes[_ballot(token)], token.confidence), reverse=True
    ):
        if not _any_overlap(token, kept):
            kept.append(token)
    return sorted(kept, key=lambda token: (round(token.middle / token.height), token.x0))


def _is_possible(token: Token) -> bool:
    confidence = token.confidence or 0.0
    if confidence >= _SURE:
        return sum(map(str.isalpha, token.text)) > 1
    return confidence >= _POSSIBLE and token.text[0].isupper() and is_syllable(token.text)


def _ballot(token: Token) -> tuple[str, int]:
    """A word and, roughly, its place."""
    return token.text, round(token.x0 / _NEAR)


def _sure_runs(tokens: Sequence[Token], seal: Seal | None) -> list[list[Token]]:
    """Runs of words, two at least and one of them sure; single ones, and what lies within a seal, are bits of seals and
    strokes.
    """
    left = sorted(tokens, key=lambda token: token.x0)
    runs: list[list[Token]] = []
    while left:
        run = [left.pop(0)]
        for token in list(left):
            if _goes_on(run[-1], token):
                run.append(token)
                left.remove(token)
        sure = any((token.confidence or 0.0) >= _SURE for token in run)
        within = seal is not None and all(_is_in(token, [seal]) for token in run)
        if sure and len(run) >= _FEWEST_WORDS and not within:
            runs.append(run)
    return runs


def _goes_on(last: Token, token: Token) -> bool:
    common = min(last.bottom, token.bottom) - max(last.top, token.top)
    return 2 * common > min(last.height, token.height) and -2 < token.x0 - last.x1 < _WORD_GAP


def _is_in(token: Token, seals: Sequence[Seal]) -> bool:
    return any(seal.holds((token.x0 + token.x1) / 2, token.middle) for seal in seals)


def _any_overlap(token: Token, others: Iterable[Token]) -> bool:
    return any(_overlap(token, other) for other in others)


def _overlap(one: Token, other: Token) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 0.3 * min(one.x1 - one.x0, other.x1 - other.x0) and down > 0.3 * min(one.height, other.height)
