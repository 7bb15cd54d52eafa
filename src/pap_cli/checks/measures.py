"""Rules about the targets that milestones set for KPIs."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.assess.kpis.measures import TargetState, TargetStatus
from pap_cli.assess.kpis.targets import Targets, contradiction
from pap_cli.checks import Found, of_milestone, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.goal import in_words
from pap_cli.model.measure import Polarity
from pap_cli.model.numbers import with_unit


@rule("PAP455", "delivered-below-target", Severity.WARNING, on="milestone")
def delivered_below_target(assessment: Assessment) -> Iterator[Found]:
    """A milestone is delivered, but a KPI had not reached its target by the due date.

    The plan says that it is done; the figure says that it did not do what it was for.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Visits on time, due: 2016-09-30, completed: 2016-09-30, targets: {k1: 85}}
    kpis:
      - {id: k1, title: Visits on time, owner: head, unit: percent, target: 95, observations: {Q2 2016/17: 80}}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Visits on time, due: 2016-09-30, completed: 2016-09-30, targets: {k1: 80}}
    kpis:
      - {id: k1, title: Visits on time, owner: head, unit: percent, target: 95, observations: {Q2 2016/17: 80}}
    ```
    """
    for status, target in _targets(assessment):
        if target.state is TargetState.NOT_MET and target.kpi is not None and status.schedule.state.done:
            unit, period = target.kpi.kpi.unit, target.figure.period if target.figure is not None else ""
            yield of_milestone(
                status,
                f"{status.id} is delivered, but its target for {target.kpi.id}, {_words(target)}, is not met: "
                f"it was {with_unit(target.value, unit)} for {period}",
                "say in a note why it counts as delivered, or delete completed: until the target is met",
                "target",
                place=target.target.place,
            )


@rule("PAP456", "target-figure-missing", Severity.NOTE, on="milestone")
def target_figure_missing(assessment: Assessment) -> Iterator[Found]:
    """A milestone was due, but no figure shows whether a KPI had reached its target by then.

    The figure must be for a period that ends by the due date, and not be out of date on it.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Visits on time, due: 2016-09-30, completed: 2016-09-30, targets: {k1: 85}}
    kpis:
      - {id: k1, title: Visits, owner: head, unit: percent, target: 95, observations: {Q1 2015/16: 78, Q2 2015/16: 80}}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Visits on time, due: 2016-09-30, completed: 2016-09-30, targets: {k1: 85}}
    kpis:
      - {id: k1, title: Visits on time, owner: head, unit: percent, target: 95, observations: {Q2 2016/17: 86}}
    ```
    """
    for status, target in _targets(assessment):
        if target.state is TargetState.NO_FIGURE:
            yield of_milestone(
                status,
                f"no figure shows whether {target.target.kpi} reached {_words(target)} by {target.by}, "
                f"the target of {status.id}",
                f"add the figure of {target.target.kpi} for the last period that ends by then",
                "target",
                place=target.target.place,
            )


@rule("PAP457", "milestone-target-unclear", Severity.WARNING, on="milestone")
def milestone_target_unclear(assessment: Assessment) -> Iterator[Found]:
    """No figure can be compared with the target that a milestone sets for a KPI.

    The target must suit the KPI's polarity, a change needs the KPI's baseline, and a benchmark must be one of the
    KPI's.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Visits on time, due: 2016-12-30, targets: {k1: "< 85"}}
    kpis:
      - {id: k1, title: Visits on time, owner: head, target: 95}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Visits on time, due: 2016-12-30, targets: {k1: "> 85"}}
    kpis:
      - {id: k1, title: Visits on time, owner: head, target: 95}
    ```
    """
    for status, target in _targets(assessment):
        if why := _unclear(target):
            yield of_milestone(
                status,
                f"the target of {status.id} for {target.target.kpi} cannot be compared with a figure: {why}",
                "correct the target, or the KPI",
                "target",
                place=target.target.place,
            )


@rule("PAP458", "targets-disagree", Severity.NOTE, on="milestone")
def targets_disagree(assessment: Assessment) -> Iterator[Found]:
    """A milestone sets another target for a KPI than the KPI's own trajectory has for the same day.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Visits on time, due: 2016-12-30, targets: {k1: 85}}
    kpis:
      - {id: k1, title: Visits on time, owner: head, target: 95, trajectory: [{by: 2016-12-30, target: 90}]}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Visits on time, due: 2016-12-30, targets: {k1: 90}}
    kpis:
      - {id: k1, title: Visits on time, owner: head, target: 95, trajectory: [{by: 2016-12-30, target: 90}]}
    ```
    """
    for status, target in _targets(assessment):
        kpi = target.kpi
        if kpi is None or target.aim.target is None or status.schedule.state.done:
            continue
        for aim in Targets(kpi.kpi, assessment.as_of, kpi.series).dated():
            if aim.by == target.by.day and aim.target is not None and aim.target != target.aim.target:
                yield of_milestone(
                    status,
                    f"{status.id} sets {_words(target)} for {kpi.id} by {target.by}, but the KPI's own target for that "
                    f"day is {aim.words(kpi.kpi.unit)}",
                    "write the same target in both, or say in a note why they differ",
                    "target",
                    place=target.target.place,
                )


def _targets(assessment: Assessment) -> Iterator[tuple[MilestoneStatus, TargetStatus]]:
    """Yield the targets of milestones that are not cancelled."""
    for status in assessment.milestones:
        for target in status.targets:
            if target.state is not TargetState.CANCELLED:
                yield status, target


def _unclear(target: TargetStatus) -> str:
    """Return why no figure can be compared with a target; empty if one can, or if that depends on a figure."""
    kpi, goal = target.kpi, target.target.target
    if kpi is None or kpi.kpi.place.faulty:
        return ""
    if kpi.kpi.polarity is Polarity.NONE:
        return "the KPI is for information, so it has no better side"
    return contradiction(kpi.kpi, goal, "target") or target.aim.unknown


def _words(target: TargetStatus) -> str:
    """Return a target as it is written, with the KPI's unit."""
    goal = target.target.target
    return in_words(goal, target.aim.target, target.kpi.kpi.unit) if target.kpi is not None else in_words(goal, None)
