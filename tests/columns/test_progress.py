"""Counts in words: shares in percent."""

from __future__ import annotations

import pytest

from pap_cli.assess.deadlines.schedule import State
from pap_cli.columns.progress import percent, states_words


@pytest.mark.parametrize(
    ("count", "total", "words"),
    [
        (0, 3, "0%"),
        (1, 3, "33%"),
        (2, 3, "67%"),
        (1, 8, "13%"),
        (64, 114, "56%"),
        (3, 3, "100%"),
        (1, 300, "under 1%"),
        (299, 300, "over 99%"),
    ],
)
def test_shares_are_rounded_half_up_and_never_to_none_or_all(count: int, total: int, words: str) -> None:
    assert percent(count, total) == words


def test_cancelled_ones_have_no_share() -> None:
    states = [State.DELIVERED, State.IN_PROGRESS, State.CANCELLED, State.DELIVERED]
    assert states_words(states) == "1 in progress (33%), 2 delivered (67%)"
    assert states_words([State.CANCELLED]) == states_words([]) == ""
