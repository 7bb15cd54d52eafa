"""The rules about the chain from recommendation to action to milestone, as of 14 October 2016."""

from __future__ import annotations

import pytest

from checks.asking import Find
from pap_cli.diagnostics import Severity

STEP = "milestones: [{id: A1.1, title: Published, due: 2016-12-31}]"


def action(*facts: str) -> str:
    """An action that answers the plan's one recommendation and has an owner and a milestone, but for these facts."""
    given = {"answers": "answers: [R1]", "owner": "owner: head", "milestones": STEP}
    for fact in facts:
        given[fact.partition(":")[0]] = fact
    kept = [fact for fact in given.values() if not fact.endswith(": -")]
    return "actions:\n  - id: A1\n    title: Publish the thresholds\n" + "".join(f"    {fact}\n" for fact in kept)


@pytest.mark.parametrize(
    ("rule", "facts", "found"),
    [
        ("action-without-owner", (), 0),
        ("action-without-owner", ("owner: -",), 1),
        ("action-without-owner", ("owner: -", "lead: head"), 1),
        ("action-without-owner", ("owner: -", "cancelled: {on: 2016-10-14}"), 0),
        ("action-without-owner", ("owner: -", "cancelled: {on: 2016-10-15}"), 1),
        ("action-without-owner", ("owner: -", "added: 2016-10-14"), 1),
        ("action-without-owner", ("owner: -", "added: 2016-10-15"), 0),
        ("action-without-milestone", (), 0),
        ("action-without-milestone", ("milestones: -",), 1),
        ("action-without-milestone", ("milestones: []",), 1),
        ("action-without-milestone", ("milestones: -", "cancelled: {on: 2016-10-14}"), 0),
        (
            "action-without-milestone",
            ("milestones: [{id: A1.1, title: Published, due: 2016-12-31, cancelled: {on: 2016-10-14}}]",),
            1,
        ),
        (
            "action-without-milestone",
            ("milestones: [{id: A1.1, title: Published, due: 2016-12-31, completed: 2016-10-14}]",),
            0,
        ),
        ("action-without-recommendation", (), 0),
        ("action-without-recommendation", ("answers: -",), 1),
        ("action-without-recommendation", ("answers: -", "scope: corporate"), 0),
        ("action-without-kpi", (), 1),
        ("action-without-kpi", ("cancelled: {on: 2016-10-14}",), 0),
        ("recommendation-without-action", (), 0),
        ("recommendation-without-action", ("answers: R1",), 0),
        ("recommendation-without-action", ("answers: -", "scope: corporate"), 1),
        ("recommendation-without-action", ("cancelled: {on: 2016-10-14}",), 1),
        ("recommendation-without-action", ("cancelled: {on: 2016-10-15}",), 0),
        ("recommendation-without-action", ("added: 2016-10-15",), 1),
    ],
)
def test_the_chain(find: Find, rule: str, facts: tuple[str, ...], found: int) -> None:
    assert len(find(rule, action(*facts))) == found


def test_a_recommendation_that_is_a_priority_is_called_one(find: Find) -> None:
    text = "recommendations:\n  - {id: R2, title: Hold exit interviews}\n"
    found = {entry.item: entry for entry in find("recommendation-without-action", text)}
    assert found.keys() == {"R1", "R2"}
    assert {entry.severity for entry in found.values()} == {Severity.ERROR}
    assert "priority" in found["R1"].message
    assert "priority" not in found["R2"].message


@pytest.mark.parametrize(
    ("words", "vague"),
    [
        ("Practice improves", True),
        ("Partners understand thresholds better", True),
        ("Someone is happier", True),
        ("90 % of visits on time", False),
        ("Fewer by March 2017", False),
        ("Every child is seen", False),
        ("No child waits", False),
        ("All posts are filled", False),
        ("The vacancy rate is halved", False),
        ("Audited weekly", False),
        ("Zero drift", False),
    ],
)
def test_a_success_measure_has_a_figure_or_a_date(find: Find, words: str, vague: bool) -> None:
    assert len(find("vague-success", action(f"success: [{words}]"))) == vague


def test_each_vague_measure_is_told(find: Find) -> None:
    found = find("vague-success", action("success: [Better visits, 95 % on time, Calmer staff]"))
    assert len(found) == 2


CONCERN = "concerns:\n  - {{id: C1, title: Team leaders, raised: 2016-10-10, by: board{more}}}\n"


@pytest.mark.parametrize(
    ("more", "facts", "found"),
    [
        ("", (), 1),
        (", answered_by: [A1]", (), 0),
        (", answered_by: A1.1", (), 0),
        (", answered_by: [A1]", ("cancelled: {on: 2016-10-14}",), 1),
        (", answered_by: [A1.1]", ("cancelled: {on: 2016-10-14}",), 1),
        (", answered_by: [A1]", ("added: 2016-10-15",), 1),
        (", closed: 2016-10-14", (), 0),
        (", closed: 2016-10-15", (), 1),
    ],
)
def test_a_concern_is_answered_by_something_alive(find: Find, more: str, facts: tuple[str, ...], found: int) -> None:
    assert len(find("concern-unanswered", action(*facts) + CONCERN.format(more=more))) == found


def test_a_concern_is_not_seen_before_it_is_raised(find: Find) -> None:
    text = CONCERN.format(more="")
    assert find("concern-unanswered", text, "2016-10-09") == []
    assert len(find("concern-unanswered", text, "2016-10-10")) == 1
