"""Rules about statutory clocks: duties with a day that the law or the inspectorate set."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.clocks import ClockState, ClockStatus
from pap_cli.assess.deadlines.rag import days
from pap_cli.checks import Found, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.working_days import WorkingDays


@rule("PAP505", "statutory-deadline-missed", Severity.ERROR)
def statutory_deadline_missed(assessment: Assessment) -> Iterator[Found]:
    """A duty with a day, under `statutory` in the plan's head, was not met by then.

    No extension moves such a day. Working days are counted as `[calendar]` in `pap.toml` says.

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
                f"{status.id} was to be met by {_day(status)}, {ago} ago, and was not",
                f"tell {_whom(status, titles)}, and write met: the day it is done",
            )


@rule("PAP506", "statutory-deadline-near", Severity.WARNING)
def statutory_deadline_near(assessment: Assessment) -> Iterator[Found]:
    """A duty with a day falls due within `due-soon` (28 days) and is not met.

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
                f"{status.id} is to be met by {_day(status)}, {_in_working_days(status)}, and is not yet",
                f"send it to {_whom(status, titles)} in time, and write met: the day it is done",
            )


def _open_clocks(assessment: Assessment) -> Iterator[tuple[ClockStatus, dict[str, str]]]:
    """The clocks that are not met, each with the titles of its plan's bodies."""
    for plan in assessment.plans:
        for status in plan.clocks:
            if status.state.open:
                yield status, plan.plan.body_titles


def _found(status: ClockStatus, message: str, help: str) -> Found:
    place = status.clock.place
    return Found(message=message, help=help, place=place, fields=("due", "within"), plan=status.plan, item=status.id)


def _day(status: ClockStatus) -> str:
    return f"{status.due} ({status.counted})" if status.counted else str(status.due)


def _whom(status: ClockStatus, titles: dict[str, str]) -> str:
    to = status.clock.to
    return titles.get(to, to) if to else "whoever is owed it"


def _in_working_days(status: ClockStatus) -> str:
    if status.due.day == status.as_of:
        return "today"
    left = status.working_days_left or 0
    return f"in {WorkingDays(left)}" if left else "before the next working day"
