from __future__ import annotations

import gc
from collections.abc import Callable, Mapping

import pytest

from conftest import ROOT
from pap_cli.load.workspace.loader import Workspace, open_workspace
from pap_cli.model.place import Span
from pap_cli.problems.files import NO_PLAN
from pap_cli.problems.values import DATE_FORMAT, DUPLICATE_PERIOD, IMPOSSIBLE_DATE
from pap_cli.problems.yaml import YAML_SYNTAX

Load = Callable[[Mapping[str, str | bytes]], Workspace]

HEADER = "plan: {id: p, title: A plan, start: 2016-01-04}\n"


def test_the_example_is_read_without_a_word() -> None:
    workspace = open_workspace(ROOT)
    assert workspace.diagnostics == ()
    (plan,) = workspace.portfolio.plans
    assert plan.id == "lambeth-2015"
    assert plan.actions
    assert workspace.portfolio.kpis
    assert {kpi.plan for kpi in workspace.portfolio.kpis} == {"lambeth-2015"}


def test_a_wrong_date_in_the_thousandth_milestone_is_named_with_its_place(load: Load) -> None:
    lines = [HEADER + "actions:"]
    for action in range(100):
        lines += [f"  - id: A{action}", "    title: An action", "    milestones:"]
        for milestone in range(10):
            due = "2016-02-30" if (action, milestone) == (99, 9) else "2016-02-29"
            lines.append(f"      - {{id: A{action}.{milestone}, title: Done, due: {due}}}")
    text = "\n".join(lines) + "\n"
    (found,) = load({"plans/p.yaml": text}).diagnostics
    assert (found.rule, found.path, found.item) == (IMPOSSIBLE_DATE, "plans/p.yaml", "A99.9")
    assert found.span == Span(1302, 39, 1302, 49)


def test_a_plan_in_a_folder_is_one_plan_whatever_its_files_are_called(load: Load) -> None:
    workspace = load(
        {
            "plans/one/plan.yaml": HEADER + "owners: {head: Head}\n",
            "plans/one/actions/first.yaml": "actions: [{id: A1, title: T, owner: head}]\n",
            "plans/one/zz.yml": "actions: [{id: A2, title: T, owner: dcs}]\nowners: {dcs: Director}\n",
            "plans/one/empty.yaml": "# to come\n",
        }
    )
    assert workspace.diagnostics == ()
    (plan,) = workspace.portfolio.plans
    assert [action.id for action in plan.actions] == ["A1", "A2"]
    assert set(plan.owner_titles) == {"head", "dcs"}


def test_several_plans(load: Load) -> None:
    workspace = load(
        {
            "plans/b.yaml": HEADER.replace("id: p", "id: first"),
            "plans/c/plan.yaml": HEADER.replace("id: p", "id: second"),
            "plans/a.yaml": HEADER.replace("id: p", "id: third"),
        }
    )
    assert workspace.diagnostics == ()
    assert [plan.id for plan in workspace.portfolio.plans] == ["third", "first", "second"]


@pytest.mark.parametrize(
    ("files", "path"),
    [
        ({"plans/a.yaml": "actions: []\n"}, "plans/a.yaml"),
        ({"plans/a.yaml": "plan:\n"}, "plans/a.yaml"),
        ({"plans/a.yaml": ""}, "plans/a.yaml"),
        ({"plans/a.yaml": "# soon\n"}, "plans/a.yaml"),
        ({"plans/f/a.yaml": "actions: []\n", "plans/f/b.yaml": "actions: []\n"}, "plans/f/a.yaml"),
        ({"plans/f/a.yaml": "actions: []\n", "plans/f/plan.yaml": "owners: {}\n"}, "plans/f/plan.yaml"),
        ({"plans/f/plan.yaml": HEADER, "plans/f/z.yaml": HEADER.replace("id: p", "id: q")}, "plans/f/z.yaml"),
    ],
)
def test_a_plan_that_does_not_say_which_it_is_or_says_it_twice(load: Load, files: dict[str, str], path: str) -> None:
    (found,) = load(dict(files)).diagnostics
    assert (found.rule, found.path) == (NO_PLAN, path)


def test_a_header_at_fault_is_not_missing_as_well(load: Load) -> None:
    workspace = load({"plans/a.yaml": "plan: {id: p, title: T, start: soon}\n"})
    assert [one.rule for one in workspace.diagnostics] == [DATE_FORMAT]
    assert workspace.portfolio.plans == ()


def test_faults_in_the_parts_of_a_plan_belong_to_the_plan(load: Load) -> None:
    workspace = load({"plans/f/plan.yaml": HEADER, "plans/f/a.yaml": "actions: [{id: A1}]\n"})
    assert [(one.path, one.plan) for one in workspace.diagnostics] == [("plans/f/a.yaml", "p")]


def test_a_file_that_cannot_be_parsed_leaves_the_rest_of_its_plan(load: Load) -> None:
    workspace = load(
        {
            "plans/f/plan.yaml": HEADER,
            "plans/f/a.yaml": "actions: [",
            "plans/f/b.yaml": "actions: [{id: A1, title: T, answers: R1}]\n",
        }
    )
    assert [one.rule for one in workspace.diagnostics] == [YAML_SYNTAX]
    assert [action.id for action in workspace.portfolio.plans[0].actions] == ["A1"]


def test_figures_come_in_the_order_of_time(load: Load) -> None:
    figures = "2016/17: 3, 2014/15: 1, year to 2016-03: 2, 2016-03: 9, 2015/16: 7"
    kpis = f"kpis: [{{id: k, title: T, observations: {{{figures}}}}}]\n"
    workspace = load({"plans/p.yaml": HEADER, "kpis/k.yaml": kpis})
    (kpi,) = workspace.portfolio.kpis
    assert [(one.period.written, one.value) for one in kpi.observations] == [
        ("2014/15", 1.0),
        ("year to 2016-03", 2.0),
        ("2016-03", 9.0),
        ("2016/17", 3.0),
    ]
    assert [(one.rule, one.item) for one in workspace.diagnostics] == [(DUPLICATE_PERIOD, "k")]


def test_diagnostics_come_in_the_order_of_their_places(load: Load) -> None:
    bad = "actions: [{id: A1}, {id: A2, x: y}]\n"
    workspace = load(
        {"plans/z.yaml": HEADER + bad, "plans/a.yaml": HEADER.replace("id: p", "id: q") + bad, "pap.toml": "x=1"}
    )
    orders = [one.order for one in workspace.diagnostics]
    assert orders == sorted(orders)
    assert len({one.path for one in workspace.diagnostics}) == 3


@pytest.mark.parametrize("enabled", [True, False])
def test_reading_leaves_the_garbage_collector_as_it_was(load: Load, enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        load({"plans/p.yaml": HEADER})
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()
