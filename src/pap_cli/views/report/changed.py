"""What else changed since the last report, as `pap diff` lists it: in sentences by kind, and in full as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pap_cli.assess.changes.change import ChangeKind, ItemChange
from pap_cli.cell import Cell
from pap_cli.columns.changes import FIELDS
from pap_cli.columns.field import pick, table
from pap_cli.document import Table
from pap_cli.model.kpi import Observation
from pap_cli.model.report import Section
from pap_cli.views.report import sentences
from pap_cli.views.report.inputs import Inputs

# The kinds that no other part of the report tells of, each with what stands before them.
_LEADS = {
    ChangeKind.MOVED: "Date changed in the files:",
    ChangeKind.UNDELIVERED: "No longer delivered:",
    ChangeKind.UNEVIDENCED: "Evidence no longer accepted:",
    ChangeKind.REINSTATED: "No longer cancelled:",
    ChangeKind.REMOVED: "Removed:",
    ChangeKind.RERATED: "Re-rated:",
    ChangeKind.RETARGETED: "Re-targeted:",
    ChangeKind.FIGURE: "New figures:",
    ChangeKind.REVISED: "Figures revised:",
    ChangeKind.WITHDRAWN: "Figures withdrawn:",
}
# Those that are told without what they were and are now: another section shows it, or nothing is left of it.
_NAMED = frozenset({ChangeKind.FIGURE, ChangeKind.REMOVED, ChangeKind.REINSTATED, ChangeKind.UNDELIVERED})
_OF_PERIODS = frozenset({ChangeKind.FIGURE, ChangeKind.REVISED, ChangeKind.WITHDRAWN})
# Those of which a few are told one by one; of the others many are.
_USUAL = frozenset({ChangeKind.RERATED, ChangeKind.FIGURE})
_FEW, _MANY = 3, 12
# Where an audience is told of a sort of item: what is left out there is left out here.
_SECTIONS = {
    "KPI": Section.KPIS,
    "risk": Section.RISKS,
    "review": Section.REVIEWS,
    "concern": Section.CONCERNS,
    "statutory": Section.NEXT,
}
# What may hold a text of somebody, or a name.
_TEXTS = frozenset({ChangeKind.EDITED, ChangeKind.JUDGED})


def shown(inputs: Inputs) -> list[ItemChange]:
    """Return the changes that the audience may see."""
    return [one for one in inputs.changes if _is_for(inputs, one)]


def _is_for(inputs: Inputs, one: ItemChange) -> bool:
    audience, section = inputs.audience, _SECTIONS.get(one.sort)
    if section is not None and section not in audience.sections:
        return False
    if one.sort == "risk" and not audience.shows_risks:
        return False
    if one.kind in _TEXTS and not (audience.shows_notes and audience.shows_owners):
        return False
    if one.kind is ChangeKind.HELD:  # the meeting that the report is for may be in the files already
        return any(one.id == held.review.id for held in inputs.held)
    return one.kind is not ChangeKind.REASSIGNED or audience.shows_owners


def told(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """Yield the changes of each kind with their lead; of very many only how many there are of each sort."""
    changes = shown(inputs)
    for kind, lead in _LEADS.items():
        found = [one for one in changes if one.kind is kind]
        if not found:
            continue
        few = len(found) <= (_FEW if kind in _USUAL else _MANY)
        yield lead, f"{sentences.listed(map(_clause, found) if few else _counts(found))}."


def _counts(found: Sequence[ItemChange]) -> Iterator[str]:
    """Yield how many items of each sort there are, with their IDs if they are neither very many nor KPIs."""
    for sort in dict.fromkeys(one.sort for one in found):
        ids = list(dict.fromkeys(one.id for one in found if one.sort == sort))
        named = f" ({', '.join(ids)})" if sort != "KPI" and len(ids) <= _MANY else ""
        yield f"{sentences.counted(len(ids), sort)}{named}"


def added(inputs: Inputs) -> Sequence[ItemChange]:
    """Return what was added, other than milestones."""
    return [one for one in shown(inputs) if one.kind is ChangeKind.ADDED and one.sort != "milestone"]


def _clause(one: ItemChange) -> str:
    """Return a change in a list: a KPI by its title, others by ID too."""
    title = sentences.title(one.title)
    name = title if one.sort == "KPI" else f"{one.id} {title}"
    revised = one.now if one.kind is ChangeKind.REVISED else one.before if one.kind is ChangeKind.WITHDRAWN else None
    period = f" {sentences.period(revised.period)}" if isinstance(revised, Observation) else ""
    now = "" if one.kind in _NAMED else FIELDS["now"].shown_cell(one).text
    return f"{name}{period}{f': {now}' if now else ''}"


def everything(inputs: Inputs) -> Table:
    """Return every change that the audience may see, as `pap diff` lists them."""
    fields = {**FIELDS, "note": FIELDS["note"].showing(_period, title="Period")}
    return table(fields, shown(inputs), pick("change kind id title note now on", note=1, on=2, kind=3)).filled()


def _period(one: ItemChange) -> Cell:
    """Return the periods of figures; other notes have IDs of people, or words of theirs."""
    return Cell(one.note if one.sort == "KPI" and one.kind in _OF_PERIODS else "")
