"""The monitoring table of KPIs: baseline, dated targets and actual figures side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.kpis.milestones import KpiMilestone, kpi_milestones
from pap_cli.cell import Align, Cell, Column, Tone
from pap_cli.document import Table
from pap_cli.model.dates import show_date
from pap_cli.model.measure import Polarity
from pap_cli.model.numbers import with_unit
from pap_cli.wording.cells import figure_words, label_cell
from pap_cli.wording.targets import floor_words, gap_words

_COLUMNS = (
    Column("By"),
    Column("Milestone", Align.RIGHT),
    Column("Floor", Align.RIGHT, keep=1),
    Column("Actual", Align.RIGHT),
    Column("Period", keep=2),
    Column("Gap", Align.RIGHT),
    Column("Rating"),
)


def of_kpi(status: KpiStatus) -> Table:
    """Return the milestones of one KPI below its baseline; without rows if it has no dated targets."""
    return Table(_COLUMNS, tuple(_rows(status))).filled()


def of_kpis(statuses: Iterable[KpiStatus]) -> Table:
    """Return the milestones of each KPI that has dated targets, its title in the first of its rows."""
    rows = (
        (Cell("" if nth else one.kpi.title, Tone.STRONG), *row)
        for one in statuses
        for nth, row in enumerate(_rows(one))
    )
    return Table((Column("KPI", flexible=True), *_COLUMNS), tuple(rows)).filled()


def _rows(status: KpiStatus) -> Iterator[tuple[Cell, ...]]:
    found = kpi_milestones(status)
    baseline = status.kpi.baseline
    if found and baseline is not None:
        value = Cell(with_unit(baseline.value, status.kpi.unit))
        yield Cell("baseline", Tone.MUTED), *_NOTHING[:2], value, Cell(str(baseline.period), Tone.MUTED), *_NOTHING[:2]
    yield from (_row(status, one) for one in found)


_NOTHING = (Cell(""),) * 4


def _row(status: KpiStatus, one: KpiMilestone) -> tuple[Cell, ...]:
    kpi, aim, figure, kpi_key = status.kpi, one.aim, one.figure, status.key
    planned = (
        Cell(show_date(aim.by) if aim.by else "in the end"),
        Cell(aim.words(kpi.unit)),
        Cell(floor_words(aim, kpi), Tone.MUTED),
    )
    if figure is None:
        return *planned, *_NOTHING
    rated = kpi.polarity is not Polarity.NONE
    return (
        *planned,
        Cell(figure_words(figure.observation, kpi.unit), Tone.STRONG),
        Cell(str(figure.observation.period), Tone.MUTED),
        Cell(gap_words(figure.gap, aim)),
        label_cell(kpi_key, figure.rating) if rated and figure.value is not None else Cell(""),
    )
