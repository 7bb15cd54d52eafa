"""What the answers of people change in a plan: facts of a day, each with a note of who said so.

An answer is taken only for an item that its sender owns or leads.  Two that differ about one item are both left alone.
What is recorded already is not recorded again, so that the same workbooks can be read twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from pap_cli.edit.items.item import Item, Sort, items_of
from pap_cli.errors import PapError
from pap_cli.model.dates import full_date
from pap_cli.model.items import Action, Parent
from pap_cli.model.plan import Plan, Portfolio
from pap_cli.sheets.people.answers.change import changes_of
from pap_cli.sheets.people.answers.returned import Answer, Returned
from pap_cli.sheets.people.answers.titles import refuse_title_of_another, retitled
from pap_cli.sheets.people.recipient import team_id
from pap_cli.sheets.taken.change import Change, Conflict, Differing, Refused, Taken

_STEPS = (Sort.MILESTONE, Sort.ACTION)


class _Found(Struct, frozen=True):
    """An answer with the item that it is about."""

    answer: Answer
    item: Item
    # Who answered, as the author of the note.
    by: str


def collected(found: Sequence[Returned], portfolio: Portfolio, day: str) -> Taken:
    """Return what answers change, as said on a day."""
    refused = [one for file in found for one in file.refused]
    by_item: dict[tuple[str | None, str, str], list[_Found]] = {}
    items = {(item.plan, item.id): item for item in items_of(portfolio) if item.sort in (*_STEPS, Sort.KPI)}
    for answer in (answer for file in found for answer in file.answers):
        try:
            one = _find(answer, portfolio, items)
            refuse_title_of_another(answer, one.item, items)
        except PapError as error:
            refused.append(Refused(where=answer.where, id=answer.id, why=error.message, help=error.help))
        else:
            by_item.setdefault((one.item.plan, one.item.id, answer.period), []).append(one)
    for answer in (answer for file in found for answer in (*file.answers, *file.unanswered)):
        refused += retitled(answer, items)
    changes: list[Change] = []
    conflicts: list[Conflict] = []
    known = 0
    for group in by_item.values():
        if len({one.answer.facts for one in group if any(one.answer.facts)}) > 1:
            conflicts.append(Conflict(item=group[0].item, answers=tuple(_differing(one) for one in group)))
            continue
        for nth, one in enumerate(_unlike(group)):
            try:
                change = changes_of(one.answer, one.item, one.by, day, facts=nth == 0)
            except PapError as error:
                refused.append(Refused(where=one.answer.where, id=one.item.id, why=error.message, help=error.help))
            else:
                changes += [change] if change is not None else []
                known += change is None
    return Taken(
        changes=tuple(changes),
        conflicts=tuple(conflicts),
        refused=tuple(refused),
        known=known,
        files=sum(1 for file in found if file.is_workbook),
        empty=sum(1 for file in found if not file.answers and not file.refused),
    )


def _differing(one: _Found) -> Differing:
    return Differing(where=one.answer.where, by=one.by, said=one.answer.said, written=one.answer.written)


def _unlike(group: Sequence[_Found]) -> list[_Found]:
    """Return answers without those that say the same for the same person; one with facts comes first."""
    unique = {(one.by, one.answer.facts, one.answer.evidence, one.answer.comment): one for one in group}
    return sorted(unique.values(), key=lambda one: not any(one.answer.facts))


def _find(answer: Answer, portfolio: Portfolio, items: Mapping[tuple[str | None, str], Item]) -> _Found:
    """Return an answer with its item and its author.

    Raises:
        PapError: if there is no such item, or it is not of whoever answered.
    """
    mark = answer.mark
    plans = [plan for plan in portfolio.plans if plan.id in mark.plans]
    if answer.plan:
        plans = [plan for plan in plans if plan.id == answer.plan]
    if not plans:
        named = answer.plan or ", ".join(mark.plans) or "none"
        raise PapError(f"the workbook is for the plan {named}, which is not here", "collect it where that plan is")
    item = _item(answer, plans, items)
    plan = next((one for one in plans if one.id == item.plan), plans[0])
    who = _people(plan, mark.of)
    if not who:
        raise PapError(f"no owner “{mark.of}” in the plan {plan.id}", "has the owner been renamed since?")
    parent = _parent(item, plan)
    if isinstance(parent, Action) and parent.cancelled is not None and item.sort is not Sort.KPI:
        raise PapError(f"{item.id} was cancelled with {parent.id} on {full_date(parent.cancelled.on)}")
    owners, leads = _owners(item, parent)
    if who.isdisjoint((*owners, *leads)):
        theirs = " and ".join(plan.owner_titles.get(id, id) for id in owners) or "nobody"
        raise PapError(f"{item.id} is not theirs: it is owned by {theirs}", "ask them, or change its owner first")
    team = next((one.team for one in plan.owners if one.team and team_id(one.team) == mark.of), None)
    return _Found(answer, item, team or mark.of)


def _item(answer: Answer, plans: Sequence[Plan], items: Mapping[tuple[str | None, str], Item]) -> Item:
    names: list[str | None] = [plan.id for plan in plans]
    if answer.is_figure:
        names.append(None)
    wanted = (Sort.KPI,) if answer.is_figure else _STEPS
    found = [one for name in names if (one := items.get((name, answer.id))) is not None and one.sort in wanted]
    if not found:
        what = "KPI" if answer.is_figure else "milestone"
        raise PapError(f"there is no {what} {answer.id}", "has it been renamed or taken out since?")
    if len(found) > 1:
        raise PapError(f"{answer.id} is in several plans", "keep the column Plan")
    return found[0]


def _people(plan: Plan, of: str) -> set[str]:
    """Return the owners of a plan that an ID, or that of a team, stands for."""
    return {owner.id for owner in plan.owners if owner.id == of or (owner.team and team_id(owner.team) == of)}


def _parent(item: Item, plan: Plan) -> Parent | None:
    """Return what an item is a step of; None for one that belongs to nothing."""
    return next((one for one in plan.parents if any(step is item.entry for step in one.milestones)), None)


def _owners(item: Item, parent: Parent | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the owners and the leads of an item: its own, or those of what it belongs to."""
    entry = item.entry
    if item.sort is Sort.KPI:
        return entry.owners, ()
    above = parent or entry
    return entry.owners or above.owners, entry.leads or above.leads
