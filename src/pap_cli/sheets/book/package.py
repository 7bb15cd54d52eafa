"""The parts of a zipped spreadsheet, unpacked in memory under limits; nothing is ever written or followed outside."""

from __future__ import annotations

import io
import posixpath
import struct
import zlib
from collections.abc import Callable, Mapping
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from msgspec import Struct

from pap_cli.sheets.book.kinds import needs_password
from pap_cli.sheets.book.limits import MAX_PARTS, Allowance, damaged, refusal
from pap_cli.sheets.book.markup import Listener, Readable, listen

_ENCRYPTED = 0x1
# What zipfile raises for files that are not as they should be: the last two for an unknown compression and a password.
_DAMAGED = (
    *(BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, OverflowError),
    *(NotImplementedError, RuntimeError),
)
_CUT_SHORT = "the file is damaged or was cut short"


class Relation(Struct, frozen=True):
    """A link from one part of a package to another, or out of it."""

    id: str
    # The last word of its type, such as `worksheet`.
    kind: str
    # The name of the part; of a link out of the package, as it is written there.
    target: str
    outside: bool


class Package:
    """A zipped spreadsheet."""

    def __init__(self, data: bytes, allowance: Allowance) -> None:
        """Look at the names and sizes of the parts; nothing is unpacked yet.

        Raises:
            PapError: if it is damaged, encrypted, or beyond a limit.
        """
        self.allowance = allowance
        try:
            self._zip = ZipFile(io.BytesIO(data))
            parts = self._zip.infolist()
        except _DAMAGED:
            raise damaged(allowance.name, _CUT_SHORT) from None
        if len(parts) > MAX_PARTS:
            raise allowance.bomb(f"it has {len(parts):,} parts")
        allowance.declare(sum(part.file_size for part in parts))
        self._parts: dict[str, ZipInfo] = {}
        for part in parts:
            self._add(part)

    def _add(self, part: ZipInfo) -> None:
        name, file = part.filename, self.allowance.name
        if name.startswith("/") or "\\" in name or "\0" in name or ".." in name.split("/"):
            raise refusal(file, f"a part of it is named “{name}”, which leads out of the file", "ask who sent it")
        if part.flag_bits & _ENCRYPTED:
            raise needs_password(file)
        if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise damaged(file, f"its part {name} is packed in a way that spreadsheets are not")
        if name.casefold() in self._parts:
            raise damaged(file, f"it has two parts named {name}")
        self._parts[name.casefold()] = part

    def has(self, name: str) -> bool:
        """Return True if there is a part with a name; case does not count."""
        return name.casefold() in self._parts

    def names(self, start: str) -> list[str]:
        """Return the names of the parts that start with a text."""
        return [part.filename for name, part in self._parts.items() if name.startswith(start.casefold())]

    def listen(self, name: str, listener: Listener, through: Callable[[IO[bytes]], Readable] | None = None) -> None:
        """Read a part as XML; THROUGH may leave something out before it is parsed.

        Raises:
            PapError: if it is missing or damaged, or is beyond a limit.
        """
        part = self._parts.get(name.casefold())
        if part is None:
            raise damaged(self.allowance.name, f"its part {name} is missing")
        if part.file_size > self.allowance.bytes:
            raise self.allowance.bomb(f"{name} unpacks to {part.file_size // 1024 // 1024:,} MB")
        try:
            with self._open(part) as source:
                listen(through(source) if through else source, listener, self.allowance, name)
        except _DAMAGED:
            raise damaged(self.allowance.name, f"its part {name} is damaged") from None

    def _open(self, part: ZipInfo) -> IO[bytes]:
        return self._zip.open(part)

    def start(self, name: str, size: int = 200) -> bytes:
        """Return the first bytes of a part; empty if it is missing or damaged."""
        part = self._parts.get(name.casefold())
        if part is None:
            return b""
        try:
            with self._open(part) as source:
                return source.read(size)
        except _DAMAGED:
            return b""

    def relations(self, name: str) -> list[Relation]:
        """Return the links of a part to others; of the package itself if the name is empty.

        Raises:
            PapError: if they are damaged, or beyond a limit.
        """
        folder, file = posixpath.split(name)
        path = posixpath.join(folder, "_rels", f"{file}.rels")
        found = _Relations(folder)
        if self.has(path):
            self.listen(path, found)
        return found.relations


class _Relations:
    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.relations: list[Relation] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name != "Relationship":
            return
        outside = attributes.get("TargetMode", "").casefold() == "external"
        target = attributes.get("Target", "")
        if not outside:
            target = posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/")
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.relations.append(Relation(attributes.get("Id", ""), kind, target, outside))

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass
