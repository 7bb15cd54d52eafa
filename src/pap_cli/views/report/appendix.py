"""The appendix: the details of the other sections, and every milestone."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from pap_cli.document import Block, Heading
from pap_cli.model.report import Section
from pap_cli.views.report import tables
from pap_cli.views.report.inputs import Inputs


def blocks(inputs: Inputs) -> list[Block]:
    """Return the details of each section, then the milestones by action."""
    found: list[Block] = [Heading(Section.APPENDIX.heading, new_page=True)]
    for section in inputs.audience.sections:
        details: Callable[[Inputs], list[Block]] | None
        details = getattr(import_module(f"{__package__}.{section.value}"), "details", None)
        if details is not None:
            found += details(inputs)
    if any(action.milestones for action in inputs.now.actions):
        found.append(Heading("Every milestone", level=3))
    for action in inputs.now.actions:
        if action.milestones:
            title = f"{action.id} {action.action.title}"
            found += [Heading(title, level=4), tables.every(inputs, action.milestones)]
    return found if len(found) > 1 else []
