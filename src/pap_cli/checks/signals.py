"""Rules about control charts: changes to look into, and normal variation to leave alone."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.charts.making import clipped
from pap_cli.assess.charts.parts import Assurance
from pap_cli.assess.charts.reading import reading_of
from pap_cli.assess.charts.signal import CAUSE_WORDS, Signal
from pap_cli.assess.charts.trend import Plausibility
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.checks import Found, figure, of_kpi, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import show_date
from pap_cli.model.goal import in_words
from pap_cli.model.rating import Rating


def _charted(assessment: Assessment) -> Iterator[tuple[KpiStatus, Signal]]:
    """Yield every KPI whose control chart can show a change."""
    for status in assessment.kpis:
        if signal := status.telling:
            yield status, signal


def _found(status: KpiStatus, message: str, help: str) -> Found:
    place = status.latest.place if status.latest else status.kpi.place
    return of_kpi(status, message, help, "value", place=place)


def _rounded(value: float | None) -> str:
    return figure(value, 1)


@rule("PAP420", "special-cause-concern", Severity.WARNING, on="KPI")
def special_cause_concern(assessment: Assessment) -> Iterator[Found]:
    """A control chart shows that a KPI has got worse.

    The latest figure is outside the limits, or part of a run or a trend that is not normal variation (NHS England,
    Making Data Count). The rating alone does not show this.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 85
        frequency: monthly
        observations: {
          2015-06: 88, 2015-07: 91, 2015-08: 89, 2015-09: 92, 2015-10: 90, 2015-11: 88,
          2015-12: 91, 2016-01: 90, 2016-02: 92, 2016-03: 89, 2016-04: 91, 2016-05: 88,
          2016-06: 90, 2016-07: 91, 2016-08: 80
        }
        notes: [{on: 2016-10-10, by: head, text: Looked into.}]
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 85
        frequency: monthly
        observations: {
          2015-06: 88, 2015-07: 91, 2015-08: 89, 2015-09: 92, 2015-10: 90, 2015-11: 88,
          2015-12: 91, 2016-01: 90, 2016-02: 92, 2016-03: 89, 2016-04: 91, 2016-05: 88,
          2016-06: 90, 2016-07: 91, 2016-08: 89
        }
        notes: [{on: 2016-10-10, by: head, text: Looked into.}]
    ```
    """
    for status, signal in _charted(assessment):
        if signal.concern:
            cause = CAUSE_WORDS[signal.chart.last.special_cause]
            yield _found(status, f"{status.id} has got worse: {cause}", "find out what changed and add a note")


@rule("PAP421", "special-cause-improvement", Severity.NOTE, on="KPI")
def special_cause_improvement(assessment: Assessment) -> Iterator[Found]:
    """A control chart shows that a KPI has got better.

    It is worth reporting, and worth finding out why. If it lasts, add a `rebase` so that the limits follow.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 85
        frequency: monthly
        observations: {
          2015-06: 88, 2015-07: 91, 2015-08: 89, 2015-09: 92, 2015-10: 90, 2015-11: 88,
          2015-12: 91, 2016-01: 90, 2016-02: 92, 2016-03: 89, 2016-04: 91, 2016-05: 88,
          2016-06: 90, 2016-07: 91, 2016-08: 99
        }
        notes: [{on: 2016-10-10, by: head, text: Looked into.}]
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 85
        frequency: monthly
        observations: {
          2015-06: 88, 2015-07: 91, 2015-08: 89, 2015-09: 92, 2015-10: 90, 2015-11: 88,
          2015-12: 91, 2016-01: 90, 2016-02: 92, 2016-03: 89, 2016-04: 91, 2016-05: 88,
          2016-06: 90, 2016-07: 91, 2016-08: 89
        }
        notes: [{on: 2016-10-10, by: head, text: Looked into.}]
    ```
    """
    for status, signal in _charted(assessment):
        cause = CAUSE_WORDS.get(signal.chart.last.special_cause, "")
        if signal.in_doubt:
            message = f"{status.id}: {cause}; note on this figure: {status.figure_note}"
            yield _found(status, message, "confirm the figure before it counts as a change for the better")
        if signal.improvement:
            help = "add a note on why; if it lasts, add spc: {rebase: [{period: …, reason: …}]}"
            note = f"; note on this figure: {status.figure_note}" if status.figure_note else ""
            yield _found(status, f"{status.id} has got better: {cause}{note}", help)


@rule("PAP422", "consistently-failing", Severity.WARNING, on="KPI")
def consistently_failing(assessment: Assessment) -> Iterator[Found]:
    """A KPI will keep missing its target unless the process changes.

    The target is outside the limits of normal variation, so no amount of effort within the same process will meet it.
    The rule does not apply while the chart shows a change, which the limits do not include yet.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 95
        floor: 80
        frequency: monthly
        observations: {
          2015-06: 80, 2015-07: 83, 2015-08: 81, 2015-09: 84, 2015-10: 82, 2015-11: 80,
          2015-12: 83, 2016-01: 82, 2016-02: 84, 2016-03: 81, 2016-04: 83, 2016-05: 80,
          2016-06: 82, 2016-07: 83, 2016-08: 81
        }
        notes: [{on: 2016-10-10, by: head, text: Looked into.}]
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 90
        floor: 80
        frequency: monthly
        observations: {
          2015-06: 88, 2015-07: 91, 2015-08: 89, 2015-09: 92, 2015-10: 90, 2015-11: 88,
          2015-12: 91, 2016-01: 90, 2016-02: 92, 2016-03: 89, 2016-04: 91, 2016-05: 88,
          2016-06: 90, 2016-07: 91, 2016-08: 89
        }
        notes: [{on: 2016-10-10, by: head, text: Looked into.}]
    ```
    """
    for status, signal in _charted(assessment):
        if signal.assured is Assurance.FAIL:
            yield _found(
                status,
                f"{status.id} will keep missing its target of {status.aim.words()} unless the process "
                f"changes: its range is {_rounded(signal.lower)} to {_rounded(signal.upper)}",
                "change the process, or set a target that it can meet",
            )


@rule("PAP423", "red-but-common-cause", Severity.NOTE, on="KPI")
def red_but_common_cause(assessment: Assessment) -> Iterator[Found]:
    """A KPI is red, but its control chart shows only normal variation.

    Nothing has changed since last month, so do not react to this figure. The process has to change, not the month.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 95
        floor: 90
        frequency: monthly
        observations: {
          2015-06: 88, 2015-07: 91, 2015-08: 89, 2015-09: 92, 2015-10: 90, 2015-11: 88,
          2015-12: 91, 2016-01: 90, 2016-02: 92, 2016-03: 89, 2016-04: 91, 2016-05: 88,
          2016-06: 90, 2016-07: 91, 2016-08: 89
        }
        notes: [{on: 2016-10-10, by: head, text: Looked into.}]
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 85
        floor: 80
        frequency: monthly
        observations: {
          2015-06: 88, 2015-07: 91, 2015-08: 89, 2015-09: 92, 2015-10: 90, 2015-11: 88,
          2015-12: 91, 2016-01: 90, 2016-02: 92, 2016-03: 89, 2016-04: 91, 2016-05: 88,
          2016-06: 90, 2016-07: 91, 2016-08: 89
        }
        notes: [{on: 2016-10-10, by: head, text: Looked into.}]
    ```
    """
    for status, signal in _charted(assessment):
        if status.rating is Rating.RED and signal.noise:
            yield _found(
                status,
                f"{status.id} is red, but its figures show no change beyond normal variation",
                "do not react to this one figure; improve the process behind them all",
            )


@rule("PAP424", "target-implausible", Severity.WARNING, on="KPI")
def target_implausible(assessment: Assessment) -> Iterator[Found]:
    """A KPI is unlikely to meet a target by its date.

    The forecast from the figures so far, with its interval, does not reach the target by that date. `pap show` has the
    forecast.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 99
        trajectory: [{by: 2017-03-31, target: 99}]
        frequency: monthly
        observations: {
          2015-06: 80, 2015-07: 83, 2015-08: 81, 2015-09: 84, 2015-10: 82, 2015-11: 80,
          2015-12: 83, 2016-01: 82, 2016-02: 84, 2016-03: 81, 2016-04: 83, 2016-05: 80,
          2016-06: 82, 2016-07: 83, 2016-08: 81
        }
        notes: [{on: 2016-10-10, by: head, text: Looked into.}]
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 90
        trajectory: [{by: 2017-03-31, target: 90}]
        frequency: monthly
        observations: {
          2015-06: 88, 2015-07: 91, 2015-08: 89, 2015-09: 92, 2015-10: 90, 2015-11: 88,
          2015-12: 91, 2016-01: 90, 2016-02: 92, 2016-03: 89, 2016-04: 91, 2016-05: 88,
          2016-06: 90, 2016-07: 91, 2016-08: 89
        }
        notes: [{on: 2016-10-10, by: head, text: Looked into.}]
    ```
    """
    for status, signal in _charted(assessment):
        if signal.ahead is None:
            continue
        found = reading_of(signal, status.target)
        outlook = found.outlook
        if found.plausible is Plausibility.UNLIKELY and outlook is not None and signal.ahead is not None:
            between = ""
            if outlook.lower is not None and outlook.upper is not None:
                low, high = (clipped(status.kpi, end) for end in (outlook.lower, outlook.upper))
                between = f" ({_rounded(low)} to {_rounded(high)})"
            yield _found(
                status,
                f"{status.id} is unlikely to reach {in_words(signal.ahead.goal, signal.ahead.target)} by "
                f"{show_date(signal.ahead.by)}: expect about {_rounded(outlook.expected)}{between}",
                "change the process, or agree another date or target and record why",
            )
