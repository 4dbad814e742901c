"""Ties, delivered effects and what is left of them, with answers worked by hand."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest

from tidlig.engine.values import Values, neutral
from tidlig.pack.programme import Effect, Fade
from tidlig.pack.rows import Row, Where

pytestmark = pytest.mark.unit
NUMBERS = {"a": 0.5, "root": 4.0, "half": 2.0, "flat": 1.0, "floor": 0.2, "rate": 0.4, "fidelity": 0.5, "smd": -0.4}


def values() -> Values:
    """Two equal rows of the numbers above."""
    index = {id: k for k, id in enumerate(NUMBERS)}
    return Values(index, np.tile(np.array(list(NUMBERS.values()))[:, None], 2))


def left(fade: Fade | None, *since: float) -> list[float]:
    """What is left in the years that begin so many years after exit."""
    return [float(values().persistence(fade, t)[1]) for t in since]


def test_a_tie_is_a_product_of_powers() -> None:
    row = Row("a", Where(), (("root", 0.5), ("half", -1.0)))
    np.testing.assert_allclose(values().tied(row), [0.5, 0.5])
    np.testing.assert_array_equal(values().tied(Row("a", Where())), [0.5, 0.5])


def test_half_of_a_difference_and_half_of_a_log_ratio() -> None:
    half = (("fidelity", 1.0),)
    assert values().delivered(Effect("smd", "smd", moves="need", times=half))[0] == pytest.approx(-0.2)
    assert values().delivered(Effect("root", "or", moves="need", times=half))[0] == pytest.approx(2.0)


def test_an_effect_on_use_needs_no_conversion() -> None:
    assert values().effect_ratio(Effect("a", "rr", use="care"))[0] == 0.5


def test_neutral_values_do_nothing() -> None:
    assert [neutral(m) for m in ("smd", "difference", "rr", "or", "hr")] == [0.0, 0.0, 1.0, 1.0, 1.0]


def test_without_fade_nothing_is_left_and_lasting_all() -> None:
    assert left(None, 0, 3) == [0.0, 0.0]
    assert left(Fade(), 0, 40) == [1.0, 1.0]


def test_half_life_is_read_in_the_middle_of_the_year() -> None:
    """Half a year after exit with a half-life of two years: 0.5 to the power 0.25."""
    assert left(Fade(half_life="half"), 0, 2) == pytest.approx([0.5**0.25, 0.5**1.25])


def test_flat_then_half_life_until_the_end() -> None:
    fade = Fade(flat="flat", half_life="half", until=4.0)
    assert left(fade, 0, 1, 3, 4) == pytest.approx([1.0, 0.5**0.25, 0.5**1.25, 0.0])


def test_floor_and_rate() -> None:
    assert left(Fade(floor="floor", rate="rate"), 1) == pytest.approx([0.2 + 0.8 * exp(-0.6)])
    assert left(Fade(rate="rate"), 1) == pytest.approx([exp(-0.6)])


def test_linear_to_zero() -> None:
    """From full at the end of year 1 to nothing after 5: 3.5, 2.5, 1.5 and 0.5 of four years left."""
    assert left(Fade(flat="flat", until=5.0), 0, 1, 2, 3, 4, 5) == pytest.approx([1.0, 0.875, 0.625, 0.375, 0.125, 0.0])
    assert left(Fade(until=2.0), 0, 1, 2) == pytest.approx([0.75, 0.25, 0.0])


def test_an_unknown_number() -> None:
    assert "smd" in values()
    assert "nothing" not in values()
    with pytest.raises(KeyError):
        values()["nothing"]
