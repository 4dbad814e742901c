"""What is minimised in a calibration: fitted numbers on the scale of their prior, and targets in tolerances."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import BLOCK, Evaluator
from tidlig.analysis.fit.targets import target_figures
from tidlig.appraisal.discounting import Floats
from tidlig.engine.plan.axes import PlanError
from tidlig.pack import units
from tidlig.pack.number import Prior
from tidlig.pack.pack import Pack
from tidlig.pack.target import Target
from tidlig.problems import first_problem

Bools = NDArray[np.bool_]
NORMAL_90 = 1.6448536269514722  # half the width of a normal distribution's central 90 %, in standard deviations
STEP = 1e-5  # of a prior's standard deviation, in the differences of the Jacobian


def to_scale(value: Floats | float, share: Bools | bool) -> Floats:
    """Logarithm of the hazard -ln(1 - p) of a probability or share, of the number itself otherwise."""
    return np.asarray(np.log(np.where(share, -np.log1p(-np.where(share, value, 0.5)), value)))


def from_scale(u: Floats, share: Bools | bool) -> Floats:
    """Inverse of :func:`to_scale`."""
    return np.asarray(np.where(share, -np.expm1(-np.exp(u)), np.exp(u)))


@dataclass(frozen=True)
class FitProblem:
    """The numbers to fit and the targets to fit them to.

    A point ``z``, shape (parameters,), counts prior standard deviations from the prior's median on the scale of
    :func:`to_scale`; an interval is taken as symmetric there, 90 % within 1.645 standard deviations.
    ``fitted``: (targets of the pack,), those that are fitted; the others are only compared.
    """

    pack: Pack
    fitted: Bools

    @property
    def priors(self) -> tuple[Prior, ...]:
        """The pack's priors, one a parameter."""
        return self.pack.priors

    @cached_property
    def evaluator(self) -> Evaluator:
        """The pack's plans, compiled once."""
        return Evaluator(self.pack)

    @cached_property
    def share(self) -> Bools:
        """Which parameters are probabilities or shares, (parameters,)."""
        return np.array([units.bounds(self.pack.numbers[prior.id].unit)[1] == 1.0 for prior in self.priors])

    @cached_property
    def centre(self) -> Floats:
        """Prior medians on the scale of the fit."""
        return to_scale(np.array([prior.value for prior in self.priors]), self.share)

    @cached_property
    def sd(self) -> Floats:
        """Prior standard deviations on the scale of the fit."""
        low, high = (np.array([getattr(prior, end) for prior in self.priors]) for end in ("low", "high"))
        return np.asarray((to_scale(high, self.share) - to_scale(low, self.share)) / (2.0 * NORMAL_90))

    @cached_property
    def observed(self) -> Floats:
        """Values of the fitted targets."""
        return np.array([target.value for target in self.pack.targets])[self.fitted]

    @cached_property
    def tolerance(self) -> Floats:
        """Tolerances of the fitted targets."""
        return np.array([target.tolerance for target in self.pack.targets])[self.fitted]

    def values(self, z: Floats) -> Floats:
        """Numbers in their own unit at points ``(..., parameters)``."""
        return from_scale(self.centre + self.sd * z, self.share)

    def point(self, values: Floats) -> Floats:
        """Inverse of :meth:`values`."""
        return np.asarray((to_scale(values, self.share) - self.centre) / self.sd)

    def figures(self, points: Floats) -> Floats:
        """The model's figures of all targets, (rows, targets), at points (rows, parameters); NaN where it cannot run.

        That is where the exits of a level reach 1, or a ratio gives a risk of 1 or more.
        """
        blocks = [points[start : start + BLOCK] for start in range(0, len(points), BLOCK)]
        return np.concatenate([self._figures(block) for block in blocks])

    def _figures(self, points: Floats) -> Floats:
        """Those of one block; a ratio that cannot be a hazard's stops all its rows, so they are found by halving it."""
        try:
            return self._run(points)
        except PlanError:
            if len(points) == 1:
                return np.full((1, len(self.pack.targets)), np.nan)
            half = len(points) // 2
            return np.concatenate([self._figures(points[:half]), self._figures(points[half:])])

    def _run(self, points: Floats) -> Floats:
        values = self.values(points)
        columns = {prior.id: values[:, k] for k, prior in enumerate(self.priors)}
        table = Design(len(points), columns).block(self.pack, 0, len(points))
        return target_figures(self.evaluator, table).T

    def residuals(self, z: Floats) -> Floats:
        """(model - target) / tolerance of the fitted targets, then z: the priors' own residuals."""
        misfit = (self.figures(z[None, :])[0, self.fitted] - self.observed) / self.tolerance
        return np.concatenate([misfit, z])

    def slopes(self, points: Floats) -> Floats:
        """Derivatives of (model - target) / tolerance by z, (rows, fitted targets, parameters), at (rows, parameters).

        Forward differences, all points one design; NaN where the exits of a level reach 1 beside a point.
        """
        rows, size = points.shape
        beside = points[:, None, :] + STEP * np.concatenate([np.zeros((1, size)), np.eye(size)])
        figures = self.figures(beside.reshape(-1, size))[:, self.fitted].reshape(rows, size + 1, -1)
        return np.asarray((figures[:, 1:] - figures[:, :1]).transpose(0, 2, 1) / STEP / self.tolerance[:, None])

    def jacobian(self, z: Floats) -> Floats:
        """Derivatives of :meth:`residuals`, (residuals, parameters); raises PlanError at the edge of what can run."""
        slopes = self.slopes(z[None, :])[0]
        if not np.isfinite(slopes).all():
            raise PlanError("the fit leads to exits of a level that add up to 1; narrow the intervals of its priors")
        return np.concatenate([slopes, np.eye(len(z))])


def fit_problem(pack: Pack, chosen: Callable[[Target], bool]) -> FitProblem:
    """The problem of fitting a pack's priors to the chosen targets; raises AssumptionError if either is missing."""
    fitted = np.array([chosen(target) for target in pack.targets], dtype=bool)
    if not pack.priors:
        raise first_problem(f"{pack.id}/calibration.csv", "", "names no number to fit", "write id;prior;low;high")
    if not fitted.any():
        raise first_problem(
            f"{pack.id}/targets.csv", "", "no target to fit to", "leave the column fit blank in some row"
        )
    return FitProblem(pack, fitted)
