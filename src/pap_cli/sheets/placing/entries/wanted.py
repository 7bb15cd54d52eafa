"""What the items of a tracker amount to in a plan: recommendations, actions and milestones with their keys.

Whatever has no key of its own becomes a note, with what it is before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from pap_cli.edit.items.item import Sort
from pap_cli.edit.order import key_order
from pap_cli.edit.text.changes import Value
from pap_cli.edit.text.scalars import Word
from pap_cli.model.items import Action, Milestone, Recommendation
from pap_cli.sheets.placing.entries.facts import DATED, Facts, facts_of
from pap_cli.sheets.placing.entries.names import Titles
from pap_cli.sheets.placing.entries.texts import one_line, title_of, visible
from pap_cli.sheets.understood import Item

_CLASSES: dict[Sort, type] = {
    Sort.RECOMMENDATION: Recommendation,
    Sort.ACTION: Action,
    Sort.MILESTONE: Milestone,
}
_ORDERS = {sort: {key: nth for nth, key in enumerate(key_order(cls))} for sort, cls in _CLASSES.items()}


class Wanted(Struct, kw_only=True):
    """An item of a plan as a tracker has it."""

    sort: Sort
    item: Item
    title: str
    # The reference in the tracker, on one line; empty without one.
    ref: str
    # The section that it is in.
    section: str
    # The place of what it belongs to in the list of all: of a milestone, or of an action its recommendation.
    parent: int | None
    # Its keys besides `id`, `title` and `answers`; IDs of owners and themes, everything else as in the tracker.
    fields: dict[str, Value]

    def in_order(self, more: dict[str, Value]) -> dict[str, Value]:
        """Return all its keys in the order in which they are written."""
        order = _ORDERS[self.sort]
        return dict(sorted((more | self.fields).items(), key=lambda pair: order[pair[0]]))


class Registers(Struct, frozen=True):
    """The owners and the themes of a plan."""

    owners: Titles
    themes: Titles


def wanted_of(items: Sequence[Item], day: str, registers: Registers) -> list[Wanted]:
    """Return the items of a plan, each after what it belongs to; DAY is that of the file."""
    made: list[Wanted] = []
    places: dict[int, int] = {}
    with_parts = {one.recommendation for one in items} | {one.action for one in items}
    steps: dict[int, list[Item]] = {}
    for one in items:
        if one.level == "milestone" and one.action is not None:
            steps.setdefault(one.action, []).append(one)
    for one in items:
        places[one.n] = len(made)
        _add(made, one, places, one.n in with_parts, steps.get(one.n, []), day, registers)
    return made


def _add(
    made: list[Wanted],
    one: Item,
    places: dict[int, int],
    has_parts: bool,
    steps: list[Item],
    day: str,
    registers: Registers,
) -> None:
    facts = facts_of(one, day)
    above = one.action if one.action is not None else one.recommendation
    over = places.get(above) if above is not None else None
    sort = Sort(one.level)
    if sort is Sort.MILESTONE and over is None:
        sort = Sort.ACTION
    if sort is Sort.RECOMMENDATION:
        dated = {key: facts.keys.pop(key) for key in DATED if key in facts.keys}
        if has_parts:
            facts.say_dates(one)
            dated = {}
        found = _made(sort, one, facts, None, made, registers)
        made.append(found)
        if dated:
            dated = {"due": Word("unknown")} | dated
            step = Wanted(
                sort=Sort.MILESTONE,
                item=one,
                title=found.title,
                ref="",
                section=found.section,
                parent=len(made) - 1,
                fields=dated,
            )
            made.append(step)
        return
    if sort is Sort.ACTION:
        _own_dates(facts, one, steps)
    else:
        facts.keys.setdefault("due", Word("unknown"))
    made.append(_made(sort, one, facts, over, made, registers))


def _own_dates(facts: Facts, one: Item, steps: list[Item]) -> None:
    """Give an action a due date if it is a step itself, and none if its milestones all have the same."""
    others = any(key in facts.keys for key in DATED if key != "due")
    if not steps or others:
        facts.keys.setdefault("due", Word("unknown"))
    elif all(step.due == one.due for step in steps):
        facts.keys.pop("due", None)


def _made(
    sort: Sort, one: Item, facts: Facts, over: int | None, made: Sequence[Wanted], registers: Registers
) -> Wanted:
    title = title_of(one.text, one_line(one.ref or "") or f"Row {one.row}")
    if title.whole is not None:
        facts.notes.insert(0, title.whole)
    owners = [registers.owners.id_of(name) for name in dict.fromkeys(one.owners) if visible(name)]
    keys = facts.keys
    if owners:
        keys["owner"] = owners[0] if len(owners) == 1 else owners
    if one.lead and visible(one.lead):
        keys["lead"] = registers.owners.id_of(one.lead)
    section = one_line(one.theme or "")
    above = made[over].section if over is not None else ""
    if section and sort is Sort.MILESTONE and section != above:
        facts.say("Theme", section)
    elif section and sort is not Sort.MILESTONE and section != above:
        keys["theme"] = registers.themes.id_of(section)
    if sort is Sort.ACTION and over is None:
        keys["scope"] = Word("corporate")
    if facts.notes:
        keys["notes"] = list(facts.notes)
    return Wanted(
        sort=sort,
        item=one,
        title=title.text,
        ref=one_line(one.ref or ""),
        section=section or above,
        parent=over,
        fields=keys,
    )
