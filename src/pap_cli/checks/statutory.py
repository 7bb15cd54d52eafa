"""Rules about statutory clocks: deadlines set by law or by an inspectorate."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.clocks import ClockState, ClockStatus
from pap_cli.assess.deadlines.rag import days
from pap_cli.checks import Found, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import show_date
from pap_cli.model.working_days import WorkingDays


@rule("PAP505", "statutory-deadline-missed", Severity.ERROR, on="clock")
def statutory_deadline_missed(assessment: Assessment) -> Iterator[Found]:
    """A statutory deadline was missed.

    Statutory clocks are under `statutory` in the plan's head. No extension moves them. `[calendar]` in `pap.toml` sets
    how working days are counted.

    Bad:

    ```yaml
    plan:
      id: p
      title: A plan
      start: 2016-06-01
      statutory:
        action-plan:
          title: Action plan sent
          to: ofsted
          from: 2016-06-01
          within: 70 working days
    ```

    Good:

    ```yaml
    plan:
      id: p
      title: A plan
      start: 2016-06-01
      statutory:
        action-plan:
          title: Action plan sent
          to: ofsted
          from: 2016-06-01
          within: 70 working days
          met: 2016-08-31
    ```
    """
    for status, titles in _open_clocks(assessment):
        if status.state is ClockState.MISSED:
            ago = days((assessment.as_of - status.due.day).days)
            yield _found(
                status,
                f"statutory deadline missed: {status.id} was due {_day(status)}, {ago} ago",
                f"tell {_whom(status, titles)}, and add met: on the day it is done",
            )


@rule("PAP506", "statutory-deadline-near", Severity.WARNING, on="clock")
def statutory_deadline_near(assessment: Assessment) -> Iterator[Found]:
    """A statutory deadline is within `due-soon` (28 days) and has not been met.

    Bad:

    ```yaml
    plan:
      id: p
      title: A plan
      start: 2016-08-01
      statutory:
        action-plan:
          title: Action plan sent
          to: ofsted
          from: 2016-08-01
          within: 70 working days
    ```

    Good:

    ```yaml
    plan:
      id: p
      title: A plan
      start: 2016-08-01
      statutory:
        action-plan:
          title: Action plan sent
          to: ofsted
          from: 2016-08-01
          within: 70 working days
          met: 2016-10-12
    ```
    """
    limit = assessment.policy.soon(assessment.as_of)
    for status, titles in _open_clocks(assessment):
        if status.state is ClockState.RUNNING and status.due.day <= limit:
            yield _found(
                status,
                f"{status.id} is due {_day(status)}, {_in_working_days(status)}, but has not been met",
                f"send it to {_whom(status, titles)} in time, and add met: on the day it is done",
            )


@rule("PAP508", "clock-met-before-start", Severity.ERROR, on="clock")
def clock_met_before_start(assessment: Assessment) -> Iterator[Found]:
    """A statutory deadline was met before its clock started.

    Bad:

    ```yaml
    plan:
      id: p
      title: A plan
      start: 2016-06-01
      statutory:
        action-plan:
          title: Action plan sent
          to: ofsted
          from: 2016-06-01
          within: 70 working days
          met: 2015-08-31
    ```

    Good:

    ```yaml
    plan:
      id: p
      title: A plan
      start: 2016-06-01
      statutory:
        action-plan:
          title: Action plan sent
          to: ofsted
          from: 2016-06-01
          within: 70 working days
          met: 2016-08-31
    ```
    """
    for plan in assessment.plans:
        for status in plan.clocks:
            start, met = status.clock.start, status.met
            if start is not None and met is not None and met < start:
                yield Found(
                    message=f"{status.id} was met on {show_date(met)}, before its clock started on {show_date(start)}",
                    help="correct whichever date is wrong",
                    place=status.clock.place,
                    fields=("met",),
                    plan=status.plan,
                    item=status.id,
                )


def _open_clocks(assessment: Assessment) -> Iterator[tuple[ClockStatus, dict[str, str]]]:
    """Yield the clocks that are not met, each with the titles of its plan's bodies."""
    for plan in assessment.plans:
        for status in plan.clocks:
            if status.state.open:
                yield status, plan.plan.body_titles


def _found(status: ClockStatus, message: str, help: str) -> Found:
    place = status.clock.place
    return Found(message=message, help=help, place=place, fields=("due", "within"), plan=status.plan, item=status.id)


def _day(status: ClockStatus) -> str:
    on = "on" if status.due.written == status.due.day.isoformat() else "by"
    return f"{on} {status.due} ({status.counted})" if status.counted else f"{on} {status.due}"


def _whom(status: ClockStatus, titles: dict[str, str]) -> str:
    to = status.clock.to
    return titles.get(to, to) if to else "the body it is owed to"


def _in_working_days(status: ClockStatus) -> str:
    if status.due.day == status.as_of:
        return "today"
    left = status.working_days_left or 0
    return f"in {WorkingDays(left)}" if left else "before the next working day"
