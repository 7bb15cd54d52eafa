"""The rules about targets of milestones, as of 14 October 2016."""

from __future__ import annotations

import pytest

from checks.asking import Ask, Find, step

K1 = (
    "kpis:\n  - {{id: k1, title: Visits, owner: head, unit: percent, target: 95{facts}, "
    "observations: {{Q1 2016/17: 80, Q2 2016/17: 84}}}}\n"
)


def plan(milestone: str, facts: str = "") -> str:
    return step(milestone) + K1.format(facts=facts)


@pytest.mark.parametrize(
    ("milestone", "messages"),
    [
        (
            "due: 2016-09-30, completed: 2016-09-20, targets: {k1: 85}",
            ["A1.1 is delivered, but its target for k1, 85%, is not met: it was 84% for Q2 2016/17"],
        ),
        ("due: 2016-09-30, completed: 2016-09-20, targets: {k1: 84}", []),
        ("due: 2016-12-30, completed: 2016-09-20, targets: {k1: 85}", []),
        ("due: 2016-09-30, targets: {k1: 85}", []),
        ("due: 2016-09-30, cancelled: {on: 2016-09-20, by: head, reason: x}, targets: {k1: 85}", []),
    ],
)
def test_a_milestone_delivered_below_its_target(find: Find, milestone: str, messages: list[str]) -> None:
    assert [entry.message for entry in find("delivered-below-target", plan(milestone))] == messages


@pytest.mark.parametrize(("due", "count"), [("2016-09-30", 0), ("2016-03-30", 1), ("2017-03-30", 0)])
def test_no_figure_shows_whether_a_target_was_met(find: Find, due: str, count: int) -> None:
    assert len(find("target-figure-missing", plan(f"due: {due}, targets: {{k1: 85}}"))) == count


@pytest.mark.parametrize(
    ("target", "facts", "why"),
    [
        ('"< 85"', "", "its target is < 85, but higher is better"),
        ("18 to 22", "", "its target is 18 to 22, but higher is better"),
        ('"+5"', "", "no baseline for its target"),
        ("{above: England}", "", "no benchmark is “England”"),
        ("85", ", polarity: none", "the KPI is for information, so it has no better side"),
    ],
)
def test_a_target_that_no_figure_can_be_compared_with(find: Find, target: str, facts: str, why: str) -> None:
    (entry,) = find("milestone-target-unclear", plan(f"due: 2016-12-30, targets: {{k1: {target}}}", facts))
    assert entry.message == f"the target of A1.1 for k1 cannot be compared with a figure: {why}"


@pytest.mark.parametrize(("target", "count"), [("85", 1), ("90", 0), ('"> 90"', 0)])
def test_a_target_unlike_that_of_the_trajectory_for_the_same_day(find: Find, target: str, count: int) -> None:
    text = plan(f"due: 2016-12-30, targets: {{k1: {target}}}", ", trajectory: [{by: 2016-12-30, target: 90}]")
    assert len(find("targets-disagree", text)) == count


def test_a_success_measure_of_a_milestone_is_as_testable_as_that_of_an_action(find: Find) -> None:
    (entry,) = find("vague-success", plan("due: 2016-12-30, success: [Staff are happier, 9 of 10 stay]"))
    assert entry.item == "A1.1"


@pytest.mark.parametrize("named", ["kpis: k1", "targets: {k1: 85}"])
def test_a_kpi_that_a_milestone_names_is_bound_to_its_action(find: Find, named: str) -> None:
    for rule in ("kpi-without-action", "action-without-kpi"):
        assert find(rule, plan("due: 2016-12-30"))
        assert not find(rule, plan(f"due: 2016-12-30, {named}"))


@pytest.mark.parametrize("named", ["kpis: k2", "targets: {k2: 85}", "targets: {k2: {above: England}}"])
def test_an_unknown_kpi_of_a_milestone_is_an_unknown_id(ask: Ask, named: str) -> None:
    found = [one for one in ask(plan(f"due: 2016-12-30, {named}")).diagnostics if one.rule.name == "unknown-id"]
    assert [one.message for one in found] == ["unknown KPI “k2”"]
