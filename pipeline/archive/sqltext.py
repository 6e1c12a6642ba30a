"""Names of files in SQL: text, byte for byte, whether it is UTF-8 or not. A query takes them as `CAST(? AS TEXT)`."""

from __future__ import annotations

from collections.abc import Sequence


def raw(text: str) -> bytes:
    """A name as the ledger keeps it."""
    return text.encode("utf-8", "surrogateescape")


def raws(texts: Sequence[str]) -> list[bytes]:
    """Names as the ledger keeps them."""
    return [raw(text) for text in texts]


def marks(texts: Sequence[str]) -> str:
    """The places of so many names in a query."""
    return ", ".join(["CAST(? AS TEXT)"] * len(texts))
