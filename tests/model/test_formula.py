"""Formulas: what is read, and what is refused and where."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pap_cli.model.formula import MAX_DEPTH, MAX_LENGTH, FormulaError, in_dependency_order, parse_formula


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("a", ["a"]),
        ("a / b", ["a", "b"]),
        ("  a*2 +\n b ", ["a", "b"]),
        ("(a + b) / (a - 2.50)", ["a", "b"]),
        ("re-referrals - 2016/17:all", ["re-referrals", "2016/17:all"]),
        ("a-b - c", ["a-b", "c"]),
        ("(a)/b", ["a", "b"]),
        ("1.10.2 * é", ["1.10.2", "é"]),
        ("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH, ["a"]),
        (" + ".join(["a"] * 120), ["a"]),
    ],
)
def test_read(text: str, ids: list[str]) -> None:
    formula = parse_formula(text)
    assert list(formula.ids) == ids
    assert all(text[one.start : one.end] == one.id for one in formula.references)


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("", "", "incomplete"),
        ("a +", "+", "incomplete"),
        ("a + * b", "*", "expected a number or a KPI ID"),
        ("- a", "-", "expected a number or a KPI ID"),
        ("a -b", "-", "space on both sides"),
        ("a- b", "-", "space on both sides"),
        ("(a)-(b)", "-", "space on both sides"),
        ("a/ b", "/", "space on both sides"),
        ("a b", "b", "missing operator"),
        ("(a b)", "b", "missing operator"),
        ("a (b)", "(", "missing operator"),
        ("(a", "(", "not closed"),
        ("a)", ")", "not opened"),
        ("()", ")", "expected a number or a KPI ID"),
        ("a ** b", "*", "expected a number or a KPI ID"),
        ("a ^ 2", "^", "unexpected"),
        ("a × b", "×", "unexpected “×”"),
        ("a − b", "−", "unexpected “−”"),
        ("a, b", ",", "unexpected"),
        ("__import__('os')", "_", "unexpected"),
        ("1 + 2", "1 + 2", "contains no KPI"),
        ("a" * (MAX_LENGTH + 1), "a" * (MAX_LENGTH + 1), "longer than"),
        ("(" * (MAX_DEPTH + 1) + "a", "(", "nested parentheses"),
    ],
)
def test_refused(text: str, at: str, words: str) -> None:
    with pytest.raises(FormulaError, match=words.replace("*", r"\*")) as caught:
        parse_formula(text)
    assert text[caught.value.start : caught.value.end] == at


@given(st.text(max_size=60) | st.text("ab1.-/*+() ", max_size=60))
def test_any_text_is_read_or_refused_within_its_bounds(text: str) -> None:
    with suppress(FormulaError):
        assert parse_formula(text).references
        return
    with pytest.raises(FormulaError) as caught:
        parse_formula(text)
    assert 0 <= caught.value.start <= caught.value.end <= len(text)


def test_in_order() -> None:
    inputs = {
        (None, "c"): [(None, "b"), (None, "x")],
        (None, "b"): [(None, "a")],
        (None, "o"): [(None, "o")],
        (None, "p"): [(None, "o")],
    }
    assert [id for _, id in in_dependency_order(inputs)] == ["b", "c"]


def test_a_formula_at_fault_is_read_once_and_every_time_an_error_of_its_own() -> None:
    told = []
    for _ in range(2):
        with pytest.raises(FormulaError) as raised:
            parse_formula("a + + b")
        told.append(raised.value)
    first, second = told
    assert first is not second
    assert (str(first), first.start, first.end) == (str(second), second.start, second.end)
    assert parse_formula("a + b") is parse_formula("a + b")
