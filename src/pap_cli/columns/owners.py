"""The columns of owners: what each owns or leads, and how much of it is late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.items.groups import GroupStatus
from pap_cli.assess.people import everyone
from pap_cli.cell import Align, Cell, Tone
from pap_cli.columns.field import Field, by_name, date_field, label_field, rating_field
from pap_cli.columns.progress import count_cell, progress_fields, rating_count_fields, titled_by
from pap_cli.model.dates import Due
from pap_cli.model.key import shared_key
from pap_cli.model.oversight import Owner


class OwnerLine(Struct, frozen=True):
    """One owner in one plan: its milestones, and how many actions, recommendations, KPIs and risks it owns or leads."""

    plan: str
    group: GroupStatus
    actions: int
    recommendations: int
    kpis: int
    # Open risks.
    risks: int
    # Its entry; None for no owner, or one that the plan does not have.
    owner: Owner | None = None
    # The titles of the themes that it owns or leads.
    themes: tuple[str, ...] = ()

    @property
    def owned(self) -> int:
        """The number of milestones that it is accountable for; without an owner, all of them."""
        live = (one.schedule for one in self.group.milestones if one.schedule.state is not State.CANCELLED)
        return sum(1 for schedule in live if self.group.id in everyone(schedule.owners))

    @property
    def led(self) -> int:
        """The number of milestones that it leads for another owner."""
        return self.group.progress.milestones - self.owned

    @property
    def names(self) -> tuple[str, ...]:
        """The name of the person in the post, and its team, as far as they are written."""
        written = (self.owner.name, self.owner.team) if self.owner is not None else ()
        return tuple(filter(None, written))

    @property
    def next_due(self) -> Due | None:
        """The nearest due date of the owner's open milestones."""
        waiting = (status.schedule.due for status in self.group.milestones if status.schedule.state.open)
        return min(waiting, key=lambda due: due.day, default=None)


def line_of(plan: PlanStatus, group: GroupStatus) -> OwnerLine:
    """Return the line of one of the owners of a plan."""
    return OwnerLine(
        plan.plan.id,
        group,
        plan.actions_by_owner[group.id],
        plan.recommendations_by_owner[group.id],
        plan.kpis_by_owner[group.id],
        plan.risks_by_owner[group.id],
        plan.plan.owners_by_id.get(group.id),
        tuple(theme.title for theme in plan.plan.themes if group.id in (*theme.owners, *theme.leads)),
    )


def fields_of(lines: Sequence[OwnerLine]) -> Mapping[str, Field[OwnerLine]]:
    """Return the columns of lines: names, teams, risks and themes if one has any, ratings by their key's labels."""
    owners = [line.owner for line in lines if line.owner is not None]
    given = {
        "name": any(owner.name for owner in owners),
        "team": any(owner.team for owner in owners),
        "risks": any(line.risks for line in lines),
        "themes": any(line.themes for line in lines),
    }
    fields = titled_by(FIELDS, shared_key(line.group.key for line in lines))
    return {name: replace(field, shown=True) if given.get(name) else field for name, field in fields.items()}


def _cancelled(line: OwnerLine) -> Cell:
    return count_cell(line.group.progress.cancelled, Tone.MUTED)


FIELDS: Mapping[str, Field[OwnerLine]] = by_name(
    rating_field(lambda line: line.group.rating, lambda line: line.group.key),
    Field("id", lambda line: line.group.id or None, "ID", keep=6),
    Field("title", lambda line: line.group.title, "Owner", flexible=True),
    Field("name", lambda line: line.owner and line.owner.name, "Name", keep=10, shown=False),
    Field("team", lambda line: line.owner and line.owner.team, "Team", keep=9, shown=False),
    Field("contact", lambda line: line.owner and line.owner.contact, "Contact", shown=False, private=True),
    Field("plan", lambda line: line.plan, "Plan", shown=False),
    *progress_fields(lambda line: line.group.progress),
    Field("owned", lambda line: line.owned, "Owned", align=Align.RIGHT, shown=False),
    Field("led", lambda line: line.led, "As lead", lambda line: count_cell(line.led), Align.RIGHT, keep=8),
    *rating_count_fields(lambda line: line.group.ratings),
    Field("cancelled", lambda line: line.group.progress.cancelled, "Cancelled", _cancelled, Align.RIGHT, keep=9),
    date_field("next_due", "Next due", lambda line: line.next_due, keep=1),
    Field("actions", lambda line: line.actions, "Actions", align=Align.RIGHT, shown=False),
    Field("recommendations", lambda line: line.recommendations, "Recommendations", align=Align.RIGHT, shown=False),
    Field("kpis", lambda line: line.kpis, "KPIs", align=Align.RIGHT, keep=7),
    Field("risks", lambda line: line.risks, "Risks", align=Align.RIGHT, keep=7, shown=False),
    Field("themes", lambda line: len(line.themes), "Themes", align=Align.RIGHT, keep=7, shown=False),
    label_field(lambda line: line.group.rating, lambda line: line.group.key),
)
