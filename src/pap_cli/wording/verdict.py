"""The verdict on a portfolio: one sentence on what is late, what is new since an earlier date, and what got worse."""

from __future__ import annotations

from datetime import date

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.changes.movement import Movement
from pap_cli.assess.deadlines.progress import progress
from pap_cli.assess.items.milestones import count_ratings
from pap_cli.document import Paragraph, Tone
from pap_cli.model.dates import full_date
from pap_cli.model.rating import Rating
from pap_cli.wording.cells import count_words, is_rated


def verdict(now: Assessment, before: Assessment) -> Paragraph:
    """Return the verdict in the tone of its first word: what is late comes before what is at risk.

    `Late: 9 of 105 milestones, 6 since 14 July; 4 of 14 charted KPIs are getting worse.`
    A milestone is new if it was not overdue on the date of `before`, and a KPI is charted if its control chart can show
    a change.
    """
    found, tone = _milestones(now, before)
    return Paragraph("; ".join(part for part in (found, _kpis(now)) if part) + ".", tone)


def _milestones(now: Assessment, before: Assessment) -> tuple[str, Tone]:
    counts = progress(one.schedule for one in now.milestones)
    whole = count_words(counts.milestones, "milestone")
    if not counts.milestones:
        return ("Every milestone is cancelled" if counts.cancelled else "No milestone yet"), Tone.PLAIN
    if counts.overdue:
        return f"Late: {counts.overdue:,} of {whole}{_new(now, before, counts.overdue)}", Tone.RED
    rated = count_ratings(now.milestones)
    risky = [one for one in (Rating.RED, Rating.AMBER) if rated[one]]
    if count := sum(rated[one] for one in risky):
        words = " or ".join(is_rated(now.key, one) for one in risky)
        return f"At risk: {count:,} of {whole} {'is' if count == 1 else 'are'} {words}, none is late", Tone.AMBER
    if counts.delivered == counts.milestones:
        return f"Delivered: {'all ' if counts.milestones > 1 else ''}{whole}", Tone.BLUE
    return f"On track: none of {whole} is late", Tone.GREEN


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
