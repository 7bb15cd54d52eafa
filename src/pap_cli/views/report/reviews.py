"""The reviews: held since the last report, missed, and due."""

from __future__ import annotations

from pap_cli.assess.deadlines.reviews import Occurrence, ReviewState
from pap_cli.columns.reviews import review_cell
from pap_cli.document import Block, Cell, Column, Heading, Table
from pap_cli.model.oversight import Review
from pap_cli.model.report import Section
from pap_cli.views.report import words
from pap_cli.views.report.material import Material, said
from pap_cli.wording.cells import date_cell


def blocks(material: Material) -> list[Block]:
    """Who looked at the plan, who did not, and who will."""
    held, missed, coming = material.movement.held, _missed(material), _coming(material)
    if not (held or missed or coming):
        return []
    told = [
        f"{words.start(len(held), 'review')} {words.has_have(len(held))} been held since {material.since_words}."
        if held
        else f"No review has been held since {material.since_words}.",
        f"Not held in time: {words.listed(_named(material, one) for one in missed)}." if missed else "",
        f"Next: {words.listed((_named(material, one) for one in coming), most=_MOST)}." if coming else "",
    ]
    return [Heading(Section.REVIEWS.heading), said(*told)]


def details(material: Material) -> list[Block]:
    """The same in a table."""
    held = material.movement.held
    others = [*_missed(material), *_coming(material)]
    if not (held or others):
        return []
    dues = {(one.review.id, one.meeting.on): one for one in material.now.reviews if one.meeting is not None}
    columns = (
        Column("State"),
        Column("Review", flexible=True),
        Column("Body", flexible=True),
        Column("Due"),
        Column("Held"),
        Column("Outcome", flexible=True),
    )
    rows = [
        (
            review_cell(one.state),
            Cell(_title(one.review)),
            Cell(material.body(one.review.body)),
            Cell(words.due(one.due)),
            Cell(""),
            Cell(""),
        )
        for one in others
    ]
    for met in held:
        due = dues.get((met.review.id, met.meeting.on))
        rows.append(
            (
                review_cell(due.state if due else ReviewState.HELD),
                Cell(_title(met.review)),
                Cell(material.body(met.review.body)),
                Cell(words.due(due.due) if due else ""),
                date_cell(met.meeting.on),
                Cell(material.remark(met.outcome)),
            )
        )
    order = [ReviewState.MISSED, ReviewState.OVERDUE, ReviewState.HELD_LATE, ReviewState.HELD, ReviewState.DUE]
    rows.sort(key=lambda row: [state.value.replace("-", " ") for state in order].index(row[0].text))
    return [Heading("Reviews held, missed and due", level=3), Table(columns, tuple(rows)).filled()]


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


def _title(review: Review) -> str:
    return review.title or "Review"


def _named(material: Material, one: Occurrence) -> str:
    title, body = _title(one.review), material.body(one.review.body)
    whose = f" ({body})" if body and body not in title else ""
    return f"{title}{whose} on {words.day(one.due.day)}"
