"""posts.csv: how the price of a post is put together, one line a part."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from tidlig.files.tables.address import read_times
from tidlig.files.tables.numbers import Numbers
from tidlig.files.text.folder import Folder
from tidlig.files.text.table import Cells
from tidlig.pack import units
from tidlig.pack.prices import PostPart
from tidlig.problems import Message, Problems, Says, Spot, did_you_mean

FILE = "posts.csv"
COLUMNS = ("post", "part", "of", "times", "index", "one_of")
FACTORS = ("share", "ratio", "proportion")  # kinds of numbers that a part may be multiplied by


def read_posts(files: Folder) -> dict[str, tuple[PostPart, ...]]:
    """Return the parts of every post in the order of their lines; a line without a post holds for every post.

    Notes parts that stand twice and parts taken of one that does not stand above.
    """
    rows = [(cells, _part(cells)) for cells in files.table(FILE, list(COLUMNS), ["post", "part", "times"])]
    named = dict.fromkeys(post for cells, _ in rows if (post := cells.get("post")) and cells.identifier("post"))
    if rows and not named:
        rows[0][0].spot.say("post", "no line names a post", "write an id in the lines that hold for one post only")
    parts = {part.part for _, part in rows}
    posts: dict[str, dict[str, PostPart]] = {post: {} for post in named}
    for cells, part in rows:
        held = [post for post in posts if cells.get("post") in ("", post)]
        all(_add(posts[post], part, parts, cells, post) for post in held)  # what is wrong with a line is told once
    return {post: tuple(parts.values()) for post, parts in posts.items()}


def _part(cells: Cells) -> PostPart:
    """Return the part of a line."""
    of, one_of = (
        tuple(name for each in cells.get(column).split("|") if (name := each.strip())) for column in ("of", "one_of")
    )
    times = read_times(cells.get("times"), cells.spot)
    if not cells.get("times"):
        cells.spot.say("times", "is missing", "write the ids of the numbers that the part is the product of")
    spot = cells.spot
    return PostPart(cells.identifier("part"), of, times, cells.get("index"), one_of, spot.file, spot.line)


def _add(parts: dict[str, PostPart], part: PostPart, known: Collection[str], cells: Cells, post: str) -> bool:
    """Add a part to those of a post; returns False after noting why that cannot be.  ``known``: parts of any line."""
    good = True
    if part.part in parts:
        what = "'{name}' of {post} appears twice"
        cells.spot.say("part", what, "remove one of them", name=part.part, post=post)
        good = False
    for name in part.of:
        if name not in parts:
            below = Message("move this line below that of '{name}'", name=name)
            hint = below if name in known else did_you_mean(name, parts)
            cells.spot.say("of", "{post} has no part '{name}' above this line", hint, post=post, name=name)
            good = False
    if part.part:
        parts.setdefault(part.part, part)
    return good


def check_posts(posts: Mapping[str, tuple[PostPart, ...]], numbers: Numbers, problems: Problems) -> None:
    """Note what the lines name that is no number, and products that are no amount."""
    for part in dict.fromkeys(part for parts in posts.values() for part in parts):
        spot = Spot(problems, part.file, part.line)
        for field, ids in (("times", tuple(id for id, _ in part.times)), ("one_of", part.one_of)):
            for id in ids:
                numbers.known(id, field, spot)
                numbers.has_own(id, field, spot)
        if all(id in numbers.by_id for id in (*(id for id, _ in part.times), *part.one_of)):
            _check_product(part, numbers, spot)


def _check_product(part: PostPart, numbers: Numbers, says: Says) -> None:
    """Note a product with another number of amounts than it needs, other units, and no single number to choose."""
    amounts = [id for id, power in part.times if units.is_money(numbers.by_id[id].unit) and power == 1.0]
    if part.of and amounts:
        what, hint = "'{id}' is an amount, and so is what the part is of", "leave one of them out"
        says.say("times", what, hint, id=amounts[0])
    elif not part.of and len(amounts) != 1:
        says.say("times", "the product has {n} amounts", "name one amount, or the parts it is of", n=len(amounts))
    for id, _ in part.times:
        if id not in amounts:
            numbers.fits(id, FACTORS, "times", says)
    if part.one_of and len(part.times) != 1:
        says.say("one_of", "the part is a product of {n} numbers", "name one number in times", n=len(part.times))
    elif part.one_of:
        for id in part.one_of:
            numbers.expect(id, numbers.by_id[part.times[0][0]].unit, "one_of", says)
