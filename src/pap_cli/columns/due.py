"""The columns of what is due and what is late."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from pap_cli.assess.deadlines.clocks import ClockStatus
from pap_cli.assess.due import DueItem, DueKind
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.cell import Align, Cell, Tone
from pap_cli.columns.field import Field, by_name, date_field, place_fields
from pap_cli.columns.people import people_fields
from pap_cli.columns.themes import theme_fields
from pap_cli.model.place import Place
from pap_cli.model.rating import Rating
from pap_cli.wording.cells import EMPTY, count_words, rating_cell

# What stands before the title of an item that is no milestone or action.
_LEADS: Mapping[DueKind, str] = {
    DueKind.EVIDENCE: "Evidence: ",
    DueKind.REVIEW: "Review: ",
    DueKind.STATUTORY: "Statutory: ",
}


def rating_of(item: DueItem) -> Rating | None:
    """Return the rating of a milestone or an action; None for a review or a statutory clock."""
    return item.source.rating if isinstance(item.source, MilestoneStatus) else None


def _rating(item: DueItem) -> Cell:
    return rating_cell(item.source) if isinstance(item.source, MilestoneStatus) else EMPTY


def _reason(item: DueItem) -> str:
    """Return why a milestone is red or amber, when something was delivered, or how a deadline was counted."""
    source = item.source
    if isinstance(source, ClockStatus):
        return source.counted
    if not isinstance(source, MilestoneStatus):
        return ""
    delivered = source.schedule.delivered
    if item.kind is DueKind.EVIDENCE and delivered is not None:
        return f"delivered {delivered}"
    return (
        source.reason if source.rating in (Rating.RED, Rating.AMBER) else source.schedule.state.value.replace("-", " ")
    )


def _place(item: DueItem) -> Place:
    source = item.source
    if isinstance(source, MilestoneStatus):
        return source.schedule.milestone.place
    return source.clock.place if isinstance(source, ClockStatus) else source.review.place


def _late(item: DueItem) -> Cell:
    return Cell(count_words(item.days_overdue, "day"), Tone.RED) if item.days_overdue else EMPTY


def _left(item: DueItem) -> Cell:
    if item.days_overdue:
        return EMPTY
    return Cell(count_words(item.days_left, "day") if item.days_left else "today")


FIELDS: Mapping[str, Field[DueItem]] = by_name(
    Field(
        "rating",
        lambda item: rating.value if (rating := rating_of(item)) is not None else None,
        "Rating",
        _rating,
        keep=6,
        order=lambda item: rating.rank if (rating := rating_of(item)) is not None else None,
    ),
    Field("kind", lambda item: item.kind.value, "What", shown=False),
    Field("id", lambda item: item.id, "ID"),
    Field(
        "title",
        lambda item: item.title,
        "Title",
        lambda item: Cell(_LEADS.get(item.kind, "") + item.title),
        flexible=True,
    ),
    Field("plan", lambda item: item.plan, "Plan", shown=False),
    date_field("due", "Due", lambda item: item.due),
    Field("due_written", lambda item: item.due.written, "Due as written", shown=False),
    Field("days_left", lambda item: item.days_left, "In", _left, align=Align.RIGHT, keep=4),
    Field("days_overdue", lambda item: item.days_overdue, "Late", _late, align=Align.RIGHT),
    *people_fields("owner", lambda item: item.owners),
    *people_fields("lead", lambda item: item.leads, keep=7),
    Field("bodies", lambda item: list(item.bodies), "Body", keep=5),
    Field("reason", _reason, "Why", lambda item: Cell(_reason(item), Tone.MUTED), keep=8, flexible=True),
    *place_fields(_place),
    *theme_fields(lambda item: item.themes, keep=9),
)


def fields_of(*, late: bool, several: bool) -> Mapping[str, Field[DueItem]]:
    """Return the columns: `late` shows by how much, otherwise in how many days; the plan only if there are several."""
    shown = {"days_overdue": late, "days_left": not late, "plan": several}
    return {name: replace(field, shown=shown.get(name, field.shown)) for name, field in FIELDS.items()}
