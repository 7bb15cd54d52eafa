"""Finding a workspace and reading its files: only ordinary files, only inside the workspace, only UTF-8 text."""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from pap_cli.diagnostics import Diagnostic, Rule
from pap_cli.errors import PapError
from pap_cli.load.workspace.locate import MAX_BYTES, SUFFIXES, nearest_workspace
from pap_cli.load.yaml.read import fields_between
from pap_cli.model.place import Source, Span
from pap_cli.problems.files import BYTE_ORDER_MARK, NOT_UTF8, UNREADABLE_FILE

CONFIG_NAME = "pap.toml"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_ENCRYPTED = ("encrypted", "decrypt it first; a plan is plain text")
_DOCUMENT = ("a document or an archive, whatever its name says", "write the plan as text, and keep this elsewhere")
# How files begin that are no text, and what to say of them.
_NO_PLANS = (
    (b"\0GITCRYPT\0", _ENCRYPTED),
    (b"$ANSIBLE_VAULT;", _ENCRYPTED),
    (b"-----BEGIN ", _ENCRYPTED),
    (b"age-encryption.org/", _ENCRYPTED),
    (b"%PDF-", _DOCUMENT),
    (b"PK\3\4", _DOCUMENT),
    (b"\xd0\xcf\x11\xe0", _DOCUMENT),
    (b"\x1f\x8b", _DOCUMENT),
)


def find_workspace(start: Path) -> Path:
    """The nearest folder, from `start` upward, that holds `plans/` or `kpis/`; not above a folder with `.git`.

    Raises:
        PapError: there is none, or `start` is no folder.
    """
    if not start.is_dir():
        raise PapError(f"there is no folder {start}", "name the folder that holds plans/ and kpis/")
    found = nearest_workspace(os.path.realpath(start))
    if found is not None:
        return Path(found)
    raise PapError(
        f"no plans/ or kpis/ folder in {start.resolve()}, nor above it",
        "run pap in a workspace, name one with -C DIR, or start one with  pap init --example",
    )


class Unit(Struct, frozen=True):
    """Files that make up one plan (a file, or a folder), or the KPI files."""

    name: str
    paths: tuple[Path, ...]
    folder: bool = False


def _leaves(path: Path, root: Path) -> bool:
    """Whether a path is or leads through a link out of the workspace."""
    return not Path(os.path.realpath(path)).is_relative_to(root)  # resolve() raises on a link to itself


def _listed(folder: Path, root: Path) -> list[Path] | None:
    """What stands in a folder, hidden things left out, in an order that no file system changes.

    None if it is not to be listed, for want of rights or because it is a link out of the workspace.
    """
    if _leaves(folder, root):
        return None
    try:
        return sorted((path for path in folder.iterdir() if path.name[:1] != "."), key=lambda path: path.name)
    except FileNotFoundError:
        return []
    except OSError:
        return None


def _yaml_files(folder: Path, root: Path) -> Iterator[Path]:
    """Every YAML file in a folder and below it; also each folder that is not to be listed, for somebody to say so.

    Folders behind a link within the workspace are read where they are, not once more here.
    """
    waiting = [folder]  # not a function that calls itself: folders can be nested deeper than calls
    while waiting:
        path = waiting.pop()
        if path is not folder and path.name.endswith(SUFFIXES):
            yield path
        elif path is folder or (path.is_dir() and (not path.is_symlink() or _leaves(path, root))):
            found = _listed(path, root)
            if found is None:
                yield path
            else:
                waiting += reversed(found)


def plan_units(root: Path) -> Iterator[Unit]:
    """Each plan of the workspace: a file in `plans/`, or a folder in it."""
    found = _listed(root / "plans", root)
    for path in [root / "plans"] if found is None else found:
        if path.name.endswith(SUFFIXES) or found is None:
            yield Unit(path.name, (path,))
        elif path.is_dir() and (files := tuple(_yaml_files(path, root))):
            yield Unit(path.name, files, folder=True)


def kpi_files(root: Path) -> tuple[Path, ...]:
    """Every YAML file in `kpis/`."""
    return tuple(_yaml_files(root / "kpis", root))


class FileReader:
    """Reads the files of one workspace, and keeps what was wrong with them and the text of those that were read."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.diagnostics: list[Diagnostic] = []
        self.sources: dict[str, Source] = {}
        self._folders: dict[Path, bool] = {}

    def plan_units(self) -> Iterator[Unit]:
        """Each plan of the workspace."""
        return plan_units(self.root)

    def kpi_files(self) -> tuple[Path, ...]:
        """Every YAML file in `kpis/`."""
        return kpi_files(self.root)

    def name(self, path: Path) -> str:
        """A file's path as it is shown: relative to the workspace, with `/`."""
        name = path.relative_to(self.root).as_posix()
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")

    def report(self, rule: Rule, path: Path, message: str, help: str, span: Span | None = None) -> None:
        """Note what is wrong with a file."""
        self.diagnostics.append(
            Diagnostic(rule=rule, message=message, help=help, path=self.name(path), span=span, severity=rule.severity)
        )

    def insist(self, help: str) -> None:
        """Take what was wrong with the files as the operator's fault, who named them: all of it in one message.

        Raises:
            PapError: something was.
        """
        if not self.diagnostics:
            return
        told = []
        for found in self.diagnostics:
            at = f":{found.span.line}:{found.span.column}" if found.span else ""
            told.append(f"{found.path}{at}: {found.message}" + (f"; {found.help}" if found.help else ""))
        raise PapError("\n  ".join(told), help)

    def read(self, path: Path, *, most: int | None = None) -> Source | None:
        """The text of a file of at most so many bytes; None, with a finding, if it cannot be had."""
        try:
            data = self._bytes(path, MAX_BYTES if most is None else most)
        except OSError as error:
            why = (error.strerror or "it cannot be opened").lower()
            self.report(UNREADABLE_FILE, path, f"this file cannot be read: {why}", "check who may read it")
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
        """Whether a path leads out of the workspace; what its folder does is asked once for all files in it."""
        folder = path.parent
        if folder not in self._folders:
            self._folders[folder] = _leaves(folder, self.root)
        return self._folders[folder] or (path.is_symlink() and _leaves(path, self.root))

    def _bytes(self, path: Path, most: int) -> bytes | None:
        if self._outside(path):
            message = "this link leads out of the workspace and is not followed"
            self.report(UNREADABLE_FILE, path, message, "put the file itself here")
            return None
        found = path.stat()
        if stat.S_ISDIR(found.st_mode) and not path.name.endswith((*SUFFIXES, ".toml")):
            message = "what stands in this folder cannot be listed"
            self.report(UNREADABLE_FILE, path, message, "check who may read it")
            return None
        if not stat.S_ISREG(found.st_mode):
            message = f"this is named like a {path.suffix[1:].upper()} file and is none"
            self.report(UNREADABLE_FILE, path, message, "rename it, or delete it")
            return None
        data = b""
        if found.st_size <= most:
            with path.open("rb") as file:
                data = file.read(found.st_size + 1)
                if len(data) > found.st_size:
                    data += file.read(most + 1 - len(data))
        if max(found.st_size, len(data)) > most:  # it may have grown while it was read
            size = f"{most // 1024 // 1024} MB" if most >= 1024 * 1024 else f"{most // 1024} kB"
            message = f"this file has more than {size}"
            self.report(UNREADABLE_FILE, path, message, "split it, or shorten it; none needs to be as long")
            return None
        return data

    def _text(self, path: Path, data: bytes) -> str | None:
        for start, (what, help) in _NO_PLANS:
            if data.startswith(start):
                self.report(NOT_UTF8, path, f"this file is {what}", help)
                return None
        if data.startswith(codecs.BOM_UTF8):
            message, help = "the file starts with a byte-order mark", "save it as UTF-8 without BOM"
            self.report(BYTE_ORDER_MARK, path, message, help, Span(1, 1, 1, 1))
            data = data[len(codecs.BOM_UTF8) :]
        elif data.startswith(_UTF16) or data[:2].count(0) == 1:  # without its mark, half of the bytes are NUL
            self.report(NOT_UTF8, path, "the file is text in UTF-16 or UTF-32", "save it as UTF-8")
            return None
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            before = Source("", data[: error.start].decode("utf-8"))
            line, column = before.position(len(before.text))
            message = f"the byte 0x{data[error.start]:02X} here is not UTF-8 text"
            help = "save the file as UTF-8; if it is a document or a spreadsheet, it is no plan"
            self.report(NOT_UTF8, path, message, help, Span(line, column, line, column + 1))
            return None
