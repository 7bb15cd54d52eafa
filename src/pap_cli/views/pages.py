"""The page of each sort of item: its facts, what it is part of, and what is part of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pap_cli.assess.assessment import ActionStatus, MilestoneStatus, PlanStatus, RecommendationStatus
from pap_cli.assess.kpi import KpiStatus, known_on
from pap_cli.assess.reviews import ReviewState
from pap_cli.document import Align, Block, Cell, Column, Facts, Heading, Paragraph, Table, Tone
from pap_cli.model.dates import show_date
from pap_cli.model.kpi import Missing, Polarity
from pap_cli.model.place import Place
from pap_cli.model.plan import Body, Concern, Note, Owner, Rating, Review
from pap_cli.views import actions, kpis, milestones, recommendations, reviews
from pap_cli.views.cells import count_words, date_cell, gap_words, iso, number, rating_cell, signed, with_unit
from pap_cli.views.listing import Field

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page:
    """What is told of one item: its sort, where it stands, its facts for programs, and its blocks."""

    sort: str
    place: Place
    values: Mapping[str, object]
    blocks: tuple[Block, ...]


def _values(fields: Iterable[Field[T]], item: T) -> dict[str, object]:
    return {field.name: field.fact(item) for field in fields}


def _pairs(*pairs: tuple[str, Cell | str | None]) -> Facts:
    """Facts without those that say nothing."""
    kept: list[tuple[str, Cell]] = []
    for label, value in pairs:
        cell = Cell(value) if isinstance(value, str) else value
        if cell is not None and (cell.text or cell.series):
            kept.append((label, cell))
    return Facts(tuple(kept))


def _notes(notes: Iterable[Note], as_of: date) -> list[Block]:
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


def _milestone_table(statuses: Iterable[MilestoneStatus]) -> Table:
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
        _pairs(
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
        *_notes(milestone.notes, as_of),
    )
    return Page("milestone", milestone.place, _values(milestones.FIELDS, status), blocks)


def action(plan: PlanStatus, status: ActionStatus, as_of: date) -> Page:
    """An action: what it answers, its milestones and the KPIs it should move."""
    action = status.action
    blocks: list[Block] = [
        Heading(f"{action.id} {action.title}", level=1, aside="action"),
        _pairs(
            ("Rating", rating_cell(status.rating)),
            ("Answers", ", ".join(action.answers) or action.scope.value),
            ("Delivered", f"{status.delivered} of {len(status.milestones)} milestones"),
            *(("Success", words) for words in action.success),
            *_people(plan, action.owner, action.lead),
        ),
    ]
    if status.milestones:
        blocks += [Heading("Milestones", level=3), _milestone_table(status.milestones)]
    if status.kpis:
        blocks += [Heading("KPIs", level=3), _kpi_table(status.kpis)]
    for kpi in status.unmoved:
        why = "is red" if kpi.rating is Rating.RED else "is worse than its baseline"
        blocks.append(Paragraph(f"Its milestones are on track, and {kpi.kpi.title} {why}.", Tone.AMBER))
    blocks += _notes(action.notes, as_of)
    return Page("action", action.place, _values(actions.FIELDS, status), tuple(blocks))


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
        _pairs(
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
        blocks += [Heading(f"{action.id} {action.action.title}", level=3), _milestone_table(action.milestones)]
    blocks += _notes(recommendation.notes, as_of)
    values = _values(recommendations.FIELDS, status)
    return Page("recommendation", recommendation.place, values, tuple(blocks))


def _figures(status: KpiStatus) -> Table:
    columns = (
        Column("Period"),
        Column("Value", Align.RIGHT),
        Column("Numerator", Align.RIGHT, keep=2),
        Column("Denominator", Align.RIGHT, keep=2),
        Column("Known on", keep=1),
        Column("Note", flexible=True, keep=3),
    )
    rows = tuple(
        (
            Cell(str(one.period)),
            Cell(one.value.meaning, Tone.MUTED)
            if isinstance(one.value, Missing)
            else Cell(with_unit(status.kpi, one.value)),
            Cell(number(one.numerator)),
            Cell(number(one.denominator)),
            date_cell(known_on(status.kpi, one), Tone.MUTED),
            Cell(one.note or ""),
        )
        for one in reversed(status.series)
    )
    return Table(columns, rows)


def kpi(plans: Iterable[PlanStatus], status: KpiStatus, as_of: date) -> Page:
    """A KPI: its figure against everything there is to compare it with, and all its figures."""
    kpi = status.kpi
    named_by = [action.id for plan in plans for action in plan.actions if any(one is status for one in action.kpis)]
    baseline = f"{with_unit(kpi, kpi.baseline.value)} in {kpi.baseline.period}" if kpi.baseline else ""
    previous = status.previous
    before = (
        f"{with_unit(kpi, previous.value)} in {previous.period}"
        if previous and not isinstance(previous.value, Missing)
        else ""
    )
    blocks: list[Block] = [
        Heading(f"{kpi.id} {kpi.title}", level=1, aside="KPI"),
        _pairs(
            ("Rating", rating_cell(status.rating, f"{status.rating.value}: {status.reason}")),
            (
                "Value",
                f"{with_unit(kpi, status.value)} in {status.latest.period}" if status.latest else "no figure yet",
            ),
            ("Target", with_unit(kpi, status.target)),
            ("Floor", with_unit(kpi, status.floor)),
            ("Gap", gap_words(status)),
            ("Polarity", kpis.polarity_words(kpi.polarity)),
            ("Unit and basis", f"{kpi.unit}, {kpi.basis.value}, {kpi.frequency.value}"),
            ("Baseline", baseline),
            ("Since baseline", kpis.change_cell(status) if kpi.polarity is not Polarity.NONE else ""),
            ("Figure before", before),
            ("Published", date_cell(status.published)),
            ("Age", kpis.age_cell(status)),
            ("Trend", kpis.spark_cell(status)),
            ("Named by", ", ".join(named_by) or "no action"),
            ("Owner", kpi.owner or Cell("nobody", Tone.RED)),
            ("Definition", kpi.definition),
            ("Source", kpi.source),
        ),
    ]
    if status.benchmarks:
        columns = (
            Column("Benchmark"),
            Column("Period"),
            Column("Value", Align.RIGHT),
            Column("Ours is", Align.RIGHT),
        )
        rows = tuple(
            (
                Cell(one.name),
                Cell(str(one.period)),
                Cell(with_unit(kpi, one.value)),
                Cell(f"{signed(one.gap)}" if one.gap is not None else "another period", Tone.MUTED),
            )
            for one in status.benchmarks
        )
        blocks += [Heading("Benchmarks", level=3), Table(columns, rows)]
    if kpi.trajectory:
        steps = tuple((f"by {show_date(step.by)}", Cell(with_unit(kpi, step.target))) for step in kpi.trajectory)
        blocks += [Heading("Trajectory", level=3), Facts(steps)]
    blocks += _notes(kpi.notes, as_of)
    if status.series:
        blocks += [Heading("Figures", level=3), _figures(status)]
    return Page("kpi", kpi.place, _values(kpis.FIELDS, status), tuple(blocks))


def review(plan: PlanStatus, review: Review, as_of: date) -> Page:
    """A review: every time it was due, and what came of it."""
    own = [one for one in plan.reviews if one.review.id == review.id]
    coming = [one for one in own if one.state is ReviewState.DUE]
    shown = [one for one in own if one.state is not ReviewState.DUE] + coming[:1]
    columns = (Column("State"), Column("Due"), Column("Held"), Column("Outcome", flexible=True))
    rows = tuple(
        (
            reviews.review_cell(one.state),
            date_cell(one.due),
            date_cell(one.meeting.on if one.meeting else None),
            Cell(one.outcome or ""),
        )
        for one in reversed(shown)
    )
    rhythm = f"every {review.every}" if review.every else "once"
    blocks = (
        Heading(f"{review.id} {review.title or ''}".rstrip(), level=1, aside="review"),
        _pairs(("Body", plan.plan.body_titles.get(review.body, review.body)), ("Rhythm", rhythm)),
        Table(columns, rows),
        *_notes(review.notes, as_of),
    )
    values = {
        "id": review.id,
        "plan": plan.plan.id,
        "body": review.body,
        "title": review.title,
        "occurrences": [_values(reviews.FIELDS, one) for one in shown],
    }
    return Page("review", review.place, values, blocks)


def concern(plan: PlanStatus, concern: Concern, as_of: date) -> Page:
    """A concern: who raised it, and what answers it."""
    by = concern.by or ""
    blocks = (
        Heading(f"{concern.id} {concern.title}", level=1, aside="concern"),
        _pairs(
            ("Raised", date_cell(concern.raised)),
            ("By", plan.plan.body_titles.get(by, by)),
            ("Answered by", ", ".join(concern.answered_by) or Cell("nothing", Tone.RED)),
        ),
        *_notes(concern.notes, as_of),
    )
    values = {
        "id": concern.id,
        "plan": plan.plan.id,
        "title": concern.title,
        "raised": iso(concern.raised),
        "by": concern.by,
        "answered_by": list(concern.answered_by),
    }
    return Page("concern", concern.place, values, blocks)


def group(plan: PlanStatus, entry: Owner | Body) -> Page:
    """An owner or a body: the milestones it answers for, or expects."""
    groups = plan.by_owner if isinstance(entry, Owner) else plan.by_body
    group = next(one for one in groups if one.id == entry.id)
    word = "owner" if isinstance(entry, Owner) else "body"
    verb = "Answers for" if isinstance(entry, Owner) else "Expects"
    ordered = sorted(group.milestones, key=milestones.worst_first)
    blocks = (
        Heading(f"{entry.id} {entry.title}", level=1, aside=word),
        _pairs(("Rating", rating_cell(group.rating)), (verb, count_words(len(ordered), "milestone"))),
        _milestone_table(ordered),
    )
    values = {
        "id": entry.id,
        "plan": plan.plan.id,
        "title": entry.title,
        "rating": group.rating.value,
        "milestones": [status.id for status in ordered],
    }
    return Page(word, entry.place, values, blocks)
