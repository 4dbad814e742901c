"""The fit as a picture: every target's distance from what is observed, in its own tolerances."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd

from tidlig.files.write.commit import writing
from tidlig.pack.pack import Pack
from tidlig.problems import first_problem
from tidlig.report.result.pictures import Picture
from tidlig.report.trust.fit import fit_table, met, pair
from tidlig.report.words.messages import DIGEST, Texts, catalogue, label
from tidlig.report.words.numbers import signed
from tidlig.report.write import export
from tidlig.report.write.charts import COLOURS, INK, Caption, dressed, under_heading

ROW = 34  # points a target: its name, and below it the dot and the figures
LINE = 8  # points from the middle of a row to either of the two
WIDEST = 2.5  # tolerances that are always shown
SHAPES = ("circle", "diamond", "triangle-up")
ROOM = 0.8  # of the scale's half, to the right, for the figures
WRITERS = {".png": export.png, ".svg": export.svg}


def fit_chart(frame: pd.DataFrame, caption: Caption) -> alt.LayerChart:
    """Draw targets as dots between shaded bands of one and two tolerances, each below its name.

    ``frame``: ``target`` (its name), ``misfit`` (model less observed, in tolerances), ``figures`` (both as text),
    ``fitted`` (words that say whether the target was fitted, only compared, or of a back-test).
    """
    reach = max(WIDEST, 1.1 * float(frame["misfit"].abs().max()))
    words = list(dict.fromkeys(frame["fitted"]))
    ticks = list(range(-math.floor(reach), math.floor(reach) + 1))
    y = alt.Y("target:N", sort=list(frame["target"]), axis=None)
    scale = alt.Scale(domain=[-reach, reach * (1.0 + ROOM)], nice=False)
    x = alt.X("misfit:Q", title=None, scale=scale, axis=alt.Axis(values=ticks, format="d"))
    bands = alt.Chart(pd.DataFrame({"from": [-2.0, -1.0], "to": [2.0, 1.0]})).mark_rect(color="#7fa7c9", opacity=0.25)
    zero = alt.Chart(pd.DataFrame({"misfit": [0.0]})).mark_rule(color=INK).encode(x=x)
    base = alt.Chart(frame).encode(y=y)
    legend = alt.Legend(orient="bottom", columns=1, title=None, labelLimit=400) if len(words) > 1 else None
    colour = alt.Color("fitted:N", scale=alt.Scale(domain=words, range=list(COLOURS[: len(words)])), legend=legend)
    shape = alt.Shape("fitted:N", scale=alt.Scale(domain=words, range=list(SHAPES[: len(words)])), legend=legend)
    dots = base.mark_point(filled=True, size=70, opacity=1, yOffset=LINE).encode(x=x, color=colour, shape=shape)
    names = base.mark_text(align="left", dy=-LINE, fontSize=11, color=INK).encode(x=alt.value(0), text="target:N")
    figures = base.mark_text(align="right", dy=LINE, fontSize=11, color=INK)
    figures = figures.encode(x=alt.value("width"), text="figures:N")
    return dressed([bands.encode(x="from:Q", x2="to:Q"), zero, dots, names, figures], caption, ROW * len(frame))


def fit_picture(pack: Pack, targets: list[dict[str, Any]], texts: Texts) -> Picture:
    """Picture a pack's targets as in the document of ``tidlig check``, those of back-tests too."""
    known = {target.id: target for target in pack.targets}
    frame = pd.DataFrame(
        {
            "target": label(pack.labels, t["id"], texts.language),
            "misfit": t["misfit"],
            "figures": pair(known[t["id"]], t, texts),
            "fitted": texts.get(f"fit.how.{t['fit']}"),
        }
        for t in targets
    )
    off = [f"{row.target} {signed(float(str(row.misfit)), texts.language, 1)}" for row in frame.itertuples()]
    caption = Caption(
        title=texts.get("fit.title"),
        unit=texts.get("fit.unit"),
        source=texts.get("fit.stamp", pack=f"{pack.id} {pack.digest[:DIGEST]}"),
        alt=texts.get("fit.alt", near=met(targets, 1.0), all=len(targets), off="; ".join(off)),
        language=texts.language,
    )
    chart = fit_chart(frame, caption)
    return Picture(caption, chart, under_heading(chart, caption), *fit_table(pack, targets, texts))


def try_picture(path: Path) -> None:
    """Open a picture's file for writing before anything is computed; raises AssumptionError and OSError."""
    if path.suffix.lower() not in WRITERS:
        what = "'{name}' is neither a picture in PNG nor in SVG"
        raise first_problem("--chart", "", what, "end it in .png or .svg", name=path.name)
    new = not path.exists()
    with path.open("ab"):
        pass
    if new:
        path.unlink()


def write_fit_chart(pack: Pack, targets: list[dict[str, Any]], path: Path) -> None:
    """Write the chart as PNG or SVG, by the file's suffix; raises AssumptionError without targets, and OSError."""
    if not targets:
        raise first_problem("--chart", "", "the pack has no targets", "write targets.csv")
    picture = WRITERS[path.suffix.lower()](fit_picture(pack, targets, catalogue("en")).chart)
    with writing(path.parent) as replace:
        replace({path.name: picture})
