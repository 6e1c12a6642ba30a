"""The largest cascades drawn: each plan at its date, in a lane of its level, joined to those it carries out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import networkx as nx
import pandas as pd

from pipeline.compare.comparison import Comparison
from pipeline.compare.report import charts
from pipeline.compare.report.parts import Printer
from pipeline.compare.selection import LEVELS

_MOST_TREES = 3
_MOST_NODES = 60
_FEWEST = 2


def tree(found: Comparison, out: Printer) -> Iterator[tuple[str, str]]:
    """The names and graphs of the papers of the archive that reach most plans; one that is part of a graph drawn
    gets none of its own."""
    return islice(_trees(found, out), _MOST_TREES)


def _trees(found: Comparison, out: Printer) -> Iterator[tuple[str, str]]:
    steps = found.cascade.steps
    direct = steps[steps["direct"]].dropna(subset=["superior"])
    below = nx.DiGraph(list(zip(direct["superior"].astype("int64"), direct["plan"], strict=True)))
    papers = found.cascade.papers.dropna(subset=["superior"])
    drawn: set[int] = set()
    for root in papers[papers["reach"] >= _FEWEST]["superior"].astype("int64"):
        if root in drawn or root not in below:
            continue
        nodes = list(islice(dict.fromkeys([root, *(node for _, node in nx.bfs_edges(below, root))]), _MOST_NODES))
        drawn.update(nodes)
        name = found.selection.plans.at[root, "number"] or out.say("compare.no_number", no=root)
        yield str(name), _drawn(nodes, below.subgraph(nodes), found.selection.plans, out)


def _drawn(nodes: list[int], edges: nx.DiGraph, plans: pd.DataFrame, out: Printer) -> str:
    out.linked.update(dict.fromkeys(nodes))
    frame = plans.loc[nodes, ["date", "level", "province", "number", "issuer"]].dropna(subset=["date"])
    rank = frame["level"].map({level: at for at, level in enumerate(LEVELS)}).fillna(len(LEVELS))
    frame = frame.assign(rank=rank).sort_values(["rank", "date"], kind="stable")
    frame["lane"] = list(range(len(frame)))
    frame["lane"] += 2 * (frame["rank"].diff().fillna(0) > 0).cumsum()
    where = frame["province"].where(frame["level"] == "province", frame["issuer"])
    frame["label"] = where.fillna(frame["number"]).fillna("").map(lambda name: name if len(name) < 34 else f"{name[:33]}…")
    frame["level"] = [out.say.name("level", level) if pd.notna(level) else "–" for level in frame["level"]]
    frame["href"] = [f"#p{no}" for no in frame.index]
    pairs = [(upper, lower) for upper, lower in edges.edges if upper in frame.index and lower in frame.index]
    place = frame[["date", "lane"]]
    ends = pd.concat(
        [
            place.loc[[upper for upper, _ in pairs]].reset_index(drop=True),
            place.loc[[lower for _, lower in pairs]].reset_index(drop=True).add_suffix("2"),
        ],
        axis=1,
    )
    titles = (out.say("compare.axis.issued"), out.say("compare.axis.level"))
    return charts.graph(frame[["date", "lane", "level", "label", "href"]], ends, titles)
