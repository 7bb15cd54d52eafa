"""The columns of milestones that slipped, and of groups of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.assess.slippage import Slip
from pap_cli.cell import Align, Cell, Tone
from pap_cli.columns.field import Field, by_name, date_field, label_field, place_fields, rating_field
from pap_cli.columns.people import people_fields
from pap_cli.columns.themes import theme_fields
from pap_cli.model.dates import Due
from pap_cli.model.items import Horizon
from pap_cli.wording.cells import EMPTY, count_words


def moves_words(slip: Slip) -> str:
    """Return how often a date was moved: `2 approved; 1 asked for; 1 without approval`; empty if it never was."""
    parts = (
        (len(slip.approved_moves), "approved"),
        (len(slip.asked), "asked for"),
        (slip.edits, "without approval"),
    )
    return "; ".join(f"{count:,} {words}" for count, words in parts if count)


def _now_cell(slip: Slip) -> Cell:
    """Return when it was delivered, or else its forecast, or that it is overdue."""
    schedule = slip.schedule
    if schedule.delivered is not None:
        return Cell(f"delivered {schedule.delivered}", Tone.MUTED)
    if schedule.forecast is not None and schedule.forecast.day >= slip.as_of:
        return Cell(f"forecast {schedule.forecast}", Tone.AMBER if slip.further_days else Tone.PLAIN)
    return Cell("overdue", Tone.RED) if slip.further_days else EMPTY


def _slipped_cell(slip: Slip) -> Cell:
    """Return the days that it slipped, and that it did so again."""
    if slip.days <= 0:
        return Cell(f"{count_words(-slip.days, 'day')} earlier" if slip.days else "", Tone.MUTED)
    return Cell(
        count_words(slip.days, "day") + (", again" if slip.again else ""), Tone.RED if slip.again else Tone.PLAIN
    )


def _forecast(slip: Slip) -> Due | None:
    return slip.schedule.forecast


FIELDS: Mapping[str, Field[Slip]] = by_name(
    replace(rating_field(lambda slip: slip.status.rating, lambda slip: slip.status.key), shown=False),
    Field("id", lambda slip: slip.status.id, "ID"),
    Field("title", lambda slip: slip.schedule.milestone.title, "Milestone", flexible=True),
    Field("plan", lambda slip: slip.schedule.plan, "Plan", shown=False),
    Field("action", lambda slip: slip.schedule.action.id if slip.schedule.action else None, "Action", shown=False),
    Field(
        "recommendation",
        lambda slip: None if slip.schedule.action else slip.schedule.parent.id,
        "Recommendation",
        shown=False,
    ),
    Field(
        "horizon",
        lambda slip: slip.schedule.horizon.value if slip.schedule.horizon else None,
        "Horizon",
        shown=False,
        order=lambda slip: list(Horizon).index(slip.schedule.horizon) if slip.schedule.horizon else len(Horizon),
    ),
    date_field("original", "Original", lambda slip: slip.original),
    date_field("approved", "Approved", lambda slip: slip.due),
    date_field("forecast", "Now", _forecast, keep=3).showing(_now_cell),
    date_field("expected", "Expected", lambda slip: slip.end, shown=False),
    date_field("delivered", "Delivered", lambda slip: slip.schedule.delivered, shown=False),
    Field(
        "days",
        lambda slip: slip.days,
        "Slipped",
        _slipped_cell,
        align=Align.RIGHT,
    ),
    Field("approved_days", lambda slip: slip.approved_days, "Approved days", align=Align.RIGHT, shown=False),
    Field("further_days", lambda slip: slip.further_days, "Further days", align=Align.RIGHT, shown=False),
    Field(
        "moves",
        lambda slip: len(slip.approved_moves) + slip.unapproved,
        "Moves",
        lambda slip: Cell(moves_words(slip), Tone.AMBER if slip.unapproved else Tone.PLAIN),
        keep=2,
    ),
    Field("moves_approved", lambda slip: len(slip.approved_moves), "Approved moves", align=Align.RIGHT, shown=False),
    Field("moves_unapproved", lambda slip: slip.unapproved, "Moves without approval", align=Align.RIGHT, shown=False),
    Field("again", lambda slip: slip.again, "Again", shown=False),
    Field(
        "approved_by",
        lambda slip: list(slip.approvers),
        "Approved by",
        lambda slip: Cell(", ".join(slip.approvers)),
        keep=4,
    ),
    Field("added", lambda slip: slip.added, "Not in the baseline", shown=False),
    *people_fields("owner", lambda slip: slip.schedule.owners, shown=False),
    *people_fields("lead", lambda slip: slip.schedule.leads, shown=False),
    *theme_fields(lambda slip: slip.status.themes, keep=9),
    Field("expected_by", lambda slip: list(slip.schedule.milestone.expected_by), "Expected by", shown=False),
    *place_fields(lambda slip: slip.schedule.milestone.place),
    label_field(lambda slip: slip.status.rating, lambda slip: slip.status.key),
)

# In place of the original date, if that is the one in a baseline.
BASELINE = replace(FIELDS["original"], title="Baseline")


class SlipGroup(Struct, frozen=True, kw_only=True, dict=True):
    """The milestones of an action, an owner, a body or a horizon: those that slipped, of all."""

    id: str
    title: str
    plan: str | None
    slips: tuple[Slip, ...]

    @cached_property
    def slipped(self) -> Sequence[Slip]:
        """Those that slipped."""
        return [one for one in self.slips if one.days > 0]

    @cached_property
    def days(self) -> list[int]:
        """The days that each slipped, the fewest first."""
        return sorted(one.days for one in self.slipped)

    def total(self, name: str) -> int:
        """Return the sum of an attribute of its milestones."""
        return sum(int(getattr(one, name)) for one in self.slips)

    @property
    def approved_moves(self) -> int:
        """The number of moves that somebody approved."""
        return sum(len(one.approved_moves) for one in self.slips)

    @property
    def approvers(self) -> tuple[str, ...]:
        """Who approved them, each once."""
        return tuple(dict.fromkeys(id for one in self.slips for id in one.approvers))


GROUP_FIELDS: Mapping[str, Field[SlipGroup]] = by_name(
    Field("id", lambda group: group.id, "ID"),
    Field("title", lambda group: group.title, "Title", flexible=True),
    Field("plan", lambda group: group.plan, "Plan", shown=False),
    Field("milestones", lambda group: len(group.slips), "Milestones", align=Align.RIGHT),
    Field("slipped", lambda group: len(group.slipped), "Slipped", align=Align.RIGHT),
    Field(
        "again",
        lambda group: group.total("again"),
        "Again",
        lambda group: Cell(f"{group.total('again'):,}", Tone.RED) if group.total("again") else EMPTY,
        align=Align.RIGHT,
        keep=3,
    ),
    Field("moves_approved", lambda group: group.approved_moves, "Moves", align=Align.RIGHT, keep=2),
    Field(
        "moves_unapproved",
        lambda group: group.total("unapproved"),
        "Unapproved",
        lambda group: Cell(f"{group.total('unapproved'):,}", Tone.AMBER) if group.total("unapproved") else EMPTY,
        align=Align.RIGHT,
        keep=4,
    ),
    Field(
        "median_days",
        lambda group: group.days[(len(group.days) - 1) // 2] if group.days else 0,
        "Median",
        align=Align.RIGHT,
        keep=5,
    ),
    Field("most_days", lambda group: group.days[-1] if group.days else 0, "Most", align=Align.RIGHT, keep=1),
    Field("total_days", lambda group: sum(group.days), "Days", align=Align.RIGHT),
    Field(
        "approved_by",
        lambda group: list(group.approvers),
        "Approved by",
        lambda group: Cell(", ".join(group.approvers)),
        keep=6,
    ),
)
