"""The tables of a store as pandas frames."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from pipeline.compare import Archive
from pipeline.store import load, open_store
from pipeline.store.tables import metadata
from tests.sample_plan import valid_plan


@pytest.fixture(scope="module", params=["plans.db", "plans.duckdb"])
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    tmp_path = tmp_path_factory.mktemp("archive")
    (tmp_path / "plan.json").write_text(json.dumps(valid_plan()), "utf-8")
    store = open_store(tmp_path / request.param, create=True)
    assert load(store, [tmp_path / "plan.json"]).refused == {}
    return Archive(tmp_path / request.param)


def test_plans_have_their_first_issuer(archive: Archive) -> None:
    [plan] = archive.plans().to_dict("records")
    assert (plan["issuer"], plan["province"], plan["year"]) == ("Liên đoàn Lao động huyện Vĩnh Thuận", "Kiên Giang", 2024)
    assert plan["issue_start"] == pd.Timestamp(2024, 11, 21)


def test_columns_are_typed(archive: Archive) -> None:
    dates = archive.dates()
    assert dates["end_date"].dtype == "datetime64[s]"
    assert dates["exclusive"].dtype == "boolean"
    assert isinstance(dates["province"].dtype, pd.CategoricalDtype) and isinstance(dates["level"].dtype, pd.CategoricalDtype)
    assert dates.loc[dates["kind"] == "deadline", "end_date"].tolist() == [pd.Timestamp(2025, 4, 25)]
    assert archive.quotas()["max"].tolist() == [0.5, 250, 70]


@pytest.mark.parametrize("name", sorted(metadata.tables))
def test_every_table_is_a_frame_with_documented_columns(archive: Archive, name: str) -> None:
    told = archive.columns(name, "vi")
    assert set(told) <= set(archive.frame(name).columns) and all(told.values())
