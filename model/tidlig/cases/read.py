"""Published results as files: one case a file, read into frozen records with every mistake told at once.

A case is a ledger of dated lines, or a scenario of a pack beside it; ``docs/trust/published.md`` has the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from tidlig.cases.case import Case, Line, Published, parse_term
from tidlig.cases.check import check_case
from tidlig.cases.shape import CaseShape, FigureShape, LineShape
from tidlig.files.cache import read_known
from tidlig.files.documents.scenario import read_scenario
from tidlig.files.documents.shape import validate
from tidlig.files.text.contents import read_text
from tidlig.files.text.document import Document, read_document
from tidlig.files.text.locate import find_pack, find_scenario
from tidlig.layers.overlay import layer
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario
from tidlig.problems import AssumptionError, Problems, Spot, first_problem

Row = Mapping[str, float | str]  # one of several sets of inputs


def read_cases(root: Path) -> tuple[Case, ...]:
    """Return the cases of ``root/published/cases/*.yaml`` in order of file name, one for each row of inputs.

    Raises AssumptionError with every problem in the files, also those of the packs they name.
    """
    folder = root / "published"
    files = sorted((folder / "cases").glob("*.yaml"))
    if not files:
        raise first_problem(
            "published/cases", "", "there are no published cases here", "give --assumptions the folder that has them"
        )
    problems = Problems()
    cases = [case for file in files for case in _read(file, folder, problems)]
    problems.raise_any()
    return tuple(cases)


def _read(file: Path, folder: Path, problems: Problems) -> list[Case]:
    spot = Spot(problems, f"cases/{file.name}")
    before = len(problems.found)
    text = read_text(file, spot)
    document = read_document(text, spot) if text is not None else None
    shape = validate(CaseShape, document) if document else None
    if document is None or shape is None:
        return []
    try:
        pack, scenario = _question(shape, folder)
    except AssumptionError as error:
        problems.found.extend(error.problems)
        return []
    given = {id: number.value * number.factor for id, number in pack.numbers.items()} if pack else {}
    check_case(shape, file.stem, document, given)
    if len(problems.found) > before:
        return []
    read = (_case(shape, row, given, document) for row in shape.rows or [{}])
    return [replace(case, pack=pack, scenario=scenario) for case in read]


def _question(shape: CaseShape, folder: Path) -> tuple[Pack | None, Scenario | None]:
    """Return the layered pack and the scenario of a case, None and None for a ledger of lines."""
    if not shape.scenario:
        return None, None
    scenario = read_scenario(find_scenario(shape.scenario, folder))
    return layer(read_known(find_pack(scenario.pack, folder)), scenario), scenario


def _case(shape: CaseShape, row: Row, given: Mapping[str, float], document: Document) -> Case:
    numbers = {name: float(value) for name, value in row.items() if not isinstance(value, str)}
    return Case(
        id=shape.id,
        title=shape.title,
        row=str(row.get("name", "")),
        country=shape.country,
        money=shape.money,
        source=shape.source.title,
        url=str(row.get("url", shape.source.url)),
        note=shape.note,
        figures=tuple(
            _figure(figure, shape, row, document.at(("figures", place)).line)
            for place, figure in enumerate(shape.figures)
        ),
        discount=shape.discount,
        first=shape.first,
        payers=tuple(shape.payers),
        public=tuple(shape.public),
        inputs={**given, **shape.inputs, **numbers},
        series={name: tuple(values) for name, values in shape.series.items()},
        sums={name: tuple(parse_term(term) for term in terms) for name, terms in shape.sums.items()},
        lines=tuple(_line(line) for line in shape.lines),
        file=document.spot.file,
    )


def _line(shape: LineShape) -> Line:
    return Line(
        id=shape.id,
        loses=shape.from_,
        gains=shape.to,
        terms=tuple(parse_term(term) for term in shape.terms),
        years=(shape.years[0], shape.years[1]),
        growth=shape.growth,
        curve=tuple(shape.curve),
        programme=shape.programme,
        arms=tuple(shape.arms),
    )


def _figure(shape: FigureShape, case: CaseShape, row: Row, line: int) -> Published:
    published, tolerance = _of_row(shape.published, row), _of_row(shape.tolerance, row)
    value = published if isinstance(published, str) else float(published or 0.0)
    relative = 0.0 if isinstance(value, str) else abs(value) * (case.relative or 0.0)
    return Published(
        path=shape.is_,
        lines=tuple(shape.lines),
        less=tuple(shape.less),
        says=shape.says,
        arm=shape.arm,
        less_arm=shape.less_arm,
        assumption=shape.assumption,
        value=value,
        reason=str(_of_row(shape.reason, row)),
        tolerance=relative if tolerance is None or isinstance(tolerance, str) else tolerance,
        perspective=shape.perspective or case.perspective,
        unit=shape.unit,
        stated=shape.stated,
        not_reproduced=shape.not_reproduced,
        line=line,
    )


def _of_row(written: float | str | None, row: Row) -> float | str | None:
    """What a figure says itself, or what stands in the column of the row that it names."""
    return row.get(written, written) if isinstance(written, str) else written
