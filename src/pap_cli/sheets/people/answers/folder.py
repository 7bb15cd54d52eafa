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
# What an answer may come back in, and what to do with it.
_ATTACHED = "save the workbook that is attached to it"
_AS_WORKBOOK = "ask for it as a workbook"
_OTHERS = {
    ".eml": _ATTACHED,
    ".msg": _ATTACHED,
    ".mbox": _ATTACHED,
    ".zip": "unpack it",
    ".numbers": "export it as .xlsx",
    ".pdf": _AS_WORKBOOK,
    ".doc": _AS_WORKBOOK,
    ".docx": _AS_WORKBOOK,
    ".htm": _AS_WORKBOOK,
    ".html": _AS_WORKBOOK,
}
_HEAD = 4_096


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


def _files_in(folder: Path) -> list[Path]:
    """Return the spreadsheets in a folder and in those below it, and other files that an answer may be in, in order.

    Links are not followed.

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
            if name.casefold().endswith((*_KINDS, *_OTHERS)) and not name.startswith(_NOT_ANSWERS)
        ]
        if len(found) > _MOST:
            raise PapError(f"{folder} has more than {_MOST:,} files", "give the folder with the answers alone")
    return found


def _refuse(error: OSError) -> None:
    raise PapError(f"cannot read {error.filename}: {(error.strerror or str(error)).lower()}")


def read_folder(folder: Path, units: Mapping[str, str], tick: Callable[[int, int], None]) -> list[Returned]:
    """Return what each workbook in a folder answers; one that cannot be read is refused, and the others are read.

    Raises:
        PapError: as `_files_in`.
    """
    found: list[Returned] = []
    paths = _files_in(folder)
    for nth, path in enumerate(paths):
        tick(nth, len(paths))
        name = path.relative_to(folder).as_posix()
        if (help := _OTHERS.get(path.suffix.casefold())) is not None:
            if not _is_question(path):
                why = "this is not a workbook, so it was not read"
                refused = (Refused(where=Where(name), why=why, help=help),)
                found.append(Returned(file=name, is_workbook=False, refused=refused))
            continue
        try:
            if path.is_symlink():
                raise PapError(f"{name}: this is a link, which is not followed", "put the file itself here")
            found.append(read_returned(read_book(path, name), units))
        except PapError as error:
            why = error.message.removeprefix(f"{name}: ").removeprefix(f"{name}, ")
            found.append(Returned(file=name, refused=(Refused(where=Where(name), why=why, help=error.help),)))
    return found


def _is_question(path: Path) -> bool:
    """Return True for a message that `pap chase` wrote and that nobody has sent yet."""
    if path.suffix.casefold() != ".eml" or path.is_symlink() or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return b"\nX-Unsent: 1" in file.read(_HEAD).replace(b"\r", b"")
    except OSError:
        return False
