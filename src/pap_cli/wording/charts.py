"""Control charts in words: variation and assurance as symbol and words, and the reading in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable

from pap_cli.assess.charts.parts import ENOUGH, Assurance, PointType, Variation
from pap_cli.assess.charts.signal import CAUSE_WORDS, Signal, clipped
from pap_cli.assess.charts.trend import SLOPE_METHOD, Direction, Plausibility
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.document import Cell, Tone
from pap_cli.model.dates import show_date
from pap_cli.model.goal import in_words
from pap_cli.model.numbers import number, with_unit

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
_MEANING = {
    PointType.IMPROVEMENT: "This is a change for the better",
    PointType.CONCERN: "This is a change for the worse",
    PointType.NEUTRAL_HIGH: "This is a change upwards",
    PointType.NEUTRAL_LOW: "This is a change downwards",
}


_DIRECTIONS = {Direction.RISING: "rises", Direction.FALLING: "falls"}


def variation_cell(status: KpiStatus) -> Cell:
    """Return the variation as symbol and words; if it is withheld, how many figures there are or "cannot be told"."""
    signal = status.signal
    if signal is None:
        return Cell("")
    if signal.withheld is not None:
        return Cell(f"{signal.figures} of {ENOUGH} figures" if signal.few else "cannot be told", Tone.MUTED)
    point = signal.chart.last
    noted = ", with a note" if signal.improvement and status.figure_note else ""
    return Cell(VARIATION_WORDS[signal.variation] + noted, _VARIATION_TONES[point.point_type], marked=True)


def note_sentence(status: KpiStatus) -> str:
    """Return the note on the latest figure as a sentence; empty if there is none."""
    return f"Note on this figure: {status.figure_note}." if status.figure_note else ""


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


def capability(status: KpiStatus) -> str:
    """Return a clause on whether the process can meet the target; empty if nothing can be said."""
    assured = status.signal.assured if status.signal is not None else None
    if assured is None or status.target is None:
        return ""
    target = status.aim.words(status.kpi.unit)
    return {
        Assurance.PASS: f"it will meet the target of {target} unless the process changes",
        Assurance.FAIL: f"it will miss the target of {target} unless the process changes",
        Assurance.INCONSISTENT: f"it may meet or miss the target of {target}",
    }[assured]


def expected_range(status: KpiStatus) -> str:
    """Return a clause on the next figure; empty if the limits show nothing about it."""
    signal = status.signal
    if signal is None or signal.withheld is not None or signal.improvement:
        return ""
    low, high = signal.lower, signal.upper
    if low is None or high is None:
        return ""
    ends = [with_unit(end, status.kpi.unit, 1) for end in (low, high)]
    return f"expect the next figure to be between {ends[0]} and {ends[1]}"


def reading(status: KpiStatus, note: str | None = None) -> str:
    """Return the reading of the chart in plain sentences.

    Args:
        status: the KPI.
        note: a sentence to use instead of the note on its latest figure.
    """
    signal = status.signal
    if signal is None:
        return ""
    if signal.withheld is not None:
        return f"Whether it changed cannot be told, because {signal.withheld}."
    parts = [change_sentence(status, note)]
    ahead = "; ".join(clause for clause in (capability(status), expected_range(status)) if clause)
    if ahead:
        parts.append(ahead[0].upper() + ahead[1:] + ".")
    return " ".join([*parts, *travel_sentences(status, signal)])


def change_sentence(status: KpiStatus, note: str | None = None) -> str:
    """Return a sentence on the latest figure with its note; empty if there is none, or if there are too few figures."""
    if status.telling is None:
        return ""
    said = note_sentence(status) if note is None else note
    return " ".join(part for part in (_change(status.telling), said) if part)


def _change(signal: Signal) -> str:
    point = signal.chart.last
    if point.point_type is PointType.COMMON_CAUSE:
        return "The latest figure is within the usual range. There is no clear change."
    return f"{_MEANING[point.point_type]}: {CAUSE_WORDS[point.special_cause]}."


def per_unit(months: float) -> str:
    """Return a unit of time after an amount, `a month` or `every 2 months`; less than a month is a week."""
    if months < 1:
        return "a week"
    whole = round(months)
    return {1: "a month", 3: "a quarter", 4: "a term", 12: "a year"}.get(whole, f"every {whole} months")


def travel_sentences(status: KpiStatus, signal: Signal) -> list[str]:
    """Return the direction over the whole chart, if it is clear, and the forecast for the next dated target."""
    travel = signal.travel
    found = []
    if travel.direction is not Direction.UNCLEAR and travel.slope is not None:
        low, high = sorted(abs(round(end or 0.0, 2)) for end in (travel.low, travel.high))
        slope = number(abs(round(travel.slope, 2)))
        found.append(
            f"Over these {travel.figures} figures it {_DIRECTIONS[travel.direction]} by {slope} "
            f"{per_unit(signal.unit)} "
            f"(95% confidence interval: {number(low)} to {number(high)})."
        )
    outlook = signal.outlook
    if outlook is not None and signal.ahead is not None and signal.plausible is not None:
        unit = status.kpi.unit
        ends = [clipped(status.kpi, end) for end in (outlook.lower, outlook.upper) if end is not None]
        between = " to ".join(with_unit(end, unit, 1) for end in ends)
        likely = {
            Plausibility.LIKELY: "is likely to be met",
            Plausibility.POSSIBLE: "may be met",
            Plausibility.UNLIKELY: "is unlikely to be met",
        }[signal.plausible]
        target = in_words(signal.ahead.goal, signal.ahead.target, unit)
        found.append(
            f"By {show_date(signal.ahead.by)}, expect about {with_unit(outlook.expected, unit, 1)}"
            f"{f' ({between})' if len(ends) == 2 else ''}: the target of {target} {likely}."
        )
    return found


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
                "reason": signal.reasons.get(group.start),
            }
            for group in chart.groups
        ],
        "points": [
            {
                "period": written[point.key],
                "value": point.value,
                "moving_range": point.moving_range,
                "mean": point.mean,
                "lower": point.lower,
                "upper": point.upper,
                "relative_to_mean": point.relative_to_mean,
                "outside": point.outside,
                "special_cause": point.special_cause.value,
                "point_type": point.point_type.value,
            }
            for point in chart.points
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
