"""What risk registers have in their columns, and what the one message about it says to write."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from pap_cli.load.workspace.loader import Workspace

Load = Callable[[Mapping[str, str | bytes]], Workspace]
PLAN = """\
plan: {id: p, title: A plan, start: 2016-01-04}
owners: {head: Head of service, cfo: {title: Finance director, name: Jo Ali}}
bodies: {board: Improvement Board}
recommendations: [{id: R1, title: T}]
actions: [{id: A1, title: T, answers: R1}]
risks:
  - {id: K1, title: Staff leave, @}
"""


def helps(load: Load, text: str) -> list[str]:
    return [found.help for found in load({"plans/p.yaml": PLAN.replace("@", text)}).diagnostics]


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("risk owner: head", "did you mean owner?"),
        ("risk manager: head", "did you mean lead?"),
        ("inherent score: 25", "did you mean initial?"),
        ("Gross Score: 25", "did you mean initial?"),
        ("residual score: 16", "did you mean current?"),
        ("score: 16", "did you mean current?"),
        ("net risk: 16", "did you mean current?"),
        ("target score: 8", "did you mean target?"),
        ("risk appetite: 8", "did you mean target?"),
        ("consequences: Delays", "did you mean effect?"),
        ("root cause: Pay", "did you mean cause?"),
        ("risk category: Workforce", "did you mean category?"),
        ("existing controls: Pay", "did you mean controls?"),
        ("mitigating actions: [A1]", "did you mean treated_by?"),
        ("further actions: A1", "did you mean treated_by?"),
        ("strategic objectives: R1", "did you mean affects?"),
        ("date raised: 2016-01-01", "did you mean raised?"),
        ("identified by: head", "did you mean by?"),
        ("last reviewed: 2016-09-01", "write changes: [{on: …, score: …}]"),
        ("direction of travel: up", "the direction is computed from the changes: delete it"),
        ("trend: ↑", "the direction is computed from the changes: delete it"),
        ("rag: red", "ratings are computed: delete it"),
        ("status: Open", "states are computed: write closed: and the day, once it is"),
        ("likelihood: 4", "likelihood belongs to a score: write it in initial, current or target"),
        ("impact: 4", "impact belongs to a score: write it in initial, current or target"),
        ("changes: [{on: 2016-05-01, likelihood: 4}]", "likelihood belongs to a score: write it in score"),
        ("changes: [{date: 2016-05-01, score: 4}]", "did you mean on?"),
        ("changes: [{on: 2016-05-01, rating: 4}]", "did you mean score?"),
        ("changes: [2016-05-01]", "write {on: …, score: …}"),
        ("initial: 5/4", "write 5 x 4"),
        (
            "initial: High",
            "write likelihood x impact, like 4 x 5, or the score alone, like 20; unknown if nobody has scored it",
        ),
        (
            "initial: 80%",
            "write likelihood x impact, like 4 x 5, or the score alone, like 20; unknown if nobody has scored it",
        ),
        ("initial: {likelihood: 0, impact: 3}", "write 1 or more"),
        ("initial: {probability: 3}", "did you mean likelihood?"),
        ("initial: {consequence: 3}", "did you mean impact?"),
        ("response: accept", "write tolerate"),
        ("response: Mitigate", "write treat"),
        ("response: avoid", "write terminate"),
        ("raised: 1 April 2016", "write 2016-04-01"),
        ("raised: TBC", "write unknown"),
        ("closed: yes", "write the day; true if it is not known"),
        ("closed: 31/03/2016", "write 2016-03-31"),
        ("closed: no", "delete the line"),
        ("owner: Jo Ali", "write cfo"),
        ("owner: vacant", "delete owner until it is known"),
        ("treated_by: A9", "the actions or milestones of this plan are A1"),
        ("treated_by: R1", "the actions or milestones of this plan are A1"),
        ("affects: [A1, X7]", "the items of this plan are A1, R1"),
    ],
)
def test_one_message_says_what_to_write(load: Load, text: str, help: str) -> None:
    assert helps(load, text) == [help]


@pytest.mark.parametrize(
    "text", ["initial: unknown", "raised: unknown", "closed: true", "raised: 2016-Q3", "owner: [head, cfo]"]
)
def test_what_is_not_known_needs_no_invention(load: Load, text: str) -> None:
    assert helps(load, text) == []


def test_a_matrix_is_in_the_header(load: Load) -> None:
    found = load({"plans/p.yaml": PLAN.replace(", @", "") + "risk_matrix: {likelihood: 4}\n"}).diagnostics
    assert [one.help for one in found] == ["risk_matrix belongs to a plan: write it in plan"]


def test_a_risk_with_the_id_of_a_recommendation_is_refused_with_both_places(load: Load) -> None:
    (found,) = load({"plans/p.yaml": PLAN.replace("id: K1", "id: R1").replace(", @", "")}).diagnostics
    assert found.message == "duplicate ID “R1”: already used at plans/p.yaml:4; this entry is ignored"


def test_a_risk_with_an_error_is_kept_and_not_rated(load: Load) -> None:
    (plan,) = load({"plans/p.yaml": PLAN.replace("@", "initial: 20, raised: soon")}).portfolio.plans
    (risk,) = plan.risks
    assert risk.place.faulty
