"""Find a workspace and read its files: only regular files inside the workspace that are UTF-8 text."""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

from msgspec import Struct

from pap_cli.diagnostics import Diagnostic, Rule
from pap_cli.errors import PapError
from pap_cli.load.workspace.locate import FOLDERS, MAX_BYTES, SUFFIXES, TABLE, alike_in, folder_meant, nearest_workspace
from pap_cli.load.yaml.read import fields_between
from pap_cli.model.place import Source, Span
from pap_cli.problems.files import BYTE_ORDER_MARK, NOT_UTF8, UNREADABLE_FILE

CONFIG_NAME = "pap.toml"
# How many bytes of a file show what it is.
PEEK = 64 * 1024
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_CSV_UTF8 = "save it as UTF-8; in Excel, as “CSV UTF-8 (Comma delimited)”"
_ENCRYPTED = ("encrypted", "decrypt it first; a plan is a text file")
_DOCUMENT = ("a document or archive, not text", "move it out of the workspace; a plan is a text file")
# The first bytes of files that are not text, with what they are and what to do.
_NOT_TEXT = (
    (b"\0GITCRYPT\0", _ENCRYPTED),
    (b"$ANSIBLE_VAULT;", _ENCRYPTED),
    (b"-----BEGIN ", _ENCRYPTED),
    (b"age-encryption.org/", _ENCRYPTED),
    (b"%PDF-", _DOCUMENT),
    (b"PK\3\4", _DOCUMENT),
    (b"\xd0\xcf\x11\xe0", _DOCUMENT),
    (b"\x1f\x8b", _DOCUMENT),
)


# What is at the top of a bare clone.
_BARE = ("HEAD", "objects", "refs")


def find_workspace(start: Path) -> Path:
    """Return the nearest folder, from START upward, that contains `plans/` or `kpis/`; not above one with `.git`.

    Raises:
        PapError: if there is none, or START is not a folder.
    """
    if not start.is_dir():
        raise PapError(f"folder not found: {start}", "give the folder that contains plans/ and kpis/")
    if not (start / "plans").is_dir() and all((start / name).exists() for name in _BARE):
        raise PapError(
            f"{start.resolve()} is a bare clone: it has commits, but no files of a plan",
            "make a work tree, and run pap there:  git worktree add ../FOLDER",
        )
    found = nearest_workspace(os.path.realpath(start))
    if found is not None:
        return Path(found)
    for name in alike_in(str(start)):
        if folder_meant(name) and (start / name).is_dir():
            raise PapError(f"no plans/ or kpis/ folder in {start.resolve()}", f"rename {name} to {folder_meant(name)}")
    raise PapError(
        f"no plans/ or kpis/ folder in {start.resolve()} or above it",
        "run pap in a workspace, give one with -C DIR, or create one with  pap init --example",
    )


class Unit(Struct, frozen=True):
    """The files of one plan: a file in `plans/`, or all files of a folder in it."""

    name: str
    paths: tuple[Path, ...]
    folder: bool = False


def _leaves(path: Path, root: Path) -> bool:
    """Return True if a path is outside the workspace once its links are followed."""
    return not Path(os.path.realpath(path)).is_relative_to(root)  # resolve() raises on a link to itself


def _listed(folder: Path) -> list[Path] | None:
    """Return what is in a folder, without hidden files, in the same order on every file system.

    Returns None if the folder cannot be read.
    """
    try:
        return sorted((path for path in folder.iterdir() if path.name[:1] != "."), key=lambda path: path.name)
    except FileNotFoundError:
        return []
    except OSError:
        return None


def _is_read_elsewhere(link: Path, root: Path) -> bool:
    """Return True if a path is a link to a folder in `plans/` or `kpis/`, whose files are read where they are."""
    if not link.is_symlink():
        return False
    target = Path(os.path.realpath(link))
    return any(target.is_relative_to(root / name) for name in FOLDERS)


def _yaml_files(folder: Path, root: Path, others: list[Path] | None = None) -> Iterator[Path]:
    """Yield every YAML file in a folder and below it, and each folder that cannot be listed, to be reported.

    Other files are added to `others`.  A link to a folder is not followed below this one: it is skipped if the files
    there are read where they are, otherwise it is reported like a folder that cannot be listed.
    """
    if _leaves(folder, root):  # no link is followed below, so nothing there can lead out
        yield folder
        return
    waiting = [folder]  # not recursive: folders can be nested deeper than the call stack
    while waiting:
        path = waiting.pop()
        if path is not folder and path.name.endswith(SUFFIXES):
            yield path
        elif path is not folder and not path.is_dir():
            if others is not None:
                others.append(path)
        elif path is folder or not _is_read_elsewhere(path, root):
            found = _listed(path) if path is folder or not path.is_symlink() else None
            if found is None:
                yield path
            else:
                waiting += reversed(found)


def plan_units(root: Path, others: list[Path] | None = None) -> Iterator[Unit]:
    """Yield the files of each plan in the workspace, and add the other files to `others`."""
    found = None if _leaves(root / "plans", root) else _listed(root / "plans")
    for path in [root / "plans"] if found is None else found:
        if path.name.endswith(SUFFIXES) or found is None:
            yield Unit(path.name, (path,))
        elif not path.is_dir():
            if others is not None:
                others.append(path)
        elif files := tuple(_yaml_files(path, root, others)):
            yield Unit(path.name, files, folder=True)


def kpi_files(root: Path, others: list[Path] | None = None) -> tuple[Path, ...]:
    """Return every YAML file in `kpis/`, and add the other files to `others`."""
    return tuple(_yaml_files(root / "kpis", root, others))


class FileReader:
    """Reads the files of one workspace, and collects their problems and their text."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.diagnostics: list[Diagnostic] = []
        self.sources: dict[str, Source] = {}
        self._folders: dict[Path, bool] = {self.root: False}
        self._others: list[Path] = []

    def plan_units(self) -> Iterator[Unit]:
        """Yield the files of each plan."""
        return plan_units(self.root, self._others)

    def kpi_files(self) -> tuple[Path, ...]:
        """Return every YAML file in `kpis/`."""
        return kpi_files(self.root, self._others)

    def not_read(self) -> Iterator[str]:
        """Yield the paths of files that are not read and may look as if they were, relative to the workspace.

        Complete only once `plan_units` and `kpi_files` have run.
        """
        found = [self.root / name for name in alike_in(str(self.root))]
        others = [*self._others, *(path for path in found if not path.is_dir())]
        for folder in found:
            if folder.is_dir() and not folder.is_symlink():
                others += list(_yaml_files(folder, self.root, others))
        yield from (path.relative_to(self.root).as_posix() for path in others)

    def peek(self, name: str) -> str:
        """Return the start of the text of a file in the workspace; empty if it cannot be read."""
        path = self.root / name
        try:
            if self._outside(path) or not path.is_file():
                return ""
            with path.open("rb") as file:
                return file.read(PEEK).decode("utf-8", "replace")
        except OSError:
            return ""

    def beside(self, folder: Path) -> Iterator[Path]:
        """Yield what is directly in a folder of the workspace."""
        return folder.iterdir()

    def has(self, path: Path) -> bool:
        """Return True if there is something at this path, readable or not."""
        return os.path.lexists(path)

    def linked_folder(self, path: Path) -> Path | None:
        """Return the first folder on the way from `plans/` or `kpis/` to a file that is a link; None without one."""
        below = path.parent.relative_to(self.root).parts
        folders = (self.root.joinpath(*below[: nth + 1]) for nth in range(1, len(below)))
        return next((folder for folder in folders if folder.is_symlink()), None)

    def name(self, path: Path) -> str:
        """Return the path of a file as it is shown: relative to the workspace, with `/`."""
        name = path.relative_to(self.root).as_posix()
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")

    def report(self, rule: Rule, path: Path, message: str, help: str, span: Span | None = None) -> None:
        """Report a problem in a file."""
        self.diagnostics.append(
            Diagnostic(rule=rule, message=message, help=help, path=self.name(path), span=span, severity=rule.severity)
        )

    def insist(self, help: str) -> None:
        """Raise an error if any problem was reported, for files that were named on the command line.

        Raises:
            PapError: if there are problems; the message lists them all.
        """
        if not self.diagnostics:
            return
        messages = []
        for found in self.diagnostics:
            at = f":{found.span.line}:{found.span.column}" if found.span else ""
            messages.append(f"{found.path}{at}: {found.message}" + (f"; {found.help}" if found.help else ""))
        raise PapError("\n  ".join(messages), help)

    def read(self, path: Path, *, most: int | None = None) -> Source | None:
        """Return the text of a file of at most MOST bytes; if it cannot be read, report that and return None."""
        try:
            data = self._bytes(path, MAX_BYTES if most is None else most)
        except OSError as error:
            why = (error.strerror or "it cannot be opened").lower()
            self.report(UNREADABLE_FILE, path, f"cannot read this file: {why}", "check its permissions")
            return None
        if data is None:
            return None
        text = self._text(path, data)
        if text is None:
            return None
        source = Source(self.name(path), text, fields_between if path.suffix in SUFFIXES else None)
        self.sources[source.path] = source
        return source

    def _outside(self, path: Path) -> bool:
        """Return True if a path leads out of the workspace; each folder is checked only once."""
        unknown = list(takewhile(lambda folder: folder not in self._folders, path.parents))
        for folder in reversed(unknown):
            # One that is no link is where the folder above it is: following all links of a deep path takes long.
            inside = self._folders.get(folder.parent) is False and not folder.is_symlink()
            self._folders[folder] = not inside and _leaves(folder, self.root)
        return self._folders[path.parent] or (path.is_symlink() and _leaves(path, self.root))

    def _bytes(self, path: Path, most: int) -> bytes | None:
        if self._outside(path):
            message = "link points outside the workspace and was not followed"
            self.report(UNREADABLE_FILE, path, message, "copy the file into the workspace")
            return None
        found = path.stat()
        if stat.S_ISDIR(found.st_mode) and path.is_symlink():
            message, help = "link to a folder outside plans/ and kpis/ was not followed", "move the folder here"
            self.report(UNREADABLE_FILE, path, message, help)
            return None
        if stat.S_ISDIR(found.st_mode) and not path.name.endswith((*SUFFIXES, TABLE, ".toml")):
            self.report(UNREADABLE_FILE, path, "cannot read this folder", "check its permissions")
            return None
        if not stat.S_ISREG(found.st_mode):
            self.report(UNREADABLE_FILE, path, "not a regular file", "rename it or delete it")
            return None
        data = b""
        if found.st_size <= most:
            with path.open("rb") as file:
                data = file.read(found.st_size + 1)
                if len(data) > found.st_size:
                    data += file.read(most + 1 - len(data))
        if max(found.st_size, len(data)) > most:  # the file may have grown in the meantime
            self.report_size(path, most)
            return None
        return data

    def report_size(self, path: Path, most: int) -> None:
        """Report that a file is larger than MOST bytes."""
        size = f"{most // 1024 // 1024} MB" if most >= 1024 * 1024 else f"{most // 1024} kB"
        self.report(UNREADABLE_FILE, path, f"file is larger than {size}", "split it or shorten it")

    def _text(self, path: Path, data: bytes) -> str | None:
        for start, (what, help) in _NOT_TEXT:
            if data.startswith(start):
                self.report(NOT_UTF8, path, f"this file is {what}", help)
                return None
        table = path.name.endswith(TABLE)
        if data.startswith(codecs.BOM_UTF8) and table:  # as Excel saves it
            data = data[len(codecs.BOM_UTF8) :]
        elif data.startswith(codecs.BOM_UTF8):
            message, help = "file starts with a byte-order mark", "save it as UTF-8 without BOM"
            self.report(BYTE_ORDER_MARK, path, message, help, Span(1, 1, 1, 1))
            data = data[len(codecs.BOM_UTF8) :]
        elif data.startswith(_UTF16) or data[:2].count(0) == 1:  # without a byte-order mark, half of the bytes are NUL
            self.report(NOT_UTF8, path, "file is in UTF-16 or UTF-32", _CSV_UTF8 if table else "save it as UTF-8")
            return None
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            before = Source("", data[: error.start].decode("utf-8"))
            line, column = before.position(len(before.text))
            message = f"byte 0x{data[error.start]:02X} is not valid UTF-8"
            help = "save the file as UTF-8; a document or spreadsheet cannot be read as a plan"
            help = _CSV_UTF8 if table else help
            self.report(NOT_UTF8, path, message, help, Span(line, column, line, column + 1))
            return None
