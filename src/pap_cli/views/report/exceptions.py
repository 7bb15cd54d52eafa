"""Exceptions: overdue milestones, ratings set by decision, missed deadlines, risks and requested extensions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pap_cli.assess.deadlines.clocks import ClockState
from pap_cli.assess.deadlines.judged import judged_words
from pap_cli.assess.disagreements import Disagreement, disagreements
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.cell import Cell, Column
from pap_cli.document import Block, Heading, Table
from pap_cli.model.report import Section
from pap_cli.views.report import charts, sentences, tables
from pap_cli.views.report.inputs import Inputs
from pap_cli.views.report.references import captioned
from pap_cli.views.report.sentences import id_and_title, list_under, notes_under, paragraph
from pap_cli.wording.cells import label_of
from pap_cli.wording.reasons import override_of, red_and_overdue

# Longest table in the section.
_MOST = 20


def blocks(inputs: Inputs) -> list[Block]:
    """Return the section."""
    found: list[Block] = [Heading(Section.EXCEPTIONS.heading)]
    # the table of milestones at risk has the reason of each that is red but not overdue
    apart = red_and_overdue(inputs.overdue, inputs.as_of, inputs.body_or_person, sentences.day, key=inputs.now.key)
    if inputs.overdue:
        found.append(paragraph(*_overdue(inputs.overdue), *apart))
        table = tables.overdue(inputs, inputs.overdue)
        found.append(captioned(table, "Overdue milestones, longest first", "overdue", _MOST))
        found += notes_under(_notes(inputs, inputs.overdue[:_MOST]))
    else:
        none = "Nothing is overdue" + (", and no extension has been requested" if not inputs.movement.asked else "")
        found.append(paragraph(f"{none}.", *apart))
    decided = [one for one in inputs.now.milestones if override_of(one, inputs.as_of)]
    found += list_under("Ratings set by decision:", [_decided(inputs, one) for one in decided])
    disagreeing = [_disagreement(inputs, one) for one in disagreements(inputs.now, inputs.policy)]
    found += list_under("Judgements that do not agree with the computed rating:", _shortened(disagreeing))
    found += list_under("Statutory deadlines missed:", inputs.deadlines(ClockState.MISSED))
    found += _at_risk(inputs)
    if inputs.movement.asked:
        found.append(captioned(_requested(inputs), "Requested extensions", "requested", _MOST))
    return found


def _at_risk(inputs: Inputs) -> list[Block]:
    """Return the milestones at risk, each with its reason; the first ones, if the appendix has all of them."""
    count = len(inputs.at_risk)
    if not count:
        return []
    shown = inputs.at_risk if _is_short(inputs) else inputs.at_risk[:_MOST]
    caption = "Milestones at risk but not overdue"
    caption = f"{caption} ({count})" if len(shown) == count else caption
    table = captioned(tables.at_risk(inputs, inputs.at_risk), caption, "at-risk", len(shown))
    return [table, *notes_under(_notes(inputs, shown))]


def _notes(inputs: Inputs, statuses: Sequence[MilestoneStatus]) -> list[str]:
    """Return the latest note on each milestone; the appendix has the others."""
    most = 1 if inputs.has_appendix else 3
    latest = ((one.id, inputs.latest(one.schedule.milestone.notes)[:most]) for one in statuses)
    return inputs.remarks_on("milestone", latest)


def _is_short(inputs: Inputs) -> bool:
    """Return True if all milestones at risk are listed in the section."""
    return len(inputs.at_risk) <= _MOST or not inputs.has_appendix


def _requested(inputs: Inputs) -> Table:
    columns = (
        Column("ID"),
        Column("Milestone", flexible=True),
        Column("Due"),
        Column("Requested"),
        Column("Reason", flexible=True),
    )
    rows = tuple(
        (
            Cell(one.status.id),
            Cell(one.status.schedule.milestone.title),
            Cell(str(one.status.schedule.due)),
            Cell(str(one.extension.to)),
            Cell(inputs.note(one.extension.reason)),
        )
        for one in inputs.movement.asked
    )
    return Table(columns, rows).filled()


def _overdue(overdue: Sequence[MilestoneStatus]) -> Iterator[str]:
    count, longest = len(overdue), sentences.counted(overdue[0].schedule.days_overdue, "day")
    yield f"The {'delay' if count == 1 else 'longest delay'} is {longest}."
    extended = sum(1 for one in overdue if one.schedule.extensions)
    if extended:
        noun = "overdue milestone has" if count == 1 else "overdue milestones have"
        yield f"{sentences.capital(sentences.share(extended, count))} {noun} been extended before."
    without = [one.id for one in overdue if one.schedule.forecast is None]
    if without:
        ids = sentences.capital(sentences.named("milestone", without))
        yield f"{ids} {sentences.has_have(len(without))} no forecast."


def _decided(inputs: Inputs, status: MilestoneStatus) -> str:
    override = status.schedule.milestone.override
    if override is None:
        return id_and_title(status)
    by, reason = inputs.body_or_person(override.by), inputs.note(override.reason)
    until = f"{f'set by {by} ' if by else ''}until {sentences.day(override.until)}"
    return f"{id_and_title(status)}: {label_of(status)}, {until}{f': {reason}' if reason else ''}"


def _disagreement(inputs: Inputs, one: Disagreement) -> str:
    key = one.item.counting.key
    counting = one.judged.rating if one.counts else None
    rating = f"{key.label(counting)}, " if counting is not None else ""
    words = judged_words(one.judged.judgement, inputs.body_or_person)
    state = f"its state is {one.item.state.value.replace('-', ' ')}"
    computed = state if one.of_state else f"the computed rating is {key.label(one.rating)}: {one.reason}"
    return f"{one.item.id} {sentences.title(one.item.title)}: {rating}{words}; {computed}"


def _shortened(lines: list[str]) -> list[str]:
    """Return a list cut to what fits on a page."""
    return lines if len(lines) <= _MOST + 1 else [*lines[:_MOST], f"{len(lines) - _MOST:,} more"]


def details(inputs: Inputs) -> list[Block]:
    """Return in full all milestones at risk, if the section has some, and those late or extended on a time axis."""
    if not inputs.has_full_appendix:
        return []
    found = [one for one in inputs.live if one.schedule.days_overdue or one.schedule.extensions]
    at_risk: list[Block] = []
    if not _is_short(inputs):
        title = "Every milestone at risk"
        at_risk = [Heading(title, level=3), captioned(tables.at_risk(inputs, inputs.at_risk), title)]
    return at_risk + charts.extensions(inputs, found, "Milestones that are overdue or have been extended")
