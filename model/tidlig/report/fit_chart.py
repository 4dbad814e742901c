"""The fit as a picture: every target's distance from what is observed, in its own tolerances."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd

from tidlig.assumptions.pack import Pack
from tidlig.assumptions.problems import first_problem
from tidlig.report import export
from tidlig.report.charts import COLOURS, INK, Caption, dressed
from tidlig.report.listings import label

ROW = 17  # points a target
WIDEST = 2.5  # tolerances that are always shown
WRITERS = {".png": export.png, ".svg": export.svg}


def fit_chart(frame: pd.DataFrame, caption: Caption) -> alt.LayerChart:
    """Draw targets as dots between shaded bands of one and two tolerances.

    ``frame``: ``target`` (its name), ``misfit`` (model less observed, in tolerances), ``figures`` (both as text),
    ``fitted`` (a word that says whether the target was fitted).
    """
    reach = max(WIDEST, 1.1 * float(frame["misfit"].abs().max()))
    names = list(frame["target"])
    words = list(dict.fromkeys(frame["fitted"]))
    axis = alt.Axis(title=None, labelLimit=360, ticks=False, domain=False)
    y = alt.Y("target:N", sort=names, axis=axis)
    x = alt.X("misfit:Q", title=None, scale=alt.Scale(domain=[-reach, reach]), axis=alt.Axis(tickMinStep=1))
    bands = alt.Chart(pd.DataFrame({"from": [-2.0, -1.0], "to": [2.0, 1.0]})).mark_rect(color="#7fa7c9", opacity=0.25)
    zero = alt.Chart(pd.DataFrame({"misfit": [0.0]})).mark_rule(color=INK).encode(x="misfit:Q")
    base = alt.Chart(frame).encode(y=y)
    legend = alt.Legend(orient="bottom", columns=1, title=None, labelLimit=400) if len(words) > 1 else None
    colour = alt.Color("fitted:N", scale=alt.Scale(domain=words, range=list(COLOURS[:2])), legend=legend)
    shape = alt.Shape("fitted:N", scale=alt.Scale(domain=words, range=["circle", "diamond"]), legend=legend)
    dots = base.mark_point(filled=True, size=70, opacity=1).encode(x=x, color=colour, shape=shape)
    figures = base.mark_text(align="left", dx=6, fontSize=10, color=INK).encode(x=alt.value("width"), text="figures:N")
    return dressed([bands.encode(x="from:Q", x2="to:Q"), zero, dots, figures], caption, ROW * len(frame))


def fit_picture(pack: Pack, targets: list[dict[str, Any]]) -> alt.LayerChart:
    """Return the chart of a pack's targets as in the document of ``tidlig check``; those of back-tests are left out."""
    targets = [t for t in targets if t["fit"] != "backtest"]
    frame = pd.DataFrame(
        {
            "target": label(pack, t["id"], "en"),
            "misfit": t["misfit"],
            "figures": f"{_figure(t['observed'])} / {_figure(t['model'])}",
            "fitted": "fitted" if t["fit"] == "yes" else "only compared",
        }
        for t in targets
    )
    within = sum(abs(t["misfit"]) <= 1.0 for t in targets)
    caption = Caption(
        title="Model against observed",
        unit="Model less observed, in tolerances of each target; shaded: one and two. To the right: observed / model",
        source=f"{pack.id} {pack.digest[:8]}",
        alt=f"{within} of {len(targets)} targets within one tolerance. "
        + "; ".join(f"{row.target} {row.misfit:+.1f}" for row in frame.itertuples()),
        language="en",
    )
    return fit_chart(frame, caption)


def write_fit_chart(pack: Pack, targets: list[dict[str, Any]], path: Path) -> None:
    """Write the chart as PNG or SVG, by the file's suffix; raises AssumptionError for another, or without targets."""
    if path.suffix.lower() not in WRITERS:
        raise first_problem(
            "--chart", "", f"'{path.name}' is neither a picture in PNG nor in SVG", "end it in .png or .svg"
        )
    if not targets:
        raise first_problem("--chart", "", "the pack has no targets", "write targets.csv")
    path.write_bytes(WRITERS[path.suffix.lower()](fit_picture(pack, targets)))


def _figure(value: float) -> str:
    return f"{value:,.0f}".replace(",", " ") if value >= 1000 else f"{value:.3g}"
