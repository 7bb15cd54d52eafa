"""The pages of those who watch and those who answer: reviews, concerns, bodies, owners."""

from __future__ import annotations

from datetime import date

from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.deadlines.clocks import worst_first
from pap_cli.assess.deadlines.reviews import ExpectationState, ReviewState
from pap_cli.document import Block, Cell, Column, Heading, Table, Tone
from pap_cli.model.oversight import Body, Concern, Owner, Review
from pap_cli.views.item import clocks
from pap_cli.views.item.actions import Page, milestone_table, notes_of, pairs, values_of
from pap_cli.views.lists import milestones, reviews
from pap_cli.wording.cells import count_words, date_cell, iso, rating_cell


def review(plan: PlanStatus, review: Review, as_of: date) -> Page:
    """A review: every time it was due, and what came of it."""
    own = [one for one in plan.reviews if one.review.id == review.id]
    coming = [one for one in own if one.state is ReviewState.DUE]
    shown = [one for one in own if one.state is not ReviewState.DUE] + coming[:1]
    columns = (Column("State"), Column("Due"), Column("Held"), Column("Outcome", flexible=True))
    rows = tuple(
        (
            reviews.review_cell(one.state),
            date_cell(one.due),
            date_cell(one.meeting.on if one.meeting else None),
            Cell(one.outcome or ""),
        )
        for one in reversed(shown)
    )
    rhythm = f"every {review.every}" if review.every else "once"
    blocks = (
        Heading(f"{review.id} {review.title or ''}".rstrip(), level=1, aside="review"),
        pairs(("Body", plan.plan.body_titles.get(review.body, review.body)), ("Rhythm", rhythm)),
        Table(columns, rows),
        *notes_of(review.notes, as_of),
    )
    values = {
        "id": review.id,
        "plan": plan.plan.id,
        "body": review.body,
        "title": review.title,
        "occurrences": [values_of(reviews.FIELDS, one) for one in shown],
    }
    return Page("review", review.place, values, blocks)


def concern(plan: PlanStatus, concern: Concern, as_of: date) -> Page:
    """A concern: who raised it, and what answers it."""
    by = concern.by or ""
    blocks = (
        Heading(f"{concern.id} {concern.title}", level=1, aside="concern"),
        pairs(
            ("Raised", date_cell(concern.raised)),
            ("By", plan.plan.body_titles.get(by, by)),
            ("Answered by", ", ".join(concern.answered_by) or Cell("nothing", Tone.RED)),
        ),
        *notes_of(concern.notes, as_of),
    )
    values = {
        "id": concern.id,
        "plan": plan.plan.id,
        "title": concern.title,
        "raised": iso(concern.raised),
        "by": concern.by,
        "answered_by": list(concern.answered_by),
    }
    return Page("concern", concern.place, values, blocks)


_EXPECTED_TONES = {
    ExpectationState.MET: Tone.BLUE,
    ExpectationState.MET_LATE: Tone.BLUE,
    ExpectationState.MISSED: Tone.RED,
    ExpectationState.AT_RISK: Tone.AMBER,
    ExpectationState.OPEN: Tone.GREEN,
}


def expectation_cell(state: ExpectationState) -> Cell:
    """Whether something expected was, or will be, met, as symbol and words."""
    return Cell(state.value.replace("-", " "), _EXPECTED_TONES[state], marked=True)


def body(plan: PlanStatus, entry: Body) -> Page:
    """A body: what it expects by when, whether it was met, and when it looks at the plan."""
    expected = [one for one in plan.expectations if one.body == entry.id]
    owed = sorted((one for one in plan.clocks if one.clock.to == entry.id), key=worst_first)
    held = [one for one in plan.reviews if one.review.body == entry.id]
    columns = (Column("State"), Column("Id"), Column("What", flexible=True), Column("By"), Column("Met"))
    rows = tuple(
        (expectation_cell(one.state), Cell(one.item), Cell(one.title), date_cell(one.by), date_cell(one.met))
        for one in expected
    )
    coming = next((one for one in sorted(held, key=lambda one: one.due.day) if one.state is ReviewState.DUE), None)
    blocks: list[Block] = [
        Heading(f"{entry.id} {entry.title}", level=1, aside="body"),
        pairs(
            ("Stands", "outside the organisation" if entry.outside else "inside the organisation"),
            (
                "Expects",
                count_words(len(expected) + len(owed), "thing") if expected or owed else "nothing that is written down",
            ),
            ("Next review", date_cell(coming.due) if coming else ""),
        ),
    ]
    if rows:
        blocks += [Heading("Expected", level=3), Table(columns, rows)]
    if owed:
        blocks += [Heading("Statutory clocks", level=3), clocks.table(owed)]
    values = {
        "id": entry.id,
        "plan": plan.plan.id,
        "title": entry.title,
        "outside": entry.outside,
        "expectations": [
            {"item": one.item, "title": one.title, "by": iso(one.by), "met": iso(one.met), "state": one.state.value}
            for one in expected
        ],
        "statutory": [clocks.facts(one) for one in owed],
        "next_review": iso(coming.due) if coming else None,
    }
    return Page("body", entry.place, values, tuple(blocks))


def owner(plan: PlanStatus, entry: Owner) -> Page:
    """An owner: the milestones it answers for."""
    group = next(one for one in plan.by_owner if one.id == entry.id)
    ordered = sorted(group.milestones, key=milestones.worst_first)
    blocks = (
        Heading(f"{entry.id} {entry.title}", level=1, aside="owner"),
        pairs(("Rating", rating_cell(group.rating)), ("Answers for", count_words(len(ordered), "milestone"))),
        milestone_table(ordered),
    )
    values = {
        "id": entry.id,
        "plan": plan.plan.id,
        "title": entry.title,
        "rating": group.rating.value,
        "milestones": [status.id for status in ordered],
    }
    return Page("owner", entry.place, values, blocks)
