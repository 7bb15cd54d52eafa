"""The folder of a workspace in the user's state folder, and its lock: one command at a time changes a workspace."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pap_cli.cache.store import usable
from pap_cli.errors import PapError
from pap_cli.installed import install_advice
from pap_cli.load.workspace.locate import digest

if TYPE_CHECKING:
    from filelock import FileLock

# For how long to wait while no other command gets done, and how often to look, in seconds.
PATIENCE, _LOOK = 10.0, 0.02
_HOLDER, _DONE = "holder", "done"
_ELSEWHERE = "set XDG_STATE_HOME to a folder of your own" if sys.platform != "win32" else "check LOCALAPPDATA"


def state_folder(root: Path, environ: Mapping[str, str]) -> Path:
    """Return the folder for the lock and the journal of a workspace, named by the workspace's real path.

    Raises:
        PapError: if the user has no home folder and no variable names another.
    """
    named = Path(environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_STATE_HOME") or "")
    if named.is_absolute():
        base = named / "pap" / "State" if sys.platform == "win32" else named / "pap"
    elif sys.platform == "win32":
        base = _home() / "AppData" / "Local" / "pap" / "State"
    elif sys.platform == "darwin":
        base = _home() / "Library" / "Application Support" / "pap" / "State"
    else:
        base = _home() / ".local" / "state" / "pap"
    return base / digest(os.fsencode(os.path.realpath(root)))[:24]


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        raise PapError("there is no home folder in which to keep what undo needs", _ELSEWHERE) from None


@contextmanager
def locked(root: Path, command: str, environ: Mapping[str, str]) -> Iterator[Path]:
    """Keep other commands from changing a workspace; yield the folder of its state.

    Raises:
        PapError: if the state folder cannot be written, or if another command has the lock and none gets done for
            PATIENCE seconds.
    """
    folder = state_folder(root, environ)
    try:
        _make(folder, root)
        lock = _lock(folder / "lock")
        _wait(lock, folder)
    except (OSError, NotImplementedError) as error:  # the latter: a file system without locks
        why = ((error.strerror if isinstance(error, OSError) else "") or str(error)).lower()
        raise PapError(f"cannot write {folder}: {why}; pap keeps there what undo needs", _ELSEWHERE) from None
    try:
        _note(folder / _HOLDER, f"{os.getpid()} {command}")
        yield folder
    finally:
        _note(folder / _DONE, os.urandom(8).hex())
        lock.release()


def _make(folder: Path, root: Path) -> None:
    """Make the folder.

    It must belong to this user, be writable by nobody else, and be outside the workspace: what an entry says is
    written to the files.

    Raises:
        PapError: if it cannot be trusted so.
        OSError: if it cannot be made.
    """
    if Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(root)):
        raise PapError(f"the state folder {folder} is inside the workspace", _ELSEWHERE)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not usable(folder, root):
        raise PapError(
            f"other users can write to the state folder {folder}, or it is not yours; pap keeps there what undo needs",
            f"run  chmod 700 {folder}  or {_ELSEWHERE}",
        )


def _lock(path: Path) -> FileLock:
    try:
        from filelock import FileLock
    except ImportError:
        raise PapError("pap cannot change files without the extra edit", install_advice("edit")) from None
    return FileLock(path, mode=0o600)


def _wait(lock: FileLock, folder: Path) -> None:
    from filelock import Timeout

    seen, looks = ("", ""), 0
    while True:
        try:
            lock.acquire(blocking=False)
        except Timeout:
            now = _text(folder / _HOLDER), _text(folder / _DONE)
            seen, looks = now, looks + 1 if now == seen else 0
            if looks * _LOOK > PATIENCE:
                number, _, command = now[0].partition(" ")
                who = f"{command} (process {number})" if command else "another command"
                raise PapError(
                    f"{who} has been changing this workspace for more than {PATIENCE:.0f} seconds",
                    "wait for it, or end it, and run this again",
                ) from None
            time.sleep(_LOOK)
        else:
            return


def _note(path: Path, text: str) -> None:
    with suppress(OSError):  # only for the message of those who wait
        path.write_text(text, encoding="utf-8")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")[:500]
    except OSError:
        return ""
