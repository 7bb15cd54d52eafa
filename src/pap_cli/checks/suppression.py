"""Suppressions: which findings they suppress, and which of them do not count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pap_cli.assess.assessment import Assessment
from pap_cli.bad_value import BadValueError
from pap_cli.checks import Found
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
_COMMIT = re.compile(r"[0-9a-f]{7,64}", re.IGNORECASE)


def why_invalid(suppression: Suppression, as_of: date) -> tuple[str, str, str] | None:
    """Return why a suppression does not count on a day, what to do, and the field at fault; None if it counts.

    It needs a rule about the plan, a reason, and a last day that can be read and has not passed, or a commit.
    """
    rule = rules_by_word().get(suppression.rule.casefold())
    if rule is None:
        return f"a suppression names an unknown rule, {quote(suppression.rule)}", _advice(suppression.rule), "rule"
    subject = f"a suppression of {suppression.rule}"
    if rule in _FILE_RULES:
        return f"{suppression.rule} cannot be suppressed", "fix the error in the file, and delete it", "rule"
    if not suppression.reason:
        return f"{subject} has no reason", "add reason: why the finding is ignored", "rule"
    if suppression.commit is not None and not _COMMIT.fullmatch(suppression.commit):
        message = f"{subject} has an invalid commit, {quote(suppression.commit)}"
        return message, "write 7 or more of the digits that pap check --history shows", "commit"
    if suppression.commit is not None and not suppression.until:
        return None  # a commit never changes
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


class Suppressed:
    """The items for which rules are suppressed, altogether or for one commit; an item without an ID is a whole plan."""

    def __init__(self, assessment: Assessment) -> None:
        self.items: dict[str, set[Key]] = {}
        self.commits: dict[str, list[tuple[Key, str]]] = {}
        for entry, item in suppressions(assessment):
            if why_invalid(entry, assessment.as_of):
                continue
            code, key = rules_by_word()[entry.rule.casefold()].code, (item.plan, item.id)
            if entry.commit is None:
                self.items.setdefault(code, set()).add(key)
            else:
                self.commits.setdefault(code, []).append((key, entry.commit.casefold()))

    def has(self, code: str, found: Found) -> bool:
        """Return True if a finding of a rule is suppressed."""
        keys = ((found.plan, found.item), (found.plan, None))
        items = self.items.get(code, ())
        if any(key in items for key in keys):
            return True
        commit = found.commit
        if commit is None:
            return False
        return any(key in keys and commit.id.startswith(named) for key, named in self.commits.get(code, ()))
