"""A small consistent result: two arms, ten years, every sum carried by its parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate
from typing import Any

import pytest
from tests.shipped import shipped

from tidlig.pack.structure import Roles
from tidlig.result.arm import (
    AccountRow,
    AreaRow,
    Arm,
    BudgetView,
    Cohort,
    Flows,
    Kind,
    OutcomeFigures,
    PayerFigures,
    Ratios,
)
from tidlig.result.figure import Figure
from tidlig.result.result import PackId, Result

PAYERS = ("municipality", "other_municipalities", "county", "state", "participants", "foundation")
BUDGETS = {
    "municipal": ("municipality", "other_municipalities"),
    "public": ("municipality", "other_municipalities", "county", "state"),
}
ROLES = Roles("municipality", "public", ("participants",), ("foundation",), PAYERS)
UNTIMED = ("tax_financing", "programme_cost")
FIRST = 2027
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


def _payback(flow: tuple[float, ...]) -> Figure:
    totals = list(accumulate(flow))
    start = next((t for t, amount in enumerate(flow) if amount < 0), None)
    if start is None:
        return Figure(None, "years", "no_outlay")
    for t in range(start, len(totals)):
        if min(totals[t:]) >= 0:
            return Figure(t - start, "years")
    return Figure(None, "years", "never")


def _figures(id: str, npv: float, flow: tuple[float, ...], persons: float) -> PayerFigures:
    money = Figure(npv, "NOK")
    each = Figure(npv / persons, "NOK/participant") if persons else Figure(None, "NOK/participant", "nobody_enrolled")
    found = PayerFigures(money, money, each)
    if id in UNTIMED:
        return found
    payback = _payback(flow)
    return replace(
        found,
        irr={"municipality": Figure(0.01, "share"), "society": Figure(0.05, "share")}.get(id),
        payback_year=payback,
        payback_year_discounted=Figure(None, "years", payback.why or "never"),
    )


def make_arm(name: str, kind: Kind, flows: dict[str, list[float]], persons: float = 12.0) -> Arm:
    rows = [_year(flows, t) for t in range(20)]
    yearly = {key: tuple(row[key] for row in rows) for key in rows[0]}
    npv = {key: sum(amount * 0.97**t for t, amount in enumerate(flow)) for key, flow in yearly.items()}
    npv["programme_cost"] = -1_000_000.0
    programme = "parents" if kind == "early" else "jobs"
    cohort = Cohort(
        size=100.0,
        persons=persons,
        by={key: _figures(key, value, yearly.get(key, ()), persons) for key, value in npv.items()},
        first_age=0,
        ratios=Ratios(Figure(1.5, "ratio"), Figure(1.4, "ratio"), Figure(1.2, "ratio"), Figure(2.0, "ratio")),
        outcomes={
            "outside": OutcomeFigures(Figure(-1.25, "person-years"), Figure(80_000.0, "NOK")),
            "completed": OutcomeFigures(Figure(0.0, "persons"), Figure(None, "NOK", "no_gain")),
        },
        flows=Flows(FIRST, "NOK", yearly),
    )
    full = {key: tuple(1.5 * amount for amount in flow) for key, flow in yearly.items()}
    released = full | {"municipality": tuple(amount - 1000.0 for amount in full["municipality"])}
    budget = BudgetView(
        full=Flows(FIRST, "NOK", full),
        releasable=Flows(FIRST, "NOK", released),
        accounts=_accounts(programme, full),
        areas=_areas(full),
        areas_releasable=_areas(released),
        persons=(persons * 1.5,) * 20,
    )
    return Arm(name, kind, (programme,), cohort, budget)


def _areas(budget: dict[str, tuple[float, ...]]) -> tuple[AreaRow, ...]:
    """Child welfare and an area of the municipality's own; the state's child welfare."""
    nothing = (0.0,) * 20
    return (
        AreaRow("municipality", "Oppvekst *og* mestring", (10_000.0,) * 20),
        AreaRow("municipality", "child_welfare", tuple(amount - 10_000.0 for amount in budget["municipality"])),
        AreaRow("municipality", "social", nothing),
        AreaRow("county", "", nothing),
        AreaRow("state", "child_welfare", budget["state"]),
    )


def _accounts(programme: str, budget: dict[str, tuple[float, ...]]) -> tuple[AccountRow, ...]:
    """The municipality: outlay of 200 000 a year, placements for the rest; programme and item share a function."""
    rest = tuple(amount + 190_000.0 for amount in budget["municipality"])
    return (
        AccountRow("251", "Oppvekst *og* mestring", "child_welfare", "municipality", (10_000.0,) * 20),
        AccountRow("251", "child_welfare", programme, "municipality", (-200_000.0,) * 20),
        AccountRow("252", "child_welfare", "placement", "municipality", rest),
        AccountRow("252", "child_welfare", "placement", "state", budget["state"]),
        AccountRow("281", "social", "social_assistance", "municipality", (0.0,) * 20),
    )


@pytest.fixture
def build_arm() -> Callable[..., Arm]:
    """Make an arm from yearly flows by payer."""
    return make_arm


@pytest.fixture
def early_flows() -> dict[str, list[float]]:
    return {payer: list(values) for payer, values in EARLY.items()}


@pytest.fixture
def roles() -> Roles:
    return ROLES


@pytest.fixture(scope="session")
def payers() -> dict[str, Any]:
    """What the Norwegian pack calls the payers, alone and inside a sentence, and nothing else."""
    labels = shipped("norway").labels
    return {id: labels[id] for payer in PAYERS for id in (payer, f"in.{payer}") if id in labels}


@pytest.fixture
def result() -> Result:
    late = {payer: [value / 2 for value in values] for payer, values in EARLY.items()}
    return Result(
        format=2,
        version="0.1.0",
        pack=PackId("norway", "abc123"),
        scenario="test",
        place="ha",
        rules=2025,
        start_year=FIRST,
        price_year=2025,
        currency="NOK",
        payers=PAYERS,
        budgets=BUDGETS,
        roles=ROLES,
        warnings=(),
        near=(),
        arms=(make_arm("early", "early", EARLY), make_arm("repair", "repair", late)),
    )
