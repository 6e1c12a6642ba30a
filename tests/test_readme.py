"""The README tells the truth: its example, its Python, its commands, its exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import typer

from pipeline import extract
from pipeline.cli import app
from pipeline.commands import Exit

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert found
    return found[1]


def holds(told: Any, true: Any) -> bool:
    """Whether everything told is so; objects may leave keys out."""
    if isinstance(told, dict):
        return all(holds(value, true[key]) for key, value in told.items())
    if isinstance(told, list):
        return len(told) == len(true) and all(map(holds, told, true))
    return bool(told == true)


def test_the_output_is_that_of_the_input(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(block("text"), "utf-8")
    plan = extract(tmp_path / "plan.txt").model_dump(mode="json")
    for name, told in json.loads(block("json")).items():
        assert holds(told, plan[name]), plan[name]


def test_the_python_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(block("python"), "README.md", "exec"), {})
    assert "65/KH-LĐLĐ" in capsys.readouterr().out


def test_the_commands_are_those_there_are() -> None:
    command: Any = typer.main.get_command(app)
    assert set(re.findall(r"^\| `kehoach (\w+)", README, re.MULTILINE)) == set(command.commands)
    options = {name for sub in command.commands.values() for param in sub.params for name in param.opts if name.startswith("--")}
    assert options <= set(re.findall(r"--[\w-]+", README))


def test_the_exit_codes_are_those_there_are() -> None:
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)] == list(Exit)


def test_the_files_it_names_are_there() -> None:
    named = [*re.findall(r"\]\(([^)]+)\)", README), "requirements.lock", "corpus/floors.toml", "Makefile"]
    assert not [name for name in named if not (ROOT / name).exists()]
