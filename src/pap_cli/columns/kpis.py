"""The columns of KPIs: value, target, floor, gap, and what the control chart shows."""

from __future__ import annotations

from collections.abc import Mapping

from pap_cli.assess.charts.reading import change_of
from pap_cli.assess.charts.spacing import Gap
from pap_cli.assess.kpis.figures import known_on
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.kpis.rated import RatedFigure, a_year_before, rated_figures
from pap_cli.cell import Align, Cell, Tone
from pap_cli.columns.field import Field, by_name, date_field, label_field, place_fields, rating_field
from pap_cli.columns.notes import notes_field
from pap_cli.columns.people import people_fields
from pap_cli.model.decisions import known_notes
from pap_cli.model.kpi import Kpi
from pap_cli.model.measure import Frequency, Missing, Polarity
from pap_cli.model.numbers import number, signed, with_unit
from pap_cli.model.order import Order, natural
from pap_cli.model.periods import Period, PeriodKind
from pap_cli.wording import benchmarks, charts, funnels
from pap_cli.wording.cells import count_words, figure_words, iso
from pap_cli.wording.targets import aim_words, floor_words, gap_words

_BETTER = {
    Polarity.HIGH: "higher is better",
    Polarity.LOW: "lower is better",
    Polarity.BAND: "close to the target is better",
    Polarity.NONE: "for information",
}


def polarity_words(polarity: Polarity) -> str:
    """Return which way is better, in words."""
    return _BETTER[polarity]


def change_cell(status: KpiStatus) -> Cell:
    """Return the change since the baseline, better or worse."""
    change = status.change_from_baseline
    if change is None:
        return Cell("")
    if change == 0 or status.kpi.polarity in (Polarity.BAND, Polarity.NONE):
        return Cell(signed(change) or "0")
    return Cell(f"{signed(change)} {'worse' if status.worse_than_baseline else 'better'}")


def spark_cell(status: KpiStatus) -> Cell:
    """Return the figures as a small chart, with the target after a dot on the same scale; none if one is hidden."""
    if len(status.series) < 2 or status.hidden:
        return Cell("")
    return Cell("", Tone.MUTED, series=status.values, target=status.target)


def age_cell(status: KpiStatus) -> Cell:
    """Return the age of the figure, in months from 90 days on; marked if it is out of date."""
    if status.age_days is None:
        return Cell("")
    days = status.age_days
    words = (
        "today" if not days else count_words(days, "day") if days < 90 else count_words(round(days / 30.44), "month")
    )
    return Cell(f"{words}, out of date", Tone.AMBER) if status.stale_since else Cell(words)


def frequency_words(status: KpiStatus) -> str:
    """Return how often a figure comes, `monthly` or `every 2 months`."""
    if status.kpi.events:
        return "from each event to the one before"
    if status.kpi.frequency is None and status.latest is not None and status.latest.period.kind is PeriodKind.WEEK:
        return "weekly"
    named = {one.months: one.value for one in Frequency}
    return named.get(status.step, f"every {status.step} months")


def figure_facts(status: KpiStatus) -> list[dict[str, object]]:
    """Return every known figure for programs, with the target, gap and rating of its own period."""
    figures = rated_figures(status)
    aims = {id(one.aim): one.aim for one in figures}  # most KPIs have one for all their figures
    written = {key: aim.written for key, aim in aims.items()}
    return [_figure_fact(status.kpi, one, written[id(one.aim)]) for one in figures]


def _figure_fact(kpi: Kpi, figure: RatedFigure, target_written: str | None) -> dict[str, object]:
    """Return one figure for programs."""
    one, value, aim = figure.observation, figure.value, figure.aim
    return {
        "period": one.period.written,
        "from": one.period.start.isoformat(),
        "to": one.period.end.isoformat(),
        "value": value,
        "code": one.value.value if isinstance(one.value, Missing) else None,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "target": aim.target,
        "target_written": target_written,
        "floor": aim.floor,
        "gap": figure.gap,
        "rating": figure.rating,
        "published": None if isinstance(one, Gap) else iso(known_on(kpi, one)),
        "status": one.status.value if one.status else None,
        "note": one.note,
        "same_period_last_year": figure.same_period_last_year,
    }


def _previous(status: KpiStatus) -> float | None:
    value = status.previous.value if status.previous else None
    return value if isinstance(value, float) else None


FIELDS: Mapping[str, Field[KpiStatus]] = by_name(
    rating_field(lambda status: status.rating, lambda status: status.key),
    Field("id", lambda status: status.id, "ID"),
    Field("title", lambda status: status.kpi.title, "KPI", flexible=True, keep=9),
    Field("plan", lambda status: status.kpi.plan, "Plan", shown=False),
    Field("unit", lambda status: status.kpi.unit, "Unit", shown=False),
    Field("polarity", lambda status: status.kpi.polarity.value, "Polarity", shown=False),
    Field("basis", lambda status: status.kpi.basis.value, "Basis", shown=False),
    Field(
        "value",
        lambda status: status.value,
        "Value",
        lambda status: Cell(figure_words(status.latest, status.kpi.unit), Tone.STRONG),
        align=Align.RIGHT,
    ),
    Field(
        "target",
        lambda status: status.target,
        "Target",
        lambda status: Cell(status.aim.words(status.kpi.unit)),
        align=Align.RIGHT,
    ),
    Field("target_written", lambda status: status.aim.written, "Target as written", shown=False),
    Field(
        "floor",
        lambda status: status.floor,
        "Floor",
        lambda status: Cell(floor_words(status.aim, status.kpi), Tone.MUTED),
        align=Align.RIGHT,
        keep=6,
    ),
    date_field("target_by", "Target by", lambda status: status.aim.by, shown=False),
    Field(
        "gap",
        lambda status: status.gap,
        "Gap",
        lambda status: Cell(gap_words(status.gap, status.aim)),
        align=Align.RIGHT,
        keep=3,
    ),
    Field(
        "next_target",
        lambda status: status.next_aim.target if status.next_aim else None,
        "Next target",
        lambda status: Cell(aim_words(status.next_aim, status.kpi), Tone.MUTED),
        keep=8,
    ),
    Field(
        "next_target_written",
        lambda status: status.next_aim.written if status.next_aim else None,
        "Next target as written",
        shown=False,
    ),
    date_field(
        "next_target_by",
        "Next target by",
        lambda status: status.next_aim.by if status.next_aim else None,
        shown=False,
    ),
    Field(
        "period",
        lambda status: status.latest.period.written if status.latest else None,
        "Period",
        lambda status: Cell(str(status.latest.period) if status.latest else "no figure", Tone.MUTED),
        keep=6,
        order=lambda status: iso(status.latest.period.end) if status.latest else None,
    ),
    Field(
        "variation",
        lambda status: status.signal.variation.value if status.signal else None,
        "Variation",
        charts.variation_cell,
        keep=1,
    ),
    Field(
        "assurance",
        lambda status: status.signal.assurance.value if status.signal and status.signal.assurance else None,
        "Assurance",
        charts.assurance_cell,
        keep=4,
    ),
    Field(
        "changed_since",
        lambda status: str(period.written) if (period := changed_since(status)) is not None else None,
        "Since",
        lambda status: Cell(str(changed_since(status) or "")),
        shown=False,
        order=lambda status: period.end.isoformat() if (period := changed_since(status)) is not None else None,
    ),
    Field("spc", charts.spc_facts, shown=False, tabular=False),
    Field("figures", figure_facts, shown=False, tabular=False),
    Field("history", lambda status: list(status.values), "Trend · target", spark_cell, keep=2),
    Field("baseline", lambda status: status.kpi.baseline.value if status.kpi.baseline else None, shown=False),
    Field(
        "baseline_period",
        lambda status: status.kpi.baseline.period.written if status.kpi.baseline else None,
        "Baseline period",
        shown=False,
    ),
    Field(
        "change_from_baseline",
        lambda status: status.change_from_baseline,
        "Since baseline",
        change_cell,
        align=Align.RIGHT,
        keep=7,
    ),
    Field(
        "baseline_note",
        lambda status: status.not_beside_baseline or None,
        "Not compared with the baseline",
        shown=False,
    ),
    Field("previous", _previous, "Previous", align=Align.RIGHT, shown=False),
    Field(
        "previous_period",
        lambda status: status.previous.period.written if status.previous else None,
        "Previous period",
        shown=False,
    ),
    Field(
        "same_period_last_year",
        a_year_before,
        "Year before",
        lambda status: Cell(with_unit(a_year_before(status), status.kpi.unit), Tone.MUTED),
        align=Align.RIGHT,
        keep=9,
    ),
    Field(
        "status",
        lambda status: status.latest.status.value if status.latest and status.latest.status else None,
        "Status",
        shown=False,
    ),
    date_field("published", "Published", lambda status: status.published, shown=False),
    Field("age_days", lambda status: status.age_days, "Age", age_cell, align=Align.RIGHT, keep=5),
    date_field("stale_since", "Out of date since", lambda status: status.stale_since, shown=False),
    Field(
        "benchmarks",
        benchmarks.benchmark_facts,
        "Benchmarks",
        lambda status: Cell(", ".join(f"{entry.name} {number(entry.value)}" for entry in status.benchmarks[:2])),
        keep=9,
    ),
    Field("confidence_interval", benchmarks.margin_facts, shown=False, tabular=False),
    Field("funnel", funnels.funnel_facts, shown=False, tabular=False),
    Field("recent_trend", benchmarks.recent_facts, shown=False, tabular=False),
    Field("neighbours", benchmarks.quartile_facts, "Among neighbours", shown=False),
    *people_fields("owner", lambda status: status.kpi.owners, keep=8),
    Field("reason", lambda status: status.reason, "Why", shown=False),
    notes_field(lambda status: known_notes(status.kpi.notes, status.as_of)),
    *place_fields(lambda status: status.kpi.place),
    label_field(lambda status: status.rating, lambda status: status.key),
)

# The fields for pages of many items, which leave out the list of every figure.
SUMMARY_FIELDS: Mapping[str, Field[KpiStatus]] = {name: field for name, field in FIELDS.items() if name != "figures"}


def changed_since(status: KpiStatus) -> Period | None:
    """Return the first period of the change that the control chart of a KPI shows; None if it shows none."""
    change = change_of(status.telling) if status.telling is not None else None
    return change.first.period if change is not None else None


def worst_first(status: KpiStatus) -> tuple[int, float, Order]:
    """Sort key: by rating, then by the gap in proportion to the target, the widest first."""
    gap = abs(status.gap or 0.0) / (abs(status.target) if status.target else 1.0)
    return (status.rating.rank, -gap, natural(status.id))
