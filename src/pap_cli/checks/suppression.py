"""Suppressions: which findings they suppress, and which of them do not count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pap_cli.assess.assessment import Assessment
from pap_cli.bad_value import BadValueError
from pap_cli.checks.catalogue import rules_by_word
from pap_cli.checks.items import Item, items
from pap_cli.model.dates import parse_date, quote, show_date
from pap_cli.model.decisions import Suppression
from pap_cli.problems.catalogue import RULES

# A plan and the id of an item in it.
Key = tuple[str | None, str | None]


def suppressions(assessment: Assessment) -> Iterator[tuple[Suppression, Item]]:
    """Yield every suppression with the item that has it; the item is a plan if it is for all of the plan."""
    for item in items(assessment):
        for entry in item.entry.ignore:
            yield entry, item


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


def suppressed_items(assessment: Assessment) -> Mapping[str, frozenset[Key]]:
    """Return the items for which a rule is suppressed, by its code; an item without an id is a whole plan."""
    found: dict[str, set[Key]] = {}
    for entry, item in suppressions(assessment):
        if not why_invalid(entry, assessment.as_of):
            found.setdefault(rules_by_word()[entry.rule.casefold()].code, set()).add((item.plan, item.id))
    return {code: frozenset(items) for code, items in found.items()}
