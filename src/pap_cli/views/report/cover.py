"""The cover: title, verdict, facts, purpose, and what the meeting is asked to note and decide."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.cell import Cell, Tone
from pap_cli.document import Block, Facts, Heading, Paragraph, Passage, Prose, Run
from pap_cli.model.rating import Rating
from pap_cli.model.report import Section
from pap_cli.views.report import sentences
from pap_cli.views.report.inputs import Inputs
from pap_cli.views.report.references import see
from pap_cli.views.report.sentences import numbered
from pap_cli.wording import spoken
from pap_cli.wording.known_on import known_on_words

# Longest list of IDs in an item.
_MOST = 4


def blocks(inputs: Inputs) -> list[Block]:
    """Return the cover."""
    found: list[Block] = [
        Heading(inputs.audience.title, level=1, aside=inputs.now.plan.header.organisation or ""),
        Prose((Passage((Run(inputs.verdict.text, strong=True),)),)),
        _facts(inputs),
    ]
    if inputs.file_errors:
        count = sentences.counted(inputs.file_errors, "error")
        found.append(Paragraph(f"The plan's files have {count}. Some items may be missing from this report.", Tone.RED))
    purpose = inputs.narrative.sections.get("purpose")
    if purpose is not None:
        found += [Heading("Purpose"), purpose]
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
            *((("Known on", Cell(known_on_words(inputs.known_on, sentences.day))),) if inputs.known_on else ()),
            ("Compared with", Cell(_compared_with(inputs))),
            *((("Purpose", Cell(purpose)),) if (purpose := _purpose(inputs)) else ()),
        )
    )


def _compared_with(inputs: Inputs) -> str:
    """Return the day of the last report, with the commit if the plan of then was read from one."""
    commit = inputs.compared_on
    return known_on_words(commit, sentences.day) if commit is not None else sentences.day(inputs.since)


def _purpose(inputs: Inputs) -> str:
    """Return the purpose of the audience, unless the author has written another."""
    return "" if "purpose" in inputs.narrative.sections else inputs.audience.purpose or ""


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


def _items(inputs: Inputs) -> Iterator[tuple[str, Run | None]]:
    """Yield what the meeting is asked to note, to challenge and to decide, each with the table behind it.

    The numbers are in the sections, so that each is stated once.
    """
    movement = inputs.movement
    if inputs.now.milestones:
        yield "note the progress of the plan", see("ratings", " ({})")
    if inputs.overdue:
        yield "note what is overdue", see("overdue", " ({})")
    if movement.still_late:
        ids = sentences.listed((one.id for one in movement.still_late), most=_MOST)
        one = len(movement.still_late) == 1
        noun, still = ("milestone that was", "still is") if one else ("milestones that were", "still are")
        yield f"challenge the {noun} overdue on {inputs.since_words} and {still}: {ids}", None
    if movement.asked:
        extensions = (
            f"{sentences.named('milestone', [one.status.id])} to {spoken.due(one.extension.to)}"
            for one in movement.asked
        )
        noun = "extensions" if len(movement.asked) > 1 else "extension"
        yield f"decide on the requested {noun}: {sentences.listed(extensions, most=_MOST)}", see("requested", " ({})")
    if inputs.concerns:
        alone = [one.id for one in inputs.concerns if not inputs.answering(one)]
        gap = f"; no action in the plan addresses {sentences.named('concern', alone, _MOST, 'or')}" if alone else ""
        noun = "area" if len(inputs.concerns) == 1 else "areas"
        yield f"note the open {noun} of concern{gap}", see("concerns", " ({})")
    if Section.RISKS in inputs.audience.sections and inputs.audience.shows_risks:
        yield from _risks(inputs)


def _risks(inputs: Inputs) -> Iterator[tuple[str, Run | None]]:
    """Yield the open risks, if one of them is red or amber."""
    found = [one for one in inputs.now.risks if one.open]
    if any(one.rating in (Rating.RED, Rating.AMBER) for one in found):
        yield f"note the open {'risk' if len(found) == 1 else 'risks'}", see("risks", " ({})")
