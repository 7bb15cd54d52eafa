"""What a control chart says, in words: the icons as symbol and word, and the reading in plain sentences."""

from __future__ import annotations

from pap_cli.assess.charts.chart import ENOUGH, Assurance, PointType, Variation
from pap_cli.assess.charts.signal import CAUSE_WORDS, Signal, clipped
from pap_cli.assess.charts.trend import SLOPE_METHOD, Direction, Plausibility
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.document import Cell, Tone
from pap_cli.model.dates import show_date
from pap_cli.model.numbers import number, with_unit
from pap_cli.wording.cells import count_words

VARIATION_WORDS = {
    Variation.COMMON_CAUSE: "common cause",
    Variation.IMPROVEMENT_HIGH: "improving, high",
    Variation.IMPROVEMENT_LOW: "improving, low",
    Variation.CONCERN_HIGH: "concern, high",
    Variation.CONCERN_LOW: "concern, low",
    Variation.NEUTRAL_HIGH: "changed, high",
    Variation.NEUTRAL_LOW: "changed, low",
}
ASSURANCE_WORDS = {
    Assurance.PASS: "meets target",
    Assurance.FAIL: "misses target",
    Assurance.INCONSISTENT: "hit and miss",
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
    PointType.NEUTRAL_HIGH: "Something changed, upwards",
    PointType.NEUTRAL_LOW: "Something changed, downwards",
}


def variation_cell(status: KpiStatus) -> Cell:
    """The variation icon as symbol and words; how many figures there are where they are too few."""
    signal = status.signal
    if signal is None:
        return Cell("")
    if signal.withheld:
        return Cell(f"{signal.chart.current.n} of {ENOUGH}", Tone.MUTED)
    point = signal.chart.last
    return Cell(VARIATION_WORDS[signal.variation], _VARIATION_TONES[point.point_type], marked=True)


def assurance_cell(status: KpiStatus) -> Cell:
    """The assurance icon as symbol and words."""
    signal = status.signal
    if signal is None or signal.withheld or signal.assurance is None:
        return Cell("")
    return Cell(ASSURANCE_WORDS[signal.assurance], _ASSURANCE_TONES[signal.assurance], marked=True)


def signal_cell(status: KpiStatus) -> Cell:
    """The variation where it is a signal; noise is left in peace."""
    signal = status.signal
    return Cell("") if signal is None or signal.withheld or signal.noise else variation_cell(status)


def capability(status: KpiStatus) -> str:
    """Whether the process as it is can meet the target, in a clause; empty where nothing can be said.

    Nothing is said of a process that is changing for the better: its limits do not know of the change yet.
    """
    signal = status.signal
    if signal is None or signal.withheld or signal.improvement or signal.assurance is None or status.target is None:
        return ""
    if signal.chart.current.lower == signal.chart.current.upper:
        return ""  # a figure that never moves has no range to set beside a target
    target = with_unit(status.target, status.kpi.unit)
    return {
        Assurance.PASS: f"it will consistently meet the target of {target} unless the process changes",
        Assurance.FAIL: f"it will consistently miss the target of {target} unless the process changes",
        Assurance.INCONSISTENT: f"it will meet or miss the target of {target} at random",
    }[signal.assurance]


def expected_range(status: KpiStatus) -> str:
    """Where the next figure is expected, in a clause; empty where the limits say nothing."""
    signal = status.signal
    if signal is None or signal.withheld or signal.improvement:
        return ""
    low, high = signal.lower, signal.upper
    if low is None or high is None:
        return ""
    return (
        f"the next figure is expected between {number(round(low, 1))} and {with_unit(round(high, 1), status.kpi.unit)}"
    )


def reading(status: KpiStatus) -> str:
    """What the chart says, in plain sentences."""
    signal = status.signal
    if signal is None:
        return ""
    if signal.withheld:
        count = count_words(signal.chart.current.n, "figure")
        return f"There are {count} on this chart; from {ENOUGH} on it can tell a change from noise."
    parts = [_change(signal)]
    ahead = "; ".join(clause for clause in (capability(status), expected_range(status)) if clause)
    if ahead:
        parts.append(ahead[0].upper() + ahead[1:] + ".")
    return " ".join([*parts, *travel_sentences(status, signal)])


def change_sentence(status: KpiStatus) -> str:
    """What the last figure means on its chart, in a sentence; empty where there is none, or too few figures."""
    return "" if status.telling is None else _change(status.telling)


def _change(signal: Signal) -> str:
    point = signal.chart.last
    if point.point_type is PointType.COMMON_CAUSE:
        return "The last figure is within what this process usually does: nothing has changed."
    return f"{_MEANING[point.point_type]}: {CAUSE_WORDS[point.special_cause]}."


def travel_sentences(status: KpiStatus, signal: Signal) -> list[str]:
    """The direction over the whole chart, and what it means for a dated target; nothing where none is clear."""
    travel = signal.travel
    found = []
    if travel.direction is not Direction.UNCLEAR and travel.slope is not None:
        low, high = number(round(travel.low or 0.0, 2)), number(round(travel.high or 0.0, 2))
        slope = number(abs(round(travel.slope, 2)))
        found.append(
            f"Over these {travel.figures} figures it is {travel.direction.value}, by {slope} a period "
            f"(95 % interval {low} to {high})."
        )
    outlook = signal.outlook
    if outlook is not None and signal.target_by is not None and signal.plausible is not None:
        between = ""
        if outlook.lower is not None and outlook.upper is not None:
            ends = (clipped(status.kpi, end) for end in (outlook.lower, outlook.upper))
            between = ", between " + " and ".join(number(round(end, 1)) for end in ends if end is not None)
        likely = {
            Plausibility.LIKELY: "likely to be met",
            Plausibility.POSSIBLE: "possible, no more",
            Plausibility.UNLIKELY: "not plausible at the present process",
        }[signal.plausible]
        found.append(
            f"By {show_date(signal.target_by)} about {number(round(outlook.expected, 1))} is to be expected{between}: "
            f"the target of {with_unit(status.target, status.kpi.unit)} is {likely}."
        )
    return found


def spc_facts(status: KpiStatus) -> dict[str, object] | None:
    """The chart for programs: icons, groups and points in the package's own words; None where there is no figure."""
    signal = status.signal
    if signal is None:
        return None
    chart = signal.chart
    written = {one.period.end: one.period.written for one in signal.observations}
    return {
        "variation": signal.variation.value,
        "assurance": signal.assurance.value if signal.assurance else None,
        "short": chart.short,
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
            "low": signal.travel.low,
            "high": signal.travel.high,
            "method": SLOPE_METHOD,
        },
        "forecast": None
        if signal.outlook is None or signal.target_by is None
        else {
            "on": signal.target_by.isoformat(),
            "expected": signal.outlook.expected,
            "lower": signal.outlook.lower,
            "upper": signal.outlook.upper,
            "method": signal.outlook.method.value,
            "target": signal.plausible.value if signal.plausible else None,
        },
    }
