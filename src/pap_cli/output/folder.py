"""Write and update a folder of files, such as a website, without touching anybody else's files.

A list in the folder, `.pap-site`, names the files that `pap` wrote.  Other files are left alone, and a folder with
files but without the list is not written to.
"""

from __future__ import annotations

import stat
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from pap_cli.errors import PapError

MARKER = ".pap-site"
_FIRST_LINE = (
    "Written by pap site. These files are its own: it writes them again, and deletes what it no longer makes.\n"
)


class Folder:
    """A folder to write a site to: new, empty, or written by `pap` before."""

    def __init__(self, path: Path) -> None:
        """Read the list of files in the folder.

        Raises:
            PapError: if it is not a folder, or contains files that `pap` did not create.
        """
        self.path = path
        self._known: set[str] = set()
        try:
            found = sorted(entry.name for entry in path.iterdir()) if path.exists() or path.is_symlink() else []
        except OSError as error:
            raise _cannot(path, error) from None
        self._old = _read_list(path / MARKER) if MARKER in found else []
        if found and MARKER not in found:
            raise PapError(
                f"{path} contains files that pap did not create ({found[0]}); nothing was written",
                "choose an empty or new folder with  --output DIR",
            )

    def write(self, files: Iterable[tuple[str, str | bytes]], names: Iterable[str]) -> None:
        """Write files by their path in the folder, and delete those that an earlier run wrote and NAMES does not list.

        Raises:
            PapError: if a file cannot be written, or there is a link in place of a folder.
        """
        wanted = set(names)
        stale = [name for name in self._old if name not in wanted]
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._note({*wanted, *self._old})  # so that the next run can clean up after an interrupted one
            for name in stale:
                self._remove(name)
            for name, text in files:
                self._write(self._place(name), text if isinstance(text, bytes) else text.encode("utf-8"))
            self._note(wanted)
        except OSError as error:
            raise _cannot(Path(error.filename or self.path), error) from None

    def _note(self, names: Iterable[str]) -> None:
        lines = "".join(f"{name}\n" for name in sorted(names))
        self._write(self.path / MARKER, f"{_FIRST_LINE}{lines}".encode())

    def _place(self, name: str) -> Path:
        """Return the path of a file and create its folders; a link in place of a folder is refused."""
        folder = name.rpartition("/")[0]
        if folder not in self._known:
            for below in reversed([self.path / parent for parent in PurePosixPath(name).parents[:-1]]):
                if below.is_symlink():
                    raise PapError(
                        f"{below} is a link; pap does not write through links", "delete it and run this again"
                    )
                below.mkdir(exist_ok=True)
            self._known.add(folder)
        return self.path / name

    def _write(self, path: Path, data: bytes) -> None:
        """Write a file unless it is unchanged; a link is replaced, so that nothing is written outside the folder."""
        try:
            found = path.lstat()
        except FileNotFoundError:
            with path.open("xb") as file:
                file.write(data)
            return
        if stat.S_ISREG(found.st_mode) and found.st_size == len(data) and path.read_bytes() == data:
            return
        draft = path.with_name(f".{path.name}.tmp")
        draft.unlink(missing_ok=True)
        with draft.open("xb") as file:
            file.write(data)
        draft.replace(path)

    def _remove(self, name: str) -> None:
        """Delete a file that is no longer written, and folders that are then empty."""
        place = self.path / name
        folders = [self.path / folder for folder in PurePosixPath(name).parents[:-1]]
        if any(folder.is_symlink() for folder in folders) or place.is_dir():
            return
        place.unlink(missing_ok=True)
        for folder in folders:
            try:
                folder.rmdir()
            except OSError:
                return  # not empty


def _read_list(marker: Path) -> list[str]:
    """Return the paths of the files that an earlier run wrote, ignoring paths outside the folder."""
    if marker.is_symlink() or not marker.is_file():
        raise PapError(f"{marker} is not a list written by pap; nothing was written", "choose another folder")
    try:
        lines = marker.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        lines = []
    if not lines or f"{lines[0]}\n" != _FIRST_LINE:
        raise PapError(f"{marker} is not a list written by pap; nothing was written", "choose another folder")
    return [line for line in lines[1:] if _is_below(line)]


def _is_below(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return bool(parts) and ".." not in parts and not PurePosixPath(name).is_absolute() and not Path(name).drive


def _cannot(path: Path, error: OSError) -> PapError:
    return PapError(f"cannot write {path}: {(error.strerror or str(error)).lower()}")
