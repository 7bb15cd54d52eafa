"""The rules about periods that do not belong together, as of 14 October 2016."""

from __future__ import annotations

import pytest

from checks.asking import Find, kpi


def figures(*periods: str) -> str:
    return f"observations: {{{', '.join(f'{period}: {80 + number}' for number, period in enumerate(periods))}}}"


@pytest.mark.parametrize(
    ("periods", "said"),
    [
        (("2015/16", "2016-04"), "k1 has figures for years and for months"),
        (("2016-03-31", "2016-04"), "k1 has figures for days and for months"),
        (("2014/15", "2015/16"), None),
        (("2016-Q1", "Q1 2016/17"), None),
    ],
)
def test_mixed_periods(find: Find, periods: tuple[str, ...], said: str | None) -> None:
    assert [one.message for one in find("periods-mixed", kpi(figures(*periods)))] == ([said] if said else [])


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (figures("2014", "2014/15"), 1),
        (figures("2013/14", "2014/15"), 0),
        (figures("year to 2015-12", "year to 2016-03"), 0),
        ("basis: rolling 12 months, " + figures("2014", "2014/15"), 0),
        (figures("2014/15", "AY 2014/15", "AY 2015/16"), 1),
        (figures("2015/16", "2016-03"), 0),  # mixed, which is another rule
    ],
)
def test_overlapping_periods(find: Find, facts: str, found: int) -> None:
    assert len(find("periods-overlap", kpi(facts))) == found


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("calendar: financial, " + figures("AY 2014/15", "AY 2015/16"), 1),
        (figures("AY 2014/15", "AY 2015/16"), 0),  # no calendar is written
        ("calendar: academic, " + figures("AY 2014/15", "AY 2015/16"), 0),
        ("calendar: academic, " + figures("2014/15"), 0),
        ("calendar: calendar, " + figures("2014/15"), 1),
        ("calendar: financial, " + figures("2014"), 1),
        ("calendar: financial, " + figures("2016-01"), 0),
    ],
)
def test_labels_that_contradict_the_calendar(find: Find, facts: str, found: int) -> None:
    assert len(find("period-contradicts-calendar", kpi(facts))) == found


@pytest.mark.parametrize(("calendar", "known"), [("academic", False), ("financial", True), ("october", False)])
def test_an_academic_year_ends_in_august_wherever_it_is_written(find: Find, calendar: str, known: bool) -> None:
    text = kpi(f"calendar: {calendar}, target: 80, {figures('2015/16')}, baseline: {{period: 2014/15, value: 1}}")
    assert (find("kpi-without-figure", text, "2016-08-30") == []) is known
