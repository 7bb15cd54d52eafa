"""Asking every rule, and weighing what it found: severity, selection, suppression."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pap_cli.assess.assessment import Assessment
from pap_cli.checks import all_checks
from pap_cli.checks.catalogue import all_rules, check_words, find_rule, matches, rule_names
from pap_cli.checks.suppression import fault_of, suppressions
from pap_cli.diagnostics import Diagnostic, Rule, Severity, finding
from pap_cli.model.config import CheckSettings, FailOn, Level


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
        if (not settings.select or matches(rule, settings.select))
        and not matches(rule, settings.ignore)
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
        tuple(sorted(weighed, key=_worst_first)),
        suppressed,
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


def _worst_first(diagnostic: Diagnostic) -> tuple[int, str, tuple[str, int, int, str, str]]:
    """By severity; faults of form by where they stand, findings of substance together with others of their rule."""
    code = diagnostic.rule.code
    return (diagnostic.severity.rank, "" if code < "PAP2" else code, diagnostic.order)
