"""Figures in the CSV files that KPIs name."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Sequence

from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.draft.files import ChangedFile, cleanly, read_bytes
from pap_cli.edit.facts.figures import Told, known_figure, words
from pap_cli.edit.items.item import Item
from pap_cli.edit.table.rows import NewFigure, missing_columns, with_figures
from pap_cli.errors import PapError
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.periods import parse_period
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


def columns_to_add(source: Source, figures: Iterable[Told]) -> list[str]:
    """Return the columns that a table lacks for figures.

    Raises:
        PapError: if the table has an error.
    """
    names = dict.fromkeys(name for told in figures for name in told.fields("note"))
    return cleanly(source, lambda: missing_columns(source, names))


def in_csv(workspace: Workspace, name: str, figures: Sequence[tuple[Item, Told]]) -> tuple[list[Edit], ChangedFile]:
    """Record figures of one or more KPIs in one CSV file; one for a period that has a figure is a revision of it.

    Raises:
        PapError: if the table has an error, or no place for a figure.
    """
    source = table_of(workspace, name)
    path, before = read_bytes(workspace.root, source)
    lacking = columns_to_add(source, [told for _, told in figures])
    new = [NewFigure(item.id, told.period, told.fields("note")) for item, told in figures]
    written = cleanly(source, lambda: with_figures(source, new))
    edits = []
    for (item, told), line in zip(figures, written.lines, strict=True):
        fields = told.fields("note")
        added = [column for column in lacking if column in fields]
        lacking = [column for column in lacking if column not in added]
        revised = known_figure(item, parse_period(told.period)) is not None
        did = words(told, revised=revised) + "".join(f", with a new column {column}" for column in added)
        wrote = {"period": told.period, **fields}
        edits.append(Edit(item=item, changes=(), did=did, key="observations", wrote=wrote, at=(source.path, line)))
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    return edits, ChangedFile(path, source.path, before, mark + written.text.encode("utf-8"))
