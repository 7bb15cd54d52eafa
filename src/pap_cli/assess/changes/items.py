"""What changed between two assessments, as one list, of milestones, KPIs and what is watched beside them.

Milestones, reviews and concerns are compared by `movement`, which the report uses too, so both say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pap_cli.assess.assessment import Assessment, PlanStatus
from pap_cli.assess.changes.change import ChangeKind, ItemChange
from pap_cli.assess.changes.decisions import of_decisions
from pap_cli.assess.changes.entries import of_entries, of_kpi_entries
from pap_cli.assess.changes.kpis import of_kpis
from pap_cli.assess.changes.milestones import of_milestone, of_milestones
from pap_cli.assess.changes.movement import movement
from pap_cli.assess.changes.watchers import of_watchers
from pap_cli.assess.identity import pair
from pap_cli.model.order import natural
from pap_cli.model.plan import Plan


def changes(before: Assessment, now: Assessment) -> list[ItemChange]:
    """Return what changed between two assessments, by kind, then by day, then by ID.

    Pure: it compares what is in the two, whether they are of the same files at two dates or of two versions of them.

    Raises:
        ValueError: if the first assessment is of a later date.
    """
    found: list[ItemChange] = []
    plans = pair(before.plans, now.plans, _plan)
    for was, plan in plans.both:
        moved = movement(was, plan)
        of_plan = [*of_milestones(moved), *of_watchers(moved), *of_decisions(moved)]
        found += [*of_plan, *of_entries(moved, of_plan)]
    for kind, some in ((ChangeKind.ADDED, plans.new), (ChangeKind.REMOVED, plans.gone)):
        found += (change for plan in some for change in _whole(kind, plan))
    found += of_kpis(before.kpis, now.kpis)
    found += of_kpi_entries(before.kpis, now.kpis, found)
    order = {kind: number for number, kind in enumerate(ChangeKind)}
    return sorted(found, key=lambda one: (order[one.kind], one.on or date.min, natural(one.id)))


def _plan(status: PlanStatus) -> Plan:
    return status.plan


def _whole(kind: ChangeKind, plan: PlanStatus) -> Iterator[ItemChange]:
    """Yield the milestones of a plan that only one of the two has."""
    return (of_milestone(kind, status) for status in plan.milestones)
