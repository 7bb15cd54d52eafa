"""The tab of figures: a row for each period of each KPI."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.charts.spacing import Gap
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.kpis.rated import rated_figures
from pap_cli.columns.kpis import worst_first
from pap_cli.model.kpi import Observation
from pap_cli.model.measure import Missing, Standing
from pap_cli.sheets.workbook.tab import Kind, Tab, TabColumn, Value
from pap_cli.sheets.workbook.tabs.shared import Shown, id_column, kpi_labels, plan_column, rating_column, tab

NAME = "Figures"
COLUMNS = (
    id_column("KPI", "The ID of the KPI."),
    plan_column(),
    TabColumn(name="title", heading="What is measured", about="The KPI in words.", width=44, computed=True),
    TabColumn(
        name="period",
        heading="Period",
        about="What the figure is for: 2016-10, Q2 2016/17, 2016/17, AY 2016/17 or a day.",
        width=14,
        locked=True,
    ),
    TabColumn(
        name="value",
        heading="Figure",
        about="The figure as it was first published, or the code in its place (c, x, z, u, low, missing).",
        kind=Kind.NUMBER,
        width=12,
    ),
    rating_column(),
    TabColumn(name="numerator", heading="Numerator", about="What was counted.", kind=Kind.NUMBER, width=12),
    TabColumn(name="denominator", heading="Denominator", about="Out of how many.", kind=Kind.NUMBER, width=13),
    TabColumn(name="published", heading="Published", about="When it was published.", kind=Kind.DAY, width=13),
    TabColumn(
        name="revised",
        heading="Revised to",
        about="Its latest revision. The first figure stays.",
        kind=Kind.NUMBER,
        width=12,
    ),
    TabColumn(name="revised_on", heading="Revised on", about="When that was.", kind=Kind.DAY, width=13),
    TabColumn(
        name="status",
        heading="How final",
        about="provisional or estimated; revised.",
        width=12,
        choices=tuple(Standing),
        strict=True,
    ),
    TabColumn(name="note", heading="Note", about="A note for readers of the figure.", width=40),
)


def rows(shown: Shown) -> Tab:
    """Return the tab: the KPIs worst first, the figures of each newest first; what is computed is left out."""
    found = (row for one in sorted(shown.now.kpis, key=worst_first) for row in _figures(one))
    return tab(NAME, COLUMNS, found, shown, ratings=kpi_labels(shown.now), growing=True)


def _figures(status: KpiStatus) -> Iterator[dict[str, Value]]:
    kpi = status.kpi
    if kpi.formula is not None or kpi.events:
        return
    written = {one.period: one for one in kpi.observations}
    for figure in reversed(rated_figures(status)):
        one = figure.observation
        if isinstance(one, Gap):
            continue
        first = written.get(one.period, one)
        revised = status.revised.get(one.period)
        yield {
            "id": kpi.id,
            "plan": kpi.plan,
            "title": kpi.title,
            "period": one.period.written,
            "value": _figure(first if revised is not None else one),
            "rating": status.key.label(figure.rating) if figure.value is not None else None,
            "numerator": first.numerator,
            "denominator": first.denominator,
            "published": first.published,
            "revised": (revised.value.value if isinstance(revised.value, Missing) else revised.value)
            if revised is not None
            else None,
            "revised_on": revised.revision.published if revised is not None else None,
            "status": first.status.value if first.status else None,
            "note": first.note,
        }


def _figure(one: Observation) -> Value:
    return one.value.value if isinstance(one.value, Missing) else one.value
