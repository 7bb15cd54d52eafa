"""The rule about dates that are far away: most are typing errors in the year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any, get_args

from msgspec import Struct

from pap_cli.assess.assessment import Assessment, PlanStatus
from pap_cli.bad_value import BadValueError
from pap_cli.checks import Found, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import Due, Duration, FirstDue, parse_date, show_date
from pap_cli.model.decisions import Suppression
from pap_cli.model.entry import Entry, written_fields
from pap_cli.model.facts import Approvable, Approval, Fact, Start, When
from pap_cli.model.items import Dated
from pap_cli.model.kpi import Kpi
from pap_cli.model.moments import Moment
from pap_cli.model.oversight import HeldWhen
from pap_cli.model.periods import Period
from pap_cli.model.place import Place
from pap_cli.model.risks import Closed, Raised

_FAR = Duration(months=120)
# How far the figures of a KPI may go back: published series are long.
_LONG_SERIES = Duration(months=600)
_WORDS = {"cancelled": "cancellation", "riskchange": "change"}


class _Limits(Struct, frozen=True):
    """The first and the last day that are not far away."""

    earliest: date
    latest: date
    # How long before the start is far, in words.
    before: str = "ten"

    def far(self, day: date) -> bool:
        """Return True if a day is far away."""
        return not self.earliest <= day <= self.latest

    def years(self, day: date) -> str:
        """Return how many years from the start a day must be to be far away, in words."""
        return self.before if day < self.earliest else "ten"


@rule("PAP210", "date-far-away", Severity.WARNING)
def date_far_away(assessment: Assessment) -> Iterator[Found]:
    """A date is more than ten years from the plan's start: the year is probably wrong.

    Every date of the plan counts, with those of meetings, extensions, forecasts, notes, overrides and suppressions. The
    figures of a KPI may go back further. If all due dates of a plan are far from its start, only the start is reported.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2106-12-31}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-12-31}
    ```
    """
    for plan in assessment.plans:
        start = plan.plan.header.start
        limits = _Limits(_FAR.before(start), _FAR.after(start))
        if _start_is_far(plan, limits):
            yield Found(
                message=f"every due date of {plan.plan.id} is more than ten years from its start, {show_date(start)}",
                help="check the year",
                place=plan.plan.header.place,
                fields=("start",),
                plan=plan.plan.id,
            )
            continue
        entered = plan.plan
        for entries in (entered.recommendations, entered.actions, entered.reviews, entered.concerns, entered.risks):
            for entry in entries:
                yield from _far(entry, entry.id, limits, plan.plan.id)
        header = plan.plan.header
        for part in (*header.statutory, *header.notes, *header.ignore):
            yield from _far(part, header.id, limits, header.id)
    for status in assessment.kpis:
        yield from _far_in_kpi(status.kpi, _limits_of_kpi(status.kpi, assessment))


def _start_is_far(plan: PlanStatus, limits: _Limits) -> bool:
    steps: Iterable[Dated] = chain(plan.plan.actions, *(parent.milestones for parent in plan.plan.parents))
    dues = [step.due.day for step in steps if step.due.dated]
    return len(dues) > 1 and all(map(limits.far, dues))


def _limits_of_kpi(kpi: Kpi, assessment: Assessment) -> _Limits:
    starts = [plan.plan.header.start for plan in assessment.plans if kpi.plan is None or plan.plan.id == kpi.plan] or [
        assessment.as_of
    ]
    return _Limits(_LONG_SERIES.before(min(starts)), _FAR.after(max(starts)), "50")


def _far_in_kpi(kpi: Kpi, limits: _Limits) -> Iterator[Found]:
    """Yield the far dates of a KPI; of the periods of its figures, which may be many, the first."""
    yield from _far(kpi, kpi.id, limits, kpi.plan)
    figures = kpi.observations
    for figure in figures[:1]:
        yield from _far(figure, kpi.id, limits, kpi.plan)
    for figure in figures[1:]:
        if figure.published is not None and limits.far(figure.published) and not limits.far(figure.period.end):
            yield from _far(figure, kpi.id, limits, kpi.plan)


def _far(entry: Any, item: str, limits: _Limits, plan: str | None) -> Iterator[Found]:
    """Yield the far dates of an entry that belongs to an item, and of the entries within it."""
    dates, within = _fields(type(entry))
    own = getattr(entry, "id", None)
    item = own or item
    for name, key in dates:
        value = getattr(entry, name)
        if value is not None and (day := _day(value)) is not None and limits.far(day):
            word = "" if own else f" ({_word(entry)})"
            shown = value if isinstance(value, (Due, Period, Fact, When)) else show_date(day)
            yield Found(
                message=f"{key}{word} of {item} is {shown}, more than {limits.years(day)} years from the plan's start",
                help="check the year",
                place=entry.place,
                fields=(key,),
                plan=plan,
                item=item,
            )
        if isinstance(value, Approvable) and value.approved is not None and value.place is not None:
            yield from _far_approval(value.approved, key, value.place, item, limits, plan)
    for name in within:
        if value := getattr(entry, name):
            for part in value if isinstance(value, tuple) else (value,):
                yield from _far(part, item, limits, plan)


def _far_approval(
    approval: Approval, key: str, place: Place, item: str, limits: _Limits, plan: str | None
) -> Iterator[Found]:
    if (day := _day(approval)) is not None and limits.far(day):
        years = limits.years(day)
        yield Found(
            message=f"approved ({key}) of {item} is {approval}, more than {years} years from the plan's start",
            help="check the year",
            place=place,
            fields=("approved",),
            plan=plan,
            item=item,
        )


def _word(entry: Entry) -> str:
    name = type(entry).__name__.lower()
    return _WORDS.get(name, name)


def _day(value: object) -> date | None:
    """Return the day of a date, a due date or a period; None if there is none that can be read."""
    if isinstance(value, date) or value is None:
        return value
    if isinstance(value, Due):
        return value.day if value.dated else None
    if isinstance(value, Fact):
        return value.day or value.known
    if isinstance(value, When):
        return value.day
    if isinstance(value, Period):
        return value.end
    if isinstance(value, Moment):
        return value.day
    try:
        return parse_date(str(value))
    except BadValueError:
        return None


# For each class of entry: the name and the key of each field that is a date, and the fields that contain entries.
_FIELDS: dict[type, tuple[tuple[tuple[str, str], ...], tuple[str, ...]]] = {}
_DATES = (HeldWhen, date, Due, FirstDue, Period, Moment, Fact, Start, Raised, Closed, Approval, Approvable)
_NOT_WITHIN = frozenset({"observations", "benchmarks"})


def _fields(cls: type[Any]) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    if cls not in _FIELDS:
        dates, within = [], []
        for field in written_fields(cls):
            types = _types(field.type)
            if not types.isdisjoint(_DATES) or (cls is Suppression and field.name == "until"):
                dates.append((field.name, field.about.key or field.name))
            elif field.name not in _NOT_WITHIN and any(issubclass(one, Entry) for one in types):
                within.append(field.name)
        _FIELDS[cls] = tuple(dates), tuple(within)
    return _FIELDS[cls]


def _types(hint: Any) -> set[type]:
    """Return the classes that a type consists of."""
    parts = get_args(hint)
    return set().union(*map(_types, parts)) if parts else {hint} if isinstance(hint, type) else set()
