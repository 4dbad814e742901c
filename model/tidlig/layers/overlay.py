"""Layers: what a year's rules, a place, a scenario and the command line change in a pack."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from tidlig.files.check.domain import check_domains
from tidlig.files.check.powers import check_powers
from tidlig.files.check.scenario import check_scenario
from tidlig.files.check.settable import not_a_number
from tidlig.files.check.sums import check_sums
from tidlig.files.check.warnings import warnings_of
from tidlig.files.tables import tail
from tidlig.files.text.numerals import FigureError, parse_number
from tidlig.pack.change import changed, check_change
from tidlig.pack.digest import digest_of_layers
from tidlig.pack.number import Assumption
from tidlig.pack.pack import Pack
from tidlig.pack.prices import in_price_year
from tidlig.pack.scenario import Scenario
from tidlig.problems import Prefixed, Problems, Spot

COMMAND = "--set"


def layer(pack: Pack, scenario: Scenario, command: Mapping[str, str] | None = None) -> Pack:
    """Return the pack as a scenario sees it: rules, place, scenario with its own programmes, then command line.

    ``command``: values as text by id, decimal comma or point.  Every number changed knows its layer, file,
    line and reason.  All checks that depend on numbers run again.  Raises AssumptionError.
    """
    problems = Problems()
    check_scenario(scenario, pack, problems)
    problems.raise_any()
    year = scenario.rules or pack.rules_year
    numbers = in_place(pack, scenario.place, year)
    for id, number in scenario.programme_numbers.items():
        numbers[id] = _valued(replace(number, layer="scenario"), pack, problems)
    before = dict(numbers)
    for id, given in scenario.changes.items():
        check_change(numbers[id], given, _says(given, problems))
        numbers[id] = _valued(changed(numbers[id], replace(given, layer="scenario")), pack, problems)
    _command_over(numbers, command or {}, pack, problems)
    problems.raise_any()
    numbers |= _decided(numbers, pack, {*pack.places.get(scenario.place, ()), *scenario.changes, *(command or ())})
    programmes = {**pack.programmes, **scenario.programmes}
    layered = replace(pack, numbers=numbers, rules_year=year, place=scenario.place, programmes=programmes)
    check_sums(layered, problems, {id for id, number in numbers.items() if number is not pack.numbers.get(id)})
    check_domains(layered, problems)
    check_powers(layered, problems)
    problems.raise_any()
    bases = {id: before[id] for id in (*scenario.changes, *(command or {}))}
    changed_numbers = [number for id, number in numbers.items() if number is not pack.numbers.get(id)]
    kept = [warning for warning in pack.warnings if numbers[warning.id] is pack.numbers[warning.id]]
    warnings = (*kept, *warnings_of(changed_numbers, bases))
    return replace(layered, digest=digest_of_layers(pack, layered), warnings=warnings)


def placed(pack: Pack, place: str, command: Mapping[str, str] | None = None) -> Pack:
    """Return the pack as it is in a place of its own ("": none), without a scenario; ``command`` as in :func:`layer`.

    Raises AssumptionError.
    """
    problems = Problems()
    numbers = in_place(pack, place)
    before = dict(numbers)
    _command_over(numbers, command or {}, pack, problems)
    problems.raise_any()
    numbers |= _decided(numbers, pack, {*pack.places.get(place, ()), *(command or ())})
    changed = {id: before[id] for id in command or ()}
    kept = [warning for warning in pack.warnings if warning.id not in changed]
    warnings = (*kept, *warnings_of([numbers[id] for id in changed], changed))
    return replace(pack, numbers=numbers, place=place, warnings=warnings)


def in_place(
    pack: Pack, place: str, year: int | None = None, changes: Mapping[str, float] | None = None
) -> dict[str, Assumption]:
    """Return the numbers of a pack by the rules of a year (None: its own) and as they hold in a place.

    ``changes``: values that are to replace some of them; here they only decide on which side of a threshold others are.
    """
    own = {**_born(pack, place), **pack.places.get(place, {})}
    numbers = {**pack.numbers, **(pack.rules[year] if year else {}), **own}
    valued = {id: replace(numbers[id], value=value) for id, value in (changes or {}).items() if id in numbers}
    return numbers | _decided(numbers | valued, pack, {*own, *valued})


def _born(pack: Pack, place: str) -> dict[str, Assumption]:
    """Return the children born in a place in a year where nobody says so: its residents aged 0, else a single one.

    The pack's own number is of the pack's own place only.
    """
    if not pack.newborns or place in ("", pack.id):
        return {}
    years = [year for known, year in pack.residents if known == place]
    born = pack.residents[place, max(years)][0] if years else 1.0
    note = f"residents aged 0 in {max(years)}" if years else "one child: the place has neither births nor residents"
    number = replace(
        pack.numbers[pack.newborns], value=born, low=None, high=None, dist="fixed", layer="place", note=note
    )
    return {pack.newborns: number}


def _decided(numbers: Mapping[str, Assumption], pack: Pack, given: Collection[str]) -> dict[str, Assumption]:
    """Return the numbers that are 1 or 0 by a threshold of the pack.

    ``given``: ids that a place, a scenario or the command line has a number of.  What decides must be among them, for
    the pack's own is an average that says nothing of a place; what is given itself is not decided.
    """
    decided = {}
    for id, threshold in pack.thresholds.items():
        if threshold.number in given and id not in given:
            number, below = numbers[threshold.number], numbers[threshold.below]
            is_below = number.value * number.factor < below.value * below.factor
            decided[id] = replace(
                number,
                id=id,
                value=float(is_below),
                low=None,
                high=None,
                dist="fixed",
                unit=pack.numbers[id].unit,
                price_year=None,
                factor=1.0,
                status="derived" if number.status == "read" else number.status,
                note=f"{number.id} {number.value:g} {'<' if is_below else '>='} {below.id} {below.value:g}",
            )
    return decided


def follows(pack: Pack, id: str) -> bool:
    """Tell whether what a threshold decides follows the number that decides it: nobody gave a number of its own."""
    decided, number = pack.numbers[id], pack.numbers[pack.thresholds[id].number]
    # A decided number knows the line of the number that decides.
    return decided.layer in ("pack", "rules") or (decided.file, decided.line) == (number.file, number.line)


def _command_over(numbers: dict[str, Assumption], command: Mapping[str, str], pack: Pack, problems: Problems) -> None:
    """Lay what the command line sets over the numbers; notes what is wrong with it."""
    for id, given in _command(command, numbers, pack, problems).items():
        check_change(numbers[id], given, _says(given, problems))
        numbers[id] = _valued(changed(numbers[id], given), pack, problems)


def _command(
    command: Mapping[str, str], numbers: Mapping[str, Assumption], pack: Pack, problems: Problems
) -> dict[str, Assumption]:
    """Return what the command line sets; notes unknown ids and what is not a number."""
    given: dict[str, Assumption] = {}
    spot = Spot(problems, COMMAND)
    for id, text in command.items():
        if id not in numbers:
            spot.say(id, *not_a_number(id, pack, numbers))
            continue
        try:
            value = parse_number(text, numbers[id].unit)
        except FigureError as error:
            spot.say(id, error.what, error.hint)
            continue
        given[id] = Assumption(id, value, file=COMMAND, layer="command", reason="set on the command line")
    return given


def _says(number: Assumption, problems: Problems) -> Prefixed:
    """Return where the problems of a changed number go."""
    return Prefixed(Spot(problems, number.file, number.line), number.id)


def _valued(number: Assumption, pack: Pack, problems: Problems) -> Assumption:
    """Return a changed number in the pack's price year; notes what is wrong with it."""
    spot = _says(number, problems)
    number = replace(number, status=tail.status_of(number.status, number.source, pack.sources))
    before = len(problems.found)
    tail.check_number(number, pack.currency, spot)
    tail.check_evidence(number, pack.sources, spot)
    return number if len(problems.found) > before else in_price_year(number, pack.price_year, pack.deflators, spot)
