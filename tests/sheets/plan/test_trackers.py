"""Trackers of many kinds: nothing is silently wrong, and most columns need no question."""

from __future__ import annotations

import pytest

from sheets.scoring import score, totals, trackers


@pytest.mark.parametrize("name", trackers())
def test_nothing_is_silently_wrong(name: str) -> None:
    assert score(name).wrong == []


def test_nine_columns_in_ten_that_need_no_question_get_none() -> None:
    total = totals(trackers())
    asked, right = total["columns asked"], total["columns right"]
    assert right >= 9 * asked
    assert total["dates right"] >= 9 * total["dates asked"]
