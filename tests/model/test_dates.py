from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pap_cli.bad_value import BadValueError
from pap_cli.model.dates import MAX_QUOTED, Due, Duration, add_months, parse_date, parse_duration, quote, show_date
from pap_cli.model.periods import Period, PeriodKind, parse_due, parse_period

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))
PLAN_DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2150, 12, 31))
DURATIONS = st.one_of(st.builds(Duration, months=st.integers(0, 60)), st.builds(Duration, days=st.integers(0, 400)))


@given(DAYS)
def test_a_date_is_read_as_it_is_written(day: date) -> None:
    assert parse_date(day.isoformat()) == day


@given(st.text(max_size=12) | st.from_regex(r"\A[0-9 /QAY-]{0,12}\Z"))
def test_text_that_is_no_date_is_a_value_error_and_nothing_else(text: str) -> None:
    for parse in (parse_date, parse_due, parse_period, parse_duration):
        with suppress(BadValueError):
            assert parse(text) == parse(text)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("31/03/2026", "2026-03-31"),
        ("31.3.2026", "2026-03-31"),
        ("31-03-2026", "2026-03-31"),
        ("03/31/2026", "2026-03-31"),
        ("31/03/26", "2026-03-31"),
        ("2026-3-1", "2026-03-01"),
        ("2026/03/31", "2026-03-31"),
        ("31 March 2026", "2026-03-31"),
        ("31st mar 2026", "2026-03-31"),
        ("2026-03-31T09:00:00Z", "2026-03-31"),
        ("2026-03-31 09:00", "2026-03-31"),
    ],
)
def test_a_date_in_another_form_is_answered_with_what_to_write(text: str, advice: str) -> None:
    for parse in (parse_date, parse_due):
        with pytest.raises(BadValueError) as caught:
            parse(text)
        assert advice in caught.value.help
        assert caught.value.rule == "date-format"


@pytest.mark.parametrize("text", ["31/02/2026", "99/99/2026", "2026-3-45", "32 March 2026"])
def test_no_day_is_suggested_where_there_is_none(text: str) -> None:
    with pytest.raises(BadValueError) as caught:
        parse_date(text)
    assert caught.value.message == f"“{text}” does not exist"
    assert caught.value.rule == "impossible-date"
    assert "write" not in caught.value.help


@pytest.mark.parametrize("text", ["2026-02-30", "2023-02-29", "2016-13-01", "2016-00-01", "2016-01-00", "0215-06-12"])
def test_a_day_that_does_not_exist(text: str) -> None:
    for parse in (parse_date, parse_due, parse_period):
        with pytest.raises(BadValueError) as caught:
            parse(text)
        assert caught.value.rule == "impossible-date"


@pytest.mark.parametrize("text", ["2024-02-29", "2000-02-29", "1900-01-01", "2200-12-31"])
def test_days_at_the_edge_exist(text: str) -> None:
    assert parse_date(text).isoformat() == text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016-09-30", date(2016, 9, 30)),
        ("2016-02", date(2016, 2, 29)),
        ("2016-Q1", date(2016, 3, 31)),
        ("2016-Q4", date(2016, 12, 31)),
        ("Q1 2016/17", date(2016, 6, 30)),
        ("Q4 2016/17", date(2017, 3, 31)),
    ],
)
def test_a_due_date_falls_on_the_last_day_of_what_is_written(text: str, day: date) -> None:
    assert parse_due(text) == Due(day, text)


@pytest.mark.parametrize(
    "text", ["2016", "2016/17", "AY 2016/17", "year to 2016-03", "2016-Q5", "Q5 2016/17", "Q1 2016"]
)
def test_a_year_or_no_period_is_no_due_date(text: str) -> None:
    with pytest.raises(BadValueError, match="due date"):
        parse_due(text)


def test_a_due_date_is_shown_as_a_day_or_as_it_was_written() -> None:
    assert str(parse_due("2016-09-30")) == "30 Sep 2016"
    assert str(parse_due("Q2 2016/17")) == "Q2 2016/17"


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("2016-03-31", PeriodKind.DAY, date(2016, 3, 31), date(2016, 3, 31)),
        ("2016-04", PeriodKind.MONTH, date(2016, 4, 1), date(2016, 4, 30)),
        ("2016-12", PeriodKind.MONTH, date(2016, 12, 1), date(2016, 12, 31)),
        ("2016-Q2", PeriodKind.QUARTER, date(2016, 4, 1), date(2016, 6, 30)),
        ("Q1 2016/17", PeriodKind.QUARTER, date(2016, 4, 1), date(2016, 6, 30)),
        ("Q3 2016/17", PeriodKind.QUARTER, date(2016, 10, 1), date(2016, 12, 31)),
        ("Q4 2016/17", PeriodKind.QUARTER, date(2017, 1, 1), date(2017, 3, 31)),
        ("2016/17", PeriodKind.YEAR, date(2016, 4, 1), date(2017, 3, 31)),
        ("1999/00", PeriodKind.YEAR, date(1999, 4, 1), date(2000, 3, 31)),
        ("AY 2016/17", PeriodKind.YEAR, date(2016, 9, 1), date(2017, 8, 31)),
        ("2016", PeriodKind.YEAR, date(2016, 1, 1), date(2016, 12, 31)),
        ("year to 2016-09-30", PeriodKind.YEAR, date(2015, 10, 1), date(2016, 9, 30)),
        ("year to 2016-02", PeriodKind.YEAR, date(2015, 3, 1), date(2016, 2, 29)),
    ],
)
def test_each_form_of_period(text: str, kind: PeriodKind, start: date, end: date) -> None:
    period = parse_period(text)
    assert (period.kind, period.start, period.end, period.written) == (kind, start, end, text)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("2014-15", "2014/15"),
        ("2099-00", ""),
        ("2014-2015", "2014/15"),
        ("2014/2015", "2014/15"),
        ("2016/18", "2016/17"),
        ("Q1 2016/18", "2016/17"),
        ("AY 2016/16", "2016/17"),
        ("Apr 2016", "2016-04"),
        ("September 2016", "2016-09"),
        ("Q5 2016/17", "Q1 2016/17"),
        ("2016-Q0", "2016-Q2"),
        ("FY16", "2015/16"),
        ("", "2016/17"),
        ("year to 2016-02-30", ""),
        ("year to 2016", "2016"),
    ],
)
def test_a_bad_period_is_answered_with_what_to_write(text: str, advice: str) -> None:
    with pytest.raises(BadValueError) as caught:
        parse_period(text)
    assert advice in caught.value.help


def test_periods_are_the_same_when_their_days_are() -> None:
    assert parse_period("2015/16") == parse_period("year to 2016-03-31")
    assert hash(parse_period("Q1 2016/17")) == hash(parse_period("2016-Q2"))
    assert parse_period("2016") != parse_period("2016/17")
    assert parse_period("2016") != "2016"


def test_periods_are_shown_for_people() -> None:
    assert [str(parse_period(text)) for text in ("2016-03-31", "2016-04", "2016-Q2", "2016/17")] == [
        "31 Mar 2016",
        "Apr 2016",
        "2016-Q2",
        "2016/17",
    ]


@given(DAYS)
def test_a_day_is_a_period_of_itself(day: date) -> None:
    assert parse_period(day.isoformat()) == Period(PeriodKind.DAY, day, day, "")


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("3 months", Duration(months=3)),
        ("1 month", Duration(months=1)),
        ("18m", Duration(months=18)),
        ("28 days", Duration(days=28)),
        ("28d", Duration(days=28)),
        ("1 day", Duration(days=1)),
        ("6w", Duration(days=42)),
        ("2 weeks", Duration(days=14)),
        ("2 years", Duration(months=24)),
        ("1y", Duration(months=12)),
        (" 3  months ", Duration(months=3)),
        ("100 years", Duration(months=1200)),
        ("0 days", Duration()),
    ],
)
def test_each_form_of_duration(text: str, duration: Duration) -> None:
    assert parse_duration(text) == duration


@pytest.mark.parametrize(
    "text", ["3", "months", "three months", "-3 months", "1.5 years", "3 fortnights", "", "101 years", "9999 weeks"]
)
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match=r"length of time|hundred years"):
        parse_duration(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("3m", "3 months"), ("1m", "1 month"), ("24m", "2 years"), ("12m", "1 year"), ("2w", "14 days"), ("1d", "1 day")],
)
def test_a_duration_is_shown_in_words(text: str, shown: str) -> None:
    assert str(parse_duration(text)) == shown


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2016, 1, 31), 1, date(2016, 2, 29)),
        (date(2015, 1, 31), 1, date(2015, 2, 28)),
        (date(2016, 3, 31), -1, date(2016, 2, 29)),
        (date(2016, 11, 30), 3, date(2017, 2, 28)),
        (date(2016, 12, 15), 1, date(2017, 1, 15)),
        (date(2016, 1, 15), -1, date(2015, 12, 15)),
        (date(2016, 6, 12), 0, date(2016, 6, 12)),
        (date(2015, 6, 12), 18, date(2016, 12, 12)),
    ],
)
def test_months_end_where_a_shorter_month_ends(day: date, months: int, result: date) -> None:
    assert add_months(day, months) == result


@given(PLAN_DAYS, st.integers(-400, 400))
def test_months_are_counted_and_the_day_never_grows(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day <= day.day


@given(PLAN_DAYS, DURATIONS)
def test_after_and_before_look_in_opposite_directions(day: date, duration: Duration) -> None:
    assert duration.before(day) <= day <= duration.after(day)
    # a day may be lost at the end of a short month, never won
    assert timedelta(0) <= day - duration.before(duration.after(day)) <= timedelta(days=3)


@given(PLAN_DAYS, st.integers(0, 4000))
def test_days_there_and_back_again(day: date, days: int) -> None:
    assert Duration(days=days).before(Duration(days=days).after(day)) == day


def test_a_date_is_shown_the_same_in_every_locale() -> None:
    assert show_date(date(2016, 10, 4)) == "4 Oct 2016"


def test_a_quoted_text_is_never_long() -> None:
    assert quote("on") == "“on”"
    assert len(quote("x" * 10_000)) == MAX_QUOTED + 2
