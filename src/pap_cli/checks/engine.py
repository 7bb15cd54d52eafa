"""Asking every rule, and weighing what it found: severity, selection, suppression."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pap_cli.assess.assessment import Assessment
from pap_cli.checks import all_checks
from pap_cli.checks.catalogue import all_rules, matches, rule_names
from pap_cli.checks.levels import Levels
from pap_cli.checks.suppression import fault_of, suppressions
from pap_cli.checks.thresholds import met
from pap_cli.checks.wording import unknown_words
from pap_cli.diagnostics import Diagnostic, Rule, Severity, finding
from pap_cli.model.baseline import Accepted
from pap_cli.model.config import CheckSettings, Threshold


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was found, worst first, and what was let pass: by suppressions, by a baseline, as not of a change."""

    diagnostics: tuple[Diagnostic, ...]
    suppressed: int = 0
    known: int = 0
    """How many findings the baseline lists."""
    fixed: tuple[Accepted, ...] = ()
    """What the baseline lists and nothing is found of any more, by how many."""
    elsewhere: int = 0
    """How many findings are not of the change that was asked about."""
    asked: frozenset[str] = frozenset()
    """The names of the rules that were asked."""
    let_pass: tuple[Diagnostic, ...] = ()
    """The findings that a suppression let pass."""
    whole: bool = True
    """Whether no file has a fault of form, which may hide something."""

    def count(self, severity: Severity) -> int:
        """How many findings of a severity there are."""
        return sum(1 for diagnostic in self.diagnostics if diagnostic.severity is severity)

    def met(self, thresholds: Iterable[Threshold]) -> tuple[tuple[Threshold, int], ...]:
        """What it fails on, each with its count."""
        return met(thresholds, self.diagnostics)


def run_checks(
    assessment: Assessment,
    of_form: Sequence[Diagnostic],
    settings: CheckSettings,
    bodies: frozenset[str] | None = None,
) -> CheckResult:
    """Everything wrong with a portfolio at a date: faults of form found while reading, and what the rules find.

    A finding about an entry that could not be read whole is withheld until the entry is mended.  `bodies` are those of
    every plan, where they are all known: a policy about another one is a fault of the settings.
    """
    levels = Levels(assessment, settings)
    asked = {
        rule.code
        for rule in all_rules()
        if (not settings.select or matches(rule, settings.select))
        and not matches(rule, settings.ignore)
        and levels.asks(rule)
    }
    silenced = _silenced(assessment)
    kept = [diagnostic for diagnostic in of_form if diagnostic.rule.code in asked]
    kept += unknown_words(settings, bodies)  # asked for or not: a word misspelt in `select` must not hide that it is
    let_pass: list[Diagnostic] = []
    for check in all_checks():
        if check.rule.code not in asked:
            continue
        for found in check.find(assessment):
            if found.place.faulty:
                continue
            passes = not silenced.isdisjoint(_keys(found.plan, found.item, check.rule))
            (let_pass if passes else kept).append(
                finding(
                    check.rule,
                    found.message,
                    help=found.help,
                    place=found.place,
                    fields=found.fields,
                    plan=found.plan,
                    item=found.item,
                    weight=found.weight,
                )
            )
    weighed = (levels.weigh(diagnostic) for diagnostic in kept)
    return CheckResult(
        tuple(sorted((diagnostic for diagnostic in weighed if diagnostic is not None), key=_worst_first)),
        len(let_pass),
        let_pass=tuple(let_pass),
        asked=frozenset(rule.name for rule in all_rules() if rule.code in asked),
        whole=not of_form,
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


def _worst_first(diagnostic: Diagnostic) -> tuple[int, str, float, tuple[str, int, int, str, str]]:
    """By severity; faults of form by where they stand, findings of substance with others of their rule, worst first."""
    code = diagnostic.rule.code
    return (diagnostic.severity.rank, "" if code < "PAP2" else code, -diagnostic.weight, diagnostic.order)
