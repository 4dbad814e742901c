"""Lines of a case as a ledger: who gains, who loses, when each is repaid."""

from __future__ import annotations

from pathlib import Path

import pytest

from tidlig.analysis.published.case_ledger import CaseLedger, input_values
from tidlig.cases.case import Case
from tidlig.cases.read import read_cases

pytestmark = pytest.mark.unit

TEXT = """
id: made_up
title: {nb: "Oppdiktet", en: "Made up"}
perspective: society
source: {title: "none: worked by hand"}
country: "NO"
money: NOK
payers: [municipality, state, person]
public: [municipality, state]
arms: [with_refund, without]
discount: {0: rate}
inputs: {rate: 0.0, cost: 100, half: 0.5, person: 10}
series: {state: [30, 60]}
sums:
  refund: [cost half]
  twice: [refund, refund, 2 person^2]
lines:
  - {id: cost, from: municipality, terms: [cost], programme: true}
  - {id: refund, from: state, to: municipality, terms: [refund], arms: [with_refund]}
  - {id: saved, to: municipality, terms: [30], years: [1, 5]}
  - {id: saved, to: state, terms: [state], years: [1, 2]}
  - {id: person, to: person, terms: [-1 person]}
relative: 0
figures:
  - {is: npv.society, arm: without, published: 130, says: {nb: "i alt", en: "total"}}
"""


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """A case written to a file and read back."""
    folder = tmp_path / "published" / "cases"
    folder.mkdir(parents=True)
    (folder / "made_up.yaml").write_text(TEXT, encoding="utf-8")
    (read,) = read_cases(tmp_path)
    return read


def test_sums_of_products(case: Case) -> None:
    values = input_values(case)
    assert (values["refund"], values["twice"]) == (50.0, 300.0)


def test_payers_are_repaid_in_different_years(case: Case) -> None:
    """The municipality waits longer without the refund; the state has an outlay only with it."""
    with_refund = CaseLedger(case, "with_refund").figures()
    without = CaseLedger(case, "without").figures()
    assert with_refund["payback_year.municipality"].value == 2.0
    assert without["payback_year.municipality"].value == 4.0
    assert with_refund["payback_year.state"].value == 2.0
    assert without["payback_year.state"].why == "no_outlay"


def test_a_transfer_moves_payers_and_no_total(case: Case) -> None:
    with_refund = CaseLedger(case, "with_refund").figures()
    without = CaseLedger(case, "without").figures()
    moved = {k: with_refund[f"npv.{k}"].value - without[f"npv.{k}"].value for k in ("municipality", "state", "society")}
    assert moved == {"municipality": 50.0, "state": -50.0, "society": 0.0}
    assert without["npv.society"].value == 130.0


def test_public_cost_willingness_to_pay_and_benefits(case: Case) -> None:
    figures = CaseLedger(case, "without").figures()
    assert figures["net_public_cost"].value == -140.0
    assert figures["willingness_to_pay"].value == -10.0
    assert figures["mvpf"].why == "saves_participants_lose"
    assert figures["benefits.society"].value == 230.0
    assert figures["programme_cost"].value == 100.0


def test_worth_of_lines(case: Case) -> None:
    ledger = CaseLedger(case, "with_refund")
    assert ledger.worth(["saved"], ["refund"]).value == 150.0 + 90.0 - 50.0
