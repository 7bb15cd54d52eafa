"""The cover block: whose report it is, for whom, on which day, beside which; its purpose, and what is asked."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.document import Block, Cell, Facts, Heading, Paragraph
from pap_cli.views.report import words
from pap_cli.views.report.material import Material, numbered

_MOST = 4


def blocks(material: Material) -> list[Block]:
    """The head of the report."""
    header = material.now.plan.header
    day = (material.as_of - header.start).days
    facts = [
        ("Plan", Cell(header.title)),
        *((label, Cell(text)) for label, text in material.narrative.facts),
        ("Stands at", Cell(f"{words.day(material.as_of)}, day {day:,} of the plan")),
        ("Compared with", Cell(words.day(material.since))),
    ]
    found: list[Block] = [
        Heading(material.audience.title, level=1, aside=header.organisation or ""),
        Facts(tuple(facts)),
    ]
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
        found += [Heading("Recommendations"), Paragraph(f"{name} is asked to:"), numbered(asked)]
    return found


def _asked(material: Material) -> Iterator[str]:
    """What the meeting is asked to note, to challenge and to decide."""
    movement = material.movement
    done = sum(1 for one in material.live if one.schedule.state.done)
    total = len(material.live)
    noun = "milestone" if total == 1 else "milestones"
    if total:
        verb = "is" if total == 1 or done < 2 else "are"
        yield f"note that {words.share(done, total)} {noun} {verb} delivered"
    late = len(movement.newly_late) + len(movement.still_late)
    if late:
        new = len(movement.newly_late)
        which = "" if late == 1 else "all of them " if new == late else f"{words.number(new)} of them "
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
        unanswered = [one.id for one in material.concerns if not one.answered_by]
        nothing = f"; nothing in the plan answers {words.listed(unanswered)}" if unanswered else ""
        yield f"note {words.counted(count, 'area')} of concern that continue{'s' if count == 1 else ''}{nothing}"
