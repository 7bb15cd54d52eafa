"""Numbers and units as people read them."""

from __future__ import annotations

from math import inf, nan

import pytest

from pap_cli.model.numbers import Unit, multiplier_of, number, parse_unit, signed, with_unit


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (None, 3, ""),
        (nan, 3, ""),
        (inf, 3, ""),
        (100.0, 3, "100"),
        (100.0, 0, "100"),
        (1234.5, 3, "1,234.5"),
        (56.14035, 1, "56.1"),
        (0.1 + 0.2, 3, "0.3"),
        (-0.0, 3, "0"),
        (-0.004, 1, "0"),
        (0.0001, 3, "0.0001"),
        (1e300, 3, "1e+300"),
    ],
)
def test_number(value: float | None, decimals: int, text: str) -> None:
    assert number(value, decimals) == text


def test_a_percentage_has_a_sign_and_another_figure_none() -> None:
    assert with_unit(83.4, parse_unit("Per cent")) == "83.4%"
    assert with_unit(83.4, parse_unit("days")) == "83.4"
    assert with_unit(None, parse_unit("%")) == ""


def test_a_difference_has_a_sign() -> None:
    assert [signed(value) for value in (2.5, 0.0, -2.5, None)] == ["+2.5", "0", "-2.5", ""]


@pytest.mark.parametrize(
    ("unit", "multiplier"),
    [
        ("percent", 100),
        ("ratio", 1),
        ("per 10,000", 10_000),
        ("per 100000", 100_000),
        ("per 1 000", 1000),
        ("Per 1,000 live births", 1000),
        ("days", None),
        ("per child", None),
        ("per 0", None),
        ("per 10k", None),
        ("rate per 1,000 people", 1000),
        ("visits per 12 weeks", None),
        ("per 10 days", None),
        (f"per {'9' * 400}", None),
    ],
)
def test_what_a_quotient_of_counts_is_multiplied_by(unit: str, multiplier: float | None) -> None:
    assert multiplier_of(Unit(unit)) == multiplier
