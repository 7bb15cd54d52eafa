"""The files of a workspace with changes that are not written yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pap_cli.load.workspace.files import FileReader, Unit


class ChangedFiles(FileReader):
    """Reads a workspace as it would be after a change; a file without bytes is deleted by it."""

    def __init__(self, root: Path, changed: Mapping[Path, bytes | None]) -> None:
        super().__init__(root)
        self._changed = {path: data for path, data in changed.items() if data is not None}
        self._deleted = changed.keys() - self._changed.keys()

    def _bytes(self, path: Path, most: int) -> bytes | None:
        return self._changed[path] if path in self._changed else super()._bytes(path, most)

    def plan_units(self) -> Iterator[Unit]:
        """Yield the files of each plan, with the plans that the change adds as files of their own."""
        folder = self.root / "plans"
        known: set[Path] = set()
        for unit in super().plan_units():
            known.update(unit.paths)
            paths = tuple(path for path in unit.paths if path not in self._deleted)
            if paths:
                yield Unit(unit.name, paths, folder=unit.folder)
        added = [path for path in self._changed if path.parent == folder and path.suffix == ".yaml"]
        yield from (Unit(path.name, (path,)) for path in sorted(added) if path not in known)

    def kpi_files(self) -> tuple[Path, ...]:
        """Return every YAML file in `kpis/`, with those that the change adds."""
        found = super().kpi_files()
        folder = self.root / "kpis"
        added = [path for path in self._changed if path.is_relative_to(folder) and path.suffix == ".yaml"]
        return tuple(sorted({*found, *added} - self._deleted))

    def has(self, path: Path) -> bool:
        """Return True if there is such a file, or the change adds it."""
        return path in self._changed or (path not in self._deleted and super().has(path))
