"""The command line: what it reads and writes, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.assemble import assemble as sound
from pipeline.cli import main
from pipeline.document import Document
from pipeline.entities.tagger import Tagger
from pipeline.layout import Layout
from pipeline.plan import Plan

ROOT = Path(__file__).parent.parent
PLANS = ROOT / "corpus" / "plans"
STEMS = sorted(path.stem for path in PLANS.glob("*.txt"))
TEXT = PLANS.joinpath(f"{STEMS[0]}.txt").read_text("utf-8")
ARCHIVE = b"7z\xbc\xaf\x27\x1c" + bytes(range(256))
Json = dict[str, Any]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Three plans, one of them in a folder below."""
    folder = tmp_path / "plans"
    (folder / "sub").mkdir(parents=True)
    for name, stem in (("b.txt", STEMS[0]), ("sub/a.txt", STEMS[1]), ("c.md", STEMS[2])):
        (folder / name).write_bytes(PLANS.joinpath(f"{stem}.txt").read_bytes())
    return folder


def results(folder: Path) -> dict[str, bytes]:
    """All files but those of the runs' own."""
    files = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    return {name.as_posix(): path.read_bytes() for name, path in files.items() if ".kehoach" not in name.parts}


def run(*line: str | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "pipeline", *map(str, line)], cwd=ROOT, capture_output=True, **options)


class TestExtract:
    def test_a_folder_becomes_a_folder_of_the_same_shape(self, tree: Path, tmp_path: Path) -> None:
        assert main(["extract", str(tree), "--out", str(tmp_path / "out")]) == 0
        written = results(tmp_path / "out")
        assert sorted(written) == ["b.txt.json", "c.md.json", "sub/a.txt.json"]
        for name, content in written.items():
            plan = json.loads(content)
            assert plan["source"]["path"] == name.removesuffix(".json")
            assert content == (json.dumps(plan, ensure_ascii=False, separators=(",", ":")) + "\n").encode()

    def test_indented_and_without_text(self, tree: Path, tmp_path: Path) -> None:
        assert main(["extract", str(tree / "b.txt"), "--out", str(tmp_path / "out"), "--indent", "--no-text"]) == 0
        content = (tmp_path / "out" / "b.txt.json").read_bytes()
        plan = json.loads(content)
        assert content == (json.dumps(plan, ensure_ascii=False, indent=2) + "\n").encode()
        assert "text" not in plan and plan["sections"]

    def test_the_root_of_a_file_is_its_own_folder(self, tree: Path, tmp_path: Path) -> None:
        assert main(["extract", str(tree / "sub" / "a.txt"), "--out", str(tmp_path / "out")]) == 0
        assert list(results(tmp_path / "out")) == ["a.txt.json"]

    def test_two_runs_and_any_order_give_the_same_bytes(self, tree: Path, tmp_path: Path) -> None:
        files = [str(tree / name) for name in ("b.txt", "c.md", "sub/a.txt")]
        for name, line in (("one", files), ("two", files[::-1])):
            main(["extract", *line, "--out", str(tmp_path / name), "--jsonl", str(tmp_path / f"{name}.jsonl")])
        assert results(tmp_path / "one") == results(tmp_path / "two")
        assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()

    def test_the_same_bytes_in_another_process(self, tree: Path, tmp_path: Path) -> None:
        main(["extract", str(tree), "--jsonl", str(tmp_path / "here.jsonl")])
        other = run("extract", tree, env=os.environ | {"PYTHONHASHSEED": "7", "LC_ALL": "vi_VN.UTF-8"})
        assert other.stdout == (tmp_path / "here.jsonl").read_bytes()

    def test_lines_are_in_order_of_paths(self, tree: Path, tmp_path: Path) -> None:
        assert main(["extract", str(tree), "--jsonl", str(tmp_path / "new" / "plans.jsonl")]) == 0
        lines = (tmp_path / "new" / "plans.jsonl").read_text("utf-8").splitlines()
        assert [json.loads(line)["source"]["path"] for line in lines] == ["b.txt", "c.md", "sub/a.txt"]

    def test_standard_input_and_output(self) -> None:
        done = run("extract", "-", input=TEXT.encode())
        assert done.returncode == 0
        assert json.loads(done.stdout)["source"]["path"] == "stdin"
        assert run("extract", "-", input=b"").returncode == 3

    def test_equal_paths_of_two_roots_stop_the_run_before_it_starts(
        self, tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tree / "sub" / "b.txt").write_text(TEXT, "utf-8")
        assert main(["extract", str(tree), str(tree / "sub"), "--out", str(tmp_path / "out")]) == 2
        assert "b.txt" in capsys.readouterr().err
        assert not (tmp_path / "out").exists()

    def test_one_file_named_twice_is_read_once(self, tree: Path, tmp_path: Path) -> None:
        assert main(["extract", str(tree), str(tree / "b.txt"), "--jsonl", str(tmp_path / "x.jsonl")]) == 0
        assert len((tmp_path / "x.jsonl").read_bytes().splitlines()) == 3

    def test_results_in_the_input_folder_are_not_read_again(self, tree: Path) -> None:
        for out in (tree, tree / "results"):
            main(["extract", str(tree), "--out", str(out)])
            first = results(tree)
            assert main(["extract", str(tree), "--out", str(out)]) == 0
            assert results(tree) == first

    def test_what_is_no_document_is_skipped(self, tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tree / "plans.7z").write_bytes(ARCHIVE)
        (tree / ".hidden").write_bytes(b"\0\1")
        (tree / ".git").mkdir()
        (tree / ".git" / "config").write_text("[core]")
        assert main(["extract", str(tree), "--out", str(tmp_path / "out")]) == 0
        assert "3 read, 0 failed, 1 skipped" in capsys.readouterr().err
        assert len(results(tmp_path / "out")) == 3

    def test_what_was_asked_for_is_never_skipped(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "plans.7z").write_bytes(ARCHIVE)
        assert main(["extract", str(tmp_path / "plans.7z")]) == 3
        assert "not_text" in capsys.readouterr().err

    def test_a_failing_file_costs_no_other_its_result(
        self, tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tree / "empty.txt").write_bytes(b"")
        _break(monkeypatch, "c.md", RuntimeError("a fault"))
        assert main(["extract", str(tree), "--jsonl", str(tmp_path / "all.jsonl")]) == 1
        assert len((tmp_path / "all.jsonl").read_bytes().splitlines()) == 2
        said = capsys.readouterr().err
        assert all(word in said for word in ("c.md", "internal", "a fault", "empty.txt", "2 read, 2 failed"))

    def test_a_result_that_cannot_be_written_is_a_failure(self, tree: Path, tmp_path: Path) -> None:
        (tmp_path / "out" / "sub").mkdir(parents=True)
        (tmp_path / "out" / "sub" / "a.txt.json").mkdir()
        assert main(["extract", str(tree), "--out", str(tmp_path / "out")]) == 1
        assert sorted(results(tmp_path / "out")) == ["b.txt.json", "c.md.json"]

    def test_an_interrupted_call_leaves_no_half_file(self, tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        _break(monkeypatch, "c.md", KeyboardInterrupt())
        assert main(["extract", str(tree), "--jsonl", str(tmp_path / "all.jsonl")]) == 130
        assert not [path.name for path in tmp_path.iterdir() if path.is_file()]

    def test_a_closed_pipe_ends_the_run_quietly(self, tree: Path) -> None:
        line = [sys.executable, "-m", "pipeline", "extract", str(tree)]
        process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
        process.stderr.close()
        assert process.wait() != 0

    def test_file_names_that_are_no_utf8(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        name = os.fsdecode(b"k\xea ho\xa1ch.txt")
        (tmp_path / "in" / name).write_text(TEXT, "utf-8")
        assert main(["extract", str(tmp_path / "in"), "--out", str(tmp_path / "out")]) == 0
        assert json.loads((tmp_path / "out" / f"{name}.json").read_bytes())["source"]["path"] == "k\ufffd ho\ufffdch.txt"

    def test_a_folder_that_cannot_be_opened_is_a_failure(self, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def walk(root: Path, onerror: Any) -> Iterator[tuple[str, list[str], list[str]]]:
            onerror(PermissionError(13, "Permission denied", str(tree / "locked")))
            yield str(root), [], ["b.txt"]

        monkeypatch.setattr("pipeline.inputs.os.walk", walk)
        assert main(["extract", str(tree)]) == 1


def _break(monkeypatch: pytest.MonkeyPatch, name: str, error: BaseException) -> None:
    """Extraction of the file of that name raises the error."""

    def assemble(document: Document, tagger: Tagger, layout: Layout) -> Plan:
        if document.source.path == name:
            raise error
        return sound(document, tagger, layout)

    monkeypatch.setattr("pipeline.assemble.assemble", assemble)


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (0, "extract {plan}"),
        (0, "extract {plan} --lang vi"),
        (0, "show {result}"),
        (0, "explain {result} --at 0"),
        (0, "evaluate corpus/gold {result}"),
        (0, "validate {result}"),
        (0, "schema"),
        (0, "--help"),
        (0, "extract --help"),
        (0, "--version"),
        (1, "extract {plan} {empty}"),
        (1, "validate {wrong} {result}"),
        (2, ""),
        (2, "no-such-command"),
        (2, "extract"),
        (2, "extract {missing}"),
        (2, "extract {plan} --no-such-option"),
        (2, "extract {plan} --redact names"),
        (2, "extract {plan} --tagger maybe"),
        (2, "extract {plan} --out {plan}"),
        (2, "extract {plan} --jsonl corpus"),
        (2, "extract - -"),
        (2, "extract {plan} --max-memory much"),
        (2, "status {missing}"),
        (2, "status {folder}"),
        (4, "extract {empty} {plan} --out {out} --strict"),
        (0, "extract {empty} {plan} --out {out} --fail-over 50"),
        (4, "extract {empty} {plan} --out {out} --fail-over 49"),
        (2, "extract {plan} --lang fr"),
        (2, "show {missing}"),
        (2, "show corpus"),
        (2, "show {result} --field nothing"),
        (2, "explain {result}"),
        (2, "explain {result} --at x"),
        (2, "explain {result} --at 99999999"),
        (2, "evaluate corpus/gold {missing}"),
        (2, "evaluate {missing} {result}"),
        (2, "validate {missing}"),
        (3, "extract {empty}"),
        (3, "extract {folder}"),
        (3, "show {empty}"),
        (3, "show {wrong}"),
        (3, "explain {empty} --at 0"),
        (3, "evaluate {folder} {result}"),
        (3, "evaluate corpus/gold {plan}"),
        (3, "validate {plan}"),
        (3, "validate {folder}"),
    ],
)
def test_exit_codes(code: int, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    paths = {name: tmp_path / name for name in ("empty", "missing", "folder", "wrong", "out")}
    paths["empty"].write_bytes(b"")
    paths["wrong"].write_text('{"schema_version": "1.0", "text": "Số"}', "utf-8")
    paths["folder"].mkdir()
    plan = PLANS / f"{STEMS[0]}.txt"
    if "{result}" in line:
        main(["extract", str(plan), "--jsonl", str(paths["out"] / f"{plan.name}.json")])
    names = {name: str(path) for name, path in paths.items()} | {
        "result": str(paths["out"] / f"{plan.name}.json"),
        "plan": str(plan),
    }
    assert main(line.format(**names).split()) == code


def test_help_costs_little() -> None:
    """The bound of the project is 0.3 s of CPU; a busy machine may need a second try."""
    times = []
    for _ in range(3):
        before = os.times()
        assert run("--help").returncode == 0
        after = os.times()
        times.append(after.children_user + after.children_system - before.children_user - before.children_system)
    assert min(times) <= 0.3
