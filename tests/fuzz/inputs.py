"""Inputs made wrong at random by a seed: packs, scenarios, changes on the command line and addresses of the page."""

from __future__ import annotations

import os
import random
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

BASE = Path(__file__).parents[1] / "bad" / "_base"
NORWAY = Path(__file__).parents[2] / "assumptions" / "norway"
# Of a thousand inputs.  The Norwegian pack takes a second and more to read; "place": no file where a file should be.
KINDS = {"pack": 380, "scenario": 280, "set": 190, "link": 90, "command": 30, "place": 20, "norway": 10}
TEXTS = [
    "", " ", "0", "-0", "1", "-1", "0.5", "0,5", "44 %", "44", "150 %", "kr 40 000", "40 000,-", "1.234", "1,234",
    "1.234.567", "100.000", "1_000", "1e3", "1e308", "-1e308", "1e-300", "1e999", "nan", "inf", "9" * 400, "0x10",
    "\u0661\u0662", "0.999999", "1.000001", "true", "null", "~", "[]", "{}", "[1, 2]", "{a: 1}", "&a", "*a", "!tag",
    "a: b", "- a", "'", '"', "|", ";", ",", "\t", "\xa0", "\u200b", "\ufeff", "\x00", "\r", "\x1b[31m", "\u202e",
    "=1+1", "-2-3", "@x", "<img src=x>", "[a](http://b.example)", "need", "care", "help", "wage", "municipality",
    "public", "society", "nothing_new", "baseline", "programme_cost", "year", "low", "high", "neet", "school", "dead",
    "fixed", "rest", "beta(200, 3)", "beta(0, 1)", "normal(0, 1)", "uniform(2, 1)", "gamma(1, 2)", "g.need^0",
    "g.need^-1", "g.need^50", "share.need", "0|1", "0|1|2", "not help", "population", "rate", "probability",
    "yearly_rate", "NOK/year", "DKK/year", "2025", "1900", "2200", "99999", "x" * 300,
]  # fmt: skip
WORD = re.compile(r"[\w.\-^%]+|[^\w\s]")


@dataclass(frozen=True)
class Input:
    """One input: its seed, its kind and what it holds; ``files`` replace those of its pack (None: taken away).

    ``odd``: what stands in the place of a file, ``pipe``, ``link`` (to nowhere), ``loop`` or ``folder``, by name.
    """

    seed: int
    kind: str
    files: dict[str, str | None] = field(default_factory=dict)
    scenario: str = ""
    changes: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    odd: dict[str, str] = field(default_factory=dict)

    @property
    def norwegian(self) -> bool:
        """Whether it is the Norwegian pack that is damaged."""
        return self.kind == "norway"


def files_of(folder: Path) -> dict[str, str]:
    """Return the files of a pack by name."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "scenario.yaml"]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


FILES = files_of(BASE)
SCENARIO = (BASE / "scenario.yaml").read_text(encoding="utf-8")
IDS = [line.split(";")[0] for name, text in FILES.items() if name.endswith(".csv") for line in text.splitlines()[1:]]
IDS = [*sorted({id for id in IDS if "." in id}), "help.cost", "help.reach", "help.calm", "help.stay", "help.less"]
ODD = ("pipe", "link", "loop", "folder")
MARKS = [(";", ","), (",", "."), (".", ","), ("\n", "\r\n"), ("\n", "\r"), (": ", ":"), ("  ", "\t")]


def made(seed: int) -> Input:
    """Return the input of a seed."""
    chance = random.Random(seed)
    kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
    if kind == "place":
        return Input(seed, kind, odd={chance.choice(list(FILES)): chance.choice(ODD)})
    if kind == "norway":
        files = files_of(NORWAY)
        name = chance.choice(list(files))
        return Input(seed, kind, {name: damaged(files[name], chance)})
    if kind == "pack":
        files: dict[str, str | None] = {}
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            name = chance.choice(list(FILES))
            text = files.get(name, FILES[name]) or FILES[name]
            files[name] = None if chance.random() < 0.02 else damaged(text, chance)
        return Input(seed, kind, files)
    if kind == "scenario":
        text = SCENARIO
        for _ in range(chance.choice((1, 1, 2, 3))):
            text = damaged(text, chance)
        return Input(seed, kind, scenario=text)
    numbers = {chance.choice(IDS): _figure(chance) for _ in range(chance.choice((1, 1, 2, 4)))}
    if kind in ("set", "command"):
        return Input(seed, kind, changes=numbers)
    return Input(seed, kind, query=_query(chance) | numbers)


def write(made: Input, folder: Path) -> Path:
    """Write the pack of an input below a folder; return the pack's folder."""
    target = folder / ("norway" if made.norwegian else "tiny")
    shutil.rmtree(target, ignore_errors=True)
    for name, text in {**(files_of(NORWAY) if made.norwegian else FILES), **made.files}.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        if name in made.odd:
            _put(target / name, made.odd[name])
        elif text is not None:
            (target / name).write_text(text, encoding="utf-8", newline="")
    return target


def _put(path: Path, what: str) -> None:
    """Put something that is no file in the place of one."""
    if what == "pipe":
        os.mkfifo(path)
    elif what == "folder":
        path.mkdir()
    else:
        path.symlink_to(path if what == "loop" else path.with_name("nowhere"))


def damaged(text: str, chance: random.Random) -> str:
    """Return a text with one thing wrong: a word, a line, a cell, a sign, a mark, or the way its lines end."""
    lines = text.split("\n")
    k = chance.randrange(len(lines))
    match chance.randrange(10):
        case 0:
            return "\n".join(lines[:k] + lines[k + 1 :])
        case 1:
            return "\n".join([*lines[: k + 1], *lines[k:]])
        case 2:
            other = chance.randrange(len(lines))
            lines[k], lines[other] = lines[other], lines[k]
            return "\n".join(lines)
        case 3:
            return text.replace(
                *chance.choice(
                    [(";", ","), (",", "."), (".", ","), ("\n", "\r\n"), ("\n", "\r"), (": ", ":"), ("  ", "\t")]
                )
            )
        case 4:
            cells = lines[k].split(";")
            cells[chance.randrange(len(cells))] = _figure(chance)
            lines[k] = ";".join(cells)
            return "\n".join(lines)
        case 5:
            place = chance.randrange(len(text) + 1)
            return text[:place] + chance.choice(TEXTS) + text[place:]
        case _:
            start, end = chance.choice([word.span() for word in WORD.finditer(text)] or [(0, 0)])
            new = chance.choice(TEXTS) if chance.random() < 0.6 else _figure(chance)
            return text[:start] + new + text[end:]


def _figure(chance: random.Random) -> str:
    """Return a number or what is written for one: often at an edge."""
    if chance.random() < 0.4:
        return chance.choice(TEXTS)
    edge = chance.choice((0.0, 1.0, 2.0, 10.0, 0.25, -0.05, 1000.0, 1e6, 1e12, 150.0, 0.5, 100_000.0))
    value = edge * chance.choice((1.0, 1.0, 1 + 1e-9, 1 - 1e-9, 0.999, 1.001, -1.0, 10.0, 0.1))
    return chance.choice((repr(value), f"{value:g}", f"{value:.2f}".replace(".", ","), f"{value * 100:g} %"))


def _query(chance: random.Random) -> dict[str, str]:
    """Return the parameters of a link, some of them wrong."""
    known = {
        "lang": ["nb", "en", "xx"],
        "place": ["ha", "tiny", "<b>"],
        "start": ["2026", "2045", "1" * 5000, "0"],
        "early": ["help", "none", "help,help", "mine"],
        "repair": ["none", "help"],
        "rules": ["2026", ""],
    }
    query = {key: chance.choice(values) for key, values in known.items() if chance.random() < 0.8}
    if chance.random() < 0.2:
        query[chance.choice(TEXTS) or "x"] = chance.choice(TEXTS)
    return query
