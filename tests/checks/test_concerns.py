"""The rules about concerns, as of 14 October 2016."""

from __future__ import annotations

import pytest

from checks.asking import Find


@pytest.mark.parametrize(
    ("raised", "closed", "found"),
    [
        ("2016-03-14", "2016-03-14", 0),
        ("2016-03-14", "2016-03-13", 1),
        ("2016-10-14", "2016-10-13", 1),
        ("2016-10-15", "2016-10-14", 0),  # not raised yet
        ("2016-10-20", "2016-10-15", 0),
    ],
)
def test_closed_before_raised(find: Find, raised: str, closed: str, found: int) -> None:
    text = f"concerns: [{{id: C1, title: Team leaders, by: board, raised: {raised}, closed: {closed}}}]\n"
    assert len(find("concern-closed-before-raised", text)) == found
