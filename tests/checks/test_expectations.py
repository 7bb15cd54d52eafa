"""The rules about what bodies expect, as of 14 October 2016."""

from __future__ import annotations

import pytest

from checks.asking import Find, step


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("cancelled: {on: 2016-10-14}", ["Ofsted expected A1.1 by Nov 2016, but it was cancelled on 14 Oct 2016"]),
        ("cancelled: {on: 2016-10-15}", []),  # not known yet
        ("cancelled: {on: 2016-10-14}, completed: 2016-10-13", []),
    ],
)
def test_what_is_expected_was_cancelled(find: Find, facts: str, found: list[str]) -> None:
    text = step(f"due: 2016-11, expected_by: [ofsted], {facts}", "due: 2016-11, cancelled: {on: 2016-10-14}")
    assert [one.message for one in find("expectation-cancelled", text)] == found
