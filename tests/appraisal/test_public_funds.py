"""What a krone of public money gives those outside the public purse, and a krone of programme cost everybody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidlig.appraisal.indicators import (
    Figure,
    Gross,
    cost_benefit_ratio,
    marginal_value_of_public_funds,
    social_return_on_investment,
)

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("willingness_to_pay", "net_gain_public", "figure"),
    [
        (760.0, -310.0, Figure(760.0 / 310.0)),
        (0.0, -310.0, Figure(0.0)),
        (-50.0, -100.0, Figure(-0.5)),  # they lose and the public pays: a negative figure, not clipped
        (760.0, 310.0, Figure(None, why="pays_for_itself")),
        (0.0, 310.0, Figure(None, why="pays_for_itself")),
        (760.0, 0.0, Figure(None, why="pays_for_itself")),
        (760.0, -1e-7, Figure(None, why="pays_for_itself")),  # rounding is no cost
        (-50.0, 100.0, Figure(None, why="saves_participants_lose")),  # W / -G would be +0.5 and mean the opposite
        (-50.0, 0.0, Figure(None, why="saves_participants_lose")),
    ],
)
def test_marginal_value_of_public_funds(willingness_to_pay: float, net_gain_public: float, figure: Figure) -> None:
    for scale in (1.0, 1e-6, 1e6):
        gross = Gross(1000.0 * scale, 1000.0 * scale)
        found = marginal_value_of_public_funds(willingness_to_pay * scale, net_gain_public * scale, gross).one()
        assert found.why == figure.why
        assert (found.value or 0.0) == pytest.approx(figure.value or 0.0)


def test_without_public_money_there_is_no_figure() -> None:
    """A gift that does nothing: neither a loss of participants nor anything that pays for itself."""
    assert marginal_value_of_public_funds(0.0, 0.0, Gross(0.0, 0.0)).one() == Figure(None, why="no_public_money")
    assert marginal_value_of_public_funds(50.0, 0.0, Gross(0.0, 50.0)).one() == Figure(None, why="no_public_money")
    assert marginal_value_of_public_funds(50.0, -1e-12, Gross(1e-12, 50.0)).one() == Figure(None, why="no_public_money")


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_the_figure_has_the_sign_of_what_participants_gain(gain: float, public: float) -> None:
    figure = marginal_value_of_public_funds(gain, public, Gross(abs(public), abs(gain))).one()
    assert (figure.value is None) == bool(figure.why)
    if figure.value is not None:
        assert figure.value * gain >= 0.0


def test_social_return_leaves_the_cost_of_taxation_out() -> None:
    assert social_return_on_investment(130.0, -20.0, 100.0).one() == Figure(2.5)
    assert social_return_on_investment(130.0, 0.0, 100.0).one() == cost_benefit_ratio(130.0, 100.0).one()
    assert social_return_on_investment(130.0, -20.0, 0.0).one() == Figure(None, why="no_cost")
