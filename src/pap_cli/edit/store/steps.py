"""The steps by which a file is changed, one call of the operating system each, so that tests can let any one fail."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pap_cli.edit.store import swap

# Windows refuses while another program, such as a virus scanner, has the file open: whether to ask again, how often,
# and after how many seconds.
_PATIENT, _RETRIES, _PAUSE = os.name == "nt", 20, 0.05


def read(path: Path) -> bytes | None:
    """Return the bytes of a file; None if there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def is_read_only(path: Path) -> bool:
    """Return True if a file may not be written, although it could be replaced."""
    return not (os.access(path, os.W_OK) and path.stat().st_mode & 0o222)


def write_new(path: Path, data: bytes, like: Path | None) -> None:
    """Write a new file to the disk, with the permissions, the attributes and the owner of another."""
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(number, "wb") as file:
            write_all(file.fileno(), data)
            _make_like(path, like)
            sync(file.fileno())
    except OSError as error:
        error.filename = error.filename or os.fspath(path)
        raise


def write_all(number: int, data: bytes) -> None:
    """Write bytes to an open file."""
    view = memoryview(data)
    while view:
        view = view[os.write(number, view) :]


def sync(number: int) -> None:
    """Wait until an open file is on the disk."""
    if sys.platform == "darwin":  # fsync(2) there does not wait for the disk's own cache
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(number, fcntl.F_FULLFSYNC)
            return
    os.fsync(number)


def _make_like(path: Path, like: Path | None) -> None:
    if like is None or not like.exists():
        path.chmod(0o666 & ~_umask())
        return
    found = like.stat()
    if os.name != "nt":
        if (found.st_uid, found.st_gid) != (os.geteuid(), os.getegid()):
            with suppress(PermissionError):  # only root may give a file away
                os.chown(path, found.st_uid, found.st_gid)
        _copy_attributes(like, path)
    path.chmod(stat.S_IMODE(found.st_mode))


def _copy_attributes(like: Path, path: Path) -> None:
    """Copy extended attributes, among them access control lists, where there are any."""
    if not hasattr(os, "listxattr"):
        return
    with suppress(OSError):
        for name in os.listxattr(like):
            with suppress(OSError):
                os.setxattr(path, name, os.getxattr(like, name))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def replace(draft: Path, target: Path) -> None:
    """Put a file in the place of another in one step."""
    _patiently(lambda: draft.replace(target))


def exchange(one: Path, other: Path) -> bool:
    """Give each of two files the name of the other in one step; False if this system cannot."""
    return swap.exchange(one, other)


def create(draft: Path, target: Path) -> None:
    """Give a file a name in one step.

    Raises:
        FileExistsError: if there is a file of that name.
    """
    _patiently(lambda: swap.rename_new(draft, target))


def delete(path: Path) -> None:
    """Delete a file if it is there."""
    _patiently(lambda: path.unlink(missing_ok=True))


def make_folder(path: Path) -> None:
    """Make a folder unless it is there."""
    path.mkdir(exist_ok=True)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk; Windows has no way to."""
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems cannot
            os.fsync(number)
    finally:
        os.close(number)


def _patiently(step: Callable[[], object]) -> None:
    for attempt in range(_RETRIES):
        try:
            step()
        except PermissionError:
            if not _PATIENT or attempt + 1 == _RETRIES:
                raise
            time.sleep(_PAUSE)
        else:
            return
