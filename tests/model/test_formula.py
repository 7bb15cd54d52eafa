"""Formulas: what is read, and what is refused and where."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pap_cli.model.formula import MAX_DEPTH, MAX_LENGTH, parse_formula
from pap_cli.model.nodes import FormulaError


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
        ("ytd(a)", ["a"]),
        ("YTD (a) / Rolling(b,12) * 2", ["a", "b"]),
        ("in_period(rolling(a, 3), b)", ["a", "b"]),
        ("ytd * (a)", ["ytd", "a"]),
        ("ytd(ytd)", ["ytd"]),
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
        ("(a, b)", ",", "unexpected"),
        ("rolling(a; 12)", ";", "unexpected"),
        ("sum(a)", "sum", "unknown function “sum”"),
        ("a(b)", "a", "unknown function “a”"),
        ("2(b)", "(", "missing operator"),
        ("ytd(a", "(", "not closed"),
        ("ytd()", "ytd()", "needs a KPI"),
        ("ytd(2)", "ytd(2)", "needs a KPI"),
        ("ytd(a + b)", "a + b", "takes one KPI"),
        ("ytd(a, 12)", "12", "too many arguments"),
        ("rolling(a)", "rolling(a)", "needs the number of months"),
        ("rolling(a, 5)", "5", "not a window"),
        ("rolling(a, 12.5)", "12.5", "not a window"),
        ("rolling(a, b)", "b", "not a window"),
        ("rolling(a, 12 months)", "months", "is a number"),
        ("rolling(12, a)", "12", "takes a KPI first"),
        ("rolling(a, 12, b)", "b", "too many arguments"),
        ("in-period(a, 12)", "12", "is a KPI"),
        ("in-period(a, b, c)", "c", "too many arguments"),
        ("ytd(" * (MAX_DEPTH + 1) + "a", "(", "nested parentheses"),
        ("a" * (MAX_LENGTH + 1), "a" * (MAX_LENGTH + 1), "longer than"),
        ("(" * (MAX_DEPTH + 1) + "a", "(", "nested parentheses"),
    ],
)
def test_refused(text: str, at: str, words: str) -> None:
    with pytest.raises(FormulaError, match=words.replace("*", r"\*")) as caught:
        parse_formula(text)
    assert text[caught.value.start : caught.value.end] == at


@given(
    st.text(max_size=60)
    | st.text("ab1.-/*+(), ", max_size=60)
    | st.lists(st.sampled_from(["ytd(", "rolling(", "in-period(", "a", ", ", "12", ")", " + "]), max_size=9).map(
        "".join
    )
)
def test_any_text_is_read_or_refused_within_its_bounds(text: str) -> None:
    with suppress(FormulaError):
        assert parse_formula(text).references
        return
    with pytest.raises(FormulaError) as caught:
        parse_formula(text)
    assert 0 <= caught.value.start <= caught.value.end <= len(text)


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("ytd(a + b)", "write ytd(a) + ytd(b)"),
        ("ytd((a - b) / c)", "write (ytd(a) - ytd(b)) / ytd(c)"),
        ("ytd(a * 2)", "make the calculation a KPI of its own, and use its ID"),
        ("rolling(a)", "write rolling(a, 12)"),
        ("rolling(12, a)", "write rolling(a, 12)"),
        ("rolling(a, 4)", "write 3, 6, 12 or 36: it is months, also for quarterly figures"),
        ("MAT(a)", "write rolling(x, 12)"),
        ("cumulative(a)", "write ytd(x)"),
        ("diff(a)", "write in-period(x)"),
        ("f(a)", "write ytd(x), rolling(x, 12) or in-period(x); to multiply, write f * (…)"),
        ("rolling(a; 12)", "write ,"),
    ],
)
def test_what_to_write_instead(text: str, help: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse_formula(text)
    assert caught.value.help == help


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
