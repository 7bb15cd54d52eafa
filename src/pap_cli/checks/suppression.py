"""Suppressions: which findings they suppress, and which of them do not count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pap_cli.assess.assessment import Assessment
from pap_cli.bad_value import BadValueError
from pap_cli.checks.catalogue import rules_by_word
from pap_cli.model.dates import parse_date, quote, show_date
from pap_cli.model.decisions import Suppression
from pap_cli.model.oversight import Concern, Review
from pap_cli.model.plan import Action, Milestone, Recommendation
from pap_cli.problems.catalogue import RULES

# A plan and the id of an item in it.
Item = tuple[str | None, str | None]


def suppressions(assessment: Assessment) -> Iterator[tuple[Suppression, str | None, str | None]]:
    """Yield every suppression with its plan and item; no item if it is for a whole plan."""
    for plan in assessment.plans:
        for entry in plan.plan.header.ignore:
            yield entry, plan.plan.id, None
        items: list[Recommendation | Action | Milestone | Review | Concern] = [
            *(status.recommendation for status in plan.recommendations),
            *(status.action for status in plan.actions),
            *(status.schedule.milestone for status in plan.milestones),
            *plan.plan.reviews,
            *plan.concerns,
        ]
        for item in items:
            for entry in item.ignore:
                yield entry, plan.plan.id, item.id
    for kpi in assessment.kpis:
        for entry in kpi.kpi.ignore:
            yield entry, kpi.kpi.plan, kpi.id


_FILE_RULES = frozenset(RULES)


def why_invalid(suppression: Suppression, as_of: date) -> tuple[str, str] | None:
    """Return why a suppression does not count on a day, and the field at fault; None if it counts.

    It needs a rule about the plan, a reason, and a last day that can be read and has not passed.
    """
    rule = rules_by_word().get(suppression.rule.casefold())
    if rule is None:
        return f"a suppression names an unknown rule, {quote(suppression.rule)}", "rule"
    if rule in _FILE_RULES:
        return f"{suppression.rule} cannot be suppressed: fix the error in the file", "rule"
    subject = f"a suppression of {suppression.rule}"
    if not suppression.reason:
        return f"{subject} has no reason", "rule"
    if not suppression.until:
        return f"{subject} has no end date", "rule"
    try:
        until = parse_date(suppression.until)
    except BadValueError:
        return f"{subject} has an invalid end date, {quote(suppression.until)}", "until"
    return (f"{subject} expired on {show_date(until)}", "until") if as_of > until else None


def suppressed_items(assessment: Assessment) -> Mapping[str, frozenset[Item]]:
    """Return the items for which a rule is suppressed, by its code; an item without an id is a whole plan."""
    found: dict[str, set[Item]] = {}
    for entry, plan, item in suppressions(assessment):
        if not why_invalid(entry, assessment.as_of):
            found.setdefault(rules_by_word()[entry.rule.casefold()].code, set()).add((plan, item))
    return {code: frozenset(items) for code, items in found.items()}
