"""The page of a KPI: its figure compared with target, floor, baseline and benchmarks, and all its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.charts.making import clipped
from pap_cli.assess.charts.parts import PointType
from pap_cli.assess.charts.signal import Signal
from pap_cli.assess.charts.spacing import Gap
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.assess.kpis.figures import known_on
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.kpis.margin import margin_of
from pap_cli.assess.kpis.measures import TargetStatus
from pap_cli.assess.kpis.rated import rated_figures
from pap_cli.assess.kpis.recent import recent_trend
from pap_cli.assess.onset import Onset, onset_of
from pap_cli.cell import Align, Cell, Column, Tone
from pap_cli.columns import kpis, targets
from pap_cli.columns.field import values
from pap_cli.document import Block, Heading, Paragraph, Table
from pap_cli.drawing import ChartPoint, SpcChart
from pap_cli.model.dates import show_date
from pap_cli.model.decisions import known_notes
from pap_cli.model.kpi import Observation
from pap_cli.model.measure import Missing, Polarity
from pap_cli.model.numbers import number, with_unit
from pap_cli.model.order import natural
from pap_cli.views.item import milestones
from pap_cli.views.item.actions import Page, notes_of, pairs
from pap_cli.wording import charts as signal_words
from pap_cli.wording.benchmarks import benchmark_blocks, margin_words, recent_words
from pap_cli.wording.cells import date_cell, figure_words, in_period, label_cell, rating_cell
from pap_cli.wording.chart_rules import chart_rules
from pap_cli.wording.counted import counted_words, left_out_words, unreproducible_words
from pap_cli.wording.reading import after_words, began_words, reading
from pap_cli.wording.targets import aim_words, floor_words, gap_words


def _figures(status: KpiStatus) -> Table:
    columns = (
        Column("Rating"),
        Column("Period"),
        Column("Value", Align.RIGHT),
        Column("Target", Align.RIGHT),
        Column("Gap", Align.RIGHT, keep=4),
        Column("Year before", Align.RIGHT, keep=5),
        Column("Numerator", Align.RIGHT, keep=2),
        Column("Denominator", Align.RIGHT, keep=2),
        Column("Known on", keep=1),
        Column("Note", flexible=True, keep=3),
    )
    unit = status.kpi.unit
    rows = tuple(
        (
            label_cell(status.key, one.rating) if one.aim.written is not None else Cell(""),
            Cell(str(one.observation.period)),
            Cell(figure_words(one.observation, unit), Tone.MUTED if one.value is None else Tone.PLAIN),
            Cell(one.aim.words(unit)),
            Cell(gap_words(one.gap, one.aim)),
            Cell(with_unit(one.same_period_last_year, unit), Tone.MUTED),
            Cell(number(one.observation.numerator)),
            Cell(number(one.observation.denominator)),
            Cell("")
            if isinstance(one.observation, Gap)
            else date_cell(known_on(status.kpi, one.observation), Tone.MUTED),
            Cell(_remark(status, one.observation)),
        )
        for one in reversed(rated_figures(status))
    )
    return Table(columns, rows).filled()


def _remark(status: KpiStatus, one: Observation) -> str:
    """Return the revision and the note of a figure, in words."""
    revised = status.revised.get(one.period)
    words = []
    if revised is not None:
        first = revised.first
        was = first.meaning if isinstance(first, Missing) else with_unit(first, status.kpi.unit)
        why = f": {revised.revision.reason}" if revised.revision.reason else ""
        words.append(f"first published as {was}, revised on {show_date(revised.published)}{why}")
    return "; ".join([*words, *([one.note] if one.note else [])])


def _since_baseline(status: KpiStatus) -> Cell:
    """Return the change since the baseline, or why there is none."""
    if status.not_beside_baseline:
        return Cell(f"not compared: {status.not_beside_baseline}", Tone.MUTED)
    return kpis.change_cell(status) if status.kpi.polarity is not Polarity.NONE else Cell("")


def _chart(plans: Sequence[PlanStatus], status: KpiStatus) -> list[Block]:
    """The control chart, and what it says in plain sentences."""
    onset = onset_of(plans, status)
    words = reading(status, after=after_words(onset))
    if not words:
        return []
    blocks: list[Block] = [Heading("Control chart", level=3), Paragraph(words)]
    signal = status.signal
    if signal is not None and len(signal.chart.points) > 1:
        blocks.append(spc_chart(status, signal, onset))
        blocks.append(Paragraph(chart_rules(signal), Tone.MUTED))
    return blocks


def spc_chart(status: KpiStatus, signal: Signal, onset: Onset | None = None) -> SpcChart:
    """Return the control chart of a KPI as drawn."""
    return SpcChart(
        tuple(chart_points(status, signal, onset)),
        status.kpi.unit,
        status.target,
        sign=status.aim.sign,
        centre=signal.chart.kind.centre,
    )


_MARKS = {
    PointType.COMMON_CAUSE: ("common", Tone.GREY),
    PointType.IMPROVEMENT: ("improvement", Tone.BLUE),
    PointType.CONCERN: ("concern", Tone.AMBER),
    PointType.NEUTRAL_HIGH: ("high", Tone.PLAIN),
    PointType.NEUTRAL_LOW: ("low", Tone.PLAIN),
}


def chart_points(status: KpiStatus, signal: Signal, onset: Onset | None = None) -> Iterator[ChartPoint]:
    """Return the points of the chart as drawn, with limits clipped to the KPI's range, and where a change began."""
    for place, (one, point) in enumerate(zip(signal.observations, signal.chart.points, strict=True)):
        mark, tone = _MARKS[point.point_type] if signal.withheld is None else ("plain", Tone.GREY)
        if point.value is None:
            mark, tone = "missing", Tone.MUTED
        if point.excluded:
            mark, tone = "excluded", Tone.GREY
        yield ChartPoint(
            label=str(one.period),
            value=point.value,
            mean=point.mean,
            lower=clipped(status.kpi, point.lower),
            upper=clipped(status.kpi, point.upper),
            tone=tone,
            mark=mark,
            breaks=signal.reasons.get(point.key, "") if place == point.group.first else "",
            event=began_words(onset, here=True) if onset is not None and one is onset.change.first else "",
            excluded=signal.left_out.get(point.key, "") if point.excluded else "",
            published=one.value if point.value is not None and not isinstance(one.value, Missing) else None,
        )


def _waiting(plans: Sequence[PlanStatus], status: KpiStatus) -> list[tuple[MilestoneStatus, TargetStatus]]:
    """Return the targets that milestones set for a KPI, those due first before the others."""
    found = [(one, target) for plan in plans for one in plan.milestones for target in one.targets]
    own = [pair for pair in found if pair[1].kpi is status]
    return sorted(own, key=lambda pair: (pair[1].by.day, natural(pair[0].id)))


def _naming(plans: Sequence[PlanStatus], status: KpiStatus) -> list[str]:
    """Return the IDs of the milestones that name a KPI."""
    return [id for plan in plans if status.kpi.plan in (None, plan.plan.id) for id in plan.by_kpi.get(status.id, ())]


def kpi(plans: Sequence[PlanStatus], status: KpiStatus, as_of: date) -> Page:
    """Return the page of a KPI."""
    kpi = status.kpi
    named_by = [action.id for plan in plans for action in plan.actions if any(one is status for one in action.kpis)]
    baseline = f"{with_unit(kpi.baseline.value, kpi.unit)} {in_period(kpi.baseline.period)}" if kpi.baseline else ""
    previous = status.previous
    before = (
        f"{with_unit(previous.value, kpi.unit)} {in_period(previous.period)}"
        if previous and not isinstance(previous.value, Missing)
        else ""
    )
    blocks: list[Block] = [
        Heading(f"{kpi.id} {kpi.title}", level=1, aside="KPI"),
        pairs(
            ("Rating", rating_cell(status, status.reason)),
            (
                "Value",
                f"{figure_words(status.latest, kpi.unit)} {in_period(status.latest.period)}"
                if status.latest
                else "no figure yet",
            ),
            ("95% confidence interval", margin_words(margin_of(status))),
            ("Target", aim_words(status.aim, kpi)),
            ("Floor", floor_words(status.aim, kpi)),
            ("Gap", gap_words(status.gap, status.aim)),
            ("Next target", aim_words(status.next_aim, kpi)),
            ("Profile within the year", kpi.profile.value if kpi.profile else ""),
            ("Polarity", kpis.polarity_words(kpi.polarity)),
            ("Unit and basis", f"{kpi.unit}, {kpi.basis.value}, {kpis.frequency_words(status)}"),
            ("Baseline", baseline),
            ("Since baseline", _since_baseline(status)),
            ("Previous figure", before),
            ("Status", status.latest.status.value if status.latest and status.latest.status else ""),
            ("Published", date_cell(status.published)),
            ("Since the last event" if kpi.events else "Age", kpis.age_cell(status)),
            ("Trend", kpis.spark_cell(status)),
            ("Recent trend", recent_words(recent_trend(status))),
            ("Variation", signal_words.variation_cell(status)),
            ("Assurance", signal_words.assurance_cell(status)),
            ("Actions", ", ".join(named_by) or "none"),
            ("Milestones", ", ".join(_naming(plans, status))),
            ("Owner", ", ".join(kpi.owners) or Cell("no owner", Tone.RED)),
            ("Formula", kpi.formula),
            ("Definition", kpi.definition),
            ("Source", kpi.source),
            ("Counted", counted_words(kpi, as_of)),
            ("Left out", left_out_words(kpi, as_of)),
            ("Not reproducible", unreproducible_words(kpi, as_of)),
        ),
    ]
    blocks += _chart(plans, status)
    blocks += benchmark_blocks(status, as_of)
    if kpi.trajectory:
        blocks += [Heading("Milestones and actual figures", level=3), milestones.of_kpi(status)]
    if waiting := _waiting(plans, status):
        blocks += [Heading("Targets of milestones", level=3), targets.of_kpi(waiting)]
    blocks += notes_of(known_notes(kpi.notes, as_of))
    if status.series:
        blocks += [Heading("Figures", level=3), _figures(status)]
    return Page("kpi", kpi.place, values(kpis.FIELDS, status), tuple(blocks))
