"""Types of papers: from the word before the number, or from the code inside it.

    by_word("nghị quyết").code == "NQ"
    by_code("TT").name == "Thông tư"        by_code("TT", party=True).name == "Thông tri"
    by_code("QD").code == "QĐ"              damaged letters are read where only one type fits

The word is the better witness: a Party's `66-QĐ/TW` is a quy định, which only the word tells (domain page 2.1).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, TypedDict, cast

from pipeline.lexicon.keys import fold, key, spellings
from pipeline.lexicon.tables import toml

_DOUBLED = re.compile(r"Đ(?=Đ)|[Il1|](?=r)")
Scope = Literal["state", "party", "normative"]


class _Row(TypedDict, total=False):
    code: str
    name: str
    party_code: str
    words: list[str]
    codes: list[str]
    scopes: list[Scope]


@dataclass(frozen=True, slots=True)
class DocumentType:
    """`code` is None where numbers carry none (Điều lệ); `party_code` is the code in the Party's numbers."""

    code: str | None
    name: str
    party_code: str | None
    words: tuple[str, ...]
    codes: tuple[str, ...]
    scopes: tuple[Scope, ...]


def by_word(word: str) -> DocumentType | None:
    """The type a printed word names, in any case and spelling: `KẾ HOẠCH`, `Thông báo kết luận`."""
    return _by_word().get(key(word))


@lru_cache(maxsize=2048)
def by_code(code: str, *, party: bool = False) -> DocumentType | None:
    """The type a code stands for; `party` for numbers of the form `12-KH/TU`. Case and lost marks are forgiven (`CTR`, `QD`), so
    are letters that scanning doubles (`QĐĐ`, `TTIr`).
    """
    for form, index in ((code, _exact()), (code.upper(), _upper()), (fold(code), _folded())):
        found = index.get(form)
        if found:
            scoped = [one for one in found if ("party" in one.scopes if party else one.scopes != ("party",))]
            return (scoped or found)[0]
    single = _DOUBLED.sub("", code)
    return by_code(single, party=party) if single != code else None


def code_of(kind: DocumentType, *, party: bool = False) -> str | None:
    """The code a paper of this type bears: `QyĐ`, but `QĐ` in the Party's numbers."""
    return kind.party_code if party else kind.code


@cache
def words() -> tuple[str, ...]:
    """All words for types in lower case and both tone placements, longest first, for patterns."""
    forms = {form for kind in _types() for word in (kind.name, *kind.words) for form in spellings(word.lower())}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


@cache
def codes() -> tuple[str, ...]:
    """All codes as printed, longest first, for patterns."""
    return tuple(sorted(_exact(), key=lambda code: (-len(code), code)))


@cache
def _types() -> tuple[DocumentType, ...]:
    table = cast(list[_Row], toml("document_types.toml")["type"])
    return tuple(
        DocumentType(
            row.get("code"),
            row["name"],
            row.get("party_code", row.get("code")),
            tuple(row.get("words", ())),
            tuple(row.get("codes", ())),
            tuple(row["scopes"]),
        )
        for row in table
    )


@cache
def _by_word() -> dict[str, DocumentType]:
    index: dict[str, DocumentType] = {}
    for kind in _types():
        for word in (kind.name, *kind.words):
            index.setdefault(key(word), kind)
    return index


@cache
def _exact() -> dict[str, tuple[DocumentType, ...]]:
    index: dict[str, tuple[DocumentType, ...]] = {}
    for kind in _types():
        for code in filter(None, (kind.code, *kind.codes)):
            index[code] = (*index.get(code, ()), kind)
    return index


@cache
def _upper() -> dict[str, tuple[DocumentType, ...]]:
    return _merged({code: code.upper() for code in _exact()})


@cache
def _folded() -> dict[str, tuple[DocumentType, ...]]:
    return _merged({code: fold(code) for code in _exact()})


def _merged(forms: dict[str, str]) -> dict[str, tuple[DocumentType, ...]]:
    """The codes under coarser forms; a form that several codes share is left out, it tells nothing."""
    times = Counter(forms.values())
    return {form: _exact()[code] for code, form in forms.items() if times[form] == 1}
