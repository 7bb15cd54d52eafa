"""The rules about evidence, as of 14 October 2016 where no other day is named."""

from __future__ import annotations

import pytest

from checks.asking import Find, extended, step
from pap_cli.model.dates import Duration


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("completed: 2016-09-30, evidence_due: 2016-10-14", 0),
        ("completed: 2016-09-30, evidence_due: 2016-10-13", 1),
        ("completed: 2016-07-14", 0),
        ("completed: 2016-07-13", 1),
        ("completed: 2016-07-13, evidenced: 2016-10-14", 0),
        ("completed: 2016-07-13, evidenced: 2016-10-15", 1),
        ("started: 2016-07-13, evidence_due: 2016-10-13", 0),
        ("completed: 2016-07-13, evidence_due: 2016-12-31", 0),
    ],
)
def test_evidence_late(find: Find, facts: str, found: int) -> None:
    text = step(f"due: 2016-12-31, {facts}")
    assert len(find("evidence-late", text)) == found
    assert find("evidence-late", text, require_evidence=False) == []


def test_when_evidence_is_due_can_be_set(find: Find) -> None:
    text = step("due: 2016-12-31, completed: 2016-09-30")
    assert find("evidence-late", text) == []
    assert len(find("evidence-late", text, evidence_within=Duration(days=13))) == 1


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("evidenced: 2016-10-14", 1),
        ("evidenced: 2016-10-15", 0),
        ("evidenced: 2016-10-14, evidence: Board paper", 0),
        ("evidenced: 2016-10-14, evidence: []", 1),
    ],
)
def test_evidence_missing(find: Find, facts: str, found: int) -> None:
    assert len(find("evidence-missing", step(f"due: 2016-12-31, completed: 2016-09-30, {facts}"))) == found


def test_late_evidence_keeps_the_precision_of_its_date(find: Find) -> None:
    (found,) = find("evidence-late", step("due: 2016-03-31, completed: 2016-03-30, evidence_due: 2016-09"))
    assert "14 days late: due Sep 2016" in found.message


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("due: 2016-11-30, evidence_due: 2016-11-30", 0),
        ("due: 2016-11-30, evidence_due: 2016-11-29", 1),
        ("due: 2016-11, evidence_due: 2016-11-30", 0),
        ("due: 2016-11-30, evidence_due: 2016-11", 0),
        ("due: 2016-Q4, evidence_due: 2016-11", 1),
        ("due: 2016-11-30, evidence_due: 2016-12-30, " + extended("2016-12-31", "2016-10-14"), 1),
        ("due: 2016-11-30, evidence_due: 2016-12-30, " + extended("2016-12-31", "2016-10-15"), 0),
        ("due: 2016-11-30, completed: 2016-10-01, evidence_due: 2016-11-15", 0),  # delivered early
        ("due: 2016-11-30, completed: 2016-10-01, evidence_due: 2015-11-15", 1),
        ("due: 2016-11-30, completed: 2016-10-01, evidenced: 2016-10-02, evidence_due: 2015-11-15", 0),
        ("due: 2016-11-30, evidence_due: 2016-11-01, cancelled: {on: 2016-10-01}", 0),
    ],
)
def test_evidence_due_before_the_milestone(find: Find, facts: str, found: int) -> None:
    assert len(find("evidence-due-before-milestone", step(facts))) == found
    assert find("evidence-due-before-milestone", step(facts), require_evidence=False) == []
