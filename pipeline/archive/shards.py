"""Results of many inputs in one file: JSON Lines, the same compressed, or Parquet.

Every input belongs to a shard from the moment it is first met, a thousand of them in order of their places to each. Its results
wait in the run's own folder until all inputs of the shard have ended; then the shard is written whole. So shards are the same
however the run was cut up.
"""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from pipeline.archive.folder import Folder
from pipeline.archive.ledger import Ledger
from pipeline.archive.sharding import Line
from pipeline.archive.task import Format, Job
from pipeline.results import WholeFile, plan_of

INPUTS = 1000
"""Inputs of a shard."""


def shard_path(out: Path, number: int, form: Format) -> Path:
    """Where a shard stands: `plans-00001.jsonl.zst`."""
    return out / f"plans-{number:05}.{form}"


class Shards:
    """The shards of a run while it goes on."""

    def __init__(self, folder: Folder, ledger: Ledger, job: Job) -> None:
        self._folder, self._ledger, self._job = folder, ledger, job
        ledger.sharding.assign(INPUTS)
        self._open = Counter(ledger.sharding.unfinished())
        self._ready = [number for number in ledger.sharding.unpacked() if not self._open[number]]

    def note(self, places: Sequence[str]) -> None:
        """These inputs have ended and are recorded."""
        for number, count in self._ledger.sharding.of_inputs(places).items():
            self._open[number] -= count
            if not self._open[number]:
                self._ready.append(number)

    def pack(self) -> None:
        """Write the shards of which every input has ended. Raises OSError."""
        while self._ready:
            self._pack(self._ready.pop())

    def _pack(self, number: int) -> None:
        lines = self._ledger.sharding.lines(number)
        path = shard_path(self._folder.out, number, self._job.format)
        before = dict(enumerate(lines_of(path), 0)) if any(line.at is not None for line in lines) else {}
        contents = [self._content(line, before) for line in lines]
        whole = _encoded(contents, [line.place for line in lines], self._job.format)
        with WholeFile(path, self._folder.parts) as file:
            file.write(whole)
        self._ledger.sharding.record(number, len(whole), hashlib.sha256(whole).hexdigest(), [line.place for line in lines])
        self._ledger.commit()
        for line in lines:
            with suppress(FileNotFoundError):
                self._job.path_of(line.place).unlink()

    def _content(self, line: Line, before: dict[int, bytes]) -> bytes:
        return before[line.at] if line.at is not None else self._job.path_of(line.place).read_bytes()


def lines_of(path: Path) -> Iterator[bytes]:
    """The JSON lines of a shard, in their order. Raises OSError; ImportError where a library for the format is missing."""
    if path.suffix == ".parquet":
        import pyarrow.parquet as parquet

        for batch in parquet.ParquetFile(path).iter_batches(batch_size=100, columns=["json"]):
            yield from (cell.as_py().encode() + b"\n" for cell in batch.column(0))
    elif path.suffix == ".zst":
        import zstandard

        with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as stream:
            yield from io.BufferedReader(stream)
    else:
        with path.open("rb") as file:
            yield from file


def _encoded(contents: Sequence[bytes], places: Sequence[str], form: Format) -> bytes:
    if form == "parquet":
        return _parquet(contents, places)
    whole = b"".join(contents)
    if form == "jsonl.zst":
        import zstandard

        return zstandard.ZstdCompressor(level=3).compress(whole)
    return whole


def _parquet(contents: Sequence[bytes], places: Sequence[str]) -> bytes:
    """One row a plan: what one filters by in columns, the whole plan as JSON in the last."""
    import pyarrow
    import pyarrow.parquet as parquet

    plans = [plan_of(content, place) for content, place in zip(contents, places, strict=True)]
    columns: dict[str, list[str | None]] = {
        "place": [place.encode("utf-8", "replace").decode() for place in places],
        "id": [plan.id for plan in plans],
        "key": [plan.key for plan in plans],
        "doc_type": [plan.doc_type.code if plan.doc_type else None for plan in plans],
        "number": [plan.number.value if plan.number else None for plan in plans],
        "issue_date": [plan.issue_date.edtf if plan.issue_date else None for plan in plans],
        "issuing_body": [plan.issuing_body.name if plan.issuing_body else None for plan in plans],
        "title": [plan.title.text if plan.title else None for plan in plans],
        "json": [content.decode().rstrip("\n") for content in contents],
    }
    table = pyarrow.table({name: pyarrow.array(cells, pyarrow.string()) for name, cells in columns.items()})
    buffer = io.BytesIO()
    parquet.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()
