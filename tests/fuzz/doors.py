"""What is asked of an input: what is taken also runs, prints, explains and breaks even; what is refused says why."""

from __future__ import annotations

import contextlib
import io
import math
import re
import sys
import warnings
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from tests.fuzz.inputs import BASE, SCENARIO, Input, write
from tests.texts import catalogue
from typer.testing import CliRunner

from tidlig.analysis.break_even import break_even
from tidlig.analysis.check.summary import summary
from tidlig.analysis.explain.lines import explain
from tidlig.analysis.one.run import run
from tidlig.engine.plan.axes import PlanError
from tidlig.files.documents.scenario import read_scenario, read_scenario_text, scenario_to_yaml
from tidlig.files.packs import read_pack
from tidlig.layers.overlay import layer
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario
from tidlig.problems import AssumptionError
from tidlig.report.explain.document import explanation, show_explanation
from tidlig.report.result import sheets
from tidlig.report.result.headline import Subject, sentence
from tidlig.report.result.key_figures import figures
from tidlig.report.terminal.check import show_summary
from tidlig.report.terminal.run import show_run
from tidlig.report.words.messages import LANGUAGES, Names
from tidlig.report.words.problems import reasons
from tidlig.report.words.warnings import told
from tidlig.report.write.files import whose_result
from tidlig.result.document import from_json, to_json, to_plain
from tidlig.result.result import Result

OFTEN = 5  # of so many inputs that are taken one is asked everything
ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "app"))
PAGE = YAML(typ="safe").load((ROOT / "app" / "page.yaml").read_text(encoding="utf-8"))


def asked(made: Input, folder: Path) -> str:
    """Return ``accepted`` or ``refused``; raises whatever should not have been raised."""
    if made.kind == "command":
        return _commanded(made, folder)
    if made.norwegian:
        return _norwegian(made, folder)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            pack, scenario, base = _opened(made, folder)
            result = run(pack, scenario)
        except (AssumptionError, PlanError) as refusal:
            _check_refusal(refusal)
            return "refused"
        _use(pack, scenario, result)
        if made.seed % OFTEN == 0:
            _solve(pack, scenario, result)
        if made.kind == "pack" and made.seed % OFTEN == 0:
            return _checked(base)
    return "accepted"


def _checked(pack: Pack) -> str:
    """Ask what ``tidlig check`` shows of a pack; it may refuse what a run does not need, such as a target of nobody."""
    try:
        shown = summary(pack)
    except PlanError as refusal:
        _check_refusal(refusal)
        return "refused"
    with contextlib.redirect_stdout(io.StringIO()):
        show_summary(pack, shown)
    return "accepted"


def _opened(made: Input, folder: Path) -> tuple[Pack, Scenario, Pack]:
    """Return the layered pack, the scenario and the pack of an input, read through its door."""
    base = read_pack(write(made, folder)) if made.files or made.odd else _whole()
    text = _from_link(made, base) if made.kind == "link" else made.scenario or SCENARIO
    scenario = read_scenario_text(text, "scenario.yaml", base)
    again = read_scenario_text(scenario_to_yaml(scenario), "scenario.yaml", base)
    assert scenario_to_yaml(again) == scenario_to_yaml(scenario), "what is written is read back"
    return layer(base, scenario, made.changes), scenario, base


def _norwegian(made: Input, folder: Path) -> str:
    """Read the Norwegian pack with one thing wrong, and run one of its scenarios where it is taken."""
    try:
        base = read_pack(write(made, folder))
        scenario = read_scenario(ROOT / "assumptions" / "scenarios" / "gausdal-foreldretrening.yaml", base)
        pack = layer(base, scenario)
        result = run(pack, scenario)
    except (AssumptionError, PlanError) as refusal:
        _check_refusal(refusal)
        return "refused"
    _use(pack, scenario, result)
    return "accepted"


COMMANDS = ("run", "explain", "break-even")


def _commanded(made: Input, folder: Path) -> str:
    """Give the numbers to a command of the command line, in this process; it ends with 0 or 2, and never with 70."""
    from tidlig.cli import app

    pack, scenario = write(made, folder), folder / "scenario.yaml"
    scenario.write_text(SCENARIO, encoding="utf-8")
    command = COMMANDS[made.seed % len(COMMANDS)]
    more = {"run": ["--json"], "explain": [], "break-even": ["help.cost"]}[command]
    given = [each for id, text in made.changes.items() for each in ("--set", f"{id}={text}")]
    answer = CliRunner().invoke(app, [command, str(scenario), *more, "--assumptions", str(pack.parent), *given])
    assert answer.exit_code in (0, 2), f"{command} {given}: {answer.exit_code}, {answer.stderr}"
    assert answer.exit_code or not re.search(r"\b(NaN|Infinity|nan|inf)\b", answer.stdout)
    return "refused" if answer.exit_code else "accepted"


@cache
def _whole() -> Pack:
    """Return the pack that is not damaged."""
    return read_pack(BASE)


def _from_link(made: Input, pack: Pack) -> str:
    """Return the scenario of a link; what it cannot use is left out and told."""
    from choice.choice import Choice
    from choice.link import from_query, to_query
    from choice.scenario import tree

    from tidlig.files.documents.scenario_text import yaml_of

    choice, _ = from_query(made.query, Choice("nb", "ha", 2026, ("help",)), pack, PAGE)
    if not choice.arms():
        return SCENARIO
    again, wrong = from_query(to_query(choice, pack), choice, pack, PAGE)
    assert (again, wrong) == (choice, []), "an address holds the whole choice"
    return yaml_of(tree(choice, pack, "asked", {choice.language: "X"}, PAGE))


def _check_refusal(refusal: AssumptionError | PlanError) -> None:
    for language in LANGUAGES:
        assert all(reasons(refusal, catalogue(language)))
    if isinstance(refusal, AssumptionError):
        silent = [problem for problem in refusal.problems if not (problem.place and problem.what and problem.hint)]
        assert refusal.problems
        assert not silent, f"without a place or what to write: {silent}"
        assert all(line.isprintable() for line in str(refusal).split("\n"))


def _use(pack: Pack, scenario: Scenario, result: Result) -> None:
    """Print, dump and tell a result."""
    assert from_json(to_json(result)) == result
    whose_result(result, pack)
    with contextlib.redirect_stdout(io.StringIO()):
        show_run(pack, scenario, result)
    for language in LANGUAGES:
        names = Names(pack.labels, catalogue(language))
        told(result.warnings, pack, names.texts)
        for each in result.arms:
            subject = Subject("x", "y", "2026–2029", null=False)
            sentence(each, result.roles, subject, names)
            figures(result, each, subject, names)


def _solve(pack: Pack, scenario: Scenario, result: Result) -> None:
    """Ask what takes longer, of some inputs: the same again, line by line, break-even, every table."""
    assert to_json(run(pack, scenario)) == to_json(result), "the same twice"
    with contextlib.redirect_stdout(io.StringIO()):
        show_run(pack, scenario, result, by_area=True)
        for arm in scenario.arms:
            lines, figure = explain(pack, scenario, arm, "society")
            show_explanation(pack, explanation(pack, arm, "society", lines, figure))
    arm = next(iter(scenario.arms))
    number = next((id for id in pack.numbers if id.endswith(".cost")), next(iter(pack.numbers)))
    _check_finite(to_plain(break_even(pack, scenario, arm, number, "society")))
    for language in LANGUAGES:
        names = Names(pack.labels, catalogue(language))
        for each in result.arms:
            sheets.arms(result, each, names)
            sheets.outcomes(result, each, names)


def _check_finite(node: Any, path: str = "") -> None:
    if isinstance(node, dict):
        for key, value in node.items():
            _check_finite(value, f"{path}/{key}")
    elif isinstance(node, list):
        for value in node:
            _check_finite(value, path)
    elif isinstance(node, float):
        assert math.isfinite(node), path
