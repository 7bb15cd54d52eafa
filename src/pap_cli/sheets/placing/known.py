"""The items of a plan that a tracker may have: what of each shows which row it came from."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from pap_cli.edit.items.item import Item, Sort
from pap_cli.model.items import Milestone
from pap_cli.model.plan import Plan
from pap_cli.sheets.placing.entries.ids import REF
from pap_cli.sheets.placing.entries.texts import one_line


class Known(Struct, frozen=True, kw_only=True):
    """A recommendation, an action or a milestone of a plan."""

    item: Item
    title: str
    # Its reference in the tracker, if it has another ID.
    ref: str
    section: str
    # The ID of what it belongs to.
    parent: str


def known_of(plan: Plan) -> list[Known]:
    """Return the recommendations, actions and milestones of a plan, in its order."""
    made: list[Known] = []
    sections: dict[str, str] = {}
    for one in plan.recommendations:
        sections[one.id] = _theme(plan, one.themes)
        made.append(_known(Item(Sort.RECOMMENDATION, one.id, plan.id, one), sections[one.id], ""))
        made += _steps(plan, one.milestones, sections[one.id], one.id)
    for action in plan.actions:
        over = action.answers[0] if action.answers else ""
        section = _theme(plan, action.themes) or sections.get(over, "")
        made.append(_known(Item(Sort.ACTION, action.id, plan.id, action), section, over))
        made += _steps(plan, action.milestones, section, action.id)
    return made


def _steps(plan: Plan, milestones: tuple[Milestone, ...], section: str, over: str) -> Iterator[Known]:
    yield from (_known(Item(Sort.MILESTONE, one.id, plan.id, one), section, over) for one in milestones)


def _theme(plan: Plan, themes: tuple[str, ...]) -> str:
    return one_line(plan.theme_titles.get(themes[0], themes[0])) if themes else ""


def _known(item: Item, section: str, parent: str) -> Known:
    notes = (note.text for note in item.entry.notes)
    ref = next((text.removeprefix(REF) for text in notes if text.startswith(REF)), "")
    return Known(item=item, title=one_line(item.title), ref=ref or item.id, section=section, parent=parent)
