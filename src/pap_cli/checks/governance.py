"""Rules about reviews."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.reviews import Occurrence, ReviewState, due_dates
from pap_cli.checks import Found, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import Duration, show_date
from pap_cli.model.oversight import Review
from pap_cli.model.periods import parse_period


@rule("PAP501", "review-missed", Severity.WARNING, on="review")
def review_missed(assessment: Assessment) -> Iterator[Found]:
    """A review was due but was not held.

    A meeting counts towards the nearest due date. A review is missed `review-grace` (14 days) after its due date.

    Bad:

    ```yaml
    reviews:
      - id: board-review
        body: board
        every: 3 months
        from: 2016-02-01
        for: 6 months
        held: [2016-02-01, 2016-08-01]
    ```

    Good:

    ```yaml
    reviews:
      - id: board-review
        body: board
        every: 3 months
        from: 2016-02-01
        for: 6 months
        held: [2016-02-01, 2016-05-03, 2016-08-01]
    ```
    """
    for plan in assessment.plans:
        for occurrence in plan.reviews:
            if occurrence.state is ReviewState.MISSED:
                review = occurrence.review
                yield Found(
                    message=f"review {review.id}, due {occurrence.due}, was not held",
                    help="add the date to held:, or add a note on why it was not held",
                    place=review.place,
                    fields=("held", "due", "every"),
                    plan=plan.plan.id,
                    item=review.id,
                )


@rule("PAP504", "review-without-date", Severity.WARNING, on="review")
def review_without_date(assessment: Assessment) -> Iterator[Found]:
    """A review has no due date, so it can never be missed.

    A single review has `due` or `window`; a recurring one has `every` and `from`, and `for` or `until` to end it.

    Bad:

    ```yaml
    reviews:
      - {id: board-review, body: board, every: 3 months}
    ```

    Good:

    ```yaml
    reviews:
      - {id: board-review, body: board, every: 3 months, from: 2016-11-01, for: 18 months}
    ```
    """
    for plan in assessment.plans:
        dated = {occurrence.review.id for occurrence in plan.reviews}
        for review in plan.plan.reviews:
            if review.id not in dated and not review.cadence_unknown and (review.every is None or review.start is None):
                help = "add due: or window: for one review, or every: and from: for a series"
                if review.every is None and review.start and review.until:
                    window = f"{{from: {review.start.isoformat()}, to: {review.until.isoformat()}}}"
                    help = f"add every: for a series, or write  window: {window}  for one review"
                yield Found(
                    message=f"review {review.id} has no due date",
                    help=help,
                    place=review.place,
                    fields=("every", "id"),
                    plan=plan.plan.id,
                    item=review.id,
                )


@rule("PAP507", "review-dates-contradict", Severity.ERROR, on="review")
def review_dates_contradict(assessment: Assessment) -> Iterator[Found]:
    """The dates of a review contradict each other, so some of them are ignored.

    A single review has `due` or `window`. A series has `every` and `from`, and `for` or `until` to end it; its
    outcomes are those of its meetings.

    Bad:

    ```yaml
    reviews:
      - {id: board-review, body: board, due: 2016-11-30, every: 3 months, from: 2016-11-01}
    ```

    Good:

    ```yaml
    reviews:
      - {id: board-review, body: board, every: 3 months, from: 2016-11-01}
    ```
    """
    for plan in assessment.plans:
        for review in plan.plan.reviews:
            if contradiction := _contradiction(review):
                message, help, field = contradiction
                yield Found(
                    message=f"review {review.id} {message}",
                    help=help,
                    place=review.place,
                    fields=(field,),
                    plan=plan.plan.id,
                    item=review.id,
                )


@rule("PAP510", "review-not-recorded", Severity.NOTE, on="review")
def review_not_recorded(assessment: Assessment) -> Iterator[Found]:
    """Nobody recorded whether a review was held when it was due.

    It counts neither as held nor as missed.

    Bad:

    ```yaml
    reviews:
      - {id: board-review, body: board, due: 2016-08-31, held: unknown}
    ```

    Good:

    ```yaml
    reviews:
      - {id: board-review, body: board, due: 2016-08-31, held: 2016-08}
    ```
    """
    for plan in assessment.plans:
        unrecorded: dict[str, list[Occurrence]] = {}
        for occurrence in plan.reviews:
            if occurrence.state is ReviewState.NOT_RECORDED:
                unrecorded.setdefault(occurrence.review.id, []).append(occurrence)
        for id, found in unrecorded.items():
            dues = [str(one.due) for one in found if one.due.dated]
            several = f"{len(dues)} times from {dues[0]} to {dues[-1]}" if len(dues) > 1 else "".join(dues)
            yield Found(
                message=f"nobody recorded whether review {id}{f', due {several},' if several else ''} was held",
                help="replace unknown with the date, the month or the quarter when it is found",
                place=found[0].review.place,
                fields=("held", "id"),
                plan=plan.plan.id,
                item=id,
            )


@rule("PAP511", "review-cadence-unknown", Severity.NOTE, on="review")
def review_cadence_unknown(assessment: Assessment) -> Iterator[Found]:
    """Nobody knows how often a review recurs, so it has no due dates and can never be missed.

    Bad:

    ```yaml
    reviews:
      - {id: board-review, body: board, every: unknown, held: [2016-03-01, 2016-07-12]}
    ```

    Good:

    ```yaml
    reviews:
      - {id: board-review, body: board, every: 4 months, from: 2016-03-01, held: [2016-03-01, 2016-07-12]}
    ```
    """
    for plan in assessment.plans:
        for review in plan.plan.reviews:
            if review.cadence_unknown:
                yield Found(
                    message=f"nobody knows how often review {review.id} recurs",
                    help="ask the body, then write every: and from: in place of unknown",
                    place=review.place,
                    fields=("every",),
                    plan=plan.plan.id,
                    item=review.id,
                )


def _contradiction(review: Review) -> tuple[str, str, str] | None:
    """Return what is wrong with the dates of a review, what to do, and the field at fault."""
    every, start = review.every, review.start
    if wrong := _window(review) or _unrecorded(review):
        return wrong
    if every is None:
        series = next((key for key, value in _ends(review) if value is not None), None)
        if review.single_due is None or series is None:
            return None
        due = "due" if review.due is not None else "window"
        return f"has {series}: but no every:", f"delete {series}:, or write every: instead of {due}:", series
    if every == Duration():
        return "recurs after no time at all", "write a length of time, like 3 months, or due: for one review", "every"
    if review.due is not None:
        return "has both due: and every:", "keep due: for one review, or every: and from: for a series", "due"
    if review.length is not None and review.until is not None:
        return "has both for: and until:", "keep one of them", "for"
    if review.outcome is not None:
        return (
            "is a series, so its own outcome: is not shown",
            "write the outcome at its meeting, under held:",
            "outcome",
        )
    if start is not None and review.cadence is not None and len(dates := due_dates(review)) < 2:
        if not dates:
            return f"ends before it begins on {show_date(start)}", "correct from: or until:", "until"
        help = "correct every:, or write due: for one review"
        return f"recurs every {every}, but its series ends before the second date", help, "every"
    return None


def _window(review: Review) -> tuple[str, str, str] | None:
    """Return what is wrong with the window of a review."""
    window = review.window
    if window is None:
        return None
    if review.due is not None:
        return "has both due: and window:", "keep one of them", "window"
    if review.every is not None:
        return "has both window: and every:", "keep window: for one review, or every: and from: for a series", "window"
    if window.to.day < parse_period(window.start.written).start:
        help = f"write  window: {{from: {window.to.written}, to: {window.start.written}}}  or correct one of them"
        return f"has a window that ends before it begins: {window.start} to {window.to}", help, "window"
    return None


def _unrecorded(review: Review) -> tuple[str, str, str] | None:
    """Return what is wrong with what is written of an unrecorded review."""
    if any(meeting.until is not None and not meeting.open for meeting in review.held):
        help = "delete until:, or write {on: unknown, until: …} if nobody recorded what was held up to then"
        return "has until: at a meeting that was held", help, "held"
    if review.every is None and {meeting.open for meeting in review.held} == {True, False}:
        return "was held, so unknown beside its meeting has no effect", "delete unknown", "held"
    return None


def _ends(review: Review) -> tuple[tuple[str, object], ...]:
    return (("from", review.start), ("for", review.length), ("until", review.until))
