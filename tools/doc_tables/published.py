"""How many published figures of each case are computed, rest on stated inputs, or are not reproduced."""

from __future__ import annotations

from itertools import groupby

from tools.doc_tables.text import table
from tools.doc_tables.world import PACKS

from tidlig.analysis.published.published import COMPUTED, IDENTITY, NOT_REPRODUCED, published_rows, tally
from tidlig.cases.read import read_cases


def counts() -> str:
    """One row a case, and all of them together."""
    cases = read_cases(PACKS)
    by_engine = {case.id for case in cases if case.scenario}
    all_rows = published_rows(cases)
    rows = []
    for id, group in groupby(all_rows, key=lambda row: row["case"]):
        of_case = list(group)
        way = "life course" if id in by_engine else "dated amounts"
        rows.append([of_case[0]["title"]["en"], way, *_written(tally(of_case))])
    rows.append(["**all**", "", *_written(tally(all_rows))])
    return table(["case", "run as", "computed", "rest on a stated input", "not reproduced"], rows, 2)


def _written(counted: dict[str, int]) -> list[str]:
    return [str(counted[standing] or "") for standing in (COMPUTED, IDENTITY, NOT_REPRODUCED)]
