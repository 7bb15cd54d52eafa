"""The rules about judgements, as of 14 October 2016."""

from __future__ import annotations

import pytest

from checks.asking import Find, step
from pap_cli.model.config import Judging
from pap_cli.model.dates import parse_duration

GREEN = "due: 2016-12-31, started: 2016-09-01"
AMBER = "due: 2016-10-31"
RED = "due: 2016-09-30, started: 2016-09-01"
DONE = "due: 2016-09-30, started: 2016-09-01, completed: 2016-09-30"
BLUE = f"{DONE}, evidenced: 2016-10-01, evidence: minutes"

OR_A_LABEL = "write on-track, at-risk, off-track or complete and this in note:, or make it a label in the plan's key:"


def judged(*judgements: str) -> str:
    return f"judgements: [{', '.join(f'{{{one}}}' for one in judgements)}]"


@pytest.mark.parametrize(
    ("facts", "agreeing"),
    [
        (GREEN, {"on-track", "Amber/Green", "In progress", "Not yet delivered"}),
        (AMBER, {"at-risk", "Amber/Green", "Amber/Red", "Not started", "Not yet delivered"}),
        (RED, {"off-track", "Amber/Red", "In progress", "Not yet delivered"}),
        (DONE, {"on-track", "Amber/Green", "complete", "Delivered, not yet evidenced"}),
        (BLUE, {"on-track", "Amber/Green", "complete"}),
        ("due: unknown", None),
        ("due: 2016-09-30, started: unknown", None),
        ("due: 2016-09-30, cancelled: {on: 2016-10-01}", None),
    ],
)
def test_a_judgement_agrees_with_a_rating_or_a_state(find: Find, facts: str, agreeing: set[str] | None) -> None:
    statuses = (
        "on-track",
        "at-risk",
        "off-track",
        "complete",
        "Amber/Green",
        "Amber/Red",
        "Not started",
        "In progress",
    )
    statuses += ("Not yet delivered", "Delivered, not yet evidenced", "grey")
    for status in statuses:
        found = find("judgement-disagrees", step(f"{facts}, {judged(f'on: 2016-10-14, status: {status!r}')}"))
        assert bool(found) is (agreeing is not None and status not in {*agreeing, "grey"}), status


@pytest.mark.parametrize(
    ("facts", "judgements", "message"),
    [
        (
            RED,
            judged("on: 2016-10-03, by: head, status: on-track, axis: delivery"),
            "A1.1 was judged on-track by head on 3 Oct 2016 (delivery), but the computed rating is red "
            "as of 14 Oct 2016: 14 days past its due date",
        ),
        (GREEN, "judgements: red", "A1.1 was judged red, but the computed rating is green as of 14 Oct 2016: on track"),
        (
            GREEN,
            judged("on: 2016-09, status: Complete"),
            "A1.1 was judged Complete in Sep 2016, but its state is in progress as of 14 Oct 2016",
        ),
    ],
)
def test_the_message_says_who_judged_and_what_the_dates_say(
    find: Find, facts: str, judgements: str, message: str
) -> None:
    (found,) = find("judgement-disagrees", step(f"{facts}, {judgements}"))
    assert found.message == message


@pytest.mark.parametrize(
    ("facts", "judgements", "found"),
    [
        # the newest of each axis
        (RED, ("on: 2016-09-01, status: green", "on: 2016-10-01, status: red"), 0),
        (RED, ("on: 2016-10-01, status: green", "on: 2016-09-01, status: red"), 1),
        (RED, ("on: 2016-10-01, status: green, axis: a", "on: 2016-09-01, status: red"), 1),
        (RED, ("on: 2016-10-01, status: green, axis: a", "on: 2016-09-01, status: green, axis: b"), 2),
        (RED, ("on: 2016-10-15, status: green", "on: 2016-09-01, status: red"), 0),
        (RED, ("on: 2016-10-01, percent: 60", "on: 2016-09-01, status: green"), 1),
        # from before the delivery
        (DONE, ("on: 2016-09-29, status: red",), 0),
        (DONE, ("on: 2016-09-30, status: red",), 1),
        (DONE, ("status: red",), 1),
        # beside the computed rating, not that of the override
        (f"{RED}, override: {{rating: amber, by: head, reason: x, until: 2016-11-30}}", ("status: amber",), 1),
        (f"{RED}, override: {{rating: amber, by: head, reason: x, until: 2016-11-30}}", ("status: red",), 0),
    ],
)
def test_which_judgement_is_compared_with_what(find: Find, facts: str, judgements: tuple[str, ...], found: int) -> None:
    text = step(f"{facts}, {judged(*judgements)}")
    assert len(find("judgement-disagrees", text)) == found
    assert len(find("judgement-disagrees", text, judgements=Judging.COUNT)) == found


def test_an_action_and_a_recommendation_are_compared_with_the_worst_of_their_milestones(find: Find) -> None:
    text = step(GREEN, RED).replace("owner: head", "owner: head\n    judgements: {on: 2016-10-03, status: on-track}")
    text += "recommendations:\n  - {id: R9, title: Thresholds, judgements: [{by: ofsted, status: at-risk}]}\n"
    text = text.replace("answers: [R1]", "answers: [R1, R9]")
    red = "but the computed rating is red as of 14 Oct 2016: A1.2, 14 days past its due date"
    assert [one.message for one in find("judgement-disagrees", text)] == [
        f"A1 was judged on-track on 3 Oct 2016, {red}",
        f"R9 was judged at-risk by ofsted, {red}",
    ]
    assert find("judgement-disagrees", text.replace("on-track", "off-track").replace("at-risk", "red")) == []


def test_an_action_with_dates_of_its_own_is_reported_once(find: Find) -> None:
    text = """
        actions:
          - {id: A1, title: Publish, answers: [R1], owner: head, due: 2016-09-30, judgements: green}
    """
    (found,) = find("judgement-disagrees", text)
    assert found.item == "A1"


@pytest.mark.parametrize(
    ("status", "help"),
    [
        ("Behind schedule", "write at-risk or off-track, and this in note:"),
        ("Green - on track", "write status: Green, and the rest in note:"),
        ("RED: 12 days late", "write status: RED, and the rest in note:"),
        ("60%", "write percent: 60"),
        ("60 % complete", "write percent: 60"),
        ("on-trakc", "did you mean on track?"),
        (
            "Awaiting Exec",
            "write on-track, at-risk, off-track or complete and this in note:, or make it a label in the plan's key:",
        ),
        (
            "2",
            "write on-track, at-risk, off-track or complete and this in note:, or make it a label in the plan's key:",
        ),
    ],
)
def test_what_to_write_for_a_status_that_is_not_known(find: Find, status: str, help: str) -> None:
    (found,) = find("status-unknown", step(f"{GREEN}, {judged(f'on: 2016-10-03, status: {status!r}')}"))
    assert found.message == f"the status of A1.1, “{status}”, is not known"
    assert found.help == help
    assert find("judgement-disagrees", step(f"{GREEN}, {judged(f'on: 2016-10-03, status: {status!r}')}")) == []


def test_a_status_that_is_not_known_is_reported_once_for_a_plan(find: Find) -> None:
    steps = [f"{GREEN}, {judged(f'status: {status}')}" for status in ("Stalled", "stalled", "Stalled.", "Stuck")]
    assert [one.message for one in find("status-unknown", step(*steps))] == [
        "the status of A1.1, also of 2 others, “Stalled”, is not known",
        "the status of A1.4, “Stuck”, is not known",
    ]
    older = judged("on: 2016-09-01, status: Stalled", "on: 2016-10-01, status: green")
    assert find("status-unknown", step(f"{GREEN}, {older}")) == []


@pytest.mark.parametrize(
    ("facts", "judgement", "found"),
    [
        (GREEN, "on: 2016-10-03, percent: 100", 1),
        (GREEN, "on: 2016-10-03, percent: 99.9", 0),
        (GREEN, "on: 2016-10-15, percent: 100", 0),
        (GREEN, "on: 2016-10-03, percent: 100, status: complete", 0),  # judgement-disagrees says so
        (GREEN, "on: 2016-10-03, percent: 100, status: red", 1),
        (DONE, "on: 2016-09-29, percent: 60", 0),  # from before the delivery
        (DONE, "on: 2016-09-30, percent: 60", 1),
        (DONE, "percent: 60", 1),
        (DONE, "on: 2016-10-03, percent: 100", 0),
    ],
)
def test_a_percent_that_contradicts_the_state(find: Find, facts: str, judgement: str, found: int) -> None:
    assert len(find("percent-disagrees", step(f"{facts}, {judged(judgement)}"))) == found


@pytest.mark.parametrize(
    ("judgements", "message"),
    [
        (("on: 2016-09-01, percent: 60", "on: 2016-10-01, percent: 60"), None),
        (("on: 2016-09-01, percent: 60", "on: 2016-10-15, percent: 40"), None),
        (("on: 2016-09-01, percent: 60, axis: a", "on: 2016-10-01, percent: 40"), None),
        (("on: 2016-08-01, percent: 60", "on: 2016-09-01, percent: 40", "on: 2016-10-01, percent: 50"), None),
        (
            ("on: 2016-10-01, percent: 40, by: head", "on: 2016-09-01, percent: 60"),
            "A1.1 was judged 40% complete by head on 1 Oct 2016, after 60% complete on 1 Sep 2016",
        ),
        (("on: 2016-10-01, percent: 0", "percent: 5"), "A1.1 was judged 0% complete on 1 Oct 2016, after 5% complete"),
    ],
)
def test_a_percent_that_falls(find: Find, judgements: tuple[str, ...], message: str | None) -> None:
    found = find("percent-falls", step(f"{GREEN}, {judged(*judgements)}"))
    assert [one.message for one in found] == ([message] if message else [])


@pytest.mark.parametrize(
    ("facts", "judgement", "why"),
    [
        (GREEN, "on: 2016-07-13, by: board, status: red", "it is older than 3 months"),
        (GREEN, "on: 2016-07-14, by: board, status: red", None),
        (GREEN, "by: board, status: red", "it has no date"),
        (GREEN, "on: 2016-07-13, by: head, status: red", None),  # never counted
        (GREEN, "on: 2016-07-13, by: board, status: on hold", None),
        (DONE, "on: 2016-07-13, by: board, status: red", None),
    ],
)
def test_a_judgement_that_no_longer_counts(find: Find, facts: str, judgement: str, why: str | None) -> None:
    text, valid = step(f"{facts}, {judged(judgement)}"), parse_duration("3 months")
    found = find("judgement-expired", text, judgements=Judging.COUNT, judgement_valid=valid, judgement_by=("board",))
    assert [one.message.rpartition(": ")[2] for one in found] == ([why] if why else [])
    assert find("judgement-expired", text, judgement_valid=valid) == []
    assert find("judgement-expired", text, judgements=Judging.COUNT) == []
