"""How far the dates of milestones slipped: from the original date to the approved one, and to what is expected.

The original date is the first due date, or the date in a baseline.  GAO's Schedule Assessment Guide (best practice 10)
asks for this: the baseline, each change to it and who approved it, and the difference to what is now expected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct

from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.counts import BurnUp, counts
from pap_cli.assess.deadlines.schedule import Schedule, State
from pap_cli.assess.identity import pair
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.model.dates import Due, exactly
from pap_cli.model.items import Extension
from pap_cli.model.order import Order, natural


class Edited(Struct, frozen=True):
    """How often the due date of a milestone was changed in the files, without an approval."""

    times: int
    # How often to a later date.
    later: int
    # What its first due date was before; None if only extensions were changed.
    original: Due | None


class Slip(Struct, frozen=True, kw_only=True):
    """A milestone with its dates: the original one, the approved one, and when it was or will be done."""

    status: MilestoneStatus
    as_of: date
    # The first due date, or the date in the baseline.
    original: Due
    # The moves that somebody approved, oldest first: since the baseline, if there is one.
    approved_moves: tuple[Extension, ...] = ()
    # The later dates that were asked for and are not approved.
    asked: tuple[Extension, ...] = ()
    # How often its due date was changed in the files, which nobody approved; how often to a later date.
    edits: int = 0
    later_edits: int = 0
    # True if it is in the plan but was not in the baseline.
    added: bool = False

    @property
    def schedule(self) -> Schedule:
        """Its schedule."""
        return self.status.schedule

    @property
    def due(self) -> Due:
        """The approved date: the due date in force."""
        return self.schedule.due

    @property
    def end(self) -> Due:
        """When it was delivered, or is expected: by its forecast if that is later, and not before the as-of date."""
        schedule = self.schedule
        if schedule.delivered is not None:
            return exactly(schedule.delivered.day) if schedule.delivered.day is not None else schedule.due
        expected = schedule.expected_as_written
        return exactly(self.as_of) if schedule.state.open and expected.day < self.as_of else expected

    @property
    def approved_days(self) -> int:
        """The days from the original date to the approved one; negative if it was brought forward."""
        return (self.due.day - self.original.day).days

    @property
    def further_days(self) -> int:
        """The days from the approved date to the delivery or what is expected, if that is later."""
        return max(0, (self.end.day - self.due.day).days)

    @property
    def days(self) -> int:
        """The days from the original date to the delivery, or to what is expected; negative only if brought forward."""
        done = self.schedule.delivered
        if done is not None and done.day is not None:
            return max((done.day - self.original.day).days, min(0, self.approved_days))
        return self.approved_days + self.further_days

    @property
    def unapproved(self) -> int:
        """The number of moves without an approval: later dates asked for, and due dates changed in the files."""
        return len(self.asked) + self.edits

    @property
    def approvers(self) -> tuple[str, ...]:
        """The IDs of those who approved its moves, each once."""
        return tuple(dict.fromkeys(one.by for one in self.approved_moves if one.by))

    @property
    def moved(self) -> bool:
        """True if its date was moved, or it is late or forecast to be."""
        return bool(self.days or self.approved_moves or self.unapproved)

    @property
    def again(self) -> bool:
        """True if it slipped more than once: a later date was followed by a still later one, or is missed too."""
        dates = [self.original.day, *(one.to.day for one in self.approved_moves)]
        later = sum(1 for before, after in pairwise(dates) if after > before)
        return later + self.later_edits + (self.further_days > 0) > 1


def slips(
    plan: PlanStatus, baseline: PlanStatus | None = None, edits: Mapping[str, Edited] | None = None
) -> tuple[Slip, ...]:
    """Return every milestone of a plan that has a due date and is not cancelled, in the order of the plan.

    Args:
        plan: the plan as of a day.
        baseline: the plan as it was when a baseline was made; without it, the first due dates are the original ones.
        edits: the due dates that were changed in the files without an approval, by the ID of the milestone, if
            that is known.
    """
    were = _in_baseline(plan, baseline) if baseline is not None else {}
    found = []
    for status in plan.milestones:
        schedule = status.schedule
        if schedule.state is State.CANCELLED or not schedule.due.dated:
            continue
        was = were.get(status.id)
        known = (edits or {}).get(status.id) if baseline is None else None
        original = known.original if known is not None and known.original is not None else schedule.milestone.due
        if was is not None and was.due.dated:
            original = was.due
        moves = tuple(_since(was, schedule)) if was is not None else schedule.extensions
        edited = _edit(was.milestone.due, schedule.milestone.due) if was is not None else Edited(0, 0, None)
        found.append(
            Slip(
                status=status,
                as_of=plan.as_of,
                original=original if original.dated else schedule.due,
                approved_moves=moves,
                asked=tuple(_asked(schedule, plan.as_of)),
                edits=(known or edited).times,
                later_edits=(known or edited).later,
                added=baseline is not None and was is None,
            )
        )
    return tuple(found)


def undated(plan: PlanStatus) -> tuple[MilestoneStatus, ...]:
    """Return the milestones of a plan that are not cancelled and have no due date: nobody can say if they slipped."""
    known = (one for one in plan.milestones if one.schedule.state is not State.CANCELLED)
    return tuple(one for one in known if not one.schedule.due.dated)


def _edit(was: Due, now: Due) -> Edited:
    """Return whether a first due date is another than in a baseline."""
    return Edited(int(was.day != now.day), int(was.day < now.day), None)


def _in_baseline(plan: PlanStatus, baseline: PlanStatus) -> dict[str, Schedule]:
    """Return the schedules of a baseline by the IDs that their milestones have now."""
    found = pair(baseline.milestones, plan.milestones, lambda one: one.schedule.milestone)
    return {now.id: was.schedule for was, now in found.both}


def _since(was: Schedule, schedule: Schedule) -> Iterator[Extension]:
    """Yield the extensions approved since a baseline."""
    known = Counter(one.to.day for one in was.extensions)
    for extension in schedule.extensions:
        if known[extension.to.day]:
            known[extension.to.day] -= 1
        else:
            yield extension


def _asked(schedule: Schedule, as_of: date) -> Iterator[Extension]:
    """Yield the dates asked for of an open milestone that are later than the approved one, and not approved."""
    if not schedule.state.open:
        return
    approved = set(map(id, schedule.extensions))
    for extension in schedule.milestone.extensions:
        if extension.requested(as_of) and id(extension) not in approved and extension.to.day > schedule.due.day:
            yield extension


def worst_first(slip: Slip) -> tuple[int, int, Order]:
    """Sort key: the longest slipped first, then the most often moved, then by ID."""
    return (-slip.days, -len(slip.approved_moves) - slip.unapproved, natural(slip.status.id))


class Ends(Struct, frozen=True):
    """The end of a plan: the last of its original dates, of its approved dates, and of what is expected."""

    original: Due
    approved: Due
    expected: Due


def first_day(found: Iterable[Slip], start: date) -> date:
    """Return the day on which the S-curves begin: the start of the plan, or an earlier date of a milestone."""
    return min([start, *(day for one in found for day in (one.original.day, one.due.day))])


def counted(found: Sequence[Slip], start: date) -> BurnUp:
    """Return milestones counted over time by their original and approved dates, and as delivered: the S-curves.

    What was delivered on an unknown day counts from `start`.
    """
    done = [one.schedule.delivered for one in found]
    return BurnUp(
        first=counts(one.original.day for one in found if not one.added),
        approved=counts(one.due.day for one in found),
        delivered=counts(fact.since or start for fact in done if fact is not None),
        total=len(found),
    )


def ends(found: Iterable[Slip]) -> Ends | None:
    """Return the ends of a plan; None without a milestone that has a date.

    What was not in the baseline does not count for the original end, unless nothing was.
    """
    known = list(found)
    if not known:
        return None
    return Ends(
        _last(one.original for one in [one for one in known if not one.added] or known),
        _last(one.due for one in known),
        _last(one.end for one in known),
    )


def _last(dates: Iterable[Due]) -> Due:
    return max(dates, key=lambda one: one.day)
