"""The report for a meeting: a plan on two dates, in sections, for an audience.

A section is a module of this package with the name of the section and a function `blocks`. The author's text for a
section comes first in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from msgspec import Struct

from pap_cli.assess.changes.change import ChangeKind
from pap_cli.document import SCHEMA_VERSION, Block, Document, Heading, Records
from pap_cli.model.report import Section
from pap_cli.views.report import cover, sentences
from pap_cli.views.report.changed import shown
from pap_cli.views.report.inputs import Inputs
from pap_cli.views.report.references import numbered
from pap_cli.wording.cells import iso, rating_counts

# The kinds that the movement of the plan tells of under names of their own.
_TOLD = frozenset(
    {
        ChangeKind.DELIVERED,
        ChangeKind.EVIDENCED,
        ChangeKind.OVERDUE,
        ChangeKind.EXTENDED,
        ChangeKind.BROUGHT_FORWARD,
        ChangeKind.CANCELLED,
        ChangeKind.ADDED,
        ChangeKind.WORSE,
        ChangeKind.BETTER,
    }
)


class ReportView(Struct, frozen=True, kw_only=True):
    """A report: its sections for people, what changed for programs."""

    inputs: Inputs
    kind: str = "report"

    def facts(self) -> Mapping[str, object]:
        """Return the counts on both dates, and the IDs of what changed between them."""
        inputs, movement = self.inputs, self.inputs.movement
        return {
            "schema_version": SCHEMA_VERSION,
            "as_of": inputs.as_of.isoformat(),
            "since": inputs.since.isoformat(),
            "plan": inputs.now.plan.id,
            "title": inputs.audience.title,
            "milestones": rating_counts(inputs.now.milestones),
            "milestones_before": rating_counts(movement.before.milestones),
            "risks": inputs.risk_moves.facts(),
            "moved": {change: [id for id, _, _ in found] for change, found in self._changes()},
            "history": [
                {"as_of": one.as_of.isoformat(), "milestones": rating_counts(one.milestones)} for one in inputs.quarters
            ],
        }

    def _changes(self) -> Iterator[tuple[str, list[tuple[str, str, str | None]]]]:
        """Yield each kind of change with the ID, the title and the date of what changed."""
        movement = self.inputs.movement
        for change, found in (
            ("delivered", movement.delivered),
            ("evidenced", movement.evidenced),
            ("newly_late", movement.newly_late),
            ("still_late", movement.still_late),
            ("added", movement.added),
            ("cancelled", movement.cancelled),
        ):
            yield change, [(one.id, one.schedule.milestone.title, iso(one.schedule.due)) for one in found]
        for change, extensions in (("extended", movement.extended), ("asked", movement.asked)):
            yield (
                change,
                [(one.status.id, one.status.schedule.milestone.title, iso(one.extension.to)) for one in extensions],
            )
        for kind in ChangeKind:
            others = [one for one in shown(self.inputs) if one.kind is kind]
            if others and kind not in _TOLD:
                yield kind.value.replace("-", "_"), [(one.id, one.title, iso(one.on)) for one in others]
        signals = movement.new_signals
        yield "new_signals", [(move.now.id, move.now.kpi.title, iso(move.now.published)) for move in signals]

    def records(self) -> Records:
        """Return what changed, one row each."""
        rows = [(change, *one) for change, found in self._changes() for one in found]
        return Records(("moved", "id", "title", "date"), rows)

    def document(self) -> Document:
        """Return the report."""
        inputs = self.inputs
        header = inputs.now.plan.header
        return Document(
            "",
            numbered(
                (
                    *cover.blocks(inputs),
                    *(block for section in inputs.audience.sections for block in self._section(section)),
                )
            ),
            author=header.organisation or "",
            subject=f"{inputs.audience.title}: {header.title}, as of {sentences.day(inputs.as_of)}",
            as_of=inputs.as_of,
            contents=True,
        )

    def _section(self, section: Section) -> list[Block]:
        """Return a section with the author's text below its heading."""
        blocks: list[Block] = import_module(f"{__name__}.{section.value}").blocks(self.inputs)
        written = self.inputs.narrative.sections.get(section.value)
        if written is None:
            return blocks
        heading = blocks[0] if blocks and isinstance(blocks[0], Heading) else Heading(section.heading)
        return [heading, written, *blocks[1:]]
