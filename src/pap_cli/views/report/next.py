"""The next steps: what falls due until the next report, and who expects it."""

from __future__ import annotations

from datetime import date

from pap_cli.assess.assessment import MilestoneStatus
from pap_cli.assess.deadlines.clocks import ClockState
from pap_cli.assess.deadlines.reviews import ReviewState
from pap_cli.document import Block, Heading
from pap_cli.model.dates import add_months
from pap_cli.model.rating import Rating
from pap_cli.model.report import Section
from pap_cli.views.report import tables, words
from pap_cli.views.report.material import Material, bullets, said

_MOST = 8


def blocks(material: Material) -> list[Block]:
    """What comes next."""
    coming, until, why = _coming(material)
    if not coming:
        return [
            Heading(Section.NEXT.heading),
            said(f"No milestone falls due by {words.day(until)}{why}."),
            *_clocks(material),
        ]
    at_risk = [one for one in coming if one.rating is Rating.AMBER]
    verb = "falls" if len(coming) == 1 else "fall"
    told = [
        f"{words.start(len(coming), 'milestone')} {verb} due by {words.day(until)}{why}.",
        f"{words.capital(words.of_them_are(len(at_risk), len(coming)))} at risk." if at_risk else "",
    ]
    shown = coming
    if len(coming) > _MOST:
        matter = sorted(coming, key=lambda one: (one not in at_risk, not one.schedule.milestone.expected_by))[:_MOST]
        shown = [one for one in coming if one in matter]
        rest = material.in_appendix("; the appendix has all of them")
        told.append(f"The {_MOST} that matter most are below, those at risk before those that a body expects{rest}.")
    return [Heading(Section.NEXT.heading), said(*told), tables.coming(material, shown), *_clocks(material)]


def _clocks(material: Material) -> list[Block]:
    """The duties that run."""
    running = [one for one in material.now.clocks if one.state is ClockState.RUNNING]
    told = []
    for one in running:
        body = material.body(one.clock.to)
        told.append(f"{one.clock.title}{f', to {body}' if body else ''}, by {words.day(one.due.day)}")
    return [said("Duties with a day:"), bullets(told)] if running else []


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
