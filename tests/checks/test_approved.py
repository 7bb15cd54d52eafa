"""The rules about approvals and items of evidence, as of 14 October 2016 where no other day is named."""

from __future__ import annotations

import pytest

from checks.asking import Find, step
from pap_cli.model.dates import Duration


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("completed: {on: 2016-09-12, approved: 2016-10-04}", 1),
        ("completed: {on: 2016-09-12, approved: 2016-10-15}", 0),  # not approved yet
        ("completed: {on: 2016-09-12, approved: 2016-10-04, by: board}", 0),
        ("completed: {on: 2016-09-12, approved: {on: 2016-10-04, by: board}}", 0),
        ("completed: {on: 2016-09-12, by: board}", 0),
        ("completed: 2016-09-12, evidenced: {on: 2016-09-30, approved: true}, evidence: a", 1),
        ("completed: {on: 2016-09-12, by: board}, evidenced: {on: true, approved: true, by: board}, evidence: a", 0),
    ],
)
def test_approval_without_approver(find: Find, facts: str, found: int) -> None:
    assert len(find("approval-without-approver", step(f"due: 2016-12-31, {facts}"))) == found


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("completed: {on: 2016-07-13, by: board}", 1),
        ("completed: {on: 2016-07-14, by: board}", 0),
        ("completed: {on: 2016-07-13, approved: 2016-10-14, by: board}", 0),
        ("completed: {on: 2016-07-13, approved: 2016-10-15, by: board}", 1),
        ("completed: {on: true, by: board}", 0),  # nobody knows for how long
        ("completed: {known: 2016-07-01, by: board}", 1),
        ("completed: 2016-01-13, evidenced: {on: 2016-02-01, by: board}, evidence: a", 1),
        ("completed: {on: 2016-01-13, by: board}, evidenced: {on: 2016-02-01, by: board}, evidence: a", 1),
        ("completed: 2016-01-13", 0),
        ("completed: {on: 2016-07-13, by: board}, cancelled: {on: 2016-01-01}", 0),
    ],
)
def test_approval_waiting(find: Find, facts: str, found: int) -> None:
    assert len(find("approval-waiting", step(f"due: 2016-12-31, {facts}"))) == found


def test_how_long_an_approval_may_take_can_be_set(find: Find) -> None:
    text = step("due: 2016-12-31, completed: {on: 2016-09-12, by: board}")
    assert find("approval-waiting", text) == []
    (found,) = find("approval-waiting", text, approval_within=Duration(days=31))
    assert found.message == "the delivery of A1.1 has waited 32 days for its approval by board"


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("completed: {on: 2016-09-12, approved: 2016-09-11, by: board}", 1),
        ("completed: {on: 2016-09-12, approved: 2016-09-12, by: board}", 0),
        ("completed: {on: 2016-09-12, approved: {on: 2016-09-11, known: 2016-10-14}, by: board}", 1),
        ("completed: {on: 2016-09-12, approved: {on: 2016-09-11, known: 2016-10-15}, by: board}", 0),  # not known yet
        ("completed: {on: 2016-09, approved: 2016-09-11, by: board}", 0),
        ("completed: {on: 2016-09, approved: 2016-08, by: board}", 1),
        ("completed: {on: 2016-09-12, approved: true, by: board}", 0),
        ("completed: 2016-08-01, evidenced: {on: 2016-09-12, approved: 2016-09-11, by: board}, evidence: a", 1),
    ],
)
def test_an_approval_before_the_fact_is_out_of_order(find: Find, facts: str, found: int) -> None:
    assert len(find("dates-out-of-order", step(f"due: 2016-12-31, {facts}"))) == found


@pytest.mark.parametrize(
    ("evidence", "empty"),
    [
        ("[{on: 2016-09-12}]", 1),
        ("[{accepted_by: board}, {on: 2016-09-12}]", 2),
        ("[a, ]", 0),
        ("[{what: a}]", 0),
        ("{where: a}", 0),
    ],
)
def test_evidence_that_says_nothing(find: Find, evidence: str, empty: int) -> None:
    text = step(f"due: 2016-12-31, completed: 2016-09-12, evidence: {evidence}")
    assert len(find("evidence-empty", text)) == empty


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("completed: 2016-09-12, evidence: {what: a, accepted_by: board}", 1),
        ("completed: 2016-09-12, evidence: [{what: a, accepted_by: board}, {what: b}]", 0),
        ("completed: 2016-09-12, evidence: [{what: a, accepted_by: board}, b]", 0),
        ("completed: 2016-09-12, evidence: {what: a, accepted_by: board, on: 2016-10-15}", 0),
        ("completed: 2016-09-12, evidenced: 2016-10-01, evidence: {what: a, accepted_by: board}", 0),
        ("completed: 2016-09-12, evidenced: {on: 2016-10-01, by: board}, evidence: {what: a, accepted_by: board}", 0),
        ("started: 2016-09-12, evidence: {what: a, accepted_by: board}", 0),
    ],
)
def test_accepted_evidence_of_what_is_not_evidenced(find: Find, facts: str, found: int) -> None:
    assert len(find("evidence-accepted-without-date", step(f"due: 2016-12-31, {facts}"))) == found


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("evidence: {what: a, on: 2016-10-14}", 0),
        ("evidence: {what: a, on: 2016-10-15}", 1),
        ("evidence: [b, {what: a, on: 2016-10-15}]", 0),
    ],
)
def test_evidence_that_is_dated_later_is_missing(find: Find, facts: str, found: int) -> None:
    text = step(f"due: 2016-12-31, completed: 2016-09-12, evidenced: 2016-10-01, {facts}")
    assert len(find("evidence-missing", text)) == found
