"""What was computed before, kept in files of the user's cache folder: data, never code, and never needed.

An entry is bytes under a line with their checksum, so that one that was damaged anywhere is as good as none.  Whatever
goes wrong here, the answer is "not known": a cache must not be able to fail a command.  Nothing is imported that costs
more than it saves: `pathlib` alone costs as much as starting the interpreter.
"""

from __future__ import annotations

import os
import stat

from pap_cli.load.workspace.locate import digest, is_within

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# The version of what the entries hold; another one is another folder.
FORMAT = 1
MAX_ENTRIES = 4000
MAX_BYTES = 256 * 1024 * 1024
MAX_ENTRY_BYTES = 16 * 1024 * 1024
_HEAD = b"pap-cache "


class Store:
    """A folder of entries by their keys."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.base = os.fspath(folder)
        self.folder = os.path.join(self.base, f"v{FORMAT}")

    def get(self, key: str) -> bytes | None:
        """What is kept under a key; None if it is nothing, or cannot be trusted."""
        try:
            with open(self._path(key), "rb") as file:
                head, body = file.readline(200), file.read(MAX_ENTRY_BYTES + 1)
        except OSError:
            return None
        return body if head == _head(key, body) else None

    def put(self, key: str, body: bytes) -> None:
        """Keep bytes under a key, if they can be; what is too long is not."""
        if len(body) > MAX_ENTRY_BYTES:
            return
        path = self._path(key)
        draft = f"{path}.{os.getpid()}.draft"
        try:
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            with open(draft, "wb") as file:
                file.write(_head(key, body) + body)
            os.replace(draft, path)
        except OSError:
            _gone(draft)

    def prune(self) -> None:
        """Take out the oldest entries, if there are more, or more bytes in them, than anybody needs."""
        entries = self.entries()
        count, size = size_of(entries)
        if count <= MAX_ENTRIES and size <= MAX_BYTES:
            return
        for path in sorted(entries, key=_age):
            if count <= MAX_ENTRIES * 3 // 4 and size <= MAX_BYTES * 3 // 4:
                return
            _, bytes_in_it = size_of([path])
            count, size = count - 1, size - bytes_in_it
            _gone(path)

    def clear(self) -> int:
        """Take out every entry; gives how many there were."""
        entries = self.entries()
        for path in entries:
            _gone(path)
        return len(entries)

    def entries(self) -> list[str]:
        """Every entry there is, and every draft that was left behind."""
        return [path for folder in _listed(self.folder) for path in _listed(folder)]

    def _path(self, key: str) -> str:
        name = digest(key.encode())
        return os.path.join(self.folder, name[:2], name[2:])


def usable(folder: str | os.PathLike[str], root: str | os.PathLike[str] | None) -> bool:
    """Whether a folder may hold the cache of a workspace; it is made if it is not there.

    It belongs to this user, nobody else can write in it, and it lies outside the workspace, where a stranger's change
    could have planted it.
    """
    try:
        whole = os.path.realpath(folder)
        if root is not None and is_within(whole, os.path.realpath(root)):
            return False
        if not os.path.exists(whole):
            os.makedirs(whole, mode=0o700)
        found = os.stat(whole)
    except (OSError, ValueError):
        return False
    if not stat.S_ISDIR(found.st_mode):
        return False
    return os.name == "nt" or (found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def size_of(entries: Iterable[str]) -> tuple[int, int]:
    """How many entries there are, and how many bytes in them."""
    sizes = [found.st_size for entry in entries if (found := _stat(entry)) is not None]
    return len(sizes), sum(sizes)


def _head(key: str, body: bytes) -> bytes:
    return _HEAD + digest(key.encode(), body).encode() + b"\n"


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except OSError:
        return None


def _listed(folder: str) -> list[str]:
    try:
        return [os.path.join(folder, name) for name in os.listdir(folder)]
    except OSError:
        return []


def _age(path: str) -> float:
    found = _stat(path)
    return found.st_mtime if found is not None else 0.0


def _gone(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
