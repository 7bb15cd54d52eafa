"""Control charts in words: variation and assurance as symbol and words, and the reading in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable

from pap_cli.assess.charts.parts import ENOUGH, Assurance, PointType, Variation
from pap_cli.assess.charts.trend import SLOPE_METHOD
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.cell import Cell, Tone
from pap_cli.wording.reading import reading
from pap_cli.wording.units import per_unit

# What the columns mean, for readers who do not know control charts.
VARIATION_KEY = (
    "Variation: the latest figure compared with the normal variation on the KPI's control chart, which needs "
    f"{ENOUGH} figures; where it cannot be told, the page of the KPI has the reason."
)
KEY = (
    f"{VARIATION_KEY} Assurance: whether the KPI will meet its target unless something changes; empty while the chart "
    "shows a change."
)
VARIATION_WORDS = {
    Variation.COMMON_CAUSE: "no clear change",
    Variation.IMPROVEMENT_HIGH: "better (higher)",
    Variation.IMPROVEMENT_LOW: "better (lower)",
    Variation.CONCERN_HIGH: "worse (higher)",
    Variation.CONCERN_LOW: "worse (lower)",
    Variation.NEUTRAL_HIGH: "changed (higher)",
    Variation.NEUTRAL_LOW: "changed (lower)",
}
ASSURANCE_WORDS = {
    Assurance.PASS: "will meet target",
    Assurance.FAIL: "will miss target",
    Assurance.INCONSISTENT: "may meet or miss",
}
_VARIATION_TONES = {
    PointType.COMMON_CAUSE: Tone.GREY,
    PointType.IMPROVEMENT: Tone.BLUE,
    PointType.CONCERN: Tone.AMBER,
    PointType.NEUTRAL_HIGH: Tone.PLAIN,
    PointType.NEUTRAL_LOW: Tone.PLAIN,
}
_ASSURANCE_TONES = {Assurance.PASS: Tone.BLUE, Assurance.FAIL: Tone.AMBER, Assurance.INCONSISTENT: Tone.GREY}


def variation_cell(status: KpiStatus) -> Cell:
    """Return the variation as symbol and words; if it is withheld, how many figures there are or "cannot be told"."""
    signal = status.signal
    if signal is None:
        return Cell("")
    if signal.withheld is not None:
        return Cell(f"{signal.figures} of {ENOUGH} figures" if signal.few else "cannot be told", Tone.MUTED)
    point = signal.chart.last
    if signal.in_doubt:
        return Cell(f"in doubt ({'higher' if signal.up else 'lower'})", Tone.GREY, marked=True)
    noted = ", with a note" if signal.improvement and status.figure_note else ""
    return Cell(VARIATION_WORDS[signal.variation] + noted, _VARIATION_TONES[point.point_type], marked=True)


def with_notes(improved: Iterable[KpiStatus]) -> str:
    """Return a clause on how many KPIs that got better have a note on their latest figure; empty if none has."""
    noted = [bool(one.figure_note) for one in improved]
    many = f"{sum(noted):,} " if len(noted) > 1 else ""
    return f" ({many}with a note on the latest figure)" if any(noted) else ""


def assurance_cell(status: KpiStatus) -> Cell:
    """Return the assurance as symbol and words."""
    assured = status.signal.assured if status.signal is not None else None
    return Cell("") if assured is None else Cell(ASSURANCE_WORDS[assured], _ASSURANCE_TONES[assured], marked=True)


def signal_cell(status: KpiStatus) -> Cell:
    """Return the variation if the chart shows a clear change."""
    signal = status.signal
    return Cell("") if signal is None or signal.withheld is not None or signal.noise else variation_cell(status)


def spc_facts(status: KpiStatus) -> dict[str, object] | None:
    """Return the chart for programs, in the names of NHSRplotthedots; None if there is no figure."""
    signal = status.signal
    if signal is None:
        return None
    chart = signal.chart
    written = {one.period.end: one.period.written for one in signal.observations}
    return {
        "variation": signal.variation.value,
        "assurance": signal.assurance.value if signal.assurance else None,
        "chart": chart.kind.value,
        "short": chart.short,
        "withheld": signal.withheld,
        "improvement": chart.improvement.value,
        "reading": reading(status),
        "groups": [
            {
                "first": written[group.start],
                "n": group.n,
                "mean": group.mean,
                "lower": group.lower,
                "upper": group.upper,
                "average_moving_range": group.average_moving_range,
                "longest_run": group.runs.longest_run if group.runs else None,
                "longest_run_max": group.runs.longest_run_max if group.runs else None,
                "crossings": group.runs.crossings if group.runs else None,
                "crossings_min": group.runs.crossings_min if group.runs else None,
                "runs_signal": group.runs.signal if group.runs else None,
                "reason": signal.reasons.get(group.start),
            }
            for group in chart.groups
        ],
        "points": [
            {
                "period": one.period.written,
                "value": point.value,
                "moving_range": point.moving_range,
                "mean": point.mean,
                "lower": point.lower,
                "upper": point.upper,
                "relative_to_mean": point.relative_to_mean,
                "outside": point.outside,
                "special_cause": point.special_cause,
                "point_type": point.point_type,
                "excluded": signal.left_out.get(point.key),
            }
            for one, point in zip(signal.observations, chart.points, strict=True)
        ],
        "travel": {
            "direction": signal.travel.direction.value,
            "slope": signal.travel.slope,
            "per": per_unit(signal.unit),
            "low": signal.travel.low,
            "high": signal.travel.high,
            "method": SLOPE_METHOD,
        },
        "forecast": None
        if signal.outlook is None or signal.ahead is None
        else {
            "on": signal.ahead.by.isoformat(),
            "expected": signal.outlook.expected,
            "lower": signal.outlook.lower,
            "upper": signal.outlook.upper,
            "method": signal.outlook.method.value,
            "target": signal.plausible.value if signal.plausible else None,
        },
    }
