"""What outside bodies said since the last report, and what they expect by when."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.reviews import Expectation, ExpectationState
from pap_cli.document import Block, Cell, Column, Heading, Table
from pap_cli.model.report import Section
from pap_cli.views.cells import date_cell
from pap_cli.views.report import words
from pap_cli.views.report.material import Material, bullets, said
from pap_cli.views.reviews import review_title
from pap_cli.views.watcher_pages import expectation_cell


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
    outside = {body.id for body in material.now.plan.bodies if body.outside}
    for one in material.movement.held:
        if one.review.body in outside and one.meeting is not None:
            outcome = material.remark(one.outcome)
            title = review_title(one)
            yield f"{material.body(one.review.body)}, {words.day(one.meeting.on)}, {title[:1].lower()}{title[1:]}" + (
                f": {outcome}" if outcome else "."
            )


_WORST_FIRST = (ExpectationState.MISSED, ExpectationState.AT_RISK, ExpectationState.OPEN)


def _expected(material: Material) -> list[Block]:
    """What is expected and not met yet; bodies that expect the same share a row."""
    merged: dict[str, list[Expectation]] = {}
    for one in material.expectations:
        if one.state in _WORST_FIRST:
            merged.setdefault(one.item, []).append(one)
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
            date_cell(found[0].by),
        )
        for found in ordered
    )
    risk = sum(1 for found in ordered if found[0].state is ExpectationState.AT_RISK)
    missed = sum(1 for found in ordered if found[0].state is ExpectationState.MISSED)
    told = [f"{words.start(len(rows), 'milestone')} {words.is_are(len(rows))} expected by a set day."]
    if missed:
        told.append(f"{words.start(missed, 'day')} {words.has_have(missed)} passed without it.")
    if risk:
        told.append(f"{words.first_capital((words.spelt(risk),))} of them {words.is_are(risk)} at risk.")
    return [said(*told), Table(columns, rows)]
