"""The part of an assessment that some owners and leads answer for."""

from __future__ import annotations

from collections.abc import Sequence

from assess.making import action, assessed, header, kpi, milestone, plan, quarterly, recommendation
from pap_cli.assess.assessment import Assessment
from pap_cli.assess.of_people import of_people
from pap_cli.model.plan import Plan

WHOLE = Plan(
    header=header(),
    recommendations=(
        recommendation("R1", milestone("R1.1", owners=("hr",))),
        recommendation("R2", owners=("head",)),
    ),
    actions=(
        action("A1", milestone("A1.1"), milestone("A1.2", owners=("hr",)), owners=("head",)),
        action("A2", milestone("A2.1", leads=("head",)), milestone("A2.2"), owners=("hr",)),
        action("A3", milestone("A3.1")),
    ),
    reviews=(quarterly(),),
)


def of(owner: str, now: Assessment) -> Assessment:
    def takes(owners: Sequence[str], leads: Sequence[str]) -> bool:
        return owner in (*owners, *leads) or (not owner and not owners)

    return of_people(now, takes)


def test_what_they_own_or_lead_is_left() -> None:
    found = of("head", assessed([WHOLE], "2016-10-14", kpi("k1", owners=("head",)), kpi("k2", owners=("hr",))))
    (one,) = found.plans
    assert [status.id for status in one.milestones] == ["A1.1", "A2.1"]
    assert [(status.id, [step.id for step in status.milestones]) for status in one.actions] == [
        ("A1", ["A1.1"]),
        ("A2", ["A2.1"]),
    ]
    assert [status.id for status in one.recommendations] == ["R2"]
    assert [status.id for status in one.kpis] == [status.id for status in found.kpis] == ["k1"]
    assert one.reviews == ()
    assert one.progress.milestones == 2


def test_what_has_no_owner() -> None:
    (one,) = of("", assessed([WHOLE])).plans
    assert [status.id for status in one.milestones] == ["A3.1"]


def test_plans_without_anything_of_theirs_are_left_out_unless_all_are() -> None:
    other = plan(action("B1", milestone("B1.1"), owners=("else",)), header=header("q"))
    now = assessed([WHOLE, other])
    assert [one.plan.id for one in of("else", now).plans] == ["q"]
    assert [one.plan.id for one in of("who", now).plans] == ["p", "q"]
