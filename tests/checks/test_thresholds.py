"""What a check fails on: severities, rules, and counts of either."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.asking import Ask, step
from pap_cli.bad_value import BadValueError
from pap_cli.checks.thresholds import check_thresholds, met
from pap_cli.errors import PapError
from pap_cli.model.config import Threshold, parse_threshold

THREE_LATE = step(*[f"due: 2016-09-{day}, started: 2016-08-01, forecast: 2016-12-31" for day in (28, 29, 30)])
"""Three errors (overdue), three warnings (forecast after due), one note (an action without a KPI)."""


@pytest.mark.parametrize(
    ("text", "threshold"),
    [
        ("error", Threshold("error")),
        ("overdue>3", Threshold("overdue", 3)),
        ("overdue >= 3", Threshold("overdue", 2)),
        (" PAP2>0 ", Threshold("PAP2")),
        ("Milestone-Overdue", Threshold("Milestone-Overdue")),
    ],
)
def test_a_threshold_is_read_as_people_write_it(text: str, threshold: Threshold) -> None:
    assert parse_threshold(text) == threshold


@pytest.mark.parametrize("text", ["", ">3", "overdue>", "overdue<3", "overdue>-1", "overdue>=0", "a b", "overdue>3>4"])
def test_what_is_no_threshold(text: str) -> None:
    with pytest.raises(BadValueError) as caught:
        parse_threshold(text)
    assert caught.value.help.startswith("write")


@given(st.text(max_size=100))
def test_any_text_is_a_threshold_or_a_fault_in_words(text: str) -> None:
    try:
        threshold = parse_threshold(text)
    except ValueError:
        return
    assert threshold.over >= 0
    assert parse_threshold(str(threshold)) == threshold


@pytest.mark.parametrize(
    ("words", "fails"),
    [
        (("error",), ["error"]),
        (("ERROR", "Overdue>2"), ["ERROR", "Overdue>2"]),
        (("error>3",), []),
        (("error>2",), ["error>2"]),
        (("warning>5",), ["warning>5"]),
        (("warning>6",), []),
        (("note>6",), ["note>6"]),
        (("overdue>2",), ["overdue>2"]),
        (("overdue>3",), []),
        (("milestone-overdue", "forecast-after-due>3"), ["milestone-overdue"]),
        (("PAP2>5",), ["PAP2>5"]),
        (("PAP4",), []),
        (("never",), []),
        (("never", "overdue>2"), ["overdue>2"]),
        ((), []),
    ],
)
def test_what_fails(ask: Ask, words: tuple[str, ...], fails: list[str]) -> None:
    found = ask(THREE_LATE).diagnostics
    thresholds = [parse_threshold(word) for word in words]
    check_thresholds(thresholds)
    assert [str(threshold) for threshold, _ in met(thresholds, found)] == fails


@pytest.mark.parametrize("word", ["eror", "overdue-milestones", "PAP9", "red"])
def test_a_threshold_that_names_nothing(word: str) -> None:
    with pytest.raises(PapError):
        check_thresholds([Threshold(word)])
