"""The units of formulas: which agree, which do not, and where."""

from __future__ import annotations

import pytest

from pap_cli.model.formula import parse_formula
from pap_cli.model.nodes import FormulaError
from pap_cli.model.units import scale_of

UNITS = {"a": "number", "b": "number", "d": "days", "p": "percent", "q": "percent", "r": "ratio"}


def scale(text: str, unit: str) -> float:
    formula = parse_formula(text)
    return scale_of(formula, unit, {id: UNITS[id] for id in formula.ids})


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("a / b", "percent", 100.0),
        ("a / b", "ratio", 1.0),
        ("a / b", "number", 1.0),
        ("10000 * a / b", "per 10,000", 1.0),
        ("1 - a / b", "percent", 100.0),
        ("r", "percent", 100.0),
        ("p / q", "percent", 100.0),
        ("p + q", "percent", 1.0),
        ("100 - p", "percent", 1.0),
        ("(p + q) / 2", "percent", 1.0),
        ("a + b - 3", "number", 1.0),
        ("d / 7", "weeks", 1.0),
        ("d * r", "days", 1.0),
        ("d / a", "days per child", 1.0),
        ("a * p + b * q", "points", 1.0),
        ("a * d / b", "days", 1.0),
        ("d / a", "days", 1.0),
        ("a * b", "number", 1.0),
        ("1 / a", "number", 1.0),
    ],
)
def test_units_that_agree(text: str, unit: str, expected: float) -> None:
    assert scale(text, unit) == expected


@pytest.mark.parametrize(
    ("text", "unit", "at", "words"),
    [
        ("a + d", "number", "d", "days cannot be added to number"),
        ("a - (d + d)", "number", "(d + d)", "days cannot be subtracted from number"),
        ("p + r", "percent", "r", "a ratio cannot be added to percent"),
        ("a / b + a", "ratio", "a", "number cannot be added to a ratio"),
        ("d + d", "number", "d + d", "gives days"),
        ("a / d", "days", "a / d", "gives number per days"),
        ("d * d", "days", "d * d", "gives days × days"),
        ("p / a", "percent", "p / a", "gives percent per number"),
        ("a * p", "percent", "a * p", "gives number × percent"),
        ("d / d", "days", "d / d", "gives a ratio"),
        ("100 * a / b", "percent", "100", "already multiplied"),
        ("100 - a / b", "percent", "100", "already multiplied"),
    ],
)
def test_units_that_do_not(text: str, unit: str, at: str, words: str) -> None:
    with pytest.raises(FormulaError, match=words) as caught:
        scale(text, unit)
    told = text[caught.value.start : caught.value.end]
    assert told == at or told == at.strip("()")
