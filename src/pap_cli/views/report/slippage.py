"""Slippage: whether the end date changed, the milestones that slipped the most, and the S-curves of all."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pap_cli.assess.slippage import Slip, counted, first_day, slips, undated, worst_first
from pap_cli.cell import Cell
from pap_cli.columns.field import pick, table
from pap_cli.columns.slippage import BASELINE, FIELDS
from pap_cli.document import Block, Figure, Heading, Table
from pap_cli.model.report import Section
from pap_cli.views.report import sentences
from pap_cli.views.report.inputs import Inputs
from pap_cli.views.report.references import captioned
from pap_cli.views.report.sentences import paragraph
from pap_cli.wording.over_time import s_curves
from pap_cli.wording.slippage import end_sentences, slipped_sentences, uncounted_sentence

# Longest table in the section, and in the appendix.
_MOST, _LONGEST = 5, 60
_SHORT = pick("id title original approved forecast days moves approved_by", approved_by=1, moves=2)


def blocks(inputs: Inputs) -> list[Block]:
    """Return the section; nothing if no milestone has a due date."""
    found = _slips(inputs)
    if not found:
        return []
    against, left = inputs.against, len(undated(inputs.now))
    words = [
        *end_sentences(found, against.words if against is not None else "the original dates"),
        *slipped_sentences(found),
        *((uncounted_sentence(left),) if left else ()),
        *(against.notes_on(found) if against is not None else ()),
    ]
    made: list[Block] = [Heading(Section.SLIPPAGE.heading), paragraph(*map(sentences.capital, words))]
    if slipped := _slipped(found):
        made.append(captioned(_table(inputs, slipped), "Milestones that slipped, the longest first", "slipped", _MOST))
    return made if inputs.has_appendix else [*made, *_curves(inputs)]


def details(inputs: Inputs) -> list[Block]:
    """Return the S-curves; in full every milestone that slipped too, if the section does not have all of them."""
    curves, slipped = _curves(inputs), _slipped(_slips(inputs))
    found: list[Block] = [Heading("Slippage of all milestones", level=3), *curves] if curves else []
    if inputs.has_full_appendix and len(slipped) > _MOST:
        title = "Every milestone that slipped"
        found += [Heading(title, level=3), captioned(_table(inputs, slipped), title, most=_LONGEST)]
    return found


def _curves(inputs: Inputs) -> list[Block]:
    """Return the S-curves; the summary says how many are due and delivered, so they do so for screen readers only."""
    found = _slips(inputs)
    if not found:
        return []
    start = first_day(found, inputs.now.plan.header.start)
    dates = inputs.against.dates if inputs.against is not None else "first due dates"
    curves = s_curves(counted(found, start), start, inputs.as_of, dates)
    return [replace(one, repeats=True) if isinstance(one, Figure) else one for one in curves]


def _slips(inputs: Inputs) -> tuple[Slip, ...]:
    baseline = inputs.against.plans.get(inputs.now.plan.id) if inputs.against is not None else None
    return slips(inputs.now, baseline)


def _slipped(found: Sequence[Slip]) -> list[Slip]:
    return sorted((one for one in found if one.days > 0), key=worst_first)


def _table(inputs: Inputs, slipped: Sequence[Slip]) -> Table:
    """Return milestones with their dates, worst first; who approved a move only if the audience may know."""
    fields = {
        **FIELDS,
        "original": BASELINE if inputs.against is not None else FIELDS["original"],
        "approved_by": FIELDS["approved_by"].showing(lambda one: _approvers(inputs, one), flexible=True),
    }
    return table(fields, slipped, _SHORT).filled()


def _approvers(inputs: Inputs, one: Slip) -> Cell:
    return Cell("; ".join(filter(None, map(inputs.body_or_person, one.approvers))))
