"""Deliveries and evidence that a group must approve: state, rating, lateness and counts, as of 14 October 2016."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from conftest import SKELETON
from pap_cli.assess.assessment import Assessment, assess
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.columns import milestones
from pap_cli.columns.field import values
from pap_cli.columns.progress import schedule_words
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.config import Policy

Load = Callable[[Mapping[str, str]], Workspace]
ALL = SKELETON.replace("start: 2016-01-04", "start: 2016-01-04, approved_by: board")


def known(load: Load, facts: str, day: str = "2016-10-14", head: str = SKELETON, **policy: Any) -> Assessment:
    text = "actions:\n- {id: A1, title: T, answers: [R1], owner: head, milestones: [{id: M, title: T, due: 2016-09-30, "
    opened = load({"plans/p.yaml": head + text + facts + "}]}\n"})
    assert [one.message for one in opened.diagnostics] == []
    return assess(opened.portfolio, date.fromisoformat(day), Policy(**policy))


def milestone(load: Load, facts: str, day: str = "2016-10-14", head: str = SKELETON, **policy: Any) -> MilestoneStatus:
    return known(load, facts, day, head, **policy).milestones[0]


@pytest.mark.parametrize(
    ("facts", "state", "rating", "reason"),
    [
        (
            "completed: {on: 2016-09-12, approved: 2016-10-14, by: board}",
            "delivered",
            "green",
            "delivered, evidence not due until 12 Dec 2016",
        ),
        (
            "completed: {on: 2016-09-12, approved: 2016-10-15, by: board}",
            "delivered, not yet approved",
            "green",
            "delivered, not yet approved by board",
        ),
        (
            "completed: {on: 2016-09-12, approved: 2016-10, by: board}",
            "delivered, not yet approved",
            "green",
            "delivered, not yet approved by board",
        ),
        (
            "completed: {on: 2016-09-12, by: board}",
            "delivered, not yet approved",
            "green",
            "delivered, not yet approved by board",
        ),
        (
            "completed: {on: 2016-09-12, approved: {by: board}}",
            "delivered, not yet approved",
            "green",
            "delivered, not yet approved by board",
        ),
        (
            "completed: {on: 2016-09-12, approved: 2017-01-01}",
            "delivered, not yet approved",
            "green",
            "delivered, not yet approved",
        ),
        (
            "completed: {on: 2016-05-12, by: board}",
            "delivered, not yet approved",
            "amber",
            "evidence late since 12 Aug 2016",
        ),
        (
            "completed: 2016-09-12, evidenced: {on: 2016-10-01, by: board}",
            "delivered, evidence not yet approved",
            "green",
            "delivered, evidence not yet approved by board",
        ),
        (  # evidence that was provided is not late
            "completed: 2016-01-12, evidenced: {on: 2016-03-01, by: board}",
            "delivered, evidence not yet approved",
            "green",
            "delivered, evidence not yet approved by board",
        ),
        (
            "completed: 2016-09-12, evidenced: {on: 2016-10-01, approved: true, by: board}",
            "evidenced",
            "blue",
            "delivered and evidenced",
        ),
        (  # accepted evidence does not stand in for the approval of the delivery by another group
            "completed: {on: 2016-09-12, by: board}, evidenced: 2016-10-01",
            "delivered, not yet approved",
            "green",
            "delivered, not yet approved by board",
        ),
        (
            "completed: {on: 2016-09-12, by: ofsted}, evidenced: {on: 2016-10-01, approved: 2016-10-02, by: board}",
            "delivered, not yet approved",
            "green",
            "delivered, not yet approved by ofsted",
        ),
        (  # who approved the evidence agreed to the delivery
            "completed: {on: 2016-09-12, by: board}, evidenced: {on: 2016-10-01, approved: 2016-10-02, by: board}",
            "evidenced",
            "blue",
            "delivered and evidenced",
        ),
        (
            "completed: {on: 2016-10-15, by: board}, started: 2016-09-01",
            "in progress",
            "red",
            "14 days past its due date",
        ),
        ("completed: {on: 2016-09-12, by: board}, cancelled: {on: 2016-09-01}", "cancelled", "grey", "cancelled"),
        (
            "evidenced: {on: 2016-10-01, by: board}",
            "delivered, evidence not yet approved",
            "green",
            "delivered, evidence not yet approved by board",
        ),
    ],
)
def test_what_is_not_approved_is_delivered_and_green_at_best(
    load: Load, facts: str, state: str, rating: str, reason: str
) -> None:
    status = milestone(load, facts)
    assert (schedule_words(status.schedule), status.rating.value, status.reason) == (state, rating, reason)


@pytest.mark.parametrize("approved", ["2016-10-04", "true", "{on: 2016-10-04, by: board}", "{known: 2016-10-04}"])
def test_an_approval_is_as_any_fact(load: Load, approved: str) -> None:
    facts = values(
        milestones.FIELDS, milestone(load, f"completed: {{on: 2016-09-12, approved: {approved}, by: board}}")
    )
    assert facts["completed"] == "2016-09-12"
    assert facts["completed_approval"] == "approved"
    on = "2016-10-04" if "on: " in approved or approved.startswith("2016") else None
    assert facts["completed_approved"] == on
    assert facts["completed_approved_precision"] == ("day" if on else "unknown")
    assert (facts["evidenced_approval"], facts["evidenced_approved"]) == (None, None)


def test_json_of_what_is_pending_and_of_what_needs_no_approval(load: Load) -> None:
    def approvals(facts: str) -> list[object]:
        found = values(milestones.FIELDS, milestone(load, facts))
        return [found[name] for name in ("state", "completed", "completed_approval", "completed_approved", "evidenced")]

    assert approvals("completed: 2016-09-12") == ["delivered", "2016-09-12", None, None, None]
    pending = approvals("completed: {on: 2016-09, by: board}, evidenced: {on: 2016-10-01, by: board}")
    assert pending == ["delivered", "2016-09-30", "pending", None, "2016-10-01"]
    assert approvals("completed: {on: 2016-12-01, by: board}") == ["not-started", None, None, None, None]


def test_a_plan_can_have_every_delivery_approved_by_one_body(load: Load) -> None:
    assert milestone(load, "completed: 2016-09-12", head=ALL).reason == "delivered, not yet approved by board"
    other = milestone(load, "completed: {on: 2016-09-12, by: ofsted}", head=ALL)
    assert other.reason == "delivered, not yet approved by ofsted"
    approved = milestone(load, "completed: {on: 2016-09-12, approved: 2016-09-13}, evidenced: 2016-09-20", head=ALL)
    assert approved.reason == "delivered, evidence not yet approved by board"
    both = "completed: 2016-09-12, evidenced: {on: 2016-09-20, approved: 2016-10-01}"
    assert milestone(load, both, head=ALL).rating.value == "blue"
    assert milestone(load, "started: 2016-09-12", head=ALL).schedule.waiting is None


def test_lateness_counts_from_the_delivery_not_from_its_approval(load: Load) -> None:
    status = milestone(load, "completed: {on: 2016-09-30, approved: 2016-10-10, by: board}")
    assert (status.schedule.days_late, status.schedule.days_overdue) == (0, 0)
    assert milestone(load, "completed: {on: 2016-10-02, by: board}").schedule.days_late == 2


def test_where_no_evidence_is_required_an_approved_delivery_is_blue(load: Load) -> None:
    def rating(facts: str) -> tuple[str, str]:
        status = milestone(load, facts, require_evidence=False)
        return status.rating.value, status.reason

    assert rating("completed: {on: 2016-09-12, by: board}") == ("green", "delivered, not yet approved by board")
    assert rating("completed: {on: 2016-09-12, approved: 2016-10-01, by: board}") == ("blue", "delivered")
    assert rating("evidenced: {on: 2016-09-12, by: board}") == ("green", "delivered, not yet approved by board")
    assert rating("completed: 2016-09-12, evidenced: {on: 2016-10-01, by: board}") == ("blue", "delivered")


def test_deliveries_that_are_not_yet_approved_are_counted(load: Load) -> None:
    counts = known(load, "completed: {on: 2016-09-12, by: board}").plans[0].progress
    assert (counts.delivered, counts.unapproved) == (1, 1)
    counts = known(load, "completed: 2016-09-12, evidenced: {on: 2016-10-01, by: board}").plans[0].progress
    assert (counts.delivered, counts.unapproved) == (1, 0)


def test_evidence_counts_as_accepted_from_its_approval(load: Load) -> None:
    facts = "completed: {on: 2016-09-12, approved: 2016-09-13, by: board}, evidenced: {on: true, approved: 2016-10-04}"
    assert milestone(load, facts).schedule.accepted == date(2016, 10, 4)
    assert milestone(load, facts, "2016-10-03").schedule.accepted is None


def test_an_action_that_is_delivered_with_its_milestones_is_approved_with_all_of_them(load: Load) -> None:
    def action(first: str, second: str) -> str:
        text = f"""actions:
- id: A1
  title: T
  answers: [R1]
  owner: head
  due: 2016-12-31
  milestones:
  - {{id: M1, title: T, due: 2016-09-30, completed: {first}}}
  - {{id: M2, title: T, due: 2016-09-30, {second}}}
"""
        opened = load({"plans/p.yaml": SKELETON + text})
        status = assess(opened.portfolio, date(2016, 10, 14), Policy()).milestones[0]
        return schedule_words(status.schedule)

    approved = "{on: 2016-09-12, approved: 2016-10-01, by: board}"
    pending = "{on: 2016-09-01, by: board}"
    assert action(approved, f"completed: {approved}") == "delivered"
    assert action(pending, f"completed: {approved}") == "delivered, not yet approved"
    assert action(approved, "cancelled: {on: 2016-09-20}") == "delivered"
    assert action("2016-09-12", "completed: 2016-09-13") == "delivered"
