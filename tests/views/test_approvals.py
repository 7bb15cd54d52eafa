"""A tracker in which a committee approves every delivery and its evidence, without a day that nobody knows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

import pytest

from pap_cli.assess.assessment import Assessment, assess
from pap_cli.assess.due import DueKind, coming
from pap_cli.columns.selection import Selection
from pap_cli.formats import find_format
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.config import Policy
from pap_cli.model.evidence import Evidence
from pap_cli.render.screen import Screen
from pap_cli.views.item import view as item
from pap_cli.views.lists import actions, milestones
from render.sample import AS_OF, full, report_of

TRUST = """
plan: {id: maternity, title: Maternity assurance plan, start: 2016-01-04, approved_by: assurance}
owners: {midwifery: Director of midwifery}
bodies: {assurance: Maternity assurance committee}
recommendations: [{id: LAFL, title: Local actions for learning}]
actions:
  - id: L1
    title: Listen to families
    answers: [LAFL]
    owner: midwifery
    milestones:
      - {id: L1.1, title: Not yet delivered, due: 2016-12-31, started: true}
      - {id: L1.2, title: Delivered and not approved, due: 2016-06-30, completed: true}
      - id: L1.3
        title: Delivered, not yet evidenced
        due: 2016-06-30
        completed: {on: true, approved: 2016-09-14}
      - id: L1.4
        title: Evidence provided
        due: 2016-06-30
        completed: {on: true, approved: 2016-08-10}
        evidenced: {on: 2016-10-01}
        evidence: [{what: Audit of notes, on: 2016-10-01}]
      - id: L1.5
        title: Evidenced and assured
        due: 2016-06-30
        completed: {on: true, approved: 2016-06-08}
        evidenced: {on: true, approved: 2016-09-14}
        evidence:
          - Minutes of September
          - {what: Policy, where: "https://trust.example/policy?a=1&b=2", accepted_by: assurance}
          - {what: Script, where: "javascript:alert(1)"}
          - {what: Later, on: 2016-11-01}
"""


@pytest.fixture
def opened(load: Callable[[Mapping[str, str]], Workspace]) -> Workspace:
    found = load({"plans/p.yaml": TRUST})
    assert [one.message for one in found.diagnostics] == []
    return found


@pytest.fixture
def assessed(opened: Workspace) -> Assessment:
    return assess(opened.portfolio, AS_OF, Policy())


def plain(view: object) -> str:
    text = find_format("plain").render(view, Screen(300))  # type: ignore[arg-type]
    assert isinstance(text, str)
    return text


def test_the_states_of_the_trust_are_read_without_a_day_that_nobody_knows(assessed: Assessment) -> None:
    found = milestones.build(assessed, Selection()).facts()
    assert [
        (one["id"], one["state"], one["rating"], one["completed_approval"], one["evidenced_approval"])
        for one in sorted(json.loads(json.dumps(found))["milestones"], key=lambda one: str(one["id"]))
    ] == [
        ("L1.1", "in-progress", "green", None, None),
        ("L1.2", "delivered", "green", "pending", None),
        ("L1.3", "delivered", "green", "approved", None),
        ("L1.4", "delivered", "green", "approved", "pending"),
        ("L1.5", "evidenced", "blue", "approved", "approved"),
    ]


def test_lists_say_what_is_not_yet_approved(assessed: Assessment) -> None:
    lines = plain(milestones.build(assessed, Selection())).splitlines()
    words = {line.split()[0]: line for line in lines if line.startswith("L1.")}
    assert "delivered, not yet approved" in words["L1.2"]
    assert "approved" not in words["L1.3"]
    assert "delivered, evidence not yet approved" in words["L1.4"]
    assert "4 of 5, 1 not yet approved" in plain(actions.build(assessed, Selection()))


def test_a_page_has_the_evidence_and_its_approval(assessed: Assessment) -> None:
    text = plain(item.build(assessed, "L1.5"))
    assert "evidence approved on 14 Sep 2016 by assurance" in text
    assert "Minutes of September" in text
    assert "Policy, https://trust.example/policy?a=1&b=2 (accepted by assurance)" in text
    assert "Later" not in text


def test_a_web_address_is_a_link_and_nothing_else_is(assessed: Assessment) -> None:
    text = find_format("html").render(item.build(assessed, "L1.5"), Screen(300))
    assert isinstance(text, str)
    address = "https://trust.example/policy?a=1&amp;b=2"
    assert f'Policy, <a href="{address}" rel="noreferrer">{address}</a> (accepted by assurance)' in text
    assert re.findall(r'href="(?!#)([^"]*)"', text) == [address]
    assert "javascript:alert(1)" in text


@pytest.mark.parametrize(
    ("where", "link"),
    [
        ("https://example.org", True),
        ("http://example.org:8080/a/b.pdf?x=1#y", True),
        ("see https://example.org", False),
        ("https://example.org/a b", False),
        ("HTTPS://example.org", False),
        ("https://user@example.org/", False),
        ("https://example.org@evil.example/", False),
        ('https://example.org/"onclick=x', False),
        ("javascript:alert(1)//https://example.org", False),
        ("data:text/html,https://example.org", False),
        ("ftp://example.org/a", False),
        ("//example.org/a", False),
        ("https://", False),
        ("https://example.org/" + "a" * 2000, False),
        ("https://example.org/\nb", False),
    ],
)
def test_what_is_a_web_address(where: str, link: bool) -> None:
    assert Evidence(where=where).link == (where if link else "")


def test_a_report_counts_what_is_not_yet_approved(opened: Workspace) -> None:
    text = plain(full(report_of(opened, "cabinet")))
    assert "One of them is not yet approved" in text
    assert "Policy, https://trust.example/policy?a=1&b=2 (accepted by Maternity assurance committee)" in text


def test_a_report_says_nowhere_that_evidence_is_accepted_before_it_is_approved(opened: Workspace) -> None:
    text = plain(full(report_of(opened, "cabinet")))
    rows = [line for line in text.splitlines() if " L1.4 " in line and "1 Oct 2016" in line]
    assert rows
    assert all("1 Oct 2016, not yet approved" in line for line in rows)


def test_every_count_of_deliveries_that_wait_is_the_same(opened: Workspace) -> None:
    text = find_format("markdown").render(full(report_of(opened, "cabinet")), Screen(300))
    assert isinstance(text, str)
    assert "One of them is not yet approved" in text


def test_the_page_of_a_body_has_what_waits_for_its_approval(assessed: Assessment) -> None:
    view = item.build(assessed, "assurance")
    text = plain(view)
    below = text.partition("Waiting for its approval")[2]
    assert re.findall(r"L1\.\d", below) == ["L1.2", "L1.4"]
    body = view.facts()["body"]
    assert isinstance(body, dict)
    assert body["awaiting_approval"] == ["L1.2", "L1.4"]


def test_the_page_of_a_body_that_approves_nothing_says_nothing_of_approvals(
    load: Callable[[Mapping[str, str]], Workspace],
) -> None:
    found = load({"plans/p.yaml": TRUST.replace("bodies: {", "bodies: {union: Union, ")})
    view = item.build(assess(found.portfolio, AS_OF, Policy()), "union")
    body = view.facts()["body"]
    assert isinstance(body, dict)
    assert body["awaiting_approval"] == []
    assert "approval" not in plain(view)


def test_evidence_that_waits_for_its_approval_is_not_asked_for_again(
    load: Callable[[Mapping[str, str]], Workspace],
) -> None:
    text = TRUST.replace("due: 2016-06-30\n", "due: 2016-06-30\n        evidence_due: 2016-10-20\n")
    now = assess(load({"plans/p.yaml": text}).portfolio, AS_OF, Policy())
    # L1.4 has provided its evidence, and that of L1.5 is approved
    assert [one.id for one in coming(now) if one.kind is DueKind.EVIDENCE] == ["L1.3"]
