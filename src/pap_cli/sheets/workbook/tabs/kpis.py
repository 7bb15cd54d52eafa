"""The tab of KPIs."""

from __future__ import annotations

from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.columns.kpis import worst_first
from pap_cli.model.goal import Against, Change, Goal, Limit, Range
from pap_cli.model.measure import Basis, Calendar, Frequency, Polarity
from pap_cli.sheets.workbook.tab import Kind, Tab, TabColumn, Value
from pap_cli.sheets.workbook.tabs.shared import (
    Shown,
    id_column,
    kpi_labels,
    note_column,
    on_screen,
    plan_column,
    rating_column,
    reason_column,
    tab,
    title_column,
)
from pap_cli.wording.cells import figure_words, label_of

NAME = "KPIs"
COLUMNS = (
    id_column(),
    plan_column(),
    title_column("KPI", "What is measured."),
    rating_column(),
    TabColumn(name="latest", heading="Latest figure", about="The latest figure.", width=14, computed=True),
    TabColumn(name="period", heading="Latest period", about="What it is for.", width=14, computed=True),
    TabColumn(
        name="target_now", heading="Target now", about="The target that it is rated by.", width=16, computed=True
    ),
    reason_column(),
    TabColumn(name="owner", heading="Owner", about="Who answers for it.", width=26),
    TabColumn(
        name="polarity",
        heading="Better",
        about="Which way is better; none: for information.",
        width=10,
        choices=tuple(Polarity),
        strict=True,
    ),
    note_column(),
    *on_screen(
        TabColumn(name="unit", heading="Unit", about="percent, number, days, per 10,000 …", width=12),
        TabColumn(
            name="basis",
            heading="Basis",
            about="What a figure covers.",
            width=16,
            choices=tuple(Basis),
            strict=True,
        ),
        TabColumn(
            name="calendar",
            heading="Year",
            about="When its year begins.",
            width=12,
            choices=tuple(Calendar),
            strict=True,
        ),
        TabColumn(
            name="frequency",
            heading="How often",
            about="How often a figure is expected.",
            width=12,
            choices=tuple(Frequency),
            strict=True,
        ),
        TabColumn(name="baseline_period", heading="Baseline period", about="What the plan started from.", width=14),
        TabColumn(name="baseline", heading="Baseline", about="The figure of that time.", kind=Kind.NUMBER, width=10),
        TabColumn(name="target", heading="Target in the end", about="The target as it is written.", width=16),
        TabColumn(name="floor", heading="Floor", about="Worse than this is red.", width=12),
        TabColumn(
            name="published_after",
            heading="Known after",
            about="How long after its period a figure becomes known.",
            width=12,
        ),
        TabColumn(name="definition", heading="Definition", about="How it is counted.", width=40),
        TabColumn(name="source", heading="Source", about="Where the figures come from.", width=30),
        TabColumn(
            name="formula",
            heading="Worked out from",
            about="If its figures are computed: from which KPIs.",
            width=26,
        ),
    ),
)


def rows(shown: Shown) -> Tab:
    """Return the tab, the worst KPIs first."""
    found = sorted(shown.now.kpis, key=worst_first)
    return tab(NAME, COLUMNS, (_row(one, shown) for one in found), shown, ratings=kpi_labels(shown.now))


def goal_text(goal: Goal | None) -> str | float | None:
    """Return a target as it is written in a file: a number, `< 85`, `+800`, `18 to 22`, `above: neighbours`."""
    match goal:
        case Limit(operator, value):
            return f"{operator.sign} {value:g}"
        case Change(by, percent):
            return f"{by:+g}{'%' if percent else ''}"
        case Range(low, high):
            return f"{low:g} to {high:g}"
        case Against(operator, benchmark):
            return f"{operator.value}: {benchmark}"
        case _:
            return goal


def _row(status: KpiStatus, shown: Shown) -> dict[str, Value]:
    kpi = status.kpi
    return {
        "id": status.id,
        "plan": kpi.plan,
        "title": kpi.title,
        "rating": label_of(status),
        "latest": figure_words(status.latest, kpi.unit),
        "period": str(status.latest.period) if status.latest else "no figure",
        "target_now": status.aim.words(kpi.unit),
        "reason": status.reason,
        "owner": shown.names.of(kpi.plan, kpi.owners),
        "unit": kpi.unit,
        "polarity": kpi.polarity.value,
        "basis": kpi.basis.value,
        "calendar": kpi.calendar.value,
        "frequency": kpi.frequency.value if kpi.frequency else None,
        "baseline_period": kpi.baseline.period.written if kpi.baseline else None,
        "baseline": kpi.baseline.value if kpi.baseline else None,
        "target": goal_text(kpi.target),
        "floor": goal_text(kpi.floor),
        "published_after": str(kpi.published_after) if kpi.published_after else None,
        "definition": kpi.definition,
        "source": kpi.source,
        "formula": kpi.formula,
        "new_note": None,
    }
