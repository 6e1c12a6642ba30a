"""A page's picture to words in points: freed of coloured ink, straightened, turned upright where nothing could be read.

with TemporaryDirectory() as folder:
    read_picture(Picture(image, dpi=200), Path(folder))       Read(pose=Pose(595, 842, 0, 0.3), tokens=(Token("UBND", ...),
    ...))
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

from PIL import Image

from pipeline.paper.tokens import Grid, Pose, Token
from pipeline.scanning.certainty import is_certain
from pipeline.scanning.cut_off import with_cut_names_doubted
from pipeline.scanning.deskew import skew_of
from pipeline.scanning.doubts import clear_doubts
from pipeline.scanning.glass import Glass
from pipeline.scanning.ink import Inks, part_inks
from pipeline.scanning.numerals import with_strokes_counted
from pipeline.scanning.paper import on_white_paper
from pipeline.scanning.ruling import find_grids, without_rules
from pipeline.scanning.second_look import look_again
from pipeline.scanning.second_opinion import with_second_opinion
from pipeline.scanning.tesseract import Look, Seen, recognise, upright_turn

_LEAST_SKEW = 0.15
_WHITE = 255
_POOR = 0.5
_FEW = 10
_DOUBTFUL = 0.08
_LOWEST_CAPITALS = 3.6
"""Points: capitals of 6-point print are higher."""
_SEGMENTATIONS = (4, 3, 6)
"""Tesseract's: one column of text, automatic, one block."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as pixels of a known resolution, RGB or gray."""

    image: Image.Image
    dpi: int

    def pose(self, turn: int = 0, skew: float = 0.0) -> Pose:
        points = 72 / self.dpi
        return Pose(self.image.width * points, self.image.height * points, turn, skew)


@dataclass(frozen=True, slots=True)
class Read:
    """The words of a picture, straight and upright, in points, how the page lay, and marks that were taken for words at first."""

    pose: Pose
    tokens: tuple[Token, ...]
    grids: tuple[Grid, ...] = ()
    dropped: tuple[Token, ...] = ()


def read_picture(picture: Picture, folder: Path) -> Read:
    """The words of a page; pictures for Tesseract are put into `folder`. Raises TesseractError."""
    inks = part_inks(on_white_paper(picture.image))
    path = folder / "page.pgm"
    read = _read(picture, inks, path, 0)
    if _is_poor(read):
        turn = upright_turn(path, picture.dpi)
        turned = _read(picture, inks, path, turn) if turn else read
        read = max(read, turned, key=_worth)
    straight = _straight_inks(inks, read, picture.dpi)
    glass = Glass([straight.black], picture.dpi, path)
    tokens = clear_doubts(read.tokens, glass)
    tokens = with_second_opinion(tokens, glass, read.pose.upright[1])
    tokens = with_strokes_counted(tokens, straight.black, picture.dpi)
    looked = look_again(straight, tokens, picture.dpi, path)
    named = with_cut_names_doubted(looked.tokens, straight.gray, picture.dpi)
    return replace(read, tokens=named, dropped=(*read.dropped, *looked.dropped))


def _read(picture: Picture, inks: Inks, path: Path, turn: int) -> Read:
    """A page turned clockwise by `turn`: read as one column of lines of any size, where that is doubtful in other ways too."""
    skew = skew_of(_straightened(inks.black, picture.pose(turn)))
    pose = picture.pose(turn, skew if abs(skew) >= _LEAST_SKEW else 0.0)
    straight = _straightened(inks.black, pose)
    grids = find_grids(straight, picture.dpi)
    without_rules(straight, grids, picture.dpi).save(path)
    points = 72 / picture.dpi
    best: Read | None = None
    for segmentation in _SEGMENTATIONS:
        tokens = without_overlaps([_token(one, points) for one in recognise(path, Look(picture.dpi, segmentation))])
        small = tuple(filter(_is_too_small, tokens))
        read = Read(pose, tuple(token for token in tokens if token not in small), grids, small)
        best = read if best is None else max(best, read, key=_worth)
        if _is_poor(best) or not _is_doubtful(best):
            break
    return best or Read(pose, ())


def _straight_inks(inks: Inks, read: Read, dpi: int) -> Inks:
    """The inks of a page as it was read: straight, without the rules of its tables."""
    gray = without_rules(_straightened(inks.gray, read.pose), read.grids, dpi)
    black = gray if inks.black is inks.gray else without_rules(_straightened(inks.black, read.pose), read.grids, dpi)
    return Inks(gray, black, None if inks.red is None else _straightened(inks.red, read.pose))


def _straightened(image: Image.Image, pose: Pose) -> Image.Image:
    upright = image.rotate(-pose.turn, expand=True) if pose.turn else image
    return upright.rotate(pose.skew, Image.Resampling.BICUBIC, fillcolor=_WHITE) if pose.skew else upright


def _token(seen: Seen, points: float) -> Token:
    left, top, right, bottom = (edge * points for edge in seen.box)
    return Token(seen.text, left, top, right, bottom, seen.confidence)


def without_overlaps(tokens: Sequence[Token]) -> list[Token]:
    """Words in Tesseract's order, each ending where the next one of its line begins: on swollen print its boxes reach over
    whole words.
    """
    return [
        token._replace(x1=after.x0)
        if after is not None and token.x0 < after.x0 < token.x1 and _on_one_line(token, after)
        else token
        for token, after in zip_longest(tokens, tokens[1:])
    ]


def _on_one_line(token: Token, other: Token) -> bool:
    return 2 * (min(token.bottom, other.bottom) - max(token.top, other.top)) > min(token.height, other.height)


def _is_too_small(token: Token) -> bool:
    """Whether a word with capitals is lower than any print: the tone marks of a line, read once more as a word."""
    return token.height < _LOWEST_CAPITALS and any(map(str.isupper, token.text)) and len(token.text) > 1


def _is_poor(read: Read) -> bool:
    """Whether so little of a page was read with certainty that it may lie on its side."""
    certain = sum(map(is_certain, read.tokens))
    return certain < _FEW or certain < _POOR * len(read.tokens)


def _is_doubtful(read: Read) -> bool:
    """Whether another way of cutting the page into lines may do better."""
    return sum(not is_certain(token) for token in read.tokens) > _DOUBTFUL * len(read.tokens)


def _worth(read: Read) -> int:
    """Words read with certainty, less those that were not."""
    return sum(1 if is_certain(token) else -1 for token in read.tokens)
