"""Rules about targets and floors that contradict each other, the polarity, or what they depend on."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.kpis.targets import benchmarks_named, contradiction
from pap_cli.checks import Found, figure, of_kpi, rule
from pap_cli.diagnostics import Severity, nearest
from pap_cli.model.dates import quote
from pap_cli.model.goal import Against, Change, Goal, Limit, Range, tolerance_in, written
from pap_cli.model.kpi import BenchmarkKind, Kpi, Target
from pap_cli.model.measure import Polarity
from pap_cli.model.numbers import PERCENT, SHARES, Unit
from pap_cli.model.place import Place


def _contradiction(status: KpiStatus) -> str:
    """Return what is wrong with the floor, given the target and the tolerance; empty if nothing is."""
    kpi, target, floor = status.kpi, status.target, status.floor
    if kpi.polarity is Polarity.BAND:
        tolerance = tolerance_in(status.aim.goal, kpi.tolerance)
        if tolerance < 0 or (floor is not None and floor < 0):
            return "is a distance from the target and cannot be negative"
        return "is within the tolerance" if floor is not None and floor < tolerance else ""
    if target is None or floor is None:
        return ""
    if kpi.polarity is Polarity.HIGH and floor > target:
        return "is above its target, but higher is better"
    return "is below its target, but lower is better" if kpi.polarity is Polarity.LOW and floor < target else ""


@rule("PAP413", "floor-beyond-target", Severity.ERROR, on="KPI")
def floor_beyond_target(assessment: Assessment) -> Iterator[Found]:
    """The floor of a KPI is on the wrong side of its target, so no figure can be amber.

    For a band, tolerance and floor are distances from the target: the floor is the larger, and neither is negative.

    Bad:

    ```yaml
    kpis:
      - {id: k1, title: Visits on time, owner: head, target: 85, floor: 95}
    ```

    Good:

    ```yaml
    kpis:
      - {id: k1, title: Visits on time, owner: head, target: 95, floor: 85}
    ```
    """
    for status in assessment.kpis:
        if wrong := _contradiction(status):
            help = "correct the floor, the target or the polarity; a dated target may have a floor of its own"
            message = f"the floor of {status.id} {wrong}"
            yield of_kpi(status, message, help, "floor", "tolerance", "trajectory", "id")


def _goals(status: KpiStatus) -> Iterator[tuple[str, Goal, Place]]:
    """Yield each target and floor of a KPI with its key and the entry that it is in."""
    entries: tuple[Kpi | Target, ...] = (status.kpi, *status.kpi.trajectory)
    for entry in entries:
        for key, goal in (("target", entry.target), ("floor", entry.floor)):
            if goal is not None:
                yield key, goal, entry.place


@rule("PAP442", "target-contradicts-polarity", Severity.ERROR, on="KPI")
def target_contradicts_polarity(assessment: Assessment) -> Iterator[Found]:
    """A target or floor is on the wrong side for the polarity of its KPI, so it is not rated.

    `"> 85"` and `{above: England}` go with `polarity: high`, `"< 85"` and `{below: England}` with `polarity: low`, and
    a range such as `18 to 22` with `polarity: band`, without a tolerance of its own.

    Bad:

    ```yaml
    kpis:
      - {id: k1, title: Days to a decision, owner: head, target: "< 85", observations: {2015/16: 80}}
    ```

    Good:

    ```yaml
    kpis:
      - {id: k1, title: Days to a decision, polarity: low, owner: head, target: "< 85", observations: {2015/16: 80}}
    ```
    """
    for status in assessment.kpis:
        kpi = status.kpi
        if kpi.polarity is Polarity.NONE:
            continue  # another rule reports the target
        for key, goal, place in _goals(status):
            if wrong := contradiction(kpi, goal, key):
                yield of_kpi(status, f"{status.id}: {wrong}", _other_side(kpi.polarity, key, goal), key, place=place)
            elif isinstance(goal, Range) and kpi.tolerance is not None:
                message = f"{status.id} has the range {written(goal)} and a tolerance"
                yield of_kpi(status, message, "delete tolerance: or write the middle of the range", "tolerance")


def _other_side(polarity: Polarity, key: str, goal: Goal) -> str:
    """Return what to write for a target that contradicts the polarity."""
    if key == "floor" and polarity is Polarity.BAND:
        return "write the distance as a number, or another polarity"
    if isinstance(goal, Range):
        return f"write polarity: band, or one number in place of {written(goal)}"
    if not isinstance(goal, Limit | Against):
        return ""
    instead = f"polarity: {goal.operator.polarity.value}"
    if polarity is Polarity.BAND:
        return f"write {instead}, or the range that is good, such as 18 to 22"
    other = goal.operator.opposite
    if isinstance(goal, Limit):
        return f'write {instead}, or "{other.sign} {figure(goal.value)}"'
    return f"write {instead}, or {{{other.value}: {goal.benchmark}}}"


@rule("PAP443", "target-without-its-figure", Severity.ERROR, on="KPI")
def target_without_its_figure(assessment: Assessment) -> Iterator[Found]:
    """A target depends on a baseline or a benchmark that the KPI does not have, so it is not rated.

    `"+800"` needs a `baseline`, and `{above: neighbours}` a benchmark with this name or kind. A change of some percent
    of a percentage is unclear: write it in percentage points, without the percent sign.

    Bad:

    ```yaml
    kpis:
      - {id: k1, title: Early help plans, owner: head, target: "+800", observations: {2015/16: 1200}}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Early help plans
        owner: head
        baseline: {period: 2014/15, value: 1000}
        target: "+800"
        observations: {2015/16: 1200}
    ```
    """
    for status in assessment.kpis:
        for key, goal, place in _goals(status):
            if wrong := _without(status, key, goal):
                yield of_kpi(status, *wrong, key, place=place)


def _without(status: KpiStatus, key: str, goal: Goal) -> tuple[str, str] | None:
    """Return what a target lacks, and what to do; None if it lacks nothing."""
    kpi = status.kpi
    if isinstance(goal, Change):
        if kpi.baseline is None:
            number = f", or {figure(goal.by)} without quotation marks for that number" if goal.by < 0 else ""
            return (
                f"the {key} of {status.id} is {written(goal)}, but it has no baseline",
                f"add baseline: {{period: …, value: …}}, or write the {key} as a number{number}",
            )
        if goal.percent and kpi.unit == PERCENT:
            points = written(Change(goal.by)).split()[0]
            reached = figure(kpi.baseline.value * (1 + goal.by / 100))
            return (
                f"the {key} of {status.id} is {written(goal)}, which may be percent or percentage points",
                f'write "{points}" for percentage points, or {reached} for {written(goal)}',
            )
    if not isinstance(goal, Against):
        return None
    found = benchmarks_named(kpi, goal.benchmark)
    if len(found) == 1:
        return None
    message = f"the {key} of {status.id} is {written(goal)}, but "
    if found:
        several = ", ".join(one.name for one in found)
        return message + f"{len(found)} benchmarks have this kind", f"write the name of one: {several}"
    names = [one.name for one in kpi.benchmarks]
    kinds = [one.kind.value for one in kpi.benchmarks]
    if near := nearest(goal.benchmark, [*names, *(kind for kind in kinds if kinds.count(kind) == 1)]):
        help = f"write {{{goal.operator.value}: {near}}}"
    elif names and goal.benchmark in list(BenchmarkKind):
        help = f"write the name of one: {', '.join(names)}; or add kind: {goal.benchmark} to the one that is meant"
    elif names:
        help = f"write the name of one: {', '.join(names)}"
    else:
        help = f"add benchmarks: {{{goal.benchmark}: {{2015/16: …}}}}"
    return message + f"no benchmark is {quote(goal.benchmark)}", help


@rule("PAP444", "target-negative", Severity.WARNING, on="KPI")
def target_negative(assessment: Assessment) -> Iterator[Found]:
    """A target of a count or a share is negative, which its figures cannot be.

    A change from the baseline is written in quotation marks: `"-10"` is 10 less than the baseline, and `-10` a number.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Repeat referrals
        polarity: low
        owner: head
        baseline: {period: 2014/15, value: 40}
        target: -10
        observations: {2015/16: 32}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Repeat referrals
        polarity: low
        owner: head
        baseline: {period: 2014/15, value: 40}
        target: "-10"
        observations: {2015/16: 32}
    ```
    """
    for status in assessment.kpis:
        counted = status.kpi.unit in SHARES or status.kpi.unit == Unit("number")
        for key, goal, place in _goals(status):
            value = goal.value if isinstance(goal, Limit) else goal
            if counted and isinstance(value, float | int) and value < 0 and not any(one < 0 for one in _known(status)):
                message = f"the {key} of {status.id} is {figure(value)}, but its figures cannot be negative"
                help = f'write "{figure(value)}" in quotation marks for a change from the baseline, or correct it'
                yield of_kpi(status, message, help, key, place=place)


def _known(status: KpiStatus) -> list[float]:
    return [value for value in status.values if value is not None]
