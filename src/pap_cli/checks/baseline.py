"""Baselines: findings are matched by rule, plan and item, never by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from pap_cli.checks.catalogue import rules_by_word
from pap_cli.checks.engine import CheckResult
from pap_cli.diagnostics import Diagnostic
from pap_cli.model.baseline import Accepted
from pap_cli.problems.catalogue import RULES

Key = tuple[str, str, str]

_FILE_RULES = frozenset(RULES)


def key_of(diagnostic: Diagnostic) -> Key | None:
    """Return what a finding is matched by, or None for a problem in a file, which a baseline cannot list."""
    if diagnostic.rule in _FILE_RULES:
        return None
    return (diagnostic.rule.name, diagnostic.plan or "", diagnostic.item or "")


def accepted(diagnostics: Iterable[Diagnostic]) -> tuple[Accepted, ...]:
    """Return a baseline of these findings, sorted by rule, plan and item."""
    counts = Counter(key for diagnostic in diagnostics if (key := key_of(diagnostic)))
    return tuple(Accepted(*key, count) for key, count in sorted(counts.items()))


def outside_baseline(result: CheckResult, baseline: Iterable[Accepted]) -> CheckResult:
    """Return a result without the findings that a baseline lists, and with the entries that no longer occur.

    If a rule finds more about an item than the baseline lists, all of it is reported: only a person can tell which one
    is new (ESLint's bulk suppressions do the same).  Nothing counts as fixed while a file has a problem, which may hide
    it, or if its rule was not applied.
    """
    allowed: Counter[Key] = Counter()
    for entry in baseline:
        allowed[entry.key] += entry.count
    found = Counter(key for diagnostic in result.diagnostics if (key := key_of(diagnostic)))
    listed = {key for key, count in found.items() if count <= allowed[key]}
    fixed = (
        Accepted(*key, count - found[key])
        for key, count in sorted(allowed.items())
        if result.complete and count > found[key] and _was_applied(key[0], result)
    )
    return replace(
        result,
        diagnostics=tuple(diagnostic for diagnostic in result.diagnostics if key_of(diagnostic) not in listed),
        in_baseline=result.in_baseline + sum(found[key] for key in listed),
        fixed=tuple(fixed),
    )


def lengthened(before: Iterable[Accepted], now: Iterable[Accepted]) -> int:
    """Return how many findings a baseline lists that an earlier version of it does not."""
    more: Counter[Key] = Counter()
    for entry in now:
        more[entry.key] += entry.count
    for entry in before:
        more[entry.key] -= entry.count
    return sum(count for count in more.values() if count > 0)


def pruned(baseline: Iterable[Accepted], result: CheckResult) -> tuple[Accepted, ...]:
    """Return a baseline without what is no longer found; entries of rules that were not applied stay."""
    found = {entry.key: entry.count for entry in accepted(result.diagnostics)}

    def left(entry: Accepted) -> int:
        return min(entry.count, found.get(entry.key, 0)) if _was_applied(entry.rule, result) else entry.count

    entries = (replace(entry, count=left(entry)) for entry in baseline)
    return tuple(sorted(entry for entry in entries if entry.count))


def with_current_names(baseline: Iterable[Accepted]) -> tuple[Accepted, ...]:
    """Return a baseline in which every rule has its name, where it was listed by its code or a former name."""
    rules = rules_by_word()
    return tuple(
        replace(entry, rule=rules[word].name) if (word := entry.rule.casefold()) in rules else entry
        for entry in baseline
    )


def _was_applied(name: str, result: CheckResult) -> bool:
    """Return True if what a rule does not find is gone: the rule was applied, or no longer exists."""
    return name in result.applied or name.casefold() not in rules_by_word()
