"""The appendix: the details of the other sections, and every milestone."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from pap_cli.document import Block, Heading
from pap_cli.model.order import natural
from pap_cli.model.report import Section
from pap_cli.views.report import tables
from pap_cli.views.report.inputs import Inputs
from pap_cli.views.report.sentences import bullets, notes_under

# Most notes on the plan.
_MOST = 12


def blocks(inputs: Inputs) -> list[Block]:
    """Return the details of each section, then the milestones by action."""
    found: list[Block] = [Heading(Section.APPENDIX.heading, new_page=True)]
    for section in inputs.audience.sections:
        details: Callable[[Inputs], list[Block]] | None
        details = getattr(import_module(f"{__package__}.{section.value}"), "details", None)
        if details is not None:
            found += details(inputs)
    notes = inputs.remarks((one for one in inputs.now.plan.header.notes if one.by not in inputs.own), most=_MOST)
    if notes:
        found += [Heading("Notes on the plan", level=3), bullets(notes)]
    if any(action.milestones for action in inputs.now.actions):
        found.append(Heading("Every milestone", level=3))
    for action in sorted(inputs.now.actions, key=lambda one: natural(one.id)):
        if action.milestones:
            title = f"{action.id} {action.action.title}"
            found += [Heading(title, level=4), tables.every(inputs, action.milestones)]
            notes = inputs.remarks_on("action", [(action.id, action.action.notes)])
            items = ((one.id, one.schedule.milestone.notes) for one in action.milestones)
            found += notes_under([*notes, *inputs.remarks_on("milestone", items)])
    return found if len(found) > 1 else []
