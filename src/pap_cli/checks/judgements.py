"""Rules about judgements: where they disagree with what is computed, and where they mean nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pap_cli.advice.synonyms import plain
from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.judged import axis_of, current, judged_words
from pap_cli.assess.deadlines.statuses import KNOWN_STATUSES, meaning_of
from pap_cli.assess.disagreements import JudgedItem, judged_items
from pap_cli.checks import Found, rule
from pap_cli.diagnostics import Severity, nearest
from pap_cli.model.dates import quote, show_date
from pap_cli.model.judgements import Judgement
from pap_cli.model.key import Key
from pap_cli.model.numbers import with_unit


def _items(assessment: Assessment) -> Iterator[JudgedItem]:
    for plan in assessment.plans:
        yield from judged_items(plan, assessment.policy)


def _found(item: JudgedItem, message: str, help: str, judgement: Judgement, *fields: str) -> Found:
    return Found(message=message, help=help, place=judgement.place, fields=fields, plan=item.plan, item=item.id)


def _as_it_is(item: JudgedItem) -> str:
    """Return the state of an item as of the date, in a sentence."""
    return f"its state is {item.state.value.replace('-', ' ')} as of {show_date(item.counting.as_of)}"


def _complete(judgement: Judgement) -> str:
    """Return how much somebody judged to be complete: `60% complete by board on 12 Sep 2016`."""
    by = f"by {judgement.by}" if judgement.by else ""
    return " ".join(filter(None, (with_unit(judgement.percent, "percent"), "complete", by, judgement.when)))


@rule("PAP225", "judgement-disagrees", Severity.WARNING)
def judgement_disagrees(assessment: Assessment) -> Iterator[Found]:
    """A person's judgement of an item is not what is computed of it.

    One of the two is wrong or out of date, and readers who see both do not know which. On-track agrees with green and
    blue, at-risk with amber, off-track with red, complete with what is delivered; other words as the plan's key says.
    The newest judgement of each axis is compared with the rating by dates, without an override. A judgement from before
    the delivery, and one that `judgement-valid` no longer counts, is not compared, nor is what is not rated.

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
            started: 2016-08-01
            judgements: [{on: 2016-10-03, by: head, status: on-track}]
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
            started: 2016-08-01
            judgements: [{on: 2016-10-03, by: head, status: off-track}]
    ```
    """
    for item in _items(assessment):
        for one in item.disagreements():
            computed = item.counting.key.label(one.rating)
            dated = f"the computed rating is {computed} as of {show_date(assessment.as_of)}: {one.reason}"
            judgement = one.judged.judgement
            yield _found(
                item,
                f"{item.id} was {judged_words(judgement)}, but {_as_it_is(item) if one.of_state else dated}",
                "correct the dates if they are wrong; otherwise add a newer judgement",
                judgement,
                "status",
            )


@rule("PAP226", "status-unknown", Severity.WARNING)
def status_unknown(assessment: Assessment) -> Iterator[Found]:
    """The status of a judgement is not a word that `pap` knows, so it is shown but compared with nothing.

    Each word is reported once for each plan, at the first judgement with it that is the newest of its item.

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
            due: 2016-12-31
            judgements: [{on: 2016-10-03, status: Behind schedule}]
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
            due: 2016-10-31
            judgements: [{on: 2016-10-03, status: at-risk, note: Behind schedule}]
    ```
    """
    words: dict[tuple[str, str], list[tuple[JudgedItem, Judgement]]] = {}
    for item in _items(assessment):
        for one in current(item.judgements.known):
            if one.meaning is None:
                words.setdefault((item.plan, plain(one.judgement.status or "")), []).append((item, one.judgement))
    for found in words.values():
        item, judgement = found[0]
        status = judgement.status or ""
        also = f", also of {len(found) - 1:,} other{'s' if len(found) > 2 else ''}" if len(found) > 1 else ""
        yield _found(
            item,
            f"the status of {item.id}{also}, {quote(status)}, is not known",
            _advice(status, item.counting.key),
            judgement,
            "status",
        )


@rule("PAP227", "percent-disagrees", Severity.WARNING)
def percent_disagrees(assessment: Assessment) -> Iterator[Found]:
    """An item is judged 100% complete but is not delivered, or is delivered but judged less than complete.

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
            due: 2016-12-31
            started: 2016-08-01
            judgements: [{on: 2016-10-03, by: head, percent: 100}]
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
            due: 2016-12-31
            started: 2016-08-01
            completed: 2016-09-30
            judgements: [{on: 2016-10-03, by: head, percent: 100}]
    ```
    """
    for item in _items(assessment):
        judgement = next((one.judgement for one in item.judgements.known if one.judgement.percent is not None), None)
        if judgement is None or judgement.percent is None or not item.steps or item.overtaken(judgement):
            continue
        if (judgement.percent >= _WHOLE) is item.state.done or _is_reported(judgement, item):
            continue
        help = "write completed: and the day" if item.state.open else "delete completed: if it is not delivered"
        yield _found(
            item,
            f"{item.id} was judged {_complete(judgement)}, but {_as_it_is(item)}",
            f"{help}, or add a newer judgement",
            judgement,
            "percent",
        )


_WHOLE = 100


def _is_reported(judgement: Judgement, item: JudgedItem) -> bool:
    """Return True if the status of the same judgement contradicts the state, which is reported already."""
    return any(one.judged.judgement is judgement and one.of_state for one in item.disagreements())


@rule("PAP228", "percent-falls", Severity.NOTE)
def percent_falls(assessment: Assessment) -> Iterator[Found]:
    """The percent complete of an item is lower than it was judged before.

    More was found to do, or one of the two is a mistake.

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
            due: 2016-12-31
            judgements: [{on: 2016-09-01, percent: 60}, {on: 2016-10-03, percent: 40}]
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
            due: 2016-12-31
            judgements: [{on: 2016-09-01, percent: 40}, {on: 2016-10-03, percent: 60}]
    ```
    """
    for item in _items(assessment):
        by_axis: dict[str | None, list[Judgement]] = {}
        for one in item.judgements.known:
            if one.judgement.percent is not None:
                by_axis.setdefault(axis_of(one.judgement), []).append(one.judgement)
        for newer, older in (found[:2] for found in by_axis.values() if len(found) > 1):
            if (newer.percent or 0) < (older.percent or 0):
                yield _found(
                    item,
                    f"{item.id} was judged {_complete(newer)}, after {_complete(older)}",
                    "correct the wrong one, or say in note: why there is more to do",
                    newer,
                    "percent",
                )


@rule("PAP229", "judgement-expired", Severity.WARNING)
def judgement_expired(assessment: Assessment) -> Iterator[Found]:
    """A judgement is too old to count as the rating, so the computed rating is shown again.

    It applies if `[rating]` has `judgements = "count"` and `judgement-valid`, the time for which a judgement counts; in
    the examples that is three months. A judgement without a date does not count then: nobody can tell how old it is.

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
            due: 2016-12-31
            judgements: [{on: 2016-06-01, by: board, status: at-risk}]
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
            due: 2016-12-31
            judgements: [{on: 2016-06-01, by: board, status: at-risk}, {on: 2016-10-03, by: board, status: on-track}]
    ```
    """
    for item in _items(assessment):
        counts = item.counting
        if not counts.counts or counts.valid is None or item.state.done:
            continue
        for one in current(one for one in item.judgements.known if counts.takes(one.judgement)):
            if one.rating is not None and not counts.is_valid(one.judgement):
                why = f"it is older than {counts.valid}" if one.judgement.on else "it has no date"
                yield _found(
                    item,
                    f"{item.id} was {judged_words(one.judgement)}, which no longer counts: {why}",
                    "add a newer judgement",
                    one.judgement,
                    "on",
                    "status",
                )


# What trackers write that may mean amber or red.
_LATE = ("late", "overdue", "delayed", "slipped", "slipping", "behind", "behind schedule", "behind plan", "delay")
# How much of a status is looked at for what was meant, in characters.
_LONGEST = 80
_PERCENT = re.compile(r"(?a)(\d{1,2}|100)(?:\.0+)? ?(?:%|per ?cent)(?: complete)?", re.IGNORECASE)


def _advice(status: str, key: Key) -> str:
    """Return what to write instead of a status that is not known."""
    word = plain(status[:_LONGEST])
    if (share := _PERCENT.fullmatch(status.strip())) is not None:
        return f"write percent: {share[1]}"
    first = re.split(r"\s*[-–—:;,.(|]\s*", status.strip(), maxsplit=1)[0]
    if first != status and meaning_of(first, key) is not None:
        return f"write status: {first}, and the rest in note:"
    if word in _LATE:
        return "write at-risk or off-track, and this in note:"
    if (near := nearest(word, KNOWN_STATUSES)) is not None:
        return f"did you mean {near}?"
    return "write on-track, at-risk, off-track or complete and this in note:, or make it a label in the plan's key:"
