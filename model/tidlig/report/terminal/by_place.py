"""One scenario in several places on the console: what differs there, and what each arm gains or loses."""

from __future__ import annotations

from tidlig.appraisal.perspectives import SOCIETY
from tidlig.pack.pack import Pack
from tidlig.report.result.near import both_sides
from tidlig.report.terminal.rows import print_rows
from tidlig.report.terminal.screen import terminal
from tidlig.report.words.messages import Names, catalogue
from tidlig.report.words.names import assumption_name
from tidlig.report.words.numbers import persons, plain, quantity
from tidlig.result.result import Differing, PlaceResult, Places


def show_by_place(pack: Pack, result: Places) -> None:
    """Print what is every place's own, then each arm's present values per child born, and who is near a limit."""
    names = Names(pack.labels, catalogue("en", pack.currency))
    _show_differences(pack, result.places, names)
    for k in range(len(result.places[0].arms)):
        _show_arm(pack, result, k, names)


def _show_differences(pack: Pack, places: tuple[PlaceResult, ...], names: Names) -> None:
    """Print the numbers that are not the pack's in some place, and where they come from."""
    own = [{number.id: number for number in place.differs} for place in places]
    ids = list(dict.fromkeys(id for numbers in own for id in numbers))

    def cell(number: Differing | None) -> str:
        return quantity(round(number.value, 4), number.unit, "en") if number else ""

    rows = [
        [names.of(place.place), *(cell(numbers.get(id)) for id in ids)]
        for place, numbers in zip(places, own, strict=True)
    ]
    if ids:
        print_rows("What differs, blank: as in the pack", ["place", *ids], rows, 1)
    for id in ids:
        sources = sorted({numbers[id].source for numbers in own if id in numbers} - {""})
        came = f" ({', '.join(sources)})" if sources else ""
        terminal(whole_lines=True).print(f"{id}: {assumption_name(pack, id, names.texts)}{came}")


def _show_arm(pack: Pack, result: Places, k: int, names: Names) -> None:
    """Print one arm: a row a place, the own budget, the other budgets and society."""
    keys = [result.roles.own, *pack.budgets, SOCIETY]
    rows = []
    for place in result.places:
        cohort = place.arms[k].cohort
        per_child = [cohort.npv(key) / cohort.size if cohort.size else 0.0 for key in keys]
        amounts = [plain(value, ",.1f") for value in per_child]
        rows.append([names.of(place.place), plain(cohort.size, ",.0f"), persons(cohort.persons, names.texts), *amounts])
    arm = result.places[0].arms[k]
    named = ", ".join(names.of(id) for id in arm.programmes)
    title = f"{arm.id}: {named}. Present value per child born, {result.currency} of {result.price_year}, full value"
    print_rows(title, ["place", "born", "take part", *(names.payer(key) for key in keys)], rows, 1)
    for place in result.places:
        for text in both_sides(place, place.arms[k], pack, names.texts):
            terminal(whole_lines=True).print(text)
