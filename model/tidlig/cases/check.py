"""What the parts of a case file say about one another: names that exist, series of the right length, tolerances."""

from __future__ import annotations

from collections.abc import Collection

from tidlig.cases.case import parse_term
from tidlig.cases.shape import CaseShape, FigureShape, LineShape, Sum
from tidlig.files.text.document import Document, Keys
from tidlig.files.text.numerals import FigureError
from tidlig.problems import did_you_mean

ROW_TEXTS = ("name", "url")


def check_case(shape: CaseShape, stem: str, document: Document, given: Collection[str]) -> None:
    """Note everything in a case that does not fit together.

    ``stem``: the file's name without its ending; ``given``: ids of the numbers of the case's pack.
    """
    if shape.id != stem:
        document.say(("id",), "'{id}' is not the file's name", "write {name}", id=shape.id, name=stem)
    if bool(shape.scenario) == bool(shape.lines):
        document.say((), "a case has either lines or a scenario", "write one of the two")
    _check_rows(shape, document)
    names = {*given, *shape.inputs, *shape.series, *(name for name in _columns(shape) if _is_number(name, shape))}
    for name, terms in shape.sums.items():
        _check_terms(terms, names - {*shape.series}, ("sums", name), document)
        names.add(name)
    for place, line in enumerate(shape.lines):
        _check_line(line, names, shape, ("lines", place), document)
    for year, name in shape.discount.items():
        _known(name, names, ("discount", year), document)
    if shape.discount and 0 not in shape.discount:
        document.say(("discount",), "has no rate from year 0 on", "write {0: name of an input}")
    for place, payer in enumerate(shape.public):
        _known(payer, shape.payers, ("public", place), document)
    for place, figure in enumerate(shape.figures):
        _check_figure(figure, shape, ("figures", place), document)


def _columns(shape: CaseShape) -> list[str]:
    return [name for name in shape.rows[0] if name not in ROW_TEXTS] if shape.rows else []


def _is_number(column: str, shape: CaseShape) -> bool:
    return not any(isinstance(row.get(column), str) for row in shape.rows)


def _check_rows(shape: CaseShape, document: Document) -> None:
    """Note rows without a name, with a name that stands twice, or with other inputs than the first row."""
    seen: set[str] = set()
    for place, row in enumerate(shape.rows):
        name = str(row.get("name", ""))
        if not name or name in seen:
            document.say(("rows", place, "name"), "is missing or appears twice", "give every row a name of its own")
        seen.add(name)
        if differing := set(row) ^ set(shape.rows[0]):
            hint = "write the columns of the first row"
            document.say(("rows", place), "other columns than the first row: {names}", hint, names=sorted(differing))


def _check_terms(terms: Sum, names: Collection[str], path: Keys, document: Document) -> set[str]:
    """Note products that cannot be read and unknown names in them; returns the names."""
    used: set[str] = set()
    for place, written in enumerate(terms):
        try:
            term = parse_term(written)
        except FigureError as error:
            document.say((*path, place), error.what, error.hint)
            continue
        for name, _ in term.ties:
            _known(name, names, (*path, place), document)
            used.add(name)
    return used


def _check_line(line: LineShape, names: set[str], shape: CaseShape, path: Keys, document: Document) -> None:
    used = _check_terms(line.terms, names, (*path, "terms"), document)
    for name in (*line.curve, *([line.growth] if line.growth else [])):
        _known(name, names - {*shape.series}, path, document)
    for key, payer in (("from", line.from_), ("to", line.to)):
        if payer:
            _known(payer, shape.payers, (*path, key), document)
    if not line.from_ and not line.to:
        document.say(path, "no payer gains or pays", "write from: or to:, or both for a transfer")
    for place, arm in enumerate(line.arms):
        _known(arm, shape.arms, (*path, "arms", place), document)
    first, last = line.years
    if not 0 <= first <= last <= 200:
        what = "{first} to {last} is not a span of years"
        document.say((*path, "years"), what, "write [first, last]", first=first, last=last)
    for name in sorted(used & {*shape.series}):
        if len(shape.series[name]) != last - first + 1:
            what, hint = "'{name}' has {n} numbers for {years} years", "write one number for each year"
            document.say((*path, "years"), what, hint, name=name, n=len(shape.series[name]), years=last - first + 1)


def _check_figure(figure: FigureShape, shape: CaseShape, path: Keys, document: Document) -> None:
    _check_claim(figure, path, document)
    for name in (*figure.lines, *figure.less) if shape.lines else ():
        _known(name, {line.id for line in shape.lines}, path, document)
    if figure.tolerance is None and shape.relative is None and not figure.reason and not figure.not_reproduced:
        document.say(path, "has no tolerance", "write tolerance:, or relative: for the whole case")
    if isinstance(figure.tolerance, str):
        _known(figure.tolerance, _columns(shape), (*path, "tolerance"), document)
    if shape.lines and (figure.is_ or figure.lines) and figure.arm not in (shape.arms or [""]):
        _known(figure.arm, shape.arms, (*path, "arm"), document)
    if figure.less_arm:
        _known(figure.less_arm, shape.arms, (*path, "less_arm"), document)
    printed = figure.reason or figure.not_reproduced
    if isinstance(figure.published, str) and figure.published not in _columns(shape) and not printed:
        hint = "write a number, a column of rows, or what was printed and the reason"
        document.say((*path, "published"), "'{text}' is not a number", hint, text=figure.published)


def _check_claim(figure: FigureShape, path: Keys, document: Document) -> None:
    """Note a figure that claims two things: one of ours and a value of lines, or stated and not reproduced."""
    if (figure.is_ and figure.lines) or not (figure.is_ or figure.lines or figure.not_reproduced):
        document.say(path, "a figure is one of ours or the value of lines", "write is: or lines:")
    if figure.stated and figure.not_reproduced:
        document.say(path, "is both stated among the inputs and not reproduced", "leave one of the two out")
    if figure.not_reproduced and {*figure.not_reproduced} != {"nb", "en"}:
        document.say((*path, "not_reproduced"), "is not in both languages", 'write {nb: "...", en: "..."}')


def _known(name: str, names: Collection[str], path: Keys, document: Document) -> None:
    if name not in names:
        document.say(path, "unknown name '{name}'", did_you_mean(name, names), name=name)
