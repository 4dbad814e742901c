"""Our own figures of docs/trust/comparison.md."""

from __future__ import annotations

from dataclasses import replace

from tools.doc_tables.text import kroner, millions, plain, table
from tools.doc_tables.world import country, label, municipality, nation

from tidlig.analysis.check.lifetime import Change, lifetime_gain, lifetime_value

WHO = ("municipal", "public", "society")
RATES = (0.0, 0.02, None)
PLACES = {"stavanger": "Stavanger", "gausdal": "Gausdal"}  # above and below 90 per cent of average tax
STAYS = {"18–24": "stay.to_24", "25–34": "stay.25_34", "35–66": "stay.35"}
KS, FALCH = 0.3e6, 7.1e6  # kroner, the ends of the published Norwegian figures that name their method


def changes() -> dict[str, Change]:
    """The changes compared, from the most ordinary to the most certain."""
    outside = dict(country().outcomes["outside_young"].states["activity"])
    neet, disabled = {"neet": 1.0}, {"disability": 1.0}
    none = Change("education", {"none": 1.0}, "completed", 22)
    return {
        "outside, no health benefit, at 25 → in work at 25": Change("activity", neet, "work", 25),
        "outside in Nav's count at 25 → in work at 25": Change("activity", outside, "work", 25),
        "on disability benefit at 25 → in work at 25": Change("activity", disabled, "work", 25),
        "outside, no health benefit, from 25 for life → in work for life": _for_life(neet),
        "on disability benefit from 25 for life → in work for life": _for_life(disabled),
        "not completed at 22 → completed at 22, caused part": none,
        "not completed at 22 → completed at 22, whole association": replace(none, counted=False),
    }


def _for_life(levels: dict[str, float]) -> Change:
    return Change("activity", levels, "work", 25, for_life=True)


def own() -> str:
    """Present value per person by perspective and discount rate, million kroner."""
    heads = [f"{label(who)}, {_rate(rate)}" for who in WHO for rate in RATES]
    return table(["one person more", *heads], [[name, *_values(change)] for name, change in changes().items()], 1)


def _values(change: Change) -> list[str]:
    flows = lifetime_gain(nation(), change)
    return [millions(lifetime_value(nation(), flows[who], rate)) for who in WHO for rate in RATES]


def one_municipality() -> str:
    """Present value per person for one municipality by discount rate, kroner."""
    heads = [f"{name}, {_rate(rate)}" for name in PLACES.values() for rate in RATES]
    rows = []
    for name, change in changes().items():
        flows = {place: lifetime_gain(municipality(place), change)["municipality"] for place in PLACES}
        values = [lifetime_value(municipality(place), flows[place], rate) for place in PLACES for rate in RATES]
        rows.append([name, *(kroner(value, 1000) for value in values)])
    return table(["one person more, who grew up there", *heads], rows, 1)


def terms() -> str:
    """What one municipality keeps of the tax of a person who grew up there."""
    heads = ["municipality", "keeps of an extra krone of tax", *(f"and still lives there, {ages}" for ages in STAYS)]
    rows = []
    for place, name in PLACES.items():
        here = {id: number.value for id, number in municipality(place).numbers.items()}
        kept = 1.0 - here["tax.equalised"] - here["tax.extra"] * here["tax.poor"]
        rows.append([name, plain(kept), *(plain(here[id]) for id in STAYS.values())])
    return table(heads, rows, 1)


def _rate(rate: float | None) -> str:
    if rate is not None:
        return f"{rate:.0%}"
    return " / ".join(f"{plain(100 * country().numbers[id].value)}" for id in country().discount.money.values()) + " %"


def span() -> str:
    """How much each of three choices does to one and the same person's figure."""
    named = list(changes().values())
    average, certain = (lifetime_gain(nation(), named[k]) for k in (0, 3))
    steps = [
        ("average course, public purse, the state's rates", lifetime_value(nation(), average["public"])),
        ("outside for life instead of the average course", lifetime_value(nation(), certain["public"])),
        ("and society instead of the public purse", lifetime_value(nation(), certain["society"])),
        ("and not discounted", lifetime_value(nation(), certain["society"], 0.0)),
    ]
    before = [steps[0][1], *(value for _, value in steps)]
    rows = [
        [name, millions(value), f"x {value / last:.1f}", f"x {value / steps[0][1]:.0f}"]
        for (name, value), last in zip(steps, before, strict=False)
    ]
    apart, alone = FALCH / KS, steps[1][1] / steps[0][1]
    first = (
        f"The published ends are {apart:.0f}-fold apart: {FALCH / 1e6:.1f} million (Falch) and {KS / 1e6:.1f} million "
        f"(KS and Rambøll).\nOur own first step alone, with purse and rate unchanged, is x {alone:.1f}."
    )
    return table(["the same person, 25 years old", "million kroner", "step", "together"], rows, 1) + "\n\n" + first
