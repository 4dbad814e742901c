"""One scenario in several places, side by side: what differs there and what it makes of the result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import tidlig
from tidlig.analysis.run import run
from tidlig.assumptions.overlay import layer
from tidlig.assumptions.pack import Pack, Scenario

KEPT = ("id", "kind", "programmes", "persons", "cohort", "npv", "npv_per_person", "payback_year_discounted")


def by_place(
    pack: Pack, scenario: Scenario, places: Iterable[str], command: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The document of ``tidlig run --places``: an entry for each place, with the numbers that are not the pack's own.

    ``command`` as in :func:`~tidlig.assumptions.overlay.layer`.  Raises AssumptionError and PlanError as a run does.
    """
    return {
        "version": tidlig.__version__,
        "pack": {"id": pack.id, "digest": pack.digest},
        "scenario": scenario.id,
        "rules": scenario.rules or pack.rules_year,
        "start_year": scenario.start_year,
        "price_year": pack.price_year,
        "currency": pack.currency,
        "places": [_entry(pack, replace(scenario, place=place), command) for place in places],
    }


def _entry(pack: Pack, scenario: Scenario, command: Mapping[str, str] | None) -> dict[str, Any]:
    layered = layer(pack, scenario, command)
    document = run(layered, scenario)
    arms = [{key: arm[key] for key in KEPT} | {"cash": {"npv": arm["cash"]["npv"]}} for arm in document["arms"]]
    return {
        "place": scenario.place,
        "differs": _differs(layered, pack),
        "near": document["near"],
        "warnings": document["warnings"],
        "arms": arms,
    }


def _differs(layered: Pack, pack: Pack) -> list[dict[str, Any]]:
    """Numbers that a place has of its own, beside the pack's, each with where it comes from."""
    return [
        {
            "id": number.id,
            "value": number.value,
            "pack": pack.numbers[number.id].value,
            "unit": number.unit,
            "source": number.source,
            "grade": number.grade,
            "note": number.note,
        }
        for number in layered.numbers.values()
        if number.layer == "place"
    ]
