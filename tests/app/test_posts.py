"""The table of prices of posts on the first page."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from tests.texts import catalogue

pytestmark = pytest.mark.app

Open = Callable[..., AppTest]


def posts(at: AppTest, language: str) -> pd.DataFrame:
    """The table of posts, as it is shown."""
    column = catalogue(language).get("posts.post")
    return next(frame.value for frame in at.dataframe if column in frame.value.columns)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_place_of_unknown_zone_is_asked_and_the_answer_makes_a_price(open_page: Open, language: str) -> None:
    words = catalogue(language)
    price, unknown = words.get("posts.price"), words.get("posts.unknown")
    at = open_page(lang=language, place="gausdal", early="parent_training")
    shown = posts(at, language)
    assert len(shown) == 22
    assert set(shown[price]) == {unknown}
    assert any("post.contribution" in text.value.replace("\\", "") for text in at.markdown)
    at = open_page(lang=language, place="gausdal", early="parent_training", post__contribution="0.106")
    answered = posts(at, language)
    assert unknown not in set(answered[price])
    assert not any("post.contribution" in text.value.replace("\\", "") for text in at.markdown)


def test_the_rate_can_be_typed_where_it_is_asked_for(open_page: Open) -> None:
    """In per cent, as an officer knows it; the price is there at once."""
    at = open_page(lang="nb", place="gausdal", early="parent_training")
    field = next(box for box in at.text_input if box.label == "Arbeidsgiveravgift i kommunen")
    field.set_value("14,1").run()
    assert catalogue("nb").get("posts.unknown") not in set(posts(at, "nb")[catalogue("nb").get("posts.price")])


def test_the_wage_of_a_post_is_typed_and_moves_the_prices_of_that_post_alone(open_page: Open) -> None:
    words = catalogue("nb")
    at = open_page(lang="nb", place="ha", early="parent_training")
    before = posts(at, "nb").set_index([words.get("posts.post"), words.get("posts.year")])
    at.selectbox(key=next(box.key for box in at.selectbox if box.label == words.get("posts.correct"))).select(
        "psychologist"
    ).run()
    next(box for box in at.text_input if box.label.startswith("Årslønn, psykolog")).set_value("1 000 000").run()
    after = posts(at, "nb").set_index([words.get("posts.post"), words.get("posts.year")])
    moved = {post for (post, _), same in (before == after).all(axis=1).items() if not same}
    assert moved == {"Psykolog"}
    (told,) = [text.value for text in at.caption if text.value.startswith("Psykolog: med disse tallene")]
    assert "i 2025-kroner" in told
    assert "i 2027-kroner" in told
