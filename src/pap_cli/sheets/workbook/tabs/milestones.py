"""The tab of milestones, and of actions that have dates of their own."""

from __future__ import annotations

from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.columns.milestones import worst_first
from pap_cli.columns.progress import schedule_words
from pap_cli.sheets.workbook.tab import Kind, Tab, TabColumn, Value
from pap_cli.sheets.workbook.tabs.shared import (
    STATUS_WORDS,
    Shown,
    cancelled_columns,
    cancelled_values,
    id_column,
    labels,
    lead_column,
    note_column,
    on_screen,
    owner_column,
    plan_column,
    rating_column,
    reason_column,
    tab,
    title_column,
)
from pap_cli.sheets.workbook.values import day_value, evidence, ids, texts
from pap_cli.wording.cells import label_of

NAME = "Milestones"
_WHEN = "A day as 14/10/2016; a month as Oct 2016; day unknown if it happened and nobody knows when."
COLUMNS = (
    id_column(),
    plan_column(),
    title_column("Milestone", "What will have been achieved. An action with dates of its own is here too."),
    rating_column(),
    TabColumn(name="state", heading="State", about="How far it is. pap works it out.", width=16, computed=True),
    TabColumn(
        name="days", heading="Days late", about="How many days it is late.", kind=Kind.NUMBER, width=8, computed=True
    ),
    reason_column(),
    owner_column(),
    TabColumn(
        name="due",
        heading="Due now",
        about="Its due date: the first one, or the last extension that was approved. A later one becomes an extension.",
        kind=Kind.DAY,
        width=13,
    ),
    TabColumn(
        name="forecast",
        heading="Forecast",
        about="When its owner expects to be done.",
        kind=Kind.DAY,
        width=13,
        hint="When you expect it to be done, as day/month/year.",
    ),
    TabColumn(
        name="delivered",
        heading="Delivered",
        about=f"When it was delivered. {_WHEN}",
        kind=Kind.DAY,
        width=13,
        hint="When it was delivered, as day/month/year.",
    ),
    TabColumn(
        name="accepted", heading="Evidence accepted", about="When the evidence was accepted.", kind=Kind.DAY, width=13
    ),
    TabColumn(
        name="status",
        heading="Status",
        about=f"What a person judged of it: {', '.join(STATUS_WORDS)}, or words of your own.",
        width=14,
        choices=STATUS_WORDS,
        hint="How it goes, in one word. It is kept as a judgement beside the rating, and changes no rating.",
    ),
    note_column(),
    *on_screen(
        TabColumn(name="parent", heading="Belongs to", about="Its action or recommendation.", width=12, locked=True),
        lead_column(),
        TabColumn(name="first", heading="First due", about="Its first due date, which stays.", kind=Kind.DAY, width=13),
        TabColumn(name="started", heading="Started", about=f"When work began. {_WHEN}", kind=Kind.DAY, width=13),
        TabColumn(name="evidence_due", heading="Evidence due", about="When evidence is due.", kind=Kind.DAY, width=13),
        TabColumn(name="evidence", heading="Evidence", about="What the evidence is, and where.", width=36),
        TabColumn(name="status_on", heading="Status given on", about="When that was.", kind=Kind.DAY, width=13),
        TabColumn(name="depends_on", heading="Depends on", about="What must be delivered first.", width=16),
        TabColumn(name="expected_by", heading="Expected by", about="The bodies that expect it.", width=22),
        TabColumn(name="kpis", heading="KPIs", about="The KPIs that it should move.", width=22),
        TabColumn(name="success", heading="Success", about="How to tell that it worked.", width=36),
        TabColumn(name="added", heading="Added", about="When it came into the plan.", kind=Kind.DAY, width=13),
        *cancelled_columns(),
    ),
)


def rows(shown: Shown) -> Tab:
    """Return the tab, the worst milestones first."""
    found = sorted(shown.now.milestones, key=worst_first)
    return tab(NAME, COLUMNS, (_row(one, shown) for one in found), shown, ratings=labels(shown.now))


def _row(status: MilestoneStatus, shown: Shown) -> dict[str, Value]:
    schedule, milestone = status.schedule, status.schedule.milestone
    names, plan = shown.names, schedule.plan
    judged = next((one.judgement for one in status.judgements.known if one.judgement.status), None)
    required = shown.now.policy.require_evidence
    return {
        "id": status.id,
        "plan": plan,
        "parent": schedule.parent.id,
        "title": milestone.title,
        "rating": label_of(status),
        "state": schedule_words(schedule),
        "days": schedule.days_overdue or None,
        "reason": status.reason,
        "owner": names.of(plan, schedule.owners),
        "lead": names.of(plan, schedule.leads),
        "first": day_value(milestone.due),
        "due": day_value(schedule.due),
        "forecast": day_value(schedule.forecast),
        "started": day_value(schedule.started),
        "delivered": day_value(schedule.completed),
        "evidence_due": day_value(milestone.evidence_due) if required else None,
        "accepted": day_value(schedule.evidenced),
        "evidence": evidence(schedule.evidence),
        "status": judged.status if judged is not None else None,
        "status_on": day_value(judged.on) if judged is not None else None,
        "depends_on": ids(milestone.depends_on),
        "expected_by": names.of(plan, milestone.expected_by),
        "kpis": ids(milestone.kpis),
        "success": texts(milestone.success),
        "added": day_value(getattr(milestone, "added", None)) if not schedule.itself else None,
        **cancelled_values(milestone.cancelled, by_then=schedule.cancelled is not None and not schedule.itself),
        "new_note": None,
    }
