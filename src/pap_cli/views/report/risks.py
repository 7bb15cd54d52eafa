"""Risks: the open ones worst first, what moved since the last report, and what is not being treated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pap_cli.assess.risks import RiskStatus
from pap_cli.cell import Cell, Tone
from pap_cli.columns.field import pick, table
from pap_cli.columns.risks import FIELDS, levels_words, worst_first
from pap_cli.document import Block, Heading, Paragraph, Table
from pap_cli.model.report import Section
from pap_cli.views.report import sentences
from pap_cli.views.report.inputs import Inputs
from pap_cli.views.report.references import captioned
from pap_cli.views.report.sentences import notes_under, paragraph
from pap_cli.wording import spoken

# Longest table of risks in the section.
_MOST = 10
_COLUMNS = pick("rating id title cause current direction initial target owner treated_by", cause=3, initial=2, target=1)


def blocks(inputs: Inputs) -> list[Block]:
    """Return the section; nothing if the plan has no risks, or the audience must not see them."""
    if not inputs.audience.shows_risks:
        return []
    open_ = sorted((one for one in inputs.now.risks if one.open), key=worst_first)
    if not (open_ or inputs.risk_moves.closed):
        return []
    lines = [*_counts(open_), *_moves(inputs), *_treatment(open_)]
    found: list[Block] = [Heading(Section.RISKS.heading)]
    if len(open_) > _MOST:
        more = "; the appendix has all of them" if inputs.has_full_appendix else ""
        lines.append(f"The table shows the {_MOST} worst{more}.")
    found.append(paragraph(*lines))
    if open_:
        found.append(captioned(_table(inputs, open_[:_MOST]), "Open risks, worst first", "risks"))
        found.append(Paragraph(levels_words(inputs.now.plan.header.risk_matrix), Tone.MUTED))
    notes = inputs.remarks_on("risk", ((one.id, one.notes) for one in open_[:_MOST]), most=1)
    looks = [line for one in open_[:_MOST] if (line := _look(inputs, one))]
    return [*found, *notes_under([*looks, *notes])]


def details(inputs: Inputs) -> list[Block]:
    """Return in full all open risks, if the section has only some."""
    open_ = sorted((one for one in inputs.now.risks if one.open), key=worst_first)
    if len(open_) <= _MOST or not inputs.audience.shows_risks or not inputs.has_full_appendix:
        return []
    return [Heading("Every open risk", level=3), captioned(_table(inputs, open_), "Every open risk")]


def _counts(open_: list[RiskStatus]) -> Iterator[str]:
    if open_:
        yield sentences.tally("open risk", open_)


def _moves(inputs: Inputs) -> Iterator[str]:
    """Yield what was raised, rose, fell and was closed since the last report."""
    moves, since = inputs.risk_moves, inputs.since_words
    if moves.raised:
        yield f"Raised since {since}: {_named(moves.raised)}."
    for words, found in (("Risen", moves.risen), ("Fallen", moves.fallen)):
        if found:
            parts = (f"{one.id} {_title(one)} from {was} to {one.value}" for one, was in found)
            yield f"{words} since {since}: {sentences.listed(parts)}."
    if moves.closed:
        yield f"Closed since {since}: {_named(moves.closed)}."


def _treatment(open_: list[RiskStatus]) -> Iterator[str]:
    """Yield which high risks nothing treats, and which are to be treated only by what is overdue."""
    untreated = [one.id for one in open_ if one.untreated]
    if untreated:
        yield f"No action or milestone in the plan treats {sentences.named('risk', untreated, last='or')}."
    stuck = [one.id for one in open_ if one.stuck]
    if stuck:
        yield f"All that still has to treat {sentences.named('risk', stuck)} is overdue."


def _named(risks: Iterable[RiskStatus]) -> str:
    return sentences.listed(f"{one.id} {_title(one)}" for one in risks)


def _title(one: RiskStatus) -> str:
    return sentences.title(one.risk.title)


def _table(inputs: Inputs, risks: list[RiskStatus]) -> Table:
    fields = dict(FIELDS)
    fields["owner"] = fields["owner"].showing(lambda one: Cell(inputs.people(one.risk.owners)))
    fields["cause"] = fields["cause"].showing(lambda one: Cell(inputs.note(one.risk.cause)), flexible=True)
    return table(fields, risks, _COLUMNS).filled()


def _look(inputs: Inputs, one: RiskStatus) -> str:
    """Return the latest look at a risk since the last report, if it has a note."""
    newest = one.changes[0] if one.changes else None
    if newest is None or newest.on is None or not inputs.since < newest.on.day or not inputs.note(newest.note):
        return ""
    author = inputs.body_or_person(newest.by)
    signed = ", ".join(part for part in (author, spoken.due(newest.on)) if part)
    note = sentences.title((newest.note or "").strip())
    return f"{sentences.capital(sentences.named('risk', [one.id]))}: {note} ({signed})"
