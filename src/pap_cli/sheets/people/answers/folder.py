"""The workbooks that came back, wherever they are in a folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from pap_cli.errors import PapError
from pap_cli.sheets.book.read import read_book
from pap_cli.sheets.people.answers.returned import Returned, read_returned
from pap_cli.sheets.taken.change import Refused, Where

_KINDS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
# Files that office programs leave beside an open one, and hidden ones.
_NOT_ANSWERS = ("~$", ".", "._")
_MOST = 2_000


def refuse_other_than_folder(path: Path) -> None:
    """Refuse what is no folder.

    Raises:
        PapError: if it is a file, or there is nothing.
    """
    if path.is_dir():
        return
    help = "give the folder with the workbooks that came back"
    if path.is_file():
        raise PapError(f"{path} is a file, not a folder", help)
    raise PapError(f"there is no folder {path}", help)


def workbooks_in(folder: Path) -> list[Path]:
    """Return the spreadsheets in a folder and in those below it, in order; links are not followed.

    Raises:
        PapError: if there is no such folder, it cannot be read, or has too many.
    """
    refuse_other_than_folder(folder)
    found: list[Path] = []
    for path, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not Path(path, name).is_symlink())
        found += [
            Path(path, name)
            for name in sorted(names)
            if name.casefold().endswith(_KINDS) and not name.startswith(_NOT_ANSWERS)
        ]
        if len(found) > _MOST:
            raise PapError(f"{folder} has more than {_MOST:,} spreadsheets", "give the folder with the answers alone")
    return found


def _refuse(error: OSError) -> None:
    raise PapError(f"cannot read {error.filename}: {(error.strerror or str(error)).lower()}")


def read_folder(folder: Path, units: Mapping[str, str], tick: Callable[[int, int], None]) -> list[Returned]:
    """Return what each workbook in a folder answers; one that cannot be read is refused, and the others are read.

    Raises:
        PapError: as `workbooks_in`.
    """
    found: list[Returned] = []
    paths = workbooks_in(folder)
    for nth, path in enumerate(paths):
        tick(nth, len(paths))
        name = path.relative_to(folder).as_posix()
        try:
            if path.is_symlink():
                raise PapError(f"{name}: this is a link, which is not followed", "put the file itself here")
            found.append(read_returned(read_book(path, name), units))
        except PapError as error:
            why = error.message.removeprefix(f"{name}: ").removeprefix(f"{name}, ")
            found.append(Returned(file=name, refused=(Refused(where=Where(name), why=why, help=error.help),)))
    return found
