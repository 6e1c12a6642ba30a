"""What the command line says, in Vietnamese or English.

    say = Messages(language_of(arguments, environment))
    say("usage.no_such_path", path="a.txt")        "a.txt: no such file or folder"

The texts are in `lexicon/messages.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast, get_args

from pipeline.lexicon.tables import toml

Language = Literal["vi", "en"]
LANGUAGES: tuple[str, ...] = get_args(Language)
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


@dataclass(frozen=True, slots=True)
class Messages:
    """The texts of one language, by dotted key."""

    language: Language

    def __call__(self, key: str, **values: object) -> str:
        """The text with its values filled in. Raises KeyError where the table has no such text."""
        return self._table()[key][self.language].format(**values)

    def get(self, key: str) -> str | None:
        """The text as it stands, or None where there is none."""
        entry = self._table().get(key)
        return entry[self.language] if entry else None

    def known(self) -> Sequence[str]:
        """The keys of all texts."""
        return list(self._table())

    def name(self, kind: str, word: str) -> str:
        """The name of a field, cause, code, level ... in this language; the word itself where the table has none."""
        return self.get(f"{kind}.{word}") or word

    @staticmethod
    def _table() -> Mapping[str, Mapping[str, str]]:
        return cast(Mapping[str, Mapping[str, str]], toml("messages.toml"))


def language_of(environment: Mapping[str, str]) -> Language:
    """The language of the locale: Vietnamese where it says so, else English.

    >>> language_of({"LANG": "vi_VN.UTF-8"}), language_of({"LC_ALL": "C", "LANG": "vi_VN.UTF-8"})
    ('vi', 'en')
    """
    locale = next((environment[name] for name in _LOCALE if environment.get(name)), "")
    return "vi" if locale.lower().startswith("vi") else "en"


def split_language(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """The value of `--lang`, wherever it stands on the line, and the arguments without it: help and errors come in it too.

    >>> split_language(["extract", "plans", "--lang", "vi"])
    ('vi', ['extract', 'plans'])
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    rest = list(arguments)
    for at, argument in enumerate(arguments[:end]):
        name, is_set, value = argument.partition("=")
        if name == "--lang":
            count = 1 if is_set else 2
            del rest[at : at + count]
            return (value if is_set else "".join(arguments[at + 1 : at + 2])), rest
    return None, rest
