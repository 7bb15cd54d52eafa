"""The working calendars of the four nations, against days counted by hand in the published lists of bank holidays."""

from __future__ import annotations

from datetime import date

import pytest

from pap_cli.load.workspace import calendar
from pap_cli.load.workspace.calendar import bank_holidays, working_calendar
from pap_cli.model.config import CalendarSettings, Nation
from pap_cli.model.working_days import WorkingCalendar

ENGLAND, SCOTLAND, WALES, NORTHERN_IRELAND, NONE = Nation


def of(nation: Nation) -> WorkingCalendar:
    return working_calendar(CalendarSettings(working_days=nation))


@pytest.mark.parametrize(
    ("nation", "start", "count", "end"),
    [
        (ENGLAND, "2023-05-09", 70, "2023-08-16"),  # a published clock: report, and action plan due
        (ENGLAND, "2015-05-12", 70, "2015-08-19"),
        (ENGLAND, "2024-01-08", 35, "2024-02-26"),  # seven weeks without a bank holiday
        (ENGLAND, "2016-12-22", 1, "2016-12-23"),
        (ENGLAND, "2016-12-22", 2, "2016-12-28"),  # Christmas on a Sunday: Monday and Tuesday are off
        (ENGLAND, "2016-12-30", 1, "2017-01-03"),  # and the Monday for New Year's Day
        (ENGLAND, "2022-09-16", 1, "2022-09-20"),  # the state funeral
        (ENGLAND, "2023-05-05", 1, "2023-05-09"),  # the coronation
        (ENGLAND, "2022-06-01", 1, "2022-06-06"),  # the jubilee: Thursday and Friday
        (ENGLAND, "2020-05-01", 1, "2020-05-04"),  # the May holiday was moved …
        (ENGLAND, "2020-05-07", 1, "2020-05-11"),  # … to VE Day
        (ENGLAND, "2024-03-28", 1, "2024-04-02"),  # Good Friday and Easter Monday
        (WALES, "2024-03-28", 1, "2024-04-02"),
        (SCOTLAND, "2024-03-28", 1, "2024-04-01"),  # Easter Monday is none there
        (ENGLAND, "2023-12-29", 1, "2024-01-02"),
        (SCOTLAND, "2023-12-29", 1, "2024-01-03"),  # 2 January
        (SCOTLAND, "2016-12-30", 1, "2017-01-04"),  # 2 January, and the day for New Year's Day
        (SCOTLAND, "2022-11-29", 1, "2022-12-01"),  # St Andrew's Day
        (NORTHERN_IRELAND, "2022-07-11", 1, "2022-07-13"),  # 12 July
        (NORTHERN_IRELAND, "2025-07-11", 1, "2025-07-15"),  # on a Saturday
        (ENGLAND, "2025-07-11", 1, "2025-07-14"),
        (NORTHERN_IRELAND, "2023-03-16", 1, "2023-03-20"),  # St Patrick's Day
        (NONE, "2016-12-22", 2, "2016-12-26"),
    ],
)
def test_days_counted_by_hand(nation: Nation, start: str, count: int, end: str) -> None:
    assert of(nation).after(date.fromisoformat(start), count) == date.fromisoformat(end)


def test_a_bank_holiday_has_its_name() -> None:
    assert of(ENGLAND).day_off(date(2016, 12, 26)) == "a bank holiday (Boxing Day)"
    assert of(NONE).day_off(date(2016, 12, 26)) is None


def test_days_of_the_settings_count_too() -> None:
    settings = CalendarSettings(closed=(date(2015, 12, 24),), open=(date(2015, 12, 28),))
    working = working_calendar(settings)
    assert working.after(date(2015, 12, 23), 1) == date(2015, 12, 28)
    assert of(ENGLAND).after(date(2015, 12, 23), 1) == date(2015, 12, 24)


@pytest.mark.parametrize("nation", Nation)
@pytest.mark.parametrize("year", [1, 1900, 2100, 2101, 2200, 9999])
def test_years_far_away_have_some_bank_holidays_or_none(nation: Nation, year: int) -> None:
    assert {day.year for day in of(nation).bank_holidays(year)} <= {year}
    assert of(nation).between(date(year, 1, 1), date(year, 12, 31)) <= 261


def test_a_hundred_years_are_counted() -> None:
    assert of(ENGLAND).after(date(2200, 12, 31), 26_000).year == 2300


def test_no_bank_holiday_is_looked_up_without_need() -> None:
    calendar.bank_holidays.cache_clear()
    calendar._rows.cache_clear()
    without = of(ENGLAND).without_bank_holidays()
    assert without.day_off(date(2016, 12, 27)) is None
    assert of(ENGLAND).day_off(date(2016, 12, 24)) == "a Saturday"
    assert calendar._rows.cache_info().misses == 0
    assert of(ENGLAND).day_off(date(2016, 12, 27)) is not None
    assert calendar._rows.cache_info().misses == 1


def test_the_table_holds_what_the_library_says() -> None:
    """Where this fails, the library knows better now: `make docs` writes the table anew."""
    from holidays.countries.united_kingdom import UnitedKingdom

    codes = {ENGLAND: "ENG", SCOTLAND: "SCT", WALES: "WLS", NORTHERN_IRELAND: "NIR"}
    for nation, code in codes.items():
        found = {day: name for year in range(1980, 2101) for day, name in bank_holidays(nation, year).items()}
        assert found == dict(UnitedKingdom(subdiv=code, years=range(1980, 2101)))
