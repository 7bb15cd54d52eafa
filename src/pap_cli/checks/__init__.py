"""The rules: a function under `@rule(…)` in any module of this package is a rule.

A rule takes an `Assessment` and yields its findings.  Its docstring is its page: a sentence, why it matters, and a Bad
and a Good example, which the tests run.  A function under `@rule_of_change(…)` takes two versions of a workspace; its
page shows what was there Before too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from msgspec import Struct

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.risks import RiskStatus
from pap_cli.diagnostics import Rule, Severity, rule_page
from pap_cli.model.config import Config
from pap_cli.model.dates import Due
from pap_cli.model.numbers import number
from pap_cli.model.periods import Period, PeriodKind
from pap_cli.model.place import Place
from pap_cli.model.plan import Portfolio


class Found(Struct, frozen=True):
    """One finding of a rule: the message, the help, and the entry and field it is about."""

    message: str
    help: str
    place: Place
    fields: tuple[str, ...] = ()
    plan: str | None = None
    item: str | None = None
    # How bad it is beside others that the same rule finds, such as the days that something is late.
    weight: float = 0


def of_milestone(
    status: MilestoneStatus, message: str, help: str, *fields: str, weight: float = 0, place: Place | None = None
) -> Found:
    """Return a finding about a milestone, at the first of these fields in its entry, or in the one at `place`."""
    schedule = status.schedule
    own = schedule.milestone.place
    return Found(
        message=message,
        help=help,
        place=own if place is None or own.faulty else place,
        fields=fields,
        plan=schedule.plan,
        item=schedule.id,
        weight=weight,
    )


def of_kpi(status: KpiStatus, message: str, help: str, *fields: str, place: Place | None = None) -> Found:
    """Return a finding about a KPI, at the first of these fields that is in its entry, or in the one at `place`."""
    return Found(
        message=message,
        help=help,
        place=place or status.kpi.place,
        fields=fields,
        plan=status.kpi.plan,
        item=status.id,
    )


def of_risk(status: RiskStatus, message: str, help: str, *fields: str, place: Place | None = None) -> Found:
    """Return a finding about a risk, at the first of these fields that is in its entry, or in the one at `place`."""
    return Found(
        message=message,
        help=help,
        place=place or status.risk.place,
        fields=(*fields, "id"),
        plan=status.plan,
        item=status.id,
        weight=status.value or 0,
    )


def figure(value: float | None, decimals: int = 3) -> str:
    """Return a figure in a message, with no more decimals than it needs; `none` if there is none."""
    return number(value, decimals) or "none"


def times(count: int) -> str:
    """Return `once`, `twice` or `3 times`."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def when(period: Period) -> str:
    """Return a period in a message: `in Oct 2026`, `on 31 Mar 2026`, `for Q2 2026`."""
    if period.kind is PeriodKind.DAY:
        return f"on {period}"
    return f"{'in' if period.kind is PeriodKind.MONTH else 'for'} {period}"


def dated(day: Due | None) -> str:
    """Return when something happened in a message: `on 31 Mar 2026`, `in Oct 2026`, `in Q2 2026/27`."""
    return f"{'on' if day is not None and day.written == day.day.isoformat() else 'in'} {day}"


class Versions(Struct, frozen=True, kw_only=True):
    """A workspace, and as it was at the commit that a change began at.

    Both are assessed as of one date, under the settings of that commit.  The portfolios have what is in the files,
    whatever the date.
    """

    now: Assessment
    before: Assessment
    files: Portfolio
    files_before: Portfolio
    config: Config
    config_before: Config
    # What seems to be missing may be in entries that cannot be read: the paths of the files with an error, those of the
    # files of which a part was not read at all, and the IDs of the entries that were lost.
    faulty: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    # The path of the baseline, as given, and the number of findings that the change adds to it.
    baseline: str = ""
    added_to_baseline: int = 0


RuleFunction = Callable[[Assessment], Iterator[Found]]
ChangeFunction = Callable[[Versions], Iterator[Found]]


class Check(Struct, frozen=True):
    """A rule and its function, which looks at one version of a workspace (`find`) or compares two."""

    rule: Rule
    find: RuleFunction | None = None
    compare: ChangeFunction | None = None
    # The kind of item that it is about; empty if it is about several kinds.
    on: str = ""


def _origin(function: Callable[..., object] | None) -> tuple[str, str]:
    """Return where a function was defined: a module imported a second time defines the same functions again."""
    return getattr(function, "__module__", ""), getattr(function, "__qualname__", "")


_REGISTERED: dict[str, Check] = {}


def rule(
    code: str, name: str, severity: Severity, *former_names: str, on: str = ""
) -> Callable[[RuleFunction], RuleFunction]:
    """Make a function a rule; `on` is the kind of item that it is about, if it is always the same.

    Raises:
        ValueError: if another rule has its code or one of its names.
    """

    def register(function: RuleFunction) -> RuleFunction:
        _register(Check(Rule(code, name, severity, rule_page(function.__doc__), former_names), find=function, on=on))
        return function

    return register


def rule_of_change(code: str, name: str, severity: Severity) -> Callable[[ChangeFunction], ChangeFunction]:
    """Make a function a rule about what a change does to a workspace; it applies with `--changed-since` only.

    Raises:
        ValueError: if another rule has its code or its name.
    """

    def register(function: ChangeFunction) -> ChangeFunction:
        _register(Check(Rule(code, name, severity, rule_page(function.__doc__)), compare=function))
        return function

    return register


def _register(check: Check) -> None:
    rule = check.rule
    names = {rule.name, *rule.former_names}
    same_name = (one for one in _REGISTERED.values() if names & {one.rule.name, *one.rule.former_names})
    taken = next(same_name, _REGISTERED.get(rule.code))
    if taken is not None and _origin(taken.find or taken.compare) != _origin(check.find or check.compare):
        raise ValueError(f"{rule.code} {rule.name} is already used by {taken.rule.code} {taken.rule.name}")
    _REGISTERED[rule.code] = check


@cache
def _import_all() -> None:
    for found in iter_modules(__path__):
        import_module(f"{__name__}.{found.name}")


def all_checks() -> tuple[Check, ...]:
    """Return every rule about the plan, by code."""
    _import_all()
    return tuple(_REGISTERED[code] for code in sorted(_REGISTERED))
