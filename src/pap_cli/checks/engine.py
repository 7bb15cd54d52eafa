"""Asking every rule, and weighing what it found: severity, selection, suppression."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from pap_cli.assess.assessment import Assessment
from pap_cli.checks import Found, all_checks
from pap_cli.checks.catalogue import all_rules, matches, rule_names
from pap_cli.checks.levels import Levels
from pap_cli.checks.order import in_order
from pap_cli.checks.suppression import fault_of, suppressions
from pap_cli.checks.thresholds import met
from pap_cli.checks.wording import unknown_words
from pap_cli.diagnostics import Diagnostic, Rule, Severity
from pap_cli.model.baseline import Accepted
from pap_cli.model.config import CheckSettings, Threshold


class CheckResult(Struct, frozen=True):
    """What was found, worst first, and what was let pass: by suppressions, by a baseline, as not of a change."""

    diagnostics: tuple[Diagnostic, ...]
    suppressed: int = 0
    # How many findings the baseline lists.
    known: int = 0
    # What the baseline lists and nothing is found of any more, by how many.
    fixed: tuple[Accepted, ...] = ()
    # How many findings are not of the change that was asked about.
    elsewhere: int = 0
    # The names of the rules that were asked.
    asked: frozenset[str] = frozenset()
    # The findings that a suppression let pass.
    let_pass: tuple[Diagnostic, ...] = ()
    # Whether no file has a fault of form, which may hide something.
    whole: bool = True
    # The number of errors in the files whose rule was not selected; they may hide findings.
    unselected_errors: int = 0

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

    They come worst first: by severity, faults of form before what the rules find, and that by rule.  A finding about an
    entry that could not be read whole is withheld until the entry is mended.  `bodies` are those of every plan, where
    they are all known: a policy about another one is a fault of the settings.
    """
    levels = Levels(assessment, settings)
    asked = {
        rule.code
        for rule in all_rules()
        if (not settings.select or matches(rule, settings.select))
        and not matches(rule, settings.ignore)
        and levels.asks(rule)
    }
    form = [diagnostic for diagnostic in of_form if diagnostic.rule.code in asked]
    form += unknown_words(settings, bodies)  # asked for or not: a word misspelt in `select` must not hide that it is
    told: dict[Severity, list[Diagnostic]] = {severity: [] for severity in Severity}
    for diagnostic in sorted(form, key=lambda diagnostic: diagnostic.order):
        severity = levels.severity(diagnostic.rule, diagnostic.plan, diagnostic.item)
        if severity is not None:
            told[severity].append(diagnostic.at(severity))
    let_pass: list[Diagnostic] = []
    silenced = _silenced(assessment)
    for check in all_checks():
        rule = check.rule
        if rule.code not in asked:
            continue
        quiet = silenced.get(rule.name, set()) | silenced.get(rule.code, set())
        by_severity: dict[Severity, list[Found]] = {}
        for found in check.find(assessment):
            if found.place.faulty:
                continue
            plan, item = found.plan, found.item
            if quiet and ((plan, item) in quiet or (plan, None) in quiet):
                let_pass.append(_diagnostic(rule, found, rule.severity))
            elif severity := levels.severity(rule, plan, item):
                by_severity.setdefault(severity, []).append(found)
        for severity, several in by_severity.items():
            told[severity] += [_diagnostic(rule, found, severity) for found in in_order(several)]
    return CheckResult(
        tuple(chain.from_iterable(told.values())),
        len(let_pass),
        let_pass=tuple(let_pass),
        asked=frozenset(rule.name for rule in all_rules() if rule.code in asked),
        whole=not of_form,
        unselected_errors=sum(1 for one in of_form if one.severity is Severity.ERROR and one.rule.code not in asked),
    )


def _diagnostic(rule: Rule, found: Found, severity: Severity) -> Diagnostic:
    return Diagnostic(
        rule=rule,
        message=found.message,
        help=found.help,
        path=found.place.path,
        span=found.place.span(*found.fields),
        plan=found.plan,
        item=found.item,
        severity=severity,
        weight=found.weight,
    )


def _silenced(assessment: Assessment) -> Mapping[str, set[tuple[str | None, str | None]]]:
    """For each word that a suppression names, the items that it lets pass; None stands for a whole plan."""
    known = rule_names()
    silenced: dict[str, set[tuple[str | None, str | None]]] = {}
    for entry, plan, item in suppressions(assessment):
        if not fault_of(entry, assessment.as_of, known):
            silenced.setdefault(entry.rule, set()).add((plan, item))
    return silenced
