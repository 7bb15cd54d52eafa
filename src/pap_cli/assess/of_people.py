"""The part of an assessment that some owners and leads answer for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec.structs import replace

from pap_cli.assess.assessment import Assessment, PlanStatus
from pap_cli.assess.items.actions import ActionStatus

# Returns True for the owners and leads of an item that is one of theirs.
Takes: TypeAlias = Callable[[Sequence[str], Sequence[str]], bool]


def of_people(now: Assessment, takes: Takes) -> Assessment:
    """Return an assessment with only what some people own or lead, and what is about it.

    An action has only their milestones.  Reviews and statutory clocks have no owner, so none is left.  Plans in which
    they have nothing are left out, unless they have nothing in any.
    """
    plans = [_of_plan(plan, takes) for plan in now.plans]
    theirs = [plan for plan in plans if plan.milestones or plan.actions or plan.kpis or plan.risks]
    return replace(
        now,
        plans=tuple(theirs or plans),
        kpis=tuple(status for status in now.kpis if takes(status.kpi.owners, ())),
    )


def _of_plan(plan: PlanStatus, takes: Takes) -> PlanStatus:
    milestones = tuple(one for one in plan.milestones if takes(one.schedule.owners, one.schedule.leads))
    kept = {one.id for one in milestones}
    actions = tuple(
        replace(action, milestones=tuple(one for one in action.milestones if one.id in kept))
        for action in plan.actions
        if _is_theirs(action, kept, takes)
    )
    work = kept | {action.id for action in actions}
    return replace(
        plan,
        milestones=milestones,
        actions=actions,
        recommendations=tuple(
            one
            for one in plan.recommendations
            if one.recommendation.owners and takes(one.recommendation.owners, one.recommendation.leads)
        ),
        kpis=tuple(status for status in plan.kpis if takes(status.kpi.owners, ())),
        reviews=(),
        expectations=tuple(one for one in plan.expectations if one.item in kept),
        clocks=(),
        concerns=tuple(one for one in plan.concerns if not work.isdisjoint(one.answered_by)),
        risks=tuple(one for one in plan.risks if takes(one.risk.owners, one.risk.leads)),
    )


def _is_theirs(action: ActionStatus, kept: set[str], takes: Takes) -> bool:
    return takes(action.action.owners, action.action.leads) or any(one.id in kept for one in action.milestones)
