"""The bytes of files in the object store, from one `git cat-file --batch` that is asked ahead of need."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from msgspec import Struct

from pap_cli.load.workspace.git import start
from pap_cli.load.workspace.locate import MAX_BYTES

# How many are asked for before the first is read: their IDs together are shorter than any pipe.
_AHEAD = 48
_CHUNK = 1024 * 1024


class Blob(Struct, frozen=True):
    """A file as it is stored; `data` is None if it is missing or too large, and `why` says which."""

    data: bytes | None
    why: str = ""


class Blobs:
    """Files by ID, quickest in the order in which they are expected."""

    def __init__(self, top: Path, expected: Iterable[str]) -> None:
        self.process = start(top, ("cat-file", "--batch"))
        self.expected: Iterator[str] = iter(expected)
        self.asked: deque[str] = deque()
        self.kept: dict[str, Blob] = {}

    def __enter__(self) -> Blobs:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()
        self.process.wait()

    def get(self, id: str) -> Blob:
        """Return a file."""
        if id in self.kept:
            return self.kept.pop(id)
        if id not in self.asked:
            self._ask([id])
        while True:
            self._ask_ahead()
            name, blob = self.asked.popleft(), self._read()
            if name == id:
                return blob
            self.kept[name] = blob

    def _ask_ahead(self) -> None:
        ids: list[str] = []
        while len(self.asked) + len(ids) < _AHEAD and (id := next(self.expected, None)) is not None:
            ids.append(id)
        if len(self.asked) <= _AHEAD // 2 or ids:
            self._ask(ids)

    def _ask(self, ids: list[str]) -> None:
        if ids and self.process.stdin is not None:
            self.asked.extend(ids)
            try:
                self.process.stdin.write("".join(f"{id}\n" for id in ids).encode())
                self.process.stdin.flush()
            except OSError:
                return  # git has ended; what is not answered is missing

    def _read(self) -> Blob:
        stream = self.process.stdout
        head = stream.readline().split() if stream is not None else []
        if stream is None or len(head) != 3 or not head[2].isdigit():
            return Blob(None, "missing from this clone")
        left = int(head[2])
        if head[1] == b"blob" and left <= MAX_BYTES:
            data = stream.read(left + 1)
            return Blob(data[:left]) if len(data) == left + 1 else Blob(None, "missing from this clone")
        left += 1
        while left > 0 and (part := stream.read(min(left, _CHUNK))):
            left -= len(part)
        return Blob(None, f"larger than {MAX_BYTES // 1024 // 1024} MB")
