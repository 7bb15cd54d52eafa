"""The tabs of what was decided and said: how due dates moved, and notes."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import PlanStatus
from pap_cli.model.decisions import Note, known_notes
from pap_cli.model.order import natural
from pap_cli.sheets.workbook.tab import Kind, Tab, TabColumn, Value
from pap_cli.sheets.workbook.tabs.shared import Row, Shown, id_column, plan_column, tab
from pap_cli.sheets.workbook.values import day_value

DATES, NOTES = "Date changes", "Notes"
DATE_COLUMNS = (
    id_column("Milestone", "The ID of the milestone."),
    plan_column(),
    TabColumn(name="title", heading="What it is", about="Its title.", width=48, computed=True),
    TabColumn(name="to", heading="New due date", about="To when it moved.", kind=Kind.DAY, width=13),
    TabColumn(
        name="approved",
        heading="Approved",
        about="When that was approved; without it, it was only asked for.",
        kind=Kind.DAY,
        width=13,
    ),
    TabColumn(name="asked", heading="Asked for", about="When it was asked for.", kind=Kind.DAY, width=13),
    TabColumn(name="by", heading="Approved by", about="Who approved it.", width=26),
    TabColumn(name="reason", heading="Why", about="Why the date moved.", width=48),
)
NOTE_COLUMNS = (
    id_column("About", "The ID of what the note is about."),
    plan_column(),
    TabColumn(name="sort", heading="What it is", about="milestone, action, KPI …", width=16, computed=True),
    TabColumn(name="on", heading="Day", about="The day of the note.", kind=Kind.DAY, width=13),
    TabColumn(name="by", heading="Author", about="Who wrote it.", width=26),
    TabColumn(name="text", heading="Note", about="The note.", width=60),
)


def date_changes(shown: Shown) -> Tab:
    """Return the tab of extensions, the latest approval first."""
    rows = [row for plan in shown.now.plans for row in _extensions(plan, shown)]
    return tab(DATES, DATE_COLUMNS, rows, shown)


def _extensions(plan: PlanStatus, shown: Shown) -> Iterator[Row]:
    for status in sorted(plan.milestones, key=lambda one: natural(one.id)):
        known = set(map(id, status.schedule.extensions))
        for one in status.schedule.milestone.extensions:
            if id(one) not in known and not one.requested(shown.now.as_of):
                continue
            yield {
                "id": status.id,
                "plan": plan.plan.id,
                "title": status.schedule.milestone.title,
                "to": day_value(one.to),
                "approved": day_value(one.approved) if id(one) in known else None,
                "asked": one.asked,
                "by": shown.names.one(plan.plan.id, one.by),
                "reason": one.reason,
            }


def notes(shown: Shown) -> Tab:
    """Return the tab of notes known by then, the newest first."""
    rows = [row for plan in shown.now.plans for row in _of_plan(plan, shown)]
    for status in shown.now.kpis:
        known = known_notes(status.kpi.notes, shown.now.as_of)
        rows += [_note(one, status.kpi.plan, status.id, "KPI", shown) for one in known]
    return tab(NOTES, NOTE_COLUMNS, rows, shown)


def _of_plan(plan: PlanStatus, shown: Shown) -> Iterator[Row]:
    name, as_of = plan.plan.id, shown.now.as_of
    found = [
        *((one.id, "recommendation", one.notes) for one in plan.recommendations),
        *((one.id, "action", one.notes) for one in plan.actions),
        *((one.id, "milestone", one.notes) for one in plan.milestones if not one.schedule.itself),
        *((one.id, "risk", one.notes) for one in plan.risks),
        (name, "plan", known_notes(plan.plan.header.notes, as_of)),
    ]
    for id, sort, known in found:
        yield from (_note(one, name, id, sort, shown) for one in known)


def _note(note: Note, plan: str | None, id: str, sort: str, shown: Shown) -> dict[str, Value]:
    return {
        "id": id,
        "plan": plan,
        "sort": sort,
        "on": day_value(note.on),
        "by": shown.names.one(plan, note.by),
        "text": note.text,
    }
