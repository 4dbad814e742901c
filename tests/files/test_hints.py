"""A hint, when followed, removes its message; one cause gives one message, with place and hint."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.files.follow import follow
from tests.files.tiny import BAD, CASES, MISSING, copy_base, found_in

from tidlig.problems import Problem

pytestmark = pytest.mark.unit


# Cases with more than one mistake, each of which somebody has to mend by itself; all others have one.
CAUSES = {
    "areas-blank": 2,
    "calibration-blank": 2,
    "cash-blank": 5,
    "deflator-outside": 2,
    "residents-outside": 3,
    "target-outside": 2,
    "price-of-another-thing": 2,
    "role-of-another-unit": 2,
    "target-ages-and-year": 4,
    "effect-observed": 6,
    "lasting-factor-unknown": 2,
    "lasting-two-factors": 2,
    "legs-of-wellbeing": 2,
    "own-areas-written-two-ways": 2,
    "own-factor-column": 2,
    "places-id-missing": 2,
    "places-not-a-number": 2,
    "places-number-outside": 2,
    "ratio-negative": 3,
    "share-above-one": 2,
    "thresholds-unit": 2,
    "tied-without-probability": 2,
}


def bad(case: str, target: Path) -> tuple[Path, list[Problem]]:
    """The folder of a case and its problems."""
    folder = copy_base(target)
    shutil.copytree(BAD / case, folder, dirs_exist_ok=True)
    if (BAD / case / MISSING).exists():
        (folder / (BAD / case / MISSING).read_text(encoding="utf-8").strip()).unlink()
    return folder, found_in(folder)


@pytest.mark.parametrize("case", CASES)
def test_every_message_has_a_place_and_a_hint(case: str, tmp_path: Path) -> None:
    _, problems = bad(case, tmp_path)
    assert all(problem.file and problem.hint for problem in problems)
    assert len(problems) == CAUSES.get(case, 1)


@pytest.mark.parametrize("case", CASES)
def test_a_hint_that_is_followed_removes_its_message(case: str, tmp_path: Path) -> None:
    _folder, problems = bad(case, tmp_path)
    for place, problem in enumerate(problems):
        again, _ = bad(case, tmp_path / str(place))
        root = again if problem.file == "scenario.yaml" else again.parent
        if follow(problem, root):
            left = [(each.file, each.line, each.field, each.what) for each in found_in(again)]
            assert (problem.file, problem.line, problem.field, problem.what) not in left


# Hints that take a person: what is written in which file, and what somebody writes who follows the hint.
FOLLOWED = {
    "age-not-whole": ("transitions.csv", ";16-19;;low", ";16;;low"),
    "age-upside-down": ("transitions.csv", ";19;16;low", ";16;19;low"),
    "ages-leave-a-hole": ("use.csv", "care;0;8", "care;0;11"),
    "ages-not-a-life": ("pack.yaml", "[20, 0]", "[0, 20]"),
    "ages-overlap": ("use.csv", "care;8;17", "care;9;17"),
    "areas-account-missing": ("areas.csv", "account;area", "account;area\n252;child_welfare"),
    "areas-area-not-an-id": ("areas.csv", "Sosialtjenester og Nav", "social"),
    "base-risk-missing": ("links.csv", "rr;;", "rr;0,1;"),
    "base-risk-outside": ("links.csv", "or;1,2;", "or;0,2;"),
    "budget-named-as-payer": ("pack.yaml", "{state: [", "{all: ["),
    "calibration-interval": ("calibration.csv", "2;2;3", "2;1,5;3"),
    "calibration-of-a-programme": ("calibration.csv", "help.reach;0,2;0,1;0,3", ""),
    "calibration-share-of-one": ("calibration.csv", "0,2;1;", "0,2;0,9;"),
    "cells-too-many": ("prices.csv", ";A;more", ";A"),
    "deflator-not-positive": ("deflators.csv", "2024;0", "2024;100"),
    "deflator-blank": ("deflators.csv", "2026;;", "2026;106;"),
    "deflator-header-missing": ("deflators.csv", "2024;100", "year;index\n2024;100"),
    "deflator-no-index": ("deflators.csv", "year\n2024\n2025\n", "year;index\n2024;100\n2025;103\n"),
    "deflator-status-of-nothing": ("deflators.csv", "indx.status", "index.status"),
    "deflator-status-without-index": ("deflators.csv", "2024;100;;", "2024;100;101;"),
    "index-moves-nothing": ("pack.yaml", ", index: fees}", "}"),
    "index-two-for-one": ("posts.csv", ";fees", ";cpi"),
    "index-year-missing": ("deflators.csv", "2024;100;", "2024;100;100"),
    "posts-amount-of-amount": ("posts.csv", ";wage;care.price", ";wage;share.need"),
    "posts-no-amount": ("posts.csv", "g.need", "care.price"),
    "posts-one-of-two": ("posts.csv", "share.need g.need", "share.need"),
    "posts-part-below": (
        "posts.csv",
        ";pension;wage;share.need;;\nnurse;wage;;care.price;;",
        "nurse;wage;;care.price;;",
    ),
    "posts-times-missing": ("posts.csv", "wage;;;", "wage;share.need;;"),
    "posts-two-amounts": ("posts.csv", " wage.school", ""),
    "posts-without-post": ("posts.csv", "\n;wage", "\nnurse;wage"),
    "discount-without-year-0": ("pack.yaml", "{1: r.early}", "{0: r.early}"),
    "dist-impossible": ("numbers.csv", "uniform(3, 1)", ""),
    "dist-parameters": ("numbers.csv", "gamma(30, 200)", "gamma(30, rate 20)"),
    "dist-unknown": ("numbers.csv", "cauchy(0, 1)", "fixed"),
    "effect-acts-on-two": ("programmes/help.yaml", "    use: care\n", ""),
    "effect-fade-floor-alone": ("programmes/help.yaml", "{floor: 0.2, until: 5}", "{floor: 0.2, rate: 0.1, until: 5}"),
    "effect-fade-never-ends": ("programmes/help.yaml", "{flat: 1.5}", "lasting"),
    "effect-fade-two-curves": ("programmes/help.yaml", "{half_life: 2, rate: 0.1}", "{half_life: 2}"),
    "effect-fade-on-a-move": ("programmes/help.yaml", "    fade: {flat: 1, until: 3}\n", ""),
    "effect-use-of-taken": ("programmes/help.yaml", "use: tax", "use: wage"),
    "empty-file": ("labels.csv", "", "id;nb;en\n"),
    "ensemble-blank": ("ensemble.csv", "2;0,4", "2;0,4;2"),
    "ensemble-id-unknown": ("ensemble.csv", "g.ned", "g.need"),
    "item-of-for-some": ("prices.csv", "tax.school;tax;school;", "tax.school;tax;;"),
    "item-of-itself": ("pack.yaml", "of: tax", "unit: year"),
    "item-of-with-use": ("use.csv", ";tax;", ";wage;"),
    "move-age-of-many": ("programmes/help.yaml", "ages: [3, 5]", "ages: [3, 3]"),
    "move-without-age": ("programmes/help.yaml", "base_risk: 0.15", "age: 10"),
    "programme-shares-not-one": ("programmes/help.yaml", "state: 0.2}", "state: 0.1}"),
    "programme-spread-not-one": ("programmes/help.yaml", "[0.6, 0.5]", "[0.6, 0.4]"),
    "programme-spread-per-year": ("programmes/help.yaml", "per: year", "per: entry"),
    "programme-spread-too-long": ("programmes/help.yaml", "[0.6, 0.2, 0.2]", "[0.6, 0.4]"),
    "quote-not-closed": ("prices.csv", '"neet', '"neet"'),
    "repeat-of-what-lasts": ("programmes/help.yaml", "repeat: true", "repeat: false"),
    "residents-age-missing": ("residents.csv", "ha;2025;2;210", "ha;2025;1;210\nha;2025;2;210"),
    "rows-meet": ("transitions.csv", "low|high", "high"),
    "schedule-base-taken": ("pack.yaml", "schedule: [tax]", "schedule: [wage]"),
    "schedule-base-treated": ("prices.csv", "not help", ""),
    "source-missing": ("numbers.csv", "ratio;;B", "ratio;;E"),
    "target-tolerance": ("targets.csv", "0,1;0;2024", "0,1;0,02;2024"),
    "target-year-missing": ("targets.csv", "0,02;;persons", "0,02;2025;persons"),
    "times-not-a-tie": ("transitions.csv", "g.need*2", "g.need^0.5"),
    "to-in-from": ("transitions.csv", "school|neet;neet", "school;neet"),
    "to-missing": ("transitions.csv", "school;;16", "school;neet;16"),
    "value-missing": ("numbers.csv", "g.need;;", "g.need;2;"),
    "yaml-alias": ("pack.yaml", "&a ", ""),
    "yaml-decimal-comma": ("pack.yaml", "ages: 0,20", "ages: [0, 20]"),
    "yaml-missing-field": ("pack.yaml", "id: tiny", "id: tiny\ncurrency: NOK"),
    "yaml-syntax": ("pack.yaml", "factors: [", "factors:"),
    "yaml-tag": ("pack.yaml", "!!python/name:os.system ", ""),
    "years-in-beyond-memory": ("transitions.csv", ";1|2;", ";1;"),
    "years-in-without-memory": ("transitions.csv", ";low;1;", ";low;;"),
    "scenario-arm-baseline": ("scenario.yaml", "baseline:", "early:"),
    "scenario-reason-missing": ("scenario.yaml", "{value: 0.9}", "{value: 0.9, reason: two posts}"),
    "scenario-rules-of-a-pack-without": ("scenario.yaml", "rules: 2026\n", ""),
}


@pytest.mark.parametrize("case", FOLLOWED)
def test_somebody_who_follows_the_hint_has_a_good_pack(case: str, tmp_path: Path) -> None:
    folder, problems = bad(case, tmp_path)
    assert problems
    file, old, new = FOLLOWED[case]
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert [str(problem) for problem in found_in(folder)] == []
