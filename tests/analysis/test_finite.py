"""Nothing that is no number leaves the model."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from tests.files.tiny import base

from tidlig.analysis.break_even import break_even
from tidlig.analysis.evaluate.finite import finite
from tidlig.analysis.explain.lines import explain
from tidlig.analysis.one.run import run
from tidlig.engine.plan.axes import PlanError
from tidlig.layers.overlay import layer
from tidlig.pack.pack import Pack

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("figure", [math.nan, math.inf, -math.inf])
def test_a_figure_that_is_no_number_is_refused_with_its_place(figure: float) -> None:
    assert finite({"a": [1.0, None, "x"]}) == {"a": [1.0, None, "x"]}
    with pytest.raises(PlanError, match=r"too large for a number \(a\.1\.b\); write less"):
        finite({"a": [1.0, {"b": figure}]})


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_run_explain_and_break_even_refuse_what_is_no_number() -> None:
    pack, scenario = base()
    pack = layer(pack, scenario)
    large = _with(pack, "help.cost", 1e308)
    with pytest.raises(PlanError, match="too large for a number"):
        run(large, scenario)
    with pytest.raises(PlanError, match="too large for a number"):
        explain(large, scenario, "early", "society")
    with pytest.raises(PlanError, match="too large for a number"):
        break_even(_with(pack, "help.cost", math.inf), scenario, "early", "help.reach", "society")


def _with(pack: Pack, id: str, value: float) -> Pack:
    return replace(pack, numbers=dict(pack.numbers) | {id: replace(pack.numbers[id], value=value)})
