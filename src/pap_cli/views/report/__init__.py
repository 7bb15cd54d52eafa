"""The report for a meeting: one plan on one day beside another, in sections, for an audience.

A section is a file of this folder that is named like it and has a function `blocks`.  An author's words for a section
stand first in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from msgspec import Struct

from pap_cli.document import SCHEMA_VERSION, Block, Document, Heading, Records
from pap_cli.model.report import Section
from pap_cli.views.report import cover, words
from pap_cli.views.report.material import Material
from pap_cli.wording.cells import iso, rating_counts


class ReportView(Struct, frozen=True, kw_only=True):
    """A report: its sections for people, what moved for programs."""

    material: Material
    kind: str = "report"

    def facts(self) -> Mapping[str, object]:
        """The counts on both days, and the ids of what moved between them."""
        material, movement = self.material, self.material.movement
        return {
            "schema_version": SCHEMA_VERSION,
            "as_of": material.as_of.isoformat(),
            "since": material.since.isoformat(),
            "plan": material.now.plan.id,
            "title": material.audience.title,
            "milestones": rating_counts(material.now.milestones),
            "milestones_before": rating_counts(movement.before.milestones),
            "moved": {what: [id for id, _, _ in found] for what, found in self._moved()},
            "history": [
                {"as_of": one.as_of.isoformat(), "milestones": rating_counts(one.milestones)}
                for one in material.quarters
            ],
        }

    def _moved(self) -> Iterator[tuple[str, list[tuple[str, str, str | None]]]]:
        """What moved, by what became of it: id, title and day."""
        movement = self.material.movement
        for what, found in (
            ("delivered", movement.delivered),
            ("evidenced", movement.evidenced),
            ("newly_late", movement.newly_late),
            ("still_late", movement.still_late),
            ("added", movement.added),
            ("cancelled", movement.cancelled),
        ):
            yield what, [(one.id, one.schedule.milestone.title, iso(one.schedule.due)) for one in found]
        for what, extensions in (("extended", movement.extended), ("asked", movement.asked)):
            yield (
                what,
                [(one.status.id, one.status.schedule.milestone.title, iso(one.extension.to)) for one in extensions],
            )
        signals = movement.new_signals
        yield "new_signals", [(move.now.id, move.now.kpi.title, iso(move.now.published)) for move in signals]

    def records(self) -> Records:
        """What moved, a row each."""
        rows = [(what, *one) for what, found in self._moved() for one in found]
        return Records(("moved", "id", "title", "date"), rows)

    def document(self) -> Document:
        """The report."""
        material = self.material
        header = material.now.plan.header
        return Document(
            "",
            (
                *cover.blocks(material),
                *(block for section in material.audience.sections for block in self._of(section)),
            ),
            author=header.organisation or "",
            subject=f"{material.audience.title}: {header.title}, as of {words.day(material.as_of)}",
            as_of=material.as_of,
        )

    def _of(self, section: Section) -> list[Block]:
        """A section, an author's words behind its heading."""
        blocks: list[Block] = import_module(f"{__name__}.{section.value}").blocks(self.material)
        written = self.material.narrative.sections.get(section.value)
        if written is None:
            return blocks
        heading = blocks[0] if blocks and isinstance(blocks[0], Heading) else Heading(section.heading)
        return [heading, written, *blocks[1:]]
