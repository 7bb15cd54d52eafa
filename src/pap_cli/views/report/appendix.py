"""The appendix: the milestones, and the details of the other sections; in full with evidence and notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.cell import Tone
from pap_cli.columns.notes import evidence_words
from pap_cli.columns.targets import of_milestones
from pap_cli.document import Block, Figure, Heading, Paragraph, Prose, Table
from pap_cli.model.order import natural
from pap_cli.model.rating import Rating
from pap_cli.model.report import Section
from pap_cli.views.report import sentences, tables
from pap_cli.views.report.inputs import Inputs
from pap_cli.views.report.references import captioned
from pap_cli.views.report.sentences import bullets, list_under, notes_under

# Most notes on the plan, and most milestones in a short appendix.
_MOST, _LONGEST = 12, 90
# The rows of an appendix that need not begin a page: a small plan has no page that is almost empty.
_SMALL = 25
# The sections whose details come first.
_FIRST = (Section.PROGRESS, Section.KPIS, Section.OUTSIDE, Section.SUMMARY)


def blocks(inputs: Inputs) -> list[Block]:
    """Return the milestones in the order of the plan, then the details of each section."""
    if not inputs.has_appendix:
        return []
    found = _every(inputs) if inputs.has_full_appendix else _open(inputs)
    found += _parts(inputs, "details")
    if inputs.has_full_appendix:
        notes = (one for one in inputs.now.plan.header.notes if one.by not in inputs.own)
        remarks = inputs.remarks(notes, most=_MOST)
        found += [Heading("Notes on the plan", level=3), bullets(remarks)] if remarks else []
    else:
        found += _parts(inputs, "drawn")
    rows = sum(len(block.rows) for block in found if isinstance(block, Table))
    is_long = rows > _SMALL or any(isinstance(block, Figure) for block in found)
    return [Heading(Section.APPENDIX.heading, new_page=is_long), *found] if found else []


def _parts(inputs: Inputs, name: str) -> list[Block]:
    """Return what the functions of a name in the modules of the sections add."""
    found: list[Block] = []
    for section in sorted(inputs.audience.sections, key=_order):
        add: Callable[[Inputs], list[Block]] | None
        add = getattr(import_module(f"{__package__}.{section.value}"), name, None)
        found += add(inputs) if add is not None else []
    return found


def _order(section: Section) -> int:
    """Return the place of a section's details: what readers look up first comes first."""
    return _FIRST.index(section) if section in _FIRST else len(_FIRST)


def _open(inputs: Inputs) -> list[Block]:
    """Return the milestones that are open or were delivered or evidenced lately; of very many the worst."""
    recent = {one.id for one in (*inputs.movement.delivered, *inputs.movement.evidenced)}
    final = (State.EVIDENCED,) if inputs.policy.require_evidence else (State.DELIVERED, State.EVIDENCED)
    shown = [one for one in inputs.live if one.schedule.state not in final or one.id in recent]
    lately = "delivered or evidenced" if inputs.policy.require_evidence else "delivered"
    caption = f"Milestones that are open, or were {lately} lately"
    if len(shown) > _LONGEST:
        shown = [one for one in shown if one.rating in (Rating.RED, Rating.AMBER)][:_LONGEST]
        caption = "Milestones that are red or amber"
    if not shown:
        return []
    shown.sort(key=lambda one: natural(one.schedule.parent.id))
    left = len(inputs.now.milestones) - len(shown)
    rest = f"Not in it: {sentences.counted(left, 'other milestone')}; all are in the report with --appendix full."
    return [
        Heading("Milestones", level=3),
        captioned(tables.listed(inputs, shown), caption, "milestones"),
        *([Paragraph(rest, Tone.MUTED)] if left else []),
    ]


def _targets(statuses: Sequence[MilestoneStatus]) -> list[Block]:
    """Return the targets that milestones set for KPIs; nothing without any."""
    if not any(one.targets for one in statuses):
        return []
    return [Paragraph("Targets of these milestones:"), of_milestones(statuses, several=True)]


def _every(inputs: Inputs) -> list[Block]:
    """Return every milestone: those that are actions themselves in one table, the others under what they belong to."""
    found: list[Block] = []
    alone = [one.itself for one in inputs.now.actions if one.itself is not None and len(one.milestones) == 1]
    if alone:
        found += [
            tables.every(inputs, alone),
            *notes_under(_remarks(inputs, "action", alone)),
            *_evidence(inputs, alone),
        ]
    groups: dict[str, list[MilestoneStatus]] = {}
    for one in inputs.now.milestones:
        groups.setdefault(one.schedule.parent.id, []).append(one)
    for one in alone:
        del groups[one.id]
    for id in sorted(groups, key=natural):
        parent = groups[id][0].schedule.parent
        sort = "action" if groups[id][0].schedule.action else "recommendation"
        notes = inputs.remarks_on(sort, [(id, parent.notes)])
        steps = [one for one in groups[id] if not one.schedule.itself]
        found += [Heading(f"{id} {parent.title}", level=4), tables.every(inputs, groups[id])]
        found += notes_under([*notes, *_remarks(inputs, "milestone", steps)])
        found += _evidence(inputs, groups[id])
        found += _targets(groups[id])
    return [Heading("Every milestone", level=3), *found] if found else []


def _remarks(inputs: Inputs, noun: str, statuses: Sequence[MilestoneStatus]) -> list[str]:
    return inputs.remarks_on(noun, ((one.id, one.schedule.milestone.notes) for one in statuses))


def _evidence(inputs: Inputs, statuses: Sequence[MilestoneStatus]) -> list[Prose]:
    """Return the evidence of each milestone; nothing if the audience must not see where it is."""
    lines = (
        (one.id, [evidence_words(item, inputs.body_or_person) for item in one.schedule.evidence])
        for one in (statuses if inputs.audience.shows_notes else ())
    )
    return list_under("Evidence:", [f"{id}: {'; '.join(items)}" for id, items in lines if items])
