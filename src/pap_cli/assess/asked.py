"""What is to be asked of the people of a plan: their open milestones, evidence that is missing, figures they owe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.assess.kpis.kpi import KpiStatus, ended_by, figure_expected
from pap_cli.assess.people import NO_OWNER, everyone
from pap_cli.model.dates import Due
from pap_cli.model.kpi import Observation
from pap_cli.model.measure import Missing
from pap_cli.model.order import Order, natural
from pap_cli.model.periods import Period, period_after

# The most figures of a KPI to ask for: whoever has sent none for longer than that needs a talk, and no form.
_MOST_FIGURES = 12


class Ask(StrEnum):
    """Why something is asked, the most urgent first."""

    LATE = "late"
    EVIDENCE_LATE = "evidence late"
    DUE_SOON = "due soon"
    EVIDENCE_DUE = "evidence due"
    LATER = "later"


class StepAsked(Struct, frozen=True, kw_only=True):
    """A milestone, or an action with dates of its own, about which something is asked."""

    why: Ask
    status: MilestoneStatus
    # When it, or its evidence, is due.
    due: Due
    # The days that it is late, or negative until it is due; None without a date.
    days: int | None

    @property
    def said(self) -> tuple[object, ...]:
        """What is the same on two days if there is nothing new to say."""
        schedule = self.status.schedule
        return (schedule.plan, self.status.id, self.why, self.due, schedule.forecast)


class FigureOwed(Struct, frozen=True, kw_only=True):
    """A figure that was expected, or will be soon, and is not there."""

    status: KpiStatus
    period: Period
    # The day by which it is expected, and whether that has passed.
    expected: date
    late: bool

    @property
    def last(self) -> Observation | None:
        """The figure before it."""
        return self.status.latest

    @property
    def said(self) -> tuple[object, ...]:
        """What is the same on two days if there is nothing new to say."""
        return (self.status.kpi.plan, self.status.id, self.period, self.late)


class Asked(Struct, frozen=True, kw_only=True, dict=True):
    """What is asked of somebody on a day, the longest late first."""

    as_of: date
    # The last day of what is due soon.
    until: date
    steps: tuple[StepAsked, ...] = ()
    figures: tuple[FigureOwed, ...] = ()

    @property
    def nothing(self) -> bool:
        """True if nothing is asked."""
        return not (self.steps or self.figures)

    @cached_property
    def late(self) -> int:
        """How much of it is late."""
        steps = sum(1 for one in self.steps if one.why in (Ask.LATE, Ask.EVIDENCE_LATE))
        return steps + sum(1 for one in self.figures if one.late)

    def of(self, *whys: Ask) -> tuple[StepAsked, ...]:
        """Return the milestones that are asked about for these reasons."""
        return tuple(one for one in self.steps if one.why in whys)

    def since(self, before: Asked) -> Asked:
        """Return what was not so on an earlier day."""
        said = {*(one.said for one in before.steps), *(owed.said for owed in before.figures)}
        return Asked(
            as_of=self.as_of,
            until=self.until,
            steps=tuple(one for one in self.steps if one.said not in said),
            figures=tuple(one for one in self.figures if one.said not in said),
        )


class Questions(Struct, frozen=True, kw_only=True):
    """Everything that can be asked on a day, by plan and owner or lead."""

    as_of: date
    until: date
    # Whether what is due later is asked about too.
    everything: bool
    steps: Mapping[tuple[str, str], Sequence[StepAsked]]
    # A KPI of the whole workspace is asked of an owner in every plan that has the owner.
    figures: Mapping[tuple[str | None, str], Sequence[FigureOwed]]

    @property
    def of_nobody(self) -> tuple[StepAsked, ...]:
        """What nobody can be asked about, because it has no owner and no lead."""
        found = (one for (_, id), steps in self.steps.items() if id == NO_OWNER for one in steps)
        return tuple(one for one in found if not one.status.schedule.leads)

    def of(self, people: Iterable[tuple[str, str]]) -> Asked:
        """Return what is asked of owners, each named with a plan."""
        people = list(people)
        steps = [one for person in people for one in self.steps.get(person, ())]
        figures = [
            one for plan, id in people for one in (*self.figures.get((plan, id), ()), *self.figures.get((None, id), ()))
        ]
        unique = {(one.status.schedule.plan, one.status.id): one for one in steps}
        owed = {(one.status.kpi.plan, one.status.id, one.period): one for one in figures}
        return Asked(
            as_of=self.as_of,
            until=self.until,
            steps=tuple(sorted(unique.values(), key=_most_urgent)),
            figures=tuple(sorted(owed.values(), key=lambda one: (one.expected, natural(one.status.id)))),
        )


def _most_urgent(one: StepAsked) -> tuple[int, date, Order]:
    return (list(Ask).index(one.why), one.due.day, natural(one.status.id))


def questions(now: Assessment, until: date, *, everything: bool) -> Questions:
    """Return what can be asked on a day of everybody.

    Args:
        now: the assessment of the day.
        until: the last day of what is due soon.
        everything: whether what is due later, or has no date, is asked about too.
    """
    steps: dict[tuple[str, str], list[StepAsked]] = {}
    for status in now.milestones:
        found = _step(status, now.as_of, until)
        if found is None or (found.why is Ask.LATER and not everything):
            continue
        for id in everyone(status.schedule.owners, status.schedule.leads):
            steps.setdefault((status.schedule.plan, id), []).append(found)
    figures: dict[tuple[str | None, str], list[FigureOwed]] = {}
    for kpi in now.kpis:
        for owed in _owed(kpi, now.as_of, until) if kpi.kpi.owners else ():
            for id in kpi.kpi.owners:
                figures.setdefault((kpi.kpi.plan, id), []).append(owed)
    return Questions(as_of=now.as_of, until=until, everything=everything, steps=steps, figures=figures)


def _step(status: MilestoneStatus, as_of: date, until: date) -> StepAsked | None:
    """Return what is asked about a milestone; None if it is cancelled, evidenced or has an error in the file."""
    schedule = status.schedule
    if schedule.milestone.place.faulty:
        return None
    if schedule.awaits_evidence and schedule.evidence_due_as_written is not None:
        due = schedule.evidence_due_as_written
        late = schedule.evidence_late(as_of)
        why = Ask.EVIDENCE_LATE if late else Ask.EVIDENCE_DUE
        return StepAsked(why=why, status=status, due=due, days=(as_of - due.day).days) if due.day <= until else None
    if not schedule.state.open:
        return None
    due = schedule.due
    if not due.dated:
        return StepAsked(why=Ask.LATER, status=status, due=due, days=None)
    why = Ask.LATE if schedule.days_overdue else Ask.DUE_SOON if due.day <= until else Ask.LATER
    return StepAsked(why=why, status=status, due=due, days=schedule.days_overdue or (as_of - due.day).days)


def _owed(status: KpiStatus, as_of: date, until: date) -> list[FigureOwed]:
    """Return the figures of a KPI after its last one that are expected by a day, the oldest first."""
    kpi = status.kpi
    answered = [one for one in status.series if one.value is not Missing.MISSING]
    if kpi.formula is not None or kpi.events or ended_by(kpi, as_of) is not None or not answered:
        return []
    period, found = answered[-1].period, []
    for _ in range(_MOST_FIGURES):
        expected = figure_expected(kpi, period.end, status.step)
        period = period_after(period, status.step)
        if expected > until or period.end > as_of:
            break
        found.append(FigureOwed(status=status, period=period, expected=expected, late=expected < as_of))
    return found
