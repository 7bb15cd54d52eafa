"""The rules about reviews, expectations, overrides and suppressions, as of 14 October 2016."""

from __future__ import annotations

import pytest

from checks.asking import Find, kpi, step
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import Duration

REVIEW = "reviews:\n  - {{id: board-review, body: board, every: 3 months, from: 2016-02-01, for: 6 months{held}}}\n"
ONCE = "reviews:\n  - {{id: dfe-review, body: board, due: {due}{held}}}\n"


def reviews(*held: str) -> str:
    return REVIEW.format(held=f", held: [{', '.join(held)}]" if held else "")


# due on 1 February, 1 May and 1 August
@pytest.mark.parametrize(
    ("held", "as_of", "missed"),
    [
        ((), "2016-02-01", 0),
        ((), "2016-02-15", 0),
        ((), "2016-02-16", 1),
        ((), "2016-10-14", 3),
        (("2016-02-16",), "2016-02-16", 0),
        (("2016-02-16",), "2016-02-15", 0),
        (("2016-02-17",), "2016-02-16", 1),
        (("2016-03-17",), "2016-05-01", 0),
        (("2016-03-18",), "2016-05-01", 1),
        (("2016-02-01", "2016-05-03", "2016-08-01"), "2016-10-14", 0),
        (("2016-02-01", "2016-08-01"), "2016-10-14", 1),
        (("2016-02-01", "2016-02-20", "2016-08-01"), "2016-10-14", 1),
    ],
)
def test_a_review_that_was_not_held(find: Find, held: tuple[str, ...], as_of: str, missed: int) -> None:
    found = find("review-missed", reviews(*held), as_of)
    assert len(found) == missed
    assert len({entry.message for entry in found}) == missed, "each date is named"


def test_how_patient_can_be_set(find: Find) -> None:
    text = ONCE.format(due="2016-10-13", held="")
    assert find("review-missed", text) == []
    assert len(find("review-missed", text, review_grace=Duration())) == 1


def test_a_single_review_held_however_late_was_held(find: Find) -> None:
    assert find("review-missed", ONCE.format(due="2016-06-30", held=", held: 2016-10-14")) == []
    assert len(find("review-missed", ONCE.format(due="2016-06-30", held=", held: 2016-10-15"))) == 1


@pytest.mark.parametrize(
    ("facts", "at_risk", "missed"),
    [
        ("due: 2016-11-30, started: 2016-09-01", 0, 0),
        ("due: 2016-11-11", 1, 0),  # due soon and not started
        ("due: 2016-11-12", 0, 0),
        ("due: 2016-11-30, started: 2016-09-01, forecast: 2016-12-01", 1, 0),
        ("due: 2016-10-14, started: 2016-09-01", 0, 0),
        ("due: 2016-10-13, started: 2016-09-01", 0, 1),
        ("due: 2016-10-13, completed: 2016-10-14", 0, 0),
        ("due: 2016-10-13, completed: 2016-10-15", 0, 1),
        ("due: 2016-10-13, evidenced: 2016-10-10", 0, 0),
        ("due: 2016-10-13, cancelled: {on: 2016-10-01}", 0, 0),
        ("due: 2016-10-13, extensions: [{to: 2016-12-31, approved: 2016-10-01, by: board}]", 0, 1),
        ("due: 2016-10-13, extensions: [{to: 2016-12-31, approved: 2016-10-01, by: ofsted}]", 0, 0),
        ("due: 2016-10-13, extensions: [{to: 2016-12-31, approved: 2016-10-15, by: ofsted}]", 0, 1),
        ("due: 2016-11-30, extensions: [{to: 2016-12-31, approved: 2016-10-01, by: board}]", 1, 0),
    ],
)
def test_what_an_outside_body_expects(find: Find, facts: str, at_risk: int, missed: int) -> None:
    text = step(f"{facts}, expected_by: [ofsted]")
    risks, misses = find("expectation-at-risk", text), find("expectation-missed", text)
    assert (len(risks), len(misses)) == (at_risk, missed)
    assert all(entry.message.startswith("Ofsted") for entry in (*risks, *misses)), "the body's title is told"


def test_what_is_not_there_is_an_error_and_a_risk_a_warning(find: Find) -> None:
    (missed,) = find("expectation-missed", step("due: 2016-10-13, expected_by: [ofsted]"))
    (risk,) = find("expectation-at-risk", step("due: 2016-10-31, expected_by: [ofsted]"))
    assert (missed.severity, risk.severity) == (Severity.ERROR, Severity.WARNING)


OVERRIDE = "override: {{rating: amber, by: head, reason: Partners are uneasy, until: {until}{on}}}"


@pytest.mark.parametrize(
    ("until", "on", "found"),
    [
        ("2016-10-14", "", 0),
        ("2016-10-13", "", 1),
        ("2016-10-13", ", on: 2016-10-01", 1),
        ("2016-10-13", ", on: 2016-10-15", 0),  # not decided yet
    ],
)
def test_an_override_counts_to_its_last_day(find: Find, until: str, on: str, found: int) -> None:
    override = OVERRIDE.format(until=until, on=on)
    assert len(find("override-expired", step(f"due: 2016-12-31, {override}"))) == found
    assert len(find("override-expired", kpi(f"target: 95, {override}"))) == found


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
