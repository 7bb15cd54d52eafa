"""Policies: how serious a rule is for the items of a horizon, a body or a priority recommendation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from conftest import Files
from pap_cli.assess.assessment import assess
from pap_cli.checks.engine import run_checks
from pap_cli.load.workspace.loader import Workspace

Levels = Callable[[str], dict[str, str]]

PLAN = """
plan: {id: p, title: A plan, start: 2016-01-04}
owners: {head: Head of service}
bodies:
  board: Improvement Board
  dfe: {title: Department for Education, outside: true}
  ofsted: {title: Ofsted, outside: true}
recommendations:
  - {id: R1, title: Be clear, made_by: ofsted, priority: true}
  - {id: R2, title: Be quick, made_by: board}
actions:
  - id: A1
    title: Urgent
    answers: [R1]
    owner: head
    kpis: [k1]
    milestones:
      - {id: A1.1, title: First, due: 2016-03-01, started: 2016-02-01}
      - {id: A1.2, title: Last, due: 2017-12-29, started: 2016-02-01, expected_by: [dfe]}
  - id: A2
    title: Less so
    answers: [R2]
    owner: head
    milestones:
      - {id: A2.1, title: Middle, due: 2016-09-30, started: 2016-02-01, expected_by: [dfe]}
      - {id: A2.2, title: Soon, due: 2016-10-31}
reviews:
  - {id: monthly, body: board, due: 2016-08-01}
  - {id: six-month, body: dfe, due: 2016-08-02}
"""
KPIS = """
plan: p
kpis:
  - {id: k1, title: Visits, owner: head, polarity: high, target: 95, floor: 90, observations: {2016-08: 50}}
  - {id: k2, title: Others, owner: head, polarity: high, target: 95, floor: 90, observations: {2016-08: 50}}
"""


@pytest.fixture
def levels(load: Callable[[Files], Workspace]) -> Levels:
    """The severity of each finding of four rules, by `rule item`, under a pap.toml."""

    def found(toml: str) -> dict[str, str]:
        workspace = load({"plans/p.yaml": PLAN, "kpis/k.yaml": KPIS, "pap.toml": toml})
        assert [one.message for one in workspace.diagnostics] == []
        assessment = assess(workspace.portfolio, date(2016, 10, 14), workspace.config.rating)
        told = run_checks(assessment, (), workspace.config.check).diagnostics
        rules = ("milestone-overdue", "milestone-not-started", "review-missed", "kpi-below-floor")
        return {f"{one.rule.name} {one.item}": one.severity.value for one in told if one.rule.name in rules}

    return found


USUAL = {
    "milestone-overdue A1.1": "error",
    "milestone-overdue A2.1": "error",
    "milestone-not-started A2.2": "warning",
    "review-missed monthly": "warning",
    "review-missed six-month": "warning",
    "kpi-below-floor k1": "error",
    "kpi-below-floor k2": "error",
}


def policy(**said: str) -> str:
    return "[[check.policy]]\n" + "".join(f"{key} = {value}\n" for key, value in said.items())


@pytest.mark.parametrize(
    ("toml", "changed"),
    [
        ("", {}),
        (
            policy(rule='"milestone-overdue"', level='"note"'),
            {"milestone-overdue A1.1": "note", "milestone-overdue A2.1": "note"},
        ),
        (policy(rule='"milestone-overdue"', priority="true", level='"note"'), {"milestone-overdue A1.1": "note"}),
        (policy(rule='"milestone-overdue"', priority="false", level='"note"'), {"milestone-overdue A2.1": "note"}),
        (policy(rule='"PAP201"', horizon='"immediate"', level='"warning"'), {"milestone-overdue A1.1": "warning"}),
        (
            policy(rule='["PAP2"]', horizon='["short", "intermediate"]', level='"note"'),
            {"milestone-overdue A2.1": "note", "milestone-not-started A2.2": "note"},
        ),
        (policy(rule='"PAP201"', body='"dfe"', level='"warning"'), {"milestone-overdue A2.1": "warning"}),
        (policy(rule='"PAP201"', body='"ofsted"', level='"warning"'), {"milestone-overdue A1.1": "warning"}),
        (policy(rule='"PAP501"', body='"dfe"', level='"error"'), {"review-missed six-month": "error"}),
        (policy(rule='"PAP404"', priority="true", level='"warning"'), {"kpi-below-floor k1": "warning"}),
        (policy(rule='"PAP404"', horizon='"long"', level='"warning"'), {"kpi-below-floor k1": "warning"}),
        (
            policy(rule='"PAP201"', level='"note"') + policy(rule='"PAP2"', priority="true", level='"warning"'),
            {"milestone-overdue A1.1": "warning", "milestone-overdue A2.1": "note"},
        ),
        (
            '[check.severity]\nmilestone-overdue = "warning"\n'
            + policy(rule='"PAP2"', priority="true", level='"error"'),
            {"milestone-overdue A2.1": "warning"},
        ),
    ],
)
def test_a_policy_weighs_the_findings_that_fit_it(levels: Levels, toml: str, changed: dict[str, str]) -> None:
    assert levels(toml) == USUAL | changed


def test_a_policy_switches_a_rule_off_for_some_items(levels: Levels) -> None:
    off = levels(policy(rule='"milestone-overdue"', priority="false", level='"off"'))
    assert off == {key: value for key, value in USUAL.items() if key != "milestone-overdue A2.1"}


def test_a_policy_switches_a_rule_on_that_is_off_for_the_rest(levels: Levels) -> None:
    toml = '[check.severity]\nmilestone-overdue = "off"\n' + policy(rule='"PAP201"', priority="true", level='"error"')
    assert levels(toml) == {key: value for key, value in USUAL.items() if key != "milestone-overdue A2.1"}
