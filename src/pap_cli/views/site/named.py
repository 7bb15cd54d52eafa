"""Names on the pages of a site: posts, bodies and themes by their titles, and headings by name before the ID."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.disclosure.audience import shows
from pap_cli.cell import Cell
from pap_cli.document import Block, Document, Facts, Heading, Paragraph, Table
from pap_cli.model.report import Audience, Section

# A name and the text that a site finds its address by, for each way of writing it, in a plan.
Known: TypeAlias = Mapping[str, tuple[str, str]]

_PEOPLE = frozenset({"Owner", "Owners", "Lead", "Leads"})
_BODIES = frozenset({"Approved by", "Expected by", "Body", "By", "Made by", "Raised by"})
_THEMES = frozenset({"Theme", "Themes"})
_SET_BY = re.compile(r"(?<=\bset by )(.+?)(?= until \d)")
# A note's date and author, as the label of its text.
_NOTED = re.compile(r"((?:(?:\d{1,2} )?\w+ )?\d{4} )(.+)")


class PlanNames(Struct, frozen=True):
    """The names of a plan: its people, bodies and themes, and the IDs that headings begin with, by their text."""

    people: Known
    bodies: Known
    themes: Known
    headings: Mapping[str, str]

    def of(self, label: str) -> Known | None:
        """Return the names that a column or a fact with this label has; None for other words."""
        if label in _PEOPLE:
            return self.people
        if label in _BODIES:
            return self.bodies
        return self.themes if label in _THEMES else None


def names_of(now: Assessment, titles: Mapping[tuple[str, str, str], str]) -> Mapping[str, PlanNames]:
    """Return the names of each plan by its ID; those of the only plan are those of the workspace too."""
    headings: dict[str, dict[str, str]] = {}
    for (of, _, id), title in titles.items():
        headings.setdefault(of, {})[f"{id} {title}"] = id
    found = {}
    for status in now.plans:
        plan = status.plan
        people, bodies = _known(plan.owner_titles), _known(plan.body_titles)
        found[plan.id] = PlanNames(people, {**people, **bodies}, _known(plan.theme_titles), headings.get(plan.id, {}))
    shared = headings.get("", {})
    if len(found) == 1:
        (only,) = found.values()
        return {**found, "": replace(only, headings={**only.headings, **shared})}
    return {**found, "": PlanNames({}, {}, {}, shared)}


def named_cell(id: str, title: str) -> Cell:
    """Return the title of a post, a body or a theme, with what its address is found by."""
    return Cell(title, names=((title, f"{id} {title}"),) if id else ())


def _known(titles: Mapping[str, str]) -> Known:
    """Return the names of titles by their ID, and by the title with the ID in brackets."""
    found: dict[str, tuple[str, str]] = {}
    for id, title in titles.items():
        found[id] = found[f"{title} ({id})"] = (title, f"{id} {title}")
    return found


def hidden_from(audience: Audience | None) -> frozenset[str]:
    """Return the titles of the columns and facts that an audience does not see."""
    if audience is None:
        return frozenset()
    return frozenset(
        (
            *(() if audience.shows_owners else _PEOPLE),
            *(() if audience.shows_notes else ("File",)),
            *(() if shows(audience, Section.KPIS) else ("KPI", "KPIs")),
        )
    )


def with_names(
    make: Callable[[], Document], plan: str, names: Mapping[str, PlanNames], hidden: frozenset[str] = frozenset()
) -> Document:
    """Return a page with names in place of IDs, in the columns and facts that have them, without the hidden ones."""
    document = make()
    seen = (_without(block, hidden) for block in document.blocks) if hidden else document.blocks
    return replace(document, blocks=tuple(_block(block, plan, names) for block in seen))


def _without(block: Block, hidden: frozenset[str]) -> Block:
    if isinstance(block, Facts):
        return Facts(tuple(pair for pair in block.pairs if pair[0] not in hidden))
    if not isinstance(block, Table) or hidden.isdisjoint(column.title for column in block.columns):
        return block
    kept = [index for index, column in enumerate(block.columns) if column.title not in hidden]
    rows = tuple(tuple(row[index] for index in kept) for row in block.rows)
    return replace(block, columns=tuple(block.columns[index] for index in kept), rows=rows)


def _block(block: Block, plan: str, names: Mapping[str, PlanNames]) -> Block:
    own = names.get(plan)
    match block:
        case Table():
            return _table(block, plan, names)
        case Facts() if own is not None:
            return Facts(tuple(_pair(label, cell, own) for label, cell in block.pairs))
        case Heading() if own is not None and block.text in own.headings:
            return replace(block, id=own.headings[block.text])
        case Paragraph() if own is not None and not block.code and "set by " in block.text:
            return replace(block, text=_said(block.text, own))
        case _:
            return block


def _table(table: Table, plan: str, names: Mapping[str, PlanNames]) -> Table:
    """Return a table with names; those of a row are those of its own plan, if a column says which."""
    titles = [column.title for column in table.columns]
    at = [
        index
        for index, title in enumerate(titles)
        if title in ("Why", "Rating and why") or names[""].of(title) is not None
    ]
    if not at:
        return table
    of = titles.index("Plan") if "Plan" in titles else None
    rows = []
    for row in table.rows:
        own = names.get(row[of].text or plan if of is not None else plan)
        if own is None:
            rows.append(row)
            continue
        cells = list(row)
        for index in at:
            cells[index] = _cell(titles[index], cells[index], own)
        rows.append(tuple(cells))
    return replace(table, rows=tuple(rows))


def _pair(label: str, cell: Cell, names: PlanNames) -> tuple[str, Cell]:
    found = _NOTED.fullmatch(label)
    if found is not None and (known := names.bodies.get(found[2])):
        return f"{found[1].rstrip()}, {known[0]}", cell
    return label, _cell(label, cell, names)


def _cell(label: str, cell: Cell, names: PlanNames) -> Cell:
    if label in ("Why", "Rating", "Rating and why"):
        return replace(cell, text=_said(cell.text, names)) if "set by " in cell.text else cell
    known = names.of(label)
    if known is None or not cell.text:
        return cell
    parts = tuple(_parts(cell.text, known))
    return replace(cell, text=", ".join(name for name, _ in parts), names=parts) if parts else cell


def _parts(text: str, known: Known) -> Iterator[tuple[str, str]]:
    """Yield the names in a list with commas; a name may have commas of its own, and an unknown one is itself."""
    parts = text.split(", ")
    if not any(part in known for part in parts) and not any(word in text for word in known if word.endswith(")")):
        return
    start = 0
    while start < len(parts):
        ends = range(len(parts), start, -1)
        end = next((end for end in ends if ", ".join(parts[start:end]) in known), start + 1)
        words = ", ".join(parts[start:end])
        yield known.get(words, (words, words))
        start = end


def _said(text: str, names: PlanNames) -> str:
    """Return a sentence of ours on an override with the name of who made it."""
    return _SET_BY.sub(lambda found: names.bodies.get(found[1], (found[1],))[0], text)
