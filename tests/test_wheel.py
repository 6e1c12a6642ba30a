"""The wheel alone, in an empty folder and without a network, does what the checkout does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PLANS = ROOT / "corpus" / "plans"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy of the tracked sources, so that nothing else can slip in."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT / "pipeline", source / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    line = ["wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(target), str(source)]
    subprocess.run([sys.executable, "-m", "pip", *line], check=True)
    return next(target.glob("*.whl"))


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """`kehoach` of a new environment that has the wheel, sees the libraries installed here, and no network if possible."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=True)
    line = ["--python", str(home / "bin" / "python"), "install", "-q", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", *line], check=True)
    libraries = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    here = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (libraries / "here.pth").write_text("\n".join(sorted(here)) + "\n")
    offline = ["unshare", "--net", "--map-root-user"]
    works = shutil.which("unshare") and subprocess.run([*offline, "true"], capture_output=True).returncode == 0
    return [*(offline if works else []), str(home / "bin" / "python"), "-m", "pipeline"]


def run(command: list[str], folder: Path, *line: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | {"LC_ALL": "C.UTF-8"}
    return subprocess.run([*command, *line], cwd=folder, env=clean, capture_output=True, text=True)


def test_it_runs_from_an_empty_folder(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    for path in PLANS.glob("*.txt"):
        shutil.copy(path, tmp_path / "plans")
    plan = "out/000_ba3e2af8e1d0d599.txt.json"
    for line in (
        ["--version"],
        ["extract", "plans", "--out", "out"],
        ["show", plan],
        ["explain", plan, "--at", "60"],
        ["schema"],
        ["validate", "out"],
        ["evaluate", str(ROOT / "corpus" / "gold"), "out", "--texts", "plans"],
    ):
        done = run(command, tmp_path, *line)
        assert done.returncode == 0, (line, done.stderr)
        assert done.stdout or line[0] in ("extract", "validate")
    assert len(list((tmp_path / "out").glob("*.json"))) == 5


def test_it_is_the_wheel_that_runs(command: list[str], tmp_path: Path) -> None:
    line = [*command[:-2], "-c", "import pipeline; print(pipeline.__file__)"]
    where = run(line, tmp_path).stdout
    assert str(ROOT) not in where and "site-packages" in where


def test_spacy_finds_the_tagger_of_names(command: list[str], tmp_path: Path) -> None:
    script = "import spacy; nlp = spacy.blank('xx'); nlp.add_pipe('kehoach_ner'); print(nlp('Giao Sở Y tế chủ trì').ents)"
    done = run([*command[:-2], "-c", script], tmp_path)
    assert done.stdout.strip() == "(Sở Y tế,)", done.stderr


def test_it_holds_tables_types_and_licence_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    folders = ("lexicon", "review/static")
    tables = {
        path.relative_to(ROOT).as_posix() for name in folders for path in (ROOT / "pipeline" / name).iterdir() if path.is_file()
    }
    assert tables <= names and "pipeline/py.typed" in names
    assert {
        "pipeline/compare/report/page.html.j2",
        "pipeline/compare/report/page.css",
        "pipeline/store/migrations/env.py",
        "pipeline/ner/kehoach_ner.crfsuite",
        "pipeline/ner/CARD.md",
    } <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if not name.startswith(("pipeline/", "kehoach-"))]
