"""States and ratings as people write them: read, or known as such without being guessed at."""

import pytest

from pap_cli.sheets.words.ratings import read_rating
from pap_cli.sheets.words.states import is_state, read_state

STATES = {
    "Resolved": "done",
    "Delivered & embedded": "done",
    "In review": "started",
    "Minor slippage": "started",
    "Carried forward": "open",
    "Backlog": "not started",
    "Postponed": "on hold",
    "Won't do": "superseded",
    "No further action": "closed",
}


@pytest.mark.parametrize("text", STATES)
def test_a_state_is_read(text: str) -> None:
    assert is_state(text)
    assert read_state(text).state == STATES[text]


@pytest.mark.parametrize("text", ["Blocked", "BAU", "Awaiting sign-off", "Ready for closure", "Not applicable"])
def test_a_state_that_says_too_little_is_told(text: str) -> None:
    found = read_state(text)
    assert is_state(text)
    assert found.state is None
    assert found.why


def test_ratings_behind_a_number_and_as_a_circle() -> None:
    assert read_rating("1 - Green") == ("green", "")
    assert read_rating("\N{LARGE RED CIRCLE}") == ("red", "")
    assert read_rating("R12")[0] is None
