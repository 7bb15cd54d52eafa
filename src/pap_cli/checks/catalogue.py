"""Every rule there is, and finding one by what a person calls it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pap_cli.checks import all_checks
from pap_cli.diagnostics import Rule, nearest
from pap_cli.errors import PapError
from pap_cli.problems.catalogue import RULES


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, of form and of substance, by code."""
    return tuple(sorted((*RULES, *(check.rule for check in all_checks())), key=lambda rule: rule.code))


def rule_names() -> frozenset[str]:
    """Every word that names a rule: its name and its code."""
    return frozenset(word for rule in all_rules() for word in (rule.name, rule.code))


def find_rule(word: str) -> Rule:
    """The rule of a name or code, whatever its case.

    Raises:
        PapError: there is no such rule.
    """
    wanted = word.strip().casefold()
    for rule in all_rules():
        if wanted in (rule.name.casefold(), rule.code.casefold()):
            return rule
    near = nearest(wanted, (name for rule in all_rules() for name in (rule.name, rule.code)))
    raise PapError(f"there is no rule “{word}”", f"did you mean {near}?" if near else "see  pap rules")


def matches(rule: Rule, words: Iterable[str]) -> bool:
    """Whether a rule is meant by one of these, whatever its case: a name, a code, the beginning of a code, or ALL."""
    folded = {word.strip().casefold() for word in words}
    code = rule.code.casefold()
    return not folded.isdisjoint({"all", rule.name}) or any(
        word.startswith("pap") and code.startswith(word) for word in folded
    )


def check_words(words: Iterable[str]) -> None:
    """Make sure that each of these names some rule.

    Raises:
        PapError: one of them does not.
    """
    for word in words:
        if not any(matches(rule, (word,)) for rule in all_rules()):
            find_rule(word)
