"""Which findings are let pass, and which suppressions do not count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pap_cli.assess.assessment import Assessment
from pap_cli.bad_value import BadValueError
from pap_cli.model.dates import parse_date, quote, show_date
from pap_cli.model.decisions import Suppression
from pap_cli.model.oversight import Concern, Review
from pap_cli.model.plan import Action, Milestone, Recommendation
from pap_cli.problems.catalogue import RULES


def suppressions(assessment: Assessment) -> Iterator[tuple[Suppression, str | None, str | None]]:
    """Every suppression, with the plan it stands in and the item it is for; no item where it is for a whole plan."""
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


_OF_FORM = frozenset(word for rule in RULES for word in (rule.name, rule.code))


def fault_of(suppression: Suppression, as_of: date, known: frozenset[str]) -> str:
    """Why a suppression does not count on a day; empty if it does.

    It needs a rule of substance, a reason, and a last day that can be read and has not passed.
    """
    if suppression.rule not in known:
        return f"names {quote(suppression.rule)}, and there is no such rule"
    if suppression.rule in _OF_FORM:
        return f"of {suppression.rule} does nothing: a fault of form is mended, not let pass"
    if not suppression.reason:
        return f"of {suppression.rule} gives no reason"
    if not suppression.until:
        return f"of {suppression.rule} has no end"
    try:
        until = parse_date(suppression.until)
    except BadValueError:
        return f"of {suppression.rule} ends on {quote(suppression.until)}, which is no date"
    return f"of {suppression.rule} ran out on {show_date(until)}" if as_of > until else ""
