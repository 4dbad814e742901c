"""The reports of a calibration and of a back-test as documents for tables and JSON."""

from __future__ import annotations

from typing import Any

import numpy as np

from tidlig.analysis.fit.calibrate import Fit
from tidlig.analysis.fit.ensemble import CLOSE, Ensemble
from tidlig.analysis.fit.targets import Comparison


def fit_document(fit: Fit, ensemble: Ensemble | None, seed: int) -> dict[str, Any]:
    """Targets before and after, parameters from prior to posterior, and how well the refits arrived."""
    pack = fit.problem.pack
    targets, priors = fit.squares
    return {
        "pack": {"id": pack.id, "digest": pack.digest},
        "squares": {"targets": targets, "priors": priors, "fitted": int(fit.problem.fitted.sum())},
        "targets": target_rows(fit),
        "parameters": parameter_rows(fit),
        "ensemble": ensemble_summary(fit, ensemble, seed) if ensemble else None,
    }


def target_rows(fit: Fit) -> list[dict[str, Any]]:
    """Every target with the model's figure before and after, and the distance in tolerances."""
    rows = zip(fit.problem.pack.targets, fit.before, fit.figures, strict=True)
    return [
        {
            "id": target.id,
            "observed": target.value,
            "tolerance": target.tolerance,
            "before": float(before),
            "model": float(after),
            "misfit": Comparison(target, float(after)).misfit,
            "fit": target.fit,
        }
        for target, before, after in rows
    ]


def parameter_rows(fit: Fit) -> list[dict[str, Any]]:
    """Every fitted number: prior, the pack's present value, posterior, and the share of prior variance removed."""
    low, high = fit.interval
    pack = fit.problem.pack
    return [
        {
            "id": prior.id,
            "unit": pack.numbers[prior.id].unit,
            "prior": {"value": prior.value, "low": prior.low, "high": prior.high},
            "before": pack.numbers[prior.id].value,
            "value": float(fit.values[k]),
            "low": float(low[k]),
            "high": float(high[k]),
            "moved": float(fit.z[k]),
            "removed": float(fit.removed[k]),
        }
        for k, prior in enumerate(fit.problem.priors)
    ]


def ensemble_summary(fit: Fit, ensemble: Ensemble, seed: int) -> dict[str, Any]:
    """How many refits arrived, and how far their mean lies from the fit, in posterior standard deviations."""
    points = fit.problem.point(ensemble.values)
    away = (points.mean(axis=0) - fit.z) / np.sqrt(np.diag(fit.covariance))
    return {
        "draws": len(ensemble.values),
        "seed": seed,
        "rounds": ensemble.rounds,
        "arrived": int((ensemble.last_step <= CLOSE).sum()),
        "longest_last_step": float(ensemble.last_step.max()),
        "mean_from_fit": float(np.abs(away).max()),
    }


def back_test_document(fit: Fit, predictions: list[Comparison], year: int) -> dict[str, Any]:
    """What was fitted, what it predicts, and the error: in tolerances, each and as a root mean square."""
    targets = zip(fit.problem.pack.targets, fit.problem.fitted, strict=True)
    return {
        "pack": {"id": fit.problem.pack.id, "digest": fit.problem.pack.digest},
        "year": year,
        "fitted": [target.id for target, fitted in targets if fitted],
        "predicted": [
            {
                "id": prediction.target.id,
                "year": prediction.target.year,
                "observed": prediction.target.value,
                "predicted": prediction.model,
                "tolerance": prediction.target.tolerance,
                "misfit": prediction.misfit,
            }
            for prediction in predictions
        ],
        "root_mean_square": float(np.sqrt(np.mean([prediction.misfit**2 for prediction in predictions]))),
    }
