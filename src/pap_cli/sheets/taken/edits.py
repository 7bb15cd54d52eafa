"""The edits that make changes, and the CSV files that they change."""

from __future__ import annotations

from collections.abc import Iterable

from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.draft.files import ChangedFile
from pap_cli.edit.facts.figures import Told
from pap_cli.edit.facts.tables import in_csv
from pap_cli.edit.items.item import Item
from pap_cli.load.workspace.loader import Workspace
from pap_cli.sheets.taken.change import Change


def edits_of(changes: Iterable[Change], workspace: Workspace) -> tuple[list[Edit], list[ChangedFile]]:
    """Return the edits that make changes, and the CSV files that they change.

    Raises:
        PapError: if a CSV file has an error.
    """
    edits: list[Edit] = []
    tables: dict[str, list[tuple[Item, Told]]] = {}
    for change in changes:
        edits += change.edits
        if change.figure is not None and (name := change.table) is not None:
            tables.setdefault(name, []).append((change.item, change.figure))
    files = []
    for name, figures in tables.items():
        of_table, file = in_csv(workspace, name, figures)
        edits += of_table
        files.append(file)
    return edits, files
