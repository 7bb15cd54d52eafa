"""Rules about what a change does to a plan: items taken out, first due dates rewritten."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from pap_cli.checks import Found, Versions, rule_of_change
from pap_cli.checks.written import Key, items_of
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import Due, show_date
from pap_cli.model.entry import Entry
from pap_cli.model.items import Action, Dated, Milestone, Recommendation
from pap_cli.model.kpi import Kpi
from pap_cli.model.oversight import Clock, Concern, Review, Window
from pap_cli.model.place import Place, gone
from pap_cli.model.plan import Plan
from pap_cli.model.risks import Raised, Risk

Removable = Recommendation | Action | Milestone | Review | Concern | Risk | Clock | Kpi
_KINDS: Mapping[type[Entry], str] = {Clock: "statutory clock", Kpi: "KPI"}
_CANCEL = "put it back; if it was cancelled, write  cancelled: {on: …, by: …, reason: …}"
_PUT_BACK = "put it back, or say in the pull request why it is no longer needed"


def _kind(item: object) -> str:
    return next((word for kind, word in _KINDS.items() if isinstance(item, kind)), type(item).__name__.lower())


@rule_of_change("PAP701", "item-removed", Severity.WARNING)
def item_removed(versions: Versions) -> Iterator[Found]:
    """A change takes a plan or an item of a plan out of the files, or hides it with a date in the future.

    What is no longer in the plan can no longer be late. An item that is cancelled stays in the plan, with the date,
    the reason and who decided it. An item is known by its ID, wherever it is written. This rule applies to a change
    with `--changed-since`, and to every commit with `--history`; there, an item that was taken out within the grace
    (`[history]`, 7 days) of its first commit was put in by mistake.

    Before:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-09-30}
          - {id: A1.2, title: Understood, due: 2016-11-30}
    ```

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-09-30}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-09-30}
          - {id: A1.2, title: Understood, due: 2016-11-30, cancelled: {on: 2016-10-01, by: board, reason: Not needed}}
    ```
    """
    now, before = items_of(versions.files), items_of(versions.files_before)
    headers = {plan.id: plan.header.place for plan in versions.files.plans}
    for plan in versions.files_before.plans:
        if plan.id in headers:
            yield from _removed_from(plan, headers[plan.id], now, before, versions)
        elif plan.header.place.path not in versions.faulty and versions.settled((plan.id, None), _any):
            count = sum(len(parent.milestones) for parent in plan.parents)
            steps = f", with {count} milestone{'' if count == 1 else 's'}," if count else ""
            message = f"plan {plan.id}{steps} is no longer in the workspace"
            help = "put its file back, or say in the pull request why the plan has ended"
            titles = {one.title: one.id for one in versions.files.plans if (one.id, None) not in before}
            if plan.title in titles:
                help = f"keep the ID: plan {titles[plan.title]} has the same title"
            place = gone(plan.header.place.path)
            yield Found(message=message, help=help, place=place, plan=plan.id, before=plan.title)
    yield from _hidden(now, before, versions.as_of)
    places = {kpi.id: kpi.place for kpi in versions.files.kpis}  # a plan more or less changes the plan of a KPI
    for kpi in versions.files_before.kpis:
        path = kpi.place.path
        settled = versions.settled((kpi.plan, kpi.id), _any)
        if kpi.id not in places and kpi.id not in versions.lost and path not in versions.unread and settled:
            near = next((place for place in places.values() if place.path == path), gone(path))
            yield _gone(kpi, kpi.plan, near, now, before)


def _removed_from(
    plan: Plan, header: Place, now: Mapping[Key, object], before: Mapping[Key, object], versions: Versions
) -> Iterator[Found]:
    """Yield the items of a plan that are no longer in it: an action or a recommendation stands for its milestones."""

    def is_gone(item: Removable) -> bool:
        key = (plan.id, item.id)
        unclear = item.id in versions.lost or item.place.path in versions.unread
        return type(now.get(key)) is not type(item) and not unclear and versions.settled(key, _any)

    for entries in (plan.reviews, plan.concerns, plan.risks, plan.header.statutory):
        for entry in filter(is_gone, entries):
            yield _gone(entry, plan.id, header, now, before)
    for parent in plan.parents:
        steps = [step for step in parent.milestones if is_gone(step)]
        kept = now.get((plan.id, parent.id))
        if is_gone(parent):
            yield _gone(parent, plan.id, header, now, before, len(steps))
        elif isinstance(kept, Action | Recommendation):  # otherwise it cannot be read, and its milestones with it
            for step in steps:
                yield _gone(step, plan.id, kept.place, now, before)


def _any(entry: object) -> bool:
    return True


def _hidden(now: Mapping[Key, object], before: Mapping[Key, object], as_of: date) -> Iterator[Found]:
    """Yield the items that were in the plan, and have now a date before which they are not."""
    for key, item in now.items():
        name = "raised" if isinstance(item, Concern | Risk) else "added"
        day, was = _from(item, name), _from(before.get(key), name)
        if key not in before or day is None or day <= as_of or (was is not None and was > as_of):
            continue
        if isinstance(item, Action | Milestone | Concern | Risk):
            yield Found(
                message=f"{name}: hides {_kind(item)} {item.id} until {show_date(day)}",
                help=f"write the day on which it was {name}",
                place=item.place,
                fields=(name,),
                plan=key[0],
                item=item.id,
            )


def _from(item: object, name: str) -> date | None:
    """Return the day before which an item is not in the plan; None if it always is."""
    day: date | Raised | None = getattr(item, name, None)
    return (day.day if day.dated else None) if isinstance(day, Raised) else day


def _gone(
    item: Removable,
    plan: str | None,
    place: Place,
    now: Mapping[Key, object],
    before: Mapping[Key, object],
    steps: int = 0,
) -> Found:
    renamed = next(
        (
            key[1]
            for key, other in now.items()
            if type(other) is type(item) and key not in before and getattr(other, "title", "") == item.title
        ),
        None,
    )
    help = _CANCEL if isinstance(item, Action | Milestone) else _PUT_BACK
    if renamed is not None:
        help = f"keep the ID: {renamed} has the same title"
    with_steps = f", with {steps} milestone{'' if steps == 1 else 's'}," if steps else ""
    message = f"{_kind(item)} {item.id}{with_steps} is no longer in the plan"
    return Found(
        message=message, help=help, place=place, fields=("id",), plan=plan, item=item.id, before=item.title or item.id
    )


@rule_of_change("PAP702", "first-due-date-changed", Severity.WARNING)
def first_due_date_changed(versions: Versions) -> Iterator[Found]:
    """A change rewrites the first due date of a milestone or an action, or the dates of a review or a statutory clock.

    The first due date is what was promised. A later one is an extension, which somebody approves. The same day written
    in another way, such as 2016-09-30 for 2016-09, is no change. This rule applies to a change with `--changed-since`,
    and to every commit with `--history`; there, a date that was rewritten within the grace (`[history]`, 7 days) of its
    first commit was corrected.

    Before:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-09-30}
    ```

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-12-31}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-09-30, extensions: [{to: 2016-12-31, asked: 2016-09-20}]}
    ```
    """
    before = items_of(versions.files_before)
    for key, item in items_of(versions.files).items():
        was = before.get(key)
        if isinstance(item, Dated) and isinstance(was, Dated):
            if item.due.day != was.due.day and was.due.dated and versions.settled(key, _is_due):
                yield _rewritten(key, item, was)
        elif isinstance(item, Review | Clock) and type(was) is type(item):
            yield from _moved(versions, key, item, was)


def _is_due(entry: object) -> bool:
    return isinstance(entry, Dated) and entry.due.dated


def _rewritten(key: Key, item: Dated, was: Dated) -> Found:
    return Found(
        message=f"the first due date of {item.id} was changed from {was.due} to {item.due}",
        help=f"write  due: {was.due.written}  again, and add an extension",
        place=item.place,
        fields=("due", "id"),
        plan=key[0],
        item=item.id,
        before=was.due.written,
        after=item.due.written if item.due.dated else None,
    )


def _moved(versions: Versions, key: Key, item: Review | Clock, was: object) -> Iterator[Found]:
    """Yield the dates of a review or a statutory clock that were changed."""
    for name in ("due", "window", "start", "within", "every", "length", "until"):
        then, since = getattr(was, name, None), getattr(item, name, None)
        written = {"start": "from", "length": "for"}.get(name, name)
        if then is not None and _days(then) != _days(since) and versions.settled(key, _with(name)):
            to = "changed" if since is not None else "taken out"
            if versions.commit is not None:  # the lines before and after are not at hand
                to += (
                    f" from {_written(then)} to {_written(since)}"
                    if since is not None
                    else f": it was {_written(then)}"
                )
            yield Found(
                message=f"{written}: of {_kind(item)} {item.id} was {to}",
                help=f"write  {written}: {_written(then)}  again, or say why it has changed",
                place=item.place,
                fields=(written, "id"),
                plan=key[0],
                item=item.id,
                before=_written(then),
                after=None if since is None else _written(since),
            )


def _with(name: str) -> Callable[[object], bool]:
    return lambda entry: getattr(entry, name, None) is not None


def _written(promised: object) -> str:
    return str(getattr(promised, "written", promised))


def _days(promised: object) -> object:
    """Return the days that a date or a window means, however it is written; anything else as it is."""
    if isinstance(promised, Window):
        return promised.start.day, promised.to.day
    return promised.day if isinstance(promised, Due) else promised
