"""The tab of risks."""

from __future__ import annotations

from pap_cli.assess.risks import RiskStatus
from pap_cli.model.order import natural
from pap_cli.model.rating import Rating
from pap_cli.model.risks import Response, Score
from pap_cli.sheets.workbook.tab import Kind, Tab, TabColumn, Value
from pap_cli.sheets.workbook.tabs.shared import (
    Shown,
    id_column,
    lead_column,
    note_column,
    on_screen,
    owner_column,
    plan_column,
    tab,
    title_column,
)
from pap_cli.sheets.workbook.values import day_value, ids, texts

NAME = "Risks"
_SCORE = "Likelihood x impact, such as 4 x 5, or the score alone."
COLUMNS = (
    id_column(),
    plan_column(),
    title_column("Risk", "What may happen."),
    TabColumn(
        name="rating",
        heading="Level",
        about="The band of its score, in the words of the plan.",
        width=14,
        computed=True,
        coloured=True,
    ),
    TabColumn(name="score", heading="Score now", about=f"The score in force. {_SCORE}", width=12),
    TabColumn(name="direction", heading="Went", about="up, down or same at the last look.", width=9, computed=True),
    TabColumn(name="target", heading="Score to reach", about=f"The target. {_SCORE}", width=12),
    owner_column(),
    TabColumn(
        name="response",
        heading="Response",
        about="What is done about it.",
        width=12,
        choices=tuple(Response),
        strict=True,
    ),
    TabColumn(name="controls", heading="Controls", about="What keeps it down already.", width=36),
    TabColumn(name="treated_by", heading="Treated by", about="The actions that are to lower it.", width=18),
    note_column(),
    *on_screen(
        TabColumn(name="initial", heading="Score at first", about=f"Before anything was done. {_SCORE}", width=12),
        TabColumn(name="state", heading="State", about="open or closed.", width=9, computed=True),
        lead_column(),
        TabColumn(name="cause", heading="Cause", about="Why it may happen.", width=34),
        TabColumn(name="effect", heading="Effect", about="What would follow.", width=34),
        TabColumn(name="category", heading="Category", about="Its category.", width=16),
        TabColumn(name="affects", heading="Affects", about="What it threatens.", width=18),
        TabColumn(name="raised", heading="Raised", about="When it was raised.", kind=Kind.DAY, width=13),
        TabColumn(name="closed", heading="Closed", about="When it was closed.", kind=Kind.DAY, width=13),
    ),
)


def rows(shown: Shown) -> Tab:
    """Return the tab, the highest open risks first."""
    every = [one for plan in shown.now.plans for one in plan.risks]
    found = sorted(every, key=lambda one: (not one.open, one.rating.rank, -(one.value or 0), natural(one.id)))
    levels = {label: rating for plan in shown.now.plans for _, rating, label in plan.plan.header.risk_matrix.levels} | {
        "closed": Rating.GREY
    }
    return tab(NAME, COLUMNS, (_row(one, shown) for one in found), shown, ratings=levels)


def score_text(score: Score | None) -> Value:
    """Return a score as it is written in a file."""
    if score is None:
        return None
    if score.pair is not None:
        return f"{score.pair[0]} x {score.pair[1]}"
    return score.value if score.value is not None else "unknown"


def _row(status: RiskStatus, shown: Shown) -> dict[str, Value]:
    risk, names, plan = status.risk, shown.names, status.plan
    return {
        "id": status.id,
        "plan": plan,
        "title": risk.title,
        "rating": (status.label or "not scored") if status.open else "closed",
        "score": score_text(status.score),
        "direction": status.direction.value if status.direction else None,
        "initial": score_text(risk.initial),
        "target": score_text(risk.target),
        "state": status.state.value,
        "owner": names.of(plan, risk.owners),
        "lead": names.of(plan, risk.leads),
        "response": risk.response.value if risk.response else None,
        "cause": risk.cause,
        "effect": risk.effect,
        "category": risk.category,
        "controls": texts(risk.controls),
        "treated_by": ids(risk.treated_by),
        "affects": ids(risk.affects),
        "raised": day_value(risk.raised),
        "closed": ("day unknown" if status.closed.written == "true" else day_value(status.closed))
        if status.closed is not None
        else None,
        "new_note": None,
    }
