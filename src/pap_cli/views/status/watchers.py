"""The sections of the status page about those who watch: statutory clocks, reviews, expectations, concerns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.deadlines.clocks import ClockState, worst_first
from pap_cli.assess.deadlines.reviews import Expectation, ExpectationState, Occurrence, ReviewState
from pap_cli.document import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    Paragraph,
    Tone,
)
from pap_cli.model.dates import show_date
from pap_cli.model.oversight import Concern
from pap_cli.views.item import clocks as clocks_view
from pap_cli.views.item.watchers import expectation_cell
from pap_cli.views.lists import reviews as reviews_view
from pap_cli.views.status.page import FEW, MOST, SOME, plan_cell, section
from pap_cli.wording.cells import date_cell

_CLOCKS = "Statutory clocks"


def clocks(plans: tuple[PlanStatus, ...]) -> list[Block]:
    """The clocks that run, were missed or met late, worst first; below them, in a line, those met in time.

    What was met long in time is told without its day, so that nobody waits for bank holidays to be looked up.
    """
    several = len(plans) > 1
    found = [(plan, status) for plan in plans for status in plan.clocks]
    met = [(plan, status) for plan, status in found if status.state is ClockState.MET]
    rows = [
        (
            clocks_view.state_cell(status.state),
            Cell(status.id),
            plan_cell(status.plan, several),
            Cell(status.clock.title),
            Cell(plan.plan.body_titles.get(status.clock.to or "", status.clock.to or "")),
            date_cell(status.due, Tone.STRONG),
            clocks_view.left_cell(status),
            Cell(status.counted, Tone.MUTED),
        )
        for plan, status in sorted(
            ((plan, status) for plan, status in found if status.state is not ClockState.MET),
            key=lambda pair: worst_first(pair[1]),
        )
    ]
    columns = (
        Column("State"),
        Column("Id"),
        Column("Plan"),
        Column("What", flexible=True),
        Column("To", keep=2),
        Column("Due"),
        Column("Left", Align.RIGHT),
        Column("Counted", keep=3),
    )
    blocks = section(_CLOCKS, rows, columns, "pap status --format json", most=MOST)
    if not met:
        return blocks
    told = [
        f"{f'{status.plan}:' if several else ''}{status.id} on {show_date(status.met)}"
        for _, status in met
        if status.met is not None
    ]
    more = f", and {len(told) - SOME} more" if len(told) > SOME else ""
    words = f"Met in time: {', '.join(told[:SOME])}{more}."
    return [*(blocks or [Heading(_CLOCKS)]), Paragraph(words, Tone.MUTED)]


def told_reviews(plans: Iterable[PlanStatus]) -> list[Occurrence]:
    """Of each review what is missed or overdue since its last meeting, the last held, and the next due."""
    told: list[Occurrence] = []
    for plan in plans:
        by_review: dict[str, list[Occurrence]] = {}
        for occurrence in plan.reviews:
            by_review.setdefault(occurrence.review.id, []).append(occurrence)
        for found in by_review.values():
            past = [one for one in found if one.state is not ReviewState.DUE]
            coming = [one for one in found if one.state is ReviewState.DUE]
            told += past[-1:] + coming[:1]
    return told


def reviews(plans: tuple[PlanStatus, ...]) -> list[Block]:
    """Each body's last review and its next."""
    rows = []
    for plan in plans:
        by_review: dict[str, list[Occurrence]] = {}
        for occurrence in told_reviews([plan]):
            by_review.setdefault(occurrence.review.id, []).append(occurrence)
        missed: dict[str, int] = {}
        for occurrence in plan.reviews:
            if occurrence.state is ReviewState.MISSED:
                missed[occurrence.review.id] = missed.get(occurrence.review.id, 0) + 1
        bodies = plan.plan.body_titles
        for id, found in by_review.items():
            last = next((one for one in found if one.state is not ReviewState.DUE), None)
            coming = next((one for one in found if one.state is ReviewState.DUE), None)
            if coming is None and (last is None or last.state is ReviewState.HELD):
                continue
            rows.append(
                (
                    coming.due.day if coming else date.min,
                    (
                        Cell(bodies.get(found[0].review.body, found[0].review.body)),
                        plan_cell(plan.plan.id, len(plans) > 1),
                        Cell(found[0].review.title or id),
                        date_cell(coming.due if coming else None, Tone.STRONG),
                        reviews_view.review_cell(last.state) if last else Cell(""),
                        date_cell(last.due if last else None),
                        Cell(str(missed[id]), Tone.RED) if id in missed else Cell(""),
                    ),
                )
            )
    columns = (
        Column("Body", flexible=True),
        Column("Plan"),
        Column("Review", flexible=True, keep=2),
        Column("Next due"),
        Column("Last"),
        Column("Was due", keep=1),
        Column("Missed so far", Align.RIGHT, keep=3),
    )
    ordered = [cells for _, cells in sorted(rows, key=lambda row: row[0])]
    return section("Reviews", ordered, columns, "pap reviews", most=FEW)


def expectations(plans: tuple[PlanStatus, ...]) -> list[Block]:
    """What outside bodies still expect, or did not get, the nearest first; bodies that expect the same on one line."""
    merged: dict[tuple[str, str], list[tuple[Expectation, str]]] = {}
    for plan in plans:
        for one in plan.expectations:
            if one.state not in (ExpectationState.MET, ExpectationState.MET_LATE):
                title = plan.plan.body_titles.get(one.body, one.body)
                merged.setdefault((one.plan, one.item), []).append((one, title))
    rows = [
        (
            expectation_cell(found[0][0].state),
            Cell(", ".join(title for _, title in found)),
            Cell(found[0][0].item),
            plan_cell(found[0][0].plan, len(plans) > 1),
            Cell(found[0][0].title),
            date_cell(found[0][0].by),
        )
        for found in sorted(merged.values(), key=_expected_order)
    ]
    columns = (
        Column("State"),
        Column("Who", flexible=True),
        Column("Id"),
        Column("Plan"),
        Column("What", flexible=True),
        Column("By"),
    )
    return section("Expected from outside", rows, columns, "pap show BODY", most=FEW)


_WORST_FIRST = (ExpectationState.MISSED, ExpectationState.AT_RISK, ExpectationState.OPEN)


def _expected_order(found: list[tuple[Expectation, str]]) -> tuple[int, date, str]:
    """What was missed first, then what is at risk, the nearest day first."""
    first = found[0][0]
    return (_WORST_FIRST.index(first.state), first.by.day, first.item)


def concerns(plans: tuple[PlanStatus, ...]) -> list[Block]:
    """What continues to worry, and what answers it."""
    rows = [_concern_row(plan, concern, several=len(plans) > 1) for plan in plans for concern in plan.concerns]
    columns = (
        Column("Id"),
        Column("Plan"),
        Column("Concern", flexible=True),
        Column("Raised"),
        Column("By", keep=1),
        Column("Answered by", keep=2),
    )
    return section("Continuing concerns", rows, columns, "pap status --format json", most=MOST)


def _concern_row(plan: PlanStatus, concern: Concern, *, several: bool) -> tuple[Cell, ...]:
    answered = ", ".join(concern.answered_by)
    return (
        Cell(concern.id),
        plan_cell(plan.plan.id, several),
        Cell(concern.title),
        date_cell(concern.raised),
        Cell(plan.plan.body_titles.get(concern.by or "", concern.by or "")),
        Cell(answered) if answered else Cell("nothing", Tone.RED),
    )
