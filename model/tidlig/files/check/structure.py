"""What pack.yaml declares must not contradict itself."""

from __future__ import annotations

from collections.abc import Iterable

from tidlig.files.check.chains import chain
from tidlig.files.documents.structure import DEAD, PUBLIC, PackFile
from tidlig.files.text.document import Document, Keys
from tidlig.pack.structure import Outcome, Structure
from tidlig.pack.units import outside
from tidlig.problems import Message, did_you_mean

# Names with a meaning of their own in tables and programmes; a factor's name is a column and a key there.
_RESERVED = set(
    f"""id process from to age_from age_to programme years_in times measure base_risk item payer of value low high
    dist unit price_year source grade status note ages per repeat reach moves level use fade age {DEAD}""".split()
)
_FACTOR, _CAUSAL = "unknown factor '{name}'", "unknown causal factor '{name}'"
_LEVEL, _ITEM = "unknown level '{name}'", "unknown item '{name}'"

# Rows of the result beside payers and budgets, and columns of its tables.
_MEANT = "the result has something else of this name"
_TOTALS = ("society", "tax_financing", "programme_cost", "year", "age", "arm")


def check_structure(shape: PackFile, structure: Structure, document: Document) -> bool:
    """Note what contradicts itself in pack.yaml and names in it that do not exist.

    Returns whether tables can be read with it: ages, factors and processes are as they should be.
    """
    problems = document.spot.problems.found
    before = len(problems)
    first, last = structure.ages
    if not 0 <= first < last <= 120:
        what, hint = "{first} to {last} is not a life course", "write [first, horizon], such as [0, 67], at most 120"
        document.say(("ages",), what, hint, first=first, last=last)
    _check_factors(shape, structure, document)
    _check_processes(shape, structure, document)
    usable = len(problems) == before
    _check_payers(shape, structure, document)
    _check_items(structure, document)
    for id, outcome in structure.outcomes.items() if usable else ():
        _check_outcome(id, outcome, structure, document)
    _check_discount(shape, document)
    for factor in structure.causal:
        _known(factor, structure.factors, _FACTOR, ("causal", factor), document)
    if len(structure.lasting) > 1:
        document.say(
            ("lasting",),
            "names {n} factors",
            "name one: what several leave behind cannot be told apart",
            n=len(structure.lasting),
        )
    for factor in structure.lasting:
        _known(factor, structure.factors, _FACTOR, ("lasting", factor), document)
        if factor in structure.causal:
            what = "also has a causal share, which is for all that follows from the factor"
            document.say(("lasting", factor), what, "name it in causal or in lasting, not in both")
    return usable


def _check_discount(shape: PackFile, document: Document) -> None:
    """Note years that are none, and rates that do not begin in year 0."""
    for kind in ("money", "health"):
        years = getattr(shape.discount, kind)
        wrong = {year: refused for year in years if (refused := outside(year, "years"))}
        for year, refused in wrong.items():
            document.say(("discount", kind, year), *refused)
        if years and 0 not in years and not wrong:
            document.say(("discount", kind), "no rate from year 0", "write {0: id, 41: id}")


def _known(name: str, names: Iterable[str], what: str, path: Keys, document: Document) -> None:
    """Note a name that does not exist; ``what`` is said of it."""
    if name not in names:
        document.say(path, what, did_you_mean(name, names), name=name)


def _check_payers(shape: PackFile, structure: Structure, document: Document) -> None:
    """Note payers that stand twice, and budgets of names that are neither payers nor earlier budgets."""
    for name in sorted({payer for payer in shape.payers if shape.payers.count(payer) > 1}):
        document.say(("payers",), "'{name}' appears twice", "remove one of them", name=name)
    known = list(shape.payers)
    for name, members in shape.budgets.items():
        for place, member in enumerate(members):
            _known(member, known, "unknown payer '{name}'", ("budgets", name, place), document)
        if name in shape.payers:
            document.say(("budgets", name), "a payer has this name", "give the budget another name")
        if name in _TOTALS:
            document.say(("budgets", name), _MEANT, "give the budget another name")
        known.append(name)
    for place, name in enumerate(shape.payers):
        if name in (*_TOTALS, PUBLIC):
            document.say(("payers", place), _MEANT, "give the payer another name")
    _check_roles(shape, [*known, *structure.budgets], structure, document)


def _check_roles(shape: PackFile, known: list[str], structure: Structure, document: Document) -> None:
    """Note roles of nobody, and tables by payer that leave somebody out or count somebody twice."""
    roles = shape.roles
    for role in ("own", "public"):
        if name := getattr(roles, role):
            _known(name, known, "unknown payer '{name}'", ("roles", role), document)
    for role in ("participants", "gifts"):
        for place, name in enumerate(getattr(roles, role) or ()):
            _known(name, shape.payers, "unknown payer '{name}'", ("roles", role, place), document)
    for place, name in enumerate(roles.shown):
        _known(name, known, "unknown payer '{name}'", ("roles", "shown", place), document)
    counted = [payer for name in roles.shown for payer in structure.budgets.get(name, (name,))]
    for payer in shape.payers:
        if roles.shown and counted.count(payer) != 1 and set(roles.shown) <= set(known):
            document.say(
                ("roles", "shown"),
                "'{name}' is counted {times} times",
                "write payers and budgets so that every payer is counted once",
                name=payer,
                times=counted.count(payer),
            )


def _check_factors(shape: PackFile, structure: Structure, document: Document) -> None:
    """Note names of factors and levels that mean something else or stand twice."""
    for factor in structure.factors:
        names = structure.levels(factor)
        if factor in _RESERVED:
            document.say(("factors", factor), "this name means something else in the tables", "choose another name")
        for name in sorted({name for name in names if names.count(name) > 1}):
            document.say(("factors", factor), "level '{name}' appears twice", "remove one of them", name=name)
        if DEAD in names:
            document.say(
                ("factors", factor), "'dead' is not a level of a factor", "remove it: every process may lead to dead"
            )
        if any(len(entry) != 1 for entry in shape.factors[factor]):
            document.say(
                ("factors", factor), "a level is a name or {name: {memory: years}}", "write one level an entry"
            )


def _check_processes(shape: PackFile, structure: Structure, document: Document) -> None:
    """Note processes with one id, of unknown factors, or two yearly ones of one factor."""
    ids: list[str] = []
    yearly: dict[str, str] = {}
    for place, process in enumerate(shape.processes):
        path = ("processes", place)
        if process.id in ids:
            what = "process '{name}' appears twice"
            document.say((*path, "id"), what, "give one of them another id", name=process.id)
        ids.append(process.id)
        if process.factor is None:
            continue
        _known(process.factor, structure.factors, _FACTOR, (*path, "factor"), document)
        if not process.once and process.factor in yearly:
            what, hint = "'{factor}' already has process '{process}'", "keep one yearly process per factor"
            other = yearly[process.factor]
            document.say((*path, "factor"), what, hint, factor=process.factor, process=other)
        elif not process.once:
            yearly[process.factor] = process.id


def _check_items(structure: Structure, document: Document) -> None:
    """Note unknown factors and items, and items that are their own quantity."""
    for id, item in structure.items.items():
        if item.by_definition:
            _known(
                item.by_definition,
                structure.factors,
                _FACTOR,
                ("items", id, "by_definition"),
                document,
            )
        if item.of:
            _known(item.of, structure.items, _ITEM, ("items", id, "of"), document)
        for k, base in enumerate(item.schedule):
            _known(base, structure.items, _ITEM, ("items", id, "schedule", k), document)
        if item.schedule and (item.of or item.kind != "transfer"):
            document.say(("items", id, "schedule"), "a schedule taxes income", "write kind: transfer and remove `of`")
        for factor in item.shares:
            _known(factor, structure.causal, _CAUSAL, ("items", id, "shares", factor), document)
        links = chain(id, structure)
        if id in links[1:] and id == next(each for each in structure.items if each in links):
            what = Message(" of ".join(links))
            document.say(("items", id, "of"), "the chain {links} has no end", "remove one `of`", links=what)


def _check_outcome(id: str, outcome: Outcome, structure: Structure, document: Document) -> None:
    """Note outcomes that count nothing or two things, and unknown names."""
    path: Keys = ("outcomes", id)
    given = (outcome.ages is not None, outcome.at is not None, bool(outcome.item))
    if sum(given) != 1 or bool(outcome.states) == bool(outcome.item):
        document.say(path, "counts nothing or two things", "write states with ages or at, or write item")
    first, last = structure.ages
    for age in (*(outcome.ages or ()), *(() if outcome.at is None else (outcome.at,))):
        if not first <= age <= last:
            what = "age {age} is outside {first}-{last}"
            document.say(path, what, "write an age from {first} to {last}", age=age, first=first, last=last)
            break
    if outcome.at == last and structure.counting.kind != "state_weights":
        what, hint = "no one is counted at the horizon, {last}", "write an age below {last}"
        document.say((*path, "at"), what, hint, last=last)
    if outcome.ages and first <= outcome.ages[1] < outcome.ages[0] <= last:
        what = "{first} is greater than {last}"
        document.say((*path, "ages"), what, "write [from, to]", first=outcome.ages[0], last=outcome.ages[1])
    if outcome.item:
        _known(outcome.item, structure.items, _ITEM, (*path, "item"), document)
    if outcome.by_definition:
        _known(outcome.by_definition, structure.factors, _FACTOR, (*path, "by_definition"), document)
    _check_levels(outcome, path, structure, document)


def _check_levels(outcome: Outcome, path: Keys, structure: Structure, document: Document) -> None:
    """Note unknown factors and levels of an outcome."""
    for factor in outcome.shares:
        _known(factor, structure.causal, _CAUSAL, (*path, "shares", factor), document)
    for factor, levels in outcome.states.items():
        _known(factor, structure.factors, _FACTOR, (*path, "states", factor), document)
        for level in levels if factor in structure.factors else ():
            _known(level, structure.levels(factor), _LEVEL, (*path, "states", factor, level), document)
