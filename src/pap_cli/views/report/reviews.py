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
    held, missed, coming = material.movement.held, _missed(material), _coming(material)
    if not (held or missed or coming):
        return []
    told = [
        f"{words.start(len(held), 'review')} {words.was_were(len(held))} held since {material.since_words}."
        if held
        else f"No review was held since {material.since_words}.",
        f"Not held in time: {words.listed(_named(material, one) for one in missed)}." if missed else "",
        f"Next: {words.listed((_named(material, one) for one in coming), most=_MOST)}." if coming else "",
    ]
    return [Heading(Section.REVIEWS.heading), said(*told)]


def details(material: Material) -> list[Block]:
    """The same in a table."""
    shown = [*_missed(material), *material.movement.held, *_coming(material)]
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
    return [Heading("Reviews held, missed and due", level=3), Table(columns, rows).filled()]


_MOST = 4


def _missed(material: Material) -> list[Occurrence]:
    """What was due since the last report and not held in time."""
    late = (ReviewState.MISSED, ReviewState.OVERDUE)
    return [one for one in material.now.reviews if one.state in late and one.due.day > material.since]


def _coming(material: Material) -> list[Occurrence]:
    """The next of each review, the nearest first."""
    coming: dict[str, Occurrence] = {}
    for one in sorted(material.now.reviews, key=lambda one: one.due.day):
        if one.state is ReviewState.DUE:
            coming.setdefault(one.review.id, one)
    return list(coming.values())


def _named(material: Material, one: Occurrence) -> str:
    title, body = review_title(one), material.body(one.review.body)
    whose = "" if body in title else f" ({body})"
    return f"{title}{whose}, {words.day(one.due.day)}"
