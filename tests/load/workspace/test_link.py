from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from pap_cli.diagnostics import Diagnostic
from pap_cli.load.workspace import link
from pap_cli.load.workspace.loader import Workspace
from pap_cli.problems.entries import MISSING_KEY
from pap_cli.problems.ids import DUPLICATE_ID, UNKNOWN_ID
from pap_cli.problems.yaml import TOO_MUCH, YAML_SYNTAX

Load = Callable[[Mapping[str, str | bytes]], Workspace]

SKELETON = """\
plan: {id: p, title: A plan, start: 2016-01-04}
owners: {head: Head of service, dcs: Director}
bodies: {board: Improvement Board, ofsted: Ofsted}
recommendations: [{id: R1, title: Be clear}, {id: R11, title: Be quick}]
"""
KPI = "kpis: [{id: k1, title: Referrals, owner: head}]\n"


def read(load: Load, text: str, **more: str) -> Workspace:
    files = {"plans/p.yaml": SKELETON + text, "kpis/k.yaml": KPI}
    return load({**files, **{name.replace("__", "/") + ".yaml": content for name, content in more.items()}})


def pointed_at(workspace: Workspace, one: Diagnostic) -> str:
    assert one.span is not None
    return workspace.sources[one.path].line(one.span.line)[one.span.column - 1 : one.span.end_column - 1]


@pytest.mark.parametrize(
    ("written", "at", "near"),
    [
        ("actions: [{id: A1, title: T, answers: [R11, R2]}]", "R2", "R1"),
        ("actions: [{id: A1, title: T, answers: R12}]", "R12", "R1"),
        ("actions: [{id: A1, title: T, owner: haed}]", "haed", "head"),
        ("actions: [{id: A1, title: T, lead: DCS}]", "DCS", "dcs"),
        ("actions: [{id: A1, title: T, kpis: [k1, k2]}]", "k2", "k1"),
        ("actions: [{id: A1, title: T, milestones: [{id: M1, title: T, due: 2016-05, owner: haed}]}]", "haed", "head"),
        ("actions: [{id: A1, title: T, milestones: [{id: M1, title: T, due: 2016-05, lead: haed}]}]", "haed", "head"),
        ("actions: [{id: A1, title: T, milestones: [{id: M1, title: T, due: 2016-05, depends_on: M2}]}]", "M2", "M1"),
        (
            "actions: [{id: A1, title: T, milestones: [{id: M1, title: T, due: 2016-05, expected_by: bord}]}]",
            "bord",
            "board",
        ),
        ("reviews: [{id: V1, body: bord, due: 2016-05-01}]", "bord", "board"),
        ("concerns: [{id: C1, title: T, by: ofstad}]", "ofstad", "ofsted"),
        ("actions: [{id: A1, title: T}]\nconcerns: [{id: C1, title: T, answered_by: [A1, A2]}]", "A2", "A1"),
    ],
)
def test_an_id_that_nobody_has(load: Load, written: str, at: str, near: str) -> None:
    workspace = read(load, written + "\n")
    (found,) = workspace.diagnostics
    assert found.rule is UNKNOWN_ID
    assert pointed_at(workspace, found) == at
    assert near in found.help


@pytest.mark.parametrize(
    "written",
    [
        "answers: [R1, R11], owner: head, lead: dcs, kpis: k1",
        "milestones: [{id: M1, title: T, due: 2016-05, depends_on: [A1, M1], expected_by: [board, ofsted]}]",
        "notes: [{by: a passer-by, text: x}]",
    ],
)
def test_ids_that_somebody_has(load: Load, written: str) -> None:
    assert read(load, "actions: [{id: A1, title: T, " + written + "}]\n").diagnostics == ()


def test_a_body_to_whom_something_is_owed(load: Load) -> None:
    text = SKELETON.replace("start: 2016-01-04", "start: 2016-01-04, statutory: {s: {title: T, due: 2016-05, to: dfe}}")
    (found,) = load({"plans/p.yaml": text}).diagnostics
    assert (found.rule, found.item) == (UNKNOWN_ID, "s")


def test_an_owner_of_a_kpi(load: Load) -> None:
    workspace = load({"plans/p.yaml": SKELETON, "kpis/k.yaml": KPI.replace("head", "hed")})
    (found,) = workspace.diagnostics
    assert (found.path, found.item, pointed_at(workspace, found)) == ("kpis/k.yaml", "k1", "hed")


@pytest.mark.parametrize("answers", ["[R11, R1x, R1]", "[R11/R1, R1]", '["R11", "R1"]', "[R11.R1,R1]"])
def test_an_id_is_not_found_within_a_longer_one(load: Load, answers: str) -> None:
    start = "actions: [{id: A1, title: T, answers: "
    text = SKELETON.replace("{id: R1, title: Be clear}, ", "") + start + answers + "}]\n"
    (found,) = [one for one in load({"plans/p.yaml": text}).diagnostics if "“R1”" in one.message]
    assert found.span is not None
    assert found.span.column - 1 == len(start) + answers.rindex("R1")


def test_a_reference_to_an_entry_that_was_left_out_is_no_second_fault(load: Load) -> None:
    workspace = read(
        load,
        "actions: [{id: A1}, {id: A2, title: T, milestones: []}]\nconcerns: [{id: C, title: T, answered_by: A1}]\n",
    )
    assert [one.rule for one in workspace.diagnostics] == [MISSING_KEY]


def test_no_reference_is_judged_while_a_file_cannot_be_parsed(load: Load) -> None:
    workspace = read(load, "actions: [{id: A1, title: T, owner: nobody, kpis: k9}]\n", kpis__x="kpis: [")
    assert [one.rule for one in workspace.diagnostics] == [YAML_SYNTAX]


@pytest.mark.parametrize(
    "written",
    [
        "actions: [{id: X, title: T}, {id: X, title: U}]",
        "actions: [{id: A, title: T, milestones: [{id: X, title: T, due: 2016-05}, {id: X, title: U, due: 2016-06}]}]",
        "actions: [{id: X, title: T, milestones: [{id: X, title: U, due: 2016-05}]}]",
        "actions: [{id: R1, title: U}]",
        "reviews: [{id: X, body: board, due: 2016-05}, {id: X, body: board, due: 2016-06}]",
        "concerns: [{id: X, title: T}, {id: X, title: U}]",
        "recommendations: [{id: X, title: T}]\nactions: [{id: X, title: U}]",
    ],
)
def test_an_id_that_is_taken(load: Load, written: str) -> None:
    text = SKELETON.rsplit("recommendations", 1)[0] if written.startswith("recommendations") else SKELETON
    workspace = load({"plans/p.yaml": text + written + "\n"})
    (found,) = workspace.diagnostics
    assert found.rule is DUPLICATE_ID
    assert found.span is not None
    (plan,) = workspace.portfolio.plans
    titles = [action.title for action in plan.actions] + [concern.title for concern in plan.concerns]
    titles += [milestone.title for action in plan.actions for milestone in action.milestones]
    assert "U" not in titles


def test_an_owner_and_a_body_may_have_one_id(load: Load) -> None:
    text = "plan: {id: p, title: T, start: 2016-01-04}\nowners: {x: X}\nbodies: {x: X}\nactions: [{id: x, title: X}]\n"
    assert load({"plans/p.yaml": text}).diagnostics == ()


def test_an_owner_written_in_two_files_of_a_plan(load: Load) -> None:
    workspace = load({"plans/p/plan.yaml": SKELETON, "plans/p/z.yaml": "owners:\n  head: Another\n"})
    (found,) = workspace.diagnostics
    assert (found.rule, found.path) == (DUPLICATE_ID, "plans/p/z.yaml")
    assert "plans/p/plan.yaml:2" in found.message
    assert pointed_at(workspace, found).startswith("head")
    assert workspace.portfolio.plans[0].owner_titles["head"] == "Head of service"


def test_two_plans_may_use_the_same_ids(load: Load) -> None:
    other = SKELETON.replace("id: p,", "id: q,")
    workspace = load({"plans/p.yaml": SKELETON, "plans/q.yaml": other})
    assert (workspace.diagnostics, len(workspace.portfolio.plans)) == ((), 2)


def test_two_plans_with_one_id(load: Load) -> None:
    workspace = load({"plans/a.yaml": SKELETON, "plans/b.yaml": SKELETON})
    (found,) = workspace.diagnostics
    assert (found.rule, found.path, len(workspace.portfolio.plans)) == (DUPLICATE_ID, "plans/b.yaml", 1)


def test_kpis_belong_to_the_plan_that_their_file_names(load: Load) -> None:
    other = SKELETON.replace("id: p,", "id: q,")
    workspace = load(
        {
            "plans/p.yaml": SKELETON + "actions: [{id: A1, title: T, kpis: [shared, of-q]}]\n",
            "plans/q.yaml": other + "actions: [{id: A1, title: T, kpis: [shared, of-q]}]\n",
            "kpis/q.yaml": "plan: q\nkpis: [{id: of-q, title: T}]\n",
            "kpis/all.yaml": "kpis: [{id: shared, title: T}]\n",
        }
    )
    assert [(kpi.id, kpi.plan) for kpi in workspace.portfolio.kpis] == [
        ("shared", None),
        ("of-q", "q"),
    ]
    assert [(one.rule, one.plan, pointed_at(workspace, one)) for one in workspace.diagnostics] == [
        (UNKNOWN_ID, "p", "of-q")
    ]


@pytest.mark.parametrize("name", ["a", "z"])
@pytest.mark.parametrize("plans", [("p",), ("p", "q"), ("q", "p", "r")])
def test_no_plan_uses_the_id_of_a_kpi_of_the_workspace_whatever_its_file_is_called(
    load: Load, plans: tuple[str, ...], name: str
) -> None:
    files = {f"plans/{plan}.yaml": SKELETON.replace("id: p,", f"id: {plan},") for plan in plans}
    workspace = load(
        {
            **files,
            f"kpis/{name}.yaml": "kpis: [{id: twice, title: Of all, target: 1}]\n",
            "kpis/m.yaml": "plan: p\nkpis: [{id: twice, title: Of one, target: 2}, {id: own, title: T, target: 3}]\n",
            "kpis/n.yaml": "plan: q\nkpis: [{id: own, title: T, target: 4}]\n" if "q" in plans else "",
        }
    )
    (found,) = (one for one in workspace.diagnostics if one.rule is DUPLICATE_ID)
    assert (found.path, found.plan, found.item) == ("kpis/m.yaml", "p", "twice")
    assert f"kpis/{name}.yaml:1" in found.message
    assert [kpi.title for kpi in workspace.portfolio.kpis if kpi.id == "twice"] == ["Of all"]


def test_without_a_name_kpis_belong_to_the_only_plan(load: Load) -> None:
    assert [kpi.plan for kpi in load({"plans/p.yaml": SKELETON, "kpis/k.yaml": KPI}).portfolio.kpis] == ["p"]


def test_an_id_of_a_kpi_that_is_taken(load: Load) -> None:
    workspace = load({"plans/p.yaml": SKELETON, "kpis/a.yaml": KPI, "kpis/b.yaml": "plan: p\n" + KPI})
    assert [(one.rule, one.path) for one in workspace.diagnostics] == [(DUPLICATE_ID, "kpis/b.yaml")]


def test_more_unknown_ids_than_anybody_reads_are_counted(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "MAX_PROBLEMS", 10)
    monkeypatch.setattr(link, "MAX_NEAREST", 3)
    ids = ", ".join(f"R1{letter}" for letter in "abcdefghijklmnopqrstuvwxy")
    workspace = read(load, f"actions: [{{id: A1, title: T, answers: [{ids}]}}]\n")
    found = [one for one in workspace.diagnostics if one.rule is UNKNOWN_ID]
    assert len(found) == 10
    assert sum("did you mean" in one.help for one in found) == 3
    (rest,) = [one for one in workspace.diagnostics if one.rule is TOO_MUCH]
    assert rest.message.startswith("15 ")


def test_reviews_that_recur_more_often_than_any(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "MAX_RECURRENCES", 20)
    reviews = """\
reviews:
  - {id: monthly, body: board, every: 1 month, from: 2016-01-04, for: 1 year}
  - {id: daily, body: board, every: 1 day, from: 2016-01-04}
  - {id: once, body: board, due: 2016-09-30}
"""
    workspace = load({"plans/p.yaml": SKELETON + reviews})
    (found,) = workspace.diagnostics
    assert (found.rule, found.item) == (TOO_MUCH, "daily")
    assert [review.id for review in workspace.portfolio.plans[0].reviews] == ["monthly", "once"]
