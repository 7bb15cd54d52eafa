"""The signal of a KPI's control chart: whether anything changed, and whether the process can meet the target.

NHS England's *Making Data Count* method (XmR charts, variation and assurance icons), computed by `spc`, on a KPI's own
figures: in order, of one kind of period only, and never across a break.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from operator import ge, le
from typing import ClassVar

from msgspec import Struct, field

from pap_cli.assess.charts.parts import Assurance, Point, PointType, ProcessChart, SpecialCause, Variation
from pap_cli.assess.charts.spacing import time_of, times
from pap_cli.assess.charts.trend import Outlook, Plausibility, Travel, direction_of_travel, forecast, plausibility
from pap_cli.assess.charts.withheld import too_few, why_withheld
from pap_cli.model.entry import Compared
from pap_cli.model.goal import Goal, is_strict, tolerance_in
from pap_cli.model.kpi import Kpi, Observation
from pap_cli.model.measure import Improvement, Missing, Polarity

# A description of each special cause.
CAUSE_WORDS = {
    SpecialCause.ABOVE_UCL: "the latest figure is above the upper limit",
    SpecialCause.BELOW_LCL: "the latest figure is below the lower limit",
    SpecialCause.TREND_INCREASING: "seven or more figures in a row went up",
    SpecialCause.TREND_DECREASING: "seven or more figures in a row went down",
    SpecialCause.TWO_IN_THREE_ABOVE: "two of the latest three figures are close to the upper limit",
    SpecialCause.TWO_IN_THREE_BELOW: "two of the latest three figures are close to the lower limit",
    SpecialCause.SHIFT_ABOVE: "seven or more figures in a row are above the mean",
    SpecialCause.SHIFT_BELOW: "seven or more figures in a row are below the mean",
    SpecialCause.LONG_RUN_ABOVE: "the latest figures are an unusual run above the centre line",
    SpecialCause.LONG_RUN_BELOW: "the latest figures are an unusual run below the centre line",
}

_BY_POLARITY = {
    Polarity.HIGH: Improvement.INCREASE,
    Polarity.LOW: Improvement.DECREASE,
    Polarity.BAND: Improvement.NEUTRAL,
    Polarity.NONE: Improvement.NEUTRAL,
}


class Ahead(Struct, frozen=True):
    """A dated target that is not past: its day, its number in the KPI's unit, and the target as it is written."""

    by: date
    target: float
    goal: Goal


class Signal(Compared, frozen=True, kw_only=True, dict=True):
    """A KPI's chart at a date, and what it shows.  Figures are in the KPI's unit.

    The direction of travel is computed on first use: it takes as long as the chart, and few KPIs need it.  The struct
    has a dict for such values.
    """

    NOT_COMPARED: ClassVar[frozenset[str]] = frozenset({"kpi"})

    kpi: Kpi
    chart: ProcessChart[date]
    # Why it is of this kind, as a clause after "because".
    why: str
    # The observations of the chart's points, in the same order.
    observations: tuple[Observation, ...]
    # The reasons for new limits, by the end of their first period.
    reasons: Mapping[date, str] = field(default_factory=dict)
    # The reasons for excluded figures, by the end of their periods.
    left_out: Mapping[date, str] = field(default_factory=dict)
    assurance: Assurance | None
    lower: float | None
    # The limits of the current group, clipped as the KPI says: the expected range of the next figure.
    upper: float | None
    # The months in which the time of the chart is counted: those of a period, or from one snapshot to the next.
    unit: float
    # The next dated target, which the forecast is for, if there is one.
    ahead: Ahead | None
    # The target that the limits are compared with, as it is written, if that is more than a number.
    goal: Goal | None = None

    @property
    def variation(self) -> Variation:
        """The variation icon."""
        return self.chart.variation

    @property
    def _current(self) -> tuple[Observation, ...]:
        """The observations of the points of the current group."""
        return self.observations[self.chart.current.first :]

    @cached_property
    def withheld(self) -> str | None:
        """Why people are not shown the icons, as a clause; None if they are."""
        return why_withheld(self.kpi, self._current, self.chart)

    @property
    def figures(self) -> int:
        """The number of figures in the current group, without codes and gaps."""
        return sum(1 for one in self._current if not isinstance(one.value, Missing))

    @property
    def few(self) -> bool:
        """Return True if the icons are withheld only because there are too few figures yet."""
        return self.withheld == too_few(self.figures)

    @cached_property
    def travel(self) -> Travel:
        """The direction of travel over the current group, by date, in units of `unit` months from its first point."""
        figures = self._current
        when = times([one.period for one in figures], self.unit)
        # of several events on one day, the last
        return direction_of_travel(list(dict(zip(when, map(_charted, figures), strict=True)).items()))

    @cached_property
    def outlook(self) -> Outlook | None:
        """The forecast for the date of the next target; None without one."""
        if self.ahead is None:
            return None
        periods = [one.period for one in self._current]
        when = time_of(max(self.ahead.by, periods[-1].end), periods, self.unit)
        return forecast(self.travel, self.chart.current, when)

    @cached_property
    def plausible(self) -> Plausibility | None:
        """Return how likely it is that the next target will be met by its date."""
        if self.outlook is None or self.ahead is None:
            return None
        strict = is_strict(self.ahead.goal)
        return plausibility(self.outlook, self.ahead.target, improvement_of(self.kpi), strict=strict)

    @property
    def concern(self) -> bool:
        """Return True if the latest figure shows that the KPI has got worse, if the icons can be shown."""
        return self.withheld is None and self.chart.last.point_type is PointType.CONCERN

    @property
    def improvement(self) -> bool:
        """Return True if the latest figure shows that the KPI has got better, if the icons can be shown."""
        return self.withheld is None and self.chart.last.point_type is PointType.IMPROVEMENT and not self.in_doubt

    @property
    def up(self) -> bool:
        """Return True if the rule that marks the latest figure means that figures went up."""
        return self.chart.last.special_cause.endswith(("above-ucl", "increasing", "above-cl"))

    @cached_property
    def began(self) -> int:
        """The index of the first figure that shows the change which the latest one shows, in its group.

        Figures belong to it while they rise or fall in the same trend or, for the other rules, are on the same side of
        the mean; missing figures in between do not end it.
        """
        points = self.chart.points
        last = points[-1]
        alike = (
            _trend if last.special_cause in (SpecialCause.TREND_INCREASING, SpecialCause.TREND_DECREASING) else _side
        )
        first = at = len(points) - 1
        runs = last.special_cause in (SpecialCause.LONG_RUN_ABOVE, SpecialCause.LONG_RUN_BELOW)
        while at > self.chart.current.first and (
            (passed := _passed(points[at - 1], runs=runs)) or alike(points[at - 1]) == alike(last)
        ):
            at -= 1
            if not passed:
                first = at
        return first

    @cached_property
    def alone(self) -> bool:
        """Return True if the latest figure is outside the limits by a jump: the one before is nearer to the mean.

        That is, more than half of its distance from the mean comes from the last step.  It may be a mistake.
        """
        last = self.chart.last
        outside = last.special_cause in (SpecialCause.ABOVE_UCL, SpecialCause.BELOW_LCL)
        if self.withheld is not None or not outside or last.value is None or last.mean is None:
            return False
        before = [one.value for one in self._current[:-1] if not isinstance(one.value, Missing)]
        return not before or 2 * abs(last.value - before[-1]) > abs(last.value - last.mean)

    @property
    def in_doubt(self) -> bool:
        """Return True if a change for the better rests on one figure outside the limits, and that figure has a note.

        A single figure is a mistake as often as a change, and the note may say so.  A change for the worse is never
        played down.
        """
        noted = bool(self.observations[-1].note)
        return noted and self.chart.last.point_type is PointType.IMPROVEMENT and self.alone

    @property
    def assured(self) -> Assurance | None:
        """The assurance, if it tells anything.

        It does not while the chart shows a change, which the limits do not include yet.  "Will meet" and "will miss"
        are claimed only if every figure of the group bears it out; otherwise it may do either.
        """
        if not self.noise or self.assurance is None:
            return None
        met = self.met
        contradicted = False in met if self.assurance is Assurance.PASS else True in met
        return Assurance.INCONSISTENT if contradicted else self.assurance

    @property
    def met(self) -> set[bool]:
        """Whether figures of the current group met the target that applies: True, False, or both of them."""
        target, better = self.chart.target, improvement_of(self.kpi)
        if target is None:
            return set()
        values = [one.value for one in self._current if not isinstance(one.value, Missing)]
        if self.kpi.polarity is Polarity.BAND:
            tolerance = tolerance_in(self.goal, self.kpi.tolerance)
            return {abs(value - target) <= tolerance for value in values}
        reached = ge if better is Improvement.INCREASE else le
        return {reached(value, target) and not (value == target and is_strict(self.goal)) for value in values}

    @property
    def noise(self) -> bool:
        """Return True if the icons can be shown, and the latest figure shows no change."""
        return self.withheld is None and self.chart.last.point_type is PointType.COMMON_CAUSE


def _passed(point: Point[date], *, runs: bool) -> bool:
    """Return True if a point neither belongs to a change nor ends it; one on the centre line does not end a run."""
    return point.value is None or point.excluded or (runs and point.relative_to_mean == 0)


def _side(point: Point[date]) -> object:
    return point.relative_to_mean


def _trend(point: Point[date]) -> object:
    """Return the direction of the trend that a point is in; False if it is in none."""
    return point.in_trend and point.special_cause


def improvement_of(kpi: Kpi) -> Improvement:
    """Return which way is better on the chart: the KPI's setting, or its polarity; a band has no direction."""
    if kpi.spc is not None and kpi.spc.improvement is not None:
        return kpi.spc.improvement
    return _BY_POLARITY[kpi.polarity]


def same_stretch(kpi: Kpi, earlier: date, later: date) -> bool:
    """Return True if there is no break between two periods, so their figures can be compared."""
    return not kpi.breaks or not any(earlier < entry.period.end <= later for entry in kpi.breaks)


def _charted(observation: Observation) -> float | None:
    """Return a figure for the chart; None if it is missing."""
    return None if isinstance(observation.value, Missing) else observation.value
