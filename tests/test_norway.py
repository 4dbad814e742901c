"""The Norwegian pack says where its numbers are from, and says it truthfully."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from tests.shipped import shipped
from tests.texts import catalogue

from tidlig.analysis.evaluate.causal import follows_of
from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import Evaluator
from tidlig.analysis.fit.targets import compare
from tidlig.engine.plan.axes import state_weights
from tidlig.files.packs import read_pack
from tidlig.pack.pack import Pack
from tidlig.problems import AssumptionError

pytestmark = pytest.mark.unit


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The shipped pack."""
    return shipped("norway")


def test_a_number_called_read_equals_its_source(pack: Pack) -> None:
    """`read` is a claim that can be checked: same value, same price year."""
    wrong = []
    for number in pack.numbers.values():
        source = pack.sources.get(number.source)
        if number.status in ("read", "recalled") and source is not None and source.value is not None:
            same_year = number.price_year is None or number.price_year == source.price_year
            if abs(number.value) != pytest.approx(abs(source.value), rel=1e-9) or not same_year:
                wrong.append(f"{number.file}:{number.line} {number.id} {number.value} is not {source.value}")
    assert not wrong


# Share of the age group as the documents have it, see the notes of the reaches: programme, part of its reach, share.
DOCUMENTED = [
    ("parent_training", "parent_training.reach.identified", 0.035),
    ("cbt_groups", "cbt_groups.reach.identified", 0.175 - 0.08),
    ("core_time", "core_time.reach", 18_300 / 264_200),
    ("mst", "mst.reach", 770 / 404_181),
    ("prompt_mental_health", "prompt_mental_health.reach", 1e9 / 15_000 / 4_686_973),
]


@pytest.mark.parametrize(("programme", "part", "documented"), DOCUMENTED)
def test_a_reach_still_gives_the_documented_share_of_the_age_group(
    pack: Pack, programme: str, part: str, documented: float
) -> None:
    """A new calibration moves who is eligible; the reach then has to follow."""
    evaluator = Evaluator(pack)
    base = evaluator.baseline(Design().block(pack, 0, 1))
    found = pack.programmes[programme]
    levels = {factor: dict.fromkeys(names, 1.0) for factor, names in found.levels.items()}
    weights = state_weights(evaluator.plan().factors, levels)
    start = base.start[found.ages[0] : found.ages[1] + 1, :, 0]
    eligible = (start @ weights).sum() / start.sum()
    assert pack.numbers[part].value * eligible == pytest.approx(documented, rel=0.15)


def test_nothing_without_a_source_is_better_than_judgement(pack: Pack) -> None:
    """Grade E, and a range unless it is a definition or a duty."""
    for number in pack.numbers.values():
        if not number.source:
            assert number.grade == "E", number.id
            assert number.status in ("judgement", "calibrated", "choice"), number.id


def test_a_recalled_source_carries_no_good_grade(pack: Pack) -> None:
    """A figure read nowhere is E."""
    for number in pack.numbers.values():
        source = pack.sources.get(number.source)
        if source is not None and source.status == "recalled":
            assert number.grade == "E", number.id


def test_everything_has_a_name_in_both_languages(pack: Pack) -> None:
    """Areas, payers, budgets, items, programmes, places, levels and outcomes."""
    levels = [f"{factor}.{level.name}" for factor, all_levels in pack.factors.items() for level in all_levels]
    areas = [f"area.{area}" for area in set(pack.areas.values())]
    ids = [*areas, *pack.payers, *pack.budgets, *pack.items, *pack.programmes, *pack.places, *levels]
    ids += [f"outcome.{id}" if f"outcome.{id}" in pack.labels else id for id in pack.outcomes]
    common = {"public", "participants"}  # which every pack may have: the catalogues name them
    named = {id for id in ids if all(pack.labels.get(id, {}).get(language) for language in ("nb", "en"))}
    assert set(ids) - named == common
    for language in ("nb", "en"):
        assert all(catalogue(language).has(f"payer.{id}") for id in common)


def test_the_life_course_is_near_what_is_observed(pack: Pack) -> None:
    """Outside work and education at 20-29: 16 per cent and 111 000 within two per cent."""
    found = {comparison.target.id: comparison.model for comparison in compare(pack)}
    assert found["outside.20_29"] == pytest.approx(0.16, rel=0.02)
    assert found["outside.20_29_number"] == pytest.approx(111_000, rel=0.02)


def test_short_treatment_changes_no_work_benefit_or_tax(pack: Pack) -> None:
    """Its trial found nothing on work, so what it does to need counts only in services and schooling."""
    (block,) = Evaluator(pack).evaluate({"arm": ("prompt_mental_health",)}, Design())
    found = block.arms["arm"]
    total = dict(zip(found.plan.items, np.abs(found.amounts).sum(axis=(1, 2)), strict=True))
    by_work = [id for id in pack.items if "share.need_work" in dict(follows_of(pack, id).shares).values()]
    assert {"earnings", "aap", "disability_benefit", "tax_municipal", "social_followup"} <= set(by_work)
    assert {id for id in by_work if total[id]} == set()
    assert min(total["adult_mental_health"], total["school"]) > 0.0


NEEDED = ("numbers", "transitions", "use", "prices", "split", "brackets", "sources", "deflators", "residents", "areas")


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_table_is_told_alone(name: str, tmp_path: Path) -> None:
    """One line names the file, instead of one for every number that is then unknown."""
    folder = shutil.copytree(Path(__file__).parents[1] / "assumptions" / "norway", tmp_path / "norway")
    (folder / f"{name}.csv").unlink()
    with pytest.raises(AssumptionError) as told:
        read_pack(folder)
    (problem,) = told.value.problems
    assert problem.file == f"norway/{name}.csv"
    assert problem.what == "the file is missing"
    assert problem.hint.startswith("add it, ")
