"""Whole plans from text to result: every plan of the corpus passes validation, and only its bytes decide what it gives."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import extract
from pipeline.validate import validate

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT / "corpus" / "plans", ROOT / "corpus" / "own" / "plans")
PLANS = [path for folder in FOLDERS for path in sorted(folder.glob("*.txt"))]


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_plan_of_the_corpus_passes_validation(path: Path) -> None:
    assert [str(problem) for problem in validate(extract(path).model_dump_json())] == []


def results(folder: Path, inputs: list[Path], seed: str) -> dict[str, bytes]:
    """What a process of its own writes, by the name of the file; `seed` orders the sets of that process."""
    line = [sys.executable, "-m", "pipeline", "extract", *map(str, inputs), "--out", str(folder)]
    subprocess.run(line, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True)
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_neither_another_process_nor_the_order_of_files_changes_a_byte(tmp_path: Path) -> None:
    """What one plan leaves in the caches must not colour the next."""
    first = results(tmp_path / "first", PLANS, seed="1")
    assert len(first) == len(PLANS)
    assert results(tmp_path / "backwards", PLANS[::-1], seed="2") == first
