"""The structure of a plan: a milestone moved to another action, an ID changed wherever it is written."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.draft.files import ChangedFile, cleanly, read_bytes, rewritten
from pap_cli.edit.items.item import Item, Sort, items_of, path_of
from pap_cli.edit.items.references import renamed
from pap_cli.edit.table.rows import with_kpi
from pap_cli.edit.text.changes import AddEntry, Change, Path, PutEntry, RenameKey, SetKey, TakeEntry
from pap_cli.edit.text.scalars import Word
from pap_cli.edit.text.write import lift
from pap_cli.errors import PapError
from pap_cli.load.workspace.loader import Workspace
from pap_cli.load.yaml.nodes import MapNode
from pap_cli.load.yaml.read import read_nodes
from pap_cli.model.kpi import Kpi, KpiFile
from pap_cli.model.place import Source
from pap_cli.model.plan import PlanFile, Portfolio

# The keys of a file whose keys are the IDs of its entries.
_KEYED = {Sort.OWNER: "owners", Sort.BODY: "bodies", Sort.THEME: "themes"}


def move(workspace: Workspace, item: Item, parent: Item) -> tuple[Edit, list[ChangedFile]]:
    """Return the edit that moves a milestone under another action or recommendation, and the files with it.

    Raises:
        PapError: if it is there already, or cannot be moved as it is written.
    """
    source, target = workspace.sources[item.place.path], workspace.sources[parent.place.path]
    own, others = _path(source, item), _path(target, parent)
    if own[:-2] == others and source is target:
        raise PapError(f"{item.id} is under {parent.id} already", "give another action or recommendation")
    holder, key, index = own[:-2], str(own[-2]), own[-1]
    if not isinstance(index, int):
        raise PapError(f"{item.id} is written in a form that pap cannot move", f"move it by hand:  pap edit {item.id}")
    entry = cleanly(source, lambda: lift(source.text, holder, key, index))
    put, take = PutEntry(others, "milestones", entry, parent.order), TakeEntry(holder, key, index)
    texts: list[tuple[Source, str]]
    if source is target:
        texts = [(source, rewritten(source, [put, take]))]
    else:
        texts = [(target, rewritten(target, [put])), (source, rewritten(source, [take]))]
    edit = Edit(item=item, changes=(), did=f"moved to {parent.id}", key="id", wrote={"under": parent.id})
    return edit, [_file(workspace, one, text) for one, text in texts]


def rename(workspace: Workspace, item: Item, new: str) -> tuple[Edit, list[ChangedFile], list[str]]:
    """Return the edit that changes an ID wherever it is written, the files, and the places to change by hand.

    Raises:
        PapError: if there is an item with the new ID, or the old one cannot be changed where it is written.
    """
    portfolio = workspace.portfolio
    taken = next((one for one in items_of(portfolio) if one.id == new and one.plan in (item.plan, None)), None)
    if taken is not None:
        place = taken.place
        raise PapError(f"{new} is the ID of another item already, at {place.path}:{place.line}", "give another ID")
    files: list[ChangedFile] = []
    count = 0
    for source in workspace.sources.values():
        text = _renamed(workspace, portfolio, item, new, source)
        if text is not None and text[0] != source.text:
            files.append(_file(workspace, source, text[0]))
            count += text[1]
    refs = "no other place refers to it" if not count else f"and {count} reference{'s' if count > 1 else ''} to it"
    edit = Edit(item=item, changes=(), did=f"now {new}, {refs}", key="id", rated=False, renamed=new, wrote={"id": new})
    return edit, files, list(_mentions(workspace, item.id))


def _renamed(
    workspace: Workspace, portfolio: Portfolio, item: Item, new: str, source: Source
) -> tuple[str, int] | None:
    """Return a file with the new ID, and how many references were changed; None for a file of another kind or plan."""
    content = workspace.contents.get(source.path)
    if content is None:
        if source.path.endswith(".csv") and item.sort is Sort.KPI and source.path in _tables_of(item.entry):
            return cleanly(source, lambda: with_kpi(source, item.id, new)), 0
        return None
    root = read_nodes(source, lambda *_: None)
    cls = PlanFile if isinstance(content.entry, PlanFile) else KpiFile
    if not isinstance(root, MapNode) or not _concerns(portfolio, item, source.path, content.entry):
        return None
    references = renamed(root, cls, item, new)
    changes: list[Change] = list(references)
    if source.path == item.place.path:
        changes += _own_changes(root, source, item, new)
    return rewritten(source, changes), len(references)


def _own_changes(root: MapNode, source: Source, item: Item, new: str) -> list[Change]:
    """Return the changes that give an item its new ID and keep the old one in `was`."""
    was = AddEntry((), "was", Word(item.id), item.order, single=True)
    section = _KEYED.get(item.sort) if item.sort is not Sort.CLOCK else "statutory"
    if section is None:
        path = _path(source, item)
        return [_at(path, was), SetKey(path, "id", Word(new))]
    holder: Path = ("plan", section) if section == "statutory" else (section,)
    entries = root
    for step in holder:
        inner = entries[str(step)]
        if not isinstance(inner, MapNode):
            raise PapError(f"{item.id} is written in a form that pap cannot change", "edit the file by hand")
        entries = inner
    value = entries[item.id]
    if isinstance(value, str):
        kept = SetKey(holder, item.id, {"title": value, "was": Word(item.id)})
        return [kept, RenameKey(holder, item.id, new)]
    return [_at((*holder, item.id), was), RenameKey(holder, item.id, new)]


def _at(path: Path, change: AddEntry) -> AddEntry:
    return AddEntry(path, change.key, change.value, change.order, change.single)


def _concerns(portfolio: Portfolio, item: Item, path: str, entry: PlanFile | KpiFile | None) -> bool:
    """Return True if a file may refer to an item: one of its plan, or of KPIs of the whole workspace."""
    if item.plan is None or len(portfolio.plans) == 1:
        return True
    if isinstance(entry, KpiFile):
        return entry.plan in (None, item.plan)
    return any(one.place.path == path for one in items_of(portfolio) if one.plan == item.plan)


def _tables_of(kpi: Kpi) -> set[str]:
    return {one.place.path for one in kpi.observations if one.place.path.endswith(".csv")}


def _mentions(workspace: Workspace, old: str) -> Iterator[str]:
    """Yield where else an ID is written, in settings and in texts for reports, which pap does not change."""
    word = re.compile(rf"(?<![\w.:/-]){re.escape(old)}(?![\w:/-]|\.\w)")
    root = workspace.root
    for path in sorted([root / "pap.toml", *root.glob("plans/**/*.md"), *root.glob("pap-baseline*.json")]):
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            continue
        yield from (
            f"{path.relative_to(root).as_posix()}:{nth}" for nth, line in enumerate(lines, 1) if word.search(line)
        )


def _path(source: Source, item: Item) -> Path:
    root = read_nodes(source, lambda *_: None)
    path = path_of(root, item.place) if isinstance(root, MapNode) else None
    if path is None:
        raise PapError(f"{source.path}: {item.id} is written in a form that pap cannot change", "edit the file by hand")
    return path


def _file(workspace: Workspace, source: Source, text: str) -> ChangedFile:
    path, before = read_bytes(workspace.root, source)
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    return ChangedFile(path, source.path, before, mark + text.encode("utf-8"))
