"""The pages of milestones, actions and recommendations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.deadlines.progress import Progress
from pap_cli.assess.deadlines.schedule import Schedule
from pap_cli.assess.items.actions import ActionStatus
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.assess.items.recommendations import RecommendationStatus
from pap_cli.cell import Cell, Tone
from pap_cli.columns import actions, kpis, milestones, recommendations, targets
from pap_cli.columns.field import pick, table, values
from pap_cli.columns.notes import evidence_words, note_words
from pap_cli.columns.progress import delivered_words, schedule_words, state_words, unapproved_words
from pap_cli.document import Block, Facts, Heading, Paragraph, Table
from pap_cli.model.decisions import Note
from pap_cli.model.items import Extension, Recommendation
from pap_cli.model.place import Place
from pap_cli.views.item.judgements import judged, judgements_of
from pap_cli.wording.cells import count_words, date_cell, rating_cell

T = TypeVar("T")


class Page(Struct, frozen=True):
    """The page of one item: its sort, its place in the files, its facts for programs, and its blocks."""

    sort: str
    place: Place
    values: Mapping[str, object]
    blocks: tuple[Block, ...]


def pairs(*pairs: tuple[str, Cell | str | None]) -> Facts:
    """Return labels and values as facts, without the empty ones."""
    found: list[tuple[str, Cell]] = []
    for label, value in pairs:
        cell = Cell(value) if isinstance(value, str) else value
        if cell is not None and (cell.text or cell.series):
            found.append((label, cell))
    return Facts(tuple(found))


def notes_of(notes: Sequence[Note]) -> list[Block]:
    """Return notes below a heading; nothing if there are none."""
    rows = tuple((note_words(note), Cell(note.text)) for note in notes)
    return [Heading("Notes", level=3), Facts(rows)] if rows else []


def people(plan: PlanStatus, owners: Sequence[str], leads: Sequence[str]) -> tuple[tuple[str, Cell | str | None], ...]:
    """Return the owners and leads of an item as pairs of label and value."""
    titles = plan.plan.owner_titles
    return (
        ("Owner", _named(titles, owners) or Cell("no owner", Tone.RED)),
        ("Lead", _named(titles, leads)),
    )


def theme_pair(plan: PlanStatus, ids: Iterable[str]) -> tuple[str, str]:
    """Return the themes of an item, by title and ID, with their label."""
    found = tuple(ids)
    return ("Theme" if len(found) < 2 else "Themes", _named(plan.plan.theme_titles, found))


def _named(titles: Mapping[str, str], ids: Iterable[str]) -> str:
    return ", ".join(f"{titles[id]} ({id})" if id in titles else id for id in ids)


def delivered(counts: Progress) -> str:
    """Return how many milestones are delivered, on time and overdue, and beside them how many are cancelled."""
    if not counts.milestones:
        return f"{counts.cancelled} cancelled" if counts.cancelled else ""
    parts = [
        f"{delivered_words(counts)} {'milestone' if counts.milestones == 1 else 'milestones'}",
        unapproved_words(counts),
        f"{counts.on_time} on time" if counts.delivered else "",
        f"{counts.overdue} overdue" if counts.overdue else "",
        f"{counts.cancelled} cancelled" if counts.cancelled else "",
    ]
    return ", ".join(part for part in parts if part)


def milestone_table(statuses: Iterable[MilestoneStatus]) -> Table:
    """Return milestones as a table within a page."""
    return table(milestones.FIELDS, statuses, _MILESTONES)


_MILESTONES = pick("rating id title due days_overdue state reason", days_overdue=1, reason=2)


def _approved(extension: Extension) -> str:
    """Return when an extension was approved."""
    fact = extension.approved
    return fact.when if fact is not None and fact.day is None else date_cell(fact).text


_KPIS = pick("rating id title value target change_from_baseline history", change_from_baseline=1, history=2)


def evidence_pairs(schedule: Schedule) -> Iterator[tuple[str, Cell]]:
    """Yield the evidence of a milestone: texts that say where it is in one line, every other item in one of its own."""
    if where := [item.where for item in schedule.evidence if item.brief and item.where and not item.link]:
        yield "Evidence", Cell(", ".join(where))
    for item in schedule.evidence:
        if item.link or not item.brief:
            yield "Evidence", Cell(evidence_words(item), link=item.link)


def milestone(plan: PlanStatus, status: MilestoneStatus) -> Page:
    """Return the page of a milestone: its rating and why, and every date that was set for it."""
    schedule, milestone = status.schedule, status.schedule.milestone
    blocks = (
        Heading(f"{milestone.id} {milestone.title}", level=1, aside=f"milestone of {schedule.parent.id}"),
        pairs(
            ("Rating", rating_cell(status, status.reason)),
            *judged(status.judgements),
            ("State", schedule_words(schedule)),
            ("Action" if schedule.action else "Recommendation", f"{schedule.parent.id} {schedule.parent.title}"),
            theme_pair(plan, status.themes),
            *_dates(plan, status),
            *people(plan, schedule.owners, schedule.leads),
            *(("Success", words) for words in milestone.success),
            ("KPIs", ", ".join(milestone.kpis)),
        ),
        *([Heading("Targets", level=3), targets.of_milestones((status,))] if status.targets else ()),
        *judgements_of(status.judgements),
        *notes_of(status.notes),
    )
    return Page("milestone", milestone.place, values(milestones.FIELDS, status), blocks)


def _dates(plan: PlanStatus, status: MilestoneStatus) -> Iterator[tuple[str, Cell | str | None]]:
    """Yield the dates and evidence of a milestone, or of an action with dates of its own."""
    schedule, milestone = status.schedule, status.schedule.milestone
    yield "Horizon", schedule.horizon.value if schedule.horizon else ""
    yield "First due", date_cell(milestone.due)
    for number, extension in enumerate(schedule.extensions, start=1):
        by = f" by {extension.by}" if extension.by else ""
        reason = f": {extension.reason}" if extension.reason else ""
        yield f"Extension {number}", f"to {extension.to}, approved {_approved(extension)}{by}{reason}"
    for one in milestone.extensions:
        if one not in schedule.extensions and one.approved is None:
            yield "Extension requested", f"to {one.to}, not approved"
    yield "Due", date_cell(schedule.due, Tone.STRONG)
    yield "Overdue", milestones.late_cell(schedule)
    yield "Forecast", date_cell(schedule.forecast)
    yield "Started", date_cell(schedule.started)
    yield "Completed", date_cell(schedule.completed)
    if schedule.approval is not None:
        yield "Approval", f"delivery {schedule.approval}"
    yield "Delivered", milestones.delivered_late_words(schedule)
    yield "Evidence due", date_cell(schedule.evidence_due_as_written)
    pending = schedule.evidence_approval is not None and schedule.evidence_approval.pending
    yield "Evidence provided" if pending else "Evidence accepted", date_cell(schedule.evidenced)
    if schedule.evidence_approval is not None:
        yield "Approval", f"evidence {schedule.evidence_approval}"
    yield from evidence_pairs(schedule)
    yield "Blocked by", ", ".join(schedule.blocked_by)
    yield "Expected by", ", ".join(map(plan.plan.body_title, milestone.expected_by))


def action(plan: PlanStatus, status: ActionStatus) -> Page:
    """Return the page of an action: the recommendations it answers, its milestones and its KPIs."""
    action, itself = status.action, status.itself
    steps = status.milestones[1:] if itself else status.milestones
    # the reason for its rating, if that is its own
    why = status.reason or (itself.reason if itself and itself.rating is status.rating else "")
    blocks: list[Block] = [
        Heading(f"{action.id} {action.title}", level=1, aside="action"),
        pairs(
            ("Rating", rating_cell(status, why)),
            *judged(status.judgements),
            theme_pair(plan, status.themes),
            ("Answers", ", ".join(action.answers) or ("" if status.flat and itself else action.scope.value)),
            ("State", state_words(status.state, unapproved=status.unapproved)),
            *(_dates(plan, itself) if itself else ()),
            ("" if itself else "Delivered", "" if itself else delivered(status.progress)),
            *(("Success", words) for words in action.success),
            *people(plan, action.owners, action.leads),
        ),
    ]
    if steps:
        blocks += [Heading("Milestones", level=3), milestone_table(steps)]
    if itself and itself.targets:
        blocks += [Heading("Targets", level=3), targets.of_milestones((itself,))]
    if status.kpis:
        blocks += [Heading("KPIs", level=3), table(kpis.FIELDS, status.kpis, _KPIS)]
    for kpi in status.unmoved:
        blocks.append(Paragraph(f"Its milestones are on track, but {kpi.kpi.title} {kpi.unmoved}.", Tone.AMBER))
    blocks += [*judgements_of(status.judgements), *notes_of(status.notes)]
    return Page("action", action.place, values(actions.FIELDS, status), tuple(blocks))


def _led(recommendation: Recommendation) -> bool:
    """Return True if people are accountable for a recommendation itself, and not only for its actions."""
    return bool(recommendation.owners or recommendation.leads or recommendation.milestones)


def recommendation(plan: PlanStatus, status: RecommendationStatus) -> Page:
    """Return the page of a recommendation: how far the plan covers it."""
    recommendation, coverage = status.recommendation, status.coverage
    counts = coverage.progress
    evidence = "" if coverage.evidenced is None else f" → {coverage.evidenced} with evidence accepted"
    waiting = f", {unapproved_words(counts)}" if counts.unapproved else ""
    actions = count_words(coverage.actions, "action") if coverage.actions or not coverage.own else "no action between"
    chain = (
        f"{actions} → {count_words(counts.milestones, 'milestone')} → "
        f"{counts.delivered} delivered{waiting}{evidence}; {count_words(coverage.kpis, 'KPI')}"
    )
    blocks: list[Block] = [
        Heading(f"{recommendation.id} {recommendation.title}", level=1, aside="recommendation"),
        pairs(
            ("Rating", rating_cell(status, status.reason)),
            *judged(status.judgements),
            theme_pair(plan, recommendation.themes),
            ("Priority", "priority and immediate action" if recommendation.priority else ""),
            ("Made by", plan.plan.body_title(recommendation.made_by)),
            ("Made to", recommendation.to),
            ("Reference", recommendation.reference),
            ("Coverage", chain),
            ("Delivered", delivered(counts)),
            ("Gap", recommendations.missing_cell(coverage)),
            *(people(plan, recommendation.owners, recommendation.leads) if _led(recommendation) else ()),
        ),
    ]
    if status.milestones:
        blocks += [Heading("Milestones", level=3), milestone_table(status.milestones)]
    for action in status.actions:
        blocks += [Heading(f"{action.id} {action.action.title}", level=3), milestone_table(action.milestones)]
    blocks += [*judgements_of(status.judgements), *notes_of(status.notes)]
    return Page("recommendation", recommendation.place, values(recommendations.FIELDS, status), tuple(blocks))
