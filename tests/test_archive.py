"""Runs: what is done stays done, what is new or changed is read, and a kill at any moment costs nothing but time."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import pipeline
from benchmarks.generate import papers
from pipeline.archive import plans_in_run
from pipeline.archive.folder import Folder
from pipeline.archive.run import Request
from pipeline.cli import main
from pipeline.results import json_text
from tests.archives import LIMITS, ROOT, extract, files, plans_of, program, write_plans
from tests.hostile_files import hostile_files, tiff_of

COUNT = 24
BAD = ("sleeps", "spins", "swells", "crashes", "exits", "scan", "daemon")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plans")
    write_plans(folder, COUNT)
    return folder


@pytest.fixture(scope="module")
def clean(plans: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of an undisturbed run with one worker."""
    out = tmp_path_factory.mktemp("clean")
    assert extract(plans, out, jobs=1).states == {"done": COUNT}
    return files(out)


@pytest.fixture
def quick_cli(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line with the quick work."""
    monkeypatch.setattr("pipeline.commands.archive.Request", partial(Request, work="tests.hostile:quick"))


def wait_for_results(out: Path, count: int) -> None:
    while len(list(out.rglob("*.txt.json"))) < count:
        time.sleep(0.01)


def query(out: Path, text: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(Folder(out).ledger) as base:
        return base.execute(text).fetchall()


class TestLedger:
    def test_every_input_has_its_row_and_every_result_its_hash(self, plans: Path, tmp_path: Path) -> None:
        end = extract(plans, tmp_path / "out", work="pipeline.archive.work:prepare")
        name, plan = next(iter(pipeline.extract_folder(plans)))
        assert isinstance(plan, pipeline.Plan) and plans_of(tmp_path / "out")[f"{name}.json"] == json_text(plan)
        assert (end.counts.plans, end.stopped) == (COUNT, None)
        rows = query(tmp_path / "out", "SELECT state, size, seconds, peak_memory, coverage, plans FROM inputs")
        assert len(rows) == COUNT
        assert all(
            state == "done" and size and seconds > 0 and peak > 1 << 20 and 0 < coverage <= 1 and plans == 1
            for state, size, seconds, peak, coverage, plans in rows
        )
        manifest = json.loads((tmp_path / "out" / ".kehoach" / "manifest.json").read_bytes())
        assert (manifest["complete"], manifest["inputs"], manifest["plans"]) == (True, {"done": COUNT}, COUNT)

    def test_plans_are_read_back_in_order(self, plans: Path, tmp_path: Path) -> None:
        extract(plans, tmp_path / "out")
        found = list(plans_in_run(tmp_path / "out"))
        assert [place for place, _ in found] == sorted(path.relative_to(plans).as_posix() for path in plans.rglob("*.txt"))
        assert all(plan.source.path == place for place, plan in found)

    def test_a_folder_of_results_without_a_ledger_will_do(self, clean: dict[str, bytes], tmp_path: Path) -> None:
        for name, content in clean.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(content)
        assert len(list(plans_in_run(tmp_path))) == COUNT


class TestResume:
    def test_only_what_is_new_or_changed_is_read(self, plans: Path, tmp_path: Path) -> None:
        folder, out = tmp_path / "in", tmp_path / "out"
        shutil.copytree(plans, folder)
        extract(folder, out)
        first, second, third, fourth = sorted(folder.rglob("*.txt"))[:4]
        second.write_text(first.read_text("utf-8") + "\nMột dòng nữa.\n", "utf-8")
        third.write_bytes(bytes(reversed(third.read_bytes())))
        status = first.stat()
        first.write_text(first.read_text("utf-8").replace("2", "3", 1), "utf-8")
        os.utime(first, ns=(status.st_atime_ns, status.st_mtime_ns))
        os.utime(fourth, ns=(1, 1))
        (folder / "new.txt").write_bytes(fourth.read_bytes())
        end = extract(folder, out)
        assert (end.progress.ended, end.states) == (4, {"done": COUNT, "failed": 1})
        assert not (out / f"{third.relative_to(folder).as_posix()}.json").exists()
        again = extract(folder, tmp_path / "again")
        assert again.states == end.states
        assert files(out) == files(tmp_path / "again")

    def test_a_second_run_does_nothing(self, plans: Path, tmp_path: Path) -> None:
        extract(plans, tmp_path / "out")
        before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.txt.json")}
        assert extract(plans, tmp_path / "out").progress.ended == 0
        assert {path: path.stat().st_mtime_ns for path in before} == before

    def test_other_options_make_other_results(self, quick_cli: None, plans: Path, tmp_path: Path) -> None:
        extract(plans, tmp_path / "out")
        main(["extract", str(plans), "--out", str(tmp_path / "out"), "--no-text"])
        assert all("text" not in json.loads(path.read_bytes()) for path in (tmp_path / "out").rglob("*.txt.json"))

    def test_a_result_that_is_gone_or_cut_is_made_again(self, plans: Path, clean: dict[str, bytes], tmp_path: Path) -> None:
        extract(plans, tmp_path / "out")
        first, second = sorted((tmp_path / "out").rglob("*.txt.json"))[:2]
        first.unlink()
        second.write_bytes(second.read_bytes()[:1000])
        assert extract(plans, tmp_path / "out").progress.ended == 2
        assert files(tmp_path / "out") == clean

    def test_known_bad_files_are_tried_again_only_when_asked(self, tmp_path: Path) -> None:
        folder, out = tmp_path / "in", tmp_path / "out"
        folder.mkdir()
        (folder / "good.txt").write_text(next(papers(1)).text, "utf-8")
        (folder / "bad.txt").write_bytes(b"\0\1\2" * 100)
        (folder / "twin.txt").write_bytes(b"\0\1\2" * 100)
        (folder / "new.txt").write_text(next(papers(1, 1)).text, "utf-8")
        assert extract(folder, out).states == {"done": 2, "failed": 2}
        (folder / "new.txt").write_text(next(papers(1, 2)).text, "utf-8")
        assert extract(folder, out, retry_failed=True).progress.ended == 2
        end = extract(folder, out)
        assert (end.progress.ended, end.states) == (1, {"done": 2, "failed": 2})
        listed = [json.loads(line) for line in Folder(out).quarantine.read_text("utf-8").splitlines()]
        assert [(entry["input"], entry["cause"]) for entry in listed] == [("bad.txt", "not_text"), ("twin.txt", "not_text")]

    def test_the_same_file_under_two_names_is_read_once_and_recorded_twice(self, tmp_path: Path) -> None:
        folder = tmp_path / "in"
        folder.mkdir()
        text = next(papers(1)).text
        for name in ("a.txt", 'b "quoted"\n.txt', "c.md"):
            (folder / name).write_text(text, "utf-8")
            (tmp_path / name).mkdir()
            (tmp_path / name / name).write_text(text, "utf-8")
            extract(tmp_path / name, tmp_path / "alone")
        end = extract(folder, tmp_path / "out")
        assert (end.counts.plans, end.states) == (3, {"done": 3})
        assert plans_of(tmp_path / "out") == plans_of(tmp_path / "alone")


class TestKills:
    def test_killed_at_any_moment_it_goes_on_where_it_was(self, plans: Path, clean: dict[str, bytes], tmp_path: Path) -> None:
        out = tmp_path / "out"
        for count in (0, 5, 20):
            process = subprocess.Popen(program(plans, out, "tests.hostile:unhurried"))
            wait_for_results(out, count)
            process.kill()
            process.wait()
        last = max(out.rglob("*.txt.json"), key=lambda path: path.stat().st_mtime_ns)
        last.write_bytes(last.read_bytes()[:1000])
        assert extract(plans, out).states == {"done": COUNT}
        assert files(out) == clean
        assert list(Folder(out).parts.iterdir()) == []

    def test_interrupted_it_finishes_what_it_has(self, plans: Path, clean: dict[str, bytes], tmp_path: Path) -> None:
        out = tmp_path / "out"
        line = [sys.executable, "-m", "pipeline", "extract", str(plans), "--out", str(out), "--jobs", "2"]
        process = subprocess.Popen(line, cwd=ROOT, stderr=subprocess.DEVNULL)
        wait_for_results(out, 3)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        written = len(list(out.rglob("*.txt.json")))
        assert query(out, "SELECT count(*) FROM inputs WHERE state = 'done'") == [(written,)]
        assert query(out, "SELECT state FROM sessions") == [("interrupted",)]
        extract(plans, out)
        assert files(out).keys() == clean.keys()

    def test_interrupted_twice_it_ends_at_once(self, plans: Path, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "sleeps").write_text("sleeps", "utf-8")
        line = program(tmp_path / "in", tmp_path / "out", "tests.hostile:quick_documents")
        process = subprocess.Popen(line, stdout=subprocess.PIPE)
        while not (tmp_path / "out" / ".kehoach" / "parts" / "sleeping").exists():
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        time.sleep(0.2)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=3)[0] == b"interrupted\n"

    def test_one_run_at_a_time(self, plans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        process = subprocess.Popen(program(plans, tmp_path / "out", "tests.hostile:unhurried", jobs=1))
        wait_for_results(tmp_path / "out", 1)
        assert main(["extract", str(plans), "--out", str(tmp_path / "out")]) == 2
        assert "another process" in capsys.readouterr().err
        assert main(["status", str(tmp_path / "out"), "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["state"] == "running"
        process.wait()


class TestHostile:
    def test_hostile_files_among_good_ones(self, plans: Path, clean: dict[str, bytes], tmp_path: Path) -> None:
        """Every cause is the true one, of what does something to its reader and of broken and bloated files."""
        folder, out, bad = tmp_path / "in", tmp_path / "out", hostile_files()
        shutil.copytree(plans, folder)
        causes = {
            f"{word}.txt": {"swells": "memory", "crashes": "crashed", "exits": "crashed"}.get(word, "timeout") for word in BAD
        }
        for word in BAD:
            (folder / f"{word}.txt").write_text(f"{word} now", "utf-8")
        for name, (data, _) in bad.items():
            (folder / name).write_bytes(data)
        began = time.monotonic()
        end = extract(folder, out, work="tests.hostile:quick_documents")
        took = time.monotonic() - began
        assert end.states == {"done": COUNT, "failed": len(BAD) + len(bad)}
        assert plans_of(out).items() <= clean.items() and len(plans_of(out)) == COUNT
        found = dict(query(out, "SELECT place, cause FROM inputs WHERE state = 'failed'"))
        assert {name: found[name] for name in causes} == causes
        assert not {name: found[name] for name, (_, true) in bad.items() if found[name] not in true}
        assert took < 5 / 2 * LIMITS.seconds + 60
        assert extract(folder, out, work="tests.hostile:quick_documents").progress.ended == 0

    def test_odd_names_and_things_that_are_no_files(self, tmp_path: Path) -> None:
        folder, out = tmp_path / "in", tmp_path / "out"
        text = [paper.text for paper in papers(4)]
        (folder / "x.txt").mkdir(parents=True)
        (folder / "x.txt" / "plan.txt").write_text(text[0], "utf-8")
        (folder / "two\nlines.txt").write_text(text[1], "utf-8")
        (folder / os.fsdecode(b"k\xea.txt")).write_text(text[2], "utf-8")
        (folder / "loop").symlink_to(folder)
        (folder / "round.txt").symlink_to(folder / "round.txt")
        (folder / "folder.txt").symlink_to(folder / "x.txt")
        (folder / "link.txt").symlink_to(folder / "two\nlines.txt")
        os.mkfifo(folder / "pipe")
        os.mkfifo(folder / "pipe.txt")
        end = extract(folder, out)
        assert end.states == {"done": 4, "failed": 3, "skipped": 2}
        assert dict(query(out, "SELECT place, cause FROM inputs WHERE state <> 'done' ORDER BY place")) == {
            "folder.txt": "unreadable",
            "loop": "no_document",
            "pipe": "no_document",
            "pipe.txt": "not_a_file",
            "round.txt": "unreadable",
        }
        assert len(list(plans_in_run(out))) == 4
        assert extract(folder, out).states == end.states

    def test_files_beyond_the_bounds_are_not_read(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        with (tmp_path / "in" / "large.txt").open("wb") as file:
            file.truncate(1 << 40)
        assert extract(tmp_path / "in", tmp_path / "out").states == {"failed": 1}
        assert query(tmp_path / "out", "SELECT cause FROM inputs") == [("too_large",)]

    def test_pages_are_counted_before_they_are_read(
        self, quick_cli: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "scan.tiff").write_bytes(tiff_of(3))
        for where in (["--out", str(tmp_path / "out")], ["--jsonl", str(tmp_path / "lines")]):
            assert main(["extract", str(tmp_path / "scan.tiff"), "--max-pages", "2", *where]) == 3
            assert "too_many_pages" in capsys.readouterr().err


class TestDisk:
    @pytest.fixture
    def small(self, tmp_path: Path) -> Any:
        """A file system of 2 MB."""
        folder = tmp_path / "small"
        folder.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True).returncode:
            pytest.skip("mounting needs root")
        yield folder
        subprocess.run(["umount", "-l", str(folder)], check=True)

    def test_a_full_disk_stops_the_run_and_room_lets_it_go_on(
        self, quick_cli: None, small: Path, plans: Path, clean: dict[str, bytes], capsys: pytest.CaptureFixture[str]
    ) -> None:
        ballast = small / "ballast"
        ballast.write_bytes(bytes(1_850_000))
        assert main(["extract", str(plans), "--out", str(small / "out")]) == 4
        assert "make room" in capsys.readouterr().err
        ballast.unlink()
        subprocess.run(["mount", "-o", "remount,size=64m", str(small)], check=True)
        assert main(["extract", str(plans), "--out", str(small / "out")]) == 0
        assert plans_of(small / "out").items() <= clean.items() and len(plans_of(small / "out")) == COUNT

    def test_a_place_that_cannot_be_written_is_told_before_anything_is_done(
        self, small: Path, plans: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
        assert main(["extract", str(plans), "--out", str(small / "out")]) == 2
        assert "cannot be written" in capsys.readouterr().err


class TestClock:
    def test_a_clock_that_goes_backwards_changes_nothing(
        self, plans: Path, clean: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        now = time.time()
        monkeypatch.setattr(time, "time", lambda: now - 1_000_000 * time.monotonic())
        folder = tmp_path / "in"
        shutil.copytree(plans, folder)
        extract(folder, tmp_path / "out")
        for path in folder.rglob("*.txt"):
            os.utime(path, ns=(0, 0))
        assert extract(folder, tmp_path / "out").progress.ended == 0
        assert files(tmp_path / "out") == clean
        ((seconds, state),) = query(tmp_path / "out", "SELECT seconds, state FROM sessions WHERE id = 1")
        assert state == "ended" and 0 < seconds < 600


def test_the_summary_for_programs(quick_cli: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(next(papers(1)).text, "utf-8")
    (tmp_path / "in" / "bad.txt").write_bytes(b"")
    assert main(["extract", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["exit_code"], told["plans"], told["failed"], told["stopped"]) == (1, 1, 1, None)
    assert told["failures"] == [{"input": "bad.txt", "cause": "empty", "message": "the file has no bytes"}]
    main(["status", str(tmp_path / "out")])
    assert "complete" in capsys.readouterr().out
