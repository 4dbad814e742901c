"""calibration.csv and ensemble.csv: which numbers are fitted to the targets, and the refits that were kept."""

from __future__ import annotations

from collections.abc import Mapping

from tidlig.files.tables.numbers import Numbers
from tidlig.files.text.folder import Folder
from tidlig.files.text.table import Cells
from tidlig.pack import units
from tidlig.pack.number import Assumption, Prior
from tidlig.problems import Message, Spot, did_you_mean

PRIORS, ENSEMBLE = "calibration.csv", "ensemble.csv"
_NEEDED = ["id", "prior", "low", "high"]


def read_priors(files: Folder, numbers: Mapping[str, Assumption], known: Numbers) -> tuple[Prior, ...]:
    """Return the fitted numbers with what was known of them before; notes what cannot be used."""
    priors: dict[str, Prior] = {}
    for cells in files.table(PRIORS, [*_NEEDED, "source", "note"], _NEEDED):
        prior = _prior(cells, numbers, known)
        if prior and prior.id in priors:
            cells.spot.say("id", "'{name}' appears twice", "remove one of them", name=prior.id)
        elif prior:
            priors[prior.id] = prior
    return tuple(priors.values())


def _prior(cells: Cells, numbers: Mapping[str, Assumption], known: Numbers) -> Prior | None:
    """Return one prior; None after noting why it cannot be used."""
    before = len(cells.spot.problems.found)
    id, source = cells.identifier("id"), cells.get("source")
    figures = [cells.number(column) for column in _NEEDED[1:]]
    for column in _NEEDED[1:]:
        if not cells.get(column):
            cells.spot.say(column, "is missing", "write the median and the 90 % interval before the targets")
    if id:
        known.known(id, "id", cells.spot)
    if source and known.sources is not None and source not in known.sources:
        hint = did_you_mean(source, known.sources)
        cells.spot.say("source", "unknown source '{source}'", hint, source=source)
    value, low, high = figures
    if value is None or low is None or high is None or len(cells.spot.problems.found) > before:
        return None
    prior = Prior(id, value, low, high, source, cells.get("note"))
    if id in numbers:
        _check_prior(prior, numbers[id], cells.spot)
    return prior


def _check_prior(prior: Prior, number: Assumption, spot: Spot) -> None:
    """Note figures that have no place on the scale of the fit, an interval upside down, a number with a family."""
    known = units.of(number.unit)
    one = known.high == 1.0
    hint = "write a number greater than 0 and less than 1" if one else "write a number greater than 0"
    for column, figure in (("prior", prior.value), ("low", prior.low), ("high", prior.high)):
        if not 0.0 < figure < known.high:
            what = "{figure} is outside what {unit} can be fitted to"
            spot.say(column, what, hint, figure=figure, unit=Message(known.called))
    if not prior.low < prior.value < prior.high:
        figures = [f"{figure:g}" for figure in (prior.low, prior.value, prior.high)]
        spot.say("prior", "{figures} do not rise", "write low < prior < high", figures=figures)
    if number.file.endswith(".yaml"):
        what = "'{id}' is a number of a programme"
        spot.say("id", what, "remove the line; only numbers in tables are fitted", id=number.id)
    if number.dist:
        what, hint = "'{id}' has dist {dist}", "leave dist blank at {file}:{line}"
        spot.say("id", what, hint, id=number.id, dist=number.dist, file=number.file, line=number.line)


def read_ensemble(files: Folder, numbers: Mapping[str, Assumption], known: Numbers) -> dict[str, tuple[float, ...]]:
    """Return the values of every refit by number, one a draw; notes blanks and values that the unit does not allow.

    Empty where some of the pack's numbers could not be read: whose columns they are is not known then.
    """
    if not known.complete:
        return {}
    rows = files.table(ENSEMBLE, ["draw", *known.lines], ["draw"])
    columns = {column for cells in rows for column in cells.text}
    fitted = [number for id, number in numbers.items() if id in columns]
    return {number.id: tuple(_member(cells, number) for cells in rows) for number in fitted}


def _member(cells: Cells, number: Assumption) -> float:
    """Return one value of one draw; notes a blank and a value out of range."""
    value = cells.number(number.id)
    if not cells.get(number.id):
        cells.spot.say(number.id, "is missing", "write the value of this draw")
    elif value is not None and (refused := units.outside(value, number.unit)):
        cells.spot.say(number.id, *refused)
    return value or 0.0
