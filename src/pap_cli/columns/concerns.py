"""The columns of concerns: who raised each, and the actions that address it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from pap_cli.assess.assessment import PlanStatus
from pap_cli.cell import Cell, Tone
from pap_cli.columns.field import Field, by_name, date_field
from pap_cli.columns.notes import notes_field
from pap_cli.model.decisions import known_notes
from pap_cli.model.order import natural
from pap_cli.model.oversight import Concern

# A concern and its plan, which knows the titles of bodies.
PlanConcern: TypeAlias = tuple[PlanStatus, Concern]


def answered_cell(concern: Concern) -> Cell:
    """Return the IDs of the actions and milestones that address a concern, or a red `nothing`."""
    ids = sorted(concern.answered_by, key=natural)
    return Cell(", ".join(ids)) if ids else Cell("nothing", Tone.RED)


FIELDS: Mapping[str, Field[PlanConcern]] = by_name(
    Field("id", lambda pair: pair[1].id, "ID"),
    Field("title", lambda pair: pair[1].title, "Concern", flexible=True),
    date_field("raised", "Raised", lambda pair: pair[1].raised),
    Field("by", lambda pair: pair[1].by, "By", lambda pair: Cell(pair[0].plan.body_title(pair[1].by))),
    Field("answered_by", lambda pair: list(pair[1].answered_by), "Addressed by", lambda pair: answered_cell(pair[1])),
    notes_field(lambda pair: known_notes(pair[1].notes, pair[0].as_of)),
)
