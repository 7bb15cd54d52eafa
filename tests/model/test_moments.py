"""Moments of events: a day, or a day and a time."""

from __future__ import annotations

import pytest

from pap_cli.bad_value import BadValueError
from pap_cli.model.moments import days_between, parse_moment


@pytest.mark.parametrize(
    ("text", "seconds", "shown"),
    [
        ("2016-10-14", 0, "14 Oct 2016"),
        ("2016-10-14T14:30", 52_200, "14 Oct 2016 14:30"),
        ("2016-10-14 14:30", 52_200, "14 Oct 2016 14:30"),
        ("2016-10-14T00:00", 0, "14 Oct 2016 00:00"),
        ("2016-10-14T23:59:59", 86_399, "14 Oct 2016 23:59:59"),
    ],
)
def test_a_moment_is_a_day_or_a_day_and_a_time(text: str, seconds: int, shown: str) -> None:
    moment = parse_moment(text)
    assert (moment.seconds, str(moment), moment.timed) == (seconds, shown, ":" in text)


@pytest.mark.parametrize(
    ("earlier", "later", "days"),
    [
        ("2016-01-03", "2016-01-05", 2),
        ("2016-02-28", "2016-03-01", 2),  # 2016 is a leap year
        ("2016-01-03T06:00", "2016-01-03T18:00", 0.5),
        ("2016-01-03", "2016-01-03T18:00", 0.75),
        ("2016-03-26T12:00", "2016-03-27T12:00", 1),  # clocks go forward in between
    ],
)
def test_the_days_between_two_moments(earlier: str, later: str, days: float) -> None:
    assert days_between(parse_moment(earlier), parse_moment(later)) == days


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("14/10/2016", "2016-10-14"),
        ("2016-10-14T25:00", "14:30"),
        ("2016-10-14 2pm", "14:30"),
        ("2016-10-14T14:30Z", "14:30"),
        ("2016-10", "2016-10-DD"),
        ("2016-10-1404:30", "14:30"),
    ],
)
def test_another_form_gets_what_to_write(text: str, help: str) -> None:
    with pytest.raises(BadValueError) as caught:
        parse_moment(text)
    assert help in caught.value.help
    assert text in caught.value.message


def test_a_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(BadValueError, match="does not exist"):
        parse_moment("2015-02-29T10:00")
