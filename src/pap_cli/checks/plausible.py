"""Rules that ask about figures, targets and dates of KPIs that can hardly be right."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.kpis.kpi import KpiStatus, ended_by
from pap_cli.checks import Found, figure, of_kpi, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.goal import number_in
from pap_cli.model.kpi import Observation
from pap_cli.model.measure import Missing, Polarity
from pap_cli.model.numbers import PERCENT, SHARES

# How many times larger or smaller than all figures a target is asked about, and a figure than its neighbours: those
# vary too, so a decimal point in the wrong place is not ten times exactly.
_TIMES, _TIMES_NEIGHBOURS = 10.0, 8.0
# Counts below this may jump.
_SMALL_COUNT = 20
# The neighbours on each side of a figure, and the fewest figures that a target or baseline is compared with.
_NEIGHBOURS, _FEWEST = 2, 3


@rule("PAP432", "figure-impossible", Severity.WARNING, on="KPI")
def figure_impossible(assessment: Assessment) -> Iterator[Found]:
    """A figure cannot be right: a share outside 0 to 100%, a negative count, or half of a fraction.

    A share may not have more cases than there are: its numerator is at most its denominator. A numerator and a
    denominator belong together. For a change in percent, which can be negative, use another unit, such as
    `percentage points`.

    Bad:

    ```yaml
    kpis:
      - {id: k1, title: Visits on time, unit: percent, owner: head, target: 80, observations: {2015/16: 845}}
    ```

    Good:

    ```yaml
    kpis:
      - {id: k1, title: Visits on time, unit: percent, owner: head, target: 80, observations: {2015/16: 84.5}}
    ```
    """
    for status in assessment.kpis:
        for one in status.series:
            wrong = _impossible(status, one)
            if wrong:
                message, help, field = wrong
                yield of_kpi(status, f"{status.id} for {one.period}: {message}", help, field, "value", place=one.place)


def _impossible(status: KpiStatus, one: Observation) -> tuple[str, str, str] | None:
    """Return what is wrong with a figure, what to do, and at which key; None if nothing is."""
    value, numerator, denominator, unit = one.value, one.numerator, one.denominator, status.kpi.unit
    if numerator is not None or denominator is not None:
        if numerator is None or denominator is None:
            has, lacks = ("denominator", "numerator") if numerator is None else ("numerator", "denominator")
            return f"a {has} without a {lacks}", f"add {lacks}: or delete the {has}", has
        if numerator < 0 or denominator < 0:
            negative = "numerator" if numerator < 0 else "denominator"
            return f"the {negative} is negative", "correct the count", negative
        if unit in SHARES and numerator > denominator:
            message = f"the numerator {figure(numerator)} is above the denominator {figure(denominator)}"
            return message, "exchange or correct them", "numerator"
    if isinstance(value, Missing):
        return None
    if unit == PERCENT and not 0 <= value <= SHARES[PERCENT]:
        return f"{figure(value)} is outside 0 to 100%", "correct the figure or the unit", "value"
    if unit == "number" and value < 0:
        return f"the count {figure(value)} is negative", "correct the figure or the unit", "value"
    return None


@rule("PAP433", "figure-unlike-neighbours", Severity.WARNING, on="KPI")
def figure_unlike_neighbours(assessment: Assessment) -> Iterator[Found]:
    """A figure is ten times its neighbours, or a tenth of them.

    That is often a decimal point in the wrong place, or a share among percentages. The neighbours are the two figures
    before and the two after; counts below 20 may jump. As neighbours vary, 8 times is enough.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 80
        observations: {2016-05: 84.2, 2016-06: 83.9, 2016-07: 0.851}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 80
        observations: {2016-05: 84.2, 2016-06: 83.9, 2016-07: 85.1}
    ```
    """
    for status in assessment.kpis:
        figures = _figures(status)
        sizes = [abs(value) for _, value in figures]
        if status.kpi.events or not sizes or max(sizes) < _TIMES_NEIGHBOURS * min(sizes):
            continue  # the usual case
        for place, (one, value) in enumerate(figures):
            beside = figures[max(0, place - _NEIGHBOURS) : place] + figures[place + 1 : place + 1 + _NEIGHBOURS]
            others = [other for _, other in beside]
            if len(others) >= _NEIGHBOURS and all(_unlike(sizes[place], abs(other)) for other in others):
                yield of_kpi(
                    status,
                    f"{status.id} for {one.period} is {figure(value)}, but the figures around it are between "
                    f"{figure(min(others))} and {figure(max(others))}",
                    "check the decimal point and the unit",
                    "value",
                    place=one.place,
                )


def _figures(status: KpiStatus) -> list[tuple[Observation, float]]:
    """Return the known figures of the latest kind of period with their values, in order."""
    if status.latest is None:
        return []
    kind = status.latest.period.kind
    return [(one, one.value) for one in status.series if not isinstance(one.value, Missing) and one.period.kind is kind]


def _unlike(size: float, other: float) -> bool:
    """Return True if one size is ten times another, unless both are small counts or one is zero."""
    smaller, larger = sorted((size, other))
    if not smaller or larger < _TIMES_NEIGHBOURS * smaller:
        return False
    return larger >= _SMALL_COUNT or size != int(size) or other != int(other)


@rule("PAP434", "target-unlike-figures", Severity.NOTE, on="KPI")
def target_unlike_figures(assessment: Assessment) -> Iterator[Found]:
    """A target or the baseline is far outside everything measured: ten times the largest figure, or a tenth of the
    smallest; or a percentage is outside 0 to 100%.

    It may be in another unit, or lack a digit. A target of 0 is not asked about.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 0.9
        observations: {2016-05: 84.2, 2016-06: 83.9, 2016-07: 85.1}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 90
        observations: {2016-05: 84.2, 2016-06: 83.9, 2016-07: 85.1}
    ```
    """
    for status in assessment.kpis:
        kpi, figures = status.kpi, [value for _, value in _figures(status)]
        base = kpi.baseline.value if kpi.baseline is not None else None
        goals = [(step.target, step.place) for step in kpi.trajectory] + [(kpi.target, kpi.place)]
        if kpi.profile is not None:
            goals = []  # figures within the year are not compared with the whole target
        stated = [("target", number_in(goal, base, kpi.unit), place) for goal, place in goals]
        if kpi.baseline is not None:
            stated.append(("baseline", base, kpi.baseline.place))
        for name, value, place in stated:
            if value is None:
                continue
            beyond = _beyond(value, figures, kpi.unit)
            if beyond:
                yield of_kpi(
                    status,
                    f"the {name} of {status.id} is {figure(value)}, {beyond}",
                    "check the number and its unit",
                    "value" if name == "baseline" else "target",
                    place=place,
                )


def _beyond(value: float, figures: list[float], unit: str) -> str:
    """Return what a target or baseline is beyond, in words; empty if it is plausible."""
    sizes = [abs(one) for one in figures]
    if len(sizes) >= _FEWEST:
        low, high = min(sizes), max(sizes)
        if (abs(value) >= _TIMES * high and high) or (value and abs(value) * _TIMES <= low):
            return f"but its figures are between {figure(min(figures))} and {figure(max(figures))}"
    return "outside 0 to 100%" if unit == PERCENT and not 0 <= value <= SHARES[PERCENT] else ""


@rule("PAP435", "target-without-polarity", Severity.WARNING, on="KPI")
def target_without_polarity(assessment: Assessment) -> Iterator[Found]:
    """A KPI for information (`polarity: none`) has a target, which is not used.

    Bad:

    ```yaml
    kpis:
      - {id: k1, title: Re-referrals, polarity: none, owner: head, target: 16}
    ```

    Good:

    ```yaml
    kpis:
      - {id: k1, title: Re-referrals, polarity: low, owner: head, target: 16}
    ```
    """
    for status in assessment.kpis:
        kpi = status.kpi
        if kpi.polarity is Polarity.NONE and (kpi.target is not None or kpi.trajectory):
            yield of_kpi(
                status,
                f"{status.id} has a target, but polarity: none",
                "write polarity: high, low or band, or delete the target",
                "polarity",
            )


@rule("PAP438", "kpi-without-figure", Severity.NOTE, on="KPI")
def kpi_without_figure(assessment: Assessment) -> Iterator[Found]:
    """A KPI has never had a figure, so nobody can tell whether anything changes.

    Bad:

    ```yaml
    kpis:
      - {id: k1, title: Visits on time, owner: head, target: 80}
    ```

    Good:

    ```yaml
    kpis:
      - {id: k1, title: Visits on time, owner: head, target: 80, observations: {2015/16: 84.5}}
    ```
    """
    for status in assessment.kpis:
        ended = ended_by(status.kpi, assessment.as_of)
        if status.latest is None and not ended and not status.kpi.place.faulty:
            help = "add its first figure under observations:, or delete the KPI"
            if status.kpi.events:
                help = "it has one after the second event"
            yield of_kpi(status, f"{status.id} has no figure yet", help, "observations", "id")
