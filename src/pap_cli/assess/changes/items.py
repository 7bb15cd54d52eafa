"""What changed between two assessments, as one list, of milestones, KPIs and what is watched beside them.

Milestones, reviews and concerns are compared by `movement`, which the report uses too, so both say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pap_cli.assess.assessment import Assessment, PlanStatus
from pap_cli.assess.changes.change import ChangeKind, ItemChange
from pap_cli.assess.changes.decisions import of_decisions
from pap_cli.assess.changes.entries import of_entries, of_kpi_entries
from pap_cli.assess.changes.kpis import of_kpis
from pap_cli.assess.changes.milestones import of_milestone, of_milestones
from pap_cli.assess.changes.movement import Movement, movement
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
        found += _of_plan(movement(was, plan))
    for kind, some in ((ChangeKind.ADDED, plans.new), (ChangeKind.REMOVED, plans.gone)):
        found += (change for plan in some for change in _whole(kind, plan))
    found += of_kpis(before.kpis, now.kpis)
    return _ordered([*found, *of_kpi_entries(before.kpis, now.kpis, found)])


def changes_of(moved: Movement) -> list[ItemChange]:
    """Return what changed in one plan and in its KPIs, in the same order."""
    before, now = moved.before.kpis, moved.now.kpis
    found = [*_of_plan(moved), *of_kpis(before, now)]
    return _ordered([*found, *of_kpi_entries(before, now, found)])


def _of_plan(moved: Movement) -> list[ItemChange]:
    found = [*of_milestones(moved), *of_watchers(moved), *of_decisions(moved)]
    return [*found, *of_entries(moved, found)]


def _ordered(found: Iterable[ItemChange]) -> list[ItemChange]:
    order = {kind: number for number, kind in enumerate(ChangeKind)}
    return sorted(found, key=lambda one: (order[one.kind], one.on or date.min, natural(one.id)))


def _plan(status: PlanStatus) -> Plan:
    return status.plan


def _whole(kind: ChangeKind, plan: PlanStatus) -> Iterator[ItemChange]:
    """Yield the milestones of a plan that only one of the two has."""
    return (of_milestone(kind, status) for status in plan.milestones)
