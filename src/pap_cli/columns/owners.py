"""The columns of owners: what each is accountable for, and how much of it is late."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from pap_cli.assess.assessment import GroupStatus, count_ratings
from pap_cli.columns.field import Field, by_name, date_field, rating_field
from pap_cli.columns.progress import count_cell, progress_fields
from pap_cli.document import Align, Cell, Tone
from pap_cli.model.periods import Due
from pap_cli.model.rating import Rating
from pap_cli.wording.cells import tone_of


class OwnerLine(Struct, frozen=True):
    """One owner in one plan."""

    plan: str
    group: GroupStatus
    kpis: int

    def count(self, rating: Rating) -> int:
        """Return the number of the owner's milestones with a rating."""
        return count_ratings(self.group.milestones)[rating]

    @property
    def next_due(self) -> Due | None:
        """The nearest due date of the owner's open milestones."""
        waiting = (status.schedule.due for status in self.group.milestones if status.schedule.state.open)
        return min(waiting, key=lambda due: due.day, default=None)


def _count_field(rating: Rating, keep: int) -> Field[OwnerLine]:
    def cell(line: OwnerLine) -> Cell:
        count = line.count(rating)
        return Cell(str(count), tone_of(rating)) if count else Cell("")

    return Field(rating.value, lambda line: line.count(rating), rating.value.capitalize(), cell, Align.RIGHT, keep)


def _cancelled(line: OwnerLine) -> Cell:
    return count_cell(line.group.progress.cancelled, Tone.MUTED)


FIELDS: Mapping[str, Field[OwnerLine]] = by_name(
    rating_field(lambda line: line.group.rating),
    Field("id", lambda line: line.group.id or None, "ID", keep=6),
    Field("title", lambda line: line.group.title, "Owner", flexible=True),
    Field("plan", lambda line: line.plan, "Plan", shown=False),
    *progress_fields(lambda line: line.group.progress),
    *(_count_field(rating, keep) for rating, keep in zip(Rating, (1, 2, 3, 4, 5), strict=True)),
    Field("cancelled", lambda line: line.group.progress.cancelled, "Cancelled", _cancelled, Align.RIGHT, keep=9),
    date_field("next_due", "Next due", lambda line: line.next_due, keep=1),
    Field("kpis", lambda line: line.kpis, "KPIs", align=Align.RIGHT, keep=7),
)
