"""Rules about overrides of ratings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from msgspec import Struct

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.rag import computed
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.kpis.targets import rate_figure
from pap_cli.checks import Found, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import show_date
from pap_cli.model.decisions import Override
from pap_cli.model.rating import Rating


class _Overridden(Struct, frozen=True):
    """An override with its plan, its item, and a function that computes the rating without it."""

    override: Override
    plan: str | None
    item: str
    computed: Callable[[], Rating]
    cancelled: bool = False

    def found(self, message: str, help: str, *fields: str) -> Found:
        """Return a finding about the override."""
        return Found(
            message=message, help=help, place=self.override.place, fields=fields, plan=self.plan, item=self.item
        )


def _overrides(assessment: Assessment) -> Iterator[_Overridden]:
    """Yield the overrides that were decided by the as-of date."""
    headers = {plan.plan.id: plan.plan.header for plan in assessment.plans}
    for status in assessment.milestones:
        schedule = status.schedule
        if (override := schedule.milestone.override) is not None and _decided(override, assessment):
            rating = partial(_first, computed, schedule, assessment.as_of, assessment.policy, headers[schedule.plan])
            yield _Overridden(override, schedule.plan, status.id, rating, schedule.state is State.CANCELLED)
    for kpi in assessment.kpis:
        if (override := kpi.kpi.override) is not None and _decided(override, assessment):
            rating = partial(_first, rate_figure, kpi.kpi, kpi.value, kpi.aim)
            yield _Overridden(override, kpi.kpi.plan, kpi.id, rating)


def _decided(override: Override, assessment: Assessment) -> bool:
    return override.on is None or override.on <= assessment.as_of


def _first(rate: Callable[..., tuple[Rating, str]], *arguments: object) -> Rating:
    return rate(*arguments)[0]


@rule("PAP601", "override-expired", Severity.WARNING)
def override_expired(assessment: Assessment) -> Iterator[Found]:
    """An override of a rating has expired, and the computed rating is shown again.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - id: A1.1
            title: Published
            due: 2016-12-31
            override: {rating: amber, by: head, reason: Partners are uneasy, until: 2016-09-30}
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
            due: 2016-12-31
            override: {rating: amber, by: head, reason: Partners are uneasy, until: 2016-11-30}
    ```
    """
    for one in _overrides(assessment):
        override = one.override
        if assessment.as_of > override.until:
            yield one.found(
                f"the override of {one.item} by {override.by} expired on {show_date(override.until)}",
                "delete it, or get it renewed with a new date and reason",
                "until",
            )


@rule("PAP605", "override-without-effect", Severity.NOTE)
def override_without_effect(assessment: Assessment) -> Iterator[Found]:
    """An override of a rating changes nothing: the computed rating is the same.

    Nor does one that ended before it was decided, or that of a cancelled milestone.

    Pages name the person who set the rating and the reason, although nobody needs to answer for it any more.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - id: A1.1
            title: Published
            due: 2016-10-31
            override: {rating: amber, by: head, reason: Partners are uneasy, until: 2016-11-30}
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
            due: 2016-10-31
            started: 2016-09-12
            override: {rating: amber, by: head, reason: Partners are uneasy, until: 2016-11-30}
    ```
    """
    for one in _overrides(assessment):
        override = one.override
        if override.on is not None and override.on > override.until:
            yield one.found(
                f"the override of {one.item} ended on {show_date(override.until)}, before it was decided on "
                f"{show_date(override.on)}",
                "correct whichever date is wrong",
                "until",
            )
        elif assessment.as_of > override.until:
            continue
        elif one.cancelled:
            yield one.found(
                f"the override of {one.item} does not count: {one.item} was cancelled", "delete it", "rating"
            )
        elif one.computed() is override.rating:
            yield one.found(
                f"the override of {one.item} sets {override.rating}, which is the computed rating as well",
                "delete it",
                "rating",
            )
