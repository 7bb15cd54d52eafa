"""Next steps: the milestones and the evidence due until the next review, and the statutory deadlines to come."""

from __future__ import annotations

from pap_cli.assess.deadlines.clocks import ClockState
from pap_cli.assess.deadlines.reviews import ReviewState
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.document import Block, Heading, Run
from pap_cli.model.dates import Due, add_months, exactly
from pap_cli.model.order import natural
from pap_cli.model.report import Section
from pap_cli.views.report import sentences, tables
from pap_cli.views.report.inputs import Inputs
from pap_cli.views.report.references import captioned, see
from pap_cli.views.report.sentences import list_under, paragraph
from pap_cli.wording import spoken

# Longest table in the section.
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
        return [heading, paragraph(f"No milestone is due {spoken.due_by(until)}{why}."), *later]
    # by ID: to compare milestones themselves is slow
    in_danger = {one.id for one in inputs.at_risk}
    count = f"{sentences.start(len(coming), 'milestone')} {sentences.is_are(len(coming))}"
    lines: list[str | Run] = [f"{count} due {spoken.due_by(until)}{why}."]
    if at_risk := sum(1 for one in coming if one.id in in_danger):
        risky = f"{sentences.capital(sentences.of_them_are(at_risk, len(coming)))} at risk"
        # the section on exceptions has the dates and owners of these
        above = Section.EXCEPTIONS in inputs.audience.sections
        lines += [f"{risky}.", see("at-risk", "{} has what is at risk.")] if above else [f"{risky}."]
        coming = [one for one in coming if not (above and one.id in in_danger)]
    if not coming:
        return [heading, paragraph(*lines), *later]
    shown = coming
    if len(coming) > _MOST:
        expected = sorted(coming, key=lambda one: (one.id not in in_danger, not one.schedule.milestone.expected_by))
        kept = {one.id for one in expected[:_MOST]}
        shown = [one for one in coming if one.id in kept]
        lines.append(see("coming", f"{{}} has {_MOST} of the others, first those that a body expects."))
    table = captioned(tables.coming(inputs, shown), f"Due {spoken.due_by(until)}", "coming")
    return [heading, paragraph(*lines), table, *later]


def _evidence(inputs: Inputs, until: Due) -> list[Block]:
    """Return the delivered milestones whose evidence is due by a date."""
    found = _evidence_due(inputs, until)
    if not found:
        return []
    count = f"Evidence for {sentences.counted(len(found), 'delivered milestone')} is due {spoken.due_by(until)}"
    return [paragraph(f"{count}: {sentences.listed(one.id for one in found)}.")]


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
    """Return in full every milestone due, and all evidence."""
    if not inputs.has_full_appendix:
        return []
    coming, until, _ = _coming(inputs)
    evidence = _evidence_due(inputs, until)
    found: list[Block] = []
    if coming:
        title = f"Every milestone due {spoken.due_by(until)}"
        found += [Heading(title, level=3), captioned(tables.coming(inputs, coming), title)]
    if evidence:
        title = f"Evidence due {spoken.due_by(until)}"
        found += [Heading(title, level=3), captioned(tables.evidence(inputs, evidence), title)]
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
