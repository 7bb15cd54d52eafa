"""The pages of reviews, concerns, bodies and owners."""

from __future__ import annotations

from datetime import date

from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.deadlines.clocks import worst_first
from pap_cli.assess.deadlines.reviews import ReviewState
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.assess.people import everyone
from pap_cli.columns import clocks, concerns, expectations, milestones, reviews, risks
from pap_cli.columns.field import pick, table, values
from pap_cli.columns.notes import note_facts
from pap_cli.columns.owners import line_of
from pap_cli.document import Block, Heading
from pap_cli.model.decisions import known_notes
from pap_cli.model.oversight import Body, Concern, Owner, Review
from pap_cli.views.item.actions import Page, delivered, milestone_table, notes_of, pairs
from pap_cli.wording.cells import count_words, date_cell, iso, label_of, rating_cell


def review(plan: PlanStatus, review: Review, as_of: date) -> Page:
    """Return the page of a review: each date it was due, and its outcome."""
    own = [one for one in plan.reviews if one.review.id == review.id]
    coming = [one for one in own if one.state is ReviewState.DUE]
    shown = [one for one in own if one.state is not ReviewState.DUE] + coming[:1]
    notes = known_notes(review.notes, as_of)
    frequency = f"every {review.every}" if review.cadence else "once" if review.every is None else "not known"
    blocks = (
        Heading(f"{review.id} {review.title or ''}".rstrip(), level=1, aside="review"),
        pairs(("Body", plan.plan.body_title(review.body)), ("Frequency", frequency)),
        table(reviews.FIELDS, reversed(shown), pick("state due held outcome")),
        *notes_of(notes),
    )
    facts = {
        "id": review.id,
        "plan": plan.plan.id,
        "body": review.body,
        "title": review.title,
        "every": reviews.every_words(review),
        "every_written": reviews.every_written(review),
        "window": reviews.window_facts(review),
        "occurrences": [values(reviews.FIELDS, one) for one in shown],
        "notes": note_facts(notes),
    }
    return Page("review", review.place, facts, blocks)


def concern(plan: PlanStatus, concern: Concern, as_of: date) -> Page:
    """Return the page of a concern: who raised it, and the actions that address it."""
    blocks = (
        Heading(f"{concern.id} {concern.title}", level=1, aside="concern"),
        pairs(
            ("Raised", date_cell(concern.raised)),
            ("By", plan.plan.body_title(concern.by)),
            ("Addressed by", concerns.answered_cell(concern)),
        ),
        *notes_of(known_notes(concern.notes, as_of)),
    )
    facts = {"id": concern.id, "plan": plan.plan.id, **values(concerns.FIELDS, (plan, concern))}
    return Page("concern", concern.place, facts, blocks)


def body(plan: PlanStatus, entry: Body) -> Page:
    """Return the page of a body: what it expects and whether that was met, its next review, what it must approve."""
    expected = [one for one in plan.expectations if one.body == entry.id]
    owed = sorted((one for one in plan.clocks if one.clock.to == entry.id), key=worst_first)
    pairs_of_clocks = [(plan, one) for one in owed]
    dues = (one.due for one in plan.reviews if one.review.body == entry.id and one.state is ReviewState.DUE)
    coming = min(dues, key=lambda due: due.day, default=None)
    count = len(expected) + len(owed)
    blocks: list[Block] = [
        Heading(f"{entry.id} {entry.title}", level=1, aside="body"),
        pairs(
            ("Type", "outside body" if entry.outside else "inside body"),
            ("Expects", count_words(count, "item") if count else "nothing recorded"),
            ("Next review", date_cell(coming)),
        ),
    ]
    if expected:
        blocks += [Heading("Expectations", level=3), table(expectations.FIELDS, expected, _EXPECTED)]
    if owed:
        blocks += [Heading("Statutory clocks", level=3), table(clocks.SHOWN, pairs_of_clocks, _CLOCKS)]
    if awaiting := _awaiting(plan, entry.id):
        blocks += [Heading("Waiting for its approval", level=3), milestone_table(awaiting)]
    facts = {
        "id": entry.id,
        "plan": plan.plan.id,
        "title": entry.title,
        "outside": entry.outside,
        "expectations": [values(_EXPECTATIONS, one) for one in expected],
        "statutory": [values(clocks.FIELDS, pair) for pair in pairs_of_clocks],
        "next_review": iso(coming),
        "awaiting_approval": [one.id for one in awaiting],
    }
    return Page("body", entry.place, facts, tuple(blocks))


def _awaiting(plan: PlanStatus, id: str) -> list[MilestoneStatus]:
    """Return the deliveries that wait, themselves or in their evidence, for the approval of a body, worst first."""
    found = [
        one
        for one in plan.milestones
        if one.schedule.waiting is not None
        for agreed in (one.schedule.approval, one.schedule.evidence_approval)
        if agreed is not None and agreed.pending and agreed.by == id
    ]
    return sorted({one.id: one for one in found}.values(), key=milestones.worst_first)


_EXPECTED = pick("state item title by met")
_EXPECTATIONS = {name: field for name, field in expectations.FIELDS.items() if name != "body"}
_CLOCKS = pick("state id title due working_days_left counted met", counted=1)


_RISKS = pick("rating id title current direction treated_by", direction=1)


def owner(plan: PlanStatus, entry: Owner) -> Page:
    """Return the page of an owner: the milestones that it owns or leads, and its open risks."""
    group = next(one for one in plan.by_owner if one.id == entry.id)
    line = line_of(plan, group)
    own = sorted(
        (one for one in plan.risks if one.open and entry.id in everyone(one.risk.owners, one.risk.leads)),
        key=risks.worst_first,
    )
    ordered = sorted(group.milestones, key=milestones.worst_first)
    blocks: list[Block] = [
        Heading(f"{entry.id} {entry.title}", level=1, aside="owner"),
        pairs(
            ("Name", entry.name),
            ("Team", entry.team),
            ("Rating", rating_cell(group)),
            ("Owns", count_words(line.owned, "milestone") if line.owned or not line.led else ""),
            ("Leads", count_words(line.led, "milestone") if line.led else ""),
            ("Themes", ", ".join(line.themes)),
            ("Delivered", delivered(group.progress)),
        ),
        milestone_table(ordered),
    ]
    if own:
        blocks += [Heading("Risks", level=3), table(risks.FIELDS, own, _RISKS)]
    facts = {
        "id": entry.id,
        "plan": plan.plan.id,
        "title": entry.title,
        "name": entry.name,
        "team": entry.team,
        "rating": group.rating.value,
        "rating_label": label_of(group),
        "milestones": [status.id for status in ordered],
        "owned": line.owned,
        "led": line.led,
        "actions": line.actions,
        "recommendations": line.recommendations,
        "kpis": line.kpis,
        "risks": line.risks,
        "themes": len(line.themes),
        "delivered": group.progress.delivered,
        "on_time": group.progress.on_time,
        "overdue": group.progress.overdue,
        "cancelled": group.progress.cancelled,
        "unapproved": group.progress.unapproved,
    }
    return Page("owner", entry.place, facts, tuple(blocks))
