"""What was computed before, kept in files of the user's cache folder: data, never code, and never needed.

An entry is JSON under a line with its checksum, so that one that was damaged anywhere is as good as none.  Whatever
goes wrong here, the answer is "not known": a cache must not be able to fail a command.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

FORMAT = 1
"""The version of what the entries hold; another one is another folder."""
MAX_ENTRIES = 4000
MAX_BYTES = 256 * 1024 * 1024
MAX_ENTRY_BYTES = 16 * 1024 * 1024
_HEAD = b"pap-cache "


def digest(*parts: bytes) -> str:
    """A name for some bytes that no others have (SHA-256, each part with its length)."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()


class Store:
    """A folder of entries by their keys."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / f"v{FORMAT}"

    def get(self, key: str) -> Any:
        """What is kept under a key; None if it is nothing, or cannot be trusted."""
        try:
            data = self._path(key).read_bytes()
        except OSError:
            return None
        head, _, body = data.partition(b"\n")
        if head != _HEAD + digest(key.encode(), body).encode():
            return None
        try:
            return json.loads(body)
        except (ValueError, RecursionError):
            return None

    def put(self, key: str, value: Any) -> None:
        """Keep a value under a key, if it can be; values that are too long are not."""
        body = json.dumps(value, separators=(",", ":")).encode()
        if len(body) > MAX_ENTRY_BYTES:
            return
        path = self._path(key)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft.write_bytes(_HEAD + digest(key.encode(), body).encode() + b"\n" + body)
            draft.replace(path)
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

    def entries(self) -> list[Path]:
        """Every entry there is, and every draft that was left behind."""
        return [path for folder in _listed(self.folder) for path in _listed(folder)]

    def _path(self, key: str) -> Path:
        name = digest(key.encode())
        return self.folder / name[:2] / f"{name[2:]}.json"


def usable(folder: Path, root: Path | None) -> bool:
    """Whether a folder may hold the cache of a workspace; it is made if it is not there.

    It belongs to this user, nobody else can write in it, and it lies outside the workspace, where a stranger's change
    could have planted it.
    """
    try:
        whole = Path(os.path.realpath(folder))
        if root is not None and whole.is_relative_to(os.path.realpath(root)):
            return False
        if not whole.exists():
            whole.mkdir(mode=0o700, parents=True)
        found = whole.stat()
    except (OSError, ValueError):
        return False
    if not stat.S_ISDIR(found.st_mode):
        return False
    return os.name == "nt" or (found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def size_of(entries: Iterable[Path]) -> tuple[int, int]:
    """How many entries there are, and how many bytes in them."""
    sizes = [found.st_size for entry in entries if (found := _stat(entry)) is not None]
    return len(sizes), sum(sizes)


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _listed(folder: Path) -> Iterable[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return ()


def _age(path: Path) -> float:
    found = _stat(path)
    return found.st_mtime if found is not None else 0.0


def _gone(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
