"""The words of the command line, in Vietnamese and English."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest
import typer

from pipeline.cli import app, main
from pipeline.findings import Findings
from pipeline.messages import Messages, language_of
from pipeline.plan import WarningCode
from pipeline.reading import Zone
from pipeline.show import FIELDS

TABLE = Path(__file__).parent.parent / "pipeline" / "lexicon" / "messages.toml"


def test_help_comes_in_the_language_of_the_locale(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    main(["extract", "--help"])
    assert "Cách dùng:" in capsys.readouterr().out
    main(["extract", "--lang", "en", "--help"])
    assert "Usage:" in capsys.readouterr().out


def test_errors_come_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    main(["extract", "nowhere", "--lang=vi"])
    assert capsys.readouterr().err == "nowhere: không có tệp hay thư mục này\n"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "vi_VN"}, "vi"),
        ({"LC_ALL": "", "LC_MESSAGES": "vi"}, "vi"),
        ({"LC_ALL": "C", "LANG": "vi"}, "en"),
    ],
)
def test_the_language_of_the_locale(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language


def test_every_text_is_there_in_both_languages() -> None:
    table = tomllib.loads(TABLE.read_text("utf-8"))
    assert all(set(entry) == {"en", "vi"} and all(entry.values()) for entry in table.values())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_word_that_tables_show_has_a_name(language: Any) -> None:
    say = Messages(language)
    words = {
        "field": {*FIELDS, *Findings._fields},
        "warning": get_args(WarningCode),
        "zone": get_args(Zone),
        "evidence": ("stated", "repaired", "inferred"),
    }
    assert not [f"{kind}.{word}" for kind, known in words.items() for word in known if say.get(f"{kind}.{word}") is None]


def test_every_command_and_parameter_has_its_help() -> None:
    command: Any = typer.main.get_command(app)
    for name, subcommand in command.commands.items():
        for param in subcommand.params:
            assert Messages("vi").get(f"help.{name}.{param.name}")


@pytest.mark.parametrize(
    "cause",
    [
        "empty",
        "not_text",
        "unreadable",
        "unwritable",
        "internal",
        "not_a_file",
        "too_large",
        "too_many_pages",
        "timeout",
        "memory",
        "crashed",
        "killed",
        "same_place",
    ],
)
def test_every_cause_has_its_words(cause: str) -> None:
    assert Messages("vi").get(f"cause.{cause}")


def test_every_text_that_code_asks_for_is_there() -> None:
    code = "\n".join(path.read_text("utf-8") for path in TABLE.parent.parent.rglob("*.py"))
    asked = {
        *re.findall(r'\bsay\("([a-z_.]+)"', code),
        *(f"usage.{word}" for word in re.findall(r'UsageError\(\s*"(\w+)"', code)),
    }
    assert len(asked) > 30
    assert not [key for key in asked if Messages("en").get(key) is None]
