"""Write and update a folder of files, such as a website, without touching anybody else's files.

A list in the folder, `.pap-site`, names the files that `pap` wrote.  Other files are left alone, and a folder with
files but without the list is not written to.

All files are written to a folder of drafts first and then moved into place, so that a run that is stopped while it
renders changes nothing.  The list names the files before they are moved: what is still a draft was not moved.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import time
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

from pap_cli.errors import PapError
from pap_cli.output.lock import only_writer

MARKER = ".pap-site"
DRAFTS = ".pap-site.tmp"
_DRAFT = f"{MARKER}.new"
_LOCK = f"{MARKER}.lock"
_FIRST_LINE = (
    "Written by pap site. These files are its own: it writes them again, and deletes what it no longer makes.\n"
)
# What stands before the name of a file that is about to be moved into place and was not there before.
_NEW = "+"
# What every file of a site contains near its beginning.
_SIGNATURE = re.compile(rb'content="pap site"|Written by pap site')
_BEGINNING = 1024
# On Windows a file that another program has open cannot be replaced: how often to try, and the seconds in between.
_TRIES, _BETWEEN = 20 if os.name == "nt" else 1, 0.1


class Folder:
    """A folder to write a site to: new, empty, or written by `pap` before."""

    def __init__(self, path: Path) -> None:
        """Look for the list of files in the folder.

        Raises:
            PapError: if it is not a folder, or contains files that `pap` did not create.
        """
        self.path = path
        self._marker = path / MARKER
        self._drafts = path / DRAFTS
        self._folders: set[Path] = set()
        try:
            found = {entry.name for entry in path.iterdir()} if path.exists() or path.is_symlink() else set()
        except OSError as error:
            raise _cannot(path, error) from None
        if MARKER in found and (self._marker.is_symlink() or not self._marker.is_file()):
            raise PapError(f"{self._marker} is not a list written by pap; nothing was written", "choose another folder")
        others = sorted(found - {MARKER, DRAFTS, _DRAFT, _LOCK})
        if others and MARKER not in found:
            raise PapError(
                f"{path} contains files that pap did not create ({others[0]}); nothing was written",
                "choose an empty or new folder with  --output DIR",
            )

    def write(self, files: Iterable[tuple[str, str | bytes]], names: Iterable[str]) -> None:
        """Write files by their path in the folder, and delete those that an earlier run wrote and NAMES does not list.

        Raises:
            PapError: if a file cannot be written, was not written by `pap`, or there is a link in place of a folder.
        """
        wanted = set(names)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with only_writer(self.path):
                self._bring_up_to_date(files, wanted)
        except OSError as error:
            raise _cannot(Path(error.filename2 or error.filename or self.path), error) from None

    def _bring_up_to_date(self, files: Iterable[tuple[str, str | bytes]], wanted: set[str]) -> None:
        old = self._written()
        self._remove_drafts()
        self._refuse_others(wanted - old)
        try:
            moves = [name for name, text in files if self._drafted(name, _encoded(text), listed=name in old)]
        except BaseException:
            self._remove_drafts()
            raise
        self._note([*old, *(_NEW + name for name in wanted - old)])
        for name in moves:
            _patiently((self._drafts / name).replace, self._place(self.path, name))
        for name in old - wanted:
            self._remove(name)
        self._note(wanted)
        self._remove_drafts()

    def _written(self) -> set[str]:
        """Return the paths of the files that `pap` wrote; if its list is damaged, of those that look like its own."""
        try:
            lines = self._marker.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return set()
        except ValueError:
            lines = []
        if not lines or f"{lines[0]}\n" != _FIRST_LINE:
            paths = (path for path in self.path.rglob("*") if DRAFTS not in path.parts)
            return {path.relative_to(self.path).as_posix() for path in paths if _is_signed(path)}
        names = {line for line in lines[1:] if _is_below(line)}
        moved = {name[1:] for name in names if name.startswith(_NEW) and not (self._drafts / name[1:]).exists()}
        return {name for name in names if not name.startswith(_NEW)} | moved

    def _refuse_others(self, names: Iterable[str]) -> None:
        """Refuse to replace a file that `pap` did not write."""
        for name in sorted(names):
            place = self.path / name
            if (place.exists() or place.is_symlink()) and not _is_signed(place):
                raise PapError(
                    f"{place} was not written by pap, and a page would replace it; nothing was written",
                    "move it away, or choose another folder with  --output DIR",
                )

    def _drafted(self, name: str, data: bytes, *, listed: bool) -> bool:
        """Write the draft of a file, and return True; False if the file is there already and the same."""
        place = self.path / name
        if listed and _is_regular(place) and place.stat().st_size == len(data) and place.read_bytes() == data:
            return False
        self._place(self._drafts, name).write_bytes(data)
        return True

    def _note(self, names: Iterable[str]) -> None:
        draft = self.path / _DRAFT
        draft.unlink(missing_ok=True)
        lines = "".join(f"{name}\n" for name in sorted(names))
        with draft.open("xb") as file:
            file.write(f"{_FIRST_LINE}{lines}".encode())
        _patiently(draft.replace, self._marker)

    def _place(self, root: Path, name: str) -> Path:
        """Return the path of a file and create its folders; a link in place of a folder is refused."""
        for below in (root, *(root / parent for parent in reversed(PurePosixPath(name).parents[:-1]))):
            if below not in self._folders:
                if below.is_symlink() and below != self.path:
                    raise PapError(
                        f"{below} is a link; pap does not write through links", "delete it and run this again"
                    )
                below.mkdir(exist_ok=True)
                self._folders.add(below)
        return root / name

    def _remove(self, name: str) -> None:
        """Delete a file that is no longer written, and folders that are then empty."""
        place = self.path / name
        folders = [self.path / folder for folder in PurePosixPath(name).parents[:-1]]
        if any(folder.is_symlink() for folder in folders) or place.is_dir():
            return
        if place.exists() or place.is_symlink():
            _patiently(place.unlink)
        for folder in folders:
            try:
                folder.rmdir()
            except OSError:
                return  # not empty

    def _remove_drafts(self) -> None:
        (self.path / _DRAFT).unlink(missing_ok=True)
        if self._drafts.is_symlink():
            self._drafts.unlink()
        shutil.rmtree(self._drafts, ignore_errors=True)
        self._folders = {folder for folder in self._folders if self._drafts not in (folder, *folder.parents)}


def _is_regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return False


def _is_signed(path: Path) -> bool:
    """Return True for a file with the signature that every file of a site has."""
    if not _is_regular(path):
        return False
    with path.open("rb") as file:
        return _SIGNATURE.search(file.read(_BEGINNING)) is not None


def _is_below(name: str) -> bool:
    """Return True for the path of a file in the folder."""
    parts = PurePosixPath(name).parts
    return bool(parts) and ".." not in parts and not PurePosixPath(name).is_absolute() and not Path(name).drive


def _encoded(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8")


def _patiently(change: Callable[..., object], *how: object) -> None:
    """Replace or delete a file, and try again for a while if another program has it open."""
    for left in reversed(range(_TRIES)):
        try:
            change(*how)
            return
        except PermissionError:
            if not left:
                raise
            time.sleep(_BETWEEN)


def _cannot(path: Path, error: OSError) -> PapError:
    return PapError(f"cannot write {path}: {(error.strerror or str(error)).lower()}")
