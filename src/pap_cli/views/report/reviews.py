"""The reviews: held since the last report, missed, and due."""

from __future__ import annotations

from pap_cli.assess.reviews import Occurrence, ReviewState
from pap_cli.document import Block, Cell, Column, Heading, Table
from pap_cli.model.report import Section
from pap_cli.views.cells import date_cell
from pap_cli.views.report import words
from pap_cli.views.report.material import Material, said
from pap_cli.views.reviews import review_cell, review_title


def blocks(material: Material) -> list[Block]:
    """Who looked at the plan, who did not, and who will."""
    now = material.now
    missed = [one for one in now.reviews if one.state in (ReviewState.MISSED, ReviewState.OVERDUE)]
    recent = [one for one in missed if one.due.day > material.since]
    coming: dict[str, Occurrence] = {}
    for one in sorted(now.reviews, key=lambda one: one.due.day):
        if one.state is ReviewState.DUE:
            coming.setdefault(one.review.id, one)
    shown = [*recent, *material.movement.held, *coming.values()]
    if not shown:
        return []
    columns = (
        Column("State"),
        Column("Review", flexible=True),
        Column("Body", flexible=True),
        Column("Due"),
        Column("Held"),
        Column("Outcome", flexible=True),
    )
    rows = tuple(
        (
            review_cell(one.state),
            Cell(review_title(one)),
            Cell(material.body(one.review.body)),
            date_cell(one.due),
            date_cell(one.meeting.on if one.meeting else None),
            Cell(material.remark(one.outcome)),
        )
        for one in shown
    )
    held = len(material.movement.held)
    told = [
        f"{words.start(held, 'review')} {words.was_were(held)} held since {material.since_words}."
        if held
        else f"No review was held since {material.since_words}.",
        f"{words.start(len(recent), 'review')} due since then {words.was_were(len(recent))} not held in time."
        if recent
        else "",
        f"Since the plan began {words.counted(len(missed), 'review')} {words.was_were(len(missed))} missed."
        if missed
        else "",
    ]
    return [Heading(Section.REVIEWS.heading), said(*told), Table(columns, rows).filled()]
