"""The page of a risk, and the risks on the pages of other items."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.risks import RiskStatus
from pap_cli.cell import Align, Cell, Column, Tone
from pap_cli.columns.field import pick, table, values
from pap_cli.columns.progress import state_words
from pap_cli.columns.risks import FIELDS, direction_cell, level_cell, score_words, worst_first
from pap_cli.document import Block, Facts, Heading, Table
from pap_cli.model.risks import Score
from pap_cli.views.item.actions import Page, notes_of, pairs, people
from pap_cli.wording.cells import EMPTY, date_cell, label_cell

_COLUMNS = pick("rating id title current direction owner treated_by", direction=2, owner=1)


def page(plan: PlanStatus, status: RiskStatus) -> Page:
    """Return the page of a risk: its level and where it came from, what treats it, and each look at it."""
    risk = status.risk
    blocks: list[Block] = [
        Heading(f"{risk.id} {risk.title}", level=1, aside="risk"),
        pairs(
            ("Level", level_cell(status)),
            ("Score", _score(status.score)),
            ("Change", direction_cell(status)),
            ("Initial score", _score(risk.initial)),
            ("Target score", _score(risk.target)),
            ("Cause", risk.cause),
            ("Effect", risk.effect),
            ("Category", risk.category),
            ("Raised", date_cell(risk.raised)),
            ("Raised by", _by(plan, risk.by)),
            ("Closed", _closed(status)),
            ("Response", risk.response.value if risk.response is not None else ""),
            *(("Control", words) for words in risk.controls),
            ("Affects", ", ".join(risk.affects)),
            *people(plan, risk.owners, risk.leads),
        ),
    ]
    if status.treatments:
        rows = tuple(
            (
                label_cell(plan.key, one.rating),
                Cell(one.id),
                Cell(one.title),
                Cell("overdue" if one.overdue else state_words(one.state)),
            )
            for one in status.treatments
        )
        blocks += [
            Heading("Treated by", level=3),
            Table((Column("Rating"), Column("ID"), Column("Title", flexible=True), Column("State")), rows),
        ]
    elif status.untreated:
        blocks.append(Facts((("Treated by", Cell("nothing", Tone.RED)),)))
    if status.changes:
        blocks += [Heading("Changes", level=3), _changes(plan, status)]
    return Page("risk", risk.place, values(FIELDS, status), (*blocks, *notes_of(status.notes)))


def _score(score: Score | None) -> str:
    words = score_words(score)
    return words.replace("(", "(likelihood ", 1).replace("× ", "× impact ", 1)


def _closed(status: RiskStatus) -> Cell:
    if status.closed is None:
        return EMPTY
    return date_cell(status.closed) if status.closed.dated else Cell("on an unknown day")


def _by(plan: PlanStatus, id: str | None) -> str:
    return plan.plan.owner_titles.get(id or "", plan.plan.body_title(id))


def _changes(plan: PlanStatus, status: RiskStatus) -> Table:
    columns = (
        Column("On"),
        Column("Score", Align.RIGHT),
        Column("By", keep=1),
        Column("Note", flexible=True),
    )
    rows = tuple(
        (
            date_cell(one.on),
            Cell(score_words(one.score)) if one.score is not None else Cell("same", Tone.MUTED),
            Cell(_by(plan, one.by)),
            Cell(one.note or ""),
        )
        for one in status.changes
    )
    return Table(columns, rows).filled()


def with_risks(plans: Sequence[PlanStatus], id: str, make: Callable[[], Page]) -> Page:
    """Return the page of an item of some plans, with the open risks to it and those that it is to lower."""
    page = make()
    risks = [one for plan in plans for one in plan.risks if one.open]
    if not risks:
        return page
    to_it = sorted((one for one in risks if id in one.risk.affects), key=worst_first)
    lowered = sorted((one for one in risks if id in one.risk.treated_by), key=worst_first)
    blocks = list(page.blocks)
    for title, found in (("Risks to it", to_it), ("Risks that it is to lower", lowered)):
        if found:
            blocks += [Heading(title, level=3), table(FIELDS, found, _COLUMNS)]
    facts = {"risks": [one.id for one in to_it], "treats_risks": [one.id for one in lowered]}
    return replace(page, values={**page.values, **facts}, blocks=tuple(blocks))
