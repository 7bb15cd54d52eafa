"""Figures in the CSV files that KPIs name."""

from __future__ import annotations

import codecs

from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.draft.files import ChangedFile, cleanly, read_bytes
from pap_cli.edit.facts.figures import Told, words
from pap_cli.edit.items.item import Item
from pap_cli.edit.table.rows import missing_columns, with_figure
from pap_cli.errors import PapError
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.place import Source


def table_of(workspace: Workspace, name: str) -> Source:
    """Return the text of a CSV file that a KPI names.

    Raises:
        PapError: if it could not be read.
    """
    source = workspace.sources.get(name)
    if source is None:
        raise PapError(f"cannot read {name}", "run  pap check  and correct it first")
    return source


def columns_to_add(source: Source, told: Told) -> list[str]:
    """Return the columns that a table lacks for a figure.

    Raises:
        PapError: if the table has an error.
    """
    return cleanly(source, lambda: missing_columns(source, told.fields("note")))


def in_csv(workspace: Workspace, item: Item, told: Told, source: Source, *, revised: bool) -> tuple[Edit, ChangedFile]:
    """Record a figure, or a revision of one, in a CSV file.

    Raises:
        PapError: if the table has an error, or no place for the figure.
    """
    path, before = read_bytes(workspace.root, source)
    added = columns_to_add(source, told)
    written = cleanly(source, lambda: with_figure(source, item.id, told.period, told.fields("note")))
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    did = words(told, revised=revised) + "".join(f", with a new column {name}" for name in added)
    wrote = {"period": told.period, **told.fields("note")}
    at = (source.path, written.line)
    edit = Edit(item=item, changes=(), did=did, key="observations", wrote=wrote, at=at)
    return edit, ChangedFile(path, source.path, before, mark + written.text.encode("utf-8"))
