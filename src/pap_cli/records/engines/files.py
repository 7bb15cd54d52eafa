"""Which files a source means: only in folders that the user allows, whatever the workspace says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path, PurePosixPath

from msgspec import Struct

from pap_cli.errors import PapError
from pap_cli.model.records import RecordSource

_KINDS = {".csv": "csv", ".gz": "csv", ".parquet": "parquet", ".xlsx": "xlsx"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WHAT = "records are read only in folders that you allow"
_HOW = 'name one with  pap refresh --allow FOLDER, or in your own settings:  [records] allow = ["FOLDER"]'


class SourceFile(Struct, frozen=True, kw_only=True):
    """A file of a source."""

    path: Path
    kind: str
    # The day that the name of its folder is; None if it is none.
    extract: date | None


def files_of(source: RecordSource, allowed: Sequence[Path]) -> list[SourceFile]:
    """Return the files of a source in the allowed folders, in the order of their names.

    Raises:
        PapError: if no folder is allowed, the path leaves the folder, there is no such file, or one is of another kind.
    """
    pattern = source.files or ""
    parts = PurePosixPath(pattern).parts
    where = f"{source.place.path}:{source.place.line}: source {source.id}"
    if not allowed:
        raise PapError(f"{where}: {_WHAT}, and none is", _HOW)
    if (
        not parts
        or pattern.startswith(("/", "~"))
        or "\\" in pattern
        or ":" in pattern
        or ".." in parts
        or "**" in pattern
    ):
        help = "write the path from the allowed folder on, such as  assessments/*/list_4.csv"
        raise PapError(f"{where}: files “{pattern}” leaves the allowed folder, or is no path in it", help)
    found: dict[Path, SourceFile] = {}
    for folder in allowed:
        top = folder.resolve()
        for path in sorted(top.glob(pattern)):
            found[path] = _file(path, top, where)
    if not found:
        shown = " or ".join(str(one) for one in allowed)
        raise PapError(f"{where}: no file “{pattern}” in {shown}", "check files:, or allow the folder that holds it")
    return sorted(found.values(), key=lambda one: one.path)


def _file(path: Path, top: Path, where: str) -> SourceFile:
    real = path.resolve()
    if not real.is_relative_to(top):
        raise PapError(f"{where}: {path} is a link that leaves the allowed folder", _HOW)
    if not real.is_file():
        raise PapError(f"{where}: {path} is not a file", "name files, not folders")
    kind = _KINDS.get(path.suffix.lower())
    if kind is None or (path.suffix == ".gz" and not path.name.endswith(".csv.gz")):
        raise PapError(f"{where}: {path.name} is of a kind that is not read", "use csv, csv.gz, parquet or xlsx")
    return SourceFile(path=real, kind=kind, extract=_day(path.parent.name))


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(name) if _DAY.fullmatch(name) else None
    except ValueError:
        return None


def allowed_folders(told: Iterable[Path], settings: Iterable[str]) -> list[Path]:
    """Return the folders that a person allows, by option or in the settings of their own.

    Raises:
        PapError: if one does not exist.
    """
    folders = [*told, *(Path(one).expanduser() for one in settings)]
    for folder in folders:
        if not folder.is_dir():
            raise PapError(f"the allowed folder {folder} does not exist", "correct its path")
    return folders
