"""The budget view: what a running programme means for a place's budgets, year by year."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tidlig.appraisal.discounting import Floats


def budget_by_year(
    profiles: Mapping[int, Floats], residents: Floats, survival: Floats, years: int, first: int = 0
) -> Floats:
    """Budget[y] = sum over A of n_A * delta_A[A + y], shape ``(payers, years)``; rows last where profiles have them.

    ``profiles``: entry age -> arm minus baseline by payer and age, (payers, ages[, rows]), per person born, for people
    who may enter from that age on.  Somebody aged A in the start year follows the profile of the first entry age at or
    after A; past the last entry age nobody is affected.  ``residents``: people by age in the start year, from 0;
    children not yet born count as many as those aged 0.  ``survival``: share of those born who are alive at each age,
    (ages[, rows]), since a resident aged A is alive while a profile is per birth.  ``first``: the age at which profiles
    and survival begin; whoever is younger in the start year reaches it.
    """
    entry_ages = np.array(sorted(profiles))
    payers, ages, *rows = profiles[entry_ages[0]].shape
    every = np.array([profiles[age] for age in entry_ages.tolist()])
    result = np.zeros((payers, years, *rows))
    for year in range(years):
        now = np.arange(first - year, min(entry_ages[-1], first + ages - 1 - year) + 1)
        at_start = np.maximum(now, 0)
        people = (residents[at_start] / survival[np.maximum(at_start - first, 0)].T).T
        profile = every[np.searchsorted(entry_ages, at_start), :, now + year - first]
        result[:, year] = np.einsum("a...,ap...->p...", people, profile)
    return result
