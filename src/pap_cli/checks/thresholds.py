"""Thresholds at which a check fails: a severity, a rule, or a count of findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pap_cli.checks.catalogue import all_rules, check_words, matches, rule_names
from pap_cli.diagnostics import Diagnostic, Rule, Severity, nearest
from pap_cli.errors import PapError
from pap_cli.model.config import Threshold

NEVER = "never"
# Short words for the rules that they count.
COUNTS = {"overdue": "milestone-overdue"}
_SEVERITIES = {severity.value for severity in Severity}


def check_thresholds(thresholds: Iterable[Threshold]) -> None:
    """Check that each threshold names a severity, a rule or a count.

    Raises:
        PapError: if one of them does not.
    """
    for threshold in thresholds:
        word = threshold.word.casefold()
        if word in _SEVERITIES or word in COUNTS or word == NEVER:
            continue
        try:
            check_words((word,))
        except PapError:
            near = nearest(word, {*_SEVERITIES, *COUNTS, NEVER, *rule_names()})
            hint = f"did you mean {near}?" if near else "write error, warning, note, never, a rule name or overdue>3"
            raise PapError(f"“{threshold.word}” is not a severity, a rule or a count", hint) from None


def is_never(thresholds: Iterable[Threshold]) -> bool:
    """Return True if a check never fails, whatever it finds."""
    return any(threshold.word.casefold() == NEVER for threshold in thresholds)


def rules_counted(threshold: Threshold) -> tuple[Rule, ...]:
    """Return the rules whose findings a threshold counts; none if it counts by severity."""
    word = threshold.word.casefold()
    if word in _SEVERITIES or word == NEVER:
        return ()
    return tuple(rule for rule in all_rules() if matches(rule, (COUNTS.get(word, word),)))


def counted(threshold: Threshold, diagnostics: Sequence[Diagnostic]) -> int:
    """Return the number of findings that a threshold counts; a misspelt one counts errors."""
    word = threshold.word.casefold()
    if word == NEVER:
        return 0
    if word in _SEVERITIES:
        limit = Severity(word).rank
        return sum(1 for diagnostic in diagnostics if diagnostic.severity.rank <= limit)
    codes = {rule.code for rule in rules_counted(threshold)}
    if not codes:  # a misspelt word, which is an error itself: it must not let everything pass
        return counted(Threshold(Severity.ERROR.value), diagnostics)
    return sum(1 for diagnostic in diagnostics if diagnostic.rule.code in codes)


def met(thresholds: Iterable[Threshold], diagnostics: Sequence[Diagnostic]) -> tuple[tuple[Threshold, int], ...]:
    """Return the thresholds that are exceeded, each with its count: a check fails if there is one."""
    counts = ((threshold, counted(threshold, diagnostics)) for threshold in thresholds)
    return tuple((threshold, count) for threshold, count in counts if count > threshold.over)
