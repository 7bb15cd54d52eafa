"""The rules about extensions, as of 14 October 2016 where no other day is named."""

from __future__ import annotations

import pytest

from checks.asking import Find, extended, step

TWICE = (
    "due: 2016-03-31, extensions: [{to: 2016-06-30, approved: 2016-03-01, by: board}, "
    "{to: 2016-12-31, approved: 2016-06-01, by: board}]"
)


@pytest.mark.parametrize(
    ("as_of", "limit", "found"),
    [
        ("2016-05-31", 2, 0),
        ("2016-06-01", 2, 1),
        ("2016-06-01", 3, 0),
        ("2016-05-31", 1, 1),
        ("2016-02-28", 0, 0),
        ("2016-03-01", 0, 1),
    ],
)
def test_extended_again_and_again_as_far_as_was_known(find: Find, as_of: str, limit: int, found: int) -> None:
    assert len(find("extended-repeatedly", step(TWICE), as_of, repeated_extensions=limit)) == found


def test_extended_again_and_again_and_delivered_is_past(find: Find) -> None:
    assert find("extended-repeatedly", step(f"{TWICE}, completed: 2016-10-14")) == []


@pytest.mark.parametrize(
    ("extension", "found"),
    [
        ("{to: 2016-12-31}", 1),
        ("{to: 2016-12-31, by: board}", 1),
        ("{to: 2016-12-31, asked: 2016-10-14}", 1),
        ("{to: 2016-12-31, asked: 2016-10-15}", 0),  # not asked for yet
        ("{to: 2016-12-31, approved: 2016-10-14}", 1),
        ("{to: 2016-12-31, approved: 2016-10-15}", 0),
        ("{to: 2016-12-31, approved: 2016-10-14, by: board}", 0),
    ],
)
def test_an_extension_says_when_and_by_whom(find: Find, extension: str, found: int) -> None:
    facts = f"due: 2016-11-30, extensions: [{extension}]"
    assert len(find("extension-without-approval", step(facts))) == found
    assert find("extension-without-approval", step(f"{facts}, completed: 2016-10-01")) == []


@pytest.mark.parametrize(
    ("approved", "as_of", "found"),
    [
        ("2016-08-30", "2016-10-14", 0),  # the day of delivery
        ("2016-08-31", "2016-10-14", 1),
        ("2016-08-31", "2016-08-30", 0),  # not known yet
    ],
)
def test_an_extension_after_delivery(find: Find, approved: str, as_of: str, found: int) -> None:
    text = step("due: 2016-06-30, completed: 2016-08-30, " + extended("2016-12-31", approved))
    assert len(find("extension-after-delivery", text, as_of)) == found
