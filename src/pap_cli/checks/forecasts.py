"""Rules about the dates on which owners expect to be done."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.rag import days
from pap_cli.assess.deadlines.schedule import Schedule, current_forecast
from pap_cli.checks import Found, of_milestone, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.place import Place


@rule("PAP203", "forecast-after-due", Severity.WARNING, on="milestone")
def forecast_after_due(assessment: Assessment) -> Iterator[Found]:
    """The owner forecasts delivery after the due date.

    Such a milestone is going to be late, and somebody already knows. A forecast that has passed is
    [forecast-passed](forecast-passed.md).

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-11-30, started: 2016-08-01, forecast: 2017-01-31}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - id: A1.1
            title: Published
            due: 2016-11-30
            started: 2016-08-01
            forecast: 2017-01-31
            extensions: [{to: 2017-01-31, approved: 2016-10-10, by: board, reason: Printer moved}]
    ```
    """
    for status in assessment.milestones:
        schedule = status.schedule
        forecast = schedule.forecast
        if forecast is not None and forecast.day > schedule.due.day and forecast.day >= assessment.as_of:
            late = (forecast.day - schedule.due.day).days
            yield of_milestone(
                status,
                f"{schedule.id} is forecast for {forecast}, {days(late)} after its due date, {schedule.due}",
                "speed up the work, or ask for an extension now",
                "to",
                "forecast",
                weight=late,
                place=_entry(schedule, assessment),
            )


@rule("PAP217", "forecast-passed", Severity.WARNING, on="milestone")
def forecast_passed(assessment: Assessment) -> Iterator[Found]:
    """The date that the owner forecast has passed, and the milestone is still open.

    Nobody knows any more when it will be delivered. The rule leaves out a forecast before the due date of a milestone
    that is overdue: that one is a [milestone-overdue](milestone-overdue.md).

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-11-30, started: 2016-08-01, forecast: 2016-09-30}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-11-30, started: 2016-08-01, forecast: 2016-11-15}
    ```
    """
    for status in assessment.milestones:
        schedule = status.schedule
        forecast = schedule.forecast
        if forecast is None or forecast.day >= assessment.as_of:
            continue
        if forecast.day > schedule.due.day or not schedule.days_overdue:
            ago = (assessment.as_of - forecast.day).days
            yield of_milestone(
                status,
                f"{schedule.id} was forecast for {forecast}, which was {days(ago)} ago, and is still open",
                "add a new forecast with the day on which it was made, or completed: with the delivery date",
                "to",
                "forecast",
                weight=ago,
                place=_entry(schedule, assessment),
            )


def _entry(schedule: Schedule, assessment: Assessment) -> Place | None:
    """Return the place of the forecast that counts."""
    found = current_forecast(schedule.milestone.forecast, assessment.as_of)
    return found.place if found else None
