"""The cover: title, facts, purpose, and what the meeting is asked to note and decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pap_cli.document import Block, Cell, Facts, Heading, Paragraph, Tone
from pap_cli.model.rating import Rating
from pap_cli.model.report import Section
from pap_cli.views.report import sentences
from pap_cli.views.report.inputs import Inputs
from pap_cli.views.report.sentences import numbered

# Longest list of IDs in an item.
_MOST = 4


def blocks(inputs: Inputs) -> list[Block]:
    """Return the cover."""
    found: list[Block] = [
        Heading(inputs.audience.title, level=1, aside=inputs.now.plan.header.organisation or ""),
        _facts(inputs),
    ]
    if inputs.file_errors:
        count = sentences.counted(inputs.file_errors, "error")
        found.append(Paragraph(f"The plan's files have {count}. Some items may be missing from this report.", Tone.RED))
    purpose = inputs.narrative.sections.get("purpose")
    if purpose is not None:
        found += [Heading("Purpose"), purpose]
    elif inputs.audience.purpose:
        found += [Heading("Purpose"), Paragraph(inputs.audience.purpose)]
    return found + _recommendations(inputs)


def _facts(inputs: Inputs) -> Facts:
    header = inputs.now.plan.header
    day = (inputs.as_of - header.start).days
    when = f"day {day:,} of the plan" if day >= 0 else f"{sentences.counted(-day, 'day')} before the plan starts"
    return Facts(
        (
            ("Plan", Cell(header.title)),
            *((label, Cell(text)) for label, text in inputs.narrative.facts),
            ("As of", Cell(f"{sentences.day(inputs.as_of)} ({when})")),
            ("Compared with", Cell(sentences.day(inputs.since))),
        )
    )


def _recommendations(inputs: Inputs) -> list[Block]:
    """Return the author's recommendations; if there are none, ours for an audience that decides."""
    own = inputs.narrative.sections.get("recommendations")
    if own is not None:
        return [Heading("Recommendations"), own]
    items = list(_items(inputs)) if inputs.audience.decides else []
    if not items:
        return []
    name = sentences.capital(sentences.the(inputs.body(inputs.own[0]))) if inputs.own else "The meeting"
    return [Heading("Recommendations"), Paragraph(f"{name} is asked to:"), numbered(items)]


def _items(inputs: Inputs) -> Iterator[str]:
    """Yield what the meeting is asked to note, to challenge and to decide."""
    movement = inputs.movement
    yield from _delivered(inputs)
    new, late = len(movement.newly_late), len(inputs.overdue)
    if late:
        part = f"; {sentences.of_them(new, late)} became overdue after {inputs.since_words}" if new else ""
        yield f"note that {sentences.counted(late, 'milestone')} {sentences.is_are(late)} overdue{part}"
    if movement.still_late:
        ids = sentences.listed(
            (f"{one.id} (due {sentences.due_on(one.schedule.counted)})" for one in movement.still_late), most=_MOST
        )
        noun = "milestone that was" if len(movement.still_late) == 1 else "milestones that were"
        still = "still is" if len(movement.still_late) == 1 else "still are"
        yield f"challenge the {noun} overdue on {inputs.since_words} and {still}: {ids}"
    if movement.asked:
        extensions = (
            f"{sentences.named('milestone', [one.status.id])} to {sentences.due(one.extension.to)}"
            for one in movement.asked
        )
        noun = "extensions" if len(movement.asked) > 1 else "extension"
        yield f"decide on the requested {noun}: {sentences.listed(extensions, most=_MOST)}"
    if inputs.concerns:
        alone = [one.id for one in inputs.concerns if not inputs.answering(one)]
        gap = f"; no action in the plan addresses {sentences.named('concern', alone, _MOST, 'or')}" if alone else ""
        yield f"note {sentences.counted(len(inputs.concerns), 'open area')} of concern{gap}"
    if Section.RISKS in inputs.audience.sections and inputs.audience.shows_risks:
        yield from _risks(inputs)


def _risks(inputs: Inputs) -> Iterator[str]:
    """Yield how many of the open risks are red or amber, and which of these nothing treats."""
    found = [one for one in inputs.now.risks if one.open]
    counts = Counter(one.rating for one in found)
    high = (Rating.RED, Rating.AMBER)
    parts = [
        f"{sentences.number(counts[one])} {sentences.is_are(counts[one])} {one.value}" for one in high if counts[one]
    ]
    if not parts:
        return
    alone = [one.id for one in found if one.untreated]
    gap = f"; nothing in the plan treats {sentences.named('risk', alone, _MOST, 'or')}" if alone else ""
    if len(found) == 1:
        yield f"note that the one open risk is {found[0].rating.value}{gap}"
    else:
        yield f"note that of the {len(found):,} open risks, {sentences.listed(parts)}{gap}"


def _delivered(inputs: Inputs) -> Iterator[str]:
    total, done = len(inputs.live), sum(1 for one in inputs.live if one.schedule.state.done)
    if not total:
        return
    cancelled = sentences.counted(inputs.cancelled, "cancelled milestone")
    waiting = inputs.now.progress.unapproved
    approved = f"; {sentences.of_them_are(waiting, done)} not yet approved" if waiting else ""
    aside = f" ({cancelled} {sentences.is_are(inputs.cancelled)} not counted)" if inputs.cancelled else ""
    if total == 1:
        yield f"note that the one milestone has {'' if done else 'not '}been delivered{approved}{aside}"
    else:
        verb = "has" if done < 2 else "have"
        yield f"note that {sentences.share(done, total)} milestones {verb} been delivered{approved}{aside}"
