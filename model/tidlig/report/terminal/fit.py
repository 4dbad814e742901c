"""A calibration and a back-test as tables in a terminal."""

from __future__ import annotations

from typing import Any

from tidlig.pack.pack import Pack
from tidlig.report.terminal.check import show_misfits
from tidlig.report.terminal.rows import print_rows
from tidlig.report.terminal.screen import terminal
from tidlig.report.words.numbers import plain


def show_fit(pack: Pack, document: dict[str, Any]) -> None:
    """Targets before and after, what was not met, and every fitted number from prior to posterior."""
    rows = [
        [
            t["id"],
            *(plain(t[key], ",.5g") for key in ("observed", "tolerance", "before", "model")),
            plain(t["misfit"], "+.2f"),
            t["fit"],
        ]
        for t in document["targets"]
    ]
    columns = ["target", "observed", "tolerance", "before", "after", "off, in tolerances", "fitted"]
    print_rows("Targets", columns, rows, 1)
    show_misfits(pack, document)
    _show_parameters(document["parameters"])
    squares = document["squares"]
    terminal().print(
        f"Sum of squares: targets {plain(squares['targets'], '.2f')} ({squares['fitted']} fitted), "
        f"priors {plain(squares['priors'], '.2f')} ({len(document['parameters'])} numbers)"
    )
    if document["ensemble"]:
        _show_ensemble(document["ensemble"])


def _show_parameters(parameters: list[dict[str, Any]]) -> None:
    rows = [
        [
            p["id"],
            _interval(p["prior"]),
            plain(p["before"], ".4g"),
            _interval(p),
            plain(p["moved"], "+.2f"),
            plain(p["removed"], ".0%"),
            p["unit"],
        ]
        for p in parameters
    ]
    columns = ["number", "prior (90 %)", "before", "fitted (90 %)", "moved, in sd", "variance removed", "unit"]
    print_rows("Fitted numbers", columns, rows, 1)


def _interval(figures: dict[str, Any]) -> str:
    return f"{plain(figures['value'], '.4g')} ({plain(figures['low'], '.3g')}-{plain(figures['high'], '.3g')})"


def _show_ensemble(ensemble: dict[str, Any]) -> None:
    left = f"longest remaining step {plain(ensemble['longest_last_step'], '.2g')} posterior sd"
    terminal().print(
        f"Ensemble: {ensemble['draws']} refits with seed {ensemble['seed']}, {ensemble['arrived']} of them at rest "
        f"after {ensemble['rounds']} rounds ({left}); "
        f"their mean is at most {plain(ensemble['mean_from_fit'], '.2f')} posterior sd from the fit"
    )


def show_back_test(document: dict[str, Any]) -> None:
    """What a fit to older targets says of newer ones."""
    rows = [
        [
            p["id"],
            str(p["year"]),
            *(plain(p[key], ",.5g") for key in ("observed", "predicted", "tolerance")),
            plain(p["predicted"] / p["observed"] - 1.0, "+.1%") if p["observed"] else "",
            plain(p["misfit"], "+.2f"),
        ]
        for p in document["predicted"]
    ]
    columns = ["target", "year", "observed", "predicted", "tolerance", "relative error", "error, in tolerances"]
    print_rows(f"Fitted to targets before {document['year']}, under age 30 predicted from then on", columns, rows, 1)
    terminal().print(
        f"{len(document['fitted'])} targets fitted: {', '.join(document['fitted'])}\n"
        f"Root mean square error {plain(document['root_mean_square'], '.2f')} tolerances"
    )
