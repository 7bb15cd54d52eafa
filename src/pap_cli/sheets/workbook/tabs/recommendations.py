"""The tab of recommendations."""

from __future__ import annotations

from pap_cli.assess.items.recommendations import RecommendationStatus
from pap_cli.model.order import natural
from pap_cli.sheets.workbook.tab import Tab, TabColumn, Value, yes_or_no
from pap_cli.sheets.workbook.tabs.shared import (
    YES_NO,
    Shown,
    id_column,
    labels,
    lead_column,
    note_column,
    on_screen,
    owner_column,
    plan_column,
    rating_column,
    tab,
    title_column,
)
from pap_cli.sheets.workbook.values import ids
from pap_cli.wording.cells import label_of

NAME = "Recommendations"
COLUMNS = (
    id_column(),
    plan_column(),
    title_column("Recommendation", "What must change."),
    TabColumn(
        name="priority",
        heading="Priority",
        about="yes if it asks for priority and immediate action.",
        width=10,
        choices=YES_NO,
        strict=True,
    ),
    rating_column(),
    TabColumn(name="actions", heading="Answered by", about="The actions that answer it.", width=20, computed=True),
    TabColumn(name="made_by", heading="Made by", about="The body that made it.", width=24),
    owner_column(),
    note_column(),
    *on_screen(
        TabColumn(name="to", heading="Addressed to", about="Addressee, if there are several.", width=20),
        TabColumn(name="reference", heading="Reference", about="Where it is in the inspection report.", width=30),
        TabColumn(name="theme", heading="Theme", about="The themes that it belongs to.", width=24),
        lead_column(),
    ),
)


def rows(shown: Shown) -> Tab:
    """Return the tab, the worst recommendations first."""
    every = (one for plan in shown.now.plans for one in plan.recommendations)
    found = sorted(every, key=lambda one: (one.rating.rank, natural(one.id)))
    return tab(NAME, COLUMNS, (_row(one, shown) for one in found), shown, ratings=labels(shown.now))


def _row(status: RecommendationStatus, shown: Shown) -> dict[str, Value]:
    entry, names, plan = status.recommendation, shown.names, status.plan
    return {
        "id": status.id,
        "plan": plan,
        "title": entry.title,
        "priority": yes_or_no(entry.priority),
        "rating": label_of(status),
        "actions": ids(one.id for one in status.actions),
        "made_by": names.one(plan, entry.made_by),
        "to": entry.to,
        "reference": entry.reference,
        "theme": names.of(plan, entry.themes),
        "owner": names.of(plan, entry.owners),
        "lead": names.of(plan, entry.leads),
        "new_note": None,
    }
