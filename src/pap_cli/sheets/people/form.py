"""The workbook that one person or team fills in: a question for each column, and nothing that is not theirs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pap_cli.assess.asked import Ask, Asked, FigureOwed, StepAsked
from pap_cli.model.dates import full_date
from pap_cli.model.rating import Rating
from pap_cli.sheets.people.recipient import Recipient
from pap_cli.sheets.workbook.mark import CHASE, Mark
from pap_cli.sheets.workbook.tab import Kind, Tab, TabColumn, Value, Workbook
from pap_cli.sheets.workbook.values import day_value
from pap_cli.wording.asked import counts, stands
from pap_cli.wording.cells import figure_words

MILESTONES, FIGURES = "Milestones", "Figures"
_DAY = "A day as day/month/year, such as 14/10/2016."
_PLAN = TabColumn(name="plan", heading="Plan", width=16)
STEP_COLUMNS = (
    TabColumn(name="id", heading="ID", width=18, locked=True),
    _PLAN,
    TabColumn(name="title", heading="Milestone", width=42),
    TabColumn(name="why", heading="Asked because", width=15, coloured=True),
    TabColumn(name="stands", heading="When", width=26),
    TabColumn(name="forecast", heading="Forecast so far", kind=Kind.DAY, width=13),
    TabColumn(
        name="delivered",
        heading="Delivered on",
        kind=Kind.DAY,
        width=13,
        asked=True,
        hint=f"The day on which it was delivered. Leave it empty if it is not. {_DAY}",
    ),
    TabColumn(
        name="expected",
        heading="New forecast",
        kind=Kind.DAY,
        width=13,
        asked=True,
        hint=f"When you now expect it to be delivered, if that has changed. {_DAY}",
    ),
    TabColumn(
        name="evidence",
        heading="Evidence",
        width=30,
        asked=True,
        hint="What shows that it was delivered, and where that is: a document, a minute, an address.",
    ),
    TabColumn(name="comment", heading="Comment", width=36, asked=True, hint="What should be recorded about it."),
)
FIGURE_COLUMNS = (
    TabColumn(name="id", heading="KPI", width=22, locked=True),
    _PLAN,
    TabColumn(name="title", heading="What is measured", width=42),
    TabColumn(name="unit", heading="Unit", width=12),
    TabColumn(name="last", heading="Last figure", width=20),
    TabColumn(name="expected", heading="Expected by", kind=Kind.DAY, width=13),
    TabColumn(name="period", heading="Period", width=13, locked=True),
    TabColumn(
        name="value",
        heading="Figure",
        kind=Kind.NUMBER,
        width=12,
        asked=True,
        hint="The figure in its unit: 83.4 for 83.4 percent. If there is none: c, x, z, u, low or missing.",
    ),
    TabColumn(
        name="numerator",
        heading="Numerator",
        kind=Kind.NUMBER,
        width=13,
        asked=True,
        hint="What was counted, if known.",
    ),
    TabColumn(
        name="denominator",
        heading="Denominator",
        kind=Kind.NUMBER,
        width=14,
        asked=True,
        hint="Out of how many, if known.",
    ),
    TabColumn(name="comment", heading="Comment", width=36, asked=True, hint="What should be recorded about it."),
)
# The colours of the reasons, which are words too.
_COLOURS: Mapping[str, Rating] = {
    Ask.LATE: Rating.RED,
    Ask.EVIDENCE_LATE: Rating.RED,
    Ask.DUE_SOON: Rating.AMBER,
    Ask.EVIDENCE_DUE: Rating.AMBER,
    Ask.LATER: Rating.GREY,
}


def form(asked: Asked, recipient: Recipient, reply_by: date, *, several: bool) -> Workbook:
    """Return the workbook of what is asked; with `several` plans a column says of which one an item is."""
    plans = tuple(dict.fromkeys(plan for plan, _ in recipient.people))
    mark = str(Mark(CHASE, asked.as_of, recipient.id, plans))
    above = (
        f"{recipient.title}: {counts(asked)}",
        f"As of {full_date(asked.as_of)}. Please fill in the yellow cells, save, and send the workbook back by "
        f"{full_date(reply_by)}.",
        "Leave empty what has not changed. Days as day/month/year, such as 14/10/2016. If something is not yours, say "
        "so as a comment.",
        mark,
        "",
    )
    tabs = []
    if asked.steps:
        tabs.append(
            Tab(
                name=MILESTONES,
                columns=_columns(STEP_COLUMNS, several=several),
                rows=tuple(map(_step, asked.steps)),
                above=above,
                ratings=_COLOURS,
            )
        )
    if asked.figures:
        columns = _columns(FIGURE_COLUMNS, several=several)
        tabs.append(Tab(name=FIGURES, columns=columns, rows=tuple(map(_figure, asked.figures)), above=above))
    return Workbook(title=f"Questions to {recipient.title}", mark=mark, as_of=asked.as_of, tabs=tuple(tabs))


def _columns(columns: tuple[TabColumn, ...], *, several: bool) -> tuple[TabColumn, ...]:
    return tuple(column for column in columns if column.name != "plan" or several)


def _step(one: StepAsked) -> dict[str, Value]:
    schedule = one.status.schedule
    return {
        "id": one.status.id,
        "plan": schedule.plan,
        "title": schedule.milestone.title,
        "why": one.why.value,
        "stands": stands(one),
        "forecast": day_value(schedule.forecast),
    }


def _figure(one: FigureOwed) -> dict[str, Value]:
    kpi, last = one.status.kpi, one.last
    return {
        "id": kpi.id,
        "plan": kpi.plan,
        "title": kpi.title,
        "unit": kpi.unit,
        "last": f"{figure_words(last, kpi.unit)} ({last.period})" if last is not None else None,
        "expected": one.expected,
        "period": one.period.written,
    }
