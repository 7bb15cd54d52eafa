"""The owners: what each is accountable for, and how much of it is late."""

from __future__ import annotations

from msgspec import Struct

from pap_cli.assess.assessment import Assessment, GroupStatus, count_ratings
from pap_cli.assess.deadlines.rag import ROLL_UP
from pap_cli.columns.listing import AS_IT_COMES, Arrangement, Field, Listing
from pap_cli.columns.selection import Selection
from pap_cli.document import Align, Cell
from pap_cli.model.rating import Rating
from pap_cli.wording.cells import date_cell, iso, rating_cell, tone_of

_WORST_FIRST = list(Rating)


class OwnerLine(Struct, frozen=True):
    """One owner in one plan."""

    plan: str
    group: GroupStatus
    kpis: int

    @property
    def overdue(self) -> int:
        """How many of the owner's milestones are overdue."""
        return sum(1 for status in self.group.milestones if status.schedule.days_overdue)

    def count(self, rating: Rating) -> int:
        """How many of the owner's milestones have a rating."""
        return count_ratings(self.group.milestones)[rating]


def _next(line: OwnerLine) -> tuple[str, Cell]:
    waiting = [status.schedule.due for status in line.group.milestones if status.schedule.state.open]
    if not waiting:
        return "", Cell("")
    due = min(waiting, key=lambda due: due.day)
    return iso(due) or "", date_cell(due)


def _count_field(rating: Rating, keep: int) -> Field[OwnerLine]:
    def cell(line: OwnerLine) -> Cell:
        count = line.count(rating)
        return Cell(str(count), tone_of(rating)) if count else Cell("")

    return Field(rating.value, lambda line: line.count(rating), rating.value.capitalize(), cell, Align.RIGHT, keep)


FIELDS: tuple[Field[OwnerLine], ...] = (
    Field(
        "rating",
        lambda line: line.group.rating.value,
        "Rating",
        lambda line: rating_cell(line.group.rating),
        order=lambda line: _WORST_FIRST.index(line.group.rating),
    ),
    Field("id", lambda line: line.group.id or None, "Id", keep=6),
    Field("title", lambda line: line.group.title, "Owner", flexible=True),
    Field("plan", lambda line: line.plan, "Plan", shown=False),
    Field("milestones", lambda line: len(line.group.milestones), "Milestones", align=Align.RIGHT),
    Field("overdue", lambda line: line.overdue, "Overdue", shown=False),
    *(_count_field(rating, keep) for rating, keep in zip(Rating, (1, 2, 3, 4, 5), strict=True)),
    Field("next_due", lambda line: _next(line)[0] or None, "Next due", lambda line: _next(line)[1], keep=1),
    Field("kpis", lambda line: line.kpis, "KPIs", align=Align.RIGHT, keep=7),
)


def build(assessment: Assessment, selection: Selection, arrangement: Arrangement = AS_IT_COMES) -> Listing[OwnerLine]:
    """Every owner that answers for something a selection takes, worst first."""
    lines = []
    for plan in assessment.plans:
        for group in plan.by_owner:
            kpis = sum(1 for status in plan.kpis if status.kpi.owner == group.id)
            wanted = any(selection.takes_step(status, assessment.as_of) for status in group.milestones)
            if (
                (wanted or not (selection.about_milestones or selection.body))
                and (group.milestones or kpis)
                and selection.takes_rating(group.rating)
                and selection.takes_owner(group.id)
                and selection.finds(group.id, group.title)
            ):
                lines.append(OwnerLine(plan.plan.id, group, kpis))
    return Listing(
        kind="owners",
        noun="owner",
        as_of=assessment.as_of,
        fields=FIELDS,
        items=tuple(
            sorted(lines, key=lambda line: (_WORST_FIRST.index(line.group.rating), -line.overdue, line.group.id))
        ),
        arrangement=arrangement,
        notes=(ROLL_UP,),
    ).arranged()
