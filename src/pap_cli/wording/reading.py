"""The reading of a control chart in plain sentences."""

from __future__ import annotations

from pap_cli.assess.charts.making import clipped
from pap_cli.assess.charts.parts import Assurance, PointType, SpecialCause
from pap_cli.assess.charts.reading import MOST_YEARS, TRENDS, Change, Pace, Reading, reading_of
from pap_cli.assess.charts.signal import Signal
from pap_cli.assess.charts.trend import Direction, Plausibility, Travel
from pap_cli.assess.kpis.kpi import HIDDEN, KpiStatus
from pap_cli.assess.onset import Onset
from pap_cli.model.dates import show_date, show_month
from pap_cli.model.goal import in_words
from pap_cli.model.kpi import ChartKind, Observation
from pap_cli.model.measure import Missing
from pap_cli.model.numbers import number, with_unit
from pap_cli.model.periods import PeriodKind
from pap_cli.wording.cells import count_words, in_period
from pap_cli.wording.units import per_unit

_MEANING = {
    PointType.IMPROVEMENT: "a change for the better",
    PointType.CONCERN: "a change for the worse",
    PointType.NEUTRAL_HIGH: "a change upwards",
    PointType.NEUTRAL_LOW: "a change downwards",
}
# The side of a special cause, as a complement of "the figures are".
_SIDES = {
    SpecialCause.ABOVE_UCL: "above the upper limit",
    SpecialCause.BELOW_LCL: "below the lower limit",
    SpecialCause.TREND_INCREASING: "rising, seven or more in a row",
    SpecialCause.TREND_DECREASING: "falling, seven or more in a row",
    SpecialCause.TWO_IN_THREE_ABOVE: "close to the upper limit, two of three in a row",
    SpecialCause.TWO_IN_THREE_BELOW: "close to the lower limit, two of three in a row",
    SpecialCause.SHIFT_ABOVE: "above the mean, seven or more in a row",
    SpecialCause.SHIFT_BELOW: "below the mean, seven or more in a row",
    SpecialCause.LONG_RUN_ABOVE: "above the centre line, in an unusual run",
    SpecialCause.LONG_RUN_BELOW: "below the centre line, in an unusual run",
}
_DIRECTIONS = {Direction.RISING: "rises", Direction.FALLING: "falls"}
_LIKELY = {
    Plausibility.LIKELY: "is likely to be met",
    Plausibility.POSSIBLE: "may be met",
    Plausibility.UNLIKELY: "is unlikely to be met",
}


def reading(status: KpiStatus, note: str | None = None, after: str = "") -> str:
    """Return the reading of the chart of a KPI; empty without a figure, and if one is hidden, that there is no chart.

    Args:
        status: the KPI.
        note: a sentence to use instead of the note on its latest figure.
        after: a clause on what was delivered before the change began.
    """
    signal = status.signal
    if signal is None:
        return f"There is no chart: {HIDDEN}." if status.hidden else ""
    found = reading_of(signal, status.target)
    if found.withheld is not None:
        return " ".join([f"Whether it changed cannot be told, because {found.withheld}.", *_extremes(status, signal)])
    parts = [_change(status, signal, found, note, after), _turned(status, found), _ahead(status, found)]
    if found.travel is not None and not _only_direction(found):
        parts.append(travel_sentence(found.travel, signal))
    parts += [_forecast(status, signal, found), _pace(status, signal, found.pace)]
    return " ".join(part for part in parts if part)


def note_sentence(status: KpiStatus) -> str:
    """Return the note on the latest figure as a sentence; empty if there is none."""
    return f"Note on this figure: {status.figure_note}." if status.figure_note else ""


def change_sentence(status: KpiStatus, note: str | None = None, after: str = "") -> str:
    """Return what the latest figure shows, with its note; empty if the icons are withheld."""
    if status.telling is None:
        return ""
    return _change(status, status.telling, reading_of(status.telling, status.target), note, after)


def _change(status: KpiStatus, signal: Signal, found: Reading, note: str | None, after: str) -> str:
    said = note_sentence(status) if note is None else note
    if found.change is None:
        return " ".join(part for part in (_unchanged(found, signal), said) if part)
    if not found.change.alone:
        since = f"{_since(found.change)}{f', {after}' if after else ''}"
        return " ".join(part for part in (f"This is {_MEANING[found.change.meaning]}: {since}.", said) if part)
    figure = with_unit(status.value, status.kpi.unit)
    asked = f"The latest figure, {figure}, is {_SIDES[found.change.cause]}. Is this figure right?"
    closing = (
        "Until that is known, do not read it as a change."
        if found.in_doubt
        else f"If it is, this is {_MEANING[found.change.meaning]}."
    )
    return " ".join(part for part in (asked, said, closing) if part)


def _only_direction(found: Reading) -> bool:
    """Return True if no rule marks the latest figures, but all of them together have a direction."""
    return found.travel is not None and found.change is None and found.recent is None


def _unchanged(found: Reading, signal: Signal) -> str:
    """Return a sentence on a latest figure that shows no change, or on the marked ones shortly before it."""
    if found.travel is not None and _only_direction(found):
        sentence = travel_sentence(found.travel, signal)
        return f"The latest figure alone shows no change, but {sentence[0].lower()}{sentence[1:]}"
    if found.recent is None and signal.chart.kind is ChartKind.RUN:
        return "The latest figures are in no unusual run. There is no clear change."
    if found.recent is None:
        return "The latest figure is within the usual range. There is no clear change."
    one, cause = found.recent
    kind = "figures were" if cause in TRENDS or "," in _SIDES[cause] else "figure was"
    return (
        f"The latest figure is within the usual range again, but up to {one.period} {kind} {_SIDES[cause]}: "
        "whether that is over cannot be told yet."
        if kind == "figures were"
        else f"The latest figure is within the usual range, but the one {in_period(one.period)} was {_SIDES[cause]}."
    )


def _since(change: Change) -> str:
    """Return a clause on the figures that show a change and when it began."""
    first, count = change.first.period, change.figures
    side = "above" if change.up else "below"
    match change.cause:
        case SpecialCause.TREND_INCREASING | SpecialCause.TREND_DECREASING:
            return f"{count} figures in a row {'rose' if change.up else 'fell'}, from {first} on"
        case SpecialCause.SHIFT_ABOVE | SpecialCause.SHIFT_BELOW:
            return f"{count} figures in a row are {side} the mean, since {first}"
        case SpecialCause.LONG_RUN_ABOVE | SpecialCause.LONG_RUN_BELOW:
            return f"{count} figures in a row are {side} the centre line since {first}, which is rare by chance"
        case SpecialCause.TWO_IN_THREE_ABOVE | SpecialCause.TWO_IN_THREE_BELOW:
            limit = "upper" if change.up else "lower"
            since = f", and figures are {side} the mean since {first}" if count > 3 else ""
            return f"two of the latest three figures are close to the {limit} limit{since}"
        case _:
            limit = "upper" if change.up else "lower"
            return f"the latest figure is {side} the {limit} limit, and figures are {side} the mean since {first}"


def began_words(onset: Onset, *, here: bool = False) -> str:
    """Return since when the figures show their change, and after what; `here` is for a mark at its first figure."""
    change = onset.change
    side = "above" if change.up else "below"
    moving = ("rising" if change.up else "falling") if change.cause in TRENDS else f"{side} the mean"
    after = after_words(onset)
    since = "from here on" if here else f"since {change.first.period}"
    return f"{moving} {since}{f', {after}' if after else ''}"


def after_words(onset: Onset | None) -> str:
    """Return a clause on what was delivered before a change began, which claims no cause; empty if nothing was."""
    if onset is None or onset.milestone is None or onset.months is None:
        return ""
    if onset.months == 0:
        return f"the {'month' if onset.change.first.period.kind is PeriodKind.MONTH else 'period'} in which " + (
            f"{onset.milestone} was delivered"
        )
    return f"{count_words(onset.months, 'month')} after {onset.milestone} was delivered"


def _turned(status: KpiStatus, found: Reading) -> str:
    """Return where the figures turned, if they moved the other way before; no forecast goes across a turn."""
    if found.turned is None or found.change is None:
        return ""
    was = f"{_figure(status, found.turned)} {in_period(found.turned.period)}"
    return f"It {'rose' if found.change.up else 'fell'} from {was}; before, it went the other way."


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


def _ahead(status: KpiStatus, found: Reading) -> str:
    """Return a sentence on the target that applies; empty where the forecast for a dated one says more."""
    clause = capability(status) if found.travel is None and found.plausible is None else ""
    return f"{clause[0].upper()}{clause[1:]}." if clause else ""


def travel_sentence(travel: Travel, signal: Signal) -> str:
    """Return a sentence on the direction over the whole chart."""
    low, high = sorted(abs(round(end or 0.0, 2)) for end in (travel.low, travel.high))
    return (
        f"Over these {travel.figures} figures it {_DIRECTIONS[travel.direction]} by "
        f"{number(abs(round(travel.slope or 0.0, 2)))} {per_unit(signal.unit)} "
        f"(95% confidence interval: {number(low)} to {number(high)})."
    )


def _forecast(status: KpiStatus, signal: Signal, found: Reading) -> str:
    """Return the one forecast: for the date of the next target, or else for the next figure."""
    outlook, unit = found.outlook, status.kpi.unit
    if outlook is None:
        return ""
    ends = [clipped(status.kpi, end) for end in (outlook.lower, outlook.upper) if end is not None]
    between = [with_unit(end, unit, 1) for end in ends]
    if signal.ahead is None:
        return f"Expect the next figure to be between {' and '.join(between)}." if len(ends) == 2 else ""
    by, expected = show_date(signal.ahead.by), with_unit(clipped(status.kpi, outlook.expected), unit, 1)
    text = f"By {by}, expect about {expected}{f' ({between[0]} to {between[1]})' if len(ends) == 2 else ''}"
    if found.plausible is None:
        return f"{text}."
    return f"{text}: the target of {in_words(signal.ahead.goal, signal.ahead.target, unit)} {_LIKELY[found.plausible]}."


def _pace(status: KpiStatus, signal: Signal, pace: Pace | None) -> str:
    """Return when the target is met at the present rate, and the rate that it needs."""
    if pace is None:
        return ""
    ahead, unit = signal.ahead, status.kpi.unit
    target = in_words(ahead.goal, ahead.target, unit) if ahead is not None else status.aim.words(unit)
    if pace.away:
        head = f"It moves away from the target of {target}"
    elif pace.reached is not None:
        head = f"At this rate it reaches the target of {target} in {show_month(pace.reached)}"
    else:
        head = f"At this rate it takes more than {MOST_YEARS} years to reach the target of {target}"
    needed = ""
    if pace.needed is not None and ahead is not None:
        way = "rise" if pace.needed > 0 else "fall"
        amount = f"{number(abs(round(pace.needed, 2)))} {per_unit(signal.unit)}"
        needed = f"; to meet it by {show_date(ahead.by)} it must {way} by {amount}"
    return f"{head}{needed}."


def _extremes(status: KpiStatus, signal: Signal) -> list[str]:
    """Return the lowest, highest and latest of the figures, which are facts even where no rule applies."""
    if signal.few or signal.figures < 2:
        return []
    known = [
        (one.value, one)
        for one in signal.observations[signal.chart.current.first :]
        if not isinstance(one.value, Missing)
    ]
    low, high = (choose(known, key=lambda pair: pair[0])[1] for choose in (min, max))
    if high.value == low.value:
        return []
    ends = " to ".join(f"{_figure(status, one)} {in_period(one.period)}" for one in (low, high))
    latest = known[-1][1]
    now = "" if latest in (low, high) else f"; the latest is {_figure(status, latest)} {in_period(latest.period)}"
    return [f"Its {len(known)} figures range from {ends}{now}."]


def _figure(status: KpiStatus, one: Observation) -> str:
    return "" if isinstance(one.value, Missing) else with_unit(one.value, status.kpi.unit)
