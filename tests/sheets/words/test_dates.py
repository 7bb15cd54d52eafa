"""Dates as people write them: read exactly, or not at all and with the reason."""

import pytest

from pap_cli.sheets.words.dates import Order, is_date_word, read_date

EXACT = {
    "end of March 2017": "2017-03",
    "31st March 2017": "2017-03-31",
    "By January 2017": "2017-01",
    "Friday 31 March 2017": "2017-03-31",
    "30.6.17": "2017-06-30",
    "31-12-2012": "2012-12-31",
    "Sep-12": "2012-09",
    "09/24": "2024-09",
    "Q3 2016/17": "Q3 2016/17",
    "Phase 2 Mar 2017": "2017-03",
}
WITH_A_WORD = {
    "Phase 1 completed; Phase 2 Mar 2017": "2017-03",
    "mid-March 2017": "2017-03",
    "30/09/2016 TBC": "2016-09-30",
    "06/25 - 09/25": "2025-09",
    "April 2016 to March 2017": "2017-03",
    "week ending 9 June 2017": "2017-06-09",
    "42825": "2017-03-31",
    "Sept/Oct 2016": "2016-10",
    "Nov 16 - Jan 17": "2017-01",
    "TBC (est. March 2018)": "2018-03",
}
NONE = [
    *("TBC", "ongoing", "Immediate", "Annually", "6 monthly", "Autumn 2016", "Summer term 2018", "2020", "2016/17"),
    *("Qtr 4", "March", "12 Sept", "31/02/2013", "Q5 2011/12", "Q3 2016", "Year end", "w/c 5 June 2017"),
    *("from April 2016", "Next meeting", "Sept 08; Dec 08; June 2009", "In line with budget 2018", "80% by year end"),
    *("Review March 2017", "01/01/1900", "By Feb half term", "Summer 2", "Within six months", "By 2030"),
]  # fmt: skip


@pytest.mark.parametrize("text", EXACT)
def test_a_date_is_read_exactly(text: str) -> None:
    found = read_date(text, Order.DAY_FIRST)
    assert (found.value, found.why) == (EXACT[text], "")


@pytest.mark.parametrize("text", WITH_A_WORD)
def test_a_date_among_other_words_is_read_and_told(text: str) -> None:
    found = read_date(text, Order.DAY_FIRST)
    assert found.value == WITH_A_WORD[text]
    assert found.why


@pytest.mark.parametrize("text", NONE)
def test_no_day_is_made_up(text: str) -> None:
    found = read_date(text, Order.DAY_FIRST)
    assert found.value is None
    assert found.why


def test_the_order_decides_what_is_first() -> None:
    assert read_date("03/04/2017", Order.DAY_FIRST).value == "2017-04-03"
    assert read_date("03/04/2017", Order.MONTH_FIRST).value == "2017-03-04"
    unknown = read_date("03/04/2017", None)
    assert unknown.value is None
    assert unknown.why


def test_a_revision_and_a_completion_are_told_apart() -> None:
    moved = read_date("31/03/17 (revised to 30/06/17)", Order.DAY_FIRST)
    assert (moved.value, moved.revised) == ("2017-03-31", "2017-06-30")
    done = read_date("Completed 12.07.16 - protocol in use", Order.DAY_FIRST)
    assert (done.value, done.completed) == (None, "2016-07-12")
    assert read_date("Completed", Order.DAY_FIRST).state


def test_a_year_that_the_file_cannot_have_is_doubted() -> None:
    assert read_date("13/12/12", Order.DAY_FIRST, (2016, 2017)).value is None
    assert read_date("13/12/16", Order.DAY_FIRST, (2016, 2017)).value == "2016-12-13"


@pytest.mark.parametrize(
    "text", ["Summer 2", "By Feb half term", "Each term", "Within six months", "By 2030", "Year 2"]
)
def test_words_that_say_when_are_known_as_such(text: str) -> None:
    assert is_date_word(text)


@pytest.mark.parametrize("text", ["1200", "Spring cleaning", "Final version", "May Smith", "Q1: 71% Q2: 74%"])
def test_other_words_are_not(text: str) -> None:
    assert not is_date_word(text)
