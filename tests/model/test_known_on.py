"""Days and revisions as somebody writes them."""

from __future__ import annotations

from datetime import date

import pytest

from pap_cli.bad_value import BadValueError
from pap_cli.model.known_on import When, parse_when
from pap_cli.model.london import day_in_london

TODAY = date(2017, 3, 1)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2016-10-14", When(day=date(2016, 10, 14))),
        (" today ", When(day=TODAY)),
        ("Yesterday", When(day=date(2017, 2, 28))),
        ("rev:2016-10-14", When(revision="2016-10-14")),
        ("rev:today", When(revision="today")),
        ("HEAD~3", When(revision="HEAD~3")),
        ("v1.2.3", When(revision="v1.2.3")),
        ("deadbeef", When(revision="deadbeef")),
        ("12345678", When(revision="12345678")),
        ("1a2b", When(revision="1a2b")),
        ("march", When(revision="march")),
        ("cabinet-2016-10", When(revision="cabinet-2016-10")),
        ("2016-10-14-cabinet", When(revision="2016-10-14-cabinet")),
    ],
)
def test_what_looks_like_a_day_is_one(text: str, when: When) -> None:
    assert parse_when(text, lambda: TODAY) == when


@pytest.mark.parametrize(
    ("text", "message", "help"),
    [
        ("2016-10", "“2016-10” is not a day", "rev:2016-10"),
        ("2016", "“2016” is not a day", "rev:2016"),
        ("20161014", "“20161014” is not a day", "write 2016-10-14; or, if it is a revision,  rev:20161014"),
        ("14/10/2016", "“14/10/2016” is not a day", "write 2016-10-14"),
        ("14 October 2016", "“14 October 2016” is not a day", "write 2016-10-14"),
        ("2016-02-30", "“2016-02-30” does not exist", "rev:2016-02-30"),
        ("2016-13-01", "“2016-13-01”", "rev:2016-13-01"),
    ],
)
def test_another_form_of_a_date_is_never_guessed(text: str, message: str, help: str) -> None:
    with pytest.raises(BadValueError) as raised:
        parse_when(text, lambda: TODAY)
    assert message in raised.value.message
    assert help in raised.value.help


@pytest.mark.parametrize(
    ("seconds", "day"),
    [
        (1467327600, date(2016, 7, 1)),  # 23:00 in UTC on 30 June
        (1467327599, date(2016, 6, 30)),
        (1480636799, date(2016, 12, 1)),
        (1 << 62, date(9999, 12, 31)),
    ],
)
def test_a_moment_has_its_day_in_london(seconds: int, day: date) -> None:
    assert day_in_london(seconds) == day
