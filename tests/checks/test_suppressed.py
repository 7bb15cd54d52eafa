"""The rules about suppressions, as of 14 October 2016."""

from __future__ import annotations

import pytest

from checks.asking import Ask, Find, step


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


@pytest.mark.parametrize(
    ("entry", "message", "help"),
    [
        ("rule: milestone-overdeu", "unknown rule, “milestone-overdeu”", "did you mean milestone-overdue?"),
        ("rule: PAP2", "unknown rule, “PAP2”", "name one rule for each suppression"),
        ("rule: PAP101", "PAP101 cannot be suppressed", "fix the error in the file, and delete it"),
        ("rule: PAP201, until: 2016-12-31", "no reason", "add reason: why the finding is ignored"),
        ("rule: PAP201, reason: Known", "no end date", "add until: the last day it counts"),
        ("rule: PAP201, reason: Known, until: 31/12/2016", "“31/12/2016” is not a date", "write 2016-12-31"),
        ("rule: PAP201, reason: Known, until: 9999-12-31", "out of range", "write a year between 1900 and 2200"),
        ("rule: PAP201, reason: Known, until: 2016-10-13", "expired on 13 Oct 2016", "delete it, or get it renewed"),
    ],
)
def test_a_suppression_that_does_not_count_says_how_to_make_it_count(
    find: Find, entry: str, message: str, help: str
) -> None:
    (found,) = find("suppression-expired", step(f"due: 2016-10-13, ignore: [{{{entry}}}]"))
    assert message in found.message
    assert found.help.startswith(help)


def known(rule: str) -> str:
    return f"ignore: [{{rule: {rule}, reason: The Board knows, until: 2016-12-31}}]"


PARTS = """\
plan:
  id: p
  title: A plan
  start: 2016-01-04
  {plan}
recommendations:
  - {{id: R2, title: Hold exit interviews, {recommendation}}}
actions:
  - id: A1
    title: Publish the thresholds
    answers: [R1, R2]
    owner: head
    {action}
    milestones:
      - {{id: A1.1, title: Drafted, due: 2016-09-30, {first}}}
      - {{id: A1.2, title: Published, due: 2016-10-31, started: 2016-10-03, {second}}}
reviews: [{{id: V1, body: board, due: 2016-12-31, {review}}}]
concerns: [{{id: C1, title: Team leaders, answered_by: [A1], {concern}}}]
kpis:
  - {{id: k1, title: Visits on time, owner: head, target: 90, {kpi}}}
"""


def parts(**entries: str) -> str:
    names = ("plan", "recommendation", "action", "first", "second", "review", "concern", "kpi")
    return PARTS.format(**{name: entries.get(name, "ignore: []") for name in names})


@pytest.mark.parametrize(
    ("entries", "misplaced", "unused"),
    [
        ({"first": known("milestone-overdue")}, [], []),
        ({"plan": known("milestone-overdue")}, [], []),
        ({"second": known("milestone-overdue")}, [], ["A1.2"]),
        ({"plan": known("kpi-below-floor")}, [], [None]),
        ({"action": known("milestone-overdue")}, ["A1"], []),
        ({"action": known("action-without-kpi")}, [], []),
        ({"action": known("action-without-owner")}, [], ["A1"]),
        ({"first": known("kpi-stale")}, ["A1.1"], []),
        ({"recommendation": known("PAP201")}, ["R2"], []),
        ({"review": known("PAP304")}, ["V1"], []),
        ({"review": known("review-missed")}, [], ["V1"]),
        ({"concern": known("milestone-overdue")}, ["C1"], []),
        ({"kpi": known("milestone-overdue")}, ["k1"], []),
        ({"kpi": known("kpi-without-action")}, [], []),
        ({"plan": known("statutory-deadline-missed")}, [], [None]),
        ({"first": known("date-far-away")}, [], ["A1.1"]),  # a rule about items of several kinds
        ({"first": known("suppression-unused")}, [], []),
        ({"first": known("milestone-overdeu")}, [], []),  # that one does not count at all
    ],
)
def test_a_suppression_that_matches_nothing(
    find: Find, entries: dict[str, str], misplaced: list[str | None], unused: list[str | None]
) -> None:
    text = parts(**entries)
    assert [one.item for one in find("suppression-misplaced", text)] == misplaced
    assert [one.item for one in find("suppression-unused", text)] == unused


@pytest.mark.parametrize(
    ("entries", "help"),
    [
        ({"action": known("milestone-overdue")}, "move it to A1.1"),
        ({"action": known("evidence-late")}, "move it to the milestone, or delete it"),
        ({"review": known("statutory-deadline-near")}, "move it to ignore: under plan:"),
    ],
)
def test_a_misplaced_suppression_says_where_it_belongs(find: Find, entries: dict[str, str], help: str) -> None:
    (found,) = find("suppression-misplaced", parts(**entries))
    assert found.help == help


def test_nothing_is_unused_in_an_entry_that_could_not_be_read(ask: Ask) -> None:
    text = step(f"due: 2016-09-30, started: soon, {known('milestone-overdue')}")
    assert [one.rule.name for one in ask(text).diagnostics if one.rule.code.startswith("PAP6")] == []
