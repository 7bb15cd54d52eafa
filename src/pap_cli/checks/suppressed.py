"""Rules about suppressions."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.checks import Check, Found, all_checks, rule
from pap_cli.checks.catalogue import find_rule
from pap_cli.checks.items import Item
from pap_cli.checks.suppression import suppressions, why_invalid
from pap_cli.checks.written import Key
from pap_cli.diagnostics import Severity
from pap_cli.model.decisions import Suppression
from pap_cli.model.items import Action, Recommendation


@rule("PAP602", "suppression-expired", Severity.WARNING)
def suppression_expired(assessment: Assessment) -> Iterator[Found]:
    """A suppression does not count: it has expired, has no reason or end date, or names an unknown rule.

    The findings that it suppressed are reported again. A suppression needs a reason and an end date. Errors in the
    files cannot be suppressed: fix them.

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
            ignore: [{rule: milestone-overdue, reason: The Board knows, until: 2016-08-31}]
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
            ignore: [{rule: milestone-overdue, reason: The Board knows, until: 2016-11-30}]
    ```
    """
    for entry, item in suppressions(assessment):
        if why := why_invalid(entry, assessment.as_of):
            message, help, field = why
            yield Found(
                message=message,
                help=help,
                place=entry.place,
                fields=(field, "rule"),
                plan=item.plan,
                item=item.id,
            )


@rule("PAP603", "suppression-misplaced", Severity.WARNING)
def suppression_misplaced(assessment: Assessment) -> Iterator[Found]:
    """A suppression is on an item that its rule says nothing about.

    A suppression applies to the item that has it, or, under `plan:`, to the whole plan. One on an action does not apply
    to its milestones.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        ignore: [{rule: milestone-overdue, reason: The Board knows, until: 2016-11-30}]
        milestones:
          - {id: A1.1, title: Published, due: 2016-09-30, started: 2016-08-01}
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
            due: 2016-09-30
            started: 2016-08-01
            ignore: [{rule: milestone-overdue, reason: The Board knows, until: 2016-11-30}]
    ```
    """
    for entry, item, check in _in_force(assessment):
        if check.on and item.id is not None and not item.is_a(check.on):
            yield _found(
                entry,
                item,
                f"{entry.rule} is about {_PLURALS[check.on]}, so it cannot be suppressed on {item.named}",
                _where(item, check, assessment),
            )


@rule("PAP604", "suppression-unused", Severity.NOTE)
def suppression_unused(assessment: Assessment) -> Iterator[Found]:
    """A suppression matches nothing: the rule finds nothing there.

    It would hide the next finding of the rule, which nobody has considered yet.

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
            due: 2016-09-30
            completed: 2016-09-29
            ignore: [{rule: milestone-overdue, reason: The Board knows, until: 2016-11-30}]
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-09-30, completed: 2016-09-29}
    ```
    """
    found: dict[str, frozenset[Key]] = {}
    for entry, item, check in _in_force(assessment) if assessment.whole else ():
        if item.entry.place.faulty or (check.on and item.id is not None and not item.is_a(check.on)):
            continue
        if check.rule.code not in found:
            found[check.rule.code] = _items_found(check, assessment)
        matched = found[check.rule.code]
        if (item.plan, item.id) in matched or (item.id is None and any(plan == item.plan for plan, _ in matched)):
            continue
        where = f"on {item.named}" if item.id else f"in {item.named}"
        yield _found(
            entry,
            item,
            f"{entry.rule} is suppressed {where}, but finds nothing there",
            "delete it if it is not needed again",
        )


_PLURALS = {
    "recommendation": "recommendations",
    "action": "actions",
    "milestone": "milestones",
    "review": "reviews",
    "concern": "concerns",
    "risk": "risks",
    "theme": "themes",
    "KPI": "KPIs",
    "clock": "statutory clocks",
}


def _in_force(assessment: Assessment) -> Iterator[tuple[Suppression, Item, Check]]:
    """Yield the suppressions that count, each with its item and its rule, without those of the two rules above."""
    checks = {check.rule.code: check for check in all_checks()}
    for entry, item in suppressions(assessment):
        if why_invalid(entry, assessment.as_of) is None:
            check = checks.get(find_rule(entry.rule).code)
            # A rule that compares two versions finds something in one of many runs only.
            if check is not None and check.find not in (None, suppression_misplaced, suppression_unused):
                yield entry, item, check


def _items_found(check: Check, assessment: Assessment) -> frozenset[Key]:
    """Return the items that a rule finds something about."""
    return frozenset((found.plan, found.item) for found in check.find(assessment)) if check.find else frozenset()


def _where(item: Item, check: Check, assessment: Assessment) -> str:
    """Return where a misplaced suppression belongs."""
    if check.on == "clock":
        return "move it to ignore: under plan:"
    if isinstance(item.entry, Action | Recommendation) and check.on == "milestone":
        found = _items_found(check, assessment)
        late = [step.id for step in item.entry.milestones if (item.plan, step.id) in found]
        if late:
            return f"move it to {', '.join(late)}"
    return f"move it to the {check.on}, or delete it"


def _found(entry: Suppression, item: Item, message: str, help: str) -> Found:
    return Found(message=message, help=help, place=entry.place, fields=("rule",), plan=item.plan, item=item.id)
