"""Rules about when a commit recorded what happened: long after it, before it, or with evidence of later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from pap_cli.checks import Found, ItemKey, Versions, rule_of_record
from pap_cli.checks.written import items_of, place_of
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import Due, exactly, show_date
from pap_cli.model.facts import Fact
from pap_cli.model.items import Dated
from pap_cli.model.kpi import Kpi
from pap_cli.model.oversight import Clock, Concern, Review
from pap_cli.model.periods import parse_period
from pap_cli.model.risks import Risk


class _Happened(Struct, frozen=True):
    """Something that happened: what, its date, the first day that it may mean, and since when it was known."""

    name: str
    what: str
    when: Due
    first: date
    since: date
    field: str


@rule_of_record("PAP708", "recorded-late", Severity.NOTE)
def recorded_late(versions: Versions) -> Iterator[Found]:
    """A commit records something long after it happened.

    Until then, everybody who read the plan was told something else. A commit is late if it was made more than
    `late-after` (`[history]`, 31 days) after the last day that the date may mean; `known:` says that a fact became
    known later than it happened, and then counts. The day of a commit is that of its committer: a rebase makes it
    later. Dates of deliveries, starts, acceptances, approvals, cancellations, meetings, concerns, risks and statutory
    clocks are looked at. This rule applies with `--history`. What the first commit of a plan holds is not judged.

    Before:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-06-30}
    ```

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-06-30, completed: 2016-06-28}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-06-30, completed: {on: 2016-06-28, known: 2016-10-07}}
    ```
    """
    if versions.commit is None:
        return
    for key, item, one in _recorded(versions):
        days = (versions.commit.day - one.since).days
        if versions.late_after.after(one.since) < versions.commit.day:
            author = versions.commit.authored_day
            wrote = f", and written on {show_date(author)}" if author < versions.commit.day else ""
            message = f"{one.what} of {key[1]} ({one.when}) was recorded {days} days later{wrote}"
            yield _found(versions, key, item, one, message, "if it became known later than it happened, add known:")


@rule_of_record("PAP709", "recorded-early", Severity.WARNING)
def recorded_early(versions: Versions) -> Iterator[Found]:
    """A commit records something as a fact before it happened.

    What is expected is a forecast. A fact with a date in the future counts by itself once that day has come, whether
    it happened or not. This rule applies with `--history`. What the first commit of a plan holds is not judged.

    Before:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-10-31}
    ```

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-10-31, completed: 2016-10-31}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-10-31, forecast: 2016-10-31}
    ```
    """
    if versions.commit is None:
        return
    for key, item, one in _recorded(versions):
        if one.first > versions.commit.latest_day:
            message = f"{one.what} of {key[1]} ({one.when}) was recorded before it happened"
            yield _found(versions, key, item, one, message, "write what is expected as a forecast")


@rule_of_record("PAP710", "evidence-after-commit", Severity.WARNING)
def evidence_after_commit(versions: Versions) -> Iterator[Found]:
    """A commit cites evidence with a later date than its own.

    The evidence cannot have been there when the commit was made. This rule applies with `--history`. What the first
    commit of a plan holds is not judged.

    Before:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-09-30, completed: 2016-09-28}
    ```

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - id: A1.1
            title: Published
            due: 2016-09-30
            completed: 2016-09-28
            evidence: [{what: Audit of thresholds, on: 2016-12-01}]
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - id: A1.1
            title: Published
            due: 2016-09-30
            completed: 2016-09-28
            evidence: [{what: Audit of thresholds, on: 2016-10-07}]
    ```
    """
    if versions.commit is None:
        return
    for key, item, was in _judged(versions):
        known = {str(one.on) + str(one) for one in was.evidence} if isinstance(was, Dated) else set()
        for one in item.evidence if isinstance(item, Dated) else ():
            if one.on is None or str(one.on) + str(one) in known:
                continue
            if parse_period(one.on.written).start > versions.commit.latest_day:
                yield Found(
                    message=f"the evidence of {key[1]} is dated {one.on}, after the commit that cites it",
                    help="correct the date, or add the evidence when it is there",
                    place=one.place or place_of(item),
                    fields=("evidence", "id"),
                    plan=key[0],
                    item=key[1],
                    before=None,
                    after=one.on.written,
                )


def _judged(versions: Versions) -> Iterator[tuple[ItemKey, object, object]]:
    """Yield the items that a commit changed, as they are and as they were, without those of a plan that it began."""
    before = items_of(versions.files_before)
    plans = {plan.id for plan in versions.files_before.plans}
    for key, item in items_of(versions.files).items():
        if key[0] in plans or key in before or (key[0] is None and versions.earlier.get(key)):
            yield key, item, before.get(key)


def _recorded(versions: Versions) -> Iterator[tuple[ItemKey, object, _Happened]]:
    """Yield what a commit records as having happened that no earlier version has."""
    for key, item, _ in _judged(versions):
        earlier = [[one.name for one in _happened(version.entry)] for version in versions.earlier.get(key, ())]
        known = {name for names in earlier for name in names}
        facts = list(_happened(item))
        counts = Counter(map(_family, (one.name for one in facts)))
        before = Counter(map(_family, earlier[-1] if earlier else ()))
        for one in facts:
            family = _family(one.name)
            # of several days, one that took the place of another is the same one, corrected
            if one.name not in known and (":" not in one.name or counts[family] > before[family]):
                yield key, item, one


def _family(name: str) -> str:
    return name.partition(":")[0]


def _found(versions: Versions, key: ItemKey, item: object, one: _Happened, message: str, help: str) -> Found:
    return Found(
        message=message,
        help=help,
        place=place_of(item),
        fields=(one.field, "id"),
        plan=key[0],
        item=key[1],
        before=None,
        after=one.when.written,
    )


def _happened(entry: object) -> Iterator[_Happened]:
    """Yield the dated facts about an item, each under a name that stays the same if its date is corrected."""
    match entry:
        case Dated():
            for name, what in (
                ("started", "the start"),
                ("completed", "the delivery"),
                ("evidenced", "the acceptance"),
            ):
                fact: Fact | None = getattr(entry, name)
                yield from _of_fact(name, what, fact, name)
                approval = getattr(fact, "approved", None)
                yield from _of_fact(f"{name} approved", f"the approval of {what}", approval, name)
            for one in entry.extensions:
                name = f"extension:{one.to.day}"
                yield from _of_fact(name, f"the approval of the extension to {one.to}", one.approved, "extensions")
            if entry.cancelled is not None:
                yield from _of_day("cancelled", "the cancellation", entry.cancelled.on, "cancelled")
        case Review():
            for meeting in entry.held:
                if meeting.day is not None:
                    when = Due(meeting.day, meeting.on.written)
                    yield from _of_day(f"held:{meeting.day}", "a meeting", when, "held", meeting.known)
        case Concern() | Risk():
            for name, what in (("raised", "the raising"), ("closed", "the closing")):
                yield from _of_day(name, what, getattr(entry, name), name)
        case Clock():
            yield from _of_day("met", "the meeting", entry.met, "met")
        case Kpi() if entry.ended is not None:
            yield from _of_day("ended", "the end", entry.ended.on, "ended")
        case _:
            return


def _of_fact(name: str, what: str, fact: Fact | None, field: str) -> Iterator[_Happened]:
    if fact is not None and fact.on is not None and fact.day is not None:
        yield from _of_day(name, what, Due(fact.day, fact.on.written), field, fact.known)


def _of_day(name: str, what: str, day: Due | date | None, field: str, known: date | None = None) -> Iterator[_Happened]:
    if day is None or (isinstance(day, Due) and not day.dated):
        return
    due = day if isinstance(day, Due) else exactly(day)
    first = parse_period(due.written).start
    yield _Happened(name, what, due, first, max(due.day, known) if known is not None else due.day, field)
