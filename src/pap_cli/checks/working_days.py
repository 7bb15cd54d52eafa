"""Rules about non-working days."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.checks import Found, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import show_date


@rule("PAP214", "due-on-non-working-day", Severity.NOTE, on="milestone")
def due_on_non_working_day(assessment: Assessment) -> Iterator[Found]:
    """A milestone is due on a weekend or a bank holiday.

    The rule applies to the due date of milestones that are not delivered yet, and only if it is a day: a month or a
    quarter may end on any day. `[calendar]` in `pap.toml` sets whose bank holidays count and when offices are closed.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-12-31}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-12-30}
    ```
    """
    calendar = assessment.policy.calendar
    for status in assessment.milestones:
        schedule = status.schedule
        due = schedule.due
        if not schedule.state.open or due.day < assessment.as_of or due.written != due.day.isoformat():
            continue
        if why := calendar.day_off(due.day):
            moved = schedule.extensions[-1] if schedule.extensions else None
            yield Found(
                message=f"{status.id} is due on {due}, {why}",
                help=f"plan to deliver by {show_date(calendar.previous_working(due.day))}, the working day before",
                place=moved.place if moved else schedule.milestone.place,
                fields=("to",) if moved else ("due",),
                plan=schedule.plan,
                item=status.id,
            )
