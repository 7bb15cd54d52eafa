"""Select the findings that belong to a change: those about changed items, and those that are new elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from pap_cli.checks.engine import CheckResult
from pap_cli.diagnostics import Diagnostic
from pap_cli.model.plan import Action
from pap_cli.model.portfolio import Portfolio
from pap_cli.problems.catalogue import RULES

Key = tuple[object, ...]
Item = tuple[str | None, str | None]


def items_of(portfolio: Portfolio) -> Mapping[Item, object]:
    """Return every item of a portfolio by plan and ID; a plan itself has no ID."""
    found: dict[Item, object] = {}
    for plan in portfolio.plans:
        found[(plan.id, None)] = (plan.header, plan.owners, plan.bodies)
        for entries in (plan.recommendations, plan.reviews, plan.concerns, plan.header.statutory):
            found |= {(plan.id, entry.id): entry for entry in entries}
        for action in plan.actions:
            found[(plan.id, action.id)] = action
            found |= {(plan.id, step.id): step for step in action.milestones}
    return found | {(kpi.plan, kpi.id): kpi for kpi in portfolio.kpis}


def same_item(one: object, other: object) -> bool:
    """Return True if two items have the same fields, wherever they are written, without the items within them."""
    if isinstance(one, Action) and isinstance(other, Action) and one is not other:
        return replace(one, milestones=()) == replace(other, milestones=())
    return one is other or one == other


def touched(now: Portfolio, before: Portfolio) -> frozenset[Item]:
    """Return the items that a change added, changed or removed."""
    new, old = items_of(now), items_of(before)
    shared = new.keys() & old.keys()
    return frozenset(new.keys() ^ old.keys()) | {item for item in shared if not same_item(new[item], old[item])}


def of_change(
    result: CheckResult, before: CheckResult, touched: frozenset[Item], same: frozenset[str] = frozenset()
) -> CheckResult:
    """Return the findings about items that were touched, and those that are new.

    `same` names settings files that did not change: problems in them are not part of the change.
    """
    new = Counter(_key(diagnostic) for diagnostic in beyond(result.diagnostics, before.diagnostics))
    left_out = tuple(one for one in beyond(result.left_out, before.left_out) if one.path not in same)
    kept = tuple(
        diagnostic
        for diagnostic in result.diagnostics
        if diagnostic.path not in same and ((diagnostic.plan, diagnostic.item) in touched or new[_key(diagnostic)])
    )
    return replace(result, diagnostics=kept, outside_change=len(result.diagnostics) - len(kept), left_out=left_out)


def beyond(found: Iterable[Diagnostic], known: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the findings of which there are more than before: all equal ones, because any of them may be new."""
    found = tuple(found)
    counts = Counter(_key(diagnostic) for diagnostic in found)
    counts.subtract(Counter(_key(diagnostic) for diagnostic in known))
    return tuple(diagnostic for diagnostic in found if counts[_key(diagnostic)] > 0)


def _key(diagnostic: Diagnostic) -> Key:
    """Return what identifies a finding before and after: its rule, severity and item.

    A problem in a file and a finding without an item are also identified by their message: an item can have several.
    Other messages contain days and figures, which change by themselves.
    """
    known = (diagnostic.rule.code, diagnostic.severity, diagnostic.plan, diagnostic.item)
    if diagnostic.item is None or diagnostic.rule in RULES:
        return (*known, diagnostic.path, diagnostic.message)
    return known
