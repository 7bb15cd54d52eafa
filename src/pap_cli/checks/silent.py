"""A rule about what changes without a word: dates, targets, titles, definitions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from pap_cli.checks import Found, ItemKey, Versions, rule_of_change
from pap_cli.checks.written import items_of, place_of
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import Due, exactly, quote, show_date
from pap_cli.model.facts import Fact
from pap_cli.model.goal import Goal, written, written_plainly
from pap_cli.model.items import Dated, Recommendation
from pap_cli.model.kpi import Kpi
from pap_cli.model.oversight import Clock, Concern, Review
from pap_cli.model.periods import parse_period
from pap_cli.model.plan import Header, Portfolio
from pap_cli.model.risks import Risk

_APPROVAL = "approval of "


class _Value(Struct, frozen=True):
    """A value that should not change without a word: what to call it, how it is written and shown, and its key.

    `first` and `last` are the days that a date may stand for.
    """

    name: str
    text: str
    shown: str
    field: str
    first: date | None = None
    last: date | None = None

    def is_within(self, other: _Value) -> bool:
        """Return True if this is a date that the other one, less exact, may stand for."""
        if self.first is None or self.last is None or other.first is None or other.last is None:
            return False
        return other.first <= self.first and self.last <= other.last


@rule_of_change("PAP706", "changed-without-reason", Severity.WARNING)
def changed_without_reason(versions: Versions) -> Iterator[Found]:
    """A date, a target, a title or a definition changes, and nothing in the same change says why.

    It is about dates that are facts or decisions, such as that of a delivery or an approved extension; the target,
    floor, tolerance, trajectory, baseline, polarity and definition of a KPI; the figures that a milestone is to reach;
    and the title of a recommendation. The reason may be a new note in the item or in its action, for a date a new or
    newly approved extension, for a KPI a break with its reason. A day in place of its month is no change, and a
    forecast may always change. This rule applies to a change with `--changed-since`, and to every commit with
    `--history`; there, a value that was changed within the grace (`[history]`, 7 days) of its first commit was
    corrected.

    Before:

    ```yaml
    kpis:
      - {id: k1, title: Visits on time, owner: head, target: 95, floor: 85}
    ```

    Bad:

    ```yaml
    kpis:
      - {id: k1, title: Visits on time, owner: head, target: 90, floor: 85}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 90
        floor: 85
        notes: [{on: 2016-10-10, by: head, text: The Board agreed to 90 until the new team is in post}]
    ```
    """
    before, parents = items_of(versions.files_before), _parents(versions.files)
    was_parents = _parents(versions.files_before)
    for key, entry in items_of(versions.files).items():
        item, was = _entry(entry), _entry(before.get(key))
        if was is None or _explained(item, was):
            continue
        parent = parents.get(key)
        if parent is None or not _noted(parent, was_parents.get(key)):
            yield from _changes(versions, key, was, item)


def _entry(item: object) -> object:
    """Return an entry itself; of a plan, its header."""
    return item[0] if isinstance(item, tuple) else item


def _changes(versions: Versions, key: ItemKey, was: object, item: object) -> Iterator[Found]:
    then, now = values_of(was), values_of(item)
    new = [name for name in now if name not in then]
    for name, value in then.items():
        if name.startswith(_APPROVAL) and name.removeprefix(_APPROVAL) not in now:
            continue  # the extension itself is another or gone, which is said
        # where one of several days is gone and another has come, that is the same one, changed
        after = now.get(name) or now.get(next((one for one in new if _family(one) == _family(name)), ""))
        if after is not None and (after.text == value.text or after.is_within(value)):
            continue
        if not versions.settled(key, _has(name)):
            continue
        to = f"changed from {value.shown} to {after.shown}" if after is not None else f"taken out: it was {value.shown}"
        yield Found(
            message=f"{value.name} of {key[1] or key[0]} was {to}",
            help="say why in a note in the same change, or put it back",
            place=place_of(item),
            fields=(value.field, "id"),
            plan=key[0],
            item=key[1],
            before=value.text,
            after=after.text if after is not None else None,
        )


def _has(name: str) -> Callable[[object], bool]:
    return lambda entry: name in values_of(entry)


def _family(name: str) -> str:
    kind, colon, _ = name.partition(":")
    return kind if colon else ""


def _parents(portfolio: Portfolio) -> Mapping[ItemKey, object]:
    """Return what each milestone belongs to."""
    parents = ((plan.id, parent) for plan in portfolio.plans for parent in plan.parents)
    return {(plan, step.id): parent for plan, parent in parents for step in parent.milestones}


def _explained(item: object, was: object) -> bool:
    """Return True if an item says something new that is a reason for a change."""
    if isinstance(item, Kpi) and isinstance(was, Kpi) and any(one not in was.breaks for one in item.breaks):
        return True
    if isinstance(item, Dated) and isinstance(was, Dated) and _extended(item, was):
        return True
    return _noted(item, was)


def _extended(item: Dated, was: Dated) -> bool:
    """Return True if an item has an extension or the approval of one that it did not have."""
    approvals = [one.approved for one in was.extensions]
    newly = any(one.approved is not None and one.approved not in approvals for one in item.extensions)
    return newly or len(item.extensions) > len(was.extensions)


def _noted(item: object, was: object) -> bool:
    notes = getattr(was, "notes", ())
    return any(note not in notes for note in getattr(item, "notes", ()))


def values_of(entry: object) -> Mapping[str, _Value]:
    """Return what should not change without a word in an entry, by a name for each."""
    found: dict[str, _Value] = {}
    match entry:
        case Dated():
            _of_dated(entry, found)
        case Recommendation():
            found["title"] = _Value("the title", entry.title, quote(entry.title), "title")
        case Kpi():
            _of_kpi(entry, found)
        case Review():
            for meeting in entry.held:
                if meeting.day is not None:
                    _day(found, f"held:{meeting.on.written}", "a meeting", Due(meeting.day, meeting.on.written), "held")
        case Concern() | Risk():
            for name in ("raised", "closed"):
                _day(found, name, f"the day on which it was {name},", getattr(entry, name), name)
        case Clock():
            _day(found, "met", "the day on which it was met,", entry.met, "met")
        case Header():
            _day(found, "start", "the start", entry.start, "start")
    return found


def _of_dated(entry: Dated, found: dict[str, _Value]) -> None:
    for name, words in (("started", "the start"), ("completed", "the delivery"), ("evidenced", "the acceptance")):
        fact: Fact | None = getattr(entry, name)
        _fact(found, name, f"{words} date", fact, name)
        _fact(found, f"{name} approved", f"the approval of {words}", getattr(fact, "approved", None), name)
    _day(found, "evidence_due", "the date on which evidence is due", entry.evidence_due, "evidence_due")
    _day(found, "added", "the day on which it was added", getattr(entry, "added", None), "added")
    if entry.cancelled is not None:
        _day(found, "cancelled", "the cancellation", entry.cancelled.on, "cancelled")
    for one in entry.extensions:
        if one.approved is not None:
            name = f"extension:{one.to.day}"
            while name in found:  # two to the same day
                name += "+"
            _day(found, name, "an approved extension", one.to, "extensions")
            _fact(found, f"{_APPROVAL}{name}", "the approval of an extension", one.approved, "extensions")
    for target in entry.targets:
        _goal(found, f"targets {target.kpi}", f"the target for {target.kpi}", target.target, "", "targets")


def _of_kpi(kpi: Kpi, found: dict[str, _Value]) -> None:
    _goal(found, "target", "the target", kpi.target, kpi.unit, "target")
    _goal(found, "floor", "the floor", kpi.floor, kpi.unit, "floor")
    _goal(found, "tolerance", "the tolerance", kpi.tolerance, kpi.unit, "tolerance")
    for step in kpi.trajectory:
        day = show_date(step.by)
        _goal(found, f"trajectory:{step.by}", f"the target by {day}", step.target, kpi.unit, "trajectory")
        _goal(found, f"floor:{step.by}", f"the floor until {day}", step.floor, kpi.unit, "trajectory")
    if kpi.baseline is not None:
        period = kpi.baseline.period
        _goal(found, "baseline", f"the baseline ({period})", kpi.baseline.value, kpi.unit, "baseline")
    found["polarity"] = _Value("the polarity", kpi.polarity.value, kpi.polarity.value, "polarity")
    if kpi.definition is not None:
        found["definition"] = _Value("the definition", kpi.definition, quote(kpi.definition), "definition")
    if kpi.ended is not None:
        _day(found, "ended", "the end", kpi.ended.on, "ended")


def _goal(found: dict[str, _Value], key: str, name: str, goal: Goal | None, unit: str, field: str) -> None:
    if goal is not None:
        found[key] = _Value(name, written_plainly(goal), written(goal, unit), field)


def _fact(found: dict[str, _Value], key: str, name: str, fact: Fact | None, field: str) -> None:
    if fact is not None and fact.on is not None and fact.day is not None:
        _day(found, key, name, Due(fact.day, fact.on.written), field)


def _day(found: dict[str, _Value], key: str, name: str, day: Due | date | None, field: str) -> None:
    if day is None or (isinstance(day, Due) and not day.dated):
        return
    due = day if isinstance(day, Due) else exactly(day)
    found[key] = _Value(name, due.written, str(due), field, parse_period(due.written).start, due.day)
