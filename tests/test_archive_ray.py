"""A run on a Ray cluster of two nodes, one of which is lost on the way: the same files as on this machine alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import ray
from ray.cluster_utils import Cluster

from tests.archives import extract, files, write_plans

COUNT = 60


@pytest.fixture
def cluster() -> Iterator[Any]:
    """Two nodes of one processor each; the first is the head."""
    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    made.add_node(num_cpus=1)
    ray.init(address=made.address, log_to_driver=False)
    yield made
    ray.shutdown()
    made.shutdown()  # type: ignore[no-untyped-call]


def test_a_node_lost_on_the_way_changes_nothing(cluster: Any, tmp_path: Path) -> None:
    write_plans(tmp_path / "in", COUNT)
    extract(tmp_path / "in", tmp_path / "here")

    def lose() -> None:
        while not list((tmp_path / "out").rglob("*.txt.json")):
            time.sleep(0.05)
        cluster.remove_node(next(iter(cluster.worker_nodes)), allow_graceful=False)

    thief = threading.Thread(target=lose)
    thief.start()
    end = extract(tmp_path / "in", tmp_path / "out", engine="ray", work="tests.hostile:unhurried")
    thief.join()
    assert end.states == {"done": COUNT}
    assert len(cluster.worker_nodes) == 0
    assert files(tmp_path / "out") == files(tmp_path / "here")
