"""The records of a result for docs/reference/results.md, from the schema."""

from __future__ import annotations

import re
from typing import Any

from tools.doc_tables.text import table

from tidlig.result.document import schema
from tidlig.result.figure import REASONS

Schema = dict[str, Any]
FIRST = ("Result", "Arm", "Cohort", "PayerFigures", "Figure")  # the way a reader takes


def records() -> str:
    """Every record with what it means and what it holds, from the whole result to its parts."""
    whole = schema()
    found = {"Result": whole, **whole["$defs"]}
    names = [*FIRST, *(name for name in found if name not in FIRST)]
    return "\n\n".join(_record(name, found[name]) for name in names)


def reasons() -> str:
    """Every reason why a figure has no value."""
    return table(["reason", "meaning"], [[f"`{reason}`", MEANINGS[reason]] for reason in REASONS])


def _record(name: str, record: Schema) -> str:
    said = re.sub(r"``([^`]*)``", r"`\1`", " ".join(str(record.get("description", "")).split()))
    said = re.sub(r":\w+:`~?(?:\w+\.)*(\w+)`", r"`\1`", said)
    required = record.get("required", ())
    rows = [
        [f"`{key}`", _type(field), "always" if key in required else "where there is one"]
        for key, field in record["properties"].items()
    ]
    return f"### {name}\n\n{said}\n\n{table(['key', 'holds', 'there'], rows)}"


def _type(field: Schema) -> str:
    """What a key holds, in words."""
    if "$ref" in field:
        return str(field["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in field:
        return " or ".join(_type(each) for each in field["anyOf"])
    if "const" in field or "enum" in field:
        values = [field["const"]] if "const" in field else field["enum"]
        return "a reason" if tuple(values) == REASONS else ", ".join(f"`{value}`" for value in values)
    kind = field["type"]
    if kind == "array":
        return f"list of {_type(field['items'])}"
    if kind == "object":
        return f"by id: {_type(field['additionalProperties'])}"
    return {"string": "text", "integer": "whole number", "null": "null"}.get(kind, kind)


MEANINGS = {
    "no_outlay": "the payer never has a net outlay, so there is nothing to pay back",
    "never": "the balance does not come back to zero and stay there within the horizon",
    "small_outlay": "the balance is never further below zero than a hundredth of the programmes' outlay",
    "no_sign_change": "the flows never change sign, so there is no rate of return",
    "gains_first": "no rate of return: a gain comes before the outlay (`npv_at` has the present value at some rates)",
    "no_root": "no rate of return: none above -100 % makes the present value zero (`npv_at` as above)",
    "several_roots": "no rate of return: more than one makes the present value zero (`npv_at` as above)",
    "no_public_money": "no public payer gains or loses anything: there is no marginal value of public funds",
    "nothing_valued": "the pack has no private payer, so nothing private is valued in money",
    "no_cost": "the programme costs no more than what it replaces, so a ratio to cost says nothing",
    "pays_for_itself": "neither the public purse nor those outside it lose: the marginal value is infinite",
    "saves_participants_lose": "the public purse does not lose but those outside it do: a ratio would be misread",
    "nobody_enrolled": "nobody takes part, so nothing can be given per person",
    "no_gain": "the outcome does not change, so there is no cost per unit of it",
    "dominated": "the outcome gets worse and the public purse pays",
    "saves": "the outcome improves and the public purse gains: better and cheaper (dominant)",
    "saves_worse": "the public purse gains while the outcome gets worse",
    "no_residents": "the place has no residents by age, so there is no budget view",
    "always_gain": "break-even: the payer gains at every value that was tried",
    "always_loss": "break-even: the payer loses at every value that was tried",
    "no_change": "break-even: the number does not change the payer's balance",
    "inputs_not_given": "a published case does not give the inputs of this figure",
    "reference": "cost-effectiveness: the cheapest arm, with which the next is compared",
}
