"""Working days: lengths of time as they are written, and counting in a calendar that is handed in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pap_cli.bad_value import BadValueError
from pap_cli.model.dates import Duration, parse_duration
from pap_cli.model.working_days import TimeLimit, WorkingCalendar, WorkingDays, parse_limit

FRIDAY, SATURDAY, SUNDAY, MONDAY, TUESDAY = (date(2016, 12, day) for day in (9, 10, 11, 12, 13))
PLAIN = WorkingCalendar()


def first_mondays(year: int) -> Mapping[date, str]:
    """A made-up nation: the first Monday of every month is a bank holiday."""
    firsts = (date(year, month, 1) for month in range(1, 13))
    return {first + timedelta(days=-first.weekday() % 7): "First Monday" for first in firsts}


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("10 working days", WorkingDays(10)),
        ("1 working day", WorkingDays(1)),
        ("10wd", WorkingDays(10)),
        (" 70 wd ", WorkingDays(70)),
        ("26000 working days", WorkingDays(26000)),
        ("28 days", Duration(days=28)),
        ("3m", Duration(months=3)),
    ],
)
def test_each_form_of_limit(text: str, limit: TimeLimit) -> None:
    assert parse_limit(text) == limit


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0wd", "write 1 working day or more"),
        ("70 business days", "write 70 working days"),
        ("working days", "is not a length of time"),
        ("-5 wd", "is not a length of time"),
        ("1.5wd", "is not a length of time"),
        ("10000000 working days", "longer than a hundred years"),
        ("26001 wd", "longer than a hundred years"),
        ("9" * 5000 + " wd", "is not a length of time"),
        ("10000000 days", "longer than a hundred years"),
    ],
)
def test_what_is_no_limit(text: str, words: str) -> None:
    with pytest.raises(BadValueError) as caught:
        parse_limit(text)
    assert words in (caught.value.help if words.startswith("write") else caught.value.message)


@pytest.mark.parametrize("text", ["10 working days", "1 working day", "10wd"])
def test_where_only_calendar_days_are_counted_working_days_are_refused_by_name(text: str) -> None:
    with pytest.raises(BadValueError, match="is in working days, which are not allowed here"):
        parse_duration(text)


@pytest.mark.parametrize(("count", "shown"), [(1, "1 working day"), (70, "70 working days")])
def test_working_days_are_shown_as_they_can_be_written(count: int, shown: str) -> None:
    assert str(WorkingDays(count)) == shown
    assert parse_limit(shown) == WorkingDays(count)


@pytest.mark.parametrize(
    ("calendar", "day", "why"),
    [
        (PLAIN, FRIDAY, None),
        (PLAIN, SATURDAY, "a Saturday"),
        (PLAIN, SUNDAY, "a Sunday"),
        (WorkingCalendar(bank_holidays=first_mondays), date(2016, 12, 5), "a bank holiday (First Monday)"),
        (WorkingCalendar(bank_holidays=first_mondays), MONDAY, None),
        (WorkingCalendar(closed=frozenset({FRIDAY})), FRIDAY, "a day in closed, under [calendar]"),
        (WorkingCalendar(open=frozenset({SATURDAY})), SATURDAY, None),
        (WorkingCalendar(bank_holidays=first_mondays, open=frozenset({date(2016, 12, 5)})), date(2016, 12, 5), None),
    ],
)
def test_why_a_day_does_not_count(calendar: WorkingCalendar, day: date, why: str | None) -> None:
    assert calendar.day_off(day) == why
    assert calendar.is_working(day) is (why is None)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (FRIDAY, 0, FRIDAY),
        (SATURDAY, 0, SATURDAY),
        (FRIDAY, 1, MONDAY),
        (SATURDAY, 1, MONDAY),
        (SUNDAY, 2, TUESDAY),
        (FRIDAY, 5, FRIDAY + timedelta(days=7)),
        (FRIDAY, 10, FRIDAY + timedelta(days=14)),
    ],
)
def test_the_day_itself_is_not_counted(start: date, count: int, end: date) -> None:
    assert PLAIN.after(start, count) == end


def test_a_closed_day_puts_the_end_off_and_an_open_one_brings_it_forward() -> None:
    assert WorkingCalendar(closed=frozenset({MONDAY})).after(FRIDAY, 1) == TUESDAY
    assert WorkingCalendar(open=frozenset({SATURDAY})).after(FRIDAY, 1) == SATURDAY
    assert WorkingCalendar(closed=frozenset({SATURDAY})).after(FRIDAY, 1) == MONDAY
    assert WorkingCalendar(closed=frozenset({MONDAY}), open=frozenset({MONDAY})).after(FRIDAY, 1) == MONDAY


def test_the_working_day_before() -> None:
    assert PLAIN.previous_working(MONDAY) == FRIDAY
    assert PLAIN.previous_working(TUESDAY) == MONDAY
    assert WorkingCalendar(closed=frozenset({FRIDAY})).previous_working(SUNDAY) == FRIDAY - timedelta(days=1)


def test_the_end_of_either_sort_of_limit() -> None:
    assert PLAIN.end_of(WorkingDays(1), FRIDAY) == MONDAY
    assert PLAIN.end_of(Duration(days=1), FRIDAY) == SATURDAY


def test_a_calendar_is_equal_to_one_with_the_same_days_whatever_looks_them_up() -> None:
    assert WorkingCalendar(bank_holidays=first_mondays) == PLAIN
    assert WorkingCalendar(closed=frozenset({FRIDAY})) != PLAIN


def test_the_far_ends_of_time_neither_hang_nor_loop() -> None:
    assert PLAIN.between(date.min, date.max) > 2_000_000
    assert PLAIN.after(date.min, 26_000).year == 100
    with pytest.raises(OverflowError):
        PLAIN.after(date.max, 1)


# --- laws -----------------------------------------------------------------------------------------------------------

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
NEAR = st.frozensets(st.dates(date(2016, 1, 1), date(2017, 12, 31)), max_size=40)
CALENDARS = st.builds(
    WorkingCalendar,
    bank_holidays=st.sampled_from([first_mondays, PLAIN.bank_holidays]),
    closed=NEAR,
    open=NEAR,
)
STARTS = st.dates(date(2015, 6, 1), date(2018, 6, 1))
COUNTS = st.integers(0, 400)


@given(CALENDARS, STARTS, COUNTS, COUNTS)
def test_counting_on_is_counting_at_once(calendar: WorkingCalendar, day: date, first: int, second: int) -> None:
    assert calendar.after(day, first + second) == calendar.after(calendar.after(day, first), second)


@given(CALENDARS, STARTS, st.integers(1, 400))
def test_the_end_is_a_working_day_and_so_many_lie_between(calendar: WorkingCalendar, day: date, count: int) -> None:
    end = calendar.after(day, count)
    assert calendar.is_working(end)
    assert calendar.between(day, end) == count
    assert calendar.between(end, day) == -count
    steps = (day + timedelta(days=step) for step in range(1, (end - day).days + 1))
    assert sum(1 for step in steps if calendar.is_working(step)) == count, "counted one by one"


@given(CALENDARS, STARTS, STARTS, COUNTS, COUNTS)
def test_later_and_longer_never_end_sooner(
    calendar: WorkingCalendar, one: date, other: date, few: int, more: int
) -> None:
    one, other, few, more = min(one, other), max(one, other), min(few, more), max(few, more)
    assert calendar.after(one, few) <= calendar.after(other, few)
    assert calendar.after(one, few) <= calendar.after(one, more)


@given(CALENDARS, STARTS, COUNTS)
def test_without_bank_holidays_it_never_ends_later(calendar: WorkingCalendar, day: date, count: int) -> None:
    assert calendar.without_bank_holidays().after(day, count) <= calendar.after(day, count)


@given(CALENDARS, DAYS, DAYS, DAYS)
def test_working_days_add_up(calendar: WorkingCalendar, one: date, two: date, three: date) -> None:
    assert calendar.between(one, two) + calendar.between(two, three) == calendar.between(one, three)
