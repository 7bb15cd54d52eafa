"""Select the findings that belong to a change: those about changed items, and those that are new elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from pap_cli.checks.engine import CheckResult
from pap_cli.checks.written import Key, items_of
from pap_cli.diagnostics import Diagnostic
from pap_cli.model.entry import Entry
from pap_cli.model.items import Action
from pap_cli.model.plan import Portfolio
from pap_cli.problems.catalogue import RULES


def same_item(one: object, other: object) -> bool:
    """Return True if two items have the same fields, wherever they are written, without the items within them.

    A suppression is not part of it: to suppress an old finding makes it no finding of the change.
    """
    return one is other or _own(one) == _own(other)


def _own(item: object) -> object:
    if isinstance(item, tuple):
        return tuple(_own(part) for part in item)
    if isinstance(item, Action):
        return replace(item, milestones=(), ignore=())
    return replace(item, ignore=()) if isinstance(item, Entry) and hasattr(item, "ignore") else item


def touched(now: Portfolio, before: Portfolio) -> frozenset[Key]:
    """Return the items that a change added, changed or removed."""
    new, old = items_of(now), items_of(before)
    shared = new.keys() & old.keys()
    return frozenset(new.keys() ^ old.keys()) | {item for item in shared if not same_item(new[item], old[item])}


def of_change(result: CheckResult, before: CheckResult, touched: frozenset[Key]) -> CheckResult:
    """Return the findings about items that were touched, and those that are new."""
    new = Counter(_key(diagnostic) for diagnostic in beyond(result.diagnostics, before.diagnostics))
    kept = tuple(
        diagnostic
        for diagnostic in result.diagnostics
        if (diagnostic.plan, diagnostic.item) in touched or new[_key(diagnostic)]
    )
    left_out = beyond(result.left_out, before.left_out)
    return replace(result, diagnostics=kept, outside_change=len(result.diagnostics) - len(kept), left_out=left_out)


def beyond(found: Iterable[Diagnostic], known: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the findings of which there are more than before: all equal ones, because any of them may be new."""
    found = tuple(found)
    counts = Counter(_key(diagnostic) for diagnostic in found)
    counts.subtract(Counter(_key(diagnostic) for diagnostic in known))
    return tuple(diagnostic for diagnostic in found if counts[_key(diagnostic)] > 0)


def _key(diagnostic: Diagnostic) -> tuple[object, ...]:
    """Return what identifies a finding before and after: its rule, severity and item.

    A problem in a file and a finding without an item are also identified by their message: an item can have several.
    Other messages contain days and figures, which change by themselves.
    """
    known = (diagnostic.rule.code, diagnostic.severity, diagnostic.plan, diagnostic.item)
    if diagnostic.item is None or diagnostic.rule in RULES:
        return (*known, diagnostic.path, diagnostic.message)
    return known
