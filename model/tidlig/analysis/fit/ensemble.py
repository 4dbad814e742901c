"""The ensemble: refits to targets and priors that are each moved by chance, whole members for uncertainty analysis.

Randomised maximum likelihood (Oliver, He and Reynolds 1996): in a linear model the refits are draws from the posterior.
All refits are rows of one design; each keeps its own Jacobian, begun with that of the fit and corrected after every
step (Broyden 1965), so that a round costs one run of the model per draw; the few that are slow get a new one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tidlig.analysis.fit.calibrate import Fit
from tidlig.appraisal.discounting import Floats

Ints = NDArray[np.intp]
ROUNDS = 30
RENEWED = 6  # rounds after which the Jacobians of refits that are still under way are computed afresh
CLOSE = 0.01  # a refit has arrived when its next step is shorter, in posterior standard deviations


@dataclass(frozen=True)
class Ensemble:
    """Refits of the numbers ``ids``.

    ``values``: (draws, parameters) in the numbers' own units; ``last_step``: (draws,), the longest component of the
    step that would follow, in posterior standard deviations; ``rounds`` of the search.
    """

    ids: tuple[str, ...]
    values: Floats
    last_step: Floats
    rounds: int


class _Search:
    """The state of all refits: points, figures and Jacobians; (draws, ...)."""

    def __init__(self, fit: Fit, draws: int, seed: int) -> None:
        self.problem = fit.problem
        targets, parameters = fit.jacobian.shape
        noise = np.random.default_rng(seed).standard_normal((draws, targets + parameters))
        observed = self.problem.observed / self.problem.tolerance
        self.wanted, self.centre = observed + noise[:, :targets], noise[:, targets:]
        self.z = np.tile(fit.z, (draws, 1))
        self.model = np.tile(fit.figures[self.problem.fitted] / self.problem.tolerance, (draws, 1))
        self.jacobian = np.tile(fit.jacobian, (draws, 1, 1))
        self.share = np.ones(draws)  # of the full step that is tried

    def steps(self) -> Floats:
        """The Gauss-Newton step of every refit."""
        transposed = self.jacobian.transpose(0, 2, 1)
        downhill = transposed @ (self.wanted - self.model)[..., None] + (self.centre - self.z)[..., None]
        normal = transposed @ self.jacobian + np.eye(self.z.shape[1])
        return np.asarray(np.linalg.solve(normal, downhill)[..., 0])

    def advance(self, rows: Ints, step: Floats) -> None:
        """Try a step of the refits ``rows``; keep it where the sum of squares falls, else halve the next."""
        step = self.share[rows, None] * step[rows]
        tried = self.z[rows] + step
        model = self.problem.figures(tried)[:, self.problem.fitted] / self.problem.tolerance
        ran = np.isfinite(model).all(axis=1)
        # Where the model did not run the squares are NaN, and no comparison with NaN holds.
        better = self._squares(rows, tried, model) < self._squares(rows, self.z[rows], self.model[rows])
        self._correct(rows[ran], step[ran], model[ran])
        self.z[rows[better]], self.model[rows[better]] = tried[better], model[better]
        self.share[rows] = np.where(better, np.minimum(2.0 * self.share[rows], 1.0), 0.5 * self.share[rows])

    def _squares(self, rows: Ints, z: Floats, model: Floats) -> Floats:
        squared = ((model - self.wanted[rows]) ** 2).sum(axis=1) + ((z - self.centre[rows]) ** 2).sum(axis=1)
        return np.asarray(squared)

    def _correct(self, rows: Ints, step: Floats, model: Floats) -> None:
        """Broyden's update: the Jacobian that explains the last step and is nearest to the one before."""
        unexplained = model - self.model[rows] - (self.jacobian[rows] @ step[..., None])[..., 0]
        length = (step**2).sum(axis=1)
        self.jacobian[rows] += unexplained[:, :, None] * step[:, None, :] / length[:, None, None]

    def renew(self, rows: Ints) -> None:
        """Compute the Jacobians of the refits ``rows`` where they are now, and try full steps again."""
        slopes = self.problem.slopes(self.z[rows])
        ran = np.isfinite(slopes).all(axis=(1, 2))
        self.jacobian[rows[ran]] = slopes[ran]
        self.share[rows[ran]] = 1.0


def refit(fit: Fit, draws: int, seed: int) -> Ensemble:
    """Refit ``draws`` times, each target moved by its tolerance and each prior by its standard deviation.

    Same fit, draws and seed: same values.
    """
    search = _Search(fit, draws, seed)
    sd = np.sqrt(np.diag(fit.covariance))
    for rounds in range(ROUNDS + 1):
        step = search.steps()
        left = np.abs(step / sd).max(axis=1)
        rows = np.flatnonzero(left > CLOSE)
        if not rows.size or rounds == ROUNDS:
            break
        search.advance(rows, step)
        if rounds % RENEWED == RENEWED - 1:
            search.renew(rows)
    return Ensemble(tuple(prior.id for prior in fit.problem.priors), fit.problem.values(search.z), left, rounds)
