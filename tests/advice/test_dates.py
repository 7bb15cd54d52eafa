"""Dates and periods as people write them, and what they are told to write."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pap_cli.bad_value import BadValueError
from pap_cli.model.dates import DATE_FORM, parse_date
from pap_cli.model.periods import DUE_FORM, PERIOD_FORM, parse_due, parse_period

Parse = Callable[[str], object]


@pytest.mark.parametrize(
    ("parse", "text", "help"),
    [
        (parse_due, "Dec 2016", "write 2016-12"),
        (parse_due, "Mar 2027", "write 2027-03"),
        (parse_due, "03/2027", "write 2027-03"),
        (parse_due, "46112", "write 2026-03-31 if 46112 is a date from a spreadsheet"),
        (parse_due, "46112.0", "write 2026-03-31"),
        (parse_due, "46112.5", "write 2026-03-31"),
        (parse_due, "31/12/2026", "write 2026-12-31"),
        (parse_due, "12/31/2026", "write 2026-12-31"),
        (parse_due, "31.12.26", "write 2026-12-31"),
        (parse_due, "31-12-2026", "write 2026-12-31"),
        (parse_due, "03/04/2027", "write 2027-04-03 if the day is first, or 2027-03-04 if the month is"),
        (parse_due, "3/4/27", "write 2027-04-03 if the day is first, or 2027-03-04 if the month is"),
        (parse_due, "05/05/2027", "write 2027-05-05"),
        (parse_due, "2026/12/31", "write 2026-12-31"),
        (parse_due, "2026.12.31", "write 2026-12-31"),
        (parse_due, "2026-1-5", "write 2026-01-05"),
        (parse_due, "20261231", "write 2026-12-31"),
        (parse_due, "31122026", "write 2026-12-31"),
        (parse_due, "2026-13-01", "months go from 01 to 12; write 2026-01-13 if the day is before the month"),
        (parse_due, "2026-31-12", "months go from 01 to 12; write 2026-12-31 if the day is before the month"),
        (parse_due, "2026-02-30", "Feb 2026 has 28 days"),
        (parse_due, "1st March 2027", "write 2027-03-01"),
        (parse_due, "1 March, 2027", "write 2027-03-01"),
        (parse_due, "March 1, 2027", "write 2027-03-01"),
        (parse_due, "March 1st 2027", "write 2027-03-01"),
        (parse_due, "1 of March 2027", "write 2027-03-01"),
        (parse_due, "the 1st of March 2027", "write 2027-03-01"),
        (parse_due, "Fri 31 Mar 2027", "write 2027-03-31"),
        (parse_due, "Friday, 31st March 2027", "write 2027-03-31"),
        (parse_due, "by 31 March 2027", "write 2027-03-31"),
        (parse_due, "31-Mar-27", "write 2027-03-31"),
        (parse_due, "31-Mar-2027", "write 2027-03-31"),
        (parse_due, "31Mar2027", "write 2027-03-31"),
        (parse_due, "2027-Mar-31", "write 2027-03-31"),
        (parse_due, "31 Sept 2026", "Sep 2026 has 30 days"),
        (parse_due, "31st November 2026", "Nov 2026 has 30 days"),
        (parse_due, "29/02/2027", "Feb 2027 has 28 days"),
        (parse_due, "32/01/2027", "Jan 2027 has 31 days"),
        (parse_due, "Mar-27", "write 2027-03"),
        (parse_due, "Mar 27", "write 2027-03"),
        (parse_due, "Mar '27", "write 2027-03"),
        (parse_due, "March", "add the year, as in YYYY-03"),
        (parse_due, "31 March", "add the year, as in YYYY-03-31"),
        (parse_due, "end of March", "add the year, as in YYYY-03"),
        (parse_due, "end of March 2027", "write 2027-03"),
        (parse_due, "end March 2027", "write 2027-03"),
        (parse_due, "mid-March 2027", "write 2027-03"),
        (parse_due, "early March 2027", "write 2027-03"),
        (parse_due, "by the end of March 2027", "write 2027-03"),
        (parse_due, "End of Q1 2027", "write 2027-Q1 if it is Jan to Mar 2027, or Q1 2027/28 if it is Apr to Jun 2027"),
        (parse_due, "Q1 2027", "write 2027-Q1 if it is Jan to Mar 2027, or Q1 2027/28 if it is Apr to Jun 2027"),
        (parse_due, "q1 2027", "write 2027-Q1 if it is Jan to Mar 2027, or Q1 2027/28 if it is Apr to Jun 2027"),
        (parse_due, "Q1-2027", "write 2027-Q1 if it is Jan to Mar 2027, or Q1 2027/28 if it is Apr to Jun 2027"),
        (parse_due, "2027 Q1", "write 2027-Q1 if it is Jan to Mar 2027, or Q1 2027/28 if it is Apr to Jun 2027"),
        (parse_due, "2027Q1", "write 2027-Q1 if it is Jan to Mar 2027, or Q1 2027/28 if it is Apr to Jun 2027"),
        (parse_due, "Q1 26/27", "write Q1 2026/27"),
        (parse_due, "Q1 2026-27", "write Q1 2026/27"),
        (parse_due, "Q1 2026/2027", "write Q1 2026/27"),
        (parse_due, "2026/27 Q1", "write Q1 2026/27"),
        (parse_due, "Q3 FY2026/27", "write Q3 2026/27"),
        (parse_due, "Q1", "add the year, as in YYYY-Q1 or Q1 YYYY/YY"),
        (parse_due, "quarter 3 2016/17", "write Q3 2016/17"),
        (parse_due, "2027", "add the month; write 2027-12 if it is due by the end of 2027"),
        (parse_due, "2026/27", "add the month; write 2027-03 if it is due by the end of 2026/27"),
        (parse_due, "FY27", "add the month; write 2027-03 if it is due by the end of 2026/27"),
        (parse_due, "2026-27", "add the month; write 2027-03 if it is due by the end of 2026/27"),
        (parse_due, "end of 2027", "add the month; write 2027-12 if it is due by the end of 2027"),
        (parse_due, "mid 2027", "add the month; write 2027-12 if it is due by the end of 2027"),
        (parse_due, "Spring 2027", "write the day, month or quarter that is meant, in digits"),
        (parse_due, "Spring term 2027", "write the day, month or quarter that is meant, in digits"),
        (parse_due, "Winter", "write the day, month or quarter that is meant, in digits"),
        (parse_due, "ASAP", "write the day, month or quarter by which it must be done"),
        (parse_due, "TBC", "write the day, month or quarter that is aimed at; say so in a note"),
        (parse_due, "tbc", "write the day, month or quarter that is aimed at; say so in a note"),
        (parse_due, "TBD", "write the day, month or quarter that is aimed at; say so in a note"),
        (parse_due, "n/a", "write the day, month or quarter that is aimed at; say so in a note"),
        (parse_due, "-", "write the day, month or quarter that is aimed at; say so in a note"),
        (parse_due, "?", "write the day, month or quarter that is aimed at; say so in a note"),
        (
            parse_due,
            "ongoing",
            "write the day, month or quarter of its next step; work without an end has one milestone for each step",
        ),
        (
            parse_due,
            "On-going",
            "write the day, month or quarter of its next step; work without an end has one milestone for each step",
        ),
        (parse_due, "Immediate", "write the day, month or quarter by which it must be done"),
        (
            parse_due,
            "quarterly",
            "write the day, month or quarter of its next step; work without an end has one milestone for each step",
        ),
        (parse_due, "overdue", "write the day, month or quarter that is aimed at; say so in a note"),
        (
            parse_due,
            "done",
            "write the day, month or quarter by which it was due, and the day it was done as completed:",
        ),
        (
            parse_due,
            "yes",
            "write the day, month or quarter by which it was due, and the day it was done as completed:",
        ),
        (parse_due, "3 months", "write the day, month or quarter in which that time ends"),
        (parse_due, "within 6 weeks", "write the day, month or quarter in which that time ends"),
        (parse_due, "2026-12-31T10:00:00Z", "write 2026-12-31: a date has no time of day"),
        (parse_due, "2026-12-31 10:00", "write 2026-12-31: a date has no time of day"),
        (parse_due, "31/12/2026 00:00:00", "write 2026-12-31: a date has no time of day"),
        (parse_due, "31/12/2026 00:00", "write 2026-12-31: a date has no time of day"),
        (parse_due, "w/c 5 March 2027", "write 2027-03-05"),
        (parse_due, "w/e 5 March 2027", "write 2027-03-05"),
        (parse_due, "week 12 2027", "write the last day of the week"),
        (parse_due, "2027-W12", "write the last day of the week"),
        (parse_due, "H1 2027", "write the day, month or quarter that is meant, in digits"),
        (parse_due, "31/12/2026 (revised)", "write 2026-12-31; the rest can be a note"),
        (
            parse_due,
            "30/06/2026; 31/12/2026",
            "write one date; a later one is an extension: extensions: [{to: …, approved: …, by: …}]",
        ),
        (
            parse_due,
            "30/06/2026 31/12/2026",
            "write one date; a later one is an extension: extensions: [{to: …, approved: …, by: …}]",
        ),
        (parse_due, "Phase 2 Mar 2027", "write 2027-03; the rest can be a note"),
        (parse_due, "31 March 2027 for phase 1", "write 2027-03-31; the rest can be a note"),
        (parse_due, "2026–12–31", "write 2026-12-31"),
        (parse_due, "２０２６-12-31", "write 2026-12-31"),
        (parse_due, "2026-12-31.", "write 2026-12-31"),
        (parse_due, "12-2026", "write 2026-12"),
        (parse_due, "2026-1", "write 2026-01"),
        (parse_due, "2026/12", "write 2026-12"),
        (parse_due, "202612", "write 2026-12"),
        (parse_due, "today", "write the date itself, like 2016-10-14"),
        (parse_due, "next year", "write the day, month or quarter by which it must be done"),
        (parse_due, "2026-12-31 or later", "write 2026-12-31; the rest can be a note"),
        (parse_due, "0215-07-31", "write a year between 1900 and 2200"),
        (parse_due, "31/12/1066", "write a year between 1900 and 2200"),
        (parse_due, "soon", "write the day, month or quarter by which it must be done"),
        (parse_due, "Apr-Jun 2027", "write 2027-Q2"),
        (parse_date, "yes", "write the day on which it happened, like 2016-10-14"),
        (parse_date, "Y", "write the day on which it happened, like 2016-10-14"),
        (parse_date, "Mar 2016", "add the day, as in 2016-03-DD"),
        (parse_date, "03/2016", "add the day, as in 2016-03-DD"),
        (parse_date, "2016-03", "add the day, as in 2016-03-DD"),
        (parse_date, "2016-Q1", "write the day itself, as year-month-day"),
        (parse_date, "2016", "write the day itself, as year-month-day"),
        (parse_date, "Q1 2016", "write the day itself, as year-month-day"),
        (parse_date, "31/03/2016", "write 2016-03-31"),
        (parse_date, "42460", "write 2016-03-31 if 42460 is a date from a spreadsheet"),
        (parse_date, "TBC", "delete the key until the day is known"),
        (parse_date, "Spring 2016", "write the day itself, as year-month-day"),
        (parse_date, "no", "delete the key until the day is known"),
        (parse_date, "true", "write the day on which it happened, like 2016-10-14"),
        (parse_period, "Apr-16", "write 2016-04"),
        (parse_period, "April 2016", "write 2016-04"),
        (parse_period, "2015-16", "write 2015/16"),
        (parse_period, "2015-2016", "write 2015/16"),
        (parse_period, "2015/2016", "write 2015/16"),
        (parse_period, "15/16", "write 2015/16"),
        (parse_period, "04/16", "write 2016-04"),
        (parse_period, "FY16", "write 2015/16 if it ends in March 2016"),
        (parse_period, "FY15/16", "write 2015/16"),
        (parse_period, "FY2015/16", "write 2015/16"),
        (parse_period, "Q1 15/16", "write Q1 2015/16"),
        (parse_period, "Q1 2016", "write 2016-Q1 if it is Jan to Mar 2016, or Q1 2016/17 if it is Apr to Jun 2016"),
        (parse_period, "Q1 2015-16", "write Q1 2015/16"),
        (parse_period, "2015-16 Q1", "write Q1 2015/16"),
        (parse_period, "Apr-Jun 2016", "write 2016-Q2"),
        (parse_period, "Jan to Mar 2016", "write 2016-Q1"),
        (parse_period, "31/03/2016", "write 2016-03-31"),
        (parse_period, "YTD Sep 2016", "write year to 2016-09"),
        (parse_period, "year ending March 2016", "write year to 2016-03"),
        (parse_period, "12 months to Sep 2016", "write year to 2016-09"),
        (parse_period, "year ended 31 March 2016", "write year to 2016-03-31"),
        (parse_period, "Week 12", "write the week as 2016-W14"),
        (parse_period, "week 12 2016", "write 2016-W12"),
        (parse_period, "H1 2016", "write each month or quarter, or a term as Autumn 2016/17"),
        (parse_period, "Autumn 2016", "write Autumn 2016/17"),
        (parse_period, "Spring term 2016", "write Spring 2015/16"),
        (parse_period, "Summer Term 2015-16", "write Summer 2015/16"),
        (parse_period, "2015/16 autumn term", "write Autumn 2015/16"),
        (parse_period, "Term 1 2015/16", "write T1 2015/16"),
        (parse_period, "T3 15/16", "write T3 2015/16"),
        (parse_period, "2015-16 T2", "write T2 2015/16"),
        (parse_period, "AY2015/16", "write AY 2015/16"),
        (parse_period, "AY 2015-16", "write AY 2015/16"),
        (parse_period, "ay15/16", "write AY 2015/16"),
        (parse_period, "Academic year 2015/2016", "write AY 2015/16"),
        (parse_period, "School year 2015-16", "write AY 2015/16"),
        (parse_period, "Week 12 2016", "write 2016-W12"),
        (parse_period, "W1 2016", "write 2016-W01"),
        (parse_period, "2016 wk 12", "write 2016-W12"),
        (parse_period, "2016-4", "write 2016-04"),
        (parse_period, "201604", "write 2016-04"),
        (parse_period, "42460", "write 2016-03-31 if 42460 is a date from a spreadsheet"),
    ],
)
def test_what_to_write(parse: Parse, text: str, help: str) -> None:
    with pytest.raises(BadValueError) as caught:
        parse(text)
    assert caught.value.help == help
    assert f"“{text}”" in caught.value.message


@pytest.mark.parametrize(
    ("parse", "text", "form"),
    [
        (parse_due, "banana", DUE_FORM),
        (parse_due, "March-April 2027", DUE_FORM),
        (parse_due, "99999", DUE_FORM),
        (parse_due, "12", DUE_FORM),
        (parse_date, "banana", DATE_FORM),
        (parse_date, "1 1 1", DATE_FORM),
        (parse_period, "Total", PERIOD_FORM),
        (parse_period, "baseline", PERIOD_FORM),
    ],
)
def test_the_form_where_nothing_is_clear(parse: Parse, text: str, form: str) -> None:
    with pytest.raises(BadValueError) as caught:
        parse(text)
    assert caught.value.help == form


DAYS = st.dates(date(1970, 1, 1), date(2069, 12, 31))
FORMS = (
    "%d/%m/%Y",
    "%d.%m.%y",
    "%d %B %Y",
    "%B %d, %Y",
    "%A %d %b %Y",
    "%Y/%m/%d",
    "%Y%m%d",
    "%d-%b-%y",
    "%m/%d/%Y %H:%M",
)


@given(DAYS, st.sampled_from(FORMS))
def test_every_day_is_recognised_in_every_form(day: date, form: str) -> None:
    for parse in (parse_date, parse_due):
        with pytest.raises(BadValueError) as caught:
            parse(day.strftime(form))
        assert day.isoformat() in caught.value.help


@given(DAYS)
def test_the_number_of_a_day_in_a_spreadsheet(day: date) -> None:
    with pytest.raises(BadValueError) as caught:
        parse_date(str((day - date(1899, 12, 30)).days))
    assert day.isoformat() in caught.value.help


@given(st.integers(1, 12), st.integers(1970, 2069), st.sampled_from(("%m/%Y", "%b %Y", "%B %Y", "%b-%y", "%Y/%m")))
def test_no_day_is_made_up_for_a_month(month: int, year: int, form: str) -> None:
    for parse in (parse_date, parse_due):
        with pytest.raises(BadValueError) as caught:
            parse(date(year, month, 1).strftime(form))
        assert f"{year}-{month:02d}" in caught.value.help
        assert not re.search(r"\d{4}-\d{2}-\d{2}", caught.value.help)


def help_of(parse: Parse, text: str) -> str | None:
    try:
        parse(text)
    except BadValueError as error:
        return error.help
    return None


@given(st.text(max_size=30))
def test_any_text_has_advice(text: str) -> None:
    assert "" not in {help_of(parse, text) for parse in (parse_date, parse_due, parse_period)}
