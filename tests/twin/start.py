"""The twin's baseline: everyone is born, nobody is offered anything, and rows of the population find their mean."""

import numpy as np
from tests.twin.life import Course, Lived
from tests.twin.people import Array, Cells


def born(course: Course) -> Array:
    """Everyone in the first level of each factor, then the processes that run once."""
    stock = np.zeros((len(course.states), *course.cells.shape))
    stock[(0,) * stock.ndim] = 1.0
    for process in course.cells.pack.structure["processes"]:
        if process.get("once"):
            stock = course.step(stock, process, course.cells.first, [])
    return np.asarray(stock[0])


def baseline(cells: Cells) -> tuple[Course, Lived, list[Array]]:
    """Life without programmes, and the stock on every birthday; rows of the population are divided by their mean."""
    course = Course(cells, [])
    stock = born(course)[None]
    birthdays = []
    for age in cells.ages:
        birthdays.append(stock[0])
        population(course, stock[0], age)
        stock = course.year(stock, age, [])
    return course, course.run([], cells.first, birthdays[0], cells.last), birthdays


def population(course: Course, stock: Array, age: int) -> None:
    """Section 3: divide the links of exits `of: population` by their mean at the first age of the row's band."""
    cells = course.cells
    for row in cells.pack.tables["transitions"]:
        if row.get("of") == "population" and int(row.get("age_from") or cells.first) == age:
            process = course.process(row["process"])
            among = stock * cells.leaves(process, row)
            mean = (among * course.links[row["process"], row["to"], age]).sum() / among.sum()
            for later in range(age, min(int(row.get("age_to") or cells.last), cells.last - 1) + 1):
                key = (row["process"], row["to"], later)
                course.links[key] = np.where(
                    cells.leaves(process, row) > 0, course.links[key] / mean, course.links[key]
                )
