"""The schedules of a plan with what blocks each milestone, directly or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from pap_cli.assess.deadlines.cycles import components, strong_components
from pap_cli.assess.deadlines.schedule import Blocker, Schedule, horizon_bounds, schedule_of, steps_by
from pap_cli.assess.deadlines.threats import Threat, threats
from pap_cli.model.config import Policy
from pap_cli.model.key import KeyRule
from pap_cli.model.order import natural
from pap_cli.model.plan import Plan
from pap_cli.model.steps import answered

# The most blockers of a milestone that are listed, so that a chain of thousands stays fast.
MAX_BLOCKERS = 50


def schedules(plan: Plan, as_of: date, policy: Policy) -> tuple[tuple[Schedule, ...], tuple[tuple[str, ...], ...]]:
    """Return the schedule of every milestone in the plan on a date, in the plan's order, and the cycles among them.

    A cycle is the ids of milestones and actions that depend on each other, each once.
    """
    bounds = horizon_bounds(plan.header)
    dated = [schedule_of(milestone, parent, plan, bounds, as_of, policy) for milestone, parent in steps_by(plan, as_of)]
    if plan.header.key.rated_by is KeyRule.RISKS:
        worst = threats(plan, as_of)
        dated = [replace(one, threat=_worst_of(worst, one)) for one in dated]
    return _with_blockers(plan, dated)


def _worst_of(worst: Mapping[str, Threat], schedule: Schedule) -> Threat | None:
    """Return the worst risk that affects a milestone, its action or recommendation, or what its action answers."""
    ids = dict.fromkeys((schedule.id, schedule.parent.id, *answered(schedule.parent)))
    found = [worst[id] for id in ids if id in worst]
    return min(found, key=lambda threat: (threat.rating.rank, -threat.score), default=None)


def _with_blockers(plan: Plan, dated: Sequence[Schedule]) -> tuple[tuple[Schedule, ...], tuple[tuple[str, ...], ...]]:
    by_id = {schedule.id: schedule for schedule in dated}
    if not any(schedule.milestone.depends_on for schedule in dated):
        return tuple(dated), ()
    waits = _waits_for(plan, by_id)
    groups = components(waits)
    cycles = tuple(members for members in groups if len(members) > 1 or members[0] in waits[members[0]])
    if cycles:  # a delivered milestone depends on nothing, which breaks some cycles for the others
        waits = {id: () if id in by_id and not by_id[id].state.open else others for id, others in waits.items()}
        groups = strong_components(waits)
    worst = _worst_blockers(groups, waits, by_id)

    def blocked(schedule: Schedule) -> Schedule:
        if not (schedule.state.open and schedule.milestone.depends_on):
            return schedule
        behind, blocker = _blocked_by(schedule.id, waits, by_id), worst.get(schedule.id)
        return replace(schedule, blocked_by=behind, blocker=blocker) if behind or blocker else schedule

    return tuple([blocked(schedule) for schedule in dated]), cycles


def _waits_for(plan: Plan, by_id: Mapping[str, Schedule]) -> dict[str, tuple[str, ...]]:
    """Return for each milestone what it depends on, and for each action it depends on the action's milestones."""
    named = {other for schedule in by_id.values() for other in schedule.milestone.depends_on}
    known = by_id.keys() | {action.id for action in plan.actions}
    steps: dict[str, list[str]] = {parent.id: [] for parent in plan.parents}
    for schedule in by_id.values():
        steps[schedule.parent.id].append(schedule.id)
    waits: dict[str, tuple[str, ...]] = {}
    for id, found in steps.items():
        if id in named:  # an action with dates of its own stands for its milestones, and is among them
            waits[id] = tuple(found)
        for step in found:
            waits[step] = tuple(other for other in by_id[step].milestone.depends_on if other in known)
    return waits


def _blocked_by(id: str, waits: Mapping[str, tuple[str, ...]], by_id: Mapping[str, Schedule]) -> tuple[str, ...]:
    """Return the undelivered milestones that one depends on, nearest first, up to delivered ones."""
    found: list[str] = []
    reached = {id}
    queue = list(waits[id])
    for other in queue:
        if other in reached:
            continue
        reached.add(other)
        schedule = by_id.get(other)
        if schedule is not None:
            if not schedule.state.open:
                continue
            found.append(other)
            if len(found) >= MAX_BLOCKERS:
                break
        queue += waits[other]
    return tuple(found)


def _worst_blockers(
    groups: Iterable[tuple[str, ...]], waits: Mapping[str, tuple[str, ...]], by_id: Mapping[str, Schedule]
) -> dict[str, Blocker]:
    """Return the worst that each id depends on, directly or not; in a cycle, each depends on all that any does.

    A milestone whose entry has an error blocks nothing: it is not known if it is late.
    """
    worst: dict[str, Blocker] = {}
    for members in groups:
        behind = [other for id in members for other in waits[id]]
        if not behind:
            continue
        candidates = _blockers(behind, worst, by_id)
        ranked = sorted(
            candidates, key=lambda blocker: (not blocker.overdue, -blocker.expected.toordinal(), natural(blocker.id))
        )
        for id in members:
            found = next((blocker for blocker in ranked if blocker.id != id), None)
            if found is not None:
                worst[id] = found
    return worst


def _blockers(ids: Iterable[str], worst: Mapping[str, Blocker], by_id: Mapping[str, Schedule]) -> set[Blocker]:
    """Return the blockers among some ids that are not delivered yet, and behind them."""
    found: set[Blocker] = set()
    for id in ids:
        schedule = by_id.get(id)
        if schedule is not None and not schedule.state.open:
            continue
        if id in worst:
            found.add(worst[id])
        if schedule is not None and schedule.due.dated and not schedule.milestone.place.faulty:
            found.add(Blocker(id, schedule.days_overdue > 0, schedule.expected_as_written))
    return found
