"""Model against observed as people read it: tables and counts from the targets in the document of ``tidlig check``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tidlig.pack.pack import Pack
from tidlig.pack.target import Target
from tidlig.report.words.messages import Texts, label
from tidlig.report.words.names import publication
from tidlig.report.words.numbers import number, signed

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]
SHORT = ("target", "observed", "model", "tolerance", "off")
USED = (*SHORT, "fitted")
COLUMNS = (*SHORT, "year", "fitted", "source", "grade", "reason")
PRECISE = 0.005  # a share observed to less than half a percentage point is written with two decimals


def met(targets: Iterable[Row], within: float) -> int:
    """Return how many targets the model meets within so many tolerances."""
    return sum(abs(target["misfit"]) <= within for target in targets)


def fitted(targets: Iterable[Row]) -> list[Row]:
    """Return the targets that the model is fitted to."""
    return [target for target in targets if target["fit"] == "yes"]


def of_back_test(targets: Iterable[Row]) -> list[Row]:
    """Return the targets of a back-test: older figures of a moment that has a newer one."""
    return [target for target in targets if target["fit"] == "backtest"]


def missed(targets: Iterable[Row]) -> list[Row]:
    """Return the targets that the model does not meet: fitted, only compared, or of a back-test."""
    return [target for target in targets if abs(target["misfit"]) > 1.0]


def fit_said(targets: Sequence[Row], texts: Texts) -> str:
    """Return in a few sentences how many targets the model meets: fitted, only compared, and of a back-test apart."""
    chosen, older = fitted(targets), of_back_test(targets)
    compared = [target for target in targets if target not in chosen and target not in older]
    counts = {"near": met(chosen, 1.0), "nearly": met(chosen, 2.0), "all": len(chosen)}
    said = texts.get("fit.said", **counts, compared=len(compared), compared_met=met(compared, 1.0))
    tested = texts.get("fit.said_backtest", met=met(older, 1.0), all=len(older))
    return f"{said} {tested}" if older else said


def fit_table(
    pack: Pack, targets: Iterable[Row], texts: Texts, columns: Sequence[str] = COLUMNS
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return targets beside the model: numbers as numbers, and all as texts, the target's name as row name."""
    import pandas as pd  # an extra, which the words of a target do without

    known = {target.id: target for target in pack.targets}
    heads = {column: texts.get(f"fit.{column}") for column in columns}
    rows = [(row, known[row["id"]]) for row in targets]
    data = pd.DataFrame([_numbers(row) | _named(pack, target, texts) for row, target in rows], columns=list(columns))
    shown = pd.DataFrame(
        [_named(pack, target, texts) | _written(row, target, texts) for row, target in rows], columns=list(columns)
    )
    return data.rename(columns=heads), shown.rename(columns=heads).set_index(heads["target"])


def reasons(pack: Pack, targets: Iterable[Row], texts: Texts) -> list[tuple[str, str]]:
    """Return names of targets with what the pack says of each; those of which it says nothing are left out."""
    known = {target.id: target for target in pack.targets}
    said = [(label(pack.labels, row["id"], texts.language), known[row["id"]]) for row in targets]
    return [(name, reason(pack, target, texts.language)) for name, target in said if target.note]


def reason(pack: Pack, target: Target, language: str) -> str:
    """Return the remark on a target in a language; as the table has it where the label translates another remark."""
    said = pack.labels.get(f"note.{target.id}", {})
    return said.get(language, target.note) if said.get("en") == target.note else target.note


def value(target: Target, figure: float, texts: Texts) -> str:
    """Write an observed or modelled figure with its unit: persons, or per cent."""
    if target.kind == "number":
        return texts.get("fit.persons", n=persons(figure, texts))
    decimals = 2 if target.tolerance < PRECISE else 1
    return f"{number(100.0 * figure, texts.language, decimals)}\u00a0%"


def persons(figure: float, texts: Texts) -> str:
    """Write a number of people in a whole country in hundreds: what is observed is no finer."""
    return number(round(figure, -2), texts.language)


def pair(target: Target, row: Row, texts: Texts) -> str:
    """Write observed and modelled beside each other, the unit once for persons."""
    observed, model = row["observed"], row["model"]
    first = persons(observed, texts) if target.kind == "number" else value(target, observed, texts)
    return f"{first} / {value(target, model, texts)}"


def _numbers(row: Row) -> dict[str, float]:
    keys = {"observed": "observed", "model": "model", "tolerance": "tolerance", "off": "misfit"}
    return {column: row[key] for column, key in keys.items()}


def _written(row: Row, target: Target, texts: Texts) -> dict[str, str]:
    return {
        "observed": value(target, row["observed"], texts),
        "model": value(target, row["model"], texts),
        "tolerance": texts.get("fit.within", value=value(target, row["tolerance"], texts)),
        "off": signed(row["misfit"], texts.language, 1),
    }


def _named(pack: Pack, target: Target, texts: Texts) -> dict[str, str]:
    """Return what of a target is words."""
    return {
        "target": label(pack.labels, target.id, texts.language),
        "year": "" if target.year is None else str(target.year),
        "fitted": texts.get(f"fit.how.{target.fit}"),
        "source": publication(pack, target.source, texts.language) or texts.get("number.none"),
        "grade": target.grade,
        "reason": reason(pack, target, texts.language),
    }
