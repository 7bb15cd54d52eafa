"""Every rule there is, and finding one by its name or code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from pap_cli.checks import all_checks
from pap_cli.diagnostics import Rule, nearest
from pap_cli.errors import PapError
from pap_cli.model.config import CheckSettings
from pap_cli.problems.catalogue import RULES


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return every rule, about files and about the plan, by code."""
    return tuple(sorted((*RULES, *(check.rule for check in all_checks())), key=lambda rule: rule.code))


@cache
def rules_by_word() -> Mapping[str, Rule]:
    """Return every rule by each word that names it, in lower case: its name, its code and its former names."""
    return {word.casefold(): rule for rule in all_rules() for word in (rule.name, rule.code, *rule.former_names)}


def rule_names() -> frozenset[str]:
    """Return the name and the code of every rule."""
    return frozenset(word for rule in all_rules() for word in (rule.name, rule.code))


def find_rule(word: str) -> Rule:
    """Return the rule with this name, code or former name, in upper or lower case.

    Raises:
        PapError: if there is no such rule.
    """
    wanted = word.strip().casefold()
    if rule := rules_by_word().get(wanted):
        return rule
    near = nearest(wanted, rule_names())
    raise PapError(f"unknown rule “{word}”", f"did you mean {near}?" if near else "list the rules with  pap rules")


def matches(rule: Rule, words: Iterable[str]) -> bool:
    """Return True if one of the words means this rule: its name, its code or the start of it, a former name, or ALL."""
    folded = {word.strip().casefold() for word in words}
    code = rule.code.casefold()
    return not folded.isdisjoint(("all", rule.name, *rule.former_names)) or any(
        word.startswith("pap") and code.startswith(word) for word in folded
    )


def is_selected(rule: Rule, settings: CheckSettings) -> bool:
    """Return True if the settings select a rule and do not ignore it."""
    return (not settings.select or matches(rule, settings.select)) and not matches(rule, settings.ignore)


def check_words(words: Iterable[str]) -> None:
    """Check that each word names a rule.

    Raises:
        PapError: if one of them does not.
    """
    for word in words:
        if not any(matches(rule, (word,)) for rule in all_rules()):
            find_rule(word)
