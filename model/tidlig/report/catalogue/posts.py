"""The price of a post by part: one document, and tables of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from tidlig.analysis.posts import asked, known_years, post_prices
from tidlig.pack.number import Warning
from tidlig.pack.pack import Pack
from tidlig.pack.prices import index_named
from tidlig.report.words.messages import Texts, label
from tidlig.report.words.names import assumption_name
from tidlig.report.words.numbers import money, number, quantity

Document = dict[str, Any]
FINEST = -3  # amounts are shown in whole thousands
PRICES = ("price", "low", "high")


def posts_document(pack: Pack, prices_of: int | None = None) -> Document:
    """Return the price of every post of a (layered) pack, in its price year and in the prices of another.

    ``prices_of``: one of the ``known_years``, by default the newest.

    ``asked``: numbers that neither the place nor a calculation gave, with what each may be; the parts that rest on one
    are None, and so are the prices.  ``indices``: level and status of every price index that was used, by year.
    """
    years = sorted({pack.price_year, prices_of or known_years(pack)[-1]})
    rows = [price for year in years for price in post_prices(pack, year)]
    used = dict.fromkeys(part.index for parts in pack.posts.values() for part in parts if not part.of)
    return {
        "place": pack.place,
        "currency": pack.currency,
        "warnings": [asdict(warning) for warning in posts_warnings(pack)],
        "price_year": pack.price_year,
        "asked": {id: {name: pack.numbers[name].value for name in one_of} for id, one_of in asked(pack).items()},
        "indices": {name or next(iter(pack.deflators), ""): _index(pack, name, years) for name in used},
        "posts": [
            {
                "post": row.post,
                "year": row.year,
                "parts": dict(row.parts),
                "price": row.price,
                "low": row.low,
                "high": row.high,
            }
            for row in rows
        ],
    }


def posts_warnings(pack: Pack) -> list[Warning]:
    """Return the warnings of the numbers that some price of a post is made of."""
    numbers = {id for parts in pack.posts.values() for part in parts for id, _ in part.times}
    return [warning for warning in pack.warnings if warning.id in numbers]


def _index(pack: Pack, name: str, years: list[int]) -> dict[int, dict[str, Any]]:
    """Return level and status of an index in some years."""
    index = index_named(name, pack.deflators)
    return {y: {"level": index.levels[y], "status": index.status.get(y, "")} for y in years if y in index.levels}


def posts_rows(document: Document, labels: Mapping[str, Mapping[str, str]], texts: Texts) -> list[Document]:
    """Return one row a post and year, amounts as numbers: post, year, the parts, price, low, high."""

    def named(id: str) -> str:
        return label(labels, id, texts.language)

    return [
        {
            texts.get("posts.post"): named(f"post.{row['post']}"),
            texts.get("posts.year"): row["year"],
            **{named(f"part.{part}"): amount for part, amount in row["parts"].items()},
            **{texts.get(f"posts.{key}"): row[key] for key in PRICES},
        }
        for row in document["posts"]
    ]


def posts_shown(rows: Sequence[Document], texts: Texts) -> list[dict[str, str]]:
    """Return the rows as texts, amounts in whole thousands; what has to be asked for is a question mark.

    Posts may have parts of their own: every row has all of them.
    """
    columns = list(dict.fromkeys(column for row in rows for column in row))

    def written(column: str, value: Any) -> str:
        if column in columns[:2]:
            return str(value)
        known = value is not None
        return number(round(float(value), FINEST), texts.language, 0) if known else texts.get("posts.unknown")

    return [{column: written(column, row.get(column)) for column in columns} for row in rows]


def posts_price(document: Document, pack: Pack, post: str, texts: Texts) -> str:
    """Return the price of one post in words, in every year that it is told in; what it may be where it is not known."""
    name = label(pack.labels, f"post.{post}", texts.language)
    years = [_in_year(row, texts) for row in document["posts"] if row["post"] == post]
    return texts.get("posts.is", post=name, years=", ".join(years))


def _in_year(row: Document, texts: Texts) -> str:
    if row["price"] is None:
        low, high = (money(row[key], texts, sign=False, beside=row["low"]) for key in ("low", "high"))
        return texts.get("posts.between", year=row["year"], low=low, high=high)
    return texts.get("posts.in_year", year=row["year"], price=money(row["price"], texts, sign=False))


def posts_asked(document: Document, pack: Pack, texts: Texts) -> list[str]:
    """Return what has to be asked for, one sentence a number, with what it may be."""
    return [
        texts.get(
            "posts.asked",
            name=assumption_name(pack, id, texts),
            id=id,
            one_of=", ".join(
                f"{assumption_name(pack, name, texts)} {quantity(value, pack.numbers[id].unit, texts.language)}"
                for name, value in one_of.items()
            ),
        )
        for id, one_of in document["asked"].items()
    ]


def posts_note(document: Document, pack: Pack, texts: Texts) -> str:
    """Return by what the amounts of other years were moved, and where each index is from in the newest year."""
    said = []
    for name, years in document["indices"].items():
        if len(years) < 2:  # no other year than the pack's own, or none that was needed
            continue
        year = max(years)
        factor = years[year]["level"] / years[document["price_year"]]["level"]
        said.append(
            texts.get(
                "posts.index",
                name=label(pack.labels, f"index.{name}", texts.language),
                factor=number(factor, texts.language, 3),
                status=texts.choice("index_status", years[year]["status"]),
                year=year,
            )
        )
    moved = [texts.get("posts.moved", indices="; ".join(said))] if said else []
    return " ".join([texts.get("posts.note", currency=document["currency"]), *moved])
