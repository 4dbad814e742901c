"""A small consistent result document: two arms, ten years, every sum carried by its parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

PAYERS = ("municipality", "other_municipalities", "county", "state", "participants", "foundation")
# kroner a year of one cohort: an outlay in the municipality first, gains elsewhere later
EARLY = {
    "municipality": [-900_000.0, -100_000.0] + [60_000.0] * 18,
    "other_municipalities": [0.0] * 10 + [40_000.0] * 10,
    "county": [0.0] * 5 + [20_000.0] * 15,
    "state": [-50_000.0] + [150_000.0] * 19,
    "participants": [0.0] * 12 + [300_000.0] * 8,
    "foundation": [0.0] * 20,
}


def _year(flows: dict[str, list[float]], t: int) -> dict[str, float]:
    row: dict[str, float] = {payer: flows[payer][t] for payer in PAYERS}
    row["municipal"] = row["municipality"] + row["other_municipalities"]
    row["public"] = row["municipal"] + row["county"] + row["state"]
    row["tax_financing"] = 0.2 * row["public"]
    row["society"] = sum(row[p] for p in PAYERS) + row["tax_financing"]
    return row


def _payback(yearly: list[dict[str, Any]], budget: str) -> tuple[int | None, str]:
    total, totals = 0.0, []
    for row in yearly:
        total += row[budget]
        totals.append(total)
    first = next((i for i, row in enumerate(yearly) if row[budget] < 0), None)
    if first is None:
        return None, "no_outlay"
    for t in range(first, len(totals)):
        if min(totals[t:]) >= 0:
            return t - first, ""
    return None, "never"


def make_arm(name: str, kind: str, flows: dict[str, list[float]], persons: float = 12.0) -> dict[str, Any]:
    yearly = [{"year": 2027 + t, "age": t} | _year(flows, t) for t in range(20)]
    keys = [key for key in yearly[0] if key not in ("year", "age")]
    npv = {key: sum(row[key] * 0.97**t for t, row in enumerate(yearly)) for key in keys}
    npv["programme_cost"] = -1_000_000.0
    payback = {key: _payback(yearly, key) for key in keys if key != "tax_financing"}
    budget = [{"year": row["year"]} | {key: 1.5 * row[key] for key in keys} for row in yearly]
    cash = [row | {"municipality": row["municipality"] - 1000.0} for row in budget]
    return {
        "id": name,
        "kind": kind,
        "programmes": ["parents" if kind == "early" else "jobs"],
        "persons": persons,
        "cohort": 100.0,
        "cash": {"npv": npv, "budget": cash, "areas": _areas(cash)},
        "npv": npv,
        "npv_per_person": {key: value / persons for key, value in npv.items()} if persons else None,
        "bcr": {"society": 1.5, "public": 1.2},
        "irr": {"municipality": 0.01, "society": 0.05},
        "payback_year": {key: value for key, (value, _) in payback.items()},
        "payback_year_discounted": dict.fromkeys(payback),
        "outcomes": {
            "outside": {"difference": -1.25, "unit": "person-years", "cost_per_unit": 80_000.0},
            "completed": {"difference": 0.0, "unit": "persons", "cost_per_unit": None},
        },
        "yearly": yearly,
        "budget": budget,
        "accounts": _accounts("parents" if kind == "early" else "jobs", budget),
        "areas": _areas(budget),
        "participants": [{"year": row["year"], "persons": persons * 1.5} for row in budget],
        "why": {f"payback_year.{key}": why for key, (_, why) in payback.items() if why}
        | {f"payback_year_discounted.{key}": why or "never" for key, (_, why) in payback.items()}
        | {"outcomes.completed.cost_per_unit": "no_gain"},
    }


def _areas(budget: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Child welfare and an area of the municipality's own; the state's child welfare."""
    own = [10_000.0] * len(budget)
    rest = [row["municipality"] - 10_000.0 for row in budget]
    return [
        {"payer": "municipality", "area": "Oppvekst *og* mestring", "years": own},
        {"payer": "municipality", "area": "child_welfare", "years": rest},
        {"payer": "municipality", "area": "social", "years": [0.0] * len(budget)},
        {"payer": "county", "area": "", "years": [0.0] * len(budget)},
        {"payer": "state", "area": "child_welfare", "years": [row["state"] for row in budget]},
    ]


def _accounts(programme: str, budget: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The municipality: outlay of 200 000 a year, placements for the rest; programme and item share a function."""
    outlay = [-200_000.0] * len(budget)
    rest = [row["municipality"] + 190_000.0 for row in budget]
    return [
        {
            "account": "251",
            "area": "Oppvekst *og* mestring",
            "item": "child_welfare",
            "payer": "municipality",
            "years": [10_000.0] * len(budget),
        },
        {"account": "251", "area": "child_welfare", "item": programme, "payer": "municipality", "years": outlay},
        {"account": "252", "area": "child_welfare", "item": "placement", "payer": "municipality", "years": rest},
        {
            "account": "252",
            "area": "child_welfare",
            "item": "placement",
            "payer": "state",
            "years": [row["state"] for row in budget],
        },
        {
            "account": "281",
            "area": "social",
            "item": "social_assistance",
            "payer": "municipality",
            "years": [0.0] * len(budget),
        },
    ]


@pytest.fixture
def build_arm() -> Callable[..., dict[str, Any]]:
    """Make an arm from yearly flows by payer."""
    return make_arm


@pytest.fixture
def early_flows() -> dict[str, list[float]]:
    return {payer: list(values) for payer, values in EARLY.items()}


@pytest.fixture
def document() -> dict[str, Any]:
    late = {payer: [value / 2 for value in values] for payer, values in EARLY.items()}
    return {
        "version": "0.1.0",
        "pack": {"id": "norway", "digest": "abc123"},
        "scenario": "test",
        "place": "ha",
        "rules": 2025,
        "start_year": 2027,
        "price_year": 2025,
        "currency": "NOK",
        "payers": ["municipality", "other_municipalities", "county", "participants", "foundation"],
        "arms": [make_arm("early", "early", EARLY), make_arm("repair", "repair", late)],
    }
