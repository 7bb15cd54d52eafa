"""The statuses of trackers: what each says that can be compared with dates."""

from __future__ import annotations

import pytest

from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.deadlines.statuses import meaning_of
from pap_cli.model.key import Key, KeyRating
from pap_cli.model.rating import Rating

RED, AMBER, GREEN, BLUE, GREY = Rating


@pytest.mark.parametrize(
    ("statuses", "rating", "agrees"),
    [
        (("on-track", "On track", "ON TRACK", "on_track", "On-Track.", "green", "G"), GREEN, {GREEN, BLUE}),
        (("at-risk", "At Risk", "amber", "Amber", "A", "Yellow"), AMBER, {AMBER}),
        (("off-track", "Off Track", "RED", "r"), RED, {RED}),
        (("complete", "Completed", "Delivered", "Done", "Closed", "Blue", "B"), BLUE, {BLUE}),
        # the five points of the IPA: either colour, and the worse one where it counts
        (("Amber/Green", "amber / green", "Green/Amber", "A/G"), AMBER, {AMBER, GREEN, BLUE}),
        (("Amber/Red", "red/amber", "A/R"), RED, {RED, AMBER}),
        (("grey", "Gray", "N/A"), GREY, set(Rating)),
    ],
)
def test_a_status_agrees_with_ratings(statuses: tuple[str, ...], rating: Rating, agrees: set[Rating]) -> None:
    for status in statuses:
        meaning = meaning_of(status)
        assert meaning is not None
        assert meaning.rating is rating
        assert {one for one in Rating if meaning.agrees(one, State.UNKNOWN)} == agrees


@pytest.mark.parametrize(
    ("statuses", "states"),
    [
        (("complete", "Delivered"), {State.DELIVERED, State.EVIDENCED}),
        (("Evidenced and Assured",), {State.EVIDENCED}),
        (("Delivered, Not Yet Evidenced",), {State.DELIVERED}),
        (("Not Yet Delivered", "Open", "On hold"), {State.NOT_STARTED, State.IN_PROGRESS, State.UNKNOWN}),
        (("Not started", "Not due"), {State.NOT_STARTED, State.UNKNOWN}),
        (("In progress", "Ongoing", "Underway"), {State.IN_PROGRESS, State.UNKNOWN}),
        (("Superseded", "Withdrawn"), {State.CANCELLED}),
    ],
)
def test_a_status_agrees_with_states(statuses: tuple[str, ...], states: set[State]) -> None:
    for status in statuses:
        meaning = meaning_of(status)
        assert meaning is not None
        assert {one for one in State if meaning.agrees(RED, one)} == states


@pytest.mark.parametrize(
    "status",
    [
        "",
        "/",
        "Behind schedule",
        "red/amber/green",
        "on track/on hold",
        "grey/green",
        "12 days late",
        "2",
        "é",
    ],
)
def test_a_status_that_is_not_known_means_nothing(status: str) -> None:
    assert meaning_of(status) is None


def test_the_words_of_the_plan_come_before_those_of_trackers() -> None:
    key = Key(amber=KeyRating(label="Some slippage"), blue=KeyRating(label="On track"))
    for status, rating in (("some slippage", AMBER), ("On track", BLUE), ("Some slippage/Red", RED), ("green", GREEN)):
        meaning = meaning_of(status, key)
        assert meaning is not None
        assert meaning.rating is rating
    assert meaning_of("some slippage") is None
    assert meaning_of("Choppy", key) is None
