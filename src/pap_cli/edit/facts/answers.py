"""Several facts about one item as one edit, and figures of several KPIs in one CSV file."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

from msgspec.structs import replace

from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.draft.files import ChangedFile, cleanly, read_bytes
from pap_cli.edit.facts.figures import Told, words
from pap_cli.edit.facts.tables import columns_to_add, table_of
from pap_cli.edit.facts.writing import Writing, entry
from pap_cli.edit.items.item import Item
from pap_cli.edit.table.rows import with_figure
from pap_cli.edit.text.scalars import Word
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.place import Source


def together(edits: Sequence[Edit]) -> Edit:
    """Return edits of one item as one: what counts last decides from when."""
    first = edits[0]
    days = [edit.since for edit in edits if edit.since is not None]
    return replace(
        first,
        changes=tuple(change for edit in edits for change in edit.changes),
        did=", ".join(edit.did for edit in edits),
        rated=any(edit.rated for edit in edits),
        since=max(days, default=None),
    )


def evidence_of_day(item: Item, text: str, on: str) -> Edit:
    """Record where the evidence of a milestone is, as it was sent on a day; whether it is accepted is for others."""
    writing = Writing.of(item)
    writing.add("evidence", {**entry(where=text), "on": Word(on)})
    return writing.edit("evidence sent", "evidence", on=on)


def figures_in_csv(
    workspace: Workspace, name: str, figures: Sequence[tuple[Item, Told]]
) -> tuple[list[Edit], ChangedFile]:
    """Record figures of one or more KPIs in one CSV file; one that has a day is a revision of what was missing.

    Raises:
        PapError: if the table has an error, or no place for a figure.
    """
    source = table_of(workspace, name)
    path, before = read_bytes(workspace.root, source)
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    edits: list[Edit] = []
    for item, told in figures:
        added = columns_to_add(source, told)
        fields = told.fields("note")
        text, line = _with_figure(source, item, told)
        source = Source(source.path, text)
        did = words(told, revised=told.published is not None) + "".join(
            f", with a new column {column}" for column in added
        )
        edits.append(
            Edit(
                item=item,
                changes=(),
                did=did,
                key="observations",
                wrote={"period": told.period, **fields},
                at=(source.path, line),
            )
        )
    return edits, ChangedFile(path, source.path, before, mark + source.text.encode("utf-8"))


def _with_figure(source: Source, item: Item, told: Told) -> tuple[str, int]:
    """Return the text of a table with a figure, and its line."""
    found = cleanly(source, lambda: with_figure(source, item.id, told.period, told.fields("note")))
    return found.text, found.line
