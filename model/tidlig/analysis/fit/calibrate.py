"""Calibration: the numbers of calibration.csv fitted so that the baseline reproduces the pack's targets.

Penalised least squares, the posterior mode under normal errors: residuals (model - target) / tolerance and the
distance from each prior in its standard deviations.  Covariance: inverse of J'J at the minimum (Gauss-Newton).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import least_squares

from tidlig.analysis.fit.problem import NORMAL_90, FitProblem, fit_problem
from tidlig.appraisal.discounting import Floats
from tidlig.engine.plan.axes import PlanError
from tidlig.pack.pack import Pack
from tidlig.pack.target import Target

PRECISION = 1e-9  # relative change of sum of squares, point or gradient at which the search ends


@dataclass(frozen=True)
class Fit:
    """Where the sum of squares is least.

    ``z``: the point, (parameters,), in prior standard deviations from the prior's median; ``jacobian``: (fitted
    targets, parameters), tolerances per prior standard deviation; ``figures``: the model's figures of all the pack's
    targets, ``before`` those of the pack as it was.
    """

    problem: FitProblem
    z: Floats
    jacobian: Floats
    before: Floats
    figures: Floats

    @property
    def covariance(self) -> Floats:
        """Posterior covariance of z, (parameters, parameters): (J'J + I)^-1; before the targets it is I."""
        return np.asarray(np.linalg.inv(self.jacobian.T @ self.jacobian + np.eye(len(self.z))))

    @property
    def removed(self) -> Floats:
        """Share of each prior's variance that the targets removed, (parameters,)."""
        return np.asarray(1.0 - np.diag(self.covariance))

    @property
    def values(self) -> Floats:
        """The fitted numbers in their own units."""
        return self.problem.values(self.z)

    @property
    def interval(self) -> tuple[Floats, Floats]:
        """Posterior 90 % intervals of the numbers in their own units."""
        half = NORMAL_90 * np.sqrt(np.diag(self.covariance))
        return self.problem.values(self.z - half), self.problem.values(self.z + half)

    @property
    def squares(self) -> tuple[float, float]:
        """Sum of squared residuals of the fitted targets, and of the priors."""
        problem = self.problem
        misfit = (self.figures[problem.fitted] - problem.observed) / problem.tolerance
        return float(misfit @ misfit), float(self.z @ self.z)


def in_fit(target: Target) -> bool:
    """Whether the pack's own calibration is fitted to a target."""
    return target.fit == "yes"


def calibrate(pack: Pack) -> Fit:
    """Fit the pack's priors to its targets; the start is the priors' medians, whatever the pack's present numbers.

    Raises AssumptionError where there is nothing to fit, PlanError where the exits of a level reach 1 at the start.
    """
    return fit(fit_problem(pack, in_fit))


def fit(problem: FitProblem) -> Fit:
    """Solve one problem; raises PlanError where the exits of a level reach 1 at the priors' medians."""
    start = np.zeros(len(problem.priors))
    if not np.isfinite(problem.residuals(start)).all():
        raise PlanError("the exits of a level add up to 1 or more at the priors of calibration.csv; lower the priors")
    # A trial point where the model cannot run has residuals NaN: the trust region shrinks and the search goes on.
    found = least_squares(
        problem.residuals, start, jac=problem.jacobian, xtol=PRECISION, ftol=PRECISION, gtol=PRECISION
    )
    present = np.array([problem.pack.numbers[prior.id].value for prior in problem.priors])
    return Fit(
        problem=problem,
        z=found.x,
        jacobian=np.asarray(found.jac)[: int(problem.fitted.sum())],
        before=problem.figures(problem.point(present)[None, :])[0],
        figures=problem.figures(found.x[None, :])[0],
    )
