"""How well the numbers are known, as people read it: counts by grade and status, and what a figure rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from tidlig.analysis.explain.grading import grading_each
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario
from tidlig.report.result.reading import public_of
from tidlig.report.trust.sources import graded_figure
from tidlig.report.words.messages import Names, Texts
from tidlig.report.words.names import assumption_name
from tidlig.report.words.numbers import money, number

NAMED = 3  # weak numbers named behind a figure


def share(value: float, texts: Texts) -> str:
    """Write a share in whole per cent."""
    return f"{number(100.0 * value, texts.language)}\u00a0%"


def counts(document: Mapping[str, Any], by: str, texts: Texts) -> pd.DataFrame:
    """Return how many assumptions there are by ``grade`` or ``status``, as texts; from the document of ``sources``."""
    rows = [
        {
            texts.get(f"table.{by}"): name if by == "grade" else texts.get(f"status.{name}"),
            texts.get("trust.meaning"): texts.get(f"trust.{by}.{name}"),
            texts.get("trust.number"): number(count["number"], texts.language),
            texts.get("trust.share"): share(count["share"], texts),
        }
        for name, count in document[f"by_{by}"].items()
    ]
    return pd.DataFrame(rows).set_index(texts.get(f"table.{by}"))


def graded_figures(pack: Pack, scenario: Scenario, arm: str) -> list[dict[str, Any]]:
    """Return the headline figures of one arm graded, as :func:`~tidlig.report.trust.sources.graded_figure` has them."""
    found = grading_each(pack, scenario, arm, (pack.roles.own, public_of(pack.roles)))
    return [graded_figure(pack, scenario.id, arm, payer, graded) for payer, graded in found.items()]


def rests(figures: Sequence[Mapping[str, Any]], names: Names) -> pd.DataFrame:
    """Return what share of each graded figure rests on D and E, as texts."""
    texts = names.texts
    rows = [
        {
            texts.get("chart.arms.arm"): names.arm(figure["arm"]),
            texts.get("chart.arms.budget"): names.payer(figure["payer"]),
            texts.get("chart.arms.npv_short"): money(figure["figure"], texts),
            texts.get("trust.weak"): share(figure["weak"], texts),
        }
        for figure in figures
    ]
    return pd.DataFrame(rows).set_index(texts.get("chart.arms.arm"))


def weakest(pack: Pack, figures: Sequence[Mapping[str, Any]], texts: Texts) -> list[tuple[str, str]]:
    """Return each graded figure's name with the weak numbers that stand behind most of it."""
    return [(_named(pack, figure, texts), _weak(pack, figure, texts)) for figure in figures if figure["weakest"]]


def _named(pack: Pack, figure: Mapping[str, Any], texts: Texts) -> str:
    names = Names(pack.labels, texts)
    return f"{names.arm(figure['arm'])}, {names.payer(figure['payer'])}"


def _weak(pack: Pack, figure: Mapping[str, Any], texts: Texts) -> str:
    weak = figure["weakest"][:NAMED]
    return "; ".join(f"{assumption_name(pack, number['id'], texts)} ({number['grade']})" for number in weak)
