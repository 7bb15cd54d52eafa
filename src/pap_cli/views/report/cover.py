"""The cover block: whose report it is, for whom, on which day, beside which; its purpose, and what is asked."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.document import Block, Cell, Facts, Heading, Paragraph, Tone
from pap_cli.views.report import words
from pap_cli.views.report.material import Material, numbered

_MOST = 4


def blocks(material: Material) -> list[Block]:
    """The head of the report."""
    header = material.now.plan.header
    day = (material.as_of - header.start).days
    when = f"day {day:,} of the plan" if day >= 0 else f"{words.counted(-day, 'day')} before the plan begins"
    facts = [
        ("Plan", Cell(header.title)),
        *((label, Cell(text)) for label, text in material.narrative.facts),
        ("Stands at", Cell(f"{words.day(material.as_of)}, {when}")),
        ("Compared with", Cell(words.day(material.since))),
    ]
    found: list[Block] = [
        Heading(material.audience.title, level=1, aside=header.organisation or ""),
        Facts(tuple(facts)),
    ]
    if material.faults:
        count = words.start(material.faults, "fault")
        missing = "what it touches" if material.faults == 1 else "what they touch"
        found.append(Paragraph(f"{count} of form in the plan's files: {missing} may be missing here.", Tone.RED))
    purpose = material.narrative.sections.get("purpose")
    if purpose is not None:
        found += [Heading("Purpose"), purpose]
    elif material.audience.purpose:
        found += [Heading("Purpose"), Paragraph(material.audience.purpose)]
    own = material.narrative.sections.get("recommendations")
    if own is not None:
        found += [Heading("Recommendations"), own]
    elif material.audience.decides:
        asked = list(_asked(material))
        name = next((material.body(id) for id in material.audience.bodies if id in material.own), "The meeting")
        if asked:
            found += [Heading("Recommendations"), Paragraph(f"{name} is asked to:"), numbered(asked)]
    return found


def _asked(material: Material) -> Iterator[str]:
    """What the meeting is asked to note, to challenge and to decide."""
    movement = material.movement
    total, done = len(material.live), sum(1 for one in material.live if one.schedule.state.done)
    if total == 1:
        yield f"note that the one milestone is {'' if done else 'not '}delivered"
    elif total:
        yield f"note that {words.share(done, total)} milestones {'is' if done < 2 else 'are'} delivered"
    new, late = len(movement.newly_late), len(movement.newly_late) + len(movement.still_late)
    if late:
        which = "" if late == 1 else f"{words.of_them(new, late)} "
        news = f", {which}since {material.since_words}" if new else ""
        yield f"note that {words.counted(late, 'milestone')} {words.is_are(late)} overdue{news}"
    if movement.still_late:
        ids = words.listed((one.id for one in movement.still_late), most=_MOST)
        yield f"challenge what was overdue at the last report and still is: {ids}"
    if movement.asked:
        told = words.listed(
            (f"{one.status.id} to {words.day(one.extension.to.day)}" for one in movement.asked), most=_MOST
        )
        yield f"decide on the extension{'s' if len(movement.asked) > 1 else ''} asked for: {told}"
    count = len(material.concerns)
    if count:
        unanswered = [one.id for one in material.concerns if not material.answering(one)]
        nothing = f"; nothing in the plan answers {words.listed(unanswered, most=_MOST)}" if unanswered else ""
        yield f"note {words.counted(count, 'area')} of concern that continue{'s' if count == 1 else ''}{nothing}"
