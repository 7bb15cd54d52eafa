"""What a baseline lets pass: findings are matched on rule, plan and item, never on the line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from pap_cli.checks.catalogue import all_rules, rule_names
from pap_cli.checks.engine import CheckResult
from pap_cli.diagnostics import Diagnostic
from pap_cli.model.baseline import Accepted
from pap_cli.problems.catalogue import RULES

Key = tuple[str, str, str]

_OF_FORM = frozenset(rule.code for rule in RULES)


def key_of(diagnostic: Diagnostic) -> Key | None:
    """What a finding is matched by; None for a fault of form, which is mended and not let pass."""
    if diagnostic.rule.code in _OF_FORM:
        return None
    return (diagnostic.rule.name, diagnostic.plan or "", diagnostic.item or "")


def accepted(diagnostics: Iterable[Diagnostic]) -> tuple[Accepted, ...]:
    """A baseline of these findings, in the order of rule, plan and item."""
    counts = Counter(key for diagnostic in diagnostics if (key := key_of(diagnostic)))
    return tuple(Accepted(*key, count) for key, count in sorted(counts.items()))


def without_known(result: CheckResult, baseline: Iterable[Accepted]) -> CheckResult:
    """A result without the findings that a baseline lists, and with what it lists in vain.

    Where a rule finds more about an item than the baseline lists, all of it is shown: which one is new, only a person
    can tell. (ESLint's bulk suppressions do the same.)  Nothing is called fixed while a file has a fault of form, which
    may be all that hides it, nor where its rule was not asked.
    """
    allowed: Counter[Key] = Counter()
    for entry in baseline:
        allowed[entry.key] += entry.count
    found = Counter(key for diagnostic in result.diagnostics if (key := key_of(diagnostic)))
    known = {key for key, count in found.items() if count <= allowed[key]}
    fixed = (
        Accepted(*key, count - found[key])
        for key, count in sorted(allowed.items())
        if result.whole and count > found[key] and _asked(key[0], result)
    )
    return replace(
        result,
        diagnostics=tuple(diagnostic for diagnostic in result.diagnostics if key_of(diagnostic) not in known),
        known=result.known + sum(found[key] for key in known),
        fixed=tuple(fixed),
    )


def pruned(baseline: Iterable[Accepted], result: CheckResult) -> tuple[Accepted, ...]:
    """A baseline without what is no longer found; it never grows, and keeps what was not asked about."""
    found = {entry.key: entry.count for entry in accepted(result.diagnostics)}

    def left(entry: Accepted) -> int:
        return min(entry.count, found.get(entry.key, 0)) if _asked(entry.rule, result) else entry.count

    kept = (replace(entry, count=left(entry)) for entry in baseline)
    return tuple(sorted(entry for entry in kept if entry.count))


def named(baseline: Iterable[Accepted]) -> tuple[Accepted, ...]:
    """A baseline with every rule by its name, where it was written by its code."""
    names = {rule.code: rule.name for rule in all_rules()}
    return tuple(replace(entry, rule=names.get(entry.rule.upper(), entry.rule)) for entry in baseline)


def _asked(name: str, result: CheckResult) -> bool:
    """Whether a rule was asked, so that what it does not find is gone; so is what no rule there is ever finds."""
    return name in result.asked or name not in rule_names()
