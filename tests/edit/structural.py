"""Random changes of the structure of a workspace, each with what the files contain afterwards."""

from __future__ import annotations

import random
import re
from typing import Any

from edit.drawn import TEXTS, Case, entry_of
from edit.plain import append, given
from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.draft.files import ChangedFile
from pap_cli.edit.facts import additions, figures, structure, tables
from pap_cli.edit.items.item import Item, Sort, items_of
from pap_cli.edit.text.scalars import Word
from pap_cli.load.workspace.loader import Workspace

_REFERENCES = frozenset({"answers", "depends_on", "affects", "treated_by", "answered_by", "kpis", "kpi"})


def moved(workspace: Workspace, item: Item, rng: random.Random) -> Case:
    parents = [one for one in items_of(workspace.portfolio) if one.sort in (Sort.ACTION, Sort.RECOMMENDATION)]
    parent = rng.choice([one for one in parents if one.plan == item.plan])

    def make() -> tuple[list[Edit], list[ChangedFile]]:
        edit, files = structure.move(workspace, item, parent)
        return [edit], files

    def expect(content: dict[str, Any]) -> None:
        sections = [*(content.get("actions") or ()), *(content.get("recommendations") or ())]
        taken = content.get("taken")
        for one in sections:
            for nth, entry in enumerate(one.get("milestones") or ()):
                if entry["id"] == item.id:
                    taken = one["milestones"].pop(nth)
                    if not one["milestones"]:
                        del one["milestones"]
                    break
        content["taken"] = taken
        for one in sections:
            if one["id"] == parent.id:
                one.setdefault("milestones", None)
                one["milestones"] = [*(one["milestones"] or ()), taken]

    return Case(name="move", item=item, make=make, expect=expect, keys=frozenset(), whole=True)


def renamed(workspace: Workspace, item: Item, rng: random.Random) -> Case | None:
    if item.sort in (Sort.PLAN, Sort.OWNER, Sort.BODY, Sort.THEME, Sort.CLOCK):
        return None
    new = rng.choice(["Z9", "z9.1", "z-9"])

    def make() -> tuple[list[Edit], list[ChangedFile]]:
        edit, files, _ = structure.rename(workspace, item, new)
        return [edit], files

    def expect(content: dict[str, Any]) -> None:
        _rename(content, item.id, new)

    return Case(name="rename", item=item, make=make, expect=expect, keys=frozenset(), whole=True)


def _rename(node: Any, old: str, new: str) -> None:
    for key, value in list(node.items()) if isinstance(node, dict) else ():
        if key == "id" and value == old:
            node["id"] = new
            append(node, "was", old, single=True)
        elif key in _REFERENCES and value == old:
            node[key] = new
        elif key in _REFERENCES and isinstance(value, list):
            node[key] = [new if one == old else one for one in value]
        elif key == "formula" and isinstance(value, str):
            node[key] = re.sub(rf"(?<![\w.-]){re.escape(old)}(?![\w.-])", new, value)
    for one in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        if isinstance(one, dict | list):
            _rename(one, old, new)


def added(workspace: Workspace, item: Item, rng: random.Random) -> Case | None:
    kind = rng.choice(sorted(additions.ADDED))
    sort, _, key = additions.ADDED[kind]
    plans = workspace.portfolio.plans
    if not plans:
        return None
    title = rng.choice(TEXTS)
    plan = rng.choice(plans)
    under = item if item.sort in (Sort.ACTION, Sort.RECOMMENDATION) and sort is Sort.MILESTONE else None
    if sort is Sort.MILESTONE and under is None:
        return None
    fields: dict[str, Any] = {"id": Word(additions.next_id(workspace, sort, plan, under, title)), "title": title}
    if sort is Sort.REVIEW:
        fields |= {"body": Word("board"), "due": Word("2016-12-16")}
    elif sort is Sort.RISK:
        fields |= {"raised": Word("2016-10-14"), "current": Word("4 x 3")}
    elif sort is Sort.ACTION:
        fields |= {"answers": rng.choice([Word("R1"), [Word("R1")]])}
    elif sort is Sort.MILESTONE:
        fields |= {"due": Word("2017-01-31"), "owner": [Word("head")]}
    entry = {name: list(map(str, one)) if isinstance(one, list) else str(one) for name, one in fields.items()}

    def make() -> tuple[list[Edit], list[ChangedFile]]:
        addition = additions.Addition(sort=sort, plan=plan, under=under, fields=fields)
        edit, files = additions.add(workspace, addition, None)
        return [edit], files

    def expect(content: dict[str, Any]) -> None:
        into = entry_of(content, under) if under is not None else content
        append(into, key, entry)

    return Case(name=f"add {kind}", item=item, make=make, expect=expect, keys=frozenset({key}), whole=True)


def recorded(workspace: Workspace, item: Item, rng: random.Random, text: str) -> Case:
    period = rng.choice(["2016-03", "2016-04", "2016-05", "2016-06", "2016-09", "2016-Q2", "2016-Q4"])
    numbers = rng.choice([("81", None, None), ("81.5", "3", "4"), (None, "3", "4")])
    note = rng.choice([None, text])
    told = figures.Told(
        period=period,
        value=numbers[0],
        numerator=numbers[1],
        denominator=numbers[2],
        published=rng.choice([None, "2016-10-10"]),
        note=note,
    )
    fields = given(**{name: getattr(told, name) for name in ("value", "numerator", "denominator", "published")})
    old = (
        figures.known_figure(item, figures.figure_of(item, told, force=True))
        if not item.entry.events and item.entry.formula is None
        else None
    )

    def make() -> tuple[list[Edit], list[ChangedFile]]:
        figures.figure_of(item, told, force=True)
        if name := figures.in_table(item, old):
            edits, file = tables.in_csv(workspace, name, [(item, told)])
            return edits, [file]
        return [figures.figure(item, told) if old is None else figures.revision(item, old, told)], []

    def expect(entry: dict[str, Any]) -> None:
        if figures.in_table(item, old):
            return
        found = entry.get("observations") or {}
        if old is None:
            whole = {**fields, **given(note=note)}
            found[period] = told.value if set(whole) == {"value"} else whole
        else:
            key = old.period.written
            if not isinstance(found[key], dict):
                found[key] = {"value": found[key]}
            append(found[key], "revisions", {**fields, **given(reason=note)})
        entry["observations"] = found

    return Case(name="record", item=item, make=make, expect=expect, keys=frozenset({"observations"}))
