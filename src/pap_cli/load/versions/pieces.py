"""Take the text of a file apart into pieces that can be read on their own: one action, one milestone, one KPI.

A commit changes a few lines of a file of thousands, so only the pieces with another text are read.  What is taken apart
here is plain: keys at the start of a line, lists below them.  A file that is not, or of which one piece alone is not
valid YAML, is read as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.load.entries.validate import FileReading
from pap_cli.load.yaml.read import fields_between, read_nodes
from pap_cli.model.entry import Entry
from pap_cli.model.items import Action, Parent, Recommendation
from pap_cli.model.kpi import KpiFile
from pap_cli.model.place import Source
from pap_cli.model.plan import PlanFile
from pap_cli.model.versions import BODY, CLOCK, HEADER, ITEM, KPI, OWNER, THEME

# A key at the start of a line, and what follows it.
_TOP = re.compile(r"\n(?=[^\s#\-])")
_SECTION = re.compile(r"([A-Za-z_]\w*):(?: .*)?(?:\n|\Z)")
_ODD = ("\r", "\n---", "\n...", "\n%")
_FIRST = re.compile(r"(?:[^\n]*:[ ]*(?:#[^\n]*)?\n)(?: *(?:#[^\n]*)?\n)*( *)-( +)")
_ITEMS = re.compile(r"(?: *(?:#[^\n]*)?\n)*( *)- ")
_IN_LISTS = frozenset({"recommendations", "actions", "reviews", "concerns", "risks", "kpis"})
_WITH_STEPS = frozenset({"recommendations", "actions"})
STEPS = "milestones"
_STEPS_IN = "actions:\n- id: x\n  title: x\n  milestones:\n"

# A kind and an ID of an entry; those of what a KPI file says for all of its KPIs have no ID.
Name: TypeAlias = tuple[str, str]


class Found(Struct, frozen=True):
    """An entry in a file, with the action or recommendation that it belongs to."""

    kind: str
    id: str
    entry: Entry
    parent: str | None = None

    @property
    def name(self) -> Name:
        """Its kind and ID."""
        return self.kind, self.id


class Piece(Struct, frozen=True, eq=False):
    """A part of a file: its section, its text, and the entries in it.  One text is one piece wherever it is."""

    section: str
    text: str
    found: tuple[Found, ...]
    # The plan that a file of KPIs names; None if this is not the piece that does.
    plan: str | None = None
    # The IDs of entries in it that cannot be read.
    lost: frozenset[str] = frozenset()

    @property
    def id(self) -> str | None:
        """The ID of its only entry that can have milestones."""
        return self.found[0].id if len(self.found) == 1 else None


class Placed(Struct, frozen=True):
    """A piece, and the piece of the action or recommendation that it is written in."""

    piece: Piece
    inside: Piece | None = None

    @property
    def found(self) -> Iterator[Found]:
        """The entries in it, each with its parent."""
        parent = self.inside.id if self.inside is not None else None
        return (one if parent is None else replace(one, parent=parent) for one in self.piece.found)


class Pieces:
    """All pieces that were ever seen in files of plans, or in those of KPIs, by section and text."""

    def __init__(self, cls: type[PlanFile] | type[KpiFile]) -> None:
        self.cls = cls
        self.known: dict[tuple[str, str], Piece | None] = {}

    def of(self, section: str, text: str) -> Piece | None:
        """Return the piece of a section; None if its text is not valid on its own."""
        key = section, text
        if key not in self.known:
            self.known[key] = _read(self.cls, section, text)
        return self.known[key]

    def split(self, text: str, before: Split | None) -> Split | None:
        """Return a file in pieces; None if it must be read as a whole.

        Of a section with the same text as before, the pieces are the same.
        """
        text = text.replace("\r\n", "\n")
        text = text.removeprefix("---\n")
        if any(sign in text for sign in _ODD):
            return None
        known = {section.name: section for section in before.sections} if before is not None else {}
        sections: list[Section] = []
        for part in _top(text):
            named = _SECTION.match(part)
            if named is None:
                if any(line.strip() and not line.lstrip().startswith("#") for line in part.split("\n")):
                    return None
                continue
            name = named[1]
            if any(name == section.name for section in sections):
                return None
            same = known.get(name)
            if same is None or same.text != part:
                same = self._section(name, part, same.items if same is not None else {})
                if same is None:
                    return None
            sections.append(same)
        return Split(tuple(sections))

    def _section(self, name: str, text: str, known: Mapping[str, tuple[Placed, ...]]) -> Section | None:
        """Return a section in pieces; `known` are those of each entry of its list, by its text."""
        items = _list_items(name, text) if name in _IN_LISTS else None
        if items is None:
            piece = self.of(name, text)
            return None if piece is None else Section(name, text, {text: (Placed(piece),)})
        placed: dict[str, tuple[Placed, ...]] = {}
        for item in items:
            found = known.get(item) or self._item(name, item)
            if found is None:
                return None
            placed[item] = found
        return Section(name, text, placed)

    def _item(self, name: str, item: str) -> tuple[Placed, ...] | None:
        head, steps = _steps(item) if name in _WITH_STEPS else (item, [])
        piece = self.of(name, head)
        if piece is None or (steps and piece.id is None):
            return None
        inner = [self.of(STEPS, step) for step in steps]
        if not all(inner):
            return None
        return (Placed(piece), *(Placed(one, piece) for one in inner if one is not None))


class Section(Struct, frozen=True, eq=False):
    """A key at the start of a line, with all lines up to the next."""

    name: str
    text: str
    # The pieces of each entry of a list, by its text; otherwise one, by the text of all.
    items: Mapping[str, tuple[Placed, ...]]

    @property
    def placed(self) -> Iterator[Placed]:
        """All of its pieces."""
        return (placed for item in self.items.values() for placed in item)


class Split(Struct, frozen=True, eq=False):
    """A file in pieces."""

    sections: tuple[Section, ...]

    @property
    def placed(self) -> Iterator[Placed]:
        """All of its pieces."""
        return (placed for section in self.sections for placed in section.placed)


def difference(before: Split | None, after: Split | None) -> tuple[list[Placed], list[Placed]]:
    """Return the pieces that only the first of two versions has, and those that only the second has."""
    old = {section.name: section for section in before.sections} if before is not None else {}
    new = {section.name: section for section in after.sections} if after is not None else {}
    gone: list[Placed] = []
    come: list[Placed] = []
    for name in dict.fromkeys((*old, *new)):
        was, now = old.get(name), new.get(name)
        if was is now:
            continue
        had, has = _without(was, now), _without(now, was)
        gone += [placed for key, placed in had.items() if key not in has]
        come += [placed for key, placed in has.items() if key not in had]
    return gone, come


def _without(one: Section | None, other: Section | None) -> dict[int, Placed]:
    """Return the pieces of the entries of a section whose text another version does not have."""
    items = one.items if one is not None else {}
    same = other.items if other is not None else {}
    return {id(placed.piece): placed for text, item in items.items() if text not in same for placed in item}


def _top(text: str) -> Iterator[str]:
    """Yield the parts of a text that begin with a key at the start of a line; before the first, there are none."""
    start = 0
    for found in _TOP.finditer(text):
        yield text[start : found.end()]
        start = found.end()
    yield text[start:]


def _list_items(name: str, text: str) -> list[str] | None:
    """Return the text of each entry of a section that is a list; None if it is written in another way."""
    first = _FIRST.match(text)
    if first is None:
        return None
    return _items(text[first.start(1) :], first[1])


def _items(text: str, blanks: str) -> list[str]:
    """Return the entries of a list, which is at the start of a text, each from its dash."""
    dash = f"{blanks}- "
    return [f"{dash}{part}\n" for part in text.removeprefix(dash).rstrip("\n").split(f"\n{dash}")]


def _steps(item: str) -> tuple[str, list[str]]:
    """Return an action or recommendation without its milestones, and the text of each milestone."""
    opening = re.match(r"( *)-( +)", item)
    column = len(opening[0]) if opening is not None else 0
    marker = f"\n{' ' * column}{STEPS}:\n"
    start = item.find(marker)
    if start < 0 or item.find(marker, start + 1) >= 0:
        return item, []
    begin = start + len(marker)
    closing = re.compile(rf"\n {{0,{column}}}(?=[^\s#\-])").search(item, begin - 1)
    end = closing.start() + 1 if closing is not None else len(item)
    block = item[begin:end]
    first = _ITEMS.match(block)
    if first is None or len(first[1]) < column:
        return item, []
    return item[: start + 1] + item[end:], _items(block[first.start(1) :], first[1])


def _read(cls: type[PlanFile] | type[KpiFile], section: str, text: str) -> Piece | None:
    """Return a piece; None if its text is not valid YAML on its own."""
    whole = f"{_STEPS_IN}{text}" if section == STEPS else text if text.startswith(section) else f"{section}:\n{text}"
    read = read_whole(cls, whole)
    if read is None:
        return None
    entry, lost = read
    found = tuple(entries_of(entry))
    if section == STEPS:
        found = tuple(replace(one, parent=None) for one in found if one.parent is not None)
    return Piece(section, text, found, entry.plan if isinstance(entry, KpiFile) else None, lost)


def read_whole(cls: type[PlanFile] | type[KpiFile], text: str) -> tuple[PlanFile | KpiFile, frozenset[str]] | None:
    """Return what a text contains, and the IDs of what cannot be read; None if there is any problem with its YAML."""
    source = Source("", text, fields_between)
    reading = FileReading(source)
    node = read_nodes(source, reading.report)
    if reading.diagnostics:
        return None
    entry: PlanFile | KpiFile | None = reading.entry(cls, node, (0, 0, len(text)))
    return (entry, frozenset(reading.lost_ids)) if entry is not None else None


def entries_of(file: PlanFile | KpiFile) -> Iterator[Found]:
    """Yield every entry of a file: an action without its milestones, and these; a header without its clocks."""
    if isinstance(file, KpiFile):
        yield from (Found(KPI, kpi.id, kpi) for kpi in file.kpis)
        return
    if file.plan is not None:
        yield Found(HEADER, "", replace(file.plan, statutory=()))
        yield from (Found(CLOCK, clock.id, clock) for clock in file.plan.statutory)
    for kind, named in ((OWNER, file.owners), (BODY, file.bodies), (THEME, file.themes)):
        yield from (Found(kind, one.id, one) for one in named)
    parents: tuple[Parent, ...] = (*file.recommendations, *file.actions)
    for parent in parents:
        yield Found(ITEM, parent.id, _without_steps(parent))
        yield from (Found(ITEM, step.id, step, parent.id) for step in parent.milestones)
    for entries in (file.reviews, file.concerns, file.risks):
        yield from (Found(ITEM, entry.id, entry) for entry in entries)


def _without_steps(parent: Action | Recommendation) -> Entry:
    return replace(parent, milestones=()) if parent.milestones else parent
