"""The milestones on a time axis: first due date, approved due date, forecast, delivery and as-of date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from heapq import nsmallest

from msgspec import Struct

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.progress import progress
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.cell import Cell, Tone
from pap_cli.columns.milestones import worst_first
from pap_cli.columns.selection import Selection
from pap_cli.document import SCHEMA_VERSION, Document, Paragraph, Records
from pap_cli.drawing import Mark, TimeChart, TimeRow
from pap_cli.model.dates import Due, show_date
from pap_cli.model.items import Parent
from pap_cli.model.order import natural
from pap_cli.wording.cells import count_words, iso, label_of, tone_of
from pap_cli.wording.key import key_notes

LEGEND: tuple[tuple[str, str], ...] = (
    ("first", "first due date"),
    ("due", "approved due date"),
    ("forecast", "forecast"),
    ("done", "delivered"),
    ("evidenced", "evidence accepted"),
    ("today", "as-of date"),
)


def legend_of(rows: Iterable[TimeRow]) -> tuple[tuple[str, str], ...]:
    """Return the legend of a time chart, without accepted evidence if none is drawn."""
    drawn = {mark.kind for row in rows for mark in row.marks}
    return tuple(entry for entry in LEGEND if entry[0] != "evidenced" or "evidenced" in drawn)


# The most milestones that are drawn; JSON and CSV have them all.
MOST = 200


class TimelineView(Struct, frozen=True, kw_only=True):
    """Milestones in the order of the plan, each under its action or recommendation."""

    as_of: date
    groups: tuple[tuple[Parent, tuple[MilestoneStatus, ...]], ...]
    # The key of each plan that has one of its own.
    key: tuple[str, ...] = ()
    kind: str = "timeline"

    def _rows(self) -> list[MilestoneStatus]:
        return [status for _, found in self.groups for status in found]

    def facts(self) -> Mapping[str, object]:
        """Return each milestone with the dates that are drawn."""
        return {
            "schema_version": SCHEMA_VERSION,
            "as_of": self.as_of.isoformat(),
            "timeline": [dict(zip(_NAMES, _values(status), strict=True)) for status in self._rows()],
        }

    def records(self) -> Records:
        """Return one row for each milestone."""
        return Records(_NAMES, [_values(status) for status in self._rows()])

    def document(self) -> Document:
        """Return the chart of the worst milestones, in the order of the plan, and how many there are."""
        rows = self._rows()
        if not rows:
            return Document("", (Paragraph("No milestones to draw.", Tone.MUTED),))
        drawn = {id(status) for status in nsmallest(MOST, rows, key=worst_first)} if len(rows) > MOST else None
        groups = []
        for parent, found in self.groups:
            shown = [timeline_row(status, self.as_of) for status in found if drawn is None or id(status) in drawn]
            if shown:
                groups.append((f"{parent.id} {parent.title}", tuple(shown)))
        days = [mark.day for _, shown in groups for row in shown for mark in row.marks] + [self.as_of]
        margin = timedelta(days=7)
        legend = legend_of(row for _, shown in groups for row in shown)
        chart = TimeChart(min(days) - margin, max(days) + margin, self.as_of, tuple(groups), legend)
        counts = progress(status.schedule for status in rows)
        out = f" and {counts.cancelled:,} cancelled" if counts.cancelled else ""
        count = f"{count_words(counts.milestones, 'milestone')}{out}"
        which = f"the worst {MOST} of {count}" if drawn else count
        notes = (f"{which} as of {show_date(self.as_of)}", *self.key)
        return Document("", (chart, *(Paragraph(note, Tone.MUTED) for note in notes)))


_NAMES = (
    *("id", "plan", "action", "title", "rating", "first_due", "due", "forecast", "completed", "evidenced"),
    "rating_label",
)


def _values(status: MilestoneStatus) -> tuple[object, ...]:
    schedule = status.schedule
    return (
        status.id,
        schedule.plan,
        schedule.action.id if schedule.action else None,
        schedule.milestone.title,
        status.rating.value,
        iso(schedule.milestone.due),
        iso(schedule.due),
        iso(schedule.forecast),
        iso(schedule.completed),
        iso(schedule.evidenced),
        label_of(status),
    )


def _marks(status: MilestoneStatus) -> tuple[Mark, ...]:
    schedule = status.schedule
    tone = tone_of(status.rating)
    marks = [_planned(schedule.due, "due", Tone.MUTED if schedule.completed else tone)] if schedule.due.dated else []
    if schedule.slipped_days:
        marks.append(_planned(schedule.milestone.due, "first", Tone.MUTED))
    if schedule.forecast is not None:
        marks.append(_planned(schedule.forecast, "forecast", Tone.AMBER))
    accepted = schedule.evidenced if schedule.waiting is None else None
    for fact, kind, tone_of_fact in ((schedule.completed, "done", tone), (accepted, "evidenced", Tone.BLUE)):
        if fact is not None and (day := fact.since) is not None:
            marks.append(Mark(day, kind, tone_of_fact, str(fact)))
    return tuple(marks)


def _planned(due: Due, kind: str, tone: Tone) -> Mark:
    return Mark(due.day, kind, tone, str(due))


def timeline_row(status: MilestoneStatus, as_of: date) -> TimeRow:
    """Return a milestone as one line of a time chart, with how far it was extended or is late."""
    schedule = status.schedule
    dates = [due.day for due in (schedule.milestone.due, schedule.due) if due.dated]
    if schedule.days_overdue:
        dates.append(as_of)
    stretch = (min(dates), max(dates)) if len(set(dates)) > 1 else None
    return TimeRow(Cell(status.id, tone_of(status.rating)), schedule.milestone.title, _marks(status), stretch)


def build(assessment: Assessment, selection: Selection) -> TimelineView:
    """Return the timeline of the selected milestones."""
    groups: list[tuple[Parent, tuple[MilestoneStatus, ...]]] = []
    for plan in assessment.plans:
        by_parent: dict[str, list[MilestoneStatus]] = {}
        for status in plan.milestones:
            if selection.takes_milestone(status, assessment.as_of):
                by_parent.setdefault(status.schedule.parent.id, []).append(status)
        for id in sorted(by_parent, key=natural):
            found = sorted(by_parent[id], key=lambda status: (status.schedule.due.day, natural(status.id)))
            groups.append((found[0].schedule.parent, tuple(found)))
    return TimelineView(as_of=assessment.as_of, groups=tuple(groups), key=key_notes(assessment))
