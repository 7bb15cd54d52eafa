"""The status page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from conftest import SKELETON, Files
from pap_cli.checks.signals import special_cause_improvement
from pap_cli.columns.selection import Selection
from pap_cli.document import Paragraph, Table
from pap_cli.formats import find_format
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.dates import add_months
from pap_cli.render.screen import Screen
from pap_cli.views.lists import kpis as kpi_list
from pap_cli.views.status import view as status
from pap_cli.views.status.view import StatusView
from render.sample import AS_OF, assessed, workspace

NOW = assessed(workspace())


def status_of(opened: Workspace, as_of: date = AS_OF, faults: int = 0) -> StatusView:
    return status.build(assessed(opened, as_of), lambda: assessed(opened, add_months(as_of, -3)), faults)


def plan_facts(view: StatusView, index: int = 0) -> dict[str, Any]:
    plans = view.facts()["plans"]
    assert isinstance(plans, list)
    return dict(plans[index])


def test_status_stands_beside_three_months_ago() -> None:
    view = status_of(workspace())
    assert view.facts()["compared_with"] == "2016-07-14"
    plan = plan_facts(view)
    assert plan["milestones"] == {"red": 1, "amber": 3, "green": 1, "blue": 1, "grey": 0}
    assert (plan["delivered"], plan["on_time"], plan["cancelled"]) == (2, 2, 1)
    assert plan["milestones_before"] == {"red": 0, "amber": 3, "green": 2, "blue": 1, "grey": 0}
    shown = find_format("plain").render(view, Screen())
    assert "14 Jul 2016" in shown
    assert "1 (0)" in shown


def test_status_tells_what_it_promises() -> None:
    plan = plan_facts(status_of(workspace()))
    assert [one["id"] for one in plan["overdue"]] == ["A1.2"]
    assert [one["id"] for one in plan["due_soon"]] == ["a-milestone-with-an-id-that-is-rather-long", "A1.3"]
    assert {one["id"] for one in plan["kpis"]} == {"agency", "in-time"}
    assert {(one["id"], one["lacks"]) for one in plan["gaps"]} >= {("R2", "action"), ("R3", "action")}
    assert {one["id"] for one in plan["concerns"]} == {"C1", "C2"}
    assert {(one["item"], one["state"]) for one in plan["expectations"]} == {("A1.2", "missed"), ("A1.3", "at-risk")}
    assert plan["reviews"]


def test_facts_after_the_day_do_not_exist() -> None:
    early = plan_facts(status_of(workspace(), date(2015, 6, 29)))
    assert early["concerns"] == []
    assert early["overdue"] == []
    assert early["kpis"] == []


def test_a_quiet_plan_says_that_nothing_is_overdue(load: Callable[[Files], Workspace]) -> None:
    view = status_of(load({"plans/p.yaml": SKELETON}))
    assert "Nothing is overdue." in find_format("plain").render(view, Screen())


def test_a_workspace_without_a_plan_says_how_to_start(load: Callable[[Files], Workspace]) -> None:
    assert "pap init" in find_format("plain").render(status_of(load({})), Screen())


def test_faults_are_told_first() -> None:
    first = status_of(workspace(), faults=3).document().blocks[0]
    assert isinstance(first, Paragraph)
    assert "3 errors" in first.text
    assert "pap check" in first.text


TWO = {
    "plans/one.yaml": """\
        plan: {id: one, title: One, start: 2016-01-04}
        bodies: {board: Board}
        actions:
          - {id: A1, title: First, milestones: [{id: M1, title: Late, due: 2016-02-01}]}
        """,
    "plans/two.yaml": """\
        plan: {id: two, title: Two, start: 2016-01-04}
        owners: {head: Head}
        actions:
          - {id: A1, title: Second, milestones: [{id: M2, title: Later, due: 2016-03-01}]}
        """,
}


def test_several_plans_stand_side_by_side(load: Callable[[Files], Workspace]) -> None:
    view = status_of(load(TWO))
    assert [plan_facts(view, index)["id"] for index in (0, 1)] == ["one", "two"]
    assert [one["id"] for one in plan_facts(view, 1)["overdue"]] == ["M2"]
    overdue = next(
        block for block in view.document().blocks if isinstance(block, Table) and block.columns[1].title == "ID"
    )
    shown = {row[1].text: [cell.text for cell in row] for row in overdue.rows}
    assert "one" in shown["M1"]
    assert "two" in shown["M2"]


RISKS = """\
plan: {id: p, title: P, start: 2016-01-04}
owners: {head: Head of service}
actions:
  - id: A1
    title: First
    owner: head
    milestones:
      - {id: late, title: Past its date, due: 2016-09-01}
      - {id: forecast, title: Forecast late, due: 2016-12-01, started: 2016-09-01, forecast: 2017-01-31}
      - {id: blocked, title: Blocked, due: 2017-01-01, started: 2016-09-01, depends_on: late}
      - {id: idle, title: Not started, due: 2016-10-31}
      - {id: unproved, title: Evidence late, due: 2016-05-31, completed: 2016-05-31}
      - {id: waiting, title: Evidence to come, due: 2016-09-30, completed: 2016-09-30, evidence_due: 2016-10-20}
      - {id: today, title: Evidence today, due: 2016-09-30, completed: 2016-09-30, evidence_due: 2016-10-14}
      - id: decided
        title: Set by a person
        due: 2017-12-31
        override: {rating: red, by: head, reason: It cannot be done, until: 2016-12-30}
"""


def test_every_amber_and_red_is_named_with_its_reason() -> None:
    view = status_of(workspace(RISKS, "kpis: []\n"))
    plan = plan_facts(view)
    assert [one["id"] for one in plan["at_risk"]] == ["decided", "unproved", "idle", "forecast", "blocked"]
    shown = find_format("plain").render(view, Screen(200))
    assert isinstance(shown, str)
    assert "AT RISK  1 red, 4 amber" in shown
    for reason in (
        "set by head until 30 Dec 2016",
        "evidence late since",
        "due in 17 days, not started",
        "forecast 31 Jan 2017, 61 days late",
        "blocked by late, overdue",
        "Red but not overdue: decided (set by head until 30 Dec 2016).",
    ):
        assert reason in shown
    named = {one["id"] for one in (*plan["at_risk"], *plan["overdue"])}
    assert named == {one.id for one in view.now.milestones if one.rating.value in ("red", "amber")}


def test_evidence_is_listed_ahead_like_milestones() -> None:
    view = status_of(workspace(RISKS, "kpis: []\n"))
    assert [one["id"] for one in plan_facts(view)["evidence_due_soon"]] == ["today", "waiting"]
    shown = find_format("plain").render(view, Screen(200))
    assert isinstance(shown, str)
    assert "EVIDENCE DUE IN THE NEXT 28 DAYS  2" in shown
    assert [line.split()[-2:] for line in shown.splitlines() if "Evidence to come" in line] == [["days", "head"]]
    assert [line.split()[-2:] for line in shown.splitlines() if "Evidence today" in line] == [["today", "head"]]


def test_those_that_do_not_fit_are_counted_with_the_command_that_lists_them() -> None:
    lines = "".join(f"      - {{id: M{n:02}, title: T, due: 2016-10-31}}\n" for n in range(12))
    plan = RISKS[: RISKS.index("      - {id: late")] + lines
    shown = find_format("plain").render(status_of(workspace(plan, "kpis: []\n")), Screen(200))
    assert "and 4 more: pap milestones --rating red --rating amber" in shown


def test_a_doubted_figure_is_not_announced_as_an_improvement_without_its_note() -> None:
    figures = ", ".join(f"{year}-{month:02}: {29 + month % 3}" for year in (2015,) for month in range(1, 13))
    kpis = f"""\
kpis:
  - id: waits
    title: Long waits
    polarity: low
    target: 10
    frequency: monthly
    observations: {{{figures}, 2016-01: 31, 2016-02: 29, 2016-03: {{value: 12, note: Two wards did not report}}}}
"""
    now = assessed(workspace(RISKS, kpis))
    for view in (status_of(workspace(RISKS, kpis)), kpi_list.build(now, Selection())):
        shown = find_format("plain").render(view, Screen(200))
        assert isinstance(shown, str)
        assert "in doubt (lower)" in shown
        assert "waits: Note on this figure: Two wards did not report." in shown
        said = (
            "Variation: the latest figure compared with the normal variation",
            "For what Variation and Assurance mean",
        )
        assert sum(map(shown.count, said)) == 1
    assert "got better" not in str(find_format("plain").render(status_of(workspace(RISKS, kpis)), Screen(200)))
    without = str(find_format("plain").render(status_of(workspace(RISKS, "kpis: []\n")), Screen(200)))
    assert "Variation" not in without
    (found,) = special_cause_improvement(now)
    assert found.message.endswith("note on this figure: Two wards did not report")
