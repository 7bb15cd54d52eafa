"""Let one process at a time write to a folder, and find out whether the process that left a file behind is alive.

The operating system releases these locks when a process ends, however it ends.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Wait until no other process writes to a folder, and keep others waiting; where locks do not work, do not."""
    if os.name == "nt":
        with _windows_lock(folder):
            yield
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        lock(number, wait=True)
        yield
    finally:
        os.close(number)


def lock(number: int, *, wait: bool) -> bool:
    """Lock an open file or folder until it is closed; False if another process has locked it. Not for Windows."""
    import fcntl

    try:
        fcntl.flock(number, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    except OSError:
        pass  # a file system without locks
    return True


def open_draft(path: Path) -> BinaryIO:
    """Open a new file that is no one else's, locked so that other runs know that its writer is alive."""
    file = path.open("wb")
    if os.name != "nt":
        lock(file.fileno(), wait=False)
    return file


def is_abandoned(draft: Path) -> bool:
    """Return True if the process that wrote a draft has ended: nobody holds its lock, or, on Windows, has it open."""
    try:
        with draft.open("r+b") as file:
            return os.name == "nt" or lock(file.fileno(), wait=False)
    except OSError:
        return False


@contextmanager
def _windows_lock(folder: Path) -> Iterator[None]:
    """Lock a file in the folder, which Windows deletes when it is closed: a folder itself cannot be locked there."""
    import msvcrt  # type: ignore[unused-ignore]

    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_TEMPORARY", 0)
    number = os.open(folder / ".pap-site.lock", flags)
    try:
        while True:
            try:
                msvcrt.locking(number, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
                break
            except OSError:  # after ten seconds
                continue
        yield
    finally:
        os.close(number)
