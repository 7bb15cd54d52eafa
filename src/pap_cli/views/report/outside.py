"""Feedback of outside bodies since the last report, and what bodies expect by when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pap_cli.assess.deadlines.reviews import Expectation, ExpectationState
from pap_cli.cell import Cell, Column
from pap_cli.columns.expectations import expectation_cell
from pap_cli.document import Block, Heading, Table
from pap_cli.model.order import natural
from pap_cli.model.report import Section
from pap_cli.views.report import sentences
from pap_cli.views.report.inputs import Inputs
from pap_cli.views.report.references import captioned, see
from pap_cli.views.report.sentences import bullets, paragraph

# Longest table.
_MOST = 40
# The states of an expectation that is not met yet, worst first.
_WORST_FIRST = (ExpectationState.MISSED, ExpectationState.AT_RISK, ExpectationState.OPEN)


def blocks(inputs: Inputs) -> list[Block]:
    """Return the section."""
    feedback, expected = list(_feedback(inputs)), _expected(inputs)
    if not (feedback or expected):
        return []
    found: list[Block] = [Heading(Section.OUTSIDE.heading), *([bullets(feedback)] if feedback else [])]
    if expected:
        found.append(paragraph(*_counts([one[0] for one in expected]), see("expected", "{} has each.")))
        found += [] if inputs.has_appendix else [_table(inputs, expected)]
    return found


def details(inputs: Inputs) -> list[Block]:
    """Return what is expected and not met yet."""
    expected = _expected(inputs)
    return [Heading("What bodies expect", level=3), _table(inputs, expected)] if expected else []


def _feedback(inputs: Inputs) -> Iterator[str]:
    movement = inputs.movement
    outside = {body.id for body in inputs.now.plan.bodies if body.outside}
    for one in inputs.held:
        if one.review.body in outside:
            outcome = inputs.note(one.outcome)
            head = f"{inputs.body(one.review.body)}, {sentences.fact(one.meeting)}"
            title = f", {sentences.title(one.review.title)}" if one.review.title else ""
            yield f"{head}{title}{f': {outcome}' if outcome else '.'}"
    for lead, found in (("met", movement.met), ("missed", movement.newly_missed)):
        if found:
            items = {one.item: f"{one.item} {sentences.title(one.title)}" for one in found}
            yield f"Expectations {lead} since {inputs.since_words}: {sentences.listed(items.values())}."


def _expected(inputs: Inputs) -> list[list[Expectation]]:
    """Return what is expected and not met yet; bodies that expect the same by the same date share a row."""
    merged: dict[tuple[str, date, ExpectationState], list[Expectation]] = {}
    for one in inputs.expectations:
        if one.state in _WORST_FIRST:
            merged.setdefault((one.item, one.by.day, one.state), []).append(one)
    return sorted(
        merged.values(), key=lambda found: (_WORST_FIRST.index(found[0].state), found[0].by.day, natural(found[0].item))
    )


def _table(inputs: Inputs, expected: list[list[Expectation]]) -> Table:
    columns = (
        Column("State"),
        Column("Body", flexible=True),
        Column("ID"),
        Column("Milestone", flexible=True),
        Column("By"),
    )
    rows = tuple(
        (
            expectation_cell(found[0].state),
            Cell(", ".join(inputs.body(one.body) for one in found)),
            Cell(found[0].item),
            Cell(found[0].title),
            Cell(str(found[0].by)),
        )
        for found in expected
    )
    return captioned(Table(columns, rows).filled(), "What bodies expect and is not met yet", "expected", _MOST)


def _counts(expected: list[Expectation]) -> Iterator[str]:
    total = len({one.item for one in expected})
    yield f"Bodies expect {sentences.counted(total, 'milestone')}."
    missed, at_risk = (
        len({one.item for one in expected if one.state is state})
        for state in (ExpectationState.MISSED, ExpectationState.AT_RISK)
    )
    if missed:
        risk = f", and {sentences.number(at_risk)} {sentences.is_are(at_risk)} at risk" if at_risk else ""
        yield f"{sentences.capital(sentences.of_them_are(missed, total, 'was', 'were'))} missed{risk}."
    elif at_risk:
        yield f"{sentences.capital(sentences.of_them_are(at_risk, total))} at risk."
