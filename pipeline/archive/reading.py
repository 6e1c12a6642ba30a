"""The plans of a run, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import cast

from pipeline.archive.folder import Folder
from pipeline.archive.ledger import Ledger
from pipeline.archive.places import places_of
from pipeline.archive.shards import lines_of, shard_path
from pipeline.archive.task import Format, Job
from pipeline.errors import PlanError, UsageError
from pipeline.plan import Plan
from pipeline.results import COMPACT, plan_of, plans_in, results_below


def plans_in_run(run: Path) -> Iterator[tuple[str, Plan]]:
    """The plans of a run with their places, in order of the inputs' places; a folder of results or a JSON Lines file will do too.

    In shards, inputs that were new to a later session come after those of earlier ones.
    Raises UsageError `no_such_path`; PlanError for a result that is missing or is no plan.
    """
    if run.is_file():
        for plan in plans_in(run.read_text("utf-8"), run.name):
            _, sign, number = plan.id.partition("#")
            yield f"{plan.source.path}{sign}{number}", plan
        return
    with closing(Run(run)) as opened:
        for place, content in opened.contents():
            yield place, plan_of(content, place)


class Run:
    """The results of a run's folder as JSON; a folder of results without a ledger will do too.

    Raises UsageError `no_such_path`.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise UsageError("no_such_path", path=str(folder))
        has_ledger = Folder(folder).ledger.exists()
        self._ledger = Ledger(Folder(folder).ledger, read_only=True) if has_ledger else None
        form = cast(Format, (self._ledger.setting_of("format") if self._ledger else None) or "json")
        results = (self._ledger.setting_of("results") if self._ledger else None) or None
        self._job = Job(folder, Folder(folder).parts, COMPACT, format=form, results=results)
        self._places = places_of(self._job)
        self._shard: tuple[int, list[bytes]] = (0, [])

    def close(self) -> None:
        if self._ledger is not None:
            self._ledger.close()

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Every result with its place. Raises PlanError where one is missing."""
        for place, content in self.results():
            if isinstance(content, PlanError):
                raise content
            yield place, content

    def results(self) -> Iterator[tuple[str, bytes | PlanError]]:
        """The same with the error in the place of a result that is missing. Raises PlanError where a shard is."""
        if self._ledger is not None and self._job.format != "json":
            with _told_what_to_do():
                yield from self._in_shards(self._ledger)
        elif self._ledger is not None:
            yield from ((result.place, self._read(result.place)) for result in self._ledger.results())
        else:
            files = (path.relative_to(self._job.out) for path in results_below(self._job.out) if path.suffix == ".json")
            yield from ((place, self._read(place)) for place in (file.with_suffix("").as_posix() for file in files))

    def _read(self, place: str) -> bytes | PlanError:
        try:
            with _told_what_to_do():
                return self._places.read(place)
        except PlanError as error:
            return error

    def digests(self) -> dict[str, str] | None:
        """SHA-256 of each result by its place, as recorded; None where there is no ledger."""
        return None if self._ledger is None else {result.place: result.sha256 for result in self._ledger.results()}

    def content(self, place: str) -> bytes:
        """One result. Raises PlanError where it is missing."""
        with _told_what_to_do():
            where = self._ledger.sharding.line_of(place) if self._ledger else None
            if where is None:
                return self._places.read(place)
            number, line = where
            if self._shard[0] != number:
                self._shard = (number, list(lines_of(shard_path(self._job.out, number, self._job.format))))
            return self._shard[1][line]

    def _in_shards(self, ledger: Ledger) -> Iterator[tuple[str, bytes]]:
        """The results of shards, and of those that wait for theirs."""
        for number in ledger.sharding.numbers():
            lines = ledger.sharding.lines(number)
            packed = {line.at: line.place for line in lines if line.at is not None}
            for at, content in enumerate(lines_of(shard_path(self._job.out, number, self._job.format)) if packed else ()):
                if at in packed:
                    yield packed[at], content
            for line in lines:
                if line.at is None:
                    yield line.place, self._job.path_of(line.place).read_bytes()


@contextmanager
def _told_what_to_do() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PlanError(f"{error.filename}: {error.strerror}; give the same `kehoach extract` again to make up for it") from error
