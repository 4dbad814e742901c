"""The front door: a scenario asked of a pack, and what can be made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from tidlig.analysis.break_even import break_even
from tidlig.analysis.evaluate.evaluator import Evaluator
from tidlig.analysis.explain.lines import Explanation, explain
from tidlig.analysis.one.run import run as run_one
from tidlig.files.cache import read_known
from tidlig.files.check.scenario import told_in
from tidlig.files.documents import scenario as scenarios
from tidlig.files.text.locate import find_pack, find_scenario, packs_root
from tidlig.layers.overlay import layer
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario
from tidlig.pack.units import written
from tidlig.problems import AssumptionError, did_you_mean, first_problem
from tidlig.result.break_even import BreakEven
from tidlig.result.result import Result

Changes = Mapping[str, float | str]  # id of an assumption -> a number in its unit, or text as on the command line


def read_pack(name: str | Path, *, root: str | Path | None = None) -> Pack:
    """Read a pack by its name under the folder with packs, or by its own folder.

    ``root``: the folder with packs; else TIDLIG_ASSUMPTIONS, ``assumptions`` here, the packs that came along.
    Raises AssumptionError with every mistake of the pack.
    """
    return read_known(find_pack(str(name), _root(root)))


def read_scenario(name: str | Path, *, root: str | Path | None = None) -> Scenario:
    """Read a scenario by its name among the shipped ones, or by its file; ``root`` as in :func:`read_pack`.

    Raises AssumptionError with every mistake of the file.
    """
    return scenarios.read_scenario(find_scenario(str(name), _root(root)))


class Model:
    """A scenario with its pack, the pack as the scenario and some changes lay over it; nothing of it changes.

    ``scenario``: a name, a file or one that was read; ``set``: numbers to change, over everything else; ``rules``: the
    year whose rules hold, else the scenario's; ``pack``: a name, a folder or a pack that was read, else the
    scenario's; ``root`` as in :func:`read_pack`.  Raises AssumptionError with every mistake.
    """

    def __init__(
        self,
        scenario: str | Path | Scenario,
        *,
        set: Changes | None = None,
        rules: int | None = None,
        pack: str | Path | Pack | None = None,
        root: str | Path | None = None,
    ) -> None:
        question = scenario if isinstance(scenario, Scenario) else read_scenario(scenario, root=root)
        self.read = pack if isinstance(pack, Pack) else _pack_of(question, pack, root)
        if rules is not None and rules not in self.read.rules:
            years = [str(year) for year in self.read.rules]
            raise first_problem("rules", "", "unknown name '{name}'", did_you_mean(str(rules), years), name=rules)
        self.scenario = question if rules is None else replace(question, rules=rules)
        self.changes = {id: _as_text(value, id, self.read, question) for id, value in (set or {}).items()}
        self.pack = layer(self.read, self.scenario, self.changes)

    @cached_property
    def _evaluator(self) -> Evaluator:
        return Evaluator(self.pack)

    def result(self) -> Result:
        """Run it.  Raises PlanError where the engine cannot: exits reach 1, a bundle is too large."""
        return run_one(self.pack, self.scenario, self._evaluator)

    def explain(self, arm: str, payer: str) -> Explanation:
        """The present value of one payer, budget or ``society``, line by line; KeyError for an unknown id."""
        return explain(self.pack, self.scenario, arm, payer)

    def break_even(self, id: str, *, arm: str, payer: str, years: int | None = None) -> BreakEven:
        """The value of one assumption at which one payer's balance is zero; KeyError for an unknown id.

        ``years``: within so many from the first outlay, else over the whole of life.
        """
        return break_even(self.pack, self.scenario, arm, id, payer, years)

    def change(self, set: Changes) -> Model:
        """A new model with some more numbers changed; nothing is read again, and plans are kept."""
        return Model(self.scenario, set={**self.changes, **set}, pack=self.read)


def run(
    scenario: str | Path | Scenario,
    *,
    set: Changes | None = None,
    rules: int | None = None,
    pack: str | Path | Pack | None = None,
    root: str | Path | None = None,
) -> Result:
    """Run a scenario; arguments and errors as in :class:`Model` and :meth:`Model.result`."""
    return Model(scenario, set=set, rules=rules, pack=pack, root=root).result()


def _root(root: str | Path | None) -> Path:
    return packs_root(None if root is None else str(root))


def _pack_of(question: Scenario, named: str | Path | None, root: str | Path | None) -> Pack:
    """The pack that was named, else the scenario's, whose file is told where there is none."""
    if named is not None:
        return read_pack(named, root=root)
    try:
        return read_pack(question.pack, root=root)
    except AssumptionError as error:
        raise told_in(question, ("pack",), error) from error


def _as_text(value: float | str, id: str, pack: Pack, question: Scenario) -> str:
    """A changed number as the command line writes it; what is no number is told with all that is wrong."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    number = pack.numbers.get(id) or question.programme_numbers.get(id)
    return written(float(value), number.unit if number else "")
