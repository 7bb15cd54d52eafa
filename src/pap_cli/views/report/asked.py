"""What the report's bodies asked for: their notes, recommendations, expectations, concerns and deadlines."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.coverage import Coverage
from pap_cli.assess.deadlines.clocks import ClockStatus
from pap_cli.assess.deadlines.reviews import ReviewState
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.cell import Cell, Column
from pap_cli.columns.clocks import state_cell
from pap_cli.columns.expectations import expectation_cell
from pap_cli.document import Block, Facts, Heading, Table
from pap_cli.model.oversight import Concern
from pap_cli.views.report import sentences, themes
from pap_cli.views.report.inputs import Inputs
from pap_cli.views.report.references import captioned
from pap_cli.views.report.sentences import bullets, list_under, notes_under, paragraph
from pap_cli.wording import spoken
from pap_cli.wording.cells import date_cell


def blocks(inputs: Inputs) -> list[Block]:
    """Return the section; nothing for a report that is not for a body of the plan."""
    found = [
        *_notes(inputs),
        *_recommendations(inputs),
        *_expectations(inputs),
        *_concerns(inputs),
        *_meetings(inputs),
        *_clocks(inputs),
    ]
    return [Heading(f"What {_names(inputs)} asked for"), *found] if found else []


def _names(inputs: Inputs) -> str:
    return sentences.listed(sentences.the(inputs.body(id)) for id in inputs.own)


def _notes(inputs: Inputs) -> list[Block]:
    """Return the bodies' notes on the plan as a whole."""
    notes = [
        f"{spoken.due(note.on)}: {text}"
        for note in inputs.now.plan.header.notes
        if note.by in inputs.own and note.on is not None and inputs.known(note.by, note.on.day)
        if (text := inputs.note(note.text))
    ]
    return [bullets(notes)] if notes else []


def _recommendations(inputs: Inputs) -> list[Block]:
    own = [one for one in inputs.recommendations if one.recommendation.made_by in inputs.own]
    if not own:
        return []
    done = [one.id for one in own if _is_done(one.coverage)]
    lead = "Delivered, with all evidence accepted" if inputs.policy.require_evidence else "Delivered"
    return [
        paragraph(
            sentences.tally("recommendation", own),
            f"{lead}: {sentences.named('recommendation', done)}." if done else "",
        ),
        *themes.recommendations(inputs, own, f"Recommendations by {_names(inputs)}", "asked"),
        *notes_under(inputs.remarks_on("recommendation", ((one.id, one.recommendation.notes) for one in own))),
    ]


def _is_done(coverage: Coverage) -> bool:
    """Return True if every milestone of a recommendation is delivered, and its evidence accepted if it is required."""
    counts = coverage.progress
    done = counts.delivered if coverage.evidenced is None else coverage.evidenced
    return counts.milestones > 0 and done == counts.milestones


def _expectations(inputs: Inputs) -> list[Block]:
    own = [one for one in inputs.expectations if one.body in inputs.own]
    if not own:
        return []
    by_id: dict[str, MilestoneStatus] = {one.id: one for one in inputs.now.milestones}
    columns = (
        Column("State"),
        Column("ID"),
        Column("Milestone", flexible=True),
        Column("By"),
        Column("Met"),
        Column("Forecast"),
        Column("Owner", flexible=True, keep=1),
        Column("Lead", flexible=True, keep=3),
    )
    rows = tuple(
        (
            expectation_cell(one.state),
            Cell(one.item),
            Cell(one.title),
            Cell(str(one.by)),
            date_cell(one.met),
            date_cell(None if one.met else by_id[one.item].schedule.forecast),
            Cell(inputs.people(by_id[one.item].schedule.owners)),
            Cell(inputs.people(by_id[one.item].schedule.leads)),
        )
        for one in own
    )
    return [captioned(Table(columns, rows).filled(), f"What {_names(inputs)} expects")]


def _concerns(inputs: Inputs) -> list[Block]:
    own = [_concern(inputs, one) for one in inputs.concerns if one.by in inputs.own]
    return [*list_under("Concerns raised:", own)]


def _concern(inputs: Inputs, concern: Concern) -> str:
    raised = f", raised on {sentences.day(concern.raised)}" if concern.raised else ""
    ids = inputs.answering(concern)
    answer = f"addressed by {sentences.listed(ids)}" if ids else "no action in the plan addresses it"
    return f"{concern.id} {sentences.title(concern.title)}{raised}: {answer}"


def _meetings(inputs: Inputs) -> list[Block]:
    found = [line for body in inputs.own for line in _meetings_of(inputs, body)]
    return [paragraph(*found)] if found else []


def _meetings_of(inputs: Inputs, body: str) -> Iterator[str]:
    """Yield when a body last met, when its next review is due, and how many it missed or did not record."""
    name, reviews, met = inputs.body(body), inputs.reviews_of(body), inputs.last_met(body)
    coming = [one for one in reviews if one.state is ReviewState.DUE]
    missed = sum(1 for one in reviews if one.state is ReviewState.MISSED)
    if met is not None:
        yield f"{sentences.capital(sentences.the(name))} last met {sentences.happened(met)}."
    if coming:
        due = f"is due {spoken.due_on(coming[0].due)}."
        yield f"Its next review {due}" if met is not None else f"The next review by {sentences.the(name)} {due}"
    if missed:
        subject = "It" if met is not None else sentences.capital(sentences.the(name))
        yield f"{subject} has missed {sentences.counted(missed, 'review')}."
    if open := sum(1 for one in reviews if one.state is ReviewState.NOT_RECORDED):
        of = f"{sentences.counted(open, 'review')} by {sentences.the(name)} {sentences.was_were(open)}"
        yield f"It is not recorded whether {of} held."


def _clocks(inputs: Inputs) -> list[Block]:
    own = [one for one in inputs.now.clocks if one.clock.to in inputs.own]
    pairs = tuple((one.clock.title, _clock(one)) for one in own)
    return [paragraph("Statutory deadlines:"), Facts(pairs)] if pairs else []


def _clock(status: ClockStatus) -> Cell:
    """Return a statutory deadline as its state and its date, or the date on which it was met."""
    cell = state_cell(status.state)
    day = f"on {sentences.day(status.met)}" if status.met is not None else f"due {status.due}"
    return Cell(f"{cell.text} {day}", cell.tone, marked=True)
