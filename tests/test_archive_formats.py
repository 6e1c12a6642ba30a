"""Runs in other forms: shards, ZIP archives as input, and what changed between two runs."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from benchmarks.generate import papers
from pipeline.archive import plans_in_run
from pipeline.archive.changes import changes_between
from pipeline.archive.task import FORMATS, Format
from pipeline.cli import main
from tests.archives import extract, files, plans_of, write_plans

COUNT = 20
SHARDED: tuple[Format, ...] = ("jsonl", "jsonl.zst", "parquet")


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plans")
    write_plans(folder, COUNT)
    return folder


@pytest.fixture(scope="module")
def single(plans: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run with one file a plan."""
    out = tmp_path_factory.mktemp("single")
    extract(plans, out)
    return out


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.archive.shards.INPUTS", 8)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.mark.parametrize("form", SHARDED)
def test_shards_hold_the_same_plans_however_the_run_was_cut_up(form: Format, plans: Path, single: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.symlink_to(plans)
    extract(folder, tmp_path / "whole", form)
    assert sorted(plans_of(tmp_path / "whole")) == [f"plans-{number:05}.{form}" for number in (1, 2, 3)]
    (plans / "0000" / "0-bad.txt").write_bytes(b"")
    assert extract(folder, out, form, strict=True).stopped == "strict"
    (plans / "0000" / "0-bad.txt").unlink()
    assert len(list(plans_in_run(out))) < COUNT
    extract(folder, out, form, retry_failed=True)
    extract(folder, out, form)
    assert list(plans_in_run(tmp_path / "whole")) == list(plans_in_run(single))
    assert dict(plans_in_run(out)) == dict(plans_in_run(single))
    assert not [path for path in (tmp_path / "whole" / ".kehoach" / "waiting").rglob("*") if path.is_file()]


def test_a_shard_follows_its_inputs(plans: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_plans(folder, 12)
    extract(folder, out, "jsonl")
    before = files(out)
    first = min(folder.rglob("*.txt"))
    text = first.read_text("utf-8")
    first.write_bytes(b"")
    assert extract(folder, out, "jsonl").states == {"done": 11, "failed": 1}
    assert len(list(plans_in_run(out))) == 11
    first.write_text(text, "utf-8")
    assert extract(folder, out, "jsonl").progress.ended == 1
    assert files(out) == before
    (out / "plans-00002.jsonl").unlink()
    assert extract(folder, out, "jsonl").progress.ended == 4
    assert files(out) == before


def test_a_run_keeps_its_format(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for form, code in (("jsonl", 3), ("json", 2), ("xml", 2)):
        assert main(["extract", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--format", form]) == code
    assert ("json", *SHARDED) == FORMATS


def test_an_archive_is_read_like_a_folder(tmp_path: Path) -> None:
    first, second = papers(2)
    (tmp_path / "in").mkdir()
    with zipfile.ZipFile(tmp_path / "in" / "plans.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Kế hoạch/a.txt", first.text)
        archive.writestr("../../b.txt", second.text)
        archive.writestr("empty.txt", "")
        archive.writestr("bomb.txt", bytes(300 << 20))
        archive.writestr(".hidden", "x")
    end = extract(tmp_path / "in", tmp_path / "out")
    assert end.states == {"done": 2, "failed": 2}
    assert sorted(plans_of(tmp_path / "out")) == ["plans.zip/Kế hoạch/a.txt.json", "plans.zip/b.txt.json"]
    assert [(row.place, row.cause) for row in end.failures] == [
        ("plans.zip/bomb.txt", "too_large"),
        ("plans.zip/empty.txt", "empty"),
    ]
    assert not (tmp_path / "b.txt.json").exists()
    assert extract(tmp_path / "in", tmp_path / "out").progress.ended == 0


def test_inputs_and_results_elsewhere(plans: Path, single: Path, tmp_path: Path) -> None:
    out, there = tmp_path / "out", tmp_path / "there"
    shutil.copytree(plans, tmp_path / "in")
    end = extract(f"file://{tmp_path / 'in'}", out, results=f"file://{there}")
    assert end.states == {"done": COUNT}
    assert files(there) == plans_of(single) and plans_of(out) == {}
    assert list(plans_in_run(out)) == list(plans_in_run(single))
    first, second = sorted((tmp_path / "in").rglob("*.txt"))[:2]
    first.write_bytes(b"")
    next(there.rglob(f"{second.name}.json")).unlink()
    end = extract(f"file://{tmp_path / 'in'}", out, results=f"file://{there}")
    assert (end.progress.ended, end.states) == (2, {"done": COUNT - 1, "failed": 1})
    assert len(files(there)) == COUNT - 1


def test_what_changed_between_two_runs(plans: Path, single: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_plans(folder, COUNT)
    first, second, third = sorted(folder.rglob("*.txt"))[:3]
    first.write_text(first.read_text("utf-8").replace("KẾ HOẠCH", "KẾ HOẠCH", 1) + "\n", "utf-8")
    second.unlink()
    third.write_bytes(b"")
    (folder / "new.txt").write_text("KẾ HOẠCH\n", "utf-8")
    extract(folder, out, "jsonl.zst")
    changes = changes_between(single, out)
    names = [path.relative_to(folder).as_posix() for path in (first, second, third)]
    assert list(changes.changed) == [names[0]] and set(changes.changed[names[0]]) >= {"id", "source"}
    assert (changes.only_first, changes.only_second, changes.same) == ([names[1], names[2]], ["new.txt"], COUNT - 3)
    assert changes.states == {names[2]: ("done", "empty")}
    assert main(["diff", str(single), str(out), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["changed"] == changes.changed
    assert main(["diff", str(single), str(single), "--lang", "en"]) == 0
    assert f"{COUNT} equal, 0 changed" in capsys.readouterr().out
