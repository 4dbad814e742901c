"""The back-test: a fit to older targets only, and what it says of the newer ones that have been observed since."""

from __future__ import annotations

from tidlig.analysis.fit.calibrate import Fit, fit, in_fit
from tidlig.analysis.fit.problem import fit_problem
from tidlig.analysis.fit.targets import Comparison
from tidlig.pack.pack import Pack
from tidlig.pack.target import Target
from tidlig.problems import first_problem

ADULT = 30  # the back-test is of the young: stocks from this age on were built up decades ago


def back_test(pack: Pack, year: int) -> tuple[Fit, list[Comparison]]:
    """Fit to targets observed before ``year`` (those marked ``backtest`` too), predict those from ``year`` on.

    Only targets that end under age 30 and are in the pack's own fit are predicted.  Raises AssumptionError where
    there is nothing to fit to or to predict.
    """
    found = fit(fit_problem(pack, lambda target: _older(target, year)))
    predicted = [
        Comparison(target, float(figure))
        for target, figure in zip(pack.targets, found.figures, strict=True)
        if in_fit(target) and target.age_to < ADULT and target.year is not None and target.year >= year
    ]
    if not predicted:
        what, hint = "no target under age {age} is from {year} or later", "choose an earlier year"
        raise first_problem(f"{pack.id}/targets.csv", "year", what, hint, age=ADULT, year=year)
    return found, predicted


def _older(target: Target, year: int) -> bool:
    return target.fit != "no" and target.year is not None and target.year < year
