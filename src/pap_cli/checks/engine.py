"""Asking every rule, and weighing what it found: severity, selection, suppression."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pap_cli.assess.assessment import Assessment
from pap_cli.checks import all_checks
from pap_cli.checks.governance import fault_of, suppressions
from pap_cli.diagnostics import Diagnostic, Rule, Severity, finding, nearest
from pap_cli.errors import PapError
from pap_cli.load import faults
from pap_cli.model.config import CheckSettings, FailOn, Level


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, of form and of substance, by code."""
    return tuple(sorted((*faults.RULES, *(check.rule for check in all_checks())), key=lambda rule: rule.code))


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


def _matches(rule: Rule, words: Iterable[str]) -> bool:
    """Whether a rule is meant by one of these: a name, a code, the beginning of a code, or ALL."""
    return any(
        word == "ALL"
        or rule.name == word
        or rule.code == word
        or (word.startswith("PAP") and rule.code.startswith(word))
        for word in words
    )


def check_words(words: Iterable[str]) -> None:
    """Make sure that each of these names some rule.

    Raises:
        PapError: one of them does not.
    """
    for word in words:
        if not any(_matches(rule, (word,)) for rule in all_rules()):
            find_rule(word)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was found, worst first, and how many findings a suppression let pass."""

    diagnostics: tuple[Diagnostic, ...]
    suppressed: int

    def count(self, severity: Severity) -> int:
        """How many findings of a severity there are."""
        return sum(1 for diagnostic in self.diagnostics if diagnostic.severity is severity)

    def fails(self, fail_on: FailOn) -> bool:
        """Whether one of them is as bad as what a check is to fail on."""
        if fail_on is FailOn.NEVER:
            return False
        limit = Severity(fail_on.value).rank
        return any(diagnostic.severity.rank <= limit for diagnostic in self.diagnostics)


def run_checks(assessment: Assessment, of_form: Iterable[Diagnostic], settings: CheckSettings) -> CheckResult:
    """Everything wrong with a portfolio at a date: faults of form found while reading, and what the rules find.

    A finding about an entry that could not be read whole is withheld until the entry is mended.
    """
    check_words((*settings.select, *settings.ignore, *(level.rule for level in settings.severity)))
    levels = {find_rule(level.rule).code: level.level for level in settings.severity}
    asked = {
        rule.code
        for rule in all_rules()
        if (not settings.select or _matches(rule, settings.select))
        and not _matches(rule, settings.ignore)
        and levels.get(rule.code) is not Level.OFF
    }
    silenced = _silenced(assessment)
    kept: list[Diagnostic] = [diagnostic for diagnostic in of_form if diagnostic.rule.code in asked]
    suppressed = 0
    for check in all_checks():
        if check.rule.code not in asked:
            continue
        for found in check.find(assessment):
            if found.place.faulty:
                continue
            if not silenced.isdisjoint(_keys(found.plan, found.item, check.rule)):
                suppressed += 1
                continue
            kept.append(
                finding(
                    check.rule,
                    found.message,
                    help=found.help,
                    place=found.place,
                    fields=found.fields,
                    plan=found.plan,
                    item=found.item,
                )
            )
    weighed = [
        diagnostic.at(Severity(levels[diagnostic.rule.code].value)) if diagnostic.rule.code in levels else diagnostic
        for diagnostic in kept
    ]
    return CheckResult(
        tuple(sorted(weighed, key=lambda diagnostic: (diagnostic.severity.rank, diagnostic.order))), suppressed
    )


def _keys(plan: str | None, item: str | None, rule: Rule) -> Iterable[tuple[str | None, str | None, str]]:
    """Under which keys a finding could be silenced: for its item or for its whole plan, by name or by code."""
    return [(plan, target, word) for target in (item, None) for word in (rule.name, rule.code)]


def _silenced(assessment: Assessment) -> frozenset[tuple[str | None, str | None, str]]:
    known = rule_names()
    return frozenset(
        (plan, item, entry.rule)
        for entry, plan, item in suppressions(assessment)
        if not fault_of(entry, assessment.as_of, known)
    )
