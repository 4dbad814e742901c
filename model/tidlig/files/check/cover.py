"""Base rows of one exit or item: no two in one cell and age, and no hole between age bands."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import combinations, pairwise

from tidlig.pack.rows import Price, Row, Split, Transition, Use, Where
from tidlig.pack.structure import Structure
from tidlig.problems import Spot

Base = Transition | Use | Price


def check_cover(rows: Iterable[Base], structure: Structure, lines: Mapping[str, Spot]) -> None:
    """Note base rows that meet and age bands that leave a hole; ``lines`` by row id."""
    groups: dict[Hashable, list[Base]] = {}
    for row in rows:
        groups.setdefault(_target(row), []).append(row)
    for group in groups.values():
        for row, other in combinations(group, 2):
            if _meet(row, other, structure):
                _say_met(row, other, structure, lines)
        _check_holes(group, structure, lines)
        _check_years(group, structure, lines)


def _target(row: Base) -> Hashable:
    """Return what a row gives a number for."""
    if isinstance(row, Transition):
        return "transition", row.process, row.to
    if isinstance(row, Use):
        return "use", row.item, row.process
    return "price", row.item


def _meet(row: Base, other: Base, structure: Structure) -> bool:
    """Tell whether two rows of one target hold in the same cell and age."""
    if isinstance(row, Use) and isinstance(other, Use) and row.to and other.to and row.to != other.to:
        return False
    first, last = row.where.band(structure.ages)
    other_first, other_last = other.where.band(structure.ages)
    return first <= other_last and other_first <= last and _same_people(row, other)


def _same_people(row: Base, other: Base) -> bool:
    """Tell whether two rows hold for some of the same people, whatever their age."""
    a, b = row.where, other.where
    return _share(a.years_in, b.years_in) and _same_levels(row, other)


def _same_levels(row: Base, other: Base) -> bool:
    """Tell whether two rows hold for some of the same levels and treatments."""
    a, b = row.where, other.where
    if not isinstance(row, Price) and not isinstance(other, Price) and not _share(row.from_levels, other.from_levels):
        return False
    if _opposite(a, b):
        return False
    return all(_share(a.levels[factor], b.levels[factor]) for factor in a.levels if factor in b.levels)


def _share(a: tuple[object, ...], b: tuple[object, ...]) -> bool:
    """Tell whether two lists have a member in common; an empty one means all."""
    return not a or not b or bool(set(a) & set(b))


def _opposite(a: Where, b: Where) -> bool:
    """Tell whether rows are for people in a programme and not in it, or in two programmes.

    What two programmes each add is added for people in both.
    """
    if not a.programme or not b.programme:
        return False
    return a.in_programme != b.in_programme if a.programme == b.programme else a.in_programme and b.in_programme


def _say_met(row: Base, other: Base, structure: Structure, lines: Mapping[str, Spot]) -> None:
    """Note the age and the levels in which two rows meet."""
    age = max(row.where.band(structure.ages)[0], other.where.band(structure.ages)[0])
    spot, first = lines[other.id], lines[row.id]
    what, hint = "'{row}' and '{other}' (line {line}) meet at age {age}", "keep their ages or levels apart"
    spot.say("id", what, hint, row=other.id, other=row.id, line=first.line, age=age)


def _check_holes(group: list[Base], structure: Structure, lines: Mapping[str, Spot]) -> None:
    """Note ages between two bands of the same address that no other row of the target fills."""
    for rows in _alike(group, lambda row: row.where.years_in):
        ordered = sorted(rows, key=lambda row: row.where.band(structure.ages))
        for before, after in pairwise(ordered):
            hole = before.where.band(structure.ages)[1] + 1, after.where.band(structure.ages)[0] - 1
            if hole[0] <= hole[1] and not _filled(hole, after, group, structure):
                one = "age {first} is left out between '{before}' and '{after}'"
                many = "ages {first}-{last} are left out between '{before}' and '{after}'"
                what, hint = one if hole[0] == hole[1] else many, "close the hole, or write a row with value 0 for it"
                names = {"before": before.id, "after": after.id}
                lines[after.id].say("age_from", what, hint, first=hole[0], last=hole[1], **names)


def _alike(group: list[Base], by: Callable[[Base], Hashable]) -> Iterable[list[Base]]:
    """Return the rows of a target with the same levels, ends and treatment, and one more thing in common."""
    same: dict[Hashable, list[Base]] = {}
    for row in group:
        where = row.where
        levels = tuple(sorted((factor, tuple(sorted(named))) for factor, named in where.levels.items()))
        ends = () if isinstance(row, Price) else (tuple(sorted(row.from_levels)), getattr(row, "to", ""))
        same.setdefault((levels, ends, where.programme, where.in_programme, by(row)), []).append(row)
    return same.values()


def _check_years(group: list[Base], structure: Structure, lines: Mapping[str, Spot]) -> None:
    """Note years in a level that rows leave out which differ only there, and that no other row of the target fills."""
    for rows in _alike(group, lambda row: row.where.band(structure.ages)):
        split = [row for row in rows if row.where.years_in]
        years = range(max((_memory(row, structure) for row in split), default=0))
        left = [year for year in years if not any(year in row.where.years_in for row in split)]
        left = [year for year in left if not _filled_year(year, split, group, structure)] if len(split) > 1 else []
        if left:
            last = split[-1]
            what, hint = "nothing is written for {years} of '{id}'", "write rows for them, or one with value 0"
            lines[last.id].say("years_in", what, hint, years=[str(year) for year in left], id=last.id)


def _memory(row: Base, structure: Structure) -> int:
    """Return how many years are told apart in the levels that a row names."""
    named = {name for levels in row.where.levels.values() for name in levels}
    if not isinstance(row, Price):
        named |= set(row.from_levels)
    return max(
        (level.memory for levels in structure.factors.values() for level in levels if level.name in named), default=0
    )


def _filled_year(year: int, split: list[Base], group: list[Base], structure: Structure) -> bool:
    """Tell whether a row that is not split by years gives a number for some of the same people and ages in a year."""
    first, last = split[0].where.band(structure.ages)
    others = [row for row in group if row not in split and (not row.where.years_in or year in row.where.years_in)]
    bands = [row.where.band(structure.ages) for row in others if _same_levels(row, split[0])]
    return any(start <= last and first <= end for start, end in bands)


def _filled(hole: tuple[int, int], row: Base, group: list[Base], structure: Structure) -> bool:
    """Tell whether another row gives a number for some of the same people in the hole."""
    return any(
        other is not row
        and _same_people(row, other)
        and other.where.band(structure.ages)[0] <= hole[1]
        and hole[0] <= other.where.band(structure.ages)[1]
        for other in group
    )


def check_rests(rows: Iterable[Split], lines: Mapping[str, Spot]) -> None:
    """Note items with more than one ``rest`` among their legs."""
    first: dict[str, Split] = {}
    for row in rows:
        if row.rest and row.item in first:
            other = lines[first[row.item].id]
            what = "'{item}' already has a rest (line {line})"
            lines[row.id].say("value", what, "write a number for one of them", item=row.item, line=other.line)
        elif row.rest:
            first[row.item] = row


def ties_of(rows: Iterable[Row]) -> Iterable[tuple[str, str]]:
    """Yield (row id, id of a number it is tied to)."""
    for row in rows:
        for name, _ in row.times:
            yield row.id, name
