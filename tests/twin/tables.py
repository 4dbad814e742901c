"""The twin's reading: the files of a pack and a scenario as plain rows and floats, in pack-format.md's own words."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

Row = dict[str, str]
Node = Any
TABLES = ("transitions", "links", "use", "prices", "split", "brackets")


class Unsupported(NotImplementedError):
    """The pack uses a feature that the twin does not have."""


def refuse(feature: str, used: object) -> None:
    """Stop rather than compute something else, where a pack uses what the twin leaves out."""
    if used:
        raise Unsupported(feature)


@cache
def load(path: Path) -> Node:
    """One YAML file."""
    return YAML(typ="safe").load(path.read_text("utf-8"))


@cache
def rows(path: Path) -> list[Row]:
    """One CSV file; none where there is no file."""
    if not path.exists():
        return []
    lines = [
        line for line in path.read_text("utf-8-sig").splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]
    found = csv.DictReader(lines, delimiter=";" if ";" in lines[0] else ",")
    return [{k: (v or "").strip() for k, v in row.items() if k} for row in found]


def number(text: object) -> float:
    """A number as people write it: 130,85 % is 1.3085."""
    plain = str(text).replace("\u00a0", "").replace(" ", "").replace(",", ".")
    return float(plain[:-1]) / 100 if plain.endswith("%") else float(plain)


class Pack:
    """The pack as one scenario sees it: structure, rows, programmes, and every number by its id."""

    def __init__(self, folder: Path, scenario: Node) -> None:
        self.structure = load(folder / "pack.yaml")
        self.tables = {name: rows(folder / f"{name}.csv") for name in TABLES}
        own = {p["id"]: p for p in scenario.get("programmes") or []}
        offered = {name for arm in scenario["arms"].values() for name in arm}
        self.programmes = {name: own.get(name) or load(folder / f"programmes/{name}.yaml") for name in offered}
        self.index = first_index(folder)  # no item of the catalogue names another
        self.place = scenario.get("place") or ""
        self.residents = residents(folder, self.place)
        self._tails: dict[str, Node] = {}
        self._given: set[str] = set()
        for table in (rows(folder / "numbers.csv"), *self.tables.values()):
            self._tails |= {row["id"]: row for row in table}
        if scenario.get("rules"):
            self._layer({r["id"]: r for r in rows(folder / f"rules/{scenario['rules']}.csv")}, by_user=False)
        for layer in (*place_layers(folder, self.place), scenario.get("set") or {}):
            self._layer(layer, by_user=True)
        for flag, rule in (self.structure.get("thresholds") or {}).items():
            if rule["number"] in self._given and flag not in self._given:
                self._tails[flag] = {"value": float(self.value(rule["number"]) < self.value(rule["below"]))}

    def _layer(self, layer: dict[str, Node], by_user: bool) -> None:
        for key, tail in layer.items():
            self._tails[key] = self._tails.get(key, {}) | {k: v for k, v in tail.items() if v not in ("", None)}
        if by_user:
            self._given |= set(layer)

    def value(self, key: str, node: Node = None) -> float:
        """The number `key` in the pack's prices, times its ties; `node` is where a programme's file has it."""
        tail = self._tails.get(key, {})
        tail = (dict(node) if isinstance(node, dict) else {} if node is None else {"value": node}) | tail
        written = tail.get("value", "")
        result = 1.0 if written in ("", None) else number(written)
        if tail.get("price_year") and self.index:
            result *= self.index[int(self.structure["price_year"])] / self.index[int(tail["price_year"])]
        return result * (self.ties(tail["times"]) if isinstance(tail.get("times"), str) else 1.0)

    def ties(self, times: str) -> float:
        """`a b^0.5`: a, times the root of b."""
        result = 1.0
        for part in times.split():
            name, _, power = part.partition("^")
            result *= self.value(name) ** (float(power) if power else 1.0)
        return result

    def is_rest(self, row: Row) -> bool:
        """Whether a leg is what makes the others of its item add up."""
        return str(self._tails[row["id"]]["value"]) == "rest"


def first_index(folder: Path) -> dict[int, float]:
    """The price index of the first column, by year."""
    table = rows(folder / "deflators.csv")
    first = next((column for column in (table[0] if table else ()) if column != "year"), "")
    return {int(row["year"]): number(row[first]) for row in table if row[first]}


def place_layers(folder: Path, place: str) -> list[dict[str, Node]]:
    """What differs in a place, the weakest layer first: its classes, its row, its own file."""
    row = next((r for r in rows(folder / "places.csv") if r["id"] == place), {})
    classes = {
        r["id"]: {k: v for k, v in r.items() if k not in ("column", "class")}
        for r in rows(folder / "classes.csv")
        if row.get(r["column"]) == r["class"]
    }
    words = ("id", "name", "names", "number", "region", "group", "centrality")
    cells = {k: {"value": v} for k, v in row.items() if k not in words and v}
    own = {r["id"]: r for r in rows(folder / f"places/{place}.csv")} if place else {}
    return [classes, cells, own]


def residents(folder: Path, place: str) -> dict[int, float]:
    """Residents of a place by age in the newest year."""
    here = [r for r in rows(folder / "residents.csv") if r["place"] == place]
    newest = max((r["year"] for r in here), default="")
    return {int(r["age"]): number(r["residents"]) for r in here if r["year"] == newest}


def ages_of(row: Row, last: int) -> range:
    """The ages a row holds for; blank is open."""
    return range(int(row.get("age_from") or 0), int(row.get("age_to") or last) + 1)
