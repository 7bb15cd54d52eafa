"""The page of each sort of item: its facts, what it is part of, and what is part of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from msgspec import Struct

from pap_cli.assess.assessment import ActionStatus, MilestoneStatus, PlanStatus, RecommendationStatus
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.columns.listing import Field
from pap_cli.document import Align, Block, Cell, Column, Facts, Heading, Paragraph, Table, Tone
from pap_cli.model.dates import show_date
from pap_cli.model.decisions import Note
from pap_cli.model.place import Place
from pap_cli.views.lists import actions, kpis, milestones, recommendations
from pap_cli.wording.cells import count_words, date_cell, rating_cell, with_unit

T = TypeVar("T")


class Page(Struct, frozen=True):
    """What is told of one item: its sort, where it stands, its facts for programs, and its blocks."""

    sort: str
    place: Place
    values: Mapping[str, object]
    blocks: tuple[Block, ...]


def values_of(fields: Iterable[Field[T]], item: T) -> dict[str, object]:
    """Every fact of an item, by its name for programs."""
    return {field.name: field.fact(item) for field in fields}


def pairs(*pairs: tuple[str, Cell | str | None]) -> Facts:
    """Facts without those that say nothing."""
    kept: list[tuple[str, Cell]] = []
    for label, value in pairs:
        cell = Cell(value) if isinstance(value, str) else value
        if cell is not None and (cell.text or cell.series):
            kept.append((label, cell))
    return Facts(tuple(kept))


def notes_of(notes: Iterable[Note], as_of: date) -> list[Block]:
    """The notes that were written by a date; nothing where there is none."""
    seen = [note for note in notes if note.on is None or note.on <= as_of]
    if not seen:
        return []
    rows = [(date_cell(note.on, Tone.MUTED), Cell(note.by or "", Tone.MUTED), Cell(note.text)) for note in seen]
    return [
        Heading("Notes", level=3),
        Facts(tuple((" ".join(part for part in (when.text, by.text) if part), text) for when, by, text in rows)),
    ]


def _people(plan: PlanStatus, owner: str | None, lead: str | None) -> tuple[tuple[str, Cell | str | None], ...]:
    titles = plan.plan.owner_titles
    return (
        ("Owner", _named(titles, owner) if owner else Cell("nobody", Tone.RED)),
        ("Lead", _named(titles, lead) if lead else None),
    )


def _named(titles: Mapping[str, str], id: str) -> str:
    return f"{titles[id]} ({id})" if id in titles else id


def milestone_table(statuses: Iterable[MilestoneStatus]) -> Table:
    """Milestones as a table within a page."""
    columns = (
        Column("Rating"),
        Column("Id"),
        Column("Milestone", flexible=True),
        Column("Due"),
        Column("Late", Align.RIGHT, keep=1),
        Column("State"),
        Column("Why", keep=2, flexible=True),
    )
    rows = tuple(
        (
            rating_cell(status.rating),
            Cell(status.id),
            Cell(status.schedule.milestone.title),
            date_cell(status.schedule.due),
            milestones.late_cell(status.schedule),
            Cell(milestones.state_words(status.schedule.state)),
            Cell(status.reason, Tone.MUTED),
        )
        for status in statuses
    )
    return Table(columns, rows)


def _kpi_table(statuses: Iterable[KpiStatus]) -> Table:
    columns = (
        Column("Rating"),
        Column("Id"),
        Column("KPI", flexible=True),
        Column("Value", Align.RIGHT),
        Column("Target", Align.RIGHT),
        Column("Since baseline", Align.RIGHT, keep=1),
        Column("Trend", keep=2),
    )
    rows = tuple(
        (
            rating_cell(status.rating),
            Cell(status.id),
            Cell(status.kpi.title),
            Cell(with_unit(status.kpi, status.value), Tone.STRONG),
            Cell(with_unit(status.kpi, status.target)),
            kpis.change_cell(status),
            kpis.spark_cell(status),
        )
        for status in statuses
    )
    return Table(columns, rows)


def milestone(plan: PlanStatus, status: MilestoneStatus, as_of: date) -> Page:
    """A milestone: where it stands and why, and every date that was ever set for it."""
    schedule, milestone = status.schedule, status.schedule.milestone
    moves = tuple(
        (
            f"Extension {number_}",
            Cell(
                f"to {extension.to}, approved {show_date(extension.approved) if extension.approved else 'by nobody'}"
                f"{f' by {extension.by}' if extension.by else ''}{f': {extension.reason}' if extension.reason else ''}"
            ),
        )
        for number_, extension in enumerate(schedule.extensions, start=1)
    )
    asked = [one for one in milestone.extensions if one not in schedule.extensions and one.approved is None]
    evidence = ", ".join(milestone.evidence) if schedule.evidenced else ""
    bodies = plan.plan.body_titles
    blocks = (
        Heading(f"{milestone.id} {milestone.title}", level=1, aside=f"milestone of {schedule.action.id}"),
        pairs(
            ("Rating", rating_cell(status.rating, f"{status.rating.value}: {status.reason}")),
            ("State", milestones.state_words(schedule.state)),
            ("Action", f"{schedule.action.id} {schedule.action.title}"),
            ("Horizon", schedule.horizon.value),
            ("First due", date_cell(milestone.due)),
            *moves,
            *(("Asked for", f"to {one.to}, not approved") for one in asked),
            ("Due", date_cell(schedule.due, Tone.STRONG)),
            ("Overdue", milestones.late_cell(schedule)),
            ("Forecast", date_cell(schedule.forecast)),
            ("Started", date_cell(schedule.started)),
            ("Completed", date_cell(schedule.completed)),
            ("Evidence due", date_cell(schedule.evidence_due)),
            ("Evidenced", date_cell(schedule.evidenced)),
            ("Evidence", evidence),
            ("Waits for", ", ".join(schedule.blocked_by)),
            ("Expected by", ", ".join(bodies.get(id, id) for id in milestone.expected_by)),
            *_people(plan, schedule.owner, schedule.lead),
        ),
        *notes_of(milestone.notes, as_of),
    )
    return Page("milestone", milestone.place, values_of(milestones.FIELDS, status), blocks)


def action(plan: PlanStatus, status: ActionStatus, as_of: date) -> Page:
    """An action: what it answers, its milestones and the KPIs it should move."""
    action = status.action
    blocks: list[Block] = [
        Heading(f"{action.id} {action.title}", level=1, aside="action"),
        pairs(
            ("Rating", rating_cell(status.rating)),
            ("Answers", ", ".join(action.answers) or action.scope.value),
            ("Delivered", f"{status.delivered} of {len(status.milestones)} milestones"),
            *(("Success", words) for words in action.success),
            *_people(plan, action.owner, action.lead),
        ),
    ]
    if status.milestones:
        blocks += [Heading("Milestones", level=3), milestone_table(status.milestones)]
    if status.kpis:
        blocks += [Heading("KPIs", level=3), _kpi_table(status.kpis)]
    for kpi in status.unmoved:
        blocks.append(Paragraph(f"Its milestones are on track, and {kpi.kpi.title} {kpi.unmoved}.", Tone.AMBER))
    blocks += notes_of(action.notes, as_of)
    return Page("action", action.place, values_of(actions.FIELDS, status), tuple(blocks))


def recommendation(plan: PlanStatus, status: RecommendationStatus, as_of: date) -> Page:
    """A recommendation: how far the chain that answers it reaches."""
    recommendation, coverage = status.recommendation, status.coverage
    made_by = recommendation.made_by or ""
    chain = (
        f"{count_words(coverage.actions, 'action')} → {count_words(coverage.milestones, 'milestone')} → "
        f"{coverage.delivered} delivered → {coverage.evidenced} evidenced; {count_words(coverage.kpis, 'KPI')}"
    )
    blocks: list[Block] = [
        Heading(f"{recommendation.id} {recommendation.title}", level=1, aside="recommendation"),
        pairs(
            ("Rating", rating_cell(status.rating)),
            ("Priority", "priority and immediate action" if recommendation.priority else ""),
            ("Made by", plan.plan.body_titles.get(made_by, made_by)),
            ("Made to", recommendation.to),
            ("Reference", recommendation.reference),
            ("Coverage", chain),
            ("Lacks", Cell(coverage.missing, Tone.RED)),
        ),
    ]
    for action in status.actions:
        blocks += [Heading(f"{action.id} {action.action.title}", level=3), milestone_table(action.milestones)]
    blocks += notes_of(recommendation.notes, as_of)
    values = values_of(recommendations.FIELDS, status)
    return Page("recommendation", recommendation.place, values, tuple(blocks))
