"""A new plan from a tracker, as the text of its file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath

from msgspec import Struct

from pap_cli.edit.items.item import Sort
from pap_cli.edit.text.changes import Value
from pap_cli.edit.text.scalars import Word
from pap_cli.sheets.placing import lines
from pap_cli.sheets.placing.entries.ids import give_ids
from pap_cli.sheets.placing.entries.names import Taken, Titles
from pap_cli.sheets.placing.entries.texts import day_of, due_of, one_line
from pap_cli.sheets.placing.entries.wanted import Registers, Wanted, wanted_of
from pap_cli.sheets.placing.said import Said, said_of
from pap_cli.sheets.understood import Item, Understood


class NewPlan(Struct, frozen=True, kw_only=True):
    """The text of a plan, and how many of what are in it."""

    text: str
    recommendations: int
    actions: int
    milestones: int
    # What the tracker says of each, by its ID, for the next import.
    said: Mapping[str, Said]


def new_plan(understood: Understood, *, id: str, title: str, on: date, start: date | None = None) -> NewPlan:
    """Return the plan of a tracker; ON is the day of the file, from which counts what has no day of its own.

    Its start, which a tracker does not say, is its earliest date unless START is given.
    """
    registers = Registers(Titles({}, "owner"), Titles({}, "theme"))
    wanted = wanted_of(understood.items, on.isoformat(), registers)
    ids = give_ids(wanted, Taken(), {})
    first = start or _earliest(understood.items, on)
    head: dict[str, Value] = {"id": id, "title": one_line(title) or id, "start": Word(first.isoformat())}
    file = PurePosixPath(one_line(understood.file).replace("\\", "/")).name
    text = [f"# From {file}, as it was on {on.isoformat()}."]
    if start is None:
        text.append("# The start is the earliest date in it: correct it if the plan began on another day.")
    text += lines.mapping({"plan": head}, 0)
    for key, titles in (("owners", registers.owners.new), ("themes", registers.themes.new)):
        if titles:
            text += ["", f"{key}:", *lines.mapping(titles, 2)]
    for key, sort in (("recommendations", Sort.RECOMMENDATION), ("actions", Sort.ACTION)):
        entries = entries_of(wanted, ids, sort)
        if entries:
            text += ["", f"{key}:", *_spaced(entries)]
    counts = {sort: sum(one.sort is sort for one in wanted) for sort in (Sort.RECOMMENDATION, *_STEPS)}
    return NewPlan(
        text="\n".join(text) + "\n",
        recommendations=counts[Sort.RECOMMENDATION],
        actions=counts[Sort.ACTION],
        milestones=counts[Sort.MILESTONE],
        said={ids[place]: said_of(one) for place, one in enumerate(wanted)},
    )


_STEPS = (Sort.ACTION, Sort.MILESTONE)


def entries_of(wanted: Sequence[Wanted], ids: Mapping[int, str], sort: Sort) -> list[dict[str, Value]]:
    """Return the entries of a sort, with those of their milestones in them."""
    parts: dict[int, list[dict[str, Value]]] = {}
    for place, one in enumerate(wanted):
        if one.sort is Sort.MILESTONE and one.parent is not None:
            parts.setdefault(one.parent, []).append(entry_of(one, ids[place], wanted, ids))
    made: list[dict[str, Value]] = []
    for place, one in enumerate(wanted):
        if one.sort is sort:
            more = {"milestones": parts[place]} if place in parts else {}
            made.append(entry_of(one, ids[place], wanted, ids, more))
    return made


def entry_of(
    one: Wanted, id: str, wanted: Sequence[Wanted], ids: Mapping[int, str], more: Mapping[str, Value] | None = None
) -> dict[str, Value]:
    """Return the entry of an item, with its keys in order."""
    keys: dict[str, Value] = {"id": id, "title": one.title, **(more or {})}
    if one.sort is Sort.ACTION and one.parent is not None:
        keys["answers"] = ids[one.parent]
    return one.in_order(keys)


def _spaced(entries: Sequence[Mapping[str, Value]]) -> list[str]:
    """Return the lines of the entries of a list, with an empty line between them."""
    text: list[str] = []
    for value in entries:
        text += ([""] if text else []) + lines.entry(value, 2)
    return text


def _earliest(items: Sequence[Item], on: date) -> date:
    """Return the earliest date that any item has, or the day of the file."""
    days = [on]
    for one in items:
        reads = (one.start, one.due, *one.revised_due, one.completed, one.evidenced)
        for written in (*map(due_of, reads), *(note.on for note in one.notes)):
            if written is not None and (day := day_of(written)) is not None:
                days.append(day)
    return min(days)
