"""Comparisons are the same whichever database the plans are in, to the byte of their files."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from benchmarks.planted import Archive, planted
from benchmarks.planted_store import stored
from pipeline.compare.comparison import compare
from pipeline.compare.index import index, is_current
from pipeline.compare.report.files import write_files
from pipeline.compare.selection import select_plans
from tests.stores import place_for


@pytest.fixture(scope="module")
def archive() -> Archive:
    return planted(Random(3), directives=2, provinces=6, districts=3)


@pytest.fixture(scope="module")
def in_sqlite(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("planted")
    return _compared(archive, str(folder / "plans.db"), folder / "files")


def _compared(archive: Archive, where: str, folder: Path) -> dict[str, bytes]:
    """The files of all comparisons of an archive, the last plan of which was loaded and indexed twice, in two versions."""
    last = archive.plans[-1]
    store = stored([*archive.plans[:-1], last.model_copy(update={"pipeline_version": "earlier"})], where)
    assert index(store) == len(archive.plans) and is_current(store)
    stored([last], where)
    assert not is_current(store) and index(store) == 1 and is_current(store)
    write_files(compare(select_plans(store)), folder)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("database", ["duckdb", "postgresql"])
def test_the_figures_are_those_of_sqlite(archive: Archive, in_sqlite: dict[str, bytes], database: str, tmp_path: Path) -> None:
    with place_for(database, tmp_path) as where:
        assert _compared(archive, where, tmp_path / "files") == in_sqlite
