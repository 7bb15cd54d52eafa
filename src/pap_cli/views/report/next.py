"""Next steps: the milestones and the evidence due until the next review, and the statutory deadlines to come."""

from __future__ import annotations

from pap_cli.assess.deadlines.clocks import ClockState
from pap_cli.assess.deadlines.reviews import ReviewState
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.document import Block, Heading
from pap_cli.model.dates import Due, add_months, exactly
from pap_cli.model.order import natural
from pap_cli.model.report import Section
from pap_cli.views.report import sentences, tables
from pap_cli.views.report.inputs import Inputs
from pap_cli.views.report.sentences import list_under, paragraph

# Longest table in the section; the appendix has the whole.
_MOST = 8


def blocks(inputs: Inputs) -> list[Block]:
    """Return the section."""
    coming, until, why = _coming(inputs)
    later = [
        *_evidence(inputs, until),
        *list_under("Statutory deadlines to come:", inputs.deadlines(ClockState.RUNNING)),
    ]
    heading = Heading(Section.NEXT.heading)
    if not coming:
        return [heading, paragraph(f"No milestone is due {sentences.due_by(until)}{why}."), *later]
    # by ID: to compare milestones themselves is slow
    in_danger = {one.id for one in inputs.at_risk}
    at_risk = [one for one in coming if one.id in in_danger]
    count = f"{sentences.start(len(coming), 'milestone')} {sentences.is_are(len(coming))}"
    lines = [
        f"{count} due {sentences.due_by(until)}{why}.",
        f"{sentences.capital(sentences.of_them_are(len(at_risk), len(coming)))} at risk." if at_risk else "",
    ]
    shown = coming
    if len(coming) > _MOST:
        first = sorted(coming, key=lambda one: (one.id not in in_danger, not one.schedule.milestone.expected_by))
        kept = {one.id for one in first[:_MOST]}
        shown = [one for one in coming if one.id in kept]
        rest = inputs.in_appendix(" The appendix has all of them.")
        lines.append(
            f"The table shows the {_MOST} that matter most: those at risk, then those that a body expects.{rest}"
        )
    return [heading, paragraph(*lines), tables.coming(inputs, shown), *later]


def _evidence(inputs: Inputs, until: Due) -> list[Block]:
    """Return the delivered milestones whose evidence is due by a date."""
    found = _evidence_due(inputs, until)
    if not found:
        return []
    count = f"Evidence for {sentences.counted(len(found), 'delivered milestone')} is due {sentences.due_by(until)}."
    rest = f"The table shows the first {_MOST}." if len(found) > _MOST else ""
    whole = inputs.in_appendix("The appendix has all of them.") if rest else ""
    return [paragraph(count, rest, whole), tables.evidence(inputs, found[:_MOST])]


def _evidence_due(inputs: Inputs, until: Due) -> list[MilestoneStatus]:
    if not inputs.policy.require_evidence:
        return []
    found = [
        (due, one)
        for one in inputs.live
        if one.schedule.awaits_evidence
        and (due := one.schedule.evidence_due) is not None
        and inputs.as_of <= due <= until.day
    ]
    return [one for _, one in sorted(found, key=lambda pair: (pair[0], natural(pair[1].id)))]


def details(inputs: Inputs) -> list[Block]:
    """Return every milestone and all evidence due, if the section has only some of them."""
    coming, until, _ = _coming(inputs)
    evidence = _evidence_due(inputs, until)
    found: list[Block] = []
    if len(coming) > _MOST:
        found += [Heading(f"Due {sentences.due_by(until)}", level=3), tables.coming(inputs, coming)]
    if len(evidence) > _MOST:
        found += [Heading(f"Evidence due {sentences.due_by(until)}", level=3), tables.evidence(inputs, evidence)]
    return found


def _coming(inputs: Inputs) -> tuple[list[MilestoneStatus], Due, str]:
    """Return the milestones due until the next review by the report's bodies, or in 3 months; until when; and why."""
    reviews = (one for body in inputs.own for one in inputs.reviews_of(body) if one.state is ReviewState.DUE)
    review = min(reviews, key=lambda one: one.due.day, default=None)
    until = review.due if review else exactly(add_months(inputs.as_of, 3))
    why = f", when {sentences.the(inputs.body(review.review.body))} next reviews the plan" if review else ""
    coming = (
        one for one in inputs.live if one.schedule.state.open and inputs.as_of <= one.schedule.due.day <= until.day
    )
    return sorted(coming, key=lambda one: (one.schedule.due.day, natural(one.id))), until, why
