"""One scenario in several places on the console: what differs there, and what each arm gains or loses."""

from __future__ import annotations

from typing import Any

from tidlig.appraisal.perspectives import SOCIETY
from tidlig.pack.pack import Pack
from tidlig.report.catalogue.listings import label
from tidlig.report.result.headline import own_of
from tidlig.report.result.near import both_sides
from tidlig.report.terminal.rows import print_rows
from tidlig.report.terminal.screen import terminal
from tidlig.report.words.messages import catalogue
from tidlig.report.words.names import assumption_name
from tidlig.report.words.numbers import persons, plain, quantity

TEXTS = catalogue("en")


def show_by_place(pack: Pack, document: dict[str, Any]) -> None:
    """Print what is every place's own, then each arm's present values per child born, and who is near a limit."""
    entries = document["places"]
    _show_differences(pack, entries)
    for k in range(len(entries[0]["arms"])):
        _show_arm(pack, document, k)


def _show_differences(pack: Pack, entries: list[dict[str, Any]]) -> None:
    """Print the numbers that are not the pack's in some place, and where they come from."""
    own = [{number["id"]: number for number in entry["differs"]} for entry in entries]
    ids = list(dict.fromkeys(id for numbers in own for id in numbers))

    def cell(number: dict[str, Any] | None) -> str:
        return quantity(round(number["value"], 4), number["unit"], "en") if number else ""

    rows = [
        [label(pack, entry["place"], "en"), *(cell(numbers.get(id)) for id in ids)]
        for entry, numbers in zip(entries, own, strict=True)
    ]
    if ids:
        print_rows("What differs, blank: as in the pack", ["place", *ids], rows, 1)
    for id in ids:
        sources = sorted({numbers[id]["source"] for numbers in own if id in numbers} - {""})
        came = f" ({', '.join(sources)})" if sources else ""
        terminal(whole_lines=True).print(f"{id}: {assumption_name(pack, id, TEXTS)}{came}")


def _show_arm(pack: Pack, document: dict[str, Any], k: int) -> None:
    """Print one arm: a row a place, the own municipality, the budgets and society."""
    arms = [entry["arms"][k] for entry in document["places"]]
    keys = [own_of(arms[0]["npv"]), *pack.budgets, SOCIETY]
    rows = []
    for entry, arm in zip(document["places"], arms, strict=True):
        per_child = [arm["npv"][key] / arm["cohort"] if arm["cohort"] else 0.0 for key in keys]
        name, people = label(pack, entry["place"], "en"), persons(arm["persons"], TEXTS)
        rows.append([name, plain(arm["cohort"], ",.0f"), people, *(plain(value, ",.1f") for value in per_child)])
    named = ", ".join(label(pack, id, "en") for id in arms[0]["programmes"])
    year = f"{document['currency']} of {document['price_year']}"
    title = f"{arms[0]['id']}: {named}. Present value per child born, {year}, full value"
    print_rows(title, ["place", "born", "take part", *(label(pack, key, "en") for key in keys)], rows, 1)
    for entry, arm in zip(document["places"], arms, strict=True):
        for text in both_sides(entry, arm, pack, TEXTS):
            terminal(whole_lines=True).print(text)
