"""The appendix: what the other sections have to show beside their words, and every milestone."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from pap_cli.document import Block, Heading
from pap_cli.model.report import Section
from pap_cli.views.report import tables
from pap_cli.views.report.material import Material


def blocks(material: Material) -> list[Block]:
    """What somebody may want to look up."""
    found: list[Block] = [Heading(Section.APPENDIX.heading, new_page=True)]
    for section in material.audience.sections:
        details: Callable[[Material], list[Block]] | None
        details = getattr(import_module(f"{__package__}.{section.value}"), "details", None)
        if details is not None:
            found += details(material)
    if any(action.milestones for action in material.now.actions):
        found.append(Heading("Every milestone", level=3))
    for action in material.now.actions:
        if action.milestones:
            title = f"{action.id} {action.action.title}"
            found += [Heading(title, level=4), tables.every(material, action.milestones)]
    return found if len(found) > 1 else []
