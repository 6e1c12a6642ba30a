"""Charts as SVG, drawn when the report is written, so that the page needs no script and no network.

    bars(frame, x="plans", y="group", titles=("plans", ""))        "<svg ...>"

Colours are stand-ins that the page's style sheet replaces (light, dark, print): `INK`, `GRID`, `SERIES`. A column
`href` of the frame links each mark to the plans behind it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd
import vl_convert

INK, GRID, MUTED = "#010101", "#020202", "#030303"
SERIES = ("#040404", "#050505", "#060606", "#070707")
WIDTH = 620
_BAND = 22
_LONGEST_LABEL = 260
_ADDRESS = re.compile(r'(xlink:|)href="https://vega\.github\.io/[a-z-]*/#')
"""Vega makes addresses of the page absolute."""
_OUTER = re.compile(r'<svg xmlns="[^"]*" xmlns:xlink="[^"]*" version="1.1" class="marks" width="(\d+)" height="(\d+)"')


def bars(frame: pd.DataFrame, x: str, y: str, titles: tuple[str, str], shares: bool = False) -> str:
    """A horizontal bar for each row, in the order of the frame."""
    axis = alt.Axis(format="%" if shares else "~s", title=titles[0], tickMinStep=0 if shares else 1)
    base = alt.Chart(frame).encode(y=_band(frame, y, titles[1]))
    drawn = base.mark_bar(color=SERIES[0], height=13).encode(x=alt.X(f"{x}:Q", axis=axis), **_link(frame))
    return _svg(drawn.properties(width=WIDTH, height=_BAND * len(frame)))


def ranges(frame: pd.DataFrame, x: tuple[str, str, str], y: str, titles: tuple[str, str]) -> str:
    """A line from the first to the last of the columns `x` for each row, in the order of the frame, a point at the middle one."""
    low, middle, high = x
    base = alt.Chart(frame).encode(y=_band(frame, y, titles[1]))
    lines = base.mark_rule(color=MUTED, strokeWidth=3).encode(x=alt.X(f"{low}:Q", axis=alt.Axis(title=titles[0])), x2=f"{high}:Q")
    points = base.mark_point(color=SERIES[0], filled=True, size=90, opacity=1).encode(x=f"{middle}:Q", **_link(frame))
    return _svg(alt.layer(lines, points).properties(width=WIDTH, height=_BAND * len(frame)))


def strips(frame: pd.DataFrame, x: str, y: str, marked: str, titles: tuple[str, str], names: Mapping[bool, str]) -> str:
    """A point for each row on the line of its `y`; `marked` (bool) tells those that stand out."""
    shown = frame.assign(**{marked: frame[marked].map(dict(names))})
    colours = alt.Scale(domain=[names[False], names[True]], range=[SERIES[0], SERIES[1]])
    shapes = alt.Scale(domain=[names[False], names[True]], range=["circle", "diamond"])
    chart = alt.Chart(shown).mark_point(filled=True, size=60, opacity=0.75)
    encoded = chart.encode(
        x=alt.X(f"{x}:Q", title=titles[0], scale=alt.Scale(type="log", nice=False, padding=8)),
        y=_band(shown, y, titles[1]),
        color=alt.Color(f"{marked}:N", scale=colours, title=None),
        shape=alt.Shape(f"{marked}:N", scale=shapes, title=None),
        **_link(shown),
    )
    return _svg(encoded.properties(width=WIDTH, height=_BAND * shown[y].nunique()))


def heat(frame: pd.DataFrame, x: str, y: str, value: str, titles: tuple[str, str, str]) -> str:
    """A cell for each pair of `x` and `y`, darker and bearing its number where `value` is larger."""
    columns, rows = frame[x].nunique(), frame[y].nunique()
    most = max(float(frame[value].max()), 1.0)
    base = alt.Chart(frame).encode(
        x=alt.X(f"{x}:N", title=titles[0], sort=None, axis=alt.Axis(labelAngle=-40, labelLimit=_LONGEST_LABEL)),
        y=_band(frame, y, titles[1]),
    )
    strength = alt.Opacity(f"{value}:Q", scale=alt.Scale(domain=[0, most], range=[0.08, 0.7]), title=titles[2])
    cells = base.mark_rect(color=SERIES[0], stroke=GRID).encode(opacity=strength, **_link(frame))
    figures = base.mark_text(color=INK, fontSize=11).encode(text=f"{value}:Q", **_link(frame))
    return _svg(alt.layer(cells, figures).properties(width=max(90, min(WIDTH, 46 * columns)), height=_BAND * rows))


def months(frame: pd.DataFrame, month: str, value: str, kind: str, titles: tuple[str, str, str], names: Sequence[str]) -> str:
    """Stacked bars by month, one colour for each kind."""
    colours = alt.Scale(domain=list(names), range=list(SERIES))
    span = max(1, (frame[month].max() - frame[month].min()).days // 30 + 1)
    chart = alt.Chart(frame).mark_bar(width=max(1.5, min(22, 0.8 * WIDTH / span)))
    encoded = chart.encode(
        x=alt.X(f"{month}:T", title=titles[0], axis=alt.Axis(format="%m/%Y", labelAngle=-40)),
        y=alt.Y(f"{value}:Q", title=titles[1], axis=alt.Axis(tickMinStep=1)),
        color=alt.Color(f"{kind}:N", scale=colours, title=titles[2]),
        **_link(frame),
    )
    return _svg(encoded.properties(width=WIDTH, height=220))


def graph(nodes: pd.DataFrame, edges: pd.DataFrame, titles: tuple[str, str]) -> str:
    """Plans as points (date, lane, level, href), joined by `edges` (date, lane, date2, lane2); lanes of one level
    lie together."""
    lane = alt.Y("lane:Q", axis=None, scale=alt.Scale(reverse=True, zero=False, padding=14))
    lines = alt.Chart(edges).mark_rule(color=MUTED, opacity=0.6).encode(x="date:T", y=lane, x2="date2:T", y2="lane2:Q")
    levels = list(dict.fromkeys(nodes["level"]))
    points = alt.Chart(nodes).mark_point(filled=True, size=70, opacity=0.95)
    drawn = points.encode(
        x=alt.X("date:T", title=titles[0], axis=alt.Axis(format="%d/%m/%Y", labelAngle=-30)),
        y=lane,
        color=alt.Color("level:N", scale=alt.Scale(domain=levels, range=list(SERIES[: len(levels)])), title=titles[1]),
        shape=alt.Shape("level:N", scale=alt.Scale(domain=levels), title=titles[1]),
        **_link(nodes),
    )
    named = alt.Chart(nodes[nodes["label"] != ""]).mark_text(align="left", dx=8, fontSize=10, color=INK, limit=190)
    labels = named.encode(x="date:T", y=lane, text="label:N", **_link(nodes))
    return _svg(alt.layer(lines, drawn, labels).properties(width=WIDTH, height=max(160, 13 * len(nodes))))


def _band(frame: pd.DataFrame, y: str, title: str) -> alt.Y:
    order = list(dict.fromkeys(frame[y]))
    return alt.Y(f"{y}:N", sort=order, title=title or None, axis=alt.Axis(labelLimit=_LONGEST_LABEL))


def _link(frame: pd.DataFrame) -> dict[str, alt.Href]:
    return {"href": alt.Href("href:N")} if "href" in frame else {}


def _svg(chart: alt.LayerChart | alt.FacetChart | alt.Chart) -> str:
    """Drawn without ground, in the stand-in colours; the page scales it to its width."""
    look = (
        chart.properties(padding={"left": 45, "right": 70, "top": 5, "bottom": 5})
        .configure(background="transparent")
        .configure_view(stroke=None)
    )
    look = look.configure_axis(
        labelColor=INK, titleColor=INK, gridColor=GRID, domainColor=MUTED, tickColor=MUTED, labelFontSize=11, titleFontSize=11,
        titleFontWeight="normal",
    )  # fmt: skip
    look = look.configure_legend(
        labelColor=INK, titleColor=INK, orient="top", symbolFillColor=SERIES[0], titleFontWeight="normal"
    )
    drawn = vl_convert.vegalite_to_svg(look.to_dict())
    drawn = _ADDRESS.sub(r'\1href="#', drawn)
    return _OUTER.sub(r'<svg class="chart" width="\1" height="\2"', drawn, count=1)
