"""`tidlig verify` passes every shipped pack, and sees an error that was planted on purpose."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.engine.small import small_pack
from tests.shipped import ROOT, shipped
from typer.testing import CliRunner

from tidlig.analysis.verify.bench import Bench
from tidlig.analysis.verify.others import WORDS, rebuilt, renamed
from tidlig.analysis.verify.verify import CHECKS, verification, verify
from tidlig.cli import app
from tidlig.pack.pack import Pack

pytestmark = pytest.mark.unit

PUBLISHED = sorted(path.parent.name for path in (ROOT / "published").glob("*/pack.yaml"))
LEFT = {  # what cannot be tried on a published pack, and why
    "deworming_2020": {"no_effect": "rows", "prices": "unit", "cohort": "residents", "effect": "rows", "price": "free"},
    "help_or_placement": {"cohort": "residents", "effect": "nothing"},
    "sick_sicker": {"no_effect": "rows", "cohort": "residents", "price": "free"},
    "vulnerable_families": {"cohort": "residents", "effect": "nothing"},
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_pack_holds_and_says_what_is_not_claimed(name: str) -> None:
    document = verification(shipped(f"published/{name}"))
    assert document["ok"]
    untried = {each["check"]: set(each["not_claimed"].values()) for each in document["checks"] if not each["cases"]}
    assert untried == {check: {why} for check, why in LEFT[name].items()}


def test_the_norwegian_pack_holds_in_every_check() -> None:
    for check in verify(shipped("norway")):
        assert check.ok, (check.name, check.worst, check.deviation)
        assert check.cases


def times(factor: float) -> Callable[..., Any]:
    return lambda result, *_, **__: result * factor


def first_gains(result: dict[str, Any], _: Any, payers: tuple[str, ...], *__: Any) -> dict[str, Any]:
    return result | {payers[0]: result[payers[0]] + 1.0}


def longer_names_gain(result: dict[str, Any], *_: Any) -> dict[str, Any]:
    return {key: flow * (1.0 + 1e-6 * (key == "state")) for key, flow in result.items()}


PLANTED: dict[str, tuple[str, Callable[..., Any]]] = {  # check -> a function, and what becomes of its result
    "people": ("tidlig.engine.life.shifted", times(1.0 + 1e-6)),
    "no_effect": ("tidlig.analysis.one.ledger.to_payers", times(1.0 + 1e-6)),
    "bounds": ("tidlig.engine.life.enter", lambda result, *_: {id: n + 1e-6 for id, n in result.items()}),
    "prices": ("tidlig.analysis.one.ledger.to_payers", lambda result, *_: result + 0.01),
    "cohort": ("tidlig.analysis.one.budget.budget_by_year", lambda result, *_: result + 1.0),
    "order": ("tidlig.analysis.one.ledger.by_budget", first_gains),
    "discount": ("tidlig.analysis.one.ledger.discount_factors", times(1.0 - 1e-6)),
    "transfers": ("tidlig.analysis.one.ledger.to_payers", times(1.0 - 1e-6)),
    "effect": ("tidlig.engine.values.hazard_ratio", lambda result, *_: np.where(result > 1.5, 1.01, result)),
    "price": ("tidlig.analysis.one.ledger.to_payers", times(-1.0)),
    "reach": ("tidlig.engine.life.enter", lambda result, *_: {id: n**2 for id, n in result.items()}),
    "horizon": ("tidlig.engine.life.enter", lambda result, _, __, age, ___: {id: n * age for id, n in result.items()}),
    "names": ("tidlig.analysis.one.ledger.by_budget", longer_names_gain),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_error_is_seen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each check by an error of its own kind."""
    place, error = PLANTED[name]
    module, _, function = place.rpartition(".")
    original = getattr(__import__(module, fromlist=[function]), function)
    monkeypatch.setattr(place, lambda *args, **how: error(original(*args, **how), *args, **how))
    check = CHECKS[list(PLANTED).index(name)](Bench(small_pack()))
    assert (check.name, check.ok) == (name, False)


def test_every_check_has_a_planted_error() -> None:
    assert [check.name for check in verify(small_pack())] == list(PLANTED)


def test_a_pack_whose_legs_do_not_add_up_is_seen() -> None:
    """The reader refuses such a file; here the record is changed in memory."""
    pack = small_pack()
    tampered = replace(pack, splits=tuple(split for split in pack.splits if not split.rest))
    failed = {check.name for check in verify(tampered) if not check.ok}
    assert failed == {"transfers"}


def tampered_pack(_: str, __: str | None) -> Pack:
    pack = small_pack()
    return replace(pack, splits=pack.splits[1:])


def test_the_command_says_pass_or_fail_by_line_and_in_its_exit_status(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ["verify", "published/help_or_placement", "--assumptions", str(ROOT)]
    told = CliRunner().invoke(app, asked)
    assert told.exit_code == 0, told.output
    assert told.output.count("pass") + told.output.count("not claimed") >= len(CHECKS)
    document = json.loads(CliRunner().invoke(app, [*asked, "--json"]).output)
    assert document["ok"]
    assert [row["check"] for row in document["checks"]] == list(PLANTED)
    monkeypatch.setattr("tidlig.cli._pack", tampered_pack)
    failing = CliRunner().invoke(app, ["verify", "tampered"])
    assert failing.exit_code == 1
    assert "FAIL" in failing.output
    assert "1 of 13 checks fail" in failing.output


def test_a_renamed_pack_has_no_id_of_the_first() -> None:
    pack = shipped("norway")
    other, names = renamed(pack)
    seen: set[str] = set()

    def note(field: str, value: Any) -> Any:
        if isinstance(value, str) and field not in (*WORDS, "note", "url", "document", "publisher", "quantity"):
            seen.add(value)
        return value

    rebuilt(replace(other, labels={}, known_places={}, targets=()), note)
    assert not {"municipality", "placement", "nfp.cost", "need", "norway"} & seen
    assert names["nfp.cost"] in other.numbers
