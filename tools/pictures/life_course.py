"""The picture of a pack's life course, ``docs/life-course.svg``: its factors, and its processes and items by age."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from tools.doc_tables.accounts import area
from tools.doc_tables.world import ROOT, country, label
from tools.pictures import svg

from tidlig.pack.rows import Link, Row, Transition
from tidlig.pack.structure import Item, Process

FILE: Path = ROOT / "docs" / "life-course.svg"
WIDTH, MARGIN = 1080, 24
BOX, CHIP, GAP = 172, 26, 10  # width of a factor's box; height of a level and the room below it
TOP = 180  # of the boxes; the arcs between them are above
LEFT, RIGHT, ROW = 340, 800, 21  # ages 0 and last on the page; height of a row
COLOURS = ("#7a5195", "#c9661a", "#2f7d4f", "#1f5fa8")  # a factor each, in the pack's order
GREY = "#8a8a8a"

Ages = tuple[int, int]  # both included


def picture() -> str:
    """The whole picture as SVG; the same pack gives the same bytes."""
    factors, links, foot = _factors(), _arcs(), _boxes_end() + 58
    rows, end = _rows(foot)
    heading = [
        svg.text(MARGIN, 34, "The life course of the Norwegian pack", size=20, weight="bold"),
        svg.text(
            MARGIN,
            58,
            "Everyone is born in the first level of each factor. Arrows beside a box are moves between levels.",
        ),
        svg.text(MARGIN, 76, "Arrows between factors say which factor changes the chance of another's moves."),
    ]
    told = (
        "Factors, the moves between their levels, the links between factors, and services, payments and taxes by age."
    )
    drawn = [*heading, *links, *factors, *rows]
    return svg.document(WIDTH, end + MARGIN, "The life course of the Norwegian pack", told, COLOURS, drawn)


def _left(k: int) -> float:
    """The left side of the k-th factor's box."""
    return MARGIN + 40 + k * (WIDTH - 2 * MARGIN - 80 - BOX) / (len(country().factors) - 1)


def _boxes_end() -> float:
    """The bottom of the longest box."""
    return TOP + 34 + max(len(levels) for levels in country().factors.values()) * (CHIP + GAP)


def _colour(factor: str) -> str:
    return COLOURS[list(country().factors).index(factor)]


def _process(id: str) -> Process:
    return next(process for process in country().processes if process.id == id)


def _factors() -> list[str]:
    """Every factor: its name, its levels, and the moves between them; down on the right, up on the left."""
    drawn = []
    for k, (factor, levels) in enumerate(country().factors.items()):
        x, names = _left(k), [level.name for level in levels]
        drawn += [
            svg.text(
                x + BOX / 2, TOP + 18, label(factor), size=14, weight="bold", fill=_colour(factor), anchor="middle"
            )
        ]
        for n, name in enumerate(names):
            drawn += [
                svg.box(x, _level(n) - CHIP / 2, BOX, CHIP, fill="#ffffff", stroke=_colour(factor)),
                *svg.lines(x + BOX / 2, _level(n) + 4, label(f"{factor}.{name}"), BOX - 8),
            ]
        drawn += [_move(x, names.index(a), names.index(b), _colour(factor)) for a, b in _moves(factor)]
    return drawn


def _level(n: int) -> float:
    """The middle of the n-th level."""
    return TOP + 34 + CHIP / 2 + n * (CHIP + GAP)


def _moves(factor: str) -> list[tuple[str, str]]:
    """From and to of every move between levels of a factor, each once."""
    first = [level.name for level in country().factors[factor]]
    found = {
        (start, row.to)
        for row in country().transitions
        if _process(row.process).factor == factor and row.to in first
        for start in row.from_levels or first
        if start != row.to
    }
    return sorted(found)


def _move(x: float, start: int, end: int, colour: str) -> str:
    """An arc beside a box, wider the farther the levels are apart."""
    down = end > start
    side, out = (x + BOX, 1) if down else (x, -1)
    reach = out * (8 + 9 * abs(end - start))
    a, b = (_level(start) + 4, _level(end) - 4) if down else (_level(start) - 4, _level(end) + 4)
    return svg.arrow(f"M {side:g} {a:g} C {side + reach:g} {a:g} {side + reach:g} {b:g} {side + out:g} {b:g}", colour)


def _arcs() -> list[str]:
    """Which factor's levels change which factor's moves, or the chance of dying."""
    order = list(country().factors)
    pairs = sorted(
        {pair for link in country().links for pair in _linked(link)}, key=lambda p: (order.index(p[0]), p[1])
    )
    drawn = []
    for cause, moved in pairs:
        if moved in order:
            drawn.append(_arc(order.index(cause), order.index(moved), _colour(cause)))
    deadly = [label(cause).lower() for cause, moved in pairs if moved not in order]
    if deadly:
        said = f"The chance of dying depends on age, {' and '.join(deadly)}."
        drawn.append(svg.text(MARGIN, _boxes_end() + 24, said))
    return drawn


def _linked(link: Link) -> list[tuple[str, str]]:
    """Cause and moved factor of one link; what moves may be the process of death."""
    moved = _process(link.process)
    return [(factor, moved.factor or moved.id) for factor in link.where.levels]


def _arc(cause: int, moved: int, colour: str) -> str:
    start, end = _left(cause) + BOX / 2 + 14, _left(moved) + BOX / 2 - 14 * (moved - cause)
    height = TOP - 14 - 30 * (moved - cause)
    return svg.arrow(f"M {start:g} {TOP:g} C {start:g} {height:g} {end:g} {height:g} {end:g} {TOP:g}", colour)


def _rows(top: float) -> tuple[list[str], float]:
    """Processes, then items, as bars over age; and where the last of them ends."""
    first, last = country().ages
    drawn = [
        svg.text(MARGIN, top, "What happens at which age", size=16, weight="bold"),
        svg.text(RIGHT + 14, top + 24, "budget area", fill=GREY),
    ]
    y = top + 24.0
    drawn += [svg.text(_at(age), y, str(age), anchor="middle", fill=GREY) for age in range(first, last, 10)]
    lines: list[str] = []
    for process in country().processes:
        y += ROW
        colours = [_colour(process.factor)] if process.factor else [GREY]
        ages = (
            [(first, first)]
            if process.once
            else _spans(row for row in country().transitions if row.process == process.id)
        )
        lines += _row(y, _named(process), ages, colours, "")
    y += ROW / 2
    for item in country().items.values():
        y += ROW
        colours = [_colour(factor) for factor in _followed(item)] or [GREY]
        lines += _row(y, label(item.id), _held(item), colours, area(item.account))
    grid = [svg.line(_at(age), top + 32, _at(age), y + 8) for age in range(first, last, 10)]
    y += 2 * ROW
    legend = [*((label(factor), _colour(factor)) for factor in country().factors), ("none", GREY)]
    drawn += [
        *grid,
        *lines,
        svg.text(MARGIN, y, "Colour: the factor that moves, or that is followed:"),
        *_legend(y, legend),
    ]
    return drawn, y


def _named(process: Process) -> str:
    if not process.factor:
        return "Death"
    return f"{label(process.factor)}: {'at birth' if process.once else 'moves'}"


def _legend(y: float, entries: Iterable[tuple[str, str]]) -> list[str]:
    drawn, x = [], float(LEFT)
    for name, colour in entries:
        drawn += [svg.box(x, y - 10, 12, 12, fill=colour), svg.text(x + 18, y, name)]
        x += 34 + 7 * len(name)
    return drawn


def _row(y: float, name: str, ages: Sequence[Ages], colours: Sequence[str], said: str) -> list[str]:
    """One row: its name, its bars in the colours of what it follows, and whose it is."""
    thick = (ROW - 8) / len(colours)
    bars = [
        svg.box(_at(start), y - ROW / 2 + k * thick, _at(end + 1) - _at(start), thick, fill=colour)
        for start, end in ages
        for k, colour in enumerate(colours)
    ]
    return [
        svg.text(MARGIN, y, name),
        *bars,
        *([svg.text(RIGHT + 14, y, said, fill="#555555")] if said != "none" else []),
    ]


def _at(age: int) -> float:
    """Where an age is on the page."""
    first, last = country().ages
    return LEFT + (RIGHT - LEFT) * (age - first) / (last - first)


def _bases(item: Item) -> list[Item]:
    """The items whose quantities an item follows: itself, or those it is taken of, all the way down."""
    of = [item.of] if item.of else list(item.schedule)
    return [base for id in of for base in _bases(country().items[id])] if of else [item]


def _used(item: Item) -> list[Row]:
    """The rows of use of the items that an item follows."""
    ids = {base.id for base in _bases(item)}
    return [row for row in country().uses if row.item in ids]


def _priced(item: Item) -> list[Row]:
    """The rows of price of the items that an item follows."""
    ids = {base.id for base in _bases(item)}
    return [row for row in country().prices if row.item in ids]


def _held(item: Item) -> list[Ages]:
    """The ages at which an item is used, or priced where no row says who uses it."""
    return _spans(_used(item) or _priced(item))


def _followed(item: Item) -> list[str]:
    """The factors that use and price of an item depend on, in the pack's order."""
    named = {factor for row in (*_used(item), *_priced(item)) for factor in row.where.levels}
    return [factor for factor in country().factors if factor in named]


def _spans(rows: Iterable[Row | Transition]) -> list[Ages]:
    """The ages of some rows, those that meet as one."""
    first, last = country().ages
    each = sorted(
        (row.where.age_from or first, last - 1 if row.where.age_to is None else row.where.age_to) for row in rows
    )
    joined: list[Ages] = []
    for start, end in each:
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
