"""A folder of files to be sent to people: written again only where nobody has changed them since.

A list in the folder, `.pap-chase`, names the files that `pap` wrote and the hash of each.  What somebody else put
there, or changed, such as an answer saved over the question, is never replaced.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from pap_cli.errors import PapError
from pap_cli.output.write import write_file

MARKER = ".pap-chase"
_FIRST_LINE = "Written by pap chase. It writes these files again as long as nobody changed them.\n"
_LINE = re.compile(r"([0-9a-f]{64}) ([A-Za-z0-9._-]+)")
_LARGEST = 50_000_000


def write_parcel(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files, and delete those of an earlier run that are not among them and that nobody changed.

    Raises:
        PapError: if a file is in the way that `pap` did not write or that was changed since; nothing is written then.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        known = _known(folder)
        others = [name for name, data in files.items() if not _free(folder / name, data, known.get(name, set()))]
    except OSError as error:
        raise PapError(f"cannot write to {folder}: {(error.strerror or str(error)).lower()}") from None
    if others:
        raise PapError(
            f"{folder / others[0]} was changed since pap wrote it, or is not from pap; nothing was written",
            "move it away, or choose another folder with  --output DIR",
        )
    hashes = {name: {_hash(data)} for name, data in files.items()}
    _note(folder, {name: known.get(name, set()) | hashes.get(name, set()) for name in {*known, *hashes}})
    for name, data in files.items():
        if not _is_same(folder / name, data):
            write_file(folder / name, data)
    for name in known.keys() - files.keys():
        path = folder / name
        if path.is_file() and not path.is_symlink() and _hash(_bytes(path)) in known[name]:
            path.unlink()
    _note(folder, hashes)


def _known(folder: Path) -> dict[str, set[str]]:
    """Return the files that `pap` wrote, each with the hashes that it may have; none if there is no list."""
    marker = folder / MARKER
    if not marker.is_file() or marker.is_symlink():
        return {}
    found: dict[str, set[str]] = {}
    for line in _bytes(marker).decode("utf-8", "replace").splitlines():
        if entry := _LINE.fullmatch(line):
            found.setdefault(entry[2], set()).add(entry[1])
    return found


def _free(path: Path, data: bytes, known: set[str]) -> bool:
    """Return True if a file can be written: there is none, or one that nobody changed."""
    if not (path.exists() or path.is_symlink()):
        return True
    if path.is_symlink() or not path.is_file():
        return False
    now = _bytes(path)
    return now == data or _hash(now) in known


def _is_same(path: Path, data: bytes) -> bool:
    return path.is_file() and _bytes(path) == data


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LARGEST)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _note(folder: Path, hashes: Mapping[str, Iterable[str]]) -> None:
    lines = "".join(f"{one} {name}\n" for name in sorted(hashes) for one in sorted(hashes[name]))
    write_file(folder / MARKER, _FIRST_LINE + lines)
