"""The control chart of a series of figures: where its limits begin anew, what it leaves out, and its points."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date

from pap_cli.assess.charts.kinds.choice import rows_of
from pap_cli.assess.charts.kinds.lines import QUOTIENTS
from pap_cli.assess.charts.kinds.process import process_chart
from pap_cli.assess.charts.parts import ProcessChart
from pap_cli.assess.charts.spc import control_chart
from pap_cli.model.dates import add_months
from pap_cli.model.kpi import ChartKind, ControlChart, Kpi, Observation
from pap_cli.model.measure import Basis, Improvement


def starts(kpi: Kpi, series: tuple[Observation, ...]) -> dict[date, str]:
    """Return the reasons for new limits, by the end of their first period.

    New limits start at the first figure on or after each rebase and break and, for a year-to-date figure, each year.
    """
    found: dict[date, str] = {}
    named = [(entry.period, entry.reason) for entry in kpi.breaks]
    named += [(entry.period, entry.reason) for entry in (kpi.spc.rebase if kpi.spc else ())]
    ends = [one.period.end for one in series] if named else []
    for period, reason in named:
        first = bisect_left(ends, period.end)
        if 0 < first < len(ends):
            found[ends[first]] = reason
    if kpi.basis is Basis.YEAR_TO_DATE:
        year = None
        for one in series:
            current = add_months(one.period.end, 1 - kpi.calendar.first_month).year
            if year is not None and current != year:
                found.setdefault(one.period.end, "the year to date begins again")
            year = current
    return found


def exclusions(settings: ControlChart, charted: Iterable[Observation]) -> dict[date, str]:
    """Return the reasons for the figures that the settings exclude, by the end of their periods."""
    named = {entry.period: entry.reason for entry in settings.exclude}
    return {one.period.end: named[one.period] for one in charted if one.period in named} if named else {}


def chart_of(
    charted: Sequence[Observation],
    kind: ChartKind,
    settings: ControlChart,
    *,
    improvement: Improvement,
    scale: float,
    target: float | None,
    strict: bool,
    rebase: Iterable[date],
    exclude: Iterable[date],
) -> ProcessChart[date]:
    """Return the chart of a kind of figures and gaps in order.

    Args:
        charted: the figures and gaps.
        kind: the kind, not auto or none.
        settings: of the chart.
        improvement: which way is better.
        scale: what a quotient of numerator and denominator is multiplied by to be in the unit of the figures.
        target: in that unit.
        strict: True if a figure equal to the target does not meet it.
        rebase: the ends of the periods that begin new limits.
        exclude: the ends of the periods whose figures count for neither lines nor rules.

    Raises:
        ValueError: if no figure can be charted, and as `control_chart` and `process_chart` do.
    """
    ends = [one.period.end for one in charted]
    figures = rows_of(kind, charted)
    if not any(value is not None and (size or kind not in QUOTIENTS) for value, size in figures):
        raise ValueError("no figure has a numerator and a denominator")
    if kind is ChartKind.XMR:
        return control_chart(
            [(end, value) for end, (value, _) in zip(ends, figures, strict=True)],
            improvement=improvement,
            target=target,
            strict=strict,
            rebase=rebase,
            baseline_points=settings.baseline_points,
            screen_outliers=settings.screen_outliers is not False,
            exclude=exclude,
        )
    return process_chart(
        [(end, value, size) for end, (value, size) in zip(ends, figures, strict=True)],
        kind,
        improvement=improvement,
        scale=scale if kind in QUOTIENTS else 1.0,
        target=target,
        strict=strict,
        rebase=rebase,
        baseline_points=settings.baseline_points,
        screen_outliers=settings.screen_outliers is True,
        exclude=exclude,
    )
