"""The charts of a report, each with a description and a table of the same data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from msgspec.structs import replace

from pap_cli.assess.charts.signal import Signal
from pap_cli.assess.coverage import Coverage
from pap_cli.assess.deadlines.progress import Progress
from pap_cli.assess.items.milestones import MilestoneStatus, count_ratings
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.onset import Onset, onset_of
from pap_cli.cell import Align, Cell, Column
from pap_cli.columns.field import pick
from pap_cli.columns.progress import delivered_words, unapproved_words
from pap_cli.document import Block, Figure, Table
from pap_cli.drawing import Fill, Matrix, MatrixRow, TimeChart, TimeRow
from pap_cli.model.kpi import ChartKind
from pap_cli.model.numbers import number, with_unit
from pap_cli.model.order import natural
from pap_cli.views.item.kpi import spc_chart
from pap_cli.views.lists.timeline import legend_of, timeline_row
from pap_cli.views.report import sentences, tables
from pap_cli.views.report.inputs import Inputs
from pap_cli.wording import over_time
from pap_cli.wording.cells import tone_of
from pap_cli.wording.chart_rules import kind_sentence
from pap_cli.wording.reading import after_words, reading

_DATES = pick("id title first_due due forecast completed")


def rating_history(inputs: Inputs) -> list[Block]:
    """Return the milestones by rating at past quarter ends and now."""
    found = over_time.ratings_over_time(
        [(one.as_of, count_ratings(one.milestones)) for one in (*inputs.quarters, inputs.now)],
        inputs.policy,
        inputs.now.key,
    )
    return [replace(one, repeats=True) if isinstance(one, Figure) else one for one in found]


def extensions(inputs: Inputs, statuses: Sequence[MilestoneStatus], title: str) -> list[Block]:
    """Return milestones on a time axis under their actions: first due date, due date, forecast and delivery."""
    if not statuses:
        return []
    groups: dict[str, list[TimeRow]] = {}
    for status in sorted(statuses, key=lambda one: (natural(one.schedule.parent.id), natural(one.id))):
        parent = status.schedule.parent
        groups.setdefault(f"{parent.id} {parent.title}", []).append(timeline_row(status, inputs.as_of))
    drawn = tuple((name, tuple(rows)) for name, rows in groups.items())
    legend = legend_of(row for _, rows in drawn for row in rows)
    days = [mark.day for _, rows in drawn for row in rows for mark in row.marks] + [inputs.as_of]
    chart = TimeChart(min(days) - timedelta(days=7), max(days) + timedelta(days=7), inputs.as_of, drawn, legend)
    slipped = [one.schedule.slipped_days for one in statuses if one.schedule.slipped_days > 0]
    description = (
        f"{sentences.start(len(statuses), 'milestone')} on a time axis, each with its first due date, due date, "
        f"forecast and delivery. {_extended(slipped)}"
    )
    return [Figure(title, description, chart, tables.milestones(inputs, statuses, _DATES))]


def _extended(days: Sequence[int]) -> str:
    """Return a sentence on how many due dates were extended, and by how much."""
    if not days:
        return "No due date was extended."
    by = f"{'' if len(days) == 1 else 'up to '}{sentences.counted(max(days), 'day')}"
    return f"{sentences.start(len(days), 'due date')} {sentences.was_were(len(days))} extended, by {by}."


def control_chart(inputs: Inputs, status: KpiStatus) -> list[Block]:
    """Return the control chart of a KPI; nothing if it has too few points to draw."""
    signal = status.signal
    if signal is None or len(signal.chart.points) < 2:
        return []
    onset = onset_of([inputs.now], status)
    drawing = spc_chart(status, signal, onset)
    columns = (
        Column("Period"),
        Column("Figure", Align.RIGHT),
        Column(drawing.centre.capitalize(), Align.RIGHT),
        Column("Lower limit", Align.RIGHT),
        Column("Upper limit", Align.RIGHT),
    )
    rows = tuple(
        (
            Cell(point.label),
            Cell(with_unit(point.figure, status.kpi.unit)),
            *(
                Cell(number(None if level is None else round(level, 1)))
                for level in (point.mean, point.lower, point.upper)
            ),
        )
        for point in drawing.points
    )
    title = f"{status.kpi.title} ({status.kpi.unit})"
    return [
        Figure(
            title,
            _description(inputs, status, signal, onset),
            drawing,
            Table(columns, rows),
        )
    ]


def _description(inputs: Inputs, status: KpiStatus, signal: Signal, onset: Onset | None) -> str:
    """Return the reading of a chart and, if it is not the usual one, which chart it is and why."""
    words = reading(status, inputs.figure_note(status), after_words(onset))
    return words if signal.chart.kind is ChartKind.XMR else f"{words} {kind_sentence(signal)}"


def coverage(inputs: Inputs) -> list[Block]:
    """Return each recommendation with its actions, delivered milestones, accepted evidence and KPIs."""
    found = inputs.recommendations
    if not found:
        return []
    evidence = inputs.policy.require_evidence
    names = ("Actions", "Milestones", *(("Evidence",) if evidence else ()), "KPIs")
    rows = [
        MatrixRow(Cell(one.id, tone_of(one.rating)), one.recommendation.title, _covered(one.coverage)) for one in found
    ]
    whole = sum(1 for one in found if not one.coverage.missing)
    description = (
        f"{sentences.start(len(rows), 'recommendation')} and {'its' if len(rows) == 1 else 'their'} actions, "
        f"milestones{', accepted evidence' if evidence else ''} and KPIs. {_whole(whole, len(rows))}"
    )
    columns = (Column("ID"), Column("Recommendation", flexible=True), *(Column(name) for name in names))
    table = tuple((Cell(row.label.text), Cell(row.title), *(Cell(text) for _, text in row.fields)) for row in rows)
    legend = ((Fill.FULL, "yes, or all"), (Fill.PART, "some, or not due yet"), (Fill.NONE, "none"))
    chart = Matrix(names, tuple(rows), legend)
    return [Figure("Coverage of each recommendation", description, chart, Table(columns, table))]


def _whole(count: int, of: int) -> str:
    """Return a sentence on how many recommendations have no gap."""
    if not count:
        return "It has a gap." if of == 1 else f"{sentences.capital(sentences.of_them(of, of))} have gaps."
    return f"{sentences.capital(sentences.of_them_are(count, of, 'has', 'have'))} no gap."


def _covered(has: Coverage) -> tuple[tuple[Fill, str], ...]:
    """Return how far the plan covers a recommendation, for each column of the matrix."""
    none = (Fill.NONE, "none")
    without = (Fill.FULL, "none needed") if has.own else none  # its own milestones answer it
    return (
        (Fill.FULL, f"{has.actions}") if has.actions else without,
        _delivered(has.progress) if has.progress.milestones else none,
        *(() if has.evidenced is None else (_evidence(has.progress.delivered, has.evidenced, has.evidence_late),)),
        (Fill.FULL, f"{has.kpis}") if has.kpis else none,
    )


def _delivered(counts: Progress) -> tuple[Fill, str]:
    """Return how many milestones are delivered; none covers anything if all that were due are overdue."""
    overdue = f", {counts.overdue} overdue" if counts.overdue else ""
    waiting = f", {unapproved_words(counts)}" if counts.unapproved else ""
    some = Fill.NONE if counts.overdue and not counts.delivered else Fill.PART
    fill = Fill.FULL if counts.delivered == counts.milestones else some
    return fill, f"{delivered_words(counts)} delivered{waiting}{overdue}"


def _evidence(delivered: int, evidenced: int, late: int) -> tuple[Fill, str]:
    if not delivered:
        return Fill.PART, "not due yet"
    fill = Fill.FULL if evidenced == delivered else Fill.NONE if late and not evidenced else Fill.PART
    return fill, f"{evidenced} of {delivered}{f', {late} late' if late else ''}"
