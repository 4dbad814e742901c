"""The Sick-Sicker model (Alarid-Escudero et al.) from assumption files alone, by the command a user would type."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import Evaluator
from tidlig.appraisal.discounting import discount_factors, present_value
from tidlig.cli import app
from tidlig.files.packs import read_pack
from tidlig.result.document import from_json
from tidlig.result.figure import Figure
from tidlig.result.result import Result

pytestmark = pytest.mark.published

HERE = Path(__file__).parents[2] / "assumptions" / "published"
FULL = {  # printed by the published R code
    "baseline": (151579.865957, 20.7113314643),
    "a": (284804.513371, 21.4986628084),
    "b": (259100.410617, 22.1844651408),
    "ab": (378875.198394, 23.1368441350),
}
TRACE = [  # first rows of the published cohort trace: healthy, sick, sicker, dead
    (1.000, 0.000, 0.000, 0.000),
    (0.859, 0.139, 0.000, 0.002),
    (0.792, 0.189, 0.014, 0.005),
    (0.755, 0.206, 0.032, 0.008),
    (0.729, 0.208, 0.052, 0.011),
    (0.707, 0.206, 0.072, 0.015),
]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `tidlig run --out` writes."""
    folder = tmp_path_factory.mktemp("sick_sicker")
    arguments = ["run", "sick_sicker", "--assumptions", str(HERE), "--out", str(folder)]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="module")
def result(out: Path) -> Result:
    """The result that the command line wrote."""
    return from_json((out / "result.json").read_bytes())


def test_the_baseline_gives_the_published_totals() -> None:
    """Discounted cost and quality-adjusted life years of standard care."""
    pack = read_pack(HERE / "sick_sicker")
    (block,) = Evaluator(pack).evaluate({}, Design())
    factors = discount_factors(pack.discount.money, block.baseline.values.__getitem__, 76)
    totals = dict(
        zip(block.baseline.plan.items, present_value(block.baseline.result.amounts, factors)[:, 0], strict=True)
    )
    assert totals["care"] == pytest.approx(FULL["baseline"][0], rel=1e-9)
    assert totals["qaly"] == pytest.approx(FULL["baseline"][1], rel=1e-9)


@pytest.mark.parametrize("arm", ["a", "b", "ab"])
def test_each_strategy_gives_the_published_difference(result: Result, arm: str) -> None:
    """To the ten digits the published code prints."""
    cohort = result.arm(arm).cohort
    assert -cohort.npv("health_system") == pytest.approx(FULL[arm][0] - FULL["baseline"][0], rel=1e-9)
    assert cohort.wellbeing["qaly"].value == pytest.approx(FULL[arm][1] - FULL["baseline"][1], rel=1e-8)


def test_the_incremental_ratios_are_the_published_ones(result: Result) -> None:
    """A is dominated; B and AB cost 72 988 and 125 764 per quality-adjusted life year."""
    icer = {row.arm: row.icer for row in result.cost_effectiveness["qaly"]}
    assert icer["b"].value == pytest.approx(72988, abs=0.5)
    assert icer["ab"].value == pytest.approx(125764, abs=0.5)
    assert icer["a"] == Figure(None, "USD/qaly", "dominated")
    assert icer["nothing_new"].why == "reference"


def test_the_trace_is_the_published_one(out: Path) -> None:
    """Shares of the cohort by state in the first years, to three decimals."""
    with (out / "trace.csv").open() as file:
        rows = list(csv.DictReader(file))
    for year, expected in enumerate(TRACE):
        alive = [float(row["persons"]) for row in rows if int(row["age"]) == 25 + year]
        assert [*alive, 1.0 - sum(alive)] == pytest.approx(expected, abs=0.0005)


@pytest.mark.parametrize(
    ("counting", "cost", "qaly"),
    [
        ("{state_weights: {ends: 0.5, odd: 1, even: 1}}", 152262.29071827, 21.03815092),
        ("{state_weights: {ends: 1, odd: 1, even: 1}}", 153541.41293063, 21.55448661),
        (
            "{state_weights: {ends: 0.3333333333333333, odd: 1.3333333333333333, even: 0.6666666666666666}}",
            152091.96733756,
            21.02074659,
        ),
    ],
)
def test_other_counting_conventions(tmp_path: Path, counting: str, cost: float, qaly: float) -> None:
    """The same model with halves at both ends, uncorrected, and the usual Simpson; totals recomputed for the case."""
    folder = shutil.copytree(HERE / "sick_sicker", tmp_path / "sick_sicker")
    text = (folder / "pack.yaml").read_text()
    weights = next(line for line in text.splitlines() if line.startswith("counting:"))
    (folder / "pack.yaml").write_text(text.replace(weights, f"counting: {counting}"))
    pack = read_pack(folder)
    (block,) = Evaluator(pack).evaluate({}, Design())
    amounts = block.baseline.result.amounts
    factors = discount_factors(pack.discount.money, block.baseline.values.__getitem__, amounts.shape[1])
    totals = dict(zip(block.baseline.plan.items, present_value(amounts, factors)[:, 0], strict=True))
    assert totals["care"] == pytest.approx(cost, rel=1e-6)
    assert totals["qaly"] == pytest.approx(qaly, rel=1e-6)
