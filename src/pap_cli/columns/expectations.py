"""The columns of expectations: what a body expects by a date, and whether it was or will be met."""

from __future__ import annotations

from collections.abc import Mapping

from pap_cli.assess.deadlines.reviews import Expectation, ExpectationState
from pap_cli.cell import Cell, Tone
from pap_cli.columns.field import Field, by_name, date_field

_TONES = {
    ExpectationState.MET: Tone.BLUE,
    ExpectationState.MET_LATE: Tone.BLUE,
    ExpectationState.MISSED: Tone.RED,
    ExpectationState.AT_RISK: Tone.AMBER,
    ExpectationState.OPEN: Tone.GREEN,
}


def expectation_cell(state: ExpectationState) -> Cell:
    """Return the state of an expectation as symbol and words."""
    return Cell(state.value.replace("-", " "), _TONES[state], marked=True)


FIELDS: Mapping[str, Field[Expectation]] = by_name(
    Field("body", lambda one: one.body, "Body", flexible=True),
    Field("item", lambda one: one.item, "ID"),
    Field("title", lambda one: one.title, "Milestone", flexible=True),
    date_field("by", "By", lambda one: one.by),
    date_field("met", "Met", lambda one: one.met),
    Field("state", lambda one: one.state.value, "State", lambda one: expectation_cell(one.state)),
)
