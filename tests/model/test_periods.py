"""Periods counted on from others, labels by the calendar, terms and weeks."""

from __future__ import annotations

from datetime import date

import pytest

from pap_cli.bad_value import BadValueError
from pap_cli.model.periods import PeriodKind, contradicts, in_calendar, parse_due, parse_period, period_after

LABELS = (
    *("2016-01", "2016-12", "2016-Q1", "2016-Q4", "Q1 2016/17", "Q4 2016/17", "2016/17", "AY 2016/17", "2016"),
    *("year to 2016-09", "year to 2016-09-30", "2016-09-30", "Autumn 2016/17", "Spring 2016/17", "T3 2016/17"),
)


@pytest.mark.parametrize(
    ("text", "months", "expected"),
    [
        ("2016-12", 1, "2017-01"),
        ("2016-01", -12, "2015-01"),
        ("Q4 2015/16", 3, "Q1 2016/17"),
        ("Q1 2016/17", -3, "Q4 2015/16"),
        ("2016-Q4", 3, "2017-Q1"),
        ("1999/00", 12, "2000/01"),
        ("AY 2016/17", -12, "AY 2015/16"),
        ("2016", 24, "2018"),
        ("year to 2016-02", 12, "year to 2017-02"),
        ("year to 2016-09-30", 3, "year to 2016-12-31"),
        ("2016-02-29", 12, "2017-02-28"),
        ("Autumn 2016/17", 4, "Spring 2016/17"),
        ("Spring 2016/17", 4, "Summer 2016/17"),
        ("Summer 2016/17", 4, "Autumn 2017/18"),
        ("T1 2016/17", -4, "T3 2015/16"),
        ("2016-W14", 12, "2017-W14"),
    ],
)
def test_periods_later_and_before(text: str, months: int, expected: str) -> None:
    found = period_after(parse_period(text), months)
    assert (found.written, found) == (expected, parse_period(expected))


@pytest.mark.parametrize("text", LABELS)
@pytest.mark.parametrize("years", [-1, 0, 1, 5])
def test_a_label_years_later_is_read_as_that_period(text: str, years: int) -> None:
    found = period_after(parse_period(text), 12 * years)
    assert parse_period(found.written) == found


@pytest.mark.parametrize("first_month", range(1, 13))
@pytest.mark.parametrize("text", ["2016/17", "Q1 2016/17", "Q2 2016/17", "Q3 2016/17", "Q4 2016/17"])
def test_labels_are_counted_on_in_every_calendar(text: str, first_month: int) -> None:
    period = in_calendar(parse_period(text), first_month)
    later = period_after(period, 3)
    assert in_calendar(parse_period(later.written), first_month) == later or period.kind is PeriodKind.YEAR


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Autumn 2025/26", "2025-09-01", "2025-12-31"),
        ("Spring 2025/26", "2026-01-01", "2026-04-30"),
        ("Summer 2025/26", "2026-05-01", "2026-08-31"),
        ("T1 2025/26", "2025-09-01", "2025-12-31"),
        ("T3 1999/00", "2000-05-01", "2000-08-31"),
        ("2026-W01", "2025-12-29", "2026-01-04"),
        ("2026-W53", "2026-12-28", "2027-01-03"),
        ("2016-W14", "2016-04-04", "2016-04-10"),
    ],
)
def test_terms_and_weeks(text: str, start: str, end: str) -> None:
    period = parse_period(text)
    assert (period.start, period.end) == (date.fromisoformat(start), date.fromisoformat(end))
    assert period.kind is (PeriodKind.WEEK if "W" in text else PeriodKind.TERM)


@pytest.mark.parametrize("text", ["2025-W53", "2026-W00", "2026-W54", "Autumn 2025/27", "T4 2025/26", "Winter 2025/26"])
def test_terms_and_weeks_that_do_not_exist(text: str) -> None:
    with pytest.raises(BadValueError):
        parse_period(text)


@pytest.mark.parametrize("text", ["Autumn 2025/26", "T1 2025/26", "2026-W01", "2025/26", "2025"])
def test_nothing_is_due_in_a_term_a_week_or_a_year(text: str) -> None:
    with pytest.raises(BadValueError):
        parse_due(text)


@pytest.mark.parametrize(
    ("text", "first_month", "start"),
    [
        ("2021/22", 9, "2021-09-01"),
        ("2021/22", 4, "2021-04-01"),
        ("2021/22", 10, "2021-10-01"),
        ("2021/22", 2, "2021-02-01"),
        ("2021/22", 1, "2021-04-01"),
        ("Q1 2021/22", 9, "2021-09-01"),
        ("Q2 2021/22", 9, "2021-12-01"),
        ("Q4 2021/22", 9, "2022-06-01"),
        ("AY 2021/22", 4, "2021-09-01"),
        ("2021", 9, "2021-01-01"),
        ("2021-Q1", 9, "2021-01-01"),
        ("2021-09", 9, "2021-09-01"),
        ("year to 2021-09", 9, "2020-10-01"),
    ],
)
def test_a_split_year_starts_with_the_calendar(text: str, first_month: int, start: str) -> None:
    found = in_calendar(parse_period(text), first_month)
    assert found.start == date.fromisoformat(start)
    assert found.written == text


@pytest.mark.parametrize(
    ("text", "first_month", "expected"),
    [
        ("2021/22", 1, True),
        ("2021/22", 4, False),
        ("2021/22", 9, False),
        ("Q1 2021/22", 1, True),
        ("AY 2021/22", 4, True),
        ("AY 2021/22", 9, False),
        ("Autumn 2021/22", 4, True),
        ("2021", 4, True),
        ("2021", 1, False),
        ("2021-Q1", 4, False),
        ("2021-03", 9, False),
        ("year to 2021-03", 9, False),
    ],
)
def test_labels_that_contradict_a_calendar(text: str, first_month: int, expected: bool) -> None:
    assert contradicts(parse_period(text), first_month) is expected
