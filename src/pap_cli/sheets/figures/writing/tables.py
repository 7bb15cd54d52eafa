"""The CSV files of a workspace that an import adds figures to, each changed once."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.draft.files import ChangedFile, cleanly, read_bytes
from pap_cli.edit.facts.tables import table_of
from pap_cli.edit.table.rows import NewFigure, with_figures
from pap_cli.load.workspace.loader import Workspace
from pap_cli.sheets.figures.writing.wanted import NamedKpi


class Tables:
    """CSV files with the figures that are to be added to each."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._figures: dict[str, list[NewFigure]] = {}

    def add(self, name: str, kpi: str, period: str, fields: Mapping[str, str]) -> None:
        """Keep a figure for a table."""
        self._figures.setdefault(name, []).append(NewFigure(kpi, period, fields))

    def add_all(self, name: str, new: Iterable[NamedKpi], on: date) -> None:
        """Keep the figures of new KPIs for a table."""
        for one in new:
            for figure in one.kpi.figures:
                self.add(name, one.id, figure.period.written, figure.fields)
                for later in figure.revisions:
                    self.add(name, one.id, figure.period.written, {"published": on.isoformat(), **later})

    def written(self, edits: Iterable[Edit]) -> tuple[list[Edit], list[ChangedFile]]:
        """Return edits with the lines of the last of their figures, and the files that are to be written.

        Raises:
            PapError: if a table has an error or no place for a figure, or was changed by another program meanwhile.
        """
        files: list[ChangedFile] = []
        places: dict[str, tuple[str, int]] = {}
        for name, figures in self._figures.items():
            file, lines = self._file(name, figures)
            files.append(file)
            places |= {one.kpi: (name, line) for one, line in zip(figures, lines, strict=True)}
        return [one if one.item.entry is None else replace(one, at=places.get(one.item.id)) for one in edits], files

    def _file(self, name: str, figures: Sequence[NewFigure]) -> tuple[ChangedFile, tuple[int, ...]]:
        source = table_of(self._workspace, name)
        path, before = read_bytes(self._workspace.root, source)
        mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
        written = cleanly(source, lambda: with_figures(source, figures))
        return ChangedFile(path, name, before, mark + written.text.encode("utf-8")), written.lines
