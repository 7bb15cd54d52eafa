"""The rules: a function under `@rule(…)` in any module of this package is a rule.

A rule takes an `Assessment` and yields its findings.  Its docstring is its page: a sentence, why it matters, and a Bad
and a Good example, which the tests run.  A function under `@rule_of_change(…)` takes two versions of a workspace; its
page shows what was there Before too.  `@rule_of_gate(…)`, `@rule_of_record(…)` and `@rule_of_history(…)` are for rules
that only apply to a change under review, to each commit, or to all commits together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
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
from pap_cli.model.dates import Due, Duration
from pap_cli.model.numbers import number
from pap_cli.model.periods import Period, PeriodKind
from pap_cli.model.place import Place
from pap_cli.model.plan import Portfolio
from pap_cli.model.versions import Commit, History, Version

# The plan and the ID of an item; a plan itself has no ID.
ItemKey = tuple[str | None, str | None]


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
    # The value that a change altered, as it was and as it is; None if there was or is none.
    before: str | None = None
    after: str | None = None
    # The commit that made the change, where it is one of a history.
    commit: Commit | None = None


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
    """Two versions of a workspace: what is in the files, whatever the date.

    Of a change under review, all of its items, and those of the commit that it began at.  Of a commit in a history
    (`commit`), only the items that it changed, under the IDs that they have now, with the owners and bodies of their
    plans.
    """

    as_of: date
    files: Portfolio
    files_before: Portfolio
    # What seems to be missing may be in entries that cannot be read: the paths of the files with an error, those of the
    # files of which a part was not read at all, and the IDs of the entries that were lost.
    faulty: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    commit: Commit | None = None
    # The earlier versions of the items that a commit changed, and how soon after a fact first appeared to correct it is
    # no change of it.
    earlier: Mapping[ItemKey, Sequence[Version]] = {}
    grace: Duration = Duration()
    # How long after something happened a commit may record it.
    late_after: Duration = Duration(days=31)

    def settled(self, key: ItemKey, has: Callable[[object], bool]) -> bool:
        """Return True unless a fact of an item first appeared so shortly before that to change it is to correct it."""
        if self.commit is None:
            return True
        held = (version for version in self.earlier.get(key, ()) if version.entry is not None and has(version.entry))
        first = next(held, None)
        return first is None or self.grace.after(first.commit.counted_day) < self.commit.counted_day


class Proposal(Versions, frozen=True, kw_only=True):
    """A change under review.  Both versions are assessed under the settings of the commit that it began at."""

    now: Assessment
    before: Assessment
    config: Config
    config_before: Config
    # The path of the baseline, as given, and the number of findings that the change adds to it.
    baseline: str = ""
    added_to_baseline: int = 0


RuleFunction = Callable[[Assessment], Iterator[Found]]
ChangeFunction = Callable[[Versions], Iterator[Found]]
GateFunction = Callable[[Proposal], Iterator[Found]]
HistoryFunction = Callable[[History], Iterator[Found]]


class Check(Struct, frozen=True):
    """A rule and its function: it looks at one version of a workspace (`find`) or at two.

    Two are those of a change under review, and, one after another, those before and after each commit of a history
    (`compare`), or only of a change (`gate`) or of a commit (`record`).  `trace` looks at a history as a whole.
    """

    rule: Rule
    find: RuleFunction | None = None
    compare: ChangeFunction | None = None
    gate: GateFunction | None = None
    record: ChangeFunction | None = None
    trace: HistoryFunction | None = None
    # The kind of item that it is about; empty if it is about several kinds.
    on: str = ""

    @property
    def function(self) -> Callable[..., object] | None:
        """Its function."""
        return self.find or self.compare or self.gate or self.record or self.trace


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
    """Make a function a rule about what a change does: one under review (`--changed-since`) or a commit (`--history`).

    Raises:
        ValueError: if another rule has its code or its name.
    """

    def register(function: ChangeFunction) -> ChangeFunction:
        _register(Check(Rule(code, name, severity, rule_page(function.__doc__)), compare=function))
        return function

    return register


def rule_of_gate(code: str, name: str, severity: Severity) -> Callable[[GateFunction], GateFunction]:
    """Make a function a rule about what a change under review does; it applies with `--changed-since` only.

    Raises:
        ValueError: if another rule has its code or its name.
    """

    def register(function: GateFunction) -> GateFunction:
        _register(Check(Rule(code, name, severity, rule_page(function.__doc__)), gate=function))
        return function

    return register


def rule_of_record(code: str, name: str, severity: Severity) -> Callable[[ChangeFunction], ChangeFunction]:
    """Make a function a rule about what a commit recorded, and when; it applies with `--history` only.

    Raises:
        ValueError: if another rule has its code or its name.
    """

    def register(function: ChangeFunction) -> ChangeFunction:
        _register(Check(Rule(code, name, severity, rule_page(function.__doc__)), record=function))
        return function

    return register


def rule_of_history(code: str, name: str, severity: Severity) -> Callable[[HistoryFunction], HistoryFunction]:
    """Make a function a rule about a history as a whole; it applies with `--history` only.

    Raises:
        ValueError: if another rule has its code or its name.
    """

    def register(function: HistoryFunction) -> HistoryFunction:
        _register(Check(Rule(code, name, severity, rule_page(function.__doc__)), trace=function))
        return function

    return register


def _register(check: Check) -> None:
    rule = check.rule
    names = {rule.name, *rule.former_names}
    same_name = (one for one in _REGISTERED.values() if names & {one.rule.name, *one.rule.former_names})
    taken = next(same_name, _REGISTERED.get(rule.code))
    if taken is not None and _origin(taken.function) != _origin(check.function):
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
