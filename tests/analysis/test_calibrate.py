"""Calibration on the small pack: targets made by the model itself, so that the truth is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.engine.small import changed, small_pack

from tidlig.analysis.fit.back_test import back_test
from tidlig.analysis.fit.calibrate import Fit, calibrate, in_fit
from tidlig.analysis.fit.document import fit_document
from tidlig.analysis.fit.ensemble import CLOSE, refit
from tidlig.analysis.fit.problem import fit_problem, from_scale, to_scale
from tidlig.analysis.fit.targets import compare
from tidlig.pack.number import Prior
from tidlig.pack.pack import Pack
from tidlig.pack.target import Target
from tidlig.problems import AssumptionError

pytestmark = pytest.mark.unit

TRUTH = {"t.up": 0.08, "t.down": 0.15, "t.leave": 0.1, "u.care": 0.6}
PRIORS = (
    Prior("t.up", 0.05, 0.02, 0.12),
    Prior("t.down", 0.25, 0.1, 0.5),
    Prior("t.leave", 0.2, 0.05, 0.5),
    Prior("u.care", 1.0, 0.3, 3.0),
    Prior("late.work", 1.6, 1.1, 2.4),  # an effect: the baseline knows nothing of it
)


def target(id: str, kind: str, ages: tuple[int, int], count: dict[str, dict[str, float]], **more: object) -> Target:
    """A target whose value is filled in by ``observed``."""
    rest = {"among": {}, "item": "", "value": 0.0, "tolerance": 1.0, "year": 2020, "unit": "share", "source": ""} | more
    return Target(id, kind, *ages, count, grade="E", note="", file="", line=0, **rest)  # type: ignore[arg-type]


TARGETS = (
    target("mid", "share", (5, 9), {"need": {"mid": 1.0}}),
    target("high", "share", (10, 20), {"need": {"high": 1.0}}),
    target("out", "share", (10, 20), {"activity": {"out": 1.0}}),
    target("care", "use", (0, 17), {}, item="care"),
    target("stays", "persist", (10, 12), {"need": {"high": 1.0}}),
)


def observed(tolerance: float = 0.002, targets: tuple[Target, ...] = TARGETS) -> Pack:
    """The small pack with priors, and with targets that it meets exactly at ``TRUTH``; tolerance relative."""
    true = replace(small_pack(), targets=targets)
    met = tuple(
        replace(c.target, value=c.model, tolerance=tolerance * c.model, fit=c.target.fit) for c in compare(true)
    )
    return replace(true, targets=met, priors=PRIORS)


@pytest.fixture(scope="module")
def found() -> Fit:
    """The fit to precise targets."""
    return calibrate(observed())


def values(fit: Fit) -> dict[str, float]:
    """Fitted values by id."""
    return dict(zip((prior.id for prior in fit.problem.priors), fit.values.tolist(), strict=True))


def test_the_numbers_behind_the_targets_are_found(found: Fit) -> None:
    """Priors half to double away do not matter beside precise targets."""
    fitted = values(found)
    for id, truth in TRUTH.items():
        assert fitted[id] == pytest.approx(truth, rel=0.01), id
    assert np.abs(found.figures / found.problem.observed - 1.0).max() < 0.002


def test_removed_variance_is_nought_without_and_near_one_with_targets(found: Fit) -> None:
    """And the interval of what no target sees stays the prior's."""
    removed = dict(zip((prior.id for prior in PRIORS), found.removed, strict=True))
    assert removed["late.work"] == pytest.approx(0.0, abs=1e-9)
    assert all(removed[id] > 0.98 for id in TRUTH)
    low, high = found.interval
    assert values(found)["late.work"] == pytest.approx(1.6)
    middle = np.sqrt(1.1 * 2.4)
    assert high[-1] / low[-1] == pytest.approx(2.4 / 1.1)
    assert low[-1] == pytest.approx(1.6 * 1.1 / middle)


def test_vague_targets_leave_the_priors(found: Fit) -> None:
    """Tolerances a thousand times the value say nothing."""
    vague = calibrate(observed(tolerance=1000.0))
    assert vague.values == pytest.approx([prior.value for prior in PRIORS], rel=1e-3)
    assert vague.removed.max() < 1e-3


def test_the_minimum_is_one(found: Fit) -> None:
    """No gradient is left, and any step away is worse."""
    problem = found.problem
    here = problem.residuals(found.z)
    assert np.abs(problem.jacobian(found.z).T @ here).max() < 1e-2
    for step in 0.01 * np.eye(len(found.z)):
        assert (problem.residuals(found.z + step) ** 2).sum() > (here**2).sum()


def test_the_present_numbers_do_not_matter(found: Fit) -> None:
    """The search starts from the priors, so that a second calibration changes nothing."""
    other = calibrate(changed(observed(), t__up=0.2, u__care=2.0))
    assert np.array_equal(other.z, found.z)
    assert not np.allclose(other.before, found.before)


def test_a_target_that_is_only_compared_does_not_pull() -> None:
    """`fit: no` and `backtest`."""
    for word in ("no", "backtest"):
        wrong = replace(observed(), targets=(*observed().targets, replace(TARGETS[0], id="far", value=0.9, fit=word)))
        assert values(calibrate(wrong))["t.up"] == pytest.approx(TRUTH["t.up"], rel=0.01)


def test_points_where_the_model_cannot_run_are_told_apart() -> None:
    """Exits of 0.97 + 0.05: NaN in that row only, wherever it stands in the design."""
    problem = fit_problem(changed(observed(), t__ill=0.05), in_fit)
    points = np.zeros((5, len(PRIORS)))
    points[3] = problem.point(np.array([0.05, 0.25, 0.97, 1.0, 1.6]))
    ran = np.isfinite(problem.figures(points)).all(axis=1)
    assert ran.tolist() == [True, True, True, False, True]


def test_a_fit_towards_impossible_exits_stays_possible() -> None:
    """Nearly everyone is to be out at once: trial points beyond 1 are passed over."""
    wanted = replace(TARGETS[2], age_from=1, age_to=3, value=0.9, tolerance=0.02)
    pack = replace(changed(observed(), t__return=0.05), targets=(wanted,), priors=(Prior("t.leave", 0.5, 0.1, 0.96),))
    fit = calibrate(pack)
    assert np.isfinite(fit.figures).all()
    assert 0.5 < fit.values[0] < 1.0
    assert abs(fit.figures[0] - 0.9) < abs(fit.before[0] - 0.9)


def test_scales_are_each_others_inverse() -> None:
    """Complementary log-log for shares, logarithm otherwise."""
    shares = np.array([True, True, False])
    numbers = np.array([1e-4, 0.97, 35.0])
    assert from_scale(to_scale(numbers, shares), shares) == pytest.approx(numbers, rel=1e-12)
    assert to_scale(numbers, shares)[1] == pytest.approx(np.log(-np.log(0.03)))


def test_nothing_to_fit() -> None:
    """Said with the file it is missing from."""
    with pytest.raises(AssumptionError, match=r"small/calibration\.csv: names no number to fit"):
        calibrate(replace(observed(), priors=()))
    none = tuple(replace(t, fit="no") for t in TARGETS)
    with pytest.raises(AssumptionError, match=r"small/targets\.csv: no target to fit to"):
        calibrate(replace(observed(), targets=none))


def test_the_ensemble_is_spread_around_the_fit_as_the_posterior_says() -> None:
    """Whole members: mean, spread and correlation; the same again with the same seed."""
    fit = calibrate(observed(tolerance=0.05))
    ensemble = refit(fit, 300, seed=3)
    assert (ensemble.last_step <= CLOSE).all()
    points = fit.problem.point(ensemble.values)
    sd = np.sqrt(np.diag(fit.covariance))
    assert np.abs((points.mean(axis=0) - fit.z) / sd).max() < 0.25
    assert points.std(axis=0) / sd == pytest.approx(np.ones(len(sd)), abs=0.15)
    posterior = fit.covariance / np.outer(sd, sd)
    assert np.corrcoef(points.T) == pytest.approx(posterior, abs=0.2)
    assert np.array_equal(refit(fit, 300, seed=3).values, ensemble.values)
    assert not np.array_equal(refit(fit, 300, seed=4).values, ensemble.values)


def test_a_member_is_the_fit_to_its_own_targets_and_priors() -> None:
    """Solved alone by the other method: the same point."""
    fit = calibrate(observed(tolerance=0.05))
    problem, draws = fit.problem, 4
    ensemble = refit(fit, draws, seed=5)
    noise = np.random.default_rng(5).standard_normal((draws, len(TARGETS) + len(PRIORS)))
    sd = np.sqrt(np.diag(fit.covariance))
    for k in range(draws):
        moved = zip(problem.pack.targets, noise[k], strict=False)
        targets = tuple(replace(t, value=t.value + t.tolerance * float(e)) for t, e in moved)
        centre = problem.values(noise[k, len(TARGETS) :])
        ends = [
            from_scale(to_scale(centre, problem.share) + side * 1.6448536 * problem.sd, problem.share)
            for side in (-1, 1)
        ]
        priors = tuple(
            replace(prior, value=float(centre[j]), low=float(ends[0][j]), high=float(ends[1][j]))
            for j, prior in enumerate(PRIORS)
        )
        alone = calibrate(replace(problem.pack, targets=targets, priors=priors)).values
        away = (problem.point(ensemble.values[k]) - problem.point(alone)) / sd
        assert np.abs(away).max() < 3 * CLOSE


def test_the_back_test_fits_the_older_and_predicts_the_newer_under_30() -> None:
    """A newer moment that the older ones imply is predicted without error, one that has changed is not."""
    newer = replace(TARGETS[1], id="high.new", age_from=12, age_to=18, year=2023)
    pack = observed(targets=(*(replace(t, fit="backtest") for t in TARGETS), newer))
    fit, predictions = back_test(pack, 2022)
    assert fit.problem.fitted.tolist() == [True] * 5 + [False]
    assert [p.target.id for p in predictions] == ["high.new"]
    assert abs(predictions[0].misfit) < 1.0
    doubled = replace(pack, targets=(*pack.targets[:5], replace(pack.targets[5], value=2 * pack.targets[5].value)))
    assert back_test(doubled, 2022)[1][0].misfit == pytest.approx(-1.0 / 0.002, rel=0.01)


def test_a_back_test_without_anything_newer_is_refused() -> None:
    """And one without anything older."""
    with pytest.raises(AssumptionError, match="no target under age 30 is from 2022 or later"):
        back_test(observed(), 2022)
    with pytest.raises(AssumptionError, match="no target to fit to"):
        back_test(observed(), 2019)


def test_the_report_says_what_was_fitted_and_how_well(found: Fit) -> None:
    """Targets before and after; parameters from prior to posterior; squares that add up."""
    document = fit_document(found, refit(found, 8, 1), 1)
    first = document["targets"][0]
    assert first["misfit"] == pytest.approx((first["model"] - first["observed"]) / first["tolerance"])
    assert first["before"] == pytest.approx(first["observed"])
    assert [p["id"] for p in document["parameters"]] == [prior.id for prior in PRIORS]
    assert sum(t["misfit"] ** 2 for t in document["targets"]) == pytest.approx(document["squares"]["targets"])
    assert sum(p["moved"] ** 2 for p in document["parameters"]) == pytest.approx(document["squares"]["priors"])
    assert document["ensemble"]["arrived"] == document["ensemble"]["draws"] == 8
