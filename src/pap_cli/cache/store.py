"""Cache entries as files in the user's cache folder: data, never code.

An entry is a line with a checksum, then bytes; a damaged entry is ignored.  Every failure counts as a cache miss: the
cache must not be able to fail a command.  Nothing is imported that costs more than it saves: `pathlib` alone costs as
much as starting the interpreter.
"""

from __future__ import annotations

import os
import stat

from pap_cli.load.workspace.locate import digest, is_within

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# The version of the entries' format; each version has its own folder.
FORMAT = 2
MAX_ENTRIES = 4000
MAX_BYTES = 256 * 1024 * 1024
MAX_ENTRY_BYTES = 16 * 1024 * 1024
_HEAD = b"pap-cache "


class Store:
    """A folder of cache entries by key."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.base = os.fspath(folder)
        self.folder = os.path.join(self.base, f"v{FORMAT}")

    def get(self, key: str) -> bytes | None:
        """Return the bytes of an entry; None if there is no such entry, or it is damaged."""
        try:
            with open(self._path(digest(key.encode())), "rb") as file:
                head, body = file.readline(200), file.read(MAX_ENTRY_BYTES + 1)
        except OSError:
            return None
        return body if head == _head(key, body) else None

    def put(self, key: str, body: bytes) -> None:
        """Write an entry, unless it is too long or the folder cannot be written."""
        if len(body) > MAX_ENTRY_BYTES:
            return
        key_digest = digest(key.encode())
        path = self._path(key_digest)
        draft = f"{path}.{os.getpid()}.draft"
        try:
            os.makedirs(self.base, mode=0o700, exist_ok=True)
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            with open(draft, "wb") as file:
                file.write(_head(key, body) + body)
            os.replace(draft, path)
        except OSError:
            _delete(draft)
        if key_digest.startswith("0"):  # one write in sixteen: listing a full cache takes longer than writing to it
            self.prune()

    def prune(self) -> None:
        """Delete the oldest entries if there are more than MAX_ENTRIES, or more than MAX_BYTES in them."""
        entries = self.entries()
        count, size = size_of(entries)
        if count <= MAX_ENTRIES and size <= MAX_BYTES:
            return
        for path in sorted(entries, key=_age):
            if count <= MAX_ENTRIES * 3 // 4 and size <= MAX_BYTES * 3 // 4:
                return
            _, freed = size_of([path])
            count, size = count - 1, size - freed
            _delete(path)

    def clear(self) -> int:
        """Delete every entry and return how many there were."""
        entries = self.entries()
        for path in entries:
            _delete(path)
        return len(entries)

    def entries(self) -> list[str]:
        """Return the paths of all entries, and of drafts that an interrupted run left."""
        return [path for folder in _list(self.folder) for path in _list(folder)]

    def _path(self, key_digest: str) -> str:
        return os.path.join(self.folder, key_digest[:2], key_digest[2:])


def usable(folder: str | os.PathLike[str], root: str | os.PathLike[str] | None) -> bool:
    """Return True if a folder can be trusted with the cache of a workspace, or does not exist yet.

    It must belong to this user, be writable by nobody else, and be outside the workspace, where somebody else's commit
    could plant entries.
    """
    try:
        whole = os.path.realpath(folder)
        if root is not None and is_within(whole, os.path.realpath(root)):
            return False
        found = os.stat(whole)
    except FileNotFoundError:
        return True
    except (OSError, ValueError):
        return False
    if not stat.S_ISDIR(found.st_mode):
        return False
    return os.name == "nt" or (found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def size_of(entries: Iterable[str]) -> tuple[int, int]:
    """Return the number of entries and of bytes in them."""
    sizes = [found.st_size for entry in entries if (found := _stat(entry)) is not None]
    return len(sizes), sum(sizes)


def _head(key: str, body: bytes) -> bytes:
    return _HEAD + digest(key.encode(), body).encode() + b"\n"


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except OSError:
        return None


def _list(folder: str) -> list[str]:
    try:
        return [os.path.join(folder, name) for name in os.listdir(folder)]
    except OSError:
        return []


def _age(path: str) -> float:
    found = _stat(path)
    return found.st_mtime if found is not None else 0.0


def _delete(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
