"""Rules about days on which nobody works."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.checks import Found, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import show_date


@rule("PAP214", "due-on-non-working-day", Severity.NOTE)
def due_on_non_working_day(assessment: Assessment) -> Iterator[Found]:
    """A milestone falls due on a weekend or a bank holiday, when nobody is there to deliver it.

    Asked of the date that counts now, of milestones still to be delivered, and only where a day is written: a month or
    a quarter ends when it ends. Whose bank holidays count, and on which other days the offices are closed, is said
    under `[calendar]` in `pap.toml`.

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
                help=f"count on delivery by {show_date(calendar.previous_working(due.day))}, the working day before",
                place=moved.place if moved else schedule.milestone.place,
                fields=("to",) if moved else ("due",),
                plan=schedule.plan,
                item=status.id,
            )
