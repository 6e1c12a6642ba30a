"""What the repository must not hold: places that exist only on one machine, hosts of package indexes, large files."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOSTS = re.compile(r"pypi[.]org|pythonhosted[.]org|deb[.]debian[.]org|npmjs[.](?:org|com)")
PLACES = re.compile(r"(?<![\w.])/(?:w[o]rk|f[a]rm|r[o]ot|h[o]me/\w+|[o]pt/\w+)/")
LARGEST = 2_000_000


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_an_index_host_or_a_place_on_one_machine() -> None:
    found = []
    for path in tracked():
        text = path.read_text("utf-8", errors="replace")
        found += [f"{path.relative_to(ROOT)}: {name[0]}" for names in (HOSTS, PLACES) for name in names.finditer(text)]
    assert found == []


def test_no_file_is_large() -> None:
    assert [path.name for path in tracked() if path.stat().st_size > LARGEST] == []


def test_the_lock_pins_everything_with_hashes_and_names_no_index() -> None:
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    pins = [line for line in lines if not line.startswith(("    --hash=sha256:", "#"))]
    assert pins and all(re.fullmatch(r"[a-z0-9.-]+==[^ ]+ \\", line) for line in pins)


def test_the_lock_has_what_the_project_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [*project["dependencies"], *(name for extra in project["optional-dependencies"].values() for name in extra)]
    pinned = set(re.findall(r"^([a-z0-9.-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE))
    assert {re.split(r"[<>=!~\[ ]", name)[0].lower() for name in needed} <= pinned


def test_the_command_is_the_one_that_is_tested() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"] == {"kehoach": "pipeline.cli:main"}
