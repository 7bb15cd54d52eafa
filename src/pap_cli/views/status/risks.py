"""The sections of the status page on milestones that are red or amber but not overdue, and on evidence to come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.disagreements import disagreements
from pap_cli.assess.items.milestones import MilestoneStatus, count_ratings
from pap_cli.cell import Align, Cell, Tone
from pap_cli.columns.field import Field, date_field, pick
from pap_cli.columns.milestones import FIELDS
from pap_cli.document import Block, Paragraph
from pap_cli.model.dates import show_date
from pap_cli.model.order import natural
from pap_cli.model.rating import Rating
from pap_cli.views.status.page import FEW, MOST, columns_of, section
from pap_cli.wording.cells import called, count_words, in_days, rating_cell
from pap_cli.wording.reasons import red_and_overdue, why

# The commands that list all of a section.
COMMAND = "pap milestones --rating red --rating amber"
EVIDENCE_COMMAND = "pap milestones --state delivered --sort evidence_due --columns id,title,evidence_due,owner"
# The rating begins the reason, so that a narrow screen has room for the owner.
_AT_RISK = pick("id plan title due reason owner lead", owner=1, lead=3)
_EVIDENCE = pick(
    "rating id plan title completed evidence_due days_left owner lead", rating=3, completed=1, owner=2, lead=4
)


def at_risk_now(now: Assessment) -> list[MilestoneStatus]:
    """Return the milestones that are red or amber but not overdue, the red ones first, then by due date."""
    found = [
        one for one in now.milestones if one.rating in (Rating.RED, Rating.AMBER) and not one.schedule.days_overdue
    ]
    return sorted(found, key=lambda one: (one.rating.rank, one.schedule.due.day, natural(one.id)))


def evidence_due_soon(now: Assessment) -> list[MilestoneStatus]:
    """Return the delivered milestones whose evidence falls due within the policy's due-soon, the nearest first."""
    if not now.policy.require_evidence:
        return []
    limit = now.policy.soon(now.as_of)
    return [
        one
        for day, one in sorted(_waiting(now.milestones), key=lambda pair: (pair[0], natural(pair[1].id)))
        if now.as_of <= day <= limit
    ]


def _waiting(statuses: Iterable[MilestoneStatus]) -> Iterable[tuple[date, MilestoneStatus]]:
    for one in statuses:
        if one.schedule.awaits_evidence and one.schedule.evidence_due is not None:
            yield one.schedule.evidence_due, one


def at_risk(found: Sequence[MilestoneStatus], now: Assessment, *, several: bool) -> list[Block]:
    """Return the section of milestones at risk, each with its reason."""
    counts = count_ratings(found)
    reason = FIELDS["reason"].showing(lambda one: rating_cell(one, why(one, now.as_of)), title="Rating and why")
    return section(
        "At risk",
        found,
        {**FIELDS, "reason": reason},
        columns_of(_AT_RISK, several=several),
        COMMAND,
        most=MOST,
        aside=", ".join(f"{counts[one]} {called(now.key, one)}" for one in (Rating.RED, Rating.AMBER) if counts[one]),
    )


def apart(now: Assessment) -> list[Block]:
    """Return a line on the milestones that are red but not overdue, or overdue but not red; nothing if none is."""
    several = len(now.plans) > 1
    lines = red_and_overdue(
        now.milestones,
        now.as_of,
        str,
        show_date,
        lambda one: f"{one.schedule.plan}:{one.id}" if several else one.id,
        now.key,
    )
    return [Paragraph(" ".join(lines), Tone.MUTED)] if lines else []


def disagreeing(now: Assessment) -> list[Block]:
    """Return a line on the judgements that do not agree with the computed ratings; nothing if all agree."""
    several = len(now.plans) > 1
    found = [one for plan in now.plans for one in disagreements(plan, now.policy)]
    names = dict.fromkeys(f"{one.item.plan}:{one.item.id}" if several else one.item.id for one in found)
    if not names:
        return []
    ids = ", ".join(list(names)[:MOST]) + (" …" if len(names) > MOST else "")
    verb = "does" if len(found) == 1 else "do"
    line = f"{count_words(len(found), 'judgement')} {verb} not agree with the computed rating: {ids}."
    return [Paragraph(f"{line} To see why, run  pap check --select judgement-disagrees", Tone.MUTED)]


def evidence(found: Sequence[MilestoneStatus], now: Assessment, *, several: bool) -> list[Block]:
    """Return the section of evidence that falls due soon."""
    fields = {
        **FIELDS,
        "completed": FIELDS["completed"].showing(FIELDS["completed"].shown_cell, title="Delivered"),
        "evidence_due": date_field("evidence_due", "Evidence due", lambda one: one.schedule.evidence_due_as_written),
        "days_left": Field[MilestoneStatus](
            "days_left",
            lambda one: None,
            "In",
            lambda one: Cell(in_days(one.schedule.evidence_due, now.as_of)),
            align=Align.RIGHT,
        ),
    }
    return section(
        f"Evidence due in the next {now.policy.due_soon}",
        found,
        fields,
        columns_of(_EVIDENCE, several=several),
        EVIDENCE_COMMAND,
        most=FEW,
    )
