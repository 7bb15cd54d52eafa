"""Suppressions: which findings they suppress, and which of them do not count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pap_cli.assess.assessment import Assessment
from pap_cli.bad_value import BadValueError
from pap_cli.checks.catalogue import all_rules, matches, rule_names, rules_by_word
from pap_cli.checks.items import Item, items
from pap_cli.checks.written import Key
from pap_cli.diagnostics import nearest
from pap_cli.model.dates import parse_date, quote, show_date
from pap_cli.model.decisions import Suppression
from pap_cli.problems.catalogue import RULES


def suppressions(assessment: Assessment) -> Iterator[tuple[Suppression, Item]]:
    """Yield every suppression with the item that has it; the item is a plan if it is for all of the plan."""
    for item in items(assessment):
        for entry in item.entry.ignore:
            yield entry, item


_FILE_RULES = frozenset(RULES)


def why_invalid(suppression: Suppression, as_of: date) -> tuple[str, str, str] | None:
    """Return why a suppression does not count on a day, what to do, and the field at fault; None if it counts.

    It needs a rule about the plan, a reason, and a last day that can be read and has not passed.
    """
    rule = rules_by_word().get(suppression.rule.casefold())
    if rule is None:
        return f"a suppression names an unknown rule, {quote(suppression.rule)}", _advice(suppression.rule), "rule"
    subject = f"a suppression of {suppression.rule}"
    if rule in _FILE_RULES:
        return f"{suppression.rule} cannot be suppressed", "fix the error in the file, and delete it", "rule"
    if not suppression.reason:
        return f"{subject} has no reason", "add reason: why the finding is ignored", "rule"
    if not suppression.until:
        return f"{subject} has no end date", "add until: the last day it counts", "rule"
    try:
        until = parse_date(suppression.until)
    except BadValueError as error:
        return f"{subject} has an invalid end date, {error.message}", error.help, "until"
    if as_of > until:
        help = "delete it, or get it renewed with a new date and reason"
        return f"{subject} expired on {show_date(until)}", help, "until"
    return None


def _advice(word: str) -> str:
    """Return what to write instead of an unknown rule."""
    if any(matches(rule, (word,)) for rule in all_rules()):
        return "name one rule for each suppression"
    near = nearest(word, rule_names())
    return f"did you mean {near}?" if near else "list the rules with  pap rules"


def suppressed_items(assessment: Assessment) -> Mapping[str, frozenset[Key]]:
    """Return the items for which a rule is suppressed, by its code; an item without an id is a whole plan."""
    found: dict[str, set[Key]] = {}
    for entry, item in suppressions(assessment):
        if not why_invalid(entry, assessment.as_of):
            found.setdefault(rules_by_word()[entry.rule.casefold()].code, set()).add((item.plan, item.id))
    return {code: frozenset(items) for code, items in found.items()}
