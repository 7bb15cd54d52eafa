"""The verdict on a portfolio: one sentence on what is late, what is new since an earlier date, and what got worse."""

from __future__ import annotations

from datetime import date

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.changes.movement import Movement
from pap_cli.assess.deadlines.progress import progress
from pap_cli.assess.due import late
from pap_cli.assess.items.milestones import count_ratings
from pap_cli.cell import Tone
from pap_cli.document import Paragraph
from pap_cli.model.dates import full_date
from pap_cli.model.rating import Rating
from pap_cli.wording.cells import count_words, is_rated


def verdict(now: Assessment, before: Assessment) -> Paragraph:
    """Return the verdict in the tone of its first words: what is late comes before what is at risk.

    `Late: 9 of 105 milestones, 6 since 14 July; 4 of 14 charted KPIs are getting worse.`
    `Nothing is late: 12 milestones, 5 delivered, 2 amber; none of 3 charted KPIs is getting worse.`
    If evidence, a review or a statutory clock is late, but no milestone, it begins with `No milestone is late`.
    A milestone is new if it was not overdue on the date of `before`, and a KPI is charted if its control chart can show
    a change.
    """
    found, tone = _milestones(now, before)
    return Paragraph("; ".join(part for part in (found, _kpis(now)) if part) + ".", tone)


def _milestones(now: Assessment, before: Assessment) -> tuple[str, Tone]:
    counts = progress(one.schedule for one in now.milestones)
    whole = count_words(counts.milestones, "milestone")
    if not now.plans:
        return "No plan yet", Tone.PLAIN
    if not counts.milestones:
        return ("Every milestone is cancelled" if counts.cancelled else "No milestone yet"), Tone.PLAIN
    if counts.overdue:
        return f"Late: {counts.overdue:,} of {whole}{_new(now, before, counts.overdue)}", Tone.RED
    lead = f"{'No milestone' if late(now) else 'Nothing'} is late: {whole}"
    rated = count_ratings(now.milestones)
    risky = [f"{rated[one]:,} {is_rated(now.key, one)}" for one in (Rating.RED, Rating.AMBER) if rated[one]]
    if counts.delivered == counts.milestones and not risky:
        return f"{lead}, {'all ' if counts.milestones > 1 else ''}delivered", Tone.BLUE
    if not risky and all(plan.plan.header.start > now.as_of for plan in now.plans):
        first = min(plan.plan.header.start for plan in now.plans)
        return f"{lead}, to begin on {full_date(first)}", Tone.PLAIN
    delivered = f"{counts.delivered:,}" if counts.delivered else "none"
    parts = [lead, f"{delivered} delivered", *(risky or ["none at risk"])]
    return ", ".join(parts), Tone.AMBER if risky else Tone.GREEN


def _new(now: Assessment, before: Assessment, overdue: int) -> str:
    """Return how many became overdue since the earlier date; nothing if no plan had started by then."""
    earlier = {plan.plan.id: plan for plan in before.plans}
    if not any(plan.plan.header.start <= before.as_of for plan in before.plans):
        return ""
    new = sum(
        len(Movement(before=earlier[plan.plan.id], now=plan).newly_late)
        for plan in now.plans
        if plan.plan.id in earlier
    )
    count = "none" if not new else "all" if new == overdue and new > 1 else f"{new:,}"
    return f", {count} since {_day(before.as_of, now.as_of)}"


def _day(day: date, as_of: date) -> str:
    """Return a day in full, with its year if that is another one."""
    return full_date(day).removesuffix(f" {as_of.year}")


def _kpis(now: Assessment) -> str:
    charted = [one.telling for one in now.kpis if one.telling is not None]
    if not charted:
        return ""
    worse = sum(1 for signal in charted if signal.concern)
    verb = "are" if worse > 1 else "is"
    return f"{f'{worse:,}' if worse else 'none'} of {count_words(len(charted), 'charted KPI')} {verb} getting worse"
