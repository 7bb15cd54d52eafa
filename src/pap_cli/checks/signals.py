"""Rules about what the control charts say: signals to look into, and noise to leave in peace."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.charts.chart import Assurance
from pap_cli.assess.charts.signal import CAUSE_WORDS, Signal
from pap_cli.assess.charts.trend import Plausibility
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.checks import Found, figure, of_kpi, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import show_date
from pap_cli.model.rating import Rating


def _charted(assessment: Assessment) -> Iterator[tuple[KpiStatus, Signal]]:
    """Every KPI whose chart has figures enough to say something."""
    for status in assessment.kpis:
        if signal := status.telling:
            yield status, signal


def _found(status: KpiStatus, message: str, help: str) -> Found:
    place = status.latest.place if status.latest else status.kpi.place
    return of_kpi(status, message, help, "value", place=place)


def _rounded(value: float | None) -> str:
    return figure(value, 1)


@rule("PAP420", "special-cause-concern", Severity.WARNING)
def special_cause_concern(assessment: Assessment) -> Iterator[Found]:
    """A control chart shows a change for the worse.

    The last figure is outside the limits, or part of a run or a trend that chance does not make (NHS England, Making
    Data Count). Find out what changed; a colour alone would not have told.

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
            yield _found(status, f"{status.id} has changed for the worse: {cause}", "find out what changed, and say so")


@rule("PAP421", "special-cause-improvement", Severity.NOTE)
def special_cause_improvement(assessment: Assessment) -> Iterator[Found]:
    """A control chart shows a change for the better.

    Worth telling, and worth finding out why. Where it lasts, write a `rebase` so that the limits follow.

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
        if signal.improvement:
            cause = CAUSE_WORDS[signal.chart.last.special_cause]
            help = "say why; where it lasts, write spc: {rebase: [{period: …, reason: …}]}"
            yield _found(status, f"{status.id} has changed for the better: {cause}", help)


@rule("PAP422", "consistently-failing", Severity.WARNING)
def consistently_failing(assessment: Assessment) -> Iterator[Found]:
    """A KPI will miss its target whatever the next figure is, unless the process changes.

    The target lies beyond the limits of what the process does: no exhortation will meet it. Not said while the chart
    shows a change for the better, which its limits do not know of yet.

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
        if signal.assurance is Assurance.FAIL and not signal.improvement:
            between = f"between {_rounded(signal.lower)} and {_rounded(signal.upper)}"
            yield _found(
                status,
                f"{status.id} will consistently miss its target of {_rounded(status.target)} unless the process "
                f"changes: it lies {between}",
                "change the process, or set a target that says what is meant",
            )


@rule("PAP423", "red-but-common-cause", Severity.NOTE)
def red_but_common_cause(assessment: Assessment) -> Iterator[Found]:
    """A KPI is red, and its control chart shows nothing but noise.

    Nothing has changed since last month: do not chase the colour. What has to change is the process, not the month.

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
                f"{status.id} is red, and its figures do what they always did: nothing has changed",
                "do not chase this figure; look at the process behind all of them",
            )


@rule("PAP424", "target-implausible", Severity.WARNING)
def target_implausible(assessment: Assessment) -> Iterator[Found]:
    """A dated target is not plausible at the present process.

    Going by the figures so far, with their uncertainty, the target will not be met on its day. See
    `pap show` for the forecast and its interval.

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
        outlook = signal.outlook
        if signal.plausible is Plausibility.UNLIKELY and outlook is not None and signal.target_by is not None:
            between = ""
            if outlook.lower is not None and outlook.upper is not None:
                between = f", between {_rounded(outlook.lower)} and {_rounded(outlook.upper)}"
            yield _found(
                status,
                f"{status.id} is to reach {_rounded(status.target)} by {show_date(signal.target_by)}; about "
                f"{_rounded(outlook.expected)} is to be expected{between}",
                "change the process, or agree another date or target and say why",
            )
