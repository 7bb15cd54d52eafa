"""Find a workspace and compute a digest of its files, before any of them is parsed.

A cache hit needs only this module, so it imports as little as possible: `pathlib` alone costs as much as starting the
interpreter.
"""

from __future__ import annotations

import os
import stat
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

SUFFIXES = (".yaml", ".yml")
# Files of figures in `kpis/`, which KPIs name.
TABLE = ".csv"
# The file in `kpis/` that says how figures were counted from records.
LOCK = "records.lock"
SETTINGS = ("pap.toml", "pyproject.toml")
FOLDERS = ("plans", "kpis")
# Other files in these folders whose start is read, to see whether they were meant to be YAML files.
PEEKED = (".json", ".txt")
_SETTINGS_ALIKE = ("pap.toml", "pap.tml", "pap.tolm", "pap.toml.txt", "pap.yaml", "pap.yml")
# The default file name of a baseline.
BASELINE = "pap-baseline.json"
MAX_BYTES = 32 * 1024 * 1024


def nearest_workspace(folder: str) -> str | None:
    """Return the nearest folder, from this real path upward, with `plans/` or `kpis/`; not above one with `.git`."""
    while True:
        if any(os.path.isdir(os.path.join(folder, name)) for name in FOLDERS):
            return folder
        above = os.path.dirname(folder)
        if above == folder or os.path.exists(os.path.join(folder, ".git")):
            return None
        folder = above


def user_settings(environ: Mapping[str, str]) -> str:
    """Return the path of the settings of a person, which need not exist."""
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        folder = environ.get("APPDATA") or os.path.join(home, "AppData", "Roaming")
    else:
        folder = environ.get("XDG_CONFIG_HOME") or ""
        folder = folder if os.path.isabs(folder) else os.path.join(home, ".config")
    return os.path.join(folder, "pap", "config.toml")


def is_alike(name: str) -> bool:
    """Return True if the name of a file or folder is almost one that is read beside it, such as `KPIs`."""
    return (folder_meant(name.partition(".")[0]) != "" and name not in FOLDERS) or is_settings_alike(name)


def folder_meant(name: str) -> str:
    """Return the folder that a name is in another case, or is the singular of; empty if it is neither."""
    return next((folder for folder in FOLDERS if name.casefold() in (folder, folder[:-1])), "")


def is_settings_alike(name: str) -> bool:
    """Return True if a name is almost that of the settings."""
    return name.casefold().lstrip(".") in _SETTINGS_ALIKE and name not in SETTINGS


def alike_in(root: str) -> list[str]:
    """Return the names in a folder that are almost ones that are read; not those that are the same file."""
    try:
        found = sorted(name for name in os.listdir(root) if is_alike(name))
    except OSError:
        return []
    return [name for name in found if not _is_same(os.path.join(root, name), os.path.join(root, name.casefold()))]


def _is_same(one: str, other: str) -> bool:
    """Return True if two spellings name one file, as in a file system that ignores case."""
    try:
        return one != other and os.path.samefile(one, other)
    except OSError:
        return False


def path_in_repository(root: str) -> str:
    """Return the path of a workspace in its repository, ending in `/`; empty if it is the whole of one, or in none."""
    folder = root
    while not os.path.exists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return ""
        folder = above
    return f"{os.path.relpath(root, folder)}/".replace(os.sep, "/") if folder != root else ""


def workspace_stamp(root: str) -> str:
    """Return a digest of everything that reading a workspace depends on: its files, their names and contents.

    It changes if any of these changes.  Of a link out of the workspace, only the target's path counts.
    """
    digest = Digest(os.fsencode(root))
    for name in SETTINGS:
        _add_file(digest, root, os.path.join(root, name))
    waiting = [os.path.join(root, name) for name in reversed(FOLDERS)]
    for name in alike_in(root):
        alike = os.path.join(root, name)
        if os.path.isdir(alike):
            waiting.append(alike)
        else:
            _add_file(digest, root, alike)
    seen: set[str] = set()
    while waiting:
        folder = waiting.pop()
        real = os.path.realpath(folder)
        digest.add(os.fsencode(folder))
        digest.add(os.fsencode(real))
        if real in seen or not is_within(real, root):
            continue
        seen.add(real)
        try:
            with os.scandir(folder) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError as error:
            digest.add(str(error.errno).encode())
            continue
        for entry in entries:
            if entry.name.endswith((*SUFFIXES, *PEEKED, TABLE, LOCK)):
                _add_file(digest, root, entry.path)
            elif entry.is_dir():
                waiting.append(entry.path)
            else:
                digest.add(os.fsencode(entry.path))
    return digest.name()


def _add_file(digest: Digest, root: str, path: str) -> None:
    digest.add(os.fsencode(path))
    real = os.path.realpath(path)
    digest.add(os.fsencode(real))
    if not is_within(real, root):
        return
    try:
        found = os.stat(path)
        digest.add(b"%d" % stat.S_IFMT(found.st_mode))
        if stat.S_ISREG(found.st_mode) and found.st_size <= MAX_BYTES:
            with open(path, "rb") as file:
                digest.add(file.read(MAX_BYTES + 1))
        else:
            digest.add(b"%d" % found.st_size)
    except OSError as error:
        digest.add(str(error.errno).encode())


def is_within(path: str, folder: str) -> bool:
    """Return True if a real path is a real folder, or is somewhere below it."""
    return path == folder or path.startswith(folder if folder.endswith(os.sep) else folder + os.sep)


class Digest:
    """BLAKE2 over parts of bytes, each with its length, so that moving a byte between parts changes it."""

    __slots__ = ("_whole",)

    def __init__(self, *parts: bytes) -> None:
        try:
            from _blake2 import (
                blake2b,
            )  # hashlib has the same, but loads OpenSSL, which costs a quarter of a Python start
        except ImportError:
            from hashlib import blake2b

        self._whole = blake2b(digest_size=32)
        for part in parts:
            self.add(part)

    def add(self, part: bytes) -> None:
        """Add a part."""
        self._whole.update(len(part).to_bytes(8, "big"))
        self._whole.update(part)

    def name(self) -> str:
        """Return the digest of all parts so far, in hexadecimal."""
        return self._whole.hexdigest()


def digest(*parts: bytes) -> str:
    """Return the digest of some parts, in hexadecimal."""
    return Digest(*parts).name()
