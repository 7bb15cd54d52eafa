"""The next steps: what falls due until the next report, and who expects it."""

from __future__ import annotations

from datetime import date

from pap_cli.assess.assessment import MilestoneStatus
from pap_cli.assess.reviews import ReviewState
from pap_cli.document import Block, Heading
from pap_cli.model.dates import add_months
from pap_cli.model.plan import Rating
from pap_cli.model.report import Section
from pap_cli.views.report import tables, words
from pap_cli.views.report.material import Material, said

_MOST = 8


def blocks(material: Material) -> list[Block]:
    """What comes next."""
    coming, until, why = _coming(material)
    at_risk = [one for one in coming if one.rating is Rating.AMBER]
    expected = [one for one in coming if one.schedule.milestone.expected_by]
    verb = "falls" if len(coming) == 1 else "fall"
    told = [
        f"{words.start(len(coming), 'milestone')} {verb} due by {words.day(until)}{why}.",
        f"{words.first_capital((words.spelt(len(at_risk)),))} of them {words.is_are(len(at_risk))} at risk."
        if at_risk
        else "",
    ]
    if not coming:
        return [Heading(Section.NEXT.heading), said(f"No milestone falls due by {words.day(until)}{why}.")]
    shown = coming
    if len(coming) > _MOST:
        shown = [one for one in coming if one in at_risk or one in expected][:_MOST] or coming[:_MOST]
        told.append("Those at risk, and those that a body expects, are below; the appendix has all of them.")
    return [Heading(Section.NEXT.heading), said(*told), tables.coming(material, shown)]


def details(material: Material) -> list[Block]:
    """Everything that falls due, where the body of the report has only a part of it."""
    coming, until, _ = _coming(material)
    if len(coming) <= _MOST:
        return []
    return [Heading(f"Due by {words.day(until)}", level=3), tables.coming(material, coming)]


def _coming(material: Material) -> tuple[list[MilestoneStatus], date, str]:
    """What falls due until the next meeting of those the report is for, or in 3 months; until when, and why then."""
    own = [one for one in material.reviews_of(material.own) if one.state is ReviewState.DUE]
    until = own[0].due.day if own else add_months(material.as_of, 3)
    why = f", when {material.body(own[0].review.body)} looks at the plan again" if own else ""
    coming = (
        one for one in material.live if one.schedule.state.open and material.as_of <= one.schedule.due.day <= until
    )
    return sorted(coming, key=lambda one: (one.schedule.due.day, one.id)), until, why
