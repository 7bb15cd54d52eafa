"""A KPI at a date: the figure known by then, its target and floor, its history and benchmarks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property

from msgspec import Struct

from pap_cli.assess.charts.making import signal_of
from pap_cli.assess.charts.parts import ENOUGH
from pap_cli.assess.charts.signal import Signal, same_stretch
from pap_cli.assess.charts.spacing import step_of, with_gaps
from pap_cli.assess.deadlines.rag import overridden
from pap_cli.assess.kpis.events import events_by, times_between
from pap_cli.assess.kpis.figures import RevisedFigure, known_figures, known_on
from pap_cli.assess.kpis.targets import Aim, Targets, rate_figure
from pap_cli.model.config import Policy, RateAgainst
from pap_cli.model.dates import add_months, show_date
from pap_cli.model.decisions import Note
from pap_cli.model.key import PLAIN_KPI_KEY, KpiKey
from pap_cli.model.kpi import Benchmark, BenchmarkFigure, Ended, Hidden, Kpi, Observation, ShortSeries
from pap_cli.model.measure import Basis, Missing, Polarity
from pap_cli.model.numbers import rounded
from pap_cli.model.periods import Period
from pap_cli.model.rating import Rating

# Why a figure is hidden, and why its KPI has no chart.
HIDDEN = "a figure is hidden because it counts few"


class Comparison(Struct, frozen=True, kw_only=True):
    """A benchmark's figure, and how far ours is above it; None if the periods differ."""

    name: str
    period: Period
    value: float
    gap: float | None


class KpiStatus(Struct, frozen=True, kw_only=True, dict=True):
    """One KPI at a date.  Figures are in the KPI's unit; `gap` and changes are ours minus theirs.

    Its chart is computed on first use, because most commands show few or none.
    """

    kpi: Kpi
    as_of: date
    # The months from one figure to the next.
    step: int
    # The figures known by then, in order, including codes for missing ones and gaps; a revised figure has its value
    # then.
    series: tuple[Observation, ...]
    # The revised figures of the series, by period.
    revised: Mapping[Period, RevisedFigure]
    latest: Observation | None
    # When the latest figure was published; for a revised one, the day of the revision.
    published: date | None
    # The target and floor that the latest figure is rated by.
    aim: Aim
    # The next dated target, if there is one after that.
    next_aim: Aim | None
    gap: float | None
    rating: Rating
    reason: str
    change_from_baseline: float | None
    # Why the latest figure is not compared with the baseline; empty if it is, or if there is no figure or baseline.
    not_beside_baseline: str
    previous: Observation | None
    # The days since the end of the latest period, or since the last event.
    age_days: int | None
    stale_since: date | None
    benchmarks: tuple[Comparison, ...]
    # The latest note written since the latest figure was known.
    comment: Note | None
    # What its ratings are called.
    key: KpiKey = PLAIN_KPI_KEY

    @property
    def figure_note(self) -> str:
        """The note on the latest figure, without its full stop: it may say that the figure is doubted."""
        note = self.latest.note if self.latest is not None else None
        return (note or "").strip().removesuffix(".")

    @cached_property
    def signal(self) -> Signal | None:
        """The signal of its control chart; None without a figure, or if one is hidden."""
        if self.hidden:
            return None
        return signal_of(self.kpi, self.series, self.step, self.target, self.as_of, self.aim.goal)

    @property
    def hidden(self) -> bool:
        """True if one of its figures is hidden: then it has no chart."""
        return Hidden in map(type, self.series)

    @property
    def telling(self) -> Signal | None:
        """The signal of its control chart if its icons can be shown; with too few figures no chart is computed."""
        settings = self.kpi.spc
        if len(self.series) < ENOUGH and (settings is None or settings.short is ShortSeries.WITHHOLD):
            return None
        return self.signal if self.signal is not None and self.signal.withheld is None else None

    @property
    def id(self) -> str:
        """The KPI's id."""
        return self.kpi.id

    @property
    def value(self) -> float | None:
        """The latest figure."""
        return _figure(self.latest) if self.latest else None

    @property
    def target(self) -> float | None:
        """The target that the latest figure is rated by."""
        return self.aim.target

    @property
    def floor(self) -> float | None:
        """The floor that the latest figure is rated by."""
        return self.aim.floor

    @property
    def values(self) -> tuple[float | None, ...]:
        """The known figures; None for a missing one."""
        return tuple(_figure(observation) for observation in self.series)

    @property
    def unmoved(self) -> str:
        """Return why the KPI counts as not improving; empty if it does not.

        With a control chart that shows changes: it has got worse, or is red and has not got better.  Without: it is
        red, or worse than its baseline.
        """
        signal, red = self.telling, self.rating is Rating.RED
        if signal is None:
            return "is red" if red else ("is worse than its baseline" if self.worse_than_baseline else "")
        if signal.concern:
            return "has got worse"
        return "is red and has not got better" if red and not signal.improvement else ""

    @property
    def worse_than_baseline(self) -> bool:
        """Return True if the figure is worse than the baseline."""
        return worsened(self.kpi, self.change_from_baseline)


def _figure(observation: Observation | BenchmarkFigure) -> float | None:
    return None if isinstance(observation.value, Missing) else observation.value


def worsened(kpi: Kpi, change: float | None) -> bool:
    """Return True if a change is for the worse, by the polarity; never for a band or a KPI for information."""
    if change is None:
        return False
    return (kpi.polarity is Polarity.HIGH and change < 0) or (kpi.polarity is Polarity.LOW and change > 0)


def comparable(kpi: Kpi, earlier: Period, latest: Period) -> bool:
    """Return True if the figure of a period may be compared with an earlier one of the same KPI.

    They have the same length, there is no break between them, and they are in the same year if the figure is reset.
    """
    if earlier.kind is not latest.kind or not same_stretch(kpi, earlier.end, latest.end):
        return False
    return not reset_between(kpi, earlier, latest)


def reset_between(kpi: Kpi, earlier: Period, latest: Period) -> bool:
    """Return True if a year-to-date figure began again between two periods."""
    if kpi.basis is not Basis.YEAR_TO_DATE:
        return False
    first = kpi.calendar.first_month
    return add_months(earlier.end, 1 - first).year != add_months(latest.end, 1 - first).year


def _not_beside(kpi: Kpi, baseline: Period, latest: Period) -> str:
    """Return why the figure of a period is not compared with the baseline; empty if it is."""
    if latest.end < baseline.end:
        return "the baseline is for a later period"
    if baseline.kind is not latest.kind:
        return f"the baseline is for a {baseline.kind}, the figure for a {latest.kind}"
    if not same_stretch(kpi, baseline.end, latest.end):
        return "the figures changed their meaning in between"
    if kpi.basis is Basis.YEAR_TO_DATE and baseline.end.month != latest.end.month:
        return "the baseline is for another part of the year"
    return ""


def _compared(kpi: Kpi, benchmark: Benchmark, latest: Observation | None, as_of: date) -> Comparison | None:
    """Return the benchmark's figure for our period, otherwise its latest one, without a distance."""
    known = [
        (entry, value)
        for entry in benchmark.values
        if (value := _figure(entry)) is not None and known_on(kpi, entry) <= as_of
    ]
    if not known:
        return None
    ours = _figure(latest) if latest else None
    for entry, value in known:
        if latest is not None and ours is not None and entry.period == latest.period:
            return Comparison(name=benchmark.name, period=entry.period, value=value, gap=_minus(ours, value))
    entry, value = max(known, key=lambda pair: pair[0].period.end)
    return Comparison(name=benchmark.name, period=entry.period, value=value, gap=None)


def _minus(ours: float | None, theirs: float | None) -> float | None:
    """The difference of two figures, without the dust of binary fractions."""
    return None if ours is None or theirs is None else rounded(ours - theirs)


def assess_kpi(kpi: Kpi, as_of: date, policy: Policy, key: KpiKey = PLAIN_KPI_KEY) -> KpiStatus:
    """Return the status of a KPI on a date."""
    series, revised = (times_between(kpi, as_of), {}) if kpi.events else known_figures(kpi, as_of)
    step = step_of(kpi, series)
    series = with_gaps(series, step, kpi.place)
    shown = (one for one in reversed(series) if not isinstance(one.value, Missing) or isinstance(one, Hidden))
    latest = next(shown, None)  # a hidden figure is the latest, but nothing is compared with it
    figures = (one for one in reversed(series) if one is not latest and not isinstance(one.value, Missing))
    value = _figure(latest) if latest else None
    by_period = policy.rate_against is RateAgainst.PERIOD
    targets = Targets(kpi, as_of, series)
    period = latest.period if latest else None
    aim = targets.on(period.end if period is not None and by_period else as_of, period)
    rated = (Rating.GREY, HIDDEN) if isinstance(latest, Hidden) else rate_figure(kpi, value, aim)
    rating, reason = overridden(*rated, kpi.override, as_of, key)
    if (ended := ended_by(kpi, as_of)) is not None:
        rating, reason = Rating.GREY, f"no longer reported since {show_date(ended.on)}: {ended.reason}"
    earlier = (one for one in figures if latest and comparable(kpi, one.period, latest.period))
    since = known_on(kpi, latest) if latest else None
    apart = _not_beside(kpi, kpi.baseline.period, latest.period) if latest and kpi.baseline else ""
    events = events_by(kpi, as_of) if kpi.events else ()
    last = events[-1].at.day if events else latest.period.end if latest else None
    compared = (_compared(kpi, benchmark, latest, as_of) for benchmark in kpi.benchmarks)
    return KpiStatus(
        kpi=kpi,
        as_of=as_of,
        step=step,
        series=series,
        revised=revised,
        latest=latest,
        published=revised[latest.period].published if latest and latest.period in revised else since,
        aim=aim,
        next_aim=targets.after(aim),
        gap=_minus(value, aim.target),
        rating=rating,
        reason=reason,
        change_from_baseline=_minus(value, kpi.baseline.value) if kpi.baseline and not apart else None,
        not_beside_baseline=apart,
        previous=next(earlier, None),
        age_days=max(0, (as_of - last).days) if last else None,
        stale_since=None if ended else _stale_since(kpi, series, step, as_of, policy),
        benchmarks=tuple(comparison for comparison in compared if comparison is not None),
        comment=_comment(kpi, since, as_of),
        key=key,
    )


def ended_by(kpi: Kpi, as_of: date) -> Ended | None:
    """Return the end of a KPI if it is no longer reported on a date."""
    return kpi.ended if kpi.ended is not None and kpi.ended.on <= as_of else None


def _comment(kpi: Kpi, since: date | None, as_of: date) -> Note | None:
    """Return the latest note since a figure was published.

    A note on the first figure still counts when it is revised: another rule reports large revisions.
    """
    notes = (note for note in kpi.notes if since and note.on and since <= note.on.day <= as_of)
    return max(notes, key=lambda note: note.on.day if note.on else date.min, default=None)


def figure_expected(kpi: Kpi, end: date, step: int) -> date:
    """Return the day by which the figure after one for a period with this end is expected, `step` months later."""
    one_day = timedelta(days=1)
    next_end = add_months(end + one_day, step) - one_day
    return kpi.published_after.after(next_end) if kpi.published_after else next_end


def _stale_since(kpi: Kpi, series: tuple[Observation, ...], step: int, as_of: date, policy: Policy) -> date | None:
    """Return the date by which a newer figure was expected, if the KPI is out of date under the policy.

    A code published instead of a figure counts as one; `missing` does not.  No event is expected on any day.
    """
    if kpi.events:
        return None
    answered = next((one.period.end for one in reversed(series) if one.value is not Missing.MISSING), None)
    if answered is None:
        return None
    expected = figure_expected(kpi, answered, step)
    return expected if as_of > policy.stale_after.after(expected) else None
