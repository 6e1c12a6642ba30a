"""Imports point one way: document <- rules <- extractors <- assemble <- command line; and the help loads next to nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = (
    ("pipeline.extractors",),
    ("pipeline.assemble",),
    ("pipeline.archive",),
    ("pipeline.store",),
    ("pipeline.compare",),
    ("pipeline.review",),
    ("pipeline.api", "pipeline.commands"),
    ("pipeline.cli",),
)
"""From below; every other module belongs under the first."""
HEAVY = ("sqlalchemy", "spacy", "underthesea", "dateparser", "rich.console", "pipeline.plan", "pipeline.extractors")


@cache
def modules() -> dict[str, frozenset[str]]:
    """Every module of the package with the modules of the package that it imports at run time, wherever it does."""
    files = {_name(path): path for path in (ROOT / "pipeline").rglob("*.py")}
    return {name: frozenset(_imports(path, files)) for name, path in files.items()}


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _imports(path: Path, files: dict[str, Path]) -> set[str]:
    found: set[str] = set()
    tree = ast.parse(path.read_text("utf-8"))
    for guarded in [node for node in ast.walk(tree) if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)]:
        guarded.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= inner & files.keys() or {node.module}
    return {name for name in found if name in files and name != _name(path)}


def layer(name: str) -> int:
    places = (at for at, prefixes in enumerate(LAYERS, 1) if any(f"{name}.".startswith(f"{prefix}.") for prefix in prefixes))
    return next(places, 0)


@pytest.mark.parametrize("name", sorted(modules()))
def test_nothing_imports_what_stands_above_it(name: str) -> None:
    if name not in ("pipeline", "pipeline.__main__"):
        assert [other for other in modules()[name] if layer(other) > layer(name)] == []


def test_the_document_imports_nothing_of_ours() -> None:
    assert modules()["pipeline.document"] == frozenset()


@pytest.mark.parametrize("judge", ["pipeline.validate", "pipeline.evaluate"])
def test_what_judges_results_does_not_share_code_with_the_extractors(judge: str) -> None:
    seen: set[str] = set()
    todo = [name for name in modules() if f"{name}.".startswith(f"{judge}.")]
    while todo:
        name = todo.pop()
        seen.add(name)
        todo += modules()[name] - seen - {"pipeline"}
    assert not [name for name in seen if layer(name) in (1, 2)]


def test_there_are_no_circles() -> None:
    graph = {name: imported - {"pipeline"} for name, imported in modules().items() if name != "pipeline"}
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"a circle of imports: {error.args[1]}")


@pytest.mark.parametrize(
    "line", [["--help"], ["extract", "--help"], ["--version"], ["extract", "--no-such-option"], ["nonsense"]]
)
def test_help_and_errors_load_nothing_heavy(line: list[str]) -> None:
    program = f"import sys; from pipeline.cli import main; main({line}); print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "[]"
