"""Statutory clocks at a date: when they run, when they are due, and whether they were met."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from assess.making import FAULTY, SOMEWHERE, at, day, header, plan
from pap_cli.assess.deadlines.clocks import ClockState, ClockStatus, worst_first
from pap_cli.model.dates import Duration
from pap_cli.model.entry import Id
from pap_cli.model.oversight import Clock
from pap_cli.model.periods import parse_due
from pap_cli.model.working_days import TimeLimit, WorkingCalendar, WorkingDays

MISSED, RUNNING, MET_LATE, MET = ClockState


def written(due: str | None = "2016-03-31", met: str | None = None, id: str = "send", faulty: bool = False) -> Clock:
    return Clock(
        id=Id(id),
        title=id,
        due=parse_due(due) if due else None,
        to="ofsted",
        met=day(met) if met else None,
        place=FAULTY if faulty else SOMEWHERE,
    )


def counted(within: TimeLimit, start: str = "2016-05-09", met: str | None = None) -> Clock:
    return Clock(
        id=Id("send"), title="send", start=day(start), within=within, met=day(met) if met else None, place=SOMEWHERE
    )


def seen(clock: Clock, as_of: str, calendar: WorkingCalendar | None = None) -> tuple[ClockStatus, ...]:
    return at(plan(header=header(statutory=(clock,))), as_of, calendar=calendar or WorkingCalendar()).clocks


def spring(year: int) -> Mapping[date, str]:
    """One bank holiday a year, on 30 May."""
    return {date(year, 5, 30): "Spring"}


@pytest.mark.parametrize(
    ("met", "as_of", "state"),
    [
        (None, "2016-03-31", RUNNING),
        (None, "2016-04-01", MISSED),
        ("2016-03-31", "2016-03-31", MET),
        ("2016-04-02", "2016-04-01", MISSED),
        ("2016-04-02", "2016-04-02", MET_LATE),
    ],
)
def test_the_state_of_a_clock(met: str | None, as_of: str, state: ClockState) -> None:
    (status,) = seen(written(met=met), as_of)
    assert status.state is state
    assert status.state.open is (state in (RUNNING, MISSED))


def test_a_clock_that_is_counted_starts_on_its_day_and_is_not_there_before() -> None:
    assert seen(counted(WorkingDays(5)), "2016-05-08") == ()
    (status,) = seen(counted(WorkingDays(5)), "2016-05-09")
    assert (status.due.day, status.due.written) == (date(2016, 5, 16), "2016-05-16")
    assert status.counted == "5 working days after 9 May 2016"


def test_a_clock_may_run_in_calendar_days_and_months() -> None:
    assert [one.due.day for one in seen(counted(Duration(months=3)), "2016-05-09")] == [date(2016, 8, 9)]


def test_a_day_that_is_written_was_not_counted() -> None:
    (status,) = seen(written("2016-03"), "2016-01-04")
    assert (status.due.day, str(status.due), status.counted) == (date(2016, 3, 31), "Mar 2016", "")


@pytest.mark.parametrize(
    ("as_of", "left"), [("2016-05-09", 5), ("2016-05-14", 1), ("2016-05-16", 0), ("2016-05-18", -2)]
)
def test_what_is_left_is_counted_in_working_days(as_of: str, left: int) -> None:
    (status,) = seen(counted(WorkingDays(5)), as_of)
    assert status.working_days_left == left


def test_nothing_is_left_of_a_clock_that_was_met() -> None:
    (status,) = seen(counted(WorkingDays(5), met="2016-05-10"), "2016-05-12")
    assert status.working_days_left is None


@pytest.mark.parametrize(
    ("met", "state"), [("2016-05-30", MET), ("2016-05-31", MET), ("2016-06-01", MET_LATE)], ids=["early", "by", "late"]
)
def test_a_bank_holiday_puts_the_day_off(met: str, state: ClockState) -> None:
    calendar = WorkingCalendar(bank_holidays=spring)
    (status,) = seen(counted(WorkingDays(15), met=met), "2016-07-01", calendar)
    assert status.due.day == date(2016, 5, 31)
    assert status.state is state


def test_no_bank_holiday_is_looked_up_for_what_was_met_long_in_time() -> None:
    def dear(year: int) -> Mapping[date, str]:
        raise AssertionError(f"{year} was looked up")

    (status,) = seen(counted(WorkingDays(15), met="2016-05-20"), "2016-07-01", WorkingCalendar(bank_holidays=dear))
    assert status.state is MET


def test_a_clock_without_a_day_is_left_out() -> None:
    assert seen(written(None, faulty=True), "2016-05-09") == ()


def test_worst_first_and_of_those_the_earliest_due() -> None:
    clocks = (
        written("2016-09-30", id="b"),
        written("2016-08-31", id="a"),
        written("2016-01-31", "2016-01-30", id="met"),
        written("2016-02-29", id="missed"),
        written("2016-01-31", "2016-02-01", id="late"),
    )
    found = at(plan(header=header(statutory=clocks)), "2016-06-01").clocks
    assert [status.id for status in sorted(found, key=worst_first)] == ["missed", "a", "b", "late", "met"]
