"""Edits that are refused: those that bring an error in a file, or facts that contradict each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.checks import Found, all_checks
from pap_cli.checks.engine import run_checks
from pap_cli.diagnostics import Diagnostic, Severity
from pap_cli.edit.items.item import Item
from pap_cli.errors import PapError
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.config import CheckSettings

# Facts that contradict each other: an edit that brings one of these is refused, unless it is forced.
CONTRADICTIONS = frozenset({"PAP208", "PAP209", "PAP213", "PAP407"})
# What is said of an item by its rating and the reason of that.
_SAID_BY_RATING = frozenset({"PAP201", "PAP202", "PAP203", "PAP206", "PAP404"})
# The rules about the files themselves: an edit never brings an error of these.
_OF_FILES = ("PAP0", "PAP1")


def refuse_errors(before: Workspace, after: Workspace) -> None:
    """Refuse an edit that brings an error in a file.

    Raises:
        PapError: if so; the message lists them all.
    """

    def errors(workspace: Workspace) -> list[Diagnostic]:
        return [
            one
            for one in workspace.diagnostics
            if one.severity is Severity.ERROR and one.rule.code.startswith(_OF_FILES)
        ]

    known = Counter(map(_kind, errors(before)))
    new: list[Diagnostic] = []
    for one in errors(after):
        known[_kind(one)] -= 1
        if known[_kind(one)] < 0:
            new.append(one)
    if new:
        lines = [f"{_at(one)}{one.message}{f'; {one.help}' if one.help else ''}" for one in new]
        raise PapError("nothing was changed: the file would have an error\n  " + "\n  ".join(lines))


def _kind(one: Diagnostic) -> tuple[str, str | None, str | None]:
    return one.rule.code, one.path, one.item


def _at(one: Diagnostic) -> str:
    return f"{one.path}:{one.span.line}:{one.span.column}: " if one.span is not None else ""


def refuse_contradictions(old: Assessment, new: Assessment, items: Iterable[Item], refused: frozenset[str]) -> None:
    """Refuse an edit that brings a finding about its items by one of the rules with these codes.

    Raises:
        PapError: if so; the message lists them all.
    """
    ids = {item.id for item in items}
    known = {(code, found.message) for code, found in _found(old, refused)}
    new_ones = [one for code, one in _found(new, refused) if one.item in ids and (code, one.message) not in known]
    if new_ones:
        lines = "\n  ".join(f"{one.message}; {one.help}" for one in new_ones)
        raise PapError(f"nothing was changed:\n  {lines}", "--force writes it all the same")


def _found(now: Assessment, codes: frozenset[str]) -> Iterator[tuple[str, Found]]:
    for check in all_checks():
        if check.rule.code in codes and check.find:
            yield from ((check.rule.code, found) for found in check.find(now))


def new_findings(settings: CheckSettings, old: Assessment, new: Assessment) -> dict[str, list[str]]:
    """Return what `pap check` finds about each item only after an edit, worst first, beside what its rating says."""
    before = {(one.rule.code, one.item) for one in run_checks(old, (), settings).diagnostics}
    found: dict[str, list[str]] = {}
    for one in run_checks(new, (), settings).diagnostics:
        if one.item is None or one.severity is Severity.NOTE or one.rule.code in _SAID_BY_RATING:
            continue
        if (one.rule.code, one.item) not in before:
            found.setdefault(one.item, []).append(f"pap check: {one.message} ({one.rule.code})")
    return found
