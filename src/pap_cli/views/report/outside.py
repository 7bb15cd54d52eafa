"""What outside bodies said since the last report, and what they expect by when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pap_cli.assess.deadlines.reviews import Expectation, ExpectationState
from pap_cli.columns.expectations import expectation_cell
from pap_cli.document import Block, Cell, Column, Heading, Table
from pap_cli.model.report import Section
from pap_cli.views.report import words
from pap_cli.views.report.material import Material, bullets, said


def blocks(material: Material) -> list[Block]:
    """Their feedback and their expectations."""
    feedback = list(_feedback(material))
    expected = _expected(material)
    if not (feedback or expected):
        return []
    found: list[Block] = [Heading(Section.OUTSIDE.heading)]
    if feedback:
        found.append(bullets(feedback))
    return [*found, *expected]


def _feedback(material: Material) -> Iterator[str]:
    movement = material.movement
    outside = {body.id for body in material.now.plan.bodies if body.outside}
    for one in movement.held:
        if one.review.body in outside:
            outcome = material.remark(one.outcome)
            head = f"{material.body(one.review.body)}, {words.day(one.meeting.on)}"
            title = f", {one.review.title}" if one.review.title else ""
            yield f"{head}{title}{f': {outcome}' if outcome else '.'}"
    for lead, found in (("Met", movement.met), ("Not met by its day", movement.newly_missed)):
        if found:
            told = {one.item: f"{one.item} {one.title}" for one in found}
            yield f"{lead} since {material.since_words}: {words.listed(told.values())}."


_WORST_FIRST = (ExpectationState.MISSED, ExpectationState.AT_RISK, ExpectationState.OPEN)


def _expected(material: Material) -> list[Block]:
    """What is expected and not met yet; bodies that expect the same by the same day share a row."""
    merged: dict[tuple[str, date, ExpectationState], list[Expectation]] = {}
    for one in material.expectations:
        if one.state in _WORST_FIRST:
            merged.setdefault((one.item, one.by.day, one.state), []).append(one)
    if not merged:
        return []
    ordered = sorted(merged.values(), key=lambda found: (_WORST_FIRST.index(found[0].state), found[0].by.day))
    columns = (
        Column("State"),
        Column("Who", flexible=True),
        Column("Id"),
        Column("What is expected", flexible=True),
        Column("By"),
    )
    rows = tuple(
        (
            expectation_cell(found[0].state),
            Cell(", ".join(material.body(one.body) for one in found)),
            Cell(found[0].item),
            Cell(found[0].title),
            Cell(words.due(found[0].by)),
        )
        for found in ordered
    )
    total = len({found[0].item for found in ordered})
    told = [f"{words.start(total, 'milestone')} {words.is_are(total)} expected by a set day."]
    for state, phrase in ((ExpectationState.MISSED, "past that day"), (ExpectationState.AT_RISK, "at risk")):
        count = len({found[0].item for found in ordered if found[0].state is state})
        if count:
            told.append(f"{words.capital(words.of_them_are(count, total))} {phrase}.")
    return [said(*told), Table(columns, rows).filled()]
