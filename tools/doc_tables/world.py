"""What the generated parts of the documentation are made from: the Norwegian pack, for the nation as a whole."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tools.doc_tables.text import plain

from tidlig.analysis.break_even import break_even
from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import Evaluator
from tidlig.analysis.explain.lines import explain
from tidlig.analysis.one.ledger import ledger_of
from tidlig.files.packs import read_pack
from tidlig.layers.overlay import layer
from tidlig.pack.number import Source
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario
from tidlig.report.result.key_figures import opened
from tidlig.report.words.messages import Names, catalogue

ROOT = Path(__file__).parents[2]
PACKS = ROOT / "assumptions"


@cache
def country() -> Pack:
    """The pack as it stands, no place laid over it."""
    return read_pack(PACKS / "norway")


@cache
def nation() -> Pack:
    """The pack with the nation as its place: all municipalities are one, and nobody moves out."""
    question = Scenario("catalogue", "norway", "norway", 2027, {}, {}, {}, {}, {})
    return layer(country(), question, None)


@cache
def municipality(place: str) -> Pack:
    """The pack with one municipality as its place: people move out of it, and most of its tax is equalised away."""
    question = Scenario("catalogue", "norway", place, 2027, {}, {}, {}, {}, {})
    return layer(country(), question, None)


@cache
def per_participant() -> dict[str, dict[str, float]]:
    """Each programme alone: present value per participant by payer and budget, kroner, when the cohort is born."""
    pack = nation()
    (block,) = Evaluator(pack).evaluate({id: (id,) for id in pack.programmes}, Design())
    figures = {}
    for id, difference in block.arms.items():
        persons = sum(float(entered.sum()) for entered in difference.entries.values())
        npv = ledger_of(pack, block.baseline.values, difference).npv()
        figures[id] = {key: float(value[0]) / persons for key, value in npv.items()}
    return figures


@cache
def needed_effect(programme: str) -> str:
    """Value of a programme's first effect at which all public budgets break even, or why there is none."""
    effect = nation().programmes[programme].effects[0].id
    arms = {programme: (programme,)}
    question = Scenario("catalogue", "norway", "norway", 2027, arms, {}, {}, {}, {})
    found = break_even(nation(), question, programme, effect, "public").found
    said = {"always_gain": "gains at any", "always_loss": "loses at any", "no_change": "not touched"}
    return plain(float(f"{found.number:.2g}")) if found.value is not None else said[str(found.why)]


@cache
def largest_gain(programme: str) -> tuple[str, float]:
    """The item that gains society most by a programme, and its present value per participant, kroner; "" for none."""
    question = Scenario("catalogue", "norway", "norway", 2027, {programme: (programme,)}, {}, {}, {}, {})
    lines, figure = explain(nation(), question, programme, "society")
    total = per_participant()[programme]["society"]
    gains: dict[str, float] = {}
    for line in lines:
        if line.item != programme:
            gains[line.item] = gains.get(line.item, 0.0) + line.amount
    item = max(gains, key=gains.__getitem__, default="")
    return (item, gains[item] * total / figure) if item and gains[item] > 0.0 else ("", 0.0)


def label(id: str) -> str:
    """English name of an id."""
    return opened(Names(country().labels, catalogue("en")).payer(id))


def cited(source: Source | None) -> str:
    """Publisher and document of a source, linked where it has an address."""
    if source is None:
        return "no source"
    text = ", ".join(part for part in (source.publisher, source.document, source.year) if part)
    return f"[{text}]({source.url})" if source.url else text
