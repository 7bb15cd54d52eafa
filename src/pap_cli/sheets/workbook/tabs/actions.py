"""The tab of actions."""

from __future__ import annotations

from pap_cli.assess.items.actions import ActionStatus
from pap_cli.columns.progress import state_words
from pap_cli.model.items import Scope
from pap_cli.model.order import Order, natural
from pap_cli.sheets.workbook.tab import Kind, Tab, TabColumn, Value
from pap_cli.sheets.workbook.tabs.shared import (
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
from pap_cli.sheets.workbook.values import day_value, ids, texts
from pap_cli.wording.cells import label_of

NAME = "Actions"
COLUMNS = (
    id_column(),
    plan_column(),
    title_column("Action", "What will be done."),
    rating_column(),
    TabColumn(name="state", heading="State", about="How far it is. pap works it out.", width=16, computed=True),
    TabColumn(
        name="late",
        heading="Milestones late",
        about="How many of its milestones are late.",
        kind=Kind.NUMBER,
        width=11,
        computed=True,
    ),
    TabColumn(
        name="next", heading="Next due", about="When its next milestone is due.", kind=Kind.DAY, width=13, computed=True
    ),
    reason_column(),
    owner_column(),
    lead_column(),
    TabColumn(name="success", heading="Success", about="How to tell that it worked.", width=40),
    note_column(),
    *on_screen(
        TabColumn(name="answers", heading="Answers", about="The recommendations that it answers.", width=16),
        TabColumn(
            name="scope",
            heading="Scope",
            about="corporate: it goes beyond the recommendations.",
            width=16,
            choices=tuple(Scope),
            strict=True,
        ),
        TabColumn(name="theme", heading="Theme", about="The themes that it names itself.", width=24),
        TabColumn(name="kpis", heading="KPIs", about="The KPIs that it should move.", width=24),
        TabColumn(name="added", heading="Added", about="When it came into the plan.", kind=Kind.DAY, width=13),
        *cancelled_columns(),
    ),
)


def rows(shown: Shown) -> Tab:
    """Return the tab, the worst actions first."""
    found = sorted((one for plan in shown.now.plans for one in plan.actions), key=_worst_first)
    return tab(NAME, COLUMNS, (_row(one, shown) for one in found), shown, ratings=labels(shown.now))


def _worst_first(status: ActionStatus) -> tuple[int, int, Order]:
    return (status.rating.rank, -status.progress.overdue, natural(status.id))


def _row(status: ActionStatus, shown: Shown) -> dict[str, Value]:
    action, names, plan = status.action, shown.names, status.plan
    return {
        "id": status.id,
        "plan": plan,
        "title": action.title,
        "rating": label_of(status),
        "state": state_words(status.state, unapproved=status.unapproved),
        "late": status.progress.overdue or None,
        "next": day_value(status.next_due.schedule.due) if status.next_due else None,
        "reason": status.reason,
        "owner": names.of(plan, action.owners),
        "lead": names.of(plan, action.leads),
        "answers": ids(action.answers),
        "scope": action.scope.value,
        "theme": names.of(plan, action.themes),
        "kpis": ids(action.kpis),
        "success": texts(action.success),
        "added": action.added,
        **cancelled_values(action.cancelled, by_then=status.cancelled),
        "new_note": None,
    }
