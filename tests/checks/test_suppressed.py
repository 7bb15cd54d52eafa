"""The rules about suppressions, as of 14 October 2016."""

from __future__ import annotations

import pytest

from checks.asking import Find, step


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("{rule: milestone-overdue, reason: The Board knows, until: 2016-10-14}", 0),
        ("{rule: PAP201, reason: The Board knows, until: 2016-10-14}", 0),
        ("{rule: milestone-overdue, reason: The Board knows, until: 2016-10-13}", 1),
        ("{rule: milestone-overdue, reason: The Board knows}", 1),
        ("{rule: milestone-overdue, until: 2016-10-14}", 1),
        ("{rule: milestone-overdue, reason: The Board knows, until: 31/12/2016}", 1),
        ("{rule: milestone-overdue, reason: The Board knows, until: 2016-02-30}", 1),
        ("{rule: milestone-overdue, reason: The Board knows, until: next spring}", 1),
        ("{rule: milestone-late, reason: The Board knows, until: 2016-10-14}", 1),
        ("{rule: PAP2, reason: The Board knows, until: 2016-10-14}", 1),
        ("{rule: ALL, reason: The Board knows, until: 2016-10-14}", 1),
        ("{rule: ambiguous-id, reason: The Board knows, until: 2016-10-14}", 1),
    ],
)
def test_a_suppression_has_a_rule_a_reason_and_an_end(find: Find, entry: str, found: int) -> None:
    late = step(f"due: 2016-10-13, ignore: [{entry}]")
    assert len(find("suppression-expired", late)) == found
    assert len(find("milestone-overdue", late)) == found, "what does not count hides nothing"


def test_suppressions_are_looked_for_wherever_they_may_stand(find: Find) -> None:
    gone = "ignore: [{rule: milestone-overdue, reason: The Board knows, until: 2016-10-13}]"
    text = f"""\
recommendations:
  - {{id: R2, title: Hold exit interviews, {gone}}}
actions:
  - id: A1
    title: Publish the thresholds
    answers: [R1, R2]
    owner: head
    {gone}
    milestones:
      - {{id: A1.1, title: Published, due: 2016-12-31, {gone}}}
reviews:
  - {{id: V1, body: board, due: 2016-12-31, {gone}}}
concerns:
  - {{id: C1, title: Team leaders, answered_by: [A1], {gone}}}
kpis:
  - {{id: k1, title: Visits on time, {gone}}}
"""
    found = find("suppression-expired", text)
    assert sorted(entry.item or "" for entry in found) == ["A1", "A1.1", "C1", "R2", "V1", "k1"]
