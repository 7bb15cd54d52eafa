"""The changes of a plan that a newer version of its tracker brings, as dated facts: nothing is taken away.

What happened on a day that the tracker does not say is known since the day of the file; a due date that moved is an
extension that is known since that day, by nobody the tracker names.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.facts.additions import Addition, add
from pap_cli.edit.items.item import Item as PlanItem
from pap_cli.edit.items.item import Sort
from pap_cli.edit.order import key_order
from pap_cli.edit.text.changes import AddEntry, EntryChange, SetKey, Value
from pap_cli.edit.text.scalars import Word
from pap_cli.errors import PapError
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.place import Place
from pap_cli.model.plan import Plan, PlanFile
from pap_cli.sheets.placing.compare import Compared, compare
from pap_cli.sheets.placing.entries.ids import give_ids
from pap_cli.sheets.placing.entries.names import Taken, Titles
from pap_cli.sheets.placing.entries.texts import day_of
from pap_cli.sheets.placing.entries.wanted import Registers, Wanted, wanted_of
from pap_cli.sheets.placing.known import Known, known_of
from pap_cli.sheets.placing.match import match
from pap_cli.sheets.placing.plan_file import entry_of
from pap_cli.sheets.placing.said import PEOPLE, Said, ids_of, said_of
from pap_cli.sheets.understood import Question, Told, Understood


class Changes(Struct, frozen=True, kw_only=True):
    """What a newer version of a tracker changes: for the editing commands, and for a person."""

    edits: tuple[Edit, ...]
    told: tuple[Told, ...]
    # The items that are in no row, as their ID and title.
    gone: tuple[tuple[str, str], ...]
    # What must be answered first.
    questions: tuple[Question, ...]
    # What the tracker says of each item, by its ID, for the next import.
    said: Mapping[str, Said]


def changes(
    understood: Understood,
    workspace: Workspace,
    plan: Plan,
    *,
    on: date,
    answers: Mapping[str, str] | None = None,
    said: Mapping[str, Said] | None = None,
) -> Changes:
    """Return what a tracker changes in a plan.

    Args:
        understood: the tracker.
        workspace: the workspace with the plan.
        plan: the plan.
        on: the day of the file.
        answers: those of the mapping about rows.
        said: what the tracker said of each item at its last import.

    Raises:
        PapError: if the plan has no file that can take new items.
    """
    registers = Registers(
        Titles({one.id: [one.title, *([one.name] if one.name else [])] for one in plan.owners}, "owner"),
        Titles({one.id: [one.title] for one in plan.themes}, "theme"),
    )
    wanted = wanted_of(understood.items, on.isoformat(), registers)
    matched = match(wanted, known_of(plan), answers or {})
    ids = give_ids(wanted, Taken(_taken(plan)), {place: one.item.id for place, one in matched.items.items()})
    asked = {(question.sheet, question.row) for question in matched.questions}
    edits: list[Edit] = []
    told: list[Told] = []
    before = said or {}
    now: dict[str, Said] = {one.item.id: before[one.item.id] for one in matched.gone if one.item.id in before}
    for place, one in matched.items.items():
        compared = compare(wanted[place], one.item, on, before.get(one.item.id))
        told += compared.told
        now[one.item.id] = said_of(wanted[place])
        if compared.before is not None:
            now[one.item.id] = now[one.item.id].with_old(compared.contested, compared.before)
        if compared.changes:
            edits.append(_edit(compared))
    new = [
        place
        for place, one in enumerate(wanted)
        if place not in matched.items and (one.item.sheet, one.item.row) not in asked
    ]
    people = (one for edit in edits for one in edit.changes if isinstance(one, SetKey) and one.key in PEOPLE)
    used = {id for one in people for id in _texts(one.value)}
    used |= {id for place in new for key in PEOPLE for id in ids_of(wanted[place], key)}
    edits += _additions(workspace, plan, wanted, ids, matched.items, new, on)
    return Changes(
        edits=(*_registered(workspace, plan, registers, used), *edits) if edits else (),
        told=tuple(told),
        gone=tuple((one.item.id, one.title) for one in matched.gone),
        questions=matched.questions,
        said=now | {ids[place]: said_of(wanted[place]) for place in new},
    )


def _texts(value: Value) -> Sequence[str]:
    return [value] if isinstance(value, str) else [one for one in value if isinstance(one, str)]


def _taken(plan: Plan) -> list[str]:
    ids = [one.id for one in plan.parents] + [step.id for parent in plan.parents for step in parent.milestones]
    return [
        *ids,
        *(one.id for one in plan.reviews),
        *(one.id for one in plan.concerns),
        *(one.id for one in plan.risks),
    ]


def _edit(compared: Compared) -> Edit:
    first = compared.changes[0]
    return Edit(
        item=compared.item,
        changes=tuple(compared.changes),
        did="; ".join(compared.did),
        key=first.key if isinstance(first, SetKey | AddEntry) else "id",
    )


def _additions(
    workspace: Workspace,
    plan: Plan,
    wanted: Sequence[Wanted],
    ids: Mapping[int, str],
    found: Mapping[int, Known],
    new: Sequence[int],
    on: date,
) -> list[Edit]:
    """Return the edits that add rows, those of one list as one change; a milestone of a new row goes with that."""
    parts: dict[int, list[int]] = {}
    for place in new:
        over = wanted[place].parent
        if over is not None and wanted[place].sort is Sort.MILESTONE:
            parts.setdefault(over, []).append(place)
    edits: list[Edit] = []
    for place in new:
        one = wanted[place]
        under = None
        if one.sort is Sort.MILESTONE and one.parent is not None:
            if one.parent not in found:
                continue
            under = found[one.parent].item
        steps = [entry_of(wanted[nth], ids[nth], wanted, ids) for nth in parts.get(place, ())]
        fields = entry_of(one, ids[place], wanted, ids, {"milestones": steps} if steps else {})
        if one.sort is not Sort.RECOMMENDATION and _is_ahead(fields, on):
            fields = one.in_order({**fields, "added": Word(on.isoformat())})
        edit, _ = add(workspace, Addition(sort=one.sort, plan=plan, under=under, fields=fields), None)
        edits.append(edit)
    return _at_once(edits)


def _is_ahead(fields: Mapping[str, Value], on: date) -> bool:
    """Return True if nothing about a new row is before the day of the file, so that it can have been added then."""
    due = fields.get("due")
    day = day_of(due) if isinstance(due, str) else None
    return (day is None or day >= on) and not any(isinstance(fields.get(key), str) for key in ("started", "completed"))


def _at_once(edits: Sequence[Edit]) -> list[Edit]:
    """Return edits of which the first of each list adds the entries of all: one change of the file instead of many."""
    lists: dict[tuple[str, int, str], list[Value]] = {}
    for edit in edits:
        for change in edit.changes:
            if isinstance(change, AddEntry):
                lists.setdefault(_list_of(edit, change), []).append(change.value)
    made: list[Edit] = []
    for edit in edits:
        (change,) = edit.changes
        values = lists.pop(_list_of(edit, change), []) if isinstance(change, AddEntry) else []
        merged = (replace(change, value=values[0], more=tuple(values[1:])),) if values else ()
        made.append(replace(edit, changes=merged))
    return made


def _list_of(edit: Edit, change: AddEntry) -> tuple[str, int, str]:
    return edit.place.path, edit.place.body, change.key


def _registered(workspace: Workspace, plan: Plan, registers: Registers, used: Collection[str]) -> list[Edit]:
    """Return the edits that add owners and themes that are new and used."""
    edits: list[Edit] = []
    for key, sort, titles in (("owners", Sort.OWNER, registers.owners), ("themes", Sort.THEME, registers.themes)):
        added = {id: title for id, title in titles.new.items() if id in used}
        if not added:
            continue
        place = _file_with(workspace, plan, key)
        old = getattr(workspace.contents[place.path].entry, key)
        order = key_order(PlanFile)
        changes: tuple[EntryChange, ...] = (SetKey((), key, added, order),)
        if old:
            changes = tuple(SetKey((key,), id, title) for id, title in added.items())
        for nth, id in enumerate(added):
            item = PlanItem(sort, id, plan.id, None)
            part = changes if nth == 0 else ()
            edits.append(Edit(item=item, changes=part, did="added", key="title", inside=place, rated=False))
    return edits


def _file_with(workspace: Workspace, plan: Plan, key: str) -> Place:
    """Return the place of the file of a plan that has a key, or else of the one with its head."""
    files = {plan.header.place.path, *(one.place.path for one in plan.parents)}
    entries = [content.entry for name, content in workspace.contents.items() if name in files]
    named = [one for one in entries if isinstance(one, PlanFile)]
    chosen = next((one for one in named if getattr(one, key)), None) or next((one for one in named if one.plan), None)
    if chosen is None:
        raise PapError(f"the files of the plan {plan.id} have errors", "run  pap check  and correct them first")
    return chosen.place
