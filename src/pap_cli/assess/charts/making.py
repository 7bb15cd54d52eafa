"""Make the signal of a KPI: choose its chart, compute it, and compare it with the target."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pap_cli.assess.charts.kinds.choice import choose, scale_of
from pap_cli.assess.charts.parts import Assurance, Group
from pap_cli.assess.charts.series import chart_of, exclusions, starts
from pap_cli.assess.charts.signal import Ahead, Signal, improvement_of
from pap_cli.assess.charts.spacing import unit_of_time
from pap_cli.model.goal import Goal, is_strict, number_in, suits, tolerance_in
from pap_cli.model.kpi import ChartKind, ControlChart, Kpi, Observation
from pap_cli.model.measure import Basis, Missing, Polarity


def target_ahead(kpi: Kpi, as_of: date) -> Ahead | None:
    """Return the first dated target that is not past on a date.

    None for a KPI for information, for a target without a number yet (a benchmark has none for a coming period), and
    for the annual target of counts in shorter periods, none of which is to reach it.
    """
    if kpi.polarity is Polarity.NONE or (kpi.profile is not None and kpi.basis is Basis.IN_PERIOD):
        return None
    step = min((step for step in kpi.trajectory if as_of <= step.by), key=lambda step: step.by, default=None)
    if step is None or not suits(step.target, kpi.polarity):
        return None
    target = number_in(step.target, kpi.baseline.value if kpi.baseline else None, kpi.unit)
    return None if target is None else Ahead(step.by, target, step.target)


def signal_of(
    kpi: Kpi,
    series: Iterable[Observation],
    step: int,
    target: float | None,
    as_of: date,
    goal: Goal | None = None,
) -> Signal | None:
    """Return the signal of the figures known by a date; None if no figure can be charted.

    Only periods of the same kind as the latest are charted: a yearly figure is not shown among monthly ones.

    Args:
        kpi: the KPI.
        series: its figures and gaps, in order.
        step: the months from one figure to the next.
        target: the target that the limits are compared with.
        as_of: the date; the next dated target from it on is forecast.
        goal: that target as it is written, if that is more than a number.
    """
    known = tuple(series)
    latest = next((one for one in reversed(known) if not isinstance(one.value, Missing)), None)
    if latest is None:
        return None
    kind = latest.period.kind
    charted = tuple([one for one in known if one.period.kind is kind])
    choice = choose(kpi, charted)
    if choice.kind is ChartKind.NONE:
        return None
    settings = kpi.spc or _defaults(latest)
    reasons = starts(kpi, charted)
    left_out = exclusions(settings, charted)
    try:
        chart = chart_of(
            charted,
            choice.kind,
            settings,
            improvement=improvement_of(kpi),
            scale=scale_of(kpi),
            target=target,
            strict=is_strict(goal),
            rebase=reasons,
            exclude=left_out,
        )
    except ValueError:  # figures too large for a chart or impossible on it, or two of one kind that end on the same day
        return None
    group = chart.current
    return Signal(
        kpi=kpi,
        chart=chart,
        why=choice.why,
        observations=charted,
        reasons=reasons,
        left_out=left_out,
        assurance=_band_assurance(group, target, tolerance_in(goal, kpi.tolerance))
        if kpi.polarity is Polarity.BAND
        else chart.assurance,
        lower=_at_least(group.lower, settings),
        upper=_at_most(group.upper, settings),
        unit=unit_of_time(kind, step),
        ahead=target_ahead(kpi, as_of),
        goal=goal,
    )


def _defaults(figure: Observation) -> ControlChart:
    return ControlChart(place=figure.place)


def _at_least(limit: float | None, settings: ControlChart) -> float | None:
    return max(limit, settings.least) if limit is not None and settings.least is not None else limit


def _at_most(limit: float | None, settings: ControlChart) -> float | None:
    return min(limit, settings.most) if limit is not None and settings.most is not None else limit


def clipped(kpi: Kpi, limit: float | None) -> float | None:
    """Return a limit, clipped at the least or the most that a figure can be, if the KPI has such bounds."""
    return _at_most(_at_least(limit, kpi.spc), kpi.spc) if kpi.spc is not None else limit


def _band_assurance(group: Group[date], target: float | None, tolerance: float) -> Assurance | None:
    """Return the assurance of a KPI with a band, by our own rule: the package only knows one-sided targets.

    Pass if the whole expected range is within the tolerance around the target, fail if none of it is.
    """
    if target is None or group.lower is None or group.upper is None:
        return None
    low, high = target - tolerance, target + tolerance
    if low <= group.lower and group.upper <= high:
        return Assurance.PASS
    if group.upper < low or group.lower > high:
        return Assurance.FAIL
    return Assurance.INCONSISTENT
