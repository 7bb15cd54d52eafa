"""The CSV files of a workspace that an import adds figures to, each changed once."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Mapping
from datetime import date

from pap_cli.edit.draft.files import ChangedFile, cleanly, read_bytes
from pap_cli.edit.facts.tables import table_of
from pap_cli.edit.table.rows import with_figure
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.place import Source
from pap_cli.sheets.figures.writing.wanted import NamedKpi


class Tables:
    """CSV files as they are after the figures added so far."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._sources: dict[str, Source] = {}

    def add(self, name: str, kpi: str, period: str, fields: Mapping[str, str]) -> int:
        """Add a figure to a table, and return its line.

        Raises:
            PapError: if the table has an error, or no place for the figure.
        """
        source = self._sources.get(name) or table_of(self._workspace, name)
        written = cleanly(source, lambda: with_figure(source, kpi, period, fields))
        self._sources[name] = Source(source.path, written.text)
        return written.line

    def add_all(self, name: str, new: Iterable[NamedKpi], on: date) -> None:
        """Add the figures of new KPIs to a table.

        Raises:
            PapError: as `add`.
        """
        for one in new:
            for figure in one.kpi.figures:
                self.add(name, one.id, figure.period.written, figure.fields)
                for later in figure.revisions:
                    self.add(name, one.id, figure.period.written, {"published": on.isoformat(), **later})

    def changed(self) -> list[ChangedFile]:
        """Return the files that are to be written.

        Raises:
            PapError: if one was changed by another program in the meantime.
        """
        files: list[ChangedFile] = []
        for name, source in self._sources.items():
            path, before = read_bytes(self._workspace.root, table_of(self._workspace, name))
            mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
            files.append(ChangedFile(path, name, before, mark + source.text.encode("utf-8")))
        return files
