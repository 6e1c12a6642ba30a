"""Which of Tesseract's words to believe."""

from __future__ import annotations

from pipeline.paper.tokens import Token

CERTAIN = 60.0
"""A word read with less confidence may be anything."""


def is_certain(token: Token) -> bool:
    """Whether a word was read with certainty."""
    return token.confidence is None or token.confidence >= CERTAIN
