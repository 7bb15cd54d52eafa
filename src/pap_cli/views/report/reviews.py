"""Reviews held since the last report, not held on time, and due next."""

from __future__ import annotations

from pap_cli.assess.deadlines.reviews import Occurrence, ReviewState
from pap_cli.cell import Cell, Column
from pap_cli.columns.reviews import review_cell
from pap_cli.document import Block, Heading, Table
from pap_cli.model.oversight import Review
from pap_cli.model.report import Section
from pap_cli.views.report import sentences
from pap_cli.views.report.inputs import Inputs
from pap_cli.views.report.references import captioned
from pap_cli.views.report.sentences import notes_under, paragraph
from pap_cli.wording import spoken
from pap_cli.wording.cells import EMPTY, date_cell

# Longest list of reviews to come in a sentence.
_MOST = 4
_STATES = (
    *(ReviewState.MISSED, ReviewState.OVERDUE, ReviewState.NOT_RECORDED),
    *(ReviewState.HELD_LATE, ReviewState.HELD, ReviewState.DUE),
)


def blocks(inputs: Inputs) -> list[Block]:
    """Return the section."""
    held, missed, coming = inputs.held, _missed(inputs), _coming(inputs)
    unrecorded = _not_recorded(inputs)
    if not (held or missed or unrecorded or coming):
        return []
    count = f"{sentences.start(len(held), 'review')} {sentences.was_were(len(held))}" if held else "No review was"
    lines = [f"{count} held since {inputs.since_words}."]
    if missed:
        lines.append(f"Not held on time: {sentences.listed(_named(inputs, one) for one in missed)}.")
    if unrecorded:
        lines.append(f"Not recorded whether held: {sentences.listed(_named(inputs, one) for one in unrecorded)}.")
    if coming:
        lines.append(f"Next: {sentences.listed((_named(inputs, one) for one in coming), most=_MOST)}.")
    return [Heading(Section.REVIEWS.heading), paragraph(*lines)]


def details(inputs: Inputs) -> list[Block]:
    """Return in full the same reviews in a table."""
    if not inputs.has_full_appendix:
        return []
    held = inputs.held
    others = [*_missed(inputs), *_not_recorded(inputs), *_coming(inputs)]
    if not (held or others):
        return []
    dues = {id(one.meeting): one for one in inputs.now.reviews if one.meeting is not None}
    columns = (
        Column("State"),
        Column("Review", flexible=True),
        Column("Body", flexible=True),
        Column("Due"),
        Column("Held"),
        Column("Outcome", flexible=True),
    )
    rows = [(one.state, _row(inputs, one.state, one.review, Cell(str(one.due)))) for one in others]
    for met in held:
        due = dues.get(id(met.meeting))
        state = due.state if due else ReviewState.HELD
        when = date_cell(due.due if due else None)
        rows.append((state, _row(inputs, state, met.review, when, date_cell(met.meeting), inputs.note(met.outcome))))
    rows.sort(key=lambda row: _STATES.index(row[0]))
    title = "Reviews held, missed and due"
    table = captioned(Table(columns, tuple(row for _, row in rows)).filled(), title)
    shown = {review.id: review for review in (*(one.review for one in held), *(one.review for one in others))}
    notes = [
        f"{sentences.title(_title(one))}: {'; '.join(found)}"
        for one in shown.values()
        if (found := inputs.remarks(one.notes))
    ]
    return [Heading(title, level=3), table, *notes_under(notes)]


def _row(
    inputs: Inputs, state: ReviewState, review: Review, due: Cell, held: Cell = EMPTY, outcome: str = ""
) -> tuple[Cell, ...]:
    return (review_cell(state), Cell(_title(review)), Cell(inputs.body(review.body)), due, held, Cell(outcome))


def _missed(inputs: Inputs) -> list[Occurrence]:
    """Return the reviews that were due since the last report and not held on time."""
    late = (ReviewState.MISSED, ReviewState.OVERDUE)
    return [one for one in inputs.now.reviews if one.state in late and one.due.day > inputs.since]


def _not_recorded(inputs: Inputs) -> list[Occurrence]:
    """Return the reviews that were due since the last report and of which nobody recorded whether they were held."""
    unrecorded = (one for one in inputs.now.reviews if one.state is ReviewState.NOT_RECORDED)
    return [one for one in unrecorded if one.due.dated and one.due.day > inputs.since]


def _coming(inputs: Inputs) -> list[Occurrence]:
    """Return the next occurrence of each review, the nearest first."""
    coming: dict[str, Occurrence] = {}
    for one in sorted(inputs.now.reviews, key=lambda one: one.due.day):
        if one.state is ReviewState.DUE:
            coming.setdefault(one.review.id, one)
    return list(coming.values())


def _title(review: Review) -> str:
    return review.title or "Review"


def _named(inputs: Inputs, one: Occurrence) -> str:
    title, body = sentences.title(_title(one.review)), sentences.the(inputs.body(one.review.body))
    said = not body or body.removeprefix("the ") in title
    whose = "" if said else f" ({body})" if one.review.title else f" by {body}"
    return f"{title}{whose} {spoken.due_on(one.due)}"
