"""Run the rules and apply severity, selection and suppression to the findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.assess.assessment import Assessment
from pap_cli.checks import Check, Found, Proposal, all_checks
from pap_cli.checks.catalogue import all_rules, is_selected
from pap_cli.checks.commits import Places, versions_of
from pap_cli.checks.order import order_found
from pap_cli.checks.settings import unknown_judges, unknown_words
from pap_cli.checks.severity import Severities
from pap_cli.checks.suppression import Suppressed
from pap_cli.checks.thresholds import met
from pap_cli.checks.written import items_of
from pap_cli.diagnostics import Diagnostic, Rule, Severity
from pap_cli.model.baseline import Accepted
from pap_cli.model.config import CheckSettings, Threshold
from pap_cli.model.dates import show_date
from pap_cli.model.plan import Portfolio


class CheckResult(Struct, frozen=True):
    """The findings to report, worst first, and those that do not count: suppressed, in a baseline, outside a change."""

    diagnostics: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...] = ()
    # How many findings the baseline lists.
    in_baseline: int = 0
    # Baseline entries that no longer occur, each with how many fewer there are.
    fixed: tuple[Accepted, ...] = ()
    # How many findings do not belong to the change.
    outside_change: int = 0
    # The names of the rules that were applied.
    applied: frozenset[str] = frozenset()
    # False if there are problems in the files, which may hide findings.
    complete: bool = True
    # The number of errors in the files, whether or not they are reported.
    file_errors: int = 0
    # The errors in the files that `select` or `ignore` leave out; they may hide findings.
    left_out: tuple[Diagnostic, ...] = ()

    def count(self, severity: Severity) -> int:
        """Return the number of findings of a severity."""
        return sum(1 for diagnostic in self.diagnostics if diagnostic.severity is severity)

    def met(self, thresholds: Iterable[Threshold]) -> tuple[tuple[Threshold, int], ...]:
        """Return the thresholds that are exceeded, each with its count."""
        return met(thresholds, self.diagnostics)


def run_checks(
    assessment: Assessment,
    file_errors: Sequence[Diagnostic],
    settings: CheckSettings,
    bodies: frozenset[str] | None = None,
    owners: frozenset[str] | None = None,
    *,
    written: CheckSettings | None = None,
    versions: Proposal | None = None,
) -> CheckResult:
    """Return all findings about a portfolio: the problems found while reading its files, and what the rules find.

    They are sorted by severity, then problems in files first, then by rule.  A finding about an entry with an error is
    withheld until the entry is fixed.  `bodies` and `owners` are those of every plan, or None if not all plans could be
    read: a setting that names an unknown one is an error.  `written` are the settings to check for unknown words, if
    others apply.  With two `versions`, what a change suppresses by itself is reported.  What the commits of
    the assessment's history did is reported too, if it has one.
    """
    severities = Severities(assessment, settings)
    applied = {rule.code: rule.name for rule in all_rules() if is_selected(rule, settings) and severities.is_on(rule)}
    by_severity: dict[Severity, list[Diagnostic]] = {severity: [] for severity in Severity}
    errors = [diagnostic for diagnostic in file_errors if diagnostic.severity is Severity.ERROR]
    empty = not assessment.plans and not assessment.kpis  # then nothing else can be reported
    selected = [one for one in file_errors if one.rule.code in applied or (empty and one.severity is Severity.ERROR)]
    # Reported even if not selected: a misspelt word in `select` must not hide itself.
    judges = bodies | owners if bodies is not None and owners is not None else None
    problems = [*selected, *unknown_words(written or settings, bodies), *unknown_judges(assessment.policy, judges)]
    for diagnostic in sorted(problems, key=lambda diagnostic: diagnostic.order):
        if severity := severities.of(diagnostic.rule, diagnostic.plan, diagnostic.item):
            by_severity[severity].append(diagnostic.at(severity))
    suppressed: list[Diagnostic] = []
    suppressions = [Suppressed(each) for each in ((assessment, versions.before) if versions else (assessment,))]
    past = _Past(assessment)
    for check in all_checks():
        if check.rule.code in applied:
            found = check.find(assessment) if check.find else ()
            if versions and (compare := check.compare or check.gate):
                found = compare(versions)
            found = (_with_noun(one, check.on) for one in chain(found, past.found(check)))
            reported, quiet = _split(check.rule, found, suppressions)
            suppressed += quiet
            for severity, each in _by_severity(severities, check.rule, reported).items():
                by_severity[severity] += [_diagnostic(check.rule, one, severity) for one in order_found(each)]
    return CheckResult(
        tuple(chain.from_iterable(by_severity.values())),
        tuple(suppressed),
        applied=frozenset(applied.values()),
        complete=not file_errors,
        file_errors=len(errors),
        left_out=tuple(one for one in errors if one not in selected and not is_selected(one.rule, settings)),
    )


class _Past:
    """The history of an assessment, if it has one, with what each of its commits changed."""

    def __init__(self, assessment: Assessment) -> None:
        self.history = assessment.history
        self.commits = tuple(versions_of(self.history)) if self.history is not None else ()
        plans = (status.plan for status in assessment.plans)
        portfolio = Portfolio(plans=tuple(plans), kpis=tuple(status.kpi for status in assessment.kpis))
        self.places = Places(portfolio, items_of(portfolio)) if self.history is not None else None

    def found(self, check: Check) -> Iterator[Found]:
        """Yield what a rule finds in the history, each at the item as it is now."""
        if self.history is None or self.places is None:
            return
        if check.trace is not None:
            for one in check.trace(self.history):
                yield self.places.of(one, one.commit)
        elif (compare := check.compare or check.record) is not None:
            for versions in self.commits:
                for one in compare(versions):
                    yield self.places.of(one, versions.commit)


def _with_noun(found: Found, noun: str) -> Found:
    """Return a finding whose message starts with the kind of its item if its ID is a number: `milestone 1.1 is …`."""
    bare = found.item is not None and not found.item[:1].isalpha() and found.message.startswith(f"{found.item} ")
    return replace(found, message=f"{noun} {found.message}") if bare and noun else found


def _split(rule: Rule, found: Iterable[Found], quiet: Sequence[Suppressed]) -> tuple[list[Found], list[Diagnostic]]:
    """Return what a rule finds in entries without an error, and apart from it what every version suppresses."""
    reported: list[Found] = []
    suppressed: list[Diagnostic] = []
    for one in found:
        if one.place.faulty:
            continue
        if all(each.has(rule.code, one) for each in quiet):
            suppressed.append(_diagnostic(rule, one, rule.severity))
        else:
            reported.append(one)
    return reported, suppressed


def _by_severity(severities: Severities, rule: Rule, found: Iterable[Found]) -> Mapping[Severity, list[Found]]:
    by_severity: dict[Severity, list[Found]] = {}
    for one in found:
        if severity := severities.of(rule, one.plan, one.item):
            by_severity.setdefault(severity, []).append(one)
    return by_severity


def _diagnostic(rule: Rule, found: Found, severity: Severity) -> Diagnostic:
    commit = found.commit
    made = ""
    if commit is not None and commit.short not in found.message:
        made = f" (commit {commit.short} of {show_date(commit.day)})"
    return Diagnostic(
        rule=rule,
        message=f"{found.message}{made}",
        help=found.help,
        path=found.place.path,
        span=found.place.span(*found.fields),
        plan=found.plan,
        item=found.item,
        severity=severity,
        weight=found.weight,
        commit=commit.id if commit is not None else None,
        committed=commit.day if commit is not None else None,
        before=found.before,
        after=found.after,
    )
