"""Rules about the settings of a control chart that do not suit its figures, or have no effect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.checks import Found, figure, of_kpi, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.kpi import ChartKind, ControlChart, Observation
from pap_cli.model.measure import Missing

# The kinds that chart a numerator by a denominator, those that chart counts, and those that have moving ranges.
_QUOTIENTS = (ChartKind.P, ChartKind.P_PRIME, ChartKind.U, ChartKind.U_PRIME)
_COUNTS = (ChartKind.C, ChartKind.G)
_OF_RANGES = (ChartKind.AUTO, ChartKind.XMR, ChartKind.P_PRIME, ChartKind.U_PRIME, ChartKind.T)


def _settings(assessment: Assessment) -> Iterator[tuple[KpiStatus, ControlChart]]:
    """Yield every KPI with settings for its chart."""
    for status in assessment.kpis:
        if status.kpi.spc is not None:
            yield status, status.kpi.spc


def _figures(status: KpiStatus) -> list[tuple[Observation, float]]:
    """Return the known figures with their values, in order."""
    return [(one, one.value) for one in status.series if not isinstance(one.value, Missing)]


def _at_chart(status: KpiStatus, settings: ControlChart, message: str, help: str, *keys: str) -> Found:
    return of_kpi(status, message, help, *(keys or ("chart",)), place=settings.place)


@rule("PAP450", "chart-needs-denominators", Severity.WARNING, on="KPI")
def chart_needs_denominators(assessment: Assessment) -> Iterator[Found]:
    """A P, P′, U or U′ chart is named for figures without numerator and denominator, which it does not show.

    Such a chart is made of numerators and denominators. Without them, an XmR chart suits (`chart: xmr`).

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        unit: percent
        target: 80
        spc: {chart: p-prime}
        observations: {2016-05: 84.2, 2016-06: 83.9}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        unit: percent
        target: 80
        spc: {chart: p-prime}
        observations:
          2016-05: {numerator: 160, denominator: 190}
          2016-06: {numerator: 151, denominator: 180}
    ```
    """
    for status, settings in _settings(assessment):
        if settings.chart not in _QUOTIENTS:
            continue
        figures = _figures(status)
        without = [one for one, _ in figures if one.numerator is None or one.denominator is None]
        if without:
            count = f"{len(without)} of its {len(figures)} figures" if len(figures) > 1 else "its figure"
            verb = "have" if len(without) > 1 else "has"
            yield _at_chart(
                status,
                settings,
                f"{status.id} has chart: {settings.chart}, but {count} {verb} no numerator and denominator",
                "add numerator: and denominator: to each figure, or write chart: xmr",
            )


@rule("PAP451", "chart-unlike-figures", Severity.WARNING, on="KPI")
def chart_unlike_figures(assessment: Assessment) -> Iterator[Found]:
    """A KPI names a chart that its figures are not made for.

    C charts count events in a period, and G charts the cases between two events: their figures are whole numbers, 0 or
    more. T charts show the time between events, which are written under `events:`.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Serious incidents
        owner: head
        target: 2
        polarity: low
        spc: {chart: c}
        observations: {2016-05: 3, 2016-06: 2.5}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Serious incidents
        owner: head
        target: 2
        polarity: low
        spc: {chart: c}
        observations: {2016-05: 3, 2016-06: 2}
    ```
    """
    for status, settings in _settings(assessment):
        kind = settings.chart
        if status.kpi.events:
            if kind in (*_QUOTIENTS, *_COUNTS):
                message = f"{status.id} has chart: {kind}, but its figures are the days between events"
                yield _at_chart(status, settings, message, "write chart: t, or delete chart")
        elif kind is ChartKind.T:
            message = f"{status.id} has chart: t, but no events"
            help = "write events: with the day of each, in place of observations; or another chart"
            yield _at_chart(status, settings, message, help)
        elif kind in _COUNTS:
            yield from _not_counts(status, settings, _figures(status))


def _not_counts(
    status: KpiStatus, settings: ControlChart, figures: Sequence[tuple[Observation, float]]
) -> Iterator[Found]:
    wrong = [(one, value) for one, value in figures if value < 0 or value != int(value)]
    if not wrong:
        return
    one, value = wrong[0]
    rest = f", and {len(wrong) - 1} more are not" if len(wrong) > 1 else ""
    counts = "cases between two events" if settings.chart is ChartKind.G else "events"
    yield of_kpi(
        status,
        f"{status.id} has chart: {settings.chart}, which counts {counts}, but its figure for {one.period} is "
        f"{figure(value)}, not a whole number from 0 on{rest}",
        "correct the figure, or write chart: xmr",
        "value",
        place=one.place,
    )


@rule("PAP452", "chart-setting-without-effect", Severity.WARNING, on="KPI")
def chart_setting_without_effect(assessment: Assessment) -> Iterator[Found]:
    """A setting of a control chart has no effect: no chart is drawn, or its kind has no such setting.

    With `chart: none` nothing else applies. `screen_outliers` is for charts with moving ranges: XmR, P′, U′ and T.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 80
        spc: {chart: none, baseline_points: 12}
        observations: {2016-05: 84.2, 2016-06: 83.9}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 80
        spc: {chart: none}
        observations: {2016-05: 84.2, 2016-06: 83.9}
    ```
    """
    for status, settings in _settings(assessment):
        kind = settings.chart
        if kind is ChartKind.NONE:
            idle = [key for key in settings.place.fields if key != "chart"]
        else:
            idle = ["screen_outliers"] if settings.screen_outliers and kind not in _OF_RANGES else []
        if idle:
            verb = "has" if len(idle) == 1 else "have"
            message = f"{status.id} has chart: {kind}, so {_listed(idle)} {verb} no effect"
            yield _at_chart(status, settings, message, f"delete {'it' if len(idle) == 1 else 'them'}", *idle)


def _listed(words: Sequence[str]) -> str:
    return " and ".join([*([", ".join(words[:-1])] if len(words) > 1 else []), words[-1]])


@rule("PAP453", "exclusion-without-figure", Severity.WARNING, on="KPI")
def exclusion_without_figure(assessment: Assessment) -> Iterator[Found]:
    """A control chart excludes a period that has no figure.

    The period is probably misspelt, so the figure that was meant still counts.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 80
        spc: {exclude: [{period: 2015-06, reason: System change}]}
        observations: {2016-05: 84.2, 2016-06: 83.9}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 80
        spc: {exclude: [{period: 2016-06, reason: System change}]}
        observations: {2016-05: 84.2, 2016-06: 83.9}
    ```
    """
    for status, settings in _settings(assessment):
        for one in settings.exclude:
            figures = {known.period for known, _ in _figures(status)}
            later = {other.period for other in status.kpi.observations if not isinstance(other.value, Missing)}
            if one.period not in figures | later and one.period.end <= assessment.as_of:
                yield of_kpi(
                    status,
                    f"{status.id} excludes {one.period} from its chart, but has no figure for it",
                    "write the period of the figure as it is in observations or events, or delete the exclusion",
                    "period",
                    place=one.place,
                )


@rule("PAP454", "baseline-points-missing", Severity.NOTE, on="KPI")
def baseline_points_missing(assessment: Assessment) -> Iterator[Found]:
    """A control chart has its limits from more first figures than there are, so they still move.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 80
        spc: {baseline_points: 12}
        observations: {2016-05: 84.2, 2016-06: 83.9}
    ```

    Good:

    ```yaml
    kpis:
      - {id: k1, title: Visits on time, owner: head, target: 80, observations: {2016-05: 84.2, 2016-06: 83.9}}
    ```
    """
    for status, settings in _settings(assessment):
        points, count = settings.baseline_points, len(_figures(status))
        if points is not None and count < points and settings.chart is not ChartKind.NONE:
            help = "delete baseline_points until there are enough"
            if count >= 12:
                help = f"write baseline_points: {count}, or delete it until there are more"
            message = f"the limits of {status.id} are from its first {points} figures, but it has {count}"
            yield _at_chart(status, settings, message, help, "baseline_points")
